"""What to add where it takes many kinds: what no way can do without, all the smallest sets around it, or one way."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog import additions as module
from catalog.additions import Additions, additions
from catalog.bootstrap import Bootstrap
from catalog.ecology import Ecology
from catalog.kinds import Kinds, ToolKind
from catalog.plan import Buildable
from tests.catalog.test_bootstrap import by_hand, design, designs, haves, names, need, village

LETTERS = Kinds([ToolKind(letter, letter.upper(), "c") for letter in "abcdefghijklmnopqrstuvwxyz"], ["c"])


def added(some: Sequence[Buildable], target: str, *have: str, largest: int = 3) -> Additions:
    net = Ecology(some, LETTERS)
    return additions(net, Bootstrap(net, net.from_kinds(have)), target, largest=largest)


def told(found: Additions) -> list[str]:
    return ["".join(kinds) for kinds in found.sets]


def test_what_lacks_many_kinds_that_nothing_makes_takes_just_those() -> None:
    found = added([design("x", *"abcde")], "x", "b")
    assert (told(found), found.complete, found.one_way) == (["acde"], True, False)


def test_around_what_no_way_can_do_without_all_smallest_sets_are_told() -> None:
    some = [design("x", *"abcdz", need("e", "f")), design("y", "g", makes="z")]
    found = added(some, "x")
    assert told(found) == ["abcdeg", "abcdez", "abcdfg", "abcdfz"]
    assert (found.complete, found.largest) == (True, 7)


def test_what_is_made_from_little_is_not_bought() -> None:
    """A lathe makes all that is asked for, two kinds make the lathe: ten kinds could be bought at once, or these."""
    some = [design("x", *"abcdefghij"), *(design(f"m{kind}", "l", makes=kind) for kind in "abcdefghij")]
    some += [design("ml", *"nopq", makes="l")]
    assert told(added(some, "x"))[0] == "l"
    assert told(added([*some, design("w", "x", *"rst", made_from=("x",))], "w"))[0] == "lrstx"


def test_beyond_what_is_looked_through_one_way_is_told_with_nothing_to_spare() -> None:
    some = [design("x", *(need(*pair) for pair in ("ab", "cd", "ef", "gh", "ij", "kl", "mn", "op", "qr")))]
    found = added(some, "x")
    assert (len(found.sets), len(found.sets[0]), found.complete, found.one_way) == (1, 9, False, True)
    assert found.largest == 8
    assert all(not set(pair) <= set(found.sets[0]) for pair in ("ab", "cd", "ef", "gh", "ij", "kl"))


@pytest.mark.parametrize(
    "some",
    [
        [design("x", "a", made_from=("y",)), design("y", "b", made_from=("x",))],
        [design("x", "a", made_from=("y",)), Buildable("y", "done", tools_documented=False, tools=())],
        [design("x", "a", made_from=("nobody",))],
    ],
    ids=["in a circle", "undocumented", "no such design"],
)
def test_where_no_tool_helps_there_is_no_set(some: list[Buildable]) -> None:
    found = added(some, "x")
    assert (found.sets, found.complete, found.one_way) == ((), True, False)


def test_more_sets_than_are_kept_are_not_complete() -> None:
    nine = [need(*"abcdefghi"), need(*"jklmnopqr"), need(*"stuvwxyz")]
    found = added([design("x", *nine)], "x")
    assert (len(found.sets), found.complete, found.one_way) == (100, False, False)
    assert added([design("x", *nine[:2])], "x").complete


def test_what_takes_long_can_be_ended() -> None:
    class _EnoughError(Exception):
        pass

    def enough() -> None:
        raise _EnoughError

    some = [design("x", *"abcde"), design("y", makes="z")]
    net = Ecology(some, LETTERS)
    with pytest.raises(_EnoughError):
        Ecology(some, LETTERS, heed=enough)
    bootstrap = Bootstrap(net, {}, heed=enough)
    for ask in (bootstrap.never, lambda: additions(net, bootstrap, "x"), lambda: bootstrap.leading_to("x")):
        with pytest.raises(_EnoughError):
            ask()


def reaching(some: Sequence[Buildable], have: set[str]) -> Iterator[set[str]]:
    """All minimal sets that bring the first design within reach, whatever their size."""
    found: list[set[str]] = []
    for size in range(len(names) + 1):
        for kinds in map(set, combinations(names, size)):
            reached = any("d0" in built for built in by_hand(some, have | kinds))
            if reached and not any(one <= kinds for one in found):
                found.append(kinds)
                yield kinds


def minimal(sets: Iterable[Iterable[str]]) -> set[frozenset[str]]:
    return set(map(frozenset, sets))


@given(designs, haves, st.integers(0, 2), st.integers(0, 4), st.sampled_from([1, 3, 500]))
def test_whatever_is_told_is_minimal_and_nothing_up_to_the_largest_is_left_out(
    told: Any, have: set[str], largest: int, deep: int, most: int
) -> None:
    some = village(told)
    if some[0].makes_tool in have:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_DEEP", deep)
        patch.setattr(module, "_MOST", most)
        from tests.catalog.test_bootstrap import KINDS

        net = Ecology(some, KINDS)
        found = additions(net, Bootstrap(net, net.from_kinds(have)), "d0", largest=largest)
    right = minimal(reaching(some, have))
    shown = minimal(found.sets)
    assert shown <= right
    assert len(shown) == len(found.sets)
    assert bool(shown) == bool(right)
    if found.complete and shown:
        assert shown == {one for one in right if len(one) <= found.largest}
    if found.one_way:
        assert not any(len(one) <= found.largest for one in right) or most < 500

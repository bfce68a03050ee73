from collections.abc import Iterable, Sequence
from itertools import combinations_with_replacement
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.copies import Copy
from catalog.design import ToolNeed, ToolOption
from catalog.kinds import Kinds, StandIn, ToolKind
from catalog.kindsets import Kindset
from catalog.plan import Buildable, Tools
from catalog.unlock import Terms, Unlocks, families, unlock

KINDS = Kinds(
    [
        ToolKind("torch", "Torch", "metal", stands_in_for=(StandIn("saw"),)),
        *(ToolKind(slug, slug.title(), "metal") for slug in ("saw", "welder", "lathe", "drill")),
    ],
    ["metal"],
)


def design(id: str, *needs: str, made_from: tuple[str, ...] = ()) -> Buildable:  # noqa: A002
    """A finished design; a need is kinds with "/" between them."""
    tools = tuple(
        ToolNeed(tuple(ToolOption(kind) for kind in need.split("/")), id=str(n))
        for n, need in enumerate(needs)
    )
    return Buildable(id, "done", tools_documented=bool(tools), tools=tools, made_from=made_from)


def copies(kinds: Iterable[str]) -> list[Copy]:
    return [Copy(f"T-{n}", kind, "free") for n, kind in enumerate(kinds)]


def unlocked(designs: Sequence[Buildable], owned: Iterable[str], terms: Terms) -> Unlocks:
    tools = Tools(copies(owned), KINDS, designs={one.id: one for one in designs}.get)
    return unlock(families(tools, designs), terms)


def told(found: Unlocks) -> list[tuple[str, str]]:
    return [(" ".join(row.kinds), " ".join(row.designs)) for row in found.rows]


PAIR_WINS = [
    design("a", "saw"), design("b", "drill"),
    design("c", "welder", "lathe"), design("d", "welder", "lathe"), design("e", "welder", "lathe"),
]  # fmt: skip


def test_a_pair_can_beat_the_two_best_singles() -> None:
    singles = unlocked(PAIR_WINS, [], Terms(1))
    assert told(singles) == [("drill", "b"), ("saw", "a"), ("torch", "a")]
    pairs = unlocked(PAIR_WINS, [], Terms(2))
    assert told(pairs)[:2] == [("lathe welder", "c d e"), ("drill saw", "a b")]
    assert (pairs.exact, pairs.bound) == (True, 0)


def test_what_one_lacks_twice_takes_two_copies_and_one_that_is_there_counts() -> None:
    twice = [design("a", "saw", "saw")]
    assert told(unlocked(twice, ["saw"], Terms(1))) == [("saw", "a"), ("torch", "a")]
    assert told(unlocked(twice, [], Terms(1))) == []
    assert told(unlocked(twice, [], Terms(2))) == [("saw saw", "a"), ("saw torch", "a"), ("torch torch", "a")]
    priced = Terms(2, budget=300, prices={"saw": 150, "torch": 200})
    assert [(row.kinds, row.cost) for row in unlocked(twice, [], priced).rows] == [(("saw", "saw"), 300)]


def test_two_copies_that_a_design_takes_serve_a_part_of_it_too() -> None:
    parts = [design("press", "drill", "drill", made_from=("frame",)), design("frame", "drill")]
    assert told(unlocked(parts, [], Terms(2))) == [("drill drill", "frame press")]
    assert told(unlocked(parts, [], Terms(1))) == [("drill", "frame")]


def test_a_new_copy_may_free_one_that_another_need_takes() -> None:
    # The torch serves both needs; a second drill is what sets it free.
    assert told(unlocked([design("a", "torch/drill", "torch")], ["torch"], Terms(1))) == [
        ("drill", "a"),
        ("torch", "a"),
    ]


def test_what_a_design_is_made_from_must_be_completed_too() -> None:
    parts = [design("press", "saw", made_from=("frame",)), design("frame", "welder", "saw")]
    assert told(unlocked(parts, ["saw"], Terms(1))) == [("welder", "frame press")]
    assert told(unlocked(parts, [], Terms(2))) == [
        ("saw welder", "frame press"),
        ("torch welder", "frame press"),
    ]


def test_a_budget_keeps_to_what_can_be_paid_and_is_known() -> None:
    prices = {"lathe": 90_000, "welder": 40_000, "saw": 1_500, "drill": 5_000}
    assert told(unlocked(PAIR_WINS, [], Terms(2, budget=100_000, prices=prices))) == [("drill saw", "a b")]
    rich = unlocked(PAIR_WINS, [], Terms(2, budget=130_000, prices=prices))
    assert [(row.kinds, row.cost) for row in rich.rows] == [
        (("lathe", "welder"), 130_000), (("drill", "saw"), 6_500),
    ]  # fmt: skip


def test_of_equals_the_cheapest_comes_first_and_the_unknown_last() -> None:
    found = unlocked(
        [design("a", "saw"), design("b", "drill")], [], Terms(1, prices={"drill": 100, "torch": 50})
    )
    assert [row.kinds for row in found.rows] == [("torch",), ("drill",), ("saw",)]


def test_where_patience_ends_the_answer_says_how_much_better_it_could_be() -> None:
    found = unlocked(PAIR_WINS, [], Terms(2, patience=0))
    assert (found.rows, found.exact) == ((), False)
    assert found.bound >= 3


def test_ready_planned_and_undocumented_designs_are_not_unlocked() -> None:
    designs = [design("a", "saw"), Buildable("b", "planned", True, design("b", "drill").tools), design("c")]
    assert told(unlocked(designs, ["saw"], Terms(1))) == []


names = ["drill", "lathe", "saw", "torch", "welder"]
some_designs = st.lists(
    st.tuples(
        st.lists(
            st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True).map("/".join),
            min_size=1,
            max_size=4,
        ),
        st.lists(st.integers(0, 5), max_size=1),
    ),
    min_size=1,
    max_size=6,
)
shelf = st.lists(st.sampled_from(names), max_size=4)


def village(some: list[tuple[list[str], list[int]]]) -> list[Buildable]:
    return [
        design(f"d{n}", *needs, made_from=tuple(f"d{part}" for part in parts))
        for n, (needs, parts) in enumerate(some)
    ]


def less(kinds: Sequence[str], kind: str) -> list[str]:
    """The kinds without one copy of this one."""
    left = [*kinds]
    left.remove(kind)
    return left


def ready(designs: Sequence[Buildable], owned: Iterable[str]) -> set[str]:
    tools = Tools(copies(owned), KINDS, designs={one.id: one for one in designs}.get)
    return {one.id for one in designs if tools.verdict(one).ready}


@given(some_designs, shelf, st.integers(1, 3), st.integers(1, 4))
def test_the_best_sets_are_those_that_brute_force_finds(
    some: Any, owned: list[str], size: int, limit: int
) -> None:
    designs = village(some)
    before = ready(designs, owned)

    def gain(kinds: Iterable[str]) -> frozenset[str]:
        return frozenset(ready(designs, [*owned, *kinds]) - before)

    by_hand = []
    for kinds in combinations_with_replacement(names, size):
        won = gain(kinds)
        if won and all(gain(less(kinds, kind)) != won for kind in kinds):
            by_hand.append((" ".join(kinds), " ".join(sorted(won))))
    by_hand.sort(key=lambda row: (-len(row[1].split()), row[0]))
    found = unlocked(designs, owned, Terms(size, limit))
    assert told(found) == by_hand[:limit]
    assert found.exact


@given(some_designs, shelf, st.integers(1, 3), st.integers(0, 12))
def test_a_bound_is_never_too_low(some: Any, owned: list[str], size: int, patience: int) -> None:
    designs = village(some)
    best = unlocked(designs, owned, Terms(size, 1))
    hasty = unlocked(designs, owned, Terms(size, 1, patience=patience))
    most = max((len(row.designs) for row in best.rows), default=0)
    assert most <= max([hasty.bound, *(len(row.designs) for row in hasty.rows)])
    assert hasty.exact <= (hasty.rows == best.rows)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_nothing_to_unlock_is_an_answer(size: int) -> None:
    assert unlocked([], [], Terms(size)) == Unlocks(())


prices = st.dictionaries(st.sampled_from(names), st.integers(0, 5), max_size=5)


@given(some_designs, shelf, prices, st.integers(1, 3), st.none() | st.integers(0, 8))
def test_within_a_budget_the_best_sets_are_those_that_brute_force_finds(
    some: Any, owned: list[str], known: dict[str, int], size: int, budget: int | None
) -> None:
    designs = village(some)
    before = ready(designs, owned)

    def gain(kinds: Iterable[str]) -> frozenset[str]:
        return frozenset(ready(designs, [*owned, *kinds]) - before)

    def cost(kinds: Iterable[str]) -> int | None:
        return sum(known[one] for one in kinds) if set(kinds) <= known.keys() else None

    by_hand = []
    for kinds in combinations_with_replacement(names, size):
        won, price = gain(kinds), cost(kinds)
        affordable = budget is None or (price is not None and price <= budget)
        if won and affordable and all(gain(less(kinds, kind)) != won for kind in kinds):
            by_hand.append((-len(won), price is None, price or 0, " ".join(kinds), price))
    found = unlocked(designs, owned, Terms(size, 3, budget=budget, prices=known))
    expected = [(kinds, price) for *_, kinds, price in sorted(by_hand, key=lambda row: row[:4])]
    assert [(" ".join(row.kinds), row.cost) for row in found.rows] == expected[:3]


def test_of_equals_the_cheapest_is_kept_however_few_are_asked_for() -> None:
    two = [design("a", "drill"), design("b", "lathe")]
    found = unlocked(two, [], Terms(1, 1, prices={"drill": 100, "lathe": 50}))
    assert [row.kinds for row in found.rows] == [("lathe",)]


def family(*sets: str) -> frozenset[Kindset]:
    return frozenset(frozenset(some) for some in sets)


def test_a_branch_is_left_only_where_no_set_in_it_can_be_among_the_best() -> None:
    """X, Y and Z promise more than a, b and c, and bring less: a bound one kind too low would stop before them."""
    found = {
        "d1": family("XY"), "d2": family("XY"), "d3": family("YZ"), "d4": family("YZ"), "d5": family("XZ"),
        **{f"e{n}": family(kind) for n, kind in enumerate("aabbcc")},
    }  # fmt: skip
    best = unlock(found, Terms(3, limit=1))
    assert [("".join(row.kinds), len(row.designs)) for row in best.rows] == [("abc", 6)]
    assert best.exact


def test_a_set_is_paid_as_a_whole() -> None:
    found = {"d1": family("a"), "d2": family("b"), "d3": family("c")}
    prices = {"a": 500, "b": 500, "c": 400}
    pairs = unlock(found, Terms(2, budget=900, prices=prices))
    assert [("".join(row.kinds), row.cost) for row in pairs.rows] == [("ac", 900), ("bc", 900)]
    assert pairs.exact
    assert unlock(found, Terms(3, budget=1399, prices=prices)) == Unlocks(())


def test_what_nobody_can_pay_is_not_looked_through() -> None:
    found = {f"d{n}": frozenset({frozenset({f"k{n}"})}) for n in range(60)}
    none = unlock(found, Terms(3, budget=299, prices={f"k{n}": 100 for n in range(60)}, patience=1))
    assert (none.rows, none.exact) == ((), True)


def test_kinds_without_a_price_are_named_where_there_is_a_budget() -> None:
    prices = {"saw": 1_500, "drill": 5_000}
    found = unlocked(PAIR_WINS, [], Terms(2, budget=100_000, prices=prices))
    assert found.unpriced == ("lathe", "torch", "welder")
    assert unlocked(PAIR_WINS, [], Terms(2, prices=prices)).unpriced == ()

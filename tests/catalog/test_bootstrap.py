from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.additions import additions
from catalog.bootstrap import Bootstrap, Owned, report
from catalog.circles import circles
from catalog.copies import Copy
from catalog.design import Status, ToolNeed, ToolOption
from catalog.ecology import Ecology
from catalog.kinds import Kinds, StandIn, ToolKind
from catalog.plan import Buildable
from catalog.proofs import DEEPEST, Proof, proof
from catalog.quantity import parse_extent

KINDS = Kinds(
    [
        ToolKind("torch", "Torch", "metal", stands_in_for=(StandIn("table"),)),
        *(ToolKind(slug, slug.title(), "metal") for slug in ("table", "welder", "lathe", "press", "printer")),
    ],
    ["metal"],
)


def need(*kinds: str, helps: bool = False) -> ToolNeed:
    return ToolNeed(tuple(ToolOption(kind) for kind in kinds), id=" ".join(kinds), helps=helps)


def design(
    id: str,  # noqa: A002
    *needs: ToolNeed | str,
    makes: str | None = None,
    made_from: tuple[str, ...] = (),
    status: Status = "planned",
) -> Buildable:
    tools = tuple(need(one) if isinstance(one, str) else one for one in needs)
    return Buildable(id, status, bool(tools or made_from), tools, made_from, makes)


def started(designs: Iterable[Buildable], *have: str) -> Bootstrap:
    net = Ecology(designs, KINDS)
    return Bootstrap(net, net.from_kinds(have))


def rounds(bootstrap: Bootstrap) -> list[list[str]]:
    return [[one.design for one in built] for built in bootstrap.rounds()]


VILLAGE = [
    design("lathe-plans", "welder", makes="lathe"),
    design("press-plans", "lathe", need("table", "printer"), makes="press"),
    design("table-plans", "lathe", "welder", makes="table"),
    design("robot", "press", made_from=("arm",)),
    design("arm", "lathe"),
    design("welder-plans", makes="welder"),
    design("printer-plans", "printer", makes="printer"),
]


def test_each_round_builds_with_what_the_rounds_before_made() -> None:
    bootstrap = started(VILLAGE, "welder")
    assert rounds(bootstrap) == [["lathe-plans"], ["arm", "table-plans"], ["press-plans"], ["robot"]]
    assert report(bootstrap)["rounds"][2] == [
        {
            "design": "press-plans", "status": "planned",
            "because": [
                {"kind": "lathe", "from": "lathe-plans", "stands_in": None, "part": False, "tag": None},
                {"kind": "table", "from": "table-plans", "stands_in": None, "part": False, "tag": None},
            ],
        }
    ]  # fmt: skip


def test_what_is_never_reached_says_what_it_lacks_and_whether_it_is_paper() -> None:
    assert report(started(VILLAGE, "welder"))["never"] == [
        {"design": "printer-plans", "status": "planned", "missing": ["printer"], "waits_for": [], "undocumented": False}
    ]  # fmt: skip
    never = {one.design: one for one in started(VILLAGE).never()}
    assert never["welder-plans"].undocumented
    assert never["robot"].missing == ("press",)
    assert never["robot"].parts == ("arm",)


def test_what_is_there_is_not_built_again() -> None:
    pressing = started([design("x", "lathe", makes="press")], "lathe", "press")
    assert pressing.owned() == [Owned("x", "planned", "press")]
    bootstrap = started(VILLAGE, "welder", "lathe")
    assert bootstrap.owned() == [
        Owned("lathe-plans", "planned", "lathe"),
        Owned("welder-plans", "planned", "welder"),
    ]
    assert "lathe-plans" not in {one for built in rounds(bootstrap) for one in built}


@pytest.mark.parametrize("within_reach", [True, False])
def test_what_is_there_is_neither_reached_nor_missing_wherever_it_is_asked(*, within_reach: bool) -> None:
    net = Ecology([design("plans", "lathe", makes="press"), design("rumour", makes="press")], KINDS)
    shelf = [Copy("T-2", "press", "out"), Copy("T-1", "press", "free")]
    shelf += [Copy("T-3", "lathe", "free")] if within_reach else []
    bootstrap = Bootstrap(net, net.from_copies(shelf))
    assert [bootstrap.is_owned(one) for one in ("plans", "rumour")] == [True, True]
    for one in ("plans", "rumour"):
        told = proof(bootstrap, one)
        assert told.round == 0
        assert list(told.lines()) == [f"{one}: already there, because", "  press: there from the start (T-2)"]
        assert additions(net, bootstrap, one).sets == ((),)
    whole = report(bootstrap)
    assert (whole["rounds"], whole["never"]) == ([], [])
    assert [(each["design"], each["tags"]) for each in whole["owned"]] == [
        ("plans", ["T-2"]),
        ("rumour", ["T-2"]),
    ]
    assert whole["counts"] == {"designs": 2, "owned": 2, "reached": 0, "never": 0, "undocumented": 0}


def test_several_copies_are_there_where_no_one_of_them_is_good_enough_for_everybody() -> None:
    strong = ToolNeed((ToolOption("welder", min={"current": parse_extent("180 A")}),), id="s")
    long = ToolNeed((ToolOption("welder", min={"cable": parse_extent("5 m")}),), id="l")
    net = Ecology([design("x", strong, long), design("y", "lathe", makes="welder")], KINDS)
    first = Copy(
        "T-1",
        "welder",
        "free",
        attributes={name: parse_extent(of) for name, of in [("current", "200 A"), ("cable", "2 m")]},
    )
    other = Copy(
        "T-2",
        "welder",
        "free",
        attributes={name: parse_extent(of) for name, of in [("current", "90 A"), ("cable", "9 m")]},
    )
    assert not Bootstrap(net, net.from_copies([first])).is_owned("y")
    assert Bootstrap(net, net.from_copies([first, other])).there("y").tags == ("T-1", "T-2")


def test_of_some_designs_only_what_concerns_them_is_told() -> None:
    some = [
        *VILLAGE,
        design("saw-plans", "saw", makes="blade"),
        design("blade-plans", "blade", makes="saw"),
        design("torch-plans", "lathe", makes="torch"),
    ]
    told = report(started(some, "welder", "torch"), only={"press-plans", "lathe-plans", "saw-plans"})
    assert [[one["design"] for one in built] for built in told["rounds"]] == [
        ["lathe-plans"],
        ["press-plans"],
    ]
    assert [one["design"] for one in told["never"]] == ["saw-plans"]
    assert (told["owned"], told["circles"]) == ([], [["blade-plans", "saw-plans"]])
    assert told["counts"] == {"designs": 3, "owned": 0, "reached": 2, "never": 1, "undocumented": 0}


def test_a_stand_in_will_do_and_is_told() -> None:
    bootstrap = started(VILLAGE, "torch", "lathe")
    [press] = [one for built in bootstrap.rounds() for one in built if one.design == "press-plans"]
    assert [one.to_json() for one in press.because] == [
        {"kind": "lathe", "from": "owned", "stands_in": None, "part": False, "tag": None},
        {"kind": "torch", "from": "owned", "stands_in": "table", "part": False, "tag": None},
    ]


def test_a_stand_in_is_told_of_the_kind_in_whose_place_it_stands() -> None:
    bootstrap = started([design("x", need("lathe", "table"))], "torch")
    assert list(proof(bootstrap, "x").lines()) == [
        "x: round 1, because",
        "  torch, in place of table: there from the start",
    ]


def test_a_need_that_several_kinds_would_fill_is_told_with_all_of_them_and_not_mixed_with_another() -> None:
    some = [design("x", "press", need("press", "table")), design("table-plans", "lathe", makes="table")]
    assert list(proof(started(some), "x").lines()) == [
        "x: never, because",
        "  press: not there, and no design makes one",
        "  press or table: not there; table-plans would make one",
        "    table-plans: never, because",
        "      lathe: not there, and no design makes one",
    ]


def test_what_comes_from_outside_or_only_helps_is_no_condition() -> None:
    outside = ToolNeed((ToolOption("press"), ToolOption(outside="press shop")), id="o")
    assert rounds(started([design("x", outside, need("lathe", helps=True))])) == [["x"]]


def test_a_part_that_is_a_tool_may_be_there_already() -> None:
    bootstrap = started(
        [design("a", "lathe", made_from=("b",)), design("b", "press", makes="torch")], "lathe", "torch"
    )
    assert rounds(bootstrap) == [["a"]]
    assert list(proof(bootstrap, "a").lines()) == [
        "a: round 1, because",
        "  lathe: there from the start",
        "  torch: there from the start",
    ]


def test_a_circle_is_told_and_not_looped_on() -> None:
    circle = [design("a", "press", makes="lathe"), design("b", "lathe", makes="press"), design("c", "lathe")]
    assert started(circle).circles() == [["a", "b"]]
    assert started([*circle, design("d", "nowhere", makes="table"), design("e", "table")]).circles() == [
        ["a", "b"]
    ]
    assert started(circle, "press").circles() == []
    assert started(VILLAGE, "welder").circles() == [["printer-plans"]]


def test_a_copy_that_is_too_small_is_not_there_but_what_a_design_makes_is_large_enough() -> None:
    strong = ToolNeed((ToolOption("welder", min={"current": parse_extent("180 A")}),), id="w")
    net = Ecology([design("x", strong), design("y", "lathe", makes="welder"), design("z", "welder")], KINDS)
    small = Copy("T-1", "welder", "out", attributes={"current": parse_extent("140 A")})
    assert rounds(Bootstrap(net, net.from_copies([small]))) == [["z"]]
    both = Bootstrap(net, net.from_copies([small, Copy("T-2", "lathe", "repair")]))
    assert rounds(both) == [["y", "z"], ["x"]]
    assert rounds(Bootstrap(net, net.from_copies([Copy("T-1", "welder", "lost")]))) == []
    assert rounds(Bootstrap(net, net.from_kinds(["welder"]))) == [["x", "z"]]


def test_a_proof_goes_down_to_what_is_there_and_explains_each_design_once() -> None:
    told = list(proof(started(VILLAGE, "welder"), "robot").lines())
    assert told == [
        "robot: round 4, because",
        "  press: made by press-plans",
        "    press-plans: round 3, because",
        "      lathe: made by lathe-plans",
        "        lathe-plans: round 1, because",
        "          welder: there from the start",
        "      table: made by table-plans",
        "        table-plans: round 2, because",
        "          lathe: made by lathe-plans",
        "          welder: there from the start",
        "  arm is a part of it, built before",
        "    arm: round 2, because",
        "      lathe: made by lathe-plans",
    ]


def test_a_proof_of_never_ends_at_what_nobody_makes_or_wrote_down() -> None:
    assert list(proof(started(VILLAGE), "table-plans").lines()) == [
        "table-plans: never, because",
        "  lathe: not there; lathe-plans would make one",
        "    lathe-plans: never, because",
        "      welder: not there; welder-plans would make one",
        "        welder-plans: never, because nobody wrote down which tools it takes",
        "  welder: not there; welder-plans would make one, see welder-plans elsewhere",
    ]
    assert (
        list(proof(started([design("x", "table")]), "x").lines())[1]
        == "  table: not there, and no design makes one"
    )


def test_a_very_long_chain_has_a_proof_that_stops_somewhere() -> None:
    kinds = Kinds([ToolKind(f"k{n}", f"K{n}", "c") for n in range(3001)], ["c"])
    net = Ecology([design(f"d{n}", f"k{n}", makes=f"k{n + 1}") for n in range(3000)], kinds)
    found: Proof | None = proof(Bootstrap(net, net.from_kinds(["k0"])), "d2999")
    depth = 0
    while found is not None:
        depth += 1
        found = found.grounds[0].proof
    assert depth == DEEPEST


def test_the_least_to_add_for_a_target_is_found_in_every_way() -> None:
    net = Ecology(VILLAGE, KINDS)
    bootstrap = Bootstrap(net, net.from_kinds([]))
    assert additions(net, bootstrap, "arm").sets == (("lathe",), ("welder",))
    assert additions(net, bootstrap, "press-plans").sets == (
        ("welder",), ("lathe", "printer"), ("lathe", "table"), ("lathe", "torch"),
    )  # fmt: skip
    reached = Bootstrap(net, net.from_kinds(["welder"]))
    assert additions(net, reached, "robot").sets == ((),)


def test_nothing_is_known_to_add_where_nobody_wrote_down_the_tools() -> None:
    net = Ecology([Buildable("rumour", "done", tools_documented=False, tools=())], KINDS)
    assert additions(net, Bootstrap(net, net.from_kinds([])), "rumour").sets == ()


names = ["lathe", "press", "printer", "table", "torch", "welder"]
designs = st.lists(
    st.tuples(
        st.lists(
            st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True), min_size=1, max_size=3
        ),
        st.none() | st.sampled_from(names),
        st.lists(st.integers(0, 6), max_size=1),
    ),
    min_size=1,
    max_size=7,
)
haves = st.sets(st.sampled_from(names), max_size=3)


def village(told: Sequence[tuple[list[list[str]], str | None, list[int]]]) -> list[Buildable]:
    return [
        design(
            f"d{n}", *(need(*some) for some in needs), makes=makes, made_from=tuple(f"d{m}" for m in parts)
        )
        for n, (needs, makes, parts) in enumerate(told)
    ]


def by_hand(village: Sequence[Buildable], have: Iterable[str]) -> list[set[str]]:
    """The rounds by the plainest reading: look at everything again until nothing changes."""
    there, built, found = set(have), set[str](), list[set[str]]()
    makes = {one.id: one.makes_tool for one in village}
    while True:
        reach = there | ({"table"} if "torch" in there else set())
        fresh = {
            one.id
            for one in village
            if one.id not in built
            and all(set(each.kinds) & reach for each in one.tools)
            and all(part in built or makes.get(part) in there for part in one.made_from)
        }
        if not fresh:
            return found
        found.append(fresh)
        built |= fresh
        there |= {one.makes_tool for one in village if one.id in fresh and one.makes_tool}


def everything(bootstrap: Bootstrap, net: Ecology) -> list[set[str]]:
    return [{net.designs[number].id for number in numbers} for numbers in bootstrap.reach.rounds()]


@given(designs, haves)
def test_the_rounds_are_those_of_the_plainest_reading(told: Any, have: set[str]) -> None:
    some = village(told)
    net = Ecology(some, KINDS)
    assert everything(Bootstrap(net, net.from_kinds(have)), net) == by_hand(some, have)


@given(designs, haves, st.sampled_from(names), st.randoms())
def test_a_kind_more_never_takes_a_design_away_and_the_order_of_files_does_not_matter(
    told: Any, have: set[str], more: str, random: Any
) -> None:
    some = village(told)
    net = Ecology(some, KINDS)
    reached = set().union(*everything(Bootstrap(net, net.from_kinds(have)), net))
    wider = set().union(*everything(Bootstrap(net, net.from_kinds(have | {more})), net))
    assert reached <= wider
    before = report(Bootstrap(net, net.from_kinds(have)))
    random.shuffle(some)
    shuffled = Ecology(some, KINDS)
    after = report(Bootstrap(shuffled, shuffled.from_kinds(have)))
    assert [[one["design"] for one in built] for built in before["rounds"]] == [
        [one["design"] for one in built] for built in after["rounds"]
    ]
    assert before["never"] == after["never"]
    assert before["owned"] == after["owned"]
    counts = before["counts"]
    assert counts["designs"] == counts["owned"] + counts["reached"] + counts["never"] == len(some)


@given(designs, haves)
def test_every_proof_rests_on_what_is_there_or_was_built_in_an_earlier_round(
    told: Any, have: set[str]
) -> None:
    net = Ecology(village(told), KINDS)
    bootstrap = Bootstrap(net, net.from_kinds(have))
    when = {one.design: one.round for built in bootstrap.rounds() for one in built}
    for built in bootstrap.rounds():
        for one in built:
            for because in one.because:
                assert because.kind in have if because.maker is None else when[because.maker] < one.round


@given(designs, haves)
def test_the_least_to_add_are_exactly_the_minimal_sets_that_brute_force_finds(
    told: Any, have: set[str]
) -> None:
    some = village(told)
    net = Ecology(some, KINDS)
    bootstrap = Bootstrap(net, net.from_kinds(have))
    found = additions(net, bootstrap, "d0")
    minimal: list[set[str]] = [set()] if some[0].makes_tool in have else []
    for size in range(found.largest + 1):
        for kinds in map(set, combinations(names, size)):
            if not any(one <= kinds for one in minimal) and any(
                "d0" in built for built in by_hand(some, have | kinds)
            ):
                minimal.append(kinds)
    assert sorted(map(sorted, minimal)) == sorted(map(list, found.sets))
    assert found.complete


@pytest.mark.parametrize("have", [(), ("welder",), ("welder", "printer", "torch")])
def test_a_proof_of_anything_ends(have: tuple[str, ...]) -> None:
    bootstrap = started(VILLAGE, *have)
    for one in VILLAGE:
        told = list(proof(bootstrap, one.id).lines())
        assert len(told) < 40
        assert proof(bootstrap, one.id).to_json()["round"] is not None or not bootstrap.reached(one.id)


def spoken_of(told: Proof) -> Iterator[str]:
    """Every design in a proof."""
    yield told.design
    for below in (
        *(ground.proof for ground in told.grounds),
        *(one for lack in told.lacks for one in lack.proofs),
    ):
        if below is not None:
            yield from spoken_of(below)


@given(designs, haves, st.integers(0, 6))
def test_what_leads_to_a_design_is_all_that_its_proof_speaks_of(
    told: Any, have: set[str], which: int
) -> None:
    some = village(told)
    net = Ecology(some, KINDS)
    bootstrap = Bootstrap(net, net.from_kinds(have))
    target = some[which % len(some)].id
    assert bootstrap.leading_to(target) == set(spoken_of(proof(bootstrap, target)))


@given(designs, haves, st.sets(st.integers(0, 6)))
def test_each_round_stands_at_its_place_whatever_is_left_out(
    told: Any, have: set[str], which: set[int]
) -> None:
    some = village(told)
    net = Ecology(some, KINDS)
    bootstrap = Bootstrap(net, net.from_kinds(have))
    few = bootstrap.rounds({f"d{n}" for n in which})
    assert all(one.round == place for place, built in enumerate(few, 1) for one in built)
    assert not few or few[-1]
    assert all(one.round == place for place, built in enumerate(bootstrap.rounds(), 1) for one in built)


def test_a_round_of_which_nothing_is_told_keeps_its_place() -> None:
    told = report(started(VILLAGE, "welder"), only={"lathe-plans", "robot"})
    assert [[one["design"] for one in built] for built in told["rounds"]] == [
        ["lathe-plans"],
        [],
        [],
        ["robot"],
    ]


def test_a_circle_of_many_who_wait_for_many_joins_nobody_with_everybody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A thousand presses that wait for a lathe, a thousand lathes that wait for a press: not a million ties."""
    sizes: list[int] = []

    def counted(graph: Any) -> Any:
        sizes.append(sum(map(len, graph.values())))
        return circles(graph)

    monkeypatch.setattr("catalog.bootstrap.circles", counted)
    some = [design(f"l{n:04}", "press", makes="lathe") for n in range(1000)]
    some += [design(f"p{n:04}", "lathe", makes="press") for n in range(1000)]
    assert started(some).circles() == [["l0000", "p0000"]]
    assert sizes == [4000]


def test_who_made_something_first_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    brought = Ecology.brought

    def counted(net: Ecology, reach: Any) -> Any:
        asked.append(1)
        return brought(net, reach)

    monkeypatch.setattr(Ecology, "brought", counted)
    some = [design(f"l{n}", "welder", makes="lathe") for n in range(9, 0, -1)]
    some += [design(f"u{n}", "lathe") for n in range(5)]
    found = started(some, "welder").rounds()
    assert {one.because[0].maker for one in found[1]} == {"l9"}  # the first in the order of the net
    assert len(asked) == 1

from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.copies import Copy, State
from catalog.design import ToolNeed, ToolOption
from catalog.kinds import Kinds, StandIn, ToolKind
from catalog.plan import Buildable, Tools
from catalog.quantity import parse_extent
from catalog.reader import read_design
from tests.catalog.examples import NEEDED

KINDS = Kinds(
    [
        ToolKind("cnc-plasma-table", "Plasma table", "metal"),
        ToolKind("plasma-cutter", "Plasma cutter", "metal", stands_in_for=(StandIn("cnc-plasma-table", Decimal(3)),)),
        ToolKind(
            "angle-grinder", "Angle grinder", "power", aliases=("disc cutter",),
            stands_in_for=(StandIn("cnc-plasma-table", Decimal(6)), StandIn("hacksaw")),
        ),
        ToolKind("hacksaw", "Hacksaw", "hand"),
        ToolKind("drill-press", "Drill press", "power"),
        ToolKind("mig-welder", "MIG welder", "metal"),
    ],
    ["metal", "power", "hand"],
)  # fmt: skip


def buildable(tools: str, *, status: str = "prototype", extra: str = "") -> Buildable:
    text = (
        NEEDED.replace("status: design", f"status: {status}, source: https://example.org")
        + f"tools: {tools}\n{extra}"
    )
    reading = read_design(text, id="press", file="press.yaml")
    assert reading.design is not None, reading.problems
    return Buildable.of(reading.design)


def why(tools: str, *copies: Copy) -> dict[str, Any]:
    return Tools(copies, KINDS).why(buildable(tools)).to_json()


def free(tag: str, kind: str) -> Copy:
    return Copy(tag, kind, "free")


def test_every_must_needs_a_copy() -> None:
    answer = Tools([free("T-1", "drill-press")], KINDS).why(buildable("[drill-press, mig-welder]"))
    assert (answer.ready, answer.missing) == (False, ("mig-welder",))
    assert [need.state for need in answer.needs] == ["free", "not-owned"]


def test_two_needs_of_one_kind_need_two_copies() -> None:
    tools = "[{id: a, tool: hacksaw}, {id: b, tool: hacksaw}]"
    one = Tools([free("T-1", "hacksaw")], KINDS).why(buildable(tools))
    assert (one.ready, one.missing) == (False, ("hacksaw",))
    assert [need.state for need in one.needs] == ["free", "too-few"]
    assert Tools([free("T-1", "hacksaw"), free("T-2", "hacksaw")], KINDS).why(buildable(tools)).ready


def test_a_stand_in_gives_way_so_that_both_needs_are_met() -> None:
    answer = Tools([free("T-1", "angle-grinder"), free("T-2", "hacksaw")], KINDS).why(
        buildable("[{any: [hacksaw, angle-grinder]}, angle-grinder]")
    )
    assert [need.chosen.tag if need.chosen else None for need in answer.needs] == ["T-2", "T-1"]


def test_the_real_kind_goes_before_stand_ins_and_the_quick_before_the_slow() -> None:
    grinder, cutter, table = (
        free("T-1", "angle-grinder"),
        free("T-2", "plasma-cutter"),
        free("T-3", "cnc-plasma-table"),
    )
    chosen = [
        why("[cnc-plasma-table]", *some)["needs"][0]["chosen"]
        for some in ([grinder], [grinder, cutter], [grinder, cutter, table])
    ]
    assert chosen == ["T-1", "T-2", "T-3"]


NOTHING_ELSE: dict[str, Any] = {"overdue_since": None, "goes_back": None, "inductions": [], "lacks": []}


def test_a_stand_in_says_for_what_and_how_much_slower() -> None:
    [need] = why("[cnc-plasma-table]", free("T-1", "angle-grinder"))["needs"]
    assert need == {
        "must": True, "state": "free", "chosen": "T-1", "for": None, "inductions": [],
        "options": [
            {"kind": "angle-grinder", "tag": "T-1", "state": "free", "until": None, "stands_in": "cnc-plasma-table", "slower": 6, "outside": None, **NOTHING_ELSE},
            {"kind": "cnc-plasma-table", "tag": None, "state": "not-owned", "until": None, "stands_in": None, "slower": None, "outside": None, **NOTHING_ELSE},
        ],
    }  # fmt: skip


def test_an_option_of_the_design_is_no_stand_in() -> None:
    [need] = why(
        "[{any: [cnc-plasma-table, {tool: angle-grinder, slower: 6}]}]", free("T-1", "angle-grinder")
    )["needs"]
    assert need["options"][0] == {
        "kind": "angle-grinder", "tag": "T-1", "state": "free", "until": None, "stands_in": None, "slower": 6, "outside": None, **NOTHING_ELSE,
    }  # fmt: skip


STATES: list[State] = ["stays-here", "held", "reserved", "out", "repair", "not-inducted", "lost"]


@pytest.mark.parametrize("state", STATES)
def test_only_a_free_copy_makes_ready_and_the_state_says_why_not(state: State) -> None:
    answer = Tools([Copy("T-1", "hacksaw", state, "2026-12-05")], KINDS).why(buildable("[hacksaw]"))
    assert (answer.ready, answer.needs[0].state, answer.needs[0].ways[0].until) == (
        False,
        state,
        "2026-12-05",
    )


def test_what_counts_as_usable_is_for_the_caller_to_say() -> None:
    tools = Tools([Copy("T-1", "hacksaw", "stays-here")], KINDS, usable={"free", "stays-here"})
    assert tools.why(buildable("[hacksaw]")).ready


def test_the_state_of_a_need_is_that_of_its_best_way() -> None:
    copies = [
        Copy("T-1", "hacksaw", "lost"),
        Copy("T-2", "hacksaw", "out", "2026-12-05"),
        Copy("T-3", "hacksaw", "out", "2026-12-01"),
    ]
    [need] = Tools(copies, KINDS).why(buildable("[hacksaw]")).needs
    assert need.state == "out"
    assert [way.tag for way in need.ways] == ["T-3", "T-2", "T-1"]


@pytest.mark.parametrize(
    ("attributes", "state"),
    [
        ({"current": "150 A"}, "too-small"),
        ({"current": "200 A"}, "free"),
        ({}, "free"),
        ({"voltage": "12 V"}, "free"),
    ],
)
def test_a_copy_must_be_large_enough_as_far_as_is_known(attributes: dict[str, str], state: str) -> None:
    copy = Copy(
        "T-1",
        "mig-welder",
        "free",
        attributes={name: parse_extent(text) for name, text in attributes.items()},
    )
    [need] = Tools([copy], KINDS).why(buildable("[{tool: mig-welder, min: {current: 180 A}}]")).needs
    assert need.state == state


def test_something_from_outside_needs_no_copy_but_a_copy_goes_before_it() -> None:
    tools = "[{any: [hacksaw, {outside: cutting service}]}]"
    assert why(tools)["needs"][0]["chosen"] is None
    assert why(tools)["ready"]
    assert why(tools, free("T-1", "hacksaw"))["needs"][0]["chosen"] == "T-1"


def test_two_needs_may_both_come_from_outside() -> None:
    assert why("[{id: a, outside: crane}, {id: b, outside: crane}]")["ready"]


def test_what_only_helps_never_keeps_anybody_from_building_nor_takes_a_musts_copy() -> None:
    answer = Tools([free("T-1", "hacksaw")], KINDS).why(
        buildable("[{id: nice, tool: hacksaw, helps: true}, hacksaw]")
    )
    assert answer.ready
    assert [need.chosen.tag if need.chosen else None for need in answer.needs] == [None, "T-1"]
    assert answer.needs[0].state == "too-few"


@pytest.mark.parametrize(
    ("tools", "status", "extra"),
    [
        ("[]", "done", ""),
        ("[hacksaw]", "done", "documented: {tools: none}\n"),
        ("[hacksaw]", "planned", ""),
        ("[hacksaw]", "design", ""),
    ],
)
def test_no_tool_list_or_no_prototype_is_never_ready(tools: str, status: str, extra: str) -> None:
    assert not Tools([free("T-1", "hacksaw")], KINDS).why(buildable(tools, status=status, extra=extra)).ready


def test_a_list_of_tools_that_only_help_is_ready() -> None:
    assert Tools([], KINDS).why(buildable("[{tool: hacksaw, helps: true}]")).ready


def test_names_of_kinds_may_be_aliases_on_both_sides() -> None:
    assert why("[disc cutter]", free("T-1", "Disc Cutter"))["ready"]


def test_the_report_parts_ready_from_almost_from_undocumented() -> None:
    def named(id: str, tools: str, status: str = "done") -> Buildable:  # noqa: A002
        one = buildable(tools, status=status)
        return Buildable(id, one.status, one.tools_documented, one.tools)

    designs = [
        named("a", "[hacksaw]"), named("b", "[hacksaw, mig-welder, drill-press]"), named("c", "[mig-welder]"),
        named("d", "[]"), named("e", "[hacksaw]", "planned"), named("f", "[]", "planned"),
    ]  # fmt: skip
    report = Tools([free("T-1", "hacksaw")], KINDS).ready(designs, lacking=1)
    assert report.to_json() == {
        "ready": [{"design": "a", "tools": [{"kind": "hacksaw", "tag": "T-1"}]}],
        "almost": [{"design": "c", "missing": ["mig-welder"]}],
        "undocumented": ["d", "f"],
    }
    wider = Tools([free("T-1", "hacksaw")], KINDS).ready(designs)
    assert [answer.design for answer in wider.almost] == ["c", "b"]


def test_the_overview_counts_copies_and_stand_ins() -> None:
    copies = [free("T-1", "angle-grinder"), Copy("T-2", "cnc-plasma-table", "out")]
    assert Tools(copies, KINDS).overview(
        buildable("[{tool: cnc-plasma-table, for: plates, note: 6 mm}]")
    ) == [{"options": ["cnc-plasma-table"], "must": True, "owned": 2, "free": 1, "note": "plates; 6 mm"}]


@pytest.mark.parametrize(
    ("bits", "state"),
    [({"t25", "ph1", "ph2"}, "free"), ({"ph1"}, "too-small"), (None, "free")],
    ids=["all there", "one lacks", "not told"],
)
def test_a_copy_must_have_the_traits_that_are_asked_for_as_far_as_is_known(
    bits: set[str] | None, state: str
) -> None:
    copy = Copy("T-1", "hacksaw", "free", traits={} if bits is None else {"bits": bits})
    [need] = Tools([copy], KINDS).why(buildable("[{tool: hacksaw, with: {bits: [T25, PH1]}}]")).needs
    assert need.state == state


def made_of(parts: dict[str, tuple[str, ...]], **tools: str) -> dict[str, Buildable]:
    """Designs by id: each made from others, with the tools that it takes itself; without any: nobody wrote them down."""
    return {
        name: replace(buildable(tools.get(name, "[]")), id=name, made_from=made_from)
        for name, made_from in parts.items()
    }


def test_a_design_needs_the_tools_of_what_it_is_made_from_but_one_copy_serves_both_in_turn() -> None:
    designs = made_of({"press": ("frame",), "frame": ()}, press="[hacksaw]", frame="[hacksaw, mig-welder]")
    tools = Tools([free("T-1", "hacksaw")], KINDS, designs=designs.get)
    answer = tools.why(designs["press"])
    assert (answer.ready, answer.missing) == (False, ("mig-welder",))
    assert [(one.design, one.standing, one.missing) for one in answer.made_from] == [
        ("frame", "missing", ("mig-welder",))
    ]
    both = [free("T-1", "hacksaw"), free("T-2", "mig-welder")]
    assert Tools(both, KINDS, designs=designs.get).why(designs["press"]).ready


def test_what_nobody_wrote_down_of_a_part_is_not_known_of_the_whole() -> None:
    designs = made_of({"press": ("frame",), "frame": ()}, press="[hacksaw]")
    report = Tools([free("T-1", "hacksaw")], KINDS, designs=designs.get).ready(designs.values())
    assert report.to_json() == {"ready": [], "almost": [], "undocumented": ["press", "frame"]}


def test_of_a_part_without_a_design_nobody_knows_the_tools() -> None:
    designs = made_of({"press": ("frame",)}, press="[hacksaw]")
    tools = Tools([free("T-1", "hacksaw")], KINDS, designs=designs.get)
    assert tools.ready(designs.values()).to_json() == {"ready": [], "almost": [], "undocumented": ["press"]}
    answer = tools.why(designs["press"])
    assert not answer.ready
    assert answer.to_json()["made_from"] == [{"design": "frame", "state": "unknown", "missing": []}]


def test_a_kind_lacks_as_often_as_the_most_wanting_of_design_and_parts_lacks_it() -> None:
    designs = made_of(
        {"press": ("frame", "table"), "frame": (), "table": ()},
        press="[{id: a, tool: hacksaw}, {id: b, tool: hacksaw}, {id: c, tool: hacksaw}]",
        frame="[{id: a, tool: hacksaw}, {id: b, tool: hacksaw}, mig-welder]",
        table="[mig-welder]",
    )
    tools = Tools([free("T-1", "hacksaw")], KINDS, designs=designs.get)
    assert tools.verdict(designs["press"]).missing == ("hacksaw", "hacksaw", "mig-welder")
    assert [one.design for one in tools.ready(designs.values()).almost] == ["table", "frame"]


def test_a_copy_that_stays_here_is_taken_once_too() -> None:
    twice = buildable("[{id: a, tool: hacksaw}, {id: b, tool: hacksaw}]")
    stays = [Copy("T-1", "hacksaw", "stays-here")]
    usable = frozenset[State]({"free", "stays-here"})
    assert [need.state for need in Tools(stays, KINDS, usable=usable).why(twice).needs] == [
        "stays-here",
        "too-few",
    ]
    assert [need.state for need in Tools(stays, KINDS).why(twice).needs] == ["stays-here", "stays-here"]


def test_a_part_whose_design_is_only_planned_counts_by_its_tools() -> None:
    designs = made_of({"press": ("frame",), "frame": ()}, press="[hacksaw]", frame="[mig-welder]")
    designs["frame"] = replace(designs["frame"], status="planned")
    hacksaw, welder = free("T-1", "hacksaw"), free("T-2", "mig-welder")
    assert Tools([hacksaw], KINDS, designs=designs.get).verdict(designs["press"]).missing == ("mig-welder",)
    tools = Tools([hacksaw, welder], KINDS, designs=designs.get)
    assert tools.verdict(designs["press"]).ready
    assert not tools.verdict(designs["frame"]).ready
    assert [one.standing for one in tools.why(designs["press"]).made_from] == ["planned"]


def test_designs_that_are_made_from_each_other_are_never_ready_and_end() -> None:
    designs = made_of({"a": ("b",), "b": ("a",)}, a="[hacksaw]", b="[hacksaw]")
    answer = Tools([free("T-1", "hacksaw")], KINDS, designs=designs.get).why(designs["a"])
    assert answer.verdict.standing == "in a circle"


def test_a_long_chain_of_parts_is_no_trouble() -> None:
    chain = {f"d{n}": ((f"d{n + 1}",) if n < 3000 else ()) for n in range(3001)}
    designs = {
        name: Buildable(name, "done", tools_documented=True, tools=(), made_from=of)
        for name, of in chain.items()
    }
    assert Tools([], KINDS, designs=designs.get).verdict(designs["d0"]).ready


def test_what_it_runs_on_never_keeps_anybody_from_building_it() -> None:
    running = buildable("[mig-welder]").tools
    answer = Tools([free("T-1", "hacksaw")], KINDS).why(buildable("[hacksaw]"), running)
    assert answer.ready
    assert [need.state for need in answer.runs_on] == ["not-owned"]


slugs = [kind.slug for kind in KINDS]
needs = st.lists(
    st.lists(st.sampled_from(slugs), min_size=1, max_size=2, unique=True), min_size=1, max_size=4
)
shelves = st.lists(st.tuples(st.sampled_from(slugs), st.sampled_from(["free", "free", "out"])), max_size=5)


@given(needs, shelves)
def test_it_is_ready_exactly_if_some_way_to_hand_out_copies_serves_every_need(
    wanted: list[list[str]], shelf: list[tuple[str, State]]
) -> None:
    tools = tuple(
        ToolNeed(tuple(ToolOption(kind) for kind in kinds), id=str(i)) for i, kinds in enumerate(wanted)
    )
    copies = [Copy(f"T-{i}", kind, state) for i, (kind, state) in enumerate(shelf)]
    answer = Tools(copies, KINDS).why(Buildable("x", "done", tools_documented=True, tools=tools))

    def serves(copy: Copy, kinds: list[str]) -> bool:
        stand_ins = {one.kind for kind in kinds for one in KINDS.stand_ins(kind)}
        return copy.state == "free" and copy.kind in {*kinds, *stand_ins}

    ways = product(*[[copy.tag for copy in copies if serves(copy, kinds)] for kinds in wanted])
    assert answer.ready == any(len(set(way)) == len(way) for way in ways)
    chosen = [need.chosen.tag for need in answer.needs if need.chosen is not None]
    assert len(chosen) == len(set(chosen))
    assert len(chosen) + len(answer.missing) == len(wanted)


@given(needs, shelves)
def test_the_quick_verdict_chooses_as_well_as_the_long_answer(
    wanted: list[list[str]], shelf: list[tuple[str, State]]
) -> None:
    tools = tuple(
        ToolNeed(tuple(ToolOption(kind) for kind in kinds), id=str(i), helps=i % 3 == 2)
        for i, kinds in enumerate(wanted)
    )
    copies = [Copy(f"T-{i}", kind, state) for i, (kind, state) in enumerate(shelf)]
    answer = Tools(copies, KINDS).why(Buildable("x", "done", tools_documented=True, tools=tools))
    if answer.missing:
        assert answer.verdict.chosen == ()
        return
    chosen = [need.chosen for need in answer.needs if need.chosen is not None]
    stand_ins = [sum(way.stands_in is not None for way in some) for some in (answer.verdict.chosen, chosen)]
    assert len(answer.verdict.chosen) == len(chosen)
    assert stand_ins[0] == stand_ins[1]


@given(needs, shelves, st.sampled_from(slugs))
def test_a_tool_more_never_makes_a_design_unbuildable(
    wanted: list[list[str]], shelf: list[tuple[str, State]], more: str
) -> None:
    tools = tuple(
        ToolNeed(tuple(ToolOption(kind) for kind in kinds), id=str(i)) for i, kinds in enumerate(wanted)
    )
    design = Buildable("x", "done", tools_documented=True, tools=tools)
    copies = [Copy(f"T-{i}", kind, state) for i, (kind, state) in enumerate(shelf)]
    before, after = (Tools(some, KINDS).verdict(design) for some in (copies, [*copies, free("T-new", more)]))
    assert after.ready or not before.ready
    assert len(after.missing) <= len(before.missing)

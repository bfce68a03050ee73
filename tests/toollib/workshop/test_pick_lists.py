"""The pick list of a reserved bench, asked for later: what it said when it was reserved, and what changed since."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.riverside import Riverside
from tests.scenarios.makers import HEAD, in_words, write_designs
from tests.toollib.tui.onscreen import onscreen
from toollib.desk.people import MemberEdit
from toollib.desk.things import ToolEdit
from toollib.workshop import benches
from toollib.workshop.benches import Pick, Reserved, Wanted
from toollib.workshop.pick_lists import pick_list

FIRST, LAST = date(2026, 12, 5), date(2026, 12, 9)


@pytest.fixture
def makers(riverside: Riverside) -> Riverside:
    write_designs(riverside)
    for tag, place in (("T-0043", "Shelf B10"), ("T-0050", "shelf a"), ("T-0107", "Shelf B9")):
        riverside.cora.tool_edit(tag, ToolEdit(place=place))
    text = HEAD.format(name="Many", id="many", status="done", tools="full")
    tools = "tools: [jigsaw, orbital-sander, cordless-drill, laser-cutter, {outside: a crane}, {tool: bench-vise, helps: true}]"
    parts = "parts: [{part: Tile, qty: 1, make: tiles}, {part: Cut, qty: 1, make: plasma-cut}]"
    (riverside.folder / "designs" / "many.yaml").write_text(f"{text}{tools}\n{parts}\n")
    return riverside


def reserve(makers: Riverside, design: str, *, helps: bool = False) -> Reserved:
    library = makers.library()
    wanted = Wanted(design, "M-0017", helps)
    return benches.reserve(library.desk.context, library.workshop, wanted, first=FIRST, last=LAST)


def listed(makers: Riverside, build: str | None, who: str = "Vera") -> tuple[Pick, ...]:
    library = makers.library(who)
    assert build is not None
    return pick_list(library.desk.context, library.workshop, library.builds.build(build))


def add_design(makers: Riverside, name: str, tools: str) -> None:
    head = HEAD.format(name=name.capitalize(), id=name, status="done", tools="full")
    (makers.folder / "designs" / f"{name}.yaml").write_text(f"{head}tools: {tools}\n")


def said(done: Reserved) -> list[Pick]:
    """What the answer to the reserving said; of what is not reserved no other copy is looked for."""
    return [replace(each, any_copy=each.any_copy and each.reserved) for each in done.pick_list]


@pytest.mark.parametrize("helps", [False, True])
@pytest.mark.parametrize("design", ["stool", "pair-sander", "plasma-cut", "tiles", "many"])
def test_it_says_what_it_said(makers: Riverside, design: str, *, helps: bool) -> None:
    done = reserve(makers, design, helps=helps)
    assert list(listed(makers, done.build)) == said(done)


def test_each_copy_has_the_words_of_its_own_need(makers: Riverside) -> None:
    makers.cora.tool_add(ToolEdit(name="Angle grinder 230 mm", kind="angle-grinder", tag="T-0044"))
    add_design(makers, "grate", "[angle-grinder, cnc-plasma-table, {tool: jigsaw, helps: true}]")
    done = reserve(makers, "grate", helps=True)
    found = listed(makers, done.build)
    assert list(found) == said(done)
    assert [each.stands_in for each in found if each.kind == "angle-grinder"].count("cnc-plasma-table") == 1
    assert {each.designs for each in found} == {("grate",)}


def test_what_only_helps_keeps_its_stand_in(makers: Riverside) -> None:
    add_design(makers, "sign", "[jigsaw, {tool: cnc-plasma-table, helps: true}]")
    done = reserve(makers, "sign", helps=True)
    found = listed(makers, done.build)
    assert list(found) == said(done)
    assert [each.stands_in for each in found if each.tag == "T-0042"] == ["cnc-plasma-table"]


def test_what_was_collected_already_keeps_its_need(makers: Riverside) -> None:
    makers.cora.tool_add(ToolEdit(name="Angle grinder 230 mm", kind="angle-grinder", tag="T-0044"))
    add_design(makers, "grate", "[angle-grinder, cnc-plasma-table]")
    done = reserve(makers, "grate")
    makers.at("2026-12-05 10:05")
    makers.desk.checkout("M-0017", ["T-0042"])
    (left,) = listed(makers, done.build)
    assert (left.tag, left.stands_in) == ("T-0044", "cnc-plasma-table")


def test_a_copy_that_went_out_or_broke_gives_way_to_another(makers: Riverside) -> None:
    done = reserve(makers, "stool")
    assert [each.tag for each in listed(makers, done.build)] == ["T-0050", "T-0043"]
    makers.cora.tool_repair("T-0050", "pad torn")
    assert "T-0051" in [each.tag for each in listed(makers, done.build)]


def test_the_copy_that_is_promised_to_another_is_not_told_to_both(makers: Riverside) -> None:
    first = reserve(makers, "stool")
    library = makers.library()
    wanted = Wanted("tiles", "M-0021")
    benches.reserve(library.desk.context, library.workshop, wanted, first=FIRST, last=LAST)
    makers.desk.reserve("M-0021", "orbital-sander", first=FIRST, last=LAST)
    assert [each.kind for each in listed(makers, first.build)] == ["orbital-sander", "jigsaw"]


def test_nothing_is_left_to_take_once_it_is_collected_given_up_or_over(makers: Riverside) -> None:
    done = reserve(makers, "stool")
    makers.at("2026-12-05 10:05")
    makers.desk.collect("M-0017")
    assert listed(makers, done.build) == ()
    makers.desk.undo()
    assert len(listed(makers, done.build)) == 2
    makers.at("2026-12-12 10:05")
    assert listed(makers, done.build) == ()


def test_a_design_whose_file_has_gone_keeps_what_is_reserved(makers: Riverside) -> None:
    done = reserve(makers, "plasma-cut")
    (makers.folder / "designs" / "plasma-cut.yaml").unlink()
    assert [(each.tag, each.stands_in) for each in listed(makers, done.build, "Zoe")] == [("T-0042", None)]


def test_on_the_command_line(makers: Riverside) -> None:
    done = reserve(makers, "many")
    told: Any = makers.done("build", "show", str(done.build))
    assert told["build"]["state"] == "reserved"
    tags = [each["tag"] for each in told["pick_list"]]
    assert tags[:3] == ["T-0050", "T-0107", "T-0043"]
    assert tags[-1] is None
    words = in_words(makers, "build", "show", str(done.build)).stdout
    assert words.index("shelf a") < words.index("Shelf B9") < words.index("Shelf B10")
    assert "with 1 × charger" in words
    assert "stands in for cnc-plasma-table, 6 times slower" in words
    assert "[ ] from outside: a crane" in words


async def test_on_the_page_of_the_build(makers: Riverside) -> None:
    makers.cora.member_edit("M-0017", MemberEdit(note="[red]x"))
    reserve(makers, "stool")
    async with onscreen(makers, size=(100, 40)) as on:
        await on.press("f4", "ctrl+b", "ctrl+b", "enter")
        assert "To take from the shelves" in on.text()
        words = on.words()
        assert words.index("shelf a T-0050") < words.index("Shelf B10 T-0043")
        assert "another of its kind will do" in words
        assert "blue (Random orbital sander)" in words
        assert "(Jigsaw)" not in words
        assert "orbital-sander" not in words.split("To take")[1]
        makers.at("2026-12-05 10:05")
        await on.press("f1")
        await on.scan("M-0017")
        await on.press("ctrl+g", "f4")
        assert "To take from the shelves" not in on.text()


async def test_nothing_is_to_be_taken_for_a_build_that_is_finished(makers: Riverside) -> None:
    done = reserve(makers, "stool")
    builds = makers.library().builds
    builds.finish(builds.start(str(done.build), []).id)
    async with onscreen(makers, size=(100, 40)) as on:
        await on.press("f4", "ctrl+b", "ctrl+b", "enter")
        assert "✓ finished" in on.text()
        assert "To take from the shelves" not in on.text()

"""Building on screen: the whole bench reserved, a build started, its steps ticked, finished or given up."""

from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from tests.riverside import Riverside
from tests.scenarios.makers import write_table
from tests.toollib.tui.onscreen import Onscreen, onscreen
from toollib.desk.things import ToolEdit
from toollib.tui.screens.build import BuildScreen
from toollib.tui.screens.build_list import BuildsScreen
from toollib.tui.screens.build_page import BuildPage
from toollib.tui.screens.desk import DeskScreen
from toollib.tui.screens.form import FormScreen
from toollib.tui.screens.pick_screen import PickScreen
from toollib.tui.screens.tools import ToolScreen
from toollib.workshop.build_views import Build
from toollib.workshop.builds import Outcome

WED, SAT = date(2026, 12, 2), date(2026, 12, 5)
TABLE = (
    'version: "1.10"\ntools: [angle-grinder]\nmakes-tool: cnc-plasma-table\n'
    "steps: [{do: Cut the rails}, {do: Wire the motors}, {do: '[b]Try it out'}]\n"
)


@pytest.fixture
def makers(riverside: Riverside) -> Riverside:
    write_table(riverside, TABLE)
    return riverside


def at(on: Onscreen) -> type:
    return type(on.app.screen)


async def typed(on: Onscreen, text: str) -> None:
    await on.type(text)
    await on.pilot.pause(0.1)
    await on.settle()


def flat(on: Onscreen) -> str:
    """What stands on the screen, without the frames around it."""
    return " ".join(on.words().replace("│", " ").split())


async def build_view(on: Onscreen, design: str) -> None:
    await on.press("f4", "ctrl+b")
    await typed(on, design)


def only(riverside: Riverside) -> Build:
    (build,), _ = riverside.library().builds.listed()
    return build


async def test_the_whole_bench_is_reserved_and_the_pick_list_shown(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await build_view(on, "stool")
        await on.press("right", "ctrl+d")  # in the text the arrow turns no day
        await on.type("+1")
        await on.press("enter")
        await on.scan("M-0017")
        await on.press("f9")
        assert "2026-12-02" in on.text()  # Sunday is closed, so from the next open day to the one after
        assert "2026-12-05" in on.text()
        assert "M-0017" in on.text()
        await on.press("ctrl+s")
        assert at(on) is PickScreen
        shown = on.words()
        assert "Stool: 2 tools reserved for Ada Osei, Wed 2 Dec to Sat 5 Dec" in shown
        assert "T-0050 Orbital sander, blue" in shown
        assert "scan the card of Ada Osei at the desk (F1) and press ctrl+g" in flat(on)
        assert [(each.from_, each.to) for each in makers.desk.reservations()] == [(WED, SAT)] * 2
        await on.press("escape", "ctrl+z")
        assert makers.desk.reservations() == ()
        assert "Undone: reserved for build 1 (stool) M-0017" in on.words()


async def test_a_pick_list_is_written_into_a_new_file(
    makers: Riverside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    makers.cora.tool_edit("T-0043", ToolEdit(place="[b]B2", name="Jigsaw " + "with a long name " * 4))
    async with onscreen(makers) as on:
        await build_view(on, "stool")
        await on.press("f9")
        await on.type("M-0017")
        await on.press("ctrl+s")
        assert "ctrl+e file" in on.text()
        await on.press("ctrl+e", "ctrl+s")
        path = tmp_path / "pick-list-stool-1.txt"
        assert "The list stands in" in flat(on)
        assert at(on) is PickScreen
        told = path.read_text().splitlines()
        assert told[0].startswith("Stool: 2 tools reserved for Ada Osei")
        assert any(each.startswith("[ ] [b]B2  T-0043 Jigsaw with") for each in told)
        assert max(map(len, told)) <= 80
        await on.press("escape", "ctrl+b", "enter")
        assert at(on) is BuildPage
        await on.press("ctrl+e", "ctrl+s")
        assert "is there already" in flat(on)  # never over what is there
        assert path.read_text().splitlines() == told
        await on.press("ctrl+u")
        await on.type(str(tmp_path / "list.txt"))
        await on.press("ctrl+s")
        on.tells("The pick list stands in")
        listed = (tmp_path / "list.txt").read_text()
        assert listed.startswith("Stool (build 1), for Ada Osei, Sat 28 Nov to Wed 2 Dec\n\n[ ] ")
        assert "T-0050" in listed
        await on.press("f1")
        await on.scan("M-0017")
        await on.press("ctrl+g", "f4")
        assert at(on) is BuildPage
        assert not on.app.screen.check_action("write", ())


async def test_a_bench_that_is_more_than_allowed_at_once_says_so(makers: Riverside) -> None:
    rules = makers.folder / "library.yaml"
    rules.write_text(rules.read_text().replace("months: 12, loans: 7}", "months: 12, loans: 1}"))
    async with onscreen(makers) as on:
        await build_view(on, "stool")
        await on.press("f9")
        await on.type("M-0017")
        await on.press("ctrl+s")
        assert "! Ada Osei may have 1 tool at once, and this bench is 2" in flat(on)


async def test_a_bench_that_is_not_free_tells_every_reason_and_keeps_what_was_typed(
    makers: Riverside,
) -> None:
    makers.desk.checkout("M-0021", ["T-0042"])
    async with onscreen(makers) as on:
        await build_view(on, "frame")
        await on.press("f9")
        await on.type("Ada Osei")
        await on.press("ctrl+s")
        shown = flat(on)
        assert "Not done" in shown
        assert "needs the induction “welding”, which Ada Osei lacks" in shown
        assert "grinder is free from 2026-11-28 to 2026-12-02" in shown
        assert at(on) is FormScreen
        await on.press("down", "ctrl+u")
        await on.type("2026-11-20")
        await on.press("down", "ctrl+u")
        await on.type("whenever")
        await on.press("ctrl+s")
        assert "“whenever” is no day" in on.words()
        await on.press("ctrl+u")
        await on.type("2026-11-29")
        await on.press("ctrl+s")
        assert "2026-11-20 is in the past" in flat(on)
        assert "library is closed on 2026-11-29" in flat(on)
        assert makers.desk.reservations() == ()


async def test_what_stays_here_has_not_to_be_reserved(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await build_view(on, "engraving")
        await on.press("f9")
        await on.scan("M-0017")
        await on.press("ctrl+s")
        shown = on.words()
        assert "Engraving: nothing of it has to be reserved" in shown
        assert "stays in the library: work with it there" in shown
        assert "ctrl+g" not in shown


async def test_a_reserved_bench_is_started_from_its_page(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await build_view(on, "table")
        await on.press("f9")
        await on.scan("M-0017")
        await on.press("ctrl+s")
        await on.press("escape", "ctrl+b")
        assert at(on) is BuildsScreen
        assert "Table ▣ reserved Ada Osei" in on.words()
        await on.press("enter")
        assert at(on) is BuildPage
        assert "taken from the design when it is started" in on.words()
        assert "ctrl+t" not in on.words()
        await on.press("ctrl+n")
        await on.scan("M-0021")
        await on.press("ctrl+s")
        assert "Table (build 1) is started" in on.words()
        assert "→ under way" in on.words()
        assert "By Ada Osei · M-0017, Ben Kaya · M-0021" in on.words()
        assert "[ ] 3 [b]Try it out" in on.words()
        await on.press("ctrl+z")
        assert "Undone: build 1 (table) started M-0017, M-0021" in on.words()
        assert only(makers).state == "reserved"
        assert "▣ reserved" in on.words()


async def test_a_build_from_start_to_the_tool_on_the_shelf(makers: Riverside, tmp_path: Path) -> None:
    photo = tmp_path / "table.png"
    Image.new("RGB", (40, 20), "red").save(photo)
    async with onscreen(makers) as on:
        await build_view(on, "table")
        await on.press("ctrl+n")
        await on.scan("M-0017", "M-0021")
        await on.press("ctrl+s")
        assert at(on) is BuildPage
        assert "Steps (0 of 3 done)" in on.words()
        await on.press("ctrl+t", "tab")
        await on.type("1:30")
        await on.press("tab")
        await on.scan("M-0021")
        assert "1 of 3 steps are done, 2 left" in on.words()
        assert "[x] 1 Cut the rails Sat 28 Nov 10:02, Ben Kaya, 1.5 h" in on.words()
        await on.press("ctrl+t", "tab")
        await on.type("long")
        await on.press("ctrl+s")
        assert "Not done" in on.words()
        await on.press("ctrl+u", "ctrl+s")
        assert "2 of 3 steps are done, 1 left" in on.words()
        await on.press("ctrl+f")
        assert "1 step nobody ticked. It puts a tool on the shelf: CNC plasma table." in on.words()
        await on.type("Level it first.")
        await on.press("tab")
        await on.type(str(photo))
        await on.press("tab")
        await on.type("T-0300")
        await on.press("tab")
        await on.type("shelf B2")
        await on.press("ctrl+s")
        shown = on.words()
        assert "Table (build 1) is finished: T-0300 Table is on the shelf, shelf B2" in shown
        assert "nobody ticked step 3 [b]Try it out" in shown
        assert "✓ finished" in shown
        assert "Made T-0300, on the shelf" in shown
        assert "table.png" in shown
        assert (makers.desk.tool("T-0300").kind, makers.desk.tool("T-0300").place) == (
            "cnc-plasma-table",
            "shelf B2",
        )
        assert not on.app.screen.check_action("tick", ())
        await on.press("ctrl+z")
        assert only(makers).state == "under-way"
        assert "Undone: build 1 (table) finished T-0300 M-0017, M-0021" in on.words()
        assert "→ under way" in on.words()


async def test_a_tool_that_was_built_here_says_from_which_build_it_comes(makers: Riverside) -> None:
    builds = makers.library().builds
    builds.finish(builds.start("table", ["M-0017"]).id, Outcome(tag="T-0300"))
    async with onscreen(makers) as on:  # nobody has looked at the designs yet
        await on.press("f2")
        await on.scan("T-0300")
        await on.press("enter")
        assert at(on) is ToolScreen
        on.tells("Built here Sat 28 Nov 10:02: Table 1.10, build 1")
        await on.press("escape")
        await on.scan("T-0042")
        await on.press("enter")
        assert "Built here" not in on.words()


async def test_a_tick_is_taken_back_and_a_build_given_up_behind_f12(makers: Riverside) -> None:
    makers.library().builds.start("table", ["M-0017"])
    async with onscreen(makers) as on:
        await build_view(on, "")
        await on.press("ctrl+b", "enter", "ctrl+t", "ctrl+s")
        assert "[x] 1 Cut the rails" in on.words()
        assert "Ada Osei" in on.words().split("[x] 1")[1]  # who builds alone did it
        await on.press("f12", "down", "enter", "ctrl+s")
        assert "[ ] 1 Cut the rails" in on.words()
        assert "Table (build 1), step 1 Cut the rails not done after all: 0 of 3 steps are done" in on.words()
        await on.press("f12", "down", "enter")
        assert "Table (build 1) is given up" in on.words()
        assert only(makers).state == "stopped"
        await on.press("ctrl+z")
        assert only(makers).state == "under-way"


async def test_the_last_tick_says_how_to_go_on(makers: Riverside) -> None:
    makers.library().builds.start("table", ["M-0017"])
    async with onscreen(makers) as on:
        await build_view(on, "")
        await on.press("ctrl+b", "enter")
        for _ in range(3):
            await on.press("ctrl+t")
            await on.press("ctrl+s")  # the next step is asked for once this one is ticked
        assert "3 of 3 steps are done, all are done: ctrl+f finishes it" in on.words()
        assert not on.app.screen.check_action("tick", ())


async def test_what_makes_no_tool_asks_for_no_tag(makers: Riverside) -> None:
    makers.library().builds.start("stool", ["M-0017"])
    async with onscreen(makers) as on:
        await build_view(on, "")
        await on.press("ctrl+b", "enter")
        assert "Steps it has none" in on.words()
        await on.press("ctrl+f")
        assert "It puts no tool on the shelf." in on.words()
        assert "Tag" not in on.text()
        await on.press("ctrl+s")
        assert "Stool (build 1) is finished" in on.words()


async def test_one_more_of_what_is_reserved(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await build_view(on, "table")
        await on.press("f9")
        await on.scan("M-0017")
        await on.press("ctrl+s")  # each key once the one before is answered: Esc is for what was said then
        await on.press("escape")
        await on.press("ctrl+n")
        await on.scan("M-0017")
        await on.press("tab", "space", "ctrl+s")
        assert "Table · build 2" in on.words()
    states = {build.id: build.state for build in makers.library().builds.listed()[0]}
    assert states == {"1": "reserved", "2": "under-way"}


async def test_builds_are_narrowed_by_state_and_by_words(makers: Riverside) -> None:
    builds = makers.library().builds
    builds.start("table", ["M-0017"])
    builds.finish(builds.start("stool", ["M-0021"]).id)
    builds.stop(builds.start("tiles", ["M-0017", "M-0030"]).id)
    makers.at("2026-12-02 18:10")
    makers.cora.member_erase("M-0030")
    async with onscreen(makers) as on:
        await build_view(on, "")
        await on.press("ctrl+b")
        assert "1 of 3" in on.text()
        assert "Ada Osei, a member" in on.text()
        await typed(on, "kaya")
        assert "Stool" in on.text()
        assert "1 of 1" in on.text()
        await on.press("escape", "tab")
        assert "[under way] 1 of 1" in on.words()
        assert "0 of 3" in on.text()
        await on.press("tab")
        on.tells(
            "Nothing is built here like that.",
            "Esc goes back to the designs: ctrl+n starts to build the marked one,",
            "F9 reserves its tools first.",
        )
        await on.press("escape", "escape")
        assert at(on) is BuildScreen


async def test_scans_in_the_builds_reach_the_desk(makers: Riverside) -> None:
    makers.library().builds.start("table", ["M-0017"])
    async with onscreen(makers) as on:
        await build_view(on, "")
        await on.press("ctrl+b")
        await on.scan("M-0021")
        assert at(on) is DeskScreen
        await on.press("f4", "enter")
        assert at(on) is BuildPage
        await on.scan("T-0043")
        assert on.loans() == [("T-0043", "M-0021")]


async def test_a_build_that_is_gone_is_told(makers: Riverside) -> None:
    makers.library().builds.start("table", ["M-0017"])
    async with onscreen(makers) as on:
        await build_view(on, "")
        await on.press("ctrl+b", "enter")
        makers.desk.undo()
        on.app.changed()
        await on.settle()
        assert "here is no build `1`" in on.words()

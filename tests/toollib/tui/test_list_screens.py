"""Tools, members and designs: narrowed by typing, opened by Enter, mouse or scanner; forms; help; palette."""

from pathlib import Path

import pytest
from textual.widgets import Input

from tests.riverside import Riverside
from tests.toollib.tui.onscreen import onscreen
from toollib.tui.screens.desk import DeskScreen
from toollib.tui.screens.detail import DetailRoom
from toollib.tui.screens.tools import ToolScreen
from toollib.tui.widgets.virtual_table import VirtualTable

GOOD = """\
format: 1
name: {name}
summary: A made-up thing.
category: workshop
license: {{hardware: CERN-OHL-S-2.0}}
credit: {{author: A. Maker}}
readiness: {{status: done}}
tools: [{tools}]
parts: [{{part: Plank, qty: 2 m, cost: 3 EUR}}, 4 M8 bolt]
steps: [{{do: Saw it, hours: 2}}]
"""


@pytest.fixture
def own_designs(riverside: Riverside) -> Path:
    """A catalog of four files: one for each mark that a person can do something about."""
    return riverside.only_designs(
        {
            "bench": GOOD.format(name="Work bench", tools="jigsaw, claw-hammer"),
            "frame": GOOD.format(name="Steel frame", tools="angle-grinder, cnc-mill"),
            "riddle": GOOD.format(name="Riddle", tools="").replace("tools: []\n", ""),
            "torn": "format: 1\nname: Torn\nlicence: x\n",
        }
    )


async def test_tools_are_narrowed_by_typing_and_opened_by_enter(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f2")
        assert "1 of 11" in on.text()
        await on.type("sander")
        await on.pilot.pause(0.1)
        await on.settle()
        assert "1 of 2" in on.text()
        assert "Jigsaw" not in on.text()
        await on.press("down", "enter")
        assert isinstance(on.app.screen, ToolScreen)
        assert "Orbital sander, red · T-0051" in on.text()
        await on.press("escape")
        assert on.app.screen.query_one("#filter", Input).value == "sander"
        await on.press("escape")
        await on.pilot.pause(0.1)
        await on.settle()
        assert "of 11" in on.text()
        await on.press("escape")
        assert isinstance(on.app.screen, DeskScreen)


async def test_a_tag_scanned_into_the_list_opens_its_tool(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f2")
        await on.scan("T-0107")
        assert "Drill kit · T-0107" in on.text()
        assert "13 × bit" in on.text()


async def test_a_card_scanned_over_a_detail_goes_to_the_desk(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f3")
        await on.scan("M-0021")
        assert isinstance(on.app.screen, DetailRoom)
        await on.scan("M-0017")
        assert isinstance(on.app.screen, DeskScreen)
        assert "Ada Osei · M-0017" in on.text()


async def test_tab_shows_one_state_after_the_other(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    async with onscreen(riverside) as on:
        await on.press("f2", "tab")
        assert "[in]  1 of 10" in on.text()
        await on.press("tab")
        assert "[out]  1 of 1" in on.text()
        assert "→ out" in on.text()
        assert "Ada Osei" in on.text()
        await on.press("tab", "tab")
        assert "No tool is like that." in on.text()


async def test_everything_about_a_member(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.at("2026-12-12 10:00")
    riverside.desk.return_(["T-0042"])
    async with onscreen(riverside) as on:
        await on.press("f3")
        await on.type("ada")
        await on.pilot.pause(0.1)
        await on.press("enter")
        on.tells(
            "Ada Osei · M-0017",
            "Account: £",
            "T-0042 Angle grinder",
            "late",
            "lent T-0042",
            "by Vera at front",
        )
        await on.press("ctrl+d")
        assert isinstance(on.app.screen, DeskScreen)
        assert "Ada Osei · M-0017" in on.text()


async def test_editing_a_member_and_a_tool_names_only_what_changed(riverside: Riverside) -> None:
    async with onscreen(riverside, who="Cora Lind") as on:
        await on.press("f3")
        await on.scan("M-0017")
        await on.press("ctrl+e", "enter")
        await on.type("0123")
        await on.press("ctrl+s")
        assert "0123" in on.text()
        assert riverside.desk.events("M-0017")[0].about["changed"] == ["phone"]
        await on.press("f2")
        await on.scan("T-0043")
        await on.press("ctrl+e", *["enter"] * 5)
        await on.type("B3")
        await on.press("ctrl+s")
        assert riverside.desk.tool("T-0043").place == "B3"
        assert riverside.desk.tool("T-0043").name == "Jigsaw"


async def test_a_new_tool_with_an_unknown_kind_is_told_the_nearest(riverside: Riverside) -> None:
    async with onscreen(riverside, who="Cora Lind") as on:
        await on.press("f2", "ctrl+n")
        await on.type("Saw")
        await on.press("enter")
        await on.type("jigsaww")
        await on.press("ctrl+s")
        assert "jigsaw" in on.words().split("Not done")[1]
        await on.press("backspace", "ctrl+s")
        assert "is on the shelf" in on.text()
        assert riverside.desk.tool("Saw").kind == "jigsaw"


async def test_the_mouse_changes_tabs_and_opens_rows(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.pilot.click("TabBar", offset=(16, 0))
        await on.settle()
        assert "[Tools F2]" in on.text()
        await on.pilot.click(VirtualTable, offset=(10, 3), times=2)
        await on.settle()
        assert isinstance(on.app.screen, ToolScreen)
        await on.pilot.click("KeyLine", offset=(2, 0))
        await on.settle()
        assert not isinstance(on.app.screen, ToolScreen)


@pytest.mark.usefixtures("own_designs")
async def test_designs_say_by_sign_and_word_what_can_be_built(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f4")
        shown = on.text()
        for mark in ("✓ ready", "~ almost", "? undocumented", "! broken file"):
            assert mark in shown
        await on.press("f1")
        await on.scan("M-0017", "T-0043")
        await on.press("f4")
        assert "✓ ready" not in on.text()


@pytest.mark.usefixtures("own_designs")
async def test_a_design_tells_why_not_and_what_it_takes(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f4")
        await on.scan("frame")
        on.tells(
            "Steel frame · frame",
            "✗ Lacks today: cnc-mill",
            "✓ angle-grinder: T-0042",
            "2 m Plank",
            "4",
            "Saw it",
        )


async def test_a_broken_design_is_shown_with_its_lines_and_mended_without_a_restart(
    riverside: Riverside, own_designs: Path
) -> None:
    async with onscreen(riverside) as on:
        await on.press("f4")
        await on.scan("torn")
        shown = on.words()
        assert "designs/torn.yaml:3:1" in shown
        assert "license" in shown
        (own_designs / "torn.yaml").write_text(GOOD.format(name="Mended", tools="jigsaw"))
        await on.press("escape", "escape", "ctrl+r")
        await on.settle()
        assert "Mended" in on.text()
        assert "broken" not in on.text()


async def test_help_is_made_of_the_keys_themselves_and_found_by_typing(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("?")
        assert "The desk. Scan a card" in on.words()
        await on.type("renew")
        assert "F9" in on.text().split("Esc goes back")[0]
        assert "ctrl+n" not in on.text().split("Esc goes back")[0]
        await on.press("escape", "f2", "?")
        assert "Every tool." in on.words()


async def test_the_palette_finds_verbs(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("ctrl+p")
        await on.type("memb")
        await on.pilot.pause(0.3)
        await on.press("enter")
        await on.pilot.pause(0.2)
        await on.settle()
        assert "[Members F3]" in on.text()


async def test_letters_never_quit(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        for room in ("f1", "f2", "f3", "f4"):
            await on.press(room, "q")
        assert on.app.is_running
        assert on.app.return_value is None
        await on.pilot.press("ctrl+q")
    assert on.app.return_value == 0


async def test_light_and_dark(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        on.app.action_light_or_dark()
        await on.settle()
        assert not on.app.current_theme.dark
        await on.scan("M-0017", "T-0042")
        assert "✓ waiver" in on.text()

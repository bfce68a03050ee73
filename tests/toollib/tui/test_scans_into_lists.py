"""Scans where a list or a page is open: each is served, in order, however quickly one follows the other."""

import pytest
from textual.events import Key

from tests.riverside import Riverside
from tests.toollib.tui.onscreen import Onscreen, onscreen
from toollib.tui.screens.desk import DeskScreen
from toollib.tui.screens.form import FormScreen
from toollib.tui.screens.tools import ToolScreen
from toollib.tui.typeahead import PatientApp

# How to come to each list from the desk.
LISTS = {
    "tools": ("f2",),
    "members": ("f3",),
    "designs": ("f4",),
    "build view": ("f4", "ctrl+b"),
    "calendar": ("f5",),
    "reports": ("f6",),
    "wishes": ("f6", "f7"),
}
CODES_TO_DESK = ("designs", "build view", "calendar", "reports", "wishes")


async def at(on: Onscreen, name: str) -> None:
    for key in LISTS[name]:
        await on.press(key)


@pytest.mark.parametrize("name", CODES_TO_DESK)
async def test_two_scans_at_once_are_both_served_at_the_desk(riverside: Riverside, name: str) -> None:
    async with onscreen(riverside) as on:
        await at(on, name)
        await on.scan("M-0017", "T-0042")
        await on.settle()
        assert isinstance(on.app.screen, DeskScreen)
        assert on.loans() == [("T-0042", "M-0017")]


async def test_of_a_basket_scanned_into_a_list_nothing_is_lost(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await at(on, "reports")
        await on.scan("M-0017", "T-0042", "T-0107", "M-0021", "T-0051")
        await on.settle()
        assert on.loans() == [("T-0042", "M-0017"), ("T-0051", "M-0021"), ("T-0107", "M-0017")]


async def test_the_first_tag_opens_its_tool_and_the_next_scan_goes_to_the_desk(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await at(on, "tools")
        await on.scan("T-0107", "M-0017", "T-0042")
        await on.settle()
        assert isinstance(on.app.screen, DeskScreen)
        assert on.loans() == [("T-0042", "M-0017")]
        await on.press("f2")
        assert isinstance(on.app.screen, ToolScreen)
        assert "Drill kit · T-0107" in on.text()


async def test_scans_over_a_page_of_one_tool(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await at(on, "tools")
        await on.scan("T-0107")
        await on.scan("M-0017", "T-0042", "T-0051")
        await on.settle()
        assert on.loans() == [("T-0042", "M-0017"), ("T-0051", "M-0017")]


@pytest.mark.parametrize("page", [True, False])
async def test_a_code_that_comes_in_two_pieces_is_one(riverside: Riverside, page: bool) -> None:  # noqa: FBT001
    """A terminal reads what a scanner types in pieces that end anywhere."""
    async with onscreen(riverside) as on:
        await at(on, "tools" if page else "reports")
        if page:
            await on.scan("T-0107")
        for piece in ("M-0017\rT-00", "42\r"):
            for letter in piece:
                on.app.post_message(Key("enter" if letter == "\r" else letter, letter))
            await on.settle()
        assert on.loans() == [("T-0042", "M-0017")]


async def test_a_card_scanned_into_the_tools_opens_at_the_desk(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await at(on, "tools")
        await on.scan("M-0017")
        assert isinstance(on.app.screen, DeskScreen)
        assert "Ada Osei · M-0017" in on.text()
        await on.press("f2")
        assert "1 of 11" in on.text(), "the list is whole again"


async def test_a_tag_is_found_whatever_was_typed_or_shown_before(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await at(on, "tools")
        await on.press("tab", "tab")
        assert "[out]" in on.text()
        await on.type("sander")
        await on.pilot.pause(0.1)
        await on.scan("T-0107")
        assert isinstance(on.app.screen, ToolScreen)
        assert "Drill kit · T-0107" in on.text()


async def test_what_is_typed_by_hand_opens_the_marked_row(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await at(on, "tools")
        await on.type("no such thing")
        await on.press("enter")
        assert "No tool is like that." in on.text()
        await on.press("escape")
        await on.type("jigsaw")
        await on.press("enter")
        assert isinstance(on.app.screen, ToolScreen)


async def test_a_word_and_a_scan_behind_it_are_two(riverside: Riverside) -> None:
    """An Enter on a wish asks who shares it: the card scanned at once behind it is that member's."""
    riverside.desk.wish("M-0021", "a kiln")
    async with onscreen(riverside) as on:
        await at(on, "wishes")
        await on.scan("kiln", "M-0017")
        await on.settle()
        assert not isinstance(on.app.screen, FormScreen)
        assert [each.votes for each in riverside.desk.wishes()] == [2]


async def test_keys_are_held_no_longer_than_needed(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await at(on, "reports")
        on.burst("nothing is called so")
        await on.press("escape", "escape")
        await on.scan("M-0017", "T-0042")
        assert on.loans() == [("T-0042", "M-0017")]
        assert isinstance(on.app, PatientApp)
        assert not on.app.holding


async def test_what_narrowed_a_list_stands_there_after_a_scan(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        for room in ("f4", "f2"):
            await on.press(room)
            await on.type("pow")
            await on.pilot.pause(0.1)
            await on.scan("M-0017")
            assert isinstance(on.app.screen, DeskScreen)
            await on.press(room)
            assert on.app.screen.query_one("#filter").value == "pow"  # type: ignore[attr-defined]

"""Wishes: listed by votes, one vote a member, ended with a why; offered where somebody looked in vain."""

import pytest

from tests.riverside import Riverside
from tests.toollib.tui.hostile import FORBIDDEN, NAMES
from tests.toollib.tui.onscreen import Onscreen, onscreen
from toollib.desk.wishing import Wish
from toollib.rules.reasons import Refused
from toollib.tui.screens.desk import DeskScreen
from toollib.tui.screens.form import FormScreen
from toollib.tui.screens.reports import ReportsScreen
from toollib.tui.screens.wishes import WishesScreen

ADA, BEN = "M-0017", "M-0021"


def wishes(riverside: Riverside) -> list[tuple[str, int]]:
    return [(each.kind or each.text or "", each.votes) for each in riverside.desk.wishes()]


def only(riverside: Riverside) -> Wish:
    (wish,) = riverside.desk.wishes(closed=True)
    return wish


def room(on: Onscreen) -> type:
    return type(on.app.screen)


async def to_wishes(on: Onscreen) -> None:
    await on.press("f6", "f7")
    assert isinstance(on.app.screen, WishesScreen)


async def test_nothing_is_wished_for_and_it_says_what_to_do(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await to_wishes(on)
        assert "F7 takes one: for a tool kind, or in the member's own words." in on.text()


async def test_a_wish_is_taken_with_a_scan_of_the_card(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await to_wishes(on)
        await on.press("f7")
        await on.type("table saw")
        await on.press("enter")
        await on.scan(ADA)
        assert wishes(riverside) == [("table-saw", 1)]
        assert "✓ One member wishes for Table saw" in on.text()
        assert "▸     1  Table saw" in on.text()


async def test_enter_counts_one_more_member_once(riverside: Riverside) -> None:
    riverside.desk.wish(ADA, "a kiln for small pots")
    riverside.desk.wish(ADA, "table-saw")
    async with onscreen(riverside) as on:
        await to_wishes(on)
        await on.press("enter")
        await on.scan(BEN)
        assert "2 members wish for a kiln for small pots" in on.words()
        await on.press("down", "f8")
        await on.scan(ADA)
        assert isinstance(on.app.screen, FormScreen)
        assert "everybody counts once" in on.words().split("Not done")[1]
    assert wishes(riverside) == [("a kiln for small pots", 2), ("table-saw", 1)]


async def test_undo_takes_back_the_vote_and_nothing_else(riverside: Riverside) -> None:
    riverside.desk.wish(ADA, "table-saw")
    async with onscreen(riverside, who="Cora Lind") as on:
        await on.scan(ADA, "T-0042")
        await to_wishes(on)
        await on.press("enter")
        await on.scan(BEN)
        await on.press("ctrl+z")
        assert wishes(riverside) == [("table-saw", 1)]
        assert "Undone: wished along M-0021" in on.words()
        await on.press("f9")
        await on.type("bought")
        await on.press("ctrl+s", "ctrl+z")
        assert wishes(riverside) == [("table-saw", 1)]
        await on.press("f1")
        assert "ctrl+z undoes" in on.text().split("Undone: wished along")[1], "what is undone next"
        assert on.loans() == [("T-0042", ADA)]


async def test_a_wish_ends_with_a_why_and_is_kept_among_all(riverside: Riverside) -> None:
    riverside.desk.wish(ADA, "table-saw")
    async with onscreen(riverside, who="Cora Lind") as on:
        await to_wishes(on)
        await on.press("f9")
        await on.type("bought in May")
        await on.press("ctrl+s")
        assert "The wish for Table saw ended: bought in May" in on.words()
        assert "F7 takes one" in on.text()
        await on.press("escape", "tab")
        assert "✓ bought in May" in on.text()
        await on.press("f8", "f9")
        assert isinstance(on.app.screen, WishesScreen)
        assert "Table saw: closed. bought in May" in on.text()
    assert only(riverside).state == "closed"


async def test_without_the_right_it_does_not_end(riverside: Riverside) -> None:
    riverside.desk.wish(ADA, "table-saw")
    async with onscreen(riverside) as on:
        await to_wishes(on)
        await on.press("f9")
        await on.scan("T-0042")
        assert "“T-0042” is the tag of Angle grinder" in on.words()
        assert "Why takes no such code; it is as it was" in on.words()
        await on.type("no room")
        await on.press("ctrl+s")
        assert "records" in on.words().split("Not done")[1]
    assert only(riverside).state == "open"


async def test_typing_narrows_and_goes_along_into_a_new_wish(riverside: Riverside) -> None:
    riverside.desk.wish(ADA, "table-saw")
    async with onscreen(riverside) as on:
        await to_wishes(on)
        await on.type("kiln")
        await on.pilot.pause(0.1)
        await on.settle()
        assert "Table saw" not in on.text()
        await on.press("f7")
        assert "kiln" in on.text()
        await on.press("enter")
        await on.scan(BEN)
        assert ("kiln", 1) in wishes(riverside)


async def test_back_step_by_step(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await to_wishes(on)
        await on.type("kiln")
        await on.press("escape")
        assert room(on) is WishesScreen
        await on.press("escape")
        assert room(on) is ReportsScreen


async def test_a_card_scanned_among_the_wishes_goes_to_the_desk(riverside: Riverside) -> None:
    riverside.desk.wish(ADA, "table-saw")
    async with onscreen(riverside) as on:
        await to_wishes(on)
        await on.scan(ADA)
        assert isinstance(on.app.screen, DeskScreen)
        assert "Ada Osei" in on.text()
    assert wishes(riverside) == [("table-saw", 1)]


async def test_behind_f12_in_every_room_but_its_own(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f12")
        assert "Wishes" in on.text()
        await on.press("down", "enter")
        assert isinstance(on.app.screen, WishesScreen)
        await on.press("f12")
        assert "What members want the library to have" not in on.text()


async def test_looked_for_in_vain_is_wished_for_by_a_key(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.scan(ADA, "dovetail jig")
        assert "ctrl+y wishes for it" in on.text()
        await on.press("ctrl+y")
        assert "A wish of Ada Osei" in on.text()
        await on.press("ctrl+s")
        assert "One member wishes for dovetail jig" in on.words()
        assert wishes(riverside)[0][1] == 1
        await on.press("ctrl+y")
        assert isinstance(on.app.screen, DeskScreen)
        assert on.visit() is not None


async def test_with_no_card_open_it_asks_whose_wish_it_is(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.scan("dovetail jig")
        await on.press("ctrl+y", "enter")
        await on.scan(BEN)
        assert wishes(riverside)[0][1] == 1


@pytest.mark.parametrize("text", ["M-99", "CARD-99", "x"])
async def test_a_half_read_code_is_no_wish(riverside: Riverside, text: str) -> None:
    async with onscreen(riverside) as on:
        await on.scan(text)
        assert "ctrl+y" not in on.text()
        await on.press("ctrl+y")
        assert isinstance(on.app.screen, DeskScreen)


async def test_hostile_words_stay_words(riverside: Riverside) -> None:
    for name in NAMES:
        try:
            riverside.desk.wish(ADA, name)
        except Refused:
            continue
    async with onscreen(riverside) as on:
        await to_wishes(on)
        assert not FORBIDDEN & set(on.text().replace("\n", ""))
        assert "[red]Bob[/red]" in on.text()
        for _ in range(6):
            await on.press("f8")
            assert not FORBIDDEN & set(on.text().replace("\n", ""))
            await on.press("escape", "down")


async def test_a_wish_for_a_kind_is_called_as_the_kind_is(riverside: Riverside) -> None:
    riverside.desk.wish("M-0017", "cnc-router")
    async with onscreen(riverside) as on:
        await on.press("f6", "f7")
        assert "CNC router" in on.text()
        await on.type("cnc-r")
        await on.pilot.pause(0.1)
        await on.settle()
        assert "1 of 1" in on.text(), "by its slug too"

"""Collecting on the screen: one scan of the card and one key lend what is reserved for today."""

import threading
from datetime import date

import pytest
from textual.events import Key

from tests.riverside import Riverside
from tests.scenarios.makers import write_designs
from tests.toollib.tui.onscreen import onscreen
from toollib.tui.widgets.fields import pass_key
from toollib.tui.widgets.scan_line import ScanLine
from toollib.workshop import benches

TODAY, WED = date(2026, 11, 28), date(2026, 12, 2)


@pytest.fixture
def makers(riverside: Riverside) -> Riverside:
    write_designs(riverside)
    return riverside


def reserve(riverside: Riverside, design: str) -> None:
    library = riverside.library()
    wanted = benches.Wanted(design, "M-0017")
    benches.reserve(library.desk.context, library.workshop, wanted, first=TODAY, last=WED)


async def test_one_card_and_one_key_lend_the_whole_bench(makers: Riverside) -> None:
    reserve(makers, "stool")
    async with onscreen(makers) as on:
        await on.scan("M-0017")
        assert "ctrl+g lends it" in on.text()
        await on.press("ctrl+g")
        assert on.loans() == [("T-0043", "M-0017"), ("T-0050", "M-0017")]
        assert "T-0043, T-0050 to Ada Osei, as reserved for Stool" in on.words()
        assert "ctrl+g" not in on.text()
        await on.press("ctrl+z")
        assert on.loans() == []
        assert "ctrl+g lends it" in on.text()


async def test_of_two_benches_each_says_what_it_is_for(makers: Riverside) -> None:
    makers.desk.reserve("M-0017", "claw-hammer", first=TODAY, last=WED)
    reserve(makers, "stool")
    reserve(makers, "tiles")
    async with onscreen(makers) as on:
        await on.scan("M-0017")
        rows = [each[30:].strip() for each in on.text().splitlines()]
        start = next(number for number, each in enumerate(rows) if "Reserved (4)" in each)
        words = [" ".join(each.split("◆")[0].split()) for each in rows[start + 1 : start + 7]]
        assert words == [
            "claw hammer",
            "for Stool, build 1",
            "jigsaw",
            "orbital sander",
            "for Tiles, build 2",
            "tile cutter",
        ]


async def test_a_key_that_is_quicker_than_the_answer_means_the_card_scanned_last(makers: Riverside) -> None:
    reserve(makers, "stool")
    gate = threading.Event()
    async with onscreen(makers) as on:
        await on.scan("M-0021")  # nothing is reserved for Ben
        on.app.ask(lambda _: gate.wait(20), lambda _: None)
        on.burst("M-0017")
        on.app.post_message(Key("ctrl+g", None))
        await on.pilot.pause()
        await on.pilot.pause()
        assert on.loans() == []
        gate.set()
        await on.settle()
        assert on.loans() == [("T-0043", "M-0017"), ("T-0050", "M-0017")]


async def test_a_key_never_overtakes_the_scan_before_it(makers: Riverside) -> None:
    reserve(makers, "stool")
    async with onscreen(makers) as on:
        scan_line = on.app.screen.query_one(ScanLine)
        await on.type("M-0017")
        for key in (
            Key("enter", "\r"),
            Key("ctrl+g", None),
        ):  # both in its queue before the first is looked at
            pass_key(key, scan_line)
        await on.settle()
        assert on.loans() == [("T-0043", "M-0017"), ("T-0050", "M-0017")]


async def test_no_key_for_a_card_once_a_scan_has_opened_none(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await on.scan("X-9999")
        await on.press("f7")
        assert "payment" not in on.words()
        on.app.ask(_broken, lambda _: None, broke=lambda _: None)
        await on.scan("M-0017")
        await on.press("f7")
        assert "Payment from Ada Osei" in on.words()


def _broken(_: object) -> None:
    raise ZeroDivisionError


async def test_what_cannot_be_lent_is_told_whole(makers: Riverside) -> None:
    reserve(makers, "stool")
    makers.cora.tool_repair("T-0043", "blade bent")
    async with onscreen(makers) as on:
        await on.scan("M-0017")
        await on.press("ctrl+g")
        assert on.loans() == []
        assert "in repair: blade bent" in on.words()
        assert "ctrl+o" not in on.words()


async def test_past_the_limit_a_key_asks_for_the_why_and_lends_it(makers: Riverside) -> None:
    rules = makers.folder / "library.yaml"
    rules.write_text(rules.read_text().replace("months: 12, loans: 7}", "months: 12, loans: 1}"))
    reserve(makers, "stool")
    async with onscreen(makers) as on:  # Vera has no right to it
        await on.scan("M-0017")
        await on.press("ctrl+g")
        assert "as many as are allowed can be lent by their tags" in on.words()
        assert "ctrl+o" not in on.words()
    async with onscreen(makers, who="Cora Lind") as on:
        await on.scan("M-0017")
        await on.press("ctrl+g")
        assert on.loans() == []
        assert "ctrl+o overrides, saying why" in on.words()
        await on.press("ctrl+o")
        await on.type("a day of building here")
        await on.press("ctrl+s")
        assert on.loans() == [("T-0043", "M-0017"), ("T-0050", "M-0017")]
        assert "as reserved for Stool" in on.words()


async def test_what_is_left_of_two_benches_is_lent_by_the_same_key(makers: Riverside) -> None:
    rules = makers.folder / "library.yaml"
    rules.write_text(rules.read_text().replace("months: 12, loans: 7}", "months: 12, loans: 1}"))
    reserve(makers, "tiles")
    reserve(makers, "stool")
    async with onscreen(makers, who="Cora Lind") as on:
        await on.scan("M-0017")
        await on.press("ctrl+g")
        assert on.loans() == [("T-0060", "M-0017")]
        on.tells("not lent for Stool", "ctrl+o lends the rest past the reasons, saying why")
        await on.press("ctrl+o")
        await on.type("a day of building here")
        await on.press("ctrl+s")
        assert len(on.loans()) == 3
        assert not on.app.screen.check_action("override", ())


async def test_without_anything_reserved_for_today_the_key_does_nothing(makers: Riverside) -> None:
    makers.desk.reserve("M-0017", "jigsaw", first=WED, last=date(2026, 12, 5))
    async with onscreen(makers) as on:
        await on.press("ctrl+g")
        await on.scan("M-0017")
        await on.press("ctrl+g")
        assert on.loans() == []
        assert "ctrl+g" not in on.text()

"""Collecting on the screen: one scan of the card and one key lend what is reserved for today."""

from datetime import date

import pytest

from tests.riverside import Riverside
from tests.scenarios.makers import write_designs
from tests.toollib.tui.onscreen import onscreen
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


async def test_what_cannot_be_lent_is_told_whole(makers: Riverside) -> None:
    reserve(makers, "stool")
    makers.cora.tool_repair("T-0043", "blade bent")
    async with onscreen(makers) as on:
        await on.scan("M-0017")
        await on.press("ctrl+g")
        assert on.loans() == []
        assert "in repair: blade bent" in on.words()
        assert "ctrl+o" not in on.words()


async def test_without_anything_reserved_for_today_the_key_does_nothing(makers: Riverside) -> None:
    makers.desk.reserve("M-0017", "jigsaw", first=WED, last=date(2026, 12, 5))
    async with onscreen(makers) as on:
        await on.press("ctrl+g")
        await on.scan("M-0017")
        await on.press("ctrl+g")
        assert on.loans() == []
        assert "ctrl+g" not in on.text()

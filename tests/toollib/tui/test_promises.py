"""Holds, reservations and parts at the desk: shown on the card, asked for by keys, told when a tool comes back."""

from datetime import date

from tests.riverside import Riverside
from tests.toollib.tui.onscreen import onscreen

SAT_5, WED_9 = date(2026, 12, 5), date(2026, 12, 9)


async def test_f8_holds_a_kind_for_the_open_card(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0021", ["T-0060"])
    async with onscreen(riverside) as on:
        await on.scan("M-0017")
        await on.press("f8")
        await on.type("tile cutter")
        await on.press("enter")
        assert "Ada Osei waits for tile cutter, place 1" in on.words()
        assert "… place 1" in on.text()
        (hold,) = riverside.desk.holds()
        assert (hold.member, hold.kind) == ("M-0017", "tile-cutter")
        await on.press("ctrl+z")
        assert riverside.desk.holds() == ()
        assert "place 1" not in on.text().split("Today")[0].split("▌")[0]


async def test_a_scan_is_no_answer_to_what_somebody_waits_for(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.scan("M-0017")
        await on.press("f8")
        await on.type("T-0042")
        await on.press("enter")
        assert "is the code of a card or tag, not a kind" in on.words()
        await on.press("ctrl+u")
        await on.scan("T-0042")
        on.tells(
            "“T-0042” is the tag of Angle grinder", "one copy is held from its own page: F2, the tool, F8"
        )
        assert riverside.desk.holds() == ()


async def test_what_is_ready_stands_on_the_card_first(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0021", ["T-0060"])
    riverside.desk.hold("M-0017", "tile-cutter")
    riverside.desk.hold("M-0017", "jigsaw")
    riverside.desk.reserve("M-0017", "orbital-sander", first=SAT_5, last=WED_9)
    async with onscreen(riverside) as on:
        await on.scan("M-0017")
        shown = on.text()
        assert "◆ ready until Sat 5 Dec" in shown
        assert shown.index("T-0043 jigsaw") < shown.index("tile cutter")
        assert "Sat 5 Dec – Wed 9 Dec" in shown


async def test_a_return_says_for_whom_it_is_kept(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0021", ["T-0060"])
    riverside.desk.hold("M-0017", "tile-cutter")
    riverside.wait(days=4)
    async with onscreen(riverside) as on:
        await on.scan("T-0060")
        assert "kept ready for Ada Osei" in on.words()


async def test_a_loan_into_a_reservation_is_lent_for_less_by_one_key(riverside: Riverside) -> None:
    riverside.desk.reserve("M-0030", "tile-cutter", first=date(2026, 12, 2), last=WED_9)
    async with onscreen(riverside) as on:
        await on.scan("M-0017", "T-0060")
        assert "ctrl+l lends it until Wed 2 Dec" in on.words()
        assert on.loans() == []
        await on.press("ctrl+l")
        assert on.loans() == [("T-0060", "M-0017")]
        assert "due Wed 2 Dec" in on.words()


async def test_a_kit_is_checked_and_its_missing_part_told_by_a_key(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.scan("M-0017", "T-0107")
        assert "check: 1 × charger, 2 × battery, 13 × bit" in on.words()
        on.wait(86400 * 4)
        await on.scan("T-0107")
        assert "ctrl+b if it is broken or a part is missing" in on.words()
        await on.press("ctrl+b", "enter")
        await on.type("batery")
        await on.press("ctrl+s")
        assert "Not done" in on.text()
        assert on.loans() == []  # the return stands
        await on.press("ctrl+u")
        await on.type("battery")
        await on.press("ctrl+s")
        assert "T-0107 Drill kit is not whole: it waits for repair" in on.words()
        assert "ctrl+b if" not in on.words()  # it was told already
        assert "check: 1 × charger" not in on.words()
        member, tool = riverside.desk.member("M-0017"), riverside.desk.tool("T-0107")
        assert [(part.name, part.qty) for part in member.owed_parts] == [("battery", 1)]
        assert tool.state == "repair"
        await on.press("ctrl+z")
        assert riverside.desk.member("M-0017").owed_parts == ()


async def test_what_is_broken_is_called_so(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.wait(days=4)
    async with onscreen(riverside) as on:
        await on.scan("T-0042")
        await on.press("ctrl+b")
        await on.type("guard cracked")
        await on.press("ctrl+s")
        assert "is broken: it waits for repair" in on.words()

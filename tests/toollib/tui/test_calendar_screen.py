"""The calendar: a week by copy, told by sign and word; turned by arrows, narrowed by typing."""

from datetime import date

from tests.riverside import Riverside
from tests.toollib.tui.onscreen import onscreen
from toollib.desk.reads import Part
from toollib.tui.screens.calendar import CalendarScreen


def lively(riverside: Riverside) -> Riverside:
    """A loan, a reservation on a kind and one on a copy, a repair."""
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.desk.reserve("M-0021", "orbital-sander", first=date(2026, 12, 2), last=date(2026, 12, 5))
    riverside.desk.reserve("M-0030", "T-0060", first=date(2026, 12, 5), last=date(2026, 12, 9))
    riverside.desk.tool_repair("T-0090", "a rung is loose")
    return riverside


async def test_the_week_of_today_and_the_next(riverside: Riverside) -> None:
    lively(riverside)
    async with onscreen(riverside) as on:
        await on.press("f5")
        shown = on.text()
        assert "Mon 23 Nov – Sun 29 Nov" in shown
        assert "today" in shown
        assert "→Ada" in shown
        assert "✗fault" in shown
        assert "closed" in shown
        assert "Ben" not in shown
        await on.press("right")
        shown = on.text()
        assert "Mon 30 Nov – Sun 6 Dec" in shown
        assert "any Random orb" in shown
        assert "▣Ben" in shown
        assert "▣Cleo" in shown
        await on.press("right", "right", "ctrl+t")
        assert "Mon 23 Nov – Sun 29 Nov" in on.text()


async def test_typing_narrows_to_a_kind_and_enter_opens_the_copy(riverside: Riverside) -> None:
    lively(riverside)
    async with onscreen(riverside) as on:
        await on.press("f5")
        await on.type("grinder")
        await on.pilot.pause(0.2)
        await on.settle()
        shown = on.text()
        assert "T-0042" in shown
        assert "T-0090" not in shown
        await on.press("enter")
        assert "with Ada Osei" in on.text()


async def test_an_empty_week_says_what_to_do(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f5")
        assert "Nothing is on in this week." in on.text()


async def test_a_list_that_is_not_there_yet_or_any_more_breaks_nothing(riverside: Riverside) -> None:
    found = lively(riverside).desk.calendar(date(2026, 11, 23), 7, part=Part(50, 0))
    async with onscreen(riverside) as on:
        await on.press("f5")
        screen = on.app.screen
        assert isinstance(screen, CalendarScreen)
        await screen.query_one("#table").remove()
        screen.came(found)
        screen.records_changed()
        screen.library_opened()
        screen.on_screen_resume()
        await on.press("f1")
        assert "No card open" in on.text()

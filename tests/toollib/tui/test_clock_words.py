"""What the screens say where the clock was set by hand, or may be wrong: all that the desk tells, and once."""

from collections.abc import Iterator

from tests.riverside import Riverside
from tests.toollib.tui.onscreen import onscreen
from toollib.desk.views import Event
from toollib.tui.screens.history import event_lines
from toollib.tui.words import Sayings


def told(riverside: Riverside, events: tuple[Event, ...]) -> Iterator[str]:
    context = riverside.desk.context
    say = Sayings(context.settings.time_zone, str)
    return (
        "".join(piece.text for piece in each.left) for each in event_lines(events, say, context.clock.now())
    )


def test_a_clock_set_by_hand_is_told_once_where_it_is_so_for_all(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.desk.return_(["T-0042"])
    back, out = (each._replace(by_hand=True) for each in riverside.desk.events("T-0042")[:2])
    assert "\n".join(told(riverside, (back, out))).count("clock set by hand") == 1
    assert next(told(riverside, (back, out))).strip() == "all with the clock set by hand"
    assert "clock set by hand" in next(told(riverside, (back,)))
    mixed = list(told(riverside, (back._replace(by_hand=False), out)))
    assert ["clock set by hand" in each for each in mixed] == [False, True]


async def test_what_a_leap_of_the_clock_made_late_is_told_by_f9(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.at("2027-02-17 18:10")
    async with onscreen(riverside) as on:
        await on.scan("M-0017")
        await on.press("f9")
        assert "charged for lateness, but nothing happened here since 2026-11-28" in on.words()

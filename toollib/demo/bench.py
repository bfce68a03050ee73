"""The one thing of the made-up library that its own desk does: somebody reserves a whole bench for the Saturday to come.

Which tools a bench takes is a question of its own (`workshop.bench_choice`); nobody should answer it a second time here.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from toollib.demo.plans import BENCH, BUILDER
from toollib.library import Library, Who
from toollib.rules.dates import Opening
from toollib.rules.reasons import Refused

_SATURDAY = 5
_WEEKS = 12


@dataclass(frozen=True, slots=True)
class Then:
    """A clock that stands at an instant of the history; nobody has set it by hand."""

    at: datetime
    by_hand = False

    def now(self) -> datetime:
        """The instant, aware."""
        return self.at


def reserve_bench(folder: Path, at: datetime) -> None:
    """Reserve the bench at this instant (aware), at the desk, from the next open Saturday to the open day after it."""
    with Library.open(folder, clock=Then(at), person=Who("M-0002", "front")) as library:
        from toollib.workshop import benches

        opening = library.settings.opening
        saturday = open_saturday(opening, at.astimezone(library.settings.time_zone).date())
        if saturday is None:
            return
        wanted = benches.Wanted(BENCH, f"M-{BUILDER:04d}")
        last = opening.next_open(saturday + timedelta(days=1))
        with suppress(Refused):  # then somebody else was quicker, as it happens
            benches.reserve(library.desk.context, library.workshop, wanted, first=saturday, last=last)


def open_saturday(opening: Opening, today: date) -> date | None:
    """The first open Saturday that is neither today nor tomorrow; None within a quarter of a year."""
    soonest = today + timedelta(days=2)
    first = soonest + timedelta(days=(_SATURDAY - soonest.weekday()) % 7)
    every = (first + timedelta(weeks=week) for week in range(_WEEKS))
    return next((each for each in every if opening.is_open(each)), None)

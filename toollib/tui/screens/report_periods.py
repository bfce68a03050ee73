"""The days that a report is about: a month, a year, all, or from one day to another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from toollib.tui.days import day_typed
from toollib.tui.screens.form import Field, Form, Values

if TYPE_CHECKING:
    from toollib.tui.seat import Seat

# "all" leaves it to the report: most count from the beginning, what members want from a year back.
PERIODS = ("all", "this year", "last year", "this month", "last month")
OWN = "from – to"

Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A period by its name; for one of one's own its days, both inclusive. No first day: from the beginning."""

    name: str = PERIODS[0]
    first: date | None = None
    last: date | None = None

    def days(self, today: date) -> Days:
        """The first and the last day that count, as seen today; None: as the report has it."""
        month = today.replace(day=1)
        match self.name:
            case "this month":
                return month, today
            case "last month":
                end = month - timedelta(days=1)
                return end.replace(day=1), end
            case "this year":
                return date(today.year, 1, 1), today
            case "last year":
                return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
            case _:
                return self.first, self.last

    def told(self, counted_from: date | None) -> str:
        """What a period is called by the first day that a report really counted: not all do from the beginning."""
        left_to_it = self.name == PERIODS[0] and self.first is None and counted_from is not None
        return "a year" if left_to_it else self.name

    def turned(self, by: int) -> Chosen:
        """The next period of the list, or the one before."""
        place = PERIODS.index(self.name) + by if self.name in PERIODS else min(by, 0)
        return Chosen(PERIODS[place % len(PERIODS)])


def period_form(shown: Days, taken: Callable[[Chosen], None]) -> Form:
    """From which day to which a report is to count."""

    def verb(seat: Seat, values: Values) -> Chosen:
        typed = values["first"], values["last"]
        first, last = (day_typed(seat, text, past=True) if text.strip() else None for text in typed)
        return Chosen(OWN, first, last)

    fields = (
        Field("first", "From", str(shown[0] or ""), hint="a day like 2026-01-31; empty: the first of all"),
        Field("last", "To", str(shown[1] or ""), hint="that day included; empty: today"),
    )
    return Form("report days", "From which day to which", fields, verb, taken)

"""Open days and what is counted in them: due dates, lateness, days that holds are kept.

All dates are local dates of the library; an instant becomes a date before it comes here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Protocol

DAY = timedelta(days=1)
WEEK = 7
# How far ahead an open day is looked for. A library closed for longer is told so, not guessed around.
HORIZON = timedelta(days=366)


class NoOpenDay(Exception):
    """No open day within a year after this date."""

    def __init__(self, after: date) -> None:
        self.after = after
        super().__init__(f"no open day within a year after {after.isoformat()}")


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed period, both days inclusive."""

    start: date
    end: date
    why: str = ""


Span = tuple[time, time]


class PublicDays(Protocol):
    """Public holidays of one place, year by year."""

    def of(self, year: int) -> Mapping[date, str]:
        """The holidays of a year with their names; none for a year that nobody knows yet."""
        ...


@dataclass(frozen=True, slots=True)
class Opening:
    """When somebody is at the desk.

    `hours` maps a weekday (0 is Monday) to its spans; without any hours every day is open, all day. `public`: the
    holidays on which the library is closed too.
    """

    hours: Mapping[int, tuple[Span, ...]]
    closed: tuple[Closed, ...] = ()
    public: PublicDays | None = None
    _merged: tuple[Closed, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_merged", _merge(self.closed))

    def is_open(self, day: date) -> bool:
        """Whether the desk opens on this day."""
        if self.hours and not self.hours.get(day.weekday()):
            return False
        if any(each.start <= day <= each.end for each in self._merged):
            return False
        return self.public is None or day not in self.public.of(day.year)

    def also_closed(self, periods: Iterable[Closed]) -> "Opening":
        """The same with more closed periods, such as days that were closed at the desk."""
        return Opening(self.hours, (*self.closed, *periods), self.public)

    def spans(self, day: date) -> tuple[Span, ...]:
        """The spans of local time in which the desk is open on this day, in order."""
        if not self.is_open(day):
            return ()
        return self.hours[day.weekday()] if self.hours else ((time.min, time.max),)

    def closed_why(self, day: date) -> str:
        """Why the library is closed on this day, or "" where no period and no holiday says so."""
        told = next((each.why for each in self.closed if each.start <= day <= each.end), "")
        return told or ("" if self.public is None else self.public.of(day.year).get(day, ""))

    def next_open(self, day: date) -> date:
        """This day if open, else the next open one.

        Raises:
            NoOpenDay: there is none within a year.
        """
        last = min(date.max - day, HORIZON)
        for ahead in range(last.days + 1):
            if self.is_open(day + timedelta(days=ahead)):
                return day + timedelta(days=ahead)
        raise NoOpenDay(day)

    def next_open_or_none(self, day: date) -> date | None:
        """This day if open, else the next open one within a year; None without any."""
        try:
            return self.next_open(day)
        except NoOpenDay:
            return None

    def previous_open(self, day: date) -> date | None:
        """This day if open, else the last open one before it within a year; None without any."""
        last = min(day - date.min, HORIZON)
        days = (day - timedelta(days=back) for back in range(last.days + 1))
        return next((each for each in days if self.is_open(each)), None)

    def add_open_days(self, day: date, count: int) -> date:
        """The open day that is `count` open days after this day.

        Raises:
            NoOpenDay: a year goes by without an open day.
        """
        for _ in range(count):
            day = self.next_open(day + DAY)
        return day

    def open_days(self, after: date, until: date) -> int:
        """How many open days lie after one day and up to another, the second inclusive. Never negative."""
        first = after + DAY if after < date.max else after
        if until < first or after >= until:
            return 0
        count = self._desk_days(first, until)
        for period in self._merged:
            start, end = max(period.start, first), min(period.end, until)
            if start <= end:
                count -= self._desk_days(start, end)
        return count - self._holidays(first, until)

    def _holidays(self, first: date, last: date) -> int:
        """Public holidays from first to last, both inclusive, on which the desk would have been open."""
        if self.public is None:
            return 0
        without = Opening(self.hours, self.closed)
        return sum(
            first <= day <= last and without.is_open(day)
            for year in range(first.year, last.year + 1)
            for day in self.public.of(year)
        )

    def _desk_days(self, first: date, last: date) -> int:
        """Days with hours from first to last, both inclusive, closed periods not looked at."""
        days = (last - first).days + 1
        weekdays = [day for day, spans in self.hours.items() if spans]
        if not self.hours:
            return days
        weeks, rest = divmod(days, WEEK)
        tail = {(first.weekday() + offset) % WEEK for offset in range(rest)}
        return weeks * len(weekdays) + sum(day in tail for day in weekdays)


def _merge(periods: Iterable[Closed]) -> tuple[Closed, ...]:
    """The periods in order, overlaps joined, so that no closed day is counted twice."""
    merged: list[Closed] = []
    for each in sorted(periods, key=lambda period: (period.start, period.end)):
        if merged and each.start <= merged[-1].end:
            last = merged.pop()
            each = Closed(last.start, max(last.end, each.end), last.why)  # noqa: PLW2901
        merged.append(each)
    return tuple(merged)


def due_date(lent_on: date, days: int, opening: Opening, *, move: bool = True) -> date:
    """When a tool lent on this day for `days` days is due: never on a closed day if `move`, never before.

    Raises:
        NoOpenDay: it should move to an open day and there is none within a year, or the calendar ends before.
    """
    if days > (date.max - lent_on).days:
        raise NoOpenDay(lent_on)
    day = lent_on + timedelta(days=days)
    return opening.next_open(day) if move else day


def renewed_due(today: date, old_due: date, days: int, opening: Opening, *, move: bool = True) -> date:
    """The due date after a renewal: counted from today or the old due date, whichever is later.

    Raises:
        NoOpenDay: as in `due_date`.
    """
    return due_date(max(today, old_due), days, opening, move=move)


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last day (31 January + 1 is 28 February).

    Never beyond the calendar's last day.
    """
    from dateutil.relativedelta import relativedelta

    if day.year + months // 12 + 1 > date.max.year:
        return date.max
    return day + relativedelta(months=months)


def really_due(due: date, opening: Opening) -> date:
    """The day on which a tool due on `due` could last come back in time: the due day, or the next open one."""
    try:
        return opening.next_open(due)
    except NoOpenDay:
        return due


def late_days(due: date, back_on: date, opening: Opening, *, per: str = "open-day") -> int:
    """How many days late a tool is that came back on `back_on`; the day it is really due is never late.

    `per` is "open-day" (days on which it could have come back) or "day" (calendar days).
    """
    last = really_due(due, opening)
    if per == "day":
        return max(0, (back_on - last).days)
    return opening.open_days(last, back_on)


def overdue_cutoff(today: date, opening: Opening) -> date:
    """The last due date that is overdue today: on it or before, the open day of the due date has ended."""
    return (opening.previous_open(today - DAY) if today > date.min else None) or date.min

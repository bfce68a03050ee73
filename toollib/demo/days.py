"""The open days of the history as arrays, so that a million loans need no calendar arithmetic of their own.

Every table here is filled by asking the rules once for each open day. A day is known by its index.
"""

from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from toollib.rules.dates import Opening, due_date, late_days
from toollib.settings import Settings

HISTORY = timedelta(days=730)
AHEAD = timedelta(days=120)
# How long an opening must have run before it counts as begun: what the story says of today needs two minutes.
BEGUN = 120
_MINUTE = 60


class Days:
    """The open days from two years before `now` to some months after it."""

    def __init__(self, settings: Settings, now: datetime) -> None:
        self.opening: Opening = settings.opening
        self._zone: ZoneInfo = settings.time_zone
        local = now.astimezone(self._zone)
        self.today = local.date()
        first, last = self.today - HISTORY, self.today + AHEAD
        every = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
        self.dates: list[date] = [day for day in every if self.opening.is_open(day)]
        self.iso = [day.isoformat() for day in self.dates]
        self.ordinals = [day.toordinal() for day in self.dates]
        starts = [self._instant(day, self.opening.spans(day)[0][0]) for day in self.dates]
        ends = [self._instant(day, self.opening.spans(day)[0][1]) for day in self.dates]
        self._midnights = [start.replace(hour=0, minute=0, second=0, microsecond=0) for start in starts]
        self._prefixes = [f"{midnight:%Y-%m-%d}T" for midnight in self._midnights]
        self.opens = [
            int((start - zero).total_seconds()) for start, zero in zip(starts, self._midnights, strict=True)
        ]
        self.closes = [
            int((end - zero).total_seconds()) for end, zero in zip(ends, self._midnights, strict=True)
        ]
        self.last = bisect_right(starts, now.astimezone(UTC) - timedelta(seconds=BEGUN)) - 1
        self._until_now = int((now.astimezone(UTC) - self._midnights[self.last]).total_seconds())
        self._due: dict[int, list[int]] = {}
        self._late: dict[tuple[int, int, str], int] = {}

    def _instant(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self._zone).astimezone(UTC)

    @cached_property
    def ends(self) -> list[int]:
        """The last second (UTC, of the day) at which anything happens on each day; on the last day that is `now`."""
        ends = list(self.closes)
        ends[self.last] = min(ends[self.last], self._until_now)
        return ends

    @property
    def end(self) -> datetime:
        """The last instant of the history, aware."""
        return self._midnights[self.last] + timedelta(seconds=self.ends[self.last])

    @cached_property
    def elapsed(self) -> float:
        """Which part of the last day's opening is over, 0 to 1."""
        whole = self.closes[self.last] - self.opens[self.last]
        return (self.ends[self.last] - self.opens[self.last]) / whole

    def at(self, day: int, second: int) -> str:
        """The instant at this second (UTC) of a day, as it is kept."""
        minutes, seconds = divmod(second, _MINUTE)
        hours, minutes = divmod(minutes, _MINUTE)
        return f"{self._prefixes[day]}{hours:02d}:{minutes:02d}:{seconds:02d}Z"

    def index(self, day: date) -> int:
        """The index of this day, or of the first open one after it."""
        return bisect_left(self.dates, day)

    def due(self, days: int) -> list[int]:
        """For each day of lending, the index of the due date of a loan for `days` days."""
        table = self._due.get(days)
        if table is None:
            table = self._due[days] = [
                bisect_left(self.dates, due_date(each, days, self.opening)) for each in self.dates
            ]
        return table

    def late(self, due: int, back: int, per: str) -> int:
        """How many days late a tool is that was due on one day and came back on another, as the rules count."""
        key = (due, back, per)
        found = self._late.get(key)
        if found is None:
            found = self._late[key] = late_days(self.dates[due], self.dates[back], self.opening, per=per)
        return found

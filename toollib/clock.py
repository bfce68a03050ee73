"""The clock is passed in, so that rehearsals and tests can set it."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What tells the time. `by_hand` says that somebody set it; events keep that."""

    by_hand: bool

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        ...


class SystemClock:
    """The computer's clock."""

    by_hand = False

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        return datetime.now(UTC)


class SetClock:
    """A clock set by hand to an instant; it runs on from there unless it stands still."""

    by_hand = True

    def __init__(self, start: datetime, *, running: bool = False) -> None:
        self._start = start.astimezone(UTC)
        self._running = running
        self._since = time.monotonic()

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        if not self._running:
            return self._start
        return self._start + timedelta(seconds=time.monotonic() - self._since)

    def move(self, by: timedelta) -> None:
        """Set the clock on (or back) by this much."""
        self._start += by

"""Counting a report beside the desk: in a thread and with a library of its own, given up when nobody waits for it.

It goes by what the desk goes by, also while library.yaml is wrong; and it holds up neither a scan nor who quits.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from toollib.clock import Clock
    from toollib.library import InForce, Library
    from toollib.reports.report import Report


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which report, over which days (both inclusive), of which library, by what it goes by now."""

    code: str
    days: tuple[date | None, date | None]
    folder: Path
    clock: Clock
    who: str
    by: InForce


async def counted(wanted: Wanted) -> Report:
    """The report. Cancelled, it breaks off what is read for it.

    Raises:
        Refused: the reasons of the report, or of opening the library.
    """
    count = _Count(wanted, asyncio.get_running_loop())
    threading.Thread(target=count.run, name="report", daemon=True).start()
    try:
        return await count.answer
    finally:
        count.give_up()


class _GivenUp(Exception):
    """Nobody waits for the report any more."""


class _Count:
    """One report being counted; seen by both threads."""

    def __init__(self, wanted: Wanted, loop: asyncio.AbstractEventLoop) -> None:
        self.answer: asyncio.Future[Report] = loop.create_future()
        self._wanted, self._loop = wanted, loop
        self._library: Library | None = None
        self._given_up = threading.Event()

    def run(self) -> None:
        """Count it; in the thread."""
        try:
            report = self._count()
        except _GivenUp:
            return
        except Exception as error:  # noqa: BLE001 - a border: the screens live on and say so
            failed = error
            self._tell(lambda: self.answer.set_exception(failed))
        else:
            self._tell(lambda: self.answer.set_result(report))

    def give_up(self) -> None:
        """Nobody waits any more."""
        self._given_up.set()
        if self._library is not None:
            self._library.interrupt()

    def _count(self) -> Report:
        from toollib.library import Library, Who
        from toollib.reports.book import write

        wanted = self._wanted
        person = Who(wanted.who)
        with Library.open(wanted.folder, clock=wanted.clock, person=person, by=wanted.by) as library:
            self._library = library
            if self._given_up.is_set():
                raise _GivenUp
            return write(library, wanted.code, *wanted.days)

    def _tell(self, how: Callable[[], None]) -> None:
        """In the loop of the screens, if it is still there and anybody waits."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(lambda: None if self.answer.done() else how())

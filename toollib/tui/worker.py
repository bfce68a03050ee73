"""One thread that does everything at the desk, in the order it was asked for.

A locked database must not freeze the screen, and a checkout asked after a return must come after it. So one thread
owns the library (a connection belongs to the thread that opened it), takes jobs in order, and hands every answer back
to the screens' own loop. A sign of success is only ever drawn from an answer, hence after the commit.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

from toollib.rules.reasons import Refused

Owned = TypeVar("Owned")
T = TypeVar("T")
Deliver = Callable[[Callable[[], None]], None]


@dataclass(frozen=True, slots=True)
class Replies(Generic[T]):
    """Who wants to know how a job ended: done, refused for reasons, or broken by a mistake of ours."""

    done: Callable[[T], None]
    refused: Callable[[Refused], None]
    broken: Callable[[Exception], None]


@dataclass(frozen=True, slots=True)
class _Job:
    work: Callable[[Any], Any]
    replies: Replies[Any]


class OrderedWorker(Generic[Owned]):
    """A thread that opens something, does jobs with it one after another, and closes it.

    `deliver` brings a callable into the loop of the screens; it is called from the worker's thread.
    """

    def __init__(self, start: Callable[[], Owned], end: Callable[[Owned], None], deliver: Deliver) -> None:
        self._start, self._end, self._deliver = start, end, deliver
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="desk", daemon=True)
        self._asked = 0
        self._answered = 0

    @property
    def pending(self) -> int:
        """How many jobs have no answer yet."""
        return self._asked - self._answered

    @property
    def answered(self) -> int:
        """How many jobs were answered so far."""
        return self._answered

    def begin(self, opened: Replies[None]) -> None:
        """Start the thread; `opened` hears how the opening went. If it failed, no job will ever be done."""
        self._asked += 1
        self._opened = opened
        self._thread.start()

    def ask(self, work: Callable[[Owned], T], replies: Replies[T]) -> None:
        """Put a job behind all that were asked before. Call it from the loop of the screens."""
        self._asked += 1
        self._jobs.put(_Job(work, replies))

    def stop(self, timeout: float | None = None) -> bool:
        """Let the jobs already asked for end, then close; whether that was done within `timeout` seconds."""
        self._jobs.put(None)
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            owned = self._start()
        except Refused as refusal:
            self._reply(self._opened.refused, refusal)
            return
        except Exception as error:  # noqa: BLE001 - a border: the screens live on and say so
            self._reply(self._opened.broken, error)
            return
        self._reply(self._opened.done, None)
        try:
            while (job := self._jobs.get()) is not None:
                self._do(job, owned)
        finally:
            self._end(owned)

    def _do(self, job: _Job, owned: Owned) -> None:
        try:
            answer = job.work(owned)
        except Refused as refusal:
            self._reply(job.replies.refused, refusal)
        except Exception as error:  # noqa: BLE001 - a border: one broken verb must not end the desk
            self._reply(job.replies.broken, error)
        else:
            self._reply(job.replies.done, answer)

    def _reply(self, how: Callable[[T], None], answer: T) -> None:
        def told() -> None:
            self._answered += 1
            how(answer)

        self._deliver(told)

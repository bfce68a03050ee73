"""Thinking beside the desk: what may take seconds has a thread of its own, so that no scan waits for it.

One question at a time; a new one ends the one before, as does leaving the screen that asked, and begins when that has
ended: two would only slow each other, and the desk with them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from toollib.rules.reasons import Refused

if TYPE_CHECKING:
    from toollib.tui.worker import Deliver
    from toollib.workshop.outlook import Question

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Thoughts(Generic[T]):
    """Who wants to know: the answer; how far it is, in percent; why not; that it broke by a mistake of ours."""

    done: Callable[[T], None]
    so_far: Callable[[int], None]
    refused: Callable[[Refused], None]
    broken: Callable[[Exception], None]


class Aside:
    """Answers one question at a time in a thread of its own. Used from the loop of the screens only.

    `deliver` brings a callable into that loop; it is called from the thread. Of those that share a `turn` only one thinks,
    the others wait till it has ended.
    """

    def __init__(self, deliver: Deliver, turn: Callable[[], threading.Lock] | None = None) -> None:
        self._deliver = deliver
        own = threading.Lock()
        self._turn = turn or (lambda: own)
        self._now: _Thought | None = None

    @property
    def busy(self) -> bool:
        """Whether it is thinking."""
        return self._now is not None

    def think(self, question: Question[T], thoughts: Thoughts[T]) -> None:
        """Answer this question instead of any before."""
        self.stop()
        now = self._now = _Thought()
        turn = self._turn()

        def told(heard: Callable[[], None]) -> None:
            """Nobody hears of a question that was ended, not even what was under way already."""
            self._deliver(lambda: heard() if self._now is now else None)

        def ended(heard: Callable[[], None]) -> None:
            def end() -> None:
                self._now = None
                heard()

            told(end)

        def run() -> None:
            try:
                with turn:
                    answer = now.thought(question, lambda percent: told(lambda: thoughts.so_far(percent)))
            except _Stopped:
                return
            except Refused as refusal:
                refused = refusal
                ended(lambda: thoughts.refused(refused))
            except Exception as error:  # noqa: BLE001 - a border: the screens live on and say so
                broken = error
                ended(lambda: thoughts.broken(broken))
            else:
                ended(lambda: thoughts.done(answer))

        threading.Thread(target=run, name="aside", daemon=True).start()

    def stop(self) -> bool:
        """End what is being thought about, if anything; whether there was."""
        now, self._now = self._now, None
        if now is not None:
            now.stopped.set()
        return now is not None


class _Stopped(Exception):
    """Nobody waits for the answer any more."""


class _Thought:
    """One question being answered; seen by both threads."""

    def __init__(self) -> None:
        self.stopped = threading.Event()

    def thought(self, question: Question[T], so_far: Callable[[int], None]) -> T:
        """The answer.

        Raises:
            _Stopped: it was given up, before it began or since.
        """
        if self.stopped.is_set():
            raise _Stopped
        return question.answer(self._counting(so_far))

    def _counting(self, so_far: Callable[[int], None]) -> Callable[[int, int], None]:
        """What the thinking tells how far it is; each percent is told once."""
        last = -1

        def tell(done: int, of: int) -> None:
            nonlocal last
            if self.stopped.is_set():
                raise _Stopped
            percent = 100 * done // max(of, 1)
            if percent != last:
                last = percent
                so_far(percent)

        return tell

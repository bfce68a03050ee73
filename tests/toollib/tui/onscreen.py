"""The screens on Riverside, driven as a person and a scanner drive them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from textual.events import Key
from textual.pilot import Pilot

from tests.riverside import Riverside
from toollib.tui.app import ToollibApp
from toollib.tui.widgets.bursts import SCANNERS_GAP

_PATIENCE = 3000  # looks, 10 ms apart: a busy machine is no fault
_QUIET = 3  # looks in a row: a key goes from queue to queue before it asks the desk
_MOST_VERBS = 30


@dataclass
class Onscreen:
    """The open screens: keys, scans, and what can be read."""

    app: ToollibApp
    pilot: Pilot[Any]
    riverside: Riverside

    async def settle(self) -> None:
        """Until the desk's thread has answered everything, reports are counted, and all of it is drawn."""
        quiet = 0
        for _ in range(_PATIENCE):
            await self.pilot.pause()
            running = any(each.is_running for each in self.app.workers)
            coming = self.app.holding or not self.app.screen.is_mounted or self._undrawn()
            busy = self.app.worker.pending or self.app.designs.busy or running or coming
            quiet = 0 if busy else quiet + 1
            if quiet == _QUIET:
                return
            if busy:
                await asyncio.sleep(0.01)
        raise AssertionError(f"never at rest:\n{self.text()}")

    def _undrawn(self) -> bool:
        """Whether something on the screen in front lies in a queue, or was changed and is not drawn yet."""
        front = self.app.screen
        every = (self.app, front, *front.walk_children())
        waiting = any(each.message_queue_size for each in every)
        return waiting or bool(front._dirty_widgets) or front._layout_required

    def burst(self, *codes: str) -> None:
        """Scans as a scanner makes them: every key is in the queue before the first is looked at."""
        for code in codes:
            for letter in f"{code}\r":
                key = "enter" if letter == "\r" else letter
                self.app.post_message(Key(key, letter))

    async def scan(self, *codes: str) -> None:
        """Scans, and their answers."""
        self.burst(*codes)
        await self.settle()

    async def press(self, *keys: str) -> None:
        """Keys, and what came of them."""
        await self.pilot.press(*keys)
        await self.settle()

    async def choose(self, verb: str) -> None:
        """A verb behind F12 by its words, wherever it stands."""
        await self.press("f12")
        for _ in range(_MOST_VERBS):
            await self.press("down")
            if f"▸ {verb}" in self.text():
                return await self.press("enter")
        raise AssertionError(f"no verb {verb}:\n{self.text()}")

    async def type(self, text: str) -> None:
        """Text by hand."""
        for letter in text:
            self.app.post_message(Key(letter, letter))
        await self.settle()
        await asyncio.sleep(1.5 * SCANNERS_GAP)  # so that an Enter or a scan right after it is no part of it

    def text(self) -> str:
        """Everything that stands on the screen."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    def words(self) -> str:
        """The same with every run of blanks and line ends as one blank: what wraps can be looked for."""
        return " ".join(self.text().replace("█", " ").split())

    def tells(self, *words: str) -> None:
        """See that all these words are on the screen."""
        missing = [each for each in words if each not in self.words()]
        assert not missing, f"{missing} are not told:\n{self.text()}"

    def visit(self) -> object:
        """The card that the desk shows as open."""
        return getattr(self.app.screen, "visit", None)

    def loans(self) -> list[tuple[str, str | None]]:
        """Every open loan: tag and member."""
        from toollib.desk.reads import LoansWanted

        return sorted(
            (loan.tool, loan.member) for loan in self.riverside.desk.loans(LoansWanted(open_only=True)).rows
        )

    def wait(self, seconds: float) -> None:
        """Let time go by on the library's clock."""
        self.riverside.wait(seconds=seconds)


@asynccontextmanager
async def onscreen(
    riverside: Riverside, *, size: tuple[int, int] = (80, 24), who: str = "Vera", settled: bool = True
) -> AsyncIterator[Onscreen]:
    """The screens of this library, open and ready."""
    app = ToollibApp(riverside.folder, clock=riverside.clock, who=who)
    try:
        async with app.run_test(size=size) as pilot:
            shown = Onscreen(app, pilot, riverside)
            if settled:
                for _ in range(_PATIENCE):
                    if app.about is not None:
                        break
                    await asyncio.sleep(0.01)
                await shown.settle()
            yield shown
    finally:
        app.close_desk()

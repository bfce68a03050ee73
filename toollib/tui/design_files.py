"""The design files, read beside the desk's thread: ten thousand new ones take seconds, and no scan waits for that.

A job of the desk's thread that wants designs before they are read is put off, and done once they are there. The shelf
goes from one thread to the other whole: whoever reads it anew makes another.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from toollib.tui.aside import Aside, Thoughts

if TYPE_CHECKING:
    from catalog.shelf import Shelf
    from toollib.rules.reasons import Refused
    from toollib.tui.app import ToollibApp
    from toollib.tui.seat import LookedAt
    from toollib.workshop.outlook import Tell

_SAID_AFTER = 0.3  # seconds of reading before the bar says so


class _PutOff(NamedTuple):
    """A job that waits for the designs: how it goes on with them, and how without."""

    go_on: Callable[[], None]
    broke: Callable[[Exception], None]


@dataclass(frozen=True, slots=True)
class _Look:
    """Are the files as they were when they were read? If not, or `anyway`, the shelf as it is now."""

    at: LookedAt
    anyway: bool
    counted: Callable[[int], None]

    def answer(self, _tell: Tell) -> Shelf | None:
        """The new shelf, with what every list asks for read already; None: nothing has changed."""
        before = self.at.shelf
        if not self.anyway and (before is None or not before.is_old):
            return None
        self.counted(self.at.count())
        shelf = self.at.read()
        deque(shelf.buildables(), maxlen=0)
        return shelf


class DesignFiles:
    """Reads them when the first job asks for designs, and again when they have changed. For the loop of the screens."""

    def __init__(self, house: ToollibApp, deliver: Callable[[Callable[[], None]], None]) -> None:
        self._house, self._deliver = house, deliver
        self._aside = Aside(deliver)
        self._put_off: list[_PutOff] = []
        self._next: Callable[[Shelf], None] | None = None
        self._count = 0
        self.busy = False

    @property
    def words(self) -> str:
        """What the bar says while they are read."""
        return f"reading {self._count:,} design files … " if self._count else "reading design files … "

    def put_off(self, go_on: Callable[[], None], broke: Callable[[Exception], None]) -> None:
        """Go on once the designs are there."""
        self._put_off.append(_PutOff(go_on, broke))
        if not self.busy:
            self._begin(lambda _: None, anyway=True)

    def look(self, changed: Callable[[Shelf], None], *, anyway: bool = False) -> None:
        """Look at the files again; `changed` hears of the new shelf, `anyway` even if nothing has changed."""
        if not self.busy:
            self._begin(changed, anyway=anyway)
        elif anyway:
            self._next = changed  # what was saved just now may not be in what is read

    def _begin(self, changed: Callable[[Shelf], None], *, anyway: bool) -> None:
        self.busy, self._count = True, 0
        self._house.set_timer(_SAID_AFTER, self._house.say_where)

        def told(count: int) -> None:
            self._count = count

        def think(at: LookedAt) -> None:
            look = _Look(at, anyway, lambda count: self._deliver(lambda: told(count)))
            done: Thoughts[Shelf | None] = Thoughts(
                lambda shelf: self._hand_over(shelf, changed), lambda _: None, self._refused, self._broke
            )
            self._aside.think(look, done)

        self._house.ask(lambda seat: seat.designs.looked_at(seat.library), think, self._refused, self._broke)

    def _hand_over(self, shelf: Shelf | None, changed: Callable[[Shelf], None]) -> None:
        if shelf is None:
            self._end(None)
            return

        def taken(_: None) -> None:
            self._end(None)
            changed(shelf)

        self._house.ask(
            lambda seat: seat.designs.take(seat.library, shelf), taken, self._refused, self._broke
        )

    def _refused(self, refused: Refused) -> None:
        self._end(refused)

    def _broke(self, error: Exception) -> None:
        self._end(error)
        self._house.tell_broken(error)

    def _end(self, wrong: Exception | None) -> None:
        self.busy = False
        self._house.say_where()
        put_off, self._put_off = self._put_off, []
        for each in put_off:
            each.go_on() if wrong is None else each.broke(wrong)
        changed, self._next = self._next, None
        if changed is not None:
            self._begin(changed, anyway=True)

"""The rarer verbs of where you are, as a list: nobody remembers keys for what is done once a month."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Click, Key
from textual.screen import ModalScreen
from textual.widgets import Static

from toollib.tui.house import house_of
from toollib.tui.screens.stray_scans import StrayScans
from toollib.tui.screens.verbs import Verb
from toollib.tui.widgets.lines import Line, Lines, Piece, line


class MoreScreen(StrayScans, ModalScreen[Verb | None]):
    """Choose a verb. Nothing is marked at first, and a scan unmarks: its Enter chooses nothing."""

    CSS_PATH = "../over.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f12", "dismiss", "back", id="more.back", tooltip="Back to where you were"),
        Binding("up", "mark(-1)", "Mark above", show=False, id="more.up"),
        Binding("down", "mark(1)", "Mark below", show=False, id="more.down"),
        Binding("enter", "take", "take", id="more.take", tooltip="Do the marked one"),
    ]

    def __init__(self, verbs: Iterable[Verb]) -> None:
        super().__init__()
        self._verbs = tuple(verbs)
        self._marked: int | None = None

    def compose(self) -> ComposeResult:
        """The verbs, then the keys."""
        with Vertical(id="more"):
            yield Static("More", id="more-title", markup=False)
            yield Choices(id="more-verbs")
            yield Static("↑ ↓ and Enter, or a click · Esc back", id="more-foot", markup=False)

    def on_mount(self) -> None:
        """Nothing is marked."""
        self._paint()

    def on_key(self, event: Key) -> None:
        """A letter comes from a scanner."""
        if event.is_printable:
            self._marked = None
            self._paint()

    def scanned(self, text: str) -> None:
        """To the desk with it; nothing was chosen."""
        self.dismiss(None)
        house_of(self).scan_at_desk(text)

    def action_mark(self, by: int) -> None:
        """Mark the next one, or the one before."""
        start = -1 if by > 0 else len(self._verbs)
        place = (start if self._marked is None else self._marked) + by
        self._marked = max(0, min(place, len(self._verbs) - 1))
        self._paint()

    def action_take(self) -> None:
        """Do the marked one."""
        if self._marked is not None:
            self.dismiss(self._verbs[self._marked])

    def picked(self, place: int) -> None:
        """Do the one under the mouse."""
        if place < len(self._verbs):
            self.dismiss(self._verbs[place])

    def _paint(self) -> None:
        rows: list[Line] = []
        for place, each in enumerate(self._verbs):
            here = place == self._marked
            rows.append(
                line(
                    Piece(f"{'▸' if here else ' '} {each.words:<28}", "key" if here else ""),
                    Piece(each.tip, "dim"),
                )
            )
        verbs = self.query_one("#more-verbs", Choices)
        top = verbs.scroll_offset.y
        verbs.show(rows)
        if self._marked is not None:
            lowest = self._marked - verbs.size.height + 1
            verbs.scroll_to(y=min(max(top, lowest), self._marked), animate=False)


class Choices(Lines):
    """The lines of the verbs; a click takes one."""

    def on_click(self, event: Click) -> None:
        """Tell which line was clicked."""
        if isinstance(self.screen, MoreScreen):
            self.screen.picked(event.y + round(self.scroll_y))

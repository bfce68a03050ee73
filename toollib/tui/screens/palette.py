"""Every verb of where you are, found by typing: for what you do not know the key of, or not that it exists.

Textual has one, too; its Enter goes another way than its letters, and takes what stood on top before the last of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Click
from textual.fuzzy import FuzzySearch
from textual.screen import Screen
from textual.widgets import Input, Static

from toollib.tui.screens.stray_codes import StrayCodes
from toollib.tui.widgets.filter_line import FilterLine
from toollib.tui.widgets.lines import Line, Lines, Piece, line


class PaletteScreen(StrayCodes):
    """Every verb of where you are.

    The best that the letters find is marked; Enter does what is marked by then, of those that the whole line finds.
    """

    CSS_PATH = "../over.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "back", id="palette.back", tooltip="Back to where you were"),
        Binding("up", "mark(-1)", "Mark above", show=False, id="palette.up"),
        Binding("down", "mark(1)", "Mark below", show=False, id="palette.down"),
        Binding("pageup", "mark(-10)", "Mark further above", show=False),
        Binding("pagedown", "mark(10)", "Mark further below", show=False),
    ]

    def __init__(self, below: Screen[Any], verbs: Iterable[SystemCommand]) -> None:
        super().__init__(below)
        self._verbs = tuple(verbs)
        self._found: tuple[SystemCommand, ...] = ()
        self._sought: str | None = None
        self._marked = 0

    def compose(self) -> ComposeResult:
        """A line to type in, the verbs, the keys."""
        with Vertical(id="palette"):
            yield FilterLine(placeholder="type to find a verb", id="palette-filter", patient=True)
            yield Verbs(id="palette-verbs")
            yield Static("↑ ↓ and Enter, or a click · Esc back", id="palette-foot", markup=False)

    def on_mount(self) -> None:
        """All verbs first."""
        self._seek()

    @on(Input.Changed, "#palette-filter")
    def _seek(self) -> None:
        """Find what the line says now, unless that is found already."""
        sought = self.query_one("#palette-filter", FilterLine).value.strip()
        if sought != self._sought:
            self._sought, self._marked = sought, 0
            self._found = found(self._verbs, sought)
            self._paint()

    def entered(self) -> None:
        """Do the marked one, of those that the whole line finds."""
        self._seek()
        if self._found:
            self.pick(self._marked)

    def pick(self, place: int) -> None:
        """Do one of those that are shown."""
        if place < len(self._found):
            self.dismiss()
            self.app.call_later(self._found[place].callback)

    def action_mark(self, by: int) -> None:
        """Mark another one further down, or up."""
        self._marked = max(0, min(self._marked + by, len(self._found) - 1))
        self._paint()

    def _paint(self) -> None:
        rows = [_row(each, here=place == self._marked) for place, each in enumerate(self._found)]
        verbs = self.query_one("#palette-verbs", Verbs)
        top = verbs.scroll_offset.y
        verbs.show(rows or [line(Piece("No verb of where you are is called that.", "dim"))])
        verbs.scroll_to(y=min(max(top, self._marked - verbs.size.height + 1), self._marked), animate=False)


class Verbs(Lines):
    """The verbs that were found; a click does one."""

    def on_click(self, event: Click) -> None:
        """Tell which line was clicked."""
        if isinstance(self.screen, PaletteScreen):
            self.screen.pick(event.y + round(self.scroll_y))


def found(verbs: Iterable[SystemCommand], sought: str) -> tuple[SystemCommand, ...]:
    """The verbs in whose names these letters stand in this order, the best first."""
    if not sought:
        return tuple(verbs)
    search = FuzzySearch()
    scores = [(search.match(sought, each.title)[0], each) for each in verbs]
    return tuple(each for score, each in sorted(scores, key=lambda pair: -pair[0]) if score > 0)


def _row(verb: SystemCommand, *, here: bool) -> Line:
    title = Piece(f"{'▸' if here else ' '} {verb.title:<34} ", "key" if here else "")
    return line(title, Piece(verb.help, "dim"))

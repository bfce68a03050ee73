"""Text of people drawn as cells: cut to a width, coloured by a look, never read as markup.

Everything that shows a name goes through `Piece` or `Content`; both take the text letter for letter, and `plain()`
has taken out what a terminal would obey.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from catalog.text import plain
from toollib.tui.widgets.looks import Looks


class Piece(NamedTuple):
    """Some text and how it looks: one of `looks.LOOKS`, or "" for as is."""

    text: str
    look: str = ""


class Line(NamedTuple):
    """One line of a widget: pieces from the left, pieces that end at the right edge."""

    left: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()


def line(*pieces: str | Piece, right: Sequence[str | Piece] = ()) -> Line:
    """A line of these pieces; bare strings have no look."""
    return Line(tuple(map(_piece, pieces)), tuple(map(_piece, right)))


def cut(text: str, width: int) -> str:
    """The text in at most `width` cells; an ellipsis says that there is more."""
    if cell_len(text) <= width:
        return text
    if width <= 1:
        return "…"[:width]
    # A wide character at the edge leaves a blank; the ellipsis takes its place.
    return set_cell_size(text, width - 1).rstrip(" ") + "…"


def fit(text: str, width: int, *, right: bool = False) -> str:
    """The text in exactly `width` cells, cut or padded; `right` puts the padding in front."""
    shown = cut(text, width)
    blank = " " * (width - cell_len(shown))
    return blank + shown if right else shown + blank


def pieces_of(row: Line, width: int) -> list[Piece]:
    """The line laid out over exactly `width` cells: the right end is kept, the left is cut."""
    kept: list[Piece] = []
    room = width
    right = _within(row.right, width)
    room -= sum(cell_len(each.text) for each in right)
    gap = 1 if right and row.left else 0
    left = _within(row.left, max(0, room - gap))
    kept.extend(left)
    room -= sum(cell_len(each.text) for each in left)
    if room > 0:
        kept.append(Piece(" " * room))
    kept.extend(right)
    return kept


def _within(pieces: Iterable[Piece], width: int) -> list[Piece]:
    """The pieces, cleaned and cut to `width` cells in all."""
    kept: list[Piece] = []
    for text, look in pieces:
        shown = cut(plain(text), width)
        if width <= 0:
            break
        if shown:
            kept.append(Piece(shown, look))
        width -= cell_len(shown)
    return kept


def _piece(each: str | Piece) -> Piece:
    return each if isinstance(each, Piece) else Piece(each)


class Lines(ScrollView, can_focus=False):
    """Shows lines of text, each on one row of the screen, and scrolls when there are more than fit."""

    DEFAULT_CSS = "Lines { overflow-x: hidden; scrollbar-size-vertical: 1; }"

    def __init__(
        self,
        lines: Sequence[Line] = (),
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self.lines: tuple[Line, ...] = tuple(lines)
        self._looks = Looks()

    def show(self, lines: Iterable[Line]) -> None:
        """Show these lines instead, from the top."""
        self.lines = tuple(lines)
        self._fit_height()
        self.scroll_to(y=0, animate=False)
        self.refresh(layout=self.styles.auto_dimensions)

    def on_resize(self) -> None:
        """The width decides what is cut."""
        self._fit_height()

    def _fit_height(self) -> None:
        self.virtual_size = Size(self.size.width, len(self.lines))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as lines, for `height: auto`."""
        return len(self.lines)

    def render_line(self, y: int) -> Strip:
        """The row of the screen at `y`, counted from the widget's top."""
        index = y + round(self.scroll_y)
        width = self.scrollable_content_region.width
        style = self.rich_style
        if index >= len(self.lines):
            return Strip.blank(width, style)
        segments = [
            Segment(text, self._looks.style(self.app, look, style))
            for text, look in pieces_of(self.lines[index], width)
        ]
        return Strip(segments, width)

"""Lines as text that wraps: for pages and long answers, where nothing may be cut.

What goes on in a further row stands further in than where its line began, so that it never looks like a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len, chop_cells
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from catalog.text import plain
from toollib.tui.widgets.lines import Line, Piece, line

_STYLES = {
    "strong": "bold",
    "title": "bold $text-primary",
    "dim": "$foreground-muted",
    "good": "$text-success",
    "warn": "$text-warning",
    "bad": "bold $text-error",
    "key": "bold $text-accent",
}
_WIDEST_LABEL = 16
# What stands before the words of a line: blanks, then a sign or a box to tick, then the number of a step.
_BEFORE = re.compile(r"( *)((?:\[.\]|[^\w\s(“\"'\[`]) +(?:\d+ +)?)?")


class Hung(NamedTuple):
    """A line of text, and how many cells its further rows stand in."""

    text: Content
    hang: int


class Prose(Static):
    """Lines that wrap, each with its further rows hung below its words; laid out anew for every width."""

    def __init__(self, lines: Iterable[Line] = (line("…"),), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("", id=id, markup=False)
        self._hung: tuple[Hung, ...] = tuple(map(hung, lines))

    def tell(self, lines: Iterable[Line]) -> None:
        """Show these lines instead of those before."""
        self.tell_hung(map(hung, lines))

    def tell_hung(self, rows: Iterable[Hung]) -> None:
        """The same for text that has its own colours."""
        self._hung = tuple(rows)
        self.update(_joined(each.text for each in self._hung))

    def render(self) -> Content:
        """All of it for the width that there is."""
        return _joined(self._rows(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as that takes."""
        return sum(1 for _ in self._rows(width))

    def _rows(self, width: int) -> Iterator[Content]:
        for text, hang in self._hung:
            if width <= 0:  # not laid out yet
                yield text
                continue
            for number, (start, end) in enumerate(breaks(text.plain, width, hang)):
                yield text[start:end].pad_left(_room(hang, width) if number else 0)


def content_of(lines: Iterable[Line]) -> Content:
    """Lines as text that wraps as it comes; what would stand at the right edge follows after two blanks."""
    return _joined(hung(each).text for each in lines)


def on_paper(lines: Iterable[Line], width: int) -> Iterator[str]:
    """The same without colours, in rows of at most so many cells."""
    for text, hang in map(hung, lines):
        for number, row in enumerate(rows_of(text.plain, width, hang)):
            yield (f"{'':{_room(hang, width)}}{row}" if number else row).rstrip()


def hung(each: Line) -> Hung:
    """A line as text. Its further rows stand below its words: behind the blanks, the sign and the label before them."""
    pieces = [*each.left, *(Piece(f"  {text}", look) for text, look in each.right)]
    text = Content("").join(
        Content.styled(plain(text), _STYLES[look]) if look in _STYLES else Content(plain(text))
        for text, look in pieces
    )
    return Hung(text, _hang(pieces))


def breaks(text: str, width: int, hang: int = 0) -> Iterator[tuple[int, int]]:
    """From where to where each row of a text goes that has `width` cells, and after the first as many less as it hangs in.

    It is broken between words; only a word that is longer than a row is broken itself. Nothing is left out but the blanks
    where it is broken.
    """
    start, room = 0, max(1, width)
    words = _blanks(text)  # those before the first word are none to break at
    while cell_len(text[start:]) > room:
        end = start + max(1, len(chop_cells(text[start:], room)[0]))
        blank = text.rfind(" ", words, end + 1)
        end = len(text[:blank].rstrip(" ")) if blank > 0 else end
        yield start, end
        start = words = end + _blanks(text[end:])
        room = max(1, width - _room(hang, width))
    end = len(text.rstrip(" ")) if start else len(text)
    if start < end or start == 0:
        yield start, end


def rows_of(text: str, width: int, hang: int = 0) -> Iterator[str]:
    """The rows themselves, without the blanks that the further ones hang in."""
    return (text[start:end] for start, end in breaks(text, width, hang))


def _hang(pieces: Sequence[Piece]) -> int:
    first = pieces[0] if pieces else Piece("")
    # A label with a look of its own, and a blank behind it: what it is a label of stands beside it.
    if len(pieces) > 1 and first.look and first.text.endswith(" ") and cell_len(first.text) <= _WIDEST_LABEL:
        return cell_len(first.text)
    before = _BEFORE.match("".join(text for text, _ in pieces))
    assert before is not None  # noqa: S101 - it fits the empty text
    blanks, sign = before.groups()
    return cell_len(before.group()) if sign else len(blanks) + (2 if blanks else 0)


def _blanks(text: str) -> int:
    """With how many blanks it begins."""
    return len(text) - len(text.lstrip(" "))


def _room(hang: int, width: int) -> int:
    """How far it can hang in where half of the width is left for words."""
    return min(hang, width // 2)


def _joined(rows: Iterable[Content]) -> Content:
    return Content("\n").join(rows)

"""Lines as text that wraps: for pages and long answers, where nothing may be cut."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from catalog.text import plain
from toollib.tui.widgets.lines import Line, Piece

_STYLES = {
    "strong": "bold",
    "title": "bold $text-primary",
    "dim": "$foreground-muted",
    "good": "$text-success",
    "warn": "$text-warning",
    "bad": "bold $text-error",
    "key": "bold $text-accent",
}


def content_of(lines: Iterable[Line]) -> Content:
    """Lines as wrapping text; what would stand at the right edge follows after two blanks."""
    return Content("\n").join(_content(each) for each in lines)


def _content(each: Line) -> Content:
    pieces = [*each.left, *(Piece(f"  {text}", look) for text, look in each.right)]
    return Content("").join(
        Content.styled(plain(text), _STYLES[look]) if look in _STYLES else Content(plain(text))
        for text, look in pieces
    )

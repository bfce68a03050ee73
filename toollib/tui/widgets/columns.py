"""Columns of a table: what they say of a row, and how they share the width."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from catalog.text import plain
from toollib.tui.widgets.lines import fit

R = TypeVar("R")

GAP = 2  # cells between columns
GUTTER = 2  # cells in front of the first column, for the sign of the cursor


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column: its title, what it says of a row, and how wide it is.

    `width` is the least, in cells; `grows` is its share of what is left over; below `from_width` cells of the whole
    table it is left out; `look` colours a cell.
    """

    title: str
    text: Callable[[R], str]
    width: int
    grows: int = 0
    right: bool = False
    from_width: int = 0
    look: Callable[[R], str] | None = None


# Columns that are shown, each with its cells.
Laid = tuple[tuple[Column[R], int], ...]


def lay_out(columns: Sequence[Column[R]], width: int) -> Laid[R]:
    """The columns that this width has room for, what is left over shared out among those that grow."""
    shown = [each for each in columns if width >= each.from_width]
    spare = width - GUTTER - GAP * (len(shown) - 1) - sum(each.width for each in shown)
    shares = sum(each.grows for each in shown)
    return tuple(
        (each, each.width + (max(0, spare) * each.grows // shares if shares else 0)) for each in shown
    )


def titles(laid: Laid[R], width: int) -> str:
    """The header in exactly `width` cells."""
    row = (" " * GAP).join(fit(each.title, room, right=each.right) for each, room in laid)
    return fit(" " * GUTTER + row, width)


def cells(laid: Laid[R], row: R) -> Iterator[tuple[str, str]]:
    """What each column says of a row, in exactly its cells, with its look."""
    for column, room in laid:
        look = column.look(row) if column.look is not None else ""
        yield fit(plain(column.text(row)), room, right=column.right), look

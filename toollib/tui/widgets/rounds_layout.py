"""Where everything stands in a picture of rounds: side by side where there is room, else one below the other."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

NARROWEST: Final = 22  # cells of a column; with less there are no names left
GUTTER: Final = 3  # cells between columns that stand side by side; room for a line with a corner
_SIGN: Final = 2  # cells in front of each name


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the picture, told apart by its key."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A title, names below it, and what is told after them. `listed`: a name a line, below whatever stands side by side."""

    title: str
    names: tuple[Named, ...]
    notes: tuple[str, ...] = ()
    listed: bool = False


class Spot(NamedTuple):
    """Text at a place of the picture; `key` of a name, else how the text looks."""

    x: int
    width: int
    text: str
    key: str | None = None
    look: str = ""


@dataclass(frozen=True, slots=True)
class Laid:
    """The picture row by row. `places`: of each name its row and its place in `rows`.

    `columns`: where each begins, if some stand side by side; they fill the first `beside` rows.
    """

    rows: tuple[tuple[Spot, ...], ...]
    places: Mapping[str, tuple[int, int]]
    columns: tuple[int, ...] = ()
    beside: int = 0

    def column(self, key: str) -> int | None:
        """The number of the column in which a name stands, None if it stands in none."""
        row, place = self.places.get(key, (self.beside, 0))
        return self.columns.index(self.rows[row][place].x) if row < self.beside else None


@dataclass(slots=True)
class _Sheet:
    """A picture in the making."""

    width: int
    rows: list[list[Spot]] = field(default_factory=list)

    def put(self, row: int, spot: Spot) -> None:
        while len(self.rows) <= row:
            self.rows.append([])
        self.rows[row].append(spot)


def lay_out(blocks: Sequence[Block], width: int) -> Laid:
    """The picture of these blocks, `width` cells wide."""
    sheet = _Sheet(width)
    beside = [each for each in blocks if not each.listed]
    each_width = (width - GUTTER * (len(beside) - 1)) // max(len(beside), 1)
    columns: tuple[int, ...] = ()
    if len(beside) > 1 and each_width >= NARROWEST:
        columns = tuple(number * (each_width + GUTTER) for number in range(len(beside)))
        for x, block in zip(columns, beside, strict=True):
            _column(sheet, block, x, each_width)
    else:
        for block in beside:
            _stacked(sheet, block)
    beside_rows = len(sheet.rows) if columns else 0
    for block in blocks:
        if block.listed:
            _listed(sheet, block)
    rows = tuple(tuple(sorted(row)) for row in sheet.rows)
    places = {
        spot.key: (number, place)
        for number, row in enumerate(rows)
        for place, spot in enumerate(row)
        if spot.key is not None
    }
    return Laid(rows, places, columns, beside_rows)


def _column(sheet: _Sheet, block: Block, x: int, width: int) -> None:
    title, _, rest = block.title.partition(" · ")
    sheet.put(0, Spot(x, width, title, look="title"))
    sheet.put(1, Spot(x, width, rest, look="dim"))
    below = [Spot(x, width, each.text, each.key) for each in block.names]
    below += [Spot(x, width, text, look="dim") for text in _wrapped(block.notes, width)]
    for row, spot in enumerate(below, 2):
        sheet.put(row, spot)


def _stacked(sheet: _Sheet, block: Block) -> None:
    _head(sheet, block)
    start, count = len(sheet.rows), max(1, sheet.width // (NARROWEST + 2))
    width = sheet.width // count
    for place, name in enumerate(block.names):
        row, column = divmod(place, count)
        sheet.put(start + row, Spot(column * width, width - 1, name.text, name.key))
    for text in _wrapped(block.notes, sheet.width):
        sheet.put(len(sheet.rows), Spot(0, sheet.width, text, look="dim"))


def _listed(sheet: _Sheet, block: Block) -> None:
    _head(sheet, block)
    start = len(sheet.rows)
    for row, name in enumerate(block.names, start):
        sheet.put(row, Spot(0, sheet.width, name.text, name.key))
    for text in _wrapped(block.notes, sheet.width):
        sheet.put(len(sheet.rows), Spot(0, sheet.width, text))


def _head(sheet: _Sheet, block: Block) -> None:
    row = len(sheet.rows) + 1 if sheet.rows else 0
    sheet.put(row, Spot(0, sheet.width, block.title, look="title"))


def _wrapped(notes: Iterable[str], width: int) -> Iterator[str]:
    for note in notes:
        yield from textwrap.wrap(note, max(width - _SIGN, 1), initial_indent="  ", subsequent_indent="    ")


def moved(laid: Laid, key: str | None, *, across: int = 0, down: int = 0) -> str | None:
    """The name that stands next to one in a direction; the first of all for none, the same where there is no other.

    Below each other names are read line by line: after the last of one line comes the first of the next.
    """
    if key is None or key not in laid.places:
        return next(iter(laid.places), None)
    row, place = laid.places[key]
    x = laid.rows[row][place].x
    if down:
        return _below(laid, row, x, down) or key
    if row >= laid.beside:
        names = list(laid.places)
        return names[max(0, min(names.index(key) + across, len(names) - 1))]
    found = [
        (abs(other - row), abs(away), name)
        for name, (other, at) in laid.places.items()
        if other < laid.beside and (away := laid.rows[other][at].x - x) * across > 0
    ]
    return min(found)[2] if found else key


def _below(laid: Laid, row: int, x: int, by: int) -> str | None:
    """The nearest name so many rows further down, or up; of its row the one that stands most nearly below."""
    step = 1 if by > 0 else -1
    last: str | None = None
    other, left = row + step, abs(by)
    while 0 <= other < len(laid.rows):
        left -= 1
        near = [(abs(spot.x - x), spot.key) for spot in laid.rows[other] if spot.key is not None]
        # Side by side one stays in the column as long as it goes on.
        if near and (not laid.columns or min(near)[0] == 0 or other >= _end_of(laid, x)):
            last = min(near)[1]
            if left <= 0:
                return last
        other += step
    return last


def _end_of(laid: Laid, x: int) -> int:
    """The row after the last name of the column at `x`."""
    rows = [row for row, place in laid.places.values() if laid.rows[row][place].x == x]
    return max(rows, default=-1) + 1

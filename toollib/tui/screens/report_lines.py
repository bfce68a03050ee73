"""A report as lines: its figures with what they are made of, its plots, its tables, each row on one line of the screen.

A table that is wider than the screen keeps its first column; the others are turned through by a key. Long tables are
cut here and said to be: the file that a report is written to has every row.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len

from catalog.text import plain
from toollib.rules.money import Amount
from toollib.tui.widgets.lines import Line, Piece, fit, line
from toollib.tui.widgets.plot import plot_lines
from toollib.tui.widgets.prose import rows_of

if TYPE_CHECKING:
    from toollib.reports.report import Cell, Column, Report, Table
    from toollib.reports.report import Line as Figure

MOST_ROWS = 500  # of one table on the page
_GAP = 2
_INDENT = 2
# The widest that a column of text may be: the first at which the whole table fits, else the last.
_WIDEST = (48, 28, 20)


@dataclass(frozen=True, slots=True)
class Sheet:
    """How wide a page is, how many columns of wide tables are turned away, and how money is said."""

    width: int
    turned: int
    money: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a report. `heads`: of each table the line with its titles, and the line after its last row."""

    lines: tuple[Line, ...]
    heads: tuple[tuple[int, int], ...]

    def head_over(self, place: int) -> int | None:
        """The line with the titles of the table that a row belongs to."""
        return next((head for head, end in self.heads if head < place < end), None)


def laid_out(report: Report, sheet: Sheet) -> Page:
    """The whole report below its title: figures, plots, tables."""
    lines: list[Line] = []
    heads: list[tuple[int, int]] = []
    for figure in report.lines:
        lines += _figure(figure, sheet.width)
    for plot in report.plots:
        lines += [line(), *plot_lines(plot, sheet.width)]
    for table in report.tables:
        lines += [line()]
        head = len(lines) + 1
        lines += _table(table, sheet)
        if table.rows:
            heads.append((head, len(lines)))
    return Page(tuple(lines), tuple(heads))


def most_turned(report: Report, sheet: Sheet) -> int:
    """How many columns can be turned away until the last one of every table has come into view."""
    return max((_turnings(each, sheet) for each in report.tables), default=0)


def cell_text(cell: Cell, kind: str, money: Callable[[int], str], *, decimals: int = 0) -> str:
    """What stands in a table, as people read it; – where nothing is known. `decimals`: of counts."""
    if cell is None or (isinstance(cell, float) and not math.isfinite(cell)):
        return "–"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return " ".join(plain(cell).split())
    if isinstance(cell, Amount) or (kind == "money" and isinstance(cell, int)):
        return money(cell)
    if kind == "share":
        return f"{100 * cell:,.0f} %"
    return f"{cell:,.{decimals}f}"


def _figure(figure: Figure, width: int) -> Iterator[Line]:
    """A figure in words, and below it what it is made of."""
    head = plain(figure.title)
    rows = list(rows_of(f"{head}: {plain(figure.text)}", width, _INDENT))
    first = f"{head}:"
    if rows and rows[0].startswith(first):
        yield line(Piece(first, "title"), Piece(rows[0][len(first) :], "strong"))
        rows = rows[1:]
    yield from (line(f"{'':{_INDENT}}{each}") for each in rows)
    for note in figure.notes:
        for number, row in enumerate(rows_of(plain(note), width - 2 * _INDENT)):
            yield line(Piece(f"{'':{_INDENT}}{'· ' if number == 0 else '  '}{row}", "dim"))


def _table(table: Table, sheet: Sheet) -> Iterator[Line]:
    title = Piece(plain(table.title), "title")
    if not table.rows:
        yield line(title)
        yield from (
            line(Piece(f"{'':{_INDENT}}{row}", "dim"))
            for row in rows_of(plain(table.empty), sheet.width - _INDENT)
        )
        return
    texts = _texts(table, sheet.money)
    laid = _laid(table, texts, sheet)
    shown = [number for number, _ in laid]
    hidden = len(table.columns) - len(shown)
    yield line(
        title, Piece(f"  {hidden} more column{'' if hidden == 1 else 's'}: ← →" if hidden else "", "dim")
    )
    yield line(Piece(_row([plain(each.title) for each in table.columns], table.columns, laid), "strong"))
    yield from (line(_row(row, table.columns, laid)) for row in texts)
    if (rest := len(table.rows) - len(texts)) > 0:
        yield line(Piece(f"{'':{_INDENT}}and {rest:,} more rows: ctrl+e writes all into a file", "dim"))


def _texts(table: Table, money: Callable[[int], str]) -> list[list[str]]:
    """What stands in the rows that are shown."""
    rows = table.rows[:MOST_ROWS]
    kinds = [(each.kind, _decimals(row[at] for row in rows)) for at, each in enumerate(table.columns)]
    return [
        [
            cell_text(cell, kind, money, decimals=decimals)
            for cell, (kind, decimals) in zip(row, kinds, strict=True)
        ]
        for row in rows
    ]


def _decimals(cells: Iterable[Cell]) -> int:
    """As many for all of a column, so that its numbers stand below each other."""
    broken = (each % 1 for each in cells if isinstance(each, float) and math.isfinite(each))
    return 2 if any(broken) else 0


def _laid(table: Table, texts: Sequence[Sequence[str]], sheet: Sheet) -> list[tuple[int, int]]:
    """Which columns are shown, each with its cells: the first, then those that fit after what is turned away."""
    widths = _widths(table, texts, sheet.width)
    turned = min(sheet.turned, _most_turned(widths, sheet.width))
    laid = [(0, min(widths[0], sheet.width - _INDENT))]
    room = sheet.width - _INDENT - laid[0][1]
    for number in range(1 + turned, len(widths)):
        room -= _GAP + widths[number]
        if room < 0:
            break
        laid.append((number, widths[number]))
    return laid


def _widths(table: Table, texts: Sequence[Sequence[str]], width: int) -> list[int]:
    natural = [
        max(cell_len(plain(column.title)), *(cell_len(row[number]) for row in texts))
        for number, column in enumerate(table.columns)
    ]
    kinds = [each.kind for each in table.columns]
    found = natural
    for most in _WIDEST:
        found = [
            min(each, most) if kind == "text" else each for each, kind in zip(natural, kinds, strict=True)
        ]
        if _needs(found) <= width:
            break
    return found


def _needs(widths: Sequence[int]) -> int:
    return _INDENT + sum(widths) + _GAP * (len(widths) - 1)


def _most_turned(widths: Sequence[int], width: int) -> int:
    """How many columns after the first must go until the last one fits."""
    for turned in range(len(widths)):
        if _needs([widths[0], *widths[1 + turned :]]) <= width:
            return turned
    return max(0, len(widths) - 2)


def _turnings(table: Table, sheet: Sheet) -> int:
    if not table.rows:
        return 0
    return _most_turned(_widths(table, _texts(table, sheet.money), sheet.width), sheet.width)


def _row(texts: Sequence[str], columns: Sequence[Column], laid: Sequence[tuple[int, int]]) -> str:
    cells = (
        fit(texts[number], room, right=columns[number].kind not in ("text", "date")) for number, room in laid
    )
    return f"{'':{_INDENT}}{(' ' * _GAP).join(cells)}".rstrip()

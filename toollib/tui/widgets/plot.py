"""Plots of block characters, as lines of text: every value stands beside what is drawn, and no series by colour alone.

Drawn by ourselves: what plotext draws lets escapes through and breaks its frame at wide letters
(docs/decisions/dependencies.md).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from catalog.text import plain
from toollib.tui.widgets.lines import Line, Piece, cut, fit, line

if TYPE_CHECKING:
    from toollib.reports.report import Plot, Series

_RISING = " ▁▂▃▄▅▆▇█"
_GROWING = " ▏▎▍▌▋▊▉█"
# What each series of bars is filled with: told apart without a colour.
_FILLS = (("█", "key"), ("▒", "warn"), ("▚", "good"), ("░", "dim"))
_HEIGHT = 8  # rows of a plot over time
_FEW = 6  # so many months may lie, with their values
_WIDEST = 12  # cells of one column of it
_INDENT = "  "


def plot_lines(plot: Plot, width: int) -> list[Line]:
    """The plot with its title, in at most `width` cells.

    Bars lie, one row each, with their values. What goes over time (a line, or bars for more than a few months) stands,
    series below series, on one scale; where a value is negative it lies too.
    """
    title = line(Piece(plain(plot.title), "title"), Piece(f"  ({plain(plot.unit)})", "dim"))
    values = [each for series in plot.series for each in map(_known, series.values) if each is not None]
    if not plot.labels or not values:
        return [title, line(Piece(f"{_INDENT}nothing to draw yet", "dim"))]
    stands = plot.kind == "line" or (len(plot.labels) > _FEW and all(map(_is_time, plot.labels)))
    if stands and min(values) >= 0:
        drawn = _over_time(plot, max(values), width)
    else:
        drawn = _bars(plot, max(map(abs, values)), width)
    return [title, *drawn]


def told(value: float) -> str:
    """A value as people read it: whole, or with two decimals."""
    return f"{value:,.0f}" if value == round(value) else f"{value:,.2f}"


def _is_time(label: str) -> bool:
    """Whether it names a year, month or day: "2026-11"; "to 2016-01" for all before."""
    return label.removeprefix("to ")[:4].isdigit()


def _known(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def _bars(plot: Plot, most: float, width: int) -> Iterator[Line]:
    """A row for each label and series: the label, its bar, its value."""
    labels = [plain(each) for each in plot.labels]
    room_label = min(max(map(cell_len, labels)), max(8, width // 3))
    texts = [told(each) for series in plot.series for each in map(_known, series.values) if each is not None]
    room = max(1, width - len(_INDENT) - room_label - 2 - max(map(len, texts)))
    several = len(plot.series) > 1
    if several:
        yield from _legend(plot.series, width)
    for number, label in enumerate(labels):
        for place, series in enumerate(plot.series):
            fill, look = _FILLS[place % len(_FILLS)]
            shown = fit(label if place == 0 else "", room_label)
            value = _known(series.values[number]) if number < len(series.values) else None
            if value is None:
                yield line(f"{_INDENT}{shown} ", Piece("–", "dim"))
                continue
            bar = _bar(abs(value) / most if most else 0.0, room, fill)
            yield line(f"{_INDENT}{shown} ", Piece(bar, look), f"{' ' if bar else ''}{told(value)}")


def _legend(series: Sequence[Series], width: int) -> Iterator[Line]:
    """What each fill stands for, in one row where there is room."""
    pieces: list[Piece] = []
    for place, each in enumerate(series):
        fill, look = _FILLS[place % len(_FILLS)]
        name = cut(plain(each.name), width - len(_INDENT) - 3)
        if pieces and sum(cell_len(piece.text) for piece in pieces) + cell_len(name) + 6 > width:
            yield Line(tuple(pieces))
            pieces = []
        pieces += [Piece("   " if pieces else _INDENT), Piece(fill * 2, look), Piece(f" {name}")]
    yield Line(tuple(pieces))


def _bar(share: float, room: int, fill: str) -> str:
    """A bar of a share of the room: exact to an eighth of a cell where it is solid; what is above nothing is seen."""
    if share <= 0:
        return ""
    if fill != "█":
        return fill * max(1, round(share * room))
    eighths = max(1, round(share * room * 8))
    return "█" * (eighths // 8) + (_GROWING[eighths % 8] if eighths % 8 else "")


def _over_time(plot: Plot, most: float, width: int) -> Iterator[Line]:
    """Columns for each series, below each other; where there are more labels than cells, several share a column."""
    room_axis = max(len(told(most)), 1)
    room = max(1, width - len(_INDENT) - room_axis - 2)
    shared = math.ceil(len(plot.labels) / room)
    columns = math.ceil(len(plot.labels) / shared)
    wide = max(1, min(_WIDEST, room // columns))
    if shared > 1:
        yield line(Piece(f"{_INDENT}each column stands for {shared}: the highest of them", "dim"))
    for place, series in enumerate(plot.series):
        if len(plot.series) > 1:
            yield line(cut(f"{_INDENT}{plain(series.name)}", width))
        values = [_known(each) for each in series.values[: len(plot.labels)]]
        look = _FILLS[place % len(_FILLS)][1]
        yield from _columns(_shared(values, shared), most, (room_axis, wide), look)
        yield line(Piece(_below(plot.labels[::shared], len(_INDENT) + room_axis + 2, wide, width), "dim"))


def _shared(values: Sequence[float | None], shared: int) -> list[float | None]:
    """The highest of every few values."""
    parts = (values[start : start + shared] for start in range(0, len(values), shared))
    return [max((each for each in part if each is not None), default=None) for part in parts]


def _columns(
    values: Sequence[float | None], most: float, rooms: tuple[int, int], look: str
) -> Iterator[Line]:
    """Rows from the top: the axis, then a rising block for each value; a dot where none is known."""
    room_axis, wide = rooms
    solid = wide if wide < 3 else wide - 1
    for row in range(_HEIGHT - 1, -1, -1):
        text = told(most) if row == _HEIGHT - 1 else "0" if row == 0 else ""
        cells = "".join((_block(each, most, row) * solid).ljust(wide) for each in values)
        yield line(f"{_INDENT}{text:>{room_axis}} ", Piece("┤", "dim"), Piece(cells.rstrip(), look))


def _block(value: float | None, most: float, row: int) -> str:
    if value is None:
        return "·" if row == 0 else " "
    eighths = round(value / most * _HEIGHT * 8) if most else 0
    if value > 0:
        eighths = max(1, eighths)
    return _RISING[max(0, min(8, eighths - row * 8))]


def _below(labels: Sequence[str], start: int, wide: int, width: int) -> str:
    """As many labels as there is room for, each below the beginning of its column; the first is there in any case."""
    text = " " * start
    for number, label in enumerate(map(plain, labels)):
        place = start + number * wide
        if number == 0:
            text += cut(label, width - start)
        elif cell_len(text) < place and place + cell_len(label) <= width:
            text += " " * (place - cell_len(text)) + label
    return text

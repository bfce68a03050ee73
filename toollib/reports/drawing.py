"""Plots as pictures inside a page: plain SVG, readable in black and white, with nothing loaded from elsewhere.

Each series has a pattern of its own beside its shade, and the same figures stand in a table below for whoever cannot
see the picture.
"""

from collections.abc import Iterator, Sequence
from html import escape
from math import ceil, floor, log10

from catalog.text import plain
from toollib.reports.report import Plot
from toollib.reports.telling import grouped, number

_WIDTH, _LEFT, _RIGHT, _TOP, _HIGH = 720, 60, 30, 10, 200
# Shades that stay apart on a black and white printer, with the dashes of lines.
_SHADES = ("#222", "#888", "#555", "#bbb", "#000")
_DASHES = ("", "6 3", "2 3", "8 3 2 3", "1 2")
_STEPS = 4
# So many letters of a name are shown beside a bar, and so many months below: seven letters each, and room between.
_LABEL, _LABELS = 24, 10


def svg(plot: Plot, *, name: str) -> str:
    """The plot as an SVG element; `name` is an id that is its own on the page."""
    drawn = _bars(plot) if plot.kind == "bars" and _sideways(plot) else _upright(plot)
    told = escape(plain(plot.title))
    lines, high = list(drawn), _height(plot)
    return (
        f'<svg viewBox="0 0 {_WIDTH} {high}" role="img" aria-labelledby="{name}">'
        f'<title id="{name}">{told}</title>{"".join(lines)}</svg>'
    )


def figures(plot: Plot) -> str:
    """The same figures as a table."""
    heads = "".join(f'<th scope="col">{escape(plain(each.name))}</th>' for each in plot.series)
    rows = "".join(
        f'<tr><th scope="row">{escape(plain(label))}</th>'
        + "".join(f"<td>{_told(each.values[at])}</td>" for each in plot.series)
        + "</tr>"
        for at, label in enumerate(plot.labels)
    )
    summary = f"<summary>The same in figures ({escape(plain(plot.unit))})</summary>"
    return f"<details>{summary}<table><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table></details>"


def _told(value: float | None) -> str:
    return "" if value is None else grouped(number(round(value, 4)))


def _sideways(plot: Plot) -> bool:
    """Whether labels are names, which need room to be read: months stand below, names beside."""
    return any(len(label) > 7 for label in plot.labels)


def _height(plot: Plot) -> int:
    if plot.kind == "bars" and _sideways(plot):
        return 30 + len(plot.labels) * (6 + 14 * len(plot.series))
    return _TOP + _HIGH + 55


def _range(plot: Plot) -> tuple[float, float]:
    """The lowest and highest value drawn; zero is always among them."""
    values = [value for each in plot.series for value in each.values if value is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    return low, high if high > low else low + 1


def _marks(low: float, high: float) -> list[float]:
    """Round values from at or below the lowest to at or above the highest, few enough to be read."""
    rough = (high - low) / _STEPS
    unit = 10.0 ** floor(log10(rough))
    step = next(unit * each for each in (1, 2, 5, 10) if unit * each >= rough)
    return [step * each for each in range(floor(low / step), ceil(high / step) + 1)]


def _upright(plot: Plot) -> Iterator[str]:
    """Labels below: months, most of all."""
    marks = _marks(*_range(plot))
    low, high = marks[0], marks[-1]
    across = (_WIDTH - _LEFT - _RIGHT) / max(1, len(plot.labels))

    def level(value: float) -> float:
        return _TOP + _HIGH * (high - value) / (high - low)

    for mark in marks:
        yield _rule(level(mark), _told(mark))
    every = -(-len(plot.labels) // _LABELS)
    for at in range(0, len(plot.labels), every):
        place = _LEFT + across * (at + 0.5)
        yield _text(place, _TOP + _HIGH + 18, plot.labels[at], "middle")
    for which, each in enumerate(plot.series):
        if plot.kind == "line":
            points = [
                (_LEFT + across * (at + 0.5), level(v)) for at, v in enumerate(each.values) if v is not None
            ]
            yield _line(points, which)
            continue
        wide = across * 0.8 / len(plot.series)
        for at, value in enumerate(each.values):
            if value:
                left = _LEFT + across * (at + 0.1) + wide * which
                top, foot = sorted((level(value), level(0.0)))
                yield _bar(left, top, wide, foot - top, which)
    yield from _legend(plot, _TOP + _HIGH + 45)


def _bars(plot: Plot) -> Iterator[str]:
    """Labels beside, each bar with its value at the end."""
    low, high = _range(plot)
    left, wide = 190.0, _WIDTH - 190.0 - 70
    thick = 14.0
    zero = left + wide * -low / (high - low)
    at_y = 4.0
    for at, label in enumerate(plot.labels):
        short = label if len(label) <= _LABEL else label[: _LABEL - 1] + "…"
        yield _text(left - 8, at_y + thick * len(plot.series) / 2 + 4, short, "end")
        for which, each in enumerate(plot.series):
            value = each.values[at]
            if value is not None:
                end = zero + wide * value / (high - low)
                begin, stop = sorted((zero, end))
                yield _bar(begin, at_y, max(0.5, stop - begin), thick - 2, which)
                yield _text(stop + 5, at_y + 10, _told(round(value, 2)), "start")
            at_y += thick
        at_y += 6
    yield from _legend(plot, at_y + 14)


def _legend(plot: Plot, y: float) -> Iterator[str]:
    """What each shade is; for one series what is counted."""
    names = [each.name for each in plot.series] if len(plot.series) > 1 else [plot.unit]
    for at, name in enumerate(names):
        x = _LEFT + at * 120
        if plot.kind == "line":
            yield _line([(x, y - 4), (x + 22, y - 4)], at)
        else:
            yield _bar(x, y - 10, 22, 12, at)
        yield _text(x + 28, y, name, "start")


def _bar(x: float, y: float, wide: float, high: float, which: int) -> str:
    shade = _SHADES[which % len(_SHADES)]
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{shade}" stroke="#000" stroke-width=".5"/>'


def _line(points: Sequence[tuple[float, float]], which: int) -> str:
    dash = _DASHES[which % len(_DASHES)]
    track = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return (
        f'<polyline points="{track}" fill="none" stroke="#000" stroke-width="2" stroke-dasharray="{dash}"/>'
    )


def _rule(y: float, label: str) -> str:
    line = f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{_WIDTH - _RIGHT}" y2="{y:.1f}" stroke="#ccc"/>'
    return line + _text(_LEFT - 6, y + 4, label, "end")


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="12">{escape(plain(text))}</text>'

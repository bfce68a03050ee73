"""The rounds of a bootstrap as a picture: a column for each, and lines from what a machine waited for last to the machine."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import cycle
from typing import Final

from catalog.bootstrap import Because, Bootstrap, Never

_HIGH: Final = 24  # of a row
_BOX: Final = 19  # of a name in it
_LETTER: Final = 7.2  # a letter of 12 px is at most about so wide on average, whatever font is there
_PAD: Final = 8
_GAP: Final = 72  # between columns, for the lines
_EDGE: Final = 20
_TOP: Final = 92  # where names begin
_BELOW: Final = 74  # for what is never reached
# Who leads on has a colour, told apart within a column: strong for the line, light for the box.
_COLOURS: Final = (
    ("#1f6f8b", "#d3e9f1"),
    ("#b3541e", "#f8e0d0"),
    ("#6a4c93", "#e5dcf1"),
    ("#3a7d44", "#d9eedb"),
)
_PLAIN: Final = ("#9a9a9a", "#f0f0ee")


@dataclass(frozen=True, slots=True)
class _Box:
    """A name in its place; `colours` of its frame and its ground, `to`: how many machines take what it makes."""

    name: str
    x: float
    y: float
    width: float
    colours: tuple[str, str]
    to: int = 0


def drawn(bootstrap: Bootstrap, title: str) -> str:
    """The picture as SVG."""
    columns = _columns(bootstrap)
    ties = _ties(bootstrap)
    uses = _uses(bootstrap)
    ordered = _in_order([names for _, names in columns], ties)
    tallest = max(map(len, ordered))
    boxes: dict[str, _Box] = {}
    heads = []
    x = float(_EDGE)
    for (head, _), names in zip(columns, ordered, strict=True):
        width = _wide(names, uses)
        placed = [*_placed(names, x, width, tallest, uses)]
        boxes |= {box.name: box for box in placed}
        heads.append(_text(x + width / 2, placed[0].y - 12, head, 'text-anchor="middle" fill="#555555"'))
        x += width + _GAP
    right, bottom = x - _GAP + _EDGE, _TOP + _HIGH * tallest
    lines = [
        *_opening(right, bottom + _BELOW, title),
        *(_curve(boxes[one], boxes[other]) for other, makers in ties.items() for one in makers),
        *heads,
        *(line for box in boxes.values() for line in _boxed(box)),
        *_never(bootstrap.never(), bottom + 30, right),
    ]
    return "\n".join([*lines, "</g>", "</svg>"]) + "\n"


def _columns(bootstrap: Bootstrap) -> list[tuple[str, list[str]]]:
    """What is there, then each round: its head, and the names in it."""
    rounds = bootstrap.rounds()
    there = {each.kind for built in rounds for one in built for each in one.because if each.maker is None}
    return [
        ("there at the start", sorted(there)),
        *(
            (f"round {number} · {len(built)}", [one.design for one in built])
            for number, built in enumerate(rounds, 1)
        ),
    ]


def _source(because: Because) -> str:
    return because.maker or because.kind


def _ties(bootstrap: Bootstrap) -> dict[str, list[str]]:
    """For each machine what it waited for last: what was there, or made, in the round just before."""
    rounds = bootstrap.rounds()
    when = {one.design: one.round for built in rounds for one in built}
    return {
        one.design: [
            source
            for source in dict.fromkeys(map(_source, one.because))
            if when.get(source, 0) == one.round - 1
        ]
        for built in rounds
        for one in built
    }


def _uses(bootstrap: Bootstrap) -> dict[str, int]:
    """How many machines take what each name is or makes, in whatever round."""
    uses: dict[str, int] = {}
    for built in bootstrap.rounds():
        for one in built:
            for source in dict.fromkeys(map(_source, one.because)):
                uses[source] = uses.get(source, 0) + 1
    return uses


def _in_order(columns: Sequence[Sequence[str]], ties: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The names of each column beside those they come from, so that few lines cross."""
    ordered: list[list[str]] = []
    heights: dict[str, float] = {}

    def beside(name: str) -> tuple[float, str]:
        near = [heights[one] for one in ties.get(name, ())]
        return (sum(near) / len(near) if near else 0.0, name)

    for names in columns:
        ordered.append(sorted(names, key=beside))
        heights |= {name: place - len(names) / 2 for place, name in enumerate(ordered[-1])}
    return ordered


def _wide(names: Sequence[str], uses: Mapping[str, int]) -> float:
    return max(_LETTER * len(f"{name}{_count(uses.get(name, 0))}") for name in names) + 2 * _PAD


def _count(to: int) -> str:
    return f"  → {to}" if to else ""


def _placed(
    names: Sequence[str], x: float, width: float, tallest: int, uses: Mapping[str, int]
) -> Iterator[_Box]:
    """The names of a column, in the middle of the height."""
    colours = cycle(_COLOURS)
    top = _TOP + _HIGH * (tallest - len(names)) / 2
    for row, name in enumerate(names):
        to = uses.get(name, 0)
        yield _Box(name, x, top + _HIGH * row, width, next(colours) if to else _PLAIN, to)


def _opening(width: float, height: float, title: str) -> Iterator[str]:
    size = f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-size="12">'
    yield "<title>Machines by the round in which they come within reach</title>"
    yield f'<rect width="{width:.0f}" height="{height:.0f}" fill="#ffffff"/>'
    yield '<g font-family="DejaVu Sans, Verdana, Arial, sans-serif">'
    yield _text(_EDGE, 32, title, 'font-size="20" font-weight="bold" fill="#222222"')
    told = "A line leads from what a machine waited for last; → n: so many machines take what it makes."
    yield _text(_EDGE, 52, told, 'fill="#555555"')


def _curve(one: _Box, other: _Box) -> str:
    """A line from the right edge of a box to the left edge of another, with a head."""
    start, end = one.x + one.width, other.x - 5
    y, to = one.y + _BOX / 2, other.y + _BOX / 2
    middle = (start + end) / 2
    path = f"M{start:.1f} {y:.1f}C{middle:.1f} {y:.1f} {middle:.1f} {to:.1f} {end:.1f} {to:.1f}"
    colour = one.colours[0]
    head = f'<path d="M{end:.1f} {to - 3:.1f}l5 3l-5 3z" fill="{colour}"/>'
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.4" stroke-opacity="0.75"/>{head}'


def _boxed(box: _Box) -> Iterator[str]:
    strong, light = box.colours
    size = f'x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{_BOX}" rx="4"'
    yield f'<rect {size} fill="{light}" stroke="{strong}" stroke-opacity="{1 if box.to else 0.35}"/>'
    weight = ' font-weight="bold"' if box.to else ""
    yield _text(box.x + _PAD, box.y + 14, box.name, f'fill="#222222"{weight}')
    if box.to:
        end = f'text-anchor="end" fill="{strong}"'
        yield _text(box.x + box.width - _PAD, box.y + 14, f"→ {box.to}", end)


def _never(never: Sequence[Never], y: float, right: float) -> Iterator[str]:
    """What is never reached, in a row below, each with what it lacks."""
    if not never:
        return
    yield f'<path d="M{_EDGE} {y - 22:.1f}H{right - _EDGE:.1f}" stroke="#dddddd"/>'
    yield _text(_EDGE, y, f"never · {len(never)}", 'fill="#555555"')
    x = _EDGE + _LETTER * 12
    for one in never:
        lacks = ", ".join(dict.fromkeys((*one.missing, *one.parts)))
        told = f"{one.design}: {'nobody wrote down its tools' if one.undocumented else f'lacks {lacks}'}"
        yield _text(x, y, told, 'fill="#8a3324"')
        x += _LETTER * len(told) + 2 * _PAD


def _text(x: float, y: float, words: str, look: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {look}>{escape(words)}</text>'

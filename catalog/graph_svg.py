"""A graph of designs as a picture: layers from left to right, drawn with nothing but what comes with the program.

The places are those of the Sugiyama method (layers, then as few crossings as can be), by igraph.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from catalog.graph import Edge, Graph, Node
from catalog.text import plain

MOST_NODES: Final = 500
"""More than that is no picture any more, but a carpet."""

_WIDTH, _HEIGHT = 168, 34  # of a box, in pixels
_COLUMN, _ROW = 300, 50  # from box to box
_MARGIN = 24
_ROUND = 76  # room on the left for edges within the first column
_BELOW = 9  # edges that lead back stand a little lower, so that they do not lie on those that lead there
_FOOT = 56
_MOST_LABELS = 60  # edges; beyond, labels would cover each other, and are told by the legend and on pointing
_LETTERS = 24

_STYLE = """\
svg { background: #ffffff; font-family: sans-serif; font-size: 12px; }
text { fill: #1b1f24; } .small { font-size: 9px; fill: #57606a; paint-order: stroke; stroke: #ffffff; stroke-width: 3px; }
rect, ellipse { fill: #f6f8fa; stroke: #57606a; } .missing { stroke-dasharray: 2 2; }
path { fill: none; stroke-width: 1.2; marker-end: url(#arrow); }
.made-of { stroke: #9a3412; stroke-width: 2.4; } .made-with { stroke: #1d4ed8; } .runs-on { stroke: #15803d; stroke-dasharray: 6 3; }
.helps { stroke-dasharray: 1 3; }
@media (prefers-color-scheme: dark) {
  svg { background: #0d1117; } text { fill: #e6edf3; } .small { fill: #9da7b3; stroke: #0d1117; } rect, ellipse { fill: #161b22; stroke: #9da7b3; }
  .made-of { stroke: #fdba74; } .made-with { stroke: #93c5fd; } .runs-on { stroke: #86efac; } #arrow path { fill: #9da7b3; }
}"""

_ARROW = """\
<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse"
 orient="auto"><path d="M0 0 L8 4 L0 8 z" style="fill:#57606a;stroke:none;marker-end:none"/></marker></defs>"""


class Point(NamedTuple):
    """A place in the picture, in pixels."""

    x: float
    y: float


class TooMany(ValueError):
    """The graph has more nodes than a picture can show."""


def svg_text(graph: Graph, *, title: str = "Designs") -> str:
    """The picture as an SVG document; the same graph gives the same picture.

    Raises:
        TooMany: it has more than `MOST_NODES` nodes.
    """
    if len(graph.nodes) > MOST_NODES:
        raise TooMany(f"{len(graph.nodes)} nodes; at most {MOST_NODES} make a picture")
    places, ways = _layout(graph)
    width = max((place.x for place in places.values()), default=0) + _WIDTH / 2 + _MARGIN
    height = max((place.y for place in places.values()), default=0) + _HEIGHT / 2 + _MARGIN + _FOOT
    names = {node.id: plain(node.name) for node in graph.nodes}
    size = f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label={quoteattr(_xml(title))}>',
        f"<title>{_escaped(title)}</title>",
        f"<style>{_STYLE}</style>",
        _ARROW,
    ]
    labelled = len(graph.edges) <= _MOST_LABELS
    leaving = Counter(edge.source for edge in graph.edges)
    arriving = Counter(edge.target for edge in graph.edges)
    for edge, way in zip(graph.edges, ways, strict=True):
        near_end = leaving[edge.source] >= arriving[edge.target]
        lines += _arrow(edge, way, names, labelled=labelled, near_end=near_end)
    for node in graph.nodes:
        lines += _box(node, places[node.id])
    lines += _legend(graph, height)
    return "\n".join([*lines, "</svg>", ""])


def _layout(graph: Graph) -> tuple[Mapping[str, Point], Sequence[Sequence[Point]]]:
    """Where each box stands, and through which points each edge goes."""
    from igraph import Graph as Net

    numbers = {node.id: number for number, node in enumerate(graph.nodes)}
    ends = [(numbers[edge.source], numbers[edge.target]) for edge in graph.edges]
    # What must be there sets the layers; what only helps, or is one of several, is drawn between them.
    layers = _layers(
        len(numbers), [pair for pair, edge in zip(ends, graph.edges, strict=True) if edge.is_only_way]
    )
    joints: dict[tuple[int, int], int] = {}
    ways = [_way(a, b, layers, joints) for a, b in ends]
    # Only steps from one layer to the next are laid out; edges that lead back are drawn straight.
    steps = sorted({step for way in ways for step in pairwise(way) if layers[step[0]] < layers[step[1]]})
    net = Net(n=len(layers), edges=steps, directed=True)
    places = net.layout_sugiyama(layers=layers, maxiter=200).coords
    low = min((across for across, _ in places), default=0)
    points = [
        Point(
            _MARGIN + _ROUND + _WIDTH / 2 + layer * _COLUMN,
            round(_MARGIN + _HEIGHT / 2 + (across - low) * _ROW, 1),
        )
        for across, layer in places
    ]
    return {id_: points[number] for id_, number in numbers.items()}, [
        [points[one] for one in way] for way in ways
    ]


def _way(start: int, end: int, layers: list[int], joints: dict[tuple[int, int], int]) -> list[int]:
    """The edge as steps from layer to layer; all that lead to one node share their joints, as wires share a duct."""
    way = [start]
    for layer in range(layers[start] + 1, layers[end]):
        if (end, layer) not in joints:
            joints[end, layer] = len(layers)
            layers.append(layer)
        way.append(joints[end, layer])
    return [*way, end]


def _layers(count: int, ends: Sequence[tuple[int, int]]) -> list[int]:
    """A layer for each node, to the right of all that need it; edges that close a circle do not count."""
    below: list[list[int]] = [[] for _ in range(count)]
    for a, b in sorted(set(ends)):
        below[a].append(b)
    order, closing = _leaving_order(below)
    layers = [0] * count
    for node in reversed(order):
        for other in below[node]:
            if (node, other) not in closing:
                layers[other] = max(layers[other], layers[node] + 1)
    return layers


def _leaving_order(below: Sequence[Sequence[int]]) -> tuple[list[int], set[tuple[int, int]]]:
    """The nodes in the order in which a walk leaves them, and the edges that lead back on its way."""
    order: list[int] = []
    closing: set[tuple[int, int]] = set()
    left = [False] * len(below)
    for root in range(len(below)):
        way = {} if left[root] else {root: iter(below[root])}
        while way:
            node = next(reversed(way))
            other = next(way[node], None)
            if other is None:
                del way[node]
                left[node] = True
                order.append(node)
            elif other in way:
                closing.add((node, other))
            elif not left[other]:
                way[other] = iter(below[other])
    return order, closing


def _arrow(
    edge: Edge, way: Sequence[Point], names: Mapping[str, str], *, labelled: bool, near_end: bool
) -> Iterator[str]:
    """One edge; its label stands where fewer edges meet."""
    helps = "" if edge.must else " helps"
    shape = f"{edge.relation.replace(' ', '-')}{helps}"
    told = f"{names[edge.source]} - {edge.label} - {names[edge.target]}"
    yield f'<path class="{shape}" d="{_path(way)}"><title>{_escaped(told)}</title></path>'
    if labelled:
        at = _at(way, 0.75 if near_end else 0.25)
        yield f'<text class="small" x="{at.x:.1f}" y="{at.y + 3:.1f}" text-anchor="middle">{edge.label}</text>'


def _path(way: Sequence[Point]) -> str:
    start, end = way[0], way[-1]
    if start == end:  # it needs itself
        return f"M{start.x - 20:.1f} {start.y - _HEIGHT / 2:.1f} c-10 -22 50 -22 40 0"
    points = _drawn(way)
    text = f"M{points[0].x:.1f} {points[0].y:.1f}"
    for one, two in pairwise(points):
        first, second = _pull(one, two)
        text += f" C{first:.1f} {one.y:.1f} {second:.1f} {two.y:.1f} {two.x:.1f} {two.y:.1f}"
    return text


def _drawn(way: Sequence[Point]) -> list[Point]:
    """The points of an edge, from the side of one box to the side of the other."""
    start, end = way[0], way[-1]
    out = _WIDTH / 2 if end.x > start.x else -_WIDTH / 2
    into = -out if end.x != start.x else out  # within one column it goes round on the left
    below = 0 if end.x > start.x else _BELOW
    return [Point(start.x + out, start.y + below), *way[1:-1], Point(end.x + into, end.y + below)]


def _pull(one: Point, two: Point) -> tuple[float, float]:
    """Where the curve between two points is drawn to: level at both ends."""
    if one.x == two.x:
        return one.x - _COLUMN / 4, two.x - _COLUMN / 4
    middle = (one.x + two.x) / 2
    return middle, middle


def _at(way: Sequence[Point], share: float) -> Point:
    """A place on the first or the last curve of an edge, where its label has room."""
    if way[0] == way[-1]:
        return Point(way[0].x, way[0].y - _HEIGHT)
    points = _drawn(way)
    one, two = (points[0], points[1]) if share < 0.5 else (points[-2], points[-1])
    first, second = _pull(one, two)
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    x = sum(weight * part for weight, part in zip(weights, (one.x, first, second, two.x), strict=True))
    y = sum(weight * part for weight, part in zip(weights, (one.y, one.y, two.y, two.y), strict=True))
    return Point(x, y)


def _box(node: Node, place: Point) -> Iterator[str]:
    name = plain(node.name)
    cut = name if len(name) <= _LETTERS else name[: _LETTERS - 1] + "…"
    x, y = place.x - _WIDTH / 2, place.y - _HEIGHT / 2
    yield f"<g><title>{_escaped(name)} ({_escaped(node.id)})</title>"
    if node.sort in {"tool", "outside"}:
        yield f'<ellipse class="{node.sort}" cx="{place.x}" cy="{place.y}" rx="{_WIDTH / 2}" ry="{_HEIGHT / 2}"/>'
    else:
        yield f'<rect class="{node.sort}" x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="6"/>'
    yield f'<text x="{place.x}" y="{place.y + 4}" text-anchor="middle">{_escaped(cut)}</text></g>'


def _legend(graph: Graph, height: float) -> Iterator[str]:
    words = "thick: made of · thin: made with · dashed: runs on · dotted: only helps"
    yield f'<text class="small" x="{_MARGIN}" y="{height - 36:.0f}">{words}</text>'
    if graph.cycles:
        ways = "; ".join(map(str, graph.cycles))
        yield f'<text class="small" x="{_MARGIN}" y="{height - 18:.0f}">{_escaped(ways)}</text>'


def _xml(text: str) -> str:
    """Without the few characters that XML cannot hold."""
    return plain(text).replace("\ufffe", "").replace("\uffff", "")


def _escaped(text: str) -> str:
    return escape(_xml(text))

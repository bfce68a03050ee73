"""A graph of designs as text for a terminal, for Graphviz and for Mermaid; the same graph is always the same text."""

from collections.abc import Iterable, Iterator
from textwrap import wrap

from catalog.graph import RELATIONS, Edge, Graph, Node
from catalog.text import plain

_BACK = {"made of": "part of", "made with": "helps make", "runs on": "drives"}
_SHAPES = {"design": "box", "missing": "box", "tool": "ellipse", "outside": "note"}
_MARKS = {"design": "", "missing": " (not here)", "tool": "", "outside": " (from outside)"}
_STYLES = {"made of": "bold", "made with": "solid", "runs on": "dashed"}
_LABEL = max(map(len, _BACK.values())) + 2


def text_lines(
    graph: Graph, *, only: str | None = None, back: bool = False, width: int = 80
) -> Iterator[str]:
    """Each design (or the `only` one) with what it needs, no line wider than `width`; with `back` also what needs it.

    What only helps stands in brackets, what fills one need is joined by "or"; "other" are tools that are not shown.
    """
    shown = {node.id: _shown(node) for node in graph.nodes}
    by_source: dict[str, list[Edge]] = {}
    by_target: dict[str, list[Edge]] = {}
    for edge in graph.edges:
        by_source.setdefault(edge.source, []).append(edge)
        by_target.setdefault(edge.target, []).append(edge)
    bare = []
    for node in graph.nodes if only is None else [node for node in graph.nodes if node.id == only]:
        lines = [*_forward(by_source.get(node.id, ()), shown)]
        if back:
            lines += _backward(by_target.get(node.id, ()), shown)
        if lines:
            yield from wrap(f"{plain(node.name)} · {shown[node.id]}", width, subsequent_indent="  ")
            yield from _filled(lines, width)
        elif node.sort == "design" and node.id not in by_target:
            bare.append(node.id)
    if bare:
        yield from _filled([("Alone", bare)], width)
    for cycle in graph.cycles:
        yield from wrap(f"! {plain(str(cycle))}", width, subsequent_indent="    ", break_on_hyphens=False)


def dot_text(graph: Graph, *, title: str = "designs") -> str:
    """The graph in the language of Graphviz."""
    lines = [f"digraph {_dot(title)} {{", "  rankdir=LR;", '  node [shape=box, fontname="sans-serif"];']
    for node in graph.nodes:
        style = ", style=dotted" if node.sort == "missing" else ""
        lines.append(
            f"  {_dot(node.id)} [label={_dot(node.name + _MARKS[node.sort])}, shape={_SHAPES[node.sort]}{style}];"
        )
    for edge in graph.edges:
        style = _STYLES[edge.relation] if edge.must else "dotted"
        lines.append(
            f"  {_dot(edge.source)} -> {_dot(edge.target)} [label={_dot(edge.label)}, style={style}];"
        )
    lines += [f"  // {plain(str(cycle))}" for cycle in graph.cycles]
    return "\n".join([*lines, "}", ""])


def mermaid_text(graph: Graph) -> str:
    """The graph in the language of Mermaid; nodes are numbered, since ids could be words of that language."""
    numbers = {node.id: f"n{number}" for number, node in enumerate(graph.nodes, 1)}
    shapes = {"design": "[{}]", "missing": "[{}]", "tool": "([{}])", "outside": "{{{{{}}}}}"}
    lines = ["flowchart LR"]
    for node in graph.nodes:
        label = f'"{_mermaid(node.name + _MARKS[node.sort])}"'
        lines.append(f"  {numbers[node.id]}{shapes[node.sort].format(label)}")
    for edge in graph.edges:
        arrow = (
            {"made of": "==>", "made with": "-->", "runs on": "-.->"}[edge.relation] if edge.must else "-.->"
        )
        lines.append(f'  {numbers[edge.source]} {arrow}|"{edge.label}"| {numbers[edge.target]}')
    lines += [f"  %% {plain(str(cycle))}" for cycle in graph.cycles]
    return "\n".join([*lines, ""])


def _shown(node: Node) -> str:
    """A node in a list: designs and kinds by their id, which commands take."""
    if node.sort in {"tool", "outside"}:
        return plain(node.id.partition(":")[2]) + _MARKS[node.sort]
    return plain(node.id) + _MARKS[node.sort]


def _forward(edges: Iterable[Edge], shown: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    for relation in RELATIONS:
        needs: dict[tuple[bool, object], list[str]] = {}
        for edge in edges:
            if edge.relation == relation:
                needs.setdefault((edge.must, edge.choice or edge.target), []).append(shown[edge.target])
        words = []
        for (must, choice), names in needs.items():
            # The other ways to fill the need are tools that are not shown.
            others = ["other"] if isinstance(choice, int) and len(names) == 1 else []
            words.append(_bracketed(" or ".join([*names, *others]), must=must))
        if words:
            yield relation, words


def _backward(edges: Iterable[Edge], shown: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    for relation in RELATIONS:
        sources: dict[str, bool] = {}  # who needs it twice, once for sure, needs it for sure
        for edge in edges:
            if edge.relation == relation:
                sources[edge.source] = sources.get(edge.source, False) or edge.must
        if sources:
            yield _BACK[relation], [_bracketed(shown[source], must=must) for source, must in sources.items()]


def _bracketed(text: str, *, must: bool) -> str:
    return text if must else f"[{text}]"


def _filled(rows: Iterable[tuple[str, list[str]]], width: int) -> Iterator[str]:
    for label, words in rows:
        yield from wrap(
            ", ".join(words),
            width,
            initial_indent=f"  {label:<{_LABEL}}",
            subsequent_indent=" " * (_LABEL + 2),
            break_on_hyphens=False,
        )


def _dot(text: str) -> str:
    escaped = plain(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _mermaid(text: str) -> str:
    signs = {"#": "#35;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "`": "#96;", "&": "#amp;", "\\": "#92;"}
    return "".join(signs.get(sign, sign) for sign in plain(text))

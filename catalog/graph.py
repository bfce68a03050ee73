"""How designs hang together: what is made of what, what is made with what, and what runs on what.

Arrows lead from what needs to what is needed. A tool kind that some design makes stands for that design, so that
machines that build machines show; other tool kinds and things from outside are nodes of their own, if they are wanted.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from catalog.circles import circles
from catalog.design import Design, ToolNeed
from catalog.kinds import Kinds

Relation = Literal["made of", "made with", "runs on"]
Sort = Literal["design", "missing", "tool", "outside"]

RELATIONS: tuple[Relation, ...] = ("made of", "made with", "runs on")
"""In the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Node:
    """A design, one that is named but not there ("missing"), a tool kind, or something from outside the library."""

    id: str
    name: str
    sort: Sort = "design"


@dataclass(frozen=True, slots=True)
class Edge:
    """`source` needs `target`.

    `must`: it cannot do without. `choice`: 0, or the number of the need that one of several fills; the others may be
    tools that are no nodes.
    """

    source: str
    target: str
    relation: Relation
    must: bool = True
    choice: int = 0

    @property
    def is_only_way(self) -> bool:
        """Whether nothing else will do."""
        return self.must and not self.choice

    @property
    def label(self) -> str:
        """The relation in words."""
        return f"{self.relation}{' (helps)' if not self.must else ''}{' (or)' if self.choice else ''}"


@dataclass(frozen=True, slots=True)
class Cycle:
    """Needs that lead back: one way round, with its first node again at its end, of `size` nodes that lead to each other.

    `doing`: "made" (of and with) or "runs on". `must`: nothing else fills these needs; if not, there is a way out of it.
    """

    doing: Literal["made", "runs on"]
    way: tuple[str, ...]
    size: int
    must: bool

    def __str__(self) -> str:
        """The circle in words."""
        more = f" ({self.size} need each other so)" if self.size > len(self.way) - 1 else ""
        return f"{'goes' if self.must else 'can go'} round, {self.doing}: {' → '.join(self.way)}{more}"


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes by id, edges by their ends, and the circles among them: those with no way out first."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    cycles: tuple[Cycle, ...] = ()

    def names(self) -> Mapping[str, str]:
        """The name of each node by its id."""
        return {node.id: node.name for node in self.nodes}

    def to_json(self) -> dict[str, object]:
        """The graph for programs."""
        return {
            "nodes": [{"id": node.id, "name": node.name, "sort": node.sort} for node in self.nodes],
            "edges": [
                {
                    "from": edge.source,
                    "to": edge.target,
                    "relation": edge.relation,
                    "must": edge.must,
                    "choice": edge.choice or None,
                }
                for edge in self.edges
            ],
            "cycles": [
                {"doing": each.doing, "way": list(each.way), "size": each.size, "must": each.must}
                for each in self.cycles
            ],
        }


def graph_of(designs: Iterable[Design], kinds: Kinds, *, tools: bool = False) -> Graph:
    """The graph of these designs; with `tools` also the tool kinds that no design makes, and what comes from outside."""
    known = {design.id: design for design in designs}
    builder = _Builder(known, kinds, tools=tools)
    edges = {edge for design in known.values() for edge in builder.edges(design)}
    return _graph(builder.nodes, edges)


def around(graph: Graph, center: str, *, depth: int = 1) -> Graph:
    """What a node needs and what needs it, so many steps far in each direction."""
    seen = {center}
    edges: set[Edge] = set()
    for follow_back in (False, True):
        reached = {center}
        for _ in range(depth):
            step = {edge for edge in graph.edges if (edge.target if follow_back else edge.source) in reached}
            edges |= step
            reached = {edge.source if follow_back else edge.target for edge in step}
            seen |= reached
    return _graph({node.id: node for node in graph.nodes if node.id in seen}, edges)


class _Builder:
    """The nodes and edges while they are found."""

    def __init__(self, designs: Mapping[str, Design], kinds: Kinds, *, tools: bool) -> None:
        self._kinds = kinds
        self._tools = tools
        self._now = {old: design.id for design in designs.values() for old in design.was}
        self._makers: dict[str, list[str]] = {}
        for design in designs.values():
            if design.makes_tool is not None:
                self._makers.setdefault(self._slug(design.makes_tool), []).append(design.id)
        self.nodes = {design.id: Node(design.id, design.name) for design in designs.values()}

    def edges(self, design: Design) -> Iterator[Edge]:
        """Everything that a design needs; what it makes itself and is made with is told too."""
        for line in design.parts:
            if isinstance(line.make, str):
                target = line.make if line.make in self.nodes else self._now.get(line.make, line.make)
                self.nodes.setdefault(target, Node(target, target, "missing"))
                yield Edge(design.id, target, "made of", not line.optional)
        choice = 0
        lists: tuple[tuple[Relation, tuple[ToolNeed, ...]], ...]
        lists = (("made with", design.tools), ("runs on", design.runs_on))
        for relation, needs in lists:
            for need in needs:
                targets, other_ways = self._targets(need)
                choice += other_ways
                number = choice if other_ways else 0
                for target in targets:
                    yield Edge(design.id, target, relation, not need.helps, number)

    def _targets(self, need: ToolNeed) -> tuple[list[str], bool]:
        """The nodes that fill a need, each once, in the order of the file; and whether one of several will do."""
        found: dict[str, None] = {}
        hidden = False
        for option in need.options:
            slug = None if option.kind is None else self._slug(option.kind)
            makers = self._makers.get(slug, []) if slug is not None else []
            if makers:
                found.update(dict.fromkeys(makers))
            elif self._tools:
                found[self._other(slug, option.outside)] = None
            else:
                hidden = True
        return list(found), hidden or len(found) > 1

    def _other(self, slug: str | None, outside: str | None) -> str:
        if slug is not None:
            kind = self._kinds.get(slug)
            name = kind.name if kind is not None else slug
            id_ = f"tool:{slug}"
            self.nodes.setdefault(id_, Node(id_, name or slug, "tool"))
        else:
            id_ = f"outside:{outside}"
            self.nodes.setdefault(id_, Node(id_, outside or "", "outside"))
        return id_

    def _slug(self, word: str) -> str:
        kind = self._kinds.get(word)
        return word if kind is None else kind.slug


def _graph(nodes: Mapping[str, Node], edges: Iterable[Edge]) -> Graph:
    order = {relation: place for place, relation in enumerate(RELATIONS)}
    ordered = sorted(
        edges, key=lambda edge: (edge.source, order[edge.relation], not edge.must, edge.choice, edge.target)
    )
    return Graph(tuple(nodes[id_] for id_ in sorted(nodes)), tuple(ordered), tuple(_cycles(ordered)))


def _cycles(edges: Sequence[Edge]) -> Iterator[Cycle]:
    """Circles of building and of running; those that only exist because something helps or is one of several are told too."""
    doings: tuple[Literal["made", "runs on"], ...] = ("made", "runs on")
    for must in (True, False):
        for doing in doings:
            ways: dict[str, list[str]] = {}
            for edge in edges:
                if (edge.relation == "runs on") == (doing == "runs on") and (edge.is_only_way or not must):
                    ways.setdefault(edge.source, []).append(edge.target)
            for way, group in circles(ways):
                if must or not _all_needed(way, edges, doing):
                    yield Cycle(doing, tuple(way), len(group), must)


def _all_needed(way: Sequence[str], edges: Iterable[Edge], doing: str) -> bool:
    """Whether this way round was told already as one without a way out."""
    only = {
        (edge.source, edge.target)
        for edge in edges
        if edge.is_only_way and (edge.relation == "runs on") == (doing == "runs on")
    }
    return all(step in only for step in pairwise(way))

"""How the designs of this library's shelf hang together: all of them, or those around one."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toollib.workshop.ready import Workshop

if TYPE_CHECKING:
    from catalog.graph import Graph
    from catalog.kinds import Kinds


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A graph; with a `center` what it needs and what needs it, `depth` steps far. `grows`: one step more shows more."""

    graph: "Graph"
    center: str | None = None
    depth: int = 1
    grows: bool = False


def surroundings(
    workshop: Workshop,
    kinds: "Kinds",
    *,
    center: str | None = None,
    depth: int = 1,
    tools: bool | None = None,
) -> Surroundings:
    """The graph of all designs, or of those around one (by its id, or one that it had before), which comes first.

    `tools`: tool kinds that no design makes too; if nothing is said, around one design only.

    Raises:
        Refused: `design-unknown` with the nearest ids, `design-broken` with the errors of its file.
    """
    from catalog.graph import around, graph_of

    name = None if center is None else workshop.design(center).id
    shelf = workshop.shelf
    designs = [design for card in shelf if (design := shelf.get(card.id)) is not None]
    whole = graph_of(designs, kinds, tools=name is not None if tools is None else tools)
    if name is None:
        return Surroundings(whole)
    found = around(whole, name, depth=depth)
    found = replace(found, nodes=tuple(sorted(found.nodes, key=lambda node: node.id != name)))
    return Surroundings(
        found, name, depth, grows=len(around(whole, name, depth=depth + 1).edges) > len(found.edges)
    )

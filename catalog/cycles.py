"""Going round in circles: the one question that parts, steps and tools all raise."""

from collections.abc import Mapping, Sequence


def first_cycle(graph: Mapping[str, Sequence[str]]) -> list[str]:
    """The first way round, in the order of the graph, with its start repeated at the end; [] if there is none.

    Names that are no key of the graph lead nowhere. No recursion: a chain may be as long as it likes.
    """
    done: set[str] = set()
    for start in graph:
        way: list[str] = []
        on_way: set[str] = set()
        stack: list[tuple[str, bool]] = [(start, True)]
        while stack:
            name, enter = stack.pop()
            if not enter:
                way.pop()
                on_way.discard(name)
                done.add(name)
            elif name in on_way:
                return [*way[way.index(name) :], name]
            elif name not in done and name in graph:
                way.append(name)
                on_way.add(name)
                stack.append((name, False))
                stack.extend((other, True) for other in reversed(graph[name]))
    return []

"""Which things need each other in a circle, over a whole shelf: one way round for each group, however tangled it is."""

from collections.abc import Mapping, Sequence


def circles(graph: Mapping[str, Sequence[str]]) -> list[tuple[list[str], list[str]]]:
    """For each group of names that all lead to each other: a shortest way round from its first, and all of the group.

    In the order of the graph. Names that are no key of the graph lead nowhere. No recursion: a chain may be long.
    """
    groups: dict[str, list[str]] = {}
    for name, root in _roots(graph).items():
        groups.setdefault(root, []).append(name)
    order = {name: place for place, name in enumerate(graph)}
    found = []
    for group in groups.values():
        first = min(group, key=order.__getitem__)
        if way := _way_round(graph, first, set(group)):
            found.append((order[first], way, group))
    return [(way, group) for _, way, group in sorted(found)]


def _roots(graph: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Each name with the one that stands for its group (Kosaraju: against the arrows, in order of leaving)."""
    back: dict[str, list[str]] = {name: [] for name in graph}
    for name, others in graph.items():
        for other in others:
            if other in graph:
                back[other].append(name)
    roots: dict[str, str] = {}
    for start in reversed(_leaving(graph)):
        waiting = [start]
        while waiting:
            name = waiting.pop()
            if name not in roots:
                roots[name] = start
                waiting.extend(back[name])
    return roots


def _leaving(graph: Mapping[str, Sequence[str]]) -> list[str]:
    """The names in the order in which a walk in depth is done with them."""
    entered: set[str] = set()
    left: list[str] = []
    for start in graph:
        stack = [(start, True)]
        while stack:
            name, enter = stack.pop()
            if not enter:
                left.append(name)
            elif name not in entered:
                entered.add(name)
                stack.append((name, False))
                stack.extend(
                    (other, True) for other in graph[name] if other in graph and other not in entered
                )
    return left


def _way_round(graph: Mapping[str, Sequence[str]], start: str, group: set[str]) -> list[str]:
    """The shortest way from `start` back to it, its name at both ends; [] if there is none."""
    came_from: dict[str, str] = {}
    level = [start]
    while level:
        following = []
        for name in level:
            for other in graph[name]:
                if other == start:
                    return [*_back(came_from, name, start), start]
                if other in group and other not in came_from:
                    came_from[other] = name
                    following.append(other)
        level = following
    return []


def _back(came_from: Mapping[str, str], name: str, start: str) -> list[str]:
    way = [name]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return way[::-1]

"""What waits for nothing but each other: the largest group in which everybody makes what the others lack."""

from collections import Counter
from collections.abc import Mapping, Sequence


def mutual(waits: Mapping[int, Sequence[Sequence[int]]], makes: Sequence[Sequence[int]]) -> set[int]:
    """The largest group of those who wait of which each lacks only what the group itself makes.

    `waits` tells for each who waits the conditions that nothing fills, each as the items of which any would do; `makes` for
    each number what it makes. Whoever lacks something that nobody left makes is taken out once, so that the time is linear
    in the size of what is told.
    """
    makers = Counter(item for one in waits for item in makes[one])
    users: dict[int, list[tuple[int, int]]] = {}
    ways: dict[tuple[int, int], int] = {}
    for one, conditions in waits.items():
        for place, options in enumerate(conditions):
            there = [item for item in dict.fromkeys(options) if item in makers]
            ways[one, place] = len(there)
            for item in there:
                users.setdefault(item, []).append((one, place))
    kept = set(waits)
    gone = [one for (one, _), count in ways.items() if not count]
    while gone:
        one = gone.pop()
        if one not in kept:
            continue
        kept.discard(one)
        for item in makes[one]:
            makers[item] -= 1
            for condition in () if makers[item] else users.get(item, ()):
                ways[condition] -= 1
                if not ways[condition]:
                    gone.append(condition[0])
    return kept

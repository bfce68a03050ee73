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
    ways: dict[int, list[int]] = {}
    gone: list[int] = []
    for one, conditions in waits.items():
        there = [[item for item in dict.fromkeys(options) if item in makers] for options in conditions]
        if not all(there):
            gone.append(one)  # most of them: nothing further is noted
            continue
        ways[one] = list(map(len, there))
        for place, items in enumerate(there):
            for item in items:
                users.setdefault(item, []).append((one, place))
    kept = set(waits)
    while gone:
        one = gone.pop()
        if one not in kept:
            continue
        kept.discard(one)
        for item in makes[one]:
            makers[item] -= 1
            for user, place in () if makers[item] else users.get(item, ()):
                ways[user][place] -= 1
                if not ways[user][place]:
                    gone.append(user)
    return kept

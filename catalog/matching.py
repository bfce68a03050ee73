"""Who takes what, so that as many as possible are served, and at the least cost among those ways."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

_FAR: Final = 10**18  # dearer than all that comes after can be together


def cheapest_matching(
    offers: Sequence[Mapping[str, int]], after: Sequence[Mapping[str, int]] = ()
) -> list[str | None]:
    """For each left side the right side it takes (None: it goes without); a right side is taken once.

    `offers` gives for each left side what it could take, at what cost (not negative). As many as possible are served;
    among those ways the sum of costs is the least. Those of `after` come after them in the answer and in rank: as many
    of them are served as can be without cost to the others, again at the least cost. Successive cheapest augmenting
    paths: a few dozen sides at most.
    """
    far = _FAR if after else 1
    first = range(len(offers))
    every = [*({right: price * far for right, price in one.items()} for one in offers), *after]
    takes: list[str | None] = [None] * len(every)
    while found := _cheapest_way(every, takes, first):
        _go(takes, found[1])
    while (found := _cheapest_way(every, takes, range(len(first), len(every)))) and found[0] < _FAR:
        _go(takes, found[1])
    return takes


def _go(takes: list[str | None], way: Iterable[tuple[int, str]]) -> None:
    for left, right in way:
        takes[left] = right


def _cheapest_way(
    offers: Sequence[Mapping[str, int]], takes: Sequence[str | None], among: Iterable[int]
) -> tuple[int, list[tuple[int, str]]] | None:
    """What it costs to serve one more of some left sides, and how, as new (left, right) pairs; None if it cannot be.

    Bellman and Ford over the right sides: going to a right side costs its price, leaving it gives the old price back.
    """
    holder = {right: left for left, right in enumerate(takes) if right is not None}
    cost: dict[str, int] = {}
    came: dict[str, int] = {}
    active = [(left, 0) for left in among if takes[left] is None]
    while active:
        following: dict[int, int] = {}
        for left, spent in active:
            for right, price in offers[left].items():
                if right != takes[left] and spent + price < cost.get(right, spent + price + 1):
                    cost[right] = spent + price
                    came[right] = left
                    if (other := holder.get(right)) is not None:
                        following[other] = cost[right] - offers[other][right]
        active = list(following.items())
    ends = [right for right in cost if right not in holder]
    if not ends:
        return None
    right = min(ends, key=lambda name: (cost[name], name))
    way = [(came[right], right)]
    while (old := takes[way[-1][0]]) is not None:
        way.append((came[old], old))
    return cost[right], way

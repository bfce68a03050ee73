"""Who takes what, so that as many as possible are served, and at the least cost among those ways."""

from collections.abc import Mapping, Sequence


def cheapest_matching(offers: Sequence[Mapping[str, int]]) -> list[str | None]:
    """For each left side the right side it takes (None: it goes without); a right side is taken once.

    `offers` gives for each left side what it could take, at what cost (not negative). As many as possible are served;
    among those ways the sum of costs is the least. Successive cheapest augmenting paths: a few dozen sides at most.
    """
    takes: list[str | None] = [None] * len(offers)
    while way := _cheapest_way(offers, takes):
        for left, right in way:
            takes[left] = right
    return takes


def _cheapest_way(offers: Sequence[Mapping[str, int]], takes: Sequence[str | None]) -> list[tuple[int, str]]:
    """The cheapest way to serve one more, as new (left, right) pairs; [] if there is none.

    Bellman and Ford over the right sides: going to a right side costs its price, leaving it gives the old price back.
    """
    holder = {right: left for left, right in enumerate(takes) if right is not None}
    cost: dict[str, int] = {}
    came: dict[str, int] = {}
    free = [left for left, right in enumerate(takes) if right is None]
    active = [(left, 0) for left in free]
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
        return []
    right = min(ends, key=lambda name: (cost[name], name))
    way = [(came[right], right)]
    while (old := takes[way[-1][0]]) is not None:
        way.append((came[old], old))
    return way

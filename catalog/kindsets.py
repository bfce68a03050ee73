"""Sets of tool kinds that would each do, and which of them are the smallest."""

from collections.abc import Iterable, Iterator
from itertools import combinations

Kindset = frozenset[str]


def smallest(sets: Iterable[Kindset], largest: int) -> frozenset[Kindset]:
    """Those sets of at most `largest` kinds that hold no other of them."""
    kept: set[Kindset] = set()
    for one in sorted({some for some in sets if len(some) <= largest}, key=len):
        if not any(frozenset(some) in kept for some in _within(one)):
            kept.add(one)
    return frozenset(kept)


def _within(kinds: Kindset) -> Iterator[tuple[str, ...]]:
    """All subsets, the small ones first."""
    members = tuple(kinds)
    return (some for size in range(len(members) + 1) for some in combinations(members, size))

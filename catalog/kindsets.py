"""Sets of tool kinds that would each do, and which of them are the smallest.

A second copy of a kind stands in a set beside the first, under a name of its own.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

Kindset = frozenset[str]
_COPY: Final = "\0"  # in no slug


def with_copies(kinds: Iterable[str]) -> Kindset:
    """The set of these kinds, one that comes several times as so many copies."""
    seen = Counter[str]()
    found = set()
    for kind in kinds:
        seen[kind] += 1
        found.add(kind if seen[kind] == 1 else f"{kind}{_COPY}{seen[kind]}")
    return frozenset(found)


def kind_of(copy: str) -> str:
    """The kind of which something in a set is a copy."""
    return copy.partition(_COPY)[0]


def each_once(kinds: Iterable[str]) -> dict[str, int]:
    """How many copies of each kind are named, in the order in which they are."""
    return dict(Counter(kinds))


def so_many(count: int, kind: str) -> str:
    """A kind in words, with how many where it is not one."""
    return kind if count == 1 else f"{count} × {kind}"


def smallest(sets: Iterable[Kindset], largest: int) -> frozenset[Kindset]:
    """Those sets of at most `largest` kinds that hold no other of them."""
    kept: set[Kindset] = set()
    for one in sorted({some for some in sets if len(some) <= largest}, key=len):
        if len(kept) < 1 << len(one):
            if not any(other <= one for other in kept):
                kept.add(one)
        elif not any(frozenset(some) in kept for some in _within(one)):
            kept.add(one)
    return frozenset(kept)


def _within(kinds: Kindset) -> Iterator[tuple[str, ...]]:
    """All subsets, the small ones first."""
    members = tuple(kinds)
    return (some for size in range(len(members) + 1) for some in combinations(members, size))

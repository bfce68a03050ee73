"""Which few kinds, added to the shelf, make the most designs buildable?

Every design that lacks something has a family: the smallest sets of kinds of which one more copy each would complete it;
a kind that it lacks twice stands in them twice.
A set of kinds unlocks a design if one of its family lies within it. Since needs are joined by AND, this is no coverage
problem that a greedy choice solves: two kinds that unlock nothing alone may be the best pair. So sets are looked through
exactly, most promising kinds first, and a branch is left only where no set in it can be among the best: what a further
kind adds are designs of whose family it is a part, so their number bounds it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from heapq import heappush, heapreplace
from itertools import combinations, combinations_with_replacement, product
from typing import Final

from catalog.kindsets import Kindset, kind_of, smallest, with_copies
from catalog.plan import Buildable, Tools

LARGEST: Final = 3
"""Sets of more kinds than this are not looked for."""
PATIENCE: Final = 20_000_000
"""So many sets are looked at before the rest is only bounded."""


@dataclass(frozen=True, slots=True)
class Unlock:
    """Kinds of which one more copy each makes these designs buildable (both sorted); `cost` in minor units, None if unknown.

    A kind of which two copies are to be bought is named twice.
    """

    kinds: tuple[str, ...]
    designs: tuple[str, ...]
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class Unlocks:
    """The best sets, most designs first, then the cheapest. `exact`: there is no better one.

    If it is not, no set that was not looked at unlocks more than `bound` designs. `unpriced`: the kinds (sorted) that would
    help to unlock something, but were left out of a budget since nobody knows what they cost.
    """

    rows: tuple[Unlock, ...]
    exact: bool = True
    bound: int = 0
    unpriced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What is asked for: sets of exactly `size` kinds, at most `limit` of them, within `budget` (minor units).

    `prices` are of one new copy; with a budget, a kind whose price nobody knows is left out.
    """

    size: int = 1
    limit: int = 1000
    budget: int | None = None
    prices: Mapping[str, int] = field(default_factory=dict)
    patience: int = PATIENCE


def _unheard(done: int, of: int) -> None:
    """Nobody wants to know how far it is."""


def families(
    tools: Tools,
    designs: Collection[Buildable],
    largest: int = LARGEST,
    *,
    tell: Callable[[int, int], None] = _unheard,
) -> dict[str, frozenset[Kindset]]:
    """For each design that lacks at most `largest` kinds the smallest sets of kinds that complete it.

    Designs that can be built, that nobody wrote down, or that are only planned have none. `tell` as in `unlock`.
    """
    found = {}
    memo: dict[str, frozenset[Kindset]] = {}
    for place, design in enumerate(designs):
        tell(place, len(designs))
        if tools.verdict(design).standing == "missing":
            family = _family(tools, design, largest, memo)
            if family:
                found[design.id] = family
    return found


def unlock(
    found: Mapping[str, frozenset[Kindset]],
    terms: Terms,
    *,
    tell: Callable[[int, int], None] = _unheard,
) -> Unlocks:
    """The best sets of kinds for these families; every kind of a set brings at least one design that the others do not.

    `tell(done, of)` is called now and then with how many first kinds have been looked at; what it raises ends the search.
    """
    return _Search(found, terms).run(tell)


class _Search:
    """One search; designs are bits of a number, so that sets of them are joined quickly."""

    def __init__(self, found: Mapping[str, frozenset[Kindset]], terms: Terms) -> None:
        self._terms = terms
        self._designs = sorted(found)
        self._unlocks: dict[Kindset, int] = {}
        promise: dict[str, int] = {}
        unpriced = set[str]()
        for place, design in enumerate(self._designs):
            for kinds in found[design]:
                if len(kinds) > terms.size:
                    continue
                if terms.budget is not None:
                    unpriced.update(kind for kind in map(kind_of, kinds) if kind not in terms.prices)
                if self._affordable(kinds):
                    self._unlocks[kinds] = self._unlocks.get(kinds, 0) | 1 << place
                    for kind in kinds:
                        promise[kind] = promise.get(kind, 0) | 1 << place
        self._promise = {kind: bits.bit_count() for kind, bits in promise.items()}
        self._kinds = sorted(promise, key=lambda kind: (-self._promise[kind], kind))
        self._unpriced = tuple(sorted(unpriced))
        # At least so much is spent with each further kind, where there is a budget to be kept to.
        self._least = 0 if terms.budget is None else min(map(self._price, self._kinds), default=0)
        self._best: list[tuple[_Rank, Unlock]] = []
        self._looked = 0
        self._bound = 0
        self._tell: Callable[[], None] = lambda: None

    def run(self, tell: Callable[[int, int], None]) -> Unlocks:
        """Look through the sets, by their first kind."""
        for place, kind in enumerate(self._kinds):
            self._tell = partial(tell, place, len(self._kinds))
            self._tell()
            if not self._may_win(self._terms.size * self._promise[kind]):
                break
            self._grow([kind], place, self._joined([kind]))
        tell(len(self._kinds), len(self._kinds))
        rows = sorted(self._best, key=lambda each: each[0], reverse=True)
        return Unlocks(tuple(row for _, row in rows), self._bound == 0, self._bound, self._unpriced)

    def _grow(self, kinds: list[str], place: int, bits: int) -> None:
        """Look at all sets that begin with these kinds, the last of them at `place`; `bits` is what they unlock."""
        missing = self._terms.size - len(kinds)
        if not missing:
            self._offer(kinds, bits)
            return
        count = bits.bit_count()
        for following in range(place + 1, len(self._kinds)):
            kind = self._kinds[following]
            # Each further kind adds at most its promise, and those behind it promise no more than it does.
            bound = count + missing * self._promise[kind]
            if not self._may_win(bound):
                return
            if self._too_dear(kinds, kind):
                continue
            if self._looked >= self._terms.patience:
                self._bound = max(self._bound, bound)
                return
            if missing > 1:  # what follows may take long
                self._tell()
            self._grow([*kinds, kind], following, bits | self._joined(kinds, kind))

    def _joined(self, kinds: Sequence[str], last: str | None = None) -> int:
        """What these kinds unlock together; with `last`: only by sets in which that one is, too."""
        fixed = () if last is None else (last,)
        bits = 0
        for size in range(len(kinds) + 1):
            for some in combinations(kinds, size):
                bits |= self._unlocks.get(frozenset((*some, *fixed)), 0)
        return bits

    def _may_win(self, bound: int) -> bool:
        return bound > 0 and (len(self._best) < self._terms.limit or bound >= self._best[0][0][0])

    def _offer(self, kinds: Sequence[str], bits: int) -> None:
        """Keep a set if it is among the best, can be paid, and none of its kinds could be left out."""
        self._looked += 1
        if not self._may_win(bits.bit_count()) or not self._affordable(kinds):
            return
        if any(self._joined([one for one in kinds if one != kind]) == bits for kind in kinds):
            return
        named = tuple(sorted(map(kind_of, kinds)))
        cost = self._cost(kinds)
        # What ranks high is large: letters are turned round, so that of two equals the earlier in the alphabet wins.
        rank = (
            bits.bit_count(),
            -_DEAR if cost is None else -cost,
            (*(-ord(letter) for letter in " ".join(named)), 1),
        )
        row = Unlock(
            named, tuple(name for place, name in enumerate(self._designs) if bits >> place & 1), cost
        )
        if len(self._best) < self._terms.limit:
            heappush(self._best, (rank, row))
        elif rank > self._best[0][0]:
            heapreplace(self._best, (rank, row))

    def _too_dear(self, kinds: Sequence[str], kind: str) -> bool:
        """Whether no set that begins with these kinds and goes on with that one can be paid."""
        if self._terms.budget is None:
            return False
        others = self._terms.size - len(kinds) - 1
        spent = sum(map(self._price, (*kinds, kind)))
        return spent + others * self._least > self._terms.budget

    def _price(self, kind: str) -> int:
        """What a kind costs that stands in a set which can be paid."""
        return self._terms.prices[kind_of(kind)]

    def _affordable(self, kinds: Iterable[str]) -> bool:
        if self._terms.budget is None:
            return True
        cost = self._cost(kinds)
        return cost is not None and cost <= self._terms.budget

    def _cost(self, kinds: Iterable[str]) -> int | None:
        """What the kinds cost together; None: nobody knows."""
        prices = [self._terms.prices.get(kind_of(kind)) for kind in kinds]
        known = [price for price in prices if price is not None]
        return sum(known) if len(known) == len(prices) else None


_Rank = tuple[int, int, tuple[int, ...]]
_DEAR: Final = 10**18  # an unknown cost ranks behind every known one


def _family(
    tools: Tools, design: Buildable, largest: int, memo: dict[str, frozenset[Kindset]]
) -> frozenset[Kindset]:
    """The smallest sets that complete a design and everything that it is made from."""
    joined: frozenset[Kindset] = frozenset({frozenset()})
    for one in tools.with_parts(design):
        if one.id not in memo:
            memo[one.id] = _own(tools, one, largest)
        joined = smallest((some | other for some in joined for other in memo[one.id]), largest)
        if not joined:
            break
    return joined


def _own(tools: Tools, design: Buildable, largest: int) -> frozenset[Kindset]:
    """The smallest sets that fill the needs of the design itself: of as many copies as needs are unfilled."""
    lacking = tools.unfilled(design)
    if len(lacking.needs) > largest:
        return frozenset()
    if not lacking.contended:
        # Nothing on the shelf serves these needs, so nothing that is handed round helps: each takes a new copy.
        return frozenset(map(with_copies, product(*map(tools.filled_by, lacking.needs))))
    kinds = sorted({kind for need in lacking.all for kind in tools.filled_by(need)})
    choices = combinations_with_replacement(kinds, len(lacking.needs))
    return frozenset(with_copies(some) for some in choices if tools.completes(design, some))

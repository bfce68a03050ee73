"""What must be added, at the least, so that a design comes within reach? All smallest sets of tool kinds.

Each item and design gets a label: the minimal sets of kinds that bring it within reach (de Kleer, "An assumption-based
TMS", Artificial Intelligence 28, 1986). An item is had by adding its kind or by making it; a design by filling all its
conditions. Labels only ever improve, so they come to rest, circles or not. Sets above `largest` kinds are left out there;
beyond them `catalog.thinning` finds one way.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from catalog.bootstrap import Bootstrap
from catalog.ecology import Condition, Ecology
from catalog.kindsets import Kindset, smallest
from catalog.thinning import Thinning

_MOST: Final = 500
"""So many sets are kept for one item or design; beyond them the answer says that it is not complete."""

_SURE: Final = 100
"""So many of them are told then, after each has been looked at again."""
_DEEP: Final = 8
"""All sets of so many kinds, beside what no way can do without, are looked for where smaller ones do not do."""


@dataclass(frozen=True, slots=True)
class Additions:
    """The minimal sets of kinds that bring a design within reach, small ones first; () alone: nothing is needed.

    `largest` is the size up to which all were looked for; not `complete`: there are more than were kept. None at all: no
    tools that one could add would do.
    """

    sets: tuple[tuple[str, ...], ...]
    largest: int
    complete: bool = True

    @property
    def one_way(self) -> bool:
        """Whether this is a single way beyond `largest`: nothing of it can be left out, but others may be smaller."""
        return not self.complete and len(self.sets) == 1 and len(self.sets[0]) > self.largest


def additions(net: Ecology, bootstrap: Bootstrap, design: str, *, largest: int = 3) -> Additions:
    """What to add so that `design` comes within reach: all minimal sets of at most `largest` kinds.

    Where there is none, what no way can do without is taken first, and all sets of at most `largest` kinds more are looked
    for; where there is none again, one minimal set is told. Nothing needs to be added for what is owned. For a design
    whose tools nobody wrote down there is no set.
    """
    number = net.numbers[design]
    if bootstrap.is_owned(design) or bootstrap.reached(design):
        return Additions(((),), largest)
    if not net.designs[number].tools_documented:
        return Additions((), largest)  # nobody knows what it lacks
    found = _up_to(bootstrap, number, largest)
    thinning = Thinning(bootstrap, number)
    if not found.sets:
        found = _beyond(bootstrap, number, largest, thinning)
    return found if found.complete or found.one_way else _thinned(found, thinning)


def _up_to(bootstrap: Bootstrap, number: int, largest: int, given: Kindset = frozenset()) -> Additions:
    """All minimal sets that hold what is `given` and at most `largest` kinds more."""
    labels = _Labels(bootstrap.with_kinds(given) if given else bootstrap, largest)
    found = (tuple(sorted(one | given)) for one in labels.of(number))
    sets = tuple(sorted(found, key=lambda kinds: (len(kinds), kinds)))
    return Additions(sets, largest + len(given), labels.complete)


def _thinned(found: Additions, thinning: Thinning) -> Additions:
    """Some of the sets, each without what it can do without: where some were not kept, others may hold more than they need."""
    sets = {tuple(sorted(thinning.thin(frozenset(one)))) for one in found.sets[:_SURE]}
    return replace(found, sets=tuple(sorted(sets, key=lambda kinds: (len(kinds), kinds))))


def _beyond(bootstrap: Bootstrap, number: int, largest: int, thinning: Thinning) -> Additions:
    """All sets around the kinds that no way can do without, or one; none if whatever is added does not help."""
    way = thinning.one_way()
    if way is None:
        return Additions((), largest)
    needed = thinning.indispensable(way)
    if needed == way:  # whatever does holds all of it
        return Additions((tuple(sorted(way)),), max(largest, len(way)))
    found = Additions((), largest)
    for more in range(largest if needed else largest + 1, _DEEP + 1):
        found = _up_to(bootstrap, number, more, needed)
        if found.sets or not found.complete:
            break
    return found if found.sets else Additions((tuple(sorted(way)),), found.largest, complete=False)


class _Labels:
    """The labels of everything that one design waits for."""

    def __init__(self, bootstrap: Bootstrap, largest: int) -> None:
        self._of = bootstrap
        self._net = bootstrap.net
        self._largest = largest
        self._labels: dict[int, frozenset[Kindset]] = {}
        self.complete = True

    def of(self, target: int) -> frozenset[Kindset]:
        """The label of a design, when nothing changes any more."""
        waiting = self._of.behind(target)
        self._labels = dict.fromkeys(waiting, frozenset())
        users = self._users(waiting)
        stale = set(waiting)
        # A way to a design leads through each other one once at the most, so that so many rounds tell all of it; where
        # labels were cut short, they might never come to rest.
        for _ in waiting:
            for number in filter(stale.__contains__, waiting):
                stale.discard(number)
                label = self._design(number)
                if label != self._labels[number]:
                    self._labels[number] = label
                    stale.update(users[number])
            if not stale:
                break
        return self._labels[target]

    def _users(self, waiting: Iterable[int]) -> dict[int, set[int]]:
        """For each design those that wait for what it makes."""
        users: dict[int, set[int]] = {number: set() for number in waiting}
        for number in waiting:
            for condition in self._of.unmet(number):
                for maker in self._makers(condition):
                    if maker in users:
                        users[maker].add(number)
        return users

    def _makers(self, condition: Condition) -> Iterable[int]:
        return (number for option in condition.options for number in self._net.makers.get(option, ()))

    def _design(self, number: int) -> frozenset[Kindset]:
        """All conditions at once: one set of each, joined."""
        joined: frozenset[Kindset] = frozenset({frozenset()})
        # The condition with the fewest ways first keeps what is joined small.
        for ways in sorted((self._condition(one) for one in self._of.unmet(number)), key=len):
            self._of.heed()
            joined = self._least({one | other for one in joined for other in ways})
        return joined

    def _condition(self, condition: Condition) -> frozenset[Kindset]:
        ways: set[Kindset] = set()
        for option in condition.options:
            if (kind := self._net.kind_of(option)) is not None:
                ways.add(frozenset({kind}))
        for number in self._makers(condition):
            ways |= self._labels.get(number, frozenset())
        return self._least(ways)

    def _least(self, sets: set[Kindset]) -> frozenset[Kindset]:
        """Those that hold no other, of at most `largest` kinds."""
        kept = smallest(sets, self._largest)
        if len(kept) <= _MOST:
            return kept
        self.complete = False
        return frozenset(sorted(kept, key=lambda each: (len(each), sorted(each)))[:_MOST])

"""What must be added, at the least, so that a design comes within reach? All smallest sets of tool kinds.

Each item and design gets a label: the minimal sets of kinds that bring it within reach (de Kleer, "An assumption-based
TMS", Artificial Intelligence 28, 1986). An item is had by adding its kind or by making it; a design by filling all its
conditions. Labels only ever improve, so they come to rest, circles or not. Sets above `largest` kinds are left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from catalog.bootstrap import Bootstrap
from catalog.ecology import Condition, Ecology
from catalog.kindsets import Kindset, smallest

_MOST: Final = 500
"""So many sets are kept for one item or design; beyond them the answer says that it is not complete."""


@dataclass(frozen=True, slots=True)
class Additions:
    """The minimal sets of kinds that bring a design within reach, small ones first; () alone: nothing is needed.

    `largest` is the size up to which was looked; not `complete`: there are more than were kept.
    """

    sets: tuple[tuple[str, ...], ...]
    largest: int
    complete: bool = True


def additions(net: Ecology, bootstrap: Bootstrap, design: str, *, largest: int = 3) -> Additions:
    """What to add so that `design` comes within reach; each set holds at most `largest` kinds.

    Nothing needs to be added for what is owned. For a design whose tools nobody wrote down there is no set.
    """
    if bootstrap.is_owned(design) or bootstrap.reached(design):
        return Additions(((),), largest)
    if not net.designs[net.numbers[design]].tools_documented:
        return Additions((), largest)  # nobody knows what it lacks
    labels = _Labels(net, bootstrap, largest)
    found = labels.of(net.numbers[design])
    return Additions(
        tuple(sorted((tuple(sorted(one)) for one in found), key=lambda kinds: (len(kinds), kinds))),
        largest,
        labels.complete,
    )


class _Labels:
    """The labels of everything that one design waits for."""

    def __init__(self, net: Ecology, bootstrap: Bootstrap, largest: int) -> None:
        self._net = net
        self._unmet = bootstrap.unmet
        self._largest = largest
        self._labels: dict[int, frozenset[Kindset]] = {}
        self.complete = True

    def of(self, target: int) -> frozenset[Kindset]:
        """The label of a design, when nothing changes any more."""
        waiting = self._behind(target)
        for number in waiting:
            self._labels[number] = frozenset()
        # A way to a design leads through each other one once at the most, so that so many rounds tell all of it; where
        # labels were cut short, they might never come to rest.
        for _ in waiting:
            before = dict(self._labels)
            for number in waiting:
                self._labels[number] = self._design(number)
            if self._labels == before:
                break
        return self._labels[target]

    def _behind(self, target: int) -> list[int]:
        """The unreached designs that the target waits for, itself last: what is made first is looked at first."""
        found: dict[int, None] = {}
        stack = [target]
        while stack:
            number = stack.pop()
            if number not in found and self._net.waits[number]:
                found[number] = None
                for condition in self._unmet(number):
                    stack.extend(self._makers(condition))
        return [*reversed(found)]

    def _makers(self, condition: Condition) -> Iterable[int]:
        return (number for option in condition.options for number in self._net.makers.get(option, ()))

    def _design(self, number: int) -> frozenset[Kindset]:
        """All conditions at once: one set of each, joined."""
        joined: frozenset[Kindset] = frozenset({frozenset()})
        # The condition with the fewest ways first keeps what is joined small.
        for ways in sorted((self._condition(one) for one in self._unmet(number)), key=len):
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

"""One look at the shelves on a day, to tell of many designs what their verdicts are made of.

A verdict is short, since there may be ten thousand of them; of the few that somebody reads more is told, by the same look.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from catalog.answers import Verdict
from catalog.copies import State, Way
from catalog.plan import Buildable
from catalog.ways import lack
from toollib.workshop.day_tools import DayTools


class Takes(NamedTuple):
    """A way that fills a need of a design; `helps`: it could do without."""

    way: Way
    helps: bool


@dataclass(frozen=True, slots=True)
class Look:
    """The tools of the library on the day, and every design by its id."""

    tools: DayTools
    designs: Mapping[str, Buildable]

    def verdicts(self) -> dict[str, Verdict]:
        """How each design stands."""
        return {id_: self.tools.verdict(design) for id_, design in self.designs.items()}

    def takes(self, design: str) -> tuple[Takes, ...]:
        """What fills the needs of a design itself, in the order of its file; what only helps as far as it is free."""
        needs = self.tools.why(self.designs[design]).needs
        return tuple(Takes(each.chosen, each.need.helps) for each in needs if each.chosen is not None)

    def untrained(self, design: str) -> frozenset[str]:
        """The kinds among those that a design lacks of which nothing but an induction of who asks is missing."""
        states: dict[str, set[State]] = {}
        for part in self.tools.with_parts(self.designs[design]):
            for each in self.tools.why(part).needs:
                if each.chosen is None and not each.need.helps:
                    states.setdefault(lack(each.need), set()).add(each.state)
        return frozenset(kind for kind, found in states.items() if found == {"not-inducted"})

    def of_a_part(self, design: str) -> bool:
        """Whether its own tools are written down: where they are not told, those of a part are not."""
        return self.designs[design].tools_documented

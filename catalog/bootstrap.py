"""In what order can everything be built, starting from what is there? Rounds, proofs, and what is never reached and why.

In each round everything is built whose needs are met by what was there before; what it makes is there for the next one.
That a design is only planned does not keep it out: the question is whether the tools are there, and its status stands
beside it.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Final

from catalog.cycles import first_cycle
from catalog.design import Status
from catalog.ecology import NEVER, Condition, Ecology, Reach

OWNED: Final = "owned"


@dataclass(frozen=True, slots=True)
class Because:
    """What filled one need: a tool of `kind` that is there from the start, or that the design `maker` made.

    `stands_in` is the kind in whose place it stands; `part`: it is no tool but a part, made by that design.
    """

    kind: str
    maker: str | None = None
    stands_in: str | None = None
    part: bool = False

    def to_json(self) -> dict[str, Any]:
        """As the command contract prints a because."""
        return {
            "kind": self.kind,
            "from": self.maker or OWNED,
            "stands_in": self.stands_in,
            "part": self.part,
        }


@dataclass(frozen=True, slots=True)
class Built:
    """A design that comes within reach in `round` (from 1), and what fills each of its needs."""

    design: str
    status: Status
    round: int
    because: tuple[Because, ...]

    def to_json(self) -> dict[str, Any]:
        """As the command contract prints a design of a round."""
        return {
            "design": self.design,
            "status": self.status,
            "because": [one.to_json() for one in self.because],
        }


@dataclass(frozen=True, slots=True)
class Never:
    """A design that is not reached. `missing`: the kinds that it still waits for; `parts`: the designs that would make parts.

    Nobody wrote down the tools of one that is `undocumented`: what it lacks is paper.
    """

    design: str
    status: Status
    missing: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    undocumented: bool = False

    def to_json(self) -> dict[str, Any]:
        """As the command contract prints a design that is never reached; `waits_for` is more than it asks for."""
        return {
            "design": self.design,
            "status": self.status,
            "missing": list(self.missing),
            "waits_for": list(self.parts),
            "undocumented": self.undocumented,
        }


class Bootstrap:
    """What comes within reach from some tools, and why; a view of one `Reach`.

    A design whose product is there from the start is neither built nor missing: it stands in `owned`.
    """

    def __init__(self, ecology: Ecology, have: AbstractSet[int]) -> None:
        self.net = ecology
        self._have = frozenset(have)
        self._unmet: dict[int, list[Condition]] = {}
        self.reach: Reach = ecology.reach(self._have)

    @property
    def owned(self) -> list[tuple[str, str]]:
        """The designs whose product is there from the start, each with the kind that it makes."""
        return [
            (each.id, self.net.slug(each.makes_tool))
            for number, each in enumerate(self.net.designs)
            if each.makes_tool is not None and self._is_owned(number)
        ]

    def rounds(self, only: AbstractSet[str] | None = None) -> list[list[Built]]:
        """What is built in each round, by id; `only` these designs. A round in which nothing new is built is left out."""
        rounds = []
        for numbers in self.reach.rounds():
            ids = sorted(self.net.designs[n].id for n in numbers if not self._is_owned(n))
            if built := [self.built(one) for one in ids if only is None or one in only]:
                rounds.append(built)
        return rounds

    def never(self) -> list[Never]:
        """What is not reached, by id."""
        ids = sorted(
            each.id
            for number, each in enumerate(self.net.designs)
            if self.reach.designs[number] == NEVER and not self._is_owned(number)
        )
        return [self.missed(one) for one in ids]

    def reached(self, design: str) -> bool:
        """Whether a design comes within reach."""
        return self.reach.designs[self.net.numbers[design]] != NEVER

    def built(self, design: str) -> Built:
        """What fills the needs of a design that is reached."""
        number = self.net.numbers[design]
        found = self.net.because(number, self.reach)
        because = tuple(self._because(condition, option) for condition, option in found)
        return Built(design, self.net.designs[number].status, self.reach.designs[number], because)

    def missed(self, design: str) -> Never:
        """What a design that is not reached waits for."""
        number = self.net.numbers[design]
        one = self.net.designs[number]
        unmet = self.unmet(number)
        return Never(
            design,
            one.status,
            tuple(dict.fromkeys(each.kind for each in unmet if not each.part)),
            tuple(dict.fromkeys(each.kind for each in unmet if each.part)),
            not one.tools_documented,
        )

    def unmet(self, number: int) -> list[Condition]:
        """The conditions of a design that nothing fills."""
        if number not in self._unmet:
            conditions = self.net.conditions(number)
            self._unmet[number] = [one for one in conditions if not self._met(one)]
        return self._unmet[number]

    def makers(self, condition: Condition) -> list[str]:
        """The designs that would fill a condition, by id."""
        found = {number for option in condition.options for number in self.net.makers.get(option, ())}
        return sorted(self.net.designs[number].id for number in found)

    def lacking(self, design: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """For each unfilled need of a design its kinds (or the design of a part), and the designs that would fill it."""
        unmet = self.unmet(self.net.numbers[design])
        return [*dict.fromkeys((one.kinds, tuple(self.makers(one))) for one in unmet)]

    def circles(self) -> list[list[str]]:
        """Designs that wait for nothing but each other: one way round through each such group, its start not repeated.

        If one of them were there first, all would follow. What lacks something else as well is no circle.
        """
        waiting = self._waiting_for_each_other()
        circles = []
        while way := first_cycle(self._graph(waiting)):
            circles.append(way[:-1])
            waiting -= set(way)
        return circles

    def _waiting_for_each_other(self) -> set[str]:
        """The largest group of unreached designs of which each needs only what is reached or what the group makes."""
        unreached = [
            n for n, round_ in enumerate(self.reach.designs) if round_ == NEVER and self.net.waits[n]
        ]
        while True:
            made = {item for number in unreached for item in self.net.makes[number]}
            kept = [
                number
                for number in unreached
                if all(not made.isdisjoint(one.options) for one in self.unmet(number))
            ]
            if len(kept) == len(unreached):
                return {self.net.designs[number].id for number in kept}
            unreached = kept

    def _graph(self, group: AbstractSet[str]) -> dict[str, list[str]]:
        return {
            one: [
                maker
                for condition in self.unmet(self.net.numbers[one])
                for maker in self.makers(condition)
                if maker in group
            ]
            for one in sorted(group)
        }

    def _is_owned(self, number: int) -> bool:
        """Whether what it makes is there, and as good as anybody needs it."""
        items = self.net.products[number]
        return bool(items) and self._have.issuperset(items)

    def _met(self, condition: Condition) -> bool:
        return any(self.reach.items[option] != NEVER for option in condition.options)

    def _because(self, condition: Condition, option: int) -> Because:
        kind = self.net.items[option][0]
        maker = self.net.maker(option, self.reach)
        if condition.part:
            return Because(kind, None if maker is None else self.net.designs[maker].id, part=True)
        stands_in = self.net.stands_in(kind, condition)
        return Because(kind, None if maker is None else self.net.designs[maker].id, stands_in)


def report(bootstrap: Bootstrap, *, only: Iterable[str] | None = None) -> dict[str, Any]:
    """As the command contract prints `build bootstrap`; `owned` and `circles` are more than it asks for.

    `only`: rounds and misses of these designs alone.
    """
    wanted = None if only is None else frozenset(only)
    return {
        "rounds": [[one.to_json() for one in built] for built in bootstrap.rounds(wanted)],
        "never": [one.to_json() for one in bootstrap.never() if wanted is None or one.design in wanted],
        "owned": [{"design": design, "kind": kind} for design, kind in bootstrap.owned],
        "circles": bootstrap.circles(),
    }

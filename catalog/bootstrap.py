"""In what order can everything be built, starting from what is there? Rounds, proofs, and what is never reached and why.

In each round everything is built whose needs are met by what was there before; what it makes is there for the next one.
That a design is only planned does not keep it out: the question is whether the tools are there, and its status stands
beside it. A design whose product is there from the start is neither built nor missing: it is owned.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from catalog.circles import circles
from catalog.design import Status
from catalog.ecology import NEVER, Condition, Ecology, Heed, Onward, Reach, There, go_on
from catalog.many import no_collecting
from catalog.mutual import mutual

OWNED: Final = "owned"
_THING: Final = "\0"  # before the number of an item, which is no id


@dataclass(frozen=True, slots=True)
class Because:
    """What filled one need: a tool of `kind` that is there from the start, or that the design `maker` made.

    `stands_in` is the kind in whose place it stands; `part`: it is no tool but a part, made by that design; `tag`: the copy
    that is there, where the tools of a library are asked about.
    """

    kind: str
    maker: str | None = None
    stands_in: str | None = None
    part: bool = False
    tag: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As the command contract prints a because."""
        return {
            "kind": self.kind,
            "from": self.maker or OWNED,
            "stands_in": self.stands_in,
            "part": self.part,
            "tag": self.tag,
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


@dataclass(frozen=True, slots=True)
class Owned:
    """A design that need not be built, since a tool of the `kind` that it makes is there from the start.

    `tags`: the copies that are it, where the tools of a library are asked about; several only where no one of them is as
    good as everybody needs it.
    """

    design: str
    status: Status
    kind: str
    tags: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """More than the command contract asks for."""
        return {"design": self.design, "status": self.status, "kind": self.kind, "tags": list(self.tags)}


class Bootstrap:
    """What comes within reach from what is there, and why; a view of one `Reach`.

    `heed` is called now and then while something is told of many designs.
    """

    def __init__(self, ecology: Ecology, have: There, *, heed: Heed = go_on) -> None:
        self.net = ecology
        self.heed = heed
        self._have = have
        self._unmet: dict[int, list[Condition]] = {}
        self.reach: Reach = ecology.reach(have)

    def with_kinds(self, kinds: Iterable[str]) -> "Bootstrap":
        """The same with a good tool of each of these kinds more."""
        return Bootstrap(self.net, {**self.net.from_kinds(kinds), **self._have}, heed=self.heed)

    def onward(self) -> Onward:
        """What can be asked quickly what a few kinds more would bring."""
        return Onward(self.net, self._have)

    def is_owned(self, design: str) -> bool:
        """Whether what a design makes is there from the start, and as good as anybody needs it."""
        return self._is_owned(self.net.numbers[design])

    def owned(self) -> list[Owned]:
        """The designs whose product is there from the start, by id."""
        ids = sorted(each.id for number, each in enumerate(self.net.designs) if self._is_owned(number))
        return [self.there(one) for one in ids]

    def there(self, design: str) -> Owned:
        """What there is of a design that is owned."""
        number = self.net.numbers[design]
        one, items = self.net.designs[number], self.net.products[number]
        tags = dict.fromkeys(tag for item in items if (tag := self._have.get(item)) is not None)
        return Owned(design, one.status, self.net.items[items[0]][0], tuple(tags))

    def rounds(self, only: AbstractSet[str] | None = None) -> list[list[Built]]:
        """What is built in each round, by id; `only` these designs.

        A round stands at its own place: one in which none of them is built is empty, and only left out behind the last.
        """
        rounds = []
        for numbers in self.reach.rounds():
            ids = sorted(self.net.designs[n].id for n in numbers if not self._is_owned(n))
            rounds.append([self.built(one) for one in ids if only is None or one in only])
        while rounds and not rounds[-1]:
            rounds.pop()
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
        """Whether a design comes within reach; one that is owned may, too: it could be built again."""
        return self.reach.designs[self.net.numbers[design]] != NEVER

    def built(self, design: str) -> Built:
        """What fills the needs of a design that is reached."""
        self.heed()
        number = self.net.numbers[design]
        found = self.net.because(number, self.reach)
        because = tuple(self._because(condition, option) for condition, option in found)
        return Built(design, self.net.designs[number].status, self.reach.designs[number], because)

    def missed(self, design: str) -> Never:
        """What a design that is not reached waits for."""
        self.heed()
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
        found = self._unmet.get(number)
        if found is None:
            conditions = self.net.conditions(number)
            found = self._unmet[number] = [one for one in conditions if not self._met(one)]
        return found

    def makers(self, condition: Condition) -> list[str]:
        """The designs that would fill a condition, by id."""
        return sorted(self.net.designs[number].id for number in self._makers(condition))

    def behind(self, number: int) -> list[int]:
        """The unreached designs that an unreached one waits for, itself last: what is made first stands first."""
        found: dict[int, None] = {}
        stack = [number]
        while stack:
            one = stack.pop()
            if one not in found and self.net.waits[one]:
                self.heed()
                found[one] = None
                for condition in self.unmet(one):
                    stack.extend(self._makers(condition))
        return [*reversed(found)]

    def leading_to(self, design: str) -> set[str]:
        """A design and all that a proof of it speaks of, however deep: what made its tools and parts, or would make them."""
        found: set[str] = set()
        stack = [design]
        while stack:
            one = stack.pop()
            if one in found:
                continue
            found.add(one)
            if not self.is_owned(one):
                stack += [each.maker for each in self.built(one).because if each.maker is not None]
                stack += [maker for _, makers in self.lacking(one) for maker in makers]
        return found

    def lacking(self, design: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """For each unfilled need of a design its kinds (or the design of a part), and the designs that would fill it."""
        unmet = self.unmet(self.net.numbers[design])
        return [*dict.fromkeys((one.kinds, tuple(self.makers(one))) for one in unmet)]

    def circles(self) -> list[list[str]]:
        """Designs that wait for nothing but each other: a way round through each such group, its start not repeated.

        If one of them were there first, all would follow. What lacks something else as well is no circle.
        """
        unreached = [
            n for n, round_ in enumerate(self.reach.designs) if round_ == NEVER and self.net.waits[n]
        ]
        waits = {number: [one.options for one in self.unmet(number)] for number in unreached}
        group = {self.net.designs[number].id: number for number in mutual(waits, self.net.makes)}
        # What is made stands between its makers and those who wait for it, so that nobody is joined with everybody.
        graph: dict[str, list[str]] = {}
        made: dict[str, list[str]] = {}
        for one, number in sorted(group.items()):
            self.heed()
            graph[one] = [f"{_THING}{option}" for each in self.unmet(number) for option in each.options]
            for item in self.net.makes[number]:
                made.setdefault(f"{_THING}{item}", []).append(one)
        ways = (way[:-1] for way, _ in circles(graph | made))
        return [[each for each in way if not each.startswith(_THING)] for way in ways]

    def _is_owned(self, number: int) -> bool:
        items = self.net.products[number]
        return bool(items) and all(item in self._have for item in items)

    def _met(self, condition: Condition) -> bool:
        items = self.reach.items
        return any(items[option] != NEVER for option in condition.options)

    def _makers(self, condition: Condition) -> set[int]:
        return {number for option in condition.options for number in self.net.makers.get(option, ())}

    @cached_property
    def _brought(self) -> dict[int, int]:
        return self.net.brought(self.reach)

    def _because(self, condition: Condition, option: int) -> Because:
        kind = self.net.items[option][0]
        number = self._brought.get(option)
        maker = None if number is None else self.net.designs[number].id
        stands_in = None if condition.part else self.net.stands_in(kind, condition)
        return Because(kind, maker, stands_in, condition.part, self._have.get(option))


def report(bootstrap: Bootstrap, *, only: AbstractSet[str] | None = None) -> dict[str, Any]:
    """As the command contract prints `build bootstrap`; `owned`, `circles` and `counts` are more than it asks for.

    `only`: of these designs alone.
    """
    with no_collecting():
        return _report(bootstrap, only)


def _report(bootstrap: Bootstrap, only: AbstractSet[str] | None) -> dict[str, Any]:
    rounds = bootstrap.rounds(only)
    never = [one for one in bootstrap.never() if only is None or one.design in only]
    owned = [one for one in bootstrap.owned() if only is None or one.design in only]
    circles = [one for one in bootstrap.circles() if only is None or not only.isdisjoint(one)]
    counts = {
        "owned": len(owned),
        "reached": sum(map(len, rounds)),
        "never": len(never),
        "undocumented": sum(one.undocumented for one in never),
    }
    return {
        "rounds": [[one.to_json() for one in built] for built in rounds],
        "never": [one.to_json() for one in never],
        "owned": [one.to_json() for one in owned],
        "circles": circles,
        "counts": {"designs": counts["owned"] + counts["reached"] + counts["never"], **counts},
    }

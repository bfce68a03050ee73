"""What makes what: designs need kinds of tools, and some of them make one. From what is there, what comes within reach?

Every design is a rule "these needs (each filled by any of its options) and these designs before → this design, and the
kind that it makes". The closure of such rules takes time linear in their size: each need counts down once (Dowling and
Gallier, "Linear-time algorithms for testing the satisfiability of propositional Horn formulae", 1984). Numbers stand for
names inside, since a hundred thousand designs are asked about.
"""

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from catalog.copies import Copy, fits
from catalog.design import ToolNeed, ToolOption
from catalog.kinds import Kinds
from catalog.needs import limits, need_key
from catalog.plan import Buildable

NEVER: Final = -1
"""The round of what is never reached."""
There = Mapping[int, str | None]
"""The items that are there from the start, each with the tag of a copy that is it; None where only its kind is told."""
Heed = Callable[[], None]
"""Is called now and then by what takes long; what it raises ends that."""


def go_on() -> None:
    """Nobody wants to end it."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that a design waits for: any of `options`, which are numbers of items.

    `kinds` are the tool kinds that the file names, the one that is meant first; for a `part` the id of the design that
    makes it.
    """

    kinds: tuple[str, ...]
    options: tuple[int, ...]
    part: bool = False

    @property
    def kind(self) -> str:
        """The kind that is meant, or the design."""
        return self.kinds[0]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far one comes: for every item and design the round in which it is there (0: from the start; NEVER).

    `order` lists the designs as they come, `sizes` how many in each round.
    """

    items: list[int]
    designs: list[int]
    order: list[int]
    sizes: list[int]

    def rounds(self) -> Iterator[Sequence[int]]:
        """The numbers of the designs of each round."""
        start = 0
        for size in self.sizes:
            yield self.order[start : start + size]
            start += size


class Ecology:
    """The designs and kinds of a catalog as one net of rules; built once, asked often.

    An item is a kind, or a kind with least measures and traits: what a design makes is taken to have them, a copy of the
    library must. That a design is built is an item, too, where others are made from it. Only designs whose tools somebody
    wrote down are rules, whatever their status.
    """

    def __init__(self, designs: Iterable[Buildable], kinds: Kinds, *, heed: Heed = go_on) -> None:
        self._kinds = kinds
        self.designs: tuple[Buildable, ...] = tuple(designs)
        self.numbers: dict[str, int] = {each.id: number for number, each in enumerate(self.designs)}
        self.items: list[tuple[str, ToolOption | None]] = []
        self._item_numbers: dict[Hashable, int] = {}
        self._of_kind: dict[str, list[int]] = {}
        self._conditions: dict[str, Condition | None] = {}
        self._slugs: dict[str, str] = {}
        # Flat arrays instead of objects: with a million conditions the time goes into reaching for memory.
        self.waits = array("i", bytes(4 * len(self.designs)))
        self.waiting = array("i")
        self.users: list[array[int]] = []
        for number, design in enumerate(self.designs):
            heed()
            if design.makes_tool is not None:  # an item even if nobody needs it: it may be there already
                self._item(self.slug(design.makes_tool), ToolOption(design.makes_tool))
            for options in self._needed(design):
                for option in options:
                    self.users[option].append(len(self.waiting))
                self.waiting.append(number)
                self.waits[number] += 1
        self.products: list[tuple[int, ...]] = [
            () if each.makes_tool is None else tuple(self._of_kind[self.slug(each.makes_tool)])
            for each in self.designs
        ]
        self.makes: list[tuple[int, ...]] = [
            products if (built := self._item_numbers.get(("built", each.id))) is None else (built, *products)
            for each, products in zip(self.designs, self.products, strict=True)
        ]

    def slug(self, word: str) -> str:
        """The slug of a kind that somebody names; the word itself if it is none."""
        found = self._slugs.get(word)
        if found is None:
            kind = self._kinds.get(word)
            found = self._slugs[word] = word if kind is None else kind.slug
        return found

    def kind_of(self, item: int) -> str | None:
        """The tool kind that an item is; None if it is a thing built that is no tool."""
        name = self.items[item][0]
        return name if item in self._of_kind.get(name, ()) else None

    def from_kinds(self, kinds: Iterable[str]) -> There:
        """The items that are there if there is a good tool of each of these kinds."""
        return {item: None for kind in kinds for item in self._of_kind.get(self.slug(kind), ())}

    def from_copies(self, copies: Iterable[Copy]) -> There:
        """The items that the copies of a library are, whether they are out or not; what is lost is not there."""
        there: dict[int, str | None] = {}
        for copy in copies:
            if copy.state != "lost":
                for item in self._of_kind.get(self.slug(copy.kind), ()):
                    option = self.items[item][1]
                    if option is None or fits(copy, option):
                        there.setdefault(item, copy.tag)
        return there

    def reach(self, have: Iterable[int]) -> Reach:
        """What comes within reach from these items, round by round: all of a round is built before the next begins."""
        return Onward(self, have).reach

    def because(self, number: int, reach: Reach) -> list[tuple[Condition, int]]:
        """For each condition of a design the option by which it was met first; the real kind goes before a stand-in."""
        found = []
        for condition in self.conditions(number):
            there = [one for one in condition.options if reach.items[one] != NEVER]
            if there:
                found.append((condition, min(there, key=lambda one: reach.items[one])))
        return found

    def stands_in(self, kind: str, condition: Condition) -> str | None:
        """The kind of a condition in whose place this one stands; None if it is asked for itself."""
        if kind in condition.kinds:
            return None
        return next(
            one for one in condition.kinds if kind in {each.kind for each in self._kinds.stand_ins(one)}
        )

    def brought(self, reach: Reach) -> dict[int, int]:
        """For each item that was made the design that brought it first; of several in one round the first in the net."""
        found: dict[int, int] = {}
        for number in reach.order:
            for item in self.makes[number]:
                if reach.items[item] == reach.designs[number]:
                    found.setdefault(item, number)
        return found

    @cached_property
    def makers(self) -> Mapping[int, Sequence[int]]:
        """For each item the designs that make it."""
        makers: dict[int, list[int]] = {}
        for number, items in enumerate(self.makes):
            for item in items:
                makers.setdefault(item, []).append(number)
        return makers

    def conditions(self, number: int) -> list[Condition]:
        """What a design waits for, needs before parts; none if nobody wrote its tools down."""
        design = self.designs[number]
        if not design.tools_documented:
            return []
        parts = (Condition((name,), self._part(name), part=True) for name in design.made_from)
        return [*self._musts(design), *parts]

    def _needed(self, design: Buildable) -> list[tuple[int, ...]]:
        """The options of each condition of a design; what may come from outside is none, a part without a design never comes."""
        if not design.tools_documented:
            return []
        return [*(each.options for each in self._musts(design)), *map(self._part, design.made_from)]

    def _musts(self, design: Buildable) -> Iterator[Condition]:
        """The needs that count. Those that ask for the same are one condition."""
        known = len(design.keys) == len(design.tools)
        for need, key in zip(
            design.tools, design.keys if known else map(need_key, design.tools), strict=True
        ):
            if not need.helps and (condition := self._condition(need, key)) is not None:
                yield condition

    def _part(self, name: str) -> tuple[int, ...]:
        """The items that a part is: the thing built, or if it is a tool, one that is there already."""
        built = self._numbered(("built", name), name, None)
        number = self.numbers.get(name)
        makes = None if number is None else self.designs[number].makes_tool
        return (built,) if makes is None else (built, self._item(self.slug(makes), ToolOption(makes)))

    def _condition(self, need: ToolNeed, key: str) -> Condition | None:
        """A need with the items that fill it, real kinds before stand-ins; None if something from outside does."""
        if key not in self._conditions:
            options = self._look_up(need)
            kinds = () if options is None else tuple(dict.fromkeys(map(self.slug, need.kinds)))
            self._conditions[key] = None if options is None else Condition(kinds, options)
        return self._conditions[key]

    def _look_up(self, need: ToolNeed) -> tuple[int, ...] | None:
        if any(option.kind is None for option in need.options):
            return None
        real = [(self.slug(option.kind or ""), option) for option in need.options]
        stand_ins = [(one.kind, option) for slug, option in real for one in self._kinds.stand_ins(slug)]
        return tuple(dict.fromkeys(self._item(slug, option) for slug, option in (*real, *stand_ins)))

    def _item(self, slug: str, option: ToolOption) -> int:
        if not option.min and not option.with_:
            return self._numbered(slug, slug, None)
        return self._numbered((slug, limits(option)), slug, option)

    def _numbered(self, key: Hashable, name: str, option: ToolOption | None) -> int:
        found = self._item_numbers.get(key)
        if found is None:
            found = self._item_numbers[key] = len(self.items)
            self.items.append((name, option))
            self.users.append(array("i"))
            if not (isinstance(key, tuple) and key[0] == "built"):
                self._of_kind.setdefault(name, []).append(found)
        return found


class Onward:
    """A closure that can be carried on: what would one more item bring? Each try is undone, so that many are cheap."""

    def __init__(self, net: Ecology, have: Iterable[int]) -> None:
        self._net = net
        self._left = array("i", net.waits)
        self._met = bytearray(len(net.waiting))
        items, designs = [NEVER] * len(net.items), [NEVER] * len(net.designs)
        self.reach = Reach(items, designs, [], [])
        start = [n for n, waits in enumerate(self._left) if not waits and net.designs[n].tools_documented]
        fresh = sorted(set(have))
        for item in fresh:
            items[item] = 0
        for number, ready in enumerate(self._rounds(fresh, start), 1):
            self.reach.order.extend(ready)
            self.reach.sizes.append(len(ready))
            for each in ready:
                designs[each] = number

    def more(self, items: Iterable[int]) -> list[int]:
        """The designs that these items would bring within reach, and those that follow from what they make."""
        there = self.reach.items
        fresh = [item for item in items if there[item] == NEVER]
        made: list[int] = list(fresh)
        met: list[int] = []
        for item in fresh:
            there[item] = 0
        found = [number for ready in self._rounds(fresh, [], made, met) for number in ready]
        for item in made:
            there[item] = NEVER
        for place in met:
            self._met[place] = 0
            self._left[self._net.waiting[place]] += 1
        return found

    def _rounds(
        self, fresh: list[int], ready: list[int], made: list[int] | None = None, met: list[int] | None = None
    ) -> Iterator[list[int]]:
        """The designs of each further round; what is noted in `made` and `met` can be undone."""
        there = self.reach.items
        ready = ready + self._count_down(fresh, met)
        number = len(self.reach.sizes)
        while ready:
            ready.sort()
            number += 1
            fresh = []
            for each in ready:
                for item in self._net.makes[each]:
                    if there[item] == NEVER:
                        there[item] = number
                        fresh.append(item)
            if made is not None:
                made += fresh
            yield ready
            ready = self._count_down(fresh, met)

    def _count_down(self, fresh: Iterable[int], noted: list[int] | None) -> list[int]:
        """The designs that wait for nothing more now that these items are there; each condition is met once."""
        ready = []
        users, waiting, met, left = self._net.users, self._net.waiting, self._met, self._left
        for one in fresh:
            for place in users[one]:
                if not met[place]:
                    met[place] = 1
                    if noted is not None:
                        noted.append(place)
                    number = waiting[place]
                    left[number] -= 1
                    if not left[number]:
                        ready.append(number)
        return ready

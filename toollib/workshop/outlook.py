"""Questions that take long to answer: asked at the desk in a moment, answered anywhere, since they hold values only.

The best three kinds out of hundreds may take seconds, and a scan must not wait for them. So what the library knows is
taken down where the library is open, and thought about in whatever thread has the time.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, NamedTuple, Protocol, TypeVar

from catalog.additions import Additions, additions
from catalog.bootstrap import Bootstrap
from catalog.copies import Copy, State
from catalog.ecology import Ecology, Heed, Onward, go_on
from catalog.kinds import Kinds
from catalog.plan import Buildable, Tools
from catalog.proofs import Proof
from catalog.proofs import proof as prove
from catalog.unlock import Terms, Unlock, Unlocks, families, unlock

Tell = Callable[[int, int], None]
"""Is told now and then how much is done, and of how much; what it raises ends the thinking."""
T_co = TypeVar("T_co", covariant=True)

_OWNED: Final = frozenset[State]({"free", "stays-here", "held", "reserved", "out", "repair", "not-inducted"})
_UNBUILT: Final = frozenset({"planned", "design"})


class Question(Protocol[T_co]):
    """Something that can be thought about without the library; equal questions have equal answers."""

    def answer(self, tell: Tell) -> T_co:
        """Think, and say now and then how far that is."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """All that the library has, as if nothing were out or promised, and all that could be built."""

    designs: Mapping[str, Buildable]
    kinds: Kinds
    shelf: tuple[Copy, ...]

    def tools(self, *, without: frozenset[str] = frozenset()) -> Tools:
        """What can be built with the copies, those with these tags left out."""
        left = [each for each in self.shelf if each.tag not in without]
        return Tools(left, self.kinds, usable=_OWNED, designs=self.designs.get)

    def broken(self, tag: str) -> "Broken":
        """What breaks with one copy; nothing if it is lost or gone already."""
        return Broken(tuple((each.kind, each.tag) for each in self._here() if each.tag == tag))

    def broken_kind(self, slug: str) -> "Broken":
        """What breaks with every copy of a kind; where there is none, with every copy that stands in for it."""
        if copies := self._copies({slug}):
            return Broken(copies)
        return Broken(self._copies({one.kind for one in self.kinds.stand_ins(slug)}), slug)

    def _copies(self, slugs: AbstractSet[str]) -> tuple[tuple[str, str], ...]:
        kinds = ((self.kinds.get(each.kind), each) for each in self._here())
        return tuple(
            (each.kind, each.tag)
            for kind, each in kinds
            if (each.kind if kind is None else kind.slug) in slugs
        )

    def _here(self) -> Iterator[Copy]:
        return (each for each in self.shelf if each.state in _OWNED)

    def bootstrap(self, have: Iterable[str] | None, *, heed: Heed = go_on) -> Bootstrap:
        """What comes within reach from tools of these kinds (slugs); None: from those of the library."""
        net = Ecology(self.designs.values(), self.kinds, heed=heed)
        there = net.from_copies(self.shelf) if have is None else net.from_kinds(have)
        return Bootstrap(net, there, heed=heed)


@dataclass(frozen=True, slots=True)
class Priced:
    """The best sets of kinds to buy; for each also the designs that follow once those it unlocks are built.

    `wishes` and `refused` count for each kind who wishes for one, and how often the desk could not lend one in a year.
    """

    found: Unlocks
    follow: Mapping[tuple[str, ...], tuple[str, ...]]
    wishes: Mapping[str, int]
    refused: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class WhatToBuy:
    """Which few kinds make most designs buildable?"""

    outlook: Outlook
    terms: Terms
    wishes: Mapping[str, int]
    refused: Mapping[str, int]

    def answer(self, tell: Tell) -> Priced:
        """The best sets, most designs first."""
        outlook, size = self.outlook, self.terms.size
        # Both halves may take long: what each design lacks, and which sets are the best.
        found = families(
            outlook.tools(), outlook.designs.values(), size, tell=lambda done, of: tell(done, 2 * of)
        )
        best = unlock(found, self.terms, tell=lambda done, of: tell(max(of, 1) + done, 2 * max(of, 1)))
        follow = self._following(best.rows, partial(tell, 1, 1))
        return Priced(best, follow, self.wishes, self.refused)

    def _following(self, rows: Iterable[Unlock], heed: Heed) -> dict[tuple[str, ...], tuple[str, ...]]:
        """For each set the designs that follow from what the unlocked ones make; planned ones build nothing."""
        built = [each for each in self.outlook.designs.values() if each.status not in _UNBUILT]
        net = Ecology(built, self.outlook.kinds, heed=heed)
        onward = Onward(net, net.from_copies(self.outlook.shelf))
        follow = {}
        for row in rows:
            heed()
            reached = {net.designs[number].id for number in onward.more(net.from_kinds(row.kinds))}
            follow[row.kinds] = tuple(sorted(reached - set(row.designs)))
        return follow


@dataclass(frozen=True, slots=True)
class InWhichOrder:
    """In which rounds does everything come within reach, from tools of these kinds (None: from those of the library)?"""

    outlook: Outlook
    have: tuple[str, ...] | None

    def answer(self, tell: Tell) -> Bootstrap:
        """The rounds, and what is never reached."""
        return self.outlook.bootstrap(self.have, heed=partial(tell, 0, 1))


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a design is reached, or why never; `add`: the smallest sets of kinds to add so that it is."""

    proof: Proof
    add: Additions


@dataclass(frozen=True, slots=True)
class WhyReached:
    """Why does a design (an id that the outlook has) come within reach, or never, and what would bring it?"""

    outlook: Outlook
    design: str
    have: tuple[str, ...] | None

    def answer(self, tell: Tell) -> Explained:
        """The proof, and what to add at the least."""
        bootstrap = self.outlook.bootstrap(self.have, heed=partial(tell, 0, 1))
        way = prove(bootstrap, self.design)
        return Explained(way, additions(bootstrap.net, bootstrap, self.design))


@dataclass(frozen=True, slots=True)
class Broken:
    """The copies that are taken to break, each a kind and a tag.

    `stand_in_for`: the kind that was meant, of which there is no copy; these are all that stand in for it.
    """

    copies: tuple[tuple[str, str], ...]
    stand_in_for: str | None = None


class Substitute(NamedTuple):
    """What stands in for a design, or for what it is made from: a copy with its kind, or something from `outside`."""

    design: str
    kind: str | None
    tag: str | None
    outside: str | None


@dataclass(frozen=True, slots=True)
class Lost:
    """What is lost if something breaks: the designs, and what stands in for the others."""

    broken: Broken
    lost: tuple[str, ...]
    substitutes: tuple[Substitute, ...]

    def to_json(self) -> dict[str, Any]:
        """As the command contract prints `build without`; `broken` is more than it asks for."""
        rows = [each._asdict() for each in self.substitutes]
        instead_of = self.broken.stand_in_for
        broken = [{"kind": kind, "tag": tag, "stands_in": instead_of} for kind, tag in self.broken.copies]
        return {"lost": list(self.lost), "substitutes": rows, "broken": broken}


@dataclass(frozen=True, slots=True)
class WhatIfGone:
    """Which designs that could be built with all that the library owns are lost without these copies?"""

    outlook: Outlook
    broken: Broken

    def answer(self, tell: Tell) -> Lost:
        """Those that are lost, and what stands in for the others."""
        gone = frozenset(tag for _, tag in self.broken.copies)
        before, after = self.outlook.tools(), self.outlook.tools(without=gone)
        lost: list[str] = []
        instead: list[Substitute] = []
        for place, design in enumerate(self.outlook.designs.values()):
            tell(place, len(self.outlook.designs))
            if not before.verdict(design).ready:
                continue
            if not after.verdict(design).ready:
                lost.append(design.id)
                continue
            served = _serving(design, before)
            if any(tag in gone for tag, _ in served):
                new = _serving(design, after).items()
                instead += [Substitute(design.id, kind, *way) for way, kind in new if way not in served]
        return Lost(self.broken, tuple(lost), tuple(instead))


def _serving(design: Buildable, tools: Tools) -> dict[tuple[str | None, str | None], str | None]:
    """What serves the needs of a design and of all that it is made from: copies (tags) or what is outside, with kinds."""
    ways = (way for one in tools.with_parts(design) for way in tools.verdict(one).chosen)
    return {(way.tag, way.outside): way.kind for way in ways}

"""What can be built with the tools that are there, and if not, why not. Pure: designs and copies in, answers out.

Every needed tool takes one copy, and no copy serves two needs at once, so the question is a matching. The real kind is
taken before a stand-in, a quick stand-in before a slow one. A design whose tools nobody wrote down is never ready: an
empty list is not an answer. A design that is made from others needs theirs, too: they are built before it, one after the
other, so that one copy may serve each of them in turn.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from catalog.answers import ALMOST, Answer, NeedAnswer, ReadyReport, Standing, Verdict, meant
from catalog.copies import BEST_FIRST, Copy, State, Way, way_of
from catalog.design import Design, Status, ToolNeed, ToolOption
from catalog.kinds import Kinds
from catalog.matching import cheapest_matching
from catalog.needs import need_key

_STAND_IN_COST: Final = 10**9  # one more stand-in is worse than any slowness
_OUTSIDE_COST: Final = 10**6  # what must be brought from outside is worse than what is on the shelf
_UNBUILT: Final = frozenset({"planned", "design"})


@dataclass(frozen=True, slots=True)
class Buildable:
    """What of a design matters here; `made_from` are the designs of this catalog that make parts it cannot do without."""

    id: str
    status: Status
    tools_documented: bool
    tools: tuple[ToolNeed, ...]
    made_from: tuple[str, ...] = ()
    makes_tool: str | None = None

    @classmethod
    def of(cls, design: Design) -> "Buildable":
        """The part of a design that matters here."""
        # A part with a substitute can be had in another way, an optional one can be left out.
        made_from = dict.fromkeys(
            line.make
            for line in design.parts
            if isinstance(line.make, str) and not line.optional and not line.or_
        )
        return cls(
            design.id,
            design.readiness.status,
            design.tools_documented,
            design.tools,
            tuple(made_from),
            design.makes_tool,
        )


@dataclass(frozen=True, slots=True)
class Unfilled:
    """The needs of a design that no copy is left for, among all its musts.

    `contended`: some copy would serve one of them, if another need did not take it.
    """

    needs: tuple[ToolNeed, ...]
    all: tuple[ToolNeed, ...]
    contended: bool


def _alone(_: str) -> Buildable | None:
    """No other design is known."""
    return None


class Tools:
    """The copies of the library by kind, on the day in question; built once for many designs."""

    def __init__(
        self,
        copies: Iterable[Copy],
        kinds: Kinds,
        *,
        usable: AbstractSet[State] = frozenset({"free"}),
        designs: Callable[[str], Buildable | None] = _alone,
    ) -> None:
        """Take the copies; `usable` are the states in which one can be worked with.

        `designs` finds what other designs are made from by its id; one that it does not know counts as bought.
        """
        self._kinds = kinds
        self._usable = usable
        self._designs = designs
        self._verdicts: dict[str, Verdict] = {}
        self._best: dict[Hashable, Way | None] = {}
        self._filled_by: dict[Hashable, tuple[str, ...]] = {}
        self._by_kind: dict[str, list[Copy]] = {}
        for copy in copies:
            self._by_kind.setdefault(self._slug(copy.kind), []).append(copy)

    def why(self, design: Buildable, runs_on: Sequence[ToolNeed] = ()) -> Answer:
        """How each need of the design stands, with a copy chosen for as many musts as can be, then for the rest."""
        needs = self._answers(design.tools)
        made_from = tuple(self.verdict(one) for one in self._parts(design))
        return Answer(self.verdict(design), design.tools_documented, needs, made_from, self._answers(runs_on))

    def ready(self, designs: Iterable[Buildable], *, lacking: int = ALMOST) -> ReadyReport:
        """Which designs can be built; `almost` are those that lack at most `lacking` tools, the fewest first."""
        ready, almost, undocumented = [], [], []
        for design in designs:
            verdict = self.verdict(design)
            if verdict.standing == "ready":
                ready.append(verdict)
            elif verdict.standing == "undocumented":
                undocumented.append(design.id)
            elif verdict.standing == "missing" and len(verdict.missing) <= lacking:
                almost.append(verdict)
        almost.sort(key=lambda verdict: len(verdict.missing))
        return ReadyReport(tuple(ready), tuple(almost), tuple(undocumented))

    def verdict(self, design: Buildable) -> Verdict:
        """Whether a design can be built, in short."""
        known = self._verdicts.get(design.id)
        if known is None:
            known = self._verdict(design) if design.made_from else self._alone(design)
            self._verdicts[design.id] = known
        return known

    def with_parts(self, design: Buildable) -> list[Buildable]:
        """The design and all that it is made from, in turn; each once."""
        found = {design.id: design}
        stack = [design]
        while stack:
            new = [one for one in self._parts(stack.pop()) if one.id not in found]
            found |= {one.id: one for one in new}
            stack += new
        return [*found.values()]

    def unfilled(self, design: Buildable) -> "Unfilled":
        """The musts of a design itself that are not filled when as many are as can be."""
        musts = tuple(need for need in design.tools if not need.helps)
        if (quick := self._quickly(musts)) is not None:
            lacks = tuple(need for need, way in zip(musts, quick, strict=True) if way is None)
            return Unfilled(lacks, musts, contended=False)
        ways = [self._ways(need) for need in musts]
        chosen = self._choose(musts, ways)
        lacking = [place for place, way in enumerate(chosen) if way is None]
        contended = any(way.state in self._usable for place in lacking for way in ways[place])
        return Unfilled(tuple(musts[place] for place in lacking), musts, contended)

    def filled_by(self, need: ToolNeed) -> tuple[str, ...]:
        """The kinds of which one new copy fills a need, stand-ins too, each once; a new one is taken to be large enough."""
        key = need_key(need)
        if key not in self._filled_by:
            real = [self._slug(kind) for kind in need.kinds]
            stand_ins = [one.kind for slug in real for one in self._kinds.stand_ins(slug)]
            self._filled_by[key] = tuple(dict.fromkeys([*real, *stand_ins]))
        return self._filled_by[key]

    def completes(self, design: Buildable, kinds: AbstractSet[str]) -> bool:
        """Whether one new copy of each of these kinds fills all musts of the design itself."""
        offers = []
        for need in design.tools:
            if not need.helps and all(option.kind is not None for option in need.options):
                tags = [f"tag {way.tag}" for way in self._ways(need) if way.state in self._usable]
                new = [f"kind {kind}" for kind in kinds if kind in self.filled_by(need)]
                offers.append(dict.fromkeys([*tags, *new], 0))
        return None not in cheapest_matching(offers)

    def overview(self, design: Buildable) -> list[dict[str, Any]]:
        """The needs of a design as the command contract prints `design tools`; counts are of copies, stand-ins included."""
        rows = []
        for need in design.tools:
            ways = [way for way in self._ways(need) if way.tag is not None]
            free = sum(way.state in self._usable for way in ways)
            options = [option.kind or option.outside for option in need.options]
            note = "; ".join(part for part in (need.for_, need.note) if part) or None
            row = {"options": options, "must": not need.helps, "owned": len(ways), "free": free, "note": note}
            rows.append(row)
        return rows

    def _parts(self, design: Buildable) -> list[Buildable]:
        return [one for name in design.made_from if (one := self._designs(name)) is not None]

    def _verdict(self, design: Buildable) -> Verdict:
        """The verdict of a design that is made from others, after theirs; without recursion, since chains may be long."""
        stack = [design]
        entered: set[str] = set()
        while stack:
            one = stack[-1]
            parts = self._parts(one)
            if one.id not in entered:
                entered.add(one.id)
                new = [part for part in parts if part.id not in self._verdicts and part.id not in entered]
                stack.extend(new)
                if new:
                    continue
            stack.pop()
            if one.id not in self._verdicts:
                self._verdicts[one.id] = self._joined(one, parts)
        return self._verdicts[design.id]

    def _joined(self, design: Buildable, parts: Iterable[Buildable]) -> Verdict:
        """The verdict of a design whose parts have theirs; a part that has none yet waits for this very design."""
        own = self._alone(design)
        theirs = [self._verdicts.get(part.id) for part in parts]
        missing = tuple(
            dict.fromkeys(
                [*own.missing, *(kind for one in theirs if one is not None for kind in one.missing)]
            )
        )
        standings = {own.standing, *("in a circle" if one is None else one.standing for one in theirs)}
        # What can never be told goes before what cannot be built, and that before what merely lacks a tool.
        order: tuple[Standing, ...] = ("undocumented", "planned", "in a circle", "missing", "ready")
        return Verdict(design.id, next(each for each in order if each in standings), missing, own.chosen)

    def _alone(self, design: Buildable) -> Verdict:
        """The verdict on a design by its own needs."""
        if not design.tools_documented:
            return Verdict(design.id, "undocumented")
        chosen = self._quickly(design.tools)
        if chosen is None:
            chosen = self._choose(design.tools, [self._ways(need) for need in design.tools])
        missing = tuple(
            meant(need) or need.id
            for need, way in zip(design.tools, chosen, strict=True)
            if way is None and not need.helps
        )
        standing: Standing = "planned" if design.status in _UNBUILT else "missing" if missing else "ready"
        return Verdict(design.id, standing, missing, tuple(way for way in chosen if way is not None))

    def _quickly(self, needs: Sequence[ToolNeed]) -> list[Way | None] | None:
        """The best way for each need where no two want the same copy; None: only a matching can tell."""
        chosen: list[Way | None] = []
        taken: set[str] = set()
        best = self._best
        for need in needs:
            key = need_key(need)
            if key in best:
                way = best[key]
            else:
                way = best[key] = self._best_way(need)
            chosen.append(way)
            if way is not None and way.tag is not None:
                if way.tag in taken:
                    return None
                taken.add(way.tag)
        return chosen

    def _best_way(self, need: ToolNeed) -> Way | None:
        usable = [way for way in self._ways(need) if way.state in self._usable]
        # The order of the copies decides between equals, as it does in a matching.
        return min(usable, key=lambda way: (_cost(way), way.tag or "")) if usable else None

    def _answers(self, needs: Sequence[ToolNeed]) -> tuple[NeedAnswer, ...]:
        ways = [self._ways(need) for need in needs]
        chosen = self._choose(needs, ways)
        taken = {way.tag for way in chosen if way is not None and way.tag is not None}
        answers = []
        for need, options, choice in zip(needs, ways, chosen, strict=True):
            told = tuple(sorted((_told(way, choice, taken) for way in options), key=_rank))
            state = (
                choice.state if choice is not None else min((way.state for way in told), key=BEST_FIRST.index)
            )
            answers.append(NeedAnswer(need, state, choice, told))
        return tuple(answers)

    def _ways(self, need: ToolNeed) -> list[Way]:
        """Every way to fill a need, each copy once: as the real kind if it is an option, else as the quickest stand-in."""
        ways: dict[str | None, Way] = {}
        without: list[Way] = []
        for option in need.options:
            if option.kind is None:
                without.append(Way(None, None, "free", slower=option.slower, outside=option.outside))
            elif found := self._real(option):
                ways |= {way.tag: way for way in found if way.tag not in ways}
            else:
                without.append(Way(self._slug(option.kind), None, "not-owned", slower=option.slower))
        for option in need.options:
            for one in self._stand_ins(option):
                old = ways.get(one.tag)
                if old is None or (old.stands_in is not None and (one.slower or 1) < (old.slower or 1)):
                    ways[one.tag] = one
        return [*ways.values(), *without]

    def _real(self, option: ToolOption) -> list[Way]:
        copies = self._by_kind.get(self._slug(option.kind or ""), ())
        return [way_of(copy, option, slower=option.slower) for copy in copies]

    def _stand_ins(self, option: ToolOption) -> Iterable[Way]:
        if option.kind is None:
            return
        real = self._slug(option.kind)
        for stand_in in self._kinds.stand_ins(real):
            slower = (stand_in.slower or 1) * (option.slower or 1)
            for copy in self._by_kind.get(stand_in.kind, ()):
                yield way_of(copy, option, stands_in=real, slower=None if slower == 1 else Decimal(slower))

    def _choose(self, needs: Sequence[ToolNeed], ways: Sequence[Sequence[Way]]) -> list[Way | None]:
        """A way for each need: first as many musts as can be, at the least cost; then helps with what is left."""
        chosen: list[Way | None] = [None] * len(needs)
        taken: set[str | None] = set()
        for helps in (False, True):
            places = [place for place, need in enumerate(needs) if need.helps is helps]
            offers: list[dict[str, tuple[int, Way]]] = []
            for place in places:
                usable = [way for way in ways[place] if way.state in self._usable and way.tag not in taken]
                # Something from outside is there for every need that names it: a right side of its own.
                offers.append(
                    {way.tag or f"outside {place} {way.outside}": (_cost(way), way) for way in usable}
                )
            match = cheapest_matching([{name: cost for name, (cost, _) in offer.items()} for offer in offers])
            for place, offer, name in zip(places, offers, match, strict=True):
                if name is not None:
                    chosen[place] = offer[name][1]
                    taken.add(offer[name][1].tag)
            taken.discard(None)
        return chosen

    def _slug(self, word: str) -> str:
        kind = self._kinds.get(word)
        return word if kind is None else kind.slug


def _told(way: Way, choice: Way | None, taken: AbstractSet[str]) -> Way:
    """A way as it is told: a free copy that another need of the design has taken is one too few."""
    if way.tag in taken and way.state == "free" and (choice is None or way.tag != choice.tag):
        return Way(way.kind, way.tag, "too-few", way.until, way.stands_in, way.slower, way.outside)
    return way


def _rank(way: Way) -> tuple[int, int, str, str]:
    return (BEST_FIRST.index(way.state), _cost(way), way.until or "~", way.tag or "")


def _cost(way: Way) -> int:
    stand_in = _STAND_IN_COST if way.stands_in is not None else 0
    outside = _OUTSIDE_COST if way.outside is not None else 0
    slower = way.slower or Decimal(1)
    return stand_in + outside + int(min(slower, Decimal(1000)) * 100)

"""What can be built with the tools that are there, and if not, why not. Pure: designs and copies in, answers out.

Every needed tool takes one copy, and no copy serves two needs at once, so the question is a matching. The real kind is
taken before a stand-in, a quick stand-in before a slow one. A design whose tools nobody wrote down is never ready: an
empty list is not an answer. A design that is made from others needs theirs, too: they are built before it, one after the
other, so that one copy may serve each of them in turn.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from catalog.answers import ALMOST, Answer, NeedAnswer, ReadyReport, Standing, Verdict
from catalog.copies import BEST_FIRST, Copy, State, Way
from catalog.design import UNBUILT, Design, Status, ToolNeed
from catalog.kinds import Kinds
from catalog.many import no_collecting
from catalog.matching import cheapest_matching
from catalog.needs import need_key
from catalog.ways import Ways, cost, lack


@dataclass(frozen=True, slots=True)
class Buildable:
    """What of a design matters here; `made_from` are the designs of this catalog that make parts it cannot do without.

    `keys` stand for the tools, one each: designs that ask for the same are answered at once.
    """

    id: str
    status: Status
    tools_documented: bool
    tools: tuple[ToolNeed, ...]
    made_from: tuple[str, ...] = ()
    makes_tool: str | None = None
    keys: tuple[str, ...] = ()

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
            tuple(map(need_key, design.tools)),
        )


@dataclass(frozen=True, slots=True)
class Unfilled:
    """The needs of a design that no copy is left for, among all its musts.

    `contended`: some copy would serve one of them, if another need did not take it.
    """

    needs: tuple[ToolNeed, ...]
    all: tuple[ToolNeed, ...]
    contended: bool


class Tools:
    """The copies of the library by kind, on the day in question; built once for many designs."""

    def __init__(
        self,
        copies: Iterable[Copy],
        kinds: Kinds,
        *,
        usable: AbstractSet[State] = frozenset({"free"}),
        designs: Callable[[str], Buildable | None] | None = None,
    ) -> None:
        """Take the copies; `usable` are the states in which one can be worked with.

        `designs` finds what other designs are made from by its id. What it does not find has tools that nobody knows here;
        without it only the needs of each design itself are looked at.
        """
        self._usable = usable
        self._designs = designs
        self._verdicts: dict[str, Verdict] = {}
        self._ways = Ways(copies, kinds, usable)

    def filled_by(self, need: ToolNeed) -> tuple[str, ...]:
        """The kinds of which one new copy fills a need, stand-ins too, each once."""
        return self._ways.filled_by(need)

    def why(self, design: Buildable, runs_on: Sequence[ToolNeed] = ()) -> Answer:
        """How each need of the design stands, with a copy chosen for as many musts as can be, then for the rest."""
        needs = self._answers(design.tools)
        made_from = tuple(map(self._verdict_on_part, design.made_from)) if self._designs else ()
        return Answer(self.verdict(design), design.tools_documented, needs, made_from, self._answers(runs_on))

    def ready(self, designs: Iterable[Buildable], *, lacking: int = ALMOST) -> ReadyReport:
        """Which designs can be built; `almost` are those that lack at most `lacking` tools, the fewest first."""
        with no_collecting():
            return self._ready(designs, lacking)

    def _ready(self, designs: Iterable[Buildable], lacking: int) -> ReadyReport:
        ready, almost, undocumented = [], [], []
        for design in designs:
            # What is made from nothing else is judged quicker than remembered.
            verdict = self.verdict(design) if design.made_from else self._alone(design)
            standing = verdict.standing
            if standing == "missing":
                if len(verdict.missing) <= lacking:
                    almost.append(verdict)
            elif standing == "ready":
                ready.append(verdict)
            elif standing == "undocumented" or not design.tools_documented:
                undocumented.append(design.id)
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
        if (quick := self._ways.quickly(musts)) is not None:
            lacks = tuple(need for need, way in zip(musts, quick, strict=True) if way is None)
            return Unfilled(lacks, musts, contended=False)
        ways = [self._ways.all(need) for need in musts]
        chosen = self._ways.choose(musts)
        lacking = [place for place, way in enumerate(chosen) if way is None]
        contended = any(way.state in self._usable for place in lacking for way in ways[place])
        return Unfilled(tuple(musts[place] for place in lacking), musts, contended)

    def completes(self, design: Buildable, kinds: Sequence[str]) -> bool:
        """Whether one new copy for each of these kinds fills all musts of the design itself."""
        offers = []
        for need in design.tools:
            if not need.helps and all(option.kind is not None for option in need.options):
                tags = [f"tag {way.tag}" for way in self._ways.all(need) if way.state in self._usable]
                filling = self._ways.filled_by(need)
                new = [f"new {place}" for place, kind in enumerate(kinds) if kind in filling]
                offers.append(dict.fromkeys([*tags, *new], 0))
        return None not in cheapest_matching(offers)

    def overview(self, design: Buildable) -> list[dict[str, Any]]:
        """The needs of a design as the command contract prints `design tools`; counts are of copies, stand-ins included."""
        rows = []
        for need in design.tools:
            ways = [way for way in self._ways.all(need) if way.tag is not None]
            free = sum(way.state in self._usable for way in ways)
            options = [option.kind or option.outside for option in need.options]
            note = "; ".join(part for part in (need.for_, need.note) if part) or None
            row = {"options": options, "must": not need.helps, "owned": len(ways), "free": free, "note": note}
            rows.append(row)
        return rows

    def _parts(self, design: Buildable) -> list[Buildable]:
        if self._designs is None:
            return []
        return [one for name in design.made_from if (one := self._designs(name)) is not None]

    def _verdict_on_part(self, name: str) -> Verdict:
        found = None if self._designs is None else self._designs(name)
        return Verdict(name, "unknown") if found is None else self.verdict(found)

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
        theirs = [self._verdicts.get(part.id) for part in parts]
        # Before all else, since where one enters a circle must not matter: who is asked about last finds it whole.
        if any(one is None or one.standing == "in a circle" for one in theirs):
            return Verdict(design.id, "in a circle")
        own = self._alone(design)
        # All are built one after the other: of each kind as many copies lack as the most wanting of them lacks.
        lacks = Counter(own.missing)
        for one in theirs:
            lacks |= Counter(() if one is None else one.missing)
        missing = tuple(lacks.elements())
        standings = {own.standing, *(_standing_as_part(one) for one in theirs if one is not None)}
        if self._designs is not None and len(theirs) < len(design.made_from):
            standings.add("undocumented")
        # What can never be told goes before what cannot be built, and that before what merely lacks a tool.
        order: tuple[Standing, ...] = ("undocumented", "planned", "missing", "ready")
        return Verdict(design.id, next(each for each in order if each in standings), missing, own.chosen)

    def _alone(self, design: Buildable) -> Verdict:
        """The verdict on a design by its own needs."""
        if not design.tools_documented:
            return Verdict(design.id, "undocumented")
        keys, ways = design.keys, self._ways
        if len(keys) != len(design.tools) or not ways.apart(design.tools, keys):
            return self._shared_out(design)
        missing = ways.missing(keys)
        return Verdict(design.id, _standing(design, missing), missing, () if missing else ways.best(keys))

    def _shared_out(self, design: Buildable) -> Verdict:
        """The verdict where needs want the same copies."""
        chosen = self._ways.quickly(design.tools, design.keys)
        if chosen is None:
            chosen = self._ways.choose(design.tools)
        lacks = [need for need, way in zip(design.tools, chosen, strict=True) if way is None]
        missing = tuple([lack(need) for need in lacks if not need.helps])
        ways = () if missing else tuple([way for way in chosen if way is not None])
        return Verdict(design.id, _standing(design, missing), missing, ways)

    def _answers(self, needs: Sequence[ToolNeed]) -> tuple[NeedAnswer, ...]:
        ways = [self._ways.all(need) for need in needs]
        chosen = self._ways.choose(needs)
        taken = {way.tag for way in chosen if way is not None and way.tag is not None}
        answers = []
        for need, options, choice in zip(needs, ways, chosen, strict=True):
            told = tuple(sorted((self._told(way, choice, taken) for way in options), key=_rank))
            state = (
                choice.state if choice is not None else min((way.state for way in told), key=BEST_FIRST.index)
            )
            answers.append(NeedAnswer(need, state, choice, told))
        return tuple(answers)

    def _told(self, way: Way, choice: Way | None, taken: AbstractSet[str]) -> Way:
        """A way as it is told: a copy that could be worked with, but that another need has taken, is one too few."""
        if way.tag in taken and way.state in self._usable and (choice is None or way.tag != choice.tag):
            return way._replace(state="too-few")
        return way


def _standing_as_part(verdict: Verdict) -> Standing:
    """How a part stands for what is made from it: that its design is only planned is told, but its tools are what counts."""
    if verdict.standing == "planned":
        return "missing" if verdict.missing else "ready"
    return verdict.standing


def _standing(design: Buildable, missing: Sequence[str]) -> Standing:
    return "planned" if design.status in UNBUILT else "missing" if missing else "ready"


def _rank(way: Way) -> tuple[int, int, str, str]:
    return (BEST_FIRST.index(way.state), cost(way), way.until or "~", way.tag or "")

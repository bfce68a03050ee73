"""What can be built with the tools that are there, and if not, why not. Pure: designs and copies in, answers out.

Every needed tool takes one copy, and no copy serves two needs at once, so the question is a matching. The real kind is
taken before a stand-in, a quick stand-in before a slow one. A design whose tools nobody wrote down is never ready: an
empty list is not an answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, Literal

from catalog.design import Design, Status, ToolNeed, ToolOption
from catalog.kinds import Kinds
from catalog.matching import cheapest_matching
from catalog.quantity import Quantity, covers

State = Literal[
    "free", "stays-here", "held", "reserved", "out", "repair", "not-inducted", "too-small", "too-few", "lost", "not-owned"
]  # fmt: skip
_BEST_FIRST: Final[tuple[State, ...]] = (
    "free", "stays-here", "held", "reserved", "out", "repair", "not-inducted", "too-small", "too-few", "lost", "not-owned",
)  # fmt: skip
_STAND_IN_COST: Final = 10**9  # one more stand-in is worse than any slowness
_OUTSIDE_COST: Final = 10**6  # what must be brought from outside is worse than what is on the shelf


@dataclass(frozen=True, slots=True)
class Buildable:
    """What of a design matters here."""

    id: str
    status: Status
    tools_documented: bool
    tools: tuple[ToolNeed, ...]

    @classmethod
    def of(cls, design: Design) -> "Buildable":
        """The part of a design that matters here."""
        return cls(design.id, design.readiness.status, design.tools_documented, design.tools)


@dataclass(frozen=True, slots=True)
class Copy:
    """One tool of the library on the day in question; `until` is when its state may end (an ISO date), if known.

    `attributes` are its measures; one that is not told is taken to be large enough.
    """

    tag: str
    kind: str
    state: State
    until: str | None = None
    attributes: Mapping[str, tuple[Quantity, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to fill a need: a copy, a kind of which there is none, or something from outside."""

    kind: str | None
    tag: str | None
    state: State
    until: str | None = None
    stands_in: str | None = None
    slower: Decimal | None = None
    outside: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As the command contract prints an option; `stands_in` is the kind in whose place it stands."""
        slower = None if self.slower is None else float(self.slower)
        return {
            "kind": self.kind,
            "tag": self.tag,
            "state": self.state,
            "until": self.until,
            "stands_in": self.stands_in,
            "slower": None if slower is None else int(slower) if slower.is_integer() else slower,
            "outside": self.outside,
        }


@dataclass(frozen=True, slots=True)
class NeedAnswer:
    """One need with every way to fill it, the best first; `chosen` is the way taken, None if there is none."""

    need: ToolNeed
    state: State
    chosen: Way | None
    ways: tuple[Way, ...]

    @property
    def kind(self) -> str | None:
        """The tool kind that is meant: that of the first option."""
        return self.need.kinds[0] if self.need.kinds else None

    def to_json(self) -> dict[str, Any]:
        """As the command contract prints a need."""
        return {
            "must": not self.need.helps,
            "state": self.state,
            "chosen": None if self.chosen is None else self.chosen.tag,
            "for": self.need.for_,
            "options": [way.to_json() for way in self.ways],
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether one design can be built, and how each of its needs stands.

    `missing`: the kinds of the unfilled musts, in the order of the file; empty does not mean ready.
    """

    design: str
    ready: bool
    documented: bool
    needs: tuple[NeedAnswer, ...]
    missing: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """As the command contract prints `build why`."""
        needs = [need.to_json() for need in self.needs]
        return {"design": self.design, "ready": self.ready, "documented": self.documented, "needs": needs}


@dataclass(frozen=True, slots=True)
class ReadyReport:
    """What can be built: ready designs, those that lack a little, and those whose tools nobody wrote down (by id)."""

    ready: tuple[Answer, ...]
    almost: tuple[Answer, ...]
    undocumented: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """As the command contract prints `build ready`; a tool from outside has no tag and is left out."""
        return {
            "ready": [{"design": answer.design, "tools": _chosen(answer)} for answer in self.ready],
            "almost": [{"design": answer.design, "missing": list(answer.missing)} for answer in self.almost],
            "undocumented": list(self.undocumented),
        }


class Tools:
    """The copies of the library by kind, on the day in question; built once for many designs."""

    def __init__(
        self, copies: Iterable[Copy], kinds: Kinds, *, usable: AbstractSet[State] = frozenset({"free"})
    ) -> None:
        """Take the copies; `usable` are the states in which one can be worked with."""
        self._kinds = kinds
        self._usable = usable
        self._by_kind: dict[str, list[Copy]] = {}
        for copy in copies:
            self._by_kind.setdefault(self._slug(copy.kind), []).append(copy)

    def why(self, design: Buildable) -> Answer:
        """How each need of the design stands, with a copy chosen for as many musts as can be, then for the rest."""
        ways = [self._ways(need) for need in design.tools]
        chosen = self._choose(design.tools, ways)
        taken = {way.tag for way in chosen if way is not None and way.tag is not None}
        answers = []
        for need, options, choice in zip(design.tools, ways, chosen, strict=True):
            told = tuple(sorted((_told(way, choice, taken) for way in options), key=_rank))
            state = (
                choice.state
                if choice is not None
                else min((way.state for way in told), key=_BEST_FIRST.index)
            )
            answers.append(NeedAnswer(need, state, choice, told))
        unfilled = [answer for answer in answers if not answer.need.helps and answer.chosen is None]
        missing = tuple(answer.kind or answer.need.id for answer in unfilled)
        buildable = design.tools_documented and design.status not in {"planned", "design"}
        return Answer(design.id, buildable and not unfilled, design.tools_documented, tuple(answers), missing)

    def ready(self, designs: Iterable[Buildable], *, lacking: int = 1) -> ReadyReport:
        """Which designs can be built; `almost` are those that lack at most `lacking` tools, the fewest first."""
        ready, almost, undocumented = [], [], []
        for design in designs:
            if not design.tools_documented:
                undocumented.append(design.id)
            elif design.status not in {"planned", "design"}:
                answer = self.why(design)
                if answer.ready:
                    ready.append(answer)
                elif len(answer.missing) <= lacking:
                    almost.append(answer)
        almost.sort(key=lambda answer: len(answer.missing))
        return ReadyReport(tuple(ready), tuple(almost), tuple(undocumented))

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
            for way in self._stand_ins(option):
                old = ways.get(way.tag)
                if old is None or (old.stands_in is not None and (way.slower or 1) < (old.slower or 1)):
                    ways[way.tag] = way
        return [*ways.values(), *without]

    def _real(self, option: ToolOption) -> list[Way]:
        copies = self._by_kind.get(self._slug(option.kind or ""), ())
        return [_way(copy, option) for copy in copies]

    def _stand_ins(self, option: ToolOption) -> Iterable[Way]:
        if option.kind is None:
            return
        real = self._slug(option.kind)
        for stand_in in self._kinds.stand_ins(real):
            slower = (stand_in.slower or 1) * (option.slower or 1)
            for copy in self._by_kind.get(stand_in.kind, ()):
                way = _way(copy, option)
                yield Way(
                    way.kind,
                    way.tag,
                    way.state,
                    way.until,
                    stands_in=real,
                    slower=None if slower == 1 else Decimal(slower),
                )

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


def _way(copy: Copy, option: ToolOption) -> Way:
    small = any(
        name in copy.attributes and not covers(copy.attributes[name], least)
        for name, least in option.min.items()
    )
    state: State = "too-small" if small and copy.state != "lost" else copy.state
    return Way(copy.kind, copy.tag, state, copy.until, slower=option.slower)


def _told(way: Way, choice: Way | None, taken: AbstractSet[str]) -> Way:
    """A way as it is told: a free copy that another need of the design has taken is one too few."""
    if way.tag in taken and way.state == "free" and (choice is None or way.tag != choice.tag):
        return Way(way.kind, way.tag, "too-few", way.until, way.stands_in, way.slower, way.outside)
    return way


def _rank(way: Way) -> tuple[int, int, str, str]:
    return (_BEST_FIRST.index(way.state), _cost(way), way.until or "~", way.tag or "")


def _cost(way: Way) -> int:
    stand_in = _STAND_IN_COST if way.stands_in is not None else 0
    outside = _OUTSIDE_COST if way.outside is not None else 0
    slower = way.slower or Decimal(1)
    return stand_in + outside + int(min(slower, Decimal(1000)) * 100)


def _chosen(answer: Answer) -> list[dict[str, str | None]]:
    ways = (need.chosen for need in answer.needs)
    return [{"kind": way.kind, "tag": way.tag} for way in ways if way is not None and way.tag is not None]

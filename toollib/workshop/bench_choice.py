"""Which copies one bench takes for a span of days: every need of a design filled, and every promise to others kept.

What others have reserved names mostly no copy, so whether two copies can both be had is not said by looking at each of
them. So a choice is made as if it were (a matching, by the catalog), and looked at against the promises; where they
clash, one of the clashing copies must do without, and each way of that is tried, the best first: exact.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from heapq import heappop, heappush
from typing import Final, NamedTuple

from catalog.answers import NeedAnswer
from catalog.copies import Because, Copy, Way
from catalog.design import ToolNeed
from catalog.plan import Buildable, Tools
from toollib.desk import bookings
from toollib.desk.context import Context
from toollib.desk.facts import topics_of
from toollib.rules.calendar import Span, clash
from toollib.store import members, tools
from toollib.store.records import ToolRecord
from toollib.store.reservations import CopyRow
from toollib.workshop.bench_reasons import Asked
from toollib.workshop.shelf_state import USABLE, Asking, Stands, copies, kept_until, why_gone
from toollib.workshop.together import MOST_TRIES, claims_on, clashing, look_of, most_of


@dataclass(frozen=True, slots=True)
class Taken:
    """A copy that the bench takes: for which needs, in which way.

    `any_copy`: any other copy of its kind would do as well, so the kind is reserved and the copy dealt late.
    `reserved`: false for one that stays in the library, where it is worked with while it is open.
    """

    tool: ToolRecord
    way: Way
    designs: tuple[str, ...]
    any_copy: bool
    reserved: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What a bench takes, or which musts nothing is left for; `outside`: what must be brought from elsewhere."""

    taken: tuple[Taken, ...]
    lacking: tuple[NeedAnswer, ...]
    outside: tuple[str, ...] = ()


_NUMBERED: Final = re.compile(r"([^0-9]*)([0-9]{0,9})")


class _Rank(NamedTuple):
    """How good a choice is, the least the best."""

    lacking: int
    helps: int
    stand_ins: int
    slower: Decimal


class _Answered(NamedTuple):
    design: str
    answer: NeedAnswer


class Bench:
    """The tools that some designs need, on the shelves of the library, for one member (a row)."""

    def __init__(self, context: Context, designs: Sequence[Buildable], member: int) -> None:
        self._context = context
        self._designs = designs
        self._kinds = context.vocabulary.kinds
        wanted = _kinds_of(designs, Tools((), self._kinds))
        today = context.today.isoformat()
        on_shelf = tools.on_shelf(context.db, today)
        self._tools = {each.tag: each for each in on_shelf if context.vocabulary.current(each.kind) in wanted}
        held = kept_until(context)
        self._rows = {
            each.row: CopyRow(each.row, each.tag, each.due, held.get(each.tag), each.give_back)
            for each in self._tools.values()
        }
        self._away = bookings.when_away(context, [*self._rows.values()])
        every = copies(context, Asking(context.today, owned=True))
        self._copies = [each for each in every if each.tag in self._tools]
        self._member = members.get(context.db, member, context.cutoff)
        self._inducted = members.inductions(context.db, [member]).get(member, {})
        self._promised = cache(lambda kind: bookings.promised(context, kind))
        self._room: dict[tuple[object, ...], bool] = {}

    def asked(self, first: date, span: str) -> Asked:
        """Who asks for which days (`span`: in words), from a first day on, and in what they are inducted then."""
        today = self._context.today
        trained, then = (
            {topic for topic in self._inducted if self._inducted_in(topic, day)} for day in (today, first)
        )
        return Asked(self._member.code, self._member.name, span, first, trained, then)

    def choose(self, first: date, last: date) -> Choice:
        """The best choice from a first to a last day, both open days; what lacks is told where there is none."""
        shelf = self._trimmed([self._on(copy, (first, last)) for copy in self._copies], (first, last))
        without: frozenset[str] = frozenset()
        answered = self._answered(shelf, without)
        tried, heap = {without}, [(_rank(answered), 0, without, answered)]
        while heap and len(tried) < MOST_TRIES:
            rank, _, without, answered = heappop(heap)
            if rank.lacking:
                return Choice((), tuple(_lacking(answered)))
            contended = self._clashing(answered, (first, last))
            if not contended:
                return self._choice(answered, (first, last))
            for tag in contended:
                if (less := without | {tag}) not in tried:
                    tried.add(less)
                    following = self._answered(shelf, less)
                    heappush(heap, (_rank(following), len(tried), less, following))
        musts = [each.answer for each in answered if not each.answer.need.helps and each.answer.chosen]
        return Choice((), tuple(replace(each, state="reserved", chosen=None) for each in musts))

    def _on(self, copy: Copy, span: Span) -> Copy:
        """A copy as it is for all these days."""
        if copy.state not in USABLE:
            return copy
        tool = self._tools[copy.tag]
        if (gone := self._gone(tool, span)) is not None:
            return replace(copy, state=gone.state, until=gone.until, because=gone.because)
        if copy.state == "free" and not self._leaves_room(tool, span):
            return replace(copy, state="reserved", until=self._promised_until(tool, span))
        topics = topics_of(self._context, copy.kind)
        if lacks := tuple(topic for topic in sorted(topics) if not self._inducted_in(topic, span[0])):
            return replace(copy, state="not-inducted", because=Because(lacks=lacks))
        return copy

    def _promised_until(self, tool: ToolRecord, span: Span) -> str | None:
        """The last day of what is promised of this copy or any of its kind over these days."""
        claims = (each for each in self._promised(tool.kind).good if each.copy in {None, tool.row})
        return max((each.end.isoformat() for each in claims if clash(span, each.span)), default=None)

    def _gone(self, tool: ToolRecord, span: Span) -> Stands | None:
        """Why a copy is not there for all these days: lent, kept ready for somebody, or given back."""
        row, spans = self._rows[tool.row], self._away.get(tool.row)
        if spans is None:
            return why_gone(row, None)
        gone = next((each for each in spans if clash(span, each)), None)
        return None if gone is None else why_gone(row, gone)

    def _leaves_room(self, tool: ToolRecord, span: Span) -> bool:
        """Whether this copy can be had beside all promises; asked once of copies that are alike to these."""
        promised = self._promised(tool.kind)
        named = any(claim.copy == tool.row for claim in promised.good)
        alike = (tool.kind, span, named and tool.row, tuple(promised.taken[tool.row]))
        if alike not in self._room:
            self._room[alike] = promised.leaves_room_for(claims_on(span, [tool.row]))
        return self._room[alike]

    def _inducted_in(self, topic: str, day: date) -> bool:
        if topic not in self._inducted:
            return False
        until = self._inducted[topic]
        return until is None or until >= day.isoformat()

    def _trimmed(self, shelf: Sequence[Copy], span: Span) -> list[Copy]:
        """The shelf where of copies that are alike in all that matters no more are free than can be had together."""
        alike: dict[tuple[object, ...], list[Copy]] = {}
        for copy in shelf:
            if copy.state == "free":
                alike.setdefault(self._likeness(copy), []).append(copy)
        for same in alike.values():
            promised = self._promised(self._tools[same[0].tag].kind)
            rows = [self._tools[each.tag].row for each in same]
            same[:] = same[most_of(rows, promised, span) :]
        over = {copy.tag for same in alike.values() for copy in same}
        return [replace(copy, state="reserved") if copy.tag in over else copy for copy in shelf]

    def _likeness(self, copy: Copy) -> tuple[object, ...]:
        tool = self._tools[copy.tag]
        promised = self._promised(tool.kind)
        named = any(claim.copy == tool.row for claim in promised.good)
        return tool.kind, named and tool.row, tuple(promised.taken[tool.row]), *look_of(copy)

    def _answered(self, shelf: Iterable[Copy], without: AbstractSet[str]) -> list[_Answered]:
        left = [replace(copy, state="reserved") if copy.tag in without else copy for copy in shelf]
        found = Tools(left, self._kinds, usable=USABLE)
        return [
            _Answered(design.id, each)
            for design in self._designs
            for each in found.why(replace(design, made_from=())).needs
        ]

    def _clashing(self, answered: Iterable[_Answered], span: Span) -> tuple[str, ...]:
        """Chosen copies of which each can be had, but not all together; as few as say so."""
        by_kind: dict[str, dict[str, int]] = {}
        for tag in _lent(answered):
            by_kind.setdefault(self._tools[tag].kind, {})[tag] = self._tools[tag].row
        return clashing(by_kind, self._promised, span)

    def _choice(self, answered: Sequence[_Answered], span: Span) -> Choice:
        by_tag: dict[str, list[_Answered]] = {}
        outside: dict[str, None] = {}
        for each in answered:
            way = each.answer.chosen
            if way is not None and way.tag is not None:
                by_tag.setdefault(way.tag, []).append(each)
            elif way is not None and way.outside is not None:
                outside[way.outside] = None
        late = self._dealt_late(by_tag, span)
        taken = [self._taken(tag, needs, any_copy=tag in late) for tag, needs in by_tag.items()]
        return Choice(tuple(sorted(taken, key=lambda each: in_shelf_order(each.tool))), (), tuple(outside))

    def _taken(self, tag: str, needs: Sequence[_Answered], *, any_copy: bool) -> Taken:
        way = needs[0].answer.chosen
        assert way is not None  # noqa: S101 - it is by this way that the copy is taken
        designs = tuple(dict.fromkeys(each.design for each in needs))
        return Taken(self._tools[tag], way, designs, any_copy, reserved=way.state == "free")

    def _dealt_late(self, by_tag: Mapping[str, Sequence[_Answered]], span: Span) -> frozenset[str]:
        """The copies in whose place any other of their kind would do."""
        late = {
            tag
            for tag, needs in by_tag.items()
            if not any(
                way.kind == self._kind(tag) and way.state == "too-small"
                for each in needs
                for way in each.answer.ways
            )
        }
        for kind in {self._tools[tag].kind for tag in late}:
            tags = [
                tag
                for tag in _lent(each for some in by_tag.values() for each in some)
                if self._tools[tag].kind == kind
            ]
            rows = [None if tag in late else self._tools[tag].row for tag in tags]
            if not self._promised(kind).leaves_room_for(claims_on(span, rows)):  # the search gave up
                late -= set(tags)
        return frozenset(late)

    def _kind(self, tag: str) -> str:
        return self._tools[tag].kind


def _kinds_of(designs: Iterable[Buildable], shelf: Tools) -> frozenset[str]:
    """Every kind of which a copy could fill a need."""
    return frozenset(kind for each in designs for need in each.tools for kind in shelf.filled_by(need))


def _lent(answered: Iterable[_Answered]) -> list[str]:
    """The tags of the chosen copies that leave the library, each once."""
    ways = (each.answer.chosen for each in answered)
    return list(
        dict.fromkeys(
            way.tag for way in ways if way is not None and way.tag is not None and way.state == "free"
        )
    )


def _lacking(answered: Iterable[_Answered]) -> Iterator[NeedAnswer]:
    return (each.answer for each in answered if each.answer.chosen is None and not each.answer.need.helps)


def _rank(answered: Sequence[_Answered]) -> _Rank:
    ways = [each.answer.chosen for each in answered]
    without = [each.answer.need for each in answered if each.answer.chosen is None]
    return _Rank(
        sum(not need.helps for need in without),
        sum(need.helps for need in without),
        sum(way is not None and way.stands_in is not None for way in ways),
        sum((way.slower or Decimal(1) for way in ways if way is not None), Decimal(0)),
    )


def in_shelf_order(tool: ToolRecord) -> tuple[bool, list[tuple[str, int]], str]:
    """Along the shelves as people number them: B9 before B10; what has no place comes last."""
    place = (tool.place or "").strip().casefold()
    return not place, [(sign, int(number or 0)) for sign, number in _NUMBERED.findall(place)], tool.tag


def musts_only(design: Buildable) -> Buildable:
    """The design without what only helps."""
    needs: tuple[ToolNeed, ...] = tuple(need for need in design.tools if not need.helps)
    return replace(design, tools=needs, keys=())

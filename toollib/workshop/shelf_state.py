"""Real tools → the copies that the catalog reasons about, on one day, for one member."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from catalog.copies import Because, Copy, State
from catalog.quantity import Quantity, parse_extent
from catalog.text import fold
from toollib.desk import bookings
from toollib.desk.context import Context
from toollib.desk.facts import policy_for, topics_of
from toollib.rules.calendar import Span
from toollib.rules.dates import really_due
from toollib.store import holds, members, tools
from toollib.store.records import ToolRecord
from toollib.store.reservations import CopyRow

USABLE: Final = frozenset[State]({"free", "stays-here"})
"""A copy in one of these states can be worked with; where it stays in the library, while somebody is there."""
_ALL: Final = -1


@dataclass(frozen=True, slots=True)
class Asking:
    """For which day and which member (a row) it is asked; `owned`: as if nothing were out or promised."""

    day: date
    member: int | None = None
    owned: bool = False


def copies(context: Context, asking: Asking) -> list[Copy]:
    """Every copy that the library has or had lost, by tag, as it will be on that day as far as is known now."""
    records = tools.on_shelf(context.db, context.today.isoformat())
    attributes = tools.attributes(context.db, [each.row for each in records])
    # Copies of one make say the same words, and thousands of them are read at once: each wording is understood once.
    measures, traits = cache(_measure), cache(_trait)
    shelf = _Shelf(context, asking, records)
    found = []
    for each in records:
        state, until, because = shelf.stands(each)
        told = attributes.get(each.row, {})
        sizes = {name: size for name, text in told.items() if (size := measures(text)) is not None}
        words = {name: traits(text) for name, text in told.items()}
        found.append(Copy(each.tag, each.kind, state, until, sizes, words, because))
    return found


class Stands(NamedTuple):
    """How a copy stands, until which day (the last one, ISO) where that is known, and what else is to be known of it."""

    state: State
    until: str | None = None
    because: Because = Because()


_LOST, _REPAIR, _FREE, _STAYS = Stands("lost"), Stands("repair"), Stands("free"), Stands("stays-here")


class _Shelf:
    """What is known of the shelf on one day, for whoever asks. When a copy is away is read as reservations read it."""

    def __init__(self, context: Context, asking: Asking, records: Iterable[ToolRecord]) -> None:
        self._context = context
        self._asking = asking
        self._today = context.today
        self._claims = {} if asking.owned else bookings.claimed_on(context, asking.day)
        self._own = None if asking.member is None else members.code_of(context.db, asking.member)
        self._trained = trained_in(context, asking)
        held = {} if asking.owned else kept_until(context)
        self._rows = {each.row: self._counts(each, held.get(each.tag)) for each in records}
        self._away = bookings.when_away(context, [*self._rows.values()])

    def stands(self, tool: ToolRecord) -> Stands:
        """How a copy stands; what somebody is not inducted in counts only if it is there."""
        found = self._there(tool)
        if found.state in USABLE and self._trained is not None:
            lacks = topics_of(self._context, tool.kind) - self._trained
            if lacks:
                return Stands("not-inducted", None, Because(lacks=tuple(sorted(lacks))))
        return found

    def _there(self, tool: ToolRecord) -> Stands:
        if tool.lost:
            return _LOST
        if tool.repair is not None or tool.incomplete is not None:
            return _REPAIR
        claim = self._claims.get(tool.row)
        if self._has(tool) or (claim is not None and self._is_promised(claim)):
            return _FREE
        if (gone := self._gone(tool)) is not None:
            return gone
        if claim is not None and claim[1] != self._asking.member:
            return Stands("reserved", claim[0])
        stays = policy_for(self._context, tool.tag, tool.kind, None).stays_here
        return _STAYS if stays else _FREE

    def _gone(self, tool: ToolRecord) -> Stands | None:
        """Why the copy is not there; the day on which it changes hands counts, since nobody knows at what hour."""
        spans, day = self._away.get(tool.row), self._asking.day
        if spans is None:
            return why_gone(self._rows[tool.row], None)
        gone = next(((first, last) for first, last in spans if first <= day <= last), None)
        return None if gone is None else why_gone(self._rows[tool.row], gone)

    def _counts(self, tool: ToolRecord, kept: str | None) -> CopyRow:
        """The loan and the hold of a copy that count for who asks: what is kept for them is there."""
        due = None if self._asking.owned else tool.due
        mine = self._own is not None and tool.ready_for == self._own
        return CopyRow(tool.row, tool.tag, due, None if mine else kept, tool.give_back)

    def _has(self, tool: ToolRecord) -> bool:
        """Whether who asks has the copy on loan on that day: until it is due, and today however late it is."""
        if self._own is None or tool.holder != self._own or tool.due is None or self._asking.owned:
            return False
        due = really_due(date.fromisoformat(tool.due), self._context.opening)
        return self._asking.day <= max(due, self._today)

    def _is_promised(self, claim: tuple[str, int]) -> bool:
        """Whether this reservation of who asks brings them a copy on a day to come, be it the day it comes back."""
        return claim[1] == self._asking.member and self._asking.day > self._today


def why_gone(copy: CopyRow, span: Span | None) -> Stands:
    """Why a copy is not there in a span: lent, kept for somebody, gone back to its owner; None: it is overdue."""
    if span is None:
        return Stands("out", None, Because(overdue_since=copy.due))
    if span[1] == bookings.FOR_GOOD:
        return Stands("reserved", None, Because(goes_back=copy.give_back))
    return Stands("held" if copy.due is None else "out", span[1].isoformat())


def kept_until(context: Context) -> dict[str, str]:
    """The last day for which each copy (a tag) that is kept ready for somebody is kept."""
    found = holds.ready(context.db, context.today.isoformat(), _ALL)
    return {each.tool: each.ready_until for each in found if each.tool and each.ready_until}


def trained_in(context: Context, asking: Asking) -> frozenset[str] | None:
    """The topics in which the member is inducted on that day; None where nobody is asked for."""
    if asking.member is None:
        return None
    topics = members.inductions(context.db, [asking.member]).get(asking.member, {})
    day = asking.day.isoformat()
    return frozenset(topic for topic, until in topics.items() if until is None or until >= day)


def _measure(text: str) -> tuple[Quantity, ...] | None:
    """An attribute as quantities; one that is no quantity says nothing about size."""
    try:
        return parse_extent(text)
    except ValueError:
        return None


def _trait(text: str) -> frozenset[str]:
    """An attribute as a list of words: "T25, PH1" has both."""
    return frozenset(fold(word.strip()) for word in re.split("[,;]", text))

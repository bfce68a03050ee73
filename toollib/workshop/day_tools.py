"""What can be built with the tools of one day, as far as it is open which copy a promise to somebody else will take.

A reservation of a kind takes any copy that fits. On the shelf of the day (`shelf_state`) it takes some copy; where copies
of the kind differ, a design may need just that one while another would keep the promise as well. Such copies are loose: a
design that lacks something is tried with them, too, and has them if all that it takes can be had together.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from catalog.answers import Answer, ReadyReport, Verdict
from catalog.copies import Copy, State
from catalog.design import ToolNeed
from catalog.kinds import Kinds
from catalog.plan import Buildable, Tools
from toollib.desk import bookings
from toollib.desk.context import Context
from toollib.desk.facts import topics_of
from toollib.store import care, reservations, tools
from toollib.workshop.shelf_state import Asking, trained_in
from toollib.workshop.together import MOST_TRIES, claims_on, clashing, look_of

Designs = Callable[[str], Buildable | None]


@dataclass(frozen=True, slots=True)
class Loose:
    """Copies (tags) that are promised on a day and need not be, and what stands of their kinds, by kind.

    `rows`: of every copy of these kinds, by kind and tag.
    """

    day: date
    tags: frozenset[str]
    rows: Mapping[str, Mapping[str, int]]
    promised: Mapping[str, bookings.Promised]

    def clashing(self, tags: Iterable[str]) -> tuple[str, ...]:
        """Those of these copies that cannot be had together; () where all can."""
        taken = set(tags)
        wanted = {
            kind: {tag: row for tag, row in rows.items() if tag in taken} for kind, rows in self.rows.items()
        }
        return clashing(wanted, self.promised.__getitem__, (self.day, self.day))


class DayTools:
    """The tools of a day: the same answers as `Tools`, loose copies looked at."""

    def __init__(
        self,
        shelf: Sequence[Copy],
        kinds: Kinds,
        *,
        usable: frozenset[State],
        designs: Designs,
        loose: Loose | None,
    ) -> None:
        self._shelf = shelf
        self._tools = partial(Tools, kinds=kinds, usable=usable, designs=designs)
        self._loose = loose
        self._plain = self._tools(shelf)
        self._known: dict[frozenset[str], Tools] = {}

    def why(self, design: Buildable, runs_on: Sequence[ToolNeed] = ()) -> Answer:
        """How each need of the design stands."""
        return self._best_for(design).why(design, runs_on)

    def verdict(self, design: Buildable) -> Verdict:
        """Whether a design can be built, in short."""
        return self._best_for(design).verdict(design)

    def overview(self, design: Buildable) -> list[dict[str, Any]]:
        """The needs of a design, with how many copies are here and how many free."""
        return self._best_for(design).overview(design)

    def ready(self, designs: Iterable[Buildable]) -> ReadyReport:
        """Which designs can be built, which almost, and of which nobody wrote down the tools."""
        every = list(designs)
        report = self._plain.ready(every)
        if self._loose is None:
            return report
        found = {one.design: one for one in report.ready}
        more = (self.verdict(one) for one in every if one.id not in found)
        found |= {one.design: one for one in more if one.ready}
        ready = tuple(found[one.id] for one in every if one.id in found)
        return replace(report, ready=ready, almost=tuple(v for v in report.almost if v.design not in found))

    def with_parts(self, design: Buildable) -> list[Buildable]:
        """The design and all that it is made from, each once."""
        return self._plain.with_parts(design)

    def _best_for(self, design: Buildable) -> Tools:
        """The shelf on which a design lacks nothing, if there is one; else the shelf as it is."""
        loose = self._loose
        if loose is None or not self._plain.verdict(design).missing:
            return self._plain
        tried, waiting = {frozenset[str]()}, deque([frozenset[str]()])
        while waiting and len(tried) < MOST_TRIES:
            without = waiting.popleft()
            tools_ = self._with_loose(without)
            if tools_.verdict(design).missing:
                continue
            contended = loose.clashing(_taken(tools_, design))
            if not contended:
                return tools_
            fewer = dict.fromkeys(without | {tag} for tag in contended)
            waiting.extend(each for each in fewer if each not in tried)
            tried.update(fewer)
        return self._plain

    def _with_loose(self, without: frozenset[str]) -> Tools:
        """The shelf where loose copies are free, but for some copies that somebody else gets."""
        assert self._loose is not None  # noqa: S101 - asked only where there are any
        if without not in self._known:
            tags = self._loose.tags
            left = [
                replace(each, state="free", until=None) if each.tag in tags else each for each in self._shelf
            ]
            self._known[without] = self._tools(
                [replace(each, state="reserved") if each.tag in without else each for each in left]
            )
        return self._known[without]


def _taken(shelf: Tools, design: Buildable) -> set[str]:
    """The tags of all that a design takes from the shelf, with what it is made from."""
    needs = (need for each in shelf.with_parts(design) for need in shelf.why(each).needs)
    ways = (need.chosen for need in needs if need.chosen is not None)
    return {way.tag for way in ways if way.tag is not None and way.state == "free"}


def loose_copies(context: Context, asking: Asking, shelf: Sequence[Copy]) -> Loose | None:
    """The copies that are reserved by others on that day and need not be; None where there are none."""
    today = context.today.isoformat()
    tags, rows, promised = set[str](), dict[str, Mapping[str, int]](), dict[str, bookings.Promised]()
    for kind in _differing(context, asking, shelf):
        promised[kind] = bookings.promised(context, kind, but=asking.member)
        copies = care.copies_of(context.db, kind)
        rows[kind] = {each.tag: each.row for each in tools.several(context.db, copies, today)}
        tags |= {
            each.tag
            for each in shelf
            if each.kind == kind
            and each.state == "reserved"
            and rows[kind][each.tag] in promised[kind].taken
            and promised[kind].leaves_room_for(claims_on((asking.day, asking.day), [rows[kind][each.tag]]))
        }
    return Loose(asking.day, frozenset(tags), rows, promised) if tags else None


def _differing(context: Context, asking: Asking, shelf: Sequence[Copy]) -> list[str]:
    """The kinds whose copies differ and of which others have reserved some over that day."""
    if asking.owned:
        return []
    today, day, trained = context.today.isoformat(), asking.day.isoformat(), trained_in(context, asking)
    found = []
    for kind in reservations.kinds_ahead(context.db, today):
        if trained is not None and not topics_of(context, kind) <= trained:
            continue
        others = [
            each for each in reservations.ahead(context.db, kind, today) if each.member != asking.member
        ]
        covering = [each for each in others if each.from_day <= day <= each.to_day]
        # On a day on which a copy changes hands nobody promises when it is there.
        if not covering or any(each.from_day < day == each.to_day for each in covering):
            continue
        looks = {look_of(each) for each in shelf if each.kind == kind}
        if len(looks) > 1:
            found.append(kind)
    return found

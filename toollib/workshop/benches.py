"""The whole bench: every tool of a design reserved for the same days, or none; and the first days when that can be.

A reservation of a bench is one event and one undo. Its reservations carry the number of a build that is not started yet,
so that they are collected together (`toollib.desk.collecting`) and started under that number (`toollib.workshop.builds`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from catalog.copies import plain_number
from catalog.design import Design
from catalog.kinds import Kinds
from catalog.plan import Buildable, Tools
from catalog.text import plain
from toollib.desk import dealings, queues, reserving, views
from toollib.desk.action import Action, acting
from toollib.desk.context import Context
from toollib.desk.loan_events import found
from toollib.desk.lookup import member_row
from toollib.rules.reasons import Gathering, Reason, Refused, reason
from toollib.store import builds, members, reservations, tools
from toollib.store.builds import NewBuild
from toollib.store.codes import Meant
from toollib.workshop.bench_choice import Bench, Choice, Taken, musts_only
from toollib.workshop.bench_notes import note_lacking, note_lasting, spans_of
from toollib.workshop.bench_reasons import ways_out, why_not
from toollib.workshop.ready import Workshop


@dataclass(frozen=True, slots=True)
class Wanted:
    """The bench of which design, for whom (id, card or name); `helps`: also what is nice to have, as far as it is free."""

    design: str
    member: str
    helps: bool = False


@dataclass(frozen=True, slots=True)
class Pick:
    """A line of the pick list. `tag` is what lies ready for it now; `any_copy`: another copy of the kind will do.

    `stands_in`: the kind in whose place it is used, and how many times `slower`. `reserved`: false for what stays in
    the library. What must be brought from `outside` has no tag.
    """

    place: str | None
    tag: str | None
    name: str
    kind: str | None
    accessories: tuple[views.Accessory, ...] = ()
    designs: tuple[str, ...] = ()
    any_copy: bool = False
    reserved: bool = False
    stands_in: str | None = None
    slower: int | float | None = None
    outside: bool = False
    kind_name: str = views.only_here("")
    stands_in_name: str = views.only_here("")

    def named(self, name: Callable[[str], str]) -> "Pick":
        """With what its kinds are called."""
        kind, other = self.kind, self.stands_in
        return replace(
            self,
            kind_name="" if kind is None else name(kind),
            stands_in_name="" if other is None else name(other),
        )


@dataclass(frozen=True, slots=True)
class Reserved:
    """A reserved bench: its reservations, and what to take from the shelves, in the order of the shelves.

    `build`: the number under which it is collected and started; None where nothing had to be reserved. `warnings`: what
    may be in the way when it is collected.
    """

    reservations: tuple[views.Reservation, ...]
    pick_list: tuple[Pick, ...]
    build: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class First:
    """The first day from which everything is free together, up to `to`; None: not within a year.

    Then `why` tells why not, and `hint` what can be done about it.
    """

    first: date | None
    to: date | None = None
    why: tuple[Reason, ...] = field(default=())
    hint: str | None = None


def reserve(context: Context, workshop: Workshop, wanted: Wanted, *, first: date, last: date) -> Reserved:
    """Reserve every tool of a design, and of what it is made from, from a first to a last day, all or none.

    Raises:
        Refused: every reason: of the names, the membership and the dates (as for a single reservation; members by
            themselves only as far as `makers` in library.yaml allows), of each tool, and `role-missing` where neither a
            right nor that setting allows it.
    """
    with acting(context, None) as action:
        who = found(action, member_row, wanted.member)
        whose = [None if who is None else members.code_of(context.db, who)]
        reserving.note_right(action, whose)
        designs = found(
            action,
            lambda _, name: _designs(workshop, name, context.vocabulary.kinds, helps=wanted.helps),
            wanted.design,
        )
        if who is not None:
            action.reasons.extend(reserving.why_not_for(context, who))
        if not context.wrong:
            reserving.note_dates(action, first, last, whose=whose)
        choice = None
        if who is not None and designs is not None:
            bench = Bench(context, designs, who)
            if _wrong_dates(action):
                note_lasting(action, bench, first, designs[0].id)
            else:
                choice = bench.choose(first, last)
                note_lacking(action, bench, choice, (first, last), designs[0].id)
        action.settle()
        assert who is not None and choice is not None  # noqa: S101, PT018 - else settle has raised
        kept = _keep(action, _plan(workshop.design(wanted.design)), choice, _Span(who, first, last))
        limit = reserving.limit_told(context, who, len(kept.reservations))
        return replace(kept, warnings=(*reserving.papers_told(context, who), *limit))


@dataclass(frozen=True, slots=True)
class Further:
    """Nothing was found so far: from which day it is to be looked on."""

    since: date


def when(context: Context, workshop: Workshop, wanted: Wanted, days: int = 1) -> First:
    """The first day from which a bench can be reserved for so many open days (1 or more), within a year from today.

    Raises:
        Refused: the reasons of the names and of the membership.
    """
    found = look_for(context, workshop, wanted, days=days)
    assert isinstance(found, First)  # noqa: S101 - it looked through the whole year
    return found


def look_for(
    context: Context,
    workshop: Workshop,
    wanted: Wanted,
    *,
    days: int = 1,
    since: date | None = None,
    most: int = 0,
) -> First | Further:
    """As `when`, but from a day on, and at no more than so many first days (0: all of the year) before it pauses.

    For who must not keep others waiting: what pauses is asked again from where it paused.

    Raises:
        Refused: the reasons of the names and of the membership.
    """
    with queues.reading(context):
        asking = Gathering()
        who = asking.ask(lambda: member_row(context, wanted.member))
        designs = asking.ask(
            lambda: _designs(workshop, wanted.design, context.vocabulary.kinds, helps=wanted.helps)
        )
        if who is not None:
            asking.reasons.extend(reserving.why_not_for(context, who))
        asking.settle()
        assert who is not None and designs is not None  # noqa: S101, PT018 - else settle has raised
        bench = Bench(context, designs, who)
        choice, first = None, context.today
        for number, (first, last) in enumerate(spans_of(context, days, since)):
            if most and number == most:
                return Further(first)
            choice = bench.choose(first, last)
            if not choice.lacking:
                return First(first, last)
        if choice is None:
            return First(None, why=(_never_open(context, days),))
        return _never(context, bench, choice, first, days)


def _never(context: Context, bench: Bench, choice: Choice, first: date, days: int) -> First:
    """Why there is no such day within a year: as everything stands at its end, when all loans of today are over."""
    together = f" for {days} open days together" if days > 1 else ""
    asked = bench.asked(first, f"on any open day within a year{together}")
    why = Refused(why_not(context, choice.lacking, asked)).reasons
    return First(None, why=why, hint=ways_out(context, choice.lacking, asked))


def _never_open(context: Context, days: int) -> Reason:
    return reason("date-wrong", f"there are no {days} open days within a year from {context.today}")


def _designs(workshop: Workshop, name: str, kinds: Kinds, *, helps: bool) -> list[Buildable]:
    """The design and all that it is made from.

    Raises:
        Refused: `design-unknown`, `design-broken`; `kind-unknown` where nobody wrote down the tools of one of them, or
            there is none of its id that can be read.
    """

    def made(id_: str) -> Buildable | None:
        design: Design | None = workshop.shelf.get(id_)
        return None if design is None else Buildable.of(design)

    design = Buildable.of(workshop.design(name))
    every = Tools((), kinds, designs=made).with_parts(design)
    told = [f"nobody wrote down which tools {each.id} needs" for each in every if not each.tools_documented]
    unread = dict.fromkeys(part for each in every for part in each.made_from if made(part) is None)
    told += [
        f"there is no design {part} that can be read, so nobody knows which tools it needs" for part in unread
    ]
    if told:
        raise Refused(
            [reason("kind-unknown", each) for each in told], "name the kinds under `tools:` in its file"
        )
    return every if helps else [musts_only(each) for each in every]


def _wrong_dates(action: Action) -> bool:
    return bool(action.context.wrong) or any(each.code == "date-wrong" for each in action.reasons)


@dataclass(frozen=True, slots=True)
class _Span:
    """A member (a row) and the days of a reservation."""

    member: int
    first: date
    last: date


def _plan(design: Design) -> NewBuild:
    """What is known of a build before it is started; its steps are taken when it is."""
    return NewBuild(design.id, plain(design.name), design.version, design.makes_tool, ())


def _keep(action: Action, plan: NewBuild, choice: Choice, span: _Span) -> Reserved:
    """Write the build to come, the reservations for it, and their event."""
    db, today = action.context.db, action.moment.today.isoformat()
    picks = _pick_list(action.context, choice)
    taken = [each for each in choice.taken if each.reserved]
    if not taken:
        return Reserved((), picks)
    build = builds.plan(db, plan, (span.member,), action.moment.at)
    rows = [reservations.accept(db, {**_values(action, each, span), "build": build}) for each in taken]
    about: dict[str, Any] = {
        "member": members.code_of(db, span.member),
        "build": str(build),
        "design": plan.design,
        "reservations": [str(row) for row in rows],
        "from": span.first.isoformat(),
        "to": span.last.isoformat(),
    }
    named = (Meant("tool", each.tool.row) for each in taken if not each.any_copy)
    action.record("reserve", about, (Meant("member", span.member), *named))
    kept = [each for row in rows if (each := reservations.get(db, row, today)) is not None]
    return Reserved(tuple(map(dealings.reservation_view, kept)), picks, str(build))


def _values(action: Action, taken: Taken, span: _Span) -> dict[str, object]:
    return {
        "member": span.member,
        "kind": taken.tool.kind if taken.any_copy else None,
        "copy": None if taken.any_copy else taken.tool.row,
        "from_day": span.first.isoformat(),
        "to_day": span.last.isoformat(),
        "placed_at": action.moment.at,
    }


def _pick_list(context: Context, choice: Choice) -> tuple[Pick, ...]:
    """What to take from the shelves, by place and tag; what is brought from elsewhere comes last."""
    parts = tools.accessories(context.db, [each.tool.row for each in choice.taken])
    name = context.vocabulary.name
    picks = [_pick(each, parts.get(each.tool.row, ())).named(name) for each in choice.taken]
    return (*picks, *(Pick(None, None, each, None, outside=True) for each in choice.outside))


def _pick(taken: Taken, parts: Iterable[Sequence[Any]]) -> Pick:
    tool, way = taken.tool, taken.way
    return Pick(
        tool.place or None,
        tool.tag,
        tool.name,
        tool.kind,
        tuple(views.Accessory(name, qty) for name, qty in parts),
        taken.designs,
        any_copy=taken.any_copy,
        reserved=taken.reserved,
        stands_in=way.stands_in,
        slower=None if way.slower is None else plain_number(way.slower),
    )

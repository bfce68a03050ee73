"""The whole bench: every tool of a design reserved for the same days, or none; and the first days when that can be.

A reservation of a bench is one event and one undo. Its reservations carry the number of a build that is not started yet,
so that they are collected together (`toollib.desk.collecting`) and started under that number (`toollib.workshop.builds`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

from catalog.answers import meant
from catalog.design import Design
from catalog.kinds import Kinds
from catalog.plan import Buildable, Tools
from catalog.text import plain
from toollib.desk import dealings, queues, reserving, views
from toollib.desk.action import Action, acting
from toollib.desk.context import Context
from toollib.desk.facts import topics_of
from toollib.desk.loan_events import found
from toollib.desk.lookup import member_row
from toollib.rules.dates import HORIZON, NoOpenDay
from toollib.rules.reasons import Reason, Refused, reason
from toollib.store import builds, members, reservations, tools
from toollib.store.builds import NewBuild
from toollib.store.codes import Meant
from toollib.workshop.bench_choice import Bench, Choice, Taken, musts_only
from toollib.workshop.ready import Workshop

T = TypeVar("T")


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
    slower: float | None = None
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Reserved:
    """A reserved bench: its reservations, and what to take from the shelves, in the order of the shelves.

    `build`: the number under which it is collected and started; None where nothing had to be reserved.
    """

    reservations: tuple[views.Reservation, ...]
    pick_list: tuple[Pick, ...]
    build: str | None = None


@dataclass(frozen=True, slots=True)
class First:
    """The first day from which everything is free together, up to `to`; None: not within a year, and `why` not."""

    first: date | None
    to: date | None = None
    why: tuple[Reason, ...] = field(default=())


def reserve(context: Context, workshop: Workshop, wanted: Wanted, *, first: date, last: date) -> Reserved:
    """Reserve every tool of a design, and of what it is made from, from a first to a last day, all or none.

    Raises:
        Refused: every reason: of the names, the membership and the dates (as for a single reservation), of each tool,
            and `role-missing` where neither a right nor library.yaml (`makers`) allows it.
    """
    with acting(context, None) as action:
        who = found(action, member_row, wanted.member)
        reserving.note_right(action, [None if who is None else members.code_of(context.db, who)])
        designs = found(
            action,
            lambda _, name: _designs(workshop, name, context.vocabulary.kinds, helps=wanted.helps),
            wanted.design,
        )
        if who is not None:
            action.reasons.extend(reserving.why_not_for(context, who))
        if not context.wrong:
            reserving.note_dates(action, first, last)
        choice = None
        if who is not None and designs is not None and not _wrong_dates(action):
            bench = Bench(context, designs, who)
            choice = bench.choose(first, last)
            asked = _Asked(members.get(context.db, who, context.cutoff).name, first, last, bench.trained)
            action.reasons.extend(_why_not(context, choice, asked))
            if any(each.code == "tool-reserved" for each in action.reasons):
                known = f"{workshop.design(wanted.design).id} --member {members.code_of(context.db, who)}"
                action.hints.append(f"`toollib build when {known}` says from which day all can be had")
        action.settle()
        assert who is not None and choice is not None  # noqa: S101, PT018 - else settle has raised
        return _keep(action, _plan(workshop.design(wanted.design)), choice, _Span(who, first, last))


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
        reasons: list[Reason] = []
        hints: list[str] = []
        who = _or_note(reasons, hints, lambda: member_row(context, wanted.member))
        designs = _or_note(
            reasons,
            hints,
            lambda: _designs(workshop, wanted.design, context.vocabulary.kinds, helps=wanted.helps),
        )
        if who is not None:
            reasons.extend(reserving.why_not_for(context, who))
        if reasons or who is None or designs is None:
            raise Refused(reasons, "; ".join(dict.fromkeys(hints)) or None)
        bench = Bench(context, designs, who)
        name = members.get(context.db, who, context.cutoff).name
        why: tuple[Reason, ...] = ()
        for number, (first, last) in enumerate(_spans(context, days, since)):
            if most and number == most:
                return Further(first)
            choice = bench.choose(first, last)
            why = tuple(_why_not(context, choice, _Asked(name, first, last, bench.trained)))
            if not why:
                return First(first, last)
        return First(None, why=tuple(Refused(why).reasons) or (_never_open(context, days),))


def _never_open(context: Context, days: int) -> Reason:
    return reason("date-wrong", f"there are no {days} open days within a year from {context.today}")


def _spans(context: Context, days: int, since: date | None = None) -> Iterator[tuple[date, date]]:
    """Each open day within a year from today, with the last of so many open days that begin with it."""
    opening, today = context.opening, context.today
    end = min(today + HORIZON, date.max - timedelta(days=1))
    day = max(today, since or today)
    while (first := opening.next_open_or_none(day)) is not None and first <= end:
        try:
            yield first, opening.add_open_days(first, days - 1)
        except NoOpenDay:
            return
        day = first + timedelta(days=1)


def _designs(workshop: Workshop, name: str, kinds: Kinds, *, helps: bool) -> list[Buildable]:
    """The design and all that it is made from.

    Raises:
        Refused: `design-unknown`, `design-broken`; `kind-unknown` where nobody wrote down the tools of one of them.
    """

    def made(id_: str) -> Buildable | None:
        design: Design | None = workshop.shelf.get(id_)
        return None if design is None else Buildable.of(design)

    design = Buildable.of(workshop.design(name))
    every = Tools((), kinds, designs=made).with_parts(design)
    silent = [each.id for each in every if not each.tools_documented]
    if silent:
        told = [f"nobody wrote down which tools {each} needs" for each in silent]
        raise Refused(
            [reason("kind-unknown", each) for each in told], "name the kinds under `tools:` in its file"
        )
    return every if helps else [musts_only(each) for each in every]


def _or_note(reasons: list[Reason], hints: list[str], ask: Callable[[], T]) -> T | None:
    try:
        return ask()
    except Refused as refused:
        reasons.extend(refused.reasons)
        hints.extend([refused.hint] if refused.hint else [])
        return None


def _wrong_dates(action: Action) -> bool:
    return bool(action.context.wrong) or any(each.code == "date-wrong" for each in action.reasons)


@dataclass(frozen=True, slots=True)
class _Asked:
    """For whom (a name) and for which days it is asked; `trained`: the topics in which they are inducted today."""

    name: str
    first: date
    last: date
    trained: AbstractSet[str]

    def lacks(self, topics: Iterable[str]) -> str:
        """That inductions lack; the day only where that is not so today already."""
        return f"which {self.name} lacks" + (f" on {self.first}" if self.trained >= set(topics) else "")


def _why_not(context: Context, choice: Choice, asked: _Asked) -> Iterator[Reason]:
    """A reason for each must that nothing is left for."""
    for lack in choice.lacking:
        kind = meant(lack.need) or ""
        name = context.vocabulary.name(kind)
        if lack.state == "not-inducted":
            topics = sorted(
                {
                    each
                    for way in lack.ways
                    if way.state == "not-inducted"
                    for each in topics_of(context, way.kind or "")
                }
            )
            told = " and ".join(f"“{topic}”" for topic in topics)
            yield reason(
                "induction-missing",
                f"{name} needs the induction {told}, {asked.lacks(topics)}",
            )
        elif lack.state in _WORDS:
            code, words = _WORDS[lack.state]
            yield reason(code, words.format(name=name), override=False)
        else:
            days = f"from {asked.first} to {asked.last}"
            few = f"one {name} more is needed than can be had {days}"
            text = few if lack.state == "too-few" else f"no {name} is free {days}"
            yield reason("tool-reserved", text, override=False)


_WORDS: Mapping[str, tuple[str, str]] = {
    "not-owned": ("kind-unknown", "the library has no {name}, and nothing that stands in for it"),
    "too-small": ("kind-unknown", "no {name} of the library is large enough"),
    "repair": ("tool-in-repair", "every {name} is in repair"),
    "lost": ("tool-lost", "every {name} is recorded as lost"),
}


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
    picks = [_pick(each, parts.get(each.tool.row, ())) for each in choice.taken]
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
        slower=None if way.slower is None else float(way.slower),
    )

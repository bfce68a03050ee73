"""Reservations: a claim on dates, accepted only if it can be kept with all others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from catalog.text import quote
from toollib.desk import bookings, dealings, queues, views
from toollib.desk.action import Action, acting
from toollib.desk.context import Context
from toollib.desk.facts import member_facts
from toollib.desk.loan_events import found
from toollib.desk.lookup import kind_or_copy, member_row
from toollib.desk.reads import ALL, Part
from toollib.desk.wanting import wanted as what_is_wanted
from toollib.rules.calendar import Claim
from toollib.rules.eligibility import more_than_allowed, why_not_keep
from toollib.rules.lending import why_not_alone
from toollib.rules.reasons import Reason, reason
from toollib.rules.rights import lacking_for
from toollib.store import members, reservations, tools
from toollib.store.codes import Meant


def reserve(context: Context, member: str, wanted: str, *, first: date, last: date) -> views.Reservation:
    """Claim a kind or one copy from a first to a last day, both open days.

    Where the member lacks the induction or a paper it is accepted and warned of: there may be one until then.

    Raises:
        Refused: the reasons of the names and of the membership, `date-wrong` with the nearest open days,
            `tool-reserved` where no copy is left then.
    """
    with acting(context, "desk") as action:
        before = len(action.reasons)
        kind, copy = what_is_wanted(action, wanted)
        if not context.wrong:
            note_dates(action, first, last)
        of_kind = tools.kind_of(context.db, copy) if copy is not None else str(kind)
        sound = len(action.reasons) == before and not context.wrong
        if sound:  # what is no tool, or no day, need not be asked for
            _note_claimed(action, of_kind, Claim(_NEW, first, last, copy))
        who = found(action, member_row, member)
        if who is not None:
            action.reasons.extend(why_not_for(context, who))
        action.settle()
        assert who is not None  # noqa: S101 - else settle has raised
        row = reservations.accept(
            context.db,
            {
                "member": who,
                "kind": kind,
                "copy": copy,
                "from_day": first.isoformat(),
                "to_day": last.isoformat(),
                "placed_at": action.moment.at,
                "build": None,
            },
        )
        accepted = _get(context, row)
        about = {
            "member": accepted.member,
            "reservation": str(row),
            "kind": kind,
            "tool": accepted.tool,
            "from": first.isoformat(),
            "to": last.isoformat(),
        }
        links = [Meant("member", who), *([Meant("tool", copy)] if copy is not None else [])]
        action.record("reserve", about, tuple(links))
        lacks = bookings.untrained_for(context, who, of_kind, first)
        told = [] if lacks is None else [f"{lacks}: without it nothing is lent on {first}"]
        return replace(accepted, warnings=(*papers_told(context, who), *told))


def cancel(context: Context, reservation_id: str) -> views.Reservation:
    """Give up a reservation.

    Raises:
        Refused: `reservation-unknown`, also for one that is over, and `role-missing`, but where members reserve for
            themselves (library.yaml, `makers`) they give up their own, too.
    """
    with acting(context, None) as action:
        sane = reservation_id.isascii() and reservation_id.isdigit() and len(reservation_id) < 19
        row = int(reservation_id) if sane else 0
        known = reservations.get(context.db, row, context.today.isoformat())
        note_right(action, [None if known is None else known.member])
        if known is None or known.state != "accepted":
            over = "" if known is None else f" ({known.state})"
            text = f"no reservation that stands has the number {quote(reservation_id)}{over}"
            action.reasons.append(reason("reservation-unknown", text))
            action.hints.append("`toollib reservations` shows those that stand")
        action.settle()
        assert known is not None  # noqa: S101 - else settle has raised
        undo(action, row)
        who = member_row(context, known.member)
        about = {"member": known.member, "reservation": str(row)}
        action.record("reserve-cancel", about, (Meant("member", who),))
        return _get(context, row)


@dataclass(frozen=True, slots=True)
class GivenUp:
    """Reservations (rows) that were given up, and all those (rows) that could not be kept anyway just before."""

    claims: tuple[int, ...]
    broken: tuple[int, ...]


NOTHING: Final = GivenUp((), ())


def note_right(action: Action, whose: Sequence[str | None]) -> None:
    """Note it where whoever acts may neither work at the desk nor do this for themselves. `whose`: member ids."""
    actor, makers = action.moment.actor, action.context.settings.makers.reserve
    mine = actor.member if actor.member in whose else None
    missing = lacking_for(actor, "desk", mine, makers=makers)
    if missing is not None and missing not in action.reasons:
        action.reasons.append(missing)


def give_up(action: Action, build: int) -> GivenUp:
    """Cancel the reservations for a build that stand and are not collected; undo of the action takes them up again."""
    context, today = action.context, action.moment.today.isoformat()
    claims = [each.id for each in reservations.of_build(context.db, build, today)]
    broken = [row for row, _ in bookings.broken(context, _kinds_of(context, claims))]
    for row in claims:
        action.claims[str(row)] = ["accepted", None]
        reservations.set_state(context.db, row, "cancelled")
        queues.move_on(context, reservations.kind_of(context.db, row), action.holds)
    return GivenUp(tuple(claims), tuple(broken))


def taken_up_again(action: Action, given_up: GivenUp) -> None:
    """After undo has put these reservations back: the queues are as they should be, and nobody is the worse for it.

    Raises:
        Refused: `undo-blocked` where they, or others, could be kept then and cannot be now.
    """
    context = action.context
    kinds = _kinds_of(context, given_up.claims)
    for kind in kinds:
        queues.move_on(context, kind)
    for _, why in bookings.broken(context, kinds, given_up.broken):
        text = f"what was reserved for the build cannot all be kept any more: {why}"
        action.reasons.append(reason("undo-blocked", text))
    action.settle()


def _kinds_of(context: Context, claims: Sequence[int]) -> list[str]:
    """The kinds that some reservations (rows) are on, each once."""
    return list(dict.fromkeys(reservations.kind_of(context.db, row) for row in claims))


def undo(action: Action, row: int) -> None:
    """A reservation never was, or is given up; a copy that was spared for it goes to who waits for one."""
    reservations.set_state(action.context.db, row, "cancelled")
    queues.move_on(action.context, reservations.kind_of(action.context.db, row))


def collected_since(context: Context, rows: Sequence[int]) -> tuple[str, ...]:
    """A word for undo if one of these reservations was collected: then a loan builds on it."""
    today = context.today.isoformat()
    known = (reservations.get(context.db, row, today) for row in rows)
    return ("checkout",) if any(each is not None and each.state == "collected" for each in known) else ()


def reservation_list(
    context: Context, *, everything: bool = False, part: Part = ALL
) -> tuple[views.Reservation, ...]:
    """Reservations that stand, by their first day; or all, the newest first."""
    with queues.reading(context):
        rows = reservations.listed(
            context.db,
            context.today.isoformat(),
            everything=everything,
            limit=part.limit,
            offset=part.offset,
        )
        return tuple(dealings.reservation_view(each) for each in rows)


def reservations_of(context: Context, member: str) -> tuple[views.Reservation, ...]:
    """What a member has reserved and not collected.

    Raises:
        Refused: the reasons of the member's name.
    """
    with queues.reading(context):
        rows = reservations.of_member(context.db, member_row(context, member), context.today.isoformat())
        return tuple(dealings.reservation_view(each) for each in rows)


def reservations_for(context: Context, tool_or_kind: str) -> tuple[views.Reservation, ...]:
    """What is reserved of a kind, or what one copy could be collected for, by the first day.

    Raises:
        Refused: `kind-unknown`, or the reasons of the tool's name.
    """
    with queues.reading(context):
        kind, copy = kind_or_copy(context, tool_or_kind)
        rows = reservations.of_kind(context.db, kind, context.today.isoformat(), copy)
        return tuple(dealings.reservation_view(each) for each in rows)


# A claim that is not in the database yet comes after all that are.
_NEW = 2**62


def _get(context: Context, row: int) -> views.Reservation:
    found_row = reservations.get(context.db, row, context.today.isoformat())
    assert found_row is not None  # noqa: S101 - it was put in or read just now
    return dealings.reservation_view(found_row)


def why_not_for(context: Context, who: int) -> tuple[Reason, ...]:
    """What stands against any reservation by this member (a row)."""
    record = members.get(context.db, who, context.cutoff)
    rules = context.settings.membership.rules(context.settings.currency)
    return tuple(why_not_keep(member_facts(context, record), rules, context.today))


def papers_told(context: Context, who: int) -> Iterator[str]:
    """What is said to a member (a row) who reserves and whose papers are missing: there may be some until then."""
    for each in bookings.papers_missing(context, [who]).get(who, ()):
        yield f"{each}: without it nothing is lent"


def limit_told(context: Context, who: int, count: int) -> Iterator[str]:
    """What is said to a member (a row) who reserves so many tools together, where they may not have all of them at once."""
    record = members.get(context.db, who, context.cutoff)
    if (told := more_than_allowed(member_facts(context, record), count)) is not None:
        yield told


def note_dates(action: Action, first: date, last: date, *, whose: Sequence[str | None] = ()) -> None:
    """Note what is wrong with the days of a reservation, with the nearest open ones.

    Where it is their own (`whose`: member ids), who has no right to work at the desk reserves only so long, and so far
    ahead, as library.yaml lets members do for themselves.
    """
    opening, today = action.context.opening, action.moment.today
    if first < today:
        action.reasons.append(reason("date-wrong", f"{first} is in the past"))
    if last < first:
        action.reasons.append(
            reason("date-wrong", f"the reservation ends ({last}) before it begins ({first})")
        )
    for each in dict.fromkeys((first, last)):
        if each >= today and not opening.is_open(each):
            before, after = opening.previous_open(each), opening.next_open_or_none(each)
            near = " and ".join(str(day) for day in (before, after) if day is not None and day >= today)
            text = f"the library is closed on {each}; the nearest open days are {near or 'not within a year'}"
            action.reasons.append(reason("date-wrong", text))
    _note_alone(action, first, last, whose)


def _note_alone(action: Action, first: date, last: date, whose: Sequence[str | None]) -> None:
    actor, makers, opening = action.moment.actor, action.context.settings.makers, action.context.opening
    if actor.may("desk") or not makers.reserve or actor.member is None or actor.member not in whose:
        return
    most = makers.days, makers.days_ahead
    reasons = list(why_not_alone(first, last, action.moment.today, opening, most))
    action.reasons.extend(reasons)
    if reasons:
        action.hints.append("ask at the desk: a volunteer may reserve for longer, and further ahead")


def _note_claimed(action: Action, kind: str, claim: Claim) -> None:
    if bookings.can_be_kept(action.context, kind, claim):
        return
    name = action.context.vocabulary.name(kind)
    text = f"no {name} is free from {claim.start} to {claim.end}"
    action.reasons.append(reason("tool-reserved", text, override=False))
    action.hints.append(f"`toollib reservations --on {kind}` shows what is reserved")

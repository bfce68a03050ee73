"""Closing a day at the desk: what was promised for it moves to the next open day, and nobody pays for that.

library.yaml belongs to people and is never written by the program, so such days are kept in the database.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from catalog.text import plain
from toollib.desk import dealings, rule_views
from toollib.desk.action import Action, acting
from toollib.desk.context import Context
from toollib.rules.dates import Closed, NoOpenDay, Opening
from toollib.rules.reasons import Reason, reason
from toollib.store import closing, events, holds, loans
from toollib.store.closing import Claim
from toollib.store.codes import Meant
from toollib.store.records import LoanRecord


def close_day(context: Context, day: date, why: str) -> rule_views.ClosedDay:
    """Close a day that would have been open; what was due, kept ready or reserved on it moves.

    Raises:
        Refused: `date-wrong` for a day that is past or closed already, or after which no day is open within a year, and
            for an empty why; `role-missing`.
    """
    with acting(context, "settings") as action:
        action.reasons.extend(_why_not(context, day, action.moment.today))
        if not plain(why).strip():
            action.reasons.append(reason("date-wrong", "say why: members will ask on that day"))
        action.note_text("the why", why)
        action.settle()
        after = context.opening.also_closed([Closed(day, day, why)])
        lent = loans.several(context.db, closing.due_on(context.db, day.isoformat()))
        kept = _kept_longer(context, day, after)
        claims = _moved(closing.claims_on(context.db, day.isoformat()), day, after.next_open(day))
        event = _record(action, day, why, (lent, kept, claims))
        closing.close(context.db, day.isoformat(), why, action.moment.at, event)
        closing.move_due(context.db, day.isoformat(), after.next_open(day).isoformat())
        for row, until in kept:
            closing.keep_until(context.db, row, until.isoformat())
        for claim in claims:
            closing.move_claim(context.db, claim)
        context.look_for_changes()
        return _told(context, rule_views.ClosedDay(day, why), (lent, kept, claims))


def off_closed_days(context: Context, rows: Iterable[int]) -> None:
    """Move the due dates of these open loans off days that were closed at the desk.

    Undo puts a due date back as it was; if its day was closed meanwhile, it moves as it would have moved then.
    """
    for row in rows:
        if (due := closing.due_on_closed_days(context.db, row)) is not None:
            loan = loans.get(context.db, row)
            moved = context.opening.next_open(date.fromisoformat(due)).isoformat()
            loans.set_due(context.db, row, moved, loan.renewals, loan.late_days)


def promises_off_closed_days(context: Context, before: Mapping[str, Iterable[str]]) -> None:
    """The same for the holds and reservations (ids under "holds" and "claims") that undo put back."""
    opening = context.opening
    for row in before.get("holds", ()):
        if (until := closing.kept_until_closed_day(context.db, int(row))) is not None:
            moved = opening.next_open(date.fromisoformat(until))
            closing.keep_until(context.db, int(row), moved.isoformat())
    for row in before.get("claims", ()):
        for claim in closing.claim_on_closed_days(context.db, int(row)):
            first, last = (opening.next_open(date.fromisoformat(day)) for day in claim[1:])
            closing.move_claim(context.db, Claim(claim.row, first.isoformat(), last.isoformat()))


_Touched = tuple[Sequence[LoanRecord], Sequence[tuple[int, date]], Sequence[Claim]]


def _why_not(context: Context, day: date, today: date) -> list[Reason]:
    opening = context.opening
    found = []
    if day < today:
        found.append(reason("date-wrong", f"{day} is past: what happened on it has happened"))
    if not opening.is_open(day):
        why = opening.closed_why(day)
        found.append(reason("date-wrong", f"{day} is closed already" + (f": {why}" if why else "")))
    else:
        try:
            opening.also_closed([Closed(day, day)]).next_open(day)
        except NoOpenDay as error:
            found.append(
                reason("date-wrong", f"{error} to move to: look at hours and closed in library.yaml")
            )
    return found


def _kept_longer(context: Context, day: date, after: Opening) -> list[tuple[int, date]]:
    """Each ready hold that would lose this day, with the last day for which its copy is kept now.

    Where open days are counted, a day less is made up for by one more; where days are counted, only the last one moves.
    """
    found = []
    for row, text in closing.kept_from(context.db, day.isoformat()):
        until = date.fromisoformat(text)
        if context.settings.holds.counted == "open-days" or until == day:
            try:
                found.append((row, after.add_open_days(until, 1)))
            except NoOpenDay:  # no open day is left after it: nothing to give
                continue
    return found


def _moved(claims: Iterable[Claim], day: date, to: date) -> list[Claim]:
    """Reservations with this day moved. All move alike, so two that did not overlap before do not now."""
    was, now = day.isoformat(), to.isoformat()
    return [
        Claim(each.row, *(now if text == was else text for text in (each.from_day, each.to_day)))
        for each in claims
    ]


def _record(action: Action, day: date, why: str, touched: _Touched) -> int:
    lent, kept, claims = touched
    about = {
        "day": day.isoformat(),
        "loans": [str(each.row) for each in lent],
        "holds": [str(row) for row, _ in kept],
        "reservations": [str(each.row) for each in claims],
    }
    links = [Meant("tool", each.tool_row) for each in lent]
    links += [Meant("member", each.member_row) for each in lent if each.member_row is not None]
    return action.record("close-day", about, tuple(links), detail=events.Detail(why=why))


def _told(context: Context, empty: rule_views.ClosedDay, touched: _Touched) -> rule_views.ClosedDay:
    lent, kept, claims = touched
    ready = (holds.get(context.db, row) for row, _ in kept)
    reserved = holds.reservations(context.db, [each.row for each in claims])
    return empty._replace(
        loans=dealings.loan_views(context, loans.several(context.db, [each.row for each in lent])),
        holds=tuple(dealings.hold_view(each) for each in ready if each is not None),
        reservations=tuple(dealings.reservation_view(each) for each in reserved),
    )

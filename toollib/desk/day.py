"""The day at the desk: what is due and late, kept ready, about to begin, in danger, in repair, on its way back."""

from datetime import date, timedelta

from toollib.desk import day_views, dealings, queues
from toollib.desk.context import Context, instant
from toollib.store import day as told
from toollib.store import holds, loans, reservations

# Long enough to call in a tool that is lent for a week and to write to its owner.
GOES_BACK_SOON = timedelta(days=14)


def today(context: Context, limit: int, offset: int = 0) -> day_views.Today:
    """The day at the desk. Each list holds at most `limit` rows, after its first `offset`."""
    day = context.today.isoformat()
    part = limit, offset
    with queues.reading(context):
        due = loans.open_between(context.db, context.cutoff, day, *part)
        late = loans.listed(context.db, loans.Wanted(cutoff=context.cutoff), *part)
        ready = holds.ready(context.db, day, *part)
        starting = reservations.starting(context.db, day, *part)
        return day_views.Today(
            due=dealings.loan_views(context, due),
            overdue=dealings.loan_views(context, late),
            ready=tuple(dealings.hold_view(each) for each in ready),
            starting=tuple(dealings.reservation_view(each) for each in starting),
            conflicts=_conflicts(context, *part),
            repairs=tuple(
                day_views.Repair(str(each.row), each.tag, each.text, instant(each.opened_at))
                for each in told.open_repairs(context.db, *part)
            ),
            recalled=tuple(
                day_views.Recalled(
                    each.tag, each.why, instant(each.since), each.holder, each.name, each.holder_name
                )
                for each in told.recalled(context.db, *part)
            ),
            going_back=_going_back(context, *part),
        )


def _conflicts(context: Context, limit: int, offset: int) -> tuple[day_views.Conflict, ...]:
    if not reservations.kinds_ahead(context.db, context.today.isoformat()):
        return ()
    from toollib.desk import bookings

    # What cannot be kept at all comes before what waits for an induction or a paper, each reservation once.
    in_danger = dict(bookings.broken(context))
    for row, why in bookings.not_collected(context):
        in_danger.setdefault(row, why)
    told = list(in_danger.items())
    rows = (
        (reservations.get(context.db, row, context.today.isoformat()), why)
        for row, why in told[offset : offset + limit]
    )
    return tuple(
        day_views.Conflict(dealings.reservation_view(each), why) for each, why in rows if each is not None
    )


def _going_back(context: Context, limit: int, offset: int) -> tuple[day_views.GoingBack, ...]:
    soon = (context.today + min(GOES_BACK_SOON, date.max - context.today)).isoformat()
    return tuple(
        day_views.GoingBack(
            tool=each.tag,
            owner=each.owner,
            give_back=date.fromisoformat(each.give_back),
            due=None if each.due is None else date.fromisoformat(each.due),
            holder=each.holder,
            tool_name=each.name,
            owner_name=each.owner_name,
            holder_name=each.holder_name,
        )
        for each in told.going_back(context.db, soon, limit, offset)
    )

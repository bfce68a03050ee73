"""Old loans forget to whom they went, after as many months as `privacy.keep-loans` says."""

from datetime import datetime, time

from toollib.desk.context import Context, stamp
from toollib.desk.hours import quiet_since
from toollib.rules.dates import months_later
from toollib.store import events, leaving

# So many at a time: the first write of a day waits for them, and a later one takes up the rest.
AT_ONCE = 100


def first_of_the_day(context: Context) -> None:
    """Forget what is old before the first write of a day; where there is more than fits, before the next one too."""
    if context.forgot_on != context.today and forget_old_loans(context) < AT_ONCE:
        context.forgot_on = context.today


def forget_old_loans(context: Context, at_once: int = AT_ONCE) -> int:
    """Let loans that ended long ago forget their member; answers how many did. Nothing where the settings keep them.

    What is forgotten does not come back: after a month without an event nothing is older than it was then, until the
    clock has had a day to be set right.
    The counts stay right: a loan stays a loan, and whether it was somebody's first of its kind stays known.
    """
    months = context.settings.privacy.keep_loans
    if months is None or months >= 12 * (context.today.year - 1):
        return 0
    quiet = quiet_since(context)
    first = months_later(context.today if quiet is None else context.local_day(quiet), -months)
    before = stamp(datetime.combine(first, time.min, context.settings.time_zone))
    if not leaving.loans_to_forget(context.db, before, 1):
        return 0
    with context.db.writing():
        loans = leaving.loans_to_forget(context.db, before, at_once)
        leaving.forget(context.db, loans)
        moment = context.moment()
        about = {"count": len(loans), "before": first.isoformat()}
        event = events.NewEvent(
            moment.at, moment.actor.who, moment.actor.desk, "forget", about, by_hand=moment.by_hand
        )
        events.append(context.db, event)
    return len(loans)

"""What the hour means: open or closed, and a clock that may be wrong."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from toollib.desk.context import Context, instant, stamp
from toollib.rules.dates import NoOpenDay
from toollib.store import events

# No library rests for a year; a clock that leaps ahead would make every loan late.
_LONG_SINCE = timedelta(days=366)
# After so long without an event, what time alone has done is worth a second look: the clock may have leapt (0010).
_QUIET = timedelta(days=31)
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OpenNow:
    """Whether the library is open, until when (local), or when it opens next (None: not within a year)."""

    local: datetime
    closes: datetime | None
    opens: datetime | None
    closed_why: str = ""


def open_now(context: Context) -> OpenNow:
    """Whether the library is open, and what comes next."""
    local = context.clock.now().astimezone(context.settings.time_zone)
    for start, end in context.opening.spans(local.date()):
        if start <= local.time() <= end:
            return OpenNow(local, datetime.combine(local.date(), end), None)
    later = [start for start, _ in context.opening.spans(local.date()) if start > local.time()]
    why = context.opening.closed_why(local.date())
    if later:
        return OpenNow(local, None, datetime.combine(local.date(), later[0]), why)
    try:
        day = context.opening.add_open_days(local.date(), 1)
    except NoOpenDay:
        return OpenNow(local, None, None, why)
    return OpenNow(local, None, datetime.combine(day, context.opening.spans(day)[0][0]), why)


def warnings(context: Context) -> tuple[str, ...]:
    """What a volunteer should know that refuses nothing: closed now, or a clock behind the last event."""
    local = context.clock.now().astimezone(context.settings.time_zone)
    spans = context.opening.spans(local.date())
    is_open = any(start <= local.time() <= end for start, end in spans)
    return (*(() if is_open else ("outside opening hours",)), *clock_warnings(context))


def clock_warnings(context: Context) -> tuple[str, ...]:
    """Why the clock may be wrong: it is before the last event, or more than a year after it."""
    now, last = context.clock.now(), context.last_event()
    local = now.astimezone(context.settings.time_zone)
    if last is not None and stamp(now) < last:
        return (
            f"the clock says {local:%Y-%m-%d %H:%M}, but the last event is from {last}: is the clock right?",
        )
    if last is not None and now - instant(last) > _LONG_SINCE:
        return (
            f"the clock says {local:%Y-%m-%d}, and nothing happened here since {last}: is the clock right?",
        )
    return ()


def quiet_since(context: Context) -> datetime | None:
    """The last event before a month and more without any, if that ended within the last day; None: all is as usual.

    A time in which no day was open is none: nothing could have happened then.
    """
    now = context.clock.now()
    last = events.last_before(context.db, stamp(now - _A_DAY))
    if last is None or now - instant(last) <= _QUIET:
        return None
    was, today = context.local_day(instant(last)), context.local_day(now)
    return instant(last) if context.opening.open_days(was, today - _A_DAY) else None


def lateness_warnings(context: Context, charged: int) -> tuple[str, ...]:
    """What is said of charges for lateness (minor units) that a wrong clock may have made, and the way out."""
    if not charged or (since := quiet_since(context)) is None:
        return ()
    money, last = context.settings.currency, since.astimezone(context.settings.time_zone)
    told = f"{money.format(charged)} {money.code} charged for lateness, but nothing happened here since {last:%Y-%m-%d}"
    return (f"{told}: if the clock is wrong, undo takes it back; set the clock, then do it again",)

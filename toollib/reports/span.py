"""From which to which day a report tells: local days, the instants at which they begin, and the months between."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from toollib.desk.context import Context, instant, stamp
from toollib.rules.periods import counted_days
from toollib.store.report_time import Stretches

# Beyond a century no picture helps; what is older counts in the first month that is told.
_MOST_MONTHS = 1200


@dataclass(frozen=True, slots=True)
class Span:
    """Local days, both inclusive (`first` None: from the beginning), and their instants: from `start` to before `end`."""

    first: date | None
    last: date
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Buckets:
    """Stretches of time one after the other: what each is called, and when it begins; the last ends with the span."""

    labels: tuple[str, ...]
    starts: tuple[str, ...]


def span_of(context: Context, first: date | None, last: date | None) -> Span:
    """The span of these days; one that would go on beyond today ends today.

    Raises:
        Refused: `date-wrong` for one that ends before it begins, or begins after today.
    """
    first, end = counted_days(first, last, today=context.today)
    start = "" if first is None else context.begins(first)
    return Span(first, end, start, context.begins(end + timedelta(days=1)))


def until(context: Context, span: Span) -> str:
    """The instant up to which something can have lasted: the end of the span, or now."""
    return min(span.end, stamp(context.clock.now()))


def months(context: Context, span: Span, earliest: str | None) -> Buckets:
    """The local months of a span, from the one in which anything happened first (`earliest`; None: no month at all)."""
    if earliest is None or earliest >= span.end:
        return Buckets((), ())
    began = context.local_day(instant(max(earliest, span.start)))
    shown = _months(began, span.last)[-_MOST_MONTHS:]
    return Buckets(tuple(each.isoformat()[:7] for each in shown), tuple(map(context.begins, shown)))


def local_days(span: Span, buckets: Buckets) -> Stretches:
    """The same months by the local days on which they begin, for what is known by the day."""
    begins = tuple(f"{label}-01" for label in buckets.labels)
    first = "" if span.first is None else span.first.isoformat()
    return Stretches(begins, first, (span.last + timedelta(days=1)).isoformat())


def days(
    context: Context, span: Span, earliest: str | None, *, at_once: int
) -> Iterator[tuple[Span, Buckets]]:
    """The local days of a span from that of `earliest` on, in stretches of so many days."""
    if earliest is None or earliest >= span.end:
        return
    day = context.local_day(instant(max(earliest, span.start)))
    while day <= span.last:
        last = min(span.last, day + timedelta(days=at_once - 1))
        each = [day + timedelta(days=number) for number in range((last - day).days + 1)]
        part = span_of(context, day, last)
        yield part, Buckets(tuple(map(str, each)), tuple(map(context.begins, each)))
        day = last + timedelta(days=1)


def _months(first: date, last: date) -> list[date]:
    """The first days of the months from one day to another."""
    found = [first.replace(day=1)]
    while (following := (found[-1] + timedelta(days=31)).replace(day=1)) <= last:
        found.append(following)
    return found

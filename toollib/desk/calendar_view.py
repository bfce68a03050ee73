"""The calendar: what is on with the copies of each kind, day by day; only the rows in view are read."""

from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Literal, NamedTuple, cast

from toollib.desk import queues
from toollib.desk.context import Context, instant, stamp
from toollib.desk.reads import ALL, Part
from toollib.store import codes, tools, week

What = Literal["late", "loan", "ready", "repair", "recall", "reservation"]


class Span(NamedTuple):
    """Something that is on from a first to a last day, both inclusive; `who`: a name, or what is broken."""

    what: What
    first: date
    last: date
    who: str


class CalendarRow(NamedTuple):
    """A copy with what is on with it; `tool` None: claims on any copy of the kind."""

    kind: str
    kind_name: str
    tool: str | None
    name: str
    spans: tuple[Span, ...]


class CalendarDay(NamedTuple):
    """A day of the calendar: whether the library is open, and why not."""

    day: date
    open: bool
    why: str


class CalendarPart(NamedTuple):
    """Days, how many rows there are in all, and those asked for."""

    days: tuple[CalendarDay, ...]
    total: int
    rows: tuple[CalendarRow, ...]


def calendar(context: Context, first: date, days: int, *, text: str = "", part: Part = ALL) -> CalendarPart:
    """What is on in so many days from a first one; `text` narrows it to kinds, or to the kind of a tag.

    What came back is not in it: that is history.
    """
    with queues.reading(context):
        among = week.Days(
            first.isoformat(),
            (first + timedelta(days=days - 1)).isoformat(),
            stamp(_midnight(context, first + timedelta(days=days))),
            context.today.isoformat(),
            context.cutoff,
            _kinds(context, text),
        )
        found = week.spans(context.db, among, part.limit, part.offset)
        rows = tuple(
            _row(context, list(group)) for _, group in groupby(found, key=lambda each: (each.kind, each.tool))
        )
        return CalendarPart(_days(context, first, days), week.count(context.db, among), rows)


def _kinds(context: Context, text: str) -> list[str] | None:
    """The kinds that a text lets through; None: all."""
    wanted = text.casefold().split()
    if not wanted:
        return None
    meant = codes.meaning(context.db, text)
    if meant is not None and meant.thing == "tool":
        return [tools.kind_of(context.db, meant.row)]
    vocabulary = context.vocabulary
    return [
        slug
        for slug in vocabulary.slugs
        if all(
            word in f"{slug} {vocabulary.name(slug)} {vocabulary.category(slug)}".casefold()
            for word in wanted
        )
    ]


def _row(context: Context, found: list[week.SpanRow]) -> CalendarRow:
    head = found[0]
    name = context.vocabulary.name(head.kind)
    spans = tuple(
        Span(
            cast("What", each.what),
            _first(context, each),
            date.fromisoformat(each.last),
            each.who or "",
        )
        for each in found
    )
    return CalendarRow(head.kind, name, head.tool, head.name or name, spans)


def _first(context: Context, row: week.SpanRow) -> date:
    """The local day on which something began."""
    return context.local_day(instant(row.since)) if row.since else date.fromisoformat(row.first or row.last)


def _midnight(context: Context, day: date) -> datetime:
    """The instant at which a local day begins."""
    return datetime.combine(day, time.min, context.settings.time_zone)


def _days(context: Context, first: date, count: int) -> tuple[CalendarDay, ...]:
    opening = context.opening
    days = (first + timedelta(days=number) for number in range(count))
    return tuple(CalendarDay(day, opening.is_open(day), opening.closed_why(day)) for day in days)

"""How much was done at the desk? Events by verb and month; counts only."""

from collections import Counter
from datetime import date

from toollib.desk.context import Context
from toollib.reports.report import Column, Figure, Line, Plot, Report, Series, Table
from toollib.reports.span import months, span_of
from toollib.store import report_events

_FIGURES = (Column("times", "Times", "count"), Column("undone", "Of these undone", "count"))
_VERBS = (Column("what", "What"), *_FIGURES)
_MONTHS = (Column("month", "Month"), *_VERBS)
_NOTHING = "Nothing was done."


def events(context: Context, first: date | None = None, last: date | None = None) -> Report:
    """The events of a period, each verb with how often it was done, and how many of these were undone by now.

    Raises:
        Refused: `date-wrong`.
    """
    span, db = span_of(context, first, last), context.db
    with db.reading():
        buckets = months(context, span, report_events.earliest(db))
        found = report_events.by_stretch(db, buckets.starts, span.start, span.end)
    times, undone, by_month = Counter[str](), Counter[str](), Counter[int]()
    for each in found:
        times[each.what] += each.times
        undone[each.what] += each.undone
        by_month[each.stretch] += each.times
    verbs = tuple((what, count, undone[what]) for what, count in sorted(times.items(), key=_most_first))
    monthly = tuple((buckets.labels[each.stretch], *each[1:]) for each in found)
    tables = (
        Table("verbs", "By verb", _VERBS, verbs, _NOTHING),
        Table("months", "Month by month", _MONTHS, monthly, _NOTHING),
    )
    drawn = Series("events", tuple(float(by_month[at]) for at in range(len(buckets.labels))))
    plots = (Plot("Events by month", "bars", buckets.labels, (drawn,), "events"),) if found else ()
    total, taken_back = times.total(), undone.total()
    figures = (
        Figure("events", "Events", total, "events"),
        Figure("undone", "Of these undone", taken_back, "events"),
    )
    lines = (Line("Events", f"{total:,}, of these {taken_back:,} undone", figures=figures),)
    return Report("events", "Events", span.first, span.last, lines, plots, tables)


def _most_first(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]

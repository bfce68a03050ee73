"""What is lent how often, and for how much of its time is it out?"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from toollib.desk.context import Context
from toollib.reports.report import Cell, Column, Figure, Line, Plot, Report, Series, Table, drawn
from toollib.reports.span import months, span_of, until
from toollib.reports.telling import told_not_counted
from toollib.rules.impact import NotCounted
from toollib.store import report_loans
from toollib.store.report_loans import UsedTool

_DAY = 86_400
_COUNTS = (
    Column("loans", "Loans", "count"),
    Column("late", "Back late", "count"),
    Column("renewals", "Renewals", "count"),
)
_MONTHS = (Column("month", "Month"), *_COUNTS)
_FIGURES = (
    *_COUNTS,
    Column("days_out", "Days out", "count"),
    Column("share_out", "Share of its time", "share"),
)
_KINDS = (
    Column("kind", "Kind"),
    Column("name", "Name"),
    Column("category", "Category"),
    Column("tools", "Tools", "count"),
    *_FIGURES,
)
_TOOLS = (Column("tool", "Tool"), Column("name", "Name"), Column("kind", "Kind"), *_FIGURES)
_SHOWN = 20


class _Aside(NamedTuple):
    """How many loans are not counted, and why."""

    to_owners: int
    undone: int

    @property
    def told(self) -> tuple[str, ...]:
        """The same in words; of what there was none nothing is said."""
        found = (
            ("loans of a tool to its own owner", self.to_owners),
            ("loans that were undone", self.undone),
        )
        return tuple(told_not_counted(NotCounted(what, times)) for what, times in found if times)


def usage(context: Context, first: date | None = None, last: date | None = None) -> Report:
    """The loans of a period by month, kind and tool. Members' own tools count like the others, but not lent to their owner.

    Raises:
        Refused: `date-wrong`.
    """
    span, db = span_of(context, first, last), context.db
    with db.reading():
        context.look_for_changes()
        buckets = months(context, span, report_loans.earliest(db))
        lent = {
            each.stretch: each
            for each in report_loans.lent_by_stretch(db, buckets.starts, span.start, span.end)
        }
        found = report_loans.used(db, span.start, span.end, until(context, span))
        aside = _Aside(
            report_loans.to_owners(db, span.start, span.end), report_loans.undone(db, span.start, span.end)
        )
    by_month = [(label, lent.get(at)) for at, label in enumerate(buckets.labels)]
    monthly = tuple(
        (label, each.loans, each.late, each.renewals) if each else (label, 0, 0, 0)
        for label, each in by_month
    )
    kinds = _kinds(context, found)
    tools = tuple((each.tag, each.name, each.kind, *_figures([each])) for each in found)
    nothing = "Nothing was lent."
    tables = (
        Table("months", "Month by month", _MONTHS, monthly, nothing),
        Table("kinds", "By kind", _KINDS, kinds, "There are no tools."),
        Table("tools", "By tool", _TOOLS, tools, "There are no tools."),
    )
    lines, plots = _lines(found, aside), _plots(monthly, kinds)
    return Report("usage", "Usage", span.first, span.last, lines, plots, tables)


def _lines(found: Sequence[UsedTool], aside: _Aside) -> tuple[Line, ...]:
    loans, late, renewals, days, share = _figures(found)
    here = [each for each in found if not each.gone]
    never = sum(not each.loans for each in here)
    lent = (
        Figure("loans", "Loans", loans, "loans"),
        Figure("late", "Of these back late", late, "loans"),
        Figure("renewals", "Renewals", renewals, "renewals"),
        Figure("to_owners", "Not counted: loans of a tool to its own owner", aside.to_owners, "loans"),
        Figure("undone", "Not counted: loans that were undone", aside.undone, "loans"),
    )
    out = (
        Figure("days_out", "Days out", days, "days"),
        Figure("share_out", "Share of the time that tools stood here", share, "share"),
    )
    told = f"{loans:,}, of these {late:,} back late; renewals: {renewals:,}"
    return (
        Line("Loans", told, aside.told, lent),
        Line("Days out", f"{days:,}, {share or 0:.1%} of the time that tools stood here", (_TIME,), out),
        Line(
            "Tools never lent in this time",
            f"{never:,} of {len(here):,}",
            figures=(
                Figure("never_lent", "Tools never lent in this time", never, "tools"),
                Figure("tools", "Tools that are here", len(here), "tools"),
            ),
        ),
    )


_TIME = "The time of a tool runs from the day it was added, or first lent, to the day it was retired or lost."


def _kinds(context: Context, found: Sequence[UsedTool]) -> tuple[tuple[Cell, ...], ...]:
    """The tools by kind, the most often lent first."""
    by_kind: dict[str, list[UsedTool]] = defaultdict(list)
    for each in found:
        by_kind[context.vocabulary.current(each.kind)].append(each)
    known = context.vocabulary
    rows: list[tuple[Cell, ...]] = [
        (kind, known.name(kind), known.category(kind), len(some), *_figures(some))
        for kind, some in by_kind.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-drawn(row[4]), -drawn(row[7]), str(row[0]))))


def _figures(tools: Sequence[UsedTool]) -> tuple[int, int, int, float, float | None]:
    """Loans, late ones, renewals, days out, and the share of the time that these tools were there."""
    out, there = sum(each.out for each in tools), sum(each.there for each in tools)
    share = round(min(1.0, out / there), 4) if there else None
    return (
        sum(each.loans for each in tools),
        sum(each.late for each in tools),
        sum(each.renewals for each in tools),
        round(out / _DAY, 1),
        share,
    )


def _plots(monthly: Sequence[tuple[Cell, ...]], kinds: Sequence[tuple[Cell, ...]]) -> tuple[Plot, ...]:
    plots = []
    if monthly:
        labels = tuple(str(row[0]) for row in monthly)
        series = (
            Series("loans", tuple(drawn(row[1]) for row in monthly)),
            Series("back late", tuple(drawn(row[2]) for row in monthly)),
        )
        plots.append(Plot("Loans by month", "bars", labels, series, "loans"))
    best = [row for row in kinds if row[4]][:_SHOWN]
    if best:
        labels = tuple(str(row[1]) for row in best)
        lent = Series("loans", tuple(drawn(row[4]) for row in best))
        plots.append(Plot("Kinds lent most often", "bars", labels, (lent,), "loans"))
    return tuple(plots)

"""The impact of lending as a report: each figure with its formula, inputs and sources, and the months as a picture."""

from datetime import date

from toollib.desk.context import Context
from toollib.desk.desk import Desk
from toollib.reports.report import Cell, Column, Line, Plot, Report, Series, Table, drawn
from toollib.reports.span import Buckets, Span, local_days, months, span_of
from toollib.reports.telling import told_inputs, told_not_counted, told_range, unit_of
from toollib.rules.impact import Figure
from toollib.rules.money import Currency
from toollib.store import report_loans, report_members
from toollib.workshop.impact import ImpactReport, Period
from toollib.workshop.impact import impact as figures_of

_MONTHS = (
    Column("month", "Month"),
    Column("loans", "Loans", "count"),
    Column("first_loans", "First loans of a kind", "count"),
    Column("joined", "Members who joined", "count"),
)
_FIGURES = (
    Column("figure", "Figure"),
    Column("title", "Title"),
    Column("low", "Low", "count"),
    Column("high", "High", "count"),
    Column("unit", "Unit"),
    Column("formula", "Formula"),
    Column("inputs", "Inputs"),
    Column("not_counted", "Not counted"),
)


def impact(desk: Desk, first: date | None = None, last: date | None = None) -> Report:
    """The impact of lending in a period.

    Raises:
        Refused: `date-wrong`.
    """
    return impact_of(desk.context, figures_of(desk, Period(first, last)))


def impact_of(context: Context, found: ImpactReport) -> Report:
    """These figures as a report, with the months of their period."""
    span = span_of(context, found.first, found.last)
    currency = context.settings.currency
    lines = tuple(_line(each, currency) for each in found.figures)
    told = Table("figures", "Figures", _FIGURES, tuple(_row(each, currency) for each in found.figures), "")
    with context.db.reading():
        buckets, rows = _months(context, span)
    table = Table("months", "Month by month", _MONTHS, rows, "Nothing was lent, and nobody joined.")
    plots = tuple(
        Plot(title, "bars", buckets.labels, (Series(name, tuple(drawn(row[at]) for row in rows)),), name)
        for at, title, name in (
            (1, "Loans by month", "loans"),
            (3, "Members who joined, by month", "members"),
        )
    )
    shown = plots if rows else ()
    return Report("impact", "Impact", found.first, found.last, lines, shown, (table,), told=told)


def _line(figure: Figure, currency: Currency) -> Line:
    notes = (
        f"= {figure.formula}",
        *told_inputs(figure, currency),
        *map(told_not_counted, figure.not_counted),
    )
    return Line(figure.title, told_range(figure, currency), notes)


def _row(figure: Figure, currency: Currency) -> tuple[Cell, ...]:
    return (
        figure.code,
        figure.title,
        figure.low,
        figure.high,
        unit_of(figure, currency),
        figure.formula,
        "; ".join(told_inputs(figure, currency)),
        "; ".join(f"{each.what}: {each.times}" for each in figure.not_counted),
    )


def _months(context: Context, span: Span) -> tuple[Buckets, tuple[tuple[str | int, ...], ...]]:
    """For each month: loans by members and staff, first loans of a kind by members, members who joined."""
    db = context.db
    began = [at for at in (report_loans.earliest(db), report_members.earliest(db)) if at is not None]
    buckets = months(context, span, min(began, default=None))
    lent = {
        each.stretch: (each.loans, each.firsts)
        for each in report_loans.lent_by_stretch(db, buckets.starts, span.start, span.end)
    }
    joined = report_members.joined(db, local_days(span, buckets))
    return buckets, tuple(
        (label, *lent.get(at, (0, 0)), joined.get(at, 0)) for at, label in enumerate(buckets.labels)
    )

"""The impact report on the command line: each figure with its formula, all that went into it, and where that is from."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toollib.cli.params import examples, pass_session
from toollib.cli.report_tables import days, files
from toollib.cli.session import Session
from toollib.rules.money import Amount

if TYPE_CHECKING:
    from toollib.rules.impact import Figure, Value
    from toollib.rules.money import Currency
    from toollib.workshop.impact import ImpactReport

_HEADINGS = ("figure", "title", "from", "to", "low", "high", "unit", "formula", "inputs", "not counted")


@click.command(
    epilog=examples("toollib report impact", "toollib report impact --from 2026-01-01 --html impact.html")
)
@days("the first of all")
@files
@pass_session
def impact(
    session: Session, *, first: date | None, last: date | None, table: Path | None, page: Path | None
) -> None:
    """Show what lending spared and whom it reached.

    Purchases avoided, money kept in town, first access: each with its formula, its inputs and their sources. Shares
    that only your members can tell are `impact` in library.yaml.
    """
    from toollib.new_file import write_new
    from toollib.workshop.impact import Period
    from toollib.workshop.impact import impact as figures_of

    library = session.library
    report = figures_of(library.desk, Period(first, last))
    if table is not None:
        write_new(table, _csv(report, library.currency))
    if page is not None:
        from toollib.reports.impact import impact_of
        from toollib.reports.page import html_of

        whole = impact_of(library.desk.context, report)
        write_new(page, html_of(whole, library.settings.name, library.currency))
    session.show_view(report, lambda: _lines(report, library.currency))


def _lines(report: "ImpactReport", currency: "Currency") -> Iterator[str]:
    from toollib.reports.telling import told_inputs, told_not_counted, told_period, told_range

    yield f"Impact {told_period(report.first, report.last)}"
    for figure in report.figures:
        yield ""
        yield f"{figure.title}: {told_range(figure, currency)}"
        yield f"  = {figure.formula}"
        yield from (f"  {each}" for each in told_inputs(figure, currency))
        yield from (f"  {told_not_counted(each)}" for each in figure.not_counted)


def _csv(report: "ImpactReport", currency: "Currency") -> str:
    from catalog.csvtext import csv_text

    return csv_text(_HEADINGS, (_cells(report, figure, currency) for figure in report.figures))


def _cells(report: "ImpactReport", figure: "Figure", currency: "Currency") -> tuple[object, ...]:
    from toollib.reports.telling import told_inputs, unit_of

    low, high = (_number(each, currency) for each in (figure.low, figure.high))
    return (
        figure.code,
        figure.title,
        report.first,
        report.last,
        low,
        high,
        unit_of(figure, currency),
        figure.formula,
        "; ".join(told_inputs(figure, currency)),
        "; ".join(f"{each.what}: {each.times}" for each in figure.not_counted),
    )


def _number(value: "Value | None", currency: "Currency") -> Decimal | None:
    """A figure as a spreadsheet calculates with it."""
    if value is None:
        return None
    return Decimal(currency.format(value) if isinstance(value, Amount) else str(value))

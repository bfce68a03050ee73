"""The impact report on the command line: each figure with its formula, all that went into it, and where that is from."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalog.text import plain
from toollib.cli.params import DAY, examples, pass_session
from toollib.cli.session import Session

if TYPE_CHECKING:
    from toollib.rules.impact import Figure, Value
    from toollib.rules.money import Currency
    from toollib.workshop.impact import ImpactReport

_FILE = click.Path(path_type=Path, readable=False)
_HEADINGS = ("figure", "title", "from", "to", "low", "high", "unit", "formula", "inputs", "not counted")


@click.command(
    epilog=examples("toollib report impact", "toollib report impact --from 2026-01-01 --html impact.html")
)
@click.option(
    "--from", "first", type=DAY, metavar="DATE", help="The first day that counts; the first of all."
)
@click.option("--to", "last", type=DAY, metavar="DATE", help="The last day that counts; today unless told.")
@click.option("--csv", "table", type=_FILE, metavar="FILE", help="Write it there as a table.")
@click.option("--html", "page", type=_FILE, metavar="FILE", help="Write it there as a page to print.")
@pass_session
def impact(
    session: Session, *, first: date | None, last: date | None, table: Path | None, page: Path | None
) -> None:
    """Show what lending spared and whom it reached.

    Purchases avoided, money kept in town, first access: each with its formula, its inputs and their sources. Shares
    that only your members can tell are `impact` in library.yaml.
    """
    from toollib.cli.new_file import write_new
    from toollib.workshop.impact import Period
    from toollib.workshop.impact import impact as figures_of

    library = session.library
    report = figures_of(library.desk, Period(first, last))
    if table is not None:
        write_new(table, _csv(report, library.currency))
    if page is not None:
        from toollib.cli.impact_page import impact_page

        write_new(page, impact_page(report, library.settings.name, library.currency))
    session.show_view(report, lambda: _lines(report, library.currency))


def told_value(value: "Value", unit: str, currency: "Currency") -> str:
    """A figure or an input as people read it, money without its currency."""
    from toollib.rules.money import Amount

    if isinstance(value, Amount):
        return currency.format(value)
    return f"{value:g}" if isinstance(value, float) and unit != "money" else str(value)


def told_range(figure: "Figure", currency: "Currency") -> str:
    """A figure with its unit: one number, or from the low to the high one."""
    if figure.low is None or figure.high is None:
        return "unknown"
    low, high = (told_value(each, figure.unit, currency) for each in (figure.low, figure.high))
    return f"{low if low == high else f'{low} to {high}'} {unit_of(figure, currency)}"


def unit_of(figure: "Figure", currency: "Currency") -> str:
    """What a figure counts; for money the currency."""
    return currency.code if figure.unit == "money" else figure.unit


def told_inputs(figure: "Figure", currency: "Currency") -> Iterator[str]:
    """What went into a figure, each with its source."""
    from toollib.rules.money import Amount

    for each in figure.inputs:
        value = each.value if isinstance(each.value, str) else told_value(each.value, "", currency)
        code = f" {currency.code}" if isinstance(each.value, Amount) else ""
        yield f"{each.name}: {value}{code} ({plain(each.source)})"


def told_period(report: "ImpactReport") -> str:
    """The days that the figures are about."""
    return f"{'from the beginning' if report.first is None else f'from {report.first}'} to {report.last}"


def _lines(report: "ImpactReport", currency: "Currency") -> Iterator[str]:
    yield f"Impact {told_period(report)}"
    for figure in report.figures:
        yield ""
        yield f"{figure.title}: {told_range(figure, currency)}"
        yield f"  = {figure.formula}"
        yield from (f"  {each}" for each in told_inputs(figure, currency))
        yield from (f"  not counted: {each.times} {each.what}" for each in figure.not_counted)


def _csv(report: "ImpactReport", currency: "Currency") -> str:
    from catalog.csvtext import csv_text

    return csv_text(_HEADINGS, (_cells(report, figure, currency) for figure in report.figures))


def _cells(report: "ImpactReport", figure: "Figure", currency: "Currency") -> tuple[object, ...]:
    low, high = (
        None if each is None else float(told_value(each, "money", currency))
        for each in (figure.low, figure.high)
    )
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
        "; ".join(f"{each.times} {each.what}" for each in figure.not_counted),
    )

"""A report as one CSV file: what its lines tell, then all its tables below each other, with one head."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from catalog.csvtext import csv_text
from toollib.reports.report import SUMMARY, Cell, Column, Report, Table
from toollib.rules.money import Amount, Currency

_SUMMARY = tuple(Column(name, name.capitalize()) for name in ("figure", "title", "value", "unit"))


def csv_of(report: Report, currency: Currency) -> str:
    """The figures and tables of a report as CSV; the first column says which table a row is of.

    The names of the columns are those of the JSON answer; a column that tables share stands once.
    """
    tables = list(_tables(report, currency))
    names = list(dict.fromkeys(each.name for table in tables for each in table.columns))
    rows = (
        [table.name, *(cells.get(name) for name in names)]
        for table in tables
        for cells in _by_name(table, currency)
    )
    return csv_text(["table", *names], rows)


def _tables(report: Report, currency: Currency) -> Iterator[Table]:
    """All that the file holds: the days that count and what the lines tell come first."""
    figures = tuple(
        (each.name, each.title, each.value, currency.code if isinstance(each.value, Amount) else each.unit)
        for each in report.summary
    )
    days = ("from", "First day", report.first, ""), ("to", "Last day", report.last, "")
    yield Table(SUMMARY, "Summary", _SUMMARY, (*days, *figures), "")
    if report.told is not None:
        yield report.told
    yield from report.tables


def _by_name(table: Table, currency: Currency) -> list[dict[str, object]]:
    names = [each.name for each in table.columns]
    return [dict(zip(names, (_cell(each, currency) for each in row), strict=True)) for row in table.rows]


def _cell(cell: Cell, currency: Currency) -> object:
    """Amounts in major units with all their decimals, dates as ISO text."""
    if isinstance(cell, Amount):
        return Decimal(currency.format(cell))
    return cell.isoformat() if isinstance(cell, date) else cell

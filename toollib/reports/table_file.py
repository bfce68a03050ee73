"""A report as one CSV file: its only table as it is, or all its tables below each other with one head."""

from datetime import date
from decimal import Decimal

from catalog.csvtext import csv_text
from toollib.reports.report import Cell, Report, Table
from toollib.rules.money import Amount, Currency


def csv_of(report: Report, currency: Currency) -> str:
    """The tables of a report as CSV; where there are several, the first column says which one a row is of.

    The names of the columns are those of the JSON answer; a column that tables share stands once.
    """
    if len(report.tables) == 1:
        table = report.tables[0]
        return csv_text(
            [each.name for each in table.columns],
            ([_cell(each, currency) for each in row] for row in table.rows),
        )
    names = list(dict.fromkeys(each.name for table in report.tables for each in table.columns))
    rows = (
        [table.name, *(cells.get(name) for name in names)]
        for table in report.tables
        for cells in _by_name(table, currency)
    )
    return csv_text(["table", *names], rows)


def _by_name(table: Table, currency: Currency) -> list[dict[str, object]]:
    names = [each.name for each in table.columns]
    return [dict(zip(names, (_cell(each, currency) for each in row), strict=True)) for row in table.rows]


def _cell(cell: Cell, currency: Currency) -> object:
    """Amounts in major units with all their decimals, dates as ISO text."""
    if isinstance(cell, Amount):
        return Decimal(currency.format(cell))
    return cell.isoformat() if isinstance(cell, date) else cell

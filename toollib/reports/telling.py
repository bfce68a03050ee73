"""Cells and figures of reports as text: the same on paper, on a page and on a screen."""

import re
from datetime import date
from typing import TYPE_CHECKING

from catalog.text import plain
from toollib.reports.report import Cell, Column, Report, Table
from toollib.rules.money import Amount, Currency

if TYPE_CHECKING:
    from toollib.rules.impact import Figure, NotCounted, Value

# Between digits, where three or a multiple of three follow, up to the decimals if there are any.
_THOUSANDS = re.compile(r"(?<=\d)(?=(?:\d{3})+(?!\d))", re.ASCII)


def told(cell: Cell, column: Column, currency: Currency) -> str:
    """A cell as people read it: money without its currency, shares in per cent, "" where nothing is known."""
    if cell is None:
        return ""
    if isinstance(cell, Amount):
        return currency.format(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if column.kind == "share" and isinstance(cell, int | float):
        return f"{cell:.1%}"
    return number(cell) if isinstance(cell, int | float) else plain(cell)


def number(value: float) -> str:
    """A count: whole where it is whole, else as it is."""
    return str(int(value)) if value == int(value) else str(value)


def grouped(amount: str) -> str:
    """A number with its thousands apart, for people to read: 29,119.20."""
    whole, point, decimals = amount.partition(".")
    return f"{_THOUSANDS.sub(',', whole)}{point}{decimals}"


def money_of(minor: int, currency: Currency) -> str:
    """An amount in words: 29,119.20 GBP."""
    return f"{grouped(currency.format(minor))} {currency.code}"


def title_of(table: Table, currency: Currency) -> str:
    """The title of a table, with the currency of its amounts if it has any."""
    amounts = any(each.kind == "money" for each in table.columns)
    return f"{table.title} (amounts in {currency.code})" if amounts else table.title


def told_period(first: date | None, last: date) -> str:
    """The days that a report is about."""
    return f"{'from the beginning' if first is None else f'from {first}'} to {last}"


def days_of(report: Report) -> str:
    """What a report is about: a time, or how things stand and what its days narrow of that."""
    told = told_period(report.first, report.last)
    return f"now, {report.days} {told}" if report.days else told


def told_range(figure: "Figure", currency: Currency) -> str:
    """A figure of impact with its unit: one number, or from the low to the high one."""
    if figure.low is None or figure.high is None:
        return "unknown"
    low, high = (told_value(each, currency) for each in (figure.low, figure.high))
    return f"{low if low == high else f'{low} to {high}'} {unit_of(figure, currency)}"


def told_value(value: "Value", currency: Currency) -> str:
    """A figure or an input of impact for people, money without its currency."""
    if isinstance(value, Amount):
        return grouped(currency.format(value))
    return grouped(f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value))


def unit_of(figure: "Figure", currency: Currency) -> str:
    """What a figure counts; for money the currency."""
    return currency.code if figure.unit == "money" else figure.unit


def told_inputs(figure: "Figure", currency: Currency) -> tuple[str, ...]:
    """What went into a figure, each with its source."""
    lines = []
    for each in figure.inputs:
        value = each.value if isinstance(each.value, str) else told_value(each.value, currency)
        code = f" {currency.code}" if isinstance(each.value, Amount) else ""
        lines.append(f"{each.name}: {value}{code} ({plain(each.source)})")
    return tuple(lines)


def told_not_counted(found: "NotCounted") -> str:
    """What was left out of a figure, and how often."""
    return f"not counted: {found.what} ({found.times:,})"

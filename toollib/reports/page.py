"""A report as one page of HTML that stands by itself: to print, to send along, to put on a wall.

It loads nothing from elsewhere, and whatever people wrote is text on it, never markup.
"""

from collections.abc import Iterator
from html import escape

from catalog.text import plain
from toollib.reports.drawing import figures, svg
from toollib.reports.report import Cell, Column, Line, Plot, Report, Table
from toollib.reports.telling import days_of, grouped, title_of, told
from toollib.rules.money import Currency

_STYLE = """
:root { color-scheme: light dark } body { font: 16px/1.5 sans-serif; max-width: 52em; margin: 2em auto; padding: 0 1em; color: #111; background: #fff }
h2 { margin: 1.6em 0 0; font-size: 1.1em } .figure { font-size: 1.6em; margin: 0 } .said { margin: 0 }
ul { margin: .3em 0; font-size: .9em; color: #444 } section { break-inside: avoid }
.rows { break-inside: auto; overflow-x: auto } table { border-collapse: collapse; font-size: .9em }
th, td { padding: .15em .6em; text-align: left; border-bottom: 1px solid #ccc; vertical-align: top }
.n { text-align: right; font-variant-numeric: tabular-nums } thead { display: table-header-group }
tr { break-inside: avoid } td:first-child, td.n, td.d { white-space: nowrap } details { font-size: .9em }
.plot { overflow-x: auto } svg { width: 100%; min-width: 36em; height: auto }
@media print { body { margin: 0 auto; padding: 0 } .plot, .rows { overflow: visible } svg { min-width: 0 }
table { font-size: .7em } th, td { padding: .1em .4em } details { display: none } }
@media screen and (prefers-color-scheme: dark) {
body { color: #eee; background: #111 } ul { color: #bbb } th, td { border-color: #444 } svg { filter: invert(1) } }
"""
# What is longer is a sentence, no figure to print large.
_SHORT = 60


def html_of(report: Report, library: str, currency: Currency) -> str:
    """The page: figures large with what they are made of, then pictures, then tables."""
    title = escape(f"{plain(library)}: {report.title}")
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title><style>{_STYLE}</style></head><body><main>",
        f"<h1>{title}</h1><p>{escape(days_of(report).capitalize())}</p>",
    ]
    for line in report.lines:
        parts.extend(_line(line))
    for number, plot in enumerate(report.plots, 1):
        parts.extend(_plot(plot, f"plot-{number}"))
    for table in report.tables:
        parts.extend(_table(table, currency))
    return "\n".join([*parts, "</main></body></html>", ""])


def _line(line: Line) -> Iterator[str]:
    yield f"<section><h2>{_safe(line.title)}</h2>"
    looks = "figure" if len(line.text) <= _SHORT else "said"
    yield f'<p class="{looks}">{_safe(line.text)}</p>'
    if line.notes:
        yield "<ul>"
        yield from (f"<li>{_safe(each)}</li>" for each in line.notes)
        yield "</ul>"
    yield "</section>"


def _plot(plot: Plot, name: str) -> Iterator[str]:
    yield f"<section><h2>{_safe(plot.title)}</h2>"
    yield f'<div class="plot">{svg(plot, name=name)}</div>'
    yield f"{figures(plot)}</section>"


def _table(table: Table, currency: Currency) -> Iterator[str]:
    yield f'<section class="rows" id="{escape(table.name)}"><h2>{_safe(title_of(table, currency))}</h2>'
    if not table.rows:
        yield f"<p>{_safe(table.empty)}</p></section>"
        return
    heads = (f'<th scope="col"{_side(each)}>{_safe(each.title)}</th>' for each in table.columns)
    yield f"<table><thead><tr>{''.join(heads)}</tr></thead><tbody>"
    for row in table.rows:
        cells = zip(row, table.columns, strict=True)
        yield f"<tr>{''.join(f'<td{_side(c)}>{_cell(cell, c, currency)}</td>' for cell, c in cells)}</tr>"
    yield "</tbody></table></section>"


def _cell(cell: Cell, column: Column, currency: Currency) -> str:
    text = told(cell, column, currency)
    return _safe(grouped(text) if column.kind in {"count", "money"} else text)


def _side(column: Column) -> str:
    if column.kind == "date":
        return ' class="d"'
    return ' class="n"' if column.kind in {"count", "money", "share"} else ""


def _safe(text: str) -> str:
    return escape(plain(text))

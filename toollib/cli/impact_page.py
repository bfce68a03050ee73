"""The impact report as one page of HTML that stands by itself: to print, to send along, to put on a wall."""

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from catalog.text import plain
from toollib.cli.report_impact import told_inputs, told_period, told_range

if TYPE_CHECKING:
    from toollib.rules.impact import Figure
    from toollib.rules.money import Currency
    from toollib.workshop.impact import ImpactReport

_STYLE = """
body { font: 16px/1.5 sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; color: #111; background: #fff }
h2 { margin: 1.6em 0 0; font-size: 1.1em } .figure { font-size: 1.6em; margin: 0 } .formula { margin: 0 }
ul { margin: .3em 0; font-size: .9em; color: #444 } section { break-inside: avoid }
"""


def impact_page(report: "ImpactReport", library: str, currency: "Currency") -> str:
    """The page: each figure large, and below it what it is made of. It loads nothing from elsewhere."""
    title = escape(f"{plain(library)}: impact {told_period(report)}")
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{title}</h1>",
    ]
    for figure in report.figures:
        lines.extend(_section(figure, currency))
    return "\n".join([*lines, "</body></html>", ""])


def _section(figure: "Figure", currency: "Currency") -> Iterator[str]:
    yield f'<section id="{escape(figure.code)}"><h2>{escape(figure.title)}</h2>'
    yield f'<p class="figure">{escape(told_range(figure, currency))}</p>'
    yield f'<p class="formula">= {escape(figure.formula)}</p><ul>'
    yield from (f"<li>{escape(each)}</li>" for each in told_inputs(figure, currency))
    yield from (f"<li>not counted: {each.times} {escape(each.what)}</li>" for each in figure.not_counted)
    yield "</ul></section>"

"""Tables as CSV that a spreadsheet may open: text of people stays text and never becomes a formula."""

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import StringIO

from catalog.text import plain

# How spreadsheets know a formula (OWASP, CSV Injection); full-width forms are folded by some of them.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The table as CSV (RFC 4180, but with line ends of Unix); numbers stay numbers, None is empty."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return value
    text = plain(str(value), newlines=True)
    return "'" + text if text.lstrip().startswith(_FORMULA) or text.startswith(("\n",)) else text

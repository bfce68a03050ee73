"""The parts of a design as a table for spreadsheets, in which no cell is ever run as a formula."""

import csv
import re
from collections.abc import Iterable
from io import StringIO
from typing import Final

from catalog.design import BomLine, Design
from catalog.quantity import number_text
from catalog.text import plain

COLUMNS: Final = (
    "part", "qty", "qty_high", "unit", "cost", "currency", "cost_per", "use", "optional", "make", "or", "license", "source",
    "note",
)  # fmt: skip
# What spreadsheets take for a formula, also behind blanks; CWE-1236.
_FORMULA: Final = re.compile(r"[\s\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20|]")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)


def parts_csv(design: Design) -> str:
    """A header and one row for each BOM line, in the order of the file; unknown is left empty."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(safe_cell, _row(line)) for line in design.parts)
    return out.getvalue()


def safe_cell(text: str) -> str:
    """A cell that a spreadsheet shows as it stands: a text that begins like a formula gets an apostrophe before it."""
    shown = plain(text)
    return f"'{shown}" if _FORMULA.match(shown) and not _NUMBER.fullmatch(shown) else shown


def _row(line: BomLine) -> Iterable[str]:
    qty, cost = line.qty, line.cost
    made = line.make if isinstance(line.make, str) or line.make is None else line.make.external
    return (
        line.part,
        "" if qty is None else number_text(qty.low),
        "" if qty is None or qty.high == qty.low else number_text(qty.high),
        "" if qty is None else qty.unit,
        "" if cost is None else f"{cost.amount:f}",
        "" if cost is None else cost.currency,
        "" if cost is None else cost.per or "each",
        line.use,
        "yes" if line.optional else "",
        made or "",
        " | ".join(line.or_),
        line.license or "",
        " ".join(line.source),
        line.note or "",
    )

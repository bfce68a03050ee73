"""Lists of records as tables. rich is imported here only, since a one-line answer needs none of it."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from catalog.text import plain

_WIDE = 100_000
# The widest that a cell gets, in columns of a terminal.
_CELL = 60


def table(
    headings: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[str] = ()
) -> Iterator[str]:
    """Rows under headings, one a line; nothing at all without rows.

    On a terminal it fits its width; elsewhere no line is broken, so that `grep` and `cut` see all. A very long cell
    ends in an ellipsis, lest it pads every row: `--json` has it whole. Columns named in `right` are set to the right.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    filled = [[Text(plain(cell)) for cell in row] for row in rows]
    for cell in (cell for cells in filled for cell in cells):
        cell.truncate(_CELL, overflow="ellipsis")
    if not filled:
        return
    terminal = sys.stdout.isatty()
    to_the_right = frozenset(right)
    shown = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for heading in headings:
        shown.add_column(
            heading,
            justify="right" if heading in to_the_right else "left",
            no_wrap=not terminal,
            overflow="fold",
        )
    for cells in filled:
        shown.add_row(*cells)
    text = StringIO()
    console = Console(
        file=text,
        width=None if terminal else _WIDE,
        force_terminal=terminal,
        highlight=False,
        markup=False,
        emoji=False,
    )
    console.print(shown)
    yield from (line.rstrip() for line in text.getvalue().splitlines())

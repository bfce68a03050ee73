"""The list of what to get next on the command line, with every weight and part in sight."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toollib.cli.params import examples, paged, pass_session
from toollib.cli.report_tables import days, files, write_files
from toollib.cli.session import Session

if TYPE_CHECKING:
    from toollib.workshop.priorities import Priorities, Priority


@click.command(
    epilog=examples("toollib report priorities", "toollib report priorities --limit 10 --csv wanted.csv")
)
@days("a year back unless told")
@files
@paged
@pass_session
def priorities(
    session: Session,
    *,
    first: date | None,
    last: date | None,
    table: Path | None,
    page: Path | None,
    limit: int,
    offset: int,
) -> None:
    """Show what to get next, weighed openly.

    Wishes, refused checkouts, holds nobody could serve, searches in vain, designs that one more copy makes buildable,
    and the price. What each weighs is `priorities` in library.yaml.
    """
    from toollib.workshop.priorities import priorities as weigh

    library = session.library
    found = weigh(library.desk.context, library.workshop, first=first, last=last)
    session.tell_broken(len(library.shelf.broken))
    if table is not None or page is not None:
        from toollib.reports.priorities import priorities_of

        write_files(session, priorities_of(found, library.currency), table, page)
    part = found.rows[offset : offset + limit]
    session.show(found.to_json(part), lambda: _lines(session, found, part))
    session.tell_rest(len(found.rows), offset + len(part), "things wanted")


def _lines(session: Session, found: "Priorities", part: "tuple[Priority, ...]") -> Iterator[str]:
    from toollib.cli.tables import table

    weighed = ", ".join(f"{name} x {weight}" for name, weight in found.weights.by_part().items())
    yield f"Weights: {weighed} (priorities in library.yaml)"
    yield f"Counted from {found.first} to {found.last}; wishes and holds that are open count whenever they were made."
    if found.typical is not None:
        middle = session.words.money(found.typical)
        yield f"price: 0 for free, -0.5 at {middle} (the middle of the prices known, also taken for unknown ones), at most -1."
    yield from table(
        tuple(each.capitalize() for each in found.headings),
        (["" if cell is None else str(cell) for cell in found.cells(each)] for each in part),
        right=tuple(each.capitalize() for each in found.headings[2:]),
    )

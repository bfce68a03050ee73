"""The list of what to get next on the command line, with every weight and part in sight."""

from datetime import date
from pathlib import Path

import click

from toollib.cli.params import examples, paged, pass_session
from toollib.cli.report_files import files, require_one_answer
from toollib.cli.report_tables import Wanted, days, show
from toollib.cli.session import Session


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
    from toollib.reports.priorities import priorities_of
    from toollib.workshop.priorities import priorities as weigh

    wanted = Wanted(first, last, table, page, limit, offset)
    require_one_answer(session, table, page)
    library = session.library
    found = weigh(library.desk.context, library.workshop, first=first, last=last)
    session.tell_broken(len(library.shelf.broken))
    show(session, priorities_of(found, library.currency), wanted, found.to_json(found.rows[wanted.part]))

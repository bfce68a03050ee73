"""The impact report on the command line: each figure with its formula, all that went into it, and where that is from."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toollib.cli.params import examples, pass_session
from toollib.cli.report_files import files, require_one_answer
from toollib.cli.report_tables import Wanted, days, show
from toollib.cli.session import Session

if TYPE_CHECKING:
    from toollib.reports.report import Report


@click.command(
    epilog=examples("toollib report impact", "toollib report impact --from 2026-01-01 --html impact.html")
)
@days("the first of all")
@files
@pass_session
def impact(
    session: Session, *, first: date | None, last: date | None, table: Path | None, page: Path | None
) -> None:
    """Show what lending spared and whom it reached.

    Purchases avoided, money kept in town, first access: each with its formula, its inputs and their sources. Shares
    that only your members can tell are `impact` in library.yaml.
    """
    from toollib.reports.impact import impact_of
    from toollib.workshop.impact import Period
    from toollib.workshop.impact import impact as figures_of

    require_one_answer(session, table, page)
    desk = session.library.desk
    found = figures_of(desk, Period(first, last))
    report = impact_of(desk.context, found)
    wanted = Wanted(first, last, table, page)
    show(session, report, wanted, {"figures": found.figures}, words=lambda: _words(report))


def _words(report: "Report") -> Iterator[str]:
    """The figures apart from each other, since each has much below it; the months are left to files and screens."""
    from toollib.reports.telling import days_of

    yield f"{report.title} {days_of(report)}"
    for line in report.lines:
        yield ""
        yield f"{line.title}: {line.text}"
        yield from (f"  {each}" for each in line.notes)

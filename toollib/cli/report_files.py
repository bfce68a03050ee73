"""A report into files or to stdout, as a table or as a page; of two files both are written or none."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from toollib.cli.session import Session

if TYPE_CHECKING:
    from toollib.reports.report import Report

F = TypeVar("F", bound=Callable[..., Any])
_STDOUT = Path("-")


class _NewFile(click.Path):
    """The name of a new file, or - for stdout."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse an empty name, which would be the folder that one is in."""
        if not str(value):
            self.fail("name a file, or - for stdout", param, ctx)
        return super().convert(value, param, ctx)


_FILE = _NewFile(path_type=Path, readable=False)


def files(command: F) -> F:
    """Add `--csv` and `--html`."""
    command = click.option(
        "--html",
        "page",
        type=_FILE,
        metavar="FILE",
        help="Write it there as a page to print (- is stdout).",
    )(command)
    return click.option(
        "--csv",
        "table",
        type=_FILE,
        metavar="FILE",
        help="Write it there as a table (- is stdout).",
    )(command)


def require_one_answer(session: Session, table: Path | None, page: Path | None) -> None:
    """Go on only if one thing at most is to be printed.

    Raises:
        UsageError: several are.
    """
    if _STDOUT in (table, page) and (session.asked.json or table == page):
        raise click.UsageError("--json, --csv - and --html - each print their own answer: take one of them")


def write_files(session: Session, report: "Report", table: Path | None, page: Path | None) -> str | None:
    """Write a report as a table and as a page, where these were asked for; answers what is to be printed instead of it.

    Raises:
        Refused: `bad-file`, `disk-full`, `library-busy`; then neither was written.
    """
    from toollib.new_file import write_all_new

    currency, texts = session.library.currency, []
    if table is not None:
        from toollib.reports.table_file import csv_of

        texts.append((table, csv_of(report, currency)))
    if page is not None:
        from toollib.reports.page import html_of

        texts.append((page, html_of(report, session.library.settings.name, currency)))
    session.check_still()
    new = [each for each in texts if each[0] != _STDOUT]
    write_all_new(new)
    session.has_written = bool(new)
    return next((text for path, text in texts if path == _STDOUT), None)

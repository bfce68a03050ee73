"""The reports that are tables of counts, on the command line: each the same way, for people, programs and paper."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from toollib.cli.params import DAY, examples, paged, pass_session
from toollib.cli.report_files import files, require_one_answer, write_files
from toollib.cli.session import Session

if TYPE_CHECKING:
    from toollib.reports.report import Report, Table

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for: the days, the files, and which rows of each table are shown."""

    first: date | None
    last: date | None
    table: Path | None
    page: Path | None
    limit: int | None = None
    offset: int = 0

    @property
    def part(self) -> slice:
        """The rows that are shown."""
        return slice(self.offset, None if self.limit is None else self.offset + self.limit)


def days(first: str) -> Callable[[F], F]:
    """Add `--from` and `--to`; `first` says what is meant without the former."""

    def add(command: F) -> F:
        command = click.option(
            "--to", "last", type=DAY, metavar="DATE", help="The last day that counts; today unless told."
        )(command)
        return click.option(
            "--from", "first", type=DAY, metavar="DATE", help=f"The first day that counts; {first}."
        )(command)

    return add


def _report(code: str, *, first: str = "the first of all", example: str = "") -> Callable[[F], click.Command]:
    """Make a command of a function that has but a docstring: the help of this report."""

    def make(described: F) -> click.Command:
        @pass_session
        def run(session: Session, /, **given: Any) -> None:
            from toollib.reports.book import write
            from toollib.reports.report import SUMMARY

            wanted = Wanted(**given)
            require_one_answer(session, wanted.table, wanted.page)
            report = write(session.library, code, wanted.first, wanted.last)
            show(session, report, wanted, {SUMMARY: {each.name: each.value for each in report.summary}})

        lines = (f"toollib report {code}", *([f"toollib report {code} {example}"] if example else []))
        command = click.command(code, help=described.__doc__, epilog=examples(*lines))
        return command(days(first)(files(paged(run))))

    return make


@_report("overdue", first="whatever was due before", example="--csv call.csv")
def overdue() -> None:
    """Show who has what too long, and how to reach them.

    With the days, and what they come to. As of now; --from and --to choose by the due date. It names
    people: for the desk, not for an outside page.
    """


@_report("usage", example="--from 2026-01-01 --html usage.html")
def usage() -> None:
    """Show what is lent how often, by month, kind and tool.

    Also for how much of its time each is out. Undone loans never count. The time of a tool runs from the
    day it was added to the day it was retired or lost.
    """


@_report("idle", first="a year back unless told", example="--from 2025-06-01 --csv idle.csv")
def idle() -> None:
    """Show the tools that nobody had out for a year.

    With price, owner and place. Tools that were added later, and tools whose policy says that they stay
    here, are left out.
    """


@_report("money", example="--from 2026-11-01 --to 2026-11-30 --csv november.csv")
def money() -> None:
    """Show charges, payments and deposits, and what is owed.

    By month, day, reason and method. Every day adds up to what the ledger has for it: charged + deposits
    - given back - paid - forgiven + refunded is the change of what is owed. A line that was taken back
    counts against its own sort.
    """


@_report("inventory", example="--csv inventory.csv")
def inventory() -> None:
    """Show what stands here, in which state, and what it cost.

    By state, category, kind and place, and what is in repair since when. As of now; --from and --to
    choose what came and went.
    """


@_report("members", example="--from 2026-01-01 --to 2026-12-31 --html members.html")
def members() -> None:
    """Show how many members there are, came, went and borrowed.

    By tier, standing, month and induction. Standing is as of now; --from and --to choose the months. No
    name stands in it.
    """


@_report("events", example="--from 2026-11-01")
def events() -> None:
    """Show how much was done, by verb and month.

    Also how much of it was undone.
    """


def show(
    session: Session,
    report: "Report",
    wanted: Wanted,
    said: Mapping[str, Any],
    *,
    words: Callable[[], Iterable[str]] | None = None,
) -> None:
    """Write a report into the files that were named, and answer with it, as text or as a document.

    `said`: what the document holds beside the rows of the tables, or instead of those of the same name. `words`: the text,
    where it is not the lines and tables of the report.
    """
    instead = write_files(session, report, wanted.table, wanted.page)
    if instead is not None:
        session.show({}, lambda: [instead.removesuffix("\n")])
        return
    rows = {each.name: _named(each, wanted.part) for each in report.tables if each.name not in said}
    document = {"report": report.code, "from": report.first, "to": report.last, **said, **rows}
    session.show(document, words or (lambda: _lines(session, report, wanted.part)))
    for each in report.tables:
        if each.rows[wanted.part]:
            shown = wanted.offset + len(each.rows[wanted.part])
            session.tell_rest(len(each.rows), shown, f"rows under “{each.title}”")


def _named(table: "Table", part: slice) -> list[dict[str, Any]]:
    """Rows of a table by the names of its columns."""
    names = [each.name for each in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows[part]]


def _lines(session: Session, report: "Report", part: slice) -> Iterator[str]:
    from toollib.cli.tables import table as drawn
    from toollib.reports.telling import days_of, title_of, told

    currency = session.library.currency
    yield f"{report.title} {days_of(report)}"
    for line in report.lines:
        yield f"{line.title}: {line.text}"
        yield from (f"  {each}" for each in line.notes)
    for table in report.tables:
        yield ""
        yield title_of(table, currency)
        if not table.rows:
            yield f"  {table.empty}"
        columns = table.columns
        heads = tuple(each.title for each in columns)
        right = tuple(
            h for h, each in zip(heads, columns, strict=True) if each.kind in {"count", "money", "share"}
        )
        rows = (
            [told(c, col, currency) for c, col in zip(row, columns, strict=True)] for row in table.rows[part]
        )
        yield from drawn(heads, rows, right=right)

"""Reads at the desk: a code, the day, the loans, a search. They never write."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from catalog.text import plain
from toollib.cli.params import TEXT, examples, paged, paged_by, pass_session
from toollib.cli.session import Session

if TYPE_CHECKING:
    from toollib.desk.day_views import Today
    from toollib.desk.views import Found, Loan


@click.command(epilog=examples("toollib status M-0017", "toollib status T-0042"))
@click.argument("code", type=TEXT)
@pass_session
def status(session: Session, code: str) -> None:
    """Show what a scan of CODE would show: a member or a tool."""
    from toollib.desk.reads import LoansWanted

    found = session.desk.status(code)

    def words() -> Iterator[str]:
        if found.tool is not None:
            yield from session.words.tool(found.tool)
        if found.member is not None:
            theirs = session.desk.loans(LoansWanted(open_only=True, member=found.member.id)).rows
            yield from session.words.member(found.member, theirs)

    session.show_view(found, words)


@click.command(epilog=examples("toollib today", "toollib today --limit 20"))
@paged
@pass_session
def today(session: Session, limit: int, offset: int) -> None:
    """Show the day: due, overdue, kept ready, in repair.

    Also which reservations begin or are in danger, what is recalled, and members' own tools that go back.
    --limit and --offset count in each list; `loans --overdue` and its like show one list alone.
    """
    from toollib.desk.reads import Part

    day = session.desk.today(Part(limit, offset))
    session.tell_warnings(session.desk.warnings())
    session.show_view(day, lambda: _day(session, day))


@click.command(epilog=examples("toollib loans --overdue", "toollib loans --open --member M-0017"))
@click.option("--overdue", is_flag=True, help="Only those that are overdue.")
@click.option("--open", "open_only", is_flag=True, help="Only those that are not back.")
@click.option("--member", type=TEXT, metavar="MEMBER", help="Only those of this member.")
@click.option("--tool", type=TEXT, metavar="TOOL", help="Only those of this tool.")
@paged
@pass_session
def loans(
    session: Session,
    *,
    overdue: bool,
    open_only: bool,
    member: str | None,
    tool: str | None,
    limit: int,
    offset: int,
) -> None:
    """List loans, newest first.

    Where only open or overdue ones are asked for, the soonest due comes first.
    """
    from toollib.desk.reads import LoansWanted, Part

    page = session.desk.loans(LoansWanted(overdue, open_only, member, tool), Part(limit, offset))
    session.show({"loans": page.rows}, lambda: _loans(session, page.rows))
    session.tell_rest(page.total, offset + len(page.rows), "loans")


@click.command(epilog=examples("toollib search grinder", "toollib search osei --in members"))
@click.argument("text", type=TEXT)
@click.option(
    "--in",
    "within",
    type=click.Choice(["tools", "members", "designs"]),
    help="Only among these; else all three.",
)
@paged_by(50)
@pass_session
def search(session: Session, text: str, *, within: str | None, limit: int, offset: int) -> None:
    """Find tools, members and designs by some words, best first."""
    from toollib.desk.reads import Part
    from toollib.workshop import choosing

    found = choosing.search(
        session.desk, lambda: session.library.shelf, text, within=within, part=Part(limit, offset)
    )
    session.show_view(found, lambda: _found(found))
    if not found.tools and within in {None, "tools"} and offset == 0 < limit:
        from toollib.desk import unmet

        unmet.searched(session.desk.context, text)


def _day(session: Session, day: "Today") -> Iterator[str]:
    for heading, rows in (("Overdue", day.overdue), ("Due today", day.due)):
        yield f"{heading}: {len(rows) or 'nothing'}"
        yield from ("  " + line for line in _loans(session, rows))
    if day.ready:
        yield "Ready to be collected:"
        yield from (f"  {plain(each.tool or '')} for {plain(each.member_name)}" for each in day.ready)
    if day.starting:
        yield "Reservations that begin:"
        yield from (
            f"  {plain(each.tool or each.kind or '')} for {plain(each.member_name)}, {each.from_} to {each.to}"
            for each in day.starting
        )
    if day.conflicts:
        yield "Reservations in danger:"
        yield from (
            f"  {plain(each.reservation.tool or each.reservation.kind or '')} for "
            f"{plain(each.reservation.member_name)} from {each.reservation.from_}: {plain(each.why)}"
            for each in day.conflicts
        )
    yield from _care(day)


def _care(day: "Today") -> Iterator[str]:
    """What is told of tools: in repair, recalled, going back."""
    if day.repairs:
        yield "In repair:"
        yield from (f"  {plain(each.tool)}: {plain(each.text)}" for each in day.repairs)
    if day.recalled:
        yield "Recalled:"
        yield from (
            f"  {plain(each.tool)} {plain(each.tool_name)}: {plain(each.why)}"
            + (f" (out with {plain(each.holder_name)})" if each.holder_name else "")
            for each in day.recalled
        )
    if day.going_back:
        yield "Going back to their owners:"
        yield from (
            f"  {plain(each.tool)} {plain(each.tool_name)} to {plain(each.owner_name)} by {each.give_back}"
            + (f" (out until {each.due})" if each.due is not None else "")
            for each in day.going_back
        )


def _loans(session: Session, rows: "Iterable[Loan]") -> Iterator[str]:
    from toollib.cli.tables import table

    yield from table(
        ("Tool", "Name", "Member", "", "Out", "Due or back"),
        (
            (
                each.tool,
                each.tool_name,
                each.member or "–",
                each.member_name,
                session.words.instant(each.out_at)[:10],
                session.words.due(each),
            )
            for each in rows
        ),
    )


def _found(found: "Found") -> Iterator[str]:
    from toollib.cli.tables import table
    from toollib.cli.words import state

    rows = [
        *((each.tag, each.name, state(each)) for each in found.tools),
        *((each.id, each.name, each.standing) for each in found.members),
        *((each["id"], each["name"], "design") for each in found.designs),
    ]
    yield from table(("Code", "Name", ""), rows)

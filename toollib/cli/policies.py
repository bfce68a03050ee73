"""The library's rules at work: which line gave which value, and days closed at the desk."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from catalog.text import plain
from toollib.cli.params import DAY, TEXT, examples, pass_session
from toollib.cli.session import Session

if TYPE_CHECKING:
    from toollib.desk.rule_views import ClosedDay, PolicyOrigin, PolicyTold


@click.group()
def policy() -> None:
    """Look at the policies of library.yaml as they apply."""


@policy.command(epilog=examples("toollib policy explain T-0042 M-0017"))
@click.argument("tool", type=TEXT)
@click.argument("member", type=TEXT)
@pass_session
def explain(session: Session, tool: str, member: str) -> None:
    """Tell the terms on which MEMBER would borrow TOOL.

    Each comes with the line of library.yaml that gave it.
    """
    told = session.desk.policy(tool, member)
    session.show_view(told, lambda: _terms(session, told))


@click.command("close-day", epilog=examples('toollib close-day 2026-12-02 "the heating is broken"'))
@click.argument("day", type=DAY, metavar="DATE")
@click.argument("why", type=TEXT)
@pass_session
def close_day(session: Session, day: date, why: str) -> None:
    """Close the library on DATE, saying WHY.

    What is due, kept ready or reserved on it moves to the next open day, and nothing is charged for it. A day is not
    opened again; periods known long before belong in library.yaml.
    """
    session.check()
    closed = session.desk.close_day(day, why)
    session.show_view(closed, lambda: _moved(closed))


def _terms(session: Session, told: "PolicyTold") -> Iterator[str]:
    from toollib.cli.tables import table
    from toollib.rules.money import Amount

    def shown(value: object) -> str:
        if isinstance(value, Amount):
            return session.words.money(value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        return "none" if value is None else str(value)

    rows = (
        (key.replace("_", "-"), shown(each.value), _origin(each.from_)) for key, each in told.policy.items()
    )
    yield f"{plain(told.tool)} for {plain(told.member)} ({plain(told.tier or 'no tier')}):"
    yield from table(("Key", "Value", "Given by"), rows)


def _origin(origin: "PolicyOrigin | None") -> str:
    if origin is None:
        return "the program: library.yaml says nothing of it"
    where = origin.file if origin.line is None else f"{origin.file}:{origin.line}"
    tier = f" of tier {origin.tier}" if origin.tier else ""
    return f"{where} ({origin.name}{tier})"


def _moved(closed: "ClosedDay") -> Iterator[str]:
    from toollib.cli.words import day

    yield f"Closed on {day(closed.day)}: {plain(closed.why)}."
    for loan in closed.loans:
        whom = plain(loan.member_name or loan.member or "a member who left")
        yield f"  {plain(loan.tool)} {plain(loan.tool_name)}, out with {whom}, is due {day(loan.due)}"
    for hold in closed.holds:
        until = "" if hold.ready_until is None else f" until {day(hold.ready_until)}"
        yield f"  {plain(hold.tool or '')} is kept ready for {plain(hold.member_name)}{until}"
    for claim in closed.reservations:
        what = plain(claim.tool or claim.kind or "")
        yield f"  {what} is reserved for {plain(claim.member_name)} from {day(claim.from_)} to {day(claim.to)}"
    if not (closed.loans or closed.holds or closed.reservations):
        yield "Nothing was due, kept ready or reserved that had to move."

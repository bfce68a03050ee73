"""Reservations on the command line: claims on dates."""

from datetime import date
from typing import TYPE_CHECKING

import click

from catalog.text import plain
from toollib.cli.params import DAY, TEXT, examples, paged, pass_session
from toollib.cli.session import Session

if TYPE_CHECKING:
    from toollib.desk.views import Reservation


@click.command(
    epilog=examples(
        "toollib reserve M-0017 tile-cutter --from 2026-12-05 --to 2026-12-09",
        "toollib reserve ada T-0042 --from 2026-12-05 --to 2026-12-09",
    )
)
@click.argument("member", type=TEXT)
@click.argument("wanted", type=TEXT, metavar="KIND_OR_TAG")
@click.option("--from", "first", type=DAY, metavar="DATE", required=True, help="The first day, an open one.")
@click.option("--to", "last", type=DAY, metavar="DATE", required=True, help="The last day, an open one.")
@pass_session
def reserve(session: Session, member: str, wanted: str, first: date, last: date) -> None:
    """Reserve a kind or a tool for MEMBER.

    It is accepted only if it can be kept with all other reservations. A missing induction or paper is warned of.
    """
    accepted = session.verbs.reserve(member, wanted, first=first, last=last)
    session.tell_warnings(accepted.warnings)
    session.show({"reservation": accepted, "warnings": accepted.warnings}, lambda: [_line(accepted)])


@click.command(epilog=examples("toollib reservations", "toollib reservations --on T-0060"))
@click.option("--all", "everything", is_flag=True, help="Collected, expired and cancelled ones too.")
@click.option("--on", type=TEXT, metavar="KIND_OR_TOOL", help="Only those that stand on this kind or copy.")
@paged
@pass_session
def reservations(session: Session, *, everything: bool, on: str | None, limit: int, offset: int) -> None:
    """List what is reserved, by the first day."""
    if on is not None and everything:
        raise click.UsageError("--on goes without --all")
    from toollib.desk.reads import Part

    if on is None:
        found = session.desk.reservations(everything=everything, part=Part(limit, offset))
    else:
        found = session.desk.reservations_for(on)[offset : offset + limit]
    session.show({"reservations": found}, lambda: [_line(each) for each in found] or ["Nothing is reserved."])


@click.command("reserve-cancel", epilog=examples("toollib reserve-cancel 12"))
@click.argument("reservation_id", type=TEXT, metavar="ID")
@pass_session
def reserve_cancel(session: Session, reservation_id: str) -> None:
    """Give up a reservation."""
    closed = session.desk.reserve_cancel(reservation_id)
    session.show({"reservation": closed}, lambda: [_line(closed)])


def _line(each: "Reservation") -> str:
    what = plain(each.tool or each.kind or "")
    build = "" if each.build is None else f"  for build {each.build} ({plain(each.build_name)})"
    who = f"{plain(each.member_name)} ({plain(each.member)})"
    return f"{each.id}  {what}  {each.from_} to {each.to}  {who}  {each.state}{build}"

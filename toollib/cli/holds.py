"""Holds on the command line: waiting for a kind or a tool."""

from typing import TYPE_CHECKING

import click

from catalog.text import plain
from toollib.cli.params import TEXT, examples, paged, pass_session
from toollib.cli.session import Session

if TYPE_CHECKING:
    from toollib.desk.views import Hold


@click.command(epilog=examples("toollib hold M-0017 angle-grinder", "toollib hold M-0017 T-0042"))
@click.argument("member", type=TEXT)
@click.argument("wanted", type=TEXT, metavar="KIND_OR_TAG")
@pass_session
def hold(session: Session, member: str, wanted: str) -> None:
    """Let MEMBER wait for a kind or a tool.

    A copy that is free is kept ready at once.
    """
    placed = session.desk.hold(member, wanted)
    session.show({"hold": placed}, lambda: [_line(placed)])


@click.command(epilog=examples("toollib holds", "toollib holds --ready", "toollib holds --on jigsaw"))
@click.option("--ready", is_flag=True, help="Only those whose copy is kept ready.")
@click.option("--all", "everything", is_flag=True, help="Collected, expired and cancelled ones too.")
@click.option("--on", type=TEXT, metavar="KIND_OR_TOOL", help="Only open ones for this kind or copy.")
@paged
@pass_session
def holds(
    session: Session, *, ready: bool, everything: bool, on: str | None, limit: int, offset: int
) -> None:
    """List who waits for what, in the order in which they asked."""
    if on is not None and (ready or everything):
        raise click.UsageError("--on goes without --ready and --all")
    from toollib.desk.holding import ANY, OPEN
    from toollib.desk.reads import Part

    states = ("ready",) if ready else ANY if everything else OPEN
    if on is None:
        found = session.desk.holds(states, Part(limit, offset))
    else:
        found = session.desk.holds_for(on)[offset : offset + limit]
    session.show({"holds": found}, lambda: [_line(each) for each in found] or ["Nobody waits for anything."])


@click.command("hold-cancel", epilog=examples("toollib hold-cancel 12"))
@click.argument("hold_id", type=TEXT, metavar="ID")
@pass_session
def hold_cancel(session: Session, hold_id: str) -> None:
    """Take a member out of a queue.

    A copy that was kept ready for them goes to the next.
    """
    closed = session.desk.hold_cancel(hold_id)
    session.show({"hold": closed}, lambda: [_line(closed)])


def _line(hold: "Hold") -> str:
    what = plain(hold.tool or hold.kind or "")
    where = f"{hold.kind}: {what}" if hold.kind and hold.tool else what
    state = {
        "waiting": f"waits, place {hold.place}",
        "ready": f"kept ready until {hold.ready_until}",
    }.get(hold.state, hold.state)
    return f"{hold.id}  {where}  {plain(hold.member_name)} ({plain(hold.member)})  {state}"

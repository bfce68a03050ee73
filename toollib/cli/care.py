"""Care for tools: repairs, parts that lack, losses, recalls, photos, and what happened to a tool."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalog.text import plain
from toollib.cli.params import TEXT, WithAmount, examples, paged, pass_session
from toollib.cli.session import Session

if TYPE_CHECKING:
    from toollib.desk.care_views import Borrower, History, Recall
    from toollib.desk.views import Tool

_TOOL = click.argument("tool", type=TEXT)
_WHY = click.argument("why", type=TEXT)


@click.command(epilog=examples('toollib tool repair T-0042 "guard cracked"'))
@_TOOL
@click.argument("text", type=TEXT)
@pass_session
def repair(session: Session, tool: str, text: str) -> None:
    """Open a repair ticket: TEXT says what is wrong with TOOL.

    It is not lent until it is fixed. A tool that is out can still come back.
    """
    _show(session, session.desk.tool_repair(tool, text))


@click.command(epilog=examples("toollib tool fixed T-0042"))
@_TOOL
@pass_session
def fixed(session: Session, tool: str) -> None:
    """Close the repair tickets of TOOL, missing parts among them.

    The first in the queue gets it. A recall stays.
    """
    _show(session, session.desk.tool_fixed(tool))


@click.command(epilog=examples('toollib tool retire T-0042 "motor burnt out"'))
@_TOOL
@_WHY
@pass_session
def retire(session: Session, tool: str, why: str) -> None:
    """Take TOOL off the shelf for good; WHY is kept.

    Also for a tool that goes back to the member whose it is.
    """
    _show(session, session.desk.tool_retire(tool, why))


@click.command(epilog=examples("toollib tool lost T-0042", "toollib tool lost T-0042 --charge 40"))
@_TOOL
@click.option("--charge", type=TEXT, metavar="AMOUNT", help="What its borrower is charged; else its price.")
@pass_session
def lost(session: Session, tool: str, charge: str | None) -> None:
    """Record TOOL as lost.

    If it was out the loan ends, the deposit is given back, and its borrower is charged the price.
    """
    loss = session.desk.tool_lost(tool, charge=charge)
    session.tell_warnings(loss.warnings)

    def words() -> Iterator[str]:
        yield from session.words.tool(loss.tool)
        if loss.charged:
            yield f"  charged {session.words.money(loss.charged)} to {plain(loss.member or '')}"

    session.show_view(loss, words)


@click.command(epilog=examples("toollib tool found T-0042"))
@_TOOL
@pass_session
def found(session: Session, tool: str) -> None:
    """A lost TOOL is here again.

    What was charged for it is taken back.
    """
    again = session.desk.tool_found(tool)

    def words() -> Iterator[str]:
        yield from session.words.tool(again.tool)
        if again.voided:
            yield f"  taken back: the charge of {session.words.money(again.voided)}"

    session.show_view(again, words)


@click.command(epilog=examples('toollib tool note T-0042 "key hangs on the guard"'))
@_TOOL
@click.argument("text", type=TEXT)
@pass_session
def note(session: Session, tool: str, text: str) -> None:
    """Put a note to TOOL in place of the one before.

    An empty TEXT removes it.
    """
    _show(session, session.desk.tool_note(tool, text))


@click.command(epilog=examples("toollib tool photo T-0042 grinder.jpg"))
@_TOOL
@click.argument("file", type=click.Path(path_type=Path))
@pass_session
def photo(session: Session, tool: str, file: Path) -> None:
    """Keep a photo of TOOL: a JPEG, PNG or WebP FILE.

    Only the picture is kept, not where, when or by which camera it was taken.
    """
    kept = session.desk.tool_photo(tool, file)
    session.show_view(kept, lambda: [f"{plain(kept.tool.tag)}: kept as {kept.file.path}"])


@click.command(epilog=examples("toollib tool manual T-0042 grinder-manual.pdf"))
@_TOOL
@click.argument("file", type=click.Path(path_type=Path))
@pass_session
def manual(session: Session, tool: str, file: Path) -> None:
    """Keep a manual of TOOL: a PDF FILE.

    Scripts, attached files and who made it are taken out of the copy that is kept. `toollib tool show` tells where it
    lies.
    """
    kept = session.desk.tool_manual(tool, file)
    session.show_view(kept, lambda: [f"{plain(kept.tool.tag)}: kept as {kept.file.path}"])


@click.command(
    epilog=examples("toollib tool file-remove T-0042 grinder.jpg", "toollib tool file-remove T-0042 3")
)
@_TOOL
@click.argument("file", type=TEXT)
@pass_session
def file_remove(session: Session, tool: str, file: str) -> None:
    """Take a photo or manual away from TOOL.

    FILE is its name, or its number as `toollib tool show` tells it. The kept copy is deleted, and cannot come back.
    """
    gone = session.desk.tool_file_remove(tool, file)
    session.tell_warnings(gone.warnings)
    words = f"{plain(gone.tool.tag)}: {gone.file.what} {plain(gone.file.name)} is gone"
    session.show_view(gone, lambda: [words])


@click.command(epilog=examples("toollib tool history T-0042"))
@_TOOL
@paged
@pass_session
def history(session: Session, tool: str, limit: int, offset: int) -> None:
    """Show what happened to TOOL: loans, repairs, files, events.

    For its owner: how often it was lent, and to how many members.
    """
    from toollib.desk.reads import Part

    told = session.desk.tool_history(tool, Part(limit, offset))
    session.show_view(told, lambda: _history(session, told))


@click.command(epilog=examples('toollib tool recall angle-grinder "discs burst: return to the maker"'))
@click.argument("kind_or_tool", type=TEXT)
@_WHY
@pass_session
def recall(session: Session, kind_or_tool: str, why: str) -> None:
    """Block every copy of an unsafe kind, or one copy.

    WHY is told at the desk. Also copies that are out or come later. Lists who had one in the last year.
    """
    done = session.desk.tool_recall(kind_or_tool, why)
    session.show_view(done, lambda: _recall(session, done))


@click.command(epilog=examples('toollib tool recall-end angle-grinder "new discs"'))
@click.argument("kind_or_tool", type=TEXT)
@_WHY
@pass_session
def recall_end(session: Session, kind_or_tool: str, why: str) -> None:
    """Lend a recalled kind or copy again; WHY is kept."""
    tools = session.desk.tool_recall_end(kind_or_tool, why)
    session.show({"tools": tools}, lambda: _names(session, tools))


@click.command(epilog=examples("toollib tool part-brought T-0107 battery"))
@_TOOL
@click.argument("part", type=TEXT, metavar="NAME[=QTY]")
@click.option("--member", type=TEXT, metavar="MEMBER", help="Who owed it, where several owe the same.")
@pass_session
def part_brought(session: Session, tool: str, part: str, member: str | None) -> None:
    """A missing part of TOOL is here: nobody owes it any more.

    When nothing else lacks, the tool is whole and the first in the queue gets it.
    """
    _show(session, session.desk.part_brought(tool, part, member=member))


@click.command(cls=WithAmount, epilog=examples("toollib tool part-charged T-0107 battery 35.00"))
@_TOOL
@click.argument("part", type=TEXT, metavar="NAME")
@click.argument("amount", type=TEXT)
@click.option("--member", type=TEXT, metavar="MEMBER", help="Who owes it, where several owe the same.")
@pass_session
def part_charged(session: Session, tool: str, part: str, amount: str, *, member: str | None) -> None:
    """Charge a missing part of TOOL to the member.

    The member owes it no longer. The tool waits for a new one; then it is `fixed`.
    """
    done = session.desk.part_charged(tool, part, amount, member=member)

    def words() -> Iterator[str]:
        yield from session.words.tool(done.tool)
        yield f"  charged {session.words.money(done.charged)} to {plain(done.member)}"

    session.show_view(done, words)


def _show(session: Session, tool: "Tool") -> None:
    session.show({"tool": tool}, lambda: session.words.tool(tool))


def _names(session: Session, tools: "tuple[Tool, ...]") -> Iterator[str]:
    for each in tools:
        yield next(session.words.tool(each))


def _recall(session: Session, done: "Recall") -> Iterator[str]:
    yield "Blocked:"
    yield from (f"  {line}" for line in _names(session, done.tools))
    if done.borrowers:
        yield "Had one in the last year:"
        yield from (f"  {_borrower(session, each)}" for each in done.borrowers)


def _borrower(session: Session, had: "Borrower") -> str:
    reached = " · ".join(plain(each) for each in (had.phone, had.email) if each)
    has_it = ", has it still" if had.has_it else ""
    when = session.words.instant(had.out_at)
    return f"{plain(had.member)} {plain(had.name)}: {plain(had.tool)} on {when}{has_it}" + (
        f" · {reached}" if reached else ""
    )


def _history(session: Session, told: "History") -> Iterator[str]:
    from toollib.cli.words import by_hand_once

    words = session.words
    yield from words.tool(told.tool)
    times = "once" if told.lent == 1 else f"{told.lent} times"
    members = "1 member" if told.members == 1 else f"{told.members} members"
    yield f"Lent {times} to {members}"
    for loan in told.loans:
        yield f"  {words.instant(loan.out_at)}  {plain(loan.member_name or 'a member who left')}, {words.due(loan)}"
    for ticket in told.repairs:
        until = "open" if ticket.fixed_at is None else f"fixed {words.instant(ticket.fixed_at)}"
        yield f"Repair {ticket.id}, {words.instant(ticket.since)}, {until}: {plain(ticket.text)}"
    yield from words.files(told.files)
    yield "Events"
    events, below = by_hand_once(told.events)
    yield from (f"  {line}" for line in (*map(words.event, events), *below))

"""The verbs of the desk: lend, take back, renew, undo."""

from collections.abc import Iterator
from datetime import date, datetime

import click

from catalog.text import plain
from toollib.cli.params import DAY, INSTANT, TEXT, WHY, examples, pass_session
from toollib.cli.session import Session

_OVERRIDE_HELP = "Go past the reasons that may be overridden; the why is kept in the audit."


@click.command(
    epilog=examples("toollib checkout M-0017 T-0042 T-0107", "toollib checkout ada T-0042 --due 2026-12-05")
)
@click.argument("member", type=TEXT)
@click.argument("tools", type=TEXT, nargs=-1, required=True, metavar="TOOL...")
@click.option("--due", type=DAY, metavar="DATE", help="Another due date than the policy's.")
@click.option("--at", type=INSTANT, metavar="INSTANT", help="When it was lent, if it was written on paper.")
@click.option("--override", type=WHY, metavar="WHY", help=_OVERRIDE_HELP)
@pass_session
def checkout(
    session: Session,
    member: str,
    tools: tuple[str, ...],
    *,
    due: date | None,
    at: datetime | None,
    override: str | None,
) -> None:
    """Lend TOOLs to MEMBER, all or none.

    A MEMBER is an id, a card or a name; a TOOL is its tag or any code on it.
    """
    from toollib.desk.lending import Asked

    desk = session.verbs
    lent = desk.checkout(member, tools, Asked(due, session.instant(at), override))

    def words() -> Iterator[str]:
        first = lent.loans[0]
        yield f"Lent to {plain(first.member_name)} ({first.member}):"
        yield from ("  " + session.words.loan_of_member(each) for each in lent.loans)

    session.tell_warnings(lent.warnings)
    session.show({"loans": lent.loans, "warnings": lent.warnings}, words)


@click.command(
    "return",
    epilog=examples(
        "toollib return T-0042",
        "toollib return T-0042 --at 2026-11-29T18:00",
        'toollib return T-0107 --missing "battery=1"',
        'toollib return T-0042 --broken "guard cracked"',
    ),
)
@click.argument("tools", type=TEXT, nargs=-1, required=True, metavar="TOOL...")
@click.option(
    "--at", type=INSTANT, metavar="INSTANT", help="When it came back, if the drop box was emptied later."
)
@click.option(
    "--missing", type=TEXT, multiple=True, metavar="NAME=QTY", help="A part that did not come back with it."
)
@click.option("--broken", type=TEXT, metavar="TEXT", help="What is broken: opens a repair ticket.")
@pass_session
def return_(
    session: Session,
    tools: tuple[str, ...],
    *,
    at: datetime | None,
    missing: tuple[str, ...],
    broken: str | None,
) -> None:
    """Take TOOLs back, all or none, and charge what is late.

    A tool with a missing part waits until it is whole again; the member owes the part.
    """
    trouble = None
    if missing or broken is not None:
        if len(tools) != 1:
            raise click.UsageError("--missing and --broken are told of one tool at a time")
        from toollib.desk.kits import Trouble

        trouble = Trouble(broken, missing)
    back = session.verbs.return_(tools, at=session.instant(at), trouble=trouble)
    session.tell_warnings(back.warnings)
    session.show(
        {"returned": back.returned, "warnings": back.warnings},
        lambda: (session.words.returned(each) for each in back.returned),
    )


@click.command(
    "return-trouble",
    epilog=examples(
        'toollib return-trouble T-0107 --missing "battery=1"',
        'toollib return-trouble T-0042 --broken "guard cracked"',
    ),
)
@click.argument("tool", type=TEXT)
@click.option("--missing", type=TEXT, multiple=True, metavar="NAME=QTY", help="A part that is not there.")
@click.option("--broken", type=TEXT, metavar="TEXT", help="What is broken: opens a repair ticket.")
@pass_session
def return_trouble(session: Session, tool: str, *, missing: tuple[str, ...], broken: str | None) -> None:
    """Tell what is wrong with a TOOL that came back.

    For what is found out after the return, as long as undo reaches back. Its borrower owes what is missing.
    """
    if not missing and broken is None:
        raise click.UsageError("say what is wrong: --missing or --broken")
    from toollib.desk.kits import Trouble

    told = session.verbs.return_trouble(tool, Trouble(broken, missing))
    session.show(
        {"returned": told.returned},
        lambda: (
            f"{plain(each.loan.tool)} {plain(each.loan.tool_name)} waits for repair" for each in told.returned
        ),
    )


@click.command(epilog=examples("toollib renew T-0042", "toollib renew --member M-0017"))
@click.argument("tools", type=TEXT, nargs=-1, metavar="TOOL...")
@click.option("--member", type=TEXT, metavar="MEMBER", help="Everything of this member that can be renewed.")
@click.option("--override", type=WHY, metavar="WHY", help=_OVERRIDE_HELP)
@pass_session
def renew(session: Session, tools: tuple[str, ...], member: str | None, override: str | None) -> None:
    """Renew the loans of TOOLs, all or none.

    With --member it renews whatever of that member's loans can be renewed.
    """
    if bool(tools) == (member is not None):
        raise click.UsageError("name either tools or --member MEMBER")
    if member is not None and override is not None:
        raise click.UsageError("--override goes with tools, not with --member")
    renewed = (
        session.desk.renew(tools, override=override) if member is None else session.desk.renew_all(member)
    )

    def words() -> Iterator[str]:
        yield from ("Renewed " + session.words.loan_of_member(each) for each in renewed.loans)
        for each in renewed.refused or ():
            yield f"Not renewed: {plain(each.tool)}: {'; '.join(plain(why.message) for why in each.reasons)}"

    session.tell_warnings(renewed.warnings)
    session.show_view(renewed, words)


@click.command(epilog=examples("toollib undo"))
@pass_session
def undo(session: Session) -> None:
    """Undo the last action of this person at this desk.

    Its charges go with it. A second undo takes the action before. Undone is what was lent, taken back, renewed, held,
    reserved or paid; charges and what was forgiven; new and edited members, edited tools, repairs; builds and their
    steps; wishes, votes and the end of a wish. Anything else is passed over.
    """
    undone = session.desk.undo()
    session.show_view(undone, lambda: [f"Undone: {session.words.event(undone.undone)}"], money=False)

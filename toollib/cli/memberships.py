"""Memberships as they go on: renewed, noted, signed, trained, blocked."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from toollib.cli.members import droppable, edit_of, fee_of, fee_options, known_of_member, show_member
from toollib.cli.params import DAY, TEXT, examples, pass_session
from toollib.cli.session import Session


@click.command(
    epilog=examples("toollib member renew M-0017 --paid card", "toollib member renew ada --tier concession")
)
@click.argument("member", type=TEXT)
@known_of_member
@droppable
@fee_options
@pass_session
def renew(session: Session, /, member: str, *, paid: str | None, no_fee: bool, **known: Any) -> None:
    """Renew the membership of MEMBER.

    It is extended from the later of today and its end, by the months of the tier; the fee of the tier is charged.
    """
    fee = fee_of(paid, no_fee=no_fee)
    show_member(session, session.verbs.member_renew(member, edit_of(None, known), fee=fee))


@click.command(epilog=examples('toollib member note M-0017 "call before 10"'))
@click.argument("member", type=TEXT)
@click.argument("text", type=TEXT)
@pass_session
def note(session: Session, member: str, text: str) -> None:
    """Write the note of MEMBER anew.

    Whoever opens the card sees it. An empty TEXT removes it.
    """
    show_member(session, session.desk.member_note(member, text))


@click.command(epilog=examples("toollib member waiver M-0017", "toollib member waiver ada --version 2026-01"))
@click.argument("member", type=TEXT)
@click.option("--version", type=TEXT, metavar="V", help="Which version; else the one of library.yaml.")
@pass_session
def waiver(session: Session, member: str, version: str | None) -> None:
    """Note that MEMBER signed the waiver today."""
    show_member(session, session.desk.member_waiver(member, version))


@click.command(
    epilog=examples(
        'toollib member induct welding M-0017 ben "Cleo Ruiz"', "toollib member induct welding ada --by ben"
    )
)
@click.argument("topic", type=TEXT)
@click.argument("members", type=TEXT, nargs=-1, required=True, metavar="MEMBER...")
@click.option("--by", type=TEXT, metavar="NAME", help="Who gave the induction; else who is at the desk.")
@click.option("--until", type=DAY, metavar="DATE", help="Its last day; else as library.yaml says.")
@pass_session
def induct(
    session: Session, topic: str, members: tuple[str, ...], *, by: str | None, until: date | None
) -> None:
    """Enter that all MEMBERs were inducted in TOPIC today, all or none."""
    inducted = session.verbs.member_induct(topic, members, by=by, until=until)

    def words() -> Iterator[str]:
        from catalog.text import plain

        for each in inducted:
            last = next(found.until for found in each.inductions if found.topic == topic)
            yield f"{each.id} {plain(each.name)}: {plain(topic)}" + (f" to {last}" if last else "")

    session.show({"members": inducted}, words)


@click.command(
    epilog=examples(
        'toollib member block M-0017 "three tools came back broken"',
        'toollib member block ben "until the guard is paid" --until 2026-12-31',
    )
)
@click.argument("member", type=TEXT)
@click.argument("why", type=TEXT)
@click.option("--until", type=DAY, metavar="DATE", help="The last day of the block; else until unblocked.")
@pass_session
def block(session: Session, member: str, why: str, *, until: date | None) -> None:
    """Let MEMBER borrow and renew nothing, saying WHY.

    Whoever is at the desk reads the WHY, and so may the member.
    """
    show_member(session, session.verbs.member_block(member, why, until=until))


@click.command(epilog=examples("toollib member unblock M-0017"))
@click.argument("member", type=TEXT)
@pass_session
def unblock(session: Session, member: str) -> None:
    """End the block of MEMBER."""
    show_member(session, session.desk.member_unblock(member))

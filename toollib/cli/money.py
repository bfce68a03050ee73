"""The till: payments, charges, forgiving, and a member's account."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from toollib.cli.params import TEXT, examples, pass_session
from toollib.cli.session import Session

if TYPE_CHECKING:
    from toollib.desk.money import Method
    from toollib.desk.views import Booked


@click.command(epilog=examples("toollib pay M-0017 3.00", "toollib pay ada 12.50 --by card"))
@click.argument("member", type=TEXT)
@click.argument("amount", type=TEXT)
@click.option(
    "--by",
    type=click.Choice(["cash", "card", "transfer"]),
    default="cash",
    show_default=True,
    help="How it was paid.",
)
@pass_session
def pay(session: Session, member: str, amount: str, by: "Method") -> None:
    """Book a payment of AMOUNT by MEMBER."""
    _show(session, session.desk.pay(member, amount, by=by))


@click.command(epilog=examples('toollib charge M-0017 5.00 "lost the guard of T-0042"'))
@click.argument("member", type=TEXT)
@click.argument("amount", type=TEXT)
@click.argument("why", type=TEXT)
@pass_session
def charge(session: Session, member: str, amount: str, why: str) -> None:
    """Charge MEMBER an AMOUNT, saying WHY."""
    _show(session, session.desk.charge(member, amount, why))


@click.command(epilog=examples('toollib forgive M-0017 2.00 "we were closed that day"'))
@click.argument("member", type=TEXT)
@click.argument("amount", type=TEXT)
@click.argument("why", type=TEXT)
@pass_session
def forgive(session: Session, member: str, amount: str, why: str) -> None:
    """Forgive MEMBER an AMOUNT that they owe, saying WHY."""
    _show(session, session.desk.forgive(member, amount, why))


@click.command(epilog=examples("toollib account M-0017"))
@click.argument("member", type=TEXT)
@pass_session
def account(session: Session, member: str) -> None:
    """Show every charge and payment of MEMBER, oldest first."""
    found = session.desk.account(member)

    def words() -> Iterator[str]:
        yield from (session.words.entry(each) for each in found.entries)
        yield f"{session.words.owes(found.owes)}"

    session.show_view(found, words)


def _show(session: Session, booked: "Booked") -> None:
    session.show_view(
        booked, lambda: [session.words.entry(booked.entry), f"Now {session.words.owes(booked.owes)}."]
    )

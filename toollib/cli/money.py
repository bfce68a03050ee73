"""The till: payments, charges, forgiving, refunds, lines taken back, and a member's account."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from toollib.cli.params import TEXT, WithAmount, examples, pass_session
from toollib.cli.session import Session

if TYPE_CHECKING:
    from toollib.desk.money import Method
    from toollib.desk.views import Account, Booked

_MEMBER = click.argument("member", type=TEXT)
_AMOUNT = click.argument("amount", type=TEXT)
_WHY = click.argument("why", type=TEXT)
_BY = click.option(
    "--by",
    type=click.Choice(["cash", "card", "transfer"]),
    default="cash",
    show_default=True,
    help="How it was paid.",
)


@click.command(cls=WithAmount, epilog=examples("toollib pay M-0017 3.00", "toollib pay ada 12.50 --by card"))
@_MEMBER
@_AMOUNT
@_BY
@pass_session
def pay(session: Session, member: str, amount: str, by: "Method") -> None:
    """Book a payment of AMOUNT by MEMBER."""
    _show(session, session.desk.pay(member, amount, by=by))


@click.command(cls=WithAmount, epilog=examples('toollib charge M-0017 5.00 "lost the guard of T-0042"'))
@_MEMBER
@_AMOUNT
@_WHY
@pass_session
def charge(session: Session, member: str, amount: str, why: str) -> None:
    """Charge MEMBER an AMOUNT, saying WHY."""
    _show(session, session.desk.charge(member, amount, why))


@click.command(cls=WithAmount, epilog=examples('toollib forgive M-0017 2.00 "we were closed that day"'))
@_MEMBER
@_AMOUNT
@_WHY
@pass_session
def forgive(session: Session, member: str, amount: str, why: str) -> None:
    """Forgive MEMBER an AMOUNT that they owe, saying WHY."""
    _show(session, session.desk.forgive(member, amount, why))


@click.command(cls=WithAmount, epilog=examples('toollib refund M-0017 12.50 "moved away"'))
@_MEMBER
@_AMOUNT
@_WHY
@_BY
@pass_session
def refund(session: Session, *, member: str, amount: str, why: str, by: "Method") -> None:
    """Give MEMBER an AMOUNT of their credit back, saying WHY."""
    _show(session, session.desk.refund(member, amount, why, by=by))


@click.command(epilog=examples('toollib void 214 "booked to the wrong member"'))
@click.argument("entry", type=TEXT)
@_WHY
@pass_session
def void(session: Session, entry: str, why: str) -> None:
    """Take back an ENTRY of an account, saying WHY.

    The account shows its number, and keeps both. A deposit goes with its loan, and what belongs to an open loan is forgiven instead.
    """
    _show(session, session.desk.void(entry, why))


@click.command(epilog=examples("toollib account M-0017"))
@_MEMBER
@pass_session
def account(session: Session, member: str) -> None:
    """Show every charge and payment of MEMBER, oldest first.

    Beside each stands what was owed then; a minus is credit.
    """
    found = session.desk.account(member)

    def words() -> Iterator[str]:
        yield from _lines(session, found)
        yield f"{session.words.owes(found.owes)}"

    session.show_view(found, words)


def _lines(session: Session, account: "Account") -> Iterator[str]:
    from itertools import accumulate

    from toollib.cli.tables import table

    money = session.library.currency.format
    owed = accumulate(each.effect for each in account.entries)
    rows = (
        (
            each.id,
            session.words.instant(each.at),
            f"{each.kind} by {each.by}" if each.by else each.kind,
            money(each.effect),
            money(then),
            each.why,
        )
        for each, then in zip(account.entries, owed, strict=True)
    )
    code = session.library.currency.code
    headings = ("Entry", "When", "What", code, "Owes then", "Why")
    yield from table(headings, rows, right=("Entry", code, "Owes then"))


def _show(session: Session, booked: "Booked") -> None:
    session.show_view(
        booked, lambda: [session.words.entry(booked.entry), f"Now {session.words.owes(booked.owes)}."]
    )

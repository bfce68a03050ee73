"""Payments, charges, forgiving: one line of the ledger each, never changed afterwards."""

from typing import Literal

from catalog.text import plain
from toollib.desk import dealings, queues, views
from toollib.desk.action import Action, acting
from toollib.desk.context import Context
from toollib.desk.loan_events import found
from toollib.desk.lookup import member_row
from toollib.rules.money import Amount
from toollib.rules.reasons import reason
from toollib.rules.rights import Right
from toollib.store import events, ledger, members
from toollib.store.codes import Meant

Verb = Literal["pay", "charge", "forgive", "refund"]
Method = Literal["cash", "card", "transfer"]
_KIND: dict[Verb, tuple[str, int, Right]] = {
    "pay": ("payment", -1, "desk"),
    "charge": ("charge", 1, "desk"),
    "forgive": ("forgive", -1, "money"),
    "refund": ("refund", 1, "money"),
}


def book(
    context: Context,
    verb: Verb,
    member: str,
    amount: str,
    *,
    why: str | None = None,
    by: Method | None = None,
) -> views.Booked:
    """Book a payment (by cash, card or transfer), a charge, a forgiving or a refund of credit (with why) to a member.

    Raises:
        Refused: `amount-wrong`, also for forgiving more than is owed, for giving back more than the credit, and for
            an empty why; the reasons of the member's name.
    """
    kind, sign, right = _KIND[verb]
    with acting(context, right) as action:
        row = found(action, member_row, member)
        minor = found(action, Context.amount, amount)
        if why is not None and not plain(why).strip():
            action.reasons.append(
                reason("amount-wrong", f"say why: a {kind} without a why tells nobody anything")
            )
        action.note_text("the why", why)
        if row is not None and minor is not None:
            _note_too_much(action, verb, row, minor)
        action.settle()
        assert row is not None and minor is not None  # noqa: S101, PT018 - else settle has raised
        code = members.code_of(context.db, row)
        detail = events.Detail(member=row, why=why) if why else None
        event = action.record(verb, {"member": code}, (Meant("member", row),), detail=detail)
        entry = ledger.add(
            context.db, ledger.NewEntry(action.moment.at, row, kind, sign * minor, event, method=by)
        )
        booked = dealings.entry_view(ledger.get(context.db, entry))
        return views.Booked(booked, Amount(ledger.owes(context.db, row)))


def account(context: Context, member: str) -> views.Account:
    """A member's account, oldest entry first.

    Raises:
        Refused: the reasons of the member's name.
    """
    with queues.reading(context):
        row = member_row(context, member)
        entries = tuple(dealings.entry_view(each) for each in ledger.of_member(context.db, row))
        return views.Account(entries, Amount(ledger.owes(context.db, row)))


def _note_too_much(action: Action, verb: Verb, row: int, amount: Amount) -> None:
    """Nobody is forgiven more than they owe, nor given back more than they have to their credit."""
    owes = ledger.owes(action.context.db, row)
    currency = action.context.settings.currency

    def shown(most: int) -> str:
        return f"{currency.format(max(0, most))} {currency.code}"

    if verb == "forgive" and amount > owes:
        text = f"only {shown(owes)} is owed; no more can be forgiven"
        action.reasons.append(reason("amount-wrong", text))
    if verb == "refund" and amount > -owes:
        text = f"the credit is {shown(-owes)}; no more can be given back"
        action.reasons.append(reason("amount-wrong", text))

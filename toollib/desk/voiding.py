"""Taking back one line of the ledger by hand, for a slip that undo reaches no more."""

from catalog.text import plain, quote
from toollib.desk import dealings, views
from toollib.desk.action import acting
from toollib.desk.context import Context
from toollib.rules.money import Amount
from toollib.rules.reasons import reason
from toollib.rules.voiding import Line, why_not_void
from toollib.store import events, ledger, members
from toollib.store.codes import Meant


def void(context: Context, entry: str, why: str) -> views.Booked:
    """Take a line of the ledger back by a new one, which this answers; `entry` is its number in the account.

    Raises:
        Refused: `nothing-to-undo` where there is no such line or it is taken back already, `undo-blocked` where it
            belongs to a deposit or an open loan, `amount-wrong` for an empty why, `role-missing`.
    """
    with acting(context, "money") as action:
        known = ledger.find(context.db, entry)
        if known is None:
            action.reasons.append(reason("nothing-to-undo", f"no entry has the number {quote(entry)}"))
        else:
            state = ledger.state_of(context.db, known)
            line = Line(entry, known.kind, known.reason, state.voided, state.member_left, state.loan_open)
            action.reasons.extend(why_not_void(line))
        if not plain(why).strip():
            text = "say why: an entry taken back without a why tells nobody anything"
            action.reasons.append(reason("amount-wrong", text))
        action.note_text("the why", why)
        action.settle()
        assert known is not None  # noqa: S101 - else settle has raised
        member = ledger.account_of(context.db, known.member_row)
        about = {"member": members.code_of(context.db, member), "entry": str(known.row)}
        detail = events.Detail(member=member, why=why)
        event = action.record("void", about, (Meant("member", member),), detail=detail)
        ledger.void(context.db, [known], at=action.moment.at, event=event)
        (booked,) = ledger.of_event(context.db, event)
        return views.Booked(dealings.entry_view(booked), Amount(ledger.owes(context.db, member)))

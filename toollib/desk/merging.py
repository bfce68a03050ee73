"""One person, two records: everything of the second goes to the first, and its id and cards lead there."""

from toollib.desk import people, portraits, queues, views
from toollib.desk.action import Action, acting
from toollib.desk.context import Context
from toollib.desk.loan_events import found
from toollib.desk.lookup import member_row
from toollib.rules.memberships import merged
from toollib.rules.reasons import reason
from toollib.store import leaving, ledger, members
from toollib.store.codes import Meant

_KNOWN = (
    "name", "email", "phone", "tier", "since", "until", "role", "waiver_at", "waiver_version", "identity_at",
    "no_access_before", "blocked_at", "block_why", "block_until", "note",
)  # fmt: skip


def merge(context: Context, keep: str, gone: str) -> views.Member:
    """Make one member of two: loans, money, holds, reservations, cards and inductions of `gone` become those of `keep`.

    Of two holds on the same, the later ends. The balance moves by two new lines, since the ledger never changes.

    Raises:
        Refused: `member-ambiguous` where both are the same member, `role-missing`, the reasons of both names.
    """
    with acting(context, "records") as action:
        to, from_ = found(action, member_row, keep), found(action, member_row, gone)
        if to is not None and to == from_:
            same = members.code_of(context.db, to)
            action.reasons.append(reason("member-ambiguous", f"both names mean {same}; name two members"))
        if from_ is not None and members.columns(context.db, from_, ["role"])["role"] is not None:
            action.require("settings")
        action.settle()
        assert to is not None and from_ is not None  # noqa: S101, PT018 - else settle has raised
        about = {"member": members.code_of(context.db, to), "gone": members.code_of(context.db, from_)}
        event = action.record("member-merge", about, (Meant("member", to), Meant("member", from_)))
        _move_balance(action, to, from_, event)
        known = [members.columns(context.db, row, _KNOWN) for row in (to, from_)]
        leaving.lead_to(context.db, from_, to, action.moment.at)
        members.change(context.db, to, merged(known[0], known[1]))
        for hold in leaving.doubled_holds(context.db, to):
            queues.close(context, hold)
        people.renew_words(context, to)
        context.look_for_founders_again()
        return portraits.member_view(context, to)


def _move_balance(action: Action, to: int, from_: int, event: int) -> None:
    balance = ledger.owes(action.context.db, from_)
    if balance:
        for row, amount in ((from_, -balance), (to, balance)):
            line = ledger.NewEntry(action.moment.at, row, "void", amount, event, "merge")
            ledger.add(action.context.db, line)

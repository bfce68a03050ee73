"""Taking tools back: the loan ends, lateness is charged, the deposit goes back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from catalog.text import plain
from toollib.desk import dealings, queues, views
from toollib.desk.action import Action, acting
from toollib.desk.context import Context, instant, stamp
from toollib.desk.hours import lateness_warnings, warnings
from toollib.desk.loan_events import Happened, charge_late, open_loan, record, tool_rows
from toollib.rules.money import Amount
from toollib.rules.reasons import reason
from toollib.store import care, holds, ledger, loans
from toollib.store.records import LoanRecord

if TYPE_CHECKING:
    from toollib.desk.kits import Trouble


def take_back(
    context: Context, wanted: Sequence[str], *, at: datetime | None = None, trouble: "Trouble | None" = None
) -> views.Returned:
    """Take tools back, all or none.

    `at`: when they really came back, if the drop box was emptied later. `trouble`: what is wrong with the one tool.

    Raises:
        Refused: `tool-unknown`, `not-on-loan`, `date-wrong` for an `at` before the checkout or in the future,
            `accessory-missing` for a part that cannot be missing.
    """
    if trouble is not None and len(wanted) != 1:
        raise ValueError("what is broken or missing is told of one tool at a time")
    told = warnings(context)
    with acting(context, "desk") as action:
        rows = tool_rows(action, wanted)
        ended = [loan for row in rows if (loan := open_loan(action, row)) is not None]
        for each in ended:
            _note_wrong_instant(action, each, at)
        lacks = [understood(action, each, trouble) for each in ended]
        action.settle()
        before = {str(each.row): each.late_days for each in ended}
        charges = [_end(action, each, at) for each in ended]
        tickets = [
            row
            for loan, parts in zip(ended, lacks, strict=True)
            for row in _open(action, loan, trouble, parts)
        ]
        rows = [each.tool_row for each in ended]
        ready = queues.pass_on(context, rows, action.holds)
        told = (*told, *lateness_warnings(context, sum(charges)))
        event = record(action, Happened("return", ended, at, {"late_days": before}, tickets))
        if tickets:
            care.came_with(context.db, tickets, event)
        for loan, charge in zip(ended, charges, strict=True):
            charge_late(action, loan, charge, event)
            give_deposit_back(action, loan, event)
        after = dealings.loan_views(context, loans.several(context.db, [each.row for each in ended]))
        back = [
            _returned(context, loan, view, charge, ready.get(loan.tool_row))
            for loan, view, charge in zip(
                ended, dealings.with_parts(context, after, rows), charges, strict=True
            )
        ]
    if tickets:
        back = [replace(each, repair=str(tickets[0])) for each in back]
    return views.Returned(tuple(back), told)


def understood(action: Action, loan: LoanRecord, trouble: "Trouble | None") -> dict[str, int]:
    """The parts that are missing, as the tool names them; what makes no sense is noted."""
    if trouble is None:
        return {}
    from toollib.desk import kits

    if trouble.broken is not None and not plain(trouble.broken).strip():
        action.reasons.append(reason("tool-in-repair", f"say what is broken of {loan.tool}"))
    action.note_text("what is broken", trouble.broken)
    return kits.missing_parts(action, loan, trouble)


def _open(action: Action, loan: LoanRecord, trouble: "Trouble | None", lacks: dict[str, int]) -> list[int]:
    if trouble is None:
        return []
    from toollib.desk import kits

    return kits.open_tickets(action, loan, trouble.broken, lacks)


def _end(action: Action, loan: LoanRecord, at: datetime | None) -> Amount:
    """End one loan; answers what its lateness costs. It never ends before it began, even by a clock set back."""
    context = action.context
    back_at = max(at or action.moment.now, instant(loan.out_at))
    days, charge = dealings.lateness(context, loan, context.local_day(back_at))
    loans.take_back(context.db, loan.row, stamp(back_at), days)
    return charge


def _returned(
    context: Context, loan: LoanRecord, view: views.Loan, charge: Amount, ready: queues.Ready | None
) -> views.ReturnedTool:
    waits = None if ready is not None else holds.first_waiting(context.db, loan.tool_row, loan.kind)
    return views.ReturnedTool(
        view,
        charge,
        ready.member if ready is not None else None,
        None,
        waits=waits,
        ready_for_name=ready.name if ready is not None else None,
    )


def give_deposit_back(action: Action, loan: LoanRecord, event: int) -> None:
    """Give back what is still held as a deposit for a loan."""
    held = ledger.deposit_of(action.context.db, loan.row)
    if held and loan.member_row is not None:
        ledger.add(
            action.context.db,
            ledger.NewEntry(
                action.moment.at, loan.member_row, "refund", -held, event, "deposit", loan=loan.row
            ),
        )


def _note_wrong_instant(action: Action, loan: LoanRecord, at: datetime | None) -> None:
    if at is None:
        return
    if at > action.moment.now:
        action.reasons.append(reason("date-wrong", f"{stamp(at)} is in the future"))
    if at < instant(loan.out_at):
        action.reasons.append(
            reason("date-wrong", f"{loan.tool} was lent at {loan.out_at}, after {stamp(at)}")
        )

"""Rows → views of what goes on: loans, entries of accounts, events, holds, reservations."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import cast

from toollib.desk import views
from toollib.desk.context import Context, instant
from toollib.desk.facts import day, policy_for
from toollib.rules.dates import late_days
from toollib.rules.fees import late_charge
from toollib.rules.money import Amount
from toollib.store import tools
from toollib.store.records import EntryRecord, EventRecord, HoldRecord, LoanRecord, ReservationRecord

_NOTHING = Amount(0)
ENTRY_WORDS = {
    "late": "late return",
    "fee": "membership fee",
    "merge": "two records made one",
    "deposit": "deposit",
    "lost": "lost tool",
    "part": "missing part",
}


def lateness(context: Context, loan: LoanRecord, back_on: date) -> tuple[int, Amount]:
    """Days late in all if the loan ended on this day, and what is still to be charged for them (minor units).

    Lateness that a renewal settled stays counted; what the ledger has for it is not charged twice.
    """
    return _Lateness(context, back_on).of(loan)


class _Lateness:
    """What lateness comes to on one day; what loans of one due day share is worked out once."""

    def __init__(self, context: Context, back_on: date) -> None:
        self._context = context
        self._back_on = back_on
        self._days: dict[tuple[str, str], int] = {}

    def of(self, loan: LoanRecord) -> tuple[int, Amount]:
        """Days late in all, and what is still to be charged."""
        policy = policy_for(self._context, loan.tool, loan.kind, loan.tier)
        key = loan.due, policy.per
        if (late := self._days.get(key)) is None:
            due = date.fromisoformat(loan.due)
            late = self._days[key] = late_days(due, self._back_on, self._context.opening, per=policy.per)
        days = loan.late_days + late
        whole = late_charge(days, policy.late, free=policy.free_days, cap=policy.cap, price=loan.price)
        return days, Amount(max(0, whole - loan.charged))


def loan_views(context: Context, records: Iterable[LoanRecord]) -> tuple[views.Loan, ...]:
    """Loans as the desk shows them, in the order given."""
    today, cutoff = _Lateness(context, context.today), context.cutoff
    days: dict[str, date] = {}
    return tuple(
        _loan(each, today if each.returned_at is None and each.due <= cutoff else None, days)
        for each in records
    )


def with_parts(
    context: Context, shown: Sequence[views.Loan], copies: Sequence[int]
) -> tuple[views.Loan, ...]:
    """These loans with the parts of their tools (rows), for the checklist when a tool goes out or comes back."""
    parts = tools.accessories(context.db, copies)
    if not parts:
        return tuple(shown)
    return tuple(
        loan._replace(parts=tuple(views.Accessory(*part) for part in parts.get(row, ())))
        for loan, row in zip(shown, copies, strict=True)
    )


def _loan(record: LoanRecord, overdue: _Lateness | None, days: dict[str, date]) -> views.Loan:
    """One loan; `days` keeps due dates that were read before, for thousands of loans share a few."""
    late, would_cost = (record.late_days, _NOTHING) if overdue is None else overdue.of(record)
    if (due := days.get(record.due)) is None:
        due = days[record.due] = date.fromisoformat(record.due)
    return views.Loan(  # by place: names cost a list of thousands a third more
        str(record.row),
        record.tool,
        record.member,
        instant(record.out_at),
        due,
        None if record.returned_at is None else instant(record.returned_at),
        record.renewals,
        late,
        Amount(record.charged),
        record.tool_name,
        record.member_name or "",
        overdue=overdue is not None,
        would_cost=would_cost,
    )


def entry_view(record: EntryRecord) -> views.Entry:
    """A line of an account."""
    by_hand = record.words and (record.reason is None or record.kind == "void")
    why = (record.words if by_hand else None) or ENTRY_WORDS.get(record.reason or "", "")
    return views.Entry(
        at=instant(record.at),
        kind=cast("views.EntryKind", record.kind),
        amount=Amount(abs(record.amount)),
        why=why,
        effect=Amount(record.amount),
        by=record.method,
        id=str(record.row),
    )


def event_view(record: EventRecord) -> views.Event:
    """A line of the audit."""
    return views.Event(
        id=str(record.row),
        at=instant(record.at),
        who=record.who,
        desk=record.desk,
        what=record.what,
        about=json.loads(record.about),
        undone_by=None if record.undone_by is None else str(record.undone_by),
        why=record.why,
        by_hand=bool(record.by_hand),
    )


def hold_view(record: HoldRecord) -> views.Hold:
    """A hold as the desk shows it."""
    return views.Hold(
        id=str(record.row),
        member=record.member,
        kind=record.kind,
        tool=record.tool,
        state=cast("views.HoldState", record.state),
        place=record.place,
        ready_until=day(record.ready_until),
        member_name=record.member_name,
    )


def reservation_view(record: ReservationRecord) -> views.Reservation:
    """A reservation as the desk shows it."""
    return views.Reservation(
        id=str(record.row),
        member=record.member,
        tool=record.tool,
        kind=record.kind,
        from_=date.fromisoformat(record.from_day),
        to=date.fromisoformat(record.to_day),
        state=record.state,
        build=None if record.build is None else str(record.build),
        member_name=record.member_name,
        build_name=record.build_name or "",
    )

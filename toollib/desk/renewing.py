"""Renewing loans: one tool, several, or all that a member has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toollib.desk import bookings, dealings, views
from toollib.desk.action import Action, acting
from toollib.desk.context import Context
from toollib.desk.facts import member_facts, policy_for, tool_facts
from toollib.desk.hours import lateness_warnings
from toollib.desk.loan_events import Happened, charge_late, found, open_loan, record, tool_rows
from toollib.desk.lookup import member_row
from toollib.rules.dates import NoOpenDay, renewed_due
from toollib.rules.eligibility import why_not_keep, why_not_longer, why_not_renew
from toollib.rules.lending import no_day_to_come_back
from toollib.rules.money import Amount
from toollib.rules.reasons import Reason, Refused, reason
from toollib.store import holds, loans, members, tools
from toollib.store.records import LoanRecord


def renew(context: Context, wanted: Sequence[str], *, override: str | None = None) -> views.Renewed:
    """Renew the loans of these tools, all or none.

    Raises:
        Refused: every reason of each loan.
    """
    with acting(context, "desk") as action:
        rows = tool_rows(action, wanted)
        open_loans = [loan for row in rows if (loan := open_loan(action, row)) is not None]
        plans = [_renewal(action, each) for each in open_loans]
        for plan in plans:
            action.reasons.extend(plan.reasons)
        action.settle(override)
        told = lateness_warnings(context, sum(each.charge for each in plans))
        renewed = _renew(action, plans)
    return views.Renewed(renewed, warnings=told)


def renew_all(context: Context, member: str) -> views.Renewed:
    """Renew what can be renewed of a member's loans, and tell for the others why not.

    Raises:
        Refused: `member-unknown` and the like; every reason where nothing could be renewed.
    """
    with acting(context, "desk") as action:
        who = found(action, member_row, member)
        action.settle()
        assert who is not None  # noqa: S101 - an unknown member is a reason, raised by settle
        plans = [_renewal(action, each) for each in loans.open_of_member(context.db, who)]
        good = [each for each in plans if not each.reasons]
        refused = tuple(views.RefusedRenewal(each.loan.tool, each.reasons) for each in plans if each.reasons)
        if not good:
            name = members.get(context.db, who, context.cutoff).name
            nothing = [reason("not-on-loan", f"{name} has nothing on loan")]
            raise Refused([each for plan in plans for each in plan.reasons] or nothing)
        told = lateness_warnings(context, sum(each.charge for each in good))
        renewed = _renew(action, good)
    return views.Renewed(renewed, refused, told)


@dataclass(frozen=True, slots=True)
class _Renewal:
    """What renewing a loan would do, and every reason against it."""

    loan: LoanRecord
    due: date
    late_days: int
    charge: Amount
    reasons: tuple[Reason, ...]


def _renewal(action: Action, loan: LoanRecord) -> _Renewal:
    context, today = action.context, action.moment.today
    copy = tools.get(context.db, loan.tool_row, today.isoformat())
    policy = policy_for(context, loan.tool, loan.kind, loan.tier)
    facts = tool_facts(context, copy, policy)
    waiting = holds.waiting_beyond_free(context.db, loan.tool_row, loan.kind, today.isoformat())
    against = list(why_not_renew(facts, renewals=loan.renewals, at_most=policy.renewals, waiting=waiting))
    if loan.member_row is not None:
        member = member_facts(context, members.get(context.db, loan.member_row, context.cutoff))
        rules = context.settings.membership.rules(context.settings.currency)
        against += why_not_keep(member, rules, today)
    old = date.fromisoformat(loan.due)
    try:
        due = renewed_due(
            today, old, policy.days, context.opening, move=context.settings.due == "next-open-day"
        )
    except NoOpenDay as error:
        against.append(no_day_to_come_back(error))
        due = old
    away = bookings.Away(loan.tool_row, loan.kind, due, loan.member_row, collects=False)
    claimed = bookings.reserved_from(context, away)
    against += why_not_longer(tool_facts(context, copy, policy, claimed), due)
    days, charge = dealings.lateness(context, loan, today)
    return _Renewal(loan, due, days, charge, tuple(against))


def _renew(action: Action, plans: Sequence[_Renewal]) -> tuple[views.Loan, ...]:
    context = action.context
    for plan in plans:
        loans.set_due(context.db, plan.loan.row, plan.due.isoformat(), plan.loan.renewals + 1, plan.late_days)
    before: dict[str, object] = {
        str(plan.loan.row): [plan.loan.due, plan.loan.renewals, plan.loan.late_days] for plan in plans
    }
    rows = [plan.loan.row for plan in plans]
    event = record(action, Happened("renew", [plan.loan for plan in plans], before=before))
    for plan in plans:
        charge_late(action, plan.loan, plan.charge, event)
    return dealings.loan_views(context, loans.several(context.db, rows))

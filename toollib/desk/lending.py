"""Checkout: what a desk does all day. One transaction and one event, all tools or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from toollib.desk import bookings, dealings, queues, unmet, views
from toollib.desk.action import Action, acting
from toollib.desk.context import Context, instant, stamp
from toollib.desk.facts import member_facts, policy_for, tool_facts, topics_of
from toollib.desk.hours import clock_warnings, warnings
from toollib.desk.loan_events import Happened, found, record, tool_rows
from toollib.desk.lookup import member_row
from toollib.rules.dates import NoOpenDay, Opening, due_date
from toollib.rules.eligibility import why_not_anybody, why_not_member, why_not_tool
from toollib.rules.lending import Past, no_day_to_come_back, why_not_at, why_not_due
from toollib.rules.reasons import reason
from toollib.store import ledger, loans, members, tools
from toollib.store.records import LoanRecord, MemberRecord, ToolRecord

COLLECTED_MEANWHILE: Final = reason(
    "reservation-unknown", "what was reserved was collected or given up meanwhile, at another desk"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """How a checkout is asked for: another due date, another instant (from paper), and why to go past refusals.

    `reserved`: the reservations (rows) that it may collect; none named: any of the member's.
    """

    due: date | None = None
    at: datetime | None = None
    override: str | None = None
    reserved: tuple[int, ...] = ()


def checkout(context: Context, member: str, wanted: Sequence[str], asked: Asked) -> views.CheckedOut:
    """Lend tools to a member, all or none.

    Raises:
        Refused: every reason of the member and of each tool.
    """
    told = warnings(context)
    with unmet.counted(context) as lacks, acting(context, "desk") as action:
        out_at = asked.at or action.moment.now
        who = found(action, member_row, member)
        rows = tool_rows(action, wanted)
        copies = [tools.get(context.db, row, action.moment.today.isoformat()) for row in rows]
        if who is None:
            _note_for_anybody(action, copies, out_at, asked)
            action.settle()
            raise AssertionError("an unknown member is always a reason")
        borrower = members.get(context.db, who, context.cutoff)
        booked = bookings.collected_by(context, copies, borrower.row, asked.reserved)
        dues = [
            _due(action, borrower, copy, out_at, _Until(asked.due, claim.last if claim else None))
            for copy, claim in zip(copies, booked, strict=True)
        ]
        if {claim.row for claim in booked if claim is not None} < set(asked.reserved):
            action.reasons.append(COLLECTED_MEANWHILE)
        lacks.extend(_note_reasons(action, borrower, list(zip(copies, dues, strict=True)), asked.at))
        if action.reasons:  # a wrong clock makes memberships begin tomorrow and end yesterday
            action.hints.extend(clock_warnings(context))
        action.settle(asked.override)
        if lacks or asked.due is not None:
            unmet.lent_after_all(context, lacks, [copy.kind for copy in copies if asked.due is not None])
        at = stamp(out_at)
        lent = [
            loans.lend(context.db, copy, borrower, at, due.isoformat())
            for copy, due in zip(copies, dues, strict=True)
        ]
        for copy, claim in zip(copies, booked, strict=True):
            queues.collect(context, borrower.row, copy, action.holds)
            bookings.collect(context, claim, copy.row, action.claims)
        event = record(action, Happened("checkout", lent, asked.at))
        _take_deposits(action, lent, event)
        shown = dealings.with_parts(context, dealings.loan_views(context, lent), rows)
    return views.CheckedOut(shown, told + _safety(context, copies), str(event))


def _safety(context: Context, copies: Sequence[ToolRecord]) -> tuple[str, ...]:
    """The one sentence to say at the desk of each kind that has one."""
    kinds = {each.kind: context.vocabulary.get(each.kind) for each in copies}
    return tuple(f"{kind.name}: {kind.safety}" for kind in kinds.values() if kind is not None and kind.safety)


@dataclass(frozen=True, slots=True)
class _Until:
    """Until when a loan is asked for, and until when the borrower has reserved what it collects."""

    asked: date | None
    reserved: date | None


def _due(action: Action, borrower: MemberRecord, copy: ToolRecord, out_at: datetime, until: _Until) -> date:
    """The due date of a loan; what is wrong with one that was asked for is noted.

    A reservation that was accepted is kept, also where it is longer than the policy lends.
    """
    context = action.context
    policy = policy_for(context, copy.tag, copy.kind, borrower.tier)
    lent_on = context.local_day(out_at)
    try:
        longest = due_date(
            lent_on, policy.days, context.opening, move=context.settings.due == "next-open-day"
        )
    except NoOpenDay as error:
        action.reasons.append(no_day_to_come_back(error))
        return lent_on
    asked = until.asked or until.reserved
    if asked is None:
        return longest
    longest = max(longest, until.reserved or longest)
    action.reasons.extend(why_not_due(asked, lent_on, _ends_on(context), name=copy.tag, longest=longest))
    return asked


def _ends_on(context: Context) -> Opening | None:
    """The days on which a loan can end; None: all."""
    return context.opening if context.settings.due == "next-open-day" else None


def _note_for_anybody(action: Action, copies: Sequence[ToolRecord], out_at: datetime, asked: Asked) -> None:
    """What stands against lending these copies, whoever the unknown member is."""
    context = action.context
    if asked.due is not None:
        action.reasons.extend(why_not_due(asked.due, context.local_day(out_at), _ends_on(context)))
    for copy in copies:
        policy = policy_for(context, copy.tag, copy.kind, None)
        action.reasons.extend(why_not_anybody(tool_facts(context, copy, policy)))
        if asked.at is not None:
            _note_at(action, copy, None, asked.at)


def _note_reasons(
    action: Action, borrower: MemberRecord, copies: list[tuple[ToolRecord, date]], at: datetime | None
) -> unmet.Lacks:
    """Note all reasons against lending these copies to this member; answers which kinds cannot be had, and why.

    What is from paper is judged by the day it was lent.
    """
    context = action.context
    today = action.moment.today if at is None else min(context.local_day(at), action.moment.today)
    trained = any(topics_of(context, copy.kind) for copy, _ in copies)
    facts = member_facts(context, borrower, trained=trained, by=None if at is None else today)
    rules = context.settings.membership.rules(context.settings.currency)
    action.reasons.extend(why_not_member(facts, rules, today, more=len(copies)))
    lent: list[bookings.Away] = []
    lacks: unmet.Lacks = []
    for copy, due in copies:
        policy = policy_for(context, copy.tag, copy.kind, borrower.tier)
        away = bookings.Away(copy.row, copy.kind, due, borrower.row)
        claimed = bookings.reserved_from(context, away, lent)
        if claimed is not None and (day := bookings.longest(context, away)) is not None:
            action.hints.append(f"{copy.tag} can be lent until {day}: --due {day}")
        lent.append(away)
        against = list(why_not_tool(tool_facts(context, copy, policy, claimed), facts, today, due))
        action.reasons.extend(against)
        lacks += unmet.lack(copy.kind, against)
        if at is not None:
            _note_at(action, copy, borrower, at)
    return lacks


def _note_at(action: Action, copy: ToolRecord, borrower: MemberRecord | None, at: datetime) -> None:
    """What was lent on paper was lent before now, when tool and member were there, after the tool last came back."""
    context = action.context
    last = loans.last_returned_at(context.db, copy.row)
    past = Past(
        copy.tag,
        context.local_day(instant(tools.added_at(context.db, copy.row))),
        "" if borrower is None else borrower.name,
        date.min if borrower is None else _joined(context, borrower),
        None if last is None else instant(last),
    )
    local = at.astimezone(context.settings.time_zone)
    action.reasons.extend(why_not_at(local, action.moment.now, past))


def _joined(context: Context, borrower: MemberRecord) -> date:
    """The first day of a member: when the membership began, if they were put in later."""
    added = context.local_day(instant(members.added_at(context.db, borrower.row)))
    return added if borrower.since is None else min(added, date.fromisoformat(borrower.since))


def _take_deposits(action: Action, lent: Sequence[LoanRecord], event: int) -> None:
    for each in lent:
        deposit = policy_for(action.context, each.tool, each.kind, each.tier).deposit
        if deposit and each.member_row is not None:
            entry = ledger.NewEntry(
                action.moment.at, each.member_row, "deposit", deposit, event, "deposit", loan=each.row
            )
            ledger.add(action.context.db, entry)

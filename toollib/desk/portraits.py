"""Rows → the views that screens and commands show."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from toollib.desk import views
from toollib.desk.context import Context, instant
from toollib.desk.facts import day, member_facts
from toollib.rules.eligibility import blocked_now, standing
from toollib.rules.money import Amount
from toollib.store import members, tools
from toollib.store.records import (
    MemberRecord,
    ToolRecord,
)


def member_views(context: Context, records: Sequence[MemberRecord]) -> tuple[views.Member, ...]:
    """Members as the desk shows them, in the order given."""
    rows = [each.row for each in records]
    cards, parts = members.cards(context.db, rows), members.owed_parts(context.db, rows)
    topics = members.inducted(context.db, rows)
    rules = context.settings.membership.rules(context.settings.currency)
    facts = {each.row: member_facts(context, each) for each in records}
    blocked = {row for row, each in facts.items() if blocked_now(each, context.today)}
    return tuple(
        views.Member(
            id=each.code,
            cards=tuple(cards.get(each.row, ())),
            name=each.name,
            tier=each.tier,
            until=day(each.until),
            standing=standing(facts[each.row], rules, context.today),
            owes=Amount(each.owes),
            loans=each.loans,
            inductions=tuple(
                views.Inducted(topic, day(until), day(on), by)
                for topic, (until, on, by) in sorted(topics.get(each.row, {}).items())
            ),
            owed_parts=tuple(views.OwedPart(*part) for part in parts.get(each.row, ())),
            note=each.note,
            email=each.email,
            phone=each.phone,
            role=each.role,
            since=day(each.since),
            waiver=facts[each.row].waiver,
            identity=each.identity_at is not None,
            blocked=each.block_why if each.row in blocked else None,
            blocked_until=day(each.block_until) if each.row in blocked else None,
            waiver_version=each.waiver_version,
            waiver_on=_local_day(context, each.waiver_at),
            identity_on=_local_day(context, each.identity_at),
        )
        for each in records
    )


def _local_day(context: Context, at: str | None) -> date | None:
    return None if at is None else context.local_day(instant(at))


def member_view(context: Context, row: int) -> views.Member:
    """One member as the desk shows them."""
    return member_views(context, [members.get(context.db, row, context.cutoff)])[0]


def tool_views(context: Context, records: Sequence[ToolRecord]) -> tuple[views.Tool, ...]:
    """Tools as the desk shows them, in the order given."""
    rows = [each.row for each in records]
    codes, parts = tools.other_codes(context.db, rows), tools.accessories(context.db, rows)
    attributes = tools.attributes(context.db, rows)
    return tuple(
        views.Tool(
            tag=each.tag,
            codes=tuple(codes.get(each.row, ())),
            name=each.name,
            kind=each.kind,
            category=context.vocabulary.category(each.kind),
            state=cast("views.ToolState", each.state),
            loan=None if each.loan is None else str(each.loan),
            due=day(each.due),
            holder=each.holder,
            owner=each.owner or "library",
            branch=each.branch or context.settings.branch,
            place=each.place,
            price=None if each.price is None else Amount(each.price),
            accessories=tuple(views.Accessory(*part) for part in parts.get(each.row, ())),
            waiting=each.waiting,
            attributes=attributes.get(each.row, {}),
            note=each.note,
            give_back=day(each.give_back),
            terms=each.terms or "",
            holder_name=each.holder_name,
            trouble=each.repair or each.incomplete,
        )
        for each in records
    )


def tool_view(context: Context, row: int) -> views.Tool:
    """One tool as the desk shows it."""
    return tool_views(context, [tools.get(context.db, row, context.today.isoformat())])[0]

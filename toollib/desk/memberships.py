"""Memberships as they go on: renewed, blocked, noted, signed, trained."""

from collections.abc import Sequence
from datetime import date

from catalog.text import nearest, plain, quote
from toollib.desk import people, portraits, views
from toollib.desk.action import Action, acting
from toollib.desk.context import Context
from toollib.desk.facts import day
from toollib.desk.loan_events import found
from toollib.desk.lookup import member_row
from toollib.desk.naming import note_not_theirs
from toollib.desk.people import Fee, MemberEdit
from toollib.rules import texts
from toollib.rules.dates import months_later
from toollib.rules.memberships import renewed_until, why_not_between, why_not_until
from toollib.rules.reasons import reason
from toollib.store import codes, events, members
from toollib.store.codes import Meant


def renew(context: Context, member: str, change: MemberEdit, *, fee: Fee | None = None) -> views.Member:
    """Extend a membership from the later of today and its end, by another tier if one is named.

    What else is known of the member may change with it. The tier's fee is charged in the same transaction; `fee` says
    how it was paid, or that none is taken.

    Raises:
        Refused: `membership-missing` for an unknown tier, `date-wrong`, `role-missing`, `code-taken`, the name's reasons.
    """
    with acting(context, "desk") as action:
        row = found(action, member_row, member)
        people.note_reasons(action, change, change.tier)
        if fee == "no-fee":
            action.require("money")
        if row is not None:
            note_not_theirs(action, row, change.drop_cards)
        tier, until = _extended(action, row, change)
        action.reasons.extend(why_not_between(change.since, until))
        action.settle()
        assert row is not None  # noqa: S101 - else settle has raised
        values = {"tier": tier, "until": None if until is None else until.isoformat()}
        values = {**people.values_of(action, change), **values}
        event = people.keep(action, row, change, values, what="member-renew")
        people.charge_fee(action, row, tier, fee, event)
        return portraits.member_view(context, row)


def _extended(action: Action, row: int | None, change: MemberEdit) -> tuple[str, date | None]:
    """The tier of the renewed membership and its last day; what is wrong with them is noted."""
    context, today = action.context, action.moment.today
    kept = members.columns(context.db, row, ["name", "tier", "until"]) if row is not None else {}
    tier = change.tier or kept.get("tier") or context.settings.first_tier
    until = day(kept.get("until"))
    if change.until is not None:
        action.reasons.extend(why_not_until(kept.get("name", ""), change.until, until, today))
        return tier, change.until
    if tier not in context.settings.tiers:
        if change.tier is None:
            text = f"the tier {quote(tier)} is not in library.yaml any more; name another"
            action.reasons.append(reason("membership-missing", text))
        return tier, None
    return tier, renewed_until(until, context.settings.tiers[tier].months, today)


def block(context: Context, member: str, why: str, *, until: date | None = None) -> views.Member:
    """Let a member borrow nothing, until a day (inclusive) or until unblocked; a block that stands is replaced.

    Raises:
        Refused: `date-wrong` for a day that is past, `member-blocked` without a why, `role-missing`, the name's reasons.
    """
    with acting(context, "records") as action:
        row = found(action, member_row, member)
        if not plain(why).strip():
            text = "a block needs a why; whoever is at the desk has to tell it"
            action.reasons.append(reason("member-blocked", text, override=False))
        action.note_text("the why", why)
        if until is not None and until < action.moment.today:
            action.reasons.append(reason("date-wrong", f"a block cannot end on {until}, which is past"))
        action.settle()
        assert row is not None  # noqa: S101 - else settle has raised
        last = None if until is None else until.isoformat()
        kept = {"blocked_at": action.moment.at, "block_why": why.strip(), "block_until": last}
        members.change(context.db, row, kept)
        about = {"member": members.code_of(context.db, row), "until": last}
        detail = events.Detail(member=row, why=why.strip())
        action.record("member-block", about, (Meant("member", row),), detail=detail)
        return portraits.member_view(context, row)


def unblock(context: Context, member: str) -> views.Member:
    """End a member's block; where none stands nothing happens.

    Raises:
        Refused: `role-missing`, the name's reasons.
    """
    with acting(context, "records") as action:
        row = found(action, member_row, member)
        action.settle()
        assert row is not None  # noqa: S101 - else settle has raised
        names = ("blocked_at", "block_why", "block_until")
        before = members.columns(context.db, row, names)
        if before["block_why"] is not None:
            members.change(context.db, row, dict.fromkeys(names))
            about = {"member": members.code_of(context.db, row)}
            detail = events.Detail(member=row, before=before)
            action.record("member-unblock", about, (Meant("member", row),), detail=detail)
        return portraits.member_view(context, row)


def induct(
    context: Context, topic: str, who: Sequence[str], *, by: str | None = None, until: date | None = None
) -> tuple[views.Member, ...]:
    """Enter an induction of one or more members at once, all or none, given `by` somebody, in force to `until`.

    Without `until` it holds as long as library.yaml says; a longer time needs the right to set dates by hand.

    Raises:
        Refused: `kind-unknown` for a topic that there is not, `date-wrong`, `role-missing`, the reasons of every name.
    """
    with acting(context, "desk") as action:
        rows = _members_named(action, who)
        last = _lasts(action, topic, until)
        action.note_text("the name of who gave it", by, texts.NAME)
        action.settle()
        ids = [members.code_of(context.db, row) for row in rows]
        about = {"topic": topic, "members": ids, "until": None if last is None else last.isoformat()}
        event = action.record("member-induct", about, tuple(Meant("member", row) for row in rows))
        given = {
            "topic": topic,
            "on_day": action.moment.today.isoformat(),
            "until": about["until"],
            "by": _giver(context, by) or action.moment.actor.who,
            "event": event,
        }
        for row in rows:
            members.induct(context.db, row, given)
        return tuple(portraits.member_view(context, row) for row in rows)


def _members_named(action: Action, who: Sequence[str]) -> list[int]:
    """The rows of the members named, each once; who is unknown is noted, and that nobody is named."""
    if not who:
        action.reasons.append(reason("member-unknown", "no member is named"))
    rows = (found(action, member_row, each) for each in who)
    return list(dict.fromkeys(row for row in rows if row is not None))


def _lasts(action: Action, topic: str, until: date | None) -> date | None:
    """The last day of an induction given today; what is wrong with it is noted."""
    known, today = action.context.settings.inductions, action.moment.today
    if until is not None and until < today:
        action.reasons.append(reason("date-wrong", f"an induction cannot end on {until}, which is past"))
    if topic not in known:
        near = ", ".join(nearest(topic, known) or known) or "none"
        text = f"there is no induction {quote(topic)}; library.yaml has {near}"
        action.reasons.append(reason("kind-unknown", text))
        return until
    months = known[topic].months
    usual = None if months is None else months_later(today, months)
    if until is not None and usual is not None and until > usual:
        action.require("money")
    return usual if until is None else until


def _giver(context: Context, by: str | None) -> str | None:
    """Who gave an induction: the id of a member, else the name as it was told."""
    if by is None or not by.strip():
        return None
    meant = codes.meaning(context.db, by)
    if meant is not None:
        named = [meant.row] if meant.thing == "member" else []
    else:
        named = members.exactly(context.db, by)
    return members.code_of(context.db, named[0]) if len(named) == 1 else by.strip()

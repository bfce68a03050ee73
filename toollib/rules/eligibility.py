"""Why may this member not borrow or keep this tool? Every reason at once, in the contract's order."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from toollib.rules.money import Currency
from toollib.rules.reasons import Reason, reason

Standing = Literal["good", "expired", "blocked", "pending"]
Paper = Literal["waiver", "identity"]
EURO = Currency("EUR")


@dataclass(frozen=True, slots=True)
class MembershipRules:
    """What a membership asks for before a loan. Money in minor units; None: no limit."""

    needs: frozenset[Paper] = frozenset({"waiver", "identity"})
    grace_days: int = 0
    may_owe: int | None = None
    lend_while_overdue: bool = False
    currency: Currency = EURO


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """What the rules need to know of a member. `until` is the last day of the membership, None: open-ended.

    `owes` in minor units (negative: credit); `inductions` map a topic to its last day, None: for ever.
    `waiver_of_old`: what was signed does not count any more, and this is what is said of it.
    """

    id: str
    name: str
    tier: str | None
    since: date | None = None
    until: date | None = None
    blocked: str | None = None
    blocked_until: date | None = None
    waiver: bool = False
    waiver_of_old: str | None = None
    identity: bool = False
    owes: int = 0
    loans: int = 0
    overdue: int = 0
    loan_limit: int | None = None
    inductions: Mapping[str, date | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToolFacts:
    """What the rules need to know of one tool. `holder` and `ready_for` are member ids with names for people.

    `reserved_from`: a reservation begins then that the loan would break. `lacks`: which parts are missing; `give_back`: the day on which its owner wants it back.
    """

    tag: str
    name: str
    holder: str | None = None
    holder_name: str = ""
    due: date | None = None
    ready_for: str | None = None
    reserved_from: date | None = None
    repair: str | None = None
    lacks: str | None = None
    owner: str | None = None
    give_back: date | None = None
    retired: bool = False
    lost: bool = False
    stays_here: bool = False
    topics: frozenset[str] = frozenset()


def waiver_holds(signed: str | None, in_force: str | None, *, older: bool) -> bool:
    """Whether a waiver signed in this version counts where another may be in force; None: no version is told."""
    return in_force is None or older or signed == in_force


def blocked_now(member: MemberFacts, today: date) -> bool:
    """Whether a block stands today; its last day is inclusive."""
    return member.blocked is not None and (member.blocked_until is None or today <= member.blocked_until)


def expired(member: MemberFacts, today: date, grace_days: int = 0) -> bool:
    """Whether the membership has ended, days of grace counted."""
    return member.until is not None and (today - member.until).days > grace_days


def standing(member: MemberFacts, rules: MembershipRules, today: date) -> Standing:
    """The member's standing in one word: the gravest that holds."""
    if blocked_now(member, today):
        return "blocked"
    if expired(member, today, rules.grace_days):
        return "expired"
    papers = {"waiver": member.waiver, "identity": member.identity}
    return "pending" if any(not papers[each] for each in rules.needs) or member.tier is None else "good"


def why_not_member(
    member: MemberFacts, rules: MembershipRules, today: date, *, more: int = 1
) -> Iterator[Reason]:
    """Reasons that lie with the member, for borrowing `more` tools today."""
    name = member.name
    if member.tier is None:
        yield reason("membership-missing", f"{name} has no membership")
    elif member.since is not None and today < member.since:
        yield reason("membership-missing", f"the membership of {name} begins on {member.since}")
    if expired(member, today, rules.grace_days):
        yield reason("membership-expired", f"the membership of {name} ended on {member.until}")
    if blocked_now(member, today):
        until = f" until {member.blocked_until}" if member.blocked_until else ""
        yield reason("member-blocked", f"{name} is blocked{until}: {member.blocked or 'no reason given'}")
    if "waiver" in rules.needs and not member.waiver:
        yield reason("waiver-missing", f"{name} {member.waiver_of_old or 'has not signed the waiver'}")
    if "identity" in rules.needs and not member.identity:
        yield reason("identity-unchecked", f"nobody has seen an identity document of {name}")
    yield from _why_not_more(member, rules, more)


def _why_not_more(member: MemberFacts, rules: MembershipRules, more: int) -> Iterator[Reason]:
    """Limits on loans, debt and lateness."""
    money = rules.currency
    if member.loan_limit is not None and member.loans + more > member.loan_limit:
        yield reason(
            "loan-limit",
            f"{member.name} has {member.loans} of at most {member.loan_limit} loans, {more} more asked",
        )
    if rules.may_owe is not None and member.owes > rules.may_owe:
        owes, most = money.format(member.owes), money.format(rules.may_owe)
        yield reason("owes-too-much", f"{member.name} owes {owes} {money.code}, more than {most}")
    if member.overdue and not rules.lend_while_overdue:
        things = "a tool" if member.overdue == 1 else f"{member.overdue} tools"
        yield reason("has-overdue", f"{member.name} has {things} overdue")


def more_than_allowed(member: MemberFacts, tools: int) -> str | None:
    """What to say to who reserves so many `tools` together; None where all could be lent at once as things are."""
    if not tools or member.loan_limit is None or member.loans + tools <= member.loan_limit:
        return None
    most = "1 tool" if member.loan_limit == 1 else f"{member.loan_limit} tools"
    has = f", has {member.loans}" if member.loans else ""
    return (
        f"{member.name} may have {most} at once{has}, and this bench is {tools}: "
        "only who may override lends all of it together"
    )


def why_not_tool(tool: ToolFacts, member: MemberFacts, today: date, due: date) -> Iterator[Reason]:
    """Reasons that lie with the tool, for a loan of it to this member until `due`."""
    yield from _why_not_trained(tool, member, today)
    if tool.ready_for is not None and tool.ready_for != member.id:
        yield reason("tool-held", f"{tool.tag} {tool.name} is kept ready for {tool.ready_for}")
    yield from _promised(tool, due)
    yield from why_not_anybody(tool, member)


def why_not_anybody(tool: ToolFacts, member: MemberFacts | None = None) -> Iterator[Reason]:
    """Reasons against lending the tool to whomever; `member`: who asks, if that is known."""
    name = f"{tool.tag} {tool.name}"
    yield from _why_not_whole(tool)
    if tool.holder is not None:
        theirs = member is not None and tool.holder == member.id
        whom = f"already out with {tool.holder_name}" if theirs else f"out with {tool.holder_name}"
        yield reason("tool-on-loan", f"{name} is {whom}, due {tool.due}")
    if tool.lacks is not None:
        yield reason("accessory-missing", f"{name} is not whole ({tool.lacks})")
    if tool.retired:
        yield reason("tool-retired", f"{name} is retired")
    if tool.lost:
        yield reason("tool-lost", f"{name} is recorded as lost")
    if tool.stays_here:
        yield reason("tool-stays-here", f"{name} is for use in the library only")


def why_not_longer(tool: ToolFacts, due: date) -> Iterator[Reason]:
    """Reasons that lie with the tool against its being kept until `due` by whoever has it."""
    yield from _promised(tool, due)
    yield from _why_not_whole(tool)


def _promised(tool: ToolFacts, due: date) -> Iterator[Reason]:
    name = f"{tool.tag} {tool.name}"
    if tool.reserved_from is not None:
        yield reason("tool-reserved", f"{name} is reserved from {tool.reserved_from}")
    if tool.give_back is not None and due > tool.give_back:
        yield reason("tool-reserved", f"{name} goes back to its owner {tool.owner} on {tool.give_back}")


def _why_not_whole(tool: ToolFacts) -> Iterator[Reason]:
    if tool.repair is not None:
        yield reason("tool-in-repair", f"{tool.tag} {tool.name} is in repair: {tool.repair}")


def _why_not_trained(tool: ToolFacts, member: MemberFacts, today: date) -> Iterator[Reason]:
    for topic in sorted(tool.topics):
        last = member.inductions.get(topic, date.min)
        if topic not in member.inductions:
            text = f"{tool.tag} {tool.name} needs the induction “{topic}”, which {member.name} lacks"
            yield reason("induction-missing", text)
        elif last is not None and last < today:
            yield reason("induction-missing", f"the induction “{topic}” of {member.name} ended on {last}")


def untrained_on(member: MemberFacts, topics: AbstractSet[str], first: date) -> str | None:
    """Why what needs these inductions cannot be lent to a member on a first day to come, as things are; or None."""
    lacking = [f"“{topic}”" for topic in sorted(topics) if topic not in member.inductions]
    ending = [
        f"“{topic}”, which ends on {last}"
        for topic in sorted(topics)
        if (last := member.inductions.get(topic)) is not None and last < first
    ]
    if not lacking and not ending:
        return None
    told = [f"{member.name} lacks the induction {' and '.join(lacking)}"] if lacking else []
    told += [f"{member.name} has the induction {' and '.join(ending)}"] if ending else []
    return "; ".join(told)


def why_not_keep(member: MemberFacts, rules: MembershipRules, today: date) -> Iterator[Reason]:
    """Reasons against keeping a tool longer: the membership itself, not what is owed or missing on paper."""
    keep = {"membership-missing", "membership-expired", "member-blocked"}
    yield from (each for each in why_not_member(member, rules, today) if each.code in keep)


def why_not_papers(member: MemberFacts, rules: MembershipRules, today: date) -> Iterator[Reason]:
    """Reasons that papers are missing: they keep nobody from reserving, but without them nothing is lent."""
    papers = {"waiver-missing", "identity-unchecked"}
    yield from (each for each in why_not_member(member, rules, today) if each.code in papers)


def why_not_renew(tool: ToolFacts, *, renewals: int, at_most: int, waiting: int) -> Iterator[Reason]:
    """Reasons against renewing a loan of this tool; `waiting`: holds that no other copy can serve."""
    name = f"{tool.tag} {tool.name}"
    if renewals >= at_most:
        yield reason("renewals-used-up", f"{name} was renewed {renewals} of {at_most} times")
    if waiting:
        yield reason(
            "waited-for", f"{waiting} waiting for {name}" if waiting > 1 else f"somebody waits for {name}"
        )

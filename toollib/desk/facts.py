"""Rows → what the rules want to know."""

from datetime import date

from catalog.text import code_key
from toollib.desk.context import Context, instant
from toollib.rules.eligibility import MemberFacts, ToolFacts
from toollib.rules.policies import Policy
from toollib.store import members
from toollib.store.records import MemberRecord, ToolRecord


def day(text: str | None) -> date | None:
    """A local date as the tables keep it."""
    return None if text is None else date.fromisoformat(text)


def member_facts(
    context: Context, record: MemberRecord, *, trained: bool = False, by: date | None = None
) -> MemberFacts:
    """What the rules need to know of a member; inductions only where `trained` asks, those passed `by` a day."""
    tier = context.settings.tiers.get(record.tier or "")
    passed = (
        members.inductions(context.db, [record.row], None if by is None else by.isoformat())
        if trained
        else {}
    )
    topics = passed.get(record.row, {})
    return MemberFacts(
        id=record.code,
        name=record.name,
        tier=record.tier if tier is not None else None,
        since=day(record.since),
        until=day(record.until),
        blocked=record.block_why,
        blocked_until=day(record.block_until),
        waiver=waiver_counts(context, record),
        waiver_of_old=_waiver_of_old(context, record),
        identity=record.identity_at is not None,
        owes=record.owes,
        loans=record.loans,
        overdue=record.overdue,
        loan_limit=tier.loans if tier is not None else None,
        inductions={topic: day(until) for topic, until in topics.items()},
    )


def waiver_counts(context: Context, record: MemberRecord) -> bool:
    """Whether a member signed the waiver, in a version that counts."""
    return record.waiver_at is not None and context.settings.waiver.holds(record.waiver_version)


def _waiver_of_old(context: Context, record: MemberRecord) -> str | None:
    if record.waiver_at is None or waiver_counts(context, record):
        return None
    version = f"version {record.waiver_version}" if record.waiver_version else "an older version"
    on = context.local_day(instant(record.waiver_at))
    return f"signed {version} of the waiver on {on}; now it is version {context.settings.waiver.version}"


def tool_facts(
    context: Context, record: ToolRecord, policy: Policy, reserved_from: date | None = None
) -> ToolFacts:
    """What the rules need to know of a tool; `reserved_from`: a reservation begins then that the loan would break."""
    return ToolFacts(
        tag=record.tag,
        name=record.name,
        holder=record.holder or ("" if record.loan is not None else None),
        holder_name=record.holder_name or "a member who left",
        due=day(record.due),
        ready_for=record.ready_for,
        reserved_from=reserved_from,
        repair=record.repair,
        lacks=record.incomplete,
        owner=record.owner,
        give_back=day(record.give_back),
        retired=bool(record.retired),
        lost=bool(record.lost),
        stays_here=policy.stays_here,
        topics=topics_of(context, record.kind),
    )


def topics_of(context: Context, kind: str) -> frozenset[str]:
    """The inductions that a kind needs, whichever of its slugs library.yaml names."""
    named = (kind, *context.vocabulary.former(kind))
    return frozenset().union(*map(context.settings.topics_of, named))


def policy_for(context: Context, tag: str, kind: str, tier: str | None) -> Policy:
    """The loan policy for a tool and a member of this tier; all tools of a kind share one, but those named themselves."""
    if context.named_tools and code_key(tag) in context.named_tools:
        return context.policies.resolve(names_of(context, tag, kind), tier)
    if (policy := context.kind_policies.get((kind, tier))) is None:
        policy = context.policies.resolve(names_of(context, tag, kind), tier)
        context.kind_policies[kind, tier] = policy
    return policy


def names_of(context: Context, tag: str, kind: str) -> tuple[str, ...]:
    """The names that a tool's policies may stand under, the most specific first: its codes, its kind, its category.

    A line under a former slug of the kind goes after those under its present one.
    """
    kinds = (kind, *context.vocabulary.former(kind))
    category = context.vocabulary.category(kind)
    return (*context.named_tools.get(code_key(tag), ()), *kinds, *([category] if category else []))

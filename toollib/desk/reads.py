"""Reads of the desk: what a scan would show, what is due, who is found. They never write."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from catalog.text import quote
from toollib.desk import dealings, portraits, queues, views
from toollib.desk.context import Context
from toollib.desk.lookup import anything, kind_slug, member_row, tool_row
from toollib.rules.reasons import Refused, refuse
from toollib.store import codes, events, holds, lists, loans, members, tools

LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Part:
    """Which rows of a list are wanted."""

    limit: int = LIMIT
    offset: int = 0

    def __post_init__(self) -> None:
        if self.limit < 0 or self.offset < 0:
            raise ValueError("limit and offset are counts")

    @property
    def slice(self) -> lists.Slice:
        """The same as the store wants it."""
        return lists.Slice(self.limit, self.offset)


@dataclass(frozen=True, slots=True)
class ToolsWanted:
    """Which tools a list shows; None: any. `owner`: "library" or a member."""

    text: str = ""
    state: views.ToolState | None = None
    kind: str | None = None
    category: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class MembersWanted:
    """Which members a list shows; None: any."""

    text: str = ""
    standing: str | None = None
    tier: str | None = None


@dataclass(frozen=True, slots=True)
class LoansWanted:
    """Which loans a list shows, undone ones never."""

    overdue: bool = False
    open_only: bool = False
    member: str | None = None
    tool: str | None = None


ALL = Part()
_V = TypeVar("_V")


def member_list(context: Context, wanted: MembersWanted, part: Part = ALL) -> views.Page:
    """Members by name; best first where a text is given.

    Raises:
        Refused: `membership-missing` for a tier that neither library.yaml nor any member has.
    """
    if (refused := _no_tier(context, wanted.tier)) is not None:
        raise refused
    among = member_filter(context, wanted)
    with queues.reading(context):
        found = lists.member_page(context.db, among, part.slice)
        rows = members.several(context.db, found.rows, context.cutoff)
        return views.Page(found.total, portraits.member_views(context, rows))


def member_filter(context: Context, wanted: MembersWanted) -> lists.MemberFilter:
    """Which members are meant, by the rules of this library and today's date."""
    settings, today = context.settings, context.today
    return lists.MemberFilter(
        text=wanted.text,
        standing=wanted.standing,
        tier=wanted.tier,
        today=today.isoformat(),
        expired_before=(today - timedelta(days=settings.membership.grace_days)).isoformat(),
        needs_waiver="waiver" in settings.membership.needs,
        waiver_version=None if settings.waiver.older == "counts" else settings.waiver.version,
        needs_identity="identity" in settings.membership.needs,
        tiers=tuple(settings.tiers),
    )


def _no_tier(context: Context, tier: str | None) -> Refused | None:
    """The refusal of a tier that was never here; members may still be of one that library.yaml has no more."""
    tiers = context.settings.tiers
    if tier is None or tier in tiers or members.has_tier(context.db, tier):
        return None
    return refuse("membership-missing", f"there is no tier {quote(tier)}", f"known are: {', '.join(tiers)}")


def tool_list(context: Context, wanted: ToolsWanted, part: Part = ALL) -> views.Page:
    """Tools by tag; best first where a text is given.

    Raises:
        Refused: `kind-unknown` for an unknown kind or category, the reasons of the owner's name.
    """
    with queues.reading(context):
        owner, kind, category = _all_found(
            context, (_owner, wanted.owner), (kind_slug, wanted.kind), (_of_category, wanted.category)
        )
        kinds = category if kind is None else tuple(each for each in category or (kind,) if each == kind)
        among = lists.ToolFilter(wanted.text, wanted.state, kinds, owner)
        found = lists.tool_page(context.db, among, context.today.isoformat(), part.slice)
        rows = tools.several(context.db, found.rows, context.today.isoformat())
        return views.Page(found.total, portraits.tool_views(context, rows))


def loan_list(context: Context, wanted: LoansWanted, part: Part = ALL) -> views.Page:
    """Loans, newest first; the soonest due first where only open or overdue ones are wanted.

    Raises:
        Refused: the reasons of the member's or tool's name.
    """
    with queues.reading(context):
        member, tool = _all_found(context, (member_row, wanted.member), (tool_row, wanted.tool))
        among = loans.Wanted(
            open_only=wanted.open_only,
            member=member,
            tool=tool,
            cutoff=context.cutoff if wanted.overdue else None,
        )
        rows = loans.listed(context.db, among, part.limit, part.offset)
        return views.Page(loans.count(context.db, among), dealings.loan_views(context, rows))


def _all_found(context: Context, *asked: tuple[Callable[[Context, str], Any], str | None]) -> list[Any]:
    """What these texts mean, each by its own look-up; None for those that are not given.

    Raises:
        Refused: the reasons of all that mean nothing.
    """
    found: list[Any] = []
    refused: list[Refused] = []
    for look_up, text in asked:
        try:
            found.append(None if text is None else look_up(context, text))
        except Refused as each:
            refused.append(each)
    if refused:
        hints = dict.fromkeys(each.hint for each in refused if each.hint)
        raise Refused([why for each in refused for why in each.reasons], "; ".join(hints) or None)
    return found


def _owner(context: Context, text: str) -> int:
    """The row of the member whose tools are meant; 0: the library's own."""
    return 0 if text == "library" else member_row(context, text)


def _of_category(context: Context, category: str) -> tuple[str, ...]:
    """The slugs of the kinds of a category."""
    vocabulary = context.vocabulary
    if category not in vocabulary.categories:
        known = ", ".join(vocabulary.categories)
        raise refuse("kind-unknown", f"there is no category {quote(category)}", f"known are: {known}")
    return vocabulary.of_category(category)


def loans_of(context: Context, who: str) -> tuple[views.Loan, ...]:
    """The open loans of a member, the soonest due first, with how many wait for each."""
    with queues.reading(context):
        rows = loans.open_of_member(context.db, member_row(context, who))
        waiting = [holds.waiting_for(context.db, each.tool_row, each.kind) for each in rows]
        shown = zip(dealings.loan_views(context, rows), waiting, strict=True)
        return tuple(loan._replace(waiting=count) for loan, count in shown)


def search(context: Context, text: str, within: str | None = None, limit: int = 50) -> views.Found:
    """Tools and members for what somebody typed, best first; nothing for a blank.

    A code that fits exactly comes before all, then those of exactly this name.
    """
    if not text.strip():
        return views.Found((), ())
    part = Part(limit)
    with queues.reading(context):
        meant = codes.meaning(context.db, text)
        found_tools: Sequence[views.Tool] = ()
        found_members: Sequence[views.Member] = ()
        if within in {None, "tools"}:
            first = _first(meant, "tool", tools.by_name(context.db, text, limit)[0])
            exact = tools.several(context.db, first, context.today.isoformat())
            best = portraits.tool_views(context, exact)
            others = tool_list(context, ToolsWanted(text=text), part).rows
            found_tools = _best_first(best, others, lambda each: each.tag)
        if within in {None, "members"}:
            first = _first(meant, "member", members.exactly(context.db, text, limit))
            known = portraits.member_views(context, members.several(context.db, first, context.cutoff))
            rest = member_list(context, MembersWanted(text=text), part).rows
            found_members = _best_first(known, rest, lambda each: each.id)
    return views.Found(tuple(found_tools[:limit]), tuple(found_members[:limit]))


def _first(meant: codes.Meant | None, thing: codes.Thing, named: list[int]) -> list[int]:
    """Rows that fit exactly: what the code means, then those of this very name."""
    coded = [meant.row] if meant is not None and meant.thing == thing else []
    return list(dict.fromkeys([*coded, *named]))


def _best_first(best: Sequence[_V], others: Sequence[_V], code: Callable[[_V], str]) -> list[_V]:
    """The best ones, then the others; `code` tells when two are one."""
    seen = {code(each) for each in best}
    return [*best, *(each for each in others if code(each) not in seen)]


def event_list(context: Context, about: str | None = None, part: Part = ALL) -> tuple[views.Event, ...]:
    """The audit, newest first: all, or what is about one member or tool.

    Raises:
        Refused: where `about` means nothing.
    """
    with queues.reading(context):
        meant = None if about is None else anything(context, about)
        found = events.newest(context.db, meant, part.limit, part.offset)
        return tuple(dealings.event_view(each) for each in found)


def kind_list(context: Context) -> tuple[views.Kind, ...]:
    """All tool kinds, with how many copies of each the library has."""
    owned = tools.per_kind(context.db)
    return tuple(_kind(context, slug, owned.get(slug, 0)) for slug in context.vocabulary.slugs)


def kind(context: Context, text: str) -> views.Kind:
    """One tool kind, by slug, name or alias.

    Raises:
        Refused: `kind-unknown`, with the nearest ones.
    """
    slug = kind_slug(context, text)
    return _kind(context, slug, tools.per_kind(context.db).get(slug, 0))


def _kind(context: Context, slug: str, owned: int) -> views.Kind:
    vocabulary = context.vocabulary
    found = vocabulary.get(slug)
    return views.Kind(
        slug=slug,
        name=vocabulary.name(slug),
        category=vocabulary.category(slug),
        aliases=found.aliases if found is not None else (),
        stands_in_for=tuple(each.kind for each in found.stands_in_for) if found is not None else (),
        tools=owned,
        safety=found.safety if found is not None else None,
        price=found.price if found is not None else None,
        mass=found.mass if found is not None else None,
    )

"""Reservations on real shelves: which can be kept, and what may be lent without breaking one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from toollib.desk.context import Context
from toollib.desk.facts import member_facts, policy_for, topics_of
from toollib.rules.calendar import Asked, Claim, Span, apart, deal, fits, kept
from toollib.rules.dates import DAY, really_due
from toollib.rules.eligibility import untrained_on, why_not_papers
from toollib.store import members, reservations
from toollib.store.records import ToolRecord
from toollib.store.reservations import ClaimRow, CopyRow

Taken = dict[int, list[Span]]
# A member's own tool goes back to its owner for good.
FOR_GOOD = date.max


@dataclass(frozen=True, slots=True)
class Away:
    """A copy (row) of a kind that would be away from today until a day, lent to a member (row; None: nobody yet).

    `collects`: whether that would collect a reservation of theirs that has begun.
    """

    copy: int
    kind: str
    until: date
    member: int | None = None
    collects: bool = True


def reserved_from(context: Context, away: Away, also: Sequence[Away] = ()) -> date | None:
    """The first day of a reservation that a loan would break, or None if it breaks none.

    `also`: other copies that the same action lends before it. The borrower's own reservations are not in their way.
    """
    today = context.today
    if not reservations.any_for(context.db, away.copy, away.kind, today.isoformat()):
        return None
    standing = _standing(context, away, also)
    if not standing.others or _enough(
        context, away.kind, standing.claims, but=[each.copy for each in (away, *also)]
    ):
        return None
    taken = _taken(context, away, also)
    # That a loan ends when the owner wants the tool back is a rule of its own; here it only ends then.
    owner = (start for start, end in taken.get(away.copy, ()) if end == FOR_GOOD)
    if fits(standing.claims, taken, standing.asked((today, min([away.until, *owner])))):
        return None
    claims = standing.others
    meant = [each.start for each in claims if each.start < away.until] or [each.start for each in claims]
    return max(today, min(meant))


@dataclass(frozen=True, slots=True)
class Collected:
    """A reservation (row) that a loan collects, and its last day."""

    row: int
    last: date


@dataclass(frozen=True, slots=True)
class _Standing:
    """The claims on a kind while a copy is asked for; `own` are the borrower's, of which the loan collects one or none."""

    copy: int
    claims: list[Claim]
    own: frozenset[int]
    collects: int | None

    @property
    def others(self) -> list[Claim]:
        return [each for each in self.claims if each.id not in self.own]

    def asked(self, span: Span) -> Asked:
        return Asked(self.copy, span, self.own, self.collects)


def _standing(context: Context, away: Away, also: Sequence[Away]) -> _Standing:
    """What stands when `also` are lent already: what those collect is gone."""
    rows = reservations.ahead(context.db, away.kind, context.today.isoformat())
    claims = {row.id: _claim(row) for row in rows}
    own = {row.id for row in rows if row.member == away.member}
    last: int | None = None
    for each in (*(one for one in also if one.kind == away.kind), away):
        if last is not None:
            own.discard(last)
            del claims[last]
        begun = [claims[one] for one in own if claims[one].start <= context.today] if each.collects else []
        fitting = [claim for claim in begun if claim.copy in {None, each.copy}]
        # One that names this copy before one that any copy serves, as a checkout collects them.
        last = min(fitting, key=lambda claim: (claim.copy is None, claim.id)).id if fitting else None
    return _Standing(away.copy, [*claims.values()], frozenset(own), last)


def collected_by(
    context: Context, copies: Sequence[ToolRecord], member: int, among: Sequence[int] = ()
) -> list[Collected | None]:
    """For each of these copies, the reservation of this member that borrowing it today collects, or None.

    Each is collected once: who reserved two of a kind collects both, who reserved one collects one. `among`: only
    these reservations (rows); none named: any.
    """
    found: list[Collected | None] = []
    for copy in copies:
        taken = {each.row for each in found if each is not None}
        rows = _covering(context, copy, member)
        found.append(
            next((each for each in rows if each.row not in taken and (not among or each.row in among)), None)
        )
    return found


def _covering(context: Context, copy: ToolRecord, member: int) -> list[Collected]:
    today = context.today.isoformat()
    if not reservations.any_for(context.db, copy.row, copy.kind, today):
        return []
    rows = reservations.covering(context.db, member, copy.row, copy.kind, today)
    return [Collected(row, date.fromisoformat(last)) for row, last in rows]


def collect(context: Context, claim: Collected | None, copy: int, before: dict[str, list[object]]) -> None:
    """A reservation is collected with this copy; how it was goes to `before`, for undo."""
    if claim is not None:
        before[str(claim.row)] = ["accepted", None]
        reservations.set_state(context.db, claim.row, "collected", copy)


def put_back(context: Context, before: Mapping[str, list[object]]) -> None:
    """Undo: the reservations that an action changed are as before."""
    for row, (state, tool) in before.items():
        reservations.set_state(context.db, int(row), str(state), tool if isinstance(tool, int) else None)


def longest(context: Context, away: Away) -> date | None:
    """The latest open day before `away.until` until which a copy can be lent; None: not even until tomorrow."""
    standing = _standing(context, away, ())
    taken = _taken(context, away, ())
    day = away.until - DAY
    while day > context.today:
        asked = standing.asked((context.today, day))
        if context.opening.is_open(day) and fits(standing.claims, taken, asked):
            return day
        day -= DAY
    return None


@dataclass(frozen=True, slots=True)
class Promised:
    """The claims on a kind that can be kept, and every copy (row) that can be lent at all, with when it is away."""

    good: tuple[Claim, ...]
    taken: Taken

    def leaves_room_for(self, claims: Sequence[Claim]) -> bool:
        """Whether all of these can be kept too."""
        new = {each.id for each in claims}
        near = (group for group in apart([*self.good, *claims]) if any(each.id in new for each in group))
        return all(deal(group, self.taken) is not None for group in near)


def promised(context: Context, kind: str, but: int | None = None) -> Promised:
    """What stands of a kind from today on, for whoever asks about many days or several copies.

    `but`: a member (a row) whose own claims that can be kept are in nobody's way.
    """
    taken = _taken(context, Away(0, kind, context.today), ())
    good = kept(_claims(context, kind), taken)
    if but is not None:
        rows = reservations.ahead(context.db, kind, context.today.isoformat())
        own = {row.id for row in rows if row.member == but}
        good = tuple(each for each in good if each.id not in own)
    return Promised(good, taken)


def can_be_kept(context: Context, kind: str, claim: Claim) -> bool:
    """Whether one more claim on a kind can be kept with all that can be kept now."""
    claims = _claims(context, kind)
    if _enough(context, kind, [*claims, claim]):
        return True
    return promised(context, kind).leaves_room_for([claim])


def broken(
    context: Context, kinds: Collection[str] | None = None, but: Collection[int] = ()
) -> list[tuple[int, str]]:
    """Reservations (rows) that cannot be kept as things are, and why: those on these kinds, or all; `but`: without these."""
    found = []
    ahead = reservations.kinds_ahead(context.db, context.today.isoformat())
    for kind in ahead if kinds is None else [each for each in ahead if each in kinds]:
        claims = _claims(context, kind)
        if _enough(context, kind, claims):
            continue
        taken = _taken(context, Away(0, kind, context.today), ())
        good = {each.id for each in kept(claims, taken)}
        bad = [each.id for each in claims if each.id not in good and each.id not in but]
        if bad:
            why = f"{context.vocabulary.name(kind)}: {_why_broken(context, kind, len(taken))}"
            found += [(each, why) for each in bad]
    return found


def not_collected(context: Context) -> list[tuple[int, str]]:
    """Reservations (rows) that whoever made them cannot collect for want of an induction or a paper, and why."""
    today = context.today.isoformat()
    rows = {
        kind: reservations.ahead(context.db, kind, today)
        for kind in reservations.kinds_ahead(context.db, today)
    }
    papers = papers_missing(context, {each.member for some in rows.values() for each in some})
    found = []
    for kind, some in rows.items():
        topics = topics_of(context, kind)
        for row in some:
            first = max(context.today, date.fromisoformat(row.from_day))
            lacks = untrained_for(context, row.member, kind, first) if topics else None
            why = [*papers.get(row.member, ()), *([] if lacks is None else [lacks])]
            if why:
                found.append((row.id, "; ".join(why)))
    return found


def papers_missing(context: Context, who: Collection[int]) -> dict[int, tuple[str, ...]]:
    """For those of these members (rows) without whose papers nothing is lent to them, what is missing."""
    rules = context.settings.membership.rules(context.settings.currency)
    if not rules.needs or not who:
        return {}
    found = {
        each.row: tuple(
            why.message for why in why_not_papers(member_facts(context, each), rules, context.today)
        )
        for each in members.several(context.db, who, context.cutoff)
    }
    return {row: told for row, told in found.items() if told}


def untrained_for(context: Context, member: int, kind: str, first: date) -> str | None:
    """Why a member (a row) could not take a tool of this kind on a first day for want of an induction; or None."""
    topics = topics_of(context, kind)
    if not topics:
        return None
    record = members.get(context.db, member, context.cutoff)
    return untrained_on(member_facts(context, record, trained=True), topics, first)


def _why_broken(context: Context, kind: str, there: int) -> str:
    why = "no copy can be lent" if not there else f"{there} can be lent, and others claimed them first"
    late = any(
        each.due is not None and each.due <= context.cutoff for each in reservations.copies(context.db, kind)
    )
    return f"{why}; a copy is overdue" if late else why


def claimed_on(context: Context, day: date) -> dict[int, tuple[str, int]]:
    """Copy (row) → last day and member (row) of the reservation that it is dealt to on this day."""
    found: dict[int, tuple[str, int]] = {}
    for kind in reservations.kinds_ahead(context.db, context.today.isoformat()):
        rows = {row.id: row for row in reservations.ahead(context.db, kind, context.today.isoformat())}
        taken = _taken(context, Away(0, kind, day), ())
        good = kept([_claim(row) for row in rows.values()], taken)
        for claim, copy in (deal(good, taken) or {}).items():
            row = rows[claim]
            if row.from_day <= day.isoformat() <= row.to_day:
                found[copy] = row.to_day, row.member
    return found


def _claims(context: Context, kind: str) -> list[Claim]:
    return [_claim(row) for row in reservations.ahead(context.db, kind, context.today.isoformat())]


def _claim(row: ClaimRow) -> Claim:
    return Claim(row.id, date.fromisoformat(row.from_day), date.fromisoformat(row.to_day), row.copy)


def _taken(context: Context, away: Away, also: Sequence[Away]) -> Taken:
    """When each copy is not there. One that is overdue is not expected, so it is left out.

    The copy that is asked about counts as there: it is in, or its loan is what is to be changed.
    """
    found = reservations.copies(context.db, away.kind)
    taken = when_away(context, _leaving(context, away.kind, found), away.copy)
    for each in also:
        if each.kind == away.kind and each.copy in taken:
            taken[each.copy].append((context.today, each.until))
    return taken


def _enough(context: Context, kind: str, claims: Sequence[Claim], but: Sequence[int] = ()) -> bool:
    """Whether a few copies that are there all the time are enough to keep all claims, so that no other is looked at.

    A kind may have hundreds of copies, and all of them are needed only where it gets tight. `but`: copies (rows) that
    are not counted on.
    """
    if not claims:
        return True
    named = {each.copy for each in claims if each.copy is not None}
    first, last = min(each.start for each in claims), max(each.end for each in claims)
    there = reservations.There(first.isoformat(), last.isoformat(), context.cutoff, named, but)
    found = reservations.some_copies(context.db, kind, there, limit=len(claims))
    spans = when_away(context, _leaving(context, kind, found))
    return deal(claims, {copy: each for copy, each in spans.items() if copy not in but}) is not None


def when_away(context: Context, copies: Sequence[CopyRow], asked: int = 0) -> Taken:
    """When each of these copies is not there, but for the loan of the one that is asked about.

    One that is overdue is not expected and left out. On the last day of a span the copy changes hands.
    """
    today, taken = context.today, Taken()
    for copy in copies:
        spans: list[Span] = []
        if copy.row != asked:
            if copy.due is not None and copy.due <= context.cutoff:
                continue
            if (until := _back(context, copy)) is not None:
                # It was gone before this day began: who comes for it today finds it only if it is due today.
                spans.append((today - DAY, max(today, until)))
        if copy.give_back is not None:
            spans.append((date.fromisoformat(copy.give_back), FOR_GOOD))
        taken[copy.row] = spans
    return taken


def _back(context: Context, copy: CopyRow) -> date | None:
    """The day on which a loan or what is kept ready should be over; None where the copy is in, and kept for nobody."""
    if copy.due is not None:
        return really_due(date.fromisoformat(copy.due), context.opening)
    return None if copy.ready_until is None else date.fromisoformat(copy.ready_until)


def _leaving(context: Context, kind: str, copies: Sequence[CopyRow]) -> list[CopyRow]:
    """Those of these copies of a kind that leave the library at all."""
    return [copy for copy in copies if not policy_for(context, copy.tag, kind, None).stays_here]

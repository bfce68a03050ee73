"""Collecting: whatever a member has reserved for today is lent at once, with one card and one key.

What was reserved together for a build is lent together or not at all. A kind was reserved without saying which copy:
now it is dealt one that is in, that nobody else is promised.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from catalog.text import quote
from toollib.desk import bookings, lending, queues, views
from toollib.desk.context import Context
from toollib.desk.facts import policy_for
from toollib.desk.lookup import member_row
from toollib.rules.reasons import Reason, Refused, refuse
from toollib.store import care, members, reservations, tools
from toollib.store.records import ToolRecord
from toollib.store.reservations import ToCollect

# So often copies are dealt to who collects, if other desks are quicker each time.
_DEALS = 5


@dataclass(frozen=True, slots=True)
class NotCollected:
    """Reservations (ids) that belong together and could not be lent, and why; `build`: what they are for."""

    reservations: tuple[str, ...]
    reasons: tuple[Reason, ...]
    hint: str | None = None
    build: str | None = None
    name: str | None = None


class NothingLent(Refused):
    """Not one of several lists could be lent, each for its own reasons."""

    def __init__(self, kept: Sequence[NotCollected]) -> None:
        super().__init__([why for each in kept for why in each.reasons], _hint(kept))
        self.kept = tuple(kept)


def may_go_past(lists: Iterable[NotCollected]) -> bool:
    """Whether at least one of these is lent where somebody goes past all reasons that may be gone past."""
    return any(all(why.override for why in each.reasons) for each in lists)


@dataclass(frozen=True, slots=True)
class Bench:
    """The tools of one build that were lent: its number and name, and the loans (ids); `started`: whether it was."""

    build: str
    name: str
    loans: tuple[str, ...]
    started: bool


@dataclass(frozen=True, slots=True)
class Collected:
    """The answer to a collecting: the loans, what could not be lent with them, and which are for which build."""

    loans: tuple[views.Loan, ...]
    refused: tuple[NotCollected, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    benches: tuple[Bench, ...] = ()


def collect(
    context: Context, member: str, override: str | None = None, *, build: str | None = None
) -> Collected:
    """Lend a member every tool of their reservations that have begun; each build is one checkout, all tools or none.

    `build`: only those for the build with this number.

    Raises:
        Refused: `reservation-unknown` where nothing is to be collected.
        NothingLent: every reason, where nothing could be lent.
    """
    with queues.reading(context):
        who = member_row(context, member)
        waiting = _waiting(context, who, build)
    done: list[views.CheckedOut] = []
    benches: list[Bench] = []
    kept: list[NotCollected] = []
    for together in _builds(waiting):
        first, rows = together[0], tuple(each.id for each in together)
        number = None if first.build is None else str(first.build)
        try:
            lent = _lend(context, who, together, lending.Asked(override=override, reserved=rows))
        except Refused as refused:
            ids = tuple(map(str, rows))
            hint = refused.hint or _way_out(together, refused.reasons)
            kept.append(NotCollected(ids, refused.reasons, hint, number, first.build_name))
            continue
        done.append(lent)
        if number is not None:
            loans = tuple(each.id for each in lent.loans)
            benches.append(Bench(number, first.build_name or "", loans, first.started is not None))
    if not done:
        raise NothingLent(kept)
    warnings = tuple(dict.fromkeys(text for each in done for text in each.warnings))
    return Collected(
        tuple(loan for each in done for loan in each.loans), tuple(kept), warnings, tuple(benches)
    )


def _lend(
    context: Context, who: int, together: Sequence[ToCollect], asked: lending.Asked
) -> views.CheckedOut:
    """Lend a member (a row) a copy for each of these, dealt anew where another desk took one of them meanwhile.

    Raises:
        Refused: every reason of the member and of each copy.
    """
    tags: list[str] = []
    refusal: Refused | None = None
    for _ in range(_DEALS):
        with queues.reading(context):
            _still(context, who, together)
            code, dealt = members.code_of(context.db, who), _deal_now(context, who, together)
        if refusal is not None and dealt == tags:
            break
        tags = dealt
        try:
            return lending.checkout(context, code, tags, asked)
        except Refused as refused:
            refusal = refused
    assert refusal is not None  # noqa: S101 - else it is lent
    raise refusal


def _still(context: Context, who: int, together: Sequence[ToCollect]) -> None:
    """Whether these can still be collected: another desk may have done so meanwhile.

    Raises:
        Refused: `reservation-unknown`.
    """
    now = {each.id for each in reservations.to_collect(context.db, who, context.today.isoformat())}
    if any(each.id not in now for each in together):
        raise Refused([lending.COLLECTED_MEANWHILE])


def _waiting(context: Context, who: int, build: str | None) -> list[ToCollect]:
    """What a member (a row) can collect today, all or for one build.

    Raises:
        Refused: `reservation-unknown` where that is nothing.
    """
    waiting = reservations.to_collect(context.db, who, context.today.isoformat())
    if build is not None:
        waiting = [each for each in waiting if str(each.build) == build.strip()]
    if not waiting:
        name = members.get(context.db, who, context.cutoff).name
        told = "" if build is None else f" for a build {quote(build)}"
        text = f"{name} has reserved nothing{told} that could be collected today{_later(context, who, build)}"
        raise refuse("reservation-unknown", text, "see `toollib reservations`")
    return waiting


def _later(context: Context, who: int, build: str | None) -> str:
    """From which day on something can be collected, where that is not today."""
    standing = reservations.of_member(context.db, who, context.today.isoformat())
    days = [each.from_day for each in standing if build is None or str(each.build) == build.strip()]
    return f": it begins on {min(days)}" if days else ""


def _way_out(together: Sequence[ToCollect], reasons: Sequence[Reason]) -> str | None:
    """What can be done where only some tools of a list are in the way, or the list is too long."""
    codes = {each.code for each in reasons}
    if len(together) == 1 or not codes <= _OF_A_TOOL | {"loan-limit"}:
        return None
    if "loan-limit" in codes:
        return "of the list as many as are allowed can be lent by their tags, for as long as it is reserved"
    return "what of the list is there can be lent by its tag, for as long as it is reserved"


_OF_A_TOOL: Final = frozenset(
    {
        *("accessory-missing", "kind-unknown", "tool-held", "tool-in-repair", "tool-lost", "tool-on-loan"),
        *("tool-reserved", "tool-retired", "tool-stays-here"),
    }
)


def _hint(kept: Sequence[NotCollected]) -> str | None:
    return "; ".join(dict.fromkeys(each.hint for each in kept if each.hint)) or None


def _builds(waiting: Sequence[ToCollect]) -> Iterator[list[ToCollect]]:
    """What is collected together, in the order in which it was reserved."""
    builds: dict[object, list[ToCollect]] = {}
    for each in waiting:
        builds.setdefault(f"alone {each.id}" if each.build is None else each.build, []).append(each)
    yield from builds.values()


def _deal_now(context: Context, member: int, together: Sequence[ToCollect]) -> list[str]:
    """A tag for each reservation of a member (a row): the copy that it names, else one of its kind that can be lent now.

    Raises:
        Refused: `kind-unknown` where the library has no copy of a kind any more.
    """
    taken: list[bookings.Away] = []
    for each in sorted(together, key=lambda claim: claim.copy is None):
        until = date.fromisoformat(each.last)
        copy = each.copy or _one_of(context, bookings.Away(0, each.kind, until, member), taken)
        taken.append(bookings.Away(copy, each.kind, until, member))
    return [tools.tag_of(context.db, each.copy) for each in taken]


def _one_of(context: Context, wanted: bookings.Away, taken: Sequence[bookings.Away]) -> int:
    """A copy (row) of a kind that is in and that nobody else is promised; else any: the checkout then says why not."""
    used = {each.copy for each in taken}
    rows = [row for row in care.copies_of(context.db, wanted.kind) if row not in used]
    copies = tools.several(context.db, rows, context.today.isoformat())
    for copy in copies:
        if _may_go(context, copy, wanted.member) and (
            bookings.reserved_from(context, replace(wanted, copy=copy.row), taken) is None
        ):
            return copy.row
    left = sorted(copies, key=lambda copy: copy.lost)
    if not left:
        raise refuse(
            "kind-unknown", f"the library has no {context.vocabulary.name(wanted.kind)} left to lend"
        )
    return left[0].row


def _may_go(context: Context, copy: ToolRecord, member: int | None) -> bool:
    """Whether a copy is in, whole and free to leave, kept ready for nobody else."""
    theirs = None if member is None else members.code_of(context.db, member)
    return (
        copy.loan is None
        and not copy.lost
        and copy.repair is None
        and copy.incomplete is None
        and copy.ready_for in {None, theirs}
        and not policy_for(context, copy.tag, copy.kind, None).stays_here
    )

"""The pick list of a bench that was reserved, as often as one asks for it: on the day, at the shelves, on paper.

When a bench is reserved its list is told at once (`benches`); days later copies have gone out, broken or come back. So the
list is made from the reservations that still stand, and from where the copies are now.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from catalog.copies import Way, plain_number
from catalog.plan import Buildable, Tools
from toollib.desk import bookings, queues, views
from toollib.desk.context import Context
from toollib.rules.reasons import Refused
from toollib.store import care, members, reservations, tools
from toollib.store.records import ToolRecord
from toollib.store.reservations import ClaimRow
from toollib.workshop.bench_choice import in_shelf_order
from toollib.workshop.benches import Pick
from toollib.workshop.build_views import Build
from toollib.workshop.ready import When, Workshop


@dataclass(frozen=True, slots=True)
class _Dealt:
    """A copy for a reservation; `any_copy`: the reservation names no copy."""

    tool: ToolRecord
    any_copy: bool


def pick_list(context: Context, workshop: Workshop, build: Build) -> tuple[Pick, ...]:
    """What to take from the shelves for a build, in the order of the shelves, then what comes from elsewhere.

    () where nothing of it is reserved any more: it is collected, given up or over.
    """
    with queues.reading(context):
        claims = reservations.of_build(context.db, int(build.id), context.today.isoformat())
        if not claims:
            return ()
        day = max(context.today, min(date.fromisoformat(each.from_day) for each in claims))
        dealt = sorted(_deal(context, claims, day), key=lambda each: in_shelf_order(each.tool))
        parts = tools.accessories(context.db, [each.tool.row for each in dealt])
        who = members.code_of(context.db, claims[0].member)
    ways = list(_ways(context, workshop, build.design, When(day, who)))
    taken = [
        _pick(each, parts.get(each.tool.row, ()), [way for way in ways if way.kind == each.tool.kind])
        for each in dealt
    ]
    used = {each.tag for each in taken}
    return (*taken, *_besides(context, ways, used))


def _deal(context: Context, claims: Sequence[ClaimRow], day: date) -> Iterator[_Dealt]:
    """A copy for each claim: the one that it names, else the one that is kept free for it on that day, best one that is in."""
    today = context.today.isoformat()
    claimed = bookings.claimed_on(context, day)
    used = {each.copy for each in claims if each.copy is not None}
    for claim in claims:
        if claim.copy is not None:
            yield _Dealt(tools.several(context.db, [claim.copy], today)[0], any_copy=False)
            continue
        rows = care.copies_of(context.db, reservations.kind_of(context.db, claim.id))
        left = [each for each in tools.several(context.db, rows, today) if each.row not in used]
        theirs = [each for each in left if claimed.get(each.row, ("", None))[1] == claim.member]
        if best := min(theirs or left, key=_readiness, default=None):
            used.add(best.row)
            yield _Dealt(best, any_copy=True)


def _readiness(tool: ToolRecord) -> tuple[bool, bool, object]:
    broken = bool(tool.lost) or tool.repair is not None or tool.incomplete is not None
    return broken, tool.loan is not None, in_shelf_order(tool)


def _ways(context: Context, workshop: Workshop, design: str, when: When) -> Iterator[Way]:
    """How the musts of a design, and of what it is made from, are filled on that day."""
    try:
        named = Buildable.of(workshop.design(design))
    except Refused:  # its file has gone: what is reserved stays
        return

    def made(id_: str) -> Buildable | None:
        found = workshop.shelf.get(id_)
        return None if found is None else Buildable.of(found)

    for each in Tools((), context.vocabulary.kinds, designs=made).with_parts(named):
        for need in workshop.why(each.id, when).needs:
            if need.chosen is not None and not need.need.helps:
                yield need.chosen


def _pick(dealt: _Dealt, parts: Iterable[Sequence[object]], ways: Sequence[Way]) -> Pick:
    tool = dealt.tool
    way = next((each for each in ways if each.stands_in is not None), None)
    return Pick(
        tool.place or None,
        tool.tag,
        tool.name,
        tool.kind,
        tuple(views.Accessory(str(name), int(str(qty))) for name, qty in parts),
        any_copy=dealt.any_copy,
        reserved=True,
        stands_in=None if way is None else way.stands_in,
        slower=None if way is None or way.slower is None else plain_number(way.slower),
    )


def _besides(context: Context, ways: Iterable[Way], used: Collection[str | None]) -> Iterator[Pick]:
    """What stays in the library, in the order of the shelves, then what is brought from outside."""
    found = list(ways)
    tags = {each.tag for each in found if each.state == "stays-here"} - set(used)
    here = [each for each in tools.on_shelf(context.db, context.today.isoformat()) if each.tag in tags]
    for tool in sorted(here, key=in_shelf_order):
        yield Pick(tool.place or None, tool.tag, tool.name, tool.kind, reserved=False)
    for outside in dict.fromkeys(each.outside for each in found if each.outside is not None):
        yield Pick(None, None, outside, None, outside=True)

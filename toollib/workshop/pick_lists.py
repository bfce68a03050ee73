"""The pick list of a bench that was reserved, as often as one asks for it: on the day, at the shelves, on paper.

When a bench is reserved its list is told at once (`benches`); days later copies have gone out, broken or come back. So the
list is made from the reservations that still stand, and from where the copies are now.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from catalog.copies import State, Way, plain_number
from catalog.plan import Buildable, Tools
from toollib.desk import bookings, queues, views
from toollib.desk.context import Context
from toollib.rules.reasons import Refused
from toollib.store import care, reservations, tools
from toollib.store.records import ToolRecord
from toollib.store.reservations import ClaimRow
from toollib.workshop.bench_choice import in_shelf_order, musts_only
from toollib.workshop.benches import Pick
from toollib.workshop.build_views import Build
from toollib.workshop.ready import Workshop
from toollib.workshop.shelf_state import Asking, copies

_USABLE = frozenset[State]({"free", "stays-here"})


@dataclass(frozen=True, slots=True)
class _Dealt:
    """A copy for a reservation, or one that stays here; `any_copy`: the reservation names no copy."""

    tool: ToolRecord
    any_copy: bool = False
    reserved: bool = True


@dataclass(frozen=True, slots=True)
class _Use:
    """What something is needed for: the way in which it fills a need, and the design that has the need."""

    way: Way
    design: str


def pick_list(context: Context, workshop: Workshop, build: Build) -> tuple[Pick, ...]:
    """What to take from the shelves for a build, in the order of the shelves, then what is brought from outside.

    () where nothing of it is reserved any more: it is collected, given up or over.
    """
    today = context.today.isoformat()
    with queues.reading(context):
        claims = reservations.of_build(context.db, int(build.id), today)
        if not claims:
            return ()
        day = max(context.today, min(date.fromisoformat(each.from_day) for each in claims))
        dealt = list(_deal(context, claims, day))
        gone = tools.several(context.db, reservations.collected_for(context.db, int(build.id)), today)
        bench = {each.tag for each in (*gone, *(one.tool for one in dealt))}
        plan = _plan(context, workshop, bench, Asking(day, claims[0].member))
        uses = _uses(workshop, plan, build.design, bench)
        here = {each.way.tag for each in uses if each.way.state == "stays-here"}
        on_shelf = tools.on_shelf(context.db, today) if here else []
        dealt += [_Dealt(each, reserved=False) for each in on_shelf if each.tag in here]
        parts = tools.accessories(context.db, [each.tool.row for each in dealt])
    in_order = sorted(dealt, key=lambda each: in_shelf_order(each.tool))
    outside = dict.fromkeys(each.way.outside for each in uses if each.way.outside is not None)
    return (
        *(
            _pick(each, parts.get(each.tool.row, ()), uses).named(context.vocabulary.name)
            for each in in_order
        ),
        *(Pick(None, None, each, None, outside=True) for each in outside),
    )


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


def _plan(context: Context, workshop: Workshop, bench: Collection[str], asking: Asking) -> Tools:
    """A shelf with the tools (tags) of the bench, as if they all lay there, and what stays in the library that day."""

    def made(id_: str) -> Buildable | None:
        found = workshop.shelf.get(id_)
        return None if found is None else Buildable.of(found)

    every = copies(context, asking)
    here = [each for each in every if each.state == "stays-here" and each.tag not in bench]
    theirs = [replace(each, state="free") for each in every if each.tag in bench]
    return Tools([*theirs, *here], context.vocabulary.kinds, usable=_USABLE, designs=made)


def _uses(workshop: Workshop, plan: Tools, design: str, bench: Collection[str]) -> list[_Use]:
    """What the bench is needed for: by the design as it is now, and by what that is made from.

    What only helps counts where more is reserved than the musts need: then it was asked for.
    """
    try:
        named = Buildable.of(workshop.design(design))
    except Refused:  # its file has gone: what is reserved stays
        return []
    every = plan.with_parts(named)
    musts = list(_filled(plan, map(musts_only, every)))
    return musts if {each.way.tag for each in musts}.issuperset(bench) else list(_filled(plan, every))


def _filled(plan: Tools, designs: Iterable[Buildable]) -> Iterator[_Use]:
    """The ways in which the needs of some designs are filled, one after the other."""
    for each in designs:
        for need in plan.why(replace(each, made_from=())).needs:
            if need.chosen is not None:
                yield _Use(need.chosen, each.id)


def _pick(dealt: _Dealt, parts: Iterable[Sequence[object]], uses: Iterable[_Use]) -> Pick:
    tool = dealt.tool
    theirs = [each for each in uses if each.way.tag == tool.tag]
    way = theirs[0].way if theirs else None
    return Pick(
        tool.place or None,
        tool.tag,
        tool.name,
        tool.kind,
        tuple(views.Accessory(str(name), int(str(qty))) for name, qty in parts),
        tuple(dict.fromkeys(each.design for each in theirs)),
        any_copy=dealt.any_copy,
        reserved=dealt.reserved,
        stands_in=None if way is None else way.stands_in,
        slower=None if way is None or way.slower is None else plain_number(way.slower),
    )

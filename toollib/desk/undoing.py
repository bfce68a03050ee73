"""Undo: the last action of this person at this desk, with every state and balance as before.

The event and the ledger only grow: what is undone stays in the history beside what undid it.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from toollib.desk import bookings, care, closing, dealings, filing, holding, queues, reserving, views, wishing
from toollib.desk.action import Action, acting
from toollib.desk.context import Context, instant
from toollib.desk.people import put_back as put_member_back
from toollib.desk.people import unmake
from toollib.desk.things import put_back as put_tool_back
from toollib.rules.reasons import refuse
from toollib.rules.undo import UNDOABLE, Undoable, why_not_undo
from toollib.store import events, leaving, ledger, loans, tools
from toollib.store.codes import Meant
from toollib.store.records import EventRecord

# What builds on an action: later events about the same tools, or about the same member. An edit is built on by
# another edit only; whatever happened to a new member is built on the sign-up.
_BUILDS_ON: Mapping[str, str] = {
    "checkout": "tool",
    "return": "tool",
    "return-trouble": "tool",
    "renew": "tool",
    "hold": "tool",
    "tool-edit": "tool",
    "tool-repair": "tool",
    "tool-fixed": "tool",
    "member-add": "member",
    "member-edit": "member",
    "build-finish": "tool",
}
# What brought somebody or something: whatever happened to them since, builds on it.
_NEW = frozenset({"member-add", "build-finish"})
_ON_BUILDS = frozenset({"build-start", "build-step", "build-finish", "build-stop"})
_EDITS = frozenset({"tool-edit", "member-edit", "member-renew", "member-induct", "tool-note", "tool-photo"})
# What only moves dates, or says a kind otherwise, leaves everything before it as good as it was.
_LEAVES_AS_IS = frozenset({"close-day", "kind-move"})


def undo(context: Context) -> views.Undone:
    """Undo the last undoable action of whoever is at this desk.

    Raises:
        Refused: `nothing-to-undo`, `too-late-to-undo`, `undo-blocked`, `role-missing`; where members reserve for
            themselves (library.yaml, `makers`) they take that back, too.
    """
    try:
        with acting(context, None) as action:
            return _undo(action)
    finally:
        filing.end(context.db)


def _undo(action: Action) -> views.Undone:
    context, actor = action.context, action.moment.actor
    last = events.last_of(context.db, actor.who, actor.desk, UNDOABLE)
    reserving.note_right(action, _theirs(context, last))
    action.settle()
    if last is None:
        raise refuse("nothing-to-undo", f"{actor.who} has done nothing at this desk that could be undone")
    later = tuple(each.what for each in _later(context, last))
    later = (*later, *ledger.leaned_on(context.db, last.row), *_of_build(action, last))
    later = (*later, *reserving.collected_since(context, _reservations(last)), *wishing.later(context, last))
    if (ended := leaving.ended_since(context.db, last.row)) is not None:
        later = (*later, ended)
    undoable = Undoable(last.what, instant(last.at), later)
    action.reasons.extend(why_not_undo(undoable, action.moment.now, context.settings.undo.minutes))
    action.settle()
    links = events.links_of(context.db, last.row)
    about = {**json.loads(last.about), "event": str(last.row), "what": last.what}
    event = action.record("undo", about, links, undoes=last.row)
    # What the action itself did to queues first: turning it back may free a copy for the next.
    queues.put_back(context, _before(action, last).get("holds", {}))
    bookings.put_back(context, _before(action, last).get("claims", {}))
    closing.promises_off_closed_days(context, _before(action, last))
    _TURN_BACK[last.what](action, last, event)
    touched = [each.row for each in links if each.thing == "tool"]
    queues.pass_on(context, tools.still_there(context.db, touched))
    context.look_for_founders_again()
    ledger.void(context.db, ledger.of_event(context.db, last.row), at=action.moment.at, event=event)
    return views.Undone(dealings.event_view(events.get(context.db, last.row)))


def _theirs(context: Context, event: EventRecord | None) -> list[str | None]:
    """The members (ids) for whom something was reserved by this event, or was given up that they had reserved."""
    if event is None or event.what not in {"reserve", "build-stop"}:
        return []
    if event.what == "reserve":
        return [json.loads(event.about)["member"]]
    from toollib.workshop import unbuilding

    return unbuilding.may_turn_back(context, event)


def _later(context: Context, event: EventRecord) -> list[EventRecord]:
    thing = _BUILDS_ON.get(event.what)
    later = [] if thing is None else events.later_about(context.db, event.row, thing)
    if event.what in _NEW:
        return later
    later = [each for each in later if each.what not in _LEAVES_AS_IS]
    if event.what in _EDITS:  # an edit of a member's own tool is none of the member
        return [each for each in later if each.what in _EDITS and each.what.startswith(f"{thing}-")]
    return [each for each in later if each.what not in _EDITS]


def _of_build(action: Action, event: EventRecord) -> list[str]:
    """What was done since to the build that an event is about."""
    if event.what not in {"reserve", *_ON_BUILDS}:
        return []
    from toollib.workshop import unbuilding

    return unbuilding.later(action, event)


def _undo_build(action: Action, event: EventRecord, _undoing: int) -> None:
    from toollib.workshop import unbuilding

    unbuilding.undo(action, event)


def _undo_checkout(action: Action, event: EventRecord, undoing: int) -> None:
    for row in json.loads(event.about)["loans"]:
        loans.undo(action.context.db, int(row), action.moment.at, undoing)


def _undo_return(action: Action, event: EventRecord, _undoing: int) -> None:
    before = _before(action, event)["late_days"]
    rows = json.loads(event.about)["loans"]
    for row in rows:
        loans.open_again(action.context.db, int(row), before[row])
    closing.off_closed_days(action.context, map(int, rows))
    care.undo_repair(action, json.loads(event.about).get("repairs", ()))


def _undo_renew(action: Action, event: EventRecord, _undoing: int) -> None:
    before = _before(action, event)
    for row in json.loads(event.about)["loans"]:
        due, renewals, late_days = before[row]
        loans.set_due(action.context.db, int(row), due, renewals, late_days)
        closing.off_closed_days(action.context, [int(row)])


def _undo_booking(_action: Action, _event: EventRecord, _undoing: int) -> None:
    """Nothing but the ledger to turn back, and that is voided for every verb."""


def _undo_member_add(action: Action, event: EventRecord, _undoing: int) -> None:
    unmake(action, _row(action, event, "member"))


def _undo_member_edit(action: Action, event: EventRecord, _undoing: int) -> None:
    put_member_back(action, _row(action, event, "member"), events.detail_of(action.context.db, event.row))


def _undo_tool_edit(action: Action, event: EventRecord, _undoing: int) -> None:
    put_tool_back(action, _row(action, event, "tool"), events.detail_of(action.context.db, event.row))


def _undo_tool_repair(action: Action, event: EventRecord, _undoing: int) -> None:
    care.undo_repair(action, json.loads(event.about)["repairs"])


def _undo_tool_fixed(action: Action, event: EventRecord, _undoing: int) -> None:
    care.undo_fixed(action, json.loads(event.about)["repairs"])


def _before(action: Action, event: EventRecord) -> Mapping[str, Any]:
    return events.detail_of(action.context.db, event.row).before or {}


def _row(action: Action, event: EventRecord, thing: str) -> int:
    links: tuple[Meant, ...] = events.links_of(action.context.db, event.row)
    return next(each.row for each in links if each.thing == thing)


def _undo_hold(action: Action, event: EventRecord, _undoing: int) -> None:
    holding.undo(action, int(json.loads(event.about)["hold"]))


def _undo_reserve(action: Action, event: EventRecord, _undoing: int) -> None:
    for row in _reservations(event):
        reserving.undo(action, row)


def _reservations(event: EventRecord) -> list[int]:
    """The reservations (rows) that this event made: one, or those of a whole bench."""
    if event.what != "reserve":
        return []
    about = json.loads(event.about)
    return [int(row) for row in about.get("reservations") or [about["reservation"]]]


_TURN_BACK: Mapping[str, Callable[[Action, EventRecord, int], None]] = {
    "checkout": _undo_checkout,
    "return": _undo_return,
    "return-trouble": _undo_tool_repair,
    "renew": _undo_renew,
    "pay": _undo_booking,
    "charge": _undo_booking,
    "forgive": _undo_booking,
    "hold": _undo_hold,
    "reserve": _undo_reserve,
    "member-add": _undo_member_add,
    "member-edit": _undo_member_edit,
    "tool-edit": _undo_tool_edit,
    "tool-repair": _undo_tool_repair,
    "tool-fixed": _undo_tool_fixed,
    "build-start": _undo_build,
    "build-step": _undo_build,
    "build-finish": _undo_build,
    "build-stop": _undo_build,
    "wish": wishing.undo,
    "wish-vote": wishing.undo,
    "wish-close": wishing.undo,
}

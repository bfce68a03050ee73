"""Taking back what was done about a build; apart from the verbs, since undo needs nothing of designs."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from toollib.desk import care as tool_care
from toollib.desk import filing, reserving
from toollib.desk.action import Action
from toollib.desk.context import Context
from toollib.rules.reasons import reason
from toollib.store import builds, events, holds, tools
from toollib.store.records import EventRecord


def later(action: Action, event: EventRecord) -> list[str]:
    """What was done to the same build since, or to the one that was reserved by this event."""
    if "build" not in _about(event):  # of single tools, or of before builds were reserved
        return []
    later = builds.later_events(action.context.db, _build(event), event.row)
    return [*later, *_collected_since(action, event)]


def may_turn_back(context: Context, event: EventRecord) -> list[str | None]:
    """The members (ids) who may take a stop back without a right, where they could stop it so: it was not started."""
    record = builds.get(context.db, _build(event))
    return [] if record is None or record.started_at is not None else list(_about(event)["members"])


def _collected_since(action: Action, event: EventRecord) -> tuple[str, ...]:
    """A word for undo if a copy that the end of a build left to somebody who waited is theirs, or passed on, by now."""
    if "reservations" not in _about(event) or event.what not in {"build-stop", "build-finish"}:
        return ()
    left = _before(action, event).get("holds", {})
    now = (holds.kept(action.context.db, int(row))[0] for row in left)
    return () if all(state in {"waiting", "ready"} for state in now) else ("checkout",)


def _undo_start(action: Action, event: EventRecord) -> None:
    """This build never was; one for which a bench is reserved is reserved again."""
    db, before = action.context.db, _before(action, event)
    if "plan" not in before:
        builds.remove(db, _build(event))
        return
    builds.not_started(db, _build(event), builds.NewBuild._make([*before["plan"], ()]))
    for row in before["joined"]:
        builds.leave(db, _build(event), row)


def _undo_step(action: Action, event: EventRecord) -> None:
    """The step stands as before; whoever came to the build by it has gone again."""
    db, before = action.context.db, _before(action, event)
    builds.tick(db, _build(event), int(_about(event)["step"]), builds.Ticked(*before["step"]))
    if before["joined"] is not None:
        builds.leave(db, _build(event), before["joined"])


def _undo_stop(action: Action, event: EventRecord) -> None:
    """The build goes on, or waits for its makers again, with what was reserved for it.

    Raises:
        Refused: `undo-blocked` where that is promised or lent to somebody else by now.
    """
    builds.go_on(action.context.db, _build(event))
    _take_up(action, event)


def _take_up(action: Action, event: EventRecord) -> None:
    """What the end of a build gave up is reserved for it again.

    Raises:
        Refused: `undo-blocked` where that cannot be kept any more.
    """
    claims, broken = _about(event).get("reservations", ()), _before(action, event).get("broken", ())
    reserving.taken_up_again(action, reserving.GivenUp(tuple(map(int, claims)), tuple(broken)))


def _undo_finish(action: Action, event: EventRecord) -> None:
    """The build is under way again, with what was reserved for it: the tool that came of it and the photos are gone.

    Raises:
        Refused: `undo-blocked` where something else speaks of that tool already, or what was reserved is promised or lent
            to somebody else by now.
    """
    db, number = action.context.db, _build(event)
    record = builds.get(db, number)
    made = None if record is None else record.tool_row
    builds.go_on(db, number)
    for path in builds.drop_photos(db, number):
        filing.begin(db, path)
    if made is not None:
        _take_away(action, event, made)
    _take_up(action, event)


def _take_away(action: Action, event: EventRecord, made: int) -> None:
    """The tool (a row) that came of a build was never there.

    Raises:
        Refused: `undo-blocked` where something else speaks of it.
    """
    db = action.context.db
    tools.change(db, made, {"retired_at": action.moment.at})  # so that the queue does not count on it
    tool_care.let_go(action, [made])
    if builds.leans_on(db, made):
        tag = _about(event)["tool"]
        text = f"{tag} is not as it came to the shelf: `toollib tool retire {tag} WHY` takes it off"
        action.reasons.append(reason("undo-blocked", text))
        action.settle()
    builds.take_away(db, made)


def undo(action: Action, event: EventRecord) -> None:
    """Take back what this event did to a build."""
    _TURN_BACK[event.what](action, event)


def _build(event: EventRecord) -> int:
    return int(_about(event)["build"])


def _about(event: EventRecord) -> Mapping[str, Any]:
    about: Mapping[str, Any] = json.loads(event.about)
    return about


def _before(action: Action, event: EventRecord) -> Mapping[str, Any]:
    return events.detail_of(action.context.db, event.row).before or {}


_TURN_BACK: Mapping[str, Callable[[Action, EventRecord], None]] = {
    "build-start": _undo_start,
    "build-step": _undo_step,
    "build-finish": _undo_finish,
    "build-stop": _undo_stop,
}

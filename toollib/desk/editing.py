"""What edits of members and tools share: only what changes is written, and what another desk wrote stays."""

import json
from collections.abc import Mapping
from typing import Any

from toollib.desk import views
from toollib.desk.action import Action
from toollib.desk.context import Context, instant
from toollib.rules.reasons import reason
from toollib.store import codes, events
from toollib.store.codes import Meant
from toollib.store.records import EventRecord

# How far back it is looked for who changed something; beyond, the change is told without a name.
_EVENTS = 100
_CALLED: Mapping[str, str] = {
    "email": "e-mail address",
    "phone": "telephone number",
    "since": "first day",
    "until": "last day",
    "code": "tag",
    "give_back": "day to give it back",
}


def changes(values: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    """Those values that are not kept as they are already."""
    return {name: value for name, value in values.items() if name not in kept or kept[name] != value}


def member_as_shown(seen: views.Member) -> dict[str, Any]:
    """What a form showed of a member, as the table keeps it."""
    days = {"since": seen.since, "until": seen.until}
    return {
        **{name: getattr(seen, name) for name in ("name", "email", "phone", "tier", "role", "note")},
        **{name: None if each is None else each.isoformat() for name, each in days.items()},
    }


def tool_as_shown(context: Context, seen: views.Tool, kept: Mapping[str, Any]) -> dict[str, Any]:
    """What a form showed of a tool, as the table keeps it; the accessories and attributes come under these names."""
    owner = None if seen.owner == "library" else codes.meaning(context.db, seen.owner)
    branch = kept.get("branch")
    return {
        **{name: getattr(seen, name) for name in ("name", "kind", "place", "note", "price")},
        "code": seen.tag,
        "owner": None if owner is None else owner.row,
        # A tool without a branch is shown at the library's own.
        "branch": branch if seen.branch == (branch or context.settings.branch) else seen.branch,
        "give_back": None if seen.give_back is None else seen.give_back.isoformat(),
        "terms": seen.terms or None,
        "accessories": [tuple(each) for each in seen.accessories],
        "attributes": dict(seen.attributes),
    }


def note_overtaken(
    action: Action,
    about: Meant,
    changed: Mapping[str, Any],
    kept: Mapping[str, Any],
    *,
    shown: Mapping[str, Any],
) -> None:
    """Note each field that is to change but was changed by somebody since the form showed it."""
    overtaken = [name for name in changed if name in shown and name in kept and shown[name] != kept[name]]
    if not overtaken:
        return
    past = events.newest(action.context.db, about, _EVENTS)
    for name in overtaken:
        who = _told_by_whom(action, name, past)
        text = f"the {_CALLED.get(name, name)} was changed meanwhile{who}; look again, then change it"
        action.reasons.append(reason("library-busy", text))


def _told_by_whom(action: Action, name: str, past: list[EventRecord]) -> str:
    """Who changed a field last, where and when (local), as the end of a sentence; "" if it cannot be told."""
    verbs = {"tool-note"} if name == "note" else set[str]()
    for each in past:
        if name in json.loads(each.about).get("changed", ()) or each.what in verbs:
            at = instant(each.at).astimezone(action.context.settings.time_zone)
            return f" by {each.who} at {each.desk}, {at:%Y-%m-%d %H:%M}"
    return ""

"""Undo: what may be undone, how long, and by whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from toollib.rules.reasons import Reason, reason

# Verbs that ship with their inverse; a verb without one does not stand here.
UNDOABLE: frozenset[str] = frozenset(
    {
        "checkout",
        "return",
        "return-trouble",
        "renew",
        "reserve",
        "pay",
        "charge",
        "forgive",
        "hold",
        "member-add",
        "member-edit",
        "tool-edit",
        "tool-repair",
        "tool-fixed",
        "build-start",
        "build-step",
        "build-finish",
        "build-stop",
        "wish",
        "wish-vote",
        "wish-close",
    }
)


@dataclass(frozen=True, slots=True)
class Undoable:
    """The action that would be undone: when it was done and which later actions build on it."""

    what: str
    at: datetime
    later: tuple[str, ...] = ()


def why_not_undo(action: Undoable, now: datetime, minutes: int) -> Iterator[Reason]:
    """Reasons against undoing this action now. A clock set back never makes an action too old."""
    if now - action.at > timedelta(minutes=minutes):
        yield reason(
            "too-late-to-undo", f"the last action ({action.what}) is more than {minutes} minutes old"
        )
    if action.later:
        yield reason(
            "undo-blocked", f"a later action builds on this {action.what}: {', '.join(action.later)}"
        )

"""What stands at a desk at this moment, asked of its own answers: what an undo must bring back, whatever lies in tables."""

from typing import Any

from toollib.desk.desk import Desk
from toollib.store import builds
from toollib.workshop.built import build_view

_STANDING = ("waiting", "ready", "collected")
_ENDED = frozenset({"cancelled", "expired"})


def picture(desk: Desk) -> dict[str, Any]:
    """Every member, tool, loan, promise, balance, wish, build and list of the day, by what it is about.

    Promises that were cancelled or ran out are history, and so are the lines of accounts: balances count.
    """
    found: dict[str, Any] = {f"member {each.id}": each for each in desk.members().rows}
    found |= {f"tool {each.tag}": each for each in desk.tools().rows}
    found |= {f"loan {each.id}": each for each in desk.loans().rows}
    found |= {f"hold {each.id}": each for each in desk.holds(_STANDING)}
    for each in desk.reservations(everything=True):
        if each.state not in _ENDED:
            found[f"reservation {each.id}"] = each
    context = desk.context
    found |= {f"wish {each.id}": each for each in desk.wishes(closed=True)}
    for record in builds.listed(context.db, builds.Wanted(), context.today.isoformat()):
        found[f"build {record.row}"] = build_view(context, record.row, str)
    found["conflicts"] = desk.today().conflicts
    found["repairs"] = desk.today().repairs
    found["closed"] = desk.calendar(desk.context.today, 28).days
    return found


def changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What differs between two pictures: as it was, as it is."""
    keys = sorted(before.keys() | after.keys())
    return {
        key: (before.get(key), after.get(key)) for key in keys if before.get(key, ()) != after.get(key, ())
    }

"""Real tools → the copies that the catalog reasons about, on one day, for one member."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from catalog.copies import Copy, State
from catalog.quantity import Quantity, parse_extent
from catalog.text import fold
from toollib.desk import bookings
from toollib.desk.context import Context
from toollib.desk.facts import policy_for, topics_of
from toollib.store import members, tools
from toollib.store.records import ToolRecord


@dataclass(frozen=True, slots=True)
class Asking:
    """For which day and which member (a row) it is asked; `owned`: as if nothing were out or promised."""

    day: date
    member: int | None = None
    owned: bool = False


def copies(context: Context, asking: Asking) -> list[Copy]:
    """Every copy that the library has or had lost, by tag, as it will be on that day as far as is known now."""
    records = tools.on_shelf(context.db, context.today.isoformat())
    attributes = tools.attributes(context.db, [each.row for each in records])
    claims = bookings.claimed_on(context, asking.day)
    trained = _trained(context, asking)
    own = None if asking.member is None else members.code_of(context.db, asking.member)
    found = []
    for each in records:
        state, until = _state(context, each, asking, own)
        claim = claims.get(each.row)
        if state == "free" and claim is not None and claim[1] != asking.member and not asking.owned:
            state, until = "reserved", claim[0]
        if (
            state in {"free", "stays-here"}
            and trained is not None
            and not topics_of(context, each.kind) <= trained
        ):
            state, until = "not-inducted", None
        told = attributes.get(each.row, {})
        found.append(Copy(each.tag, each.kind, state, until, _measures(told), _traits(told)))
    return found


def _state(context: Context, tool: ToolRecord, asking: Asking, own: str | None) -> tuple[State, str | None]:
    """The state of a copy, claims and training not looked at, and until when it may last."""
    if tool.lost:
        return "lost", None
    if tool.repair is not None or tool.incomplete is not None:
        return "repair", None
    if not asking.owned:
        if tool.loan is not None and not _back_by(context, tool, asking.day):
            return "out", tool.due
        if tool.ready_for is not None and tool.ready_for != own:
            return "held", None
    stays = policy_for(context, tool.tag, tool.kind, None).stays_here
    return ("stays-here" if stays else "free"), None


def _back_by(context: Context, tool: ToolRecord, day: date) -> bool:
    """Whether a tool that is out should be back before this day; one that is overdue is not expected at all."""
    return tool.due is not None and tool.due > context.cutoff and tool.due < day.isoformat()


def _trained(context: Context, asking: Asking) -> frozenset[str] | None:
    """The topics in which the member is inducted on that day; None where nobody is asked for."""
    if asking.member is None:
        return None
    topics = members.inductions(context.db, [asking.member]).get(asking.member, {})
    day = asking.day.isoformat()
    return frozenset(topic for topic, until in topics.items() if until is None or until >= day)


def _measures(attributes: Mapping[str, str]) -> dict[str, tuple[Quantity, ...]]:
    """Attributes as quantities; one that is no quantity says nothing about size."""
    measures = {}
    for name, text in attributes.items():
        try:
            measures[name] = parse_extent(text)
        except ValueError:
            continue
    return measures


def _traits(attributes: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Attributes as lists of words: "T25, PH1" has both."""
    return {
        name: frozenset(fold(word.strip()) for word in re.split("[,;]", text))
        for name, text in attributes.items()
    }

"""What somebody named → the build or the step that they mean, or the reason why none is meant."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from catalog.shelf import Shelf
from catalog.text import quote, slug_of
from toollib.desk.action import Action
from toollib.desk.lookup import member_row
from toollib.rules.reasons import Refused, reason
from toollib.store import builds
from toollib.store.builds import BuildRecord, BuildState, StepRecord
from toollib.workshop.built import state_of

_SHOWN = 8
_DIGITS = 15  # what a table's row can have, and more than any has


def current_id(shelf: Shelf, design: str) -> str:
    """The id that a design has now, also where it is said as one says it ("CEB Press").

    One that is not on the shelf (any more) keeps the one it had.
    """
    card = shelf.card(design) or shelf.card(slug_of(design))
    return design if card is None else card.id


def number_of(text: str) -> int | None:
    """The number of a build, None where the text is no number; one that no build can have is 0."""
    text = text.strip()
    if not (text.isascii() and text.isdigit()):
        return None
    return int(text) if len(text) <= _DIGITS else 0


@dataclass(frozen=True, slots=True)
class Among:
    """Which builds may be meant: those in the first of these states before those in the next.

    `by`: of several the only one of this member is meant where nothing is named, else that of whoever is at the desk;
    `how`: how one of several is named.
    """

    states: Sequence[BuildState] = ("under-way",)
    by: str | None = None
    how: str = "name one by its number"


UNDER_WAY: Final = Among()


def meant_build(
    action: Action, text: str | None, shelf: Shelf, among: Among = UNDER_WAY
) -> BuildRecord | None:
    """The build that a number or a design's id means, None: the only one there is; where it means none, that is noted."""
    db, today, states = action.context.db, action.context.today, among.states
    if text is not None and (number := number_of(text)) is not None:
        record = builds.get(db, number)
        if record is not None and (state := state_of(record, today)) in states:
            return record
        if record is None:
            _note_none(action, f"there is no build {quote(text)}")
        else:
            _note_state(action, record, state)
        return None
    fits = next(filter(None, (_in_state(action, text, shelf, each) for each in states)), [])
    if text is None and len(fits) > 1:
        fits = _of_somebody(action, among.by, fits)
    if len(fits) == 1:
        return fits[0]
    if fits:
        _note_several(action, fits, among.how)
    elif text is None:
        action.reasons.append(reason("build-unknown", "nothing is being built"))
        action.hints.append("`toollib build start ID --member M` starts a build")
    else:
        told = " or ".join(each.replace("-", " ") for each in states)
        _note_none(action, f"no build of {quote(text)} is {told}")
    return None


def reserved_for(action: Action, design: str, shelf: Shelf, rows: Collection[int]) -> list[BuildRecord]:
    """The reserved builds of a design that one of these members (rows) is on, the first to begin first."""
    found = [
        each
        for each in _in_state(action, design, shelf, "reserved")
        if any(one.row in rows for one in builds.members(action.context.db, each.row))
    ]
    return sorted(found, key=lambda each: (each.first or "", each.row))


def _in_state(action: Action, design: str | None, shelf: Shelf, state: BuildState) -> list[BuildRecord]:
    """The builds in a state, of one design or of all."""
    found = builds.listed(action.context.db, builds.Wanted(state), action.context.today.isoformat())
    if design is None:
        return found
    now = current_id(shelf, design)
    return [each for each in found if current_id(shelf, each.design) == now]


def _note_state(action: Action, record: BuildRecord, state: BuildState) -> None:
    told = _STATES.get(state, f"is {state}")
    action.reasons.append(reason("build-unknown", f"build {record.row} ({record.name}) {told}"))
    waits = record.started_at is None and record.stopped_at is None
    way = f"start {record.row}` starts it" if waits else f"show {record.row}` shows it"
    action.hints.append(f"`toollib build {way}")


_STATES: Mapping[BuildState, str] = {
    "reserved": "is reserved and not started",
    "lapsed": "was never started",
    "under-way": "is under way already",
}


def meant_step(action: Action, build: BuildRecord, text: str) -> StepRecord | None:
    """The step that a number or an id means; where it means none, that is noted with those there are."""
    steps = builds.steps(action.context.db, build.row)
    wanted = text.strip()
    for each in steps:
        if wanted == str(each.n) or slug_of(wanted) == each.slug:
            return each
    there = ", ".join(f"{each.n} {each.text}" for each in steps[:_SHOWN])
    more = f", and {len(steps) - _SHOWN} more" if len(steps) > _SHOWN else ""
    told = f"it has {there}{more}" if steps else "its design had no steps: `toollib build finish` ends it"
    text = f"build {build.row} ({build.name}) has no step {quote(text)}; {told}"
    action.reasons.append(reason("build-unknown", text))
    return None


def _of_somebody(action: Action, by: str | None, fits: list[BuildRecord]) -> list[BuildRecord]:
    """Those of builds that a member is on; all, where nobody is meant or they are on none."""
    context = action.context
    row = context.person.row
    if by is not None:
        try:
            row = member_row(context, by)
        except Refused:  # told where the step is ticked
            return fits
    mine = [each for each in fits if any(row == one.row for one in builds.members(context.db, each.row))]
    return mine or fits


def _note_several(action: Action, fits: Sequence[BuildRecord], how: str) -> None:
    several = ", ".join(f"{each.row} ({each.name})" for each in fits[:_SHOWN])
    more = f", and {len(fits) - _SHOWN} more" if len(fits) > _SHOWN else ""
    action.reasons.append(reason("build-unknown", f"several builds may be meant: {several}{more}"))
    action.hints.append(how)


def _note_none(action: Action, told: str) -> None:
    action.reasons.append(reason("build-unknown", told))
    action.hints.append("`toollib build list` shows all")

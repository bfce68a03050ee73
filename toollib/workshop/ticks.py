"""How a step of a build stands after what somebody told of it."""

from catalog.text import quote
from toollib.desk.action import Action
from toollib.rules.reasons import reason
from toollib.rules.work import minutes_of
from toollib.store import builds as store
from toollib.store.builds import BuildRecord, StepRecord, Ticked


def minutes(action: Action, hours: str) -> int | None:
    """How long somebody says it took, in minutes; what cannot be understood is noted."""
    try:
        return minutes_of(hours)
    except ValueError as error:
        action.reasons.append(reason("amount-wrong", f"{quote(hours)}: {error}"))
        return None


def likely(action: Action, build: BuildRecord) -> int | None:
    """Who did a step if nobody says: whoever is at the desk and on the build, or who builds alone."""
    people = [each.row for each in store.members(action.context.db, build.row) if each.member is not None]
    here = action.context.person.row
    return here if here in people else people[0] if len(people) == 1 else None


def stands(step: StepRecord) -> Ticked:
    """How a step stands now."""
    return Ticked(step.done_at, step.member_row, step.minutes)


def ticked(step: StepRecord, told: Ticked, *, done: bool) -> Ticked:
    """How a step stands after what is told; of one that was done already, what is not told anew stays."""
    if not done:
        return Ticked()
    if step.done_at is None:
        return told
    return Ticked(
        step.done_at,
        step.member_row if told.member is None else told.member,
        step.minutes if told.minutes is None else told.minutes,
    )

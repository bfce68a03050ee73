"""What comes of a build that is finished: the tool for the shelf, and what should be known of it besides."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from catalog.shelf import Shelf
from toollib.desk.action import Action
from toollib.desk.context import Context
from toollib.desk.reserving import GivenUp
from toollib.desk.things import NewTool, ToolEdit, understood
from toollib.rules.reasons import reason
from toollib.store import reservations
from toollib.store.builds import BuildRecord
from toollib.workshop.build_views import Build

if TYPE_CHECKING:
    from toollib.workshop.builds import Outcome


def new_tool(action: Action, shelf: Shelf, build: BuildRecord, outcome: "Outcome") -> NewTool | None:
    """The tool that comes of a build; None where none does. By the design as it is now, if it can still be read."""
    design = shelf.get(build.design)
    makes = build.makes if design is None else design.makes_tool
    if makes is None:
        if (outcome.tag, outcome.owner, outcome.place) != (None, None, None):
            text = f"{build.name} puts no tool on the shelf (it has no makes-tool): leave tag, owner and place out"
            action.reasons.append(reason("kind-unknown", text))
        return None
    if action.context.vocabulary.find(makes) is None:
        action.hints.append(f"`toollib kind add {makes} NAME` makes it known")
    edit = ToolEdit(build.name, makes, outcome.tag, owner=outcome.owner, place=outcome.place)
    new = understood(action, edit)
    if any(each.code == "code-taken" for each in action.reasons):
        action.hints.append("without `--tag` it gets the next free one")
    return new


def warnings(context: Context, build: Build, given_up: GivenUp) -> Iterator[str]:
    """What refuses nothing: steps that nobody ticked, and what was reserved for the build and is free again."""
    left = [f"{each.n} {each.do}" for each in build.open_steps]
    if left:
        yield f"nobody ticked {'step' if len(left) == 1 else 'steps'} {', '.join(left)}"
    today = context.today.isoformat()
    found = (reservations.get(context.db, row, today) for row in given_up.claims)
    free = [each for each in found if each is not None]
    if free:
        names = ", ".join(each.tool or context.vocabulary.name(each.kind or "") for each in free)
        days = f"{min(each.from_day for each in free)} to {max(each.to_day for each in free)}"
        yield f"free again, since nobody collected what was reserved from {days}: {names}"

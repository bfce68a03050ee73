"""Rows of builds → their views."""

from collections.abc import Callable
from datetime import date

from toollib.desk.context import Context, instant
from toollib.desk.facts import day
from toollib.desk.lookup import tool_row
from toollib.rules.work import hours_of
from toollib.store import builds
from toollib.store.builds import BuildRecord, BuildState
from toollib.workshop.build_views import Build, BuildPhoto, BuildStep, Provenance


def build_view(context: Context, build: int, current: Callable[[str], str]) -> Build:
    """A build that is there; `current`: the id that a design has now."""
    db = context.db
    record = builds.get(db, build)
    assert record is not None  # noqa: S101 - only numbers that were read before come here
    people = builds.members(db, build)
    steps = builds.steps(db, build)
    minutes = [each.minutes for each in steps if each.minutes is not None]
    return Build(
        id=str(build),
        design=current(record.design),
        name=record.name,
        version=record.version,
        state=state_of(record, context.today),
        members=tuple(each.member for each in people if each.member is not None),
        people=len(people),
        reserved_from=day(record.first),
        reserved_to=day(record.last),
        started_at=None if record.started_at is None else instant(record.started_at),
        finished_at=None if record.finished_at is None else instant(record.finished_at),
        stopped_at=None if record.stopped_at is None else instant(record.stopped_at),
        steps=tuple(
            BuildStep(
                each.n,
                each.slug,
                each.text,
                None if each.done_at is None else instant(each.done_at),
                each.member,
                None if each.minutes is None else hours_of(each.minutes),
            )
            for each in steps
        ),
        hours=hours_of(sum(minutes)) if minutes else None,
        note=record.note,
        photos=tuple(
            BuildPhoto(str(each.row), each.name, each.path, instant(each.added_at))
            for each in builds.photos(db, build)
        ),
        tool=record.tool,
    )


def provenance(context: Context, tool: str, current: Callable[[str], str]) -> Provenance | None:
    """From which build a tool comes; None for one that was not built here. `current` is not asked for those.

    Raises:
        Refused: the reasons of the tool's name.
    """
    with context.db.reading():
        made = builds.of_tool(context.db, tool_row(context, tool))
    if made is None or made.finished_at is None:
        return None
    return Provenance(str(made.row), current(made.design), made.version, instant(made.finished_at))


def state_of(record: BuildRecord, today: date) -> BuildState:
    """Reserved or lapsed if it was not started, else under way, finished or stopped."""
    if record.finished_at is not None:
        return "finished"
    if record.stopped_at is not None:
        return "stopped"
    if record.started_at is not None:
        return "under-way"
    return "reserved" if record.last is not None and record.last >= today.isoformat() else "lapsed"

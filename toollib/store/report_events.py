"""How much of what was done, for the reports: events by verb and stretch of time."""

from typing import NamedTuple

from toollib.store.database import Database
from toollib.store.records import record
from toollib.store.report_time import grouping


class Done(NamedTuple):
    """How often a verb was done in a stretch of time, and how many of these were undone by now."""

    stretch: int
    what: str
    times: int
    undone: int


def earliest(db: Database) -> str | None:
    """When the first event happened."""
    at: str | None = db.value("SELECT min(at) FROM event")
    return at


def by_stretch(db: Database, starts: tuple[str, ...], start: str, end: str) -> list[Done]:
    """The events from one instant to before another by stretch and verb."""
    stretch, values = grouping("e.at", starts)
    rows = db.all(
        f"""SELECT {stretch} AS stretch, e.what, count(*), count(u.id)
        FROM event e LEFT JOIN event u ON u.undoes = e.id WHERE e.at >= :start AND e.at < :end
        GROUP BY stretch, e.what ORDER BY stretch, e.what""",
        {**values, "start": start, "end": end},
    )
    return [record(Done, row) for row in rows]

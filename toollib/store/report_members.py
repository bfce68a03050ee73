"""What the tables of people say for the reports: counts only, nobody's name."""

from toollib.store.database import Database
from toollib.store.report_time import grouping

# One row for each person who joined: neither a second record of somebody nor a sign-up that was taken back.
_REAL = "merged_into IS NULL AND code NOT LIKE 'undone-%'"


def earliest(db: Database) -> str | None:
    """When the first member was entered."""
    at: str | None = db.value(f"SELECT min(added_at) FROM member WHERE {_REAL}")
    return at


def joined(db: Database, starts: tuple[str, ...], start: str, end: str) -> dict[int, int]:
    """How many members were entered from one instant to before another, by stretch."""
    stretch, values = grouping("added_at", starts)
    rows = db.all(
        f"""SELECT {stretch} AS stretch, count(*) FROM member WHERE {_REAL} AND added_at >= :start AND added_at < :end
        GROUP BY stretch""",
        {**values, "start": start, "end": end},
    )
    return {row[0]: row[1] for row in rows}

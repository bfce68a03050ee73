"""What the tables of people say for the reports: counts only, nobody's name."""

from typing import NamedTuple

from toollib.store.database import Database
from toollib.store.impact import JOINED, REAL
from toollib.store.records import record
from toollib.store.report_loans import COUNTS
from toollib.store.report_time import Stretches, grouping


def earliest(db: Database) -> str | None:
    """When the first member was entered."""
    at: str | None = db.value(f"SELECT min(added_at) FROM member WHERE {REAL}")
    return at


def joined(db: Database, days: Stretches) -> dict[int, int]:
    """How many members joined, by stretch of local days."""
    stretch, values = grouping(JOINED, days.starts)
    rows = db.all(
        f"""SELECT {stretch} AS stretch, count(*) FROM member WHERE {REAL} AND {JOINED} >= :start AND {JOINED} < :end
        GROUP BY stretch""",
        {**values, "start": days.start, "end": days.end},
    )
    return {row[0]: row[1] for row in rows}


class People(NamedTuple):
    """How many members came, went and borrowed in one stretch of time."""

    stretch: int
    joined: int
    ended: int
    erased: int
    borrowers: int


class Topic(NamedTuple):
    """One topic of inductions: members who may, of all who ever were inducted; given in the span."""

    topic: str
    valid: int
    ever: int
    given: int


def by_stretch(db: Database, instants: Stretches, days: Stretches, *, ended_before: str) -> list[People]:
    """Members by stretch of time, given as instants and as the local days that these are; empty stretches are left out.

    Ended: a membership of which the last day lies in the stretch, before the day `ended_before`, and that was not
    renewed by now. Borrowers: members with a loan that began then, as far as loans still know their member.
    """
    found: dict[int, list[int]] = {}
    asked = (
        (JOINED, days, f"count(*) FROM member WHERE {REAL}"),
        (
            "until",
            days._replace(end=min(days.end, ended_before)),
            f"count(*) FROM member WHERE {REAL} AND erased_at IS NULL",
        ),
        ("erased_at", instants, f"count(*) FROM member WHERE {REAL}"),
        ("out_at", instants, f"count(DISTINCT member) FROM loan WHERE {COUNTS}"),
    )
    for which, (column, when, counted) in enumerate(asked):
        stretch, values = grouping(column, when.starts)
        rows = db.all(
            f"SELECT {stretch} AS stretch, {counted} AND {column} >= :start AND {column} < :end GROUP BY stretch",
            {**values, "start": when.start, "end": when.end},
        )
        for at, count in rows:
            found.setdefault(at, [0, 0, 0, 0])[which] = count
    return [People(at, *counts) for at, counts in sorted(found.items())]


def borrowers(db: Database, start: str, end: str) -> int:
    """How many members began a loan in a span, as far as loans still know their member."""
    count: int = db.value(
        f"SELECT count(DISTINCT member) FROM loan WHERE {COUNTS} AND out_at >= ? AND out_at < ?",
        (start, end),
    )
    return count


def inductions(db: Database, first_day: str, last_day: str, today: str) -> list[Topic]:
    """The topics of inductions of members who are here: valid today, ever, and given between two days (inclusive)."""
    rows = db.all(
        """SELECT topic, sum(newest = 1 AND (until IS NULL OR until >= :today)), count(DISTINCT member),
        sum(on_day >= :first AND on_day <= :last)
        FROM (SELECT i.*, row_number() OVER (PARTITION BY i.member, i.topic ORDER BY i.on_day DESC, i.id DESC) AS newest
            FROM induction i JOIN member m ON m.id = i.member AND m.erased_at IS NULL)
        GROUP BY topic ORDER BY topic""",
        {"first": first_day, "last": last_day, "today": today},
    )
    return [record(Topic, row) for row in rows]

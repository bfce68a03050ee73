"""What the ledger says for the reports: sums by stretch of time, sort of line and method, and what is owed at an end.

A line that was taken back stays where it was, and the line that took it back counts against the same sort on its own
day: so every day adds up to what the ledger has for it.
"""

from typing import NamedTuple

from toollib.store.database import Database
from toollib.store.records import record
from toollib.store.report_time import grouping

# Moving a balance between two records of one person is neither charge nor payment; it comes to nothing in the sum.
_LINES = """FROM ledger l LEFT JOIN ledger v ON v.id = l.voids
WHERE l.at >= :start AND l.at < :end AND NOT (l.kind = 'void' AND l.voids IS NULL)"""
_KIND, _REASON, _METHOD = (f"coalesce(v.{name}, l.{name})" for name in ("kind", "reason", "method"))
# A line counts once, its taking back takes it away again.
_TIMES = "sum(CASE WHEN l.voids IS NULL THEN 1 ELSE -1 END)"


class Booked(NamedTuple):
    """Lines of one sort in one stretch of time; `amount` in minor units: what they changed in the debts."""

    stretch: int
    kind: str
    reason: str | None
    method: str | None
    times: int
    amount: int


class Owed(NamedTuple):
    """All accounts at one instant, in minor units: debts with how many owe, credit with how many have it, deposits held."""

    debts: int
    debtors: int
    credit: int
    creditors: int
    deposits: int


def earliest(db: Database) -> str | None:
    """When the first line was written."""
    at: str | None = db.value("SELECT min(at) FROM ledger")
    return at


def by_stretch(db: Database, starts: tuple[str, ...], start: str, end: str) -> list[Booked]:
    """The lines from one instant to before another by stretch, kind, reason and method."""
    stretch, values = grouping("l.at", starts)
    rows = db.all(
        f"""SELECT {stretch} AS stretch, {_KIND} AS kind, {_REASON} AS reason, {_METHOD} AS method,
        {_TIMES}, sum(l.amount) {_LINES} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4""",
        {**values, "start": start, "end": end},
    )
    return [record(Booked, row) for row in rows]


def owed(db: Database, end: str) -> Owed:
    """What was owed just before an instant."""
    row = db.one(
        """SELECT coalesce(sum(max(sum, 0)), 0), coalesce(sum(sum > 0), 0), -coalesce(sum(min(sum, 0)), 0),
        coalesce(sum(sum < 0), 0),
        (SELECT coalesce(sum(amount), 0) FROM ledger WHERE reason = 'deposit' AND at < :end)
        FROM (SELECT sum(amount) AS sum FROM ledger WHERE at < :end GROUP BY member)""",
        {"end": end},
    )
    return Owed(*(row or ()))

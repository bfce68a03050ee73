"""Who waits for what, and what is claimed: the reads that the desk shows today."""

from toollib.store.database import Database
from toollib.store.driver import Row
from toollib.store.records import HoldRecord, ReservationRecord, record

_HOLD = """
SELECT h.id, m.code, m.name, h.kind, coalesce(t.code, c.code), h.state,
       CASE WHEN h.state = 'waiting' THEN (SELECT count(*) FROM hold w WHERE w.state = 'waiting' AND w.id <= h.id
            AND (w.kind = h.kind OR w.copy = h.copy)) END,
       h.ready_until
FROM hold h JOIN member m ON m.id = h.member
LEFT JOIN tool t ON t.id = h.tool LEFT JOIN tool c ON c.id = h.copy
"""
_RESERVATION = """
SELECT r.id, m.code, m.name, t.code, r.kind, r.from_day, r.to_day, r.state, r.build
FROM reservation r JOIN member m ON m.id = r.member LEFT JOIN tool t ON t.id = r.copy
"""


def ready(db: Database, today: str) -> list[HoldRecord]:
    """Holds whose copy is kept ready today, the soonest to end first."""
    rows = db.all(
        f"{_HOLD} WHERE h.state = 'ready' AND h.ready_until >= ? ORDER BY h.ready_until, h.id", (today,)
    )
    return _holds(rows)


def starting(db: Database, today: str) -> list[ReservationRecord]:
    """Reservations that begin today."""
    rows = db.all(f"{_RESERVATION} WHERE r.state = 'accepted' AND r.from_day = ? ORDER BY r.id", (today,))
    return [record(ReservationRecord, row) for row in rows]


def open_repairs(db: Database) -> list[tuple[int, str, str, str]]:
    """Open repair tickets: id, tag, text, when opened; the oldest first."""
    rows = db.all(
        """SELECT r.id, t.code, r.text, r.opened_at FROM repair r JOIN tool t ON t.id = r.tool
        WHERE r.fixed_at IS NULL ORDER BY r.id"""
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def waiting_beyond_free(db: Database, tool: int, kind: str, today: str) -> int:
    """How many waiting holds no free copy other than this one can serve; a hold on this very copy, none can."""
    count = "SELECT count(*) FROM hold WHERE state = 'waiting' AND"
    for_this = int(db.value(f"{count} copy = ?", (tool,)))
    for_any = int(db.value(f"{count} kind = ?", (kind,)))
    if not for_any:
        return for_this
    free = int(
        db.value(
            """SELECT count(*) FROM tool t WHERE t.kind = ? AND t.id <> ? AND t.lost_at IS NULL
            AND t.retired_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM repair r WHERE r.tool = t.id AND r.fixed_at IS NULL)
            AND NOT EXISTS (SELECT 1 FROM loan l WHERE l.tool = t.id AND l.returned_at IS NULL)
            AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.tool = t.id AND h.state = 'ready'
                            AND h.ready_until >= ?)""",
            (kind, tool, today),
        )
    )
    return for_this + max(0, for_any - free)


def _holds(rows: list[Row]) -> list[HoldRecord]:
    return [record(HoldRecord, row) for row in rows]


def waiting_for(db: Database, tool: int, kind: str) -> int:
    """How many wait for this copy or any of its kind."""
    return int(
        db.value(
            """SELECT (SELECT count(*) FROM hold WHERE state = 'waiting' AND kind = ?)
            + (SELECT count(*) FROM hold WHERE state = 'waiting' AND copy = ?)""",
            (kind, tool),
        )
    )


def first_waiting(db: Database, tool: int, kind: str) -> str | None:
    """The name of the member who waits longest for this copy or any of its kind, or None."""
    name: str | None = db.value(
        """SELECT m.name FROM hold h JOIN member m ON m.id = h.member
        WHERE h.state = 'waiting' AND (h.kind = ? OR h.copy = ?) ORDER BY h.id LIMIT 1""",
        (kind, tool),
    )
    return name

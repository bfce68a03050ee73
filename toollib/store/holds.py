"""Who waits for what, and what is claimed: the reads that the desk shows today."""

import json
from collections.abc import Iterable

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
SELECT r.id, m.code, m.name, t.code, r.kind, r.from_day, r.to_day, r.state, r.build, b.name
FROM reservation r JOIN member m ON m.id = r.member LEFT JOIN tool t ON t.id = r.copy
LEFT JOIN build b ON b.id = r.build
"""


def ready(db: Database, today: str, limit: int, offset: int = 0) -> list[HoldRecord]:
    """Holds whose copy is kept ready today, the soonest to end first."""
    rows = db.all(
        f"""{_HOLD} WHERE h.state = 'ready' AND h.ready_until >= ?
        ORDER BY h.ready_until, h.id LIMIT ? OFFSET ?""",
        (today, limit, offset),
    )
    return _holds(rows)


def reservations(db: Database, rows: Iterable[int]) -> list[ReservationRecord]:
    """These reservations, in the order of the ids."""
    found = db.all(
        f"{_RESERVATION} JOIN json_each(?) wanted ON wanted.value = r.id ORDER BY wanted.key",
        (json.dumps(list(rows)),),
    )
    return [record(ReservationRecord, row) for row in found]


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
            AND t.retired_at IS NULL AND t.recalled_at IS NULL
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


def any_over(db: Database, today: str) -> bool:
    """Whether a ready copy was not collected in time: then the queue has moved on since it was written."""
    return (
        db.value("SELECT 1 FROM hold WHERE state = 'ready' AND ready_until < ? LIMIT 1", (today,)) is not None
    )


def kinds_over(db: Database, today: str) -> list[str]:
    """The kinds in whose queues that is so."""
    rows = db.all(
        """SELECT DISTINCT t.kind FROM hold h JOIN tool t ON t.id = h.tool
        WHERE h.state = 'ready' AND h.ready_until < ? ORDER BY t.kind""",
        (today,),
    )
    return [row[0] for row in rows]


def queue(db: Database, kind: str) -> list[tuple[int, str, int | None, int | None, str | None]]:
    """The holds on a kind and on single copies of it, waiting or ready, in order: id, state, copy, tool, until."""
    rows = db.all(
        """SELECT h.id, h.state, h.copy, h.tool, h.ready_until FROM hold h WHERE h.state IN ('waiting', 'ready')
        AND (h.kind = :kind OR h.copy IN (SELECT id FROM tool WHERE kind = :kind)) ORDER BY h.id""",
        {"kind": kind},
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]


def free_copies(db: Database, kind: str) -> list[int]:
    """The copies (rows) of a kind that are in and kept for nobody."""
    rows = db.all(
        """SELECT t.id FROM tool t WHERE t.kind = ? AND t.lost_at IS NULL AND t.retired_at IS NULL
        AND t.recalled_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM repair r WHERE r.tool = t.id AND r.fixed_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM loan l WHERE l.tool = t.id AND l.returned_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.tool = t.id AND h.state = 'ready') ORDER BY t.id""",
        (kind,),
    )
    return [row[0] for row in rows]


# What of a hold changes: its state, the copy kept ready, until when, when it was closed.
Kept = tuple[str, int | None, str | None, str | None]


def kept(db: Database, row: int) -> Kept:
    """What of a hold may change, as it is."""
    found = db.one("SELECT state, tool, ready_until, closed_at FROM hold WHERE id = ?", (row,))
    if found is None:
        raise LookupError(row)
    return found[0], found[1], found[2], found[3]


def set_kept(db: Database, row: int, now: Kept) -> None:
    """Set what of a hold changes."""
    db.run("UPDATE hold SET state = ?, tool = ?, ready_until = ?, closed_at = ? WHERE id = ?", (*now, row))


def place(db: Database, member: int, kind: str | None, copy: int | None, at: str) -> int:
    """Put a hold at the end of its queue, on any copy of a kind or on one copy; answers its id."""
    return db.run(
        "INSERT INTO hold (member, kind, copy, placed_at, state) VALUES (?, ?, ?, ?, 'waiting')",
        (member, kind, copy, at),
    )


def get(db: Database, row: int) -> HoldRecord | None:
    """The hold with this id, or None."""
    found = db.one(f"{_HOLD} WHERE h.id = ?", (row,))
    return None if found is None else record(HoldRecord, found)


def listed(db: Database, states: tuple[str, ...], limit: int, offset: int = 0) -> list[HoldRecord]:
    """Holds in one of these states, in the order they were placed."""
    marks = ", ".join("?" * len(states))
    rows = db.all(
        f"{_HOLD} WHERE h.state IN ({marks}) ORDER BY h.id LIMIT ? OFFSET ?", (*states, limit, offset)
    )
    return _holds(rows)


def of_member(db: Database, member: int) -> list[HoldRecord]:
    """What a member waits for or can collect, in the order placed."""
    rows = db.all(f"{_HOLD} WHERE h.member = ? AND h.state IN ('waiting', 'ready') ORDER BY h.id", (member,))
    return _holds(rows)


def of_copy(db: Database, tool: int, kind: str) -> list[HoldRecord]:
    """Who waits for a copy or any of its kind, and for whom it is kept ready, in the order placed."""
    rows = db.all(
        f"""{_HOLD} WHERE (h.state = 'waiting' AND (h.kind = :kind OR h.copy = :tool))
        OR (h.state = 'ready' AND h.tool = :tool) ORDER BY h.id""",
        {"kind": kind, "tool": tool},
    )
    return _holds(rows)


def of_kind(db: Database, kind: str) -> list[HoldRecord]:
    """Who waits for a kind or a copy of it, and for whom one is kept ready, in the order placed."""
    rows = db.all(
        f"""{_HOLD} WHERE h.id IN (SELECT id FROM hold WHERE state IN ('waiting', 'ready') AND kind = :kind
            UNION SELECT w.id FROM tool o JOIN hold w ON w.copy = o.id
            WHERE o.kind = :kind AND w.state IN ('waiting', 'ready')) ORDER BY h.id""",
        {"kind": kind},
    )
    return _holds(rows)


def fulfilled_by(db: Database, member: int, tool: int, kind: str) -> int | None:
    """The hold of a member that borrowing this copy fulfils: the one it is kept ready for, else the oldest."""
    row: int | None = db.value(
        """SELECT id FROM hold WHERE member = :member AND state IN ('waiting', 'ready')
        AND (kind = :kind OR copy = :tool) ORDER BY state = 'ready' AND tool = :tool DESC, id LIMIT 1""",
        {"member": member, "tool": tool, "kind": kind},
    )
    return row


def ready_on(db: Database, tool: int) -> int | None:
    """The hold for which a copy is kept ready, or None."""
    row: int | None = db.value("SELECT id FROM hold WHERE tool = ? AND state = 'ready'", (tool,))
    return row


def overlay(db: Database) -> None:
    """For the rest of the transaction, let `hold` mean a copy in memory that may be changed without writing."""
    db.run("CREATE TEMP TABLE hold AS SELECT * FROM main.hold")
    db.run("CREATE INDEX temp.hold_by_tool ON hold (tool, state)")
    db.run("CREATE INDEX temp.hold_by_kind ON hold (kind, state)")
    db.run("CREATE INDEX temp.hold_by_copy ON hold (copy, state)")


def has_open(db: Database, member: int, kind: str | None, copy: int | None) -> bool:
    """Whether a member waits for this kind, or this copy, or can collect it."""
    return (
        db.value(
            """SELECT 1 FROM hold WHERE member = ? AND state IN ('waiting', 'ready')
            AND (kind = ? OR copy = ?) LIMIT 1""",
            (member, kind, copy),
        )
        is not None
    )

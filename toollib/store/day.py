"""What a day at the desk has to tell of tools: tickets that are open, recalls, members' own that go back."""

from typing import NamedTuple

from toollib.store.database import Database
from toollib.store.records import record


class RepairRecord(NamedTuple):
    """An open repair ticket."""

    row: int
    tag: str
    text: str
    opened_at: str


class RecalledRecord(NamedTuple):
    """A copy that is recalled and still here, or with the member who has it out."""

    tag: str
    name: str
    why: str
    since: str
    holder: str | None
    holder_name: str | None


class GoingBackRecord(NamedTuple):
    """A member's own tool that its owner wants back: when, and until when it is out (None: it is in)."""

    tag: str
    name: str
    owner: str
    owner_name: str
    give_back: str
    due: str | None
    holder: str | None
    holder_name: str | None


_LOAN = """LEFT JOIN loan l ON l.tool = t.id AND l.returned_at IS NULL
LEFT JOIN member b ON b.id = l.member AND b.erased_at IS NULL"""


def open_repairs(db: Database, limit: int, offset: int = 0) -> list[RepairRecord]:
    """Open repair tickets, the oldest first."""
    rows = db.all(
        """SELECT r.id, t.code, r.text, r.opened_at FROM repair r JOIN tool t ON t.id = r.tool
        WHERE r.fixed_at IS NULL ORDER BY r.id LIMIT ? OFFSET ?""",
        (limit, offset),
    )
    return [record(RepairRecord, row) for row in rows]


def recalled(db: Database, limit: int, offset: int = 0) -> list[RecalledRecord]:
    """Copies that are recalled, neither retired nor lost: those that are still out first, then by tag."""
    rows = db.all(
        f"""SELECT t.code, t.name, coalesce(t.recall_why, ''), t.recalled_at, b.code, b.name FROM tool t {_LOAN}
        WHERE t.recalled_at IS NOT NULL AND t.retired_at IS NULL AND t.lost_at IS NULL
        ORDER BY l.id IS NULL, t.code LIMIT ? OFFSET ?""",
        (limit, offset),
    )
    return [record(RecalledRecord, row) for row in rows]


def going_back(db: Database, until: str, limit: int, offset: int = 0) -> list[GoingBackRecord]:
    """Members' own tools whose owner wants them back by a day (inclusive), the soonest first."""
    rows = db.all(
        f"""SELECT t.code, t.name, o.code, o.name, t.give_back, l.due, b.code, b.name
        FROM tool t JOIN member o ON o.id = t.owner {_LOAN}
        WHERE t.owner IS NOT NULL AND t.give_back <= ? AND t.retired_at IS NULL AND t.lost_at IS NULL
        ORDER BY t.give_back, t.code LIMIT ? OFFSET ?""",
        (until, limit, offset),
    )
    return [record(GoingBackRecord, row) for row in rows]

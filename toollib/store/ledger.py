"""The ledger: lines that are never changed; what a member owes is their sum."""

from collections.abc import Iterable
from dataclasses import dataclass

from toollib.store.database import Database
from toollib.store.records import EntryRecord, record

_SELECT = """
SELECT l.id, l.at, l.member, l.kind, l.amount, l.reason, l.method, l.loan, l.event, d.why
FROM ledger l LEFT JOIN detail d ON d.event = l.event
"""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A line to be added. `amount` in minor units: what it changes in the debt (a charge above zero)."""

    at: str
    member: int
    kind: str
    amount: int
    event: int
    reason: str | None = None
    method: str | None = None
    loan: int | None = None
    voids: int | None = None


_COLUMNS = ("at", "member", "kind", "amount", "reason", "method", "loan", "event", "voids")


def add(db: Database, entry: NewEntry) -> int:
    """Add a line; answers its id."""
    return db.run(
        f"INSERT INTO ledger ({', '.join(_COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [getattr(entry, name) for name in _COLUMNS],
    )


def get(db: Database, row: int) -> EntryRecord:
    """The line with this id."""
    found = db.one(f"{_SELECT} WHERE l.id = ?", (row,))
    if found is None:
        raise LookupError(row)
    return record(EntryRecord, found)


def of_member(db: Database, member: int) -> list[EntryRecord]:
    """All lines of a member, oldest first; those of a second record that went into theirs among them."""
    mine = "l.member = ?1 OR l.member IN (SELECT id FROM member WHERE merged_into = ?1)"
    return _records(db, f"WHERE {mine} ORDER BY l.id", member)


def of_event(db: Database, event: int) -> list[EntryRecord]:
    """The lines that an event added, oldest first."""
    return _records(db, "WHERE l.event = ? ORDER BY l.id", event)


def owes(db: Database, member: int) -> int:
    """What a member owes, in minor units; below zero is credit."""
    return int(db.value("SELECT coalesce(sum(amount), 0) FROM ledger WHERE member = ?", (member,)))


def void(db: Database, entries: Iterable[EntryRecord], *, at: str, event: int) -> None:
    """Take back these lines by new ones; the database refuses to void a line twice."""
    for each in entries:
        add(
            db,
            NewEntry(
                at, each.member_row, "void", -each.amount, event, each.reason, None, each.loan, voids=each.row
            ),
        )


def _records(db: Database, where: str, value: int) -> list[EntryRecord]:
    return [record(EntryRecord, row) for row in db.all(f"{_SELECT} {where}", (value,))]


def deposit_of(db: Database, loan: int) -> int:
    """What is still held as a deposit for a loan, in minor units."""
    return int(
        db.value("SELECT coalesce(sum(amount), 0) FROM ledger WHERE loan = ? AND reason = 'deposit'", (loan,))
    )

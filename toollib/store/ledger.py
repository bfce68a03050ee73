"""The ledger: lines that are never changed; what a member owes is their sum."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

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
        member = account_of(db, each.member_row)
        add(
            db,
            NewEntry(at, member, "void", -each.amount, event, each.reason, None, each.loan, voids=each.row),
        )


def account_of(db: Database, member: int) -> int:
    """Whose account the lines of a member count in: their own, or that into which theirs was merged."""
    return int(db.value("SELECT coalesce(merged_into, id) FROM member WHERE id = ?", (member,)))


def find(db: Database, number: str) -> EntryRecord | None:
    """The line with this number as somebody typed it, or None."""
    if not (number.isascii() and number.isdigit()) or len(number) > 18:
        return None
    found = db.one(f"{_SELECT} WHERE l.id = ?", (int(number),))
    return None if found is None else record(EntryRecord, found)


class LineState(NamedTuple):
    """What became of a line: whether it was taken back, its member left, its loan is open."""

    voided: bool
    member_left: bool
    loan_open: bool


def state_of(db: Database, entry: EntryRecord) -> LineState:
    """What became of a line since it was added."""
    row = db.one(
        """SELECT EXISTS (SELECT 1 FROM ledger WHERE voids = :entry),
        EXISTS (SELECT 1 FROM member WHERE id = :member AND erased_at IS NOT NULL),
        EXISTS (SELECT 1 FROM loan WHERE id = :loan AND returned_at IS NULL)""",
        {"entry": entry.row, "member": account_of(db, entry.member_row), "loan": entry.loan},
    )
    return LineState(*map(bool, row or ()))


def leaned_on(db: Database, event: int) -> list[str]:
    """What was done by hand since with the money of an event: "void" of a line of its, "refund" of credit it gave."""
    found = db.all(
        """SELECT DISTINCT 'void' FROM ledger v JOIN ledger l ON l.id = v.voids WHERE l.event = :event
        UNION ALL SELECT DISTINCT 'refund' FROM ledger r JOIN ledger l ON l.member = r.member
        WHERE l.event = :event AND l.amount < 0 AND r.event > :event AND r.kind = 'refund' AND r.reason IS NULL
        AND NOT EXISTS (SELECT 1 FROM ledger v WHERE v.voids = r.id)""",
        {"event": event},
    )
    return [row[0] for row in found]


def _records(db: Database, where: str, value: int) -> list[EntryRecord]:
    return [record(EntryRecord, row) for row in db.all(f"{_SELECT} {where}", (value,))]


def deposit_of(db: Database, loan: int) -> int:
    """What is still held as a deposit for a loan, in minor units."""
    return int(
        db.value("SELECT coalesce(sum(amount), 0) FROM ledger WHERE loan = ? AND reason = 'deposit'", (loan,))
    )

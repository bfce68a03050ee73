"""Members: reading them with what is derived, adding, changing, and finding them by name."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from catalog.text import fold
from toollib.store import rows
from toollib.store.database import Database
from toollib.store.records import MemberRecord, record
from toollib.store.words import prefix_query

# `:cutoff` is the last due date that is overdue today.
COLUMNS = """
m.id, m.code, m.name, m.email, m.phone, m.tier, m.since, m.until, m.role, m.waiver_at, m.waiver_version,
m.identity_at, m.no_access_before, m.block_why, m.block_until, m.note,
(SELECT coalesce(sum(amount), 0) FROM ledger WHERE member = m.id),
(SELECT count(*) FROM loan WHERE member = m.id AND returned_at IS NULL),
(SELECT count(*) FROM loan WHERE member = m.id AND returned_at IS NULL AND due <= :cutoff)
"""
# What `change` may set, so that no name from outside comes into the SQL.
EDITABLE = frozenset(
    {
        "code", "name", "email", "phone", "tier", "since", "until", "role", "waiver_at", "waiver_version", "identity_at",
        "no_access_before", "blocked_at", "block_why", "block_until", "note", "erased_at", "words",
    }
)  # fmt: skip


def get(db: Database, row: int, cutoff: str) -> MemberRecord:
    """The member in this row."""
    found = db.one(f"SELECT {COLUMNS} FROM member m WHERE m.id = :row", {"row": row, "cutoff": cutoff})
    if found is None:
        raise LookupError(row)
    return record(MemberRecord, found)


def several(db: Database, members: Iterable[int], cutoff: str) -> list[MemberRecord]:
    """These members, in the order of the rows."""
    found = db.all(
        f"""SELECT {COLUMNS} FROM json_each(:rows) wanted JOIN member m ON m.id = wanted.value ORDER BY wanted.key""",
        {"rows": json.dumps(list(members)), "cutoff": cutoff},
    )
    return [record(MemberRecord, row) for row in found]


def by_name(db: Database, name: str, limit: int = 10) -> list[int]:
    """Rows of the members whom this name may mean: an exact name alone, else all whose words begin so.

    Something with a digit in it is a half-read card sooner than a name: then only an exact name counts.
    """
    query = prefix_query(name)
    if not query:
        sql = "SELECT id FROM member WHERE instr(name, ?) > 0 AND erased_at IS NULL ORDER BY id LIMIT ?"
        return [row[0] for row in db.all(sql, (name.strip(), limit))] if name.strip() else []
    hits = db.all(
        """SELECT m.id, m.name FROM member_fts f JOIN member m ON m.id = f.rowid
        WHERE member_fts MATCH ? AND m.erased_at IS NULL ORDER BY rank, m.id LIMIT 200""",
        (f"{{name words}} : ({query})",),
    )
    exact = [row[0] for row in hits if fold(row[1]).split() == fold(name).split()]
    half_read = any(char.isdigit() for char in name)
    return (exact or ([] if half_read else [row[0] for row in hits]))[:limit]


def add(db: Database, values: Mapping[str, Any]) -> int:
    """Put in a member with these columns (`code`, `name`, `added_at` and what else is known); answers the row."""
    return rows.insert(db, "member", values, EDITABLE | {"code", "added_at"})


def change(db: Database, row: int, values: Mapping[str, Any]) -> None:
    """Set these columns of a member."""
    rows.update(db, "member", row, values, EDITABLE)


def columns(db: Database, row: int, names: Iterable[str]) -> dict[str, Any]:
    """The values of these columns as they are kept."""
    return rows.columns(db, "member", row, names, known=EDITABLE)


def code_of(db: Database, row: int) -> str:
    """The id of the member in this row."""
    return str(db.value("SELECT code FROM member WHERE id = ?", (row,)))


def founded(db: Database, roles: Iterable[str]) -> bool:
    """Whether some member holds one of these roles."""
    return bool(
        db.value(
            """SELECT 1 FROM member WHERE role IN (SELECT value FROM json_each(?)) AND role IS NOT NULL
            AND erased_at IS NULL LIMIT 1""",
            (json.dumps(list(roles)),),
        )
    )


def inductions(db: Database, members: Iterable[int]) -> dict[int, dict[str, str | None]]:
    """Topic → last day (None: for ever) for each of these members; the newest induction of a topic counts."""
    sql = """SELECT member, topic, until FROM induction WHERE member IN (SELECT value FROM json_each(?))
        ORDER BY member, topic, on_day, id"""
    return {member: dict(found) for member, found in rows.bunched(db, sql, members).items()}


def induct(db: Database, row: int, values: Mapping[str, Any]) -> int:
    """Put in an induction of this member: topic, on_day, until, by, and the event if there is one of its own."""
    return db.run(
        """INSERT INTO induction (member, topic, on_day, until, by, event)
        VALUES (:row, :topic, :on_day, :until, :by, :event)""",
        {"event": None, **values, "row": row},
    )


def owed_parts(db: Database, members: Iterable[int]) -> dict[int, list[tuple[Any, ...]]]:
    """Parts that these members still owe: name, count, tag of the kit."""
    sql = """SELECT p.member, p.name, p.qty, t.code FROM owed_part p JOIN tool t ON t.id = p.tool
        WHERE p.closed_at IS NULL AND p.member IN (SELECT value FROM json_each(?)) ORDER BY p.id"""
    return rows.bunched(db, sql, members)


def cards(db: Database, members: Iterable[int]) -> dict[int, list[str]]:
    """The cards of these members as they were written, their id not among them."""
    sql = """SELECT c.member, c.shown FROM code c JOIN member m ON m.id = c.member
        WHERE c.member IN (SELECT value FROM json_each(?)) AND c.shown <> m.code ORDER BY c.member, c.key"""
    return {member: [card for (card,) in found] for member, found in rows.bunched(db, sql, members).items()}


def forget_induction(db: Database, row: int, topic: str) -> None:
    """Take back the newest induction of a topic."""
    db.run(
        "DELETE FROM induction WHERE id = (SELECT max(id) FROM induction WHERE member = ? AND topic = ?)",
        (row, topic),
    )


def forget_inductions(db: Database, row: int) -> None:
    """Take back all inductions of a member."""
    db.run("DELETE FROM induction WHERE member = ?", (row,))


def by_exact_name(db: Database, name: str) -> int | None:
    """The row of the one member with exactly this name, or None."""
    hits = db.all("SELECT id FROM member WHERE name = ? AND erased_at IS NULL LIMIT 2", (name,))
    return hits[0][0] if len(hits) == 1 else None

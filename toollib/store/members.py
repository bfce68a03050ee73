"""Members: reading them with what is derived, adding, changing, and finding them by name."""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from toollib.store import rows
from toollib.store.database import Database
from toollib.store.records import MemberRecord, record
from toollib.store.words import begins_a_name, prefix_query, same_name, same_name_query

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


def exactly(db: Database, name: str, limit: int = 10) -> list[int]:
    """Rows of the members with exactly this name, case and accents aside, by their ids."""
    query = same_name_query(name)
    if query:
        hits = db.all(
            """SELECT m.id, m.name FROM member_fts f JOIN member m ON m.id = f.rowid
            WHERE member_fts MATCH ? AND m.erased_at IS NULL ORDER BY f.rowid""",
            (f"{{words}} : ({query})",),
        )
    elif name.strip():
        hits = db.all(_HAS, (name.strip(),))
    else:
        return []
    return [row[0] for row in hits if same_name(row[1], name)][:limit]


def by_name(db: Database, name: str, limit: int = 10) -> list[int]:
    """Rows of the members whom this name may mean: an exact name alone, else all whose names' words begin so.

    Something with a digit in it is a half-read card sooner than a name: then only an exact name counts. What else
    members can be searched by (e-mail, telephone, cards) is no name.
    """
    if exact := exactly(db, name, limit):
        return exact
    if any(char.isdigit() for char in name):
        return []
    query = prefix_query(name)
    if not query:  # no letter in it: a sign of some script or an emoji, never a mere full stop
        return [row[0] for row in db.all(_HAS, (name.strip(),))][:limit] if _is_sign(name) else []
    plainly = db.all(
        """SELECT m.id FROM member_fts f JOIN member m ON m.id = f.rowid
        WHERE member_fts MATCH ? AND m.erased_at IS NULL ORDER BY f.rowid LIMIT ?""",
        (f"{{name}} : ({query})", limit),
    )
    # Names with accents, strokes or apostrophes are found by their folded words, which stand beside e-mail and cards.
    folded = db.all(
        """SELECT m.id, m.name FROM member_fts f JOIN member m ON m.id = f.rowid
        WHERE member_fts MATCH ? AND m.erased_at IS NULL AND (m.name GLOB '*[^ -~]*' OR m.name GLOB '*[''`]*')
        ORDER BY f.rowid""",
        (f"{{name words}} : ({query})",),
    )
    also = (row[0] for row in folded if begins_a_name(name, row[1]))
    return sorted({*(row[0] for row in plainly), *also})[:limit]


_HAS = "SELECT id, name FROM member WHERE instr(name, ?) > 0 AND erased_at IS NULL ORDER BY id"


def _is_sign(text: str) -> bool:
    return any(unicodedata.category(char)[0] in "SLN" and not char.isascii() for char in text)


def has_tier(db: Database, tier: str) -> bool:
    """Whether some member is of this tier."""
    return bool(db.value("SELECT 1 FROM member WHERE tier = ? AND erased_at IS NULL LIMIT 1", (tier,)))


def add(db: Database, values: Mapping[str, Any]) -> int:
    """Put in a member with these columns (`code`, `name`, `added_at` and what else is known); answers the row."""
    return rows.insert(db, "member", values, EDITABLE | {"code", "added_at"})


def change(db: Database, row: int, values: Mapping[str, Any]) -> None:
    """Set these columns of a member."""
    rows.update(db, "member", row, values, EDITABLE)


def columns(db: Database, row: int, names: Iterable[str]) -> dict[str, Any]:
    """The values of these columns as they are kept."""
    return rows.columns(db, "member", row, names, known=EDITABLE)


def added_at(db: Database, row: int) -> str:
    """When the member in this row was signed up."""
    return str(db.value("SELECT added_at FROM member WHERE id = ?", (row,)))


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


def inductions(
    db: Database, members: Iterable[int], by: str | None = None
) -> dict[int, dict[str, str | None]]:
    """Topic → last day (None: for ever) for each of these members; the newest induction of a topic counts.

    `by`: only what was passed on this local day or before.
    """
    sql = """SELECT member, topic, on_day, until FROM induction WHERE member IN (SELECT value FROM json_each(?))
        ORDER BY member, topic, on_day, id"""
    return {
        member: {topic: until for topic, passed, until in found if by is None or passed <= by}
        for member, found in rows.bunched(db, sql, members).items()
    }


def inducted(
    db: Database, members: Iterable[int]
) -> dict[int, dict[str, tuple[str | None, str, str | None]]]:
    """Topic → last day (None: for ever), day on which it was given, and by whom; the newest of a topic counts."""
    sql = """SELECT member, topic, until, on_day, by FROM induction
        WHERE member IN (SELECT value FROM json_each(?)) ORDER BY member, topic, on_day, id"""
    return {
        member: {topic: (until, on_day, by) for topic, until, on_day, by in found}
        for member, found in rows.bunched(db, sql, members).items()
    }


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
    """The cards of these members as they were written, their id (however it was written) not among them."""
    sql = """SELECT c.member, c.shown, c.key, m.code FROM code c JOIN member m ON m.id = c.member
        WHERE c.member IN (SELECT value FROM json_each(?)) ORDER BY c.member, c.key"""
    return rows.other_codes(db, sql, members)


def forget_induction(db: Database, row: int, topic: str) -> None:
    """Take back the newest induction of a topic."""
    db.run(
        "DELETE FROM induction WHERE id = (SELECT max(id) FROM induction WHERE member = ? AND topic = ?)",
        (row, topic),
    )


def forget_inductions(db: Database, row: int) -> None:
    """Take back all inductions of a member."""
    db.run("DELETE FROM induction WHERE member = ?", (row,))

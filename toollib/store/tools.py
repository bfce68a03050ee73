"""Tools: reading them with their derived state, adding, changing, and finding them by name."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from toollib.store import rows
from toollib.store.database import Database
from toollib.store.records import ToolRecord, record
from toollib.store.words import prefix_query, same_name, same_name_query

# One state, the first that holds (commands.md). `:today` decides whether a ready hold still stands.
STATE = """CASE WHEN t.lost_at IS NOT NULL THEN 'lost' WHEN t.retired_at IS NOT NULL THEN 'retired'
WHEN t.recalled_at IS NOT NULL OR EXISTS (SELECT 1 FROM repair r WHERE r.tool = t.id AND r.fixed_at IS NULL)
THEN 'repair'
WHEN l.id IS NOT NULL THEN 'out' WHEN h.id IS NOT NULL THEN 'ready' ELSE 'in' END"""
COLUMNS = f"""
t.id, t.code, t.name, t.kind, (SELECT code FROM member WHERE id = t.owner), t.price, t.branch, t.place, t.note,
{STATE}, t.retired_at IS NOT NULL, t.lost_at IS NOT NULL,
CASE WHEN t.recalled_at IS NOT NULL THEN 'recalled: ' || t.recall_why ELSE
(SELECT r.text FROM repair r WHERE r.tool = t.id AND r.fixed_at IS NULL AND r.owed IS NULL ORDER BY r.id LIMIT 1) END,
(SELECT group_concat(r.text, '; ') FROM repair r WHERE r.tool = t.id AND r.fixed_at IS NULL AND r.owed IS NOT NULL),
l.id, l.due, b.code, b.name, (SELECT code FROM member WHERE id = h.member),
(SELECT count(*) FROM hold w WHERE w.kind = t.kind AND w.state = 'waiting')
+ (SELECT count(*) FROM hold w WHERE w.copy = t.id AND w.state = 'waiting'),
t.give_back, t.terms
"""
JOINS = """
LEFT JOIN loan l ON l.tool = t.id AND l.returned_at IS NULL
LEFT JOIN member b ON b.id = l.member
LEFT JOIN hold h ON h.tool = t.id AND h.state = 'ready' AND h.ready_until >= :today
"""
EDITABLE = frozenset(
    {
        "code", "name", "kind", "owner", "price", "branch", "place", "note", "retired_at", "retired_why", "lost_at",
        "recalled_at", "recall_why", "give_back", "terms", "words",
    }
)  # fmt: skip


def get(db: Database, row: int, today: str) -> ToolRecord:
    """The tool in this row."""
    found = db.one(f"SELECT {COLUMNS} FROM tool t {JOINS} WHERE t.id = :row", {"row": row, "today": today})
    if found is None:
        raise LookupError(row)
    return record(ToolRecord, found)


def several(db: Database, tools: Iterable[int], today: str) -> list[ToolRecord]:
    """These tools, in the order of the rows."""
    found = db.all(
        f"""SELECT {COLUMNS} FROM json_each(:rows) wanted JOIN tool t ON t.id = wanted.value {JOINS}
        ORDER BY wanted.key""",
        {"rows": json.dumps(list(tools)), "today": today},
    )
    return [record(ToolRecord, row) for row in found]


def by_name(db: Database, name: str, limit: int = 10) -> tuple[list[int], list[int]]:
    """Rows of the tools that have exactly this name, and of those whose words begin so (best first).

    Nothing is lent on the second: half a tag would do for another tool.
    """
    query = prefix_query(name)
    if not query:
        return [], []
    same = db.all(
        """SELECT t.id, t.name FROM tool_fts f JOIN tool t ON t.id = f.rowid
        WHERE tool_fts MATCH ? ORDER BY f.rowid""",
        (f"{{words}} : ({same_name_query(name)})",),
    )
    near = db.all(
        """SELECT t.id FROM (SELECT rowid, rank FROM tool_fts WHERE tool_fts MATCH ? LIMIT 2000) f
        JOIN tool t ON t.id = f.rowid ORDER BY f.rank, t.id LIMIT ?""",
        (query, limit),
    )
    exact = [row[0] for row in same if same_name(row[1], name)]
    return exact[:limit], [row[0] for row in near]


def add(db: Database, values: Mapping[str, Any]) -> int:
    """Put in a tool with these columns (`code`, `name`, `kind`, `added_at` and what else is known); answers the row."""
    return rows.insert(db, "tool", values, EDITABLE | {"added_at"})


def change(db: Database, row: int, values: Mapping[str, Any]) -> None:
    """Set these columns of a tool."""
    rows.update(db, "tool", row, values, EDITABLE)


def columns(db: Database, row: int, names: Iterable[str]) -> dict[str, Any]:
    """The values of these columns as they are kept."""
    return rows.columns(db, "tool", row, names, known=EDITABLE)


def tag_of(db: Database, row: int) -> str:
    """The tag of the tool in this row."""
    return str(db.value("SELECT code FROM tool WHERE id = ?", (row,)))


def added_at(db: Database, row: int) -> str:
    """When the tool in this row was put on the shelf."""
    return str(db.value("SELECT added_at FROM tool WHERE id = ?", (row,)))


def accessories(db: Database, tools: Iterable[int]) -> dict[int, list[tuple[Any, ...]]]:
    """Name and count of the accessories of these tools."""
    sql = "SELECT tool, name, qty FROM accessory WHERE tool IN (SELECT value FROM json_each(?)) ORDER BY tool, id"
    return rows.bunched(db, sql, tools)


def set_accessories(db: Database, row: int, parts: Iterable[tuple[str, int]]) -> None:
    """Make these the accessories of a tool."""
    db.run("DELETE FROM accessory WHERE tool = ?", (row,))
    for name, qty in parts:
        db.run("INSERT INTO accessory (tool, name, qty) VALUES (?, ?, ?)", (row, name, qty))


def attributes(db: Database, tools: Iterable[int]) -> dict[int, dict[str, str]]:
    """Attributes of these tools as they were written, by name."""
    sql = """SELECT tool, name, quantity FROM attribute WHERE tool IN (SELECT value FROM json_each(?))
        ORDER BY tool, name"""
    return {tool: dict(found) for tool, found in rows.bunched(db, sql, tools).items()}


def set_attributes(db: Database, row: int, values: Mapping[str, str]) -> None:
    """Make these the attributes of a tool."""
    db.run("DELETE FROM attribute WHERE tool = ?", (row,))
    for name, quantity in values.items():
        db.run("INSERT INTO attribute (tool, name, quantity) VALUES (?, ?, ?)", (row, name, quantity))


def other_codes(db: Database, tools: Iterable[int]) -> dict[int, list[str]]:
    """The codes of these tools as they were written, their tag (however it was written) not among them."""
    sql = """SELECT c.tool, c.shown, c.key, t.code FROM code c JOIN tool t ON t.id = c.tool
        WHERE c.tool IN (SELECT value FROM json_each(?)) ORDER BY c.tool, c.key"""
    return rows.other_codes(db, sql, tools)


def on_shelf(db: Database, today: str) -> list[ToolRecord]:
    """All copies that the library has, lost ones among them, retired ones not, by tag."""
    hits = db.all(
        f"SELECT {COLUMNS} FROM tool t {JOINS} WHERE t.retired_at IS NULL ORDER BY t.code", {"today": today}
    )
    return [record(ToolRecord, row) for row in hits]


def per_kind(db: Database) -> dict[str, int]:
    """How many copies of each kind the library has."""
    hits = db.all(
        "SELECT kind, count(*) FROM tool WHERE retired_at IS NULL AND lost_at IS NULL GROUP BY kind ORDER BY kind"
    )
    return {row[0]: row[1] for row in hits}


def still_there(db: Database, tools: Iterable[int]) -> list[int]:
    """Those of these tools that the tables still have."""
    rows = db.all(
        "SELECT id FROM tool WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(tools)),)
    )
    return [row[0] for row in rows]


def kind_of(db: Database, row: int) -> str:
    """The kind of the tool in this row."""
    return str(db.value("SELECT kind FROM tool WHERE id = ?", (row,)))


def tags_of_kind(db: Database, kind: str) -> list[str]:
    """The tags of the copies of a kind that are neither lost nor retired."""
    hits = db.all(
        "SELECT code FROM tool WHERE kind = ? AND lost_at IS NULL AND retired_at IS NULL ORDER BY code",
        (kind,),
    )
    return [row[0] for row in hits]

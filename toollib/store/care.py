"""Care for tools as the tables keep it: repair tickets, parts that members owe, recalls, files."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from toollib.store import ledger
from toollib.store.database import Database
from toollib.store.records import EntryRecord, record


class TicketRecord(NamedTuple):
    """A repair ticket; `owed`: the part whose absence it is about, None for any other trouble."""

    row: int
    text: str
    opened_at: str
    fixed_at: str | None
    owed: int | None


class PartRecord(NamedTuple):
    """A part that a member owes; `ticket`: the open ticket that its absence keeps open, if it still does."""

    row: int
    member_row: int
    member: str
    member_name: str
    name: str
    qty: int
    ticket: int | None


class NewPart(NamedTuple):
    """A part that did not come back with a loan."""

    member: int
    tool: int
    loan: int
    name: str
    qty: int


class BorrowerRecord(NamedTuple):
    """Who had a tool, when last, and whether they still have it."""

    member: str
    name: str
    phone: str | None
    email: str | None
    tool: str
    out_at: str
    has_it: int


class FileRecord(NamedTuple):
    """A file of a tool; `path` is within the library's folder."""

    row: int
    what: str
    name: str
    path: str
    added_at: str


_TICKET = "SELECT id, text, opened_at, fixed_at, owed FROM repair"
_AMONG = "IN (SELECT value FROM json_each(?))"


def open_ticket(db: Database, tool: int, text: str, at: str, *, owed: int | None = None) -> int:
    """Open a repair ticket; answers its id."""
    return db.run(
        "INSERT INTO repair (tool, text, opened_at, owed) VALUES (?, ?, ?, ?)", (tool, text, at, owed)
    )


def tickets(db: Database, tool: int) -> list[TicketRecord]:
    """All repair tickets of a tool, oldest first."""
    return [record(TicketRecord, row) for row in db.all(f"{_TICKET} WHERE tool = ? ORDER BY id", (tool,))]


def open_tickets(db: Database, tool: int) -> list[TicketRecord]:
    """The open repair tickets of a tool, oldest first."""
    rows = db.all(f"{_TICKET} WHERE tool = ? AND fixed_at IS NULL ORDER BY id", (tool,))
    return [record(TicketRecord, row) for row in rows]


def fix(db: Database, rows: Iterable[int], at: str) -> None:
    """Close these tickets."""
    db.run(f"UPDATE repair SET fixed_at = ? WHERE id {_AMONG}", (at, _list(rows)))


def open_again(db: Database, rows: Iterable[int]) -> None:
    """Undo a closing: these tickets are open as before."""
    db.run(f"UPDATE repair SET fixed_at = NULL WHERE id {_AMONG}", (_list(rows),))


def came_with(db: Database, rows: Iterable[int], event: int) -> None:
    """Note the event that opened these tickets."""
    db.run(f"UPDATE repair SET event = ? WHERE id {_AMONG}", (event, _list(rows)))


def forget(db: Database, rows: Iterable[int]) -> None:
    """Undo an opening: these tickets never were, nor were the parts that are owed for them."""
    listed = _list(rows)
    parts = [
        row[0] for row in db.all(f"SELECT owed FROM repair WHERE owed NOTNULL AND id {_AMONG}", (listed,))
    ]
    db.run(f"DELETE FROM repair WHERE id {_AMONG}", (listed,))
    db.run(f"DELETE FROM owed_part WHERE id {_AMONG}", (_list(parts),))


def owe(db: Database, part: NewPart, at: str) -> int:
    """A member owes a part from now on; answers its id."""
    return db.run(
        "INSERT INTO owed_part (member, tool, loan, name, qty, opened_at) VALUES (?, ?, ?, ?, ?, ?)",
        (*part, at),
    )


def owed_of(db: Database, tool: int) -> list[PartRecord]:
    """The parts that members owe to a tool, oldest first."""
    rows = db.all(
        """SELECT p.id, p.member, m.code, m.name, p.name, p.qty,
        (SELECT r.id FROM repair r WHERE r.owed = p.id AND r.tool = p.tool AND r.fixed_at IS NULL)
        FROM owed_part p JOIN member m ON m.id = p.member
        WHERE p.tool = ? AND p.closed_at IS NULL ORDER BY p.id""",
        (tool,),
    )
    return [record(PartRecord, row) for row in rows]


def lacking(db: Database, tool: int) -> dict[str, int]:
    """What is missing of a tool now: name → count, of tickets that are open."""
    rows = db.all(
        """SELECT p.name, sum(p.qty) FROM repair r JOIN owed_part p ON p.id = r.owed
        WHERE r.tool = ? AND r.fixed_at IS NULL GROUP BY p.name ORDER BY p.name""",
        (tool,),
    )
    return {row[0]: row[1] for row in rows}


def owe_less(db: Database, part: int, qty: int) -> None:
    """Some of a part came back, `qty` are still owed."""
    db.run("UPDATE owed_part SET qty = ? WHERE id = ?", (qty, part))


def settle(db: Database, part: int, at: str, how: str) -> None:
    """A part is owed no longer; `how`: brought or charged."""
    db.run("UPDATE owed_part SET closed_at = ?, how = ? WHERE id = ?", (at, how, part))


def rename(db: Database, ticket: int, text: str) -> None:
    """Say otherwise what a ticket is about."""
    db.run("UPDATE repair SET text = ? WHERE id = ?", (text, ticket))


def copies_of(db: Database, kind: str) -> list[int]:
    """The copies of a kind that are not retired, by tag; lost ones among them, for they may be found."""
    rows = db.all("SELECT id FROM tool WHERE kind = ? AND retired_at IS NULL ORDER BY code", (kind,))
    return [row[0] for row in rows]


def recall(db: Database, tools: Iterable[int], at: str | None, why: str | None) -> None:
    """Mark these tools as recalled, or (with None) as recalled no longer."""
    db.run(f"UPDATE tool SET recalled_at = ?, recall_why = ? WHERE id {_AMONG}", (at, why, _list(tools)))


def recalled(db: Database, tools: Iterable[int]) -> list[int]:
    """Those of these tools that are recalled."""
    rows = db.all(
        f"SELECT id FROM tool WHERE recalled_at NOTNULL AND id {_AMONG} ORDER BY code", (_list(tools),)
    )
    return [row[0] for row in rows]


def recall_kind(db: Database, kind: str, why: str, *, at: str, event: int) -> None:
    """Copies of this kind that come later are recalled too."""
    db.run(
        "INSERT OR REPLACE INTO recalled_kind (kind, at, why, event) VALUES (?, ?, ?, ?)",
        (kind, at, why, event),
    )


def recall_over(db: Database, kind: str) -> bool:
    """End the recall of a kind; whether there was one."""
    return db.changed("DELETE FROM recalled_kind WHERE kind = ?", (kind,)) == 1


def why_recalled(db: Database, kind: str) -> str | None:
    """Why a kind is recalled, or None."""
    why: str | None = db.value("SELECT why FROM recalled_kind WHERE kind = ?", (kind,))
    return why


def borrowers(db: Database, tools: Iterable[int], since: str) -> list[BorrowerRecord]:
    """Who had one of these tools since an instant, each member once a tool: those who still have it first."""
    rows = db.all(
        f"""SELECT m.code, m.name, m.phone, m.email, t.code, max(l.out_at), max(l.returned_at IS NULL)
        FROM loan l JOIN member m ON m.id = l.member JOIN tool t ON t.id = l.tool
        WHERE l.undone IS NULL AND m.erased_at IS NULL AND l.tool {_AMONG}
        AND (l.returned_at IS NULL OR l.returned_at >= ?)
        GROUP BY m.id, t.id ORDER BY 7 DESC, 6 DESC, m.code, t.code""",
        (_list(tools), since),
    )
    return [record(BorrowerRecord, row) for row in rows]


def borrower_count(db: Database, tool: int) -> int:
    """To how many members a tool was lent; those whom a loan has forgotten are not among them."""
    sql = "SELECT count(DISTINCT member) FROM loan WHERE tool = ? AND undone IS NULL"
    return int(db.value(sql, (tool,)))


def standing_charges(db: Database, event: int, reason: str) -> list[EntryRecord]:
    """The lines of the ledger that an event added for a reason and that nobody has taken back."""
    voided = {
        row[0]
        for row in db.all(
            "SELECT v.voids FROM ledger l JOIN ledger v ON v.voids = l.id WHERE l.event = ?", (event,)
        )
    }
    return [each for each in ledger.of_event(db, event) if each.reason == reason and each.row not in voided]


def add_file(db: Database, tool: int, what: str, *, name: str, path: str, at: str) -> FileRecord:
    """Note a file of a tool."""
    row = db.run(
        "INSERT INTO file (tool, what, name, path, added_at) VALUES (?, ?, ?, ?, ?)",
        (tool, what, name, path, at),
    )
    return FileRecord(row, what, name, path, at)


def drop_file(db: Database, row: int) -> None:
    """Forget a file."""
    db.run("DELETE FROM file WHERE id = ?", (row,))


def is_told_of(db: Database, path: str) -> bool:
    """Whether the row of a tool's, a member's or a build's file names this path."""
    sql = """SELECT EXISTS (SELECT 1 FROM file WHERE path = :path
        UNION ALL SELECT 1 FROM build_file WHERE path = :path)"""
    return bool(db.value(sql, {"path": path}))


def files(db: Database, tool: int) -> list[FileRecord]:
    """The files of a tool, oldest first."""
    rows = db.all("SELECT id, what, name, path, added_at FROM file WHERE tool = ? ORDER BY id", (tool,))
    return [record(FileRecord, row) for row in rows]


def folder(db: Database) -> Path:
    """The folder that the database lies in."""
    return Path(db.value("SELECT file FROM pragma_database_list WHERE name = 'main'")).parent


def _list(rows: Iterable[int]) -> str:
    return json.dumps(list(rows))

"""Filling a new database in one go: the one way past the desk's single actions, for libraries that are made up.

The rows are the caller's answer for; what the tables themselves keep (keys, checks, one open loan a tool) they keep
here too. Guards and search triggers step aside while rows come in and stand again, word for word, before anybody
else can open the file.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from toollib.rules.reasons import refuse
from toollib.store.database import Database, create
from toollib.store.driver import sqlite3
from toollib.store.trouble import told

# The columns that rows come with, table by table; a row is a plain tuple in this order.
COLUMNS: dict[str, tuple[str, ...]] = {
    "member": (
        "id", "code", "name", "email", "phone", "tier", "since", "until", "role", "waiver_at", "identity_at",
        "no_access_before", "blocked_at", "block_why", "block_until", "note", "added_at", "words",
    ),
    "tool": (
        "id", "code", "name", "kind", "owner", "price", "branch", "place", "note", "added_at", "retired_at",
        "retired_why", "lost_at", "words",
    ),
    "code": ("key", "shown", "member", "tool"),
    "accessory": ("tool", "name", "qty"),
    "attribute": ("tool", "name", "quantity"),
    "event": ("id", "at", "who", "desk", "what", "about", "undoes"),
    "event_about": ("thing", "ref", "event"),
    "detail": ("event", "member", "why", "before", "after"),
    "loan": (
        "id", "tool", "member", "out_at", "due", "returned_at", "renewals", "late_days", "first_of_kind", "undone",
        "borrower",
    ),
    "borrowed": ("member", "kind", "loan"),
    "ledger": ("id", "at", "member", "kind", "amount", "reason", "method", "loan", "event", "voids"),
    "hold": (
        "id", "member", "kind", "copy", "placed_at", "state", "tool", "ready_until", "closed_at",
    ),
    "reservation": ("id", "member", "kind", "copy", "from_day", "to_day", "state", "placed_at"),
    "repair": ("id", "tool", "text", "opened_at", "fixed_at", "event"),
    "induction": ("id", "member", "topic", "on_day", "until", "by", "event"),
    "owed_part": ("id", "member", "tool", "loan", "name", "qty", "opened_at", "closed_at"),
    "unmet": ("day", "kind", "what", "codes", "count"),
    "wish": ("id", "kind", "text", "key", "placed_at", "closed_at", "closed_why"),
    "wish_vote": ("wish", "member", "at"),
    "build": (
        "id", "design", "name", "version", "makes", "placed_at", "started_at", "finished_at", "stopped_at", "note", "tool",
    ),
    "build_member": ("build", "member"),
    "build_step": ("build", "n", "slug", "text", "done_at", "member", "minutes"),
}  # fmt: skip
_SEARCH = ("tool_fts", "member_fts", "tool_part")
# Kept in order while rows come in: they are appended to or small. The others are sorted once at the end, which is
# several times quicker than finding the place of a million rows one by one.
_PRAGMAS = (
    "journal_mode = OFF",
    "synchronous = OFF",
    "cache_size = -200000",
    "foreign_keys = OFF",
    "secure_delete = OFF",
)
Rows = Sequence[tuple[Any, ...]]


class Bulk:
    """A database that is being filled; nobody else sees it yet."""

    def __init__(self, database: Database) -> None:
        self._connection = database.connection
        self._statements = {table: _insert(table, columns) for table, columns in COLUMNS.items()}

    def put(self, table: str, rows: Rows) -> None:
        """Put rows into a table; each has the columns of `COLUMNS`, in that order.

        Raises:
            Refused: `disk-full` and the like.
        """
        try:
            self._connection.executemany(self._statements[table], rows)
        except sqlite3.Error as error:
            raise (told(error) or error) from error


@contextmanager
def filling(path: Path) -> Iterator[Bulk]:
    """A new database at this path, there as a whole at the end or not at all.

    Raises:
        FileExistsError: there is something at this path.
        Refused: `library-damaged` if rows point to nothing, which is a fault of whoever made them.
    """
    if path.exists():
        raise FileExistsError(path)
    unfinished = path.with_name(f".{path.name}.unfinished")
    _forget(unfinished)
    database = create(unfinished)
    try:
        for pragma in _PRAGMAS:
            database.run(f"PRAGMA {pragma}")
        with database.writing():
            aside = _set_aside(database)
            yield Bulk(database)
            _stand_again(database, aside)
        _settle(database)
        database.close()
        _keep(unfinished, path)
    except BaseException:
        database.close()
        raise
    finally:
        _forget(unfinished)


def _insert(table: str, columns: tuple[str, ...]) -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"


def _set_aside(database: Database) -> list[str]:
    """Drop indexes and triggers of ours; answers the statements that make them again, in the order of the schema."""
    rows = database.all(
        """SELECT type, name, sql FROM sqlite_schema
        WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY rowid"""
    )
    for kind, name, _ in rows:
        database.run(f"DROP {kind} {name}")
    return [sql for _, _, sql in rows]


def _stand_again(database: Database, aside: list[str]) -> None:
    for table in _SEARCH:
        database.run(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
    for sql in aside:
        database.run(sql)


def _settle(database: Database) -> None:
    """Look whether every row points to one, then write the file as every library's is."""
    if broken := database.all("PRAGMA foreign_key_check"):
        raise refuse("library-damaged", f"{len(broken)} rows of the new library point to nothing")
    database.run("PRAGMA journal_mode = WAL")


def _keep(unfinished: Path, path: Path) -> None:
    """Write it through to the disk, then give it its name."""
    descriptor = os.open(unfinished, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    unfinished.replace(path)


def _forget(unfinished: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)

"""How a database is, looked at without changing it; works where the library itself does not open."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from toollib.store import events, members
from toollib.store.database import SCHEMA_VERSION, Database
from toollib.store.driver import SAFE_WITH_TWO_DESKS, SQLITE_VERSION, Row, sqlite3
from toollib.store.trouble import told

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Health:
    """What a look at a database found.

    `damage`: what SQLite's own check says, empty if all is well; `dangling`: tables with rows that point to nothing.
    `schema` is behind, equal to or ahead of `SCHEMA_VERSION`; `last_event`: its instant as the table keeps it.
    """

    damage: tuple[str, ...]
    dangling: tuple[str, ...]
    schema: int
    last_event: str | None
    founded: bool


def look(path: Path, founding_roles: Iterable[str]) -> Health:
    """Look at the database at this path; the whole file is read.

    Raises:
        Refused: `library-damaged`, `bad-file`, `library-busy` where it cannot even be looked at.
        sqlite3.Error: a fault of ours.
    """
    try:
        # A reader that may not write leaves the log's side files behind, so it writes where it may.
        mode = "rw" if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) else "ro"
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=5
        )
        connection.row_factory = Row
        try:
            return _look(Database(connection), founding_roles)
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise (told(error) or error) from error


def _look(db: Database, founding_roles: Iterable[str]) -> Health:
    damage = [str(row[0]) for row in db.all(f"PRAGMA integrity_check({_SHOWN})")]
    if damage != ["ok"]:
        return Health(tuple(damage), (), SCHEMA_VERSION, None, founded=True)
    dangling = dict.fromkeys(str(row[0]) for row in db.all("PRAGMA foreign_key_check"))
    schema = int(db.value("PRAGMA user_version"))
    tables = {str(row[0]) for row in db.all("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if not {"member", "event"} <= tables:
        return Health(("its tables are missing",), (), schema, None, founded=True)
    return Health((), tuple(dangling), schema, events.last_at(db), members.founded(db, founding_roles))


def sqlite_version() -> tuple[str, bool]:
    """Which SQLite runs, and whether it is safe with two desks."""
    return ".".join(map(str, SQLITE_VERSION)), SQLITE_VERSION >= SAFE_WITH_TWO_DESKS


def known_schema() -> int:
    """The schema that this program knows."""
    return SCHEMA_VERSION

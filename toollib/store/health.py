"""How a database is, looked at without changing it; works where the library itself does not open."""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from toollib.store import codes, events, kinds, members
from toollib.store.database import SCHEMA_VERSION, Database
from toollib.store.driver import SAFE_WITH_TWO_DESKS, SQLITE_VERSION, Row, sqlite3
from toollib.store.still import address, may_write
from toollib.store.trouble import told

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Health:
    """What a look at a database found.

    `damage`: what SQLite's own check says, empty if all is well; `dangling`: tables with rows that point to nothing.
    `schema` is behind, equal to or ahead of `SCHEMA_VERSION`; `last_event`: its instant as the table keeps it;
    `known`: those of the names asked for that are codes of tools or kinds made at the desk.
    """

    damage: tuple[str, ...]
    dangling: tuple[str, ...]
    schema: int
    last_event: str | None
    founded: bool
    known: frozenset[str] = frozenset()


def look(path: Path, founding_roles: Iterable[str], names: Iterable[str] = ()) -> Health:
    """Look at the database at this path; the whole file is read. `names`: perhaps codes or kinds.

    Raises:
        Refused: `library-damaged`, `bad-file`, `library-busy` where it cannot even be looked at.
        sqlite3.Error: a fault of ours.
    """
    try:
        # A reader that may not write leaves the log's side files behind, so it writes where it may.
        uri = f"{path.absolute().as_uri()}?mode=rw" if may_write(path) else address(path)[0]
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=5)
        connection.row_factory = Row
        try:
            return _look(Database(connection), founding_roles, list(names))
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise (told(error) or error) from error


def _look(db: Database, founding_roles: Iterable[str], names: list[str]) -> Health:
    damage = [str(row[0]) for row in db.all(f"PRAGMA integrity_check({_SHOWN})")]
    if damage != ["ok"]:
        return Health(tuple(damage), (), SCHEMA_VERSION, None, founded=True)
    dangling = dict.fromkeys(str(row[0]) for row in db.all("PRAGMA foreign_key_check"))
    schema = int(db.value("PRAGMA user_version"))
    if schema > SCHEMA_VERSION:  # what its tables mean, only a newer program knows
        return Health((), tuple(dangling), schema, None, founded=True)
    tables = {str(row[0]) for row in db.all("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if not {"member", "event"} <= tables:
        return Health(("its tables are missing",), (), schema, None, founded=True)
    if schema == SCHEMA_VERSION and (lost := _lost(db)):
        return Health(lost, tuple(dangling), schema, None, founded=True)
    known = frozenset({*codes.tool_keys(db, names), *(slug for slug, _, _ in kinds.all_made(db))})
    founded = members.founded(db, founding_roles)
    return Health((), tuple(dangling), schema, events.last_at(db), founded, known)


def _lost(db: Database) -> tuple[str, ...]:
    """What a new database has and this one lacks: tables, columns, indexes, triggers; at most a few of them."""
    from sqlite_utils import Database as Utils

    from toollib.store.schema import schema

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        schema.apply(Utils(connection))
        connection.row_factory = Row
        fresh = _parts(Database(connection))
    parts = _parts(db)
    return tuple(f"{what} is missing" for what, text in fresh.items() if parts.get(what) != text)[:_SHOWN]


def _parts(db: Database) -> dict[str, str]:
    """Tables, columns, indexes and triggers that a database is made of; of triggers what they do, since they guard."""
    parts = {}
    for kind, name, sql in db.all("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"):
        parts[f"{kind} {name}"] = " ".join(sql.split()) if kind == "trigger" else ""
        if kind == "table":
            columns = db.all("SELECT name FROM pragma_table_info(?)", [name])
            parts |= {f"column {name}.{column[0]}": "" for column in columns}
    return parts


def sqlite_version() -> tuple[str, bool]:
    """Which SQLite runs, and whether it is safe with two desks."""
    return ".".join(map(str, SQLITE_VERSION)), SQLITE_VERSION >= SAFE_WITH_TWO_DESKS


def known_schema() -> int:
    """The schema that this program knows."""
    return SCHEMA_VERSION

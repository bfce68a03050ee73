"""What the tables of people and things share: putting in, changing and reading named columns, reading in bunches."""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Literal

from catalog.text import code_key
from toollib.store.database import Database

Table = Literal["member", "tool"]


def insert(db: Database, table: Table, values: Mapping[str, Any], known: Collection[str]) -> int:
    """Put in a row with those of these columns that are `known`; answers its id."""
    names = [name for name in values if name in known]
    marks = ", ".join(f":{name}" for name in names)
    return db.run(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", dict(values))


def update(db: Database, table: Table, row: int, values: Mapping[str, Any], known: Collection[str]) -> None:
    """Set those of these columns that are `known`."""
    names = [name for name in values if name in known]
    if names:
        changes = ", ".join(f"{name} = :{name}" for name in names)
        db.run(f"UPDATE {table} SET {changes} WHERE id = :row", {**values, "row": row})


def columns(
    db: Database, table: Table, row: int, names: Iterable[str], *, known: Collection[str]
) -> dict[str, Any]:
    """The values of those of these columns that are `known`, as they are kept."""
    wanted = [name for name in names if name in known]
    found = db.one(f"SELECT {', '.join(wanted)} FROM {table} WHERE id = ?", (row,)) if wanted else None
    return {} if found is None else dict(zip(wanted, found, strict=True))


def bunched(db: Database, sql: str, rows: Iterable[int]) -> dict[int, list[tuple[Any, ...]]]:
    """What a query finds for several rows at once: its first column is the row, the others what belongs to it.

    The query takes the rows as one parameter, a JSON list for json_each.
    """
    found: dict[int, list[tuple[Any, ...]]] = {}
    for row, *values in db.all(sql, (json.dumps(list(rows)),)):
        found.setdefault(row, []).append(tuple(values))
    return found


def other_codes(db: Database, sql: str, rows: Iterable[int]) -> dict[int, list[str]]:
    """The codes of several members or tools as they were written, beside their id or tag.

    The query answers row, code as written, its key, and the id or tag.
    """
    found = bunched(db, sql, rows)
    return {
        row: [shown for shown, key, first in codes if key != code_key(first)] for row, codes in found.items()
    }

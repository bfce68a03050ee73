"""The one space of codes that members and tools share: a scan means one thing."""

import json
from collections.abc import Iterable
from typing import Literal, NamedTuple

from catalog.text import code_key
from toollib.store.database import Database

Thing = Literal["member", "tool"]
_PREFIX: dict[Thing, str] = {"member": "M", "tool": "T"}


class Meant(NamedTuple):
    """What a code means: a member or a tool, by its row."""

    thing: Thing
    row: int


def meaning(db: Database, code: str) -> Meant | None:
    """What this code means, or None if nothing."""
    row = db.one("SELECT member, tool FROM code WHERE key = ?", (code_key(code),))
    if row is None:
        return None
    return Meant("member", row[0]) if row[0] is not None else Meant("tool", row[1])


def tool_keys(db: Database, codes: Iterable[str]) -> dict[str, str]:
    """Those of these codes that tools have, as keys, each with the tag of its tool; in the order given."""
    rows = db.all(
        """SELECT c.key, t.code FROM json_each(?) wanted JOIN code c ON c.key = wanted.value
        JOIN tool t ON t.id = c.tool ORDER BY wanted.key""",
        (json.dumps([code_key(code) for code in codes]),),
    )
    return {row[0]: row[1] for row in rows}


def is_an_id(db: Database, code: str) -> bool:
    """Whether this is the id of a member who was ever there: an id is never given twice."""
    found = db.value("SELECT 1 FROM member WHERE code = ?", (code_key(code).upper(),))
    return found is not None


def give(db: Database, code: str, meant: Meant) -> bool:
    """Give a code to a member or tool. False, and nothing changed, if it already means something."""
    put = f"INSERT OR IGNORE INTO code (key, shown, {meant.thing}) VALUES (?, ?, ?)"
    return db.changed(put, (code_key(code), code.strip(), meant.row)) == 1


def take(db: Database, code: str, meant: Meant) -> str | None:
    """Take a code away from a member or tool; answers how it was written, None (and nothing changed) if not theirs."""
    whose = f"WHERE key = ? AND {meant.thing} = ?"
    written: str | None = db.value(f"SELECT shown FROM code {whose}", (code_key(code), meant.row))
    if written is not None:
        db.run(f"DELETE FROM code {whose}", (code_key(code), meant.row))
    return written


def shown(db: Database, meant: Meant) -> tuple[str, ...]:
    """All codes of a member or tool as they were written, in order of their keys; its id or tag among them."""
    rows = db.all(f"SELECT shown FROM code WHERE {meant.thing} = ? ORDER BY key", (meant.row,))
    return tuple(row[0] for row in rows)


def next_free(db: Database, thing: Thing, beside: Iterable[str] = ()) -> str:
    """The next id of a member ("M-0001") or tag of a tool ("T-0001") that means nothing yet.

    `beside`: codes that are about to be given too.
    """
    given = {code_key(each) for each in beside}
    prefix = _PREFIX[thing]
    last = db.value(
        f"SELECT max(CAST(substr(code, 3) AS INTEGER)) FROM {thing} WHERE code GLOB ? AND length(code) < 12",
        (f"{prefix}-[0-9]*",),
    )
    number = (last or 0) + 1
    while code_key(code := f"{prefix}-{number:04}") in given or meaning(db, code) is not None:
        number += 1
    return code


def first_code(db: Database, meant: Meant) -> str:
    """The id of a member or the tag of a tool."""
    return str(db.value(f"SELECT code FROM {meant.thing} WHERE id = ?", (meant.row,)))

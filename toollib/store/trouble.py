"""What SQLite says when the machine fails, told as the contract's reasons."""

import re

from toollib.rules.reasons import Refused, refuse
from toollib.store.driver import sqlite3

# Primary result codes, https://sqlite.org/rescode.html; the extended ones carry more in higher bits.
_PRIMARY = 0xFF
# SQLite has one code for all wrong statements. Ours name only what the schema has, so the file has lost it.
_LACKING = re.compile("no such table|no such column|has no column named")
_ERROR, _BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = (
    1,
    5,
    6,
    8,
    10,
    11,
    13,
    14,
    26,
)


def unwritten() -> Refused:
    """The refusal of whatever would write to a library that cannot be written to."""
    return refuse(
        "read-only", "the library cannot be written to", "check the rights of its folder and library.db"
    )


def told(error: sqlite3.Error) -> Refused | None:
    """The refusal that this database error means to a person, or None if it is a fault of ours."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if code in {_BUSY, _LOCKED}:
        return refuse(
            "library-busy", "another desk kept the library locked for too long", "try again in a moment"
        )
    if code == _READONLY:
        return unwritten()
    if code in {_FULL, _IOERR}:
        return refuse(
            "disk-full",
            "the disk is full or failing; nothing of this was kept",
            "make room, then do it again",
        )
    if code in {_CORRUPT, _NOTADB} or (code == _ERROR and _LACKING.search(str(error))):
        return refuse(
            "library-damaged",
            "library.db is damaged, lacks a table, or is no database",
            "run `toollib doctor`; it points to the newest good backup",
        )
    if code == _CANTOPEN:
        return refuse(
            "bad-file", "library.db cannot be opened", "check that the file is there and may be read"
        )
    return None

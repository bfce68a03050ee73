"""How often the shelf could not serve somebody: by day, kind and what stood in the way. No row knows a person."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Literal, NamedTuple

from toollib.rules.reasons import Refused
from toollib.store.database import Database
from toollib.store.driver import sqlite3

What = Literal["refused", "searched"]
"""A checkout that was refused, or a search for a kind of which there is no copy."""


class Lack(NamedTuple):
    """A kind that could not be had, and the codes of what stood in the way, joined by commas; "" for a search."""

    kind: str
    codes: str = ""


class Counted(NamedTuple):
    """How many times something was unmet in the days that were asked for."""

    what: What
    kind: str
    codes: str
    times: int


def keep(db: Database, day: str, what: What, lacks: Iterable[Lack]) -> bool:
    """Count each of these once more, in a small transaction of its own; False where that cannot be.

    It comes after the answer to somebody at the desk, so nothing that goes wrong here may change that answer.
    """
    with suppress(Refused, sqlite3.Error):
        with db.writing():
            for lack in dict.fromkeys(lacks):
                db.run(
                    """INSERT INTO unmet (day, kind, what, codes, count) VALUES (?, ?, ?, ?, 1)
                    ON CONFLICT DO UPDATE SET count = count + 1""",
                    (day, lack.kind, what, lack.codes),
                )
        return True
    return False


def served(db: Database, day: str, lacks: Iterable[Lack]) -> None:
    """Take one refusal of this day back for each of these, if there is one: the tool was lent after all."""
    for lack in dict.fromkeys(lacks):
        this = (day, lack.kind, lack.codes)
        where = "WHERE day = ? AND kind = ? AND codes = ? AND what = 'refused'"
        if not db.changed(f"DELETE FROM unmet {where} AND count = 1", this):
            db.run(f"UPDATE unmet SET count = count - 1 {where}", this)


def between(db: Database, first: str, last: str) -> list[Counted]:
    """What was unmet from a first to a last day, both inclusive."""
    rows = db.all(
        """SELECT what, kind, codes, sum(count) FROM unmet WHERE day BETWEEN ? AND ?
        GROUP BY what, kind, codes ORDER BY what, kind, codes""",
        (first, last),
    )
    return [Counted(row[0], row[1], row[2], row[3]) for row in rows]


def holds(db: Database, first: str, last: str) -> dict[str, int]:
    """By kind: holds that wait now, and those that expired uncollected from a first instant to before a last."""
    rows = db.all(
        """SELECT coalesce(h.kind, t.kind) AS wanted, count(*) FROM hold h LEFT JOIN tool t ON t.id = h.copy
        WHERE h.state = 'waiting' OR (h.state = 'expired' AND h.closed_at >= ? AND h.closed_at < ?)
        GROUP BY wanted ORDER BY wanted""",
        (first, last),
    )
    return {row[0]: row[1] for row in rows}

"""What erasing a person, making one of two records, and forgetting old loans do to the tables.

Events and the ledger only grow: they keep ids, and nothing that names a person. All that does is emptied here.
"""

import json
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from catalog.text import fold
from toollib.store import builds, wishes
from toollib.store.database import Database

# Ended for good: no earlier action about these members can be undone.
_ENDINGS = ("member-erase", "member-merge")


class Gone(NamedTuple):
    """Who was erased, without a name: the id, and when the member was added, which tells it from any other."""

    member: str
    added_at: str


def empty(db: Database, row: int, at: str) -> None:
    """Empty all that names or describes a member; tier and dates stay for the counts, the row for the loans."""
    code, name = db.all("SELECT code, name FROM member WHERE id = ?", (row,))[0]
    db.run("DELETE FROM induction WHERE member = ?", (row,))
    givers = [each[0] for each in db.all("SELECT DISTINCT by FROM induction WHERE by IS NOT NULL")]
    theirs = [each for each in givers if each == code or fold(each).split() == fold(name).split()]
    db.run(
        "UPDATE induction SET by = NULL WHERE by IN (SELECT value FROM json_each(?))", (json.dumps(theirs),)
    )
    for table in ("borrowed", "had_kind"):
        db.run(f"DELETE FROM {table} WHERE member = ?", (row,))
    db.run("DELETE FROM code WHERE member = ?", (row,))
    db.run("UPDATE reservation SET state = 'cancelled' WHERE member = ? AND state = 'accepted'", (row,))
    db.run(
        """UPDATE detail SET why = NULL, before = NULL, after = NULL WHERE member = :row
        OR event IN (SELECT event FROM event_about WHERE thing = 'member' AND ref = :row)""",
        {"row": row},
    )
    wishes.forget_words(db, row, name)
    builds.forget_words(db, row)
    _nameless(db, row, at)


def _nameless(db: Database, row: int, at: str) -> None:
    db.run(
        """UPDATE member SET name = '', email = NULL, phone = NULL, role = NULL, waiver_at = NULL,
        waiver_version = NULL, identity_at = NULL, blocked_at = NULL, block_why = NULL, block_until = NULL,
        note = '', words = '', erased_at = ? WHERE id = ?""",
        (at, row),
    )


def gone(db: Database, row: int) -> Gone:
    """A member as erased.json names them."""
    return Gone(*db.all("SELECT code, added_at FROM member WHERE id = ?", (row,))[0])


def left(db: Database, text: str) -> int | None:
    """The row of an erased member with this id, or None."""
    row: int | None = db.value(
        "SELECT id FROM member WHERE code = ? AND erased_at IS NOT NULL AND merged_into IS NULL",
        (text.strip().upper(),),
    )
    return row


def still_here(db: Database, row: int) -> list[tuple[str, str]]:
    """Tag and name of the tools of a member that the library still has."""
    rows = db.all(
        "SELECT code, name FROM tool WHERE owner = ? AND retired_at IS NULL AND lost_at IS NULL ORDER BY code",
        (row,),
    )
    return [(each[0], each[1]) for each in rows]


def all_left(db: Database) -> list[Gone]:
    """All who were erased, and the second records that had gone into theirs."""
    rows = db.all(
        """SELECT m.code, m.added_at FROM member m LEFT JOIN member k ON k.id = m.merged_into
        WHERE m.erased_at IS NOT NULL AND m.code NOT LIKE 'undone-%'
        AND (m.merged_into IS NULL OR k.erased_at IS NOT NULL) ORDER BY m.code"""
    )
    return [Gone(row[0], row[1]) for row in rows]


def come_back(db: Database, erased: Iterable[Gone]) -> list[int]:
    """The rows of those among the erased whom this database still knows: an older one was put back."""
    rows = db.all(
        """SELECT m.id FROM json_each(?) e JOIN member m ON m.code = json_extract(e.value, '$[0]')
        AND m.added_at = json_extract(e.value, '$[1]') WHERE m.erased_at IS NULL ORDER BY m.id""",
        (json.dumps(list(erased)),),
    )
    return [row[0] for row in rows]


def files_of_the_left(db: Database) -> list[str]:
    """Paths (below the library's folder) of the files of members who were erased, and of builds of nobody else."""
    rows = db.all(
        """SELECT f.path FROM file f JOIN member m ON m.id = f.member
        WHERE m.erased_at IS NOT NULL ORDER BY f.id"""
    )
    return [*(row[0] for row in rows), *builds.photos_of_the_left(db)]


def drop_files(db: Database, paths: Iterable[str]) -> None:
    """Forget these files."""
    listed = (json.dumps(list(paths)),)
    for table in ("file", "build_file"):
        db.run(f"DELETE FROM {table} WHERE path IN (SELECT value FROM json_each(?))", listed)


def folder(db: Database) -> Path:
    """The folder that holds the database, and with it the library's other files."""
    return Path(db.value("SELECT file FROM pragma_database_list WHERE name = 'main'")).parent


def scrub(db: Database, patience: float) -> bool:
    """Write the database anew without the bytes of what was erased, and empty its log; False: somebody was in the way.

    Freed pages keep what they held, and so does the log; only this takes the last bytes (docs/decisions/0008).

    Raises:
        Refused: `library-busy`, `disk-full`.
    """
    db.run("VACUUM")
    deadline = time.monotonic() + patience
    while db.value("PRAGMA wal_checkpoint(TRUNCATE)"):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def ended_since(db: Database, event: int) -> str | None:
    """The later event by which a member of this event was erased or merged, or None."""
    what: str | None = db.value(
        """SELECT e.what FROM event_about this JOIN event_about later ON later.thing = 'member'
        AND later.ref = this.ref AND later.event > this.event JOIN event e ON e.id = later.event
        WHERE this.event = ? AND this.thing = 'member' AND e.what IN (SELECT value FROM json_each(?)) LIMIT 1""",
        (event, json.dumps(_ENDINGS)),
    )
    return what


def lead_to(db: Database, from_: int, keep: int, at: str) -> None:
    """Let everything of one record belong to another, and leave the first nameless. The ledger stays as it is."""
    both = {"gone": from_, "keep": keep}
    for table in ("loan", "hold", "reservation", "owed_part", "induction", "file", "code", "detail"):
        db.run(f"UPDATE {table} SET member = :keep WHERE member = :gone", both)
    db.run("UPDATE tool SET owner = :keep WHERE owner = :gone", both)
    db.run("UPDATE member SET merged_into = :keep WHERE merged_into = :gone OR id = :gone", both)
    db.run("UPDATE OR IGNORE event_about SET ref = :keep WHERE thing = 'member' AND ref = :gone", both)
    db.run("DELETE FROM event_about WHERE thing = 'member' AND ref = :gone", both)
    wishes.move_votes(db, from_, keep)
    _first_of_both(db, from_, keep)
    builds.lead_to(db, from_, keep)
    _nameless(db, from_, at)


def _first_of_both(db: Database, from_: int, keep: int) -> None:
    """Of each kind that both borrowed, only the earlier first loan is the first now."""
    later = db.all(
        """SELECT max(a.loan, b.loan), min(a.loan, b.loan), a.kind FROM borrowed a JOIN borrowed b ON b.kind = a.kind
        WHERE a.member = ? AND b.member = ?""",
        (from_, keep),
    )
    for second, first, kind in later:
        db.run("UPDATE loan SET first_of_kind = 0 WHERE id = ?", (second,))
        db.run("UPDATE borrowed SET loan = ? WHERE member = ? AND kind = ?", (first, keep, kind))
        db.run("DELETE FROM borrowed WHERE member = ? AND kind = ?", (from_, kind))
    db.run("UPDATE borrowed SET member = ? WHERE member = ?", (keep, from_))
    db.run("UPDATE OR IGNORE had_kind SET member = ? WHERE member = ?", (keep, from_))
    db.run("DELETE FROM had_kind WHERE member = ?", (from_,))
    drop_firsts_had_before(db)


def drop_firsts_had_before(db: Database) -> None:
    """Where two records or two slugs became one: a first loan of a kind that was had before is none."""
    had = "borrowed b WHERE EXISTS (SELECT 1 FROM had_kind h WHERE h.member = b.member AND h.kind = b.kind)"
    db.run(f"UPDATE loan SET first_of_kind = 0 WHERE id IN (SELECT b.loan FROM {had})")
    db.run(f"DELETE FROM borrowed AS {had.removeprefix('borrowed ')}")


def doubled_holds(db: Database, member: int) -> list[int]:
    """Holds of a member beside an earlier one on the same kind or copy."""
    rows = db.all(
        """SELECT h.id FROM hold h WHERE h.member = :row AND h.state IN ('waiting', 'ready')
        AND EXISTS (SELECT 1 FROM hold o WHERE o.member = :row AND o.state IN ('waiting', 'ready')
        AND o.id < h.id AND (o.kind = h.kind OR o.copy = h.copy)) ORDER BY h.id""",
        {"row": member},
    )
    return [row[0] for row in rows]


def loans_to_forget(db: Database, before: str, limit: int) -> list[int]:
    """Loans that still know their member although they ended before this instant; not those that still miss a part."""
    rows = db.all(
        """SELECT l.id FROM member m CROSS JOIN loan l ON l.member = m.id AND l.out_at < :before
        WHERE l.returned_at < :before
        AND NOT EXISTS (SELECT 1 FROM owed_part p WHERE p.loan = l.id AND p.closed_at IS NULL)
        LIMIT :limit""",
        {"before": before, "limit": limit},
    )
    return [row[0] for row in rows]


def forget(db: Database, loans: Iterable[int]) -> None:
    """Let these loans, and the events that speak of no other loan, forget to whom they went."""
    rows = {"rows": json.dumps(list(loans))}
    db.run(_EVENTS_OF_LOANS, rows)
    db.run("UPDATE loan SET member = NULL WHERE id IN (SELECT value FROM json_each(:rows))", rows)
    # That the member had the kind before stays, without loan and date: it is counted once (docs/decisions/0017).
    of_these = "borrowed WHERE loan IN (SELECT value FROM json_each(:rows))"
    db.run(f"INSERT OR IGNORE INTO had_kind (member, kind) SELECT member, kind FROM {of_these}", rows)
    db.run(f"DELETE FROM {of_these}", rows)
    done = """SELECT c.event FROM temp.of_loans c WHERE NOT EXISTS (
        SELECT 1 FROM event e, json_each(e.about, '$.loans') j JOIN loan l ON l.id = CAST(j.value AS INTEGER)
        WHERE e.id = c.event AND l.member IS NOT NULL)"""
    db.run(f"DELETE FROM event_about WHERE thing = 'member' AND event IN ({done})")
    db.run(
        f"""UPDATE event SET about = json_remove(about, '$.member', '$.members') WHERE id IN ({done})
        AND about <> json_remove(about, '$.member', '$.members')"""
    )
    db.run("DROP TABLE temp.of_loans")


# Each event that tells of these loans: found by member and tool, since a loan does not know its events.
_EVENTS_OF_LOANS = """
CREATE TEMP TABLE of_loans AS SELECT DISTINCT e.id AS event FROM json_each(:rows) r
CROSS JOIN loan l ON l.id = r.value
CROSS JOIN event_about m ON m.thing = 'member' AND m.ref = l.member
CROSS JOIN event_about t ON t.thing = 'tool' AND t.ref = l.tool AND t.event = m.event
CROSS JOIN event e ON e.id = m.event
WHERE json_type(e.about, '$.loans') = 'array'
AND EXISTS (SELECT 1 FROM json_each(e.about, '$.loans') j WHERE CAST(j.value AS INTEGER) = l.id)
"""

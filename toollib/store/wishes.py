"""What members wish for, and who wished along: one vote a member, counted without ever telling whose."""

from typing import NamedTuple

from catalog.text import fold
from toollib.store.database import Database
from toollib.store.records import record

_WISH = """
SELECT w.id, w.kind, w.text, (SELECT count(*) FROM wish_vote v WHERE v.wish = w.id), w.placed_at, w.closed_at, w.closed_why
FROM wish w
"""


class WishRecord(NamedTuple):
    """A wish as it is kept: for a kind, or in a member's own words; `votes` are of different members."""

    row: int
    kind: str | None
    text: str | None
    votes: int
    placed_at: str
    closed_at: str | None
    closed_why: str | None


def listed(db: Database, *, closed: bool = False) -> list[WishRecord]:
    """The open wishes, or with `closed` all of them, those of most members first, then the oldest."""
    where = "" if closed else "WHERE w.closed_at IS NULL"
    rows = db.all(f"{_WISH} {where} ORDER BY 4 DESC, w.id")
    return [record(WishRecord, row) for row in rows]


def get(db: Database, row: int) -> WishRecord | None:
    """The wish with this number, or None."""
    found = db.one(f"{_WISH} WHERE w.id = ?", (row,))
    return None if found is None else record(WishRecord, found)


def key_of(text: str) -> str:
    """What two wishes in people's own words share that mean the same; no slug of a kind looks like it."""
    return f"words:{_padded(text)}"


def open_with(db: Database, key: str) -> int | None:
    """The open wish with this key (a kind's slug, or `key_of` some words), or None."""
    row: int | None = db.value("SELECT id FROM wish WHERE key = ? AND closed_at IS NULL", (key,))
    return row


def add(db: Database, kind: str | None, text: str | None, at: str) -> int:
    """A new wish, for a kind or in words; answers its number."""
    key = kind if kind is not None else key_of(text or "")
    return db.run(
        "INSERT INTO wish (kind, text, key, placed_at) VALUES (?, ?, ?, ?)",
        (kind, None if kind is not None else text, key, at),
    )


def voted(db: Database, wish: int, member: int) -> bool:
    """Whether a member wished along."""
    return db.value("SELECT 1 FROM wish_vote WHERE wish = ? AND member = ?", (wish, member)) is not None


def vote(db: Database, wish: int, member: int, at: str) -> None:
    """A member wishes along."""
    db.run("INSERT INTO wish_vote (wish, member, at) VALUES (?, ?, ?)", (wish, member, at))


def close(db: Database, wish: int, why: str, at: str) -> None:
    """End a wish: it came true, or will not."""
    db.run("UPDATE wish SET closed_at = ?, closed_why = ? WHERE id = ?", (at, why, wish))


def open_again(db: Database, wish: int) -> None:
    """A wish did not end after all."""
    db.run("UPDATE wish SET closed_at = NULL, closed_why = NULL WHERE id = ?", (wish,))


def withdraw(db: Database, wish: int, member: int) -> None:
    """A member did not wish along after all; a wish that nobody shares any more is gone, and its number with it."""
    db.run("DELETE FROM wish_vote WHERE wish = ? AND member = ?", (wish, member))
    db.run(
        "DELETE FROM wish WHERE id = :wish AND NOT EXISTS (SELECT 1 FROM wish_vote WHERE wish = :wish)",
        {"wish": wish},
    )


def move_votes(db: Database, from_: int, keep: int) -> None:
    """Let the votes of one record belong to another; where both wished along, one vote is left: it is one member."""
    db.run("UPDATE OR IGNORE wish_vote SET member = ? WHERE member = ?", (keep, from_))
    db.run("DELETE FROM wish_vote WHERE member = ?", (from_,))


def forget_words(db: Database, member: int, name: str) -> None:
    """Empty the words of wishes that only this member made, or that hold the name; votes stay for the counts."""
    theirs = db.all(
        """SELECT w.id FROM wish w JOIN wish_vote v ON v.wish = w.id AND v.member = ?
        WHERE w.text IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM wish_vote o WHERE o.wish = w.id AND o.member <> v.member)""",
        (member,),
    )
    told = _padded(name)
    rows = db.all(
        "SELECT id, text, closed_why FROM wish WHERE text IS NOT NULL OR closed_why IS NOT NULL ORDER BY id"
    )
    named = [row[0] for row in rows if told.strip() and any(told in _padded(each or "") for each in row[1:])]
    for wish in dict.fromkeys([*(row[0] for row in theirs), *named]):
        db.run(
            """UPDATE wish SET text = iif(text IS NULL, NULL, ''), key = iif(text IS NULL, key, 'forgotten ' || id),
            closed_why = iif(closed_why IS NULL, NULL, '') WHERE id = ?""",
            (wish,),
        )


def _padded(text: str) -> str:
    """Words with a blank on each side, so that one stands in another only as whole words."""
    return f" {' '.join(fold(text).split())} "

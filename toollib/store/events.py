"""The audit: every change appends one event with ids only; words of people lie beside it and can be emptied."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from toollib.store.codes import Meant
from toollib.store.database import Database
from toollib.store.records import EventRecord, record

# Retiring and recalling kept their why in `after` at first.
_SELECT = """
SELECT e.id, e.at, e.who, e.desk, e.what, e.about, e.undoes,
       (SELECT u.id FROM event u WHERE u.undoes = e.id), e.by_hand,
       (SELECT COALESCE(d.why, json_extract(d.after, '$.why')) FROM detail d WHERE d.event = e.id)
FROM event e
"""


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event to be appended. `links` are the members and tools that it is about, for finding it again."""

    at: str
    who: str
    desk: str
    what: str
    about: Mapping[str, Any]
    links: tuple[Meant, ...] = ()
    by_hand: bool = False
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """Words and values beside an event that erasing the member (a row) empties."""

    member: int | None = None
    why: str | None = None
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None


def append(db: Database, event: NewEvent, detail: Detail | None = None) -> int:
    """Append an event; answers its id."""
    about = json.dumps(event.about, ensure_ascii=False, separators=(",", ":"))
    row = db.run(
        "INSERT INTO event (at, who, desk, what, about, by_hand, undoes) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (event.at, event.who, event.desk, event.what, about, event.by_hand, event.undoes),
    )
    for meant in dict.fromkeys(event.links):
        db.run("INSERT INTO event_about (thing, ref, event) VALUES (?, ?, ?)", (*meant, row))
    if detail is not None:
        db.run(
            "INSERT INTO detail (event, member, why, before, after) VALUES (?, ?, ?, ?, ?)",
            (row, detail.member, detail.why, _json(detail.before), _json(detail.after)),
        )
    return row


def get(db: Database, row: int) -> EventRecord:
    """The event with this id."""
    found = db.one(f"{_SELECT} WHERE e.id = ?", (row,))
    if found is None:
        raise LookupError(row)
    return record(EventRecord, found)


def detail_of(db: Database, event: int) -> Detail:
    """The words and values beside an event; empty where there are none (any more)."""
    row = db.one("SELECT member, why, before, after FROM detail WHERE event = ?", (event,))
    if row is None:
        return Detail()
    before, after = (json.loads(text) if text else None for text in (row[2], row[3]))
    return Detail(row[0], row[1], before, after)


def last_of(db: Database, who: str, desk: str, verbs: Iterable[str]) -> EventRecord | None:
    """The last event of this person at this desk with one of these verbs that is not undone."""
    row = db.one(
        f"""{_SELECT} WHERE e.who = ? AND e.desk = ? AND e.what IN (SELECT value FROM json_each(?))
        AND NOT EXISTS (SELECT 1 FROM event u WHERE u.undoes = e.id) ORDER BY e.id DESC LIMIT 1""",
        (who, desk, json.dumps(sorted(verbs))),
    )
    return None if row is None else record(EventRecord, row)


def later_about(db: Database, event: int, thing: str) -> list[EventRecord]:
    """Later events about the same members (or tools) as this one, neither undone nor undoing, oldest first."""
    rows = db.all(
        f"""{_SELECT} WHERE e.id IN (
            SELECT later.event FROM event_about this
            JOIN event_about later ON later.thing = this.thing AND later.ref = this.ref AND later.event > this.event
            WHERE this.event = ? AND this.thing = ?)
        AND e.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM event u WHERE u.undoes = e.id) ORDER BY e.id LIMIT 20""",
        (event, thing),
    )
    return [record(EventRecord, row) for row in rows]


def last_about(db: Database, meant: Meant, what: str) -> EventRecord | None:
    """The last event of this verb about this member or tool that is not undone."""
    row = db.one(
        f"""{_SELECT} JOIN event_about a ON a.event = e.id WHERE a.thing = ? AND a.ref = ? AND e.what = ?
        AND NOT EXISTS (SELECT 1 FROM event u WHERE u.undoes = e.id) ORDER BY a.event DESC LIMIT 1""",
        (*meant, what),
    )
    return None if row is None else record(EventRecord, row)


def newest(db: Database, about: Meant | None, limit: int, offset: int = 0) -> list[EventRecord]:
    """Events, newest first: all, or those about one member or tool."""
    if about is None:
        rows = db.all(f"{_SELECT} ORDER BY e.id DESC LIMIT ? OFFSET ?", (limit, offset))
    else:
        rows = db.all(
            f"""{_SELECT} JOIN event_about a ON a.event = e.id WHERE a.thing = ? AND a.ref = ?
            ORDER BY a.event DESC LIMIT ? OFFSET ?""",
            (*about, limit, offset),
        )
    return [record(EventRecord, row) for row in rows]


def last_at(db: Database) -> str | None:
    """When the last event happened, or None in a new library; one written while the clock was behind hides none before."""
    newest = very_last(db)
    return None if newest is None else max(newest[0], by_clock(db) or "")


def very_last(db: Database) -> tuple[str, bool] | None:
    """The instant of the newest event, and whether somebody set it by hand; None in a new library."""
    row = db.one("SELECT at, by_hand FROM event ORDER BY id DESC LIMIT 1")
    return None if row is None else (row[0], bool(row[1]))


def last_before(db: Database, at: str) -> str | None:
    """The latest instant before another among the last thousand events, or None."""
    found: str | None = db.value(
        "SELECT max(at) FROM (SELECT at FROM event ORDER BY id DESC LIMIT 1000) WHERE at < ?", (at,)
    )
    return found


def by_clock(db: Database) -> str | None:
    """The latest instant that the clock gave to any of the last hundred events, or None."""
    at: str | None = db.value(
        "SELECT max(at) FROM (SELECT at, by_hand FROM event ORDER BY id DESC LIMIT 100) WHERE NOT by_hand"
    )
    return at


def _json(values: Mapping[str, Any] | None) -> str | None:
    return None if values is None else json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def links_of(db: Database, event: int) -> tuple[Meant, ...]:
    """The members and tools that an event is about."""
    rows = db.all("SELECT thing, ref FROM event_about WHERE event = ? ORDER BY thing, ref", (event,))
    return tuple(Meant(row[0], row[1]) for row in rows)


def empty_details(db: Database, member: int) -> None:
    """Empty the words and values beside all events of a member."""
    db.run("UPDATE detail SET why = NULL, before = NULL, after = NULL WHERE member = ?", (member,))

"""All that the tables keep about one member, for the member to read."""

import json
from typing import Any

from toollib.store.database import Database
from toollib.store.driver import Row

# Not theirs to read: row numbers, and the words that search folds their own into.
_HIDDEN = frozenset({"id", "words", "merged_into", "erased_at"})
# What belongs to a member, and what is told of it, oldest first.
_QUERIES = {
    "codes": "SELECT shown AS code FROM code WHERE member = ? ORDER BY key",
    "inductions": """SELECT topic, on_day AS "on", until, by FROM induction WHERE member = ? ORDER BY on_day, id""",
    "holds": """SELECT CAST(h.id AS TEXT) AS id, h.kind, t.code AS tool, h.placed_at, h.state, h.ready_until, h.closed_at
        FROM hold h LEFT JOIN tool t ON t.id = coalesce(h.tool, h.copy) WHERE h.member = ? ORDER BY h.id""",
    "reservations": """SELECT CAST(r.id AS TEXT) AS id, r.kind, t.code AS tool, r.from_day AS "from", r.to_day AS "to",
        r.state, r.placed_at, CAST(r.build AS TEXT) AS build FROM reservation r LEFT JOIN tool t ON t.id = r.copy WHERE r.member = ? ORDER BY r.id""",
    "owed_parts": """SELECT p.name, p.qty, t.code AS tool, CAST(p.loan AS TEXT) AS loan, p.opened_at, p.closed_at, p.how
        FROM owed_part p JOIN tool t ON t.id = p.tool WHERE p.member = ? ORDER BY p.id""",
    "own_tools": """SELECT t.code AS tag, t.name, t.kind, t.added_at, t.give_back, t.terms, t.retired_at,
        (SELECT count(*) FROM loan WHERE tool = t.id AND undone IS NULL) AS lent,
        (SELECT count(DISTINCT member) FROM loan WHERE tool = t.id AND undone IS NULL) AS members
        FROM tool t WHERE t.owner = ? ORDER BY t.code""",
    "kinds_had": """SELECT kind FROM borrowed WHERE member = ?1 UNION SELECT kind FROM had_kind WHERE member = ?1
        ORDER BY kind""",
    "wishes": """SELECT CAST(w.id AS TEXT) AS id, w.kind, w.text, v.at, w.closed_at, w.closed_why
        FROM wish_vote v
        JOIN wish w ON w.id = v.wish WHERE v.member = ? ORDER BY w.id""",
    "builds": """SELECT CAST(b.id AS TEXT) AS id, b.design, b.version, b.placed_at, b.started_at, b.finished_at, b.stopped_at,
        b.note,
        t.code AS tool FROM build_member mine JOIN build b ON b.id = mine.build LEFT JOIN tool t ON t.id = b.tool
        WHERE mine.member = ? ORDER BY b.id""",
    "build_steps": """SELECT CAST(build AS TEXT) AS build, n, text AS "do", done_at, minutes FROM build_step
        WHERE member = ? ORDER BY build, n""",
    "build_photos": """SELECT CAST(f.build AS TEXT) AS build, f.name, f.path, f.added_at FROM build_file f
        JOIN build_member mine ON mine.build = f.build WHERE mine.member = ? ORDER BY f.id""",
    "files": "SELECT what, name, path, added_at FROM file WHERE member = ? ORDER BY id",
}
_EVENTS = """
SELECT CAST(e.id AS TEXT) AS id, e.at, e.what, e.about, d.why, d.before, d.after FROM event_about a
JOIN event e ON e.id = a.event LEFT JOIN detail d ON d.event = e.id AND d.member = a.ref
WHERE a.thing = 'member' AND a.ref = ? ORDER BY e.id
"""


def kept_about(db: Database, row: int) -> dict[str, Any]:
    """Record, codes, inductions, holds, reservations, owed parts, own tools, files and events of a member, by name."""
    (member,) = db.all("SELECT * FROM member WHERE id = ?", (row,))
    record = {key: value for key, value in _named(member).items() if key not in _HIDDEN}
    found: dict[str, Any] = {"record": record}
    for name, query in _QUERIES.items():
        found[name] = [_named(each) for each in db.all(query, (row,))]
    found["events"] = [_event(_named(each)) for each in db.all(_EVENTS, (row,))]
    return found


def _event(event: dict[str, Any]) -> dict[str, Any]:
    """An event with its words read; who else it was about is theirs, not this member's."""
    texts = ("about", "before", "after")
    event |= {name: None if event[name] is None else json.loads(event[name]) for name in texts}
    event["about"].pop("members", None)
    return event


def _named(row: Row) -> dict[str, Any]:
    return dict(zip(row.keys(), tuple(row), strict=True))

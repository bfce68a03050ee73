"""What is on with the copies of each kind between two days: loans, reservations, repairs, what is kept ready."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from toollib.store.database import Database


@dataclass(frozen=True, slots=True)
class Days:
    """Which days (both inclusive, ISO), what today is, the last due date that is overdue, which kinds (None: all).

    `end`: the instant at which the last day is over.
    """

    first: str
    last: str
    end: str
    today: str
    cutoff: str
    kinds: Sequence[str] | None = None


class SpanRow(NamedTuple):
    """Something that is on: what, from when to when, with whom or why. `tool` None: any copy of the kind.

    It begins on a day (`first`) or at an instant (`since`).
    """

    kind: str
    tool: str | None
    name: str | None
    what: str
    first: str | None
    since: str | None
    last: str
    who: str | None


# What begins at an instant (`since`) has its local day told by the desk; `:end` is the instant at which the days end.
# An open loan lasts until it comes back, one that is late at least until today; a repair has no end that is known.
_SPANS = """
WITH span (kind, copy, what, first, since, last, who) AS (
    SELECT t.kind, t.id, CASE WHEN l.due <= :cutoff THEN 'late' ELSE 'loan' END,
        NULL, l.out_at, max(l.due, :today), m.name
    FROM loan l JOIN tool t ON t.id = l.tool LEFT JOIN member m ON m.id = l.member WHERE l.returned_at IS NULL
    UNION ALL
    SELECT coalesce(r.kind, t.kind), r.copy, 'reservation', r.from_day, NULL, r.to_day, m.name
    FROM reservation r JOIN member m ON m.id = r.member LEFT JOIN tool t ON t.id = r.copy
    WHERE r.state = 'accepted' AND r.to_day >= :today
    UNION ALL
    SELECT t.kind, t.id, 'ready', :today, NULL, h.ready_until, m.name
    FROM hold h JOIN tool t ON t.id = h.tool JOIN member m ON m.id = h.member WHERE h.state = 'ready'
    UNION ALL
    SELECT t.kind, t.id, 'repair', NULL, min(r.opened_at), '9999-12-31', min(r.text)
    FROM repair r JOIN tool t ON t.id = r.tool
    WHERE r.fixed_at IS NULL AND t.retired_at IS NULL AND t.lost_at IS NULL GROUP BY t.id
    UNION ALL
    SELECT t.kind, t.id, 'recall', NULL, t.recalled_at, '9999-12-31', NULL
    FROM tool t WHERE t.recalled_at IS NOT NULL AND t.retired_at IS NULL AND t.lost_at IS NULL
), seen AS (
    SELECT * FROM span WHERE (first <= :to OR since < :end) AND last >= :from
    AND (:kinds IS NULL OR kind IN (SELECT value FROM json_each(:kinds)))
)
"""


def count(db: Database, days: Days) -> int:
    """How many copies (or kinds, for claims on any copy) have something on."""
    return int(
        db.value(f"{_SPANS} SELECT count(*) FROM (SELECT 1 FROM seen GROUP BY kind, copy)", _values(days))
    )


def spans(db: Database, days: Days, limit: int, offset: int = 0) -> list[SpanRow]:
    """What is on, copy by copy: by kind, then claims on any copy, then by tag; `limit` and `offset` count copies."""
    rows = db.all(
        f"""{_SPANS}, part AS (
            SELECT s.kind AS kind, s.copy AS copy, t.code AS tag, t.name AS name FROM seen s
            LEFT JOIN tool t ON t.id = s.copy GROUP BY s.kind, s.copy
            ORDER BY s.kind, s.copy IS NOT NULL, t.code LIMIT :limit OFFSET :offset
        )
        SELECT p.kind, p.tag, p.name, s.what, s.first, s.since, s.last, s.who
        FROM part p JOIN seen s ON s.kind = p.kind AND s.copy IS p.copy
        ORDER BY p.kind, p.copy IS NOT NULL, p.tag, coalesce(s.first, s.since), s.what""",
        {**_values(days), "limit": limit, "offset": offset},
    )
    return [SpanRow(*row) for row in rows]


def _values(days: Days) -> dict[str, object]:
    kinds = None if days.kinds is None else json.dumps(list(days.kinds))
    return {
        "from": days.first,
        "to": days.last,
        "end": days.end,
        "today": days.today,
        "cutoff": days.cutoff,
        "kinds": kinds,
    }

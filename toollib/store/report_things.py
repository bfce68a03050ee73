"""What stands on the shelf, for the reports: counts and values of tools by state, kind, place and owner."""

from typing import NamedTuple

from toollib.store.database import Database
from toollib.store.records import record
from toollib.store.report_time import grouping
from toollib.store.tools import STATE

_JOINS = """LEFT JOIN loan l ON l.tool = t.id AND l.returned_at IS NULL
LEFT JOIN hold h ON h.tool = t.id AND h.state = 'ready' AND h.ready_until >= :today"""
_CHANGES = ("added_at", "retired_at", "lost_at")


class Stock(NamedTuple):
    """Tools that have all of this in common. `value` in minor units of those `priced`; `own`: members own them."""

    state: str
    kind: str
    branch: str | None
    place: str | None
    own: int
    tools: int
    value: int
    priced: int


class ToolRow(NamedTuple):
    """One tool of the inventory; `owner` is a member id, None for the library; `repair_since` of its oldest open ticket."""

    tag: str
    name: str
    kind: str
    state: str
    branch: str | None
    place: str | None
    owner: str | None
    price: int | None
    added_at: str
    repair_since: str | None
    trouble: str | None


class Changes(NamedTuple):
    """How many tools were added, retired, lost in one stretch of time, as far as is known now."""

    stretch: int
    added: int
    retired: int
    lost: int


def stock(db: Database, today: str) -> list[Stock]:
    """All tools that there ever were, counted by state, kind, place and sort of owner."""
    rows = db.all(
        f"""SELECT {STATE} AS state, t.kind, t.branch, t.place, t.owner IS NOT NULL, count(*),
        coalesce(sum(t.price), 0), count(t.price) FROM tool t {_JOINS} GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5""",
        {"today": today},
    )
    return [record(Stock, row) for row in rows]


def all_tools(db: Database, today: str) -> list[ToolRow]:
    """Every tool that is neither retired nor lost, by branch, place and tag."""
    rows = db.all(
        f"""SELECT t.code, t.name, t.kind, {STATE} AS state, t.branch, t.place,
        (SELECT code FROM member WHERE id = t.owner), t.price, t.added_at,
        coalesce((SELECT min(r.opened_at) FROM repair r WHERE r.tool = t.id AND r.fixed_at IS NULL), t.recalled_at),
        CASE WHEN t.recalled_at IS NOT NULL THEN 'recalled: ' || t.recall_why ELSE (SELECT group_concat(r.text, '; ')
            FROM repair r WHERE r.tool = t.id AND r.fixed_at IS NULL) END
        FROM tool t {_JOINS} WHERE t.retired_at IS NULL AND t.lost_at IS NULL
        ORDER BY t.branch, t.place, t.code""",
        {"today": today},
    )
    return [record(ToolRow, row) for row in rows]


def earliest(db: Database) -> str | None:
    """When the first tool was added."""
    at: str | None = db.value("SELECT min(added_at) FROM tool")
    return at


def changes(db: Database, starts: tuple[str, ...], start: str, end: str) -> list[Changes]:
    """What came and went from one instant to before another, by stretch; stretches without any are left out."""
    found: dict[int, list[int]] = {}
    for which, column in enumerate(_CHANGES):
        stretch, values = grouping(column, starts)
        rows = db.all(
            f"""SELECT {stretch} AS stretch, count(*) FROM tool WHERE {column} >= :start AND {column} < :end
            GROUP BY stretch""",
            {**values, "start": start, "end": end},
        )
        for at, count in rows:
            found.setdefault(at, [0, 0, 0])[which] = count
    return [Changes(at, *counts) for at, counts in sorted(found.items())]

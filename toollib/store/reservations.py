"""Reservations: claims on dates, and the shelf that they are claims on."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from toollib.store.database import Database
from toollib.store.records import ReservationRecord, record

_COLUMNS = """
r.id, m.code, m.name, coalesce(t.code, u.code), r.kind, r.from_day, r.to_day,
CASE WHEN r.state = 'accepted' AND r.to_day < :today THEN 'expired' ELSE r.state END, r.build, b.name
"""
_FROM = """
FROM reservation r JOIN member m ON m.id = r.member
LEFT JOIN tool t ON t.id = r.copy LEFT JOIN tool u ON u.id = r.tool LEFT JOIN build b ON b.id = r.build
"""


class ClaimRow(NamedTuple):
    """A claim that still stands, as the rules need it; `copy` a row, None: any copy of the kind."""

    id: int
    member: int
    copy: int | None
    from_day: str
    to_day: str


class CopyRow(NamedTuple):
    """A copy that can be lent at all, with its open loan's due date and the last day it is kept ready.

    `give_back`: the day on which its owner wants it back, if it is a member's own.
    """

    row: int
    tag: str
    due: str | None
    ready_until: str | None
    give_back: str | None


@dataclass(frozen=True, slots=True)
class There:
    """Copies that are there from a first to a last day: neither away then, nor overdue by the `cutoff`.

    `named`: copies (rows) that are looked at in any case; `but`: others that are left out.
    """

    first: str
    last: str
    cutoff: str
    named: Collection[int] = ()
    but: Collection[int] = ()


def any_for(db: Database, copy: int, kind: str, today: str) -> bool:
    """Whether a claim that still stands may concern this copy."""
    return (
        db.value(
            """SELECT 1 FROM reservation WHERE state = 'accepted' AND to_day >= :today
            AND (kind = :kind OR copy = :copy) LIMIT 1""",
            {"today": today, "kind": kind, "copy": copy},
        )
        is not None
    )


def ahead(db: Database, kind: str, today: str) -> list[ClaimRow]:
    """The claims on a kind and on single copies of it that still stand, in the order they were accepted."""
    rows = db.all(
        """SELECT r.id, r.member, r.copy, r.from_day, r.to_day FROM reservation r LEFT JOIN tool t ON t.id = r.copy
        WHERE r.state = 'accepted' AND r.to_day >= ? AND coalesce(r.kind, t.kind) = ? ORDER BY r.id""",
        (today, kind),
    )
    return [ClaimRow(*row) for row in rows]


def kinds_ahead(db: Database, today: str) -> list[str]:
    """The kinds on which claims still stand."""
    rows = db.all(
        """SELECT DISTINCT coalesce(r.kind, t.kind) FROM reservation r LEFT JOIN tool t ON t.id = r.copy
        WHERE r.state = 'accepted' AND r.to_day >= ? ORDER BY 1""",
        (today,),
    )
    return [row[0] for row in rows]


_COPIES = """SELECT t.id, t.code, l.due, h.ready_until, t.give_back FROM tool t
LEFT JOIN loan l ON l.tool = t.id AND l.returned_at IS NULL
LEFT JOIN hold h ON h.tool = t.id AND h.state = 'ready'
WHERE t.kind = :kind AND t.lost_at IS NULL AND t.retired_at IS NULL AND t.recalled_at IS NULL
AND NOT EXISTS (SELECT 1 FROM repair r WHERE r.tool = t.id AND r.fixed_at IS NULL)"""


def kinds_waited_for(db: Database) -> list[str]:
    """The kinds that somebody waits for and on which there is a claim that was never collected, ahead or run out."""
    rows = db.all(
        """SELECT DISTINCT coalesce(r.kind, t.kind) AS of_kind FROM reservation r LEFT JOIN tool t ON t.id = r.copy
        WHERE r.state = 'accepted' AND EXISTS (SELECT 1 FROM hold h LEFT JOIN tool c ON c.id = h.copy
        WHERE h.state = 'waiting' AND coalesce(h.kind, c.kind) = coalesce(r.kind, t.kind)) ORDER BY 1"""
    )
    return [row[0] for row in rows]


def ran_out_between(db: Database, copy: int, kind: str, days: tuple[str, str]) -> bool:
    """Whether a claim that may have concerned this copy, and was never collected, lay between a first and a last day."""
    return (
        db.value(
            """SELECT 1 FROM reservation WHERE state = 'accepted' AND (kind = ? OR copy = ?)
            AND to_day > ? AND from_day < ? LIMIT 1""",
            (kind, copy, *days),
        )
        is not None
    )


def copies(db: Database, kind: str) -> list[CopyRow]:
    """The copies of a kind that can be lent at all: neither lost, retired, recalled nor in repair."""
    return [CopyRow(*row) for row in db.all(f"{_COPIES} ORDER BY t.id", {"kind": kind})]


def some_copies(db: Database, kind: str, there: There, limit: int) -> list[CopyRow]:
    """A few of them: those that are named, then as many others as asked that are there all the time."""
    named = db.all(
        f"{_COPIES} AND t.id IN (SELECT value FROM json_each(:named))",
        {"kind": kind, "named": json.dumps(list(there.named))},
    )
    others = db.all(
        f"""{_COPIES} AND (l.due IS NULL OR (l.due > :cutoff AND l.due <= :first))
        AND (h.ready_until IS NULL OR h.ready_until <= :first)
        AND (t.give_back IS NULL OR t.give_back >= :last)
        AND t.id NOT IN (SELECT value FROM json_each(:but)) LIMIT :limit""",
        {
            "kind": kind,
            "cutoff": there.cutoff,
            "first": there.first,
            "last": there.last,
            "but": json.dumps([*there.named, *there.but]),
            "limit": limit,
        },
    )
    return [CopyRow(*row) for row in (*named, *others)]


def covering(db: Database, member: int, copy: int, kind: str, today: str) -> list[tuple[int, str]]:
    """The claims of a member that borrowing this copy today may collect, the best first, with their last days."""
    rows = db.all(
        """SELECT id, to_day FROM reservation WHERE state = 'accepted' AND member = :member
        AND from_day <= :today AND to_day >= :today AND (kind = :kind OR copy = :copy)
        ORDER BY copy IS NULL, id""",
        {"member": member, "today": today, "kind": kind, "copy": copy},
    )
    return [(row[0], row[1]) for row in rows]


def accept(db: Database, values: dict[str, object]) -> int:
    """Put in a claim: member, kind or copy, from_day, to_day, placed_at, the build it is for; answers its id."""
    return db.run(
        """INSERT INTO reservation (member, kind, copy, from_day, to_day, state, placed_at, build)
        VALUES (:member, :kind, :copy, :from_day, :to_day, 'accepted', :placed_at, :build)""",
        values,
    )


class ToCollect(NamedTuple):
    """A claim that can be collected today: its kind, the copy (row) if it names one, its last day, and its build.

    `started`: the instant at which that build was started, if it was.
    """

    id: int
    kind: str
    copy: int | None
    last: str
    build: int | None
    build_name: str | None
    started: str | None


def to_collect(db: Database, member: int, today: str) -> list[ToCollect]:
    """The claims of a member that have begun and still stand, in the order they were accepted."""
    rows = db.all(
        """SELECT r.id, coalesce(r.kind, t.kind), r.copy, r.to_day, r.build, b.name, b.started_at
        FROM reservation r
        LEFT JOIN tool t ON t.id = r.copy LEFT JOIN build b ON b.id = r.build WHERE r.member = :member AND r.state = 'accepted'
        AND r.from_day <= :today AND r.to_day >= :today ORDER BY r.id""",
        {"member": member, "today": today},
    )
    return [ToCollect(*row) for row in rows]


def set_state(db: Database, row: int, state: str, tool: int | None = None) -> None:
    """Set the state of a claim, and the copy with which it was collected."""
    db.run("UPDATE reservation SET state = ?, tool = ? WHERE id = ?", (state, tool, row))


def kind_of(db: Database, row: int) -> str:
    """The kind that a claim is on, be it on any copy or on one."""
    kind: str = db.value(
        """SELECT coalesce(r.kind, t.kind) FROM reservation r LEFT JOIN tool t ON t.id = r.copy
        WHERE r.id = ?""",
        (row,),
    )
    return kind


def get(db: Database, row: int, today: str) -> ReservationRecord | None:
    """The reservation with this id, or None."""
    found = db.one(f"SELECT {_COLUMNS} {_FROM} WHERE r.id = :row", {"row": row, "today": today})
    return None if found is None else record(ReservationRecord, found)


def listed(
    db: Database, today: str, *, everything: bool, limit: int, offset: int = 0
) -> list[ReservationRecord]:
    """Reservations that still stand by their first day; with `everything` all, the newest first."""
    where, order = (
        ("1", "r.id DESC")
        if everything
        else ("r.state = 'accepted' AND r.to_day >= :today", "r.from_day, r.id")
    )
    rows = db.all(
        f"SELECT {_COLUMNS} {_FROM} WHERE {where} ORDER BY {order} LIMIT :limit OFFSET :offset",
        {"today": today, "limit": limit, "offset": offset},
    )
    return [record(ReservationRecord, row) for row in rows]


def starting(db: Database, today: str, limit: int, offset: int = 0) -> list[ReservationRecord]:
    """Reservations that begin today and are not collected yet, in the order they were accepted."""
    rows = db.all(
        f"""SELECT {_COLUMNS} {_FROM} WHERE r.state = 'accepted' AND r.from_day = :today
        ORDER BY r.id LIMIT :limit OFFSET :offset""",
        {"today": today, "limit": limit, "offset": offset},
    )
    return [record(ReservationRecord, row) for row in rows]


def of_member(db: Database, member: int, today: str) -> list[ReservationRecord]:
    """What a member has reserved and not collected, by its first day."""
    rows = db.all(
        f"""SELECT {_COLUMNS} {_FROM} WHERE r.member = :member AND r.state = 'accepted' AND r.to_day >= :today
        ORDER BY r.from_day, r.id""",
        {"member": member, "today": today},
    )
    return [record(ReservationRecord, row) for row in rows]


def of_kind(db: Database, kind: str, today: str, copy: int | None = None) -> list[ReservationRecord]:
    """What is reserved of a kind, by the first day: all of it, or what a copy (row) could be collected for."""
    rows = db.all(
        f"""SELECT {_COLUMNS} {_FROM} WHERE r.state = 'accepted' AND r.to_day >= :today
        AND (r.kind = :kind OR (t.kind = :kind AND (:copy IS NULL OR r.copy = :copy)))
        ORDER BY r.from_day, r.id""",
        {"today": today, "kind": kind, "copy": copy},
    )
    return [record(ReservationRecord, row) for row in rows]


def of_build(db: Database, build: int, today: str) -> list[ClaimRow]:
    """The claims of a build that still stand: neither collected nor given up nor run out."""
    rows = db.all(
        """SELECT id, member, copy, from_day, to_day FROM reservation
        WHERE build = ? AND state = 'accepted' AND to_day >= ? ORDER BY id""",
        (build, today),
    )
    return [ClaimRow(*row) for row in rows]


def collected_for(db: Database, build: int) -> list[int]:
    """The copies (rows) with which claims of a build were collected."""
    rows = db.all(
        """SELECT coalesce(tool, copy) FROM reservation WHERE build = ? AND state = 'collected'
        AND coalesce(tool, copy) IS NOT NULL ORDER BY id""",
        (build,),
    )
    return [row[0] for row in rows]

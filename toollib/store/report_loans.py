"""What the loans say for the reports: how often, how long, since when no more.

Undone loans never count, and where loans are counted one of a tool to its own owner is none: it only went home.
"""

from typing import NamedTuple

from toollib.store.database import Database
from toollib.store.records import record
from toollib.store.report_time import grouping

_GONE = "min(coalesce({t}.retired_at, {t}.lost_at), coalesce({t}.lost_at, {t}.retired_at))"
COUNTS = "undone IS NULL AND borrower <> 'owner'"


class LentIn(NamedTuple):
    """The loans that began in one stretch of time: how many, how many came back late, how often they were renewed.

    `firsts`: how many were a member's first of the kind; those of staff are not among them.
    """

    stretch: int
    loans: int
    firsts: int
    late: int
    renewals: int


class UsedTool(NamedTuple):
    """One tool in a span of time: loans that began, of these late ones, renewals, seconds out, seconds here or out."""

    tag: str
    name: str
    kind: str
    gone: int
    loans: int
    late: int
    renewals: int
    out: int
    there: int


class IdleTool(NamedTuple):
    """A tool that nobody had in a span of time. `last`: when it last came back, None if it never was out.

    `broken`: whether it is in repair or recalled now, which may be why.
    """

    tag: str
    name: str
    kind: str
    price: int | None
    place: str | None
    branch: str | None
    owner: str | None
    added_at: str
    last: str | None
    broken: int


def earliest(db: Database) -> str | None:
    """When the first loan began, undone ones too."""
    at: str | None = db.value("SELECT min(out_at) FROM loan")
    return at


def undone(db: Database, start: str, end: str) -> int:
    """How many loans of a span were taken back."""
    count: int = db.value(
        "SELECT count(*) FROM loan WHERE undone IS NOT NULL AND out_at >= ? AND out_at < ?", (start, end)
    )
    return count


def to_owners(db: Database, start: str, end: str) -> int:
    """How many loans of a span were of a tool to its own owner."""
    count: int = db.value(
        "SELECT count(*) FROM loan WHERE undone IS NULL AND borrower = 'owner' AND out_at >= ? AND out_at < ?",
        (start, end),
    )
    return count


def lent_by_stretch(db: Database, starts: tuple[str, ...], start: str, end: str) -> list[LentIn]:
    """The loans that began from one instant to before another, by stretch; stretches without any are left out."""
    stretch, values = grouping("out_at", starts)
    rows = db.all(
        f"""SELECT {stretch} AS stretch, count(*), sum(first_of_kind AND borrower = 'member'), sum(late_days > 0),
        sum(renewals) FROM loan WHERE {COUNTS} AND out_at >= :start AND out_at < :end GROUP BY stretch ORDER BY stretch""",
        {**values, "start": start, "end": end},
    )
    return [record(LentIn, row) for row in rows]


def used(db: Database, start: str, end: str, until: str) -> list[UsedTool]:
    """Each tool that was there in a span, the most often lent first; what lasts longer ends at `until`.

    A tool is there from when it was added, or lent if that was before, until it is retired or lost. Of the loans, those
    that count are picked in the order in which they lie, and sorted then: the index by tool would fetch every loan
    from another place, a third slower over all of them and many times over a month.
    """
    rows = db.all(
        f"""SELECT t.code, t.name, t.kind, {_GONE.format(t="t")} IS NOT NULL, coalesce(l.loans, 0), coalesce(l.late, 0),
        coalesce(l.renewals, 0), coalesce(l.out, 0), max(0, unixepoch(min(coalesce({_GONE.format(t="t")}, :until), :until))
        - unixepoch(max(:start, min(t.added_at, coalesce((SELECT min(out_at) FROM loan WHERE tool = t.id), t.added_at)))))
        FROM tool t LEFT JOIN (
            SELECT tool, sum(out_at >= :start) AS loans, sum(late_days > 0 AND out_at >= :start) AS late,
            sum(CASE WHEN out_at >= :start THEN renewals ELSE 0 END) AS renewals,
            sum(max(0, unixepoch(min(coalesce(returned_at,
                (SELECT {_GONE.format(t="g")} FROM tool g WHERE g.id = loan.tool), :until), :until))
                - unixepoch(max(out_at, :start)))) AS out
            FROM loan NOT INDEXED WHERE {COUNTS} AND out_at < :end AND (returned_at IS NULL OR returned_at >= :start)
            GROUP BY tool) l ON l.tool = t.id
        WHERE coalesce(l.loans, 0) > 0 OR (t.added_at < :end
            AND ({_GONE.format(t="t")} IS NULL OR {_GONE.format(t="t")} >= :start))
        ORDER BY coalesce(l.loans, 0) DESC, coalesce(l.out, 0) DESC, t.code""",
        {"start": start, "end": end, "until": until},
    )
    return [record(UsedTool, row) for row in rows]


def idle(db: Database, start: str, end: str) -> list[IdleTool]:
    """Tools that were there before a span began, still are, and were never out in it; the longest idle first."""
    rows = db.all(
        """SELECT t.code, t.name, t.kind, t.price, t.place, t.branch, (SELECT code FROM member WHERE id = t.owner),
        t.added_at, l.returned_at,
        t.recalled_at IS NOT NULL OR EXISTS (SELECT 1 FROM repair r WHERE r.tool = t.id AND r.fixed_at IS NULL)
        FROM tool t LEFT JOIN loan l ON l.id = (SELECT id FROM loan WHERE tool = t.id AND undone IS NULL
            AND out_at < :end ORDER BY out_at DESC, id DESC LIMIT 1)
        WHERE t.retired_at IS NULL AND t.lost_at IS NULL AND t.added_at < :start
        AND (l.id IS NULL OR l.returned_at < :start)
        ORDER BY coalesce(l.returned_at, t.added_at), t.code""",
        {"start": start, "end": end},
    )
    return [record(IdleTool, row) for row in rows]


class Contact(NamedTuple):
    """How a member can be reached."""

    name: str
    email: str | None
    phone: str | None


def contacts(db: Database) -> dict[str, Contact]:
    """By member id: everybody who has a tool out, and how they can be reached."""
    rows = db.all(
        """SELECT code, name, email, phone FROM member WHERE erased_at IS NULL
        AND id IN (SELECT member FROM loan WHERE returned_at IS NULL)"""
    )
    return {row[0]: Contact(row[1], row[2], row[3]) for row in rows}

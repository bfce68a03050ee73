"""What the tables hold for the impact report: loans by tool and sort of borrower, the shelf, the members.

It stays as it is when old loans forget their member: all that counts was noted when the loan was made.
"""

from typing import NamedTuple

from toollib.store.database import Database
from toollib.store.records import record


class LentRow(NamedTuple):
    """The loans of one tool to one sort of borrower in a span of time; `price` and `mass` as the tool says them."""

    tool: int
    kind: str
    borrower: str
    loans: int
    firsts: int
    price: int | None
    mass: str | None
    members_own: int


def lent(db: Database, start: str, end: str) -> list[LentRow]:
    """The loans that began from one instant to before another, undone ones left out, by tool and sort of borrower.

    Not by the index of loans by tool, as `report_loans.used` tells.
    """
    rows = db.all(
        """SELECT l.tool, t.kind, l.borrower, l.loans, l.firsts, t.price, a.quantity, t.owner IS NOT NULL
        FROM (SELECT tool, borrower, count(*) AS loans, sum(first_of_kind) AS firsts FROM loan NOT INDEXED
            WHERE undone IS NULL AND out_at >= ? AND out_at < ? GROUP BY tool, borrower) l
        JOIN tool t ON t.id = l.tool
        LEFT JOIN attribute a ON a.tool = t.id AND a.name = 'mass'
        ORDER BY l.tool, l.borrower""",
        (start, end),
    )
    return [record(LentRow, row) for row in rows]


def copies(db: Database, start: str, end: str) -> tuple[int, int, int]:
    """How many copies stood on the shelf just before `end`; at any time since `start`; and of these members' own."""
    at_end, ever, own = db.all(
        """SELECT count(*) FILTER (WHERE gone IS NULL OR gone >= :end), count(*), count(owner)
        FROM (SELECT owner, min(coalesce(retired_at, lost_at), coalesce(lost_at, retired_at)) AS gone
            FROM tool WHERE added_at < :end)
        WHERE gone IS NULL OR gone >= :start""",
        {"start": start, "end": end},
    )[0]
    return at_end, ever, own


def members(db: Database, day: str, end: str) -> int:
    """How many members there were at the end of a local day (`end`: that instant), as far as is known now."""
    count: int = db.value(
        f"""SELECT count(*) FROM member WHERE {REAL} AND {JOINED} <= :day AND (until IS NULL OR until >= :day)
        AND (erased_at IS NULL OR erased_at >= :end)""",
        {"day": day, "end": end},
    )
    return count


def joined(db: Database, first: str, last: str) -> tuple[int, int, int]:
    """How many members joined from one local day to another; of these, were asked about access before; and had none."""
    joined_then, asked, without = db.all(
        f"""SELECT count(*), count(no_access_before), coalesce(sum(no_access_before), 0) FROM member
        WHERE {REAL} AND {JOINED} >= :first AND {JOINED} <= :last""",
        {"first": first, "last": last},
    )[0]
    return joined_then, asked, without


# The local day: since when somebody is a member, which may be long before they were entered here.
JOINED = "coalesce(since, substr(added_at, 1, 10))"
# One row for each person who joined: neither a second record of somebody nor a sign-up that was taken back.
REAL = "merged_into IS NULL AND code NOT LIKE 'undone-%'"

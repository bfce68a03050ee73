"""Loans: lending, taking back, renewing, and what is open, due or overdue."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from toollib.store.database import Database
from toollib.store.records import LoanRecord, MemberRecord, ToolRecord, record

_COLUMNS = """
l.id, l.tool, l.member, t.code, t.name, t.kind, t.price, m.code, m.name, m.tier, l.out_at, l.due, l.returned_at,
l.renewals, l.late_days,
(SELECT coalesce(sum(amount), 0) FROM ledger g WHERE g.loan = l.id AND g.reason = 'late')
"""
# Who was erased stays a number for the counts and is nobody in an answer.
_MEMBER = "LEFT JOIN member m ON m.id = l.member AND m.erased_at IS NULL"
_FROM = f"FROM loan l JOIN tool t ON t.id = l.tool {_MEMBER}"
_HAD_BEFORE = """SELECT 1 FROM borrowed WHERE member = ? AND kind = ?
UNION ALL SELECT 1 FROM had_kind WHERE member = ? AND kind = ? LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which loans a list shows. `cutoff`: the last due date that is overdue today, None: overdue or not."""

    open_only: bool = False
    member: int | None = None
    tool: int | None = None
    cutoff: str | None = None


def get(db: Database, row: int) -> LoanRecord:
    """The loan with this id."""
    found = db.one(f"SELECT {_COLUMNS} {_FROM} WHERE l.id = ?", (row,))
    if found is None:
        raise LookupError(row)
    return record(LoanRecord, found)


def several(db: Database, rows: Iterable[int]) -> list[LoanRecord]:
    """These loans, in the order of the ids."""
    found = db.all(
        f"""SELECT {_COLUMNS} FROM json_each(?) wanted JOIN loan l ON l.id = wanted.value
        JOIN tool t ON t.id = l.tool {_MEMBER} ORDER BY wanted.key""",
        (json.dumps(list(rows)),),
    )
    return [record(LoanRecord, row) for row in found]


def open_of_tool(db: Database, tool: int) -> LoanRecord | None:
    """The open loan of a tool, or None if it is in."""
    row = db.one(f"SELECT {_COLUMNS} {_FROM} WHERE l.tool = ? AND l.returned_at IS NULL", (tool,))
    return None if row is None else record(LoanRecord, row)


def open_of_member(db: Database, member: int) -> list[LoanRecord]:
    """The open loans of a member, the soonest due first."""
    rows = db.all(
        f"SELECT {_COLUMNS} {_FROM} WHERE l.member = ? AND l.returned_at IS NULL ORDER BY l.due, l.id",
        (member,),
    )
    return [record(LoanRecord, row) for row in rows]


def lend(db: Database, copy: ToolRecord, borrower: MemberRecord, out_at: str, due: str) -> LoanRecord:
    """Put in an open loan, marked if it is the member's first of that kind, and by whom it was: figures count by that.

    The database refuses a second open loan of one tool (IntegrityError), whatever was asked before.
    """
    kind = (borrower.row, copy.kind)
    first = db.value(_HAD_BEFORE, kind + kind) is None
    who = "owner" if copy.owner == borrower.code else "staff" if borrower.role is not None else "member"
    row = db.run(
        "INSERT INTO loan (tool, member, out_at, due, first_of_kind, borrower) VALUES (?, ?, ?, ?, ?, ?)",
        (copy.row, borrower.row, out_at, due, first, who),
    )
    if first:
        db.run("INSERT INTO borrowed (member, kind, loan) VALUES (?, ?, ?)", (*kind, row))
    return LoanRecord(
        row=row,
        tool_row=copy.row,
        member_row=borrower.row,
        tool=copy.tag,
        tool_name=copy.name,
        kind=copy.kind,
        price=copy.price,
        member=borrower.code,
        member_name=borrower.name,
        tier=borrower.tier,
        out_at=out_at,
        due=due,
        returned_at=None,
        renewals=0,
        late_days=0,
        charged=0,
    )


def take_back(db: Database, loan: int, at: str, late_days: int) -> None:
    """End an open loan."""
    db.run("UPDATE loan SET returned_at = ?, late_days = ? WHERE id = ?", (at, late_days, loan))


def set_due(db: Database, loan: int, due: str, renewals: int, late_days: int) -> None:
    """Set the due date, the count of renewals and the days of lateness that renewals have settled."""
    db.run(
        "UPDATE loan SET due = ?, renewals = ?, late_days = ? WHERE id = ?", (due, renewals, late_days, loan)
    )


def open_again(db: Database, loan: int, late_days: int) -> None:
    """Undo a return: the loan is open as before."""
    db.run("UPDATE loan SET returned_at = NULL, late_days = ? WHERE id = ?", (late_days, loan))


def undo(db: Database, loan: int, at: str, event: int) -> None:
    """Undo a checkout: the loan ends, marked as one that never was; the kind counts as not borrowed by it."""
    db.run(
        "UPDATE loan SET returned_at = max(out_at, ?), undone = ?, first_of_kind = 0 WHERE id = ?",
        (at, event, loan),
    )
    if db.changed("DELETE FROM borrowed WHERE loan = ?", (loan,)):
        _first_again(db, loan)


def _first_again(db: Database, undone: int) -> None:
    """Another loan of the same kind by the same member, if there is one, becomes the first."""
    first = db.one(
        """SELECT l.id, l.member, t.kind FROM loan u JOIN tool k ON k.id = u.tool
        JOIN loan l ON l.member = u.member AND l.undone IS NULL JOIN tool t ON t.id = l.tool AND t.kind = k.kind
        WHERE u.id = ? ORDER BY l.id LIMIT 1""",
        (undone,),
    )
    if first is not None:
        db.run("UPDATE loan SET first_of_kind = 1 WHERE id = ?", (first[0],))
        db.run("INSERT INTO borrowed (member, kind, loan) VALUES (?, ?, ?)", (first[1], first[2], first[0]))


def listed(db: Database, wanted: Wanted, limit: int, offset: int = 0) -> list[LoanRecord]:
    """Loans, the newest first; where only open ones are wanted, the soonest due first. Undone ones are left out."""
    where, values = _where(wanted)
    order = "l.due, l.id" if wanted.open_only or wanted.cutoff is not None else "l.id DESC"
    rows = db.all(
        f"SELECT {_COLUMNS} {_FROM} WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?", (*values, limit, offset)
    )
    return [record(LoanRecord, row) for row in rows]


def count(db: Database, wanted: Wanted) -> int:
    """How many loans `listed` has in all."""
    where, values = _where(wanted)
    return int(db.value(f"SELECT count(*) FROM loan l WHERE {where}", values))


def open_between(db: Database, after: str, until: str, limit: int, offset: int = 0) -> list[LoanRecord]:
    """Open loans due after one day and up to another (inclusive), the soonest due first."""
    rows = db.all(
        f"""SELECT {_COLUMNS} {_FROM} WHERE l.returned_at IS NULL AND l.due > ? AND l.due <= ?
        ORDER BY l.due, l.id LIMIT ? OFFSET ?""",
        (after, until, limit, offset),
    )
    return [record(LoanRecord, row) for row in rows]


def _where(wanted: Wanted) -> tuple[str, tuple[object, ...]]:
    terms, values = ["l.undone IS NULL"], []
    if wanted.open_only or wanted.cutoff is not None:
        terms.append("l.returned_at IS NULL")
    for column, value in (("member", wanted.member), ("tool", wanted.tool)):
        if value is not None:
            terms.append(f"l.{column} = ?")
            values.append(value)
    if wanted.cutoff is not None:
        terms.append("l.due <= ?")
        values.append(wanted.cutoff)  # type: ignore[arg-type] # values of several types, all bound
    return " AND ".join(terms), tuple(values)


def last_returned_at(db: Database, tool: int) -> str | None:
    """When the tool last came back (undone loans aside), or None."""
    at: str | None = db.value("SELECT max(returned_at) FROM loan WHERE tool = ? AND undone IS NULL", (tool,))
    return at


def last_returned(db: Database, tool: int) -> int | None:
    """The loan with which the tool came back last (undone loans aside), or None."""
    row: int | None = db.value(
        """SELECT id FROM loan WHERE tool = ? AND undone IS NULL AND returned_at IS NOT NULL
        ORDER BY out_at DESC, id DESC LIMIT 1""",
        (tool,),
    )
    return row

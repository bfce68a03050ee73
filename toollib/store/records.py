"""Rows as values: what the store hands to the desk. Dates and instants are text as in the tables; `row` is the row id.

Named tuples, since they are made from rows as they come, and cost a one-shot command nothing to define.
"""

from typing import Any, NamedTuple, TypeVar

from toollib.store.driver import Row

T = TypeVar("T", bound=tuple[Any, ...])


class MemberRecord(NamedTuple):
    """A member with what is derived at reading: debt (minor units), open loans, overdue ones."""

    row: int
    code: str
    name: str
    email: str | None
    phone: str | None
    tier: str | None
    since: str | None
    until: str | None
    role: str | None
    waiver_at: str | None
    waiver_version: str | None
    identity_at: str | None
    no_access_before: int | None
    block_why: str | None
    block_until: str | None
    note: str
    owes: int
    loans: int
    overdue: int


class ToolRecord(NamedTuple):
    """A tool with what is derived at reading: its state, open loan, who it is kept ready for, who waits.

    `repair`: why it is not lent (a ticket, a recall); `incomplete`: which parts are missing.
    """

    row: int
    tag: str
    name: str
    kind: str
    owner: str | None
    price: int | None
    branch: str | None
    place: str | None
    note: str
    state: str
    retired: int
    lost: int
    repair: str | None
    incomplete: str | None
    loan: int | None
    due: str | None
    holder: str | None
    holder_name: str | None
    ready_for: str | None
    waiting: int
    give_back: str | None
    terms: str | None


class LoanRecord(NamedTuple):
    """A loan with what the rules need of its tool and member. `charged` in minor units: what stands in the ledger."""

    row: int
    tool_row: int
    member_row: int | None
    tool: str
    tool_name: str
    kind: str
    price: int | None
    member: str | None
    member_name: str | None
    tier: str | None
    out_at: str
    due: str
    returned_at: str | None
    renewals: int
    late_days: int
    charged: int


class EntryRecord(NamedTuple):
    """A line of the ledger; `amount` is what it changes in the debt, `words` what a person wrote about it."""

    row: int
    at: str
    member_row: int
    kind: str
    amount: int
    reason: str | None
    method: str | None
    loan: int | None
    event: int
    words: str | None


class EventRecord(NamedTuple):
    """A line of the audit; `about` is JSON text, `why` what somebody said about it, if that is still kept."""

    row: int
    at: str
    who: str
    desk: str
    what: str
    about: str
    undoes: int | None
    undone_by: int | None
    by_hand: int
    why: str | None


class HoldRecord(NamedTuple):
    """A hold; `place` counts from 1 among those that wait for the same, None unless waiting."""

    row: int
    member: str
    member_name: str
    kind: str | None
    tool: str | None
    state: str
    place: int | None
    ready_until: str | None


class ReservationRecord(NamedTuple):
    """A claim on dates, both inclusive; `build` the number, `build_name` the design's name of what it is for."""

    row: int
    member: str
    member_name: str
    tool: str | None
    kind: str | None
    from_day: str
    to_day: str
    state: str
    build: int | None
    build_name: str | None


def record(cls: type[T], row: Row) -> T:
    """The row as this record; the query names its columns in the order of the fields."""
    return tuple.__new__(cls, row)

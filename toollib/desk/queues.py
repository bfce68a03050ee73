"""Queues of holds on real shelves: what time has done to them, and who a copy that came free is for.

Reads never write: where a copy was not collected in time, a read works on a copy of the table in memory on which the
queue has moved on; the next write keeps the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from toollib.desk.context import Context, stamp
from toollib.store import holds, reservations, tools

if TYPE_CHECKING:
    from toollib.rules.queue import Queued
    from toollib.store.records import ToolRecord

Before = dict[str, list[object]]
"""Holds as they were before an action changed them, by id; undo puts them back."""


class Ready(NamedTuple):
    """A copy is kept ready for somebody: the hold, the member's id and name."""

    hold: int
    member: str
    name: str


@contextmanager
def reading(context: Context) -> Iterator[None]:
    """Several reads that see one state, with every queue as it is now."""
    with context.db.reading():
        context.look_for_changes()
        if kinds := behind(context):
            holds.overlay(context.db)
            catch_up(context, kinds)
        yield


def behind(context: Context) -> list[str]:
    """The kinds whose queues time may have moved on since they were written.

    There a ready copy was not collected in time; or a copy was spared for a reservation, which changes with the days.
    """
    db, today = context.db, context.today.isoformat()
    over = holds.kinds_over(db, today) if holds.any_over(db, today) else []
    if context.queues_right_on == context.today:
        return over
    spared = reservations.kinds_waited_for(db)
    if not spared:
        context.queues_right_on = context.today
    return list(dict.fromkeys([*over, *spared]))


def catch_up(context: Context, kinds: Iterable[str]) -> None:
    """Let these queues move on; where nothing changes, they are right for today."""
    moved = [_advance(context, kind) for kind in kinds]
    if not any(moved):
        context.queues_right_on = context.today


def pass_on(context: Context, copies: Iterable[int], before: Before | None = None) -> Mapping[int, Ready]:
    """Let the queues of these copies (rows) move on; for each that is kept ready now, for whom.

    Holds that change are noted in `before` as they were, for undo.
    """
    rows = list(dict.fromkeys(copies))
    kinds = dict.fromkeys(tools.kind_of(context.db, row) for row in rows)
    for kind in kinds:
        _advance(context, kind, before)
    ready: dict[int, Ready] = {}
    for row in rows:
        hold = holds.ready_on(context.db, row)
        found = None if hold is None else holds.get(context.db, hold)
        if found is not None:
            ready[row] = Ready(found.row, found.member, found.member_name)
    return ready


def move_on(context: Context, kind: str, before: Before | None = None) -> None:
    """Let the queue of a kind move on: somebody came to it, or a copy did."""
    _advance(context, kind, before)


def collect(context: Context, member: int, copy: "ToolRecord", before: Before) -> None:
    """A member borrows a copy: a hold of theirs is fulfilled, and what was kept for somebody goes on in the queue.

    A copy that was lent past the hold of another (by an override) leaves that hold waiting at its old place.
    """
    db, closed = context.db, stamp(context.clock.now())
    mine = holds.fulfilled_by(db, member, copy.row, copy.kind)
    theirs = holds.ready_on(db, copy.row) if copy.ready_for is not None else None
    if mine is None and theirs is None:
        return
    if theirs is not None and theirs != mine:
        _change(context, theirs, ("waiting", None, None, None), before)
    if mine is not None:
        _change(context, mine, ("collected", copy.row, None, closed), before)
    _advance(context, copy.kind, before)


def put_back(context: Context, before: Mapping[str, list[object]]) -> None:
    """Undo: the holds that an action changed are as before; those kept ready last, so that no copy is kept twice."""
    for row, kept in sorted(before.items(), key=lambda item: item[1][0] == "ready"):
        state, tool, until, closed = kept
        holds.set_kept(context.db, int(row), (state, tool, until, closed))  # type: ignore[arg-type] # as noted


def close(context: Context, hold: int, before: Before | None = None) -> None:
    """End a hold that its member does not want any more; what was kept for it goes on."""
    _, copy, _, _ = holds.kept(context.db, hold)
    _change(context, hold, ("cancelled", None, None, stamp(context.clock.now())), before)
    if copy is not None:
        _advance(context, tools.kind_of(context.db, copy), before)


def _advance(context: Context, kind: str, before: Before | None = None) -> bool:
    """Let the queue of a kind move on; answers whether anything changed."""
    from toollib.rules.queue import Queued, advance

    db, today = context.db, context.today
    queue = [
        Queued(
            row,
            "ready" if state == "ready" else "waiting",
            copy,
            tool,
            date.fromisoformat(until) if until else None,
        )
        for row, state, copy, tool, until in holds.queue(db, kind)
    ]
    if not queue:
        return False
    free = dict.fromkeys(holds.free_copies(db, kind), today)
    for each in queue:  # what was not collected is there again, for a reservation as well as for the next
        if each.until is not None and each.until < today:
            _change(context, each.id, _kept(context, replace(each, state="expired")), before)
    promised: list[_Promised] = []

    def may_keep(copy: int, since: date) -> bool:
        until = context.keep_until(since)
        if until < today:  # then it was spared for what ran out since
            return not reservations.ran_out_between(db, copy, kind, (since.isoformat(), until.isoformat()))
        may = _may_keep(context, kind, (copy, until), promised)
        if may:
            promised.append((copy, until))
        return may

    changes = advance(queue, free, today, keep=context.keep_until, may_keep=may_keep)
    # Copies are let go before they are kept for somebody else: the database knows one ready hold a copy.
    for change in sorted(changes, key=lambda each: each.state == "ready"):
        _change(context, change.id, _kept(context, change), before)
    return bool(changes)


def _kept(context: Context, hold: "Queued") -> holds.Kept:
    if hold.state == "ready":
        return "ready", hold.tool, None if hold.until is None else hold.until.isoformat(), None
    return hold.state, None, None, stamp(context.clock.now()) if hold.state == "expired" else None


def _change(context: Context, hold: int, now: holds.Kept, before: Before | None) -> None:
    if before is not None:
        before.setdefault(str(hold), list(holds.kept(context.db, hold)))
    holds.set_kept(context.db, hold, now)


_Promised = tuple[int, date]
"""A copy (row) and the day until which it is kept for somebody."""


def _may_keep(context: Context, kind: str, this: _Promised, others: Iterable[_Promised]) -> bool:
    """Whether a copy may be kept beside others: it leaves the library, and no reservation would be broken."""
    from toollib.desk.bookings import Away, reserved_from
    from toollib.desk.facts import policy_for

    copy, until = this
    if policy_for(context, tools.tag_of(context.db, copy), kind, None).stays_here:
        return False
    also = [Away(each, kind, day) for each, day in others]
    return reserved_from(context, Away(copy, kind, until), also) is None

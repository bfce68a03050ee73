"""What happened to a tool or a member, as lines, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from toollib.tui import words
from toollib.tui.widgets.lines import Line, Piece, line

if TYPE_CHECKING:
    from toollib.desk.views import Entry, Event, Hold, Page, Reservation
    from toollib.tui.words import Sayings


def loan_history(page: Page, say: Sayings, now: datetime, *, by: Literal["member", "tool"]) -> Iterator[Line]:
    """Loans, told by who had it or by what they had; the last line says how many are not shown."""
    today = say.today(now)
    for loan in page.rows:
        who = f"{loan.member_name or 'somebody forgotten'} · {loan.member or ''}"
        what = who if by == "member" else f"{loan.tool} {loan.tool_name}"
        out = words.day(say.today(loan.out_at), today)
        if loan.returned_at is None:
            yield line(f"  {out}  {what}  ", Piece("out, due "), words.due(loan, today))
            continue
        late = f", {loan.late_days} late" if loan.late_days else ""
        cost = f", {say.money(loan.charged)}" if loan.charged else ""
        yield line(
            f"  {out} – {words.day(say.today(loan.returned_at), today)}  {what}",
            Piece(f"{late}{cost}", "warn"),
        )
    if page.total > len(page.rows):
        yield line(Piece(f"  and {page.total - len(page.rows):,} earlier", "dim"))


def promise_rows(
    holds: Iterable[Hold], reservations: Iterable[Reservation], today: date, *, by: Literal["member", "tool"]
) -> Iterator[Line]:
    """Holds and reservations, told by whose or by what: what is ready or begins first on top."""
    for hold in sorted(holds, key=lambda each: each.state != "ready"):
        who = f"{hold.member_name} · {hold.member}" if by == "member" else words.thing(hold)
        yield line(f"  {who}  ", words.hold(hold, today))
    for each in reservations:
        who = f"{each.member_name} · {each.member}" if by == "member" else words.thing(each)
        yield line(f"  {who}  reserved ", words.reservation(each, today))


def event_lines(events: Iterable[Event], say: Sayings, now: datetime) -> Iterator[Line]:
    """Events: when, what, who did it at which desk, and whether it was undone; a clock set by hand for all is said once."""
    events = tuple(events)
    all_by_hand = len(events) > 1 and all(each.by_hand for each in events)
    if all_by_hand:
        yield line(Piece("  all with the clock set by hand", "dim"))
    for each in events:
        undone = Piece("  undone", "warn") if each.undone_by is not None else ""
        yield line(
            f"  {say.moment(each.at, now)}  {words.event(each)}",
            Piece(f"  by {each.who} at {each.desk}", "dim"),
            Piece("  clock set by hand", "dim") if each.by_hand and not all_by_hand else "",
            undone,
        )


def entry_lines(entries: Iterable[Entry], say: Sayings, now: datetime) -> Iterator[Line]:
    """The last lines of an account, newest first."""
    for each in reversed(tuple(entries)):
        sign = "-" if each.effect < 0 else "+"
        why = f"  {each.why}" if each.why else ""
        by = f" by {each.by}" if each.by else ""
        yield line(f"  {say.moment(each.at, now)}  {sign}{say.money(abs(each.effect))}  {each.kind}{by}{why}")

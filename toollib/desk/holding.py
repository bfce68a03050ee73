"""Holds: waiting for any copy of a kind or for one copy, in the order in which people asked."""

from collections.abc import Sequence

from catalog.text import quote
from toollib.desk import dealings, queues, views
from toollib.desk.action import Action, acting
from toollib.desk.context import Context
from toollib.desk.facts import member_facts
from toollib.desk.loan_events import found
from toollib.desk.lookup import kind_or_copy, member_row
from toollib.desk.reads import ALL, Part
from toollib.desk.wanting import note_open
from toollib.desk.wanting import wanted as what_is_wanted
from toollib.rules.eligibility import why_not_keep
from toollib.rules.reasons import reason
from toollib.store import holds, loans, members, tools
from toollib.store.codes import Meant

OPEN = ("waiting", "ready")
ANY = ("waiting", "ready", "collected", "expired", "cancelled")


def hold(context: Context, member: str, wanted: str) -> views.Hold:
    """Put a member into the queue for a kind or for one tool; a copy that is free is kept ready at once.

    Raises:
        Refused: the reasons of the names, of the membership, `hold-limit`, `already-held`, `tool-retired`,
            `tool-lost`, `tool-stays-here`; `date-wrong` where no day is open on which a copy could be collected.
    """
    with acting(context, "desk") as action:
        who = found(action, member_row, member)
        kind, copy = what_is_wanted(action, wanted)
        if who is not None:
            _note_member(action, who)
            _note_already(action, who, kind, copy)
        note_open(action)
        action.settle()
        assert who is not None  # noqa: S101 - else settle has raised
        row = holds.place(context.db, who, kind, copy, action.moment.at)
        queued = tools.kind_of(context.db, copy) if copy is not None else kind
        queues.move_on(context, str(queued), action.holds)
        placed = holds.get(context.db, row)
        assert placed is not None  # noqa: S101 - it was put in just now
        links = [Meant("member", who), *([Meant("tool", copy)] if copy is not None else [])]
        about = {"member": placed.member, "hold": str(row), "kind": kind, "tool": placed.tool}
        action.record("hold", about, tuple(links))
        return dealings.hold_view(placed)


def cancel(context: Context, hold_id: str) -> views.Hold:
    """Take a member out of a queue; a copy that was kept ready goes to the next.

    Raises:
        Refused: `hold-unknown`, also for one that is over.
    """
    with acting(context, "desk") as action:
        row = int(hold_id) if hold_id.isascii() and hold_id.isdigit() and len(hold_id) < 19 else 0
        known = holds.get(context.db, row)
        if known is None or known.state not in OPEN:
            over = "" if known is None else f" ({known.state})"
            action.reasons.append(
                reason("hold-unknown", f"no open hold has the number {quote(hold_id)}{over}")
            )
        action.settle()
        assert known is not None  # noqa: S101 - else settle has raised
        queues.close(context, row)
        who = member_row(context, known.member)
        action.record("hold-cancel", {"member": known.member, "hold": str(row)}, (Meant("member", who),))
        closed = holds.get(context.db, row)
        assert closed is not None  # noqa: S101 - holds never go
        return dealings.hold_view(closed)


def hold_list(context: Context, states: Sequence[str] = OPEN, part: Part = ALL) -> tuple[views.Hold, ...]:
    """Holds in these states, in the order they were placed."""
    with queues.reading(context):
        found_holds = holds.listed(context.db, tuple(states), part.limit, part.offset)
        return tuple(dealings.hold_view(each) for each in found_holds)


def holds_of(context: Context, member: str) -> tuple[views.Hold, ...]:
    """What a member waits for or can collect.

    Raises:
        Refused: the reasons of the member's name.
    """
    with queues.reading(context):
        row = member_row(context, member)
        return tuple(dealings.hold_view(each) for each in holds.of_member(context.db, row))


def holds_for(context: Context, tool_or_kind: str) -> tuple[views.Hold, ...]:
    """Who waits for a kind, or what one copy could be lent for, in the order placed.

    Raises:
        Refused: `kind-unknown`, or the reasons of the tool's name.
    """
    with queues.reading(context):
        kind, copy = kind_or_copy(context, tool_or_kind)
        found_holds = (
            holds.of_kind(context.db, kind) if copy is None else holds.of_copy(context.db, copy, kind)
        )
        return tuple(dealings.hold_view(each) for each in found_holds)


def undo(action: Action, hold_id: int) -> None:
    """Undo of a hold: it never was; a copy kept for it goes on."""
    queues.close(action.context, hold_id)


def _note_member(action: Action, row: int) -> None:
    context = action.context
    record = members.get(context.db, row, context.cutoff)
    facts = member_facts(context, record)
    rules = context.settings.membership.rules(context.settings.currency)
    action.reasons.extend(why_not_keep(facts, rules, action.moment.today))
    most, now = context.settings.holds.at_most, len(holds.of_member(context.db, row))
    if now >= most:
        action.reasons.append(reason("hold-limit", f"{record.name} has {now} of at most {most} holds"))


def _note_already(action: Action, member: int, kind: str | None, copy: int | None) -> None:
    """Nobody waits twice for the same, nor for what they have at home."""
    db = action.context.db
    if kind is None and copy is None:
        return
    if holds.has_open(db, member, kind, copy):
        action.reasons.append(reason("already-held", "this member waits for it already, or can collect it"))
    for loan in loans.open_of_member(db, member):
        if loan.tool_row == copy or (kind is not None and loan.kind == kind):
            action.reasons.append(
                reason("already-held", f"this member has {loan.tool} {loan.tool_name} on loan")
            )
            return

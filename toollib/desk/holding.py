"""Holds: waiting for any copy of a kind or for one copy, in the order in which people asked."""

from collections.abc import Sequence

from catalog.text import quote
from toollib.desk import dealings, queues, views
from toollib.desk.action import Action, acting
from toollib.desk.context import Context
from toollib.desk.facts import member_facts, policy_for
from toollib.desk.loan_events import found
from toollib.desk.lookup import kind_slug, member_row
from toollib.desk.reads import ALL, Part
from toollib.rules.eligibility import why_not_keep
from toollib.rules.reasons import reason
from toollib.store import codes, holds, loans, members, tools
from toollib.store.codes import Meant

OPEN = ("waiting", "ready")
ANY = ("waiting", "ready", "collected", "expired", "cancelled")


def hold(context: Context, member: str, wanted: str) -> views.Hold:
    """Put a member into the queue for a kind or for one tool; a copy that is free is kept ready at once.

    Raises:
        Refused: the reasons of the names, of the membership, `hold-limit`, `already-held`, `tool-retired`,
            `tool-lost`, `tool-stays-here`.
    """
    with acting(context, "desk") as action:
        who = found(action, member_row, member)
        kind, copy = _wanted(action, wanted)
        if who is not None:
            _note_member(action, who)
            _note_already(action, who, kind, copy)
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


def undo(action: Action, hold_id: int) -> None:
    """Undo of a hold: it never was; a copy kept for it goes on."""
    queues.close(action.context, hold_id)


def _wanted(action: Action, text: str) -> tuple[str | None, int | None]:
    """The kind, or the copy (a row), that a text means; what is wrong with it is noted."""
    meant = codes.meaning(action.context.db, text)
    if meant is not None and meant.thing == "tool":
        _note_copy(action, meant.row)
        return None, meant.row
    if meant is not None:
        action.reasons.append(reason("kind-unknown", f"{quote(text)} is a member, not a tool or kind"))
        return None, None
    kind = found(action, kind_slug, text)
    if kind is not None:
        _note_kind(action, kind)
    return kind, None


def _note_copy(action: Action, row: int) -> None:
    context = action.context
    copy = tools.get(context.db, row, action.moment.today.isoformat())
    name = f"{copy.tag} {copy.name}"
    if copy.retired:
        action.reasons.append(reason("tool-retired", f"{name} is retired"))
    if copy.lost:
        action.reasons.append(reason("tool-lost", f"{name} is recorded as lost"))
    if policy_for(context, copy.tag, copy.kind, None).stays_here:
        action.reasons.append(reason("tool-stays-here", f"{name} is for use in the library only"))


def _note_kind(action: Action, kind: str) -> None:
    context = action.context
    copies = tools.tags_of_kind(context.db, kind)
    if not copies:
        action.reasons.append(reason("kind-unknown", f"the library has no {context.vocabulary.name(kind)}"))
    elif all(policy_for(context, tag, kind, None).stays_here for tag in copies):
        text = f"{context.vocabulary.name(kind)} is for use in the library only"
        action.reasons.append(reason("tool-stays-here", text))


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

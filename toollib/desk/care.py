"""Care for tools: repair tickets, notes, and tools that leave the shelf (retired, lost) or come back to it (found)."""

from collections.abc import Iterable

from catalog.text import plain
from toollib.desk import care_views, dealings, portraits, queues, views
from toollib.desk.action import Action, acting
from toollib.desk.context import Context, instant
from toollib.desk.editing import note_overtaken
from toollib.desk.loan_events import found as meant
from toollib.desk.lookup import tool_row
from toollib.desk.returning import give_deposit_back
from toollib.rules import texts
from toollib.rules.money import Amount
from toollib.rules.reasons import reason, refuse
from toollib.store import care, events, holds, ledger, loans, tools
from toollib.store.codes import Meant
from toollib.store.records import LoanRecord, ToolRecord


def repair(context: Context, tool: str, text: str) -> views.Tool:
    """Open a repair ticket: the tool is not lent until it is fixed. One that is out can still come back.

    Raises:
        Refused: `tool-unknown`, `tool-retired`, `tool-lost`, `tool-in-repair` for a ticket that says nothing.
    """
    with acting(context, "desk") as action:
        copy = the_copy(action, tool)
        if not plain(text).strip():
            action.reasons.append(reason("tool-in-repair", "say what is wrong with the tool"))
        action.note_text("the text", text)
        note_gone(action, copy)
        copy = settled(action, copy)
        ticket = care.open_ticket(context.db, copy.row, text, action.moment.at)
        let_go(action, [copy.row])
        event = action.record(
            "tool-repair", {"tool": copy.tag, "repairs": [str(ticket)]}, (Meant("tool", copy.row),)
        )
        care.came_with(context.db, [ticket], event)
        return portraits.tool_view(context, copy.row)


def fixed(context: Context, tool: str) -> views.Tool:
    """Close the repair tickets of a tool, missing parts among them: the first in the queue gets it.

    A recall stays: a new blade makes no unsafe saw safe.

    Raises:
        Refused: `tool-unknown`, `tool-in-repair` where there is no open ticket.
    """
    with acting(context, "desk") as action:
        copy = the_copy(action, tool)
        tickets = [] if copy is None else care.open_tickets(context.db, copy.row)
        if copy is not None and not tickets:
            recalled = bool(care.recalled(context.db, [copy.row]))
            if recalled:
                action.hints.append("`toollib tool recall-end` ends a recall")
            why = "is recalled, which no repair ends" if recalled else f"is not in repair ({copy.state})"
            action.reasons.append(reason("tool-in-repair", f"{named(copy)} {why}"))
        copy = settled(action, copy)
        rows = [each.row for each in tickets]
        care.fix(context.db, rows, action.moment.at)
        queues.pass_on(context, [copy.row], action.holds)
        about = {"tool": copy.tag, "repairs": [str(row) for row in rows]}
        action.record("tool-fixed", about, (Meant("tool", copy.row),))
        return portraits.tool_view(context, copy.row)


def undo_repair(action: Action, tickets: Iterable[str]) -> None:
    """Undo the opening of these tickets, with the parts that are owed for them."""
    care.forget(action.context.db, map(int, tickets))


def undo_fixed(action: Action, tickets: Iterable[str]) -> None:
    """Undo the closing of these tickets."""
    care.open_again(action.context.db, map(int, tickets))


def retire(context: Context, tool: str, why: str) -> views.Tool:
    """Take a tool off the shelf for good; also when it goes back to the member whose it is.

    Raises:
        Refused: `tool-unknown`, `tool-on-loan`, `tool-retired` (also where no why is given), `role-missing`.
    """
    with acting(context, "records") as action:
        copy = the_copy(action, tool)
        if not plain(why).strip():
            action.reasons.append(reason("tool-retired", "say why the tool is retired"))
        action.note_text("the why", why)
        if copy is not None and copy.loan is not None:
            whom = copy.holder_name or "a member who left"
            action.reasons.append(reason("tool-on-loan", f"{named(copy)} is out with {whom}"))
        if copy is not None and copy.retired:
            action.reasons.append(reason("tool-retired", f"{named(copy)} is retired already"))
        copy = settled(action, copy)
        tools.change(context.db, copy.row, {"retired_at": action.moment.at, "retired_why": why})
        let_go(action, [copy.row])
        detail = events.Detail(why=why)
        action.record("tool-retire", {"tool": copy.tag}, (Meant("tool", copy.row),), detail=detail)
        return portraits.tool_view(context, copy.row)


def lost(context: Context, tool: str, *, charge: str | None = None) -> care_views.Lost:
    """Record a tool as lost. If it was out, the loan ends and its borrower is charged the price, or `charge`.

    The price takes the place of what lateness would still cost; the deposit is given back against it.

    Raises:
        Refused: `tool-unknown`, `tool-lost`, `tool-retired`, `amount-wrong`, `not-on-loan` for a charge to
            nobody, `role-missing`.
    """
    with acting(context, "records") as action:
        copy = the_copy(action, tool)
        loan = None if copy is None else loans.open_of_tool(context.db, copy.row)
        note_gone(action, copy)
        asked = None if charge is None else action.amount(charge)
        if copy is not None and loan is None and charge is not None:
            text = f"{named(copy)} is not on loan: nobody can be charged for it"
            action.reasons.append(reason("not-on-loan", text))
        copy = settled(action, copy)
        tools.change(context.db, copy.row, {"lost_at": action.moment.at})
        if loan is not None:
            at = max(action.moment.at, loan.out_at)
            days, _ = dealings.lateness(context, loan, context.local_day(instant(at)))
            loans.take_back(context.db, loan.row, at, days)
        let_go(action, [copy.row])
        event = _record_loss(action, copy, loan)
        due = Amount(max(0, (copy.price or 0) - (loan.charged if loan else 0))) if asked is None else asked
        charged = _charge_loss(action, loan, due, event)
        told: tuple[str, ...] = ()
        if loan is not None and asked is None and copy.price is None:
            told = (f"{named(copy)} has no price: {loan.member_name or 'its borrower'} was charged nothing",)
        shown = portraits.tool_view(context, copy.row)
        return care_views.Lost(shown, charged, loan.member if loan is not None else None, told)


def found(context: Context, tool: str) -> care_views.Recovered:
    """A lost tool is here again: what its borrower was charged for it is taken back.

    Raises:
        Refused: `tool-unknown`, `tool-lost` for a tool that is not recorded as lost, `role-missing`.
    """
    with acting(context, "records") as action:
        copy = the_copy(action, tool)
        if copy is not None and not copy.lost:
            text = f"{named(copy)} is not recorded as lost ({copy.state})"
            action.reasons.append(reason("tool-lost", text))
        copy = settled(action, copy)
        this = Meant("tool", copy.row)
        loss = events.last_about(context.db, this, "tool-lost")
        charges = [] if loss is None else care.standing_charges(context.db, loss.row, "lost")
        tools.change(context.db, copy.row, {"lost_at": None})
        queues.pass_on(context, [copy.row], action.holds)
        links = tuple(dict.fromkeys([this, *(Meant("member", each.member_row) for each in charges)]))
        event = action.record("tool-found", {"tool": copy.tag}, links)
        ledger.void(context.db, charges, at=action.moment.at, event=event)
        voided = Amount(sum(each.amount for each in charges))
        return care_views.Recovered(portraits.tool_view(context, copy.row), voided)


def note(context: Context, tool: str, text: str, *, seen: views.Tool | None = None) -> views.Tool:
    """Put a note to a tool in place of the one before; "" removes it. `seen`: the tool as the form showed it.

    Raises:
        Refused: `tool-unknown`, `role-missing`, `amount-wrong` for a text that is too long, `library-busy` where the
            note was changed since it was seen.
    """
    with acting(context, "desk") as action:
        action.note_text("the note", text, texts.NOTE)
        copy = the_copy(action, tool)
        if copy is not None and seen is not None and copy.note != text:
            shown, kept = {"note": seen.note}, {"note": copy.note}
            note_overtaken(action, Meant("tool", copy.row), {"note": text}, kept, shown=shown)
        copy = settled(action, copy)
        tools.change(context.db, copy.row, {"note": text})
        detail = events.Detail(before={"note": copy.note}, after={"note": text})
        action.record("tool-note", {"tool": copy.tag}, (Meant("tool", copy.row),), detail=detail)
        return portraits.tool_view(context, copy.row)


def the_copy(action: Action, text: str) -> ToolRecord | None:
    """The tool that a text means; None, with the reasons noted, where it means none."""
    row = meant(action, tool_row, text)
    return None if row is None else tools.get(action.context.db, row, action.moment.today.isoformat())


def settled(action: Action, copy: ToolRecord | None) -> ToolRecord:
    """The tool, if nothing speaks against the action.

    Raises:
        Refused: every reason noted.
    """
    action.settle()
    if copy is None:  # then a reason was noted, and told
        raise refuse("tool-unknown", "no tool is named")
    return copy


def note_gone(action: Action, copy: ToolRecord | None) -> None:
    """Note that a tool is not there to be cared for."""
    if copy is not None and copy.lost:
        action.reasons.append(reason("tool-lost", f"{named(copy)} is recorded as lost"))
    if copy is not None and copy.retired:
        action.reasons.append(reason("tool-retired", f"{named(copy)} is retired"))


def named(copy: ToolRecord) -> str:
    """A tool as messages call it."""
    return f"{copy.tag} {copy.name}"


def let_go(action: Action, copies: Iterable[int]) -> None:
    """Copies (rows) that cannot be lent any more are kept for nobody: who had one ready is first in the queue again."""
    db, rows = action.context.db, list(copies)
    for row in rows:
        hold = holds.ready_on(db, row)
        if hold is not None:
            action.holds.setdefault(str(hold), list(holds.kept(db, hold)))
            holds.set_kept(db, hold, ("waiting", None, None, None))
    queues.pass_on(action.context, rows, action.holds)


def _record_loss(action: Action, copy: ToolRecord, loan: LoanRecord | None) -> int:
    about, links = {"tool": copy.tag}, [Meant("tool", copy.row)]
    if loan is not None:
        about["loan"] = str(loan.row)
    if loan is not None and loan.member is not None and loan.member_row is not None:
        about["member"] = loan.member
        links.append(Meant("member", loan.member_row))
    return action.record("tool-lost", about, tuple(links))


def _charge_loss(action: Action, loan: LoanRecord | None, due: Amount, event: int) -> Amount:
    """Give the deposit back and charge the loss to the borrower; answers what was charged."""
    if loan is None or loan.member_row is None:
        return Amount(0)
    db, at = action.context.db, action.moment.at
    give_deposit_back(action, loan, event)
    if due:
        ledger.add(db, ledger.NewEntry(at, loan.member_row, "charge", due, event, "lost", loan=loan.row))
    return due

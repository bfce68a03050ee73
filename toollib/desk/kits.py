"""Tools with counted parts: what did not come back with a loan, and how that is settled.

A part that is missing opens a repair ticket of its own, so the tool waits until it is whole again; the member owes the
part until it is brought or charged, and borrows on meanwhile.
"""

from dataclasses import dataclass

from catalog.text import fold, quote
from toollib.desk import care_views, portraits, queues, views
from toollib.desk.action import Action, acting
from toollib.desk.care import named, settled, the_copy
from toollib.desk.context import Context
from toollib.desk.loan_events import found
from toollib.desk.lookup import member_row
from toollib.rules import kits
from toollib.rules.reasons import reason
from toollib.store import care, events, ledger, tools
from toollib.store.care import NewPart, PartRecord
from toollib.store.codes import Meant
from toollib.store.records import LoanRecord, ToolRecord


@dataclass(frozen=True, slots=True)
class Trouble:
    """What was wrong with a tool that came back: what is broken, which parts ("NAME=QTY") are missing."""

    broken: str | None = None
    missing: tuple[str, ...] = ()


def missing_parts(action: Action, loan: LoanRecord, trouble: Trouble) -> dict[str, int]:
    """The parts that are missing, as the tool names them; what cannot be missing is noted."""
    if not trouble.missing:
        return {}
    db = action.context.db
    belongs = dict(tools.accessories(db, [loan.tool_row]).get(loan.tool_row, ()))
    lacking = care.lacking(db, loan.tool_row)
    checked = kits.missing(f"{loan.tool} {loan.tool_name}", trouble.missing, belongs, lacking)
    action.reasons.extend(checked.reasons)
    return dict(checked.parts)


def open_tickets(action: Action, loan: LoanRecord, broken: str | None, parts: dict[str, int]) -> list[int]:
    """Open a ticket for what is broken and one for each missing part, which the borrower owes; answers their ids."""
    db, at = action.context.db, action.moment.at
    opened = [] if broken is None else [care.open_ticket(db, loan.tool_row, broken, at)]
    for name, qty in parts.items():
        owed = None
        if loan.member_row is not None:
            owed = care.owe(db, NewPart(loan.member_row, loan.tool_row, loan.row, name, qty), at)
        opened.append(care.open_ticket(db, loan.tool_row, _text(name, qty), at, owed=owed))
    return opened


def brought(context: Context, tool: str, part: str, *, member: str | None = None) -> views.Tool:
    """A part that was missing is here: "battery", or "bit=2" of more. The tool is whole when nothing else lacks.

    Where several owe the same part, it is the oldest debt unless `member` says whose.

    Raises:
        Refused: `tool-unknown`, `accessory-missing` where nobody owes that, `amount-wrong`.
    """
    with acting(context, "desk") as action:
        owed, count, copy = _owed(action, tool, part, member)
        copy = settled(action, copy)
        assert owed is not None  # noqa: S101 - else settle has raised
        left = owed.qty - (count or owed.qty)
        if left:
            care.owe_less(context.db, owed.row, left)
            if owed.ticket is not None:
                care.rename(context.db, owed.ticket, _text(owed.name, left))
        else:
            care.settle(context.db, owed.row, action.moment.at, "brought")
            if owed.ticket is not None:
                care.fix(context.db, [owed.ticket], action.moment.at)
        queues.pass_on(context, [copy.row], action.holds)
        _record(action, "tool-part-brought", copy, owed)
        return portraits.tool_view(context, copy.row)


def charged(
    context: Context, tool: str, part: str, amount: str, *, member: str | None = None
) -> care_views.PartCharged:
    """A part that stays missing is charged to the member, who owes it no longer; the tool waits for a new one.

    Raises:
        Refused: as in `brought`.
    """
    with acting(context, "desk") as action:
        owed, count, copy = _owed(action, tool, part, member)
        minor = found(action, Context.amount, amount)
        if owed is not None and count is not None and count != owed.qty:
            text = f"{owed.member_name} owes {owed.qty} {quote(owed.name)}: they are charged together"
            action.reasons.append(reason("amount-wrong", text))
        copy = settled(action, copy)
        assert owed is not None and minor is not None  # noqa: S101, PT018 - else settle has raised
        care.settle(context.db, owed.row, action.moment.at, "charged")
        event = _record(action, "tool-part-charged", copy, owed)
        entry = ledger.NewEntry(action.moment.at, owed.member_row, "charge", minor, event, "part")
        ledger.add(context.db, entry)
        return care_views.PartCharged(portraits.tool_view(context, copy.row), owed.member, minor)


def _owed(
    action: Action, tool: str, part: str, member: str | None
) -> tuple[PartRecord | None, int | None, ToolRecord | None]:
    """The debt that a part means, how many are meant (None: not said), and the tool; what is wrong is noted."""
    copy = the_copy(action, tool)
    who = None if member is None else found(action, member_row, member)
    asked = kits.counted(part)
    if asked is None:
        action.reasons.append(reason("amount-wrong", f"{quote(part)} is no part; write it like battery=2"))
    if copy is None or asked is None or (member is not None and who is None):
        return None, None, copy
    name, count = asked[0], asked[1] if "=" in part else None
    debts = care.owed_of(action.context.db, copy.row)
    fits = [each for each in debts if fold(each.name) == fold(name) and who in {None, each.member_row}]
    if not fits:
        owed = kits.told((each.name, each.qty) for each in debts)
        text = f"nobody owes {quote(name)} of {named(copy)}" if who is None else f"{quote(name)} is not owed"
        action.reasons.append(
            reason("accessory-missing", f"{text}; owed: {owed or 'nothing'}", override=False)
        )
        return None, None, copy
    if count is not None and count > fits[0].qty:
        text = f"only {fits[0].qty} {quote(fits[0].name)} of {named(copy)} are owed, not {count}"
        action.reasons.append(reason("amount-wrong", text))
    return fits[0], count, copy


def _record(action: Action, what: str, copy: ToolRecord, owed: PartRecord) -> int:
    about = {"tool": copy.tag, "member": owed.member}
    links = (Meant("tool", copy.row), Meant("member", owed.member_row))
    return action.record(what, about, links, detail=events.Detail(after={"part": owed.name}))


def _text(name: str, qty: int) -> str:
    return f"missing: {kits.told([(name, qty)])}"

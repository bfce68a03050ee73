"""What lending, taking back and renewing share: finding loans, noting reasons, recording the event."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from toollib.desk.action import Action
from toollib.desk.context import Context, stamp
from toollib.desk.lookup import tool_row
from toollib.rules.money import Amount
from toollib.rules.reasons import Refused, reason
from toollib.store import events, ledger, loans, tools
from toollib.store.codes import Meant
from toollib.store.records import LoanRecord

T = TypeVar("T")


def found(action: Action, look_up: Callable[[Context, str], T], text: str) -> T | None:
    """What a text means; where it means nothing, the reasons and the way out are noted and None comes back."""
    try:
        return look_up(action.context, text)
    except Refused as refused:
        action.reasons.extend(each for each in refused.reasons if each not in action.reasons)
        if refused.hint is not None:
            action.hints.append(refused.hint)
        return None


def tool_rows(action: Action, wanted: Sequence[str]) -> list[int]:
    """The rows of the tools named, each once; what means nothing is noted, and that none is named."""
    if not wanted:
        action.reasons.append(reason("tool-unknown", "no tool is named"))
    rows = (found(action, tool_row, each) for each in wanted)
    return list(dict.fromkeys(row for row in rows if row is not None))


def open_loan(action: Action, tool: int) -> LoanRecord | None:
    """The open loan of a tool; where it has none, that is noted as a reason."""
    loan = loans.open_of_tool(action.context.db, tool)
    if loan is None:
        copy = tools.get(action.context.db, tool, action.moment.today.isoformat())
        action.reasons.append(reason("not-on-loan", f"{copy.tag} {copy.name} is not on loan ({copy.state})"))
    return loan


@dataclass(frozen=True, slots=True)
class Happened:
    """What the event of a lending verb tells. `at`: another instant than now, from paper or a drop box.

    `tickets`: repair tickets that were opened on the way.
    """

    what: str
    loans: Sequence[LoanRecord]
    at: datetime | None = None
    before: Mapping[str, Any] | None = None
    tickets: Sequence[int] = ()


def record(action: Action, happened: Happened) -> int:
    """Append the event; it is about each tool and each member concerned. Answers its id."""
    borrowers = dict.fromkeys(each.member for each in happened.loans if each.member is not None)
    about: dict[str, Any] = {
        **({"member": next(iter(borrowers))} if len(borrowers) == 1 else {"members": list(borrowers)}),
        "tools": [each.tool for each in happened.loans],
        "loans": [str(each.row) for each in happened.loans],
    }
    if happened.at is not None:
        about["at"] = stamp(happened.at)
    if happened.tickets:
        about["repairs"] = [str(row) for row in happened.tickets]
    links = [Meant("tool", each.tool_row) for each in happened.loans]
    links += [Meant("member", each.member_row) for each in happened.loans if each.member_row is not None]
    detail = events.Detail(before=happened.before) if happened.before is not None else None
    return action.record(happened.what, about, tuple(links), detail=detail)


def charge_late(action: Action, loan: LoanRecord, charge: Amount, event: int) -> None:
    """Charge lateness (minor units) to the borrower, if there is any."""
    if charge and loan.member_row is not None:
        entry = ledger.NewEntry(
            action.moment.at, loan.member_row, "charge", charge, event, "late", loan=loan.row
        )
        ledger.add(action.context.db, entry)

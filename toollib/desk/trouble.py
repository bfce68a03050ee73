"""What is found out about a tool shortly after it came back: it is broken, or not all of it is there.

The return stands as it was, with what it cost; its borrower owes what is missing. Undo takes back what was told, and
a second undo the return.
"""

import json
from datetime import timedelta

from toollib.desk import care, dealings, kits, views
from toollib.desk.action import Action, acting
from toollib.desk.context import Context, instant
from toollib.desk.loan_events import Happened, record
from toollib.desk.returning import understood
from toollib.rules.money import Amount
from toollib.rules.reasons import reason
from toollib.store import care as tickets
from toollib.store import events, loans
from toollib.store.codes import Meant
from toollib.store.records import LoanRecord, ToolRecord


def tell(context: Context, tool: str, trouble: kits.Trouble) -> views.Returned:
    """What is broken or missing of a tool that came back within `undo.minutes`.

    Raises:
        Refused: `tool-unknown`, `tool-on-loan` while it is out, `not-on-loan` where it was not lent or came back too
            long ago, `tool-lost`, `tool-retired`, `accessory-missing` for a part that cannot be missing,
            `tool-in-repair` where nothing is told.
    """
    with acting(context, "desk") as action:
        copy = care.the_copy(action, tool)
        care.note_gone(action, copy)
        loan = None if copy is None else _came_back(action, copy)
        lacks = {} if loan is None else understood(action, loan, trouble)
        if trouble.broken is None and not trouble.missing:
            action.reasons.append(reason("tool-in-repair", "say what is broken, or which part is missing"))
        copy = care.settled(action, copy)
        assert loan is not None  # noqa: S101 - else settle has raised
        opened = kits.open_tickets(action, loan, trouble.broken, lacks)
        care.let_go(action, [copy.row])
        event = record(action, Happened("return-trouble", [loan], tickets=opened))
        tickets.came_with(context.db, opened, event)
        shown = dealings.with_parts(context, dealings.loan_views(context, [loan]), [copy.row])
        return views.Returned((views.ReturnedTool(shown[0], Amount(0), None, str(opened[0])),))


def _came_back(action: Action, copy: ToolRecord) -> LoanRecord | None:
    """The loan with which a tool was here last, if it came back a moment ago; where it has none, that is noted."""
    if copy.loan is not None:
        text = f"{care.named(copy)} is out: tell it with the return"
        action.reasons.append(reason("tool-on-loan", text))
        return None
    db, name = action.context.db, care.named(copy)
    row = loans.last_returned(db, copy.row)
    back = events.last_about(db, Meant("tool", copy.row), "return")
    # A loan that ended because the tool was lost has no return, though an earlier one may have.
    if row is None or back is None or str(row) not in json.loads(back.about)["loans"]:
        action.reasons.append(reason("not-on-loan", f"{name} did not come back from a loan"))
        return None
    minutes = action.context.settings.undo.minutes
    if action.moment.now - instant(back.at) > timedelta(minutes=minutes):
        action.hints.append("`toollib tool repair` opens a ticket at any time")
        action.reasons.append(reason("not-on-loan", f"{name} came back more than {minutes} minutes ago"))
        return None
    return loans.get(db, row)

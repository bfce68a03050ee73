"""The history of one tool: loans, events, repairs, files; for its owner, how often it helped somebody."""

from toollib.desk import care_views, dealings, files, portraits, queues
from toollib.desk.context import Context, instant
from toollib.desk.lookup import tool_row
from toollib.desk.reads import ALL, Part
from toollib.store import care, events, loans
from toollib.store.codes import Meant


def history(context: Context, tool: str, part: Part = ALL) -> care_views.History:
    """All that happened to a tool, newest first; `part` says which of its loans and events.

    Raises:
        Refused: the reasons of the tool's name.
    """
    with queues.reading(context):
        row = tool_row(context, tool)
        among = loans.Wanted(tool=row)
        lent = loans.listed(context.db, among, part.limit, part.offset)
        told = events.newest(context.db, Meant("tool", row), part.limit, part.offset)
        return care_views.History(
            portraits.tool_view(context, row),
            loans.count(context.db, among),
            care.borrower_count(context.db, row),
            dealings.loan_views(context, lent),
            tuple(dealings.event_view(each) for each in told),
            tuple(_ticket(each) for each in care.tickets(context.db, row)),
            tuple(files.view(each) for each in care.files(context.db, row)),
        )


def _ticket(kept: care.TicketRecord) -> care_views.Ticket:
    fixed = None if kept.fixed_at is None else instant(kept.fixed_at)
    return care_views.Ticket(str(kept.row), kept.text, instant(kept.opened_at), fixed)

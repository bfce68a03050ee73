"""What a scan would show: one member, one tool. Lean, since one-shot commands stand on it."""

from toollib.desk import portraits, queues, views
from toollib.desk.context import Context
from toollib.desk.lookup import anything, member_row, tool_row


def status(context: Context, code: str) -> views.Status:
    """What a scan of this code (or a name) would show.

    Raises:
        Refused: where it means nothing, or several.
    """
    with queues.reading(context):
        meant = anything(context, code)
        if meant.thing == "member":
            return views.Status(member=portraits.member_view(context, meant.row))
        return views.Status(tool=portraits.tool_view(context, meant.row))


def member(context: Context, who: str) -> views.Member:
    """One member, by id, card or unambiguous name.

    Raises:
        Refused: the reasons of the name.
    """
    with queues.reading(context):
        return portraits.member_view(context, member_row(context, who))


def tool(context: Context, what: str) -> views.Tool:
    """One tool, by tag, code or full name.

    Raises:
        Refused: the reasons of the name.
    """
    with queues.reading(context):
        return portraits.tool_view(context, tool_row(context, what))

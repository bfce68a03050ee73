"""Everything that the library keeps about a member, as one document: what members may ask for, leaving or not."""

import base64
from typing import Any

from toollib.desk import dealings, portraits
from toollib.desk.answers import as_json
from toollib.desk.context import Context
from toollib.desk.lookup import member_row
from toollib.store import dossier, leaving, ledger, loans
from toollib.store.loans import Wanted

_ALL = -1  # no limit, as SQLite has it


def everything(context: Context, member: str) -> dict[str, Any]:
    """All records, dealings, words and files of a member, ready for JSON; files in base64, null where one is gone.

    Raises:
        Refused: the reasons of the name.
    """
    currency, db = context.settings.currency, context.db
    with db.reading():
        row = member_row(context, member)
        kept = dossier.kept_about(db, row)
        files = [{**each, "content": _content(context, each["path"])} for each in kept.pop("files")]
        lent = dealings.loan_views(context, loans.listed(db, Wanted(member=row), _ALL))
        document = {
            "library": context.settings.name,
            "exported_at": context.moment().now,
            "currency": currency.code,
            "member": portraits.member_view(context, row),
            "loans": [{**as_json(each, currency), "tool_name": each.tool_name} for each in lent],
            "entries": [dealings.entry_view(each) for each in ledger.of_member(db, row)],
            **kept,
            "files": files,
        }
        answer: dict[str, Any] = as_json(document, currency)
        return answer


def _content(context: Context, path: str) -> str | None:
    try:
        return base64.b64encode((leaving.folder(context.db) / path).read_bytes()).decode("ascii")
    except FileNotFoundError:
        return None

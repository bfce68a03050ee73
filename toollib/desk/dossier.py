"""Everything that the library keeps about a member, as one document: what members may ask for, leaving or not."""

import base64
import json
import os
from pathlib import Path
from typing import Any

from toollib.desk import dealings, portraits
from toollib.desk.answers import as_json
from toollib.desk.context import Context
from toollib.desk.lookup import member_row
from toollib.rules.reasons import refuse
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
        for name in ("files", "build_photos"):
            kept[name] = [{**each, "content": _content(context, each["path"])} for each in kept[name]]
        lent = dealings.loan_views(context, loans.listed(db, Wanted(member=row), _ALL))
        document = {
            "library": context.settings.name,
            "exported_at": context.moment().now,
            "currency": currency.code,
            "member": portraits.member_view(context, row),
            "loans": [{**as_json(each, currency), "tool_name": each.tool_name} for each in lent],
            "entries": [dealings.entry_view(each) for each in ledger.of_member(db, row)],
            **kept,
        }
        answer: dict[str, Any] = as_json(document, currency)
        return answer


def write(path: Path, document: dict[str, Any]) -> None:
    """Write such a document to a new file, readable by its owner only.

    Raises:
        Refused: `bad-file` where something is there already, or it cannot be written.
    """
    try:
        opened = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(opened, "w", encoding="utf-8") as file:
            file.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    except FileExistsError as error:
        raise refuse(
            "bad-file", f"{path} is there already; nothing was changed", "name another file"
        ) from error
    except OSError as error:
        raise refuse("bad-file", f"{path} cannot be written: {error.strerror}") from error


def _content(context: Context, path: str) -> str | None:
    try:
        return base64.b64encode((leaving.folder(context.db) / path).read_bytes()).decode("ascii")
    except FileNotFoundError:
        return None

"""Recalls: a kind or a copy turned out to be unsafe. Every copy is blocked at once, and whoever had one can be told."""

from dataclasses import dataclass
from datetime import timedelta

from catalog.text import plain, quote
from toollib.desk import care_views, portraits, queues, views
from toollib.desk.action import Action, acting
from toollib.desk.care import let_go
from toollib.desk.context import Context, instant, stamp
from toollib.desk.loan_events import found
from toollib.desk.lookup import tool_row
from toollib.rules.reasons import Refused, reason
from toollib.store import care, codes, events, tools
from toollib.store.codes import Meant

# Whoever had it longer ago than that has long since noticed, or forgotten.
PAST = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class _Recalled:
    """What a recall is about: a kind with its copies, or one copy (rows)."""

    kind: str | None
    copies: list[int]
    name: str


def recall(context: Context, kind_or_tool: str, why: str) -> care_views.Recall:
    """Block every copy of a kind, or one copy, also those that are out or come later; tell who had one in the last year.

    Raises:
        Refused: `tool-unknown` and `kind-unknown`, `tool-in-repair` where no why is given, `role-missing`.
    """
    with acting(context, "records") as action:
        what = found(action, _meaning, kind_or_tool)
        if not plain(why).strip():
            action.reasons.append(reason("tool-in-repair", "say why it is recalled"))
        action.note_text("the why", why)
        action.settle()
        assert what is not None  # noqa: S101 - else settle has raised
        care.recall(context.db, what.copies, action.moment.at, why)
        let_go(action, what.copies)
        event = _record(action, "tool-recall", what, why)
        if what.kind is not None:
            care.recall_kind(context.db, what.kind, why, at=action.moment.at, event=event)
        since = stamp(action.moment.now - PAST)
        had = [
            care_views.Borrower(
                each.member,
                each.tool,
                instant(each.out_at),
                bool(each.has_it),
                each.name,
                each.phone,
                each.email,
            )
            for each in care.borrowers(context.db, what.copies, since)
        ]
        return care_views.Recall(_shown(context, what), tuple(had))


def end(context: Context, kind_or_tool: str, why: str) -> tuple[views.Tool, ...]:
    """The recall of a kind with all its copies, or of one copy, is over; the first in the queue gets what is free.

    Raises:
        Refused: as in `recall`; `tool-in-repair` where nothing was recalled.
    """
    with acting(context, "records") as action:
        what = found(action, _meaning, kind_or_tool)
        if not plain(why).strip():
            action.reasons.append(reason("tool-in-repair", "say why the recall is over"))
        action.note_text("the why", why)
        blocked = [] if what is None else care.recalled(context.db, what.copies)
        over = what is not None and what.kind is not None and care.recall_over(context.db, what.kind)
        if what is not None and not blocked and not over:
            action.reasons.append(reason("tool-in-repair", f"{what.name} is not recalled"))
        action.settle()
        assert what is not None  # noqa: S101 - else settle has raised
        care.recall(context.db, blocked, None, None)
        queues.pass_on(context, blocked, action.holds)
        _record(action, "tool-recall-end", _Recalled(what.kind, blocked, what.name), why)
        return _shown(context, _Recalled(what.kind, blocked, what.name))


def _meaning(context: Context, text: str) -> _Recalled:
    """A tag or code, else a kind, else the full name of a tool."""
    meant = codes.meaning(context.db, text)
    slug = None if meant is not None else context.vocabulary.find(text)
    if slug is not None:
        return _Recalled(slug, care.copies_of(context.db, slug), slug)
    try:
        row = tool_row(context, text)
    except Refused as refused:
        if meant is not None or refused.code != "tool-unknown":
            raise
        near = context.vocabulary.near(text)
        hint = f"did you mean {', '.join(near)}?" if near else refused.hint
        message = f"{quote(text)} is no tool kind"
        raise Refused([*refused.reasons, reason("kind-unknown", message)], hint) from refused
    return _Recalled(None, [row], tools.tag_of(context.db, row))


def _record(action: Action, what: str, recalled: _Recalled, why: str) -> int:
    tags = [tools.tag_of(action.context.db, row) for row in recalled.copies]
    about = {**({"kind": recalled.kind} if recalled.kind is not None else {}), "tools": tags}
    links = tuple(Meant("tool", row) for row in recalled.copies)
    return action.record(what, about, links, detail=events.Detail(why=why))


def _shown(context: Context, what: _Recalled) -> tuple[views.Tool, ...]:
    records = tools.several(context.db, what.copies, context.today.isoformat())
    return portraits.tool_views(context, records)

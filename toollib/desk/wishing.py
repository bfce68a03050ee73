"""Wishes: what members want the library to have, with one vote a member, how a wish ends, and what undo does to it."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from catalog.text import plain, quote
from toollib.desk.action import Action, acting
from toollib.desk.context import Context, instant
from toollib.desk.loan_events import found
from toollib.desk.lookup import member_row
from toollib.desk.views import only_here
from toollib.rules import texts
from toollib.rules.reasons import reason
from toollib.store import codes, events, members, tools, wishes
from toollib.store.codes import Meant
from toollib.store.records import EventRecord

_FORGOTTEN = "(in the words of a member who left)"


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish: for a kind, or in words; how many members share it, and how many copies the library has of the kind.

    `name`: what is wished for as people say it, for the screens only.
    """

    id: str
    kind: str | None
    text: str | None
    votes: int
    owned: int
    placed_at: datetime
    state: Literal["open", "closed"]
    why: str | None
    name: str = only_here("")


def wish(context: Context, member: str, wanted: str) -> Wish:
    """A member wishes for a kind, the kind of some tool, or something in words; who wishes for the same wishes along.

    Raises:
        Refused: the reasons of the member's name, `already-voted`, `kind-unknown` for nothing or a member,
            `amount-wrong` for too many letters.
    """
    with acting(context, "desk") as action:
        who = found(action, member_row, member)
        kind, text = _meant(action, wanted)
        same = _open_one(context, kind, text)
        _note_vote(action, who, same)
        action.settle()
        assert who is not None  # noqa: S101 - else settle has raised
        row = wishes.add(context.db, kind, text, action.moment.at) if same is None else same
        _vote(action, "wish", row, who, new=same is None)
        return _seen(context, row)


def vote(context: Context, member: str, wish_id: str) -> Wish:
    """A member wishes along with others.

    Raises:
        Refused: the reasons of the member's name, `wish-unknown`, `already-voted`.
    """
    with acting(context, "desk") as action:
        who = found(action, member_row, member)
        row = _open_row(action, wish_id)
        _note_vote(action, who, row)
        action.settle()
        assert who is not None  # noqa: S101 - else settle has raised
        assert row is not None  # noqa: S101 - likewise
        _vote(action, "wish-vote", row, who)
        return _seen(context, row)


def close(context: Context, wish_id: str, why: str) -> Wish:
    """A wish ends: it came true, or it will not; its votes stay for those who ask later.

    Raises:
        Refused: `wish-unknown`, `role-missing`, `amount-wrong` for too many letters.
    """
    with acting(context, "records") as action:
        row = _open_row(action, wish_id)
        action.note_text("the why", why)
        action.settle()
        assert row is not None  # noqa: S101 - else settle has raised
        wishes.close(context.db, row, plain(why).strip(), action.moment.at)
        action.record("wish-close", {"wish": str(row)})
        return _seen(context, row)


def wish_list(context: Context, *, closed: bool = False) -> tuple[Wish, ...]:
    """The open wishes, or with `closed` all of them, those that most members share first."""
    with context.db.reading():
        owned = tools.per_kind(context.db)
        return tuple(_view(context, each, owned) for each in wishes.listed(context.db, closed=closed))


def later(context: Context, event: EventRecord) -> tuple[str, ...]:
    """What was done since that builds on an event about a wish: it ended, others share it, or it was made anew."""
    known = _wish_of(context, event)
    if known is None:
        return ()
    if event.what == "wish-close":
        forgotten = known.text == ""
        return () if forgotten or _open_one(context, known.kind, known.text) is None else ("wish",)
    if known.closed_at is not None:  # by a person, or since another wish is for the same kind by now
        return ("wish-close",)
    new = (events.detail_of(context.db, event.row).after or {}).get("new", False)
    return ("wish-vote",) if new and known.votes > 1 else ()


def undo(action: Action, event: EventRecord, _undoing: int) -> None:
    """Withdraw the vote of this event, and with the only one the wish; or let a wish that it ended go on."""
    db, known = action.context.db, _wish_of(action.context, event)
    if known is None:
        return
    if event.what == "wish-close":
        wishes.open_again(db, known.row)
        return
    (member,) = (each.row for each in events.links_of(db, event.row) if each.thing == "member")
    wishes.withdraw(db, known.row, member)


def _wish_of(context: Context, event: EventRecord) -> wishes.WishRecord | None:
    """The wish that an event is about, if it is about any."""
    number = json.loads(event.about).get("wish")
    return None if number is None else wishes.get(context.db, int(number))


def _meant(action: Action, wanted: str) -> tuple[str | None, str | None]:
    """The kind that is wished for, else the words."""
    context, text = action.context, plain(wanted).strip()
    meant = codes.meaning(context.db, text)
    if meant is not None and meant.thing == "tool":
        return tools.kind_of(context.db, meant.row), None
    if not text or meant is not None:
        told = f"{quote(text)} is a member" if text else "nothing is named"
        action.reasons.append(reason("kind-unknown", f"{told}; wish for a tool kind, or say it in words"))
    kind = context.vocabulary.find(text)
    if kind is None:
        action.note_text("the wish", text, texts.CODE)
    return kind, None if kind is not None else text


def _open_one(context: Context, kind: str | None, text: str | None) -> int | None:
    """The open wish for the same, also where it was made before the words were a kind, or the kind had this slug."""
    find = context.vocabulary.find
    for each in wishes.listed(context.db):
        known = find(each.kind or each.text or "")
        if known == kind if kind is not None else wishes.key_of(each.text or "") == wishes.key_of(text or ""):
            return each.row
    return None


def _open_row(action: Action, wish_id: str) -> int | None:
    """The open wish of this number; that there is none is noted."""
    row = int(wish_id) if wish_id.isascii() and wish_id.isdigit() and len(wish_id) < 19 else 0
    known = wishes.get(action.context.db, row)
    if known is None or known.closed_at is not None:
        over = "" if known is None else ": it is closed"
        told = f"no open wish has the number {quote(wish_id)}{over}"
        action.reasons.append(reason("wish-unknown", told))
        action.hints.append("`toollib wish list` shows all")
        return None
    return row


def _note_vote(action: Action, member: int | None, row: int | None) -> None:
    """Note it where a member wished for this before: everybody counts once."""
    if member is not None and row is not None and wishes.voted(action.context.db, row, member):
        told = f"this member shares wish {row} already; everybody counts once"
        action.reasons.append(reason("already-voted", told))
        action.hints.append("`toollib wish list` shows how many share each")


def _vote(action: Action, what: str, row: int, member: int, *, new: bool = False) -> None:
    db = action.context.db
    wishes.vote(db, row, member, action.moment.at)
    about = {"member": members.code_of(db, member), "wish": str(row)}
    detail = events.Detail(member, after={"new": True}) if new else None
    action.record(what, about, (Meant("member", member),), detail=detail)


def _seen(context: Context, row: int) -> Wish:
    known = wishes.get(context.db, row)
    assert known is not None  # noqa: S101 - within the action that wished it
    return _view(context, known, tools.per_kind(context.db))


def _view(context: Context, known: wishes.WishRecord, owned: dict[str, int]) -> Wish:
    kind = None if known.kind is None else context.vocabulary.find(known.kind) or known.kind
    copies = sum(count for slug, count in owned.items() if (context.vocabulary.find(slug) or slug) == kind)
    text = known.text or (None if known.text is None else _FORGOTTEN)
    return Wish(
        id=str(known.row),
        kind=kind,
        text=text,
        votes=known.votes,
        owned=copies,
        placed_at=instant(known.placed_at),
        state="open" if known.closed_at is None else "closed",
        why=known.closed_why,
        name=context.vocabulary.name(kind) if kind is not None else text or "",
    )

"""Tools and kinds: putting them on the shelf, changing what is known of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from catalog.quantity import parse_quantity
from catalog.text import code_key, plain, quote
from toollib.desk import portraits, views
from toollib.desk.action import Action, acting
from toollib.desk.context import Context
from toollib.desk.loan_events import found
from toollib.desk.lookup import kind_slug, member_row, tool_row
from toollib.desk.naming import give_codes, note_taken
from toollib.rules import kits
from toollib.rules.money import AmountWrong
from toollib.rules.reasons import reason
from toollib.store import care, codes, events, kinds, tools
from toollib.store.codes import Meant
from toollib.store.words import tool_words
from toollib.vocabulary import DeskKind


@dataclass(frozen=True, slots=True)
class ToolEdit:
    """What is to be known of a tool. None: left as it is; "" empties a text, and gives a tool back to the library.

    `barcodes` are added; `accessories` ("NAME=QTY") and `attributes` ("NAME=QUANTITY") replace what was there.
    `give_back`: when its owner wants it back; `terms`: what was agreed with them.
    """

    name: str | None = None
    kind: str | None = None
    tag: str | None = None
    barcodes: tuple[str, ...] = ()
    owner: str | None = None
    price: str | None = None
    place: str | None = None
    branch: str | None = None
    note: str | None = None
    accessories: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    new_kind: bool = False
    give_back: date | None = None
    no_give_back: bool = False
    terms: str | None = None


@dataclass(slots=True)
class _Checked:
    """An edit after its texts were understood."""

    values: dict[str, Any] = field(default_factory=dict)
    accessories: list[tuple[str, int]] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    new_kind: str | None = None


def add(context: Context, edit: ToolEdit) -> views.Tool:
    """A new tool on the shelf.

    Raises:
        Refused: `kind-unknown` with the nearest ones, `code-taken`, `amount-wrong`, `role-missing`, the owner's name.
    """
    with acting(context, "records") as action:
        checked = _check(action, replace(edit, name=edit.name or "", kind=edit.kind or ""))
        _note_give_back(action, checked, edit, checked.values.get("owner"))
        note_taken(action, [*([edit.tag] if edit.tag is not None else []), *edit.barcodes])
        action.settle()
        tag = edit.tag.strip() if edit.tag else codes.next_free(context.db, "tool", edit.barcodes)
        _make_kind(action, checked)
        row = tools.add(context.db, {**checked.values, "code": tag, "added_at": action.moment.at})
        give_codes(action, Meant("tool", row), [tag, *edit.barcodes])
        tools.set_accessories(context.db, row, checked.accessories)
        tools.set_attributes(context.db, row, checked.attributes)
        _renew_words(context, row)
        action.record("tool-add", {"tool": tag}, (Meant("tool", row),))
        return portraits.tool_view(context, row)


def edit(context: Context, tool: str, change: ToolEdit) -> views.Tool:
    """Change what is known of a tool.

    Raises:
        Refused: as in `add`, and `tool-unknown`.
    """
    with acting(context, "records") as action:
        row = found(action, tool_row, tool)
        checked = _check(action, change)
        kept = {} if row is None else tools.columns(context.db, row, ["owner"])
        _note_give_back(action, checked, change, {**kept, **checked.values}.get("owner"))
        new_tag = (
            change.tag is not None
            and row is not None
            and codes.meaning(context.db, change.tag) != ("tool", row)
        )
        note_taken(action, [*([change.tag or ""] if new_tag else []), *change.barcodes])
        action.settle()
        assert row is not None  # noqa: S101 - else settle has raised
        before = _portrait(context, row, checked, change)
        _make_kind(action, checked)
        if change.tag is not None:
            checked.values["code"] = change.tag.strip()
        tools.change(context.db, row, checked.values)
        given = [*([change.tag] if change.tag is not None and new_tag else []), *change.barcodes]
        give_codes(action, Meant("tool", row), given)
        if change.accessories:
            tools.set_accessories(context.db, row, checked.accessories)
        if change.attributes:
            tools.set_attributes(context.db, row, checked.attributes)
        _renew_words(context, row)
        about = {"tool": tools.tag_of(context.db, row), "changed": sorted(checked.values)}
        detail = events.Detail(before={**before, "given": given})
        action.record("tool-edit", about, (Meant("tool", row),), detail=detail)
        return portraits.tool_view(context, row)


def put_back(action: Action, row: int, detail: events.Detail) -> None:
    """Undo an edit: what it changed is as before, the codes it gave are taken away."""
    context = action.context
    before: Mapping[str, Any] = detail.before or {}
    for code in before.get("given", ()):
        codes.take(context.db, code, Meant("tool", row))
    tools.change(context.db, row, before.get("values", {}))
    if "accessories" in before:
        tools.set_accessories(context.db, row, [(name, qty) for name, qty in before["accessories"]])
    if "attributes" in before:
        tools.set_attributes(context.db, row, before["attributes"])
    _renew_words(context, row)


def _portrait(context: Context, row: int, checked: _Checked, change: ToolEdit) -> dict[str, Any]:
    """What an edit will change, as it is now."""
    names = [*checked.values, *(["code"] if change.tag is not None else [])]
    before: dict[str, Any] = {"values": tools.columns(context.db, row, names)}
    if change.accessories:
        before["accessories"] = tools.accessories(context.db, [row]).get(row, [])
    if change.attributes:
        before["attributes"] = tools.attributes(context.db, [row]).get(row, {})
    return before


def _check(action: Action, edit: ToolEdit) -> _Checked:
    """Understand every text of an edit; what is wrong is noted."""
    checked = _Checked()
    texts = {"place": edit.place, "branch": edit.branch, "terms": edit.terms}
    checked.values |= {key: text or None for key, text in texts.items() if text is not None}
    checked.values |= {
        key: text for key, text in (("name", edit.name), ("note", edit.note)) if text is not None
    }
    if edit.name is not None and not plain(edit.name).strip():
        action.reasons.append(reason("tool-unknown", "a tool needs a name"))
    if edit.kind is not None:
        _check_kind(action, edit, checked)
    if edit.owner is not None:
        checked.values["owner"] = None
        if edit.owner not in {"", "library"}:
            checked.values["owner"] = found(action, member_row, edit.owner)
        else:  # what was agreed with an owner ends with them
            checked.values |= {"give_back": None, "terms": None}
    if edit.no_give_back:
        checked.values["give_back"] = None
    if edit.price is not None:
        checked.values["price"] = _price(action, edit.price)
    checked.accessories = [
        part for text in edit.accessories if (part := _accessory(action, text)) is not None
    ]
    names = [name for name, _ in checked.accessories]
    for name in sorted({each for each in names if names.count(each) > 1}):
        action.reasons.append(reason("amount-wrong", f"the accessory {quote(name)} is named twice"))
    checked.attributes = dict(
        pair for text in edit.attributes if (pair := _attribute(action, text)) is not None
    )
    return checked


def _check_kind(action: Action, edit: ToolEdit, checked: _Checked) -> None:
    text = edit.kind or ""
    slug = action.context.vocabulary.find(text)
    if slug is None and edit.new_kind and text.strip():
        slug = checked.new_kind = "-".join(code_key(text).split())
    elif slug is None:
        slug = found(action, kind_slug, text)
    checked.values["kind"] = slug
    why = None if slug is None else care.why_recalled(action.context.db, slug)
    if why is not None:  # a recall of the kind is of every copy, whenever it comes
        checked.values |= {"recalled_at": action.moment.at, "recall_why": why}


def _note_give_back(action: Action, checked: _Checked, edit: ToolEdit, owner: int | None) -> None:
    """When a tool goes back to its owner (a row, None: the library); a day that cannot be is noted."""
    if edit.give_back is None:
        return
    checked.values["give_back"] = edit.give_back.isoformat()
    if edit.give_back < action.moment.today:
        action.reasons.append(reason("date-wrong", f"{edit.give_back} is past: it cannot go back then"))
    if owner is None:
        action.reasons.append(
            reason("date-wrong", "it is the library's own: nobody is there to give it back to")
        )


def _price(action: Action, text: str) -> int | None:
    if not text.strip():
        return None
    settings = action.context.settings
    try:
        return settings.currency.parse(text, settings.language)
    except AmountWrong as error:
        action.reasons.append(reason("amount-wrong", str(error)))
        return None


def _attribute(action: Action, text: str) -> tuple[str, str] | None:
    name, _, quantity = text.partition("=")
    wrong = "" if name.strip() else "an attribute needs a name; write it like power=1200 W"
    try:
        parse_quantity(quantity.strip())
    except ValueError as error:
        wrong = wrong or str(error)
    if wrong:
        action.reasons.append(reason("amount-wrong", f"{quote(text)}: {wrong}"))
        return None
    return name.strip(), quantity.strip()


def _accessory(action: Action, text: str) -> tuple[str, int] | None:
    part = kits.counted(text)
    if part is None:
        action.reasons.append(
            reason("amount-wrong", f"{quote(text)} is no accessory; write it like battery=2")
        )
    return part


def _make_kind(action: Action, checked: _Checked) -> None:
    """A kind made at the desk lives in the database: files of people are never written to."""
    if checked.new_kind is None:
        return
    slug = checked.new_kind
    name = slug.replace("-", " ").capitalize()
    kinds.add(action.context.db, slug, name, action.moment.at)
    action.context.vocabulary = action.context.vocabulary.with_kinds([DeskKind(slug, name)])


def _renew_words(context: Context, row: int) -> None:
    kept = tools.columns(context.db, row, ["name", "kind"])
    shown = codes.shown(context.db, Meant("tool", row))
    tools.change(
        context.db, row, {"words": tool_words(kept["name"], context.vocabulary.words(kept["kind"]), shown)}
    )

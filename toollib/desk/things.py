"""Tools and kinds: putting them on the shelf, changing what is known of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from catalog.quantity import parse_quantity
from catalog.text import fold, is_slug, plain, quote, slug_of
from toollib.desk import portraits, queues, views
from toollib.desk.action import Action, acting
from toollib.desk.context import Context
from toollib.desk.editing import changes, note_overtaken, tool_as_shown
from toollib.desk.loan_events import found
from toollib.desk.lookup import kind_slug, member_row, tool_row
from toollib.desk.naming import give_codes, note_not_its, note_taken
from toollib.rules import kits, texts
from toollib.rules.money import AmountWrong
from toollib.rules.reasons import reason
from toollib.store import care, codes, events, kinds, tools
from toollib.store.codes import Meant
from toollib.store.words import tool_words
from toollib.vocabulary import DeskKind


@dataclass(frozen=True, slots=True)
class ToolEdit:
    """What is to be known of a tool. None: left as it is; "" empties a text, and gives a tool back to the library.

    `barcodes` are added, `drop_barcodes` taken away; `accessories` ("NAME=QTY") and `attributes` ("NAME=QUANTITY") replace what was there, a lone
    "" leaves none. `give_back`: when its owner wants it back; `terms`: what was agreed with them. `seen`: the tool as
    the form showed it; what is to change and was changed by another desk since is refused.
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
    drop_barcodes: tuple[str, ...] = ()
    seen: views.Tool | None = None


@dataclass(slots=True)
class _Checked:
    """An edit after its texts were understood. None: left as it is."""

    values: dict[str, Any] = field(default_factory=dict)
    accessories: list[tuple[str, int]] | None = None
    attributes: dict[str, str] | None = None
    new_kind: DeskKind | None = None

    @property
    def parts(self) -> dict[str, Any]:
        """Those of its lists that are to change."""
        both = {"accessories": self.accessories, "attributes": self.attributes}
        return {name: each for name, each in both.items() if each is not None}

    def narrow(self, kept: Mapping[str, Any]) -> None:
        """Leave out what is kept so already."""
        self.values = changes(self.values, kept)
        self.accessories = None if self.accessories == kept["accessories"] else self.accessories
        self.attributes = None if self.attributes == kept["attributes"] else self.attributes


class NewTool(NamedTuple):
    """A tool that is to come to the shelf, after its texts were understood."""

    checked: _Checked
    tag: str | None
    barcodes: tuple[str, ...]


def add(context: Context, edit: ToolEdit) -> views.Tool:
    """A new tool on the shelf.

    Raises:
        Refused: `kind-unknown` with the nearest ones, `code-taken`, `amount-wrong`, `role-missing`, the owner's name.
    """
    with acting(context, "records") as action:
        new = understood(action, edit)
        action.settle()
        row = put_on_shelf(action, new)
        links = (Meant("tool", row), *_owners(new.checked.values))
        action.record("tool-add", {"tool": tools.tag_of(context.db, row)}, links)
        return portraits.tool_view(context, row)


def understood(action: Action, edit: ToolEdit) -> NewTool:
    """A tool that is to come to the shelf; what is wrong with it is noted."""
    checked = _check(action, replace(edit, name=edit.name or "", kind=edit.kind or ""))
    _note_give_back(action, checked, edit, checked.values.get("owner"))
    note_taken(action, [*([edit.tag] if edit.tag is not None else []), *edit.barcodes])
    return NewTool(checked, edit.tag, edit.barcodes)


def put_on_shelf(action: Action, new: NewTool) -> int:
    """Put a tool on the shelf that was understood without a fault; answers its row. Who waits for its kind gets it."""
    context, checked = action.context, new.checked
    tag = new.tag.strip() if new.tag else codes.next_free(context.db, "tool", new.barcodes)
    row = tools.add(context.db, {**checked.values, "code": tag, "added_at": action.moment.at})
    give_codes(action, Meant("tool", row), [tag, *new.barcodes])
    _make_kind(action, checked)
    _set_parts(context, row, checked.parts)
    renew_words(context, row)
    queues.move_on(context, tools.kind_of(context.db, row), action.holds)
    return row


def edit(context: Context, tool: str, change: ToolEdit) -> views.Tool:
    """Change what is known of a tool; what is so already makes no event.

    Raises:
        Refused: as in `add`, `tool-unknown`, `library-busy` where another desk was quicker.
    """
    with acting(context, "records") as action:
        row = found(action, tool_row, tool)
        checked = _check(action, change)
        owned = {} if row is None else tools.columns(context.db, row, ["owner"])
        _note_give_back(action, checked, change, {**owned, **checked.values}.get("owner"))
        given = _new_codes(action, row, change, checked)
        if row is not None:
            note_not_its(action, row, change.drop_barcodes, tag=change.tag)
        before = {} if row is None else _only_changes(action, row, checked, change.seen)
        action.settle()
        assert row is not None  # noqa: S101 - else settle has raised
        if checked.values or checked.parts or given or change.drop_barcodes:
            _write(action, row, checked, {**before, "dropped": list(change.drop_barcodes)}, given=given)
        return portraits.tool_view(context, row)


def _new_codes(action: Action, row: int | None, change: ToolEdit, checked: _Checked) -> list[str]:
    """The codes that an edit gives to a tool; those that cannot be given are noted. Its tag may be one it has."""
    given = list(change.barcodes)
    if change.tag is not None:
        checked.values["code"] = change.tag.strip()
        if row is None or codes.meaning(action.context.db, change.tag) != ("tool", row):
            given.insert(0, change.tag)
    note_taken(action, given)
    return given


def _only_changes(action: Action, row: int, checked: _Checked, seen: views.Tool | None) -> dict[str, Any]:
    """Leave in an edit only what it changes; answers how that is now, and notes what another desk changed meanwhile."""
    context = action.context
    kept = tools.columns(context.db, row, checked.values)
    kept["accessories"] = tools.accessories(context.db, [row]).get(row, [])
    kept["attributes"] = tools.attributes(context.db, [row]).get(row, {})
    checked.narrow(kept)
    if seen is not None:
        shown = tool_as_shown(context, seen, kept)
        both = {**checked.values, **checked.parts}
        note_overtaken(action, Meant("tool", row), both, kept, shown=shown)
    values = {name: kept[name] for name in checked.values}
    return {"values": values, **{name: kept[name] for name in checked.parts}}


def _write(
    action: Action, row: int, checked: _Checked, before: Mapping[str, Any], *, given: Sequence[str]
) -> None:
    """Write an edit that was checked, with its event; `before`: how what it changes was."""
    context = action.context
    tools.change(context.db, row, checked.values)
    dropped = [
        code for each in before["dropped"] if (code := codes.take(context.db, each, Meant("tool", row)))
    ]
    give_codes(action, Meant("tool", row), given)
    _make_kind(action, checked)
    _set_parts(context, row, checked.parts)
    renew_words(context, row)
    if "kind" in checked.values:  # it is kept for who waits for what it is now
        from toollib.desk.care import let_go

        let_go(action, [row])
        queues.move_on(context, before["values"]["kind"], action.holds)
    about = {"tool": tools.tag_of(context.db, row), "changed": sorted([*checked.values, *checked.parts])}
    detail = events.Detail(before={**before, "given": list(given), "dropped": dropped})
    links = (Meant("tool", row), *_owners(before["values"]), *_owners(checked.values))
    action.record("tool-edit", about, links, detail=detail)


def _set_parts(context: Context, row: int, parts: Mapping[str, Any]) -> None:
    if "accessories" in parts:
        tools.set_accessories(context.db, row, [(name, qty) for name, qty in parts["accessories"]])
    if "attributes" in parts:
        tools.set_attributes(context.db, row, parts["attributes"])


def put_back(action: Action, row: int, detail: events.Detail) -> None:
    """Undo an edit: what it changed is as before, the codes it gave are taken away."""
    context = action.context
    before: Mapping[str, Any] = detail.before or {}
    for code in before.get("given", ()):
        codes.take(context.db, code, Meant("tool", row))
    note_taken(action, before.get("dropped", ()))
    action.settle()
    give_codes(action, Meant("tool", row), before.get("dropped", ()))
    values = dict(before.get("values", {}))
    if "kind" in values:  # it may have been renamed since
        values["kind"] = context.vocabulary.current(values["kind"])
    tools.change(context.db, row, values)
    _set_parts(context, row, before)
    renew_words(context, row)


def _owners(values: Mapping[str, Any]) -> tuple[Meant, ...]:
    """The member whose own tool it was or becomes: such an event is about them too, and builds on their sign-up."""
    owner = values.get("owner")
    return () if owner is None else (Meant("member", owner),)


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
    _note_lengths(action, edit)
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
    if edit.accessories:
        checked.accessories = _accessories(action, edit.accessories)
    if edit.attributes:
        pairs = (_attribute(action, text) for text in edit.attributes if text.strip())
        checked.attributes = dict(pair for pair in pairs if pair is not None)
    return checked


def _note_lengths(action: Action, edit: ToolEdit) -> None:
    """Note each text that is too long to be kept."""
    for what, text in (
        ("the name", edit.name),
        ("the place", edit.place),
        ("the branch", edit.branch),
        *(("the accessory", each) for each in edit.accessories),
        *(("the attribute", each) for each in edit.attributes),
    ):
        action.reasons.extend(texts.too_long(what, text, texts.NAME))
    for what, text in (("the note", edit.note), ("what was agreed", edit.terms)):
        action.reasons.extend(texts.too_long(what, text, texts.NOTE))


def _accessories(action: Action, asked: Iterable[str]) -> list[tuple[str, int]]:
    """The accessories as people write them; one that is named twice, in whatever letters, is noted."""
    parts = [part for text in asked if text.strip() and (part := _accessory(action, text)) is not None]
    names: dict[str, list[str]] = {}
    for name, _ in parts:
        names.setdefault(fold(name), []).append(name)
    for name, *more in names.values():
        if more:
            action.reasons.append(reason("amount-wrong", f"the accessory {quote(name)} is named twice"))
    return parts


def _check_kind(action: Action, edit: ToolEdit, checked: _Checked) -> None:
    text = edit.kind or ""
    slug = action.context.vocabulary.find(text)
    if slug is None and edit.new_kind and text.strip():
        slug = _new_kind(action, text, checked)
    elif slug is None:
        slug = found(action, kind_slug, text)
    checked.values["kind"] = slug
    why = None if slug is None else care.why_recalled(action.context.db, slug)
    if why is not None:  # a recall of the kind is of every copy, whenever it comes
        checked.values |= {"recalled_at": action.moment.at, "recall_why": why}


def _new_kind(action: Action, text: str, checked: _Checked) -> str | None:
    """The slug of a kind that is to be made, or of the one that has this slug already; None where none can be made."""
    wrong = list(texts.too_long("the kind", text.strip(), texts.KIND))
    slug = slug_of(text)
    if not slug:
        hint = "it needs some letters a to z or digits, of which its slug is made"
        wrong.append(reason("kind-unknown", f"{quote(text)} cannot be a kind: {hint}"))
    action.reasons.extend(wrong)
    if wrong or (known := action.context.vocabulary.find(slug)) is not None:
        return None if wrong else known
    name = slug.replace("-", " ") if is_slug(text.strip()) else plain(text).strip()
    checked.new_kind = DeskKind(slug, name[0].upper() + name[1:])
    return slug


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
    made = checked.new_kind
    kinds.add(action.context.db, made.slug, made.name, action.moment.at)
    action.context.vocabulary = action.context.vocabulary.with_kinds([made])


def renew_words(context: Context, row: int) -> None:
    """Let a tool (a row) be found by what it, its kind and its codes are called now."""
    kept = tools.columns(context.db, row, ["name", "kind"])
    shown = codes.shown(context.db, Meant("tool", row))
    tools.change(
        context.db, row, {"words": tool_words(kept["name"], context.vocabulary.words(kept["kind"]), shown)}
    )

"""Tools and kinds: putting them on the shelf, changing what is known of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from toollib.desk import portraits, queues, views
from toollib.desk.action import Action, acting
from toollib.desk.context import Context
from toollib.desk.editing import note_overtaken, tool_as_shown
from toollib.desk.loan_events import found
from toollib.desk.lookup import tool_row
from toollib.desk.naming import give_codes, note_not_its, note_taken
from toollib.desk.tool_texts import Checked, check, note_give_back
from toollib.store import codes, events, kinds, tools
from toollib.store.codes import Meant
from toollib.store.words import tool_words


@dataclass(frozen=True, slots=True)
class ToolEdit:
    """What is to be known of a tool. None: left as it is; "" empties a text, and gives a tool back to the library.

    `barcodes` are added, `drop_barcodes` taken away; `accessories` ("NAME=QTY") and `attributes` ("NAME=QUANTITY", or words for what its kind has no unit for) replace what was there, a lone
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


class NewTool(NamedTuple):
    """A tool that is to come to the shelf, after its texts were understood."""

    checked: Checked
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
    checked = check(action, replace(edit, name=edit.name or "", kind=edit.kind or ""))
    note_give_back(action, checked, edit, checked.values.get("owner"))
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
        owned = {} if row is None else tools.columns(context.db, row, ["owner", "kind"])
        checked = check(action, change, owned.get("kind"))
        note_give_back(action, checked, change, {**owned, **checked.values}.get("owner"))
        given = _new_codes(action, row, change, checked)
        if row is not None:
            note_not_its(action, row, change.drop_barcodes, tag=change.tag)
        before = {} if row is None else _only_changes(action, row, checked, change.seen)
        action.settle()
        assert row is not None  # noqa: S101 - else settle has raised
        if checked.values or checked.parts or given or change.drop_barcodes:
            _write(action, row, checked, {**before, "dropped": list(change.drop_barcodes)}, given=given)
        return portraits.tool_view(context, row)


def _new_codes(action: Action, row: int | None, change: ToolEdit, checked: Checked) -> list[str]:
    """The codes that an edit gives to a tool; those that cannot be given are noted. Its tag may be one it has."""
    given = list(change.barcodes)
    if change.tag is not None:
        checked.values["code"] = change.tag.strip()
        if row is None or codes.meaning(action.context.db, change.tag) != ("tool", row):
            given.insert(0, change.tag)
    note_taken(action, given)
    return given


def _only_changes(action: Action, row: int, checked: Checked, seen: views.Tool | None) -> dict[str, Any]:
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
    action: Action, row: int, checked: Checked, before: Mapping[str, Any], *, given: Sequence[str]
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


def _make_kind(action: Action, checked: Checked) -> None:
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

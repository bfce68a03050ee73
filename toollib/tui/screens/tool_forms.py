"""The forms of a tool: a new one on the shelf, and what may change later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from toollib.tui.days import day_typed
from toollib.tui.screens.form import Field, Form, Values

if TYPE_CHECKING:
    from toollib.desk.things import ToolEdit
    from toollib.desk.views import Tool
    from toollib.tui.seat import About, Seat

_NEW_KIND = Field("new_kind", "A new kind", kind="tick")


def new_tool_form(done: Callable[[Any], None]) -> Form:
    """What is needed to lend a tool: a name and its kind; the rest may follow."""

    def verb(seat: Seat, values: Values) -> Tool:
        return seat.desk.tool_add(_edit(seat, values))

    fields = (
        Field("name", "Name", needed=True, hint="like Angle grinder 125 mm"),
        Field("kind", "Kind", needed=True, hint="like angle-grinder; unknown ones get near names"),
        _NEW_KIND,
        Field("tag", "Tag", hint="scan it; blank: the next free T- number", takes="code"),
        Field("barcodes", "Other codes", kind="several", hint="apart by commas"),
        Field("place", "Place", hint="like B3"),
        Field("price", "Price"),
        Field("owner", "Owner", hint="blank: the library; else a member", takes="person"),
        Field("give_back", "Goes back", hint="where a member owns it: a day like 2027-06-30"),
        Field("terms", "Terms", hint="what was agreed with its owner"),
        Field("accessories", "Comes with", hint="like battery=2, charger"),
        Field("attributes", "Measures", hint="like current=180 A, bed=300 mm"),
        Field("note", "Note"),
    )
    return Form("new tool", "New tool", fields, verb, done)


def edit_tool_form(tool: Tool, about: About, done: Callable[[Any], None]) -> Form:
    """What is known of a tool."""
    codes = ", ".join(code for code in tool.codes if code != tool.tag)
    gone = (
        (Field("gone", "Code gone", hint=f"which is on it no more, of {codes}", takes="code"),)
        if codes
        else ()
    )
    fields = (
        Field("name", "Name", tool.name, needed=True),
        Field("kind", "Kind", tool.kind, needed=True),
        _NEW_KIND,
        Field("tag", "Tag", tool.tag, takes="code"),
        Field("barcodes", "More codes", kind="several", hint="apart by commas; the old ones stay"),
        *gone,
        Field("place", "Place", tool.place or ""),
        Field("price", "Price", about.major(tool.price) if tool.price is not None else ""),
        Field(
            "owner",
            "Owner",
            "" if tool.owner == "library" else tool.owner,
            hint="blank: the library",
            takes="person",
        ),
        Field("give_back", "Goes back", str(tool.give_back or ""), hint="a day like 2027-06-30"),
        Field("terms", "Terms", tool.terms, hint="what was agreed with its owner"),
        Field("accessories", "Comes with", ", ".join(f"{each.name}={each.qty}" for each in tool.accessories)),
        Field(
            "attributes", "Measures", ", ".join(f"{name}={value}" for name, value in tool.attributes.items())
        ),
        Field("note", "Note", tool.note),
    )
    before = {each.name: each.value for each in fields}

    def verb(seat: Seat, values: Values) -> Tool:
        return seat.desk.tool_edit(tool.tag, replace(_edit(seat, values, before), seen=tool))

    return Form(f"edit {tool.tag}", f"{tool.name} · {tool.tag}", fields, verb, done)


def _edit(seat: Seat, values: Values, before: Values | None = None) -> ToolEdit:
    """What the fields say, less what was so before: an edit names only what changes."""
    from toollib.desk.things import ToolEdit

    def changed(name: str) -> str | None:
        was = before[name] if before is not None else ""
        return None if values[name] == was else values[name].strip()

    def several(name: str) -> tuple[str, ...]:
        return tuple(filter(None, map(str.strip, (changed(name) or "").split(","))))

    def instead(name: str) -> tuple[str, ...]:
        """All that there are; a lone "" where none are left."""
        return several(name) or (("",) if changed(name) == "" else ())

    give_back = changed("give_back")
    return ToolEdit(
        name=changed("name"),
        kind=changed("kind"),
        tag=changed("tag"),
        barcodes=several("barcodes"),
        owner=changed("owner"),
        price=changed("price"),
        place=changed("place"),
        note=changed("note"),
        accessories=instead("accessories"),
        attributes=instead("attributes"),
        new_kind=bool(values["new_kind"]),
        give_back=day_typed(seat, give_back) if give_back else None,
        no_give_back=give_back == "",
        terms=changed("terms"),
        drop_barcodes=several("gone") if "gone" in values else (),
    )

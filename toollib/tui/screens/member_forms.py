"""The forms of a member: a new one in under a minute, and what may change later."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from toollib.tui.screens.form import Field, Form, Values

if TYPE_CHECKING:
    from toollib.desk.people import MemberEdit
    from toollib.desk.views import Member
    from toollib.tui.seat import About, Seat

_LATER, _NO_FEE = "pays later", "no fee"
Fee = Literal["cash", "card", "transfer", "no-fee"]
FEES: dict[str, Fee | None] = {
    "cash": "cash",
    "card": "card",
    "transfer": "transfer",
    _LATER: None,
    _NO_FEE: "no-fee",
}


def new_member_form(about: About, done: Callable[[Any], None]) -> Form:
    """What the first evening asks: name, phone, card, papers, tier, fee."""

    def verb(seat: Seat, values: Values) -> Member:
        return seat.desk.member_add(_edit(values), fee=FEES[values["fee"]])

    fields = (
        Field("name", "Name", needed=True),
        Field("phone", "Phone"),
        Field("email", "Mail"),
        Field("card", "Card", hint="scan it; blank: the next free M- number", takes="code"),
        Field("waiver", "Waiver signed", kind="tick"),
        Field("identity", "Identity seen", kind="tick"),
        Field("tier", "Tier", about.tiers[0], "choice", about.tiers),
        Field("fee", "Fee", "cash", "choice", tuple(FEES)),
        Field("note", "Note"),
    )
    return Form("new member", "New member", fields, verb, done, about.fees)


def edit_member_form(member: Member, about: About, done: Callable[[Any], None]) -> Form:
    """What is known of a member; a paper once seen stays seen."""

    def verb(seat: Seat, values: Values) -> Member:
        return seat.desk.member_edit(member.id, _edit(values, member))

    papers = tuple(
        Field(name, label, kind="tick")
        for name, label, there in (
            ("waiver", "Waiver signed", member.waiver),
            ("identity", "Identity seen", member.identity),
        )
        if not there
    )
    cards = ", ".join(card for card in member.cards if card != member.id)
    gone = (
        (Field("gone", "Card gone", hint=f"which opens nobody any more, of {cards}", takes="code"),)
        if cards
        else ()
    )
    tiers = about.tiers if member.tier in about.tiers or member.tier is None else (member.tier, *about.tiers)
    fields = (
        Field("name", "Name", member.name, needed=True),
        Field("phone", "Phone", member.phone or ""),
        Field("email", "Mail", member.email or ""),
        Field("card", "New card", hint="scan it; the old ones stay", takes="code"),
        *gone,
        *papers,
        Field("tier", "Tier", member.tier or about.tiers[0], "choice", tiers),
        Field("note", "Note", member.note),
    )
    return Form(f"edit {member.id}", f"{member.name} · {member.id}", fields, verb, done)


def _edit(values: Values, before: Member | None = None) -> MemberEdit:
    """What the fields say, less what was so before: an edit names only what changes."""
    from toollib.desk.people import MemberEdit

    def changed(name: str) -> str | None:
        was = (getattr(before, name) or "") if before is not None else ""
        return None if values[name] == was else values[name]

    card, gone = values["card"].strip(), values.get("gone", "").strip()
    tier = None if before is not None and before.tier == values["tier"] else values["tier"]
    return MemberEdit(
        name=changed("name"),
        cards=(card,) if card else (),
        email=changed("email"),
        phone=changed("phone"),
        tier=tier,
        waiver=bool(values.get("waiver")),
        identity=bool(values.get("identity")),
        note=changed("note"),
        drop_cards=(gone,) if gone else (),
        seen=before,
    )

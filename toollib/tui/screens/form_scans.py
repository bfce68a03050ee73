"""A scan into a form: to the field that takes it, or told; never glued to what a field holds, never one of its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from catalog.text import code_key
from toollib.rules.reasons import Refused

if TYPE_CHECKING:
    from toollib.tui.screens.form import Field
    from toollib.tui.seat import Seat

# What a field takes from a scanner. "member", "tool": the one that the form is about, wherever in the form it is scanned.
# "person": a card, only where it stands. "code": any code, a new one too.
Takes = Literal["", "member", "tool", "person", "code"]
_ACCEPTED: Mapping[Takes, frozenset[str]] = {
    "": frozenset(),
    "member": frozenset({"member"}),
    "person": frozenset({"member"}),
    "tool": frozenset({"tool"}),
    "code": frozenset({"member", "tool"}),
}


class Code(NamedTuple):
    """The code of a card or a tag, and whose."""

    text: str
    sort: Literal["member", "tool"]
    name: str

    @property
    def words(self) -> str:
        """What was scanned, as one says it."""
        return f"“{self.text}” is the {'card' if self.sort == 'member' else 'tag'} of {self.name}"


def code_of(seat: Seat, text: str) -> Code | None:
    """The card or tag with this very code; None for a name, or what nobody knows."""
    try:
        status = seat.desk.status(text)
    except Refused:
        return None
    key = code_key(text)
    member, tool = status.member, status.tool
    if member is not None and key in map(code_key, (member.id, *member.cards)):
        return Code(text.strip(), "member", member.name)
    if tool is not None and key in map(code_key, (tool.tag, *tool.codes)):
        return Code(text.strip(), "tool", tool.name)
    return None


def accepts(field: Field, code: Code | None) -> bool:
    """Whether a field takes what was scanned; one that takes codes takes unknown ones, too: its verb tells of them."""
    return field.takes != "" if code is None else code.sort in _ACCEPTED[field.takes]


def led_to(fields: Sequence[Field], code: Code) -> Field | None:
    """The field of the form that this is for, wherever it was scanned."""
    return next((each for each in fields if each.takes == code.sort), None)


def not_taken(field: Field, other: Field | None, holds: str) -> Iterator[str]:
    """Why a code was not taken, for people. `other`: the field that it is for, which `holds` something already."""
    yield f"{field.label} takes no such code; it is as it was"
    if field.way_out:
        yield f"→ {field.way_out}"
    if other is not None:
        yield f"{other.label} holds {holds}: to change that, go there and scan again"

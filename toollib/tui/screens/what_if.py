"""Asking what if a tool breaks, or every tool of a kind, from wherever one looks ahead; a tool's own page needs no question."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from toollib.tui.screens.form import Field, Form, Values
from toollib.tui.screens.room import Room
from toollib.tui.screens.thinking import planning
from toollib.tui.screens.verbs import Verb

if TYPE_CHECKING:
    from collections.abc import Callable

    from toollib.tui.seat import Seat

WHAT_IF = Verb("What if it breaks", "What is lost without a tool or a kind", "what_if")


class _Gone(NamedTuple):
    """What breaks: one copy (its tag) of a kind, or without a tag every copy."""

    tag: str | None
    kind: str


class AsksWhatIf(Room):
    """A room behind whose F12 one asks what is lost without a tool or a kind."""

    def kind_meant(self) -> str:
        """The kind that is marked here, by its name; "" for none."""
        return ""

    def action_what_if(self) -> None:
        """Ask what breaks."""
        self.ask_form(_what_form(self.kind_meant(), self._show_what_if))

    def _show_what_if(self, gone: _Gone) -> None:
        from toollib.tui.screens.without import WithoutAhead

        self.house.push_screen(WithoutAhead(gone.tag, gone.kind))


def _what_form(typed: str, took: Callable[[_Gone], None]) -> Form:
    def verb(seat: Seat, values: Values) -> _Gone:
        return _Gone(*planning(seat).breaking(values["what"].strip()))

    field = Field(
        "what", "Tool or kind", typed, needed=True, hint="scan the tag, or a kind like welder", takes="tool"
    )
    return Form(
        "what-if",
        "What if it breaks?",
        (field,),
        verb,
        took,
        "A kind means every copy of it, or all that stands in for it.",
    )

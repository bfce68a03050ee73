"""A page of one tool or one member with verbs: what each asks in a form, and how it is told that it was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from toollib.tui.screens.detail import DetailRoom
from toollib.tui.screens.form import Field, Form, Values

if TYPE_CHECKING:
    from toollib.tui.seat import About, Seat

T = TypeVar("T")


class CarePage(DetailRoom[Any], Generic[T]):
    """A page with verbs; `shown` is whatever it read, what the page is about first."""

    # What of this page's verbs ctrl+z takes back.
    UNDOABLE: ClassVar[frozenset[str]] = frozenset()

    @property
    def thing(self) -> T | None:
        """The tool or member of this page, once it was read."""
        return None if self.shown is None else self.shown[0]

    def told(self, what: str) -> Callable[[str], None]:
        """What says that a verb was done."""
        return lambda text: self.done(text, undoable=what in self.UNDOABLE)

    def ask_about(self, form: Callable[[T], Form]) -> None:
        """Put a form about what the page is about over it, once that was read."""
        if self.thing is not None:
            self.ask_form(form(self.thing))

    def ask_knowing(self, form: Callable[[T, About], Form]) -> None:
        """The same for a form that asks in the words of the library: its money, tiers, topics."""
        about = self.house.about
        if about is not None:
            self.ask_about(lambda thing: form(thing, about))

    def one_field(
        self,
        what: str,
        title: str,
        field: Field,
        verb: Callable[[Seat, Values], Any],
        *,
        done: str,
        intro: str = "",
    ) -> Form:
        """A form of one field; `done` is said once the verb was."""
        told = self.told(what)
        return Form(f"{what} {title}", title, (field,), verb, lambda _: told(done), intro)

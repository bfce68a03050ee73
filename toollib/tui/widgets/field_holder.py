"""What the fields of a form ask of the screen around them."""

from __future__ import annotations

from abc import abstractmethod

from textual.events import Key
from textual.widget import Widget


class FieldHolder:
    """Beside a kind of screen: one whose fields are left by Enter."""

    @abstractmethod
    def leave(self, field: Widget) -> None:
        """Enter was pressed in a field: on to the next, at once."""

    @abstractmethod
    def scanned(self, field: Widget, text: str, before: str) -> None:
        """Something was typed into a field as quickly as a scanner types, with Enter; `before`: what it held before."""

    @abstractmethod
    def keep(self, event: Key) -> bool:
        """Whether a key is no longer for the fields, since they are being saved, and was put aside."""

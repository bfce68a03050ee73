"""An input whose text a terminal cannot obey: names with escapes come into forms, pasted blocks into lines."""

from __future__ import annotations

from textual.widgets import Input

from catalog.text import plain


class PlainInput(Input):
    """An input that holds plain text only, however it came in, and whose cursor stands still."""

    def __init__(self, value: str | None = None, *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(value, placeholder=placeholder, id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False

    def on_resize(self) -> None:
        """Be drawn with the first picture: what Textual draws while it still gathers widgets is thrown away."""
        self.refresh()

    def validate_value(self, value: str) -> str:
        """The text without control characters."""
        return plain(value)

"""The line above a list: whatever is typed filters, and Enter opens what it found, even typed by a scanner."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.message import Message

from toollib.tui.widgets.plain_input import PlainInput


class FilterLine(PlainInput):
    """An input that narrows a list. Its Enter goes in the queue of its letters."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.choose", "open", id="list.open", tooltip="Open the marked row"),
    ]

    class Entered(Message):
        """Enter: open the row that the filter found."""

    class Asked(Message):
        """A question mark on an empty line: the person wants to know the keys."""

    class Jumped(Message):
        """Home or End on an empty line: the first or last row."""

        def __init__(self, *, last: bool) -> None:
            super().__init__()
            self.last = last

    def on_key(self, event: Key) -> None:
        """Enter, and the few keys that mean something else on an empty line."""
        if event.key in ("enter", "ctrl+j"):
            self._instead(event, self.Entered())
        elif not self.value and event.character == "?":
            self._instead(event, self.Asked())
        elif not self.value and event.key in ("home", "end"):
            self._instead(event, self.Jumped(last=event.key == "end"))
        elif not self.value and event.character == "/":
            event.stop().prevent_default()  # already here

    def on_paste(self, event: Paste) -> None:
        """The first line of a pasted block, without the blanks around it."""
        event.stop().prevent_default()
        self.insert_text_at_cursor(next(iter(event.text.strip().splitlines()), "")[:1000])

    def _instead(self, event: Key, message: Message) -> None:
        event.stop().prevent_default()
        self.post_message(message)

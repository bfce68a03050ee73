"""The line above a list: whatever is typed filters, and Enter opens what it found, even typed by a scanner."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.message import Message

from toollib.tui.typeahead import PatientApp, holds
from toollib.tui.widgets.bursts import ENTERS, Burst
from toollib.tui.widgets.plain_input import PlainInput


class FilterLine(PlainInput):
    """An input that narrows a list. Its Enter goes in the queue of its letters.

    `patient`: whoever hears of an Enter lets the keys go that come after it (`PatientApp.let_go`).
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.choose", "open", id="list.open", tooltip="Open the marked row"),
    ]

    class Entered(Message):
        """Enter: open the row that the filter found.

        `burst`: what came before it as quickly as a scanner types; `before`: what had been typed when that began.
        """

        def __init__(self, burst: str, before: str) -> None:
            super().__init__()
            self.burst, self.before = burst, before

    class Asked(Message):
        """A question mark on an empty line: the person wants to know the keys."""

    class Jumped(Message):
        """Home or End on an empty line: the first or last row."""

        def __init__(self, *, last: bool) -> None:
            super().__init__()
            self.last = last

    def __init__(
        self,
        *,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002
        patient: bool = False,
    ) -> None:
        super().__init__(placeholder=placeholder, id=id)
        self._patient = patient
        self._burst = Burst("")

    def on_key(self, event: Key) -> None:
        """Enter, and the few keys that mean something else on an empty line."""
        if holds(self, event):
            return
        burst = self._burst.ended(event, self.value)
        if event.key in ENTERS:
            if self._patient and isinstance(app := self.app, PatientApp):
                app.hold()
            self._instead(event, self.Entered(burst, self._burst.before if burst else ""))
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

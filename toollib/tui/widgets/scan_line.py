"""The line that takes a scanner. A scanner is a keyboard that types 40 characters in 50 ms and ends in Enter.

The stock `Input` handles Enter by another way than letters, so that two quick scans mix ("M-0017T-0042" twice). Here
Enter, line feed and pasted blocks go through one queue with the letters, and nothing typed is ever lost.
"""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.message import Message

from toollib.tui.widgets.plain_input import PlainInput

# A block longer than this is no basket of scans but a mistake of the clipboard.
_MOST_PASTED = 100_000


class ScanLine(PlainInput):
    """An input whose Enter never overtakes its letters.

    | Key | Does |
    | :- | :- |
    | enter, ctrl+j | ends a scan |
    | ctrl+u | empties the line |
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+u", "clear", "Empty the line", show=False, id="scan.clear"),
    ]

    class Scanned(Message):
        """A scan or a typed line has ended; never empty."""

        def __init__(self, line: ScanLine, text: str) -> None:
            super().__init__()
            self.line = line
            self.text = text

        @property
        def control(self) -> ScanLine:
            """The line that took it."""
            return self.line

    class Entered(Message):
        """Enter on an empty line: no scan, but it may mean "this one" where something is chosen."""

    class Asked(Message):
        """A question mark on an empty line: the person wants to know the keys."""

    class Touched(Message):
        """A key was pressed here: somebody is at the desk."""

    def on_key(self, event: Key) -> None:
        """Take Enter and line feed here, in the queue of the letters."""
        self.post_message(self.Touched())
        if event.key in ("enter", "ctrl+j"):
            event.stop().prevent_default()
            if self.value.strip():
                self._take("\n")
            else:
                self.value = ""
                self.screen.post_message(self.Entered())
        elif event.character == "?" and not self.value:
            event.stop().prevent_default()
            self.post_message(self.Asked())

    def on_paste(self, event: Paste) -> None:
        """A pasted block is as many scans as it has ended lines; the rest stays to be completed."""
        event.stop().prevent_default()
        self._take(event.text[:_MOST_PASTED])

    def action_clear(self) -> None:
        """Empty the line."""
        self.value = ""

    def _take(self, text: str) -> None:
        before, after = self.value[: self.cursor_position], self.value[self.cursor_position :]
        if text == "\n":  # Enter ends the whole line, wherever the cursor stands
            before, after = self.value, ""
        *done, rest = (before + text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.value = rest + after
        self.cursor_position = len(rest)
        # To the screen itself: by way of this line's own queue a key pressed right after a scan would overtake it.
        for scan in filter(None, map(str.strip, done)):
            self.screen.post_message(self.Scanned(self, scan))

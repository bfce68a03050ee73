"""A scan where nothing takes text: gathered letter by letter, and brought to the desk instead of going astray."""

from __future__ import annotations

from abc import abstractmethod

from textual.events import Key
from textual.screen import Screen

from toollib.tui.typeahead import PatientApp, holds

_SHORTEST_SCAN = 3
_PAUSE = 1.0  # seconds between two keys that are not of one scan


class StrayScans:
    """Beside a kind of screen: one without a line to type in. No screen by itself, since styles follow one line only."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[str] = []
        self._key_at = 0.0

    @abstractmethod
    def scanned(self, text: str) -> None:
        """Take a whole scan."""

    def on_key(self, event: Key) -> None:
        """Gather what a scanner types; a key pressed long before is no part of it."""
        if isinstance(self, Screen) and holds(self, event):
            return
        if event.time - self._key_at > _PAUSE:
            self._keys.clear()
        self._key_at = event.time
        if event.key in ("enter", "ctrl+j"):
            text = "".join(self._keys).strip()
            self._keys.clear()
            if len(text) >= _SHORTEST_SCAN:
                event.stop().prevent_default()
                self._hand_over(text)
        elif event.is_printable and event.character is not None and event.character != "?":
            self._keys.append(event.character)

    def _hand_over(self, text: str) -> None:
        """Hand a scan over; another that follows at once is not for here any more."""
        if not isinstance(self, Screen) or not isinstance(app := self.app, PatientApp):
            raise TypeError(self)
        app.hold()
        front = self.focused or self
        self.scanned(text)
        app.let_go_after(front)

"""Telling a scanner from a person: a code comes letter upon letter, quicker than anybody types, and ends in Enter."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.events import Key

T = TypeVar("T")

# Seconds between two keys of a scanner, at most; no person types a whole code so quickly.
SCANNERS_GAP = 0.03
ENTERS = ("enter", "ctrl+j")
_SHORTEST_SCAN = 3


class Burst(Generic[T]):
    """What is being typed at once, and `before`: how all stood before its first letter."""

    def __init__(self, before: T) -> None:
        self.before = before
        self._letters: list[str] = []
        self._at = 0.0

    def ended(self, event: Key, now: T) -> str:
        """The letters that came at once and that this Enter ends; "" for any other key. `now`: how all stands."""
        at_once = bool(self._letters) and event.time - self._at <= SCANNERS_GAP
        self._at = event.time
        if not at_once:
            self.before = now
            self._letters.clear()
        if event.is_printable and event.character is not None:
            self._letters.append(event.character)
            return ""
        text = "".join(self._letters).strip() if event.key in ENTERS else ""
        self._letters.clear()
        return text if len(text) >= _SHORTEST_SCAN else ""

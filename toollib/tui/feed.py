"""What happened at this desk since the screens were opened, the newest on top."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

_MOST = 500


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of today's feed. `undoable`: the desk can take it back as long as it is the last."""

    at: datetime
    text: str
    sign: str = ""
    undoable: bool = False


class Feed:
    """The lines of today, the newest first."""

    def __init__(self) -> None:
        self._lines: list[Happened] = []

    def __iter__(self) -> Iterator[Happened]:
        return iter(self._lines)

    def add(self, line: Happened) -> None:
        """Put a line on top; the oldest ones go."""
        self._lines.insert(0, line)
        del self._lines[_MOST:]

    def mark_undone(self) -> None:
        """The last line that could be undone was."""
        last = next((place for place, each in enumerate(self._lines) if each.undoable), None)
        if last is not None:
            self._lines[last] = replace(self._lines[last], undoable=False, sign="↶")

    def forget(self, *names: str) -> None:
        """Drop every line that names somebody who was erased."""
        self._lines = [each for each in self._lines if not any(name in each.text for name in names)]

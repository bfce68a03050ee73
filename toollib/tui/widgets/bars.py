"""The lines that frame every screen: which library and when, the tabs, and the keys that do something here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.binding import Binding
from textual.events import Click
from textual.message import Message
from textual.screen import Screen

from toollib.tui.widgets.lines import Line, Lines, Piece, line

_KEYS = {
    "escape": "Esc",
    "question_mark": "?",
    "slash": "/",
    "enter": "Enter",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


def key_name(key: str) -> str:
    """A key as people read it on the keyboard: "F7", "Esc", "ctrl+z"."""
    if key in _KEYS:
        return _KEYS[key]
    return key.upper() if key[0] == "f" and key[1:].isdigit() else key


class TopBar(Lines):
    """One line: the library and its place, then the clock and whether it is open."""

    DEFAULT_CSS = "TopBar { height: 1; background: $panel; text-style: bold; }"

    def say(self, name: str, now: str) -> None:
        """Show this name and this time."""
        self.show([line(f" {name}", right=[f"{now} "])])


class Tab(NamedTuple):
    """A tab: the name of its room, what it is called, its key."""

    room: str
    title: str
    key: str


class TabBar(Lines):
    """The rooms by name and key; a click goes there."""

    DEFAULT_CSS = "TabBar { height: 1; }"

    class Picked(Message):
        """A tab was clicked."""

        def __init__(self, room: str) -> None:
            super().__init__()
            self.room = room

    def __init__(self, tabs: Iterable[Tab], current: str) -> None:
        self._tabs = tuple(tabs)
        pieces: list[Piece] = [Piece(" ")]
        self._ends: list[tuple[int, str]] = []
        for number, tab in enumerate(self._tabs):
            if number:
                pieces.append(Piece("│", "dim"))  # six tabs in 80 cells
            # The current tab is bracketed: colour is never the only sign.
            here = tab.room == current
            text = f"[{tab.title} {tab.key}]" if here else f" {tab.title} {tab.key} "
            pieces.append(Piece(text, "title" if here else ""))
            self._ends.append((sum(cell_len(each.text) for each in pieces), tab.room))
        super().__init__([Line(tuple(pieces))])

    def on_click(self, event: Click) -> None:
        """Go to the room whose tab was clicked."""
        room = next((room for end, room in self._ends if event.x < end), None)
        if room is not None:
            self.post_message(self.Picked(room))


class KeyLine(Lines):
    """The keys that do something here, taken from the bindings themselves; a click does it too."""

    DEFAULT_CSS = "KeyLine { height: 1; dock: bottom; background: $panel; }"
    # What every room has, at the right edge: the key, its word, what it does.
    _ALWAYS: ClassVar[tuple[tuple[str, str, str], ...]] = (
        ("F12", " more  ", "screen.more"),
        ("?", " help ", "app.help"),
    )

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._read)
        self.call_after_refresh(self._read, self.screen)

    def on_resize(self) -> None:
        """More keys fit into a wider line."""
        self._read(self.screen)

    def _read(self, screen: Screen[object]) -> None:
        if not self.is_attached or not screen.is_attached:
            return
        right = [piece for key, words, _ in self._ALWAYS for piece in (Piece(key, "key"), Piece(words))]
        room = self.size.width - sum(cell_len(each.text) for each in right) - 1
        pieces: list[Piece] = []
        self._places: list[tuple[int, int, Binding]] = []
        place = 0
        seen: set[str] = set()
        for _node, binding, enabled, _tip in screen.active_bindings.values():
            if not binding.show or binding.action in seen:
                continue
            seen.add(binding.action)
            name, words = f" {key_name(binding.key)}", f" {binding.description} "
            width = cell_len(name) + cell_len(words)
            if place + width > room:  # the help has them all; half a key would only look broken
                break
            pieces += [Piece(name, "key" if enabled else "dim"), Piece(words, "" if enabled else "dim")]
            self._places.append((place, place + width, binding))
            place += width
        self.show([Line(tuple(pieces), tuple(right))])

    async def on_click(self, event: Click) -> None:
        """Do what the key under the mouse does."""
        end = self.size.width
        for key, words, action in reversed(self._ALWAYS):
            start = end - len(key) - len(words)
            if start <= event.x < end:
                await self.run_action(action)
                return
            end = start
        for start, end, binding in self._places:
            if start <= event.x < end:
                self.app.simulate_key(binding.key)
                return

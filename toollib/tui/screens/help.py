"""Where you are and which keys do something here: read from the bindings themselves, found by typing."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from typing import Any, ClassVar, NamedTuple

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input, Static

from toollib.tui.screens.room import Room
from toollib.tui.screens.stray_codes import StrayCodes
from toollib.tui.widgets.bars import key_name
from toollib.tui.widgets.filter_line import FilterLine
from toollib.tui.widgets.lines import Line, Lines, Piece


class KeyHelp(NamedTuple):
    """A key, what it does in a word, what it does in a sentence, and how to do it without the key."""

    name: str
    words: str
    tip: str
    action: str
    node: DOMNode

    def run(self, app: App[Any]) -> Callable[[], Coroutine[Any, Any, bool]]:
        """Something that does what the key does."""
        return partial(app.run_action, self.action, self.node)


def keys_of(screen: Screen[Any]) -> Iterator[KeyHelp]:
    """The keys of a screen, nearest to the focus first; keys of one verb stand together. The rarer verbs follow."""
    verbs: dict[str, list[tuple[str, Binding, DOMNode]]] = {}
    for key, active in screen.active_bindings.items():
        if active.binding.id is not None:  # the keys that move in a line of text have none
            verbs.setdefault(active.binding.action, []).append((key, active.binding, active.node))
    for found in verbs.values():
        _, binding, node = found[0]
        names = " or ".join(key_name(key) for key, _, _ in found)
        words = binding.description[:1].upper() + binding.description[1:]
        yield KeyHelp(names, words, binding.tooltip, binding.action, node)
    if isinstance(screen, Room):
        for verb in screen.verbs():
            yield KeyHelp("F12", verb.words, verb.tip, verb.action, screen)


class HelpScreen(StrayCodes):
    """Explains the screen below it."""

    CSS_PATH = "../over.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1", "dismiss", "back", id="help.back", tooltip="Back to where you were"),
        Binding("up", "scroll(-1)", "Up", show=False),
        Binding("down", "scroll(1)", "Down", show=False),
        Binding("pageup", "scroll(-10)", "Page up", show=False),
        Binding("pagedown", "scroll(10)", "Page down", show=False),
    ]

    def __init__(self, explained: Screen[Any]) -> None:
        super().__init__(explained)
        self._text = str(getattr(explained, "HELP", "")).strip()
        self._keys = list(keys_of(explained))

    def compose(self) -> ComposeResult:
        """What this screen is for, a line to filter with, the keys."""
        with Vertical(id="help"):
            yield Static(self._text, id="help-text", markup=False)
            yield FilterLine(placeholder="type to find a key", id="help-filter", patient=True)
            yield Lines(id="help-keys")
            yield Static("Esc goes back · ctrl+p finds any verb by name", id="help-foot", markup=False)

    def on_mount(self) -> None:
        """All keys first."""
        self._show("")

    @on(Input.Changed, "#help-filter")
    def _filter(self, event: Input.Changed) -> None:
        self._show(event.value)

    def action_scroll(self, by: int) -> None:
        """Scroll the keys by this many lines."""
        self.query_one("#help-keys", Lines).scroll_relative(y=by, animate=False)

    def _show(self, text: str) -> None:
        words = text.casefold().split()
        rows = [
            Line((Piece(f"{key.name:<14}", "key"), Piece(f"{key.words:<28}"), Piece(key.tip, "dim")))
            for key in self._keys
            if all(word in f"{key.name} {key.words} {key.tip}".casefold() for word in words)
        ]
        nothing = [Line((Piece("No key does that here. ctrl+p looks in every verb.", "dim"),))]
        self.query_one("#help-keys", Lines).show(rows or nothing)

"""An answer that is too long for a line: shown over the room until it was read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from catalog.text import plain
from toollib.tui.house import house_of
from toollib.tui.screens.stray_scans import StrayScans
from toollib.tui.widgets.lines import Line
from toollib.tui.widgets.prose import Prose


class TellScreen(StrayScans, ModalScreen[None]):
    """A title with lines below, to scroll."""

    HELP = "What came of it. ↑ and ↓ scroll, Esc or Enter goes back."
    FOOT: ClassVar[str] = "↑ ↓ scroll · Esc back"
    CSS_PATH = "../over.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss", "back", id="tell.back", tooltip="Back to where you were"),
    ]

    def __init__(self, title: str, lines: Iterable[Line]) -> None:
        super().__init__()
        self.title_told = plain(title)
        self.lines_told = tuple(lines)

    def compose(self) -> ComposeResult:
        """Title, text, keys."""
        with Vertical(id="tell"):
            yield Static(Content(self.title_told), id="tell-title", markup=False)
            with VerticalScroll(id="tell-text"):
                yield Prose(self.lines_told)
            yield Static(self.FOOT, id="tell-foot", markup=False)

    def on_mount(self) -> None:
        """Keys scroll at once."""
        self.query_one("#tell-text").focus()

    def scanned(self, text: str) -> None:
        """Somebody has read enough: to the desk with it."""
        self.dismiss()
        house_of(self).scan_at_desk(text)

"""What is shown when the library cannot be opened: why, all of it, and the way out."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from catalog.text import plain
from toollib.rules.reasons import Refused
from toollib.tui.widgets.verdict import told


class ClosedScreen(ModalScreen[None]):
    """Nothing can be done here but read why and leave."""

    CSS_PATH = "../over.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape", "leave", "leave", id="closed.leave")]

    def __init__(self, refused: Refused) -> None:
        super().__init__()
        self.refused = refused

    def compose(self) -> ComposeResult:
        """Every reason."""
        lines = told(self.refused.reasons, self.refused.hint)
        text = "\n\n".join(plain(each, newlines=True) for each in lines)
        heading = Content.styled("✗ The library does not open", "bold $text-error")
        yield Static(heading + Content(f"\n\n{text}\n\nEnter leaves."), id="closed", markup=False)

    def action_leave(self) -> None:
        """Leave with the exit code of a refusal."""
        self.app.exit(1)

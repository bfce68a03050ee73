"""A room that tells everything known of one thing, as text to scroll; a scan here goes to the desk, never astray."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from toollib.tui.screens.room import Room
from toollib.tui.screens.stray_scans import StrayScans
from toollib.tui.widgets.lines import Line, Piece, line
from toollib.tui.widgets.prose import Prose
from toollib.tui.widgets.verdict import Verdict

if TYPE_CHECKING:
    from toollib.rules.reasons import Refused
    from toollib.tui.seat import Seat

R = TypeVar("R")


def section(title: str, rows: Iterable[Line], *, empty: str = "none") -> list[Line]:
    """A title with its lines below, or a word that there are none."""
    found = list(rows)
    return [line(), line(Piece(title, "title")), *(found or [line(Piece(f"  {empty}", "dim"))])]


class DetailRoom(StrayScans, Room, Generic[R]):
    """Everything about one thing: asked of the desk's thread, shown as text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", id="detail.back", tooltip="Back to the list"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.shown: R | None = None

    @abstractmethod
    def read(self) -> Callable[[Seat], R]:
        """The job that reads it, for the desk's thread."""

    @abstractmethod
    def lines(self, found: R) -> Iterable[Line]:
        """What was read, as text."""

    def body(self) -> ComposeResult:
        """Text that scrolls, and the verdict."""
        with VerticalScroll(id="detail"):
            yield Prose(id="detail-text")
        yield Verdict(id="verdict")

    def on_mount(self) -> None:
        """Read it."""
        self.query_one("#detail").focus()
        self.records_changed()

    def on_screen_resume(self) -> None:
        """Another desk may have changed it."""
        if self.shown is not None:
            self.records_changed()

    def records_changed(self) -> None:
        """Read it again."""
        self.house.ask(self.read(), self._show, self._gone)

    def _show(self, found: R) -> None:
        self.shown = found
        if self.is_attached:
            self.query_one("#detail-text", Prose).tell(self.lines(found))
            self.refresh_bindings()

    def _gone(self, refused: Refused) -> None:
        if self.is_attached:
            self.verdict.refusal("It cannot be shown", refused)

    def scanned(self, text: str) -> None:
        """To the desk with it."""
        self.house.scan_at_desk(text)

    def action_back(self) -> None:
        """Back to the list."""
        if not self.verdict.hush():
            self.dismiss()

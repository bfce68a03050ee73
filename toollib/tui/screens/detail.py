"""A room that tells everything known of one thing, as text to scroll; a scan here goes to the desk, never astray."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from catalog.text import plain
from toollib.tui.screens.room import Room
from toollib.tui.widgets.lines import Line, Piece, line
from toollib.tui.widgets.verdict import Verdict

if TYPE_CHECKING:
    from toollib.rules.reasons import Refused
    from toollib.tui.seat import Seat

R = TypeVar("R")

_STYLES = {
    "strong": "bold",
    "title": "bold $text-primary",
    "dim": "$foreground-muted",
    "good": "$text-success",
    "warn": "$text-warning",
    "bad": "bold $text-error",
    "key": "bold $text-accent",
}
_SHORTEST_SCAN = 3


def content_of(lines: Iterable[Line]) -> Content:
    """Lines as wrapping text; what would stand at the right edge follows after two blanks."""
    return Content("\n").join(_content(each) for each in lines)


def _content(each: Line) -> Content:
    pieces = [*each.left, *(Piece(f"  {text}", look) for text, look in each.right)]
    return Content("").join(
        Content.styled(plain(text), _STYLES[look]) if look in _STYLES else Content(plain(text))
        for text, look in pieces
    )


def section(title: str, rows: Iterable[Line], *, empty: str = "none") -> list[Line]:
    """A title with its lines below, or a word that there are none."""
    found = list(rows)
    return [line(), line(Piece(title, "title")), *(found or [line(Piece(f"  {empty}", "dim"))])]


class DetailRoom(Room, Generic[R]):
    """Everything about one thing: asked of the desk's thread, shown as text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", id="detail.back", tooltip="Back to the list"),
    ]

    # What of this page's verbs ctrl+z takes back.
    UNDOABLE: ClassVar[frozenset[str]] = frozenset()

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[str] = []
        self.shown: R | None = None

    @abstractmethod
    def read(self) -> Callable[[Seat], R]:
        """The job that reads it, for the desk's thread."""

    @abstractmethod
    def lines(self, found: R) -> Iterable[Line]:
        """What was read, as text."""

    def _told(self, what: str) -> Callable[[str], None]:
        """What says that a verb was done: here, in the feed, and to every room that shows it."""

        def told(text: str) -> None:
            self.verdict.say("done", text)
            self.house.happened(text, sign="✓", undoable=what in self.UNDOABLE)
            self.house.changed()

        return told

    def body(self) -> ComposeResult:
        """Text that scrolls, and the verdict."""
        with VerticalScroll(id="detail"):
            yield Static("…", id="detail-text", markup=False)
        yield Verdict(id="verdict")

    def on_mount(self) -> None:
        """Read it."""
        self.query_one("#detail").focus()
        self.records_changed()

    def records_changed(self) -> None:
        """Read it again."""
        self.house.ask(self.read(), self._show, self._gone)

    def _show(self, found: R) -> None:
        self.shown = found
        if self.is_attached:
            self.query_one("#detail-text", Static).update(content_of(self.lines(found)))
            self.refresh_bindings()

    def _gone(self, refused: Refused) -> None:
        if self.is_attached:
            self.verdict.refusal("It cannot be shown", refused)

    def on_key(self, event: Key) -> None:
        """Gather what a scanner types, and bring it to the desk."""
        if event.key in ("enter", "ctrl+j"):
            text = "".join(self._keys).strip()
            self._keys.clear()
            if len(text) >= _SHORTEST_SCAN:
                event.stop()
                self.house.scan_at_desk(text)
        elif event.is_printable and event.character is not None and event.character != "?":
            self._keys.append(event.character)

    def action_back(self) -> None:
        """Back to the list."""
        self._keys.clear()
        if not self.verdict.hush():
            self.dismiss()

    def ask_form(self, form: Any) -> None:
        """Put a form over this screen."""
        from toollib.tui.screens.form import FormScreen

        self.house.push_screen(FormScreen(form))

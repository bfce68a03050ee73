"""A room whose answer takes long: asked at the desk in a moment, thought about aside, given up when one leaves."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from toollib.tui.aside import Aside, Thoughts
from toollib.tui.screens.design_page import WatchesFiles
from toollib.tui.screens.stray_scans import StrayScans
from toollib.tui.widgets.lines import Line, Piece, line
from toollib.tui.widgets.prose import content_of
from toollib.tui.widgets.verdict import Verdict

if TYPE_CHECKING:
    from toollib.rules.reasons import Refused
    from toollib.tui.seat import Seat
    from toollib.workshop.outlook import Question
    from toollib.workshop.planning import Planning

T = TypeVar("T")


class ThinkingRoom(StrayScans, WatchesFiles, Generic[T]):
    """Shows the answer to one question, and asks again when the library has changed. A scan here goes to the desk."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+r", "again", "look again", show=False, id="thinking.again", tooltip="Think about it again"
        ),
        Binding(
            "escape", "back", "back", id="thinking.back", tooltip="Stop thinking; then back to where you were"
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._aside = Aside(self._bring)
        self._looks = 0
        self._asked: Question[T] | None = None
        self.answer: T | None = None

    @abstractmethod
    def question(self) -> Callable[[Seat], Question[T]]:
        """The job that asks, for the desk's thread; quick, since scans wait behind it."""

    @abstractmethod
    def came(self, answer: T) -> None:
        """Show the answer."""

    @abstractmethod
    def thinking(self, percent: int | None) -> None:
        """Show how far the thinking is; None: it was stopped."""

    @property
    def is_thinking(self) -> bool:
        """Whether there is an answer to wait for."""
        return self._aside.busy

    def on_mount(self) -> None:
        """Ask."""
        self.look()

    def on_screen_resume(self) -> None:
        """Another desk may have changed something, or the thinking was given up."""
        if self._looks:
            self.look()

    def on_screen_suspend(self) -> None:
        """Nobody waits for the answer now, and somebody may be served at the desk."""
        self._aside.stop()

    def on_unmount(self) -> None:
        """Nobody will see the answer."""
        self._aside.stop()

    def records_changed(self) -> None:
        """What the library has decides the answer."""
        if self.is_current:
            self.look()

    def look(self) -> None:
        """Ask; where nothing has changed since the last time, its answer stands."""
        self._looks += 1
        number = self._looks

        def asked(question: Question[T]) -> None:
            if number == self._looks and self.is_current:
                self._think(question)

        self.house.ask(self.question(), asked, self._refused)

    def scanned(self, text: str) -> None:
        """To the desk with it."""
        self.house.scan_at_desk(text)

    def action_again(self) -> None:
        """Think again, whatever has changed."""
        self._asked = None
        self.look()

    def action_back(self) -> None:
        """Stop thinking; then go back."""
        if self.verdict.hush():
            return
        if self._aside.stop():
            self.thinking(None)
        else:
            self.dismiss()

    def _think(self, question: Question[T]) -> None:
        if question == self._asked and (self._aside.busy or self.answer is not None):
            return
        self._asked, self.answer = question, None
        self.thinking(0)
        self._aside.think(question, Thoughts(self._came, self.thinking, self._broke))

    def _came(self, answer: T) -> None:
        self.answer = answer
        if self.is_attached:
            self.came(answer)

    def _refused(self, refused: Refused) -> None:
        if self.is_attached:
            self.verdict.refusal("It cannot be told", refused)

    def _broke(self, error: Exception) -> None:
        if self.is_attached:
            self.house.tell_defect(error, self.verdict)

    def _bring(self, tell: Callable[[], None]) -> None:
        from toollib.tui.app import Told

        self.house.post_message(Told(tell))


class ThinkingPage(ThinkingRoom[T]):
    """An answer as text to scroll."""

    def body(self) -> ComposeResult:
        """Text that scrolls, and the verdict."""
        with VerticalScroll(id="detail"):
            yield Static("…", id="detail-text", markup=False)
        yield Verdict(id="verdict")

    @abstractmethod
    def lines(self, answer: T) -> Iterable[Line]:
        """The answer as text."""

    def on_mount(self) -> None:
        """Keys scroll at once."""
        self.query_one("#detail").focus()

    def came(self, answer: T) -> None:
        """Show it."""
        self._tell(self.lines(answer))

    def thinking(self, percent: int | None) -> None:
        """Say that it takes its time."""
        stopped = line(Piece("! stopped; ctrl+r looks again", "warn"))
        self._tell([stopped if percent is None else line(Piece("… thinking; Esc stops", "dim"))])

    def _tell(self, lines: Iterable[Line]) -> None:
        self.query_one("#detail-text", Static).update(content_of(lines))


def planning(seat: Seat) -> Planning:
    """What is asked about the future of the workshop, in the desk's thread."""
    from toollib.workshop.planning import Planning

    return Planning(seat.desk.context, seat.workshop)


def design_names(seat: Seat) -> Mapping[str, str]:
    """What each design is called, by id."""
    return {card.id: card.row["name"] for card in seat.workshop.shelf}

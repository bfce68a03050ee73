"""A room whose answer takes long: thought about aside, with a library of its own, and given up when one leaves.

Of the desk's thread it asks only which designs there are and what the last event was; all else would let a scan wait.
SQLite lets many read while one writes.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from toollib.tui.aside import Aside, Thoughts
from toollib.tui.screens.design_page import WatchesFiles
from toollib.tui.screens.stray_scans import StrayScans
from toollib.tui.widgets.lines import Line, Piece, line
from toollib.tui.widgets.prose import Prose
from toollib.tui.widgets.verdict import Verdict

if TYPE_CHECKING:
    from catalog.plan import Buildable
    from toollib.library import InForce, Library
    from toollib.rules.reasons import Refused
    from toollib.tui.seat import Seat
    from toollib.vocabulary import Vocabulary
    from toollib.workshop.outlook import Question, Tell
    from toollib.workshop.planning import Planning, Questions

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Names:
    """What kinds and designs are called."""

    kinds: Mapping[str, str]
    designs: Mapping[str, str]

    def kind(self, slug: str) -> str:
        """A kind, or a design where one waits for that."""
        return self.kinds.get(slug) or self.designs.get(slug, slug)

    def design(self, id_: str) -> str:
        """A design."""
        return self.designs.get(id_, id_)


Ask = Callable[["Questions", Names], "Question[T]"]
"""Puts a question to a library."""


@dataclass(frozen=True, slots=True)
class Known:
    """What decides an answer: every design with its name, the words for kinds, and the last event."""

    designs: Mapping[str, Buildable]
    names: Mapping[str, str]
    vocabulary: Vocabulary
    event: int
    by: InForce = field(compare=False)

    @classmethod
    def of(cls, seat: Seat) -> Known:
        """As it is now; in the desk's thread."""
        from toollib.workshop.planning import last_change

        shelf = seat.workshop.shelf
        designs = {each.id: each for each in shelf.buildables()}
        names = {card.id: card.row["name"] for card in shelf}
        return cls(
            designs, names, seat.library.vocabulary, last_change(seat.desk.context), seat.library.in_force
        )


@dataclass(frozen=True, slots=True)
class Put(Generic[T]):
    """A question about `subject` put to a library that is opened for it. Equal ones have equal answers."""

    known: Known
    subject: tuple[object, ...]
    today: date
    library: Callable[[], Library] = field(compare=False)
    ask: Ask[T] = field(compare=False)

    def answer(self, tell: Tell) -> T:
        """Read what the library has, close it, and think."""
        from toollib.workshop.planning import Questions

        tell(0, 1)
        with self.library() as library:
            vocabulary = library.vocabulary
            kinds = {slug: vocabulary.name(slug) for slug in vocabulary.slugs}
            questions = Questions(library.desk.context, self.known.designs)
            question = self.ask(questions, Names(kinds, self.known.names))
        return question.answer(tell)


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
        self._aside = Aside(self._bring, lambda: self.house.thinking)
        self._looks = 0
        self._asked: Put[T] | None = None
        self.answer: T | None = None

    @abstractmethod
    def asking(self) -> tuple[object, ...]:
        """What is asked, apart from the library."""

    @abstractmethod
    def question(self) -> Ask[T]:
        """What puts the question of this subject; it is called in the thread that thinks."""

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

        def known(found: Known) -> None:
            if number == self._looks and self.is_current:
                self._think(found)

        self.house.ask(Known.of, known, self._refused)

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

    def _think(self, known: Known) -> None:
        about = self.house.about
        if about is None:
            return
        from toollib.library import Library, Who

        folder, clock, who = self.house.folder, self.house.clock, about.who
        put = Put(
            known,
            self.asking(),
            about.sayings.today(clock.now()),
            lambda: Library.open(folder, clock=clock, person=Who(who), by=known.by),
            self.question(),
        )
        if put == self._asked and (self._aside.busy or self.answer is not None):
            return
        self._asked, self.answer = put, None
        self.thinking(0)
        self._aside.think(put, Thoughts(self._came, self.thinking, self._refused, self._broke))

    def library_opened(self) -> None:
        """Now there is something to ask."""
        self.look()

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
            yield Prose(id="detail-text")
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
        self.query_one("#detail-text", Prose).tell(lines)


def planning(seat: Seat) -> Planning:
    """What is asked about the future of the workshop, in the desk's thread: names and amounts only, they are quick."""
    from toollib.workshop.planning import Planning

    return Planning(seat.desk.context, seat.workshop)

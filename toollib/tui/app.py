"""The screens as one program: the rooms and their keys, the desk's thread, and what happened so far today."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from catalog.text import plain
from toollib.clock import Clock, SystemClock
from toollib.rules.reasons import Refused
from toollib.tui.ahead import Ahead
from toollib.tui.breaking import BreakingApp
from toollib.tui.design_files import DesignFiles
from toollib.tui.feed import Feed, Happened
from toollib.tui.rooms import ROOMS
from toollib.tui.screens.desk import DeskScreen
from toollib.tui.screens.room import Room
from toollib.tui.seat import About, Seat, UnreadDesigns, opening_words
from toollib.tui.settings_watch import News, SettingsWatch, places_of
from toollib.tui.worker import OrderedWorker, Replies

if TYPE_CHECKING:
    from toollib.desk.views import Member, Undone
    from toollib.tui.screens.form import Draft

T = TypeVar("T")

_BUSY_AFTER = 0.3  # seconds without an answer before the bar says so
_BREATH = 0.02  # seconds for the first picture to reach the terminal before the library's rooms are imported
_TICK = 1.0
_LOOK = 3  # ticks from one look at library.yaml to the next while nobody does anything
_PATIENCE = 10.0  # seconds that quitting waits for what was already asked
_TURN = 0.001  # seconds that a thread which only thinks may keep the others from running


class Told(Message):
    """An answer of the desk's thread, brought into the loop of the screens."""

    def __init__(self, tell: Callable[[], None]) -> None:
        super().__init__()
        self.tell = tell


class ToollibApp(BreakingApp):
    """The screens of one library."""

    TITLE = "toollib"
    CSS_PATH = "toollib.tcss"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    DEFAULT_MODE = "desk"
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = ROOMS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "go('desk')", "Desk", show=False, id="go.desk", tooltip="Lend and take back"),
        Binding(
            "f2", "go('tools')", "Tools", show=False, id="go.tools", tooltip="Every tool and where it is"
        ),
        Binding("f3", "go('members')", "Members", show=False, id="go.members", tooltip="Every member"),
        Binding("f4", "go('designs')", "Designs", show=False, id="go.designs", tooltip="What can be built"),
        Binding(
            "f5", "go('calendar')", "Calendar", show=False, id="go.calendar", tooltip="Who has what when"
        ),
        Binding("f6", "go('reports')", "Reports", show=False, id="go.reports", tooltip="Figures and wishes"),
        Binding(
            "ctrl+z", "undo", "undo", id="undo", tooltip="Undo the last desk action: loan, charge and all"
        ),
        Binding(
            "question_mark", "help", "Help", show=False, id="help", tooltip="Explain this screen and its keys"
        ),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, id="quit", tooltip="Leave the screens"),
    ]

    def __init__(self, folder: Path, *, clock: Clock | None = None, who: str | None = None) -> None:
        super().__init__()
        self.animation_level = "none"
        self.folder, self.clock, self._who = folder, clock or SystemClock(), who
        self.about: About | None = None
        self.feed = Feed()
        self.drafts: dict[str, dict[str, Draft]] = {}
        self.ahead = Ahead()
        self.thinking = threading.Lock()
        self.settings_wrong: Refused | None = None
        self._minute = ""
        self._busy = False
        self._ticks = 0
        self.designs = DesignFiles(self, self._deliver)
        self._watch = SettingsWatch(lambda news: self._deliver(lambda: self._settings_news(news)))
        self.worker: OrderedWorker[Seat] = OrderedWorker(
            lambda: Seat.take(self.folder, self.clock, self._who), Seat.leave, self._deliver
        )

    # coming and going

    def on_mount(self) -> None:
        """The desk is shown first; the library is opened behind it."""
        self.call_after_refresh(self.set_timer, _BREATH, self._begin)

    def _begin(self) -> None:
        self.worker.begin(Replies(lambda _: self._opened(), self._not_opened, self.tell_broken))
        self.set_interval(_TICK, self._tick)

    def _opened(self) -> None:
        self.ask(About.of, self._know)

    def _know(self, about: About) -> None:
        self.about = about
        for warning in about.warnings:
            self.happened(warning, sign="!")
        for room in self._standing_rooms():
            room.say_where()
            room.library_opened()

    def _not_opened(self, refused: Refused) -> None:
        from toollib.tui.screens.closed import ClosedScreen

        self.push_screen(ClosedScreen(refused))

    def _standing_rooms(self) -> list[Room]:
        stacks = self._screen_stacks.values()
        return [
            screen for stack in stacks for screen in stack if isinstance(screen, Room) and screen.is_mounted
        ]

    async def action_quit(self) -> None:
        """Leave; what was already asked of the desk is done first."""
        self.exit(0)

    def close_desk(self) -> bool:
        """Let the desk's thread finish; whether it did."""
        return self.worker.stop(_PATIENCE)

    def go(self, room: str) -> None:
        """Go to a room; it is as it was left. Going where one is already goes back to its list."""
        if not isinstance(self.screen, Room):
            return
        if room == self.current_mode:
            for _ in self.screen_stack[1:]:
                self.pop_screen()
        else:
            self.switch_mode(room)

    def scan_at_desk(self, text: str) -> None:
        """Bring a scan that was made elsewhere to the desk."""
        self.switch_mode("desk")
        for room in self._standing_rooms():
            if isinstance(room, DeskScreen):
                room.scan(text)

    def action_go(self, room: str) -> None:
        """Go to a room."""
        self.go(room)

    # asking the desk

    def ask(
        self,
        work: Callable[[Seat], T],
        done: Callable[[T], None],
        refused: Callable[[Refused], None] | None = None,
        broke: Callable[[Exception], None] | None = None,
    ) -> None:
        """Put a job behind all others of the desk's thread; `done` gets its answer in the loop of the screens.

        One that wants designs before they are read is done anew once they are.
        """
        broken = broke or self.tell_broken

        def failed(error: Exception) -> None:
            if isinstance(error, UnreadDesigns):
                self.designs.put_off(lambda: self.ask(work, done, refused, broke), broken)
            else:
                broken(error)

        def by_the_rules(seat: Seat) -> T:
            self._watch.look(seat)
            return work(seat)

        self.worker.ask(by_the_rules, Replies(done, refused or self._refused, failed))
        before = self.worker.answered
        self.set_timer(_BUSY_AFTER, lambda: self._if_busy(before))

    def _deliver(self, tell: Callable[[], None]) -> None:
        self.post_message(Told(tell))

    def on_told(self, message: Told) -> None:
        """Hand an answer to who asked."""
        message.tell()
        if self._busy and not self.worker.pending:
            self._set_busy(busy=False)

    def _if_busy(self, before: int) -> None:
        if self.worker.pending and self.worker.answered <= before:
            self._set_busy(busy=True)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.say_where()

    def _refused(self, refused: Refused) -> None:
        self._room.verdict.refusal("Not done", refused)

    def tell_broken(self, error: Exception) -> None:
        """Say in the room in view that something broke by a mistake of ours."""
        self.tell_defect(error, self._room.verdict)

    # the settings

    def _settings_news(self, news: News) -> None:
        """Say that library.yaml became wrong, right or other, and go by what it says if it is right."""
        self.settings_wrong = news.wrong
        if news.about is not None:
            self.about = news.about
            self.changed()
        self.happened(news.words(self.folder), sign="!" if news.wrong else "✓")
        if self._room.verdict.kind in (None, "noted", "broken"):
            self.tell_settings()
        self.say_where()

    def tell_settings(self) -> None:
        """Say what is wrong in library.yaml, each with its place, or that nothing is."""
        wrong = self.settings_wrong
        if wrong is None:
            self._room.verdict.say("noted", "library.yaml is right, and the desk goes by it")
        else:
            heading = "library.yaml is wrong: the desk goes by what it said before"
            self._room.verdict.say("broken", heading, places_of(wrong, self.folder))

    @property
    def _room(self) -> Room:
        """The room in view, below any form or help."""
        return next(screen for screen in reversed(self.screen_stack) if isinstance(screen, Room))

    # what happened

    def happened(
        self, text: str, *, sign: str = "", undoable: bool = False, at: datetime | None = None
    ) -> None:
        """Put a line on top of today's feed."""
        self.feed.add(Happened(at or self.clock.now(), text, sign, undoable))
        for room in self._standing_rooms():
            room.feed_changed()

    def action_undo(self) -> None:
        """Undo the last desk action of this person at this desk."""
        self.ask(_undo, self._undone)

    def _undone(self, undone: Undone) -> None:
        from toollib.tui.words import event

        self.feed.mark_undone()
        text = f"Undone: {event(undone.undone)}"
        self.happened(text, sign="↶")
        self._room.verdict.say("done", text)
        self.changed()

    def forget(self, member: Member, warnings: Sequence[str] = ()) -> None:
        """Somebody was erased: nothing typed or said about them stays on these screens."""
        names = member.id, member.name
        self.feed.forget(*names)
        self.drafts = {
            key: draft
            for key, draft in self.drafts.items()
            if not any(
                name in text for name in names for text in (key, *(each.typed for each in draft.values()))
            )
        }
        for room in self._standing_rooms():
            if any(name in room.verdict.words for name in names):
                room.verdict.hush()
        text = f"{member.id} is erased; their loans still count, without a name"
        self._room.done(text, undoable=False)
        if warnings:
            self._room.verdict.say("noted", text, warnings)

    def changed(self) -> None:
        """Something at the desk changed: every room that shows it reads again."""
        for room in self._standing_rooms():
            room.records_changed()

    # the bar

    @property
    def where(self) -> tuple[str, str]:
        """What the bar says: the library, and the time with whether it is open."""
        if self.about is None:
            return plain(self.folder.name), "opening …"
        now, sayings = self.clock.now(), self.about.sayings
        busy = self.designs.words if self.designs.busy else "working … " if self._busy else ""
        wrong = "! library.yaml · " if self.settings_wrong is not None else ""
        from toollib.tui.words import day

        today = sayings.today(now)
        return plain(
            self.about.name
        ), f"{busy}{wrong}{day(today, today)} {sayings.clock(now)} · {self.about.opening}"

    def say_where(self) -> None:
        """Show the time, whether the library is open, and what is being done, wherever a bar stands."""
        for screen in self.screen_stack:
            if isinstance(screen, Room) and screen.is_mounted:
                screen.say_where()

    def _tick(self) -> None:
        for room in self._standing_rooms():
            room.second_passed()
        if self.about is None:
            return
        self._ticks += 1
        if self._ticks % _LOOK == 0 and not self.worker.pending:
            self.ask(lambda _: None, lambda _: None)
        minute = self.about.sayings.clock(self.clock.now())
        if minute != self._minute:
            self._minute = minute
            self.ask(opening_words, self._opening)

    def _opening(self, words: str) -> None:
        if self.about is not None:
            self.about = replace(self.about, opening=words)
        self.say_where()

    # help and palette

    def action_help(self) -> None:
        """Explain this screen and list its keys."""
        from toollib.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_command_palette(self) -> None:
        """List every verb of where you are, and do the one that is found by typing."""
        from toollib.tui.screens.palette import PaletteScreen

        if not isinstance(self.screen, PaletteScreen):
            self.push_screen(PaletteScreen(self.screen, self.get_system_commands(self.screen)))

    def action_light_or_dark(self) -> None:
        """Switch between a light and a dark background."""
        self.theme = "textual-light" if self.current_theme.dark else "textual-dark"

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: every verb of where you are, and the few of the whole program."""
        from toollib.tui.screens.help import keys_of

        for key in keys_of(screen):
            yield SystemCommand(f"{key.words} ({key.name})", key.tip, key.run(self))
        yield SystemCommand("Light or dark", "Switch the background", self.action_light_or_dark)


def _undo(seat: Seat) -> Undone:
    undone = seat.desk.undo()
    seat.session.refresh()
    return undone


def run_screens(folder: Path, *, clock: Clock | None = None, who: str | None = None) -> int:
    """Open the screens on the library in this folder until somebody quits; the exit code."""
    sys.setswitchinterval(_TURN)
    app = ToollibApp(folder, clock=clock, who=who)
    code = app.run()
    if not app.close_desk():
        sys.stderr.write(
            "The last desk action had no answer yet; `toollib event list` says whether it was kept.\n"
        )
        return 1
    return code if code is not None else app.return_code or 0

"""What every screen has: the bar, the tabs, a place for the verdict, the keys; and a word when there is no room."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Static

from toollib.tui.house import house_of
from toollib.tui.widgets.bars import KeyLine, Tab, TabBar, TopBar
from toollib.tui.widgets.verdict import Verdict

if TYPE_CHECKING:
    from toollib.tui.app import ToollibApp

T = TypeVar("T")

TABS = (
    Tab("desk", "Desk", "F1"),
    Tab("tools", "Tools", "F2"),
    Tab("members", "Members", "F3"),
    Tab("designs", "Designs", "F4"),
    Tab("calendar", "Calendar", "F5"),
)
SMALLEST = (80, 24)


class Room(Screen[None]):
    """A screen in one of the rooms. `ROOM` says whose tab is lit, `HELP` explains where you are."""

    ROOM: ClassVar[str] = "desk"
    HELP: ClassVar[str] = ""

    @property
    def house(self) -> ToollibApp:
        """The app, by its own type."""
        return house_of(self)

    @property
    def verdict(self) -> Verdict:
        """Where this screen says what became of the last thing asked."""
        return self.query_one("#verdict", Verdict)

    def compose(self) -> ComposeResult:
        """The frame, and the body between tabs and keys."""
        yield TopBar(id="top")
        yield TabBar(TABS, self.ROOM)
        yield from self.body()
        yield KeyLine()
        yield Static(id="too-small", markup=False)

    def body(self) -> ComposeResult:
        """What this room shows; a `Verdict` with the id "verdict" is part of it."""
        yield Verdict(id="verdict")

    def on_mount(self) -> None:
        """Name the library in the bar."""
        self.say_where()

    def on_screen_resume(self) -> None:
        """The clock went on while another screen was shown."""
        self.say_where()

    def library_opened(self) -> None:
        """The library is open: what could not be asked before can be asked now."""

    def feed_changed(self) -> None:
        """Something happened at this desk."""

    def records_changed(self) -> None:
        """Loans, members or tools changed: what this room shows may be old."""

    def second_passed(self) -> None:
        """A second went by, whether this room is in view or not."""

    def say_where(self) -> None:
        """Show the library's name, the time and whether it is open."""
        self.query_one("#top", TopBar).say(*self.house.where)

    def on_resize(self, event: Resize) -> None:
        """Below the smallest size say so, instead of showing half of everything."""
        cover = self.query_one("#too-small", Static)
        width, height = event.size
        cover.display = width < SMALLEST[0] or height < SMALLEST[1]
        if cover.display:
            cover.update(
                f"This terminal is {width}×{height}.\nThe screens need {SMALLEST[0]}×{SMALLEST[1]}: make it larger.\n"
                "Nothing is lost: scans are still taken.\nctrl+q quits."
            )

    @on(TabBar.Picked)
    def _picked(self, event: TabBar.Picked) -> None:
        self.house.go(event.room)

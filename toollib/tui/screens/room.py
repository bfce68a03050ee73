"""What every screen has: the bar, the tabs, a place for the verdict, the keys; and a word when there is no room."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.widgets import Static

from toollib.tui.house import house_of
from toollib.tui.screens.house_verbs import HOUSE_VERBS, HouseVerbs
from toollib.tui.screens.verbs import Verb
from toollib.tui.widgets.bars import KeyLine, Tab, TabBar, TopBar
from toollib.tui.widgets.verdict import Verdict

if TYPE_CHECKING:
    from toollib.tui.app import ToollibApp
    from toollib.tui.screens.form import Form

TABS = (
    Tab("desk", "Desk", "F1"),
    Tab("tools", "Tools", "F2"),
    Tab("members", "Members", "F3"),
    Tab("designs", "Designs", "F4"),
    Tab("calendar", "Calendar", "F5"),
    Tab("reports", "Reports", "F6"),
)
SMALLEST = (80, 24)


class Room(HouseVerbs):
    """A screen in one of the rooms. `ROOM` says whose tab is lit, `HELP` explains where you are.

    `MORE`: the rarer verbs of this room, before those of the whole library.
    """

    ROOM: ClassVar[str] = "desk"
    HELP: ClassVar[str] = ""
    MORE: ClassVar[tuple[Verb, ...]] = ()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f12", "more", "more", show=False, id="more", tooltip="The rarer verbs of where you are"),
    ]

    @property
    def house(self) -> ToollibApp:
        """The app, by its own type."""
        return house_of(self)

    @property
    def verdict(self) -> Verdict:
        """Where this screen says what became of the last thing asked."""
        return self.query_one("#verdict", Verdict)

    def verbs(self) -> tuple[Verb, ...]:
        """The rarer verbs that do something here now."""
        return tuple(each for each in (*self.MORE, *HOUSE_VERBS) if self.check_action(each.action, ()))

    def action_more(self) -> None:
        """List the rarer verbs, and do the one that is chosen."""
        from toollib.tui.screens.more import MoreScreen

        self.house.push_screen(MoreScreen(self.verbs()), self._chosen_verb)

    async def _chosen_verb(self, verb: Verb | None) -> None:
        if verb is not None:
            await self.run_action(verb.action)

    def ask_form(self, form: Form) -> None:
        """Put a form over this screen."""
        from toollib.tui.screens.form import FormScreen

        self.house.push_screen(FormScreen(form))

    def done(self, text: str, *, undoable: bool = True) -> None:
        """Say that a verb was done: here, in the feed, and to every room that shows it."""
        self.verdict.say("done", text)
        self.house.happened(text, sign="✓", undoable=undoable)
        self.house.changed()

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
        """Show the library's name, the time and whether it is open; a room that comes or goes just now has no bar."""
        for bar in self.query("#top").results(TopBar):
            bar.say(*self.house.where)

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

"""What a maker does from a list of designs or the page of one: ask why not, reserve the bench, start, see what is built."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType

from toollib.tui.days import today_of
from toollib.tui.screens.build_question import ANYBODY, Asked
from toollib.tui.screens.room import Room

if TYPE_CHECKING:
    from toollib.tui.screens.build_forms import Days
    from toollib.tui.seat import Seat
    from toollib.workshop.benches import Reserved
    from toollib.workshop.build_views import Build


class Meant(NamedTuple):
    """The design that a key is about."""

    id: str
    name: str


class BuildVerbs(Room):
    """A room in which a design is meant: its keys are about that one, on the day and for the member asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+y", "why", "why", id="build.why", tooltip="How each tool that it needs stands, and why not"
        ),
        Binding(
            "f9",
            "bench",
            "reserve",
            id="build.bench",
            tooltip="Reserve every tool of it for some days, or none",
        ),
        Binding("ctrl+n", "start", "start", show=False, id="build.start", tooltip="Start to build it"),
        Binding("ctrl+b", "builds", "builds", show=False, id="build.list", tooltip="What is being built"),
    ]

    @property
    def asked(self) -> Asked:
        """For which day and whom this room asks."""
        return ANYBODY

    @abstractmethod
    def meant(self) -> Meant | None:
        """The design that the keys are about; None while there is none."""

    def action_why(self) -> None:
        """Show how each need of the design stands."""
        from toollib.tui.screens.build_why import WhyScreen

        if (design := self.meant()) is not None:
            self.house.push_screen(WhyScreen(design.id, self.asked))

    def action_bench(self) -> None:
        """Ask for whom and for which days every tool of the design is reserved."""
        design, asked = self.meant(), self.asked
        if design is not None:
            self.house.ask(lambda seat: _days(seat, asked), lambda days: self._ask_bench(design, days))

    def _ask_bench(self, design: Meant, days: Days) -> None:
        from toollib.tui.screens.build_forms import bench_form

        if self.is_current:
            self.ask_form(bench_form(design, self.asked, days, lambda done: self._reserved(design, done)))

    def _reserved(self, design: Meant, done: Reserved) -> None:
        from toollib.tui.screens.build_pick import file_name, pick_lines, reserved_words
        from toollib.tui.screens.pick_screen import PickScreen

        about = self.house.about
        assert about is not None  # noqa: S101 - a form was open
        today = about.sayings.today(self.house.clock.now())
        text = reserved_words(done, design.name, today)
        self.done(text, undoable=bool(done.reservations))
        self.house.push_screen(PickScreen(text, pick_lines(done, today), file_name(design.id, done.build)))

    def action_start(self) -> None:
        """Ask who builds it, and start."""
        from toollib.tui.screens.build_forms import start_form

        if (design := self.meant()) is not None:
            self.ask_form(start_form(design, self.asked, self._started))

    def _started(self, build: Build) -> None:
        from toollib.tui.screens.build_page import BuildPage, named

        self.done(f"{named(build)} is started")
        self.house.push_screen(BuildPage(build.id))

    def action_builds(self) -> None:
        """List what is being built, and what was."""
        from toollib.tui.screens.build_list import BuildsScreen

        self.house.push_screen(BuildsScreen())


def _days(seat: Seat, asked: Asked) -> Days:
    """The day asked for if it is open, else the next one; and the next open day after it."""
    from toollib.workshop.build_day import days_from

    return days_from(seat.desk.context, asked.day(today_of(seat)))

"""Everything about one design, or about what is wrong with its file; its editor is one key away."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.app import SuspendNotSupported
from textual.binding import Binding, BindingType

from toollib.tui.editor import edit, editor_command
from toollib.tui.screens.build_question import ANYBODY, Asked
from toollib.tui.screens.build_verbs import BuildVerbs, Meant
from toollib.tui.screens.design_lines import page_lines, problem_lines, within
from toollib.tui.screens.detail import DetailRoom
from toollib.tui.screens.room import Room
from toollib.tui.widgets.lines import Line, Piece, line

if TYPE_CHECKING:
    from catalog.problem import Problem
    from catalog.shelf import Broken, Shelf
    from toollib.tui.seat import Seat
    from toollib.workshop.design_page import DesignPage

_LOOK_EVERY = 2  # seconds between two looks at the files while a design is in view


class WatchesFiles(Room):
    """A room that shows designs: files that were saved meanwhile are read, and what they say is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._seconds = 0

    def second_passed(self) -> None:
        """Look at the files every few seconds, if this is what somebody looks at."""
        super().second_passed()
        self._seconds += 1
        if self.is_current and self._seconds % _LOOK_EVERY == 0 and self.house.about is not None:
            self.house.designs.look(lambda _: self.house.changed())

    def action_renew(self) -> None:
        """Read the design files again, and say how many there are."""
        self.house.designs.look(self._renewed, anyway=True)

    def _renewed(self, shelf: Shelf) -> None:
        broken = f", {len(shelf.broken)} broken" if shelf.broken else ""
        self.verdict.say("noted", f"{len(shelf)} designs{broken}")
        self.house.changed()


class EditsFile(WatchesFiles):
    """A page about a design file of this library, which can be opened in an editor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+e", "edit", "edit", id="design.edit", tooltip="Open the file in your editor, at the line"
        ),
    ]

    def place(self) -> tuple[str, int] | None:
        """The file and the line to open; None if there is nothing to open yet."""
        return None

    def action_edit(self) -> None:
        """Open the file at the line; then read it again."""
        place = self.place()
        if place is None:
            return
        file, number = place
        where = f"{within(file, self.house.folder)}, line {number}"
        from toollib.workshop.design_page import is_shipped

        if is_shipped(file):
            how = "a copy of your own takes its place: toollib design fork"
            self.verdict.say("noted", "This design comes with the program and stays as it is", [how])
            return
        command = editor_command(os.environ, file, number)
        if command is None:
            self.verdict.say("noted", f"No editor is known: set VISUAL or EDITOR. The file: {where}")
            return
        try:
            with self.house.suspend():
                wrong = edit(command)
        except SuspendNotSupported:
            self.verdict.say("noted", f"No editor can be opened from here. The file: {where}")
            return
        if wrong is not None:
            self.verdict.say("noted", f"The editor: {wrong}")
        self.house.designs.look(lambda _: self.house.changed(), anyway=True)


class DesignScreen(BuildVerbs, EditsFile, DetailRoom["DesignPage"]):
    """Everything about one design."""

    ROOM = "designs"
    HELP = (
        "How each tool that it needs stands today, its parts with what is known of their cost, steps, whom to credit and "
        "what its license allows, its family, and what is odd in its file. ctrl+e opens the file in your editor (VISUAL or "
        "EDITOR); what is saved is shown here within seconds. ctrl+g shows how it hangs together with other machines, ctrl+y "
        "how each tool stands on another day or for a member."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+g", "graph", "graph", id="design.graph", tooltip="What it needs, and what needs it"),
    ]

    def __init__(self, design: str, asked: Asked = ANYBODY) -> None:
        """`asked`: the day and member that ctrl+y and the like go by; the page itself is about today."""
        super().__init__()
        self.design = design
        self._question = asked

    @property
    def asked(self) -> Asked:
        """For which day and whom somebody asked on the way here."""
        return self._question

    def meant(self) -> Meant | None:
        """The design of this page."""
        return None if self.shown is None else Meant(self.shown.design.id, self.shown.design.name)

    def read(self) -> Callable[[Seat], DesignPage]:
        """Everything about the design, and what is odd in its file."""
        name = self.design

        def work(seat: Seat) -> DesignPage:
            from toollib.workshop.design_page import page_of

            return page_of(seat.workshop, seat.library.vocabulary, name)

        return work

    def lines(self, found: DesignPage) -> Iterator[Line]:
        """Head, tools first (what a maker asks at the library), then the rest."""
        return page_lines(found, self.house.folder)

    def place(self) -> tuple[str, int] | None:
        """The first fault, else the first line."""
        if self.shown is None:
            return None
        return self.shown.file, self.shown.problems[0].line if self.shown.problems else 1

    def action_graph(self) -> None:
        """Show what is around it."""
        from toollib.tui.screens.design_graph import GraphScreen

        if self.shown is not None:
            self.house.push_screen(GraphScreen(self.shown.design.id))


class BrokenScreen(EditsFile, DetailRoom["tuple[Broken, ...]"]):
    """A file that gives no design: every fault of it, with its place."""

    ROOM = "designs"
    HELP = (
        "This file cannot be read as a design. ctrl+e opens it in your editor at the first fault (VISUAL or EDITOR); as "
        "soon as it is saved without faults, the design is there."
    )

    def __init__(self, design: str) -> None:
        super().__init__()
        self.design = design

    def read(self) -> Callable[[Seat], tuple[Broken, ...]]:
        """Every fault of the file."""
        name = self.design
        return lambda seat: tuple(each for each in seat.workshop.shelf.broken if each.id == name)

    def lines(self, found: tuple[Broken, ...]) -> Iterator[Line]:
        """The faults in file order."""
        yield line(Piece(self.design, "title"))
        problems = _problems(found)
        if problems:
            yield line("This file cannot be read as a design:")
            yield line()
            yield from problem_lines(problems, self.house.folder)
        else:
            yield line(Piece("✓ The file can be read again; the design is in the list.", "good"))

    def place(self) -> tuple[str, int] | None:
        """The first fault."""
        problems = _problems(self.shown or ())
        return (problems[0].file, problems[0].line) if problems else None


def _problems(found: tuple[Broken, ...]) -> tuple[Problem, ...]:
    return tuple(problem for each in found for problem in each.problems)

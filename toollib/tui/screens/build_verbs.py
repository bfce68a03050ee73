"""What a maker does from a list of designs or from the page of one: ask why not, and go to what is being built."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType

from toollib.tui.screens.build_question import ANYBODY, Asked
from toollib.tui.screens.room import Room


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

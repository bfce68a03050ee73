"""Why a design comes within reach, or why never and what would bring it: a tree down to the tools that are there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from toollib.tui.screens.thinking import Ask, Names, ThinkingPage
from toollib.tui.widgets.lines import Line, Piece, line

if TYPE_CHECKING:
    from catalog.additions import Additions
    from toollib.workshop.outlook import Explained, Tell, WhyReached

_SHOWN = 20  # so many ways to reach it are told


@dataclass(frozen=True, slots=True)
class Why:
    """The answer, with what designs and kinds are called."""

    explained: Explained
    names: Names


@dataclass(frozen=True, slots=True)
class AskedWhy:
    """The question, with what designs and kinds are called."""

    why: WhyReached
    names: Names

    def answer(self, tell: Tell) -> Why:
        """Why, and what to add."""
        return Why(self.why.answer(tell), self.names)


class ProofScreen(ThinkingPage[Why]):
    """The proof for one design."""

    ROOM = "designs"
    HELP = (
        "Why this design comes within reach: each line below a design is one thing that it needs, and what fills it, down to "
        "what is there from the start. If it is never reached, the smallest sets of kinds stand first of which any one would "
        "do. ctrl+o opens the design."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "design", "design", id="proof.design", tooltip="Everything about this design"),
    ]

    def __init__(self, design: str, have: tuple[str, ...] | None = None) -> None:
        super().__init__()
        self._design, self._have = design, have

    def asking(self) -> tuple[object, ...]:
        """The design, and from what it starts."""
        return self._design, self._have

    def question(self) -> Ask[Why]:
        """Why, and what to add."""
        design, have = self._design, self._have
        return lambda ask, names: AskedWhy(ask.why_reached(design, have), names)

    def lines(self, answer: Why) -> Iterator[Line]:
        """In a sentence, what to add, the tree."""
        way, names = answer.explained.proof, answer.names
        yield line(Piece(names.design(way.design), "title"), f" · {way.design} · {way.status}")
        if way.round == 0:
            yield line(Piece("✓ It need not be built: what it makes is already there.", "good"))
        elif way.round is not None:
            yield line(Piece(f"✓ It comes within reach in round {way.round}.", "good"))
        elif not way.documented:
            yield line(Piece("? Nobody wrote down which tools it takes.", "warn"))
        else:
            yield from _to_add(answer.explained.add, names)
        yield line()
        yield line(Piece("Because", "title"))
        for text in way.lines("  ", names):
            yield line(Piece(text, _look(text)))

    def action_design(self) -> None:
        """Show everything about the design."""
        from toollib.tui.screens.design_page import DesignScreen

        self.house.push_screen(DesignScreen(self._design))


def _to_add(found: Additions, names: Names) -> Iterator[Line]:
    if not found.sets:
        yield line(Piece("✗ It is never reached, whatever tools one adds.", "bad"))
        return
    some = "This" if len(found.sets) == 1 else "Any one of these"
    yield line(Piece(f"✗ It is never reached. {some} would do:", "warn"))
    for kinds in found.sets[:_SHOWN]:
        yield line(f"  + {' and '.join(map(names.kind, kinds))}")
    if found.one_way:
        yield line(
            Piece("  nothing of it can be left out; this is one way, there may be smaller ones", "dim")
        )
    elif len(found.sets) > _SHOWN or not found.complete:
        yield line(Piece("  and there are more ways", "dim"))


def _look(text: str) -> str:
    """A claim stands out; what lacks warns."""
    if ": not there" in text or ": never" in text:
        return "warn"
    return "strong" if text.endswith(", because") else ""

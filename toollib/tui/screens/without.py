"""What if a tool breaks? The designs that are lost without it, and what stands in for the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from toollib.tui.screens.thinking import Ask, Names, ThinkingPage
from toollib.tui.widgets.lines import Line, Piece, line

if TYPE_CHECKING:
    from toollib.workshop.outlook import Lost, Tell, WhatIfGone


@dataclass(frozen=True, slots=True)
class Gone:
    """The answer, with what kinds and designs are called."""

    lost: Lost
    names: Names


@dataclass(frozen=True, slots=True)
class IfGone:
    """The question, with what kinds and designs are called."""

    what: WhatIfGone
    names: Names

    def answer(self, tell: Tell) -> Gone:
        """What is lost."""
        return Gone(self.what.answer(tell), self.names)


class WithoutScreen(ThinkingPage[Gone]):
    """What is lost without one copy, or without every copy of its kind; without a tag only that is asked."""

    ROOM = "tools"
    HELP = (
        "Which designs that could be built with all that the library owns are lost if this copy breaks (✗), and for which "
        "another copy or kind stands in (~). ctrl+k asks the same of every copy of its kind; of a kind of which there is none, "
        "it is asked of every copy that stands in for it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+k", "kind", "copy or kind", id="without.kind", tooltip="This copy, or every one of its kind"
        ),
    ]

    def __init__(self, tag: str | None, kind: str) -> None:
        super().__init__()
        self._tag, self._kind, self._all = tag, kind, tag is None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Of a kind there is no copy to ask about."""
        return self._tag is not None if action == "kind" else super().check_action(action, parameters)

    def asking(self) -> tuple[object, ...]:
        """The copy, or its kind."""
        return (self._gone(),)

    def _gone(self) -> str:
        return self._kind if self._all or self._tag is None else self._tag

    def question(self) -> Ask[Gone]:
        """What if it breaks."""
        gone = self._gone()
        return lambda ask, names: IfGone(ask.what_if_gone(gone), names)

    def lines(self, answer: Gone) -> Iterator[Line]:
        """What is lost, then what stands in."""
        kind = answer.names.kind(self._kind)
        yield line(Piece(f"Without any {kind}" if self._all else f"Without {self._tag} ({kind})", "title"))
        yield from _broken(answer)
        yield line()
        lost = [answer.names.design(each) for each in answer.lost.lost]
        if lost:
            yield line(Piece(f"✗ Lost: {len(lost):,}", "bad"))
            yield from (line(f"  {each}") for each in lost)
        else:
            yield line(Piece("✓ No design is lost.", "good"))
        if answer.lost.substitutes:
            yield line()
            yield line(Piece("~ Something stands in:", "warn"))
            for each in answer.lost.substitutes:
                copy = f"{each.tag} {answer.names.kind(each.kind or '')}"
                what = copy if each.outside is None else f"{each.outside} from outside"
                yield line(f"  {answer.names.design(each.design)}: {what}")

    def action_kind(self) -> None:
        """This copy, or every one of its kind."""
        self._all = not self._all
        self.look()


def _broken(answer: Gone) -> Iterator[Line]:
    """What is taken to break, where it is not just what was asked about."""
    broken = answer.lost.broken
    if broken.stand_in_for is None:
        if not broken.copies:
            yield line(Piece("It is lost or retired already.", "dim"))
        return
    kind = answer.names.kind(broken.stand_in_for)
    if not broken.copies:
        yield line(Piece(f"There is no {kind} here, and nothing that stands in for it.", "warn"))
        return
    named = ", ".join(f"{tag} {answer.names.kind(each)}" for each, tag in broken.copies)
    yield line(Piece(f"There is no {kind} here; what stands in for it is taken to break: {named}", "warn"))


class WithoutAhead(WithoutScreen):
    """The same, asked among the designs."""

    ROOM = "designs"

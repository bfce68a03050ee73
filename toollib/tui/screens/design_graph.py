"""How machines hang together, as text to scroll: around one design, a step further with each key, or all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.events import Resize

from toollib.tui.screens.design_page import WatchesFiles
from toollib.tui.screens.detail import DetailRoom
from toollib.tui.widgets.lines import Line, Piece, line

if TYPE_CHECKING:
    from toollib.tui.seat import Seat
    from toollib.workshop.graphs import Surroundings

_MARGIN = 6  # cells beside the text: its frame and the scroll bar


class GraphScreen(WatchesFiles, DetailRoom["Surroundings"]):
    """What is made of what, made with what and runs on what."""

    ROOM = "designs"
    HELP = (
        "What a design is made of, made with and runs on, and what needs it: it is part of, helps make or drives that. "
        "What only helps stands in [brackets], or joins what fills the same need. ctrl+g goes one step further. Ways that "
        "lead back in a circle stand last. As a picture: toollib design graph --as svg."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+g", "further", "further", id="graph.further", tooltip="Show one step more around it"),
    ]

    def __init__(self, center: str | None = None) -> None:
        super().__init__()
        self._center = center
        self._depth = 1

    def read(self) -> Callable[[Seat], Surroundings]:
        """The graph as it is now."""
        center, depth = self._center, self._depth

        def work(seat: Seat) -> Surroundings:
            from toollib.workshop.graphs import surroundings

            return surroundings(seat.workshop, seat.library.vocabulary.kinds, center=center, depth=depth)

        return work

    def lines(self, found: Surroundings) -> Iterator[Line]:
        """How far one sees, then each design with its ties."""
        from catalog.graph_text import text_lines

        yield from _head(found)
        only = found.center if found.depth == 1 else None
        told = list(
            text_lines(
                found.graph,
                only=only,
                back=found.center is not None,
                width=max(40, self.size.width - _MARGIN),
            )
        )
        for text in told:
            yield line(Piece(text, _look(text)))
        if not found.graph.edges:
            yield line("It needs nothing that is known, and nothing needs it.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing further once everything around it is shown."""
        if action == "further":
            return self.shown is not None and self.shown.grows
        return super().check_action(action, parameters)

    def action_further(self) -> None:
        """One step more."""
        self._depth += 1
        self.records_changed()

    def on_resize(self, _event: Resize) -> None:
        """Lay the lines out anew for the width that there is."""
        if self.shown is not None:
            self._show(self.shown)


def _head(found: Surroundings) -> Iterator[Line]:
    if found.center is None:
        yield line(Piece("How the designs hang together", "title"))
    else:
        name = found.graph.names()[found.center]
        steps = "one step" if found.depth == 1 else f"{found.depth} steps"
        yield line(Piece(f"{name}, {steps} around it", "title"))
    yield line()


def _look(text: str) -> str:
    """A design stands out; a circle warns."""
    if text.startswith("!"):
        return "warn"
    return "" if text.startswith(" ") else "strong"

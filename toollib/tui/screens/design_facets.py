"""Narrowing the designs by what they are and need: every value of every facet, with how many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Click
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from toollib.tui.house import house_of
from toollib.tui.widgets.filter_line import FilterLine
from toollib.tui.widgets.lines import Line, Lines, Piece, line


class FacetValue(NamedTuple):
    """One value of a facet, how many designs choosing it would give, and whether it is chosen."""

    facet: str
    value: str
    designs: int
    chosen: bool

    @property
    def token(self) -> str:
        """What stands for it in the filter."""
        return f"{self.facet}:{'-'.join(self.value.split())}"


class FacetLine(FilterLine):
    """The line in which one types what to look for; Enter takes the marked value."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "screen.take", "take", id="facets.take", tooltip="Choose the marked value, or let it go"
        ),
    ]


class FacetScreen(ModalScreen[FacetValue | None]):
    """Choose a value, or let a chosen one go."""

    HELP = (
        "What designs are and need, with how many there are of each. Type to find one; Enter narrows the list to it, or "
        "widens the list again if it was chosen (✓). Of several statuses, categories, licenses any will do; of several "
        "needed tools all are used. What is chosen stands in the filter as words, and can be typed there too."
    )
    CSS_PATH = "../over.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "back", id="facets.back", tooltip="Back to the list"),
        Binding("up", "mark(-1)", "Mark above", show=False, id="facets.up"),
        Binding("down", "mark(1)", "Mark below", show=False, id="facets.down"),
        Binding("pageup", "mark(-10)", "Mark ten above", show=False, id="facets.pageup"),
        Binding("pagedown", "mark(10)", "Mark ten below", show=False, id="facets.pagedown"),
    ]

    def __init__(self, values: Iterable[FacetValue]) -> None:
        super().__init__()
        self._all = tuple(values)
        self._values: Sequence[FacetValue] = self._all
        self._marked = 0

    def compose(self) -> ComposeResult:
        """A line to type in, the values, the keys."""
        with Vertical(id="facets"):
            yield Static("Narrow the list of designs", id="facets-title", markup=False)
            yield FacetLine(placeholder="type a status, a license, a tool", id="facets-filter")
            yield Picks(id="facets-values")
            yield Static("↑ ↓ and Enter, or a click · Esc back", id="facets-foot", markup=False)

    def on_mount(self) -> None:
        """Everything is shown."""
        self._paint()

    @on(Input.Changed, "#facets-filter")
    def _typed(self, event: Input.Changed) -> None:
        words = event.value.casefold().split()
        self._values = [
            each
            for each in self._all
            if all(word in f"{each.facet} {each.value}".casefold() for word in words)
        ]
        self._marked = 0
        self._paint()

    @on(FilterLine.Entered)
    def _entered(self) -> None:
        self.action_take()

    @on(FilterLine.Asked)
    def _asked(self) -> None:
        house_of(self).action_help()

    def action_mark(self, by: int) -> None:
        """Mark another one."""
        self._marked = max(0, min(self._marked + by, len(self._values) - 1))
        self._paint()

    def action_take(self) -> None:
        """Choose the marked one, or let it go."""
        self.picked(self._marked)

    def picked(self, place: int) -> None:
        """Choose the one in this line."""
        if place < len(self._values):
            self.dismiss(self._values[place])

    def on_picks_clicked(self, event: Picks.Clicked) -> None:
        """Choose the one under the mouse."""
        self.picked(event.place)

    def _paint(self) -> None:
        picks = self.query_one("#facets-values", Picks)
        top = picks.scroll_offset.y
        picks.show(self._rows() or [line(Piece("  Nothing is called so.", "dim"))])
        lowest = self._marked - picks.size.height + 1
        picks.scroll_to(y=min(max(top, lowest), self._marked), animate=False)

    def _rows(self) -> list[Line]:
        return [
            line(
                Piece("▸ " if place == self._marked else "  ", "key"),
                Piece("✓ " if each.chosen else "  ", "good"),
                Piece(f"{each.facet:<10}", "dim"),
                Piece(each.value, "key" if place == self._marked else ""),
                right=[Piece(f"{each.designs:,} ", "dim")],
            )
            for place, each in enumerate(self._values)
        ]


class Picks(Lines):
    """Lines of which a click chooses one."""

    class Clicked(Message):
        """A line was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def on_click(self, event: Click) -> None:
        """Tell which line was clicked."""
        self.post_message(self.Clicked(event.y + round(self.scroll_y)))

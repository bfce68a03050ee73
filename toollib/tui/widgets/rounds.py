"""A picture of rounds: what is built in each, and for the name under the cursor whence it comes and where it leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from catalog.text import plain
from toollib.tui.bindings import moves
from toollib.tui.widgets.lines import fit
from toollib.tui.widgets.looks import Looks
from toollib.tui.widgets.rounds_layout import GUTTER, Block, Laid, Spot, lay_out, moved

# What stands in front of a name, by what it is to the one under the cursor; and how it looks then.
_SIGNS = {"from": ("← ", "warn"), "to": ("→ ", "good"), "before": ("‹ ", ""), "after": ("› ", "")}
# A line in the gutter by what it joins: left, right, above, below.
_LINES = {
    "lr": "───",
    "lu": "─┘ ",
    "ld": "─┐ ",
    "lud": "─┤ ",
    "ru": " └─",
    "rd": " ┌─",
    "rud": " ├─",
    "ud": " │ ",
    "lru": "─┴─",
    "lrd": "─┬─",
    "lrud": "─┼─",
}


class Ties(NamedTuple):
    """For each name those that it comes from, and those that it leads to, one step away."""

    comes_from: Mapping[str, Sequence[str]]
    leads_to: Mapping[str, Sequence[str]]


class Rounds(ScrollView, can_focus=True):
    """Names in rounds, with a cursor.

    | Key | Does |
    | :- | :- |
    | arrows, pageup, pagedown, home, end | move the cursor |
    | enter | choose the name; so does a double click |
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *moves(
            "rounds",
            ("up", "move(0, -1)", "Up"),
            ("down", "move(0, 1)", "Down"),
            ("left", "move(-1, 0)", "Left"),
            ("right", "move(1, 0)", "Right"),
            ("pageup", "page(-1)", "Page up"),
            ("pagedown", "page(1)", "Page down"),
            ("home", "end(0)", "First name"),
            ("end", "end(-1)", "Last name"),
        ),
        Binding("enter", "choose", "why", id="rounds.choose", tooltip="Why it comes within reach, or never"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rounds--cursor"}
    DEFAULT_CSS = """
    Rounds {
        overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
        & > .rounds--cursor { text-style: bold; background: $block-cursor-background; color: $block-cursor-foreground; }
    }
    """

    class Moved(Message):
        """The cursor stands on another name; None: there is none."""

        def __init__(self, key: str | None) -> None:
            super().__init__()
            self.key = key

    class Chosen(Message):
        """The name under the cursor was chosen."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._blocks: tuple[Block, ...] = ()
        self._ties = Ties({}, {})
        self._laid = Laid((), {})
        self._marks: dict[str, str] = {}
        # What the lines to and from the cursor join, by gutter: a thousand names are looked up once, not for each row.
        self._joins: dict[int, tuple[AbstractSet[int], AbstractSet[int]]] = {}
        self._paint_looks = Looks()
        self.cursor: str | None = None

    def show(self, blocks: Iterable[Block], ties: Ties, *, afresh: bool = False) -> None:
        """Show these blocks; the cursor stays on its name if it is still there, unless one looks `afresh`."""
        self._blocks, self._ties = tuple(blocks), ties
        self._lay()
        if afresh:
            self.scroll_to(y=0, animate=False)
        stays = not afresh and self.cursor in self._laid.places
        self.stand_on(self.cursor if stays else moved(self._laid, None))

    def stand_on(self, key: str | None) -> None:
        """Put the cursor on a name, and bring it into view."""
        self.cursor = key
        self._marks = _marks(key, self._ties)
        self._joins.clear()
        if key is not None and (place := self._laid.places.get(key)) is not None:
            self._into_view(place[0])
        self.post_message(self.Moved(key))
        self.refresh()

    def action_move(self, across: int, down: int) -> None:
        """Go to the next name in a direction."""
        self.stand_on(moved(self._laid, self.cursor, across=across, down=down))

    def action_page(self, by: int) -> None:
        """Go on by a window."""
        self.stand_on(moved(self._laid, self.cursor, down=by * max(1, self.size.height - 1)))

    def action_end(self, place: int) -> None:
        """Go to the first or the last name."""
        names = list(self._laid.places)
        if names:
            self.stand_on(names[place])
            self.scroll_to(y=0 if place == 0 else self.virtual_size.height, animate=False)

    def action_choose(self) -> None:
        """Choose the name under the cursor."""
        if self.cursor is not None:
            self.post_message(self.Chosen(self.cursor))

    def on_click(self, event: Click) -> None:
        """A click puts the cursor on a name; a click on the name with the cursor chooses it."""
        row = event.y + round(self.scroll_y)
        spots = self._laid.rows[row] if row < len(self._laid.rows) else ()
        for spot in spots:
            if spot.key is not None and spot.x <= event.x < spot.x + spot.width:
                if spot.key == self.cursor:
                    self.action_choose()
                else:
                    self.stand_on(spot.key)

    def on_resize(self) -> None:
        """The width decides whether rounds stand side by side."""
        self._lay()
        if self.cursor is not None and (place := self._laid.places.get(self.cursor)) is not None:
            self._into_view(place[0])

    def _lay(self) -> None:
        width = self.scrollable_content_region.width
        self._laid = lay_out(self._blocks, width)
        self._joins.clear()
        self.virtual_size = Size(width, len(self._laid.rows))
        self.refresh()

    def _into_view(self, row: int) -> None:
        top, height = round(self.scroll_y), max(1, self.size.height)
        first = 0 if row <= 2 else row  # with the first name its title
        if first < top:
            self.scroll_to(y=first, animate=False)
        elif row >= top + height:
            self.scroll_to(y=row - height + 1, animate=False)

    def render_line(self, y: int) -> Strip:
        """The row of the screen at `y`, counted from the widget's top."""
        row = y + round(self.scroll_y)
        width, base = self.scrollable_content_region.width, self.rich_style
        if row >= len(self._laid.rows):
            return Strip.blank(width, base)
        segments: list[Segment] = []
        at = 0
        for spot in self._laid.rows[row]:
            segments += self._gap(row, at, spot.x - at)
            segments.append(self._drawn(spot))
            at = spot.x + spot.width
        segments += self._gap(row, at, width - at)
        return Strip(segments).adjust_cell_length(width, base)

    def _drawn(self, spot: Spot) -> Segment:
        base, text = self.rich_style, plain(spot.text)
        if spot.key is None:
            return Segment(fit(text, spot.width), self._paint_looks.style(self.app, spot.look, base))
        if spot.key == self.cursor:
            return Segment(fit(f"▸ {text}", spot.width), self.get_component_rich_style("rounds--cursor"))
        sign, look = _SIGNS.get(self._marks.get(spot.key, ""), ("  ", ""))
        return Segment(fit(sign + text, spot.width), self._paint_looks.style(self.app, look, base))

    def _gap(self, row: int, x: int, width: int) -> list[Segment]:
        """What stands between two names: blanks, and where columns meet the lines to and from the cursor."""
        if width <= 0:
            return []
        text = list(" " * width)
        for number, column in enumerate(self._laid.columns[1:]):
            place = column - GUTTER - x
            if 0 <= place <= width - GUTTER:
                text[place : place + GUTTER] = self._line(row, number)
        return [Segment("".join(text), self._paint_looks.style(self.app, "key", self.rich_style))]

    def _line(self, row: int, gutter: int) -> str:
        """The line through one gutter at a row: from names on its left to names on its right, one of them the cursor."""
        if gutter not in self._joins:
            self._joins[gutter] = self._join(gutter)
        left, right = self._joins[gutter]
        if not left or not right:
            return " " * GUTTER
        first, last = min(*left, *right), max(*left, *right)
        joined = ("l" if row in left else "") + ("r" if row in right else "")
        joined += ("u" if first < row <= last else "") + ("d" if first <= row < last else "")
        return _LINES.get(joined, " " * GUTTER)

    def _join(self, gutter: int) -> tuple[AbstractSet[int], AbstractSet[int]]:
        """The rows of the names on the left and on the right of a gutter that its line joins."""
        own = self._laid.places.get(self.cursor or "")
        if self.cursor is None or own is None:
            return frozenset(), frozenset()
        column = self._laid.column(self.cursor)
        if column == gutter + 1:
            return self._rows_in(gutter, self._ties.comes_from.get(self.cursor, ())), {own[0]}
        if column == gutter:
            return {own[0]}, self._rows_in(gutter + 1, self._ties.leads_to.get(self.cursor, ()))
        return frozenset(), frozenset()

    def _rows_in(self, column: int, keys: Iterable[str]) -> AbstractSet[int]:
        return {
            self._laid.places[key][0]
            for key in keys
            if key in self._laid.places and self._laid.column(key) == column
        }


def _marks(key: str | None, ties: Ties) -> dict[str, str]:
    """What every name is to one: what it comes from or leads to, at once or over others."""
    if key is None:
        return {}
    found: dict[str, str] = {}
    for way, near, far in ((ties.comes_from, "from", "before"), (ties.leads_to, "to", "after")):
        waiting = list(way.get(key, ()))
        found |= dict.fromkeys(waiting, near)
        while waiting:
            for other in way.get(waiting.pop(), ()):
                if other not in found and other != key:
                    found[other] = far
                    waiting.append(other)
    return found

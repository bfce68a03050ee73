"""A table of any length that asks only for the rows in view.

Textual's DataTable holds every row (7 s for 100,000); this one draws lines when they are needed and asks its source for
pages of rows, off the screen's thread: until a page arrives its rows are shown as a dot.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from toollib.tui.bindings import row_moves
from toollib.tui.widgets.columns import GAP, Column, Laid, cells, lay_out, titles
from toollib.tui.widgets.lines import cut, fit
from toollib.tui.widgets.looks import Looks

R = TypeVar("R")

PAGE = 64  # rows asked for at once: more than any usual window is high
_KEPT = 8  # pages kept; what lies further away is asked for again


class Rows(Protocol):
    """Part of a list: how many rows there are in all, and those asked for."""

    @property
    def total(self) -> int:
        """How many rows the whole list has."""

    @property
    def rows(self) -> Sequence[Any]:
        """The rows from the offset asked for, at most the limit asked for."""


# Asks for rows: (offset, limit, reply). The reply is called later, in the screen's own loop.
Source = Callable[[int, int, Callable[[Rows], None]], None]


class VirtualTable(ScrollView, Generic[R], can_focus=True):
    """Rows of a list of any length, with a cursor.

    | Key | Does |
    | :- | :- |
    | up, down, pageup, pagedown, home, end | move the cursor |
    | enter | choose the row; so does a double click |
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *row_moves("table"),
        Binding("enter", "choose", "open", id="table.choose", tooltip="Open the row under the cursor"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"table--header", "table--cursor"}
    DEFAULT_CSS = """
    VirtualTable {
        overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
        & > .table--header { text-style: bold underline; color: $text-muted; }
        & > .table--cursor { text-style: bold; background: $surface-lighten-2; }
        &:focus > .table--cursor { text-style: bold; background: $block-cursor-background; color: $block-cursor-foreground; }
    }
    """

    class Chosen(Message):
        """The row under the cursor was chosen; `row` is what the source gave."""

        def __init__(self, table: VirtualTable[Any], row: Any) -> None:
            super().__init__()
            self.table = table
            self.row = row

        @property
        def control(self) -> VirtualTable[Any]:
            """The table it happened in."""
            return self.table

    class Moved(Message):
        """The cursor stands elsewhere, or the list has another length. `position` counts from 1, 0 for none."""

        def __init__(self, table: VirtualTable[Any], position: int, total: int) -> None:
            super().__init__()
            self.table = table
            self.position = position
            self.total = total

        @property
        def control(self) -> VirtualTable[Any]:
            """The table it happened in."""
            return self.table

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        key: Callable[[R], str],
        empty: str = "Nothing here yet.",
        id: str | None = None,  # noqa: A002
    ) -> None:
        """`key` tells rows apart; `empty` says what to do when there are none."""
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._key = key
        self.empty = empty
        self._source: Source | None = None
        self._pages: dict[int, Sequence[R]] = {}
        self._fresh: set[int] = set()
        self._asking = False
        self._round = 0
        self.total: int | None = None
        self._cursor = 0
        self._sought: str | None = None
        self._choosing = False
        self._looks = Looks()
        self._laid: Laid[R] = ()

    # what it shows

    def show(self, source: Source) -> None:
        """Show another list, from its first row. Rows of the old one stay until the new ones are there."""
        self._source = source
        self._cursor, self._sought = 0, None
        self.scroll_to(y=0, animate=False)
        self._again()

    def use(self, columns: Sequence[Column[R]]) -> None:
        """Show the same rows in these columns."""
        self._columns = tuple(columns)
        self._measure()
        self.refresh()

    def reload(self) -> None:
        """Ask again for what is in view; the cursor stays with its row, or at its place if the row is gone."""
        row = self.row
        self._sought = self._key(row) if row is not None else None
        self._again()

    @property
    def row(self) -> R | None:
        """The row under the cursor, None while it is not there."""
        return self._at(self._cursor)

    @property
    def settled(self) -> bool:
        """Whether the row under the cursor is of the list asked for last."""
        return self._cursor // PAGE in self._fresh

    @property
    def cursor(self) -> int:
        """Where the cursor stands, counted from 0."""
        return self._cursor

    # moving

    def action_move(self, by: int) -> None:
        """Move the cursor by this many rows."""
        self.move_to(self._cursor + by)

    def action_page(self, by: int) -> None:
        """Move the cursor by this many windows."""
        self.move_to(self._cursor + by * max(1, self._window - 1))

    def action_first(self) -> None:
        """Move to the first row."""
        self.move_to(0)

    def action_last(self) -> None:
        """Move to the last row."""
        self.move_to((self.total or 1) - 1)

    def action_choose(self) -> None:
        """Choose the row under the cursor, as soon as it is there: what was asked for last comes first."""
        row = self.row
        if self.settled and row is not None:
            self.post_message(self.Chosen(self, row))
        else:
            self._choosing = not self.settled

    def move_to(self, index: int) -> None:
        """Put the cursor on this row, or the nearest there is, and bring it into view."""
        self._cursor = max(0, min(index, (self.total or 1) - 1))
        top = round(self.scroll_y)
        if self._cursor < top:
            self.scroll_to(y=self._cursor, animate=False)
        elif self._cursor >= top + self._window:
            self.scroll_to(y=self._cursor - self._window + 1, animate=False)
        self._tell()
        self._ask()
        self.refresh()

    def on_click(self, event: Click) -> None:
        """A click puts the cursor on a row; a click on the row with the cursor (so a double click too) chooses it."""
        index = event.y - 1 + round(self.scroll_y)
        if event.y < 1 or index >= (self.total or 0):
            return
        again = index == self._cursor
        self.move_to(index)
        if again:
            self.action_choose()

    # asking

    def _again(self) -> None:
        self._round += 1
        self._fresh.clear()
        self._asking = False
        self._ask()

    def _ask(self) -> None:
        """Ask for one page in view that is not there yet; the others follow when it has come."""
        if self._source is None or self._asking:
            return
        number = next((each for each in self._wanted() if each not in self._fresh), None)
        if number is None:
            return
        self._asking = True
        asked_in = self._round

        def reply(found: Rows) -> None:
            if asked_in == self._round:
                self._arrived(number, found)

        self._source(number * PAGE, PAGE, reply)

    def _wanted(self) -> list[int]:
        """The pages in view, the cursor's first."""
        top = round(self.scroll_y)
        last = top + max(self._window, 1) - 1
        if self.total is not None:
            last = min(last, max(self.total - 1, 0))
        cursor = self._cursor // PAGE
        return sorted(range(top // PAGE, last // PAGE + 1), key=lambda page: page != cursor)

    def _arrived(self, number: int, found: Rows) -> None:
        self._asking = False
        if found.total != self.total:
            self._resize_to(found.total)
        self._pages.pop(number, None)
        self._pages[number] = tuple(found.rows)
        self._fresh.add(number)
        while len(self._pages) > _KEPT:
            gone = next(iter(self._pages))
            del self._pages[gone]
            self._fresh.discard(gone)
        self._seek()
        self._tell()
        self._ask()
        self.refresh()
        if self._choosing and self.settled:
            self._choosing = False
            self.action_choose()

    def _resize_to(self, total: int) -> None:
        self.total = total
        self._pages = {number: rows for number, rows in self._pages.items() if number * PAGE < total}
        self._cursor = max(0, min(self._cursor, total - 1))
        self._measure()

    def _seek(self) -> None:
        """After a reload: follow the row that the cursor stood on, if it is among those that came."""
        if self._sought is None:
            return
        for number in self._fresh:
            for place, row in enumerate(self._pages[number]):
                if self._key(row) == self._sought:
                    self._sought = None
                    self.move_to(number * PAGE + place)
                    return

    def _tell(self) -> None:
        total = self.total or 0
        self.post_message(self.Moved(self, self._cursor + 1 if total else 0, total))

    def _at(self, index: int) -> R | None:
        rows = self._pages.get(index // PAGE)
        place = index % PAGE
        return rows[place] if rows is not None and place < len(rows) else None

    # drawing

    @property
    def _window(self) -> int:
        """How many rows fit below the header."""
        return max(0, self.scrollable_content_region.height - 1)

    def on_resize(self, event: Resize) -> None:  # noqa: ARG002
        """The width decides the columns, the height which rows are asked for."""
        self._measure()
        if self.total is not None:
            self.move_to(self._cursor)
        else:
            self._ask()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scrolled by wheel or bar: other rows are in view."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._ask()

    def _measure(self) -> None:
        width = self.scrollable_content_region.width
        self.virtual_size = Size(width, (self.total or 0) + 1)
        self._laid = lay_out(self._columns, width)

    def render_line(self, y: int) -> Strip:
        """The row of the screen at `y`: the header, then the rows from where it is scrolled to."""
        region = self.scrollable_content_region
        width, base = region.width, self.rich_style
        if y == 0:
            return self._header(width)
        if self.total == 0:
            return self._nothing(y, region.size)
        index = y - 1 + round(self.scroll_y)
        if index >= (self.total or 0):
            return Strip.blank(width, base)
        at_cursor = index == self._cursor
        style = self.get_component_rich_style("table--cursor") if at_cursor else base
        sign = "▸ " if at_cursor else "  "
        row = self._at(index)
        if row is None:
            return Strip([Segment(fit(f"{sign}·", width), style)], width)
        return Strip(self._cells(row, style, sign, at_cursor=at_cursor)).adjust_cell_length(width, style)

    def _header(self, width: int) -> Strip:
        style = self.get_component_rich_style("table--header")
        return Strip([Segment(titles(self._laid, width), style)], width)

    def _cells(self, row: R, style: Style, sign: str, *, at_cursor: bool) -> list[Segment]:
        segments = [Segment(sign, style)]
        for number, (text, look) in enumerate(cells(self._laid, row)):
            if number:
                segments.append(Segment(" " * GAP, style))
            segments.append(Segment(text, style if at_cursor else self._looks.style(self.app, look, style)))
        return segments

    def _nothing(self, y: int, size: Size) -> Strip:
        """The empty state: what to do next, a few lines below the header."""
        words = self.empty.split("\n")
        place = y - 2
        text = words[place] if 0 <= place < len(words) else ""
        return Strip(
            [Segment(fit("  " + cut(text, size.width - 2), size.width), self.rich_style)], size.width
        )

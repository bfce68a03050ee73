"""A room that is a list: type to narrow it, arrows to move, Enter to open."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Input, Static

from toollib.rules.reasons import Refused
from toollib.tui.bindings import row_moves
from toollib.tui.screens.form_scans import code_of
from toollib.tui.screens.room import Room
from toollib.tui.widgets.filter_line import FilterLine
from toollib.tui.widgets.verdict import Verdict
from toollib.tui.widgets.virtual_table import Rows, VirtualTable

if TYPE_CHECKING:
    from toollib.tui.seat import Seat

R = TypeVar("R")

# Between two letters of a quick typist; a list is not read again for each of them.
_PAUSE = 0.08


class ListRoom(Room, Generic[R]):
    """A list with a filter line that always has the focus, so that neither a person nor a scanner has to aim."""

    SHOWS: ClassVar[tuple[str, ...]] = ("all",)
    PLACEHOLDER: ClassVar[str] = "type to filter"
    LINE: ClassVar[type[FilterLine]] = FilterLine
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash", "filter", "filter", show=False, id="list.filter", tooltip="Just type: the list narrows"
        ),
        Binding(
            "tab", "show(1)", "show", id="list.show", tooltip="Show only rows in one state, then the next"
        ),
        Binding("shift+tab", "show(-1)", "Show before", show=False, id="list.show-before"),
        *row_moves("list", ends="ctrl+"),
        Binding("escape", "back", "back", id="list.back", tooltip="Clear the filter; then back to the desk"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._shown = 0
        self._before = "", 0  # what was typed before a scan, and which rows were shown
        self._later: Timer | None = None

    @abstractmethod
    def table(self) -> VirtualTable[R]:
        """The table of this list, with the id "table"."""

    @abstractmethod
    def rows(self, seat: Seat, text: str, show: str, part: slice) -> Rows:
        """Rows from `part.start` up to `part.stop` of the list narrowed to a text and one of `SHOWS`."""

    @abstractmethod
    def open(self, row: R) -> None:
        """Show everything about a row."""

    def came(self, found: Rows) -> None:
        """Rows arrived, and are shown next."""

    def body(self) -> ComposeResult:
        """Filter, list, verdict."""
        with Horizontal(id="filter-row"):
            yield Static("/", id="filter-sign", markup=False)
            yield self.LINE(placeholder=self.PLACEHOLDER, id="filter", patient=True)
            yield Static("", id="filter-state", markup=False)
        table = self.table()
        table.can_focus = False
        yield table
        yield Verdict(id="verdict")

    def on_mount(self) -> None:
        """The filter has the focus; the list is read."""
        self._line.focus()
        self.apply()

    def on_screen_resume(self) -> None:
        """Another desk may have changed what is in view."""
        if any(table.total is not None for table in self._tables):
            self.records_changed()

    def library_opened(self) -> None:
        """Now there is something to read."""
        self._read_again()

    def records_changed(self) -> None:
        """Read what is in view again; the cursor stays with its row."""
        self._read_again()

    def _read_again(self) -> None:
        """A room that comes or goes just now has no list."""
        for table in self._tables:
            table.reload()

    def apply(self) -> None:
        """Show the list as the filter says, from its first row."""
        if self._later is not None:
            self._later.stop()
            self._later = None
        text, show = self._line.value.strip(), self.SHOWS[self._shown]

        def source(offset: int, limit: int, reply: Callable[[Rows], None]) -> None:
            part = slice(offset, offset + limit)

            def came(found: Rows) -> None:
                self.came(found)
                reply(found)

            self.house.ask(lambda seat: self.rows(seat, text, show, part), came)

        self._table.show(source)

    @on(Input.Changed, "#filter")
    def _typed(self) -> None:
        if self._later is not None:
            self._later.stop()
        self._later = self.set_timer(_PAUSE, self.apply)

    # Enter opens the row that the filter found. What a scanner types behind it is held until that row is open, or the
    # code is at the desk: it is for what is in front then.

    @on(FilterLine.Entered)
    def _enter(self, event: FilterLine.Entered) -> None:
        if self._later is not None:
            self.apply()
        text = self._line.value.strip()

        def serve(code: str | None) -> None:
            self._before = event.before if code == event.burst else "", self._shown
            self._serve(code)

        self.house.ask(
            lambda seat: _scanned(seat, text, event.burst), serve, self._not_served, self._broke_serving
        )

    def _serve(self, code: str | None) -> None:
        if code is None:
            self.action_choose()
            self._served()
        else:
            self.take_code(code)

    def take_code(self, code: str) -> None:
        """A card or a tag was scanned: open its row; what has none here goes to the desk."""
        if self._shown or self._line.value.strip() != code:
            self._shown = 0
            self._line.value = code
            self.apply()
        self.house.ask(lambda _: None, lambda _: self._open_or_bring(code))  # once its rows are here

    def _open_or_bring(self, code: str) -> None:
        if self._table.total:
            self.action_choose()
            self._served()
        else:
            self.to_desk(code)

    def to_desk(self, code: str) -> None:
        """Bring a code to the desk; the list is as it was before the scan."""
        self._line.value, self._shown = self._before
        self.apply()
        self.house.scan_at_desk(code)
        self._served()

    def _served(self) -> None:
        self.house.let_go_after(self._table)

    def _not_served(self, refused: Refused) -> None:
        self.verdict.refusal("Not found", refused)
        self._served()

    def _broke_serving(self, error: Exception) -> None:
        self.house.tell_defect(error, self.verdict)
        self._served()

    @on(FilterLine.Asked)
    def _asked(self) -> None:
        self.house.action_help()

    @on(FilterLine.Jumped)
    def _jumped(self, event: FilterLine.Jumped) -> None:
        self.action_last() if event.last else self.action_first()

    @on(VirtualTable.Moved)
    def _moved(self, event: VirtualTable.Moved) -> None:
        self.query_one("#filter-state", Static).update(self.place(event.position, event.total))

    def place(self, position: int, total: int) -> str:
        """What stands beside the filter: what is shown, and where the cursor is."""
        shown = f"[{self.SHOWS[self._shown]}]  " if len(self.SHOWS) > 1 else ""
        return f"{shown}{position:,} of {total:,}"

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        self.open(event.row)

    def action_choose(self) -> None:
        """Open the marked row."""
        self._table.action_choose()

    def action_filter(self) -> None:
        """Put the cursor into the filter."""
        self._line.focus()

    def action_show(self, by: int) -> None:
        """Show only rows in one state, then the next."""
        self._shown = (self._shown + by) % len(self.SHOWS)
        self.apply()

    def action_back(self) -> None:
        """Clear the filter; if there is none, go to the desk."""
        if self.verdict.hush():
            return
        if self._line.value or self._shown:
            self._shown = 0
            self._line.value = ""
            self.apply()
        else:
            self.house.go("desk")

    def action_move(self, by: int) -> None:
        """Move the cursor by rows."""
        self._table.action_move(by)

    def action_page(self, by: int) -> None:
        """Move the cursor by windows."""
        self._table.action_page(by)

    def action_first(self) -> None:
        """The first row."""
        self._table.action_first()

    def action_last(self) -> None:
        """The last row."""
        self._table.action_last()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing to switch between, no key for it."""
        if action == "show" and len(self.SHOWS) == 1:
            return False
        return super().check_action(action, parameters)

    @property
    def _table(self) -> VirtualTable[Any]:
        return self.query_one("#table", VirtualTable)

    @property
    def _tables(self) -> Iterable[VirtualTable[Any]]:
        """The table, or nothing while there is none."""
        return self.query("#table").results(VirtualTable)

    @property
    def _line(self) -> FilterLine:
        return self.query_one("#filter", FilterLine)


def _scanned(seat: Seat, text: str, burst: str) -> str | None:
    """The code that was scanned: all that stands in the filter, or what came behind it at once; None if there is none."""
    return next((each for each in (text, burst) if each and code_of(seat, each) is not None), None)

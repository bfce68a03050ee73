"""A week at a glance: each copy that has something on, a row; each day, a column, told by a sign and a word."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from toollib.tui import words
from toollib.tui.screens.listing import ListRoom
from toollib.tui.widgets.columns import Column
from toollib.tui.widgets.filter_line import FilterLine
from toollib.tui.widgets.virtual_table import Rows, VirtualTable

if TYPE_CHECKING:
    from toollib.desk.calendar_view import CalendarDay, CalendarRow, Span
    from toollib.tui.seat import Seat

_DAYS = 7
_SIGNS = {
    "late": ("!", "late", "bad"),
    "loan": ("→", "lent", "strong"),
    "ready": ("◆", "ready", "warn"),
    "repair": ("✗", "fault", "bad"),
    "recall": ("✗", "stop", "bad"),
    "reservation": ("▣", "reserved", "good"),
}
# What has no person in it is told by its word.
_NOBODY = frozenset({"repair", "recall"})
_LEGEND = "→ lent  ! late  ◆ ready  ▣ reserved  ✗ fault (repair), stop (recall)  + more"


class WeekLine(FilterLine):
    """The filter of the calendar: with nothing typed, left and right turn the week."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "screen.week(-1)", "before", id="calendar.before", tooltip="The week before"),
        Binding("right", "screen.week(1)", "after", id="calendar.after", tooltip="The week after"),
    ]


class CalendarScreen(ListRoom[Any]):
    """Who has what when, a week at a time."""

    ROOM = "calendar"
    PLACEHOLDER = "type a kind or a tag"
    LINE = WeekLine
    HELP = (
        "The week: a row for each copy that is lent, reserved, kept ready or in repair, and for each kind of which "
        "any copy is reserved. ← and → turn the week, ctrl+t goes back to this one; Enter opens the tool. F12 closes a "
        "day.\n"
        f"{_LEGEND}."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "this_week", "today", id="calendar.today", tooltip="Back to the week of today"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._first: date | None = None
        self._days: tuple[CalendarDay, ...] = ()

    def body(self) -> ComposeResult:
        """The list, and what its signs mean."""
        yield from super().body()
        yield Static(_LEGEND, id="legend", markup=False)

    def table(self) -> VirtualTable[Any]:
        """The copy, then a column a day."""
        empty = "Nothing is on in this week.\n← and → turn the week; F8 and F9 on a tool's page hold and reserve it."
        return VirtualTable(self._columns(), key=_key, empty=empty, id="table")

    def rows(self, seat: Seat, text: str, show: str, part: slice) -> Rows:  # noqa: ARG002
        """Copies that have something on in the week, by kind."""
        from toollib.desk.reads import Part

        first = self._first or _monday(seat.desk.open_now().local.date())
        return seat.desk.calendar(first, _DAYS, text=text, part=Part(part.stop - part.start, part.start))

    def came(self, found: Any) -> None:
        """Put the days that were read above the columns; those of a week that was turned away do not count."""
        days: tuple[CalendarDay, ...] = found.days
        self._first = self._first or days[0].day
        if self.is_attached and days[0].day == self._first:
            self._days = days
            for table in self._tables:
                table.use(self._columns())

    def open(self, row: CalendarRow) -> None:
        """Everything about this tool; for a claim on any copy, the copies of the kind."""
        from toollib.tui.screens.tools import ToolScreen

        if row.tool is not None:
            self.house.push_screen(ToolScreen(row.tool))
        else:
            self.verdict.say(
                "noted", f"Any {row.kind_name} will do: which copy it is, is decided at checkout"
            )

    def action_week(self, by: int) -> None:
        """Turn the week; in a line that holds text, move the cursor."""
        if self._line.value:
            self._line.action_cursor_left() if by < 0 else self._line.action_cursor_right()
        elif self._first is not None:
            self._first += timedelta(days=_DAYS * by)
            self.apply()

    def action_this_week(self) -> None:
        """Back to the week of today."""
        self._first = None
        self.apply()

    def place(self, position: int, total: int) -> str:
        """The week, and where the cursor is."""
        if not self._days:
            return ""
        first, last = self._days[0].day, self._days[-1].day
        week = f"{words.day(first, self._today())} – {words.day(last, self._today())}"
        return f"[{week}]  {position:,} of {total:,}"

    def _today(self) -> date:
        about = self.house.about
        return about.sayings.today(self.house.clock.now()) if about is not None else date.min

    def _columns(self) -> tuple[Column[CalendarRow], ...]:
        head: Column[CalendarRow] = Column("Tool", _named, 18, grows=2)
        today = self._today()
        return (head, *(_column(each, today) for each in self._days))


def _column(day: CalendarDay, today: date) -> Column[CalendarRow]:
    title = "today" if day.day == today else words.day(day.day, day.day).rsplit(" ", 1)[0]
    closed = "" if day.open else "closed"
    return Column(
        title,
        lambda row: _cell(_on(row, day.day)) or closed,
        6,
        grows=1,
        look=lambda row: _look(_on(row, day.day)),
    )


def _on(row: CalendarRow, day: date) -> list[Span]:
    return [each for each in row.spans if each.first <= day <= each.last]


def _cell(spans: list[Span]) -> str:
    if not spans:
        return ""
    sign, word, _ = _SIGNS[spans[0].what]
    who = word if spans[0].what in _NOBODY else (spans[0].who.split() or [word])[0]
    more = "+" if len(spans) > 1 else ""
    return f"{sign}{more}{who}"


def _look(spans: list[Span]) -> str:
    return _SIGNS[spans[0].what][2] if spans else "dim"


def _named(row: CalendarRow) -> str:
    return f"{row.tool} {row.name}" if row.tool is not None else f"any {row.kind_name}"


def _key(row: CalendarRow) -> str:
    return f"{row.kind} {row.tool}"


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())

"""Every report with the question that it answers; Enter counts it. What members wish for is kept here too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from toollib.tui.screens.codes_to_desk import CodesToDesk
from toollib.tui.screens.report_periods import Chosen
from toollib.tui.widgets.columns import Column
from toollib.tui.widgets.virtual_table import Rows, VirtualTable

if TYPE_CHECKING:
    from toollib.tui.seat import Seat

_WISHES = "wishes"


@dataclass(frozen=True, slots=True)
class Listed:
    """A report, or the list of wishes: its code, what it is called, and the question that it answers."""

    code: str
    title: str
    what: str


@dataclass(frozen=True, slots=True)
class Slice:
    """Part of the list."""

    total: int
    rows: tuple[Listed, ...]


class ReportsScreen(CodesToDesk[Listed]):
    """All reports."""

    ROOM = "reports"
    PLACEHOLDER = "type what you want to know"
    HELP = (
        "What the library can tell of itself. Enter counts a report: first over all, then Tab shows a year or a month of "
        "it. Nothing at the desk waits while it is counted. F7 lists what members wish for."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f7", "wishes", "wishes", id="reports.wishes", tooltip="What members want the library to have"
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._period = Chosen()

    def table(self) -> VirtualTable[Any]:
        """What it is called, and what it answers."""
        columns: tuple[Column[Listed], ...] = (
            Column("Report", lambda row: row.title, 16),
            Column("What it tells", lambda row: row.what, 40, grows=1),
        )
        empty = "No report is called so.\nEsc clears the filter."
        return VirtualTable(columns, key=lambda row: row.code, empty=empty, id="table")

    def rows(self, seat: Seat, text: str, show: str, part: slice) -> Rows:  # noqa: ARG002
        """Reports in their own order, narrowed to all words typed."""
        from toollib.reports.book import REPORTS

        listed = [Listed(code, each.title, each.what) for code, each in REPORTS.items()]
        listed.append(Listed(_WISHES, "Wishes", "What members want the library to have"))
        sought = text.casefold().split()
        found = [each for each in listed if all(word in _words(each) for word in sought)]
        return Slice(len(found), tuple(found[part]))

    def open(self, row: Listed) -> None:
        """Count it, for the period looked at last."""
        from toollib.tui.screens.report_page import ReportScreen

        if row.code == _WISHES:
            self.action_wishes()
        else:
            self.house.push_screen(ReportScreen(row.code, row.title, self._period, self._remember))

    def records_changed(self) -> None:
        """The list stays the same whatever happens at the desk."""

    def _remember(self, period: Chosen) -> None:
        self._period = period


def _words(row: Listed) -> str:
    return f"{row.code} {row.title} {row.what}".casefold()

"""A report on one page: its figures, plots and tables for a period, turned through periods by a key.

A report may read years of loans, so it is counted beside the desk; of periods turned through quickly only the last is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from catalog.text import plain
from toollib.rules.reasons import Refused
from toollib.tui import words
from toollib.tui.screens.report_counting import Wanted, counted
from toollib.tui.screens.report_lines import Page, Sheet, laid_out, most_turned
from toollib.tui.screens.report_periods import OWN, Chosen, period_form
from toollib.tui.screens.room import Room
from toollib.tui.screens.stray_scans import StrayScans
from toollib.tui.widgets.lines import Lines
from toollib.tui.widgets.verdict import Verdict

if TYPE_CHECKING:
    from toollib.library import InForce
    from toollib.reports.report import Report


class ReportView(Lines, can_focus=True):
    """A report, to scroll; laid out anew for every width.

    | Key | Does |
    | :- | :- |
    | left, right | turn through the columns of tables that are too wide |
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left", "turn(-1)", "Columns before", show=False, id="report.left",
            tooltip="The columns before, of tables that are too wide",
        ),
        Binding(
            "right", "turn(1)", "Columns after", show=False, id="report.right",
            tooltip="The columns after, of tables that are too wide",
        ),
    ]  # fmt: skip

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._report: Report | None = None
        self._money: Callable[[int], str] = str
        self._turned = 0
        self._page: Page | None = None

    def tell(self, report: Report, money: Callable[[int], str]) -> None:
        """Show this report; one that is the same with other days stays scrolled where it was."""
        same = self._report is not None and self._report.code == report.code
        self._report, self._money = report, money
        if not same:
            self.scroll_to(y=0, animate=False)
        self._lay()

    def on_resize(self) -> None:
        """Another width, another layout."""
        self._lay()

    def action_turn(self, by: int) -> None:
        """Turn through the columns of wide tables."""
        if self._report is not None:
            most = most_turned(self._report, self._sheet)
            self._turned = max(0, min(self._turned + by, most))
            self._lay()

    @property
    def _sheet(self) -> Sheet:
        return Sheet(self.scrollable_content_region.width, self._turned, self._money)

    def _lay(self) -> None:
        if self._report is not None and self._sheet.width > 0:
            self._page = laid_out(self._report, self._sheet)
            self.lines = self._page.lines
            self._fit_height()
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """A row; the titles of a table stay in view above its rows."""
        top = round(self.scroll_y)
        head = self._page.head_over(top) if y == 0 and self._page is not None else None
        return super().render_line(y if head is None else head - top)


class ReportScreen(StrayScans, Room):
    """One report."""

    ROOM = "reports"
    HELP = (
        "Each figure with its formula and where its inputs are from, then plots, then tables. Tab shows another period, "
        "ctrl+f asks from which day to which; ← and → turn through the columns of tables that are too wide. ctrl+e writes "
        "the report into a file, with every row. What happens meanwhile counts after ctrl+r."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "period(1)", "period", id="report.period", tooltip="Count the next period"),
        Binding(
            "shift+tab", "period(-1)", "Period before", show=False, id="report.period-before",
            tooltip="Count the period before",
        ),
        Binding("ctrl+f", "days", "days", id="report.days", tooltip="Say from which day to which"),
        Binding("ctrl+e", "write", "file", id="report.write", tooltip="Into a file: a page, or a table"),
        Binding("ctrl+r", "again", "count", id="report.again", tooltip="With what happened meanwhile"),
        Binding("escape", "back", "back", id="report.back", tooltip="Back to the list"),
    ]  # fmt: skip

    def __init__(self, code: str, title: str, period: Chosen, remember: Callable[[Chosen], None]) -> None:
        super().__init__()
        self._code, self._title, self._period, self._remember = code, title, period, remember
        # What is shown, with the period and the instant that it is of; beside it what is being counted.
        self._report: Report | None = None
        self._good = period
        self._at: datetime | None = None
        self._counted = period
        self._begun: datetime | None = None
        self._busy = False
        self._counting: Worker[Report] | None = None

    def body(self) -> ComposeResult:
        """What is counted, the report, the verdict."""
        yield Static("", id="report-head", markup=False)
        yield ReportView(id="report")
        yield Verdict(id="verdict")

    def on_mount(self) -> None:
        """Count it."""
        self.query_one("#report").focus()
        self._count()

    def library_opened(self) -> None:
        """Now there is something to count."""
        self._count()

    # counting

    def _count(self) -> None:
        """Count the period that is wanted now; while another is counted, afterwards."""
        if self.house.about is not None and not self._busy:
            self._busy = True
            self.house.ask(lambda seat: seat.library.in_force, self._begin, self._refused, self._broke)
        self._say_head()

    def _begin(self, by: InForce) -> None:
        about, house = self.house.about, self.house
        if about is None or not self.is_attached:
            return
        now = house.clock.now()
        self._counted, self._begun = self._period, now
        days = self._period.days(about.sayings.today(now))
        wanted = Wanted(self._code, days, house.folder, house.clock, about.who, by)
        self._counting = self.run_worker(counted(wanted), exit_on_error=False, group="report")

    @on(Worker.StateChanged)
    def _over(self, event: Worker.StateChanged) -> None:
        worker = event.worker
        if worker is not self._counting or not worker.is_finished:
            return
        self._counting, self._busy = None, False
        if self._counted != self._period:
            self._count()
        elif worker.state is WorkerState.SUCCESS and worker.result is not None:
            self._show(worker.result)
        elif isinstance(worker.error, Refused):
            self._refused(worker.error)
        elif isinstance(worker.error, Exception):
            self._broke(worker.error)
        else:
            self._stay()

    def _refused(self, refused: Refused) -> None:
        self._stay()
        if self.is_attached:
            self.verdict.refusal("It cannot be counted", refused)

    def _broke(self, error: Exception) -> None:
        self._stay()
        if self.is_attached:
            self.house.tell_defect(error, self.verdict)

    def _stay(self) -> None:
        """Go on with the period of what is shown: nothing came of another."""
        self._busy, self._period = False, self._good
        self._say_head()

    def _show(self, report: Report) -> None:
        self._report, self._good, self._at = report, self._counted, self._begun
        self._remember(self._counted)
        self._say_head()
        if (about := self.house.about) is not None:
            self.query_one("#report", ReportView).tell(report, about.sayings.money)

    def _say_head(self) -> None:
        about = self.house.about
        if not self.is_attached:
            return
        state = "counting …" if self._busy or about is None else "not counted"
        days, name = "", self._period.name
        if about is not None and not self._busy and self._at is not None:
            state = f"counted {about.sayings.clock(self._at)}"
            if (report := self._report) is not None:
                today = about.sayings.today(self._at)
                name = self._period.told(report.first)
                begin = words.day(report.first, today) if report.first is not None else "the beginning"
                of_now = f"now, {report.days} " if report.days else ""
                days = f"{of_now}{begin} – {words.day(report.last, today)}  "
        shown = f"{self._title}  [{name}]  {days}{state}"
        self.query_one("#report-head", Static).update(Content(plain(shown)))

    # keys

    def action_period(self, by: int) -> None:
        """Count the next period, or the one before."""
        self._take(self._period.turned(by))

    def action_days(self) -> None:
        """Ask from which day to which."""
        if (about := self.house.about) is not None:
            today = about.sayings.today(self.house.clock.now())
            self.ask_form(period_form(self._period.days(today), self._take))

    def action_again(self) -> None:
        """Count it again, with what happened meanwhile."""
        self._count()

    def action_write(self) -> None:
        """Ask for a file, and write the report there."""
        from toollib.tui.screens.report_files import file_form

        if self._report is not None:
            self.ask_form(file_form(self._report, self._written))

    def _written(self, path: Path) -> None:
        self.verdict.say("done", f"{self._title} stands in {path}")

    def action_back(self) -> None:
        """Back to the list."""
        if not self.verdict.hush():
            self.dismiss()

    def scanned(self, text: str) -> None:
        """To the desk with it."""
        self.house.scan_at_desk(text)

    def _take(self, period: Chosen) -> None:
        self._period = period
        if period.name != OWN:  # days of one's own may be refused, and would be in every other report, too
            self._remember(period)
        self.verdict.hush()
        self._count()

"""Reports: chosen by what they tell, counted in another thread, turned through periods; a scan goes to the desk."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.riverside import Riverside
from tests.toollib.tui.onscreen import Onscreen, onscreen
from toollib.library import Library
from toollib.reports import book
from toollib.reports.report import Column, Line, Plot, Report, Series, Table
from toollib.rules.money import Amount
from toollib.rules.reasons import refuse
from toollib.tui.screens.desk import DeskScreen
from toollib.tui.screens.report_page import ReportScreen
from toollib.tui.screens.reports import ReportsScreen

Asked = list[tuple[date | None, date | None]]


def sample(first: date | None, last: date | None) -> Report:
    """A report with one of everything."""
    lines = (Line("Loans", "42", ("= all loans that were not undone", "loans: 42 (the loans table)")),)
    plot = Plot("Loans by month", "line", ("2026-10", "2026-11"), (Series("loans", (10.0, 32.0)),), "loans")
    columns = (
        Column("kind", "Kind"),
        Column("loans", "Loans", "count"),
        Column("spent", "Spent on it", "money"),
        Column("late", "Late", "share"),
        Column("last", "Lent last", "date"),
        Column("note", "A note that takes room"),
        Column("end", "The last column"),
    )
    row = ("orbital-sander", 1234, Amount(250), 0.25, date(2026, 11, 3), "x" * 40, "the end")
    drill = ("drill", 1, None, 0.0, None, "", None)
    many = tuple((f"kind {number:02}", 0.5, None, None, None, "", None) for number in range(30))
    tables = (
        Table("kinds", "By kind", columns, (row, drill), "Nothing was lent."),
        Table("none", "Not once", columns[:1], (), "Everything was lent at least once."),
        Table("many", "Many", columns, many, "None."),
    )
    return Report("sample", "Sample", first, last or date(2026, 11, 28), lines, (plot,), tables)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """The days for which the only report was asked."""
    asked: Asked = []

    def write(_library: Any, first: date | None, last: date | None) -> Report:
        asked.append((first, last))
        return sample(first, last)

    only(monkeypatch, write)
    return asked


def only(monkeypatch: pytest.MonkeyPatch, write: Callable[..., Report]) -> None:
    """Let this be the only report."""
    kind = book.ReportKind("Sample", "What a sample shows", write)
    monkeypatch.setattr(book, "REPORTS", {"sample": kind})


def written(folder: Path) -> list[Path]:
    """The files that were named after a year."""
    return list(folder.glob("year*"))


async def to_page(on: Onscreen) -> None:
    await on.press("f6", "enter")
    assert isinstance(on.app.screen, ReportScreen)


async def test_every_report_is_listed_with_what_it_tells(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f6")
        assert "[Reports F6]" in on.text()
        for kind in book.REPORTS.values():
            assert kind.title in on.text()
        assert "Wishes" in on.text()


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_every_report_is_counted_on_a_real_library(riverside: Riverside, size: tuple[int, int]) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    async with onscreen(riverside, size=size) as on:
        for code, kind in book.REPORTS.items():
            await on.press("f6")
            await on.type(code)
            await on.pilot.pause(0.1)
            await on.settle()
            await on.press("enter")
            period = "a year" if code in ("idle", "priorities") else "all"
            assert f"{kind.title}  [{period}]" in on.text()
            assert "counted 10:02" in on.words()
            assert not on.app.screen.verdict.words  # type: ignore[attr-defined]
            await on.press("escape", "escape", "escape")


async def test_typing_narrows_and_enter_opens(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f6")
        await on.type("lending spared")
        await on.pilot.pause(0.1)
        await on.press("enter")
        assert "Impact  [all]" in on.text()


async def test_figures_plots_and_tables_stand_on_the_page(riverside: Riverside, asked: Asked) -> None:
    async with onscreen(riverside, size=(80, 40)) as on:
        await to_page(on)
        shown = on.text()
        assert asked == [(None, None)]
        assert "Loans: 42" in shown
        assert "  · = all loans that were not undone" in shown
        assert "Loans by month  (loans)" in shown
        assert "32 ┤" in shown
        assert "orbital-sander" in shown
        assert "1,234" in shown
        assert "£2.50" in shown
        assert "25 %" in shown
        assert "2026-11-03" in shown
        assert "Everything was lent at least once." in shown


async def test_wide_tables_are_turned_by_the_arrows(riverside: Riverside, asked: Asked) -> None:
    async with onscreen(riverside, size=(80, 40)) as on:
        await to_page(on)
        assert asked
        assert "1 more column: ← →" in on.text()
        assert "The last column" not in on.text()
        await on.press("right", "right", "right", "right", "right", "right", "right")
        assert "The last column" in on.text()
        assert "orbital-sander" in on.text()
        await on.press("left", "left", "left", "left", "left", "left", "left")
        assert "Loans  Spent on it" in on.words() or "Loans Spent on it" in on.words()


async def test_the_titles_of_a_long_table_stay_above_its_rows(riverside: Riverside, asked: Asked) -> None:
    async with onscreen(riverside) as on:
        await to_page(on)
        assert asked
        await on.press("end")
        shown = on.text().split("\n")
        assert shown[3].startswith("   Kind ")
        assert shown[4].startswith("   kind ")
        assert "Kind " not in "\n".join(shown[4:])
        await on.press("home")
        assert on.text().split("\n")[3].startswith(" Loans: 42")


async def test_tab_turns_through_periods_and_the_list_remembers(riverside: Riverside, asked: Asked) -> None:
    async with onscreen(riverside) as on:
        await to_page(on)
        await on.press("tab")
        assert "[this year]  1 Jan 2026 – Sat 28 Nov" in on.text()
        await on.press("tab", "tab", "tab")
        assert "[last month]" in on.text()
        assert asked == [
            (None, None),
            (date(2026, 1, 1), date(2026, 11, 28)),
            (date(2025, 1, 1), date(2025, 12, 31)),
            (date(2026, 11, 1), date(2026, 11, 28)),
            (date(2026, 10, 1), date(2026, 10, 31)),
        ]
        await on.press("escape", "enter")
        assert "[last month]" in on.text()
        await on.press("tab", "shift+tab", "shift+tab")
        assert "[this month]" in on.text()


async def test_days_of_ones_own(riverside: Riverside, asked: Asked) -> None:
    async with onscreen(riverside) as on:
        await to_page(on)
        await on.press("ctrl+f")
        await on.type("2026-11-02")
        await on.press("enter")
        await on.type("soon")
        await on.press("ctrl+s")
        assert "“soon” is no day" in on.words()
        await on.press("ctrl+u")
        await on.type("2026-11-20")
        await on.press("ctrl+s")
        assert asked[-1] == (date(2026, 11, 2), date(2026, 11, 20))
        assert "[from – to]  Mon 2 Nov – Fri 20 Nov" in on.text()
        await on.press("tab")
        assert "[all]" in on.text()


async def test_a_report_on_how_things_stand_says_that_it_is_of_now(
    riverside: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, lambda _library, first, last: replace(sample(first, last), days="due"))
    async with onscreen(riverside) as on:
        await to_page(on)
        assert "[all] now, due the beginning – Sat 28 Nov counted 10:02" in on.words()


async def test_what_happened_meanwhile_counts_after_ctrl_r(riverside: Riverside, asked: Asked) -> None:
    async with onscreen(riverside) as on:
        await to_page(on)
        on.wait(120)
        on.app.changed()
        await on.settle()
        assert len(asked) == 1
        await on.press("ctrl+r")
        assert len(asked) == 2
        assert "counted 10:04" in on.text()


async def test_of_periods_turned_through_quickly_only_the_last_is_counted(
    riverside: Riverside, asked: Asked
) -> None:
    async with onscreen(riverside) as on:
        await to_page(on)
        screen = on.app.screen
        assert isinstance(screen, ReportScreen)
        for _ in range(4):
            screen.action_period(1)
        await on.settle()
        assert len(asked) == 2
        assert asked[-1] == (date(2026, 10, 1), date(2026, 10, 31))
        assert "[last month]" in on.text()


@pytest.mark.parametrize(
    ("name", "within"), [("year.html", "<h1>"), ("year.csv", "orbital-sander,1234,2.50")]
)
async def test_it_is_written_into_a_new_file(
    riverside: Riverside, asked: Asked, tmp_path: Path, name: str, within: str
) -> None:
    file = tmp_path / name
    async with onscreen(riverside) as on:
        await to_page(on)
        assert asked
        for _ in range(2):
            await on.press("ctrl+e", "ctrl+u")
            await on.type(str(file))
            await on.press("ctrl+s")
        assert "is there already" in on.words()
        await on.press("escape")
        assert "✓ Sample stands in" in on.text()
    assert within in file.read_text()


async def test_a_file_that_says_not_what_it_is_or_a_scan_is_refused(
    riverside: Riverside, asked: Asked, tmp_path: Path
) -> None:
    async with onscreen(riverside) as on:
        await to_page(on)
        assert asked
        await on.press("ctrl+e", "ctrl+u")
        await on.type(str(tmp_path / "year.pdf"))
        await on.press("ctrl+s")
        assert "end it in .html for a page, in .csv for a table" in on.words()
        await on.press("ctrl+u")
        await on.scan("T-0042")
        assert "“T-0042” is the tag of Angle grinder" in on.words()
        await on.type("T-0042")
        await on.press("ctrl+s")
        assert "is the code of a card or tag, not a file" in on.words()
    assert written(tmp_path) == []


async def test_why_it_cannot_be_counted(riverside: Riverside, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(*_: Any) -> Report:
        raise refuse("date-wrong", "the period begins on 2027-01-01, which has not come yet", "take another")

    only(monkeypatch, write)
    async with onscreen(riverside) as on:
        await to_page(on)
        on.tells("which has not come yet", "[all] not counted")
        await on.press("escape")
        assert isinstance(on.app.screen, ReportScreen)
        await on.press("escape")
        assert isinstance(on.app.screen, ReportsScreen)


async def test_days_that_are_refused_leave_what_is_shown_and_no_trace(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f6")
        await on.type("impact")
        await on.press("enter", "tab", "ctrl+f")
        on.wait(300)
        await on.press("ctrl+u")
        await on.type("2026-12-05")
        await on.press("tab", "ctrl+u", "ctrl+s")
        on.tells("It cannot be counted", "2026-12-05")
        assert "[this year]  1 Jan 2026 – Sat 28 Nov  counted 10:02" in on.text()
        await on.press("escape", "escape", "escape")
        await on.type("members")
        await on.press("enter")
        assert "cannot be counted" not in on.words()
        assert "[this year]" in on.text()
        assert "counted 10:07" in on.text()
        await on.press("tab")
        assert "[last year]" in on.text()


async def test_days_of_ones_own_are_kept_for_the_next_report(riverside: Riverside, asked: Asked) -> None:
    async with onscreen(riverside) as on:
        await to_page(on)
        await on.press("ctrl+f")
        await on.type("2026-11-02")
        await on.press("ctrl+s", "escape", "enter")
        assert asked[-1] == (date(2026, 11, 2), None)


async def test_the_way_back_stands_in_the_line_of_keys(riverside: Riverside, asked: Asked) -> None:
    async with onscreen(riverside) as on:
        await to_page(on)
        assert asked
        assert "Esc back" in on.words()


async def test_a_mistake_of_ours_is_said_and_ends_nothing(
    riverside: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(*_: Any) -> Report:
        raise ZeroDivisionError

    only(monkeypatch, write)
    async with onscreen(riverside) as on:
        await to_page(on)
        assert on.app.screen.verdict.kind == "broken"  # type: ignore[attr-defined]
        await on.scan("M-0017")
        assert isinstance(on.app.screen, DeskScreen)


async def test_a_scan_on_a_page_or_in_the_list_goes_to_the_desk(riverside: Riverside, asked: Asked) -> None:
    async with onscreen(riverside) as on:
        await to_page(on)
        assert asked
        await on.scan("M-0017")
        assert isinstance(on.app.screen, DeskScreen)
        assert "Ada Osei" in on.text()
        await on.press("f6")
        await on.press("escape")
        assert isinstance(on.app.screen, ReportsScreen)
        await on.scan("T-0042")
        assert isinstance(on.app.screen, DeskScreen)
        assert on.loans() == [("T-0042", "M-0017")]


@dataclass
class Gate:
    """A report that is counted until the gate is open."""

    may_end: threading.Event = field(default_factory=threading.Event)
    begun: threading.Event = field(default_factory=threading.Event)
    libraries: list[Library] = field(default_factory=list)

    def write(self, library: Library, first: date | None, last: date | None) -> Report:
        self.libraries.append(library)
        self.begun.set()
        assert self.may_end.wait(20)
        return sample(first, last)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate()
    only(monkeypatch, gate.write)
    yield gate
    gate.may_end.set()


async def counting(on: Onscreen, gate: Gate) -> None:
    """A report that is being counted."""
    await on.press("f6")
    await on.pilot.press("enter")
    while not gate.begun.is_set():
        await on.pilot.pause(0.01)
    assert "counting …" in on.text()


async def test_a_report_in_work_holds_up_no_scan(riverside: Riverside, gate: Gate) -> None:
    async with onscreen(riverside) as on:
        await counting(on, gate)
        on.burst("M-0017", "T-0042")
        while not on.loans():
            await on.pilot.pause(0.01)
        assert on.loans() == [("T-0042", "M-0017")]
        gate.may_end.set()
        await on.press("f6")
        assert "Loans: 42" in on.text()


async def test_a_report_in_work_holds_up_nobody_who_quits(riverside: Riverside, gate: Gate) -> None:
    async with onscreen(riverside) as on:
        await counting(on, gate)
        await on.pilot.press("ctrl+q")
    (thread,) = (each for each in threading.enumerate() if each.name == "report")
    assert thread.daemon, "no interpreter waits for it"
    gate.may_end.set()
    thread.join(20)
    assert not thread.is_alive()


async def test_what_is_read_for_a_report_that_nobody_waits_for_is_broken_off(
    riverside: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def write(library: Library, _first: date | None, _last: date | None) -> Report:
        begun.set()
        endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
        library.desk.context.db.all(endless)
        raise AssertionError

    only(monkeypatch, write)
    async with onscreen(riverside) as on:
        await on.press("f6")
        await on.pilot.press("enter")
        while not begun.is_set():
            await on.pilot.pause(0.01)
        await on.press("escape")
        assert isinstance(on.app.screen, ReportsScreen)
        for thread in (each for each in threading.enumerate() if each.name == "report"):
            thread.join(20)
            assert not thread.is_alive()
        assert on.app.screen.verdict.kind is None


async def test_while_library_yaml_is_wrong_reports_go_on_by_what_it_said_before(
    riverside: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toollib.library._LOOK_EVERY", 0.0)
    async with onscreen(riverside) as on:
        (riverside.folder / "library.yaml").write_text("name: [\n")
        (riverside.folder / "kinds.yaml").write_text("kinds: [\n")
        await on.press("f6")
        assert "! library.yaml" in on.text()
        await on.press("enter")
        assert "counted 10:02" in on.words()
        assert on.app.screen.verdict.kind is None  # type: ignore[attr-defined]
        await on.press("escape", "escape")
        assert "Overdue" in on.text()


def test_the_first_picture_does_not_wait_for_reports() -> None:
    look = "import sys, toollib.tui.app; print([each for each in sys.modules if 'report' in each or 'wish' in each])"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

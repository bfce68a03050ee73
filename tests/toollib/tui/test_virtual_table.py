"""The table asks for the rows in view only, whatever the length of the list."""

from collections.abc import Callable

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult

from tests.toollib.tui.hostile import FORBIDDEN, NAMES, page
from toollib.desk.views import Page
from toollib.tui.widgets.columns import Column
from toollib.tui.widgets.virtual_table import PAGE, Rows, VirtualTable


class Lists(App[None]):
    """A table of `total` rows; answers come at once, or when `answer()` says so."""

    def __init__(self, total: int, *, later: bool = False) -> None:
        super().__init__()
        self.total, self.later = total, later
        self.asked: list[tuple[int, int]] = []
        self.waiting: list[Callable[[], None]] = []
        self.chosen: list[str] = []
        self.names: tuple[str, ...] | None = None

    def compose(self) -> ComposeResult:
        columns: tuple[Column[str], ...] = (
            Column("Name", lambda row: row, 10, grows=1),
            Column("Length", lambda row: str(len(row)), 6, right=True),
            Column("Wide", lambda _: "wide", 6, from_width=120),
        )
        yield VirtualTable(columns, key=lambda row: row, empty="Nothing.\nAdd something.")

    def on_mount(self) -> None:
        self.table.show(self.source)
        self.table.focus()

    @property
    def table(self) -> VirtualTable[str]:
        return self.query_one(VirtualTable)

    def source(self, offset: int, limit: int, reply: Callable[[Rows], None]) -> None:
        self.asked.append((offset, limit))
        found = (
            page(self.total, offset, limit)
            if self.names is None
            else Page(len(self.names), self.names[offset:][:limit])
        )
        if self.later:
            self.waiting.append(lambda: reply(found))
        else:
            reply(found)

    def answer(self) -> None:
        waiting, self.waiting = self.waiting, []
        for each in waiting:
            each()

    def on_virtual_table_chosen(self, event: VirtualTable.Chosen) -> None:
        self.chosen.append(event.row)

    def shown(self) -> list[str]:
        height = self.table.size.height
        return ["".join(segment.text for segment in self.table.render_line(y)) for y in range(height)]


async def test_a_million_rows_open_by_one_page() -> None:
    app = Lists(1_000_000)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.asked == [(0, PAGE)]
        await pilot.press("end")
        await pilot.pause()
        assert app.table.cursor == 999_999
        assert len(app.asked) <= 3
        assert app.shown()[-1].startswith("▸ row 999999")


async def test_moving_and_choosing() -> None:
    app = Lists(200)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "down", "up", "enter")
        assert app.chosen == ["row 1"]
        await pilot.press("pagedown", "enter")
        assert app.chosen[-1] == "row 23"
        await pilot.press("home", "up", "enter")
        assert app.chosen[-1] == "row 0"


async def test_the_mouse_marks_and_chooses() -> None:
    app = Lists(200)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(VirtualTable, offset=(5, 6))
        assert app.table.cursor == 5
        assert app.chosen == []
        await pilot.click(VirtualTable, offset=(5, 6))
        assert app.chosen == ["row 5"]
        await pilot.click(VirtualTable, offset=(5, 0))  # the header
        assert app.chosen == ["row 5"]


async def test_rows_that_have_not_come_are_dots_and_enter_waits_for_them() -> None:
    app = Lists(500, later=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        assert app.chosen == []
        app.answer()
        await pilot.pause()
        assert app.chosen == ["row 0"]
        app.table.move_to(300)
        await pilot.pause()
        assert any(row.strip("▸ ").startswith("·") for row in app.shown())
        app.answer()
        app.answer()
        await pilot.pause()
        assert "row 300" in "".join(app.shown())


async def test_an_answer_to_an_older_question_is_not_shown() -> None:
    app = Lists(5, later=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        late, app.waiting = app.waiting, []
        app.names = ("only this",)
        app.table.show(app.source)
        app.answer()
        for each in late:
            each()
        await pilot.pause()
        assert app.table.total == 1
        assert "only this" in app.shown()[1]


async def test_a_reload_keeps_the_cursor_with_its_row() -> None:
    app = Lists(0)
    app.names = ("a", "b", "c")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down")
        app.names = ("new", "a", "b", "c")
        app.table.reload()
        await pilot.pause()
        assert app.table.row == "b"
        app.names = ("a",)
        app.table.reload()
        await pilot.pause()
        assert app.table.row == "a"


async def test_an_empty_list_says_what_to_do() -> None:
    app = Lists(0)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "down", "end", "pagedown")
        assert app.chosen == []
        assert "Add something." in "\n".join(app.shown())


@pytest.mark.parametrize("size", [(80, 24), (200, 50), (20, 5)])
async def test_hostile_rows_keep_their_columns(size: tuple[int, int]) -> None:
    app = Lists(0)
    app.names = NAMES
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        rows = app.shown()
        width = app.table.scrollable_content_region.width
        assert all(cell_len(row) == width for row in rows)
        assert not FORBIDDEN & set("".join(rows))
        assert ("Wide" in rows[0]) == (size[0] >= 120)


async def test_the_wheel_asks_for_what_comes_into_view() -> None:
    app = Lists(10_000)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.table.scroll_to(y=5000, animate=False)
        await pilot.pause()
        assert any(offset <= 5000 < offset + limit for offset, limit in app.asked)
        assert "row 5000" in "".join(app.shown())
        assert len(app.asked) <= 4


async def test_the_bar_beside_a_long_list_hides_nothing() -> None:
    app = Lists(500, later=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.answer()
        await pilot.pause()
        assert app.table.show_vertical_scrollbar
        header, row, *_ = app.shown()
        assert header.rstrip().endswith("Length")
        assert row.endswith("     5")  # "row 0", right-aligned up to the bar
        assert len(row) == app.table.scrollable_content_region.width

"""Pictures of reports and wishes: the list, a page and its end, the wishes; small, wide, and without colour."""

from collections.abc import Iterator

import pytest

from tests.riverside import Riverside
from tests.toollib.tui.hostile import FORBIDDEN, NAMES
from tests.toollib.tui.onscreen import onscreen
from tests.toollib.tui.test_hostile_screens import is_whole
from tests.toollib.tui.test_reports_screen import only, sample
from tests.toollib.tui.test_snapshots import Compare, steps
from toollib.reports.report import Column, Line, Plot, Report, Series, Table
from toollib.tui.app import ToollibApp

PAGE = ("f6", "enter")
WISHES = ("f6", "f7")


@pytest.fixture
def wished(riverside: Riverside) -> Riverside:
    """Riverside with three wishes."""
    riverside.desk.wish("M-0017", "table-saw")
    riverside.desk.wish("M-0021", "table-saw")
    riverside.desk.wish("M-0021", "a kiln for small pots")
    riverside.desk.wish("M-0030", "orbital-sander")
    return riverside


@pytest.fixture
def app(wished: Riverside) -> Iterator[ToollibApp]:
    screens = ToollibApp(wished.folder, clock=wished.clock, who="Vera")
    yield screens
    screens.close_desk()


@pytest.fixture
def one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A report that is always the same."""
    only(monkeypatch, lambda _library, first, last: sample(first, last))


@pytest.mark.snapshot
def test_list(snap_compare: Compare, app: ToollibApp, wished: Riverside) -> None:
    assert snap_compare(app, terminal_size=(80, 24), run_before=steps(app, wished, "f6"))


@pytest.mark.snapshot
@pytest.mark.usefixtures("one")
@pytest.mark.parametrize(
    "story",
    [PAGE, (*PAGE, "end", "right", "right"), (*PAGE, "ctrl+e"), WISHES],
    ids="begin end write wishes".split(),
)
def test_as_pictured(
    snap_compare: Compare,
    app: ToollibApp,
    wished: Riverside,
    story: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", "/home/vera")
    assert snap_compare(app, terminal_size=(80, 24), run_before=steps(app, wished, *story))


@pytest.mark.snapshot
@pytest.mark.usefixtures("one")
def test_wide(snap_compare: Compare, app: ToollibApp, wished: Riverside) -> None:
    assert snap_compare(app, terminal_size=(200, 50), run_before=steps(app, wished, *PAGE))


@pytest.mark.usefixtures("one")
async def test_without_colour_all_of_it_is_told(wished: Riverside, monkeypatch: pytest.MonkeyPatch) -> None:
    async with onscreen(wished, size=(80, 40)) as on:
        await on.press(*PAGE)
        coloured = on.text()
    monkeypatch.setenv("NO_COLOR", "1")
    async with onscreen(wished, size=(80, 40)) as on:
        assert on.app.no_color
        await on.press(*PAGE)
        assert on.text() == coloured
        await on.press(*WISHES)
        assert "▸     2  Table saw" in on.text()


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_hostile_words_stay_words(
    riverside: Riverside, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    names = tuple(NAMES)
    columns = (Column("name", names[0]), Column("also", "Also"))
    lines = tuple(Line(name, name, (name,)) for name in names)
    ones = tuple(1.0 for _ in names)
    plots = (
        Plot(names[1], "bars", names, (Series(names[2], ones), Series("b", ones)), names[3]),
        Plot(names[1], "line", names, (Series(names[2], ones), Series("b", ones)), names[3]),
    )
    table = Table("t", names[4], columns, tuple((name, name) for name in names), names[5])
    report = Report("x", names[6], None, riverside.clock.now().date(), lines, plots, (table, table))
    only(monkeypatch, lambda *_: report)
    async with onscreen(riverside, size=size) as on:
        await on.press(*PAGE)
        for _ in range(12):
            is_whole(on)
            assert not FORBIDDEN & set(on.text().replace("\n", ""))
            await on.press("pagedown")

"""Pictures of the build view: a day, why not, a pick list, what is being built; small and wide."""

import pytest

from tests.riverside import Riverside
from tests.scenarios.makers import HEAD, write_designs
from tests.toollib.tui.test_build_work_screens import TABLE
from tests.toollib.tui.test_snapshots import Compare, steps
from toollib.desk.things import ToolEdit
from toollib.tui.app import ToollibApp
from toollib.workshop.builds import Tick

pytestmark = pytest.mark.snapshot


@pytest.fixture
def made(riverside: Riverside) -> Riverside:
    """The makers' designs, with something lent, places on the shelves, and a build under way."""
    write_designs(riverside)
    text = HEAD.format(name="Table", id="table", status="done", tools="full") + TABLE
    (riverside.folder / "designs" / "table.yaml").write_text(text)
    riverside.desk.checkout("M-0021", ["T-0060"])
    riverside.cora.tool_edit("T-0043", ToolEdit(place="shelf B9"))
    riverside.cora.tool_edit("T-0050", ToolEdit(place="shelf A2"))
    builds = riverside.library().builds
    builds.start("table", ["M-0017", "M-0021"])
    builds.step("1", Tick(by="M-0021", hours="1:30"))
    return riverside


ASK = ("f4", "ctrl+b", "ctrl+d", "tab", "=M-0017")
STORIES: dict[str, tuple[str, ...]] = {
    "day": ASK,
    "asked": ("f4", "ctrl+b", "ctrl+d"),
    "why": (*ASK, *["down"] * 5, "ctrl+y"),
    "bench": (*ASK, *["down"] * 3, "f9"),
    "pick-list": (*ASK, *["down"] * 3, "f9", "ctrl+s"),
    "builds": ("f4", "ctrl+b", "ctrl+b"),
    "build": ("f4", "ctrl+b", "ctrl+b", "enter"),
    "tick": ("f4", "ctrl+b", "ctrl+b", "enter", "ctrl+t"),
    "finish": ("f4", "ctrl+b", "ctrl+b", "enter", "ctrl+f"),
}


@pytest.mark.parametrize("story", STORIES)
def test_as_pictured(snap_compare: Compare, app: ToollibApp, made: Riverside, story: str) -> None:
    assert snap_compare(app, terminal_size=(80, 24), run_before=steps(app, made, *STORIES[story]))


@pytest.mark.parametrize("story", ["day", "builds"])
def test_wide(snap_compare: Compare, app: ToollibApp, made: Riverside, story: str) -> None:
    assert snap_compare(app, terminal_size=(200, 50), run_before=steps(app, made, *STORIES[story]))

"""Pictures of the designs: the list, its facets, a page, a page whose file is broken; small and wide."""

import pytest

from tests.riverside import Riverside
from tests.toollib.tui.test_designs_screen import DESIGNS
from tests.toollib.tui.test_snapshots import Compare, steps
from toollib.tui.app import ToollibApp

pytestmark = pytest.mark.snapshot


@pytest.fixture
def made(riverside: Riverside, monkeypatch: pytest.MonkeyPatch) -> Riverside:
    """Four designs that are always the same, told from the library's folder on."""
    riverside.only_designs(DESIGNS)
    monkeypatch.setenv("VISUAL", "")
    return riverside


STORIES: dict[str, tuple[str, ...]] = {
    "list": ("f4",),
    "facets": ("f4", "ctrl+f"),
    "page": ("f4", "=bench"),
    "page-end": ("f4", "=bench", "end"),
    "torn": ("f4", "=torn"),
    "graph": ("f4", "=bench", "ctrl+g"),
    "graph-all": ("f4", "ctrl+g"),
}


@pytest.mark.parametrize("story", STORIES)
def test_as_pictured(snap_compare: Compare, app: ToollibApp, made: Riverside, story: str) -> None:
    assert snap_compare(app, terminal_size=(80, 24), run_before=steps(app, made, *STORIES[story]))


@pytest.mark.parametrize("story", ["list", "page"])
def test_wide(snap_compare: Compare, app: ToollibApp, made: Riverside, story: str) -> None:
    assert snap_compare(app, terminal_size=(200, 50), run_before=steps(app, made, *STORIES[story]))

"""Pictures of what looks ahead: what to buy and what it brings, the rounds, a proof, what if it breaks; small and wide."""

from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from tests.riverside import Riverside
from tests.toollib.tui.onscreen import Onscreen
from tests.toollib.tui.test_bootstrap_screen import TOOLS as CHAIN
from tests.toollib.tui.test_snapshots import Before, Compare
from tests.toollib.tui.test_unlock_screen import HEAD, TOOLS, designs_with, thought
from toollib.tui.app import ToollibApp
from toollib.tui.screens.bootstrap import BootstrapScreen
from toollib.tui.screens.proof import ProofScreen
from toollib.tui.screens.unlock import UnlockScreen
from toollib.tui.screens.without import WithoutScreen

pytestmark = pytest.mark.snapshot


@pytest.fixture
def made(riverside: Riverside) -> Riverside:
    """Designs that are always the same: some that lack a tool, some that make one."""
    paper = HEAD.format(name="Rumour", id="rumour").replace("documented: {tools: full}\n", "")
    riverside.only_designs({**designs_with({**TOOLS, **CHAIN}), "rumour": paper})
    riverside.done("wish", "add", "M-0017", "wood-lathe")
    return riverside


def story(app: ToollibApp, made: Riverside, screen: Screen[None], keys: tuple[str, ...]) -> Before:
    """A screen over the designs, then keys, each with what came of it."""

    async def before(pilot: Pilot[None]) -> None:
        on = Onscreen(app, pilot, made)
        while app.about is None:
            await pilot.pause(0.01)
        await on.press("f4")
        app.push_screen(screen)
        await on.settle()
        await thought(on)
        for key in keys:
            await on.press(key)
            await thought(on)
        await pilot.pause(0.1)
        await on.settle()

    return before


STORIES: dict[str, tuple[type[Screen[None]], tuple[Any, ...], tuple[str, ...]]] = {
    "unlock": (UnlockScreen, (), ()),
    "unlock-pairs": (UnlockScreen, (), ("right",)),
    "purchase": (UnlockScreen, (), ("right", "enter")),
    "rounds": (BootstrapScreen, (), ("right", "down")),
    "rounds-below": (BootstrapScreen, (), ("end", "up", "up")),
    "rounds-there": (BootstrapScreen, (("jigsaw", "heat-gun", "wood-lathe"),), ("down", "down")),
    "proof": (BootstrapScreen, (), ("right", "enter")),
    "proof-there": (ProofScreen, ("sign", ("wood-lathe",)), ()),
    "without": (WithoutScreen, ("T-0043", "jigsaw"), ()),
    "without-stand-ins": (WithoutScreen, (None, "welder"), ()),
}


@pytest.mark.parametrize("name", STORIES)
def test_as_pictured(snap_compare: Compare, app: ToollibApp, made: Riverside, name: str) -> None:
    screen, given, keys = STORIES[name]
    assert snap_compare(app, terminal_size=(80, 24), run_before=story(app, made, screen(*given), keys))


@pytest.mark.parametrize("name", ["unlock-pairs", "rounds"])
def test_wide(snap_compare: Compare, app: ToollibApp, made: Riverside, name: str) -> None:
    screen, given, keys = STORIES[name]
    assert snap_compare(app, terminal_size=(200, 50), run_before=story(app, made, screen(*given), keys))

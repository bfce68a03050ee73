"""Designs whose names want to break the screens that look ahead."""

import json

import pytest

from tests.riverside import Riverside
from tests.toollib.tui.hostile import NAMES
from tests.toollib.tui.onscreen import onscreen
from tests.toollib.tui.test_hostile_screens import is_whole
from tests.toollib.tui.test_unlock_screen import HEAD, thought
from toollib.tui.screens.bootstrap import BootstrapScreen
from toollib.tui.screens.unlock import UnlockScreen
from toollib.tui.screens.without import WithoutScreen
from toollib.tui.widgets.rounds import Rounds

NEEDS = (
    "tools: [jigsaw]\nmakes-tool: heat-gun",
    "tools: [heat-gun]",
    "tools: [wood-lathe]",
    "tools: [wood-lathe, kiln]",
)


@pytest.fixture
def hostile(riverside: Riverside) -> Riverside:
    """Each name four times: built at once, built then, for one more tool, and for two."""
    texts = {}
    for number, name in enumerate(each for each in NAMES if each.strip() and "\ud800" not in each):
        for way, needs in enumerate(NEEDS):
            head = HEAD.format(name="NAME", id=f"{number}-{way}").replace("NAME", json.dumps(name), 1)
            texts[f"d-{number}-{way}"] = f"{head}{needs}\n"
    riverside.only_designs(texts)
    return riverside


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_what_looks_ahead_shows_hostile_names_and_lives(
    hostile: Riverside, size: tuple[int, int]
) -> None:
    async with onscreen(hostile, size=size) as on:
        await on.press("f4")
        on.app.push_screen(UnlockScreen())
        await on.settle()
        await thought(on)
        assert "Wood lathe" in on.text()
        is_whole(on)
        await on.press("enter")
        is_whole(on)
        await on.press("end", "escape", "escape")
        on.app.push_screen(BootstrapScreen())
        await on.settle()
        await thought(on)
        assert "✓ " in on.text()
        is_whole(on)
        rounds = on.app.screen.query_one("#rounds", Rounds)
        names = list(rounds._laid.places)
        assert len(names) > len(NAMES)
        for name in names[::3]:
            rounds.stand_on(name)
            await on.pilot.pause()
            is_whole(on)
        await on.press("end", "enter")
        await thought(on)
        is_whole(on)
        await on.press("escape")
        on.app.push_screen(WithoutScreen("T-0043", "jigsaw"))
        await on.settle()
        await thought(on)
        assert "✗ Lost" in on.text()
        is_whole(on)

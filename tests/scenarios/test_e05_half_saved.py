"""E5: a file saved half-written while the screens are open keeps its old version in view, with the error; a save repairs it."""

from pathlib import Path

import pytest

from tests.riverside import Riverside
from tests.toollib.tui.onscreen import Onscreen, onscreen
from toollib.tui.screens.design_page import BrokenScreen, DesignScreen

BENCH = """\
format: 1
name: Work bench
summary: A bench to work at.
category: furniture
license: {hardware: CERN-OHL-S-2.0}
credit: {author: A. Maker}
readiness: {status: done}
tools: [jigsaw, claw-hammer]
parts: [{part: Plank, qty: 2 m, cost: 3 EUR}]
steps: [{do: Saw it}]
"""
HALF = BENCH[:140] + "\n  {"


@pytest.fixture
def bench(riverside: Riverside) -> Path:
    return riverside.only_designs({"bench": BENCH}) / "bench.yaml"


def save(path: Path, text: str) -> None:
    """What an editor does."""
    path.write_text(text)


def remove(path: Path) -> None:
    """What a broom does."""
    path.unlink()


async def some_seconds(on: Onscreen) -> None:
    """What the screens do by themselves when time goes by."""
    for _ in range(2):
        for room in on.app._standing_rooms():
            room.second_passed()
    await on.settle()
    await on.settle()


async def test_the_list_keeps_the_old_version_with_a_mark_until_the_next_save(
    riverside: Riverside, bench: Path
) -> None:
    async with onscreen(riverside) as on:
        await on.press("f4")
        assert "Work bench" in on.text()
        save(bench, HALF)
        await some_seconds(on)
        assert "! Work bench" in on.text()
        assert "1 of 1" in on.text()
        save(bench, BENCH.replace("Work bench", "Garden bench"))
        await some_seconds(on)
        assert "Garden bench" in on.text()
        assert "!" not in on.text().split("Design ")[1].split("more")[0]


async def test_the_page_of_the_design_shows_the_old_version_and_the_error_with_its_line(
    riverside: Riverside, bench: Path
) -> None:
    async with onscreen(riverside) as on:
        await on.press("f4")
        await on.scan("bench")
        assert isinstance(on.app.screen, DesignScreen)
        assert "It can be built" not in on.words()
        save(bench, HALF)
        await some_seconds(on)
        shown = on.words()
        assert "! Its file was saved with errors; this is what it said before:" in shown
        assert "✗ designs/bench.yaml:8:4" in shown
        assert "yaml-syntax" in shown
        assert "Work bench · bench" in shown
        save(bench, BENCH.replace("A bench to work at.", "Mended."))
        await some_seconds(on)
        shown = on.words()
        assert "Mended." in shown
        assert "saved with errors" not in shown


async def test_a_file_that_was_never_whole_is_shown_with_its_faults_until_it_is(
    riverside: Riverside, bench: Path
) -> None:
    save(bench, HALF)
    async with onscreen(riverside) as on:
        await on.press("f4")
        assert "! broken file" in on.text()
        await on.press("enter")
        assert isinstance(on.app.screen, BrokenScreen)
        assert "designs/bench.yaml:" in on.words()
        save(bench, BENCH)
        await some_seconds(on)
        assert "✓ The file can be read again" in on.words()
        await on.press("escape")
        assert "Work bench" in on.text()
        assert "broken" not in on.text()


async def test_files_come_and_go_without_a_key(riverside: Riverside, bench: Path) -> None:
    async with onscreen(riverside) as on:
        await on.press("f4")
        save(bench.with_name("stool.yaml"), BENCH.replace("Work bench", "Stool"))
        await some_seconds(on)
        assert "Stool" in on.text()
        remove(bench)
        await some_seconds(on)
        assert "Work bench" not in on.text()


async def test_nobody_looks_at_files_while_another_room_is_in_view(riverside: Riverside, bench: Path) -> None:
    async with onscreen(riverside) as on:
        await on.press("f4")  # read before the room is left: else the answer comes later on a busy machine
        await on.press("f1")
        save(bench, BENCH.replace("Work bench", "Garden bench"))
        await some_seconds(on)
        asked = on.app.worker.answered
        await some_seconds(on)
        assert on.app.worker.answered == asked
        await on.press("f4")
        await some_seconds(on)
        assert "Garden bench" in on.text()

"""Reading design files beside the desk: no scan waits for it, and what wanted the designs goes on once they are there."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from catalog.shelf import Shelf
from tests.riverside import Riverside
from tests.scenarios.makers import HEAD, write_designs
from tests.toollib.tui.onscreen import Onscreen, onscreen
from toollib.tui.seat import LookedAt

PATIENCE = 20.0
LOANS = [("T-0042", "M-0017")]


@dataclass
class Slow:
    """Reading that goes on only when the gate is open. `threads`: where it was done."""

    gate: threading.Event = field(default_factory=threading.Event)
    begun: threading.Event = field(default_factory=threading.Event)
    threads: list[str] = field(default_factory=list)
    broken: bool = False

    def read(self, at: LookedAt) -> Shelf:
        self.threads.append(threading.current_thread().name)
        self.begun.set()
        assert self.gate.wait(PATIENCE)
        if self.broken:
            raise ZeroDivisionError
        return Shelf(at.folders, cache_folder=None, before=at.shelf)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch, riverside: Riverside) -> Iterator[Slow]:
    write_designs(riverside)
    made = Slow()
    monkeypatch.setattr(LookedAt, "read", lambda at: made.read(at))  # noqa: PLW0108 - it is bound to a place
    yield made
    made.gate.set()


async def begun(on: Onscreen, slow: Slow) -> None:
    """Until the reading has begun, with everything else at rest."""
    while not slow.begun.is_set() or on.app.worker.pending:
        await on.pilot.pause(0.01)
    slow.begun.clear()


async def lent_meanwhile(on: Onscreen) -> None:
    """Card and tag at the desk; the loan is there although the designs are not."""
    await on.pilot.press("f1")
    on.burst("M-0017", "T-0042")
    while on.loans() != LOANS:
        assert on.app.designs.busy
        await on.pilot.pause(0.01)


def add(riverside: Riverside, name: str) -> Path:
    file = riverside.folder / "designs" / f"{name}.yaml"
    text = HEAD.format(name=name.capitalize(), id=name, status="done", tools="full")
    file.write_text(text + "tools: [jigsaw]\n")
    return file


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("f4", "Stool"),
        ("f4 ctrl+b", "Stool"),
        ("f4 ctrl+g", "How the designs hang together"),
        ("f4 ctrl+f", "Stool"),
        ("f4 ctrl+b ctrl+b", "Nothing is built here"),
    ],
)
async def test_no_scan_waits_while_the_designs_are_read(
    riverside: Riverside, slow: Slow, keys: str, told: str
) -> None:
    async with onscreen(riverside) as on:
        await on.pilot.press(*keys.split())
        await begun(on, slow)
        await lent_meanwhile(on)
        slow.gate.set()
        await on.settle()
        assert "desk" not in slow.threads
        await on.pilot.press("f4")
        await on.settle()
        assert told in on.text()


async def test_what_to_buy_waits_for_the_designs_and_the_desk_does_not(
    riverside: Riverside, slow: Slow
) -> None:
    async with onscreen(riverside) as on:
        await on.pilot.press("f4", "ctrl+b", "ctrl+u")
        await begun(on, slow)
        await lent_meanwhile(on)
        slow.gate.set()
        await on.settle()
        assert slow.threads == ["aside"]


async def test_the_bar_says_how_many_files_are_read(riverside: Riverside, slow: Slow) -> None:
    files = len(list((riverside.folder / "designs").glob("*.yaml")))
    async with onscreen(riverside) as on:
        await on.pilot.press("f4")
        await begun(on, slow)
        await on.pilot.pause()
        on.app.say_where()
        await on.pilot.pause()
        assert f"reading {files} design files …" in on.text()
        slow.gate.set()
        await on.settle()
        assert "reading" not in on.text()
        assert "Stool" in on.text()


async def test_files_saved_meanwhile_are_read_beside_the_desk_too(riverside: Riverside, slow: Slow) -> None:
    slow.gate.set()
    async with onscreen(riverside) as on:
        await on.press("f4")
        await on.settle()
        slow.gate.clear()
        slow.begun.clear()
        add(riverside, "newcomer")
        on.app.designs.look(lambda _: on.app.changed())
        await begun(on, slow)
        assert "Stool" in on.text()  # what was known stays in view
        await lent_meanwhile(on)
        slow.gate.set()
        await on.settle()
        await on.press("f4")
        assert "Newcomer" in on.text()
        assert set(slow.threads) == {"aside"}


async def test_where_nothing_has_changed_nothing_is_read(riverside: Riverside, slow: Slow) -> None:
    slow.gate.set()
    heard: list[Shelf] = []
    async with onscreen(riverside) as on:
        await on.press("f4")
        on.app.designs.look(heard.append)
        await on.settle()
        assert (len(slow.threads), heard) == (1, [])


async def test_looking_again_while_they_are_read_is_done_after(riverside: Riverside, slow: Slow) -> None:
    async with onscreen(riverside) as on:
        await on.pilot.press("f4")
        await begun(on, slow)
        await on.pilot.press("ctrl+r")
        add(riverside, "newcomer")
        slow.gate.set()
        await on.settle()
        assert len(slow.threads) == 2
        assert "Newcomer" in on.text()
        count = len(list((riverside.folder / "designs").glob("*.yaml")))
        assert f"{count} designs" in on.text()


async def test_reading_that_breaks_is_told_and_tried_again(riverside: Riverside, slow: Slow) -> None:
    slow.broken = True
    slow.gate.set()
    async with onscreen(riverside) as on:
        await on.press("f4")
        await on.settle()
        assert "This broke, a defect of the program" in on.words()
        tried = len(slow.threads)
        on.app.designs.look(lambda _: None)  # as every few seconds
        await on.settle()
        assert len(slow.threads) == tried
        slow.broken = False
        await on.press("escape", "ctrl+r")
        assert "Stool" in on.text()
        assert not on.app.designs.busy

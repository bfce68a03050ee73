"""Pictures of each screen: look at the SVG before updating one (`pytest --snapshot-update`)."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.riverside import Riverside
from tests.toollib.tui.onscreen import Onscreen
from toollib.tui.app import ToollibApp

pytestmark = pytest.mark.snapshot

Compare = Callable[..., bool]
Before = Callable[[Pilot[Any]], Awaitable[None]]


@pytest.fixture
def lively(riverside: Riverside) -> Riverside:
    """Riverside with something due, something owed, something noted."""
    from toollib.desk.people import MemberEdit

    riverside.desk.checkout("M-0017", ["T-0107"])
    riverside.cora.charge("M-0017", "3.00", "drill bit")
    riverside.cora.member_edit("M-0017", MemberEdit(note="call before 10", inducted=("welding",)))
    riverside.desk.checkout("M-0021", ["T-0043"])
    riverside.desk.hold("M-0030", "jigsaw")
    riverside.desk.reserve("M-0030", "tile-cutter", first=date(2026, 12, 9), last=date(2026, 12, 12))
    riverside.cora.tool_repair("T-0090", "a rung is loose")
    riverside.at("2026-12-05 10:02")
    riverside.only_designs({})
    return riverside


@pytest.fixture
def app(lively: Riverside) -> Iterator[ToollibApp]:
    """The screens upon it."""
    made = ToollibApp(lively.folder, clock=lively.clock, who="Vera")
    yield made
    made.close_desk()


def steps(app: ToollibApp, riverside: Riverside, *doings: str) -> Before:
    """Scans ("=CODE") and keys, each with what came of it."""

    async def before(pilot: Pilot[Any]) -> None:
        on = Onscreen(app, pilot, riverside)
        while app.about is None:
            await pilot.pause(0.01)
        await on.settle()
        for each in doings:
            await (on.scan(each[1:]) if each.startswith("=") else on.press(each))
        await pilot.pause(0.1)
        await on.settle()

    return before


def to_verb(number: int) -> tuple[str, ...]:
    """The keys to a verb behind F12, counted from the top."""
    return ("f12", *["down"] * number, "enter")


def up_to_verb(number: int) -> tuple[str, ...]:
    """The same, counted from the bottom."""
    return ("f12", *["up"] * number, "enter")


STORIES: dict[str, tuple[str, ...]] = {
    "desk-empty": (),
    "desk-card": ("=M-0017", "=T-0042"),
    "desk-refusal": ("=M-0021", "=T-0070"),
    "desk-candidates": ("=sander",),
    "desk-payment": ("=M-0017", "f7"),
    "desk-help": ("?",),
    "palette": ("f2", "ctrl+p", "down"),
    "new-member": ("ctrl+n",),
    "tools": ("f2",),
    "tool": ("f2", "=T-0107"),
    "members": ("f3",),
    "member": ("f3", "=M-0017"),
    "designs-none": ("f4",),
    "desk-promises": ("=M-0030",),
    "desk-reserved": ("=M-0017", "=T-0060"),
    "desk-kit-back": ("=M-0017", "=T-0107"),
    "calendar": ("f5",),
    "more": ("f3", "=M-0017", "f12", "down"),
    "member-erase": ("f3", "=M-0017", *to_verb(4), *"erase"),
    "member-erase-refused": ("f3", "=M-0017", *to_verb(4), *"erase", "ctrl+s"),
    "member-merge": ("f3", "=M-0017", *to_verb(2), "=M-0021"),
    "member-void": ("f3", "=M-0017", *to_verb(1)),
    "recall-told": ("f2", "=T-0043", "ctrl+k", *"bent", "enter", "right", "ctrl+s"),
    "terms": ("=M-0017", *up_to_verb(6), "=T-0107"),
    "close-day": (*up_to_verb(4), "enter", *"snow", "enter"),
    "train-group": (*up_to_verb(5), "enter", "=M-0017", "=M-0021"),
}
AS_CORA = {"recall-told", "member-erase-refused"}


@pytest.mark.parametrize("story", STORIES)
def test_as_pictured(snap_compare: Compare, app: ToollibApp, lively: Riverside, story: str) -> None:
    if story in AS_CORA:
        app._who = "Cora Lind"
    assert snap_compare(app, terminal_size=(80, 24), run_before=steps(app, lively, *STORIES[story]))


def test_wide(snap_compare: Compare, app: ToollibApp, lively: Riverside) -> None:
    assert snap_compare(app, terminal_size=(160, 40), run_before=steps(app, lively, "f3"))


def test_wrong_settings(
    snap_compare: Compare, app: ToollibApp, lively: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toollib.library._LOOK_EVERY", 0.0)
    rules = lively.folder / "library.yaml"
    good = rules.read_text()

    async def before(pilot: Pilot[Any]) -> None:
        await steps(app, lively, "=M-0017")(pilot)
        rules.write_text(good.replace("renewals:", "renewels:").replace("undo: {minutes: 240}", "undo: soon"))
        await steps(app, lively, "=T-0050")(pilot)

    assert snap_compare(app, terminal_size=(80, 24), run_before=before)


def test_light(snap_compare: Compare, app: ToollibApp, lively: Riverside) -> None:
    app.theme = "textual-light"
    assert snap_compare(app, terminal_size=(80, 24), run_before=steps(app, lively, "=M-0017", "=T-0042"))


def test_too_small(snap_compare: Compare, app: ToollibApp, lively: Riverside) -> None:
    assert snap_compare(app, terminal_size=(60, 20), run_before=steps(app, lively))

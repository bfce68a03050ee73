"""Names that people might type to break a screen, through every screen and form."""

import json

import pytest
from rich.cells import cell_len

from tests.riverside import Riverside
from tests.scenarios.makers import HEAD, write_designs
from tests.toollib.tui.hostile import FORBIDDEN, NAMES
from tests.toollib.tui.onscreen import Onscreen, onscreen
from toollib.desk.people import MemberEdit
from toollib.desk.things import ToolEdit
from toollib.rules.reasons import Refused
from toollib.workshop.builds import Tick


def fill(riverside: Riverside) -> None:
    """Members and tools of every such name; whatever the desk refuses is not there to be shown."""
    for number, name in enumerate(each for each in NAMES if "\ud800" not in each):
        edit = MemberEdit(
            name=name, phone=name, note=name, cards=(f"M-{9000 + number}",), waiver=True, identity=True
        )
        tool = ToolEdit(name=name, kind="jigsaw", tag=f"T-{9000 + number}", place=name, note=name)
        try:
            riverside.cora.member_add(edit, fee="cash")
            riverside.cora.tool_add(tool)
        except Refused:
            continue
        riverside.cora.checkout(f"M-{9000 + number}", [f"T-{9000 + number}"])


def is_whole(on: Onscreen) -> None:
    """The frame stands and nothing of it obeys."""
    rows = on.text().split("\n")
    width, height = on.app.size
    assert len(rows) == height
    assert all(cell_len(row) == width for row in rows)
    assert not FORBIDDEN & set("".join(rows))


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_every_screen_shows_hostile_names_and_lives(
    riverside: Riverside, size: tuple[int, int]
) -> None:
    fill(riverside)
    async with onscreen(riverside, size=size, who="Cora Lind") as on:
        for number in range(len(NAMES) - 1):
            await on.scan(f"M-{9000 + number}")
            is_whole(on)
        on.wait(3600)
        await on.scan("T-9001", "T-9005", "T-9015")
        is_whole(on)
        await on.press("f2")
        is_whole(on)
        await on.scan("T-9002")
        is_whole(on)
        await on.press("ctrl+e")
        is_whole(on)
        await on.press("escape", "f3")
        is_whole(on)
        await on.scan("M-9005")
        is_whole(on)
        await on.press("ctrl+e")
        is_whole(on)
        await on.press("escape", "f5")
        is_whole(on)
        await on.press("right", "f1")
        assert "[red]Bob[/red]" in "".join(each.text for each in on.app.feed) or on.app.is_running


async def test_hostile_text_in_every_line_that_takes_text(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        for name in NAMES:
            on.wait(3)
            await on.scan(name.replace("\n", " "))
            is_whole(on)
        for room in ("f2", "f3", "f4", "f5"):
            await on.press(room)
            for name in NAMES[:10]:
                await on.type(name[:20])
                await on.pilot.pause(0.1)
                is_whole(on)
                await on.press("escape")


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_hostile_designs_builders_and_builds(riverside: Riverside, size: tuple[int, int]) -> None:
    fill(riverside)
    write_designs(riverside)
    for number, name in enumerate(each for each in NAMES if each.strip() and "\ud800" not in each):
        head = HEAD.format(name="NAME", id=f"h{number}", status="done", tools="full").replace(
            "name: NAME", f"name: {json.dumps(name)}"
        )
        steps = f"tools: [jigsaw, {{any: [{{outside: {json.dumps(name)}}}]}}]\nsteps: [{{do: {json.dumps(name)}}}]\n"
        (riverside.folder / "designs" / f"h{number}.yaml").write_text(head + steps)
    builds, workshop = riverside.library().builds, riverside.library().workshop
    hostile = [card for card in workshop.shelf if card.id.startswith("h")]
    assert len(hostile) > 5, "most of them can be read"
    for card in hostile:
        if card.row["steps"]:
            try:
                build = builds.start(card.id, ["M-9001", "M-9005"])
            except Refused:
                continue
            builds.step("1", Tick(build.id, "M-9005"))
    async with onscreen(riverside, size=size) as on:
        await on.press("f4", "ctrl+b")
        is_whole(on)
        for _ in range(3):
            await on.press("down", "ctrl+y")
            is_whole(on)
            await on.press("escape", "f9")
            is_whole(on)
            await on.press("escape")
        await on.press("ctrl+b")
        is_whole(on)
        for _ in range(4):
            await on.press("down", "enter")
            is_whole(on)
            await on.press("ctrl+f")
            is_whole(on)
            await on.press("escape", "escape")
        assert on.app.is_running

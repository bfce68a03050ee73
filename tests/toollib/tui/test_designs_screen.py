"""The designs on the screen: narrowed by words and facets, one design's page, its file in an editor."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.riverside import Riverside
from tests.toollib.tui.onscreen import Onscreen, onscreen
from toollib.tui.app import ToollibApp
from toollib.tui.screens.design_facets import FacetScreen, FacetValue, Picks
from toollib.tui.screens.design_graph import GraphScreen
from toollib.tui.screens.design_page import DesignScreen

HEAD = """\
format: 1
name: {name}
summary: A made-up thing.
category: {category}
license: {{hardware: {license}}}
credit: {{author: A. Maker, source: https://example.org/{name}{more}}}
readiness: {{status: {status}, claims: [{{status: rumoured, as-of: 2010-07}}]}}
"""
BENCH = HEAD.format(name="Bench", category="furniture", license="CERN-OHL-S-2.0", status="done", more="") + (
    "tools: [jigsaw, {tool: claw-hammer, for: nails}]\nmakes-tool: bench-vise\npeople: 2\n"
    "parts: [{part: Plank, qty: 2 m, cost: 3 EUR, or: [Board]}, {part: Nail, qty: unknown, use: consumable}]\n"
    "steps: [{do: Saw it, hours: {low: 1, high: 2.5}, tools: [jigsaw], safety: Mind your fingers}]\nsafety: Splinters.\n"
    "facts: [{what: mass, value: about 20 kg}]\nunknown: [load]\n"
)
DESIGNS = {
    "bench": BENCH,
    "frame": HEAD.format(name="Frame", category="industry", license="MIT", status="prototype", more="")
    + "tools: [angle-grinder, bench-vise]\n",
    "fork": HEAD.format(
        name="Fork",
        category="industry",
        license="CC-BY-NC-4.0",
        status="design",
        more=", from: [{title: Bench, source: https://example.org/Bench, license: CERN-OHL-S-2.0}]",
    ),
    "torn": BENCH.replace("license:", "licence:").replace("Bench", "Torn"),
}


@pytest.fixture
def folder(riverside: Riverside) -> Path:
    return riverside.only_designs(DESIGNS)


async def typed(on: Onscreen, text: str) -> None:
    await on.type(text)
    await on.pilot.pause(0.1)
    await on.settle()


@pytest.mark.usefixtures("folder")
async def test_words_and_facets_narrow_the_list(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f4")
        assert "1 of 4" in on.text()
        await typed(on, "plank")
        assert "1 of 1" in on.text()
        await on.press("escape")
        await typed(on, "status:prototype")
        assert "Frame" in on.text()
        assert "1 of 1" in on.text()
        await on.press("escape")
        await typed(on, "frmae")
        assert "frame?" in on.text()
        assert "Frame" in on.text()
        await on.press("escape")
        await typed(on, "torn")
        assert "! broken file" in on.text()


@pytest.mark.usefixtures("folder")
async def test_facets_are_chosen_by_keys_and_let_go(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f4", "ctrl+f")
        assert isinstance(on.app.screen, FacetScreen)
        assert "Narrow the list of designs" in on.text()
        await on.type("needs jig")
        await on.press("enter")
        line = on.app.screen.query_one("#filter", Input)
        assert line.value == "needs:jigsaw"
        assert "1 of 1" in on.text()
        await on.press("ctrl+f")
        assert "✓ needs" in on.text()
        assert "prototype" not in on.text().split("Narrow")[1]
        await on.type("needs jig")
        await on.press("enter")
        assert line.value == ""
        assert "1 of 4" in on.text()
        await on.press("ctrl+f", "escape")
        assert line.value == ""


@pytest.mark.usefixtures("folder")
async def test_facets_are_chosen_by_the_mouse_too(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f4", "ctrl+f")
        await on.type("status")
        await on.pilot.click(Picks, offset=(20, 1))
        await on.settle()
        assert "status:" in on.app.screen.query_one("#filter", Input).value
        await on.press("ctrl+f")
        await on.type("no such thing")
        assert "Nothing is called so." in on.text()
        await on.press("enter", "down", "pagedown", "enter")
        assert isinstance(on.app.screen, FacetScreen)


@pytest.mark.usefixtures("folder")
async def test_a_page_tells_all_that_a_maker_asks(riverside: Riverside) -> None:
    async with onscreen(riverside, size=(200, 100)) as on:
        await on.press("f4")
        await on.scan("bench")
        on.tells(
            "Bench · bench",
            "✓ Every tool is free today",
            "People 2",
            "say rumoured (2010-07)",
            "✓ jigsaw: T-0043 1 of 1 free",
            "claw-hammer for nails",
            "2 m Plank or Board 3 EUR",
            "? (how many is unknown) Nail (used up)",
            "Known costs: 6.00 EUR; of 1 of 2 parts the cost is unknown",
            "Saw it 1 to 2.5 h with jigsaw ! Mind your fingers",
            "! Splinters.",
            "mass: about 20 kg",
            "“Bench” by A. Maker, https://example.org/Bench",
            "✓ The licenses go together",
            "forks fork",
            "opens its tool is used by frame",
            "designs/bench.yaml",
            "there lack:",
            "Known to be unknown: load",
        )
        await on.press("escape", "escape")
        await on.scan("fork")
        shown = on.words()
        assert "made from bench" in shown
        assert "✗" in shown.split("Credits and license")[1]


CHAIN = {
    "stand": HEAD.format(name="Stand", category="industry", license="MIT", status="done", more="")
    + "parts: [{part: Frame, qty: 1, make: frame}]\n",
    "mill": HEAD.format(name="Mill", category="industry", license="MIT", status="done", more="").replace(
        "Mill", "Mill [b]", 1
    )
    + "runs-on: [{any: [bench-vise, {outside: the river}]}]\nparts: [{part: Stand, qty: 1, make: stand}]\n",
}


async def test_a_page_shows_what_hangs_together_a_step_further_with_each_key(
    riverside: Riverside, folder: Path
) -> None:
    for name, text in CHAIN.items():
        (folder / f"{name}.yaml").write_text(text)
    async with onscreen(riverside, size=(100, 60)) as on:
        await on.press("f4")
        await on.scan("frame")
        await on.press("ctrl+g")
        assert isinstance(on.app.screen, GraphScreen)
        shown = on.words()
        assert "Frame, one step around it" in shown
        assert "made with bench, angle-grinder" in shown
        assert "part of stand" in shown
        assert "mill" not in shown
        assert "ctrl+g further" in shown
        await on.press("ctrl+g")
        shown = on.words()
        assert "Frame, 2 steps around it Frame · frame" in shown  # what it is about comes first
        assert "Mill [b] · mill" in shown
        assert "made of stand" in shown
        await on.press("ctrl+g", "ctrl+g", "ctrl+g", "ctrl+g")  # there is no more than that
        assert isinstance(on.app.screen, GraphScreen)
        assert not on.app.screen.check_action("further", ())
        (folder / "stand.yaml").write_text(CHAIN["stand"].replace("make: frame", "make: bench"))
        for _ in range(2):
            on.app.screen.second_passed()
        await on.settle()
        await on.settle()
        assert "made of frame" not in on.words()
        await on.press("escape")
        assert "ctrl+e edit" in on.words()


async def test_the_list_shows_how_all_hang_together(riverside: Riverside, folder: Path) -> None:
    (folder / "bench.yaml").write_text(BENCH.replace("[jigsaw", "[bench-vise, jigsaw"))
    async with onscreen(riverside) as on:
        await on.press("f4", "ctrl+g")
        shown = on.words()
        assert "How the designs hang together" in shown
        assert "Frame · frame made with bench" in shown
        assert "angle-grinder" not in shown
        assert "! goes round, made: bench → bench" in shown
        await on.pilot.resize_terminal(120, 40)
        await on.settle()
        assert "How the designs hang together" in on.words()
        await on.press("escape")
        assert "1 of 4" in on.text()


@pytest.mark.usefixtures("folder")
async def test_a_design_that_nothing_hangs_on_says_so(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f4")
        await on.scan("fork")
        await on.press("ctrl+g")
        assert "It needs nothing that is known, and nothing needs it." in on.words()


@pytest.fixture
def editor(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """An editor that notes what it was asked, in a terminal that can be given away."""
    asked: list[list[str]] = []

    def edit(command: list[str]) -> str | None:
        asked.append(command)
        path = Path(command[-1])
        path.write_text(DESIGNS["bench"].replace("A made-up thing.", "Written just now."))
        return None

    @contextmanager
    def suspend(_app: ToollibApp) -> Iterator[None]:
        yield

    monkeypatch.setattr("toollib.tui.screens.design_page.edit", edit)
    monkeypatch.setattr(ToollibApp, "suspend", suspend)
    monkeypatch.setenv("VISUAL", "vi")
    return asked


async def test_the_editor_opens_at_the_fault_and_what_was_saved_is_shown(
    riverside: Riverside, folder: Path, editor: list[list[str]]
) -> None:
    async with onscreen(riverside) as on:
        await on.press("f4")
        await typed(on, "torn")
        await on.press("enter")
        assert "cannot be read as a design" in on.words()
        await on.press("ctrl+e")
        assert editor == [["vi", "+5", str(folder / "torn.yaml")]]
        assert "✓ The file can be read again" in on.words()
        await on.press("escape", "escape")
        await on.scan("bench")
        await on.press("ctrl+e")
        await on.settle()
        assert editor[-1] == ["vi", "+1", str(folder / "bench.yaml")]
        assert "Written just now." in on.text()


async def test_shipped_designs_stay_as_they_are(riverside: Riverside, editor: list[list[str]]) -> None:
    async with onscreen(riverside) as on:
        await on.press("f4")
        await on.scan("ceb-press")
        assert isinstance(on.app.screen, DesignScreen)
        await on.press("ctrl+e")
        assert "comes with the program and stays as it is" in on.words()
        assert "toollib design fork" in on.words()
        assert editor == []


@pytest.mark.usefixtures("folder")
async def test_where_no_editor_can_be_opened_the_place_is_told(
    riverside: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with onscreen(riverside) as on:
        await on.press("f4")
        await on.scan("bench")
        await on.press("ctrl+e")  # this terminal is none
        assert "designs/bench.yaml, line 1" in on.words()
        await on.press("escape")
        monkeypatch.setattr("toollib.tui.screens.design_page.editor_command", lambda *_: None)
        await on.press("ctrl+e")
        assert "set VISUAL or EDITOR" in on.words()


def test_a_value_with_blanks_is_one_word_in_the_filter() -> None:
    value = FacetValue("license", "MIT OR Apache-2.0", 1, chosen=False)
    assert value.token.split() == ["license:MIT-OR-Apache-2.0"]

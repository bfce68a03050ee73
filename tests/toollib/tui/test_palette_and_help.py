"""Palette and help: what is typed there finds verbs and keys, what is scanned there goes where it would have gone."""

import pytest

from tests.riverside import Riverside
from tests.toollib.tui.onscreen import onscreen
from toollib.tui.screens.desk import DeskScreen
from toollib.tui.screens.form import Field, Form, FormScreen

ADA, GRINDER = "M-0017", "T-0042"
FORM = Form(
    "x", "A form", (Field("a", "A"), Field("b", "B", takes="member")), lambda *_: None, lambda _: None
)


@pytest.mark.parametrize("over", ["?", "ctrl+p"])
@pytest.mark.parametrize("room", ["f1", "f2", "f4", "f6"])
async def test_a_scan_into_help_or_palette_goes_to_the_desk(
    riverside: Riverside, over: str, room: str
) -> None:
    async with onscreen(riverside) as on:
        await on.press(room, over)
        await on.type("re")
        await on.scan(ADA, GRINDER)
        assert isinstance(on.app.screen, DeskScreen)
        assert on.loans() == [(GRINDER, ADA)]


async def test_enter_in_the_palette_does_what_the_whole_line_finds(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f2", "ctrl+p")
        before = on.text()
        on.burst("calendar", "")
        await on.settle()
        assert "[Calendar F5]" in on.text()
        await on.press("f2", "ctrl+p")
        for code in ("M-9999", "4006381333931", "zzz"):
            await on.scan(code)
            assert "No verb of where you are is called that." in on.text()
            await on.press("ctrl+u")
        assert on.text() == before, "nothing was done"
        await on.press("escape")
        assert "[Tools F2]" in on.text()


async def test_what_is_typed_behind_a_verb_of_the_palette_is_for_what_it_brings(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f3", "ctrl+p")
        on.burst("new", "Zoe Lark")
        await on.settle()
        assert isinstance(on.app.screen, FormScreen)
        assert on.app.screen.values()["name"] == "Zoe Lark"


async def test_the_palette_is_chosen_from_by_arrows_and_mouse(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("ctrl+p", "down", "up", "end", "home", "?")
        await on.type("calendar")
        assert "▸ Calendar (F5)" in on.text()
        await on.pilot.click("#palette-verbs", offset=(3, 0))
        await on.settle()
        assert "[Calendar F5]" in on.text()


async def test_help_of_a_form_from_within_a_text(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        form = FormScreen(FORM)
        on.app.push_screen(form)
        await on.settle()
        assert "F1 help" in on.text()
        await on.type("why?")
        await on.press("f1")
        assert "Space ticks, left and right choose" in on.words()
        await on.press("escape")
        assert form.values() == {"a": "why?", "b": ""}
        await on.press("f1")
        await on.scan(ADA)
        assert form.values() == {"a": "why?", "b": ADA}, "a scan into the help of a form is for the form"

"""What is typed before the screen is there for which it is meant: it goes there, in order, and nothing is lost."""

import threading

import pytest
from textual.events import Key
from textual.widgets import Input

from tests.riverside import Riverside
from tests.toollib.tui.onscreen import Onscreen, onscreen
from toollib.rules.reasons import refuse
from toollib.tui.screens.desk import DeskScreen
from toollib.tui.screens.form import Field, Form, FormScreen, Values
from toollib.tui.seat import Seat

TWO = (Field("a", "A"), Field("b", "B"))


class Slow:
    """A form whose verb waits until it is let go."""

    def __init__(self, *, refused: bool = False) -> None:
        self.gate = threading.Event()
        self.saved: list[Values] = []
        self._refused = refused

    def form(self, *fields: Field) -> Form:
        return Form("x", "A form", fields, self._verb, lambda _: None)

    def _verb(self, _: Seat, values: Values) -> None:
        self.gate.wait(20)
        self.saved.append(values)
        if self._refused:
            raise refuse("amount-wrong", "no amount")


async def saving(on: Onscreen, slow: Slow, *fields: Field) -> None:
    on.app.push_screen(FormScreen(slow.form(*fields)))
    await on.settle()
    await on.pilot.press("ctrl+s")
    await on.pilot.pause()


@pytest.mark.parametrize("fields", [TWO[:1], TWO])
async def test_a_scan_made_while_a_form_is_saved_goes_to_the_desk(
    riverside: Riverside, fields: tuple[Field, ...]
) -> None:
    slow = Slow()
    async with onscreen(riverside) as on:
        await saving(on, slow, *fields)
        on.burst("M-0017", "T-0042")
        await on.pilot.pause(0.05)
        slow.gate.set()
        await on.settle()
        await on.settle()
        assert [set(each.values()) for each in slow.saved] == [{""}]
        assert on.loans() == [("T-0042", "M-0017")]


async def test_a_burst_that_saves_a_form_goes_on_at_the_desk(riverside: Riverside) -> None:
    slow = Slow()
    slow.gate.set()
    async with onscreen(riverside) as on:
        on.app.push_screen(FormScreen(slow.form(*TWO)))
        await on.settle()
        on.burst("one", "two", "M-0017", "T-0042")
        await on.settle()
        await on.settle()
        assert slow.saved == [{"a": "one", "b": "two"}]
        assert on.loans() == [("T-0042", "M-0017")]


async def test_a_scan_made_before_a_refusal_is_told_and_stays_out_of_the_fields(riverside: Riverside) -> None:
    slow = Slow(refused=True)
    async with onscreen(riverside) as on:
        await saving(on, slow, *TWO)
        on.burst("M-0017")
        await on.pilot.pause(0.05)
        slow.gate.set()
        await on.settle()
        assert "“M-0017” came meanwhile and was not taken" in on.words()
        await on.press("ctrl+s")
        assert slow.saved == [{"a": "", "b": ""}] * 2


async def test_esc_while_a_form_is_saved_brings_what_was_scanned_to_the_desk(riverside: Riverside) -> None:
    slow = Slow()
    async with onscreen(riverside) as on:
        await saving(on, slow, *TWO)
        on.burst("M-0017", "T-0042")
        await on.pilot.press("escape")
        slow.gate.set()
        await on.settle()
        await on.settle()
        assert on.loans() == [("T-0042", "M-0017")]


KEYS = (
    "enter",
    "escape",
    "down",
    "tab",
    "backspace",
    "left",
    "end",
    *(f"f{number}" for number in range(1, 13)),
)


def at_once(on: Onscreen, *keys: str) -> None:
    """Keys that all lie in the queue before the first is looked at: words letter by letter, others by their names."""
    for key in keys:
        if key in KEYS or key.startswith("ctrl+"):
            on.app.post_message(Key(key, "\r" if key == "enter" else None))
        else:
            for letter in key:
                on.app.post_message(Key("space" if letter == " " else letter, letter))


@pytest.mark.parametrize("room", ["f2", "f3", "f4"])
async def test_what_is_typed_behind_a_tab_narrows_its_list(riverside: Riverside, room: str) -> None:
    async with onscreen(riverside) as on:
        at_once(on, room, "a saw")
        await on.settle()
        assert on.app.screen.query_one("#filter", Input).value == "a saw"
        at_once(on, "f1", "M-0017", "enter", room)
        await on.settle()
        assert on.app.screen.query_one("#filter", Input).value == "a saw", "as it was left"
        await on.press("f1")
        assert "Ada Osei · M-0017" in on.text()


async def test_a_scan_behind_the_tab_of_the_desk_is_lent_there(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f2")
        at_once(on, "jig", "f1", "M-0017", "enter", "T-0042", "enter", "f3", "ben")
        await on.settle()
        assert on.app.screen.query_one("#filter", Input).value == "ben"
        assert on.loans() == [("T-0042", "M-0017")]
        await on.press("f2")
        assert on.app.screen.query_one("#filter", Input).value == "jig"


async def test_what_is_typed_behind_a_verb_of_the_menu_is_in_its_form(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f6")
        desk = next(each for each in on.app._standing_rooms() if isinstance(each, DeskScreen))
        place = [each.words for each in desk.verbs()].index("Close a day")
        at_once(on, "f1", "f12", *["down"] * (place + 1), "enter", "2026-12-02")
        await on.settle()
        form = on.app.screen
        assert isinstance(form, FormScreen), on.text()
        assert form.values()[form.form.fields[0].name].endswith("2026-12-02")


async def test_esc_and_what_is_typed_behind_it_keep_their_order(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        at_once(on, "f2", "drill", "escape", "jigsaw")
        await on.settle()
        assert on.app.screen.query_one("#filter", Input).value == "jigsaw"


@pytest.mark.parametrize("room", ["f1", "f2", "f4"])
async def test_what_edits_a_line_never_overtakes_its_letters(riverside: Riverside, room: str) -> None:
    line = "#scan" if room == "f1" else "#filter"
    async with onscreen(riverside) as on:
        await on.press(room)
        at_once(on, "powexy", "backspace", "backspace", "rcube", *["left"] * 4, " ")
        await on.settle()
        assert on.app.screen.query_one(line, Input).value == "power cube"
        at_once(on, "end", "x", "ctrl+u", "jigsaw")
        await on.settle()
        assert on.app.screen.query_one(line, Input).value == "jigsaw"


async def test_letters_behind_a_tab_are_for_the_next_field(riverside: Riverside) -> None:
    slow = Slow()
    slow.gate.set()
    async with onscreen(riverside) as on:
        on.app.push_screen(FormScreen(slow.form(*TWO)))
        await on.settle()
        at_once(on, "one", "tab", "two", "ctrl+s")
        await on.settle()
        assert slow.saved == [{"a": "one", "b": "two"}]

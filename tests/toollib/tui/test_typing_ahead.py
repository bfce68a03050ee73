"""A scan that is made while a form is being saved: it is for the desk, never for the form, and never lost."""

import threading

import pytest

from tests.riverside import Riverside
from tests.toollib.tui.onscreen import Onscreen, onscreen
from toollib.rules.reasons import refuse
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

"""A code scanned into the line of something that lies over a screen: it goes where it would have gone without that."""

from __future__ import annotations

from typing import Any

from textual import on
from textual.screen import ModalScreen, Screen

from toollib.tui.house import house_of
from toollib.tui.screens.form_scans import code_of
from toollib.tui.widgets.field_holder import FieldHolder
from toollib.tui.widgets.filter_line import FilterLine


class StrayCodes(ModalScreen[None]):
    """Lies over a screen, with a `FilterLine` that is patient. Its Enter is looked up before anything is done with it."""

    def __init__(self, below: Screen[Any]) -> None:
        super().__init__()
        self._below = below

    def entered(self) -> None:
        """Enter was pressed, and no code was scanned."""

    @on(FilterLine.Entered)
    def _look_up(self, event: FilterLine.Entered) -> None:
        house, line = house_of(self), self.query_one(FilterLine)
        asked = [each for each in (line.value.strip(), event.burst) if each]
        house.ask(
            lambda seat: next((each for each in asked if code_of(seat, each) is not None), None),
            self._answered,
            lambda _: house.let_go_after(line),
            self._broke,
        )

    def _answered(self, code: str | None) -> None:
        below, house, line = self._below, house_of(self), self.query_one(FilterLine)
        if code is None:
            self.entered()
            house.let_go_after(line)
            return
        self.dismiss()
        if isinstance(below, FieldHolder) and (field := below.focused) is not None:
            below.scanned(field, code, str(getattr(field, "value", "")))
        else:
            house.scan_at_desk(code)
            house.let_go_after(line)

    def _broke(self, error: Exception) -> None:
        house_of(self).tell_broken(error)
        house_of(self).let_go_after(self.query_one(FilterLine))

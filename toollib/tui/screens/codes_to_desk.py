"""A list in which no row has a code: a card or a tag scanned into its filter was meant for the desk, and goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from toollib.rules.reasons import Refused
from toollib.tui.screens.form import no_scan
from toollib.tui.screens.listing import ListRoom

if TYPE_CHECKING:
    from toollib.tui.seat import Seat

R = TypeVar("R")


class CodesToDesk(ListRoom[R]):
    """Enter opens the marked row, unless a code was scanned."""

    def action_choose(self) -> None:
        """Ask first whether what stands in the filter is a code; nobody types one to find a row here."""
        text = self._line.value.strip()
        if not text:
            super().action_choose()
            return
        self.house.ask(lambda seat: _is_code(seat, text), lambda code: self._go_on(text, code=code))

    def _go_on(self, text: str, *, code: bool) -> None:
        if not code:
            super().action_choose()
            return
        if self._line.value.strip() == text:
            self._line.value = ""
            self.apply()
        self.house.scan_at_desk(text)


def _is_code(seat: Seat, text: str) -> bool:
    try:
        no_scan(seat, text, "a row")
    except Refused:
        return True
    return False

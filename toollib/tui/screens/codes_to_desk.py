"""A list in which no row has a code: a card or a tag scanned into its filter was meant for the desk, and goes there."""

from __future__ import annotations

from typing import TypeVar

from toollib.tui.screens.listing import ListRoom

R = TypeVar("R")


class CodesToDesk(ListRoom[R]):
    """Enter opens the marked row, unless a code was scanned."""

    def take_code(self, code: str) -> None:
        """To the desk with it; nobody types one to find a row here."""
        self.to_desk(code)

"""From what somebody last looked ahead: kept while the program runs, so that Esc and another look begin where one was."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ahead:
    """How many kinds to buy `together` for what `budget` (minor units; None: any), and the kinds that one starts to build from.

    `have` is None for what the library has.
    """

    together: int = 1
    budget: int | None = None
    have: tuple[str, ...] | None = None

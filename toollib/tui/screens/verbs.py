"""Verbs that are asked for by name: from the list behind F12, from the palette, from the help."""

from __future__ import annotations

from typing import NamedTuple


class Verb(NamedTuple):
    """What it is called, what it does in a sentence, and the action of the screen that does it."""

    words: str
    tip: str
    action: str

"""How long texts of people may be, so that one slip of a scanner or a paste makes no list unreadable."""

from collections.abc import Iterator

from catalog.text import quote
from toollib.rules.reasons import Reason, reason

# The most letters of each.
CODE = 100
KIND = 60
NAME = 1_000
WHY = 1_000
NOTE = 10_000


def too_long(what: str, text: str | None, most: int) -> Iterator[Reason]:
    """The reason against keeping a text that has more letters than `most`; `what` it is, told to people."""
    if text is not None and len(text) > most:
        cut = quote(text, limit=20)
        yield reason("amount-wrong", f"{what} {cut} has {len(text)} letters; the most is {most}")

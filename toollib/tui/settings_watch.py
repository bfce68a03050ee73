"""library.yaml while the screens are open: a wrong rule is told with its place, and holds nobody up.

The desk goes by the last good settings until the file is right again, and by the new ones from the next action on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toollib.tui.seat import About

if TYPE_CHECKING:
    from toollib.rules.reasons import Refused
    from toollib.tui.seat import Seat


@dataclass(frozen=True, slots=True)
class News:
    """What a look at library.yaml found. `about`: what the screens must know by new settings; None: all is as before."""

    wrong: Refused | None
    about: About | None

    def words(self, folder: Path) -> str:
        """The news in a sentence, for the feed."""
        if self.wrong is not None:
            first, more = next(places_of(self.wrong, folder)), len(self.wrong.reasons) - 1
            others = f" (and {more} more)" if more else ""
            return f"{first}{others}; the desk goes by what library.yaml said before"
        return (
            "library.yaml was changed: the desk goes by it" if self.about else "library.yaml is right again"
        )


def places_of(wrong: Refused, folder: Path) -> Iterator[str]:
    """What is wrong, a line each, its place first; the folder of the library is known at the desk."""
    from toollib.tui.widgets.verdict import told

    return (each.replace(f"{folder}/", "") for each in told(wrong.reasons, wrong.hint))


class SettingsWatch:
    """Looks at library.yaml in the desk's thread; `tell` hears, in that thread too, when something is new."""

    def __init__(self, tell: Callable[[News], None]) -> None:
        self._tell = tell
        self._wrong: Refused | None = None

    def look(self, seat: Seat) -> None:
        """Look, once a second at most however often it is asked for."""
        found = seat.library.reload_settings()
        if not found.changed and found.wrong is self._wrong:
            return
        self._wrong = found.wrong
        self._tell(News(found.wrong, About.of(seat) if found.changed else None))

"""How a look colours text in the theme of the moment.

Not by Textual's component classes: each costs every widget a style calculation at the start, a quarter of the first
picture's time.
"""

from __future__ import annotations

from typing import Any

from rich.style import Style
from textual.app import App
from textual.color import Color

# Each look as a variable of the theme ("" for the colour that is there) and whether it is bold. Colour only underlines
# what words and signs already say.
LOOKS: dict[str, tuple[str, bool]] = {
    "strong": ("", True),
    "dim": ("foreground-muted", False),
    "good": ("text-success", False),
    "warn": ("text-warning", False),
    "bad": ("text-error", True),
    "key": ("text-accent", True),
    "title": ("text-primary", True),
}


class Looks:
    """The styles of looks upon a ground, worked out once for each theme."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, Style], Style] = {}

    def style(self, app: App[Any], look: str, base: Style) -> Style:
        """The style of a look upon `base`; an unknown look is no look."""
        if look not in LOOKS:
            return base
        key = app.theme, look, base
        if key not in self._known:
            self._known[key] = _style(app, look, base)
        return self._known[key]


def _style(app: App[Any], look: str, base: Style) -> Style:
    variable, bold = LOOKS[look]
    if not variable:
        return base + Style(bold=True)
    colour = Color.parse(app.theme_variables[variable])
    if base.bgcolor is not None:
        colour = Color.from_rich_color(base.bgcolor) + colour
    return base + Style(color=colour.rich_color, bold=bold or None)

"""Typing ahead: a scanner does not wait until a form is saved, and what it types then is for what comes after the form."""

from __future__ import annotations

from textual.app import App, ScreenStackError
from textual.events import Event, Key

from toollib.tui.widgets.fields import FieldHolder


class PatientApp(App[int]):
    """An app that puts keys aside while a form is being saved."""

    async def on_event(self, event: Event) -> None:
        """Offer a new key to the form in front before its field gets it."""
        if isinstance(event, Key) and not event.is_forwarded and self._kept_aside(event):
            return
        await super().on_event(event)

    def _kept_aside(self, event: Key) -> bool:
        try:
            screen = self.screen
        except ScreenStackError:
            return False
        return isinstance(screen, FieldHolder) and screen.keep(event)

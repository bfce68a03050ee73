"""Typing ahead: a scanner does not wait for an answer, and what it types then is for what comes with the answer.

Keys of one burst lie in several queues at once, of the app and of widgets; a screen that comes between them would get
half a code. So keys are held from an Enter that asks for something until that is there, and go on in their order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App, ScreenStackError
from textual.events import Event, Key
from textual.widget import Widget

from toollib.tui.widgets.fields import FieldHolder, pass_key

if TYPE_CHECKING:
    from textual.dom import DOMNode

_ENTERS = ("enter", "ctrl+j")
_A_MOMENT = 0.01  # seconds until a screen that comes just now is looked at again
_AT_MOST = 0.5  # seconds: a screen that went in between says nothing any more


class PatientApp(App[int]):
    """An app that holds keys back while a form is being saved, or what an Enter asked for is fetched."""

    _held: list[Key] | None = None
    _holds = 0

    async def on_event(self, event: Event) -> None:
        """Offer a new key to whoever holds keys before the widget with the focus gets it."""
        if isinstance(event, Key) and not event.is_forwarded and self._kept_aside(event):
            return
        await super().on_event(event)

    def hold(self) -> None:
        """Hold what is typed from now on, until `let_go`."""
        self._holds += 1
        if self._held is None:
            self._held = []

    def holds(self, event: Key) -> bool:
        """Whether a key is held; any that types nothing, such as Esc, is not, and ends the holding."""
        if self._held is None:
            return False
        if event.is_printable or event.key in _ENTERS:
            self._held.append(event)
            return True
        self.let_go()
        return False

    def let_go(self) -> None:
        """Give the keys held to the screen in front, in the order in which they were pressed."""
        if self._held is None:
            return
        screen = self.screen
        if not screen.is_mounted:
            self.set_timer(_A_MOMENT, self.let_go)
            return
        held, self._held = sorted(self._held, key=lambda each: each.time), None
        for key in held:
            pass_key(key, screen.focused or screen)

    def let_go_after(self, widget: Widget) -> None:
        """Let go once all is looked at that lies in the queues from this widget up to its screen by now."""
        holding = self._holds
        self.set_timer(_AT_MOST, lambda: self._let_go_of(holding))
        self._climb(widget, holding)

    def _climb(self, node: DOMNode | None, holding: int) -> None:
        if isinstance(node, Widget) and node.is_attached:
            node.call_later(self._climb, node.parent, holding)
        else:
            self._let_go_of(holding)

    def _let_go_of(self, holding: int) -> None:
        if holding == self._holds:
            self.let_go()

    def _kept_aside(self, event: Key) -> bool:
        try:
            screen = self.screen
        except ScreenStackError:
            return False
        return self.holds(event) or (isinstance(screen, FieldHolder) and screen.keep(event))


def holds(widget: Widget, event: Key) -> bool:
    """Whether the app holds a key that lay in the queue of a widget already."""
    if isinstance(app := widget.app, PatientApp) and app.holds(event):
        event.stop().prevent_default()
        return True
    return False

"""Typing ahead: nobody waits for an answer, least of all a scanner; what is typed then is for what comes with the answer.

Keys of one burst lie in several queues at once, of the app and of widgets; a screen that comes between them would get
half a code. So keys are held from an Enter that asks for something until that is there, and from a key that types nothing
(F4, Esc, Tab, Backspace) until it has done what it does, another screen included; then they go on in their order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.app import App, ScreenStackError
from textual.events import Event, Key
from textual.screen import Screen
from textual.widget import Widget

from toollib.tui.widgets.bursts import ENTERS
from toollib.tui.widgets.field_holder import FieldHolder
from toollib.tui.widgets.plain_input import PlainInput

if TYPE_CHECKING:
    from textual.dom import DOMNode

_QUIT = "ctrl+q"
_A_MOMENT = 0.01  # seconds until a screen that comes just now is looked at again
_LOOK = 0.05  # seconds from one look to the next whether a key is still on its way up


class PatientApp(App[int]):
    """An app that holds keys back while a form is being saved, what an Enter asked for is fetched, or a screen comes."""

    _held: list[Key] | None = None
    _every = False  # whether keys that type nothing are held, too
    _firm = False  # whether keys that type nothing end no holding
    _holds = 0
    _climber: Widget | None = None
    _turned_from: Widget | None = None

    async def on_event(self, event: Event) -> None:
        """Offer a new key to whoever holds keys before the widget with the focus gets it."""
        if not isinstance(event, Key) or event.is_forwarded:
            await super().on_event(event)
        elif not self._kept_aside(event):
            front = self._front()
            below = self.focused or front
            await super().on_event(event)
            if below is not None and _may_turn(event, below):
                self.hold(every=True)
                self._turned_from = front
                self.let_go_after(below)

    @property
    def holding(self) -> bool:
        """Whether keys are being held."""
        return self._held is not None

    @property
    def turning(self) -> bool:
        """Whether keys are held behind one that may bring another screen; it lies in the queues itself."""
        return self.holding and self._every

    def hold(self, *, every: bool = False, firm: bool = False) -> None:
        """Hold what is typed from now on, until `let_go`; `every`: keys that type nothing, too, since that is soon.

        `firm`: as much as possible while something is asked: only quitting does not wait for the answer.
        """
        self._holds += 1
        self._every, self._firm = every, firm
        if self._held is None:
            self._held = []

    def holds(self, event: Key) -> bool:
        """Whether a key is held; any that types nothing, such as Esc, ends a holding that may take long."""
        if self._held is None:
            return False
        self._held.append(event)
        waits = self._every or (self._firm and event.key != _QUIT)
        if not waits and not event.is_printable and event.key not in ENTERS:
            self.let_go()
        return True

    def let_go(self) -> None:
        """Take up the keys held, in the order in which they were pressed, as if they were pressed now."""
        self._once_mounted(lambda _: self.call_later(self._take_up, self._holds))

    async def _take_up(self, holding: int) -> None:
        """One of the keys may hold those behind it anew."""
        if holding != self._holds:
            return
        held, self._held = sorted(self._held or (), key=lambda each: each.time), None
        for key in held:
            again = Key(key.key, key.character)
            again.time = key.time
            await self.on_event(again)

    def let_go_after(self, widget: Widget) -> None:
        """Let go once all is looked at that lies in the queues from this widget up to the app by now."""
        self._climb(widget, self._holds)
        self._look(self._holds)

    def _climb(self, node: DOMNode | None, holding: int) -> None:
        if holding != self._holds:
            return
        if (
            isinstance(node, Widget)
            and node.is_attached
            and node.call_later(self._climb, node.parent, holding)
        ):
            self._climber = node
        else:
            self.call_later(self._let_go_of, holding)

    def _look(self, holding: int) -> None:
        """A widget that went in between says nothing any more; one that is only slow is waited for."""
        climber = self._climber
        if climber is not None and climber.is_attached and holding == self._holds and self.holding:
            self.set_timer(_LOOK, lambda: self._look(holding))
        else:
            self._let_go_of(holding)

    def _let_go_of(self, holding: int) -> None:
        if holding != self._holds:
            return
        front = self._front()
        if self._every and front is not self._turned_from:
            # A screen that came may bring another at once, as a menu does that goes when something is chosen.
            self._turned_from = front
            self._once_mounted(lambda front: self.let_go_after(front.focused or front))
        else:
            self.let_go()

    def _once_mounted(self, then: Callable[[Screen[Any]], object]) -> None:
        """Do something with the screen in front as soon as it is there, if keys are held then."""
        front = self._front()
        if front is None or not self.holding:
            return
        if front.is_mounted:
            then(front)
        else:
            self.set_timer(_A_MOMENT, lambda: self._once_mounted(then))

    def _kept_aside(self, event: Key) -> bool:
        screen: object = self._front()
        return self.holds(event) or (isinstance(screen, FieldHolder) and screen.keep(event))

    def _front(self) -> Screen[Any] | None:
        try:
            return self.screen
        except ScreenStackError:
            return None


def _may_turn(event: Key, below: Widget) -> bool:
    """Whether what comes after a key must wait for it: it types nothing, so it takes the long way of bindings.

    It may bring another screen, move the focus, or edit the line that the letters behind it are for. The Enter of a line
    goes with the letters, and never overtakes them.
    """
    if event.key in ENTERS:
        return not isinstance(below, PlainInput) and not isinstance(below.screen, FieldHolder)
    return not event.is_printable


def holds(widget: Widget, event: Key) -> bool:
    """Whether the app holds a key that lay in the queue of a widget already when an Enter before it asked."""
    if isinstance(app := widget.app, PatientApp) and not app.turning and app.holds(event):
        event.stop().prevent_default()
        return True
    return False

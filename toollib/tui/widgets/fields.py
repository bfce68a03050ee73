"""The fields of forms: a line of text, one of a few words, a tick. Each says its value as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click, Key, Paste
from textual.widget import Widget

from toollib.tui.typeahead import holds
from toollib.tui.widgets.bursts import ENTERS, Burst
from toollib.tui.widgets.field_holder import FieldHolder
from toollib.tui.widgets.lines import Line, Lines, Piece
from toollib.tui.widgets.plain_input import PlainInput

# Beyond so many cells only the chosen word is shown, and which of how many it is.
_WIDEST = 54
_MOST_PASTED = 1000


def _left(field: Widget, event: Key, scan: str, before: str) -> None:
    """Enter leaves the field before the next key is looked at; what came as from a scanner is asked for first."""
    event.stop().prevent_default()
    if not isinstance(holder := field.screen, FieldHolder):
        return
    if scan:
        holder.scanned(field, scan, before)
    else:
        holder.leave(field)


def _passed_on(field: Widget, event: Key) -> bool:
    """Whether a key went on: to what comes after a save, or, typed after an Enter, to the field with the focus by now."""
    if holds(field, event):
        return True
    screen = field.screen
    if isinstance(screen, FieldHolder) and screen.keep(event):
        event.stop().prevent_default()
        return True
    focused = screen.focused
    if focused is None or focused is field:
        return False
    event.stop().prevent_default()
    pass_key(event, focused)
    return True


def pass_key(event: Key, to: Widget) -> None:
    """Give a key to another widget; it stays known when it was pressed."""
    again = Key(event.key, event.character)
    again.time = event.time
    again._set_forwarded()  # noqa: SLF001 - else an app to which it bubbles up gives it to somebody once more
    to.post_message(again)


class TextField(PlainInput):
    """A line of text. Enter goes in the queue of the letters, so that a card scanned into it is whole."""

    def __init__(self, value: str, *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(value, placeholder=placeholder, id=id)
        self._burst = Burst(value)

    def on_key(self, event: Key) -> None:
        """Enter leaves the field."""
        if _passed_on(self, event):
            return
        scan = self._burst.ended(event, self.value)
        if event.key in ENTERS:
            _left(self, event, scan, self._burst.before)

    def hold(self, value: str) -> None:
        """Show this text, to be typed on at its end."""
        self.value = value
        self.cursor_position = len(value)


class Several(TextField):
    """Several codes or names, apart by commas: each scan is one more, Enter after a comma leaves the field."""

    def on_key(self, event: Key) -> None:
        """Enter ends one of them; on an empty end it leaves the field."""
        if _passed_on(self, event):
            return
        if event.key in ENTERS and self.value.rpartition(",")[2].strip():
            event.stop().prevent_default()
            self._end()

    def on_paste(self, event: Paste) -> None:
        """Each line of a pasted block is one."""
        event.stop().prevent_default()
        for each in event.text.splitlines()[:_MOST_PASTED]:
            self.insert_text_at_cursor(each.strip())
            self._end()

    def _end(self) -> None:
        self.value = f"{self.value.rstrip()}, "
        self.cursor_position = len(self.value)
        self._burst = Burst(self.value)


class Choice(Lines, can_focus=True):
    """One of a few words: left and right or the first letter change it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "Previous", show=False, id="choice.previous"),
        Binding("right,space", "turn(1)", "Next", show=False, id="choice.next"),
    ]
    DEFAULT_CSS = "Choice { height: 1; &:focus { background: $surface-lighten-1; text-style: bold; } }"

    def __init__(self, options: Sequence[str], value: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.options = tuple(options)
        self.value = value if value in self.options else self.options[0]
        self._burst = Burst(self.value)
        self._paint()

    def action_turn(self, by: int) -> None:
        """Take the next word, or the one before."""
        place = (self.options.index(self.value) + by) % len(self.options)
        self.hold(self.options[place])

    def on_key(self, event: Key) -> None:
        """A first letter picks a word; Enter leaves the field."""
        if _passed_on(self, event):
            return
        scan = self._burst.ended(event, self.value)
        if event.key in ENTERS:
            _left(self, event, scan, self._burst.before)
        elif event.is_printable and event.character is not None and event.character.strip():
            event.stop()
            start = self.options.index(self.value) + 1
            order = self.options[start:] + self.options[:start]
            letter = event.character.casefold()
            self.hold(next((each for each in order if each.casefold().startswith(letter)), self.value))

    def on_click(self, event: Click) -> None:  # noqa: ARG002
        """The mouse turns it too."""
        self.action_turn(1)

    def meant(self, text: str) -> str | None:
        """The only word that begins like this, if it is one."""
        fits = [each for each in self.options if each.casefold().startswith(text.casefold())]
        return fits[0] if len(fits) == 1 else None

    def hold(self, value: str) -> None:
        """Show this word as the one that is chosen."""
        self.value = value
        self._paint()

    def _paint(self) -> None:
        pieces: list[Piece] = []
        if sum(len(each) + 2 for each in self.options) > _WIDEST:
            place = f"  {self.options.index(self.value) + 1} of {len(self.options)}"
            self.show([Line((Piece(f"[{self.value}]", "strong"), Piece(place, "dim")))])
            return
        for each in self.options:
            here = each == self.value
            pieces.append(Piece(f"[{each}]" if here else f" {each} ", "strong" if here else "dim"))
        self.show([Line(tuple(pieces))])


class Tick(Lines, can_focus=True):
    """Yes or no: space changes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "turn", "Tick", show=False, id="tick.turn")]
    DEFAULT_CSS = "Tick { height: 1; &:focus { background: $surface-lighten-1; text-style: bold; } }"

    def __init__(self, value: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.value = value
        self._burst = Burst(value)
        self._paint()

    def action_turn(self) -> None:
        """Tick it, or take the tick away."""
        self.hold("" if self.value else "yes")

    def on_key(self, event: Key) -> None:
        """The letter x ticks too; Enter leaves the field."""
        if _passed_on(self, event):
            return
        scan = self._burst.ended(event, self.value)
        if event.key in ENTERS:
            _left(self, event, scan, self._burst.before)
        elif event.character in ("x", "y"):
            event.stop()
            self.action_turn()

    def on_click(self, event: Click) -> None:  # noqa: ARG002
        """The mouse ticks too."""
        self.action_turn()

    def hold(self, value: str) -> None:
        """Show it ticked ("yes") or not ("")."""
        self.value = value
        self._paint()

    def _paint(self) -> None:
        self.show([Line((Piece("[x] yes" if self.value else "[ ] no"),))])

"""A form over the screen: a few fields, one verb. Esc keeps what was typed for the next time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from catalog.text import plain
from toollib.rules.reasons import Refused, refuse
from toollib.tui.house import house_of
from toollib.tui.screens.form_scans import Code, Takes, accepts, code_of, led_to, not_taken
from toollib.tui.widgets.field_holder import FieldHolder
from toollib.tui.widgets.fields import Choice, Several, TextField, Tick, pass_key
from toollib.tui.widgets.verdict import Verdict

if TYPE_CHECKING:
    from toollib.tui.app import ToollibApp
    from toollib.tui.seat import Seat


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its name for the verb, its label, what it holds. `kind` tick: "yes" or ""; several: apart by commas.

    `must`: the word that has to be typed here, so that nobody does by a slip what nothing takes back. `takes`: what may
    be scanned into it; anything else that is scanned is refused at once, with the `way_out` if there is one.
    """

    name: str
    label: str
    value: str = ""
    kind: Literal["text", "several", "choice", "tick"] = "text"
    options: tuple[str, ...] = ()
    hint: str = ""
    needed: bool = False
    must: str = ""
    takes: Takes = ""
    way_out: str = ""


def sure(word: str) -> Field:
    """The field of a form that does what nothing takes back: this word is typed, never scanned."""
    return Field("sure", f"Type {word}", needed=True, must=word, hint="it cannot be undone")


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed into a field, and what the field had shown before."""

    typed: str
    shown: str


Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked, and what is done with it in the desk's thread. `key` names the draft that Esc keeps."""

    key: str
    title: str
    fields: tuple[Field, ...]
    verb: Callable[[Seat, Values], Any]
    done: Callable[[Any], None]
    intro: str = ""


class FormScreen(FieldHolder, ModalScreen[None]):
    """Asks for the fields of a form, does its verb, and stays with every reason if it was refused."""

    HELP = (
        "Enter or Tab goes to the next field, Enter in the last one saves; so does ctrl+s from anywhere.\n"
        "Space ticks, left and right choose. Esc goes back and keeps what you typed for the next time.\n"
        "A card that is scanned goes into the empty field for a member, a tag into the one for a tool."
    )
    CSS_PATH = "../over.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", id="form.save", tooltip="Do it"),
        Binding("escape", "back", "back", id="form.back", tooltip="Back; what you typed is kept"),
        Binding("f1", "app.help", "help", id="form.help", tooltip="Explain forms and their keys"),
        Binding("down", "app.focus_next", "Next field", show=False, id="form.next"),
        Binding("up", "app.focus_previous", "Field before", show=False, id="form.previous"),
    ]

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form
        self._busy = False
        self._kept: list[Key] = []

    @property
    def house(self) -> ToollibApp:
        """The app, by its own type."""
        return house_of(self)

    def compose(self) -> ComposeResult:
        """Title, fields, verdict, keys."""
        draft = self.house.drafts.get(self.form.key, {})
        with Vertical(id="form"):
            yield Static(Content(plain(self.form.title)), id="form-title", markup=False)
            if self.form.intro:
                yield Static(Content(plain(self.form.intro)), id="form-intro", markup=False)
            with VerticalScroll(id="form-fields", can_focus=False):
                for field in self.form.fields:
                    with Horizontal(classes="form-row"):
                        yield Static(
                            Content(field.label + (" *" if field.needed else "")), classes="form-label"
                        )
                        yield _widget(field, draft[field.name].typed if field.name in draft else field.value)
            yield Verdict(id="verdict")
            yield Static(
                Content("Enter next · ctrl+s save · Esc back (keeps what you typed) · F1 help"),
                id="form-keys",
            )

    def on_mount(self) -> None:
        """The first field first; what another desk changed under a draft is told."""
        self._field(self.form.fields[0].name).focus()
        draft = self.house.drafts.get(self.form.key, {})
        lines = [
            f"{each.label} is {each.value or 'empty'} now, was {draft[each.name].shown or 'empty'}"
            for each in self.form.fields
            if each.name in draft and draft[each.name].shown != each.value
        ]
        if lines:
            self.verdict.say("noted", "This was changed meanwhile; here stands what you typed", lines)

    def values(self) -> dict[str, str]:
        """What the fields hold now; one that still shows what it began with holds just that, unclean as it was."""
        now = {each.name: self._field(each.name).value for each in self.form.fields}
        return {
            each.name: each.value if now[each.name] == plain(each.value) else now[each.name]
            for each in self.form.fields
        }

    def leave(self, field: Widget) -> None:
        """On to the next field; out of the last one, save."""
        if field.id == f"field-{self.form.fields[-1].name}":
            self.action_save()
        else:
            self.focus_next()

    # What comes as quickly as from a scanner is looked up before anything is done with it; all keys wait for that.

    def scanned(self, field: Widget, text: str, before: str) -> None:
        """Look up what was scanned, and put it where it belongs."""
        (spec,) = (each for each in self.form.fields if field.id == f"field-{each.name}")
        self.house.hold(firm=True)
        self.house.ask(
            lambda seat: code_of(seat, text),
            lambda code: self._looked_up(spec, text, before, code),
            lambda refused: self._not_looked_up(lambda: self.verdict.refusal("Not taken", refused)),
            lambda error: self._not_looked_up(lambda: self.house.tell_defect(error, self.verdict)),
        )

    def _looked_up(self, spec: Field, text: str, before: str, code: Code | None) -> None:
        field = self._field(spec.name)
        if isinstance(field, Choice) and (word := field.meant(text)) is not None:
            field.hold(word)
            self.leave(field)
        elif accepts(spec, code):
            field.hold(text)
            self.leave(field)
        elif code is not None:
            field.hold(before)
            self._lead(spec, code)
        elif isinstance(field, TextField):
            self.leave(field)  # a quick typist, or text that was pasted
        else:
            field.hold(before)
            self.verdict.say(
                "refused", f"Not taken: no card or tag has the code “{text}”", not_taken(spec, None, "")
            )
        self.house.let_go_after(field)

    def _lead(self, spec: Field, code: Code) -> None:
        """Put a code that was scanned into another field into the one that it is for, if that is empty."""
        other = led_to(self.form.fields, code)
        held = "" if other is None else self._field(other.name).value.strip()
        if other is None or (held and other.kind != "several"):
            self.verdict.say("refused", f"Not taken: {code.words}", not_taken(spec, other, held))
            return
        target = self._field(other.name)
        target.hold(
            f"{held.rstrip(', ')}, {code.text}, ".removeprefix(", ") if other.kind == "several" else code.text
        )
        self.verdict.say("noted", f"{code.words}: put into {other.label}")

    def _not_looked_up(self, tell: Callable[[], None]) -> None:
        tell()
        self.house.let_go_after(self.focused or self)

    def action_back(self) -> None:
        """Go back; the draft stays, but for the word that says one is sure."""
        values = self.values()
        self.house.drafts[self.form.key] = {
            each.name: Draft(values[each.name], each.value)
            for each in self.form.fields
            if values[each.name] != each.value and not each.must
        }
        self.dismiss()
        self._give_keys()

    def action_save(self) -> None:
        """Do the verb with what the fields hold."""
        if self._busy:
            return
        values = self.values()
        blank = next(
            (each for each in self.form.fields if each.needed and not values[each.name].strip()), None
        )
        if blank is not None:
            self._field(blank.name).focus()
            self.verdict.say("refused", f"{blank.label} is needed")
            return
        if unsure := [each for each in self.form.fields if each.must not in ("", values[each.name].strip())]:
            self._field(unsure[0].name).focus()
            self.verdict.say("refused", f"Type the word {unsure[0].must} to go on, or Esc to leave it")
            return
        self._busy = True
        self.house.ask(lambda seat: self.form.verb(seat, values), self._done, self._refused, self._broke)

    # A scan made while the form is being saved is for what comes after it. Its first keys may lie in the queue of any
    # field already, the others come to the app: both are put aside, and go on in the order in which they were pressed.

    def keep(self, event: Key) -> bool:
        """Put aside a key that was typed while the form is being saved."""
        typed = event.is_printable or event.key in ("enter", "ctrl+j")
        if self._busy and typed:
            self._kept.append(event)
        return self._busy and typed

    def _once_read(self, then: Callable[[], None], fields: Sequence[Field] | None = None) -> None:
        """Do something once every key that lies in the queue of a field was looked at."""
        rest = self.form.fields if fields is None else fields
        if rest and self.is_attached:
            self._field(rest[0].name).call_later(self._once_read, then, rest[1:])
        else:
            then()

    def _give_keys(self) -> None:
        """Give the keys put aside to what is in front now."""
        screen = self.house.screen
        kept, self._kept, self._busy = sorted(self._kept, key=lambda each: each.time), [], False
        for key in kept:
            pass_key(key, screen.focused or screen)

    def _done(self, answer: Any) -> None:
        self._once_read(lambda: self._end(answer))

    def _end(self, answer: Any) -> None:
        self.house.drafts.pop(self.form.key, None)
        if self.is_attached:
            self.dismiss()
        self.form.done(answer)
        self._give_keys()

    def _refused(self, refused: Refused) -> None:
        self._once_read(lambda: self._go_on(refused))

    def _go_on(self, refused: Refused) -> None:
        self._busy = False
        scans = "".join(
            each.character or "" for each in sorted(self._kept, key=lambda each: each.time)
        ).split()
        self._kept.clear()
        if self.is_attached:
            self.verdict.refusal("Not done", refused, keys=_not_taken(scans))
        if any(each.code == "library-busy" for each in refused.reasons):
            self.house.changed()  # another desk was quicker: the page below shows what it wrote

    def _broke(self, error: Exception) -> None:
        self._busy = False
        self._kept.clear()
        if self.is_attached:
            self.house.tell_defect(error, self.verdict)

    @property
    def verdict(self) -> Verdict:
        """Where this form says why not."""
        return self.query_one("#verdict", Verdict)

    def _field(self, name: str) -> TextField | Choice | Tick:
        field = self.query_one(f"#field-{name}")
        if not isinstance(field, TextField | Choice | Tick):
            raise TypeError(name)
        return field


def _not_taken(scans: Sequence[str]) -> str:
    codes = ", ".join(f"“{plain(each)}”" for each in scans)
    return f"{codes} came meanwhile and was not taken: scan it again after this form" if scans else ""


def no_scan(seat: Seat, text: str, what: str, way_out: str = "type it by hand") -> str:
    """The text, unless it is the code of a card or tag: a scanner answered then, not a person.

    Raises:
        Refused: it is a code.
    """
    if code_of(seat, text) is not None:
        raise refuse("amount-wrong", f"“{text}” is the code of a card or tag, not {what}", way_out)
    return text


def _widget(field: Field, value: str) -> TextField | Choice | Tick:
    if field.kind == "choice":
        return Choice(field.options, value, id=f"field-{field.name}")
    if field.kind == "tick":
        return Tick(value, id=f"field-{field.name}")
    line = Several if field.kind == "several" else TextField
    return line(value, placeholder=field.hint, id=f"field-{field.name}")

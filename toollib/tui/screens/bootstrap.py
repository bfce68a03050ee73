"""In what order everything can be built, as a picture: what each round adds, whence it comes, and where it leads."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from toollib.rules.reasons import refuse
from toollib.tui.screens.bootstrap_words import InRounds, Told
from toollib.tui.screens.form import Field, Form, Values, no_scan
from toollib.tui.screens.thinking import Ask, ThinkingRoom, planning
from toollib.tui.widgets.lines import Lines, Piece, line
from toollib.tui.widgets.prose import content_of
from toollib.tui.widgets.rounds import Rounds
from toollib.tui.widgets.verdict import Verdict

if TYPE_CHECKING:
    from toollib.tui.seat import Seat

_SHELF, _NOTHING, _KINDS = "what the library has", "nothing", "these kinds"


class BootstrapScreen(ThinkingRoom[Told]):
    """The rounds."""

    ROOM = "designs"
    HELP = (
        "What can be built at once, what then with the tools that were made, and so on: what stands in one round needs only "
        "what was there before it. The marked design comes from those with ← (‹: over others) and leads to those with → (›). "
        "Below stand those that need not be built, since what they make is there already, those that are never reached, with "
        "what is missing, and apart from them those of which nobody wrote down the tools. Arrows move, Enter tells why, down to the tools that are there, and what to add at the least. "
        "ctrl+f starts from other tools, ctrl+t asks for one design by name, ctrl+o opens the marked one."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+f", "start", "start from", id="bootstrap.from", tooltip="Start from other tools"),
        Binding(
            "ctrl+t", "target", "target", id="bootstrap.target", tooltip="What leads to one design, or would"
        ),
        Binding(
            "ctrl+o", "design", "design", id="bootstrap.design", tooltip="Everything about the marked design"
        ),
    ]

    def __init__(self, have: tuple[str, ...] | None = None) -> None:
        super().__init__()
        self._have = have
        self._afresh = False

    def body(self) -> ComposeResult:
        """From what it starts and how far one comes, the picture, what is marked, the verdict."""
        yield Lines(id="plan-head")
        yield Rounds(id="rounds")
        yield Static("", id="plan-foot", markup=False)
        yield Verdict(id="verdict")

    def on_mount(self) -> None:
        """Arrows move in the picture at once."""
        self._rounds.focus()
        self.thinking(0)

    def asking(self) -> tuple[object, ...]:
        """From what it starts."""
        return (self._have,)

    def question(self) -> Ask[Told]:
        """In which rounds, from what it starts with."""
        have = self._have
        return lambda ask, names: InRounds(ask.in_which_order(have), names)

    def came(self, answer: Told) -> None:
        """Show the picture."""
        self._head(Piece(answer.summary() if answer.names.designs else "There are no designs."))
        self._rounds.show(answer.blocks(), answer.ties, afresh=self._afresh)
        self._afresh = False

    def thinking(self, percent: int | None) -> None:
        """Say that it takes its time."""
        stopped = Piece("! stopped; ctrl+r looks again", "warn")
        self._head(stopped if percent is None else Piece("… thinking; Esc stops", "dim"))

    @on(Rounds.Moved)
    def _moved(self, event: Rounds.Moved) -> None:
        foot = self.query_one("#plan-foot", Static)
        if self.answer is not None:
            foot.update(content_of(self.answer.about(event.key)))
        self.refresh_bindings()

    @on(Rounds.Chosen)
    def _chosen(self, event: Rounds.Chosen) -> None:
        self._why(event.key)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only of a marked design there is a page."""
        if action == "design":
            return self._rounds.cursor is not None if self.is_mounted else False
        return super().check_action(action, parameters)

    def action_start(self) -> None:
        """Ask from which tools to start."""
        start = _SHELF if self._have is None else _KINDS if self._have else _NOTHING
        fields = (
            Field("start", "Start from", start, "choice", (_SHELF, _NOTHING, _KINDS)),
            Field("kinds", "Kinds", ", ".join(self._have or ()), hint="like welder, multimachine"),
        )

        def verb(seat: Seat, values: Values) -> tuple[str, ...] | None:
            named = [each.strip() for each in values["kinds"].split(",") if each.strip()]
            if values["start"] != _KINDS:
                return () if values["start"] == _NOTHING else None
            if not named:
                raise refuse(
                    "kind-unknown", "no kind is named", "type some apart by commas: welder, multimachine"
                )
            return planning(seat).kinds(no_scan(seat, each, "a tool kind") for each in named)

        intro = "One good tool of each kind is taken to be there."
        self.ask_form(
            Form("bootstrap from", "What is there at the start?", fields, verb, self._start_from, intro)
        )

    def action_target(self) -> None:
        """Ask for a design by name."""

        def verb(seat: Seat, values: Values) -> str:
            return planning(seat).design_named(no_scan(seat, values["design"].strip(), "a design"))

        field = Field("design", "Design", needed=True, hint="its name or id")
        self.ask_form(Form("bootstrap target", "Which design is it to be?", (field,), verb, self._why))

    def action_design(self) -> None:
        """Show everything about the marked design."""
        from toollib.tui.screens.design_page import DesignScreen

        if self._rounds.cursor is not None:
            self.house.push_screen(DesignScreen(self._rounds.cursor))

    def _start_from(self, have: tuple[str, ...] | None) -> None:
        self._have, self._afresh = have, True
        self.house.ahead = replace(self.house.ahead, have=have)
        self.thinking(0)
        self.look()

    def _why(self, design: str) -> None:
        from toollib.tui.screens.proof import ProofScreen

        self.house.push_screen(ProofScreen(design, self._have))

    def _head(self, words: Piece) -> None:
        start = ", ".join(self._have) if self._have else _SHELF if self._have is None else _NOTHING
        self.query_one("#plan-head", Lines).show([line("Starting from ", Piece(start, "title")), line(words)])

    @property
    def _rounds(self) -> Rounds:
        return self.query_one("#rounds", Rounds)

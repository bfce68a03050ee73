"""What a key answers at the desk: take it back, go past a refusal, lend for less, say what is wrong with a return."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from toollib.tui import words
from toollib.tui.screens.card_verbs import CardVerbs

if TYPE_CHECKING:
    from toollib.desk.scanning import Scanned, Visit
    from toollib.desk.wishing import Wish

_TROUBLE = "ctrl+b if it is broken or a part is missing"


class Answers(CardVerbs):
    """A room that asks something after a scan. An answer is a key, never a scan; the next scan ends the question."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+t",
            "take_back",
            "take it back",
            show=False,
            id="desk.take-back",
            tooltip="Yes: take back what was just lent",
        ),
        Binding(
            "ctrl+o",
            "override",
            "override",
            show=False,
            id="desk.override",
            tooltip="Go past the refusal, saying why",
        ),
        Binding(
            "ctrl+l",
            "lend_shorter",
            "lend for less",
            show=False,
            id="desk.lend-shorter",
            tooltip="Lend the refused tool until somebody else has reserved it",
        ),
        Binding(
            "ctrl+b",
            "trouble",
            "broken",
            show=False,
            id="desk.trouble",
            tooltip="What just came back is broken, or parts are missing",
        ),
        Binding(
            "ctrl+y",
            "wish_for",
            "wish for it",
            show=False,
            id="desk.wish",
            tooltip="The library should have what was looked for in vain",
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.question: str | None = None
        self._refused: Scanned | None = None
        self._shorter: Scanned | None = None
        self._returned: Scanned | None = None
        self._in_vain: str | None = None

    @abstractmethod
    def answered(self, scanned: Scanned) -> None:
        """Show what became of a scan, or of the answer to its question."""

    def forget_answers(self) -> None:
        """Nothing is asked any more."""
        self.question, self._refused, self._shorter, self._returned = None, None, None, None
        self._in_vain = None

    def ways_on(self, scanned: Scanned) -> str:
        """Remember a refusal; answers which keys lead on from it, in words."""
        self._refused = scanned if scanned.can_override else None
        self._shorter = scanned if scanned.propose is not None else None
        self._in_vain = scanned.text if scanned.outcome == "unknown" and _is_words(scanned.text) else None
        ways = []
        if scanned.propose is not None and (about := self.house.about) is not None:
            today = about.sayings.today(self.house.clock.now())
            ways.append(f"ctrl+l lends it until {words.day(scanned.propose, today)}")
        if self._refused is not None:
            ways.append("ctrl+o overrides, saying why")
        if self._in_vain is not None:
            ways.append("ctrl+y wishes for it")
        return " · ".join([*ways, "Esc leaves it"]) if ways else ""

    def lent_or_back(self, scanned: Scanned) -> str:
        """Remember a return, and what was not lent with the rest; answers which keys lead on from it, in words."""
        self._refused = scanned if scanned.can_override else None
        if self._refused is not None:
            return "ctrl+o lends the rest past the reasons, saying why"
        self._returned = scanned if scanned.outcome == "returned" else None
        return _TROUBLE if self._returned is not None and _parts(scanned) and not _told(scanned) else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An answer only while something is asked."""
        if action == "take_back":
            return self.question is not None
        if action == "override":
            return self._refused is not None
        if action == "lend_shorter":
            return self._shorter is not None
        if action == "trouble":
            return self._returned is not None
        if action == "wish_for":
            return self._in_vain is not None
        return super().check_action(action, parameters)

    def action_take_back(self) -> None:
        """Yes: take back the tool that was lent a moment ago."""
        tag = self.question
        if tag is not None:
            self.do(lambda seat: seat.session.take_back(tag))

    def action_lend_shorter(self) -> None:
        """Lend what was refused, until somebody else has reserved it."""
        short = self._shorter
        if short is not None:
            self.do(lambda seat: seat.session.lend(short.text, short.propose))

    def action_trouble(self) -> None:
        """Ask what is wrong with the tool that came back a moment ago."""
        from toollib.tui.screens.desk_forms import trouble_form

        back = self._returned
        if back is not None and back.returned is not None:
            loan, parts = back.returned.loan, ", ".join(_parts(back))
            self.ask_form(trouble_form(loan.tool_name, loan.tool, parts, self.answered))

    def action_wish_for(self) -> None:
        """Ask who wishes for what was looked for in vain; with a card open it is its member."""
        wanted = self._in_vain
        if wanted is not None:
            self.house.ask(lambda seat: seat.session.visit, lambda visit: self._wish(wanted, visit))

    def _wish(self, wanted: str, visit: Visit | None) -> None:
        from toollib.tui.screens.wish_forms import told_wish, wish_form

        member = (visit.member.id, visit.member.name) if visit is not None else ("", "")

        def told(wish: Wish) -> None:
            self.forget_answers()
            self.refresh_bindings()
            self.done(told_wish(wish))

        self.ask_form(wish_form(told, what=wanted, member=member))

    def action_override(self) -> None:
        """Ask why, then repeat the refused scan past its reasons."""
        from toollib.tui.screens.desk_forms import override_form

        if self._refused is not None:
            self.ask_form(override_form(self._refused, self.answered))


def _is_words(text: str) -> bool:
    """Whether somebody looked for something by name: a half-read card has digits."""
    return sum(map(str.isalpha, text)) > 1 and not any(map(str.isdigit, text))


def _parts(scanned: Scanned) -> list[str]:
    """What goes out and comes back with the tool: "2 × battery"."""
    loans = (scanned.returned.loan,) if scanned.returned is not None else scanned.loans
    return [f"{part.qty} × {part.name}" for loan in loans for part in loan.parts]


def _told(scanned: Scanned) -> bool:
    """Whether it was told already what is wrong with what came back."""
    return scanned.returned is not None and scanned.returned.repair is not None


def to_say(scanned: Scanned) -> list[str]:
    """What to look at and to say when a tool goes out or comes back."""
    parts = _parts(scanned)
    check = [f"check: {', '.join(parts)}"] if parts and not _told(scanned) else []
    return [*(f"! {each}" for each in scanned.warnings), *check]

"""What is done to the open card by a key: pay, note, renew all; and adding whoever has none yet."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING

from toollib.tui.screens.room import Room

if TYPE_CHECKING:
    from toollib.desk.scanning import Scanned
    from toollib.desk.views import Member
    from toollib.tui.seat import Seat


class CardVerbs(Room):
    """A room where a card may be open; which one, only the desk's thread knows for sure."""

    @abstractmethod
    def do(self, work: Callable[[Seat], Scanned]) -> None:
        """Put something behind the scans before it that answers as a scan does."""

    def action_pay(self) -> None:
        """Take a payment."""
        self._with_card("pay_form")

    def action_note(self) -> None:
        """Change the note."""
        self._with_card("note_form")

    def action_hold(self) -> None:
        """Put the member into the queue for a kind."""
        self._with_card("hold_form")

    def action_renew(self) -> None:
        """Renew every loan of the open card that can be renewed."""
        from toollib.tui.screens.desk_forms import renew_all

        self.house.ask(renew_all, self._renewed)

    def action_collect(self) -> None:
        """Lend the open card whatever its member has reserved for today."""
        self.do(lambda seat: seat.session.collect())

    def action_new_member(self) -> None:
        """Add a member and open the card."""
        from toollib.tui.screens.member_forms import new_member_form

        about = self.house.about
        if about is not None:
            self.ask_form(new_member_form(about, self._joined))

    def _joined(self, member: Member) -> None:
        self.house.happened(f"New member {member.name} · {member.id}", sign="✓", undoable=True)
        self.do(lambda seat: seat.session.open(member.id))
        self.house.changed()

    def _with_card(self, name: str) -> None:
        """Open a form for the card that will be open once all scans before are done."""
        from toollib.tui.screens import desk_forms

        form = getattr(desk_forms, name)
        about = self.house.about
        if about is not None:
            self.house.ask(
                lambda seat: seat.session.visit,
                lambda visit: self.ask_form(form(visit.member, about, self.done)) if visit else None,
            )

    def _renewed(self, answer: tuple[str, list[str]]) -> None:
        text, told = answer
        self.verdict.say("done" if text else "refused", text or "Nothing renewed", told)
        if text:
            self.house.happened(text, sign="✓", undoable=True)
            self.house.changed()

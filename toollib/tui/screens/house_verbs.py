"""The rarer verbs of the whole library, the same in every room: slips of paper, a closed day, recalls, training, terms."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from toollib.tui.screens.verbs import Verb

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toollib.tui.app import ToollibApp
    from toollib.tui.screens.form import Form
    from toollib.tui.widgets.lines import Line

HOUSE_VERBS = (
    Verb("Wishes", "What members want the library to have", "wishes"),
    Verb("From paper", "Lent or back while the computer was off", "from_paper"),
    Verb("Terms of a loan", "The terms, and the line that gave each", "terms"),
    Verb("Induction of a group", "Several members are trained at once", "train_group"),
    Verb("Close a day", "What is due then moves; nobody pays for it", "close_day"),
    Verb("Recall a kind", "Unsafe: every copy is blocked at once", "recall_kind"),
    Verb("End a recall", "Safe again: it is lent to who waits for it", "recall_end"),
    Verb("Look at library.yaml", "Are the rules right, and if not, where", "settings"),
)


class HouseVerbs(Screen[None]):
    """A screen that can do what concerns the whole library."""

    @property
    @abstractmethod
    def house(self) -> ToollibApp:
        """The app, by its own type."""

    @abstractmethod
    def ask_form(self, form: Form) -> None:
        """Put a form over this screen."""

    @abstractmethod
    def done(self, text: str, *, undoable: bool = True) -> None:
        """Say that a verb was done."""

    def subject(self) -> tuple[str, str]:
        """The member and the tool that this screen is about, each "" for none."""
        return "", ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Training only where the library knows a topic."""
        if action == "train_group":
            return self.house.about is not None and bool(self.house.about.topics)
        return super().check_action(action, parameters)

    def tell_at_length(self, title: str, lines: Iterable[Line]) -> None:
        """Show an answer that is too long for a line."""
        from toollib.tui.screens.tell import TellScreen

        self.house.push_screen(TellScreen(title, lines))

    def action_wishes(self) -> None:
        """List what members wish for."""
        from toollib.tui.screens.wishes import WishesScreen

        self.house.push_screen(WishesScreen())

    def action_terms(self) -> None:
        """Ask whose loan of what, and tell its terms."""
        from toollib.tui.screens.rule_forms import terms_form

        if (about := self.house.about) is not None:
            self.ask_form(terms_form(about, self.tell_at_length, *self.subject()))

    def action_from_paper(self) -> None:
        """Ask what a slip of paper says, then the next."""
        from toollib.tui.screens.paper_forms import paper_form

        if (about := self.house.about) is not None:
            today = about.sayings.today(self.house.clock.now())
            self.ask_form(paper_form(about, today, self.done, again=self.ask_form))

    def action_train_group(self) -> None:
        """Ask who was trained in what."""
        from toollib.tui.screens.rule_forms import train_group_form

        if (about := self.house.about) is not None and about.topics:
            self.ask_form(train_group_form(about, lambda text: self.done(text, undoable=False)))

    def action_close_day(self) -> None:
        """Ask which day is closed, and why."""
        from toollib.tui.screens.rule_forms import close_day_form

        if (about := self.house.about) is not None:
            today = about.sayings.today(self.house.clock.now())
            self.ask_form(close_day_form(today, self._did))

    def action_recall_kind(self) -> None:
        """Ask which kind is unsafe, and why."""
        from toollib.tui.screens.recall_forms import recall_form

        if (about := self.house.about) is not None:
            self.ask_form(recall_form(about, self.house.clock.now(), self._did))

    def action_recall_end(self) -> None:
        """Ask whose recall is over, and why."""
        from toollib.tui.screens.recall_forms import recall_end_form

        self.ask_form(recall_end_form(self._did, self.subject()[1]))

    def action_settings(self) -> None:
        """Say whether library.yaml is right."""
        self.house.tell_settings()

    def _did(self, text: str, lines: Iterable[Line] = ()) -> None:
        """Say that it was done, and what came of it where that is more than a line."""
        self.done(text, undoable=False)
        found: list[Any] = list(lines)
        if found:
            self.tell_at_length(text, found)

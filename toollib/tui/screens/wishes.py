"""What members want the library to have: who wants it too gets a vote, and what came true ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from toollib.tui import words
from toollib.tui.screens.codes_to_desk import CodesToDesk
from toollib.tui.screens.wish_forms import close_form, told_wish, vote_form, wish_form, wished
from toollib.tui.widgets.columns import Column
from toollib.tui.widgets.filter_line import FilterLine
from toollib.tui.widgets.virtual_table import Rows, VirtualTable

if TYPE_CHECKING:
    from toollib.desk.wishing import Wish
    from toollib.tui.seat import Seat


@dataclass(frozen=True, slots=True)
class Slice:
    """Part of the list."""

    total: int
    rows: tuple[Wish, ...]


class WishesLine(FilterLine):
    """The filter of the wishes: Enter on one is a vote."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "screen.choose", "vote", id="wishes.enter",
            tooltip="One more member shares the marked wish",
        ),
    ]  # fmt: skip


class WishesScreen(CodesToDesk["Wish"]):
    """All wishes, those that most members share first."""

    ROOM = "reports"
    SHOWS = ("open", "all")
    PLACEHOLDER = "type a kind or a word"
    LINE = WishesLine
    HELP = (
        "What members want the library to have, most shared first. F7 takes a new wish, Enter or F8 counts one more member "
        "for the marked one (everybody counts once), F9 ends it, saying why. Who shares a wish is shown to nobody. The "
        "report “What to get next” weighs wishes with whatever else members lacked."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f7", "wish", "wish", id="wishes.add", tooltip="A member wishes for something new"),
        Binding(
            "f8",
            "vote",
            "vote",
            show=False,
            id="wishes.vote",
            tooltip="One more member shares the marked wish",
        ),
        Binding("f9", "close", "end", id="wishes.close", tooltip="It came true, or it will not"),
    ]

    def table(self) -> VirtualTable[Any]:
        """How many share it, what it is, how many are here already, since when."""
        columns: tuple[Column[Wish], ...] = (
            Column("Votes", lambda row: f"{row.votes:,}", 5, right=True),
            Column("Wish", wished, 30, grows=3),
            Column("Here", lambda row: f"{row.owned:,}" if row.owned else "–", 4, right=True),
            Column("Since", self._since, 11, from_width=90),
            Column("State", _state, 18, grows=2, look=lambda row: "" if row.state == "open" else "dim"),
        )
        empty = "No such wish.\nF7 takes one: for a tool kind, or in the member's own words."
        return VirtualTable(columns, key=lambda row: row.id, empty=empty, id="table")

    def rows(self, seat: Seat, text: str, show: str, part: slice) -> Rows:
        """Wishes narrowed to all words typed."""
        sought = text.casefold().split()
        found = [
            each
            for each in seat.desk.wishes(closed=show == "all")
            if all(word in f"{each.kind or ''} {wished(each)}".casefold() for word in sought)
        ]
        return Slice(len(found), tuple(found[part]))

    def open(self, row: Wish) -> None:
        """One more member shares it."""
        if row.state == "open":
            self.ask_form(vote_form(row, self._told))
        else:
            self.verdict.say("noted", f"{wished(row)}: closed. {row.why or ''}".strip())

    def action_wish(self) -> None:
        """Ask who wishes for what; what is typed in the filter is taken along."""
        self.ask_form(wish_form(self._told, what=self._line.value.strip()))

    def action_vote(self) -> None:
        """One more member shares the marked wish."""
        if (row := self._table.row) is not None:
            self.open(row)

    def action_close(self) -> None:
        """Ask why the marked wish ends."""
        row: Wish | None = self._table.row
        if row is not None and row.state == "open":
            self.ask_form(close_form(row, self._told))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One is among the wishes already."""
        return action != "wishes" and super().check_action(action, parameters)

    def action_back(self) -> None:
        """Clear the filter; then back to where one came from."""
        if self._line.value or self._shown or self.verdict.kind is not None:
            super().action_back()
        else:
            self.dismiss()

    def _told(self, wish: Wish) -> None:
        self.done(told_wish(wish))

    def _since(self, row: Wish) -> str:
        about = self.house.about
        if about is None:
            return ""
        return words.day(about.sayings.today(row.placed_at), about.sayings.today(self.house.clock.now()))


def _state(row: Wish) -> str:
    return "open" if row.state == "open" else f"✓ {row.why or 'closed'}"

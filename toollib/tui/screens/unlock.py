"""What to buy next: the kinds that make most designs buildable, alone, as pairs, as triples, within a budget."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from catalog.kindsets import each_once, so_many
from toollib.tui.screens.form import Field, Form, Values, no_scan
from toollib.tui.screens.thinking import Ask, Names, ThinkingRoom, planning
from toollib.tui.screens.verbs import Verb
from toollib.tui.screens.what_if import WHAT_IF, AsksWhatIf
from toollib.tui.widgets.columns import Column
from toollib.tui.widgets.lines import Line, Lines, Piece, line
from toollib.tui.widgets.prose import content_of
from toollib.tui.widgets.verdict import Verdict
from toollib.tui.widgets.virtual_table import Rows, VirtualTable

if TYPE_CHECKING:
    from toollib.tui.seat import Seat
    from toollib.workshop.outlook import Priced, Tell, WhatToBuy

SIZES = ("one kind", "two kinds", "three kinds")
_LIMIT = 50  # so many sets are shown
_FEW = 3  # kinds are named of those that are left out
_NOTHING = (
    "Nothing that one could buy makes another design buildable.\n"
    "→ looks for more kinds together; ctrl+b changes what they may cost."
)


@dataclass(frozen=True, slots=True)
class Purchase:
    """Kinds to buy together, with the designs that they unlock, and those that follow from what these make.

    All are names; `designs` and `then` map ids to them. `counts`: how many copies of each kind; `prices`: of one, None
    where nobody knows.
    """

    kinds: tuple[str, ...]
    counts: tuple[int, ...]
    designs: Mapping[str, str]
    then: Mapping[str, str]
    cost: int | None
    prices: tuple[int | None, ...]
    wishes: tuple[int, ...]
    refused: tuple[int, ...]

    @property
    def named(self) -> str:
        """All kinds in a row."""
        return " + ".join(map(so_many, self.counts, self.kinds))


@dataclass(frozen=True, slots=True)
class Purchases:
    """The best ones. `bound`: none that was not looked at unlocks more designs; None where all were looked at.

    `unpriced`: the kinds, by name, that were left out of the budget since nobody knows what they cost.
    """

    total: int
    rows: tuple[Purchase, ...]
    bound: int | None
    unpriced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BestPurchases:
    """The question, with what kinds and designs are called."""

    what: WhatToBuy
    names: Names

    def answer(self, tell: Tell) -> Purchases:
        """The best ones by name."""
        found = self.what.answer(tell)
        rows = tuple(self._named(place, found) for place in range(len(found.found.rows)))
        best = found.found
        unpriced = tuple(map(self.names.kind, best.unpriced))
        return Purchases(len(rows), rows, None if best.exact else best.bound, unpriced)

    def _named(self, place: int, found: Priced) -> Purchase:
        row = found.found.rows[place]
        kinds = each_once(row.kinds)
        return Purchase(
            tuple(map(self.names.kind, kinds)),
            tuple(kinds.values()),
            {each: self.names.design(each) for each in row.designs},
            {each: self.names.design(each) for each in found.follow[row.kinds]},
            row.cost,
            tuple(map(self.what.terms.prices.get, kinds)),
            tuple(found.wishes.get(each, 0) for each in kinds),
            tuple(found.refused.get(each, 0) for each in kinds),
        )


class PurchaseTable(VirtualTable[Purchase]):
    """The purchases; left and right look for fewer or more kinds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "screen.kinds(-1)", "fewer", id="unlock.fewer", tooltip="Fewer kinds together"),
        Binding("right", "screen.kinds(1)", "more kinds", id="unlock.more", tooltip="More kinds together"),
    ]


class UnlockScreen(AsksWhatIf, ThinkingRoom[Purchases]):
    """The best purchases."""

    ROOM = "designs"
    HELP = (
        "Which tools to get next: those of which one more copy makes most designs buildable. ← and → look for one, two or "
        "three kinds together: two that unlock nothing alone may be the best pair. ctrl+b says what they may cost together; "
        "then kinds of unknown price are left out. Designs are those that can be built at once; Then, how many more follow "
        "once the tools that these make have been built. Wishes are members who want one, Refused how often in a year the "
        "desk could not lend one. The marked row stands in full below the list. Enter tells the designs. Nothing counts as "
        "out here: it is about what the library has."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "kinds(1)", "more kinds", show=False, id="unlock.tab", tooltip="As →"),
        Binding("shift+tab", "kinds(-1)", "fewer kinds", show=False, id="unlock.tab-back", tooltip="As ←"),
        Binding("ctrl+b", "budget", "budget", id="unlock.budget", tooltip="What they may cost together"),
    ]

    MORE: ClassVar[tuple[Verb, ...]] = (WHAT_IF,)

    def body(self) -> ComposeResult:
        """What is asked and how far that is, the purchases, the marked one in full, the verdict."""
        yield Lines(id="plan-head")
        yield PurchaseTable(self._columns(), key=lambda row: row.named, empty="", id="table")
        yield Static("", id="plan-foot", markup=False)
        yield Verdict(id="verdict")

    def on_mount(self) -> None:
        """Arrows move in the list at once."""
        self._table.focus()
        self.thinking(0)

    def asking(self) -> tuple[object, ...]:
        """How many kinds together, and what they may cost."""
        return self._together, self._budget

    def question(self) -> Ask[Purchases]:
        """The best purchases of this size within this budget."""
        size, budget = self._together, self._budget
        return lambda ask, names: BestPurchases(ask.what_to_buy(size, budget=budget, limit=_LIMIT), names)

    @property
    def _together(self) -> int:
        return self.house.ahead.together

    @property
    def _budget(self) -> int | None:
        return self.house.ahead.budget

    def came(self, answer: Purchases) -> None:
        """Show the purchases."""
        if answer.bound is not None:
            sure = Piece(
                f"~ not all sets were looked at: none of the others unlocks more than {answer.bound}", "warn"
            )
        elif answer.total:
            sure = Piece("✓ exact: no other unlocks more", "good")
        else:
            sure = Piece("✓ exact: there is none", "good")
        self._head(sure, *_left_out(answer.unpriced))
        self._table.empty = _NOTHING
        self._show(answer)

    def thinking(self, percent: int | None) -> None:
        """Say how far it is, above what was found before."""
        if percent is None:
            self._head(Piece("! stopped; ctrl+r looks again", "warn"))
        else:
            self._head(Piece(f"… looking, {percent} %; Esc stops", "dim"))

    def kind_meant(self) -> str:
        """The first kind of the marked purchase."""
        row: Purchase | None = self._table.row
        return "" if row is None else row.kinds[0]

    def action_kinds(self, by: int) -> None:
        """Look for another number of kinds together."""
        together = (self._together - 1 + by) % len(SIZES) + 1
        self.house.ahead = replace(self.house.ahead, together=together)
        self._table.empty = ""
        self._show(Purchases(0, (), None))
        self.thinking(0)
        self.look()

    def action_budget(self) -> None:
        """Ask what they may cost."""
        about = self.house.about
        if about is None:
            return
        typed = "" if self._budget is None else about.major(self._budget)

        def verb(seat: Seat, values: Values) -> int | None:
            text = values["budget"].strip()
            return planning(seat).budget(no_scan(seat, text, "a budget")) if text else None

        field = Field("budget", "Budget", typed, hint="like 500; blank: any")
        intro = "What the kinds may cost together. Kinds whose price nobody knows are left out then."
        self.ask_form(Form("unlock budget", "What may it cost?", (field,), verb, self._budgeted, intro))

    def _budgeted(self, budget: int | None) -> None:
        self.house.ahead = replace(self.house.ahead, budget=budget)
        self.thinking(0)
        self.look()

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        from toollib.tui.screens.purchase import PurchaseScreen

        self.house.push_screen(PurchaseScreen(event.row))

    @on(VirtualTable.Moved)
    def _moved(self) -> None:
        row: Purchase | None = self._table.row
        foot = self.query_one("#plan-foot", Static)
        foot.display = row is not None
        if row is not None:
            foot.update(content_of(_in_full(row)))

    def _head(self, *told: Piece) -> None:
        sizes: list[Piece] = []
        for number, words in enumerate(SIZES, 1):
            here = number == self._together
            sizes.append(Piece(f"[{words}] " if here else f" {words}  ", "title" if here else ""))
        budget = "any" if self._budget is None else self._money(self._budget)
        rows: list[Line] = [line("Get ", *sizes, right=[f"for at most: {budget}"]), *map(line, told)]
        self.query_one("#plan-head", Lines).show(rows)

    def _show(self, found: Purchases) -> None:
        def source(offset: int, limit: int, reply: Callable[[Rows], None]) -> None:
            reply(replace(found, rows=found.rows[offset : offset + limit]))

        self._table.show(source)

    def _columns(self) -> tuple[Column[Purchase], ...]:
        return (
            Column("Get", lambda row: row.named, 24, grows=2),
            Column("Designs", lambda row: f"{len(row.designs):,}", 7, right=True),
            Column("Then", lambda row: f"+{len(row.then):,}" if row.then else "", 5, right=True),
            Column(
                "Cost", lambda row: "unknown" if row.cost is None else self._money(row.cost), 10, right=True
            ),
            Column("Wishes", lambda row: f"{sum(row.wishes):,}", 6, right=True),
            Column("Refused", lambda row: f"{sum(row.refused):,}", 7, right=True),
            Column("Which", lambda row: ", ".join(row.designs.values()), 20, grows=3, from_width=110),
        )

    def _money(self, amount: int) -> str:
        return str(amount) if self.house.about is None else self.house.about.sayings.money(amount)

    @property
    def _table(self) -> VirtualTable[Any]:
        return self.query_one("#table", VirtualTable)


def _left_out(unpriced: Sequence[str]) -> Iterator[Piece]:
    """What a budget leaves out since nobody knows what it costs."""
    if not unpriced:
        return
    count = len(unpriced)
    head = "one kind" if count == 1 else f"{count:,} kinds"
    more = f" and {count - _FEW:,} more" if count > _FEW else ""
    yield Piece(f"! {head} of unknown price left out: {', '.join(unpriced[:_FEW])}{more}", "warn")


def _in_full(row: Purchase) -> Iterator[Line]:
    """The marked purchase, whatever room the columns have."""
    yield line(Piece(row.named, "title"))
    yield line(Piece("✓ ", "good"), f"at once: {', '.join(row.designs.values())}")
    if row.then:
        yield line(Piece("→ ", "good"), f"then, with what these make: {', '.join(row.then.values())}")

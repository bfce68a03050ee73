"""One purchase: what each kind costs and who wants it, the designs that it unlocks, and what follows from those."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from catalog.kindsets import so_many
from toollib.tui.screens.design_page import DesignScreen
from toollib.tui.screens.room import Room
from toollib.tui.screens.stray_scans import StrayScans
from toollib.tui.widgets.columns import Column
from toollib.tui.widgets.lines import Line, Lines, Piece, line
from toollib.tui.widgets.verdict import Verdict
from toollib.tui.widgets.virtual_table import Rows, VirtualTable

if TYPE_CHECKING:
    from toollib.tui.screens.unlock import Purchase


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A design that a purchase brings: at once, or after what others make."""

    id: str
    name: str
    at_once: bool


@dataclass(frozen=True, slots=True)
class _Part:
    total: int
    rows: tuple[Unlocked, ...]


class PurchaseScreen(StrayScans, Room):
    """What one purchase brings."""

    ROOM = "designs"
    HELP = (
        "The designs that this purchase makes buildable at once (✓), and those that follow once the tools that these make "
        "have been built (→). Enter opens a design."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", id="purchase.back", tooltip="Back to the purchases"),
    ]

    def __init__(self, purchase: Purchase) -> None:
        super().__init__()
        self._purchase = purchase
        now = [Unlocked(*each, at_once=True) for each in purchase.designs.items()]
        then = [Unlocked(*each, at_once=False) for each in purchase.then.items()]
        self._rows = (*now, *then)

    def body(self) -> ComposeResult:
        """The kinds, the designs, the verdict."""
        yield Lines(tuple(self._head()), id="plan-head")
        columns: tuple[Column[Unlocked], ...] = (
            Column("Design", lambda row: row.name, 30, grows=1),
            Column("How", _how, 32, look=lambda row: "good" if row.at_once else ""),
        )
        yield VirtualTable(columns, key=lambda row: row.id, id="table")
        yield Verdict(id="verdict")

    def on_mount(self) -> None:
        """Show the designs; arrows move among them."""
        table = self.query_one("#table", VirtualTable)
        rows = self._rows

        def source(offset: int, limit: int, reply: Callable[[Rows], None]) -> None:
            reply(_Part(len(rows), rows[offset : offset + limit]))

        table.show(source)
        table.focus()

    def scanned(self, text: str) -> None:
        """To the desk with it."""
        self.house.scan_at_desk(text)

    def action_back(self) -> None:
        """Back to the purchases."""
        if not self.verdict.hush():
            self.dismiss()

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        self.house.push_screen(DesignScreen(event.row.id))

    def _head(self) -> Iterator[Line]:
        one = self._purchase
        each = zip(one.kinds, one.counts, one.prices, one.wishes, one.refused, strict=True)
        for kind, count, price, wishes, refused in each:
            told = [
                f"{wishes:,} wish for it" if wishes else "",
                f"refused {refused:,} times" if refused else "",
            ]
            cost = self._money(price) + (" each" if count > 1 else "")
            facts = " · ".join(filter(None, [cost, *told]))
            yield line(Piece(so_many(count, kind), "title"), right=[facts])
        if sum(one.counts) > 1:
            yield line("Together", right=[self._money(one.cost)])
        then = f", and {_more(len(one.then))} from what these make" if one.then else ""
        yield line(f"{_designs(len(one.designs))} at once{then}")

    def _money(self, amount: int | None) -> str:
        about = self.house.about
        if amount is None or about is None:
            return "of unknown price"
        return about.sayings.money(amount)


def _how(row: Unlocked) -> str:
    return "✓ at once" if row.at_once else "→ after what others make"


def _designs(count: int) -> str:
    return "one design" if count == 1 else f"{count:,} designs"


def _more(count: int) -> str:
    return "one more follows" if count == 1 else f"{count:,} more follow"

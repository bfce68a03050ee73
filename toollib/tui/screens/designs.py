"""Every design of the catalog, whether the library's tools could build it today, narrowed by words and facets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from toollib.tui.screens.design_page import BrokenScreen, DesignScreen, WatchesFiles
from toollib.tui.screens.listing import ListRoom
from toollib.tui.screens.verbs import Verb
from toollib.tui.screens.what_if import WHAT_IF, AsksWhatIf
from toollib.tui.widgets.columns import Column
from toollib.tui.widgets.filter_line import FilterLine
from toollib.tui.widgets.lines import Piece
from toollib.tui.widgets.virtual_table import Rows, VirtualTable

if TYPE_CHECKING:
    from catalog.finding import Index
    from catalog.shelf import Card, Shelf
    from toollib.tui.screens.design_facets import FacetValue
    from toollib.tui.seat import Seat
    from toollib.workshop.ready import Mark

# A sign before every mark: colour is never the only one.
MARKS: dict[str, Piece] = {
    "ready": Piece("✓ ready", "good"),
    "almost": Piece("~ almost", "warn"),
    "missing": Piece("✗ lacks tools", ""),
    "undocumented": Piece("? undocumented", "dim"),
    "planned": Piece("· only planned", "dim"),
    "broken": Piece("! broken file", "bad"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list: a design, or a file that gives none. `stale`: its file was saved with errors since."""

    id: str
    name: str
    category: str
    mark: str
    status: str
    license: str
    counts: str
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Slice:
    """Part of the list. `instead`: words that nothing has, and what was looked for in their place."""

    total: int
    rows: tuple[Listed, ...]
    instead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listing:
    """All designs by id, those in the order of names, the broken files, and the index that finds them."""

    designs: Mapping[str, Listed]
    broken: tuple[Listed, ...]
    index: Index


class DesignsLine(FilterLine):
    """The filter of the designs, in which facets may stand too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+f", "screen.facets", "narrow", id="designs.facets",
            tooltip="Choose by status, license, category, tools needed, tools made",
        ),
    ]  # fmt: skip


class DesignsScreen(AsksWhatIf, WatchesFiles, ListRoom[Listed]):
    """All designs, those that can be built today marked."""

    ROOM = "designs"
    SHOWS = ("all", "ready", "almost", "missing", "undocumented", "planned", "broken")
    PLACEHOLDER = "type any word; ctrl+f narrows"
    LINE = DesignsLine
    HELP = (
        "Every design: ✓ ready means that the library has every tool free today, ~ almost that one or two are missing, "
        "? undocumented that nobody wrote down which tools it takes. Words are looked for in names, keywords, parts and "
        "tools; status:done needs:mig-welder narrow further (ctrl+f). Enter shows parts, tools, steps and why not. ctrl+b "
        "asks for another day, or for a member, and leads to what is being built."
    )
    MORE: ClassVar[tuple[Verb, ...]] = (
        Verb("What to buy next", "Which kinds make most designs buildable", "unlock"),
        Verb("In what order", "Everything that can be built, in rounds", "bootstrap"),
        WHAT_IF,
        Verb("What can be built", "On which day, by whom; benches and builds", "build"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+b", "build", "build", id="designs.build", tooltip="What can be built, when and by whom"
        ),
        Binding("ctrl+r", "renew", "look again", id="designs.renew", tooltip="Read the design files again"),
        Binding("ctrl+g", "graph", "graph", id="designs.graph", tooltip="How all designs hang together"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._known: Listing | None = None
        self._instead: Mapping[str, tuple[str, ...]] = {}

    def table(self) -> VirtualTable[Any]:
        """Name, what can be done about it today, how far it is; more on wide terminals."""
        columns: tuple[Column[Listed], ...] = (
            Column("Design", _name, 24, grows=3, look=lambda row: "bad" if row.stale else ""),
            Column("Today", lambda row: MARKS[row.mark].text, 14, look=lambda row: MARKS[row.mark].look),
            Column("Status", lambda row: row.status, 11),
            Column("Category", lambda row: row.category, 12, grows=1),
            Column("Parts · tools · steps", lambda row: row.counts, 21, from_width=110),
            Column("License", lambda row: row.license, 18, from_width=130),
        )
        empty = (
            "No design is like that.\nEsc clears the filter. A file put into designs/ is there after ctrl+r."
        )
        return VirtualTable(columns, key=lambda row: row.id, empty=empty, id="table")

    def rows(self, seat: Seat, text: str, show: str, part: slice) -> Rows:
        """Designs by name or, of some words, the best first; broken files last.

        What can be built is worked out again only when something changed.
        """
        known = self._listing(seat)
        found, instead = _found(known, text)
        rows = [row for row in found if show in ("all", row.mark)]
        return Slice(len(rows), tuple(rows[part]), instead)

    def came(self, found: Rows) -> None:
        """Say which words were looked for in place of others."""
        self._instead = found.instead if isinstance(found, Slice) else {}

    def place(self, position: int, total: int) -> str:
        """Beside the filter: what was looked for instead, what is shown, where the cursor is."""
        instead = "".join(f"{near[0]}?  " for near in self._instead.values())
        return instead + super().place(position, total)

    def records_changed(self) -> None:
        """What is lent decides what can be built; what nobody looks at is worked out when somebody does."""
        self._known = None
        if self.is_current:
            super().records_changed()

    def open(self, row: Listed) -> None:
        """Everything about this design, or about what is wrong with its file."""
        self.house.push_screen(BrokenScreen(row.id) if row.mark == "broken" else DesignScreen(row.id))

    def action_graph(self) -> None:
        """Show what is made of, made with and run by what."""
        from toollib.tui.screens.design_graph import GraphScreen

        self.house.push_screen(GraphScreen())

    def action_build(self) -> None:
        """Show what can be built on a day, by a member."""
        from toollib.tui.screens.build import BuildScreen

        self.house.push_screen(BuildScreen())

    def action_unlock(self) -> None:
        """Show which purchases make most designs buildable."""
        from toollib.tui.screens.unlock import UnlockScreen

        self.house.push_screen(UnlockScreen())

    def action_bootstrap(self) -> None:
        """Show in which rounds everything can be built."""
        from toollib.tui.screens.bootstrap import BootstrapScreen

        self.house.push_screen(BootstrapScreen(self.house.ahead.have))

    def action_facets(self) -> None:
        """Choose a value of a facet; it stands in the filter from then on."""
        text = self._line.value
        self.house.ask(lambda seat: _values(self._listing(seat).index, text), self._offer)

    def _offer(self, values: list[FacetValue]) -> None:
        from toollib.tui.screens.design_facets import FacetScreen

        if self.is_current:
            self.house.push_screen(FacetScreen(values), self._narrow)

    def _narrow(self, chosen: FacetValue | None) -> None:
        if chosen is None:
            return
        words = self._line.value.split()
        if chosen.chosen:
            words = [each for each in words if each.casefold() != chosen.token.casefold()]
        else:
            words.append(chosen.token)
        self._line.value = " ".join(words)
        self._line.cursor_position = len(self._line.value)
        self.apply()

    def _listing(self, seat: Seat) -> Listing:
        known = self._known
        if known is None:
            known = self._known = listing(seat)
        return known


def listing(seat: Seat) -> Listing:
    """Every design by name with its mark of today, every broken file, and the index over them."""
    from toollib.workshop.choosing import index_of

    workshop = seat.workshop
    marks = workshop.marks()
    rows = [_row(card, marks.get(card.id, "undocumented")) for card in workshop.shelf]
    rows.sort(key=lambda row: row.name.casefold())
    return Listing(
        {row.id: row for row in rows},
        tuple(_broken(workshop.shelf)),
        index_of(workshop.shelf, seat.library.vocabulary),
    )


def _found(known: Listing, text: str) -> tuple[list[Listed], Mapping[str, tuple[str, ...]]]:
    """What fits the filter, and the words that were looked for in place of others."""
    from catalog.finding import Query

    query = Query.of(text)
    if not query.words and not query.facets:
        return [*known.designs.values(), *known.broken], {}
    answer = known.index.find(query)
    found = [known.designs[id_] for id_ in answer.ids if id_ in known.designs]
    if not query.words:
        found.sort(key=lambda row: row.name.casefold())
    words = text.casefold().split()
    broken = [row for row in known.broken if all(word in row.name.casefold() for word in words)]
    return [*found, *broken], answer.instead


def _values(index: Index, text: str) -> list[FacetValue]:
    """Every value of every facet that would leave something of what the filter shows."""
    from catalog.finding import Query
    from catalog.text import slug_of
    from toollib.tui.screens.design_facets import FacetValue

    query = Query.of(text)
    return [
        FacetValue(facet, value, count, slug_of(value) in query.facets.get(facet, frozenset()))
        for facet, values in index.counts(query).items()
        for value, count in values
    ]


def _name(row: Listed) -> str:
    return f"! {row.name} (file has errors)" if row.stale else row.name


def _row(card: Card, mark: Mark) -> Listed:
    row = card.row
    license_ = row["license"]["hardware"] or ""
    counts = f"{row['parts']} · {row['tools']} · {row['steps']}"
    return Listed(row["id"], row["name"], row["category"], mark, row["status"], license_, counts, card.stale)


def _broken(shelf: Shelf) -> Iterator[Listed]:
    """The files that give nothing; one whose earlier design is still shown stands among the designs."""
    for each in shelf.broken:
        if (held := shelf.held.get(each.id)) is not None and held.card.file == each.file:
            continue
        first = each.problems[0] if each.problems else None
        place = f"{each.id}, line {first.line}" if first is not None else each.id
        what = first.message.split("\n")[0] if first is not None else ""
        yield Listed(each.id, f"{place}: {what}" if what else place, "", "broken", "", "", "")

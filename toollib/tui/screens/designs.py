"""Every design of the catalog, whether the library's tools could build it today, and everything known of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from toollib.tui.screens.detail import DetailRoom, section
from toollib.tui.screens.listing import ListRoom
from toollib.tui.widgets.columns import Column
from toollib.tui.widgets.lines import Line, Piece, line
from toollib.tui.widgets.virtual_table import Rows, VirtualTable

if TYPE_CHECKING:
    from pathlib import Path

    from catalog.design import BomLine, Credit, Design, Step
    from catalog.answers import Answer, NeedAnswer
    from catalog.copies import Way
    from catalog.problem import Problem
    from catalog.shelf import Shelf
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
_SHOWN_WAYS = 4


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list: a design, or a file that gives none."""

    id: str
    name: str
    category: str
    mark: str
    status: str
    license: str
    counts: str
    words: str


@dataclass(frozen=True, slots=True)
class Slice:
    """Part of the list."""

    total: int
    rows: tuple[Listed, ...]


class DesignsScreen(ListRoom[Listed]):
    """All designs, those that can be built today marked."""

    ROOM = "designs"
    SHOWS = ("all", "ready", "almost", "missing", "undocumented", "planned", "broken")
    PLACEHOLDER = "type a name, a category, a license"
    HELP = (
        "Every open design: ✓ ready means that the library has every tool free today, ~ almost that one is missing, "
        "? undocumented that nobody wrote down which tools it takes. Enter shows parts, tools, steps and why not."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "renew", "look again", id="designs.renew", tooltip="Read the design files again"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._known: tuple[Listed, ...] | None = None

    def table(self) -> VirtualTable[Any]:
        """Name, what can be done about it today, how far it is; more on wide terminals."""
        columns: tuple[Column[Listed], ...] = (
            Column("Design", lambda row: row.name, 24, grows=3),
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
        """Designs by name, broken files last. What can be built is worked out again only when something changed."""
        if self._known is None:
            self._known = tuple(listed(seat))
        words = text.casefold().split()
        found = [
            row
            for row in self._known
            if (show in ("all", row.mark)) and all(word in row.words for word in words)
        ]
        return Slice(len(found), tuple(found[part]))

    def records_changed(self) -> None:
        """What is lent decides what can be built."""
        self._known = None
        super().records_changed()

    def open(self, row: Listed) -> None:
        """Everything about this design, or about what is wrong with its file."""
        self.house.push_screen(BrokenScreen(row.id) if row.mark == "broken" else DesignScreen(row.id))

    def action_renew(self) -> None:
        """Read the design files again."""
        self.house.ask(renew_shelf, self._renewed)

    def _renewed(self, words: str) -> None:
        self.verdict.say("noted", words)
        self.records_changed()


class DesignScreen(DetailRoom["tuple[Design, Answer, tuple[Problem, ...]]"]):
    """Everything about one design."""

    ROOM = "designs"
    HELP = "Everything that its file says of this design, and how each tool that it needs stands today."

    def __init__(self, design: str) -> None:
        super().__init__()
        self.design = design

    def read(self) -> Callable[[Seat], tuple[Design, Answer, tuple[Problem, ...]]]:
        """The design, how its needs stand, and what is odd in its file."""
        name = self.design

        def work(seat: Seat) -> tuple[Design, Answer, tuple[Problem, ...]]:
            workshop = seat.workshop
            card = workshop.shelf.card(name)
            return workshop.design(name), workshop.why(name), card.problems if card is not None else ()

        return work

    def lines(self, found: tuple[Design, Answer, tuple[Problem, ...]]) -> Iterator[Line]:
        """Head, tools first (what a maker asks at the library), then parts, steps, credit, problems."""
        design, answer, problems = found
        yield from _head(design, answer)
        yield from section("Tools", map(_need, answer.needs), empty="nobody wrote them down")
        yield from section("Parts", map(_part, design.parts), empty="nobody wrote them down")
        yield from section("Steps", map(_step, design.steps), empty="nobody wrote them down")
        if design.safety:
            yield from section("Safety", (line(Piece(f"  ! {each}", "warn")) for each in design.safety))
        yield from section("Credit", _credit(design.credit))
        if problems:
            yield from section("In its file", problem_lines(problems, self.house.folder))


class BrokenScreen(DetailRoom["tuple[Problem, ...]"]):
    """A file that gives no design: every fault of it, with its place."""

    ROOM = "designs"
    HELP = "This file cannot be read as a design. Mend the lines named here; ctrl+r in the list looks again."

    def __init__(self, design: str) -> None:
        super().__init__()
        self.design = design

    def read(self) -> Callable[[Seat], tuple[Problem, ...]]:
        """Every fault of the file."""
        name = self.design
        return lambda seat: tuple(
            problem for each in seat.workshop.shelf.broken if each.id == name for problem in each.problems
        )

    def lines(self, found: tuple[Problem, ...]) -> Iterator[Line]:
        """The faults in file order."""
        yield line(Piece(self.design, "title"))
        yield line("This file cannot be read as a design:")
        yield line()
        yield from problem_lines(found, self.house.folder)


def listed(seat: Seat) -> Iterator[Listed]:
    """Every design by name with its mark of today; then every broken file."""
    workshop = seat.workshop
    marks = workshop.marks()
    rows = [_row(card.row, marks.get(card.id, "undocumented")) for card in workshop.shelf]
    yield from sorted(rows, key=lambda row: row.name.casefold())
    yield from _broken(workshop.shelf)


def _row(row: dict[str, Any], mark: Mark) -> Listed:
    license_ = row["license"]["hardware"] or ""
    counts = f"{row['parts']} · {row['tools']} · {row['steps']}"
    words = " ".join((row["id"], row["name"], row["summary"], row["category"], license_)).casefold()
    return Listed(row["id"], row["name"], row["category"], mark, row["status"], license_, counts, words)


def _broken(shelf: Shelf) -> Iterator[Listed]:
    for each in shelf.broken:
        first = each.problems[0] if each.problems else None
        place = f"{each.id}, line {first.line}" if first is not None else each.id
        what = first.message.split("\n")[0] if first is not None else ""
        yield Listed(each.id, place, what, "broken", "", "", "", f"{each.id} {what}".casefold())


def renew_shelf(seat: Seat) -> str:
    """Read the design files again; how many there are in a sentence."""
    shelf = seat.renew_designs()
    broken = f", {len(shelf.broken)} broken" if shelf.broken else ""
    return f"{len(shelf)} designs{broken}"


def problem_lines(problems: Iterable[Problem], folder: Path) -> Iterator[Line]:
    """Each fault: where (within the library's folder), what, and the way out."""
    inside = f"{folder}/"
    for each in problems:
        first, *excerpt = each.message.split("\n")
        sign, look = ("✗", "bad") if each.severity == "error" else ("!", "warn")
        yield line(Piece(f"  {sign} {each.file.removeprefix(inside)}:{each.line}:{each.column}", look))
        yield line(f"    {first}", Piece(f"  {each.code}", "dim"))
        for row in excerpt:
            yield line(Piece(f"    {row}", "dim"))
        if each.hint:
            yield line(f"    → {each.hint}")


def _head(design: Design, answer: Answer) -> Iterator[Line]:
    yield line(
        Piece(design.name, "title"), f" · {design.id}" + (f" · {design.version}" if design.version else "")
    )
    yield line(design.summary)
    yield line()
    if answer.ready:
        yield line(Piece("✓ Every tool is free today", "good"))
    elif not answer.documented:
        yield line(Piece("? Nobody wrote down which tools it takes", "dim"))
    elif design.readiness.status in ("planned", "design"):
        yield line(
            Piece(f"· Only a {'plan' if design.readiness.status == 'planned' else 'design'} so far", "dim")
        )
    else:
        yield line(Piece(f"✗ Lacks today: {', '.join(answer.missing)}", "bad"))
    facts = {
        "Status": design.readiness.status,
        "License": design.license.hardware,
        "Software": design.license.software,
        "Category": design.category,
        "People": str(design.people.low) if design.people is not None else None,
        "Makes": design.makes_tool,
    }
    for name, value in facts.items():
        if value:
            yield line(Piece(f"{name:<9} ", "dim"), value)


def _need(each: NeedAnswer) -> Line:
    if each.chosen is not None:
        sign, look = "✓", "good"
    else:
        sign, look = ("~", "warn") if each.need.helps else ("✗", "bad")
    kinds = " or ".join(option.kind or f"{option.outside} (from outside)" for option in each.need.options)
    helps = " (helps, not needed)" if each.need.helps else ""
    purpose = f" for {each.need.for_}" if each.need.for_ else ""
    ways = each.ways[:_SHOWN_WAYS]
    told = _way(each.chosen) if each.chosen is not None else "; ".join(map(_way, ways)) or "not owned"
    return line(Piece(f"  {sign} ", look), f"{kinds}{purpose}{helps}: ", Piece(told, look))


def _way(way: Way) -> str:
    what = way.tag or way.outside or way.kind or ""
    stands = f" stands in for {way.stands_in}" if way.stands_in else ""
    slower = f", {way.slower} times slower" if way.slower and way.slower != 1 else ""
    state = "" if way.state == "free" else f", {way.state.replace('-', ' ')}"
    until = f" until {way.until}" if way.until else ""
    return f"{what}{stands}{slower}{state}{until}"


def _part(part: BomLine) -> Line:
    qty = str(part.qty) if part.qty is not None else "? (how many is unknown)"
    optional = " (optional)" if part.optional else ""
    make = getattr(part.make, "external", part.make)
    made = f" → design {make}" if make else ""
    cost = f"  {part.cost.amount} {part.cost.currency}" if part.cost is not None else ""
    return line(f"  {qty}  {part.part}{optional}{made}", Piece(cost, "dim"))


def _step(step: Step) -> Line:
    hours = ""
    if step.hours is not None:
        low, high = step.hours.low, step.hours.high
        hours = f"  {low} h" if low == high else f"  {low} to {high} h"
    after = f"  after {', '.join(step.after)}" if step.after else ""
    return line(
        f"  {step.do}",
        Piece(f"{hours}{after}", "dim"),
        Piece(f"  ! {step.safety}" if step.safety else "", "warn"),
    )


def _credit(credit: Credit) -> Iterator[Line]:
    yield line(f"  {credit.author}", Piece(f"  {credit.source or ''}", "dim"))
    for each in credit.from_:
        yield line(
            f"  from {each.title}",
            Piece(f"  {each.author or ''} {each.license or ''} {each.source or ''}", "dim"),
        )

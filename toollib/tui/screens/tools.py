"""Every tool of the library, where it is, and everything known of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.binding import Binding, BindingType

from toollib.tui import words
from toollib.tui.screens.detail import section
from toollib.tui.screens.history import event_lines, loan_history, promise_rows
from toollib.tui.screens.listing import ListRoom
from toollib.tui.screens.tool_care import ToolCare
from toollib.tui.seat import About
from toollib.tui.widgets.columns import Column
from toollib.tui.widgets.lines import Line, Piece, line
from toollib.tui.widgets.virtual_table import Rows, VirtualTable

if TYPE_CHECKING:
    from toollib.desk.care_views import File
    from toollib.desk.views import Event, Hold, Page, Reservation, Tool, ToolState
    from toollib.tui.seat import Seat
    from toollib.tui.words import Sayings
    from toollib.workshop.build_views import Provenance

    Promises = tuple[tuple[Hold, ...], tuple[Reservation, ...]]
    Known = tuple[Tool, Page, tuple[Event, ...], Promises, tuple[File, ...], "Made | None"]

_LOANS, _EVENTS = 50, 30


@dataclass(frozen=True, slots=True)
class Made:
    """From which build a tool that was built here comes, and what its design is called."""

    of: Provenance
    name: str

    def words(self, say: Sayings, now: datetime) -> str:
        """When, what, and the number of the build."""
        version = f" {self.of.version}" if self.of.version else ""
        return f"{say.moment(self.of.made_at, now)}: {self.name}{version}, build {self.of.build}"


class ToolsScreen(ListRoom[Any]):
    """All tools."""

    ROOM = "tools"
    SHOWS = ("all", "in", "out", "ready", "repair", "lost", "retired")
    PLACEHOLDER = "type a tag, a name or a kind"
    HELP = (
        "Every tool. Type to narrow the list; a scanned tag finds its tool and opens it. Tab shows only those that "
        "are in, out, ready for somebody, in repair, lost or retired."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "new", "new", id="tools.new", tooltip="Put a new tool on the shelf"),
    ]

    def table(self) -> VirtualTable[Any]:
        """Tag, name, state, who has it until when; more on wide terminals."""
        columns: tuple[Column[Tool], ...] = (
            Column("Tag", lambda tool: tool.tag, 8),
            Column("Tool", lambda tool: tool.name, 20, grows=3),
            Column("Kind", lambda tool: tool.kind, 16, grows=1, from_width=110),
            Column(
                "State",
                lambda tool: words.STATES[tool.state].text,
                9,
                look=lambda tool: words.STATES[tool.state].look,
            ),
            Column("With", lambda tool: tool.holder_name or tool.holder or "", 14, grows=1),
            Column("Due", self._due, 12),
            Column("Place", lambda tool: tool.place or "", 8, from_width=96),
            Column("Waiting", lambda tool: str(tool.waiting or ""), 7, right=True, from_width=120),
            Column("Owner", lambda tool: tool.owner, 8, from_width=150),
        )
        empty = "No tool is like that.\nEsc clears the filter, ctrl+n puts a new tool on the shelf."
        return VirtualTable(columns, key=lambda tool: tool.tag, empty=empty, id="table")

    def rows(self, seat: Seat, text: str, show: str, part: slice) -> Rows:
        """Tools by tag, or best first where text is given."""
        from toollib.desk.reads import Part, ToolsWanted

        state = None if show == "all" else cast("ToolState", show)
        return seat.desk.tools(ToolsWanted(text=text, state=state), Part(part.stop - part.start, part.start))

    def open(self, row: Tool) -> None:
        """Everything about this tool."""
        self.house.push_screen(ToolScreen(row.tag))

    def action_new(self) -> None:
        """Ask what the new tool is."""
        from toollib.tui.screens.tool_forms import new_tool_form

        if self.house.about is not None:
            self.ask_form(new_tool_form(self._added))

    def _added(self, tool: Tool) -> None:
        self.done(f"New tool {tool.tag} {tool.name} is on the shelf", undoable=False)

    def _due(self, tool: Tool) -> str:
        about = self.house.about
        return words.tool_due(tool, about.sayings.today(self.house.clock.now())) if about is not None else ""


class ToolScreen(ToolCare):
    """Everything about one tool."""

    ROOM = "tools"
    HELP = (
        "Everything known of this tool: where it is, what comes with it, its loans and events, newest first.\n"
        "ctrl+b settles a missing part, ctrl+o keeps a photo. Apart from these: ctrl+l it is lost, ctrl+k it is "
        "unsafe (recall), ctrl+x it is retired. F12 has the rarer verbs: the end of a recall, the terms of a loan."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+e", "edit", "edit", id="tool.edit", tooltip="Change what is known of this tool"),
    ]

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.tag = tag

    def read(self) -> Callable[[Seat], Known]:
        """The tool, its last loans and events."""
        from toollib.desk.reads import LoansWanted, Part

        tag = self.tag

        def reading(seat: Seat) -> Known:
            made = made_here(seat, tag)
            return (
                seat.desk.tool(tag),
                seat.desk.loans(LoansWanted(tool=tag), Part(_LOANS)),
                seat.desk.events(tag, Part(_EVENTS)),
                (seat.desk.holds_for(tag), seat.desk.reservations_for(tag)),
                seat.desk.tool_files(tag),
                made,
            )

        return reading

    def files(self) -> tuple[File, ...]:
        """The photos and manuals of this tool."""
        return cast("tuple[File, ...]", self.shown[4]) if self.shown is not None else ()

    def lines(self, found: Known) -> Iterator[Line]:
        """Facts, accessories, loans, events."""
        tool, loans, events, promises, files, made = found
        about = self.house.about
        if about is None:
            return
        now = self.house.clock.now()
        yield from tool_lines(tool, about, now)
        if made is not None:
            yield line(Piece("Built here ", "dim"), made.words(about.sayings, now))
        yield from section("Comes with", (line(f"  {each.qty} × {each.name}") for each in tool.accessories))
        today = about.sayings.today(now)
        yield from section("Waiting and reserved", promise_rows(*promises, today, by="member"))
        yield from section(f"Loans ({loans.total:,})", loan_history(loans, about.sayings, now, by="member"))
        if files:
            rows = (line(f"  {each.what} {each.name}  ", Piece(each.path, "dim")) for each in files)
            yield from section("Photos and manuals", rows)
        yield from section("Events", event_lines(events, about.sayings, now))

    def action_edit(self) -> None:
        """Ask what is to change."""
        from toollib.tui.screens.tool_forms import edit_tool_form

        self.ask_knowing(lambda tool, about: edit_tool_form(tool, about, self._edited))

    def _edited(self, tool: Tool) -> None:
        self.done(f"{tool.tag} {tool.name} edited")


def made_here(seat: Seat, tag: str) -> Made | None:
    """Where a tool that was built here comes from; the designs are looked at for such a tool only.

    Raises:
        UnreadDesigns: it was built here, and nobody has read the designs yet.
    """
    from toollib.workshop.build_lookup import current_id
    from toollib.workshop.built import provenance

    found = provenance(seat.desk.context, tag, lambda design: current_id(seat.workshop.shelf, design))
    if found is None:
        return None
    card = seat.workshop.shelf.card(found.design)
    return Made(found, found.design if card is None else str(card.row["name"]))


def tool_lines(tool: Tool, about: About, now: Any) -> Iterator[Line]:
    """What is known of a tool, a line for each fact that there is."""
    today = about.sayings.today(now)
    yield line(Piece(tool.name, "title"), f" · {tool.tag}")
    yield line(words.STATES[tool.state])
    if tool.holder is not None:
        yield line(
            f"with {tool.holder_name or tool.holder} · {tool.holder}, due {words.tool_due(tool, today)}"
        )
    facts = {
        "Kind": tool.kind,
        "Category": tool.category or "",
        "Codes": ", ".join(code for code in tool.codes if code != tool.tag),
        "Place": tool.place or "",
        "Branch": tool.branch or "",
        "Owner": tool.owner,
        "Price": about.sayings.money(tool.price) if tool.price is not None else "",
        "Waiting": str(tool.waiting or ""),
        "Trouble": tool.trouble or "",
        "Goes back": str(tool.give_back or ""),
        "Terms": tool.terms,
        "Note": tool.note,
        **{name.capitalize(): value for name, value in tool.attributes.items()},
    }
    for name, value in facts.items():
        if value:
            yield line(Piece(f"{name:<10} ", "dim"), value)

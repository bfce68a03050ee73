"""Every build: reserved, under way, finished or given up, the newest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toollib.tui.screens.codes_to_desk import CodesToDesk
from toollib.tui.widgets.columns import Column
from toollib.tui.widgets.lines import Piece
from toollib.tui.widgets.virtual_table import Rows, VirtualTable

if TYPE_CHECKING:
    from toollib.tui.seat import Seat
    from toollib.workshop.build_views import Build

# A sign before every state: colour is never the only one.
STATES: dict[str, Piece] = {
    "reserved": Piece("▣ reserved", "good"),
    "under-way": Piece("→ under way", "strong"),
    "finished": Piece("✓ finished", "good"),
    "stopped": Piece("- given up", "dim"),
    "lapsed": Piece("- lapsed", "dim"),
}
# What each word of `BuildsScreen.SHOWS` asks for.
_STATE_OF: dict[str, Any] = {
    "all": None,
    "under way": "under-way",
    "given up": "stopped",
    **{each: each for each in ("reserved", "finished", "lapsed")},
}


@dataclass(frozen=True, slots=True)
class Named:
    """A build, and what its members are called."""

    build: Build
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Some:
    """Part of the builds."""

    total: int
    rows: tuple[Named, ...]


class BuildsScreen(CodesToDesk[Named]):
    """What is being built here, and what was."""

    ROOM = "designs"
    SHOWS = ("all", "under way", "reserved", "finished", "given up", "lapsed")
    PLACEHOLDER = "type a design or a member"
    HELP = (
        "Every build, the newest first: ▣ reserved and not started yet, → under way, ✓ finished, - given up. Tab shows those "
        "in one state; what was reserved and never started has lapsed, and stands only there. Enter opens a build: its steps "
        "are ticked there, and it is finished there. A build is started with ctrl+n where its design is marked."
    )

    def table(self) -> VirtualTable[Any]:
        """Number, design, how far it is, who builds it."""
        columns: tuple[Column[Named], ...] = (
            Column("Build", lambda row: row.build.id, 5, right=True),
            Column("Design", lambda row: row.build.name, 20, grows=2),
            Column(
                "State",
                lambda row: STATES[row.build.state].text,
                11,
                look=lambda row: STATES[row.build.state].look,
            ),
            Column("Steps", steps_words, 7),
            Column("By", lambda row: people_of(row.build, row.names), 18, grows=2),
            Column("Reserved", _days, 24, from_width=110),
            Column("Tool", lambda row: row.build.tool or "", 8, from_width=110),
        )
        empty = (
            "Nothing is built here like that.\n"
            "Esc goes back to the designs: ctrl+n starts to build the marked one,\n"
            "F9 reserves its tools first."
        )
        return VirtualTable(columns, key=lambda row: row.build.id, empty=empty, id="table")

    def rows(self, seat: Seat, text: str, show: str, part: slice) -> Rows:
        """Builds in one state; with a text, those whose design, number or members have each of its words."""
        from toollib.desk.reads import ALL, Part
        from toollib.workshop.build_people import names_of

        state = _STATE_OF[show]
        asked = ALL if text else Part(part.stop - part.start, part.start)
        found, total = seat.workshop.builds.listed(state, part=asked)
        names = names_of(seat.desk.context, found)
        rows = tuple(Named(each, names) for each in found)
        if text:
            parts = text.casefold().split()
            fits = [row for row in rows if all(each in _sought(row) for each in parts)]
            total, rows = len(fits), tuple(fits[part])
        return Some(total, rows)

    def open(self, row: Named) -> None:
        """Everything about this build."""
        from toollib.tui.screens.build_page import BuildPage

        self.house.push_screen(BuildPage(row.build.id))

    def action_back(self) -> None:
        """Clear the filter; if there is none, back."""
        if self._line.value or self._shown or self.verdict.kind is not None:
            super().action_back()
        else:
            self.dismiss()


def steps_words(row: Named) -> str:
    """How many of its steps are done."""
    build = row.build
    return f"{len(build.steps) - len(build.open_steps)} of {len(build.steps)}" if build.steps else ""


def people_of(build: Build, names: Mapping[str, str], *, ids: bool = False) -> str:
    """Who builds it, by name; those who are no members any more are counted."""
    told = [f"{names.get(each, each)} · {each}" if ids else names.get(each, each) for each in build.members]
    left = build.people - len(build.members)
    gone = [] if left <= 0 else ["a member who left" if left == 1 else f"{left} members who left"]
    return ", ".join([*told, *gone])


def _days(row: Named) -> str:
    build = row.build
    return "" if build.reserved_from is None else f"{build.reserved_from} to {build.reserved_to}"


def _sought(row: Named) -> str:
    """What the filter looks through."""
    build = row.build
    return " ".join(
        (build.id, build.name, build.design, *build.members, people_of(build, row.names))
    ).casefold()

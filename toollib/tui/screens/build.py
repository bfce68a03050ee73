"""What can be built on a day, by a member: ready, almost, lacking, undocumented, with what each lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from toollib.tui import words
from toollib.tui.days import today_of
from toollib.tui.screens.build_question import ANYBODY, Asked, ask_form
from toollib.tui.screens.build_verbs import BuildVerbs, Meant
from toollib.tui.screens.codes_to_desk import CodesToDesk
from toollib.tui.screens.design_page import DesignScreen, WatchesFiles
from toollib.tui.screens.designs import MARKS
from toollib.tui.screens.verbs import Verb
from toollib.tui.screens.what_if import WHAT_IF, AsksWhatIf
from toollib.tui.widgets.columns import Column
from toollib.tui.widgets.filter_line import FilterLine
from toollib.tui.widgets.lines import Line, Lines, Piece, line
from toollib.tui.widgets.virtual_table import Rows, VirtualTable

if TYPE_CHECKING:
    from toollib.tui.seat import Seat
    from toollib.workshop.build_day import BuildDay, Stands, Used
    from toollib.workshop.ready import Mark

_COUNTED: dict[Mark, str] = {
    "ready": "ready",
    "almost": "almost",
    "missing": "lack more",
    "undocumented": "undocumented",
}


@dataclass(frozen=True, slots=True)
class Found:
    """Part of the list, and the whole day that it is of."""

    total: int
    rows: tuple[Stands, ...]
    day: BuildDay


class BuildLine(FilterLine):
    """The filter of the build view: with nothing typed, left and right turn the day."""

    # Enter opens a row as in every list; here the line of keys has room for F9 instead.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.choose", "open", show=False, id="list.open", tooltip="Open the marked row"),
        Binding("left", "screen.turn(-1)", "day before", show=False, id="build.before", tooltip="The day before"),
        Binding("right", "screen.turn(1)", "day after", show=False, id="build.after", tooltip="The day after"),
        Binding("ctrl+d", "screen.ask_day", "day, whom", id="build.day", tooltip="Another day, or for a member"),
        Binding("ctrl+u", "screen.unlock", "to buy", show=False, id="build.unlock", tooltip="What to buy next"),
    ]  # fmt: skip


class BuildScreen(AsksWhatIf, BuildVerbs, WatchesFiles, CodesToDesk["Stands"]):
    """All designs by how near they are to being built on a day."""

    ROOM = "designs"
    SHOWS = ("all", "ready", "almost", "missing", "undocumented", "planned")
    PLACEHOLDER = "type a design or what it lacks"
    LINE = BuildLine
    HELP = (
        "What can be built on one day: ✓ ready means that every tool is free then, ~ almost that one or two are missing "
        "(they are named), ? undocumented that nobody wrote down which tools it takes. ← and → turn the day, ctrl+t is "
        "today, ctrl+d asks for any day and for whom: with a member their inductions count, and (induction) "
        "stands where nothing else is missing. ctrl+y tells why or why not, "
        "Enter opens the design; F9 reserves every tool of it, ctrl+n starts to build it, ctrl+b lists what is being built. "
        "ctrl+u tells what to buy next, ctrl+o in what order all can be built."
    )
    MORE: ClassVar[tuple[Verb, ...]] = (
        Verb("Start to build it", "Who builds it; its steps can be ticked then", "start"),
        Verb("What is being built", "Reserved, under way, finished or given up", "builds"),
        Verb("What to buy next", "Which kinds make most designs buildable", "unlock"),
        Verb("In what order", "Everything that can be built, in rounds", "bootstrap"),
        WHAT_IF,
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "today", "today", show=False, id="build.today", tooltip="Back to today"),
        Binding(
            "ctrl+o",
            "bootstrap",
            "in what order",
            show=False,
            id="build.bootstrap",
            tooltip="Everything that can be built, in rounds",
        ),
        Binding(
            "ctrl+r", "renew", "look again", show=False, id="build.renew", tooltip="Read the files again"
        ),
    ]

    def __init__(self, asked: Asked = ANYBODY) -> None:
        super().__init__()
        self._question = asked
        self._known: tuple[Asked, BuildDay] | None = None

    @property
    def asked(self) -> Asked:
        """For which day and whom the list is."""
        return self._question

    def body(self) -> ComposeResult:
        """The day and the counts, then the list."""
        yield Lines([line("…"), line()], id="build-head")
        yield from super().body()

    def table(self) -> VirtualTable[Any]:
        """Name, how it stands, what it lacks or takes; on wide terminals the copies that it takes."""
        columns: tuple[Column[Stands], ...] = (
            Column("Design", lambda row: row.name, 24, grows=1),
            Column("Stands", lambda row: MARKS[row.mark].text, 14, look=lambda row: MARKS[row.mark].look),
            Column("Lacks, or takes", _told, 30, grows=2),
            Column("Copies", _tags, 24, grows=1, from_width=140),
        )
        empty = (
            "No design is like that.\nEsc clears the filter, Tab shows others. ctrl+d asks for another day."
        )
        return VirtualTable(columns, key=lambda row: row.id, empty=empty, id="table")

    def rows(self, seat: Seat, text: str, show: str, part: slice) -> Rows:
        """Designs as they stand on the day; worked out again only when something changed or another day is asked."""
        day = self._day(seat)
        parts = text.casefold().split()
        rows = [
            row
            for row in day.designs
            if show in ("all", row.mark) and all(each in _sought(row) for each in parts)
        ]
        return Found(len(rows), day.told(rows[part]), day)

    def came(self, found: Any) -> None:
        """Say the day, for whom, and how many stand how."""
        for head in self.query("#build-head").results(Lines):
            head.show(_head(found.day, self._question, self._today()))

    def records_changed(self) -> None:
        """What is lent decides what can be built; what nobody looks at is worked out when somebody does."""
        self._known = None
        if self.is_current:
            super().records_changed()

    def meant(self) -> Meant | None:
        """The design under the cursor."""
        row: Stands | None = self._table.row
        return None if row is None else Meant(row.id, row.name)

    def open(self, row: Stands) -> None:
        """Everything about this design."""
        self.house.push_screen(DesignScreen(row.id, self._question))

    def action_back(self) -> None:
        """Clear the filter; if there is none, back to the designs."""
        if self._line.value or self._shown or self.verdict.kind is not None:
            super().action_back()
        else:
            self.dismiss()

    def action_turn(self, by: int) -> None:
        """Turn the day; in a line that holds text, move the cursor."""
        if self._line.value:
            self._line.action_cursor_left() if by < 0 else self._line.action_cursor_right()
            return
        today = self._today()
        day = self._question.day(today)
        if by < 0 and day <= today:
            self.verdict.say("noted", "The days before are over: the shelf is known from today on")
        elif day < date.max:
            self._ask_for(day + timedelta(days=by))

    def action_today(self) -> None:
        """Ask for today."""
        self._ask_for(self._today())

    def action_ask_day(self) -> None:
        """Ask for which day and whom."""
        self.ask_form(ask_form(self._question, self._today(), self._take))

    def action_unlock(self) -> None:
        """Show which purchases make most designs buildable."""
        from toollib.tui.screens.unlock import UnlockScreen

        self.house.push_screen(UnlockScreen())

    def action_bootstrap(self) -> None:
        """Show in which rounds everything can be built."""
        from toollib.tui.screens.bootstrap import BootstrapScreen

        self.house.push_screen(BootstrapScreen(self.house.ahead.have))

    def _ask_for(self, day: date) -> None:
        on = None if day == self._today() else day
        self._take(Asked(on, self._question.member, self._question.name))

    def _take(self, asked: Asked) -> None:
        self._question = asked
        self.verdict.hush()
        self.apply()

    def _day(self, seat: Seat) -> BuildDay:
        from toollib.workshop.build_day import build_day
        from toollib.workshop.ready import When

        asked, known = self._question, self._known
        if known is None or known[0] != asked:
            on = asked.day(today_of(seat))
            found = build_day(seat.desk.context, seat.workshop, When(on, asked.member))
            known = self._known = (asked, found)
        return known[1]

    def _today(self) -> date:
        about = self.house.about
        return about.sayings.today(self.house.clock.now()) if about is not None else date.min


def _head(day: BuildDay, asked: Asked, today: date) -> list[Line]:
    """The day with its hours and for whom, then how many designs stand how."""
    spans = ", ".join(f"{start:%H:%M}–{end:%H:%M}" for start, end in day.open)
    why = f" ({day.closed_why})" if day.closed_why else ""
    hours = f"open {spans}" if spans else f"closed{why}: what stays here cannot be used"
    told = words.day(day.day, today)
    counts = [
        Piece(f"{MARKS[mark].text.split()[0]} {day.counts[mark]} {word}  ", MARKS[mark].look)
        for mark, word in _COUNTED.items()
    ]
    rest = [Piece(f"· {day.counts['planned']} only planned  ", "dim")] if day.counts["planned"] else []
    broken = [Piece(f"! {day.broken} broken", "bad")] if day.broken else []  # the last to be cut
    return [
        line(Piece("today, " if day.day == today else "", "title"), Piece(told, "title"), f" · {asked.whom_words()} · {hours}"),
        line(*counts, *rest, right=broken),
    ]  # fmt: skip


def _told(row: Stands) -> str:
    if row.mark == "ready":
        helps = _counted(_use(each) for each in row.used if each.helps)
        return _counted(_use(each) for each in row.used if not each.helps) + (
            f"; helps: {helps}" if helps else ""
        )
    if row.mark == "undocumented":
        return f"nobody wrote down {'all tools of its parts' if row.of_a_part else 'its tools'}"
    if row.circle:
        return "it is made from what is made from it"
    return _counted(f"{each} (induction)" if each in row.untrained else each for each in row.lacks)


def _use(each: Used) -> str:
    """A kind by its name, in whose place it stands, how slow it is."""
    outside = "" if each.tag is not None else " (from outside)"
    instead = f" in place of {each.stands_in}" if each.stands_in is not None else ""
    slower = f" ({each.slower}× slower)" if each.slower is not None else ""
    return f"{each.name}{outside}{instead}{slower}"


def _tags(row: Stands) -> str:
    return ", ".join(each.tag for each in row.used if each.tag is not None)


def _counted(names: Iterable[str]) -> str:
    """The names, what comes several times with its number."""
    found = Counter(names)
    return ", ".join(name if count == 1 else f"{count} × {name}" for name, count in found.items())


def _sought(row: Stands) -> str:
    """What the filter looks through."""
    return " ".join((row.name, row.id, *row.lacks)).casefold()

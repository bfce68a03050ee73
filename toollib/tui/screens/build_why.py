"""Why a design can or cannot be built on a day: each need with its state, until when, which copy, what stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from toollib.rules.reasons import Refused
from toollib.tui import words
from toollib.tui.days import today_of
from toollib.tui.screens.build_question import Asked, ask_form
from toollib.tui.screens.build_verbs import BuildVerbs, Meant
from toollib.tui.screens.design_page import WatchesFiles
from toollib.tui.screens.detail import DetailRoom, section
from toollib.tui.widgets.lines import Line, Piece, line
from toollib.tui.widgets.verdict import told

if TYPE_CHECKING:
    from catalog.answers import NeedAnswer, Verdict
    from catalog.copies import Way
    from toollib.tui.seat import Seat
    from toollib.workshop.benches import First, Further
    from toollib.workshop.build_day import WhyPage

_AT_ONCE = 6  # days that are looked at before a scan has its turn; a year of them may take a second
_SHOWN_WAYS = 6  # ways to fill a need; a library may have a hundred drills
# What a state means to somebody who wants to build.
_STATES = {
    "free": "free",
    "stays-here": "to be used in the library only",
    "held": "kept for somebody else",
    "reserved": "reserved by somebody else",
    "out": "lent",
    "repair": "in repair",
    "not-inducted": "needs an induction first",
    "too-small": "does not reach what the design asks for",
    "too-few": "counted already for another need",
    "lost": "lost",
    "not-owned": "the library has none",
}


class WhyScreen(BuildVerbs, WatchesFiles, DetailRoom["WhyPage"]):
    """How each need of a design stands on a day, for a member."""

    ROOM = "designs"
    HELP = (
        "Each tool that the design needs: ✓ with the copy that is taken for it, or ✗ with every way to fill it and why "
        "that does not serve: lent until a day, in repair, too small, not owned. What stands in for another tool says how "
        "many times slower it is. ~ only helps. ctrl+d asks for another day, and for a member: then the first day is told "
        "on which all of it can be reserved together."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+d", "ask_day", "day, whom", id="why.day", tooltip="Another day, or for a member"),
    ]

    def __init__(self, design: str, asked: Asked) -> None:
        super().__init__()
        self.design = design
        self._question = asked
        # What is known of the first day on which all is free: it is looked for in small steps, each round anew.
        self._round = 0
        self._first: First | Further | Refused | None = None

    @property
    def asked(self) -> Asked:
        """For which day and whom the page is."""
        return self._question

    def meant(self) -> Meant | None:
        """The design of this page."""
        return None if self.shown is None else Meant(self.shown.design.id, self.shown.design.name)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Here one is told why already."""
        return False if action == "why" else super().check_action(action, parameters)

    def read(self) -> Callable[[Seat], WhyPage]:
        """The needs as they stand, and the first days on which all is free."""
        design, asked = self.design, self._question

        def work(seat: Seat) -> WhyPage:
            from toollib.workshop.build_day import why_page
            from toollib.workshop.ready import When

            on = asked.day(today_of(seat))
            return why_page(seat.desk.context, seat.workshop, design, When(on, asked.member))

        return work

    def lines(self, found: WhyPage) -> Iterator[Line]:
        """When, the needs, what it is made from, what it runs on."""
        about = self.house.about
        today = found.day if about is None else about.sayings.today(self.house.clock.now())
        yield line(Piece(found.design.name, "title"), f" · {found.design.id}")
        yield line(f"{self._question.day_words(today)}, {self._question.whom_words()}")
        yield line()
        yield _standing(found)
        yield from _first(self._first, today)
        needs = (each for need in _worst_first(found.answer.needs) for each in _need(need, found, today))
        yield from section("Needs", needs, empty="nobody wrote them down")
        if found.answer.made_from:
            yield from section("Made from", (_made(each, found) for each in found.answer.made_from))
        if found.answer.runs_on:
            runs = (each for need in found.answer.runs_on for each in _need(need, found, today))
            yield from section("Runs on, to work it and not to build it", runs)

    def records_changed(self) -> None:
        """Read it again; what nobody looks at is read when somebody does."""
        if self.is_current or self.shown is None:
            super().records_changed()

    def _show(self, found: WhyPage) -> None:
        from toollib.workshop.benches import Further

        self._round += 1
        self._first = None if self._question.member is None else Further(found.day)
        self._paint(found)
        self._look_on(self._round, None)

    def _paint(self, found: WhyPage) -> None:
        super()._show(found)

    def _look_on(self, number: int, since: date | None) -> None:
        """Look at some more days, unless somebody asks something else by now or has left."""
        design, member = self.design, self._question.member
        if member is None or number != self._round or not self.is_attached:
            return

        def work(seat: Seat) -> First | Further:
            from toollib.workshop import benches

            wanted = benches.Wanted(design, member)
            return benches.look_for(seat.desk.context, seat.workshop, wanted, since=since, most=_AT_ONCE)

        def heard(found: First | Further | Refused) -> None:
            from toollib.workshop.benches import Further

            if number != self._round or self.shown is None:
                return
            self._first = found
            self._paint(self.shown)
            if isinstance(found, Further):
                self._look_on(number, found.since)

        self.house.ask(work, heard, heard)

    def action_ask_day(self) -> None:
        """Ask for which day and whom."""
        if (about := self.house.about) is not None:
            today = about.sayings.today(self.house.clock.now())
            self.ask_form(ask_form(self._question, today, self._take, about=self.design))

    def _take(self, asked: Asked) -> None:
        self._question = asked
        self.records_changed()


def _standing(found: WhyPage) -> Line:
    answer = found.answer
    if answer.ready:
        return line(Piece("✓ Ready: every tool that it must have is free", "good"))
    if answer.verdict.standing == "undocumented":
        what = "some of what it is made from" if answer.documented else "it"
        return line(Piece(f"? Nobody wrote down which tools {what} takes, so nobody can say", "dim"))
    if answer.verdict.standing == "planned":
        return line(Piece(f"· Not ready: so far it is a {found.design.readiness.status} only", "dim"))
    if answer.verdict.standing == "in a circle":
        return line(Piece("✗ Not ready: it is made from what is made from it", "bad"))
    return line(Piece(f"✗ Lacks: {_names(answer.missing, found)}", "bad"))


def _first(found: First | Further | Refused | None, today: date) -> Iterator[Line]:
    """From when all of it can be reserved together."""
    from toollib.workshop.benches import Further

    if found is None:
        yield line(Piece("For whom? With a member (ctrl+d) the first day is told when all is free.", "dim"))
    elif isinstance(found, Refused):
        yield line(Piece("✗ It cannot be reserved:", "warn"))
        yield from (line(f"  {each}") for each in told(found.reasons, found.hint))
    elif isinstance(found, Further):
        yield line(
            Piece(
                f"… looking for the first day when all is free, from {words.day(found.since, today)} on",
                "dim",
            )
        )
    elif found.first is not None:
        yield line(Piece(f"✓ All free together from {words.day(found.first, today)}", "good"))
    else:
        yield line(Piece("✗ All together it is not free on any open day within a year:", "warn"))
        yield from (line(f"  {each}") for each in told(found.why, found.hint))


def _worst_first(needs: Iterable[NeedAnswer]) -> list[NeedAnswer]:
    """What lacks, what is there, what only helps; each in the order of the file."""
    return sorted(needs, key=lambda need: 2 if need.need.helps else need.chosen is not None)


def _need(need: NeedAnswer, found: WhyPage, today: date) -> Iterator[Line]:
    """A need, and below it the ways to fill it: the one that is taken, or each with why not."""
    if need.chosen is not None:
        sign, look = "✓", "good"
    else:
        sign, look = ("~", "warn") if need.need.helps else ("✗", "bad")
    names = found.names
    kinds = " or ".join(
        names.get(option.kind, option.kind) if option.kind else f"{option.outside} (from outside)"
        for option in need.need.options
    )
    purpose = f" for {need.need.for_}" if need.need.for_ else ""
    helps = " (helps, not needed)" if need.need.helps else ""
    yield line(Piece(f"  {sign} ", look), f"{kinds}{purpose}{helps}")
    if need.chosen is not None:
        yield line(Piece(f"      {_way(need.chosen, found, today)}", look))
        return
    yield from (line(f"      {_way(way, found, today)}") for way in need.ways[:_SHOWN_WAYS])
    if (more := len(need.ways) - _SHOWN_WAYS) > 0:
        yield line(Piece(f"      and {more} more", "dim"))


def _way(way: Way, found: WhyPage, today: date) -> str:
    names = found.names
    if way.tag is None and way.kind is None:
        return f"{way.outside}: brought from outside"
    kind = names.get(way.kind or "", way.kind or "")
    what = f"{way.tag} {names.get(way.tag, kind)}" if way.tag is not None else kind
    stands = f", stands in for {names.get(way.stands_in, way.stands_in)}" if way.stands_in else ""
    slower = f", {way.slower} times slower" if way.slower is not None and way.slower != 1 else ""
    topics = found.inductions.get(way.kind or "", ()) if way.tag is not None and not way.because.lacks else ()
    asks = f", asks for the induction {_quoted(topics)}" if topics else ""
    return f"{what}: {_state(way, today)}{asks}{stands}{slower}"


def _quoted(topics: Iterable[str]) -> str:
    return " and ".join(f"“{topic}”" for topic in topics)


def _state(way: Way, today: date) -> str:
    """Why it does not serve and until when; nobody knows that of what is late."""
    because = way.because
    if because.overdue_since is not None:
        return f"lent and overdue since {words.day(date.fromisoformat(because.overdue_since), today)}"
    if because.goes_back is not None:
        return f"goes back to its owner on {words.day(date.fromisoformat(because.goes_back), today)}"
    if because.lacks:
        return f"needs the induction {_quoted(because.lacks)} first"
    until = "" if way.until is None else f" until {words.day(date.fromisoformat(way.until), today)}"
    return f"{_STATES[way.state]}{until}"


def _made(verdict: Verdict, found: WhyPage) -> Line:
    if verdict.ready:
        return line(Piece("  ✓ ", "good"), verdict.design)
    lacks = f": lacks {_names(verdict.missing, found)}" if verdict.missing else f": {verdict.standing}"
    return line(Piece("  ✗ ", "bad"), f"{verdict.design}{lacks}")


def _names(kinds: Iterable[str], found: WhyPage) -> str:
    """What these kinds are called, and of which nothing but an induction is missing."""
    return ", ".join(
        found.names.get(kind, kind) + (" (induction)" if kind in found.untrained else "") for kind in kinds
    )

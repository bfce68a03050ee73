"""The desk: one line that takes scans, the open card, what became of the last scan, and what happened today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from toollib.tui.bindings import unlisted
from toollib.tui.screens.answers import Answers, to_say
from toollib.tui.widgets.card import (
    WELCOME,
    Candidates,
    day_lines,
    loan_lines,
    member_lines,
    promise_lines,
    to_collect,
)
from toollib.tui.widgets.lines import Line, Lines, Piece, line
from toollib.tui.widgets.scan_line import ScanLine
from toollib.tui.widgets.verdict import Verdict, sentence

if TYPE_CHECKING:
    from toollib.desk.day_views import Today
    from toollib.desk.scanning import Scanned, Visit
    from toollib.rules.reasons import Refused
    from toollib.tui.seat import Seat

T = TypeVar("T")

_PLACEHOLDER = "scan a card or a tag, or type a name"


class DeskScreen(Answers):
    """Where tools are lent and taken back. The scan line always has the focus."""

    ROOM = "desk"
    HELP = (
        "The desk. Scan a card, then tags: each tag is lent to the open card. A tag that is out comes back when it "
        "is scanned. The next card closes the one before. What you type stays until Enter; ↑ and ↓ choose. "
        "F12 has the rarer verbs: close a day, recall a kind, train a group, tell the terms of a loan."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f7", "pay", "pay", id="desk.pay", tooltip="Take a payment from the open card"),
        Binding("f8", "hold", "hold", id="desk.hold", tooltip="Let the open card wait for a tool kind"),
        Binding("f9", "renew", "renew", id="desk.renew", tooltip="Renew every loan of the open card"),
        Binding("f10", "note", "note", id="desk.note", tooltip="Change the note of the open card"),
        unlisted(
            "ctrl+g",
            "collect",
            "collect",
            id="desk.collect",
            tooltip="Lend the open card all that is reserved for today",
        ),
        unlisted("ctrl+n", "new_member", "new", id="desk.new", tooltip="Add a member, with fee and papers"),
        Binding(
            "escape",
            "done",
            "done",
            id="desk.done",
            tooltip="Close the verdict, then the card; typed text stays",
        ),
        unlisted("up", "mark(-1)", "Mark above", id="desk.up", tooltip="Mark one of those that may be meant"),
        unlisted(
            "down", "mark(1)", "Mark below", id="desk.down", tooltip="Mark one of those that may be meant"
        ),
        unlisted("pageup", "page(-1)", "Scroll up", id="desk.pageup", tooltip="Scroll the loans"),
        unlisted("pagedown", "page(1)", "Scroll down", id="desk.pagedown", tooltip="Scroll the loans"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.visit: Visit | None = None
        self._choosing = False
        self._unanswered = 0
        self._touched: datetime | None = None
        self._today: Today | None = None

    def body(self) -> ComposeResult:
        """Scan line, card, verdict, feed."""
        with Horizontal(id="scan-row"):
            yield Static("▸", id="scan-sign", markup=False)
            yield ScanLine(placeholder=_PLACEHOLDER, id="scan")
        with Horizontal(id="card"):
            yield Lines(WELCOME, id="member")
            yield Lines(id="loans")
        candidates = Candidates(id="candidates")
        candidates.display = False
        yield candidates
        yield Verdict(id="verdict")
        feed = Lines([line(Piece("Nothing yet.", "dim"))], id="feed")
        feed.border_title = "Today"
        yield feed

    def on_mount(self) -> None:
        """The scan line has the focus."""
        self.query_one("#scan", ScanLine).focus()

    def library_opened(self) -> None:
        """Show the day."""
        self._read_today()

    # scans

    @on(ScanLine.Scanned)
    def _scanned(self, event: ScanLine.Scanned) -> None:
        self.scan(event.text)

    def scan(self, text: str) -> None:
        """Put a scan behind those before it; it keeps the time at which it came."""
        at = self.house.clock.now()
        self._close_questions()
        self.do(lambda seat: seat.session.scan(text, at))

    @on(ScanLine.Entered)
    def _entered_nothing(self) -> None:
        self.query_one("#candidates", Candidates).take()

    @on(ScanLine.Asked)
    def _asked(self) -> None:
        self.house.action_help()

    @on(ScanLine.Touched)
    def _touched_line(self) -> None:
        self._touched = self.house.clock.now()

    @on(Candidates.Picked)
    def _picked_one(self, event: Candidates.Picked) -> None:
        member, tool = event.member, event.tool
        self._close_questions()
        at = self.house.clock.now()
        if member is not None:
            self.do(lambda seat: seat.session.open(member))
        elif tool is not None:
            self.do(lambda seat: seat.session.scan(tool, at))

    def do(self, work: Callable[[Seat], Scanned]) -> None:
        """Put something behind the scans before it that answers as a scan does."""
        self._unanswered += 1
        self.house.ask(
            work, self._heard(self.answered), self._heard(self._scan_refused), self._heard(self._scan_broke)
        )

    def _heard(self, how: Callable[[T], None]) -> Callable[[T], None]:
        def heard(answer: T) -> None:
            self._unanswered -= 1
            how(answer)

        return heard

    def answered(self, scanned: Scanned) -> None:
        """Show what became of a scan: the card, the verdict, the feed."""
        self._close_questions()
        self._show_visit(scanned.visit)
        told = sentence(scanned.message)
        say = self.verdict.say
        match scanned.outcome:
            case "opened":
                self.verdict.hush()
            case "lent" | "returned":
                say("done", told, to_say(scanned), keys=self.lent_or_back(scanned))
                self.house.happened(scanned.message, sign="✓", undoable=True)
                self.house.changed()
            case "stutter" | "shown":
                say("noted", told)
            case "ask":
                self.question = scanned.tool.tag if scanned.tool is not None else scanned.text
                say("asked", told, keys="ctrl+t takes it back · Esc leaves it lent")
            case "choose":
                self._choosing = True
                self.verdict.hush()
                self.query_one("#candidates", Candidates).offer(scanned.members, scanned.tools)
                self.query_one("#card").display = False
            case "refused" | "unknown":
                self._refuse(scanned, told)
        self.refresh_bindings()

    def _refuse(self, scanned: Scanned, told: str) -> None:
        from toollib.tui.widgets.verdict import told as lines_of

        keys = self.ways_on(scanned)
        heading = told
        if scanned.reasons:
            whom = f" to {scanned.visit.member.name}" if scanned.visit is not None else ""
            heading = f"Not lent{whom}: {scanned.tool.tag if scanned.tool is not None else scanned.text}"
        self.verdict.say("refused", heading, [*lines_of(scanned.reasons), *scanned.warnings], keys=keys)
        self.house.happened(scanned.message, sign="✗")

    def _scan_refused(self, refused: Refused) -> None:
        self.verdict.refusal("Not done", refused)

    def _scan_broke(self, error: Exception) -> None:
        self.house.tell_defect(error, self.verdict)

    def _close_questions(self) -> None:
        """A scan or a key has answered, or the card is gone: nothing is asked any more."""
        self.forget_answers()
        if self._choosing:
            self._choosing = False
            self.query_one("#candidates", Candidates).offer((), ())
            self.query_one("#card").display = True
        self.refresh_bindings()

    # what is shown

    def _show_visit(self, visit: Visit | None) -> None:
        was, self.visit = self.visit, visit
        if was is None:
            self._touched = None  # a key pressed long before says nothing of this card
        about = self.house.about
        if about is None:
            return
        today = about.sayings.today(self.house.clock.now())
        if visit is not None:
            self.query_one("#member", Lines).show(member_lines(visit.member, about.sayings, today))
            lent = loan_lines(visit.loans, today, about.sayings.money)
            ahead = promise_lines(visit.holds, visit.reservations, today)
            self.query_one("#loans", Lines).show([*lent, *ahead])
        elif was is not None or self._today is None:
            self.query_one("#member", Lines).show(WELCOME)
            self._read_today()
        self.refresh_bindings()

    def _read_today(self) -> None:
        self.house.ask(lambda seat: seat.desk.today(), self._show_today)

    def _show_today(self, today: Today) -> None:
        self._today = today
        about = self.house.about
        if self.visit is None and about is not None:
            self.query_one("#loans", Lines).show(
                day_lines(today, about.sayings.today(self.house.clock.now()))
            )

    def feed_changed(self) -> None:
        """Show what happened at this desk, the newest on top."""
        about = self.house.about
        if about is None:
            return
        rows: list[Line] = []
        offered = False
        for each in self.house.feed:
            hint = each.undoable and not offered
            offered = offered or hint
            right = [Piece("ctrl+z undoes", "dim")] if hint else []
            rows.append(
                line(Piece(about.sayings.clock(each.at), "dim"), f" {each.sign} {each.text}", right=right)
            )
        self.query_one("#feed", Lines).show(rows)

    def records_changed(self) -> None:
        """Read the open card, or the day, again."""
        if self.visit is None:
            self._read_today()
        else:
            self.house.ask(_refreshed, self._show_visit)

    def second_passed(self) -> None:
        """The card closes when nobody has been at the desk for a while."""
        touched, self._touched = self._touched, None
        if self.visit is None:
            return
        now = self.house.clock.now()
        self.house.ask(lambda seat: _idle(seat, touched, now), self._if_idle)

    def _if_idle(self, closed: bool) -> None:  # noqa: FBT001
        if closed and self.visit is not None:
            name = self.visit.member.name
            self._close_questions()
            self._show_visit(None)
            self.verdict.say("noted", f"{name}'s card closed: nobody pressed a key for a while")

    # keys

    def subject(self) -> tuple[str, str]:
        """The member whose card is open."""
        return (self.visit.member.id if self.visit is not None else ""), ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys do something now: answers only while something is asked, verbs of a card while one is open.

        A scan that has no answer yet may open a card: whoever is quicker than the answer means that one.
        """
        opening = self._unanswered > 0
        if action in ("pay", "renew", "note", "hold"):
            return True if self.visit is not None or opening else None
        if action == "collect":
            return opening or (self.visit is not None and self._can_collect(self.visit))
        return super().check_action(action, parameters)

    def _can_collect(self, visit: Visit) -> bool:
        about = self.house.about
        return about is not None and to_collect(
            visit.reservations, about.sayings.today(self.house.clock.now())
        )

    def action_done(self) -> None:
        """One step back: the question, the verdict, then the card. Typed text stays."""
        asked = self.question is not None or self._choosing
        self._close_questions()
        if self.verdict.hush() or asked:
            return
        if self.visit is not None:
            self.house.ask(_close, lambda _: self._show_visit(None))

    def action_mark(self, by: int) -> None:
        """Mark one of those that may be meant."""
        self.query_one("#candidates", Candidates).mark(by)

    def action_page(self, by: int) -> None:
        """Scroll the loans."""
        loans = self.query_one("#loans", Lines)
        loans.scroll_relative(y=by * max(1, loans.size.height - 1), animate=False)


def _refreshed(seat: Seat) -> Visit | None:
    seat.session.refresh()
    return seat.session.visit


def _idle(seat: Seat, touched: datetime | None, now: datetime) -> bool:
    if touched is not None:
        seat.session.touch(touched)
    return seat.session.idle(now)


def _close(seat: Seat) -> None:
    seat.session.close()

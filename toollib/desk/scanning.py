"""The scan line: two scans, no keys, one checkout. What a scan means depends on what lies open at this desk.

Card: open that member. Tag that is in, a card open: checkout. Tag that is out: return. A stutter is ignored, a tag
lent a moment ago is not taken back by a scan, a card left alone closes (design.md, "The scan line").
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from catalog.text import code_key, quote
from toollib.desk import (
    bookings,
    collecting,
    holding,
    lending,
    looks,
    reads,
    reserving,
    returning,
    trouble,
    unmet,
    views,
)
from toollib.desk.context import Context, instant
from toollib.desk.facts import policy_for
from toollib.desk.kits import Trouble
from toollib.desk.lookup import member_row, tool_row
from toollib.rules.dates import NoOpenDay, due_date
from toollib.rules.reasons import Reason, Refused, reason
from toollib.store import codes, events, members, tools
from toollib.store.codes import Meant

Outcome = Literal["opened", "lent", "returned", "stutter", "ask", "refused", "shown", "choose", "unknown"]
_CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class Visit:
    """The open card: the member, what they have out (the soonest due first), wait for, and have reserved."""

    member: views.Member
    loans: tuple[views.Loan, ...]
    holds: tuple[views.Hold, ...] = ()
    reservations: tuple[views.Reservation, ...] = ()


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan did. `message`: one line for the feed; `visit`: whose card is open now.

    `can_override`: something of what was refused may be lent past the reasons, and the person may do so. `members`, `tools`: to choose from.
    `propose`: nothing but a reservation is in the way, and until this day the tool could be lent.
    """

    outcome: Outcome
    text: str
    message: str
    visit: Visit | None = None
    tool: views.Tool | None = None
    loans: tuple[views.Loan, ...] = ()
    returned: views.ReturnedTool | None = None
    reasons: tuple[Reason, ...] = ()
    can_override: bool = False
    members: tuple[views.Member, ...] = ()
    tools: tuple[views.Tool, ...] = ()
    warnings: tuple[str, ...] = ()
    propose: date | None = None


class ScanSession:
    """One scan line. It remembers whose card is open, the last code, and the last refusal; all else is in the library."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._last: tuple[str, datetime] | None = None
        self._active_at = context.clock.now()
        self._past: Callable[[str], Scanned] | None = (
            None  # what was refused last, asked for again with a why
        )
        self.visit: Visit | None = None

    def scan(self, text: str, at: datetime | None = None) -> Scanned:
        """What this scan does. `at`: when it arrived, if it had to wait; its stutter counts from then."""
        arrived = at or self._context.clock.now()
        self.idle(arrived)
        self._active_at = arrived
        if not code_key(text):
            return self._answer("unknown", text, "nothing was scanned")
        if self._stutters(text, arrived):
            return self._answer("stutter", text, f"{quote(text)} again within a moment: ignored")
        self._last = code_key(text), arrived
        self._past = None
        meant = codes.meaning(self._context.db, text)
        if meant is None:
            return self._named(text)
        return self._opened(text, meant) if meant.thing == "member" else self._tool(text, meant, arrived)

    def open(self, member: str) -> Scanned:
        """Open a member who was chosen from a list."""
        self.touch()
        return self._opened(member, codes.meaning(self._context.db, member) or Meant("member", 0))

    def lend(self, tag: str, due: date | None = None) -> Scanned:
        """Lend a tool to the open card, by another due date if one is given."""
        return self._lend(tag, lending.Asked(due=due))

    def collect(self) -> Scanned:
        """Lend the open card whatever its member has reserved for today."""
        return self._collect(None)

    def override(self, why: str) -> Scanned:
        """What was refused last, a checkout or a collecting, past its reasons."""
        if self._past is None:
            return self._answer("refused", "", "there is nothing to go past")
        return self._past(why)

    def take_back(self, tag: str) -> Scanned:
        """The answer yes to the question whether a tool lent a moment ago comes back."""
        self.touch()
        return self._returned(tag)

    def report(self, tag: str, told: Trouble) -> Scanned:
        """The tool that came back a moment ago is broken or lacks parts.

        Raises:
            Refused: every reason against it; the return stands as it was.
        """
        self.touch()
        done = trouble.tell(self._context, tag, told)
        self.refresh()
        back = done.returned[0]
        how = "broken" if told.broken else "not whole"
        message = f"{back.loan.tool} {back.loan.tool_name} is {how}: it waits for repair"
        return replace(self._answer("returned", tag, message), returned=back)

    def touch(self, at: datetime | None = None) -> None:
        """A key was pressed: the open card stays open."""
        self._active_at = at or self._context.clock.now()

    def idle(self, at: datetime | None = None) -> bool:
        """Close a card that was left alone for too long; True if that was so."""
        limit = timedelta(seconds=self._context.settings.scan.card_idle_seconds)
        if self.visit is None or abs((at or self._context.clock.now()) - self._active_at) <= limit:
            return False
        self.close()
        return True

    def close(self) -> None:
        """Done with this card."""
        self.visit = None
        self._past = None

    def refresh(self) -> None:
        """Read the open card again, after something else changed it; one that is gone closes."""
        if self.visit is None:
            return
        try:
            self.visit = self._visit_of(self.visit.member.id)
        except Refused:
            self.close()

    def _stutters(self, text: str, arrived: datetime) -> bool:
        if self._last is None or self._last[0] != code_key(text):
            return False
        return abs(arrived - self._last[1]) < timedelta(seconds=self._context.settings.scan.stutter_seconds)

    def _visit_of(self, member: str) -> Visit:
        context = self._context
        return Visit(
            looks.member(context, member),
            reads.loans_of(context, member),
            holding.holds_of(context, member),
            reserving.reservations_of(context, member),
        )

    def _opened(self, text: str, meant: Meant) -> Scanned:
        self._past = None
        try:
            self.visit = self._visit_of(codes.first_code(self._context.db, meant) if meant.row else text)
        except Refused as refused:
            return self._refusal(text, refused)
        return self._answer("opened", text, f"{self.visit.member.id} {self.visit.member.name}")

    def _tool(self, text: str, meant: Meant, arrived: datetime) -> Scanned:
        tool = looks.tool(self._context, text)
        if tool.loan is not None:
            return self._out(text, meant, tool, arrived)
        if self.visit is None:
            message = f"{tool.tag} {tool.name} is {tool.state}: scan a card first, then the tool"
            return replace(self._answer("shown", text, message), tool=tool)
        return self._lend(tool.tag, lending.Asked())

    def _out(self, text: str, meant: Meant, tool: views.Tool, arrived: datetime) -> Scanned:
        """A tag that is out comes back, unless it went out a moment before the scan, or while the scan waited."""
        context = self._context
        lent = events.last_about(context.db, meant, "checkout")
        limit = timedelta(seconds=context.settings.scan.ask_seconds)
        name = f"{tool.tag} {tool.name}"
        if lent is not None and (
            abs(arrived - instant(lent.at)) < limit or arrived < instant(lent.at) <= context.clock.now()
        ):
            if lent.desk != context.person.desk:
                why = f"{name} was lent to {tool.holder_name} a moment ago at desk {lent.desk}"
                return replace(self._refusal(text, Refused([reason("tool-on-loan", why)])), tool=tool)
            message = f"{name} was lent to {tool.holder_name} a moment ago: take it back?"
            return replace(self._answer("ask", text, message), tool=tool)
        return self._returned(tool.tag)

    def _lend(self, tag: str, asked: lending.Asked) -> Scanned:
        if self.visit is None:
            return self._answer("refused", tag, "no card is open: scan a card first")
        self.touch()
        member = self.visit.member
        try:
            done = lending.checkout(self._context, member.id, [tag], asked)
        except Refused as refused:
            self._past = lambda why: self._lend(tag, lending.Asked(override=why))
            answer = self._refusal(tag, refused)
            if {each.code for each in refused.reasons} == {"tool-reserved"}:
                return replace(answer, propose=self._longest(tag, member))
            return answer
        self._past = None
        self.visit = self._visit_of(member.id)
        loan = done.loans[0]
        message = (
            f"{loan.tool} {loan.tool_name} to {member.name}, due {loan.due:%a} {loan.due.day} {loan.due:%b}"
        )
        return replace(self._answer("lent", tag, message), loans=done.loans, warnings=done.warnings)

    def _collect(self, why: str | None) -> Scanned:
        text = "what is reserved"
        if self.visit is None:
            return self._answer("refused", text, "no card is open: scan a card first")
        self.touch()
        member, self._past = self.visit.member, None
        try:
            done = collecting.collect(self._context, member.id, why)
        except Refused as refused:
            left = refused.kept if isinstance(refused, collecting.NothingLent) else ()
            hint = () if refused.hint is None else (refused.hint,)
            answer = replace(self._refusal(text, refused), warnings=hint)
            return replace(answer, can_override=self._may_go_past(left))
        self.visit = self._visit_of(member.id)
        return self._collected(text, done)

    def _collected(self, text: str, done: collecting.Collected) -> Scanned:
        """What is said of a collecting: what was lent, what for, and what was not."""
        left = (
            f"not lent{'' if each.name is None else f' for {each.name}'}: {why.message}"
            for each in done.refused
            for why in each.reasons
        )
        message = f"{', '.join(each.tool for each in done.loans)} to {done.loans[0].member_name}, as reserved"
        if names := list(dict.fromkeys(each.name for each in done.benches)):
            message += f" for {' and '.join(names)}"
        answer = replace(self._answer("lent", text, message), loans=done.loans)
        return replace(
            answer,
            warnings=(*left, *done.warnings),
            reasons=tuple(why for each in done.refused for why in each.reasons),
            can_override=self._may_go_past(done.refused),
        )

    def _may_go_past(self, left: Sequence[collecting.NotCollected]) -> bool:
        """Remember that something reserved was left; whether it is lent where the person goes past the reasons."""
        self._past = self._collect if left else None
        return self._context.actor().may("override") and collecting.may_go_past(left)

    def _longest(self, tag: str, member: views.Member) -> date | None:
        """The latest day until which a tool can be lent that is reserved before it would be due."""
        context = self._context
        borrower = members.get(context.db, member_row(context, member.id), context.cutoff)
        copy = tools.get(context.db, tool_row(context, tag), context.today.isoformat())
        days = policy_for(context, copy.tag, copy.kind, borrower.tier).days
        move = context.settings.due == "next-open-day"
        try:
            due = due_date(context.today, days, context.opening, move=move)
        except NoOpenDay:
            return None
        return bookings.longest(context, bookings.Away(copy.row, copy.kind, due, borrower.row))

    def _returned(self, tag: str) -> Scanned:
        context = self._context
        try:
            done = returning.take_back(context, [tag])
        except Refused as refused:
            return self._refusal(tag, refused)
        return self._back(tag, done)

    def _back(self, tag: str, done: views.Returned) -> Scanned:
        """What is said of a tool that came back; with no card open, that of its borrower opens."""
        context, back = self._context, done.returned[0]
        if self.visit is None and back.loan.member is not None:
            self.visit = self._visit_of(back.loan.member)
        self.refresh()
        message = (
            f"{back.loan.tool} {back.loan.tool_name} back from {back.loan.member_name or 'a member who left'}"
        )
        if back.charged:
            money = context.settings.currency
            days = "one day" if back.loan.late_days == 1 else f"{back.loan.late_days} days"
            message += f", {days} late: {money.format(back.charged)} {money.code}"
        if back.ready_for_name:
            message += f"; kept ready for {back.ready_for_name}"
        elif back.waits:
            message += f"; {back.waits} waits for it"
        return replace(self._answer("returned", tag, message), returned=back, warnings=done.warnings)

    def _named(self, text: str) -> Scanned:
        """Something that is no code: a name, or nothing that the library knows."""
        found = reads.search(self._context, text, limit=_CANDIDATES)
        half_read = any(
            char.isdigit() for char in text
        )  # sooner a card than a name: nobody is opened by half of it
        if len(found.members) == 1 and not found.tools and not half_read:
            return self.open(found.members[0].id)
        if found.members or found.tools:
            some = self._answer("choose", text, f"{quote(text)} may be one of these")
            return replace(some, members=found.members, tools=found.tools)
        unmet.searched(self._context, text)
        return self._answer("unknown", text, f"no card, tag or name is {quote(text)}")

    def _refusal(self, text: str, refused: Refused) -> Scanned:
        may = self._context.actor().may("override") and all(each.override for each in refused.reasons)
        answer = self._answer("refused", text, "; ".join(each.message for each in refused.reasons))
        return replace(answer, reasons=refused.reasons, can_override=may)

    def _answer(self, outcome: Outcome, text: str, message: str) -> Scanned:
        return Scanned(outcome, text, message, self.visit)

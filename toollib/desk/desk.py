"""The desk as faces hold it: every verb and every read of one open library, and nothing to decide here.

Each verb's module is imported when it is first asked for, so that a one-shot command pays for one verb only.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from toollib.desk import looks, views
from toollib.desk.context import Context
from toollib.desk.member_verbs import MemberVerbs
from toollib.desk.tool_verbs import ToolVerbs
from toollib.rules.rights import Actor

if TYPE_CHECKING:
    from toollib.desk import (
        calendar_view,
        collecting,
        day_views,
        hours,
        kits,
        lending,
        money,
        reads,
        rule_views,
    )
    from toollib.desk.scanning import ScanSession


class Desk(MemberVerbs, ToolVerbs):
    """Verbs and reads of one library. Belongs to the thread that opened the library.

    Every verb raises `Refused` with all its reasons; nothing of it is kept then.
    """

    def __init__(self, context: Context) -> None:
        self._context = context

    @property
    def context(self) -> Context:
        """What the verbs stand on, for the workshop."""
        return self._context

    @property
    def actor(self) -> Actor:
        """Who is at the desk, with their rights of this instant."""
        return self._context.actor()

    def scans(self) -> "ScanSession":
        """A new scan line."""
        from toollib.desk.scanning import ScanSession

        return ScanSession(self._context)

    def open_now(self) -> "hours.OpenNow":
        """Whether the library is open, and what comes next."""
        from toollib.desk import hours

        return hours.open_now(self._context)

    def warnings(self) -> tuple[str, ...]:
        """What a volunteer should know: closed now, or a clock that may be wrong."""
        from toollib.desk import hours

        return hours.warnings(self._context)

    def clock_warnings(self) -> tuple[str, ...]:
        """Why the clock may be wrong."""
        from toollib.desk import hours

        return hours.clock_warnings(self._context)

    # Reads: they never write.

    def status(self, code: str) -> views.Status:
        """What a scan of this code would show."""
        return looks.status(self._context, code)

    def member(self, who: str) -> views.Member:
        """One member, by id, card or unambiguous name."""
        return looks.member(self._context, who)

    def tool(self, what: str) -> views.Tool:
        """One tool, by tag, code or full name."""
        return looks.tool(self._context, what)

    def members(
        self, wanted: "reads.MembersWanted | None" = None, part: "reads.Part | None" = None
    ) -> views.Page:
        """A page of members."""
        from toollib.desk import reads

        return reads.member_list(self._context, wanted or reads.MembersWanted(), part or reads.ALL)

    def tools(
        self, wanted: "reads.ToolsWanted | None" = None, part: "reads.Part | None" = None
    ) -> views.Page:
        """A page of tools."""
        from toollib.desk import reads

        return reads.tool_list(self._context, wanted or reads.ToolsWanted(), part or reads.ALL)

    def loans(
        self, wanted: "reads.LoansWanted | None" = None, part: "reads.Part | None" = None
    ) -> views.Page:
        """A page of loans."""
        from toollib.desk import reads

        return reads.loan_list(self._context, wanted or reads.LoansWanted(), part or reads.ALL)

    def today(self, part: "reads.Part | None" = None) -> "day_views.Today":
        """The day at the desk."""
        from toollib.desk import day, reads

        part = part or reads.ALL
        return day.today(self._context, part.limit, part.offset)

    def search(self, text: str, *, within: str | None = None, limit: int = 50) -> views.Found:
        """Tools and members for what somebody typed."""
        from toollib.desk import reads

        return reads.search(self._context, text, within, limit)

    def events(self, about: str | None = None, part: "reads.Part | None" = None) -> tuple[views.Event, ...]:
        """The audit, newest first."""
        from toollib.desk import reads

        return reads.event_list(self._context, about, part or reads.ALL)

    def kinds(self) -> tuple[views.Kind, ...]:
        """All tool kinds."""
        from toollib.desk import reads

        return reads.kind_list(self._context)

    def kind(self, text: str) -> views.Kind:
        """One tool kind."""
        from toollib.desk import reads

        return reads.kind(self._context, text)

    def account(self, member: str) -> views.Account:
        """A member's account."""
        from toollib.desk import money

        return money.account(self._context, member)

    def calendar(
        self, first: date, days: int = 7, *, text: str = "", part: "reads.Part | None" = None
    ) -> "calendar_view.CalendarPart":
        """What is on in so many days from a first one, copy by copy; `text` narrows it to kinds."""
        from toollib.desk import calendar_view, reads

        return calendar_view.calendar(self._context, first, days, text=text, part=part or reads.ALL)

    def policy(self, tool: str, member: str) -> "rule_views.PolicyTold":
        """The terms on which a member would borrow a tool, each with the line of library.yaml that gave it."""
        from toollib.desk import explaining

        return explaining.explain(self._context, tool, member)

    # Verbs: each is one transaction and one event.

    def checkout(
        self, member: str, tools: Sequence[str], asked: "lending.Asked | None" = None
    ) -> views.CheckedOut:
        """Lend tools to a member, all or none."""
        from toollib.desk import lending

        return lending.checkout(self._context, member, tools, asked or lending.Asked())

    def collect(
        self, member: str, *, override: str | None = None, build: str | None = None
    ) -> "collecting.Collected":
        """Lend a member whatever they have reserved for today; each build all or none."""
        from toollib.desk import collecting

        return collecting.collect(self._context, member, override, build=build)

    def return_(
        self, tools: Sequence[str], *, at: datetime | None = None, trouble: "kits.Trouble | None" = None
    ) -> views.Returned:
        """Take tools back, all or none; what is broken or missing is told of one alone."""
        from toollib.desk import returning

        return returning.take_back(self._context, tools, at=at, trouble=trouble)

    def return_trouble(self, tool: str, told: "kits.Trouble") -> views.Returned:
        """Tell what is broken or missing of a tool that came back a moment ago."""
        from toollib.desk import trouble

        return trouble.tell(self._context, tool, told)

    def renew(self, tools: Sequence[str], *, override: str | None = None) -> views.Renewed:
        """Renew the loans of these tools, all or none."""
        from toollib.desk import renewing

        return renewing.renew(self._context, tools, override=override)

    def renew_all(self, member: str) -> views.Renewed:
        """Renew what can be renewed of a member's loans."""
        from toollib.desk import renewing

        return renewing.renew_all(self._context, member)

    def pay(self, member: str, amount: str, *, by: "money.Method" = "cash") -> views.Booked:
        """Book a payment."""
        from toollib.desk import money

        return money.book(self._context, "pay", member, amount, by=by)

    def charge(self, member: str, amount: str, why: str) -> views.Booked:
        """Book a charge."""
        from toollib.desk import money

        return money.book(self._context, "charge", member, amount, why=why)

    def forgive(self, member: str, amount: str, why: str) -> views.Booked:
        """Forgive a debt."""
        from toollib.desk import money

        return money.book(self._context, "forgive", member, amount, why=why)

    def hold(self, member: str, wanted: str) -> views.Hold:
        """Put a member into the queue for a kind or one tool."""
        from toollib.desk import holding

        return holding.hold(self._context, member, wanted)

    def hold_cancel(self, hold: str) -> views.Hold:
        """Take a member out of a queue."""
        from toollib.desk import holding

        return holding.cancel(self._context, hold)

    def holds(
        self, states: Sequence[str] = ("waiting", "ready"), part: "reads.Part | None" = None
    ) -> tuple[views.Hold, ...]:
        """Holds in these states, in the order they were placed."""
        from toollib.desk import holding, reads

        return holding.hold_list(self._context, states, part or reads.ALL)

    def holds_of(self, member: str) -> tuple[views.Hold, ...]:
        """What a member waits for or can collect."""
        from toollib.desk import holding

        return holding.holds_of(self._context, member)

    def holds_for(self, tool_or_kind: str) -> tuple[views.Hold, ...]:
        """Who waits for a kind, or what one copy could be lent for."""
        from toollib.desk import holding

        return holding.holds_for(self._context, tool_or_kind)

    def refund(self, member: str, amount: str, why: str, *, by: "money.Method" = "cash") -> views.Booked:
        """Give credit back."""
        from toollib.desk import money

        return money.book(self._context, "refund", member, amount, why=why, by=by)

    def void(self, entry: str, why: str) -> views.Booked:
        """Take a line of the ledger back by a new one."""
        from toollib.desk import voiding

        return voiding.void(self._context, entry, why)

    def close_day(self, day: date, why: str) -> "rule_views.ClosedDay":
        """Close a day that would have been open; what was promised for it moves to the next open one."""
        from toollib.desk import closing

        return closing.close_day(self._context, day, why)

    def reserve(self, member: str, wanted: str, *, first: date, last: date) -> views.Reservation:
        """Claim a kind or one tool from a first to a last day."""
        from toollib.desk import reserving

        return reserving.reserve(self._context, member, wanted, first=first, last=last)

    def reserve_cancel(self, reservation: str) -> views.Reservation:
        """Give up a reservation."""
        from toollib.desk import reserving

        return reserving.cancel(self._context, reservation)

    def reservations(
        self, *, everything: bool = False, part: "reads.Part | None" = None
    ) -> tuple[views.Reservation, ...]:
        """Reservations that stand, by their first day; or all, the newest first."""
        from toollib.desk import reads, reserving

        return reserving.reservation_list(self._context, everything=everything, part=part or reads.ALL)

    def reservations_for(self, tool_or_kind: str) -> tuple[views.Reservation, ...]:
        """What is reserved of a kind, or what one copy could be collected for."""
        from toollib.desk import reserving

        return reserving.reservations_for(self._context, tool_or_kind)

    def reservations_of(self, member: str) -> tuple[views.Reservation, ...]:
        """What a member has reserved and not collected."""
        from toollib.desk import reserving

        return reserving.reservations_of(self._context, member)

    def undo(self) -> views.Undone:
        """Undo the last action of this person at this desk."""
        from toollib.desk import undoing

        return undoing.undo(self._context)

"""Every member, their standing, and everything known of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.binding import Binding, BindingType

from toollib.tui import words
from toollib.tui.bindings import unlisted
from toollib.tui.screens.detail import section
from toollib.tui.screens.history import entry_lines, event_lines, loan_history, promise_rows
from toollib.tui.screens.listing import ListRoom
from toollib.tui.screens.member_care import MemberCare
from toollib.tui.widgets.card import member_lines
from toollib.tui.widgets.columns import Column
from toollib.tui.widgets.lines import Line, Piece, line
from toollib.tui.widgets.virtual_table import Rows, VirtualTable

if TYPE_CHECKING:
    from datetime import date

    from toollib.desk.views import Account, Entry, Event, Hold, Member, Page, Reservation
    from toollib.tui.seat import Seat

    Promises = tuple[tuple[Hold, ...], tuple[Reservation, ...]]
    Known = tuple[Member, Account, Page, tuple[Event, ...], Promises]

_LOANS, _EVENTS, _ENTRIES = 50, 30, 20


class MembersScreen(ListRoom[Any]):
    """All members."""

    ROOM = "members"
    SHOWS = ("all", "good", "pending", "expired", "blocked")
    PLACEHOLDER = "type a name, a card, a phone number"
    HELP = (
        "Every member. Type to narrow the list; a scanned card finds its member and opens it. Tab shows only those "
        "in good standing, pending (a paper is missing), expired or blocked."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "new", "new", id="members.new", tooltip="Add a member, with fee and papers"),
    ]

    def table(self) -> VirtualTable[Any]:
        """Id, name, standing, money; more on wide terminals."""
        columns: tuple[Column[Member], ...] = (
            Column("Id", lambda member: member.id, 8),
            Column("Name", lambda member: member.name, 20, grows=3),
            Column("Tier", lambda member: member.tier or "", 12, from_width=90),
            Column(
                "Standing",
                lambda member: words.STANDINGS[member.standing].text,
                9,
                look=lambda member: words.STANDINGS[member.standing].look,
            ),
            Column("Until", lambda member: str(member.until or ""), 10),
            Column("Loans", lambda member: str(member.loans or ""), 5, right=True),
            Column("Owes", self._owes, 10, right=True),
            Column("Phone", lambda member: member.phone or "", 14, from_width=120),
            Column("Mail", lambda member: member.email or "", 20, grows=1, from_width=140),
        )
        empty = "No member is like that.\nEsc clears the filter, ctrl+n adds a new member."
        return VirtualTable(columns, key=lambda member: member.id, empty=empty, id="table")

    def rows(self, seat: Seat, text: str, show: str, part: slice) -> Rows:
        """Members by id, or best first where text is given."""
        from toollib.desk.reads import MembersWanted, Part

        standing = None if show == "all" else show
        wanted = MembersWanted(text=text, standing=standing)
        return seat.desk.members(wanted, Part(part.stop - part.start, part.start))

    def open(self, row: Member) -> None:
        """Everything about this member."""
        self.house.push_screen(MemberScreen(row.id))

    def action_new(self) -> None:
        """Ask who the new member is."""
        from toollib.tui.screens.member_forms import new_member_form

        if self.house.about is not None:
            self.ask_form(new_member_form(self.house.about, self._added))

    def _added(self, member: Member) -> None:
        self.done(f"New member {member.name} · {member.id}")

    def _owes(self, member: Member) -> str:
        about = self.house.about
        return about.sayings.money(member.owes) if member.owes and about is not None else ""


class MemberScreen(MemberCare):
    """Everything about one member."""

    ROOM = "members"
    HELP = (
        "Everything known of this member: papers, money, loans and events, newest first. ctrl+d opens the card.\n"
        "ctrl+r reserves, ctrl+x gives a hold or reservation up, ctrl+w enters papers, ctrl+t an induction, ctrl+b blocks and "
        "unblocks, ctrl+o charges, forgives and gives credit back. F12 has the rarer verbs: merge, export, erase."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+e", "edit", "edit", id="member.edit", tooltip="Change what is known of this member"),
        Binding(
            "ctrl+d",
            "at_desk",
            "desk",
            id="member.desk",
            tooltip="Open this member's card at the desk",
        ),
        Binding("f7", "pay", "pay", id="member.pay", tooltip="Take a payment"),
        unlisted("f10", "note", "note", id="member.note", tooltip="Change the note"),
    ]

    def __init__(self, member: str) -> None:
        super().__init__()
        self.member = member

    def read(self) -> Callable[[Seat], Known]:
        """The member, the account, the last loans and events."""
        from toollib.desk.reads import LoansWanted, Part

        who = self.member
        return lambda seat: (
            seat.desk.member(who),
            seat.desk.account(who),
            seat.desk.loans(LoansWanted(member=who), Part(_LOANS)),
            seat.desk.events(who, Part(_EVENTS)),
            (seat.desk.holds_of(who), seat.desk.reservations_of(who)),
        )

    def promises(self) -> Promises:
        """What the member waits for and has reserved."""
        return cast("Promises", self.shown[4]) if self.shown is not None else ((), ())

    def entries(self) -> tuple[Entry, ...]:
        """The account."""
        return cast("Account", self.shown[1]).entries if self.shown is not None else ()

    def lines(self, found: Known) -> Iterator[Line]:
        """Facts, account, loans, events."""
        member, account, loans, events, promises = found
        about = self.house.about
        if about is None:
            return
        say, now = about.sayings, self.house.clock.now()
        yield from member_lines(member, say, say.today(now))
        cards = ", ".join(card for card in member.cards if card != member.id)
        facts = {
            "Cards": cards,
            "Phone": member.phone,
            "Mail": member.email,
            "Role": member.role,
            "Since": _since(member, say.today(now)),
            "Trained": _trained(member, say.today(now)),
        }
        for name, value in facts.items():
            if value:
                yield line(Piece(f"{name:<8} ", "dim"), value)
        entries = account.entries[-_ENTRIES:]
        yield from section("Holds and reservations", promise_rows(*promises, say.today(now), by="tool"))
        yield from section(f"Account: {say.money(account.owes)} owed", entry_lines(entries, say, now))
        yield from section(f"Loans ({loans.total:,})", loan_history(loans, say, now, by="tool"))
        yield from section("Events", event_lines(events, say, now))

    def action_at_desk(self) -> None:
        """Open this member's card at the desk."""
        self.house.scan_at_desk(self.member)

    def action_edit(self) -> None:
        """Ask what is to change."""
        from toollib.tui.screens.member_forms import edit_member_form

        self.ask_knowing(lambda who, about: edit_member_form(who, about, self._edited))

    def action_pay(self) -> None:
        """Take a payment."""
        from toollib.tui.screens.desk_forms import pay_form

        self.ask_knowing(lambda who, about: pay_form(who, about, self.done))

    def action_note(self) -> None:
        """Change the note."""
        from toollib.tui.screens.desk_forms import note_form

        self.ask_knowing(lambda who, about: note_form(who, about, self.done))

    def _edited(self, member: Member) -> None:
        self.done(f"{member.name} · {member.id} edited")


def _since(member: Member, today: date) -> str:
    """Since when somebody is a member, when the waiver was signed (and which), when a paper was seen: in one line."""
    version = f" ({member.waiver_version})" if member.waiver_version else ""
    days = (
        ("", member.since, ""),
        ("waiver ", member.waiver_on, version),
        ("identity ", member.identity_on, ""),
    )
    return " · ".join(f"{what}{words.day(on, today)}{more}" for what, on, more in days if on is not None)


def _trained(member: Member, today: date) -> str:
    """Which inductions were given when, and by whom."""
    given = (
        f"{each.topic} {words.day(each.on, today)}{f' by {each.by}' if each.by else ''}"
        for each in member.inductions
        if each.on is not None
    )
    return " · ".join(given)

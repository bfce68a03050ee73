"""The desk of the past: what was done at it, kept in arrays, written to the book.

Whoever tells the story (`history`, `cast`) says who comes when; what follows from it (due dates, late charges, queues)
follows from the rules here.
"""

import json
from dataclasses import dataclass
from datetime import date

from toollib.demo.book import Book, Tables
from toollib.demo.days import Days
from toollib.demo.people import People
from toollib.demo.stock import Stock
from toollib.demo.terms import AllTerms, Terms
from toollib.rules.dates import months_later
from toollib.rules.fees import late_charge
from toollib.settings import Settings

NO_LIMIT = 10**12


@dataclass(slots=True, eq=False)
class OpenLoan:
    """A loan that is out. Rows less one for tool and member; `due` is the index of a day."""

    number: int
    tool: int
    member: int
    out_at: str
    due: int
    terms: Terms
    first: bool
    about: str
    event: int
    renewals: int = 0
    extend: bool = False


class PastDesk:
    """Every verb takes the day (index) and the second of it at which it was done. Members and tools: row less one."""

    def __init__(
        self, settings: Settings, days: Days, *, people: People, stock: Stock, terms: AllTerms, book: Book
    ) -> None:
        self.settings = settings
        self.days = days
        self.people = people
        self.stock = stock
        self.book = book
        self.tables = Tables()
        self.open: dict[int, OpenLoan] = {}
        rules = settings.membership.rules(settings.currency)
        self.may_owe = rules.may_owe if rules.may_owe is not None else NO_LIMIT
        self._limits = {
            name: NO_LIMIT if tier.loans is None else tier.loans for name, tier in settings.tiers.items()
        }
        self._holder: dict[int, int] = {}
        self._loans_of: dict[int, list[OpenLoan]] = {}
        self.terms = terms
        self._borrowed: set[int] = set()
        self._kinds = {kind: number for number, kind in enumerate(dict.fromkeys(stock.kinds))}
        self._kind_of = [self._kinds[kind] for kind in stock.kinds]
        self.free_of_kind = [0] * len(self._kinds)

    # --- lending ---

    def lend(self, day: int, second: int, *, member: int, tool: int) -> OpenLoan:
        """Lend a tool that is in, until the policy's due date."""
        people, stock, book = self.people, self.stock, self.book
        terms = self.terms.of(stock.kinds[tool], people.tiers[member])
        at = self.days.at(day, second)
        number = book.last_loan = book.last_loan + 1
        about = f'{{"member":"{people.codes[member]}","tools":["{stock.tags[tool]}"],"loans":["{number}"]}}'
        event = book.scan(at, "checkout", about, member=member + 1, tool=tool + 1)
        kind = member * len(self._kinds) + self._kind_of[tool]
        first = kind not in self._borrowed
        if first:
            self._borrowed.add(kind)
            book.first(member + 1, stock.kinds[tool], number)
        self._holder[tool] = member
        if not stock.busy[tool]:  # a copy that was kept ready for somebody is busy already
            self.take_off(tool)
        loan = OpenLoan(number, tool, member, at, terms.due[day], terms, first, about, event)
        self.open[number] = loan
        self._loans_of.setdefault(member, []).append(loan)
        if terms.policy.deposit:
            self._deposit(loan, at, event, "deposit", terms.policy.deposit)
        return loan

    def take_back(self, loan: OpenLoan, day: int, second: int) -> int:
        """End a loan; answers its event. The tool stays busy until `release`."""
        at = self.days.at(day, second)
        event = self.book.scan(at, "return", loan.about, member=loan.member + 1, tool=loan.tool + 1)
        late = self.days.late(loan.due, day, loan.terms.policy.per) if day > loan.due else 0
        self._write(loan, at, late, None)
        if late:
            self._charge_late(loan, late, at, event)
        if loan.terms.policy.deposit:
            self._deposit(loan, at, event, "refund", -loan.terms.policy.deposit)
        if day == self.days.last:  # young enough to be undone
            self.book.detail(event, before=f'{{"late_days":{{"{loan.number}":0}}}}')
        return event

    def shelve(self, tool: int) -> None:
        """A tool is in again, for whoever asks first."""
        self.stock.busy[tool] = False
        self.free_of_kind[self._kind_of[tool]] += 1

    def take_off(self, tool: int) -> None:
        """A tool that is in is not to be lent any more."""
        if not self.stock.busy[tool]:
            self.stock.busy[tool] = True
            self.free_of_kind[self._kind_of[tool]] -= 1

    def room(self, member: int) -> int:
        """How many more loans a member may have now."""
        return self._limits[self.people.tiers[member]] - len(self._loans_of.get(member, ()))

    def overdue(self, member: int, day: int) -> list[OpenLoan]:
        """What a member has and should have brought back before this day."""
        return [loan for loan in self._loans_of.get(member, ()) if loan.due < day]

    def is_out(self, tool: int, *, not_with: int) -> bool:
        """Whether a tool is on loan, with somebody else than this member."""
        return self._holder.get(tool, not_with) != not_with

    def inducted(self, member: int, topic: str, day: int) -> bool:
        """Whether a member's induction in a topic holds on this day."""
        return self.people.inducted.get((member, topic), 0) >= self.days.ordinals[day]

    def none_free(self, tool: int) -> bool:
        """Whether no copy of this tool's kind is in."""
        return not self.free_of_kind[self._kind_of[tool]]

    def renew(self, loan: OpenLoan, day: int, second: int) -> None:
        """Renew a loan that is not overdue, on a day up to its due date."""
        at = self.days.at(day, second)
        event = self.book.scan(at, "renew", loan.about, member=loan.member + 1, tool=loan.tool + 1)
        if day == self.days.last:
            before = f'{{"{loan.number}":["{self.days.iso[loan.due]}",{loan.renewals},0]}}'
            self.book.detail(event, before=before)
        loan.due = loan.terms.due[max(day, loan.due)]
        loan.renewals += 1

    def undo_lending(self, loan: OpenLoan, day: int, second: int) -> None:
        """Undo a checkout just made: the loan is one that never was, nor the first of its kind."""
        at, event = self.days.at(day, second), loan.event
        if loan.first:
            loan.first = False
            self._borrowed.discard(loan.member * len(self._kinds) + self._kind_of[loan.tool])
            self.book.not_first(loan.number)
        about = {**json.loads(loan.about), "event": str(event), "what": "checkout"}
        undo = self.book.event(
            at, "undo", about, members=[loan.member + 1], tools=[loan.tool + 1], undoes=event
        )
        self._write(loan, at, 0, undo)

    def still_out(self) -> None:
        """Write the loans that are open at the end."""
        for loan in self.open.values():
            self._loan_row(loan, None, 0, None)

    def _write(self, loan: OpenLoan, at: str, late: int, undone: int | None) -> None:
        self._loans_of[loan.member].remove(loan)
        del self.open[loan.number], self._holder[loan.tool]
        self._loan_row(loan, at, late, undone)

    def _loan_row(self, loan: OpenLoan, at: str | None, late: int, undone: int | None) -> None:
        due = self.days.iso[loan.due]
        row = (
            loan.number, loan.tool + 1, loan.member + 1, loan.out_at, due, at, loan.renewals, late,
            int(loan.first), undone, self._borrower(loan),
        )  # fmt: skip
        self.book.loan(row)

    def _borrower(self, loan: OpenLoan) -> str:
        if self.stock.owners.get(loan.tool) == loan.member:
            return "owner"
        return "member" if self.people.role(loan.member) is None else "staff"

    # --- money ---

    def _charge_late(self, loan: OpenLoan, late: int, at: str, event: int) -> None:
        policy, price = loan.terms.policy, self.stock.prices[loan.tool]
        amount = late_charge(late, policy.late, free=policy.free_days, cap=policy.cap, price=price)
        if amount:
            self.book.entry(
                at, loan.member + 1, "charge", amount, event=event, reason="late", loan=loan.number
            )
            self.people.owes[loan.member] += amount

    def _deposit(self, loan: OpenLoan, at: str, event: int, kind: str, effect: int) -> None:
        self.book.entry(at, loan.member + 1, kind, effect, event=event, reason="deposit", loan=loan.number)
        self.people.owes[loan.member] += effect

    def pay(self, member: int, amount: int, day: int, second: int, *, by: str = "cash") -> tuple[int, int]:
        """A payment; answers its event and its line."""
        return self._book(member, "pay", -amount, self.days.at(day, second), method=by)

    def charge(self, member: int, amount: int, why: str, day: int, second: int) -> int:
        """A charge by hand; answers its event."""
        event, _ = self._book(member, "charge", amount, self.days.at(day, second))
        self.book.detail(event, member=member + 1, why=why)
        return event

    def forgive(self, member: int, amount: int, why: str, day: int, second: int) -> int:
        """Forgive some of what a member owes; answers the event."""
        event, _ = self._book(member, "forgive", -amount, self.days.at(day, second))
        self.book.detail(event, member=member + 1, why=why)
        return event

    def level(self, member: int, day: int, second: int) -> None:
        """Make a member owe nothing and have nothing to come, if it is otherwise."""
        owes = self.people.owes[member]
        if owes > 0:
            self.pay(member, owes, day, second)
        elif owes < 0:
            self.charge(member, -owes, "credit paid out in cash", day, second)

    def undo_payment(self, member: int, amount: int, payment: tuple[int, int], day: int, second: int) -> None:
        """Undo a payment: a line of the opposite effect."""
        event, line = payment
        at = self.days.at(day, second)
        about = {"member": self.people.codes[member], "event": str(event), "what": "pay"}
        undo = self.book.event(at, "undo", about, members=[member + 1], undoes=event)
        self.book.entry(at, member + 1, "void", amount, event=undo, voids=line)
        self.people.owes[member] += amount

    def _book(
        self, member: int, what: str, effect: int, at: str, *, method: str | None = None
    ) -> tuple[int, int]:
        kind = {"pay": "payment"}.get(what, what)
        # A line has no id yet when its event is written; the desk names it by the event.
        event = self.book.event(at, what, {"member": self.people.codes[member]}, members=[member + 1])
        line = self.book.entry(at, member + 1, kind, effect, event=event, method=method)
        self.people.owes[member] += effect
        return event, line

    # --- members and tools ---

    def join(self, member: int, day: int, second: int) -> None:
        """A new member, whose fee is paid at once."""
        at = self.people.added_at[member] = self.days.at(day, second)
        self._membership(member, "member-add", at)

    def renew_member(self, member: int, day: int, second: int) -> None:
        """A membership goes on from the later of today and its end."""
        people = self.people
        months = self.settings.tiers[people.tiers[member]].months or 0
        start = max(self.days.ordinals[day], people.until[member])
        people.until[member] = months_later(date.fromordinal(start), months).toordinal()
        self._membership(member, "member-renew", self.days.at(day, second))

    def _membership(self, member: int, what: str, at: str) -> None:
        people = self.people
        event = self.book.event(at, what, {"member": people.codes[member]}, members=[member + 1])
        fee = self.settings.tiers[people.tiers[member]].fee
        if fee:
            self.book.entry(at, member + 1, "charge", fee, event=event, reason="fee")
            self.book.entry(at, member + 1, "payment", -fee, event=event, reason="fee", method="card")

    def edit_member(self, member: int, changed: list[str], day: int, second: int) -> None:
        """Something in a member's record is changed."""
        about = {"member": self.people.codes[member], "changed": changed}
        self.book.event(self.days.at(day, second), "member-edit", about, members=[member + 1])

    def block(self, member: int, why: str, until: str | None, day: int, second: int) -> None:
        """A member may not borrow, for good or up to a day."""
        at = self.days.at(day, second)
        self.people.blocked[member] = (at, why, until)
        about = {"member": self.people.codes[member], "until": until}
        event = self.book.event(at, "member-block", about, members=[member + 1])
        self.book.detail(event, member=member + 1, why=why)

    def add_tool(self, tool: int, day: int, second: int) -> None:
        """A new tool on the shelf; it stays busy until `release`. One that was built here has its build's event."""
        self.stock.added_at[tool] = self.days.at(day, second)
        if tool not in self.stock.built:
            self._tool_event(tool, "tool-add", day, second)

    def lose(self, tool: int, day: int, second: int) -> None:
        """A tool is found to be missing."""
        self.stock.lost[tool] = self.days.at(day, second)
        self._tool_event(tool, "tool-lost", day, second)

    def retire(self, tool: int, why: str, day: int, second: int) -> None:
        """A tool is taken out of service for good."""
        self.stock.retired[tool] = (self.days.at(day, second), why)
        event = self._tool_event(tool, "tool-retire", day, second)
        self.book.detail(event, why=why)

    def _tool_event(self, tool: int, what: str, day: int, second: int) -> int:
        return self.book.event(
            self.days.at(day, second), what, {"tool": self.stock.tags[tool]}, tools=[tool + 1]
        )

    def break_down(self, tool: int, text: str, day: int, second: int, *, event: int | None = None) -> int:
        """Open a repair ticket, by itself or with the return that this event is; answers its number less one."""
        at = self.days.at(day, second)
        if event is None:
            about = {"tool": self.stock.tags[tool], "repairs": [str(len(self.tables.repairs) + 1)]}
            event = self.book.event(at, "tool-repair", about, tools=[tool + 1])
        self.tables.repairs.append([len(self.tables.repairs) + 1, tool + 1, text, at, None, event])
        return len(self.tables.repairs) - 1

    def owe_part(self, loan: OpenLoan, name: str, qty: int, day: int, second: int) -> None:
        """A part that did not come back with its kit."""
        at = self.days.at(day, second)
        number = len(self.tables.owed_parts) + 1
        self.tables.owed_parts.append(
            (number, loan.member + 1, loan.tool + 1, loan.number, name, qty, at, None)
        )

    def mend(self, ticket: int, day: int, second: int) -> int:
        """Close a repair ticket; answers the tool, which stays busy until `release`."""
        row = self.tables.repairs[ticket]
        row[4] = at = self.days.at(day, second)
        tool = int(row[1]) - 1
        about = {"tool": self.stock.tags[tool], "repairs": [str(row[0])]}
        self.book.event(at, "tool-fixed", about, tools=[tool + 1])
        return tool

    def induct(self, member: int, topic: str, day: int, second: int) -> None:
        """A member is trained in a topic, for as long as the settings say."""
        at, today = self.days.at(day, second), self.days.dates[day]
        months = self.settings.inductions[topic].months
        until = None if months is None else months_later(today, months)
        end = None if until is None else until.isoformat()
        about = {"topic": topic, "members": [self.people.codes[member]], "until": end}
        event = self.book.event(at, "member-induct", about, members=[member + 1])
        number = len(self.tables.inductions) + 1
        self.tables.inductions.append(
            (number, member + 1, topic, today.isoformat(), end, self.book.who, event)
        )
        self.people.inducted[member, topic] = date.max.toordinal() if until is None else until.toordinal()

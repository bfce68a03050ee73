"""Plays the script: puts each of its parts on its day, and keeps the random rest of the story away from it.

A library too small for the whole cast goes without.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from toollib.demo import script
from toollib.demo.history import History
from toollib.demo.past import OpenLoan
from toollib.demo.queues import Waiting
from toollib.demo.script import (
    ADA,
    HOLDS,
    INDUCTIONS,
    LOANS,
    OWNERS,
    RESERVATIONS,
    TODAY,
    Held,
    Lent,
    Reserved,
)
from toollib.demo.sizes import MEMBERS, TOOLS, Sizes

_FEWEST_LOANS = 300
# Open days before the last, from which on the rest of the story leaves tools and members of the script alone: long
# enough before its first part for everything to be back, however often renewed and however late.
_ALONE = 45
_BORROWERS_ALONE = 12
_LEVEL = 17
_BORROWERS = tuple(dict.fromkeys([*(part.member for part in LOANS), *(part.member for part in HOLDS)]))


class Cast:
    """The script; `loans` is how many it makes, one more that is undone not counted."""

    def __init__(self, *, on_stage: bool) -> None:
        self.on_stage = on_stage
        self.loans = len(LOANS) if on_stage else 0

    @classmethod
    def for_sizes(cls, sizes: Sizes) -> "Cast":
        """The whole cast, or nobody where the library is too small for them."""
        room = sizes.members >= MEMBERS and sizes.tools >= TOOLS
        return cls(on_stage=room and sizes.loans >= _FEWEST_LOANS)

    def rehearse(self, story: History) -> None:
        """Put every part of the script on its day."""
        if self.on_stage:
            _Play(story).write()


class _Play:
    def __init__(self, story: History) -> None:
        self._story = story
        self._desk = story.desk
        self._last = story.desk.days.last
        self._open: dict[Lent, OpenLoan] = {}
        self._holds: dict[Held, Waiting] = {}

    def write(self) -> None:
        self._keep_apart()
        self._members()
        for loan in LOANS:
            self._loan(loan)
        for hold in HOLDS:
            self._on(hold.placed, partial(self._place, hold))
            if hold.ended is not None:
                self._on(hold.on, partial(self._end, hold))
        for reservation in RESERVATIONS:
            self._on(reservation.placed, partial(self._reserve, reservation))
        for member, topic, day in INDUCTIONS:
            self._on(day, partial(self._desk.induct, member - 1, topic))
        self._money()
        self._care()

    def _on(self, day: int, task: Callable[[int, int], object]) -> None:
        self._story.chore(self._last + day, task)

    # --- who is who ---

    def _keep_apart(self) -> None:
        story, stock = self._story, self._desk.stock
        tools = {part.tool for part in LOANS} | {part.tool for part in HOLDS}
        tools |= {script.MENDED, script.VANISHED, script.WORN_OUT, script.LENT_BY_MISTAKE}
        tools |= {part.what for part in RESERVATIONS if isinstance(part.what, int)}
        tools |= {stock.kinds.index(kind) + 1 for kind in script.KINDS_IN}
        story.kept_tools.update((tool - 1, self._last - _ALONE) for tool in sorted(tools))
        story.kept_kinds.update(stock.kinds[tool - 1] for tool in tools)
        for member in _BORROWERS:
            story.kept_members[member - 1] = self._last - _BORROWERS_ALONE
        story.kept_members.update((member - 1, self._last - _ALONE) for member in script.EXACT)
        story.kept_members.update((member - 1, 0) for member in (script.NO_WAIVER, script.NO_IDENTITY))
        stock.owners.update((tool - 1, member - 1) for tool, member in OWNERS.items())

    def _members(self) -> None:
        """Memberships, papers, notes and blocks."""
        people, today = self._desk.people, self._desk.days.today
        for member in (script.ADA, script.BEN, script.CLEO):
            people.tiers[member - 1], people.notes[member - 1] = "regular", ""
        people.notes[ADA - 1] = "call before 10"
        for member in _BORROWERS:  # the script counts on loans of a week
            people.tiers[member - 1] = "business" if member == script.BUSINESS else "regular"
        people.waiver[script.NO_WAIVER - 1] = people.identity[script.NO_IDENTITY - 1] = False
        for member in dict.fromkeys((*_BORROWERS, *(part.member for part in RESERVATIONS))):
            self._on(-_ALONE + 1, partial(self._stays, member - 1))
        spring = date(today.year + (today.month > 1), 3, 1)
        for member, until in (
            (ADA, spring),
            (script.LATELY_EXPIRED, today - timedelta(days=30)),
            (script.EXPIRED, today - timedelta(days=100)),
        ):
            self._on(-_ALONE + 2, partial(self._ends_on, member - 1, until.toordinal()))
        since = self._desk.days.iso[self._last - 20]
        self._on(
            -25, partial(self._desk.block, script.NO_LONGER_BLOCKED - 1, "parts missing three times", since)
        )
        self._on(
            -12, partial(self._desk.block, script.BLOCKED - 1, "lent the generator on to strangers", None)
        )

    def _stays(self, member: int, day: int, second: int) -> None:
        people = self._desk.people
        self._story.gone.discard(member)
        if people.until[member] < (self._desk.days.today + timedelta(days=60)).toordinal():
            self._desk.renew_member(member, day, second)

    def _ends_on(self, member: int, until: int, day: int, second: int) -> None:
        self._desk.people.until[member] = until
        self._desk.edit_member(member, ["until"], day, second)

    # --- loans, holds, reservations ---

    def _loan(self, part: Lent) -> None:
        days = self._desk.days
        due = days.index(days.today) if part.due == TODAY else self._last + part.due
        self._story.chore(self._lent_on(part, due), partial(self._lend, part, due))
        for day in part.renewed:
            self._on(day, partial(self._renew, part))
        if part.back is not None:
            self._on(part.back, partial(self._take_back, part))

    def _lent_on(self, part: Lent, due: int) -> int:
        """The last day on which a loan is due on this day, else at the earliest then, else the last day of all."""
        kind, tier = self._desk.stock.kinds[part.tool - 1], self._desk.people.tiers[part.member - 1]
        table = self._desk.terms.of(kind, tier).due
        latest = self._last - 1 if part.due == TODAY else self._last
        earlier = range(min(due - 1, latest), -1, -1)
        exact = next((day for day in earlier if table[day] == due), None)
        if exact is not None:
            return exact
        return next((day for day in earlier if table[day] >= due), latest)

    def _lend(self, part: Lent, due: int, day: int, second: int) -> None:
        self._clear(part.member - 1, day, second)
        loan = self._desk.lend(day, second, member=part.member - 1, tool=part.tool - 1)
        loan.due = min(loan.due, due)  # nobody gets more than the policy gives
        self._open[part] = loan

    def _clear(self, member: int, day: int, second: int) -> None:
        """Whatever would speak against another loan is settled first."""
        for loan in self._desk.overdue(member, day):
            event = self._desk.take_back(loan, day, second)
            self._story.came_back(loan.tool, day, second, event)
        if self._desk.people.owes[member] > self._desk.may_owe:
            self._desk.pay(member, self._desk.people.owes[member], day, second)

    def _renew(self, part: Lent, day: int, second: int) -> None:
        self._desk.renew(self._open[part], day, second)

    def _take_back(self, part: Lent, day: int, second: int) -> None:
        loan = self._open.pop(part)
        event = self._desk.take_back(loan, day, second)
        text = part.broken
        if part.missing is not None:
            name, qty = part.missing
            self._desk.owe_part(loan, name, qty, day, second)
            text = f"{name} missing"
        if text is not None:
            self._desk.break_down(loan.tool, text, day, second, event=event)
        else:
            self._story.release(loan.tool, day)

    def _place(self, part: Held, day: int, second: int) -> None:
        member, tool = part.member - 1, part.tool - 1
        hold = self._story.queues.place(day, second, member=member, tool=tool, any_copy=part.any_copy)
        self._holds[part] = hold

    def _end(self, part: Held, day: int, second: int) -> None:
        self._story.queues.close(self._holds[part], part.ended or "", day, second)

    def _reserve(self, part: Reserved, day: int, second: int) -> None:
        days, tables = self._desk.days, self._desk.tables
        tool, kind = (part.what, None) if isinstance(part.what, int) else (None, part.what)
        at, number = days.at(day, second), len(tables.reservations) + 1
        about = {"member": self._desk.people.codes[part.member - 1], "reservation": str(number)}
        linked = [] if tool is None else [tool]
        self._desk.book.event(at, "reserve", about, members=[part.member], tools=linked)
        span = days.iso[self._last + part.first], days.iso[self._last + part.last]
        tables.reservations.append((number, part.member, kind, tool, *span, part.state, at))

    # --- money, mistakes, care ---

    def _money(self) -> None:
        desk = self._desk
        for member in script.EXACT:
            self._on(-_LEVEL, partial(desk.level, member - 1))
        self._on(-7, partial(desk.charge, script.DEBTOR - 1, 1450, "lost the guide fence"))
        self._on(-8, partial(desk.charge, script.CREDITOR - 1, 1200, "replacement blade"))
        self._on(-6, partial(desk.pay, script.CREDITOR - 1, 2000))
        self._on(-5, partial(self._forgive_all, script.FORGIVEN - 1))
        self._on(-1, partial(self._pay_by_mistake, 36))
        self._on(0, partial(self._lend_by_mistake, 33, script.LENT_BY_MISTAKE - 1))

    def _forgive_all(self, member: int, day: int, second: int) -> None:
        self._desk.book.who = self._desk.people.codes[0]  # a coordinator comes for it
        self._desk.forgive(member, self._desk.people.owes[member], "was snowed in", day, second)

    def _pay_by_mistake(self, member: int, day: int, second: int) -> None:
        payment = self._desk.pay(member, 500, day, second)
        self._desk.undo_payment(member, 500, payment, day, second)

    def _lend_by_mistake(self, member: int, tool: int, day: int, second: int) -> None:
        self._clear(member, day, second)
        loan = self._desk.lend(day, second, member=member, tool=tool)
        self._desk.undo_lending(loan, day, second)
        self._desk.shelve(tool)

    def _care(self) -> None:
        self._on(-21, partial(self._wears_out, script.WORN_OUT - 1))
        self._on(-20, partial(self._breaks, script.MENDED - 1))
        self._on(-19, partial(self._vanishes, script.VANISHED - 1))

    def _breaks(self, tool: int, day: int, second: int) -> None:
        self._desk.take_off(tool)
        ticket = self._desk.break_down(tool, "chuck slips", day, second)
        self._story.chore(day + 5, partial(self._story.mend, ticket))

    def _vanishes(self, tool: int, day: int, second: int) -> None:
        self._desk.take_off(tool)
        self._desk.lose(tool, day, second)

    def _wears_out(self, tool: int, day: int, second: int) -> None:
        self._desk.take_off(tool)
        self._desk.retire(tool, "motor burnt out", day, second)

"""The whole desk beside a library on paper: two desks, days that go by, and every verb in any order.

Whatever the program answers or refuses, the paper says the same: which codes, who has what until when, who is next, what
is promised, every line of every account. What is undone leaves a full picture of the desk as it was.
"""

import os
from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta

from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from tests.picture import changed, picture
from tests.riverside import Riverside
from tests.toollib.desk.beside_paper import CORA, SHELF, VERA, BesidePaper, Who
from tests.toollib.desk.makers_beside_paper import MakersBesidePaper
from tests.toollib.desk.paper import Paper
from tests.toollib.desk.paper_book import DAY, FEE, Member
from toollib.desk.desk import Desk
from toollib.desk.kits import Trouble
from toollib.desk.lending import Asked
from toollib.desk.people import MemberEdit
from toollib.desk.reads import LoansWanted

DESKS = st.sampled_from([VERA, CORA, CORA])
KIT = "T-0107"
TAGS = st.sampled_from([*SHELF, "T-0050", "T-0051", "T-0060"])
MEMBERS = st.sampled_from(["M-0017", "M-0021", "M-0030"])
KINDS = st.sampled_from(["orbital-sander", "orbital-sander", "tile-cutter", "cordless-drill"])
WANTED = KINDS | st.sampled_from(["T-0050", "T-0060", "T-0070"])
PENCE = st.sampled_from([1, 250, 999, 4000])
SOON = st.integers(-1, 15)
DAYS = st.sampled_from([1, 2, 4, 8, 20])
WISHES = st.sampled_from(
    [
        *("lend T-0050", "lend T-0051", "lend T-0060", "return T-0050", "return T-0051", "return T-0060"),
        *("lend T-0091", "return T-0091"),
        *("hold orbital-sander", "hold orbital-sander", "hold tile-cutter", "hold T-0050"),
        *("reserve orbital-sander", "reserve orbital-sander", "reserve tile-cutter", "reserve T-0051"),
    ]
)
ANYHOW = "it is all right"


def money(pence: int) -> str:
    return f"{pence // 100}.{pence % 100:02}"


def seldom(machine: BesidePaper) -> bool:
    """Where all is lost, recalled or blocked every other verb is refused, and little is learned."""
    return machine.paper.today.day % 4 == 0


class WholeDesk(MakersBesidePaper):
    """Every verb, as volunteers and a coordinator would mix them."""

    # Lending

    @rule(who=DESKS, name=MEMBERS, tag=TAGS, override=st.booleans())
    def checkout(self, who: Who, name: str, tag: str, *, override: bool) -> None:
        asked = Asked(override=ANYHOW if override else None)
        codes = self.paper.checkout(name, tag)
        conflicts = self.conflicts(but=name)
        if self.act(who, lambda desk: desk.checkout(name, [tag], asked), codes, override=override):
            self.paper.lend(name, tag)
            # It breaks no reservation of another unless somebody says so; their own is for them to keep.
            assert codes or self.conflicts(but=name) <= conflicts

    def conflicts(self, but: str | None = None) -> set[str]:
        """The reservations that cannot be kept, those of one member left out."""
        found = (each.reservation for each in self.riverside.desk.today().conflicts)
        return {each.id for each in found if each.member != but}

    @rule(
        who=DESKS,
        tag=TAGS,
        ago=st.none() | st.integers(0, 6),
        broken=st.booleans(),
        missing=st.integers(0, 3),
    )
    def take_back(self, who: Who, tag: str, *, ago: int | None, broken: bool, missing: int) -> None:
        missing = missing if tag == KIT else 0
        trouble = Trouble("sparks" if broken else None, (f"battery={missing}",) if missing else ())
        out = tag in self.paper.loans
        at = None if ago is None else self.riverside.clock.now() - timedelta(days=ago)
        loan = self.riverside.desk.tool(tag).loan
        lent = self.riverside.desk.loans(LoansWanted(open_only=True)).rows if loan else ()
        out_at = next((each.out_at for each in lent if each.id == loan), None)
        paper = deepcopy(self.paper)
        back = self.paper.today if ago is None else self.paper.today - ago * DAY
        codes = paper.take_back(tag, back, broken=broken, missing=missing)
        if out and at is not None and out_at is not None and at < out_at:
            codes.add("date-wrong")
        told = trouble if broken or missing else None
        if self.act(who, lambda desk: desk.return_([tag], at=at, trouble=told), codes):
            self.paper = paper

    @rule(who=DESKS, tag=TAGS, override=st.booleans())
    def renew(self, who: Who, tag: str, *, override: bool) -> None:
        codes, why = self.paper.renew(tag), ANYHOW if override else None
        if self.act(who, lambda desk: desk.renew([tag], override=why), codes, override=override):
            self.paper.keep_longer(tag)

    # Promises

    @rule(who=DESKS, name=MEMBERS, what=WANTED)
    def hold(self, who: Who, name: str, what: str) -> None:
        paper = deepcopy(self.paper)
        if self.act(who, lambda desk: desk.hold(name, what), paper.hold(name, what)):
            self.paper = paper

    @precondition(lambda self: bool(self.paper.waits_of()))
    @rule(who=DESKS, place=st.integers(0, 9))
    def hold_cancel(self, who: Who, place: int) -> None:
        open_ = self.riverside.desk.holds()
        number = place % len(open_)
        if self.act(who, lambda desk: desk.hold_cancel(open_[number].id), set(), undoable=False):
            self.paper.give_up(self.paper.waits_of()[number])

    @rule(who=DESKS, name=MEMBERS, what=WANTED, first=SOON, days=SOON)
    def reserve(self, who: Who, name: str, what: str, *, first: int, days: int) -> None:
        begin = self.paper.today + first * DAY
        begin = self.paper.next_open(begin) if first % 4 else begin
        end = self.paper.next_open(begin + days * DAY)
        paper = deepcopy(self.paper)
        codes = paper.reserve(name, what, begin, end)
        conflicts = self.conflicts()
        if self.act(who, lambda desk: desk.reserve(name, what, first=begin, last=end), codes):
            self.paper = paper
            mine = self.riverside.desk.reservations(everything=True)[0].id
            assert self.conflicts() - conflicts == (
                {mine} if self.paper.untrained(paper.claims[-1]) else set()
            )

    @precondition(lambda self: bool(self.riverside.desk.reservations()))
    @rule(who=DESKS, place=st.integers(0, 9))
    def reserve_cancel(self, who: Who, place: int) -> None:
        standing = sorted(self.riverside.desk.reservations(), key=lambda each: int(each.id))
        number = place % len(standing)
        if self.act(who, lambda desk: desk.reserve_cancel(standing[number].id), set(), undoable=False):
            self.paper.unreserve(self.paper.all_standing()[number])

    @rule(who=DESKS, wishes=st.lists(st.tuples(WISHES, MEMBERS, SOON), min_size=3, max_size=8), days=DAYS)
    def a_busy_hour(self, who: Who, wishes: list[tuple[str, str, int]], days: int) -> None:
        """Several members want the same few tools; then days go by."""
        for wish, name, soon in wishes:
            verb, what = wish.split()
            if verb == "lend":
                self.checkout(who, name, what, override=True)
            elif verb == "hold":
                self.hold(who, name, what)
            elif verb == "reserve":
                self.reserve(who, name, what, first=max(1, soon), days=soon % 5)
            else:
                self.take_back(who, what, ago=None, broken=False, missing=0)
        self.days_go_by(days)

    # Care

    @rule(who=DESKS, tag=TAGS)
    def repair(self, who: Who, tag: str) -> None:
        paper = deepcopy(self.paper)
        if self.act(who, lambda desk: desk.tool_repair(tag, "sparks"), paper.repair(tag)):
            self.paper = paper

    @rule(who=DESKS, tag=TAGS)
    def fixed(self, who: Who, tag: str) -> None:
        paper = deepcopy(self.paper)
        if self.act(who, lambda desk: desk.tool_fixed(tag), paper.fixed(tag)):
            self.paper = paper

    @precondition(seldom)
    @rule(who=DESKS, tag=TAGS)
    def lost(self, who: Who, tag: str) -> None:
        paper = deepcopy(self.paper)
        if self.act(who, lambda desk: desk.tool_lost(tag), paper.lost(tag), free=False, undoable=False):
            self.paper = paper

    @rule(who=DESKS, tag=TAGS)
    def found(self, who: Who, tag: str) -> None:
        paper = deepcopy(self.paper)
        if self.act(who, lambda desk: desk.tool_found(tag), paper.found(tag), free=False, undoable=False):
            self.paper = paper

    @precondition(seldom)
    @rule(who=DESKS, what=WANTED)
    def recall(self, who: Who, what: str) -> None:
        if self.act(who, lambda desk: desk.tool_recall(what, "unsafe"), set(), free=False, undoable=False):
            self.paper.recall(what)
            self.recalled |= {what} - set(SHELF)

    @rule(who=DESKS, what=WANTED)
    def recall_end(self, who: Who, what: str) -> None:
        paper = deepcopy(self.paper)
        codes = paper.recall_end(what, kind_recalled=what in self.recalled)
        end = lambda desk: desk.tool_recall_end(what, "safe again")  # noqa: E731 - as the other verbs
        if self.act(who, end, codes, free=False, undoable=False):
            self.paper = paper
            self.recalled.discard(what)

    # Money

    @rule(who=DESKS, name=MEMBERS, pence=PENCE, verb=st.sampled_from(["pay", "charge", "forgive", "refund"]))
    def book(self, who: Who, name: str, pence: int, verb: str) -> None:
        member, amount = self.paper.members[name], money(pence)
        verbs: dict[str, Callable[[Desk], object]] = {
            "pay": lambda desk: desk.pay(name, amount),
            "charge": lambda desk: desk.charge(name, amount, "x"),
            "forgive": lambda desk: desk.forgive(name, amount, "x"),
            "refund": lambda desk: desk.refund(name, amount, "x"),
        }
        too_much = (verb == "forgive" and pence > member.owes) or (verb == "refund" and pence > -member.owes)
        codes, free = ({"amount-wrong"} if too_much else set()), verb in {"pay", "charge"}
        if self.act(who, verbs[verb], codes, free=free, undoable=verb != "refund"):
            self.write_down(self.paper.members[name], pence if verb in {"charge", "refund"} else -pence)

    @rule(who=DESKS, name=MEMBERS, place=st.integers(0, 30))
    def void(self, who: Who, name: str, place: int) -> None:
        lines = list(self.paper.voidable(name))
        number, line, codes = lines[-1 - place % len(lines)]
        entry = self.riverside.desk.account(name).entries[number].id
        if self.act(who, lambda desk: desk.void(entry, "a slip"), codes, free=False, undoable=False):
            line.voided = True
            self.write_down(self.paper.members[name], -line.amount)
            self.paper.members[name].lines[-1].void = True

    # People

    @precondition(seldom)
    @rule(who=DESKS, name=MEMBERS, days=st.none() | st.integers(0, 9))
    def block(self, who: Who, name: str, days: int | None) -> None:
        until = None if days is None else self.paper.today + days * DAY
        block = lambda desk: desk.member_block(name, "shouts", until=until)  # noqa: E731 - likewise
        if self.act(who, block, set(), free=False, undoable=False):
            self.paper.members[name].blocked = until or date.max

    @precondition(lambda self: any(each.blocked for each in self.paper.members.values()))
    @rule(who=DESKS, name=MEMBERS)
    def unblock(self, who: Who, name: str) -> None:
        if self.paper.members[name].blocked is None:
            return
        if self.act(who, lambda desk: desk.member_unblock(name), set(), free=False, undoable=False):
            self.paper.members[name].blocked = None

    @rule(who=DESKS, name=MEMBERS)
    def member_renew(self, who: Who, name: str) -> None:
        if self.act(who, lambda desk: desk.member_renew(name, fee="card"), set(), undoable=False):
            member = self.paper.members[name]
            last = max(member.until, self.paper.today)
            member.until = last.replace(year=last.year + 1)
            self.write_down(member, FEE, -FEE)

    @rule(who=DESKS, name=MEMBERS, phone=st.sampled_from(["1", "2", "3"]))
    def edit(self, who: Who, name: str, phone: str) -> None:
        if self.riverside.desk.member(name).phone != phone:  # what is so already makes no event
            self.act(who, lambda desk: desk.member_edit(name, MemberEdit(phone=phone)), set())

    # Days, closed ones too, and the way back

    @rule(who=DESKS, ahead=st.integers(-1, 12))
    def close_day(self, who: Who, ahead: int) -> None:
        paper, day = deepcopy(self.paper), self.paper.today + ahead * DAY
        codes = paper.close_day(day)
        if self.act(who, lambda desk: desk.close_day(day, "snow"), codes, free=False, undoable=False):
            self.paper = paper

    @rule(days=DAYS)
    def days_go_by(self, days: int) -> None:
        """Every day somebody writes something; what days without a word do is tried on the rules themselves."""
        for _ in range(days):
            self.paper.next_day()
            self.riverside.at(f"{self.paper.today} 10:00")
            self.riverside.library(*CORA).desk.tool_note("T-0092", f"seen on {self.paper.today}")
        self.trail = []

    @rule(minutes=st.integers(1, 12))
    def minutes_go_by(self, minutes: int) -> None:
        self.riverside.wait(minutes=minutes)

    @rule()
    def close_and_open_again(self) -> None:
        self.riverside.close()

    @precondition(lambda self: bool(self.trail))
    @rule()
    def undo(self) -> None:
        """The last thing that was done, by who did it; then the one before."""
        last, now = self.trail[0], self.paper
        self.riverside.library(*last.who).desk.undo()
        event("undone")
        self.paper, self.trail = deepcopy(last.paper), self.trail[1:]
        self.paper.lent = now.lent
        for name, member in self.paper.members.items():
            then, lines = len(member.lines), now.members[name].lines
            new = [line for line in lines[then:] if not line.void and not line.voided]
            member.lines = lines
            for line in new:
                line.voided = True
                self.write_down(member, -line.amount)
                member.lines[-1].void = True
        assert changed(last.shown, picture(self.riverside.cora)) == {}


def test_the_whole_desk_is_as_on_paper(riverside_as_built: Riverside) -> None:
    machine = type("Bound", (WholeDesk,), {"built": riverside_as_built})
    many = "TOOLLIB_THOROUGH" in os.environ
    run_state_machine_as_test(
        machine,
        settings=settings(max_examples=150 if many else 20, stateful_step_count=50, deadline=None),
    )


def test_the_paper_counts_days_as_the_calendar_on_the_wall() -> None:
    """D7: lent on 16 December for a week, due after the winter break; back on 9 January it is one day late."""
    paper = Paper(date(2026, 12, 16), deepcopy(SHELF), {"A": Member(date.max)})
    paper.lend("A", "T-0060")
    assert paper.loans["T-0060"].due == date(2027, 1, 6)
    assert paper.costs("T-0060", date(2027, 1, 9)) == (1, 100)
    assert paper.keep(date(2026, 11, 28)) == date(2026, 12, 5)

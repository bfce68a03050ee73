"""Two desks beside a library on paper: how an action is tried on both, and what must be the same on both after it."""

import shutil
import tempfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import event
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from tests.picture import picture
from tests.riverside import Riverside, copy_of, dump
from tests.toollib.desk.paper import Paper
from tests.toollib.desk.paper_book import FEE, Line, Member, Tool
from toollib.desk.desk import Desk
from toollib.desk.people import MemberEdit
from toollib.desk.reads import LoansWanted
from toollib.rules.reasons import OVERRIDABLE, Refused

Who = tuple[str, str]
VERA: Who = ("Vera", "front")
CORA: Who = ("Cora Lind", "back")
SHELF = {
    "T-0050": Tool("orbital-sander", 4500),
    "T-0051": Tool("orbital-sander", 4500),
    "T-0060": Tool("tile-cutter", 7000, rate=100),
    "T-0070": Tool("mig-welder", 40000, rate=100, days=4, deposit=5000, topic=True),
    "T-0091": Tool("claw-hammer", 250, rate=100),
    "T-0107": Tool("cordless-drill", 15000),
}


@dataclass
class Done:
    """An action that may be undone: by whom, and how all was before it, on paper and at the desk."""

    who: Who
    paper: Paper
    shown: dict[str, Any]


class BesidePaper(RuleBasedStateMachine):
    """Two desks of which one has every right. `trail`: what could be undone, the last first."""

    built: Riverside

    @initialize()
    def start(self) -> None:
        self.home = Path(tempfile.mkdtemp())
        self.riverside = copy_of(self.built, self.home / "riverside")
        cora = self.riverside.cora
        cora.member_edit("M-0017", MemberEdit(inducted=("welding",)))
        cora.member_edit("M-0021", MemberEdit(until=date(2026, 12, 12)))
        ends = {"M-0017": date(2027, 11, 21), "M-0021": date(2026, 12, 12), "M-0030": date(2027, 11, 21)}
        members = {name: Member(until, trained=name == "M-0017") for name, until in ends.items()}
        for member in members.values():  # the fee of the first day, paid at once
            self.write_down(member, FEE, -FEE)
        self.paper = Paper(date(2026, 11, 28), deepcopy(SHELF), members)
        self.recalled: set[str] = set()
        self.trail: list[Done] = []

    def teardown(self) -> None:
        if hasattr(self, "riverside"):
            assert self.riverside.db.all("PRAGMA foreign_key_check") == []
            self.riverside.close()
            shutil.rmtree(self.home)

    @staticmethod
    def write_down(member: Member, *amounts: int) -> None:
        member.lines += [Line(amount) for amount in amounts]

    def act(
        self,
        who: Who,
        verb: Callable[[Desk], object],
        codes: set[str],
        *,
        free: bool = True,
        override: bool = False,
        undoable: bool = True,
        alike: Callable[[set[str]], set[str]] = set,
    ) -> bool:
        """Do it: it is refused for exactly these codes, and then changes nothing, or done. `free`: anybody may.

        `alike`: what a refusal comes to where several codes say the same.
        """
        expected = set(codes) if free or who == CORA else {*codes, "role-missing"}
        if override and expected:
            expected = {*expected, "role-missing"} if who == VERA else expected
            expected = set() if expected <= OVERRIDABLE else expected
        desk, rows = self.riverside.library(*who).desk, dump(self.riverside.db)
        before = Done(who, deepcopy(self.paper), picture(self.riverside.cora) if undoable else {})
        try:
            verb(desk)
        except Refused as refused:
            told = {each.code for each in refused.reasons}
        else:
            told = set()
        assert alike(told) == alike(expected)
        if told:
            event(f"refused: {min(told)}")
            assert dump(self.riverside.db) == rows
            return False
        event(f"done: {self.riverside.desk.events()[0].what}")
        self.trail = [before, *self.trail] if undoable else []
        return True

    # What must always hold

    @invariant()
    def tools_and_loans_are_as_on_paper(self) -> None:
        if not hasattr(self, "trail"):
            return
        ready = {each.tool for each in self.paper.holds if each.state == "ready"}
        for tool in self.riverside.desk.tools().rows:
            if tool.tag in SHELF:
                known, loan = self.paper.tools[tool.tag], self.paper.loans.get(tool.tag)
                usual = "out" if loan else "ready" if tool.tag in ready else "in"
                state = "lost" if known.lost else usual if known.lendable else "repair"
                expected = (state, loan.member if loan else None, loan.due if loan else None)
                assert (tool.state, tool.holder, tool.due) == expected, tool.tag
        for shown in self.riverside.desk.loans(LoansWanted(open_only=True)).rows:
            loan = self.paper.loans[shown.tool]
            days, to_come = self.paper.costs(shown.tool, self.paper.today)
            told = (shown.renewals, shown.charged, shown.late_days, shown.would_cost)
            assert told == (loan.renewals, loan.charged, days, to_come), shown.tool
            assert self.paper.open(shown.due)

    @invariant()
    def queues_are_as_on_paper(self) -> None:
        if not hasattr(self, "trail"):
            return
        shown = [
            (each.member, each.state, each.tool if each.state == "ready" else None, each.ready_until)
            for each in self.riverside.desk.holds()
        ]
        paper = self.paper
        written = [(each.member, each.state, each.tool, each.until) for each in paper.waits_of()]
        assert shown == written, f"shown {shown}, written {written}"
        still = deepcopy(paper)
        for kind in {tool.kind for tool in SHELF.values()}:
            still.move(kind)
        assert still.holds == paper.holds  # nobody waits for what could be kept for them

    @invariant()
    def reservations_are_as_on_paper(self) -> None:
        if not hasattr(self, "trail"):
            return
        shown = sorted(self.riverside.desk.reservations(), key=lambda each: int(each.id))
        told = [(each.member, each.kind or each.tool, each.from_, each.to) for each in shown]
        claims = self.paper.all_standing()
        assert told == [(each.member, each.kind or each.copy, each.first, each.last) for each in claims]
        kept = [
            claim
            for kind in {tool.kind for tool in SHELF.values()}
            for claim in self.paper.kept(self.paper.standing_claims(kind), self.paper.away(kind))
        ]
        good = {number for number, claim in enumerate(claims) if any(claim is each for each in kept)}
        broken = {each.reservation.id for each in self.riverside.desk.today().conflicts}
        untrained = {number for number, claim in enumerate(claims) if self.paper.untrained(claim)}
        expected = {number for number in range(len(claims)) if number not in good or number in untrained}
        assert broken == {shown[number].id for number in expected}

    @invariant()
    def accounts_are_as_on_paper(self) -> None:
        if not hasattr(self, "trail"):
            return
        for name, member in self.paper.members.items():
            account = self.riverside.desk.account(name)
            assert [each.effect for each in account.entries] == [each.amount for each in member.lines], name
            assert account.owes == sum(each.effect for each in account.entries)

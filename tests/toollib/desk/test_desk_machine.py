"""Two desks, one library, any order of verbs, a clock that jumps: beside them a model of two dicts that must agree.

Whatever is refused changes not one row; whatever is done appends exactly one event; whatever is undone at once leaves
every derived state as it was.
"""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.riverside import Riverside, copy_of, dump
from toollib.desk.desk import Desk
from toollib.desk.lending import Asked
from toollib.desk.people import MemberEdit
from toollib.desk.things import ToolEdit
from toollib.rules.reasons import Refused
from toollib.rules.undo import UNDOABLE
from toollib.store.database import connect

DESKS = st.sampled_from([("Vera", "front"), ("Cora Lind", "back")])
MEMBERS = st.integers(0, 4)
TAGS = ("T-0042", "T-0050", "T-0051", "T-0060", "T-0091", "T-0107")
TOOLS = st.sampled_from(TAGS)
AMOUNTS = st.sampled_from(["0.01", "1.00", "2.50", "9.99"])
WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)


@dataclass
class Done:
    """What an action changed, so that the model can take it back."""

    what: str
    lent: dict[str, str] = field(default_factory=dict)
    back: dict[str, str] = field(default_factory=dict)
    money: Counter[str] = field(default_factory=Counter)
    before: dict[str, Sequence[tuple[Any, ...]]] = field(default_factory=dict)


class DeskMachine(RuleBasedStateMachine):
    """The desks and their model: `out` maps a tag to its borrower, `owes` a member to pence."""

    built: Riverside

    @initialize()
    def open(self) -> None:
        self.home = Path(tempfile.mkdtemp())
        self.riverside = copy_of(self.built, self.home / "riverside")
        self.members = ["M-0017", "M-0021", "M-0030"]
        self.out: dict[str, str] = {}
        self.owes: Counter[str] = Counter()
        self.events = [each.id for each in self.riverside.cora.events()]
        self.stacks: dict[tuple[str, str], list[Done]] = {("Vera", "front"): [], ("Cora Lind", "back"): []}
        self.last: tuple[tuple[str, str], Done] | None = None

    def teardown(self) -> None:
        if hasattr(self, "riverside"):
            self.riverside.close()
            # A connection of its own, as `doctor` has: FTS5's check (SQLite 3.53.4) goes by what a connection read of an
            # index before another one wrote to it, and then calls a sound index corrupt.
            db = connect(self.riverside.folder / "library.db")
            assert db.value("PRAGMA integrity_check") == "ok"
            assert db.all("PRAGMA foreign_key_check") == []
            for table in ("tool_fts", "member_fts", "tool_part"):
                db.run(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
            db.close()
            shutil.rmtree(self.home)

    def act(self, who: tuple[str, str], verb: Callable[[Desk], object], done: Done) -> Any:
        """Do it; a refusal must leave every row as it was, a success one more event."""
        desk = self.riverside.library(*who).desk
        full = dump(self.riverside.db)
        done.before = dump(self.riverside.db, history=False)
        try:
            answer = verb(desk)
        except Refused:
            event(f"{done.what} refused")
            assert dump(self.riverside.db) == full
            return None
        if done.what.endswith("-edit") and dump(self.riverside.db) == full:
            event(f"{done.what} changed nothing")  # the same once more: no event, and undo as it was
            return answer
        event(f"{done.what} done")
        self.events.insert(0, self.riverside.desk.events()[0].id)
        if done.what in UNDOABLE:
            self.stacks[who].append(done)
        self.last = (who, done)
        return answer

    def member(self, number: int) -> str:
        return self.members[number % len(self.members)]

    @rule(who=DESKS, name=WORDS, paid=st.booleans())
    def sign_up(self, who: tuple[str, str], name: str, *, paid: bool) -> None:
        done = Done("member-add")
        edit = MemberEdit(name=name, waiver=True, identity=True)
        added = self.act(who, lambda desk: desk.member_add(edit, fee="card" if paid else None), done)
        if added is not None:
            self.members.append(added.id)
            done.money[added.id] = 0 if paid else 4000
            self._add(done.money)

    @rule(who=DESKS, number=MEMBERS, tags=st.lists(TOOLS, min_size=1, max_size=3), override=st.booleans())
    def lend(self, who: tuple[str, str], number: int, tags: list[str], *, override: bool) -> None:
        member, done = self.member(number), Done("checkout")
        asked = Asked(override="it is all right" if override else None)
        lent = self.act(who, lambda desk: desk.checkout(member, tags, asked), done)
        if lent is not None:
            assert not set(tags) & set(self.out)
            done.lent = dict.fromkeys(tags, member)
            self.out |= done.lent

    @rule(who=DESKS, tags=st.lists(TOOLS, min_size=1, max_size=2))
    def take_back(self, who: tuple[str, str], tags: list[str]) -> None:
        done = Done("return")
        back = self.act(who, lambda desk: desk.return_(tags), done)
        assert (back is not None) == (set(tags) <= set(self.out))
        for each in back.returned if back is not None else ():
            done.back[each.loan.tool] = self.out.pop(each.loan.tool)
            done.money[each.loan.member] += each.charged
        self._add(done.money)

    @rule(who=DESKS, tags=st.lists(TOOLS, min_size=1, max_size=2))
    def renew(self, who: tuple[str, str], tags: list[str]) -> None:
        done, owed = Done("renew"), Counter(self.owes)
        renewed = self.act(who, lambda desk: desk.renew(tags), done)
        if renewed is not None:
            assert set(tags) <= set(self.out)
            for member in {self.out[tag] for tag in tags}:  # what it cost is what the account says
                done.money[member] = self.riverside.desk.account(member).owes - owed[member]
                assert done.money[member] >= 0
            self._add(done.money)

    @rule(who=DESKS, number=MEMBERS, amount=AMOUNTS, verb=st.sampled_from(["pay", "charge", "forgive"]))
    def book(self, who: tuple[str, str], number: int, amount: str, verb: str) -> None:
        member, done = self.member(number), Done(verb)
        pence = round(float(amount) * 100)
        verbs: dict[str, Callable[[Desk], object]] = {
            "pay": lambda desk: desk.pay(member, amount),
            "charge": lambda desk: desk.charge(member, amount, "x"),
            "forgive": lambda desk: desk.forgive(member, amount, "x"),
        }
        booked = self.act(who, verbs[verb], done)
        if verb == "forgive":
            assert (booked is not None) == (who[0] == "Cora Lind" and pence <= self.owes[member])
        if booked is not None:
            done.money[member] = pence if verb == "charge" else -pence
            self._add(done.money)
            assert booked.owes == self.owes[member]

    @rule(who=DESKS, number=MEMBERS, name=WORDS, phone=WORDS)
    def edit_member(self, who: tuple[str, str], number: int, name: str, phone: str) -> None:
        member = self.member(number)
        self.act(
            who,
            lambda desk: desk.member_edit(member, MemberEdit(name=name, phone=phone)),
            Done("member-edit"),
        )

    @rule(who=DESKS, tag=TOOLS, name=WORDS, barcode=WORDS)
    def edit_tool(self, who: tuple[str, str], tag: str, name: str, barcode: str) -> None:
        edit = ToolEdit(name=name, barcodes=(barcode,), price="5", accessories=("case=1",))
        edited = self.act(who, lambda desk: desk.tool_edit(tag, edit), Done("tool-edit"))
        assert edited is None or who[0] == "Cora Lind"

    @rule(who=DESKS)
    def undo(self, who: tuple[str, str]) -> None:
        last, self.last = self.last, None
        undone = self.act(who, lambda desk: desk.undo(), Done("undo"))
        if undone is None:
            self.last = last
            return
        taken = self.stacks[who].pop()
        assert undone.undone.what == taken.what
        for tag in taken.lent:
            del self.out[tag]
        self.out |= taken.back
        self._add(Counter({member: -amount for member, amount in taken.money.items()}))
        if taken.what == "member-add":
            for member in taken.money:
                self.members.remove(member)
        elif last is not None and last[1] is taken:
            now = dump(self.riverside.db, history=False)
            assert {name: rows for name, rows in now.items() if rows != taken.before[name]} == {}
        self.last = None

    @rule(days=st.sampled_from([-400, -1, 0, 1, 3, 8, 30]), seconds=st.integers(0, 5000))
    def time_goes_by(self, days: int, seconds: int) -> None:
        self.riverside.wait(days=days, seconds=seconds)

    @rule()
    def close_and_open_again(self) -> None:
        self.riverside.close()

    @rule(who=DESKS, codes=st.lists(TOOLS | st.sampled_from(["M-0017", "M-0021", "?", ""]), max_size=4))
    def scan(self, who: tuple[str, str], codes: list[str]) -> None:
        """A burst of scans; what each did is read from its answer."""
        line = self.riverside.library(*who).desk.scans()
        for code in codes:
            self.riverside.wait(seconds=3)
            before = dump(self.riverside.db, history=False)
            told = line.scan(code)
            if told.outcome == "lent":
                done = Done("checkout", lent={code: told.loans[0].member or ""}, before=before)
                self.out |= done.lent
            elif told.outcome == "returned" and told.returned is not None:
                done = Done("return", back={code: self.out.pop(code)}, before=before)
                done.money[done.back[code]] += told.returned.charged
                self._add(done.money)
            else:
                assert dump(self.riverside.db, history=False) == before
                continue
            self.events.insert(0, self.riverside.desk.events()[0].id)
            self.stacks[who].append(done)
            self.last = (who, done)

    def _add(self, money: Counter[str]) -> None:
        for member, amount in money.items():  # Counter's own + forgets what is below zero
            self.owes[member] += amount

    @invariant()
    def the_same_tools_are_out(self) -> None:
        if hasattr(self, "riverside"):
            shown = self.riverside.desk.tools().rows
            assert {each.tag: each.holder for each in shown if each.state == "out"} == self.out

    @invariant()
    def balances_are_sums(self) -> None:
        if hasattr(self, "riverside"):
            for member in self.riverside.desk.members().rows:
                account = self.riverside.desk.account(member.id)
                assert sum(each.effect for each in account.entries) == account.owes == member.owes
                assert member.owes == self.owes[member.id]
                assert member.loans == Counter(self.out.values())[member.id]

    @invariant()
    def history_only_grows_by_one_event_an_action(self) -> None:
        if hasattr(self, "riverside"):
            assert [each.id for each in self.riverside.desk.events()] == self.events


def test_two_desks_and_a_model_agree(riverside_as_built: Riverside) -> None:
    class Built(DeskMachine):
        built = riverside_as_built

    machine = settings(max_examples=settings().max_examples // 4, stateful_step_count=25)
    run_state_machine_as_test(Built, settings=machine)

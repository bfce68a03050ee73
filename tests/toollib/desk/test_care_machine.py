"""Care in any order: copies break, lack parts, are lost, recalled and waited for; what must always hold, holds.

Nobody has a copy kept ready that cannot be lent; nobody waits for a copy that is free; no more is missing than there is;
what is refused changes nothing, and what is undone at once leaves every state as it was.
"""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.riverside import Riverside, copy_of, dump
from toollib.desk.desk import Desk
from toollib.desk.kits import Trouble
from toollib.desk.lending import Asked
from toollib.desk.things import ToolEdit
from toollib.rules.reasons import Refused
from toollib.rules.undo import UNDOABLE

TAGS = ("T-0107", "T-0108", "T-0050", "T-0051")
TOOLS = st.sampled_from(TAGS)
KITS = TAGS[:2]
KINDS = st.sampled_from(["cordless-drill", "orbital-sander"])
MEMBERS = st.sampled_from(["M-0017", "M-0021", "M-0030"])
PARTS = st.lists(st.sampled_from(["battery", "battery", "bit=2", "bit=5", "charger"]), max_size=2)
ANYHOW = Asked(override="a test of everything")


class CareMachine(RuleBasedStateMachine):
    """One desk with every right, two kinds of two copies each."""

    built: Riverside

    @initialize()
    def open(self) -> None:
        self.home = Path(tempfile.mkdtemp())
        self.riverside = copy_of(self.built, self.home / "riverside")
        drill = ToolEdit(
            name="Drill kit", kind="cordless-drill", tag="T-0108", accessories=("battery=1", "bit=5")
        )
        self.desk.tool_add(drill)
        self.desk.checkout("M-0017", ["T-0107", "T-0050"])
        self.desk.checkout("M-0021", ["T-0108"])

    @property
    def desk(self) -> Desk:
        return self.riverside.cora

    def teardown(self) -> None:
        if hasattr(self, "riverside"):
            assert self.riverside.db.all("PRAGMA foreign_key_check") == []
            self.riverside.close()
            shutil.rmtree(self.home)

    def states(self) -> dict[str, Sequence[tuple[Any, ...]]]:
        """What undo restores; a hold that has ended is history."""
        rows = dump(self.riverside.db, history=False)
        rows["hold"] = [row for row in rows["hold"] if {"waiting", "ready"} & set(row)]
        return rows

    def act(self, verb: Callable[[], object]) -> None:
        """Do it: refused, nothing changed; done, one event more; undone, all states as before."""
        db = self.riverside.db
        before, states = dump(db), self.states()
        try:
            verb()
        except Refused as refused:
            event(f"refused {refused.code}")
            assert dump(db) == before
            return
        assert len(dump(db)["event"]) == len(before["event"]) + 1
        what = self.desk.events()[0].what
        event(f"done {what}")
        if what in UNDOABLE:
            after = self.states()
            self.desk.undo()
            assert self.states() == states, what
            verb()
            again = self.states()
            assert [len(rows) for rows in again.values()] == [len(rows) for rows in after.values()], what

    @rule(member=MEMBERS, tag=TOOLS)
    def checkout(self, member: str, tag: str) -> None:
        self.act(lambda: self.desk.checkout(member, [tag], ANYHOW))

    @rule(tag=TOOLS, parts=PARTS, broken=st.sampled_from([None, "motor smells"]))
    def take_back(self, tag: str, parts: list[str], broken: str | None) -> None:
        trouble = Trouble(broken, tuple(parts) if tag in KITS else ())
        self.act(lambda: self.desk.return_([tag], trouble=trouble))

    @rule(tag=TOOLS)
    def repair(self, tag: str) -> None:
        self.act(lambda: self.desk.tool_repair(tag, "sparks"))

    @rule(tag=TOOLS)
    def fixed(self, tag: str) -> None:
        self.act(lambda: self.desk.tool_fixed(tag))

    @rule(
        tag=st.sampled_from(KITS), part=st.sampled_from(["battery", "battery=1", "bit", "bit=2", "charger"])
    )
    def brought(self, tag: str, part: str) -> None:
        self.act(lambda: self.desk.part_brought(tag, part))

    @rule(tag=st.sampled_from(KITS), part=st.sampled_from(["battery", "bit", "charger"]))
    def charged(self, tag: str, part: str) -> None:
        self.act(lambda: self.desk.part_charged(tag, part, "1.00"))

    @rule(tag=TOOLS, found=st.booleans())
    def lost_or_found(self, tag: str, found: bool) -> None:  # noqa: FBT001 - drawn by Hypothesis
        self.act(lambda: self.desk.tool_found(tag) if found else self.desk.tool_lost(tag))

    @rule(what=st.one_of(TOOLS, KINDS), over=st.booleans())
    def recall(self, what: str, over: bool) -> None:  # noqa: FBT001 - likewise
        self.act(
            lambda: self.desk.tool_recall_end(what, "safe") if over else self.desk.tool_recall(what, "unsafe")
        )

    @rule(member=MEMBERS, what=st.one_of(TOOLS, KINDS))
    def hold(self, member: str, what: str) -> None:
        self.act(lambda: self.desk.hold(member, what))

    @rule(days=st.integers(1, 9))
    def wait(self, days: int) -> None:
        self.riverside.wait(days=days)
        self.desk.tool_note(
            "T-0091", "seen today"
        )  # what time has done to the queues is kept by the next write

    @invariant()
    def a_ready_copy_can_be_lent(self) -> None:
        holds = self.desk.holds()
        ready = {each.tool for each in holds if each.state == "ready"}
        states = {tag: self.desk.tool(tag).state for tag in TAGS}
        assert ready == {tag for tag, state in states.items() if state == "ready"}
        free = {self.desk.tool(tag).kind for tag, state in states.items() if state == "in"}
        assert not [each for each in holds if each.state == "waiting" and each.kind in free]

    @invariant()
    def no_more_is_missing_than_there_is(self) -> None:
        rows = self.riverside.db.all(
            """SELECT a.qty, sum(p.qty) FROM repair r JOIN owed_part p ON p.id = r.owed
            JOIN accessory a ON a.tool = p.tool AND a.name = p.name WHERE r.fixed_at IS NULL GROUP BY a.id"""
        )
        assert all(missing <= there for there, missing in rows)

    @invariant()
    def in_repair_says_why(self) -> None:
        for tag in TAGS:
            tool = self.desk.tool(tag)
            assert (tool.trouble is not None) or tool.state != "repair"


def test_care_in_any_order(riverside_as_built: Riverside) -> None:
    machine = type("Bound", (CareMachine,), {"built": riverside_as_built})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=25, stateful_step_count=25, deadline=None)
    )

"""Each write of each verb denied once: the verb fails in one clear way, and not one row is different."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.riverside import Riverside, dump
from toollib.desk.desk import Desk
from toollib.desk.kits import Trouble
from toollib.desk.lending import Asked
from toollib.desk.people import MemberEdit
from toollib.desk.things import ToolEdit
from toollib.rules.reasons import Refused
from toollib.store.driver import sqlite3

pytestmark = pytest.mark.fault

VERBS: dict[str, Callable[[Desk], object]] = {
    "checkout": lambda desk: desk.checkout("M-0017", ["T-0070", "T-0060"]),
    "return": lambda desk: desk.return_(["T-0042", "T-0043"]),
    "return-broken": lambda desk: desk.return_(
        ["T-0107"], trouble=Trouble("chuck slips", ("battery=1", "bit=2"))
    ),
    "tool-repair": lambda desk: desk.tool_repair("T-0060", "wheel loose"),
    "tool-fixed": lambda desk: desk.tool_fixed("T-0050"),
    "tool-lost": lambda desk: desk.tool_lost("T-0042"),
    "tool-found": lambda desk: desk.tool_found("T-0090"),
    "tool-retire": lambda desk: desk.tool_retire("T-0060", "worn out"),
    "tool-recall": lambda desk: desk.tool_recall("tile-cutter", "wheel comes loose"),
    "part-brought": lambda desk: desk.part_brought("T-0200", "guard"),
    "part-charged": lambda desk: desk.part_charged("T-0200", "guard", "5.00"),
    "renew": lambda desk: desk.renew(["T-0042", "T-0043"]),
    "renew-member": lambda desk: desk.renew_all("M-0021"),
    "pay": lambda desk: desk.pay("M-0021", "1.00"),
    "charge": lambda desk: desk.charge("M-0021", "1.00", "x"),
    "forgive": lambda desk: desk.forgive("M-0021", "1.00", "x"),
    "refund": lambda desk: desk.refund("M-0017", "0.50", "x"),
    "void": lambda desk: desk.void(desk.account("M-0021").entries[-1].id, "x"),
    "close-day": lambda desk: desk.close_day(date(2026, 12, 16), "x"),
    "undo": lambda desk: desk.undo(),
    "member-add": lambda desk: desk.member_add(
        MemberEdit(name="D", cards=("d1",), inducted=("welding",)), fee="cash"
    ),
    "member-edit": lambda desk: desk.member_edit(
        "M-0017", MemberEdit(name="D", cards=("d1",), inducted=("welding",))
    ),
    "member-renew": lambda desk: desk.member_renew("M-0021", fee="cash"),
    "member-block": lambda desk: desk.member_block("M-0021", "x"),
    "member-induct": lambda desk: desk.member_induct("welding", ["M-0021", "M-0030"]),
    "member-merge": lambda desk: desk.member_merge("M-0017", "M-0021"),
    "tool-add": lambda desk: desk.tool_add(
        ToolEdit(name="D", kind="jigsaw", barcodes=("d2",), accessories=("a=1",), attributes=("power=1 W",))
    ),
    "tool-edit": lambda desk: desk.tool_edit(
        "T-0107", ToolEdit(name="D", tag="T-0108", accessories=("a=1",), attributes=("power=1 W",))
    ),
}
_WRITES = {sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE}


class Gate:
    """Counts writes, and denies the n-th once: denied for longer, the way back would be barred too."""

    def __init__(self, deny: int | None = None) -> None:
        self.deny, self.seen = deny, 0

    def __call__(self, action: int, *_: object) -> int:
        if action in _WRITES:
            self.seen += 1
            if self.seen == self.deny:
                return int(sqlite3.SQLITE_DENY)
        return int(sqlite3.SQLITE_OK)


@pytest.fixture
def busy(riverside: Riverside) -> Desk:
    """A coordinator's desk with late loans, a debt, something lost, broken or missing, and something to undo."""
    desk = riverside.cora
    desk.member_edit("M-0017", MemberEdit(inducted=("welding",)))
    desk.tool_add(ToolEdit(name="Planer", kind="jigsaw", tag="T-0200", accessories=("guard=1",)))
    desk.tool_repair("T-0050", "pad torn")
    desk.checkout("M-0030", ["T-0090", "T-0107", "T-0200"])
    desk.return_(["T-0200"], trouble=Trouble(missing=("guard",)))
    desk.tool_lost("T-0090", charge="2")
    desk.hold("M-0017", "tile-cutter")
    desk.checkout("M-0021", ["T-0042", "T-0043"])
    desk.checkout("M-0017", ["T-0051"], Asked(due=date(2026, 12, 16), override="a long job"))
    riverside.at("2026-12-12 10:30")
    desk.pay("M-0017", "1.00")
    desk.charge("M-0021", "3.00", "dirty")
    return desk


@pytest.mark.parametrize("name", sorted(VERBS))
def test_a_verb_whose_write_fails_leaves_no_trace(busy: Desk, name: str) -> None:
    db, verb = busy.context.db, VERBS[name]
    before = dump(db)
    n = 0
    while True:
        n += 1
        gate = Gate(n)
        db.connection.set_authorizer(gate)
        try:
            verb(busy)
        except (sqlite3.DatabaseError, Refused):
            assert gate.seen >= n
        else:
            break
        finally:
            db.connection.set_authorizer(None)
        assert dump(db) == before, f"write {n} of {name}"
        assert not db.connection.in_transaction
    assert n > 2
    assert dump(db) != before

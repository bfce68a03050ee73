"""D15 Undo. The last action undone: every derived state and balance as before, the history shows both."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.riverside import Riverside, codes, dump, wait_for
from toollib.desk.lending import Asked
from toollib.desk.people import MemberEdit
from toollib.desk.things import ToolEdit
from toollib.rules.reasons import Refused

Act = Callable[[Riverside], object]
ACTS: dict[str, Act] = {
    "checkout": lambda r: r.cora.checkout("M-0021", ["T-0060", "T-0070"]),
    "return": lambda r: r.cora.return_(["T-0042", "T-0043"]),
    "renew": lambda r: r.cora.renew(["T-0042"]),
    "pay": lambda r: r.cora.pay("M-0017", "2.00"),
    "charge": lambda r: r.cora.charge("M-0017", "2.00", "lost key"),
    "forgive": lambda r: r.cora.forgive("M-0017", "0.50", "first time"),
    "member-add": lambda r: r.cora.member_add(
        MemberEdit(name="Dora Lenk", cards=("M-0040", "04a2b9"), inducted=("welding",), waiver=True),
        fee="cash",
    ),
    "member-edit": lambda r: r.cora.member_edit(
        "M-0017",
        MemberEdit(
            name="Ada O.",
            cards=("77",),
            email="a@b.example",
            note="x",
            inducted=("welding",),
            tier="business",
        ),
    ),
    "tool-edit": lambda r: r.cora.tool_edit(
        "T-0107",
        ToolEdit(
            name="Kit",
            tag="T-0108",
            price="1",
            kind="jigsaw",
            accessories=("case=1",),
            attributes=("power=18 V",),
        ),
    ),
}


@pytest.fixture
def late(riverside: Riverside) -> Riverside:
    """Ada has two tools two weeks late and owes a pound; Ben may weld; somebody waits."""
    riverside.cora.member_edit("M-0021", MemberEdit(inducted=("welding",)))
    riverside.cora.checkout("M-0017", ["T-0042", "T-0043"])
    riverside.cora.charge("M-0017", "1.00", "dirty")
    wait_for(riverside, "M-0030", kind="jigsaw")
    riverside.at("2026-12-12 10:30")
    return riverside


@pytest.mark.parametrize("what", sorted(ACTS))
def test_all_is_as_it_was_and_the_history_has_both(late: Riverside, what: str) -> None:
    before, history = dump(late.db, history=False), len(late.cora.events())
    ACTS[what](late)
    changed = dump(late.db, history=False)
    assert changed != before
    undone = late.cora.undo().undone
    assert undone.what == what
    after = dump(late.db, history=False)
    if what == "member-add":  # a row stays for the history to point to, and nobody is in it
        gone = set(after["member"]) - set(before["member"])
        after["member"] = [row for row in after["member"] if row not in gone]
        assert not any("Dora" in str(row) or "M-0040" in str(row) or "04a2b9" in str(row) for row in gone)
    assert after == before
    newest, undone_again = late.cora.events()[:2]
    assert len(late.cora.events()) == history + 2
    assert (newest.what, undone_again.what, undone_again.undone_by) == ("undo", what, newest.id)
    for table in ("tool_fts", "member_fts", "tool_part"):
        late.db.run(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")


@pytest.mark.parametrize("what", sorted(ACTS))
def test_what_was_undone_can_be_done_again(late: Riverside, what: str) -> None:
    ACTS[what](late)
    first = dump(late.db, history=False)
    late.cora.undo()
    ACTS[what](late)
    again = dump(late.db, history=False)
    skip = {"loan", "borrowed", "member", "code", "owes", "induction", "accessory"}  # rows get new numbers
    assert {name: rows for name, rows in again.items() if name not in skip} == {
        name: rows for name, rows in first.items() if name not in skip
    }
    assert len(again["loan"]) == len(first["loan"])
    assert [row[-1] for row in again["owes"]] == [row[-1] for row in first["owes"]]


def test_a_second_undo_takes_the_action_before(late: Riverside) -> None:
    late.cora.charge("M-0017", "1.00", "late")
    late.cora.pay("M-0017", "0.25")
    late.cora.pay("M-0017", "0.50")
    assert [late.json(late.cora.undo().undone)["what"] for _ in range(3)] == ["pay", "pay", "charge"]
    assert late.json(late.cora.account("M-0017").owes) == "1.00"


def test_a_checkout_is_not_undone_after_the_tool_went_on(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    other = riverside.library("Walt", "back").desk
    other.return_(["T-0042"])
    other.checkout("M-0021", ["T-0042"])
    with pytest.raises(Refused) as refused:
        riverside.desk.undo()
    assert codes(refused) == ["undo-blocked"]
    assert "return, checkout" in str(refused.value)
    other.undo()
    other.undo()
    assert riverside.desk.undo().undone.what == "checkout"
    assert riverside.desk.tool("T-0042").state == "in"


def test_a_new_label_on_the_tool_does_not_stand_in_the_way(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.cora.tool_edit("T-0042", ToolEdit(note="new disc", tag="T-1042"))
    assert riverside.desk.undo().undone.what == "checkout"
    assert riverside.cora.undo().undone.what == "tool-edit"


def test_a_sign_up_is_not_undone_after_the_member_borrowed(riverside: Riverside) -> None:
    riverside.desk.member_add(
        MemberEdit(name="Dora", cards=("M-0040",), waiver=True, identity=True), fee="cash"
    )
    riverside.cora.checkout("M-0040", ["T-0042"])
    with pytest.raises(Refused) as refused:
        riverside.desk.undo()
    assert codes(refused) == ["undo-blocked"]


@pytest.mark.parametrize("way", ["add", "edit"])
def test_a_sign_up_is_not_undone_after_the_member_lent_a_tool_of_theirs(
    riverside: Riverside, way: str
) -> None:
    riverside.desk.member_add(MemberEdit(name="Dora", cards=("M-0040",)))
    if way == "add":
        riverside.cora.tool_add(ToolEdit(name="Router", kind="jigsaw", owner="M-0040", tag="T-0200"))
    else:
        riverside.cora.tool_edit("T-0042", ToolEdit(owner="M-0040"))
    with pytest.raises(Refused) as refused:
        riverside.desk.undo()
    assert codes(refused) == ["undo-blocked"]
    if way == "edit":
        riverside.cora.undo()
        assert riverside.desk.undo().undone.what == "member-add"


def test_what_is_known_of_an_owner_is_put_back_whatever_was_changed_of_their_tool(
    riverside: Riverside,
) -> None:
    riverside.cora.tool_edit("T-0042", ToolEdit(owner="M-0017"))
    riverside.desk.member_edit("M-0017", MemberEdit(phone="1"))
    riverside.cora.tool_edit("T-0042", ToolEdit(owner="library"))
    assert riverside.desk.undo().undone.what == "member-edit"


def test_an_edit_is_not_undone_after_another_desk_edited_too(riverside: Riverside) -> None:
    riverside.desk.member_edit("M-0017", MemberEdit(phone="1"))
    riverside.cora.member_edit("M-0017", MemberEdit(phone="2"))
    with pytest.raises(Refused) as refused:
        riverside.desk.undo()
    assert codes(refused) == ["undo-blocked"]
    assert riverside.desk.member("M-0017").phone == "2"


def test_undo_belongs_to_a_person_at_a_desk_for_some_time(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    for who, where in (("Vera", "back"), ("Walt", "front")):
        with pytest.raises(Refused) as refused:
            riverside.library(who, where).desk.undo()
        assert codes(refused) == ["nothing-to-undo"]
    riverside.wait(minutes=241)
    with pytest.raises(Refused) as refused:
        riverside.desk.undo()
    assert codes(refused) == ["too-late-to-undo"]
    riverside.wait(days=-3)
    assert riverside.desk.undo().undone.what == "checkout"


def test_an_undone_loan_is_in_no_list_and_was_nobodys_first(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0050"])
    riverside.cora.checkout("M-0017", ["T-0051"])
    riverside.desk.undo()
    assert [each.tool for each in riverside.desk.loans().rows] == ["T-0051"]
    firsts = riverside.db.all("SELECT tool FROM loan WHERE first_of_kind = 1 AND undone IS NULL")
    assert len(firsts) == 1
    riverside.desk.checkout("M-0017", ["T-0050"], Asked(due=date(2026, 12, 2)))
    firsts = riverside.db.all("SELECT tool FROM loan WHERE first_of_kind = 1 AND undone IS NULL")
    assert len(firsts) == 1


def test_the_open_card_of_somebody_who_never_was_closes(riverside: Riverside) -> None:
    riverside.desk.member_add(MemberEdit(name="Dora", cards=("M-0040",)))
    line = riverside.desk.scans()
    assert line.scan("M-0040").outcome == "opened"
    riverside.desk.undo()
    line.refresh()
    assert line.visit is None


def test_by_command(riverside: Riverside) -> None:
    riverside.done("checkout", "M-0017", "T-0042")
    riverside.at("2026-12-12 10:30")
    riverside.done("return", "T-0042")
    told = riverside.done("undo")["undone"]
    assert told["what"] == "return"
    assert told["undone_by"] is not None
    assert riverside.done("status", "T-0042")["tool"]["state"] == "out"
    assert riverside.done("account", "M-0017")["owes"] == "0.00"
    assert riverside.refused("undo") == ["too-late-to-undo"]
    whats = [each["what"] for each in riverside.done("event", "list", "--about", "T-0042")["events"]]
    assert whats == ["undo", "return", "checkout", "tool-add"]
    assert riverside.refused("undo", who="Walt") == ["nothing-to-undo"]

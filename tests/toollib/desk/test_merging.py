"""One person with two records: everything goes to the first, and nothing of the second is lost or counted twice."""

from datetime import date

import pytest

from tests.riverside import Riverside, codes, dump, wait_for
from toollib.desk.people import MemberEdit
from toollib.rules.reasons import Refused


@pytest.fixture
def twice(riverside: Riverside) -> str:
    """Ada signed up a second time, with another card; the id of that record."""
    edit = MemberEdit(
        name="Ada O.", cards=("04a2b9",), email="ada@riverside.example", waiver=True, identity=True,
        inducted=("welding",), note="has a van", tier="business",
    )  # fmt: skip
    return riverside.cora.member_add(edit, fee="cash").id


def test_everything_goes_to_the_one_that_stays(riverside: Riverside, twice: str) -> None:
    riverside.desk.member_note("M-0017", "call before 10")
    riverside.desk.checkout(twice, ["T-0042", "T-0070"])
    riverside.desk.checkout("M-0017", ["T-0043"])
    riverside.desk.charge(twice, "3.00", "dirty")
    wait_for(riverside, twice, kind="tile-cutter")
    owes = riverside.desk.member(twice).owes
    one = riverside.cora.member_merge("M-0017", twice)
    assert (one.id, one.name, one.cards, one.email) == (
        "M-0017",
        "Ada Osei",
        ("04a2b9", twice),
        "ada@riverside.example",
    )
    assert (one.loans, one.owes, one.note) == (3, owes, "call before 10\nhas a van")
    assert (one.tier, one.until) == ("business", date(2027, 11, 28))
    assert [each.topic for each in one.inductions] == ["welding"]
    assert {riverside.desk.member(code).id for code in (twice, "04A2B9", "M-0017", "ada o")} == {"M-0017"}
    assert {each.member for each in riverside.desk.loans().rows} == {"M-0017"}
    assert riverside.db.value("SELECT m.code FROM hold h JOIN member m ON m.id = h.member") == "M-0017"
    assert [each.id for each in riverside.desk.search("ada").members] == ["M-0017"]
    assert riverside.desk.members().total == 4
    riverside.wait(minutes=5)
    back = riverside.desk.return_(["T-0070"]).returned[0]
    assert back.loan.member == "M-0017"
    checked = riverside.desk.checkout(twice, ["T-0060"])
    assert checked.loans[0].member == "M-0017"


def test_the_account_tells_of_both_and_its_balance_is_their_sum(riverside: Riverside, twice: str) -> None:
    riverside.desk.charge(twice, "3.00", "dirty")
    riverside.desk.charge("M-0017", "1.00", "late")
    lines = riverside.db.value("SELECT count(*) FROM ledger")
    riverside.cora.member_merge("M-0017", twice)
    account = riverside.desk.account("M-0017")
    assert account.owes == 400 == sum(each.effect for each in account.entries)
    assert [each.why for each in account.entries if each.kind == "charge"][-2:] == ["dirty", "late"]
    assert sum(each.amount for each in account.entries if each.kind == "payment") == 4000 + 15000
    assert riverside.db.value("SELECT count(*) FROM ledger") == lines + 2
    gone = riverside.db.value(
        "SELECT sum(amount) FROM ledger l JOIN member m ON m.id = l.member WHERE m.code = ?", (twice,)
    )
    assert gone == 0
    riverside.desk.pay("M-0017", "4.00")
    assert riverside.desk.member(twice).owes == 0


def test_of_two_holds_on_the_same_the_earlier_stays(riverside: Riverside, twice: str) -> None:
    for who in ("M-0021", twice, "M-0030", "M-0017"):
        wait_for(riverside, who, kind="jigsaw")
    wait_for(riverside, twice, tag="T-0060")
    riverside.cora.member_merge("M-0017", twice)
    rows = riverside.db.all(
        "SELECT m.code, h.state FROM hold h JOIN member m ON m.id = h.member ORDER BY h.id"
    )
    assert [tuple(row) for row in rows] == [
        ("M-0021", "waiting"), ("M-0017", "waiting"), ("M-0030", "waiting"), ("M-0017", "cancelled"), ("M-0017", "waiting"),
    ]  # fmt: skip


def test_a_kind_that_both_borrowed_was_borrowed_first_once(riverside: Riverside, twice: str) -> None:
    riverside.desk.checkout(twice, ["T-0050", "T-0060"])
    riverside.desk.checkout("M-0017", ["T-0051", "T-0043"])
    riverside.cora.member_merge("M-0017", twice)
    firsts = riverside.db.all(
        "SELECT t.code, l.first_of_kind FROM loan l JOIN tool t ON t.id = l.tool ORDER BY l.id"
    )
    assert [tuple(row) for row in firsts] == [("T-0050", 1), ("T-0060", 1), ("T-0051", 0), ("T-0043", 1)]
    rows = riverside.db.all("SELECT kind, loan FROM borrowed ORDER BY kind")
    assert [tuple(row) for row in rows] == [("jigsaw", 4), ("orbital-sander", 1), ("tile-cutter", 2)]


def test_a_block_and_a_role_go_along(riverside: Riverside, twice: str) -> None:
    riverside.cora.member_block(twice, "three tools came back broken")
    riverside.cora.member_edit(twice, MemberEdit(role="volunteer"))
    one = riverside.cora.member_merge("M-0017", twice)
    assert (one.standing, one.blocked, one.role) == ("blocked", "three tools came back broken", "volunteer")


def test_three_records_of_one_person(riverside: Riverside, twice: str) -> None:
    riverside.desk.charge(twice, "1.00", "x")
    riverside.cora.member_merge("M-0021", twice)
    riverside.cora.member_merge("M-0017", "M-0021")
    account = riverside.desk.account("M-0017")
    assert account.owes == 100 == sum(each.effect for each in account.entries)
    assert {riverside.desk.member(each).id for each in (twice, "M-0021", "04a2b9")} == {"M-0017"}
    assert sum(each.kind == "payment" for each in account.entries) == 3


def test_nothing_is_undone_behind_a_merger_and_a_merger_is_not_undone(
    riverside: Riverside, twice: str
) -> None:
    riverside.cora.charge(twice, "1.00", "x")
    riverside.cora.member_merge("M-0017", twice)
    with pytest.raises(Refused, match="member-merge") as refused:
        riverside.cora.undo()
    assert codes(refused) == ["undo-blocked"]
    assert riverside.desk.member("M-0017").owes == 100
    assert {each.what for each in riverside.desk.events(twice)} >= {"member-add", "charge", "member-merge"}


def test_what_cannot_be_merged_is_refused_and_changes_nothing(riverside: Riverside, twice: str) -> None:
    before = dump(riverside.db)
    with pytest.raises(Refused) as refused:
        riverside.desk.member_merge("nobody", "neither")
    assert codes(refused) == ["member-unknown", "member-unknown", "role-missing"]
    with pytest.raises(Refused) as refused:
        riverside.cora.member_merge(twice, "04A2B9")
    assert codes(refused) == ["member-ambiguous"]
    assert dump(riverside.db) == before


def test_whoever_gives_no_roles_does_not_merge_one_away(riverside: Riverside, twice: str) -> None:
    rules = riverside.folder / "library.yaml"
    rules.write_text(rules.read_text().replace("volunteer: [desk]", "volunteer: [desk, records]"))
    before = dump(riverside.db)
    for act in (
        lambda: riverside.desk.member_merge("M-0017", "Cora Lind"),
        lambda: riverside.desk.member_erase("Cora Lind"),
    ):
        with pytest.raises(Refused, match="settings") as refused:
            act()
        assert codes(refused) == ["role-missing"]
    assert dump(riverside.db) == before
    assert riverside.desk.member_merge("M-0017", twice).id == "M-0017"


def test_a_merged_person_leaves_whole_and_stays_away(riverside: Riverside, twice: str) -> None:
    riverside.cora.member_merge("M-0017", twice)
    riverside.cora.member_erase(twice)
    for code in (twice, "M-0017", "04a2b9"):
        with pytest.raises(Refused):
            riverside.desk.member(code)
    text = (riverside.folder / "erased.json").read_text()
    assert '"M-0017"' in text
    assert f'"{twice}"' in text
    riverside.close()
    assert not any(b"van" in (riverside.folder / name).read_bytes() for name in ("library.db", "erased.json"))


def test_by_command(riverside: Riverside, twice: str) -> None:
    assert riverside.refused("member", "merge", "M-0017", twice) == ["role-missing"]
    one = riverside.done("member", "merge", "M-0017", twice, who="Cora Lind")["member"]
    assert (one["id"], one["cards"]) == ("M-0017", ["04a2b9", twice])
    assert riverside.refused("member", "merge", "M-0017", twice, who="Cora Lind") == ["member-ambiguous"]

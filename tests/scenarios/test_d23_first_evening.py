"""D23 First evening. Name and phone, waiver ticked, identity seen, tier chosen, fee paid, first tool."""

from datetime import date
from pathlib import Path

import pytest

from tests.riverside import Riverside, codes
from toollib.desk.people import MemberEdit
from toollib.newlibrary import NewLibrary, make_library
from toollib.rules.reasons import Refused


def test_from_the_door_to_the_first_tool(riverside: Riverside) -> None:
    edit = MemberEdit(
        name="Dora Lenk", phone="0117 496 0123", waiver=True, identity=True, tier="regular", cards=("04a2b9",)
    )
    dora = riverside.desk.member_add(edit, fee="cash")
    assert dora.id == "M-0031"
    assert dora.cards == ("04a2b9",)
    assert (dora.standing, dora.until, riverside.json(dora.owes)) == ("good", date(2027, 11, 28), "0.00")
    entries = riverside.json(riverside.desk.account(dora.id))["entries"]
    assert [(each["kind"], each["amount"], each["by"]) for each in entries] == [
        ("charge", "40.00", None),
        ("payment", "40.00", "cash"),
    ]
    line = riverside.desk.scans()
    line.scan("04A2B9")
    assert line.scan("T-0042").outcome == "lent"
    assert riverside.desk.search("01174960123").members[0].id == dora.id


def test_what_is_not_on_file_is_said_at_the_first_tool(riverside: Riverside) -> None:
    dora = riverside.desk.member_add(MemberEdit(name="Dora Lenk"))
    assert (dora.standing, riverside.json(dora.owes)) == ("pending", "40.00")
    with pytest.raises(Refused) as refused:
        riverside.desk.checkout(dora.id, ["T-0042"])
    assert codes(refused) == ["waiver-missing", "identity-unchecked", "owes-too-much"]
    assert riverside.desk.member_edit(dora.id, MemberEdit(waiver=True, identity=True)).standing == "good"
    riverside.desk.pay(dora.id, "40")
    assert riverside.desk.checkout(dora.id, ["T-0042"]).loans


def test_a_sign_up_taken_back_frees_its_card(riverside: Riverside) -> None:
    """The name was mistyped: ctrl+z, then once more with the same card."""
    for name in ("Dorra Lenk", "Dora Lenk"):
        dora = riverside.desk.member_add(MemberEdit(name=name, cards=("M-0040", "04a2b9")), fee="cash")
        assert dora.id == "M-0040"
        riverside.desk.undo()
    assert riverside.desk.search("lenk").members == ()
    with pytest.raises(Refused) as refused:
        riverside.desk.member("M-0040")
    assert codes(refused) == ["member-unknown"]
    assert riverside.desk.members().total == 4


@pytest.mark.parametrize(
    ("edit", "fee", "reasons"),
    [
        (MemberEdit(name="D", cards=("T-0042",)), None, ["code-taken"]),
        (MemberEdit(name="D", cards=(" m-0017",)), None, ["code-taken"]),
        (MemberEdit(name="D", cards=("",)), None, ["code-taken"]),
        (MemberEdit(name="D", cards=("x", "X")), None, ["code-taken"]),
        (MemberEdit(name="D", tier="regluar"), None, ["membership-missing"]),
        (MemberEdit(name="D", role="coordinator"), None, ["role-missing"]),
        (MemberEdit(name="D", until=date(2030, 1, 1)), None, ["role-missing"]),
        (MemberEdit(name="D"), "no-fee", ["role-missing"]),
        (MemberEdit(name="D", inducted=("wleding",)), None, ["kind-unknown"]),
        (MemberEdit(cards=("x1",)), None, ["member-unknown"]),
        (MemberEdit(name=" ", cards=("M-0017",), tier="gold"), "no-fee",
         ["member-unknown", "membership-missing", "code-taken", "role-missing"]),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_every_reason(
    riverside: Riverside, edit: MemberEdit, fee: str | None, reasons: list[str]
) -> None:
    before = riverside.desk.members().total
    with pytest.raises(Refused) as refused:
        riverside.desk.member_add(edit, fee=fee)  # type: ignore[arg-type] # "no-fee" and None are fees
    assert codes(refused) == reasons
    assert riverside.desk.members().total == before


def test_the_first_coordinator_founds_the_library(riverside: Riverside) -> None:
    """Until then everybody may do everything; from then on a guest may work at the desk and no more."""
    assert riverside.desk.actor.rights == {"desk"}
    assert riverside.cora.actor.may("settings")
    riverside.cora.member_edit("M-0002", MemberEdit(role=""))
    riverside.close()
    assert riverside.desk.actor.may("settings")


def test_a_founder_who_mistyped_herself_may_begin_again(tmp_path: Path) -> None:
    make_library(tmp_path / "new", NewLibrary("New"))
    new = Riverside(tmp_path / "new")
    new.desk.member_add(MemberEdit(name="Corra", role="coordinator"))
    assert new.desk.actor.rights == {"desk"}
    new.desk.undo()
    assert new.desk.member_add(MemberEdit(name="Cora", role="coordinator")).role == "coordinator"
    new.close()


def test_by_command(riverside: Riverside) -> None:
    dora = riverside.done(
        "member", "add", "Dora Lenk", "--card", "04a2b9", "--phone", "0117 496 0123", "--waiver", "--identity",
        "--tier", "regular", "--paid", "card",
    )["member"]  # fmt: skip
    assert (dora["id"], dora["standing"], dora["owes"], dora["until"]) == (
        "M-0031",
        "good",
        "0.00",
        "2027-11-28",
    )
    assert riverside.done("checkout", "04a2b9", "T-0042")["loans"][0]["member"] == "M-0031"
    assert riverside.refused("member", "add", "D", "--card", "T-0042", "--role", "coordinator") == [
        "code-taken", "role-missing",
    ]  # fmt: skip

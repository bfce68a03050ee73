"""Memberships as they go on: renewed with their fee, cards lost and given, blocks with an end, waivers with a version."""

from dataclasses import replace
from datetime import date

import pytest

from tests.riverside import Riverside, codes, dump
from toollib.desk.people import MemberEdit
from toollib.rules.reasons import Refused


def test_a_renewal_extends_from_the_end_and_charges_the_fee_in_one_action(riverside: Riverside) -> None:
    until = riverside.desk.member("M-0017").until
    assert until == date(2027, 11, 21)
    events = len(riverside.desk.events())
    renewed = riverside.desk.member_renew("M-0017", fee="card")
    assert (renewed.until, renewed.owes) == (date(2028, 11, 21), 0)
    assert len(riverside.desk.events()) == events + 1
    assert riverside.desk.events()[0].what == "member-renew"
    lines = riverside.desk.account("M-0017").entries[-2:]
    assert [(each.kind, each.amount, each.by) for each in lines] == [
        ("charge", 4000, None),
        ("payment", 4000, "card"),
    ]
    assert riverside.desk.member_renew("M-0017").owes == 4000


def test_an_expired_membership_begins_again_today(riverside: Riverside) -> None:
    riverside.at("2028-03-01 18:30")
    assert riverside.desk.member("M-0017").standing == "expired"
    with pytest.raises(Refused) as refused:
        riverside.desk.checkout("M-0017", ["T-0042"])
    assert codes(refused) == ["membership-expired"]
    renewed = riverside.desk.member_renew("M-0017", MemberEdit(tier="concession", waiver=True, phone="0123"))
    assert (renewed.tier, renewed.until, renewed.standing, renewed.owes, renewed.phone) == (
        "concession", date(2029, 3, 1), "good", 0, "0123",
    )  # fmt: skip
    assert renewed.since == date(2026, 11, 21)
    assert riverside.desk.checkout("M-0017", ["T-0042"]).loans


def test_what_cannot_be_renewed_is_refused_with_every_reason_and_changes_nothing(
    riverside: Riverside,
) -> None:
    before = dump(riverside.db)
    edit = MemberEdit(tier="gold", until=date(2027, 1, 1), cards=("T-0042",), drop_cards=("x",))
    with pytest.raises(Refused) as refused:
        riverside.desk.member_renew("M-0017", edit, fee="no-fee")
    assert codes(refused) == [
        "member-unknown",
        "membership-missing",
        "code-taken",
        "date-wrong",
        "role-missing",
    ]
    with pytest.raises(Refused) as refused:
        riverside.desk.member_renew("nobody", MemberEdit(until=date(2020, 1, 1)))
    assert codes(refused) == ["member-unknown", "date-wrong", "role-missing"]
    assert dump(riverside.db) == before
    by_hand = riverside.cora.member_renew("M-0017", MemberEdit(until=date(2029, 1, 1)), fee="no-fee")
    assert (by_hand.until, by_hand.owes) == (date(2029, 1, 1), 0)


def test_a_tier_that_is_no_more_is_named(riverside: Riverside) -> None:
    riverside.db.run("UPDATE member SET tier = 'founder' WHERE code = 'M-0017'")
    with pytest.raises(Refused, match="founder") as refused:
        riverside.desk.member_renew("M-0017")
    assert codes(refused) == ["membership-missing"]
    assert riverside.desk.member_renew("M-0017", MemberEdit(tier="regular")).tier == "regular"


def test_no_edit_is_undone_behind_a_renewal(riverside: Riverside) -> None:
    riverside.desk.member_edit("M-0017", MemberEdit(tier="business"))
    riverside.desk.member_renew("M-0017", MemberEdit(tier="concession"))
    with pytest.raises(Refused, match="member-renew") as refused:
        riverside.desk.undo()
    assert codes(refused) == ["undo-blocked"]


def test_several_cards_and_a_lost_one(riverside: Riverside) -> None:
    cards = riverside.desk.member_edit("M-0017", MemberEdit(cards=("04A2B9", "blue fob"))).cards
    assert cards == ("04A2B9", "blue fob")
    before = dump(riverside.db, history=False)
    after = riverside.desk.member_edit("M-0017", MemberEdit(drop_cards=(" 04a2b9 ",), cards=("04C7D1",)))
    assert after.cards == ("04C7D1", "blue fob")
    with pytest.raises(Refused):
        riverside.desk.status("04a2b9")
    assert riverside.desk.search("04a2b9").members == ()
    riverside.desk.undo()
    assert dump(riverside.db, history=False) == before
    assert riverside.desk.status("04a2b9").member == riverside.desk.member("M-0017")


def test_a_dropped_card_may_go_to_another_and_then_does_not_come_back(riverside: Riverside) -> None:
    riverside.desk.member_edit("M-0017", MemberEdit(cards=("fob",)))
    riverside.desk.member_edit("M-0017", MemberEdit(drop_cards=("fob",)))
    riverside.cora.member_edit("M-0021", MemberEdit(cards=("fob",)))
    with pytest.raises(Refused) as refused:
        riverside.desk.undo()
    assert codes(refused) == ["code-taken"]
    assert riverside.desk.member("fob").id == "M-0021"


@pytest.mark.parametrize("card", ["M-0017", "M-0021", "T-0042", "unheard of", ""])
def test_only_a_further_card_of_theirs_is_taken_away(riverside: Riverside, card: str) -> None:
    with pytest.raises(Refused) as refused:
        riverside.desk.member_edit("M-0017", MemberEdit(drop_cards=(card,)))
    assert codes(refused) == ["member-unknown"]
    assert riverside.desk.member("M-0017").id == "M-0017"


def test_a_block_holds_through_its_last_day(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    blocked = riverside.cora.member_block("M-0017", "three tools came back broken", until=date(2026, 12, 5))
    assert (blocked.standing, blocked.blocked_until) == ("blocked", date(2026, 12, 5))
    with pytest.raises(Refused, match="until 2026-12-05: three tools came back broken") as refused:
        riverside.desk.checkout("M-0017", ["T-0043"])
    assert codes(refused) == ["member-blocked"]
    riverside.at("2026-12-05 10:30")
    with pytest.raises(Refused) as refused:
        riverside.desk.renew(["T-0042"])
    assert codes(refused) == ["member-blocked"]
    riverside.at("2026-12-06 00:10")
    over = riverside.desk.member("M-0017")
    assert (over.standing, over.blocked, over.blocked_until) == ("good", None, None)


def test_a_block_is_replaced_and_ended(riverside: Riverside) -> None:
    riverside.cora.member_block("M-0017", "first", until=date(2026, 12, 5))
    assert riverside.cora.member_block("M-0017", "second").blocked_until is None
    events = len(riverside.desk.events())
    assert riverside.cora.member_unblock("M-0017").standing == "good"
    assert riverside.cora.member_unblock("M-0017").standing == "good"
    assert len(riverside.desk.events()) == events + 1
    assert all("second" not in str(each.about) for each in riverside.desk.events())


def test_what_is_no_block_is_refused(riverside: Riverside) -> None:
    with pytest.raises(Refused) as refused:
        riverside.cora.member_block("nobody", " ", until=date(2026, 11, 27))
    assert codes(refused) == ["member-unknown", "member-blocked", "date-wrong"]
    assert not any(each.override for each in refused.value.reasons)
    with pytest.raises(Refused) as refused:
        riverside.desk.member_block("M-0017", "x")
    assert codes(refused) == ["role-missing"]
    with pytest.raises(Refused) as refused:
        riverside.desk.member_unblock("M-0017")
    assert codes(refused) == ["role-missing"]


def test_a_note_and_a_waiver_can_be_taken_back(riverside: Riverside) -> None:
    before = dump(riverside.db, history=False)
    assert riverside.desk.member_note("M-0017", "call before 10").note == "call before 10"
    assert riverside.desk.member_waiver("M-0017", "2026-01").waiver_version == "2026-01"
    assert riverside.desk.member_waiver("M-0017").waiver_version is None
    for _ in range(3):
        riverside.desk.undo()
    assert dump(riverside.db, history=False) == before


@pytest.mark.parametrize(
    "edit",
    [
        MemberEdit(until=date(2020, 1, 1)),
        MemberEdit(since=date(2026, 12, 5), until=date(2026, 12, 4)),
        MemberEdit(until=date(2026, 11, 27)),
    ],
)
def test_no_membership_ends_before_it_begins(riverside: Riverside, edit: MemberEdit) -> None:
    before = dump(riverside.db)
    with pytest.raises(Refused) as refused:
        riverside.cora.member_add(replace(edit, name="Dora"))
    assert codes(refused) == ["date-wrong"]
    assert dump(riverside.db) == before


@pytest.mark.parametrize("edit", [MemberEdit(until=date(2026, 11, 20)), MemberEdit(since=date(2027, 11, 22))])
def test_nor_does_one_that_is_changed(riverside: Riverside, edit: MemberEdit) -> None:
    with pytest.raises(Refused, match="before it begins") as refused:
        riverside.cora.member_edit("M-0017", edit)
    assert codes(refused) == ["date-wrong"]
    riverside.cora.member_edit("M-0017", MemberEdit(since=date(2026, 11, 1), until=date(2026, 11, 1)))


def test_nor_does_one_that_is_renewed(riverside: Riverside) -> None:
    with pytest.raises(Refused, match="before it begins"):
        riverside.cora.member_renew("M-0017", MemberEdit(since=date(2030, 1, 1)))

"""D22 Induction: only who was trained borrows; an evening for six in one go; it can expire; a maker is told."""

from datetime import date

import pytest

from tests.riverside import Riverside, codes
from tests.scenarios.makers import write_designs
from toollib.desk.people import MemberEdit
from toollib.rules.reasons import Refused

SIX = ("M-0017", "ben kaya", "04c1", "Dora Lenk", "Emil Sand", "Fay Ito")


@pytest.fixture
def evening(riverside: Riverside) -> Riverside:
    """Six members come to learn welding."""
    riverside.cora.member_edit("M-0030", MemberEdit(cards=("04c1",)))
    for name, card in (("Dora Lenk", "d1"), ("Emil Sand", "e1"), ("Fay Ito", "f1")):
        riverside.join(name, card)
    return riverside


def test_only_who_was_inducted_borrows_the_kinds_of_the_topic(evening: Riverside) -> None:
    with pytest.raises(Refused, match="welding") as refused:
        evening.desk.checkout("M-0017", ["T-0070"])
    assert codes(refused) == ["induction-missing"]
    evening.desk.member_induct("welding", ["M-0017"])
    assert evening.desk.checkout("M-0017", ["T-0070"]).loans


def test_an_evening_for_six_in_one_go(evening: Riverside) -> None:
    before = len(evening.desk.events())
    inducted = evening.desk.member_induct("welding", SIX, by="Cora Lind")
    assert [each.name for each in inducted] == [
        "Ada Osei", "Ben Kaya", "Cleo Ruiz", "Dora Lenk", "Emil Sand", "Fay Ito",
    ]  # fmt: skip
    given = ("welding", date(2028, 11, 28), date(2026, 11, 28), "M-0002")
    assert all(each.inductions == (given,) for each in inducted)
    event, *_ = evening.desk.events()
    assert len(evening.desk.events()) == before + 1
    assert (event.what, event.about["topic"], event.about["members"]) == (
        "member-induct",
        "welding",
        [each.id for each in inducted],
    )
    assert evening.db.all("SELECT DISTINCT by, on_day FROM induction")[0][:] == ("M-0002", "2026-11-28")
    assert evening.desk.events("Fay Ito")[0].id == event.id


def test_all_or_none_with_every_reason(evening: Riverside) -> None:
    with pytest.raises(Refused) as refused:
        evening.desk.member_induct(
            "wleding", ["M-0017", "nobody", "T-0042", "Ben Kaya"], until=date(2026, 11, 1)
        )
    assert codes(refused) == ["member-unknown", "member-unknown", "kind-unknown", "date-wrong"]
    with pytest.raises(Refused) as refused:
        evening.desk.member_induct("welding", [])
    assert codes(refused) == ["member-unknown"]
    assert evening.db.value("SELECT count(*) FROM induction") == 0


def test_inductions_expire_and_can_be_given_anew(evening: Riverside) -> None:
    evening.desk.member_induct("welding", ["M-0017"], until=date(2026, 12, 12))
    evening.at("2026-12-12 10:30")
    assert evening.desk.checkout("M-0017", ["T-0070"]).loans
    evening.wait(minutes=5)
    evening.desk.return_(["T-0070"])
    evening.at("2026-12-16 18:30")
    with pytest.raises(Refused, match="ended on 2026-12-12") as refused:
        evening.desk.checkout("M-0017", ["T-0070"])
    assert codes(refused) == ["induction-missing"]
    assert evening.desk.member_induct("welding", ["M-0017", "Ada Osei"])[0].inductions[0].until == date(
        2028, 12, 16
    )
    assert evening.desk.checkout("M-0017", ["T-0070"]).loans


def test_longer_than_the_library_says_only_by_who_may_set_dates(evening: Riverside) -> None:
    beyond = date(2030, 1, 1)
    with pytest.raises(Refused) as refused:
        evening.desk.member_induct("welding", ["M-0017"], until=beyond)
    assert codes(refused) == ["role-missing"]
    assert evening.cora.member_induct("welding", ["M-0017"], until=beyond)[0].inductions[0].until == beyond


def test_a_maker_is_told(evening: Riverside) -> None:
    write_designs(evening)

    def state(member: str) -> str:
        (need,) = (
            each
            for each in evening.done("build", "why", "frame", "--for", member)["needs"]
            if each["options"][0]["kind"] == "mig-welder"
        )
        return str(need["state"])

    assert state("M-0017") == "not-inducted"
    evening.done("member", "induct", "welding", "M-0017")
    assert (state("M-0017"), state("M-0021")) == ("free", "not-inducted")


def test_by_command(evening: Riverside) -> None:
    answer = evening.done(
        "member", "induct", "welding", *SIX, "--by", "a guest teacher", "--until", "2027-06-30"
    )
    assert [each["inductions"] for each in answer["members"]] == [
        [{"topic": "welding", "until": "2027-06-30"}]
    ] * 6
    assert evening.done("checkout", "f1", "T-0070")["loans"][0]["tool"] == "T-0070"
    assert evening.refused("member", "induct", "flying", "M-0017", "nobody") == [
        "member-unknown",
        "kind-unknown",
    ]
    evening.done("member", "edit", "M-0021", "--role", "", who="Cora Lind")
    assert evening.refused("member", "induct", "welding", "M-0017", who="M-0021") == ["role-missing"]


def test_a_reservation_that_lacks_the_induction_says_so_at_once_and_each_day(evening: Riverside) -> None:
    asked = ("reserve", "M-0017", "mig-welder", "--from", "2026-12-05", "--to", "2026-12-09")
    (told,) = evening.done(*asked)["warnings"]
    assert "Ada Osei lacks the induction “welding”" in told
    (danger,) = evening.done("today")["conflicts"]
    assert "lacks the induction “welding”" in danger["why"]
    evening.desk.member_induct("welding", ["M-0017"], until=date(2026, 12, 2))
    (danger,) = evening.done("today")["conflicts"]
    assert "“welding”, which ends on 2026-12-02" in danger["why"]
    evening.desk.member_induct("welding", ["M-0017"])
    assert evening.done("today")["conflicts"] == []
    asked = ("reserve", "M-0017", "mig-welder", "--from", "2026-12-12", "--to", "2026-12-16")
    assert evening.done(*asked)["warnings"] == []

"""D22 Induction: only who was trained borrows; an evening for six in one go; it can expire; a maker is told."""

from datetime import date

import pytest

from tests.riverside import Riverside, codes
from tests.scenarios.makers import in_words, write_designs
from tests.toollib.tui.onscreen import onscreen
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


def test_a_maker_is_told_the_topics_before_anybody_asks_for_whom(evening: Riverside) -> None:
    write_designs(evening)
    shown = evening.done("design", "show", "frame")["design"]["tools"]
    assert [each["inductions"] for each in shown] == [["welding"], []]
    listed = evening.done("design", "tools", "frame")["tools"]
    assert [each["inductions"] for each in listed] == [["welding"], []]
    needs = evening.done("build", "why", "frame")["needs"]
    assert [each["inductions"] for each in needs] == [["welding"], []]
    assert [each["inductions"] for each in needs[0]["options"]] == [["welding"]]
    assert (
        "mig-welder (asks for the induction “welding”)" in in_words(evening, "design", "show", "frame").stdout
    )
    assert "Induction" in in_words(evening, "design", "tools", "frame").stdout
    assert "Induction" not in in_words(evening, "design", "tools", "stool").stdout
    told = in_words(evening, "build", "why", "frame").stdout
    assert "T-0070 mig-welder (free, asks for the induction “welding”)" in told


def test_who_is_not_inducted_is_told_in_what(evening: Riverside) -> None:
    write_designs(evening)
    option = evening.done("build", "why", "frame", "--for", "M-0017")["needs"][0]["options"][0]
    assert (option["state"], option["lacks"]) == ("not-inducted", ["welding"])
    told = in_words(evening, "build", "why", "frame", "--for", "M-0017").stdout
    assert "T-0070 mig-welder (not inducted in “welding”)" in told
    evening.desk.member_induct("welding", ["M-0017"])
    option = evening.done("build", "why", "frame", "--for", "M-0017")["needs"][0]["options"][0]
    assert (option["state"], option["lacks"], option["inductions"]) == ("free", [], ["welding"])


async def test_in_the_screens(evening: Riverside) -> None:
    write_designs(evening)
    async with onscreen(evening) as on:
        await on.press("f4")
        await on.scan("frame")
        assert "asks for the induction “welding”" in on.words()
        await on.press("ctrl+y")
        assert "T-0070 MIG welder 180 A: free, asks for the induction “welding”" in on.words()
        await on.press("ctrl+d", "tab")
        await on.scan("M-0017")
        assert "T-0070 MIG welder 180 A: needs the induction “welding” first" in on.words()


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

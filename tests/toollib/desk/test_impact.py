"""The impact report over what was really done at the desk: nothing twice, and nothing changed by forgetting."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.riverside import RULES, Riverside, codes
from toollib.desk.people import MemberEdit
from toollib.desk.things import ToolEdit
from toollib.rules.reasons import Refused
from toollib.store import kinds
from toollib.workshop.impact import Period, impact

SHARES = "impact: {would-have-bought: 0.5, stays-local: 0.8, sources: {would-have-bought: our survey}}\n"
ALWAYS = Period()


@pytest.fixture
def asked(riverside: Riverside) -> Riverside:
    """Riverside after it asked its members."""
    (riverside.folder / "library.yaml").write_text(RULES + SHARES)
    riverside.close()
    return riverside


def report(riverside: Riverside, period: Period = ALWAYS) -> dict[str, Any]:
    """Each figure of the report as a program reads it."""
    found = riverside.json(impact(riverside.desk, period))
    return {each["code"]: each for each in found["figures"]}


def firsts(riverside: Riverside, period: Period = ALWAYS) -> int:
    """How many first loans of a kind by members count."""
    return int(report(riverside, period)["purchases-avoided"]["inputs"][0]["value"])


def not_counted(figure: dict[str, Any]) -> dict[str, int]:
    return {each["what"]: each["times"] for each in figure["not_counted"]}


def test_a_purchase_is_avoided_once(asked: Riverside) -> None:
    asked.desk.checkout("M-0017", ["T-0042", "T-0050"])
    asked.desk.checkout("M-0021", ["T-0051", "T-0092"])
    asked.wait(minutes=5)
    asked.desk.return_(["T-0042", "T-0050"])
    asked.wait(minutes=5)
    asked.desk.checkout("M-0017", ["T-0042", "T-0050"])  # the same kinds again: no purchases more
    found = report(asked)
    assert (found["loans"]["low"], found["purchases-avoided"]["low"]) == (
        6,
        2,
    )  # four first loans, half of them
    # 80 + 45 + 45, the tape measure has no price; half of it, and of this 0.8
    assert (found["money-spared"]["low"], found["money-kept-local"]["high"]) == ("85.00", "68.00")
    assert not_counted(found["money-spared"]) == {"first loans of tools without a known price": 1}
    assert found["purchases-avoided"]["inputs"][1] == {
        "name": "share that would have bought", "value": "0.5", "source": "our survey",
    }  # fmt: skip
    assert found["money-kept-local"]["inputs"][2]["source"] == "library.yaml, which names no source"


def test_an_undone_loan_never_was(asked: Riverside) -> None:
    asked.desk.checkout("M-0017", ["T-0042"])
    asked.desk.undo()
    assert (firsts(asked), report(asked)["loans"]["low"]) == (0, 0)
    assert not_counted(report(asked)["loans"]) == {"loans that were undone": 1}
    asked.desk.checkout("M-0017", ["T-0042"])
    assert (firsts(asked), report(asked)["loans"]["low"]) == (1, 1)


def test_staff_and_owners_are_told_apart(asked: Riverside) -> None:
    asked.cora.member_edit("M-0021", MemberEdit(role="volunteer"))
    asked.cora.tool_add(ToolEdit(name="Ada's loom", kind="jigsaw", tag="T-0300", owner="M-0017", price="90"))
    asked.cora.tool_add(
        ToolEdit(name="Ada's saw", kind="tile-cutter", tag="T-0301", owner="M-0017", price="20")
    )
    asked.desk.checkout("M-0021", ["T-0042"])
    asked.desk.checkout("M-0017", ["T-0300"])
    asked.desk.checkout("M-0030", ["T-0301"])
    found = report(asked)
    assert found["loans"]["low"] == 2
    assert [each["value"] for each in found["loans"]["inputs"]] == [1, 1, 1]
    assert not_counted(found["loans"]) == {"loans of a tool to its own owner": 1}
    assert not_counted(found["purchases-avoided"]) == {"first loans of a kind by staff": 1}
    assert (firsts(asked), found["money-spared"]["low"]) == (1, "10.00")
    assert found["loans-per-tool"]["inputs"][2]["value"] == 2


def test_roles_and_owners_of_later_change_nothing(asked: Riverside) -> None:
    asked.desk.checkout("M-0017", ["T-0042"])
    before = report(asked)
    asked.cora.member_edit("M-0017", MemberEdit(role="volunteer"))
    assert report(asked) == before
    asked.desk.return_(["T-0042"])
    asked.cora.tool_edit("T-0042", ToolEdit(owner="M-0017"))
    assert report(asked)["money-spared"] == before["money-spared"]


def forgetting(riverside: Riverside) -> Riverside:
    """Fourteen months later, in a library that forgets after twelve: every loan that came back has forgotten."""
    rules = riverside.folder / "library.yaml"
    rules.write_text(rules.read_text() + "privacy: {keep-loans: 12}\n")
    riverside.close()
    for at in ("2028-01-22 10:10", "2028-01-26 18:10", "2028-01-29 10:10"):
        riverside.at(at)
        riverside.desk.member_note("M-0030", "was here")
    return riverside


def test_forgetting_changes_no_figure(asked: Riverside) -> None:
    asked.cora.member_edit("M-0021", MemberEdit(role="volunteer"))
    asked.cora.tool_add(ToolEdit(name="Ada's loom", kind="jigsaw", tag="T-0300", owner="M-0017", price="90"))
    for member, tags in (
        ("M-0017", ["T-0042", "T-0300", "T-0050"]),
        ("M-0021", ["T-0051"]),
        ("M-0030", ["T-0060"]),
    ):
        asked.desk.checkout(member, tags)
    asked.wait(minutes=5)
    asked.desk.return_(["T-0042", "T-0050", "T-0051", "T-0060", "T-0300"])
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    before = report(asked, year)
    forgetting(asked)
    assert asked.db.value("SELECT count(*) FROM loan WHERE member IS NOT NULL") == 0
    assert report(asked, year) == before
    assert asked.db.value("SELECT count(*) FROM borrowed") == 0


def test_who_comes_back_after_forgetting_avoids_nothing_twice(asked: Riverside) -> None:
    asked.desk.checkout("M-0017", ["T-0050"])
    asked.wait(minutes=5)
    asked.desk.return_(["T-0050"])
    forgetting(asked)
    asked.cora.member_renew("M-0017", fee="cash")
    asked.desk.checkout("M-0017", ["T-0051", "T-0043"])  # the kind of before, and a new one
    assert firsts(asked) == 2
    assert firsts(asked, Period(first=date(2028, 1, 1))) == 1
    kept = asked.desk.member_export("M-0017")
    assert [each["kind"] for each in kept["kinds_had"]] == ["jigsaw", "orbital-sander"]
    asked.desk.undo()
    assert firsts(asked) == 1
    assert [tuple(row) for row in asked.db.all("SELECT kind FROM had_kind")] == [("orbital-sander",)]


def test_two_records_of_one_person_avoid_nothing_twice(asked: Riverside) -> None:
    asked.desk.checkout("M-0017", ["T-0050"])
    asked.wait(minutes=5)
    asked.desk.return_(["T-0050"])
    forgetting(asked)
    twice = asked.join("Ada Osei", "M-9017")
    asked.desk.checkout(twice, ["T-0051", "T-0043"])
    assert firsts(asked) == 3
    asked.cora.member_merge("M-0017", twice)
    assert firsts(asked) == 2
    assert asked.db.value("SELECT count(*) FROM borrowed WHERE kind = 'orbital-sander'") == 0


def test_a_renamed_kind_avoids_nothing_twice(asked: Riverside) -> None:
    asked.desk.checkout("M-0017", ["T-0050"])
    asked.wait(minutes=5)
    asked.desk.return_(["T-0050"])
    forgetting(asked)
    asked.cora.member_renew("M-0017", fee="cash")
    asked.desk.checkout("M-0017", ["T-0043"])
    assert firsts(asked) == 2
    kinds.move(asked.db, "orbital-sander", "jigsaw", "2028-01-29T10:20:00Z")
    assert firsts(asked) == 1


def test_erasing_empties_what_was_had(asked: Riverside) -> None:
    asked.desk.checkout("M-0017", ["T-0050"])
    asked.wait(minutes=5)
    asked.desk.return_(["T-0050"])
    before = report(asked, Period(last=date(2026, 11, 28)))
    forgetting(asked)
    asked.cora.member_erase("M-0017")
    assert asked.db.value("SELECT count(*) FROM had_kind") == 0
    assert report(asked, Period(last=date(2026, 11, 28))) == before


def test_first_access_is_a_range_where_not_all_were_asked(asked: Riverside) -> None:
    asked.join("Dora Lum", "M-0101", no_access_before=True)
    asked.join("Emil Fox", "M-0102", no_access_before=False)
    today = Period(first=date(2026, 11, 28))
    found = report(asked, today)["first-access"]
    assert (found["low"], found["high"]) == (1, 1)
    asked.join("Fay Dunn", "M-0103")
    found = report(asked, today)["first-access"]
    assert (found["low"], found["high"]) == (1, 2)
    assert not_counted(found) == {"members who were not asked": 1}
    asked.cora.undo()
    assert report(asked, today)["first-access"]["high"] == 1


def test_a_period_has_local_days_both_inclusive(asked: Riverside) -> None:
    asked.at("2027-06-05 00:30")  # still the fourth in UTC
    asked.cora.checkout("M-0017", ["T-0042"])
    asked.at("2027-06-06 10:00")
    day = date(2027, 6, 5)
    assert firsts(asked, Period(day, day)) == 1
    assert firsts(asked, Period(last=date(2027, 6, 4))) == firsts(asked, Period(first=date(2027, 6, 6))) == 0


def test_copies_and_members_are_those_of_the_time(asked: Riverside) -> None:
    then = Period(last=date(2026, 11, 28))
    before = report(asked, then)
    members, copies = (each["value"] for each in before["members-per-copy"]["inputs"])
    assert (members, copies) == (4, 11)
    asked.at("2026-12-02 18:10")
    asked.cora.tool_retire("T-0090", "worn out")
    asked.join("Gus Hale", "M-0104")
    assert report(asked, then) == before
    assert [each["value"] for each in report(asked)["members-per-copy"]["inputs"]] == [5, 10]
    assert report(asked)["loans-per-tool"]["inputs"][1]["value"] == 11
    later = Period(first=date(2026, 12, 3))
    asked.at("2026-12-05 10:10")
    assert report(asked, later)["loans-per-tool"]["inputs"][1]["value"] == 10


def test_mass_and_price_of_the_kind_where_the_tool_says_none(asked: Riverside) -> None:
    (asked.folder / "kinds.yaml").write_text(
        "kinds:\n- {slug: loom, name: Loom, category: textile, price: 300 GBP, mass: 40-50 kg}\n"
        "- {slug: kiln, name: Kiln, category: textile, price: 900 USD}\n"
    )
    asked.close()
    asked.cora.tool_add(ToolEdit(name="Loom", kind="loom", tag="T-0201"))
    asked.cora.tool_add(ToolEdit(name="Kiln", kind="kiln", tag="T-0202", attributes=("mass=2 lb",)))
    asked.desk.checkout("M-0017", ["T-0201", "T-0202"])
    found = report(asked)
    assert found["money-spared"]["low"] == "150.00"
    assert not_counted(found["money-spared"]) == {"first loans of tools without a known price": 1}
    assert found["mass-not-bought"]["low"] == 20.45  # half of 40 kg and 0.907 kg


def test_a_period_that_ends_before_it_begins(asked: Riverside) -> None:
    for wrong in (Period(date(2026, 11, 28), date(2026, 11, 27)), Period(first=date(2027, 1, 1))):
        with pytest.raises(Refused) as refused:
            impact(asked.desk, wrong)
        assert codes(refused) == ["date-wrong"]


def test_the_command_answers_programs_people_tables_and_pages(asked: Riverside, tmp_path: Path) -> None:
    (asked.folder / "library.yaml").write_text(
        RULES + SHARES.replace("our survey", '"=1+1 <b>us</b> & them"')
    )
    asked.close()
    asked.desk.checkout("M-0017", ["T-0042"])
    table, page = tmp_path / "impact.csv", tmp_path / "impact.html"
    told = asked.run("report", "impact", "--from", "2026-11-01", "--csv", str(table), "--html", str(page))
    assert told.exit == 0
    document = told.document
    assert (document["currency"], document["from"], document["to"]) == ("GBP", "2026-11-01", "2026-11-28")
    figures = {each["code"]: each for each in document["figures"]}
    assert figures["money-spared"]["low"] == figures["money-spared"]["high"] == "40.00"
    assert json.dumps(document).count("formula") == len(figures) == 9
    with table.open(newline="", encoding="utf-8") as file:
        lines = {each["figure"]: each for each in csv.DictReader(file)}
    assert lines["money-spared"]["low"] == "40.00"
    assert lines["money-spared"]["unit"] == "GBP"
    text = page.read_text(encoding="utf-8")
    assert "&lt;b&gt;us&lt;/b&gt; &amp;" in text
    assert "<b>" not in text
    again = asked.run("report", "impact", "--csv", str(table))
    assert (again.exit, again.document["error"]["code"]) == (1, "bad-file")
    wrong = asked.run("report", "impact", "--from", "soon")
    assert (wrong.exit, wrong.document["error"]["code"]) == (1, "date-wrong")


def test_what_either_record_had_was_had(asked: Riverside) -> None:
    twice = asked.join("Ada Osei", "M-9017")
    joined = report(asked)["first-access"]["inputs"][0]["value"]
    asked.desk.checkout(twice, ["T-0050"])
    asked.wait(minutes=5)
    asked.desk.return_(["T-0050"])
    forgetting(asked)
    asked.cora.member_merge("M-0017", twice)
    assert report(asked)["first-access"]["inputs"][0]["value"] == joined - 1
    asked.cora.member_renew("M-0017", fee="cash")
    asked.desk.checkout("M-0017", ["T-0051"])
    assert firsts(asked) == 1


def test_midnight_belongs_to_the_day_that_begins(asked: Riverside) -> None:
    asked.at("2027-06-05 00:00")
    asked.cora.checkout("M-0017", ["T-0042"])
    asked.at("2027-06-06 10:00")
    assert firsts(asked, Period(last=date(2027, 6, 4))) == 0
    assert firsts(asked, Period(date(2027, 6, 5), date(2027, 6, 5))) == 1


def test_who_let_their_membership_end_is_no_member_then(asked: Riverside) -> None:
    asked.at("2028-01-22 10:10")
    asked.cora.member_renew("M-0021", fee="cash")
    assert report(asked)["members-per-copy"]["inputs"][0]["value"] == 1


def test_who_was_a_member_before_they_were_entered_joined_then(asked: Riverside) -> None:
    before = report(asked)["first-access"]["inputs"][0]["value"]
    asked.cora.member_add(
        MemberEdit(name="Old Hand", since=date(2019, 3, 2), until=date(2027, 3, 1)), fee="cash"
    )
    now = Period(date(2026, 11, 1))
    joined = report(asked, now)["first-access"]["inputs"][0]["value"]
    then = report(asked, Period(date(2019, 3, 2), date(2019, 3, 2)))
    assert report(asked)["first-access"]["inputs"][0]["value"] == before + 1
    assert then["first-access"]["inputs"][0]["value"] == 1
    assert then["members-per-copy"]["inputs"][0]["value"] == 1
    assert joined == report(asked)["first-access"]["inputs"][0]["value"] - 1

"""The reports over three weeks at Riverside in which everything happened a few times: counted by hand, on paper."""

from datetime import date
from typing import Any

import pytest

from tests.riverside import Riverside, codes
from toollib.desk.things import ToolEdit
from toollib.reports.book import write
from toollib.reports.report import Report, Table
from toollib.rules.money import Amount
from toollib.rules.reasons import Refused

NOVEMBER, DECEMBER = date(2026, 11, 30), date(2026, 12, 1)


@pytest.fixture
def lived(riverside: Riverside) -> Riverside:
    """From Saturday 28 November to Saturday 19 December."""
    desk, cora = riverside.desk, riverside.cora
    desk.member_induct("welding", ["M-0021"])
    desk.checkout("M-0017", ["T-0042", "T-0050"])  # Ada
    desk.checkout("M-0021", ["T-0070"])  # Ben, with a deposit of 50.00
    riverside.wait(minutes=2)
    desk.checkout("M-0030", ["T-0051"])
    desk.undo()
    riverside.at("2026-12-02 18:30")
    desk.return_(["T-0050", "T-0070"])
    riverside.at("2026-12-09 18:30")
    desk.return_(["T-0042"])  # an open day late: 2.00
    desk.pay("M-0017", "1.50", by="cash")
    desk.pay("M-0017", "0.40", by="card")
    desk.undo()
    cora.forgive("M-0017", "0.25", "was snowed in")
    desk.checkout("M-0030", ["T-0043"])  # Cleo, due on the 16th
    cora.tool_repair("T-0060", "wheel worn")
    cora.tool_lost("T-0091")
    riverside.at("2026-12-19 10:10")
    return riverside


def report(riverside: Riverside, code: str, first: date | None = None, last: date | None = None) -> Report:
    return write(riverside.library(), code, first, last)


def table(found: Report, name: str) -> Table:
    return next(each for each in found.tables if each.name == name)


def rows(found: Report, name: str, *columns: str) -> list[tuple[Any, ...]]:
    """The rows of a table, these columns of it only."""
    shown = table(found, name)
    at = [[each.name for each in shown.columns].index(column) for column in columns]
    return [tuple(row[place] for place in at) for row in shown.rows]


def test_usage(lived: Riverside) -> None:
    found = report(lived, "usage")
    assert rows(found, "months", "month", "loans", "late") == [("2026-11", 3, 1), ("2026-12", 1, 0)]
    used = {row[0]: row[1:] for row in rows(found, "tools", "tool", "loans", "late", "days_out", "share_out")}
    # of 28 days and 10 minutes: to 9 December 18:30, to 2 December 18:30, from 9 December 18:30 until now
    assert used["T-0042"] == (1, 1, 11.4, 0.4054)
    assert used["T-0050"] == (1, 0, 4.4, 0.1554)
    assert used["T-0043"] == (1, 0, 9.7, 0.3447)
    assert used["T-0051"] == (0, 0, 0.0, 0.0)
    assert len(used) == 11
    assert ("orbital-sander", 2, 1) in rows(found, "kinds", "kind", "tools", "loans")
    assert [each.text for each in found.lines][2] == "6 of 10"
    assert found.lines[0].notes == ("not counted: loans that were undone (1)",)


def test_a_loan_to_the_owner_of_the_tool_is_none_in_any_report(lived: Riverside) -> None:
    def told() -> dict[str, object]:
        found = {code: write(lived.library(), code) for code in ("usage", "impact", "members")}
        used = {row[0]: row[1:] for row in rows(found["usage"], "tools", "tool", "loans", "days_out")}
        summary = {each.name: each.value for each in found["usage"].summary}
        return {
            "used": used["T-0300"],
            "usage": (summary["loans"], summary["to_owners"]),
            "impact": found["impact"].lines[0].text,
            "months": [
                row[1]
                for code in ("usage", "impact")
                for row in rows(found[code], "months", "month", "loans")
            ],
            "borrowers": [each.value for each in found["members"].summary if each.name == "borrowers"],
        }

    lived.cora.tool_add(ToolEdit(name="Vera's router", kind="jigsaw", tag="T-0300", owner="M-0002"))
    before = told()
    lived.cora.checkout("M-0002", ["T-0300"])
    lived.wait(days=2)
    lived.cora.return_(["T-0300"])
    assert told() == {**before, "usage": (4, 1)}
    assert before["usage"] == (4, 0)
    assert before["impact"] == "4 loans"
    notes = write(lived.library(), "usage").lines[0].notes
    assert notes == (
        "not counted: loans of a tool to its own owner (1)",
        "not counted: loans that were undone (1)",
    )
    lived.cora.checkout("M-0017", ["T-0300"])
    assert told()["used"] == (1, 0.0)


def test_usage_of_a_part_of_the_time(lived: Riverside) -> None:
    found = report(lived, "usage", DECEMBER, date(2026, 12, 5))
    used = {row[0]: row[1:] for row in rows(found, "tools", "tool", "loans", "days_out", "share_out")}
    assert used["T-0042"] == (0, 5.0, 1.0)  # out all of these five days, though lent before
    assert used["T-0050"] == (0, 1.8, 0.3542)
    assert used["T-0043"] == (0, 0.0, 0.0)
    assert rows(found, "months", "month", "loans") == [("2026-12", 0)]


def test_a_lost_tool_is_out_until_it_was_lost(lived: Riverside) -> None:
    lived.desk.checkout("M-0017", ["T-0090"])
    lived.wait(days=2)
    lived.cora.tool_lost("T-0090")
    lived.wait(days=5)
    used = {row[0]: row[1:] for row in rows(report(lived, "usage"), "tools", "tool", "days_out", "share_out")}
    assert used["T-0090"] == (2.0, round(2 / 30.006944, 4))


def test_idle(lived: Riverside) -> None:
    found = report(lived, "idle", date(2026, 12, 3))
    shown = rows(found, "tools", "tool", "idle_since", "days", "ever_lent", "price", "owner")
    # the laser cutter stays here, the hammer is lost; the angle grinder was still out that day
    assert [row[0] for row in shown] == ["T-0051", "T-0060", "T-0090", "T-0092", "T-0107", "T-0050", "T-0070"]
    assert shown[0] == ("T-0051", date(2026, 11, 21), 28, "no", Amount(4500), "library")
    assert shown[5] == ("T-0050", date(2026, 12, 2), 17, "yes", Amount(4500), "library")
    assert [each.text for each in found.lines] == ["7", "830.00 GBP"]
    assert [tag for tag, broken in rows(found, "tools", "tool", "in_repair") if broken == "yes"] == ["T-0060"]
    assert rows(report(lived, "idle"), "tools", "tool") == []  # nothing has been here for a year


def test_money(lived: Riverside) -> None:
    found = report(lived, "money")
    columns = ("charged", "deposits", "deposits_back", "cash", "card", "forgiven", "change")
    assert rows(found, "months", "month", *columns) == [
        ("2026-11", 12000, 5000, 0, 12000, 0, 0, 5000),
        ("2026-12", 200, 0, 5000, 150, 0, 25, -4975),
    ]
    assert rows(found, "days", "day", "change") == [
        (date(2026, 11, 21), 0),
        (date(2026, 11, 28), 5000),
        (date(2026, 12, 2), -5000),
        (date(2026, 12, 9), 25),
    ]
    assert rows(found, "methods", "method", "times", "amount") == [("card", 0, 0), ("cash", 4, 12150)]
    assert ("charge", "late return", 1, 200) in rows(found, "reasons", "kind", "reason", "times", "amount")
    assert rows(found, "owed", "what", "members", "amount") == [
        ("owed by members", 1, 25),
        ("credit of members", 0, 0),
        ("deposits held", None, 0),
    ]
    november = report(lived, "money", last=NOVEMBER)
    assert rows(november, "owed", "what", "amount")[::2] == [
        ("owed by members", 5000),
        ("deposits held", 5000),
    ]


def test_what_is_in_the_till(lived: Riverside) -> None:
    lived.desk.pay("M-0017", "20.00", by="cash")
    lived.cora.refund("M-0017", "12.50", "moved away")
    found = rows(report(lived, "money"), "methods", "method", "amount", "refunded", "net")
    assert found == [("card", 0, 0, 0), ("cash", 14150, 1250, 12900)]


def test_two_records_made_one_move_no_money(lived: Riverside) -> None:
    before = report(lived, "money")
    twice = lived.join("Ada Osei", "M-9017", tier="concession")
    lived.cora.member_merge(twice, "M-0017")
    assert report(lived, "money").tables[1].rows == before.tables[1].rows
    assert rows(report(lived, "money"), "owed", "members", "amount")[0] == (1, 25)


def test_overdue(lived: Riverside) -> None:
    found = report(lived, "overdue")
    assert rows(found, "loans", "member", "name", "tool", "due", "days", "charge") == [
        ("M-0030", "Cleo Ruiz", "T-0043", date(2026, 12, 16), 1, Amount(200))
    ]
    assert rows(found, "members", "member", "tools", "since", "charge") == [
        ("M-0030", 1, date(2026, 12, 16), Amount(200))
    ]
    assert not table(report(lived, "overdue", last=date(2026, 12, 15)), "loans").rows
    assert not table(report(lived, "overdue", date(2026, 12, 17)), "loans").rows


def test_inventory(lived: Riverside) -> None:
    found = report(lived, "inventory")
    states = {row[0]: row[1:] for row in rows(found, "states", "state", "tools", "value")}
    assert states["repair"] == (1, 7000)
    assert states["lost"] == (1, 250)
    assert states["out"] == (1, 6000)
    assert states["in"] == (8, 4500 * 2 + 8000 + 40000 + 300000 + 12000 + 15000)
    assert rows(found, "repairs", "tool", "since", "days", "trouble") == [
        ("T-0060", date(2026, 12, 9), 10, "wheel worn")
    ]
    assert rows(found, "months", "month", "added", "lost") == [("2026-11", 11, 0), ("2026-12", 0, 1)]
    assert found.lines[0].text == "10, of these 0 that members own"


def test_a_members_own_tool_is_no_worth_of_the_library(lived: Riverside) -> None:
    lived.cora.tool_add(
        ToolEdit(name="Ben's router", kind="jigsaw", tag="T-0300", owner="M-0021", price="90")
    )
    kinds = rows(report(lived, "inventory"), "kinds", "kind", "tools", "members_own", "value")
    assert ("jigsaw", 2, 1, 6000) in kinds


def test_members(lived: Riverside) -> None:
    lived.cora.member_block("M-0030", "rude")
    found = report(lived, "members")
    assert rows(found, "tiers", "tier", "good", "expired", "blocked", "pending", "members") == [
        ("regular", 3, 0, 1, 0, 4)
    ]
    assert rows(found, "months", "month", "joined", "ended", "borrowers") == [
        ("2026-11", 4, 0, 2),
        ("2026-12", 0, 0, 1),
    ]
    assert rows(found, "inductions", "topic", "valid", "ever", "given") == [("welding", 1, 1, 1)]
    lived.at("2027-11-23 10:00")  # the memberships of 21 November 2026 ended with the 20th of this one
    ended = dict(rows(report(lived, "members"), "months", "month", "ended"))
    assert ended["2027-11"] == 4
    assert sum(ended.values()) == 4


def test_a_membership_has_not_ended_on_its_last_day(lived: Riverside) -> None:
    until = lived.db.value("SELECT until FROM member WHERE code = 'M-0017'")
    for at, ended in ((f"{until} 10:00", 0), (f"{until} 23:59", 0), ("2027-12-01 10:00", 4)):
        lived.at(at)
        assert sum(count for (count,) in rows(report(lived, "members"), "months", "ended")) == ended


def test_the_newest_induction_counts(lived: Riverside) -> None:
    lived.cora.member_induct("welding", ["M-0017"])
    lived.wait(days=1)
    lived.cora.member_induct("welding", ["M-0017"], until=date(2026, 12, 24))
    inductions = ("topic", "valid", "ever", "given")
    assert rows(report(lived, "members"), "inductions", *inductions) == [("welding", 2, 2, 3)]
    lived.at("2026-12-25 10:00")
    assert rows(report(lived, "members"), "inductions", *inductions) == [("welding", 1, 2, 3)]
    assert rows(report(lived, "members", date(2026, 12, 20)), "inductions", *inductions) == [
        ("welding", 1, 2, 1)
    ]


def test_nobodys_name_goes_outside(lived: Riverside) -> None:
    names = {"Ada", "Ben", "Cleo", "Cora", "Vera"}
    for code in ("usage", "idle", "money", "inventory", "members", "impact", "priorities", "events"):
        assert not [name for name in names if name in repr(report(lived, code))]


def test_events(lived: Riverside) -> None:
    found = report(lived, "events", date(2026, 11, 28))
    verbs = {row[0]: row[1:] for row in rows(found, "verbs", "what", "times", "undone")}
    assert verbs["checkout"] == (4, 1)
    assert verbs["return"] == (2, 0)
    assert verbs["pay"] == (2, 1)
    assert ("2026-11", "checkout", 3) in rows(found, "months", "month", "what", "times")
    assert ("2026-12", "checkout", 1) in rows(found, "months", "month", "what", "times")


def test_days_are_those_of_the_library(riverside: Riverside) -> None:
    riverside.at("2027-07-01 00:30")  # 23:30 of the day before in UTC
    riverside.desk.checkout("M-0017", ["T-0042"])
    assert rows(report(riverside, "usage"), "months", "month", "loans") == [("2027-07", 1)]
    assert rows(report(riverside, "usage", date(2027, 7, 1)), "months", "month", "loans") == [("2027-07", 1)]
    assert (
        sum(row[0] for row in rows(report(riverside, "usage", last=date(2027, 6, 30)), "months", "loans"))
        == 0
    )


@pytest.mark.parametrize(
    "code",
    ["usage", "money", "idle", "overdue", "members", "inventory", "events", "impact", "priorities"],
)
def test_a_period_that_cannot_be_is_refused(riverside: Riverside, code: str) -> None:
    for first, last in ((date(2026, 11, 2), date(2026, 11, 1)), (date(2026, 12, 1), None)):
        with pytest.raises(Refused) as refused:
            report(riverside, code, first, last)
        assert codes(refused) == ["date-wrong"]


def test_the_ends_of_the_calendar_are_days_too(lived: Riverside) -> None:
    for code in (
        "usage",
        "money",
        "idle",
        "overdue",
        "members",
        "inventory",
        "events",
        "impact",
        "priorities",
    ):
        whole = report(lived, code, date.min, date.max)
        assert whole.first == date.min
        assert whole.last == date(2026, 12, 19)

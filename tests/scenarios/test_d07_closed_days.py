"""D7 Closed days. Due dates skip the winter break; lateness counts open days; cap and price bound the charge."""

from datetime import date

import pytest

from tests.riverside import Riverside
from toollib.desk.people import MemberEdit
from toollib.desk.views import ReturnedTool


def lent_before_the_break(riverside: Riverside, tag: str) -> date:
    riverside.at("2026-12-16 18:30")
    return riverside.desk.checkout("M-0017", [tag]).loans[0].due


def back(riverside: Riverside, when: str, tag: str) -> ReturnedTool:
    riverside.at(when)
    return riverside.desk.return_([tag]).returned[0]


def test_the_due_date_moves_past_the_winter_break(riverside: Riverside) -> None:
    assert lent_before_the_break(riverside, "T-0060") == date(2027, 1, 6)


@pytest.mark.parametrize(
    ("tag", "when", "days", "charged"),
    [
        ("T-0060", "2027-01-06 20:29", 0, "0.00"),
        ("T-0060", "2027-01-07 09:00", 0, "0.00"),
        ("T-0060", "2027-01-09 10:05", 1, "1.00"),
        ("T-0042", "2027-01-09 10:05", 1, "2.00"),
        ("T-0060", "2027-01-13 18:05", 2, "2.00"),
        ("T-0060", "2027-08-07 10:05", 61, "20.00"),
        ("T-0042", "2027-08-07 10:05", 61, "20.00"),
        ("T-0091", "2027-08-07 10:05", 61, "2.50"),
        ("T-0092", "2027-08-07 10:05", 61, "20.00"),
    ],
)
def test_lateness_costs_by_open_days_up_to_cap_and_price(
    riverside: Riverside, tag: str, when: str, days: int, charged: str
) -> None:
    lent_before_the_break(riverside, tag)
    returned = back(riverside, when, tag)
    assert returned.loan.late_days == days
    assert riverside.json(returned.charged) == charged
    assert riverside.json(riverside.desk.member("M-0017").owes) == charged


def test_a_ladder_goes_out_for_three_days_to_the_next_open_one(riverside: Riverside) -> None:
    assert riverside.desk.checkout("M-0017", ["T-0090"]).loans[0].due == date(2026, 12, 2)


def test_overdue_is_listed_from_the_day_after_the_due_day(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.at("2026-12-05 23:59")
    assert [each.tool for each in riverside.desk.today().due] == ["T-0042"]
    assert riverside.desk.today().overdue == ()
    riverside.at("2026-12-06 00:01")
    (late,) = riverside.desk.today().overdue
    assert late.overdue
    assert (late.late_days, riverside.json(late.charged)) == (0, "0.00")
    assert riverside.desk.today().due == ()
    assert riverside.refused("checkout", "M-0017", "T-0043") == ["has-overdue"]


@pytest.mark.parametrize(
    ("lent", "back_at", "charged"),
    [
        ("2026-10-24 10:00", "2026-10-31 13:00", "0.00"),  # summer time ends on 25 October
        ("2027-03-27 10:00", "2027-04-03 13:00", "0.00"),  # and begins on 28 March
        ("2026-10-24 10:00", "2026-11-04 18:00", "2.00"),
        ("2028-02-26 10:00", "2028-03-04 10:00", "0.00"),  # over 29 February
    ],
)
def test_summer_time_and_leap_days_cost_nothing(
    riverside: Riverside, lent: str, back_at: str, charged: str
) -> None:
    riverside.join("Edna Fry", "M-0050", since=date(2026, 1, 1), until=date(2029, 1, 1))
    riverside.at(lent)
    riverside.desk.checkout("M-0050", ["T-0042"])
    assert riverside.json(back(riverside, back_at, "T-0042").charged) == charged


def test_midnight_is_local(riverside: Riverside) -> None:
    """In summer 23:30 UTC is the next day here."""
    riverside.at("2027-06-27 00:30")
    riverside.cora.member_edit("M-0017", _until_2029())
    assert riverside.desk.checkout("M-0017", ["T-0042"]).loans[0].due == date(2027, 7, 7)


def _until_2029() -> MemberEdit:
    return MemberEdit(until=date(2029, 1, 1))


def test_by_command(riverside: Riverside) -> None:
    riverside.at("2026-12-16 18:30")
    assert riverside.done("checkout", "M-0017", "T-0060", "T-0042")["loans"][0]["due"] == "2027-01-06"
    riverside.at("2027-01-09 10:05")
    overdue = riverside.done("loans", "--overdue")["loans"]
    assert [(each["tool"], each["late_days"], each["charged"]) for each in overdue] == [
        ("T-0060", 1, "0.00"),  # nothing stands in the ledger yet
        ("T-0042", 1, "0.00"),
    ]
    back_now = riverside.done("return", "T-0060", "T-0042")["returned"]
    assert [each["charged"] for each in back_now] == ["1.00", "2.00"]
    assert riverside.done("account", "M-0017")["owes"] == "3.00"

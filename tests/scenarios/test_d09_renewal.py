"""D9 Renewal. Twice, then refused; at once when somebody waits, unless another copy is in; never a shorter loan."""

from datetime import date

import pytest

from tests.riverside import Riverside, codes, wait_for
from toollib.rules.reasons import Refused


def test_twice_then_refused(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    dues = [riverside.desk.renew(["T-0042"]).loans[0].due for _ in range(2)]
    assert dues == [date(2026, 12, 12), date(2026, 12, 19)]
    with pytest.raises(Refused) as refused:
        riverside.desk.renew(["T-0042"])
    assert [(each.code, each.override) for each in refused.value.reasons] == [("renewals-used-up", True)]
    assert riverside.cora.renew(["T-0042"], override="her roof is open").loans[0].renewals == 3


def test_it_counts_from_today_when_that_is_later(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.at("2026-12-09 18:00")
    (renewed,) = riverside.desk.renew(["T-0042"]).loans
    assert renewed.due == date(2026, 12, 16)
    assert riverside.json(renewed.charged) == "2.00"
    riverside.at("2027-01-06 18:00")  # the last day is 16 December; the 19th is late too
    (back,) = riverside.desk.return_(["T-0042"]).returned
    assert back.loan.late_days == 3
    assert riverside.json(back.charged) == "4.00"
    assert riverside.json(riverside.desk.account("M-0017").owes) == "6.00"


def test_lateness_settled_by_renewing_still_counts_towards_the_cap(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0091"])
    riverside.at("2026-12-16 18:00")
    assert riverside.json(riverside.desk.renew(["T-0091"]).loans[0].charged) == "2.50"
    riverside.at("2027-06-05 11:00")
    assert riverside.json(riverside.desk.return_(["T-0091"]).returned[0].charged) == "0.00"


def test_charged_is_what_stands_in_the_ledger_and_never_what_may_come(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.at("2026-12-16 18:00")

    def open_loan() -> tuple[str, str]:
        (loan,) = riverside.desk.loans().rows
        return riverside.json(loan.charged), riverside.json(loan.would_cost)

    assert open_loan() == ("0.00", "6.00")
    riverside.desk.renew(["T-0042"])
    assert open_loan() == ("6.00", "0.00")
    riverside.at("2027-01-09 11:00")
    assert open_loan() == ("6.00", "2.00")
    assert "would_cost" not in riverside.json(riverside.desk.loans().rows[0])


def test_somebody_waits_for_the_kind(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0050"])
    wait_for(riverside, "M-0030", kind="orbital-sander")
    assert riverside.desk.renew(["T-0050"]).loans[0].renewals == 1  # the red one is in
    riverside.desk.checkout("M-0021", ["T-0051"])
    with pytest.raises(Refused) as refused:
        riverside.desk.renew(["T-0050"])
    assert codes(refused) == ["waited-for"]


def test_somebody_waits_for_this_very_copy(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0050"])
    wait_for(riverside, "M-0030", tag="T-0050")
    with pytest.raises(Refused) as refused:
        riverside.desk.renew(["T-0050"])
    assert codes(refused) == ["waited-for"]


def test_two_wait_and_one_copy_is_in(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0050"])
    wait_for(riverside, "M-0030", kind="orbital-sander")
    wait_for(riverside, "M-0021", kind="orbital-sander")
    with pytest.raises(Refused) as refused:
        riverside.desk.renew(["T-0050"])
    assert codes(refused) == ["waited-for"]


def test_all_or_none_by_tag_and_what_can_be_by_member(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0050", "T-0042"])
    wait_for(riverside, "M-0030", tag="T-0050")
    with pytest.raises(Refused):
        riverside.desk.renew(["T-0042", "T-0050"])
    assert riverside.desk.tool("T-0042").due == date(2026, 12, 5)
    renewed = riverside.desk.renew_all("M-0017")
    assert [each.tool for each in renewed.loans] == ["T-0042"]
    assert renewed.refused is not None
    assert [(each.tool, [why.code for why in each.reasons]) for each in renewed.refused] == [
        ("T-0050", ["waited-for"])
    ]


def test_a_membership_that_ended_keeps_nothing_longer(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.at("2027-12-01 18:00")
    with pytest.raises(Refused) as refused:
        riverside.desk.renew(["T-0042"])
    assert codes(refused) == ["membership-expired"]


def test_by_command(riverside: Riverside) -> None:
    riverside.done("checkout", "M-0017", "T-0042", "T-0050")
    wait_for(riverside, "M-0030", tag="T-0050")
    told = riverside.done("renew", "--member", "M-0017")
    assert [each["due"] for each in told["loans"]] == ["2026-12-12"]
    assert [(each["tool"], each["reasons"][0]["code"]) for each in told["refused"]] == [
        ("T-0050", "waited-for")
    ]
    assert "refused" not in riverside.done("renew", "T-0042")
    assert riverside.refused("renew", "T-0042", "T-0050", "T-0043") == [
        "renewals-used-up", "waited-for", "not-on-loan",
    ]  # fmt: skip
    assert riverside.refused("renew", "--member", "M-0017") == ["renewals-used-up", "waited-for"]

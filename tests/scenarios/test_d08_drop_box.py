"""D8 Drop box. Found on Wednesday, dropped on Sunday: charged for what was late then; never an impossible instant."""

from datetime import date

import pytest

from tests.riverside import Riverside, codes, local
from toollib.desk.lending import Asked
from toollib.desk.people import MemberEdit
from toollib.rules.reasons import Refused


def test_it_costs_what_was_late_when_it_was_dropped(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042", "T-0043"])
    riverside.at("2026-12-09 18:00")
    (dropped,) = riverside.desk.return_(["T-0042"], at=local("2026-12-06 22:15")).returned
    assert riverside.json(dropped.charged) == "0.00"
    assert riverside.json(dropped.loan.returned_at) == "2026-12-06T22:15:00Z"
    (found,) = riverside.desk.return_(["T-0043"]).returned
    assert riverside.json(found.charged) == "2.00"
    event = riverside.desk.events("T-0042")[0]
    assert (event.about["at"], riverside.json(event.at)) == ("2026-12-06T22:15:00Z", "2026-12-09T18:00:00Z")


@pytest.mark.parametrize("at", ["2026-11-28 10:01", "2026-12-09 18:01"])
def test_never_before_the_checkout_nor_in_the_future(riverside: Riverside, at: str) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.at("2026-12-09 18:00")
    with pytest.raises(Refused) as refused:
        riverside.desk.return_(["T-0042"], at=local(at))
    assert codes(refused) == ["date-wrong"]
    assert riverside.desk.tool("T-0042").state == "out"


def test_a_loan_from_paper_counts_from_then_and_not_before_the_tool_was_back(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0021", ["T-0042"])
    riverside.at("2026-12-02 18:30")
    riverside.desk.return_(["T-0042"])
    riverside.at("2026-12-05 11:00")
    for wrong in ("2026-12-02 18:00", "2026-12-05 11:01"):
        with pytest.raises(Refused) as refused:
            riverside.desk.checkout("M-0017", ["T-0042"], Asked(at=local(wrong)))
        assert codes(refused) == ["date-wrong"]
    lent = riverside.desk.checkout("M-0017", ["T-0042"], Asked(at=local("2026-12-02 19:00"))).loans[0]
    assert riverside.json(lent)["out_at"] == "2026-12-02T19:00:00Z"
    assert riverside.json(lent)["due"] == "2026-12-09"


def test_by_command(riverside: Riverside) -> None:
    riverside.done("checkout", "M-0017", "T-0042")
    riverside.at("2026-12-09 18:00")
    for wrong in ("2026-11-28T10:01", "2026-12-09T18:01", "yesterday"):
        assert riverside.refused("return", "T-0042", "--at", wrong) == ["date-wrong"]
    (back,) = riverside.done("return", "T-0042", "--at", "2026-12-06T22:15")["returned"]
    assert (back["charged"], back["loan"]["returned_at"]) == ("0.00", "2026-12-06T22:15:00Z")


def test_a_loan_from_paper_is_judged_by_the_day_it_was_lent(riverside: Riverside) -> None:
    riverside.cora.member_edit("M-0017", MemberEdit(until=date(2026, 12, 1)))
    riverside.at("2026-12-05 11:00")
    with pytest.raises(Refused) as refused:
        riverside.desk.checkout("M-0017", ["T-0042"])
    assert codes(refused) == ["membership-expired"]
    assert riverside.desk.checkout("M-0017", ["T-0042"], Asked(at=local("2026-11-28 11:00"))).loans
    riverside.cora.member_induct("welding", ["M-0021"])
    with pytest.raises(Refused) as refused:
        riverside.desk.checkout("M-0021", ["T-0070"], Asked(at=local("2026-12-02 19:00")))
    assert codes(refused) == ["induction-missing"]
    assert riverside.desk.checkout("M-0021", ["T-0070"], Asked(at=local("2026-12-05 10:30"))).loans


def test_nothing_was_lent_before_it_was_there_nor_to_nobody_yet(riverside: Riverside) -> None:
    with pytest.raises(Refused) as refused:
        riverside.desk.checkout("M-0017", ["T-0042"], Asked(at=local("2026-11-20 19:00")))
    assert codes(refused) == ["membership-missing", "date-wrong", "date-wrong"]
    told = [each.message for each in refused.value.reasons[1:]]
    assert told == [
        "Ada Osei joined on 2026-11-21, after 2026-11-20",
        "T-0042 came to the library on 2026-11-21, after 2026-11-20",
    ]
    assert riverside.desk.checkout("M-0017", ["T-0042"], Asked(at=local("2026-11-21 00:01"))).loans


def test_who_joined_on_paper_borrowed_on_paper(riverside: Riverside) -> None:
    riverside.at("2026-12-05 11:00")
    riverside.join("Dora Lenk", "M-0040", since=date(2026, 12, 2))
    assert riverside.desk.checkout("M-0040", ["T-0042"], Asked(at=local("2026-12-02 19:00"))).loans

"""D2 Basket. Card, five tags, the next member's card: five loans, no "finish". By command all five or none."""

import pytest

from tests.riverside import Riverside, codes
from toollib.rules.reasons import Refused

FIVE = ("T-0042", "T-0043", "T-0050", "T-0060", "T-0090")


def test_the_next_card_ends_the_visit(riverside: Riverside) -> None:
    line = riverside.desk.scans()
    line.scan("M-0017")
    for tag in FIVE:
        riverside.wait(seconds=1)
        assert line.scan(tag).outcome == "lent"
    riverside.wait(seconds=1)
    ben = line.scan("M-0021")
    assert ben.outcome == "opened"
    assert ben.visit is not None
    assert (ben.visit.member.id, ben.visit.loans) == ("M-0021", ())
    riverside.wait(seconds=1)
    assert line.scan("T-0051").loans[0].member == "M-0021"
    assert sorted(each.tool for each in riverside.desk.loans().rows if each.member == "M-0017") == sorted(
        FIVE
    )


def test_all_or_none(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0021", ["T-0060"])
    events = len(riverside.desk.events())
    with pytest.raises(Refused) as refused:
        riverside.desk.checkout("M-0017", FIVE)
    assert codes(refused) == ["tool-on-loan"]
    assert "Ben Kaya" in str(refused.value)
    assert riverside.desk.member("M-0017").loans == 0
    assert len(riverside.desk.events()) == events


def test_a_tag_named_twice_is_one_loan(riverside: Riverside) -> None:
    lent = riverside.desk.checkout("M-0017", ["T-0042", "t-0042"])
    assert len(lent.loans) == 1


def test_nothing_named_is_nothing_done(riverside: Riverside) -> None:
    events = len(riverside.desk.events())
    for verb in (lambda: riverside.desk.checkout("M-0017", []), lambda: riverside.desk.return_([])):
        with pytest.raises(Refused) as refused:
            verb()
        assert codes(refused) == ["tool-unknown"]
    with pytest.raises(Refused):
        riverside.desk.renew([])
    assert len(riverside.desk.events()) == events


def test_by_command(riverside: Riverside) -> None:
    riverside.done("checkout", "M-0021", "T-0060")
    assert riverside.refused("checkout", "M-0017", *FIVE, "T-9999") == ["tool-unknown", "tool-on-loan"]
    assert riverside.done("loans", "--member", "M-0017")["loans"] == []
    riverside.done("return", "T-0060")
    assert [each["tool"] for each in riverside.done("checkout", "M-0017", *FIVE)["loans"]] == list(FIVE)
    assert [each["what"] for each in riverside.done("event", "list", "--limit", "1")["events"]] == [
        "checkout"
    ]

"""D3 Back. A tag that is out, nobody open: returned, its borrower opens, what it cost and who waits is on screen."""

from tests.riverside import Riverside, wait_for


def test_the_borrower_opens_with_what_it_cost(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0021", ["T-0042"])
    riverside.at("2026-12-12 10:01")
    line = riverside.desk.scans()
    back = line.scan("T-0042")
    assert back.outcome == "returned"
    assert back.visit is not None
    assert back.visit.member.id == "M-0021"
    assert back.visit.loans == ()
    assert back.returned is not None
    assert riverside.json(back.returned.charged) == "4.00"
    assert back.message == "T-0042 Angle grinder 125 mm back from Ben Kaya, 2 days late: 4.00 GBP"
    assert riverside.json(back.visit.member.owes) == "4.00"


def test_who_waits_is_said(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0021", ["T-0042"])
    wait_for(riverside, "M-0030", kind="angle-grinder")
    assert riverside.desk.tool("T-0042").waiting == 1
    visit = riverside.desk.scans().scan("M-0021").visit
    assert visit is not None
    assert visit.loans[0].waiting == 1
    riverside.wait(minutes=5)
    back = riverside.desk.scans().scan("T-0042")
    assert "kept ready for Cleo Ruiz" in back.message


def test_a_tag_that_is_in_is_shown(riverside: Riverside) -> None:
    shown = riverside.desk.scans().scan("T-0042")
    assert shown.outcome == "shown"
    assert shown.tool is not None
    assert "scan a card first" in shown.message


def test_by_command(riverside: Riverside) -> None:
    riverside.done("checkout", "M-0021", "T-0042")
    riverside.at("2026-12-12 10:01")
    (back,) = riverside.done("return", "T-0042")["returned"]
    assert back["charged"] == "4.00"
    assert back["ready_for"] is None
    assert back["repair"] is None
    assert back["loan"]["returned_at"] == "2026-12-12T10:01:00Z"
    assert back["loan"]["late_days"] == 2
    assert riverside.refused("return", "T-0042") == ["not-on-loan"]

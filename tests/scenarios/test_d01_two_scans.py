"""D1 Two scans. Sat 10:02, card M-0017, tag T-0042: one loan, due Sat 5 Dec. Nothing else had to be pressed."""

from datetime import date

from tests.riverside import Riverside

SAFETY = "Angle grinder: Guard on, both hands, eyes and ears covered; discs may burst and sparks fly far."
ROW = {
    "id": "1",
    "tool": "T-0042",
    "member": "M-0017",
    "out_at": "2026-11-28T10:02:00Z",
    "due": "2026-12-05",
    "returned_at": None,
    "renewals": 0,
    "late_days": 0,
    "charged": "0.00",
}


def test_card_and_tag_make_a_loan(riverside: Riverside) -> None:
    line = riverside.desk.scans()
    opened = line.scan("M-0017")
    assert opened.outcome == "opened"
    assert opened.visit is not None
    assert opened.visit.member.name == "Ada Osei"
    lent = line.scan("T-0042")
    assert lent.outcome == "lent"
    assert riverside.json(lent.loans) == [ROW]
    assert lent.message == "T-0042 Angle grinder 125 mm to Ada Osei, due Sat 5 Dec"
    assert lent.visit is not None
    assert [(each.tool, each.due) for each in lent.visit.loans] == [("T-0042", date(2026, 12, 5))]
    assert lent.warnings == (SAFETY,)


def test_codes_are_read_however_they_are_typed(riverside: Riverside) -> None:
    line = riverside.desk.scans()
    assert line.scan(" m-0017 ").outcome == "opened"
    assert line.scan("ｔ－００４２").outcome == "lent"


def test_the_same_by_command(riverside: Riverside) -> None:
    assert riverside.done("checkout", "M-0017", "T-0042") == {
        "currency": "GBP",
        "loans": [ROW],
        "warnings": [SAFETY],
    }
    assert riverside.done("loans", "--open")["loans"] == [ROW]
    status = riverside.done("status", "T-0042")["tool"]
    assert (status["state"], status["due"], status["holder"]) == ("out", "2026-12-05", "M-0017")
    assert riverside.done("status", "M-0017")["member"]["loans"] == 1


def test_outside_opening_hours_it_lends_with_a_warning(riverside: Riverside) -> None:
    riverside.at("2026-11-28 16:00")
    assert riverside.done("checkout", "M-0017", "T-0042")["warnings"] == [
        "outside opening hours",
        SAFETY,
    ]

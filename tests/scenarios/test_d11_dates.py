"""D11 Dates. Cleo has the only tile cutter reserved Sat 5 – Wed 9 Dec. Lent on Sat 28 Nov for 14 days it is refused and
Sat 5 Dec proposed: it comes back and goes out on one day. From and to are open days. Reservations may touch on a day but
not overlap. If the copy comes back late, another free copy takes its place; if none, the desk's today says so in time.
"""

from datetime import date

import pytest

from tests.riverside import Riverside, codes, dump
from toollib.desk.lending import Asked
from toollib.desk.things import ToolEdit
from toollib.rules.reasons import Refused

ADA, BEN, CLEO = "M-0017", "M-0021", "M-0030"
CUTTER, KIND = "T-0060", "tile-cutter"
SAT_5, WED_9, SAT_12 = date(2026, 12, 5), date(2026, 12, 9), date(2026, 12, 12)


@pytest.fixture
def reserved(riverside: Riverside) -> Riverside:
    accepted = riverside.desk.reserve(CLEO, KIND, first=SAT_5, last=WED_9)
    assert (accepted.state, accepted.kind, accepted.tool) == ("accepted", KIND, None)
    return riverside


def refusal(riverside: Riverside, member: str, wanted: str, first: date, last: date) -> list[str]:
    with pytest.raises(Refused) as refused:
        riverside.desk.reserve(member, wanted, first=first, last=last)
    return codes(refused)


def test_a_loan_that_would_run_into_it_is_refused_and_a_shorter_one_proposed(reserved: Riverside) -> None:
    fortnight = Asked(due=SAT_12, override=None)
    with pytest.raises(Refused) as refused:
        reserved.desk.checkout(ADA, [CUTTER], fortnight)
    assert "tool-reserved" in codes(refused)
    assert "2026-12-05" in (refused.value.hint or "")
    loan = reserved.desk.checkout(ADA, [CUTTER], Asked(due=SAT_5)).loans[0]
    assert loan.due == SAT_5


def test_it_comes_back_and_goes_out_on_one_day(reserved: Riverside) -> None:
    reserved.desk.checkout(ADA, [CUTTER])
    reserved.at("2026-12-05 10:30")
    assert [each.member for each in reserved.desk.today().starting] == [CLEO]
    line = reserved.desk.scans()
    assert line.scan(CUTTER).outcome == "returned"
    reserved.wait(seconds=5)
    line.scan(CLEO)
    collected = line.scan(CUTTER)
    assert collected.outcome == "lent"
    assert collected.loans[0].due == WED_9, "what was reserved says until when"
    assert reserved.desk.reservations() == ()
    (kept,) = reserved.desk.reservations(everything=True)
    assert (kept.state, kept.tool) == ("collected", CUTTER)


def test_undo_of_the_collection_brings_the_reservation_back(reserved: Riverside) -> None:
    reserved.at("2026-12-05 10:30")
    before = dump(reserved.db, history=False)
    reserved.desk.checkout(CLEO, [CUTTER])
    reserved.desk.undo()
    assert dump(reserved.db, history=False) == before
    assert [each.state for each in reserved.desk.reservations()] == ["accepted"]


def test_days_must_be_open_and_ahead(riverside: Riverside) -> None:
    assert refusal(riverside, ADA, KIND, date(2026, 12, 6), WED_9) == ["date-wrong"]
    assert refusal(riverside, ADA, KIND, WED_9, SAT_5) == ["date-wrong"]
    assert refusal(riverside, ADA, KIND, date(2026, 11, 25), SAT_5) == ["date-wrong"]
    with pytest.raises(Refused) as refused:
        riverside.desk.reserve(ADA, KIND, first=date(2026, 12, 6), last=WED_9)
    assert "2026-12-05 and 2026-12-09" in str(refused.value)


def test_reservations_touch_but_do_not_overlap(reserved: Riverside) -> None:
    assert refusal(reserved, ADA, KIND, date(2026, 12, 2), WED_9) == ["tool-reserved"]
    assert refusal(reserved, ADA, CUTTER, SAT_5, WED_9) == ["tool-reserved"]
    assert reserved.desk.reserve(ADA, KIND, first=date(2026, 12, 2), last=SAT_5).state == "accepted"
    assert reserved.desk.reserve(BEN, CUTTER, first=WED_9, last=SAT_12).tool == CUTTER


def test_a_tool_that_is_out_is_not_there_for_today_only(riverside: Riverside) -> None:
    today = date(2026, 11, 28)
    riverside.desk.checkout(BEN, [CUTTER])
    assert refusal(riverside, ADA, KIND, today, today) == ["tool-reserved"]
    riverside.desk.return_([CUTTER])
    assert riverside.desk.reserve(ADA, KIND, first=today, last=today).state == "accepted"


def test_who_reserved_for_today_only_finds_it(riverside: Riverside) -> None:
    today = date(2026, 11, 28)
    riverside.desk.reserve(ADA, KIND, first=today, last=today)
    with pytest.raises(Refused) as refused:
        riverside.desk.checkout(BEN, [CUTTER])
    assert codes(refused) == ["tool-reserved"]
    assert refusal(riverside, CLEO, KIND, today, WED_9) == ["tool-reserved"]
    assert riverside.desk.checkout(ADA, [CUTTER]).loans[0].due == today


def test_another_copy_takes_its_place(riverside: Riverside) -> None:
    reserved = riverside
    reserved.desk.reserve(CLEO, KIND, first=SAT_5, last=SAT_12)
    reserved.desk.checkout(BEN, [CUTTER])
    reserved.at("2026-12-05 10:30")
    assert reserved.desk.today().conflicts == (), "due today: it may still come"
    reserved.at("2026-12-09 18:05")
    (conflict,) = reserved.desk.today().conflicts
    assert (conflict.reservation.member, "overdue" in conflict.why) == (CLEO, True)
    reserved.cora.tool_add(ToolEdit(name="Tile cutter, new", kind=KIND, tag="T-0061"))
    assert reserved.desk.today().conflicts == ()
    with pytest.raises(Refused) as refused:
        reserved.desk.checkout(ADA, ["T-0061"])
    assert codes(refused) == ["tool-reserved"], "it is the copy that Cleo will get"
    assert reserved.desk.checkout(CLEO, ["T-0061"]).loans[0].due == SAT_12


def test_a_renewal_does_not_break_it(reserved: Riverside) -> None:
    reserved.desk.checkout(ADA, [CUTTER])
    reserved.wait(minutes=5)
    with pytest.raises(Refused) as refused:
        reserved.desk.renew([CUTTER])
    assert codes(refused) == ["tool-reserved"]


def test_two_copies_serve_two_reservations_and_a_third_is_refused(riverside: Riverside) -> None:
    for member in (ADA, BEN):
        riverside.desk.reserve(member, "orbital-sander", first=SAT_5, last=WED_9)
    assert refusal(riverside, CLEO, "orbital-sander", SAT_5, SAT_12) == ["tool-reserved"]
    loan = riverside.desk.checkout(CLEO, ["T-0050"]).loans[0]
    assert loan.due == SAT_5
    with pytest.raises(Refused) as refused:
        riverside.desk.checkout(CLEO, ["T-0051"], Asked(due=SAT_12))
    assert "tool-reserved" in codes(refused)


def test_giving_up_and_undo(reserved: Riverside) -> None:
    (one,) = reserved.desk.reservations()
    assert reserved.desk.reserve_cancel(one.id).state == "cancelled"
    reserved.desk.reserve(ADA, KIND, first=SAT_5, last=WED_9)
    reserved.desk.undo()
    assert reserved.desk.reservations() == ()


def test_what_is_kept_for_dates_is_not_kept_for_a_queue(reserved: Riverside) -> None:
    reserved.at("2026-12-05 10:05")
    assert reserved.desk.hold(ADA, KIND).state == "waiting", "until Saturday week it is Cleo's"


def test_by_command(riverside: Riverside) -> None:
    made = riverside.done("reserve", CLEO, KIND, "--from", "2026-12-05", "--to", "2026-12-09")["reservation"]
    assert made == {
        "id": made["id"],
        "member": CLEO,
        "tool": None,
        "kind": KIND,
        "from": "2026-12-05",
        "to": "2026-12-09",
        "state": "accepted",
        "build": None,
    }
    assert riverside.refused("checkout", ADA, CUTTER, "--due", "2026-12-12") == [
        "tool-reserved",
        "date-wrong",
    ]
    assert riverside.refused("reserve", ADA, KIND, "--from", "2026-12-05", "--to", "2026-12-09") == [
        "tool-reserved"
    ]
    assert riverside.refused("reserve", ADA, KIND, "--from", "soon", "--to", "2026-12-09") == ["date-wrong"]
    assert [each["id"] for each in riverside.done("reservations")["reservations"]] == [made["id"]]
    assert riverside.done("reserve-cancel", made["id"])["reservation"]["state"] == "cancelled"
    assert riverside.refused("reserve-cancel", made["id"]) == ["reservation-unknown"]


def test_what_was_reserved_for_longer_than_a_loan_is_collected_as_reserved(riverside: Riverside) -> None:
    desk = riverside.desk
    desk.reserve("M-0030", "tile-cutter", first=date(2026, 11, 28), last=date(2026, 12, 12))
    (loan,) = desk.checkout("M-0030", ["T-0060"]).loans
    assert loan.due == date(2026, 12, 12)
    assert [each.state for each in desk.reservations(everything=True)] == ["collected"]


def test_who_reserved_two_of_a_kind_collects_both_in_one_basket(riverside: Riverside) -> None:
    desk = riverside.desk
    for _ in range(2):
        desk.reserve("M-0030", "orbital-sander", first=date(2026, 11, 28), last=date(2026, 12, 2))
    loans = riverside.done("checkout", "M-0030", "T-0050", "T-0051")["loans"]
    assert [each["due"] for each in loans] == ["2026-12-02", "2026-12-02"]
    assert [each.state for each in desk.reservations(everything=True)] == ["collected", "collected"]


def test_who_reserved_one_of_a_kind_has_the_other_as_any_loan(riverside: Riverside) -> None:
    desk = riverside.desk
    desk.reserve("M-0030", "orbital-sander", first=date(2026, 11, 28), last=date(2026, 12, 2))
    assert [each.due for each in desk.checkout("M-0030", ["T-0050", "T-0051"]).loans] == [
        date(2026, 12, 2),
        date(2026, 12, 5),
    ]


def test_who_has_reserved_one_copy_cannot_borrow_the_one_that_is_left_for_another(
    riverside: Riverside,
) -> None:
    """Ada's own claim on the red sander stands, so the blue one is all that there is for Ben."""
    desk = riverside.desk
    desk.reserve(ADA, "T-0051", first=date(2026, 12, 2), last=SAT_12)
    desk.reserve(BEN, "orbital-sander", first=date(2026, 12, 2), last=SAT_5)
    with pytest.raises(Refused) as refused:
        desk.checkout(ADA, ["T-0050"])
    assert codes(refused) == ["tool-reserved"]
    assert riverside.refused("checkout", ADA, "T-0050") == ["tool-reserved"]
    assert desk.checkout(ADA, ["T-0050"], Asked(due=date(2026, 12, 2))).loans[0].tool == "T-0050"
    assert desk.today().conflicts == ()


def test_a_claim_of_ones_own_is_in_nobodys_way_but_ones_own(riverside: Riverside) -> None:
    riverside.desk.reserve(ADA, CUTTER, first=date(2026, 12, 2), last=SAT_5)
    assert riverside.desk.checkout(ADA, [CUTTER]).loans[0].due == SAT_5

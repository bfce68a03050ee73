"""Where other lending programs hurt, by the number of the thread that tells of it; C is Circulate, S is Snipe-IT,
L is leihs, R is RERO ILS. What other tests show already stands in `test_table.py`."""

from datetime import date, timedelta

import pytest

from tests.riverside import RULES, Riverside, codes, dump
from toollib.desk.lending import Asked
from toollib.desk.people import MemberEdit
from toollib.desk.things import ToolEdit
from toollib.rules.reasons import Refused

WEDNESDAYS = RULES.replace(', sat: ["10:00-14:00"]', "")


def test_r599_where_one_day_a_week_is_open_a_week_later_is_that_day(riverside: Riverside) -> None:
    (riverside.folder / "library.yaml").write_text(WEDNESDAYS)
    riverside.at("2026-12-02 18:30")
    assert riverside.desk.checkout("M-0017", ["T-0042"]).loans[0].due == date(2026, 12, 9)


def test_l924_closed_days_shorten_no_loan(riverside: Riverside) -> None:
    """Lent on the eve of the break: the days on which nobody could bring it back are given on top."""
    riverside.at("2026-12-19 10:30")
    assert riverside.desk.checkout("M-0017", ["T-0042"]).loans[0].due == date(2027, 1, 6)


def test_l1908_what_is_free_can_be_reserved_from_today_on(riverside: Riverside) -> None:
    kept = riverside.desk.reserve("M-0017", "T-0042", first=date(2026, 11, 28), last=date(2026, 12, 2))
    assert kept.state == "accepted"


def test_librarika536_the_morning_after_the_clocks_changed_is_that_morning(riverside: Riverside) -> None:
    (riverside.folder / "library.yaml").write_text(RULES.replace("wed:", "sun:"))
    riverside.cora.member_edit("M-0017", MemberEdit(since=date(2026, 1, 1)))
    riverside.at("2027-03-28 08:00")
    assert riverside.desk.checkout("M-0017", ["T-0042"]).loans[0].due == date(2027, 4, 4)


@pytest.mark.parametrize("at", ["2027-06-23 00:30", "2027-06-23 19:00", "2027-06-23 23:30"])
def test_r4038_a_day_is_open_by_the_local_date_at_any_hour(riverside: Riverside, at: str) -> None:
    riverside.at(at)  # in summer 00:30 is still the day before in Greenwich
    assert riverside.desk.context.opening.is_open(riverside.desk.context.today)
    assert (riverside.desk.open_now().closes is not None) == at.endswith("19:00")


def test_folio188_due_on_the_day_it_goes_out_is_not_before_it(riverside: Riverside) -> None:
    (loan,) = riverside.desk.checkout("M-0017", ["T-0042"], Asked(due=date(2026, 11, 28))).loans
    assert (loan.overdue, loan.late_days) == (False, 0)
    riverside.wait(hours=1)
    assert riverside.desk.return_(["T-0042"]).returned[0].charged == 0


def test_s2347_s11061_the_same_checkout_sent_twice_is_one_loan(riverside: Riverside) -> None:
    words = ("checkout", "M-0017", "T-0042", "T-0043")
    riverside.done(*words)
    before = dump(riverside.db)
    assert set(riverside.refused(*words)) == {"tool-on-loan"}
    assert dump(riverside.db) == before


@pytest.mark.parametrize("override", [None, "I want it"])
def test_s17046_s17896_a_basket_with_a_lost_or_lent_tool_lends_nothing(
    riverside: Riverside, override: str | None
) -> None:
    riverside.cora.tool_lost("T-0043")
    riverside.desk.checkout("M-0021", ["T-0060"])
    with pytest.raises(Refused) as refused:
        riverside.cora.checkout("M-0017", ["T-0042", "T-0043", "T-0060"], Asked(override=override))
    assert codes(refused) == ["tool-on-loan", "tool-lost"]
    assert riverside.desk.tool("T-0042").state == "in"


def test_s14476_a_tag_given_at_two_desks_is_given_once(riverside: Riverside) -> None:
    new = ToolEdit(name="Router", kind="jigsaw", tag="T-0500")
    riverside.cora.tool_add(new)
    with pytest.raises(Refused) as refused:
        riverside.library("Cora Lind", "back").desk.tool_add(new)
    assert codes(refused) == ["code-taken"]


def test_yale625_nobody_counts_on_a_tool_that_is_overdue(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0021", ["T-0060"])
    riverside.at("2026-12-09 18:30")
    with pytest.raises(Refused) as refused:
        riverside.desk.reserve("M-0017", "tile-cutter", first=date(2026, 12, 12), last=date(2026, 12, 16))
    assert codes(refused) == ["tool-reserved"]


@pytest.mark.parametrize("text", ["1", "2", "42", "0042"])
def test_c1777_a_row_number_means_nothing(riverside: Riverside, text: str) -> None:
    assert riverside.refused("checkout", "M-0017", text) == ["tool-unknown"]
    assert riverside.refused("checkout", text, "T-0042") == ["member-unknown"]


def test_c669_what_is_in_is_not_returned_and_no_list_of_all_is_either(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    before = dump(riverside.db)
    assert riverside.refused("return", "T-0042", "T-0043") == ["not-on-loan"]
    assert dump(riverside.db) == before


def test_c2137_the_days_for_collecting_are_open_days(riverside: Riverside) -> None:
    riverside.at("2026-12-19 10:30")
    assert riverside.desk.hold("M-0017", "T-0042").ready_until == date(2027, 1, 9)
    riverside.at("2027-01-09 13:00")
    assert riverside.desk.checkout("M-0017", ["T-0042"]).loans


def test_s4056_s8969_s6046_who_leaves_takes_nothing_back_and_leaves_a_trace(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0021", ["T-0042"])
    with pytest.raises(Refused) as refused:
        riverside.cora.member_erase("M-0021")
    assert codes(refused) == ["member-has-loans"]
    riverside.cora.member_erase("M-0030")
    assert riverside.desk.tool("T-0042").holder == "M-0021"
    event = riverside.desk.events()[0]
    assert (event.what, event.who, event.about["member"]) == ("member-erase", "M-0002", "M-0030")


def test_yale876_a_tool_that_was_out_for_ten_years_costs_no_more_than_its_price(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042", "T-0091"])
    riverside.wait(days=3650)
    grinder, hammer = riverside.desk.return_(["T-0042", "T-0091"]).returned
    assert (grinder.charged, hammer.charged) == (2000, 250)


def test_r2683_what_was_dropped_in_the_box_costs_nothing_for_the_days_it_lay_there(
    riverside: Riverside,
) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.at("2026-12-12 11:00")
    at = riverside.clock.now() - timedelta(days=7)
    assert riverside.desk.return_(["T-0042"], at=at).returned[0].charged == 0


@pytest.mark.parametrize("text", ["tape meas", "measure tape", "TAPE  measure"])
def test_e139_two_words_in_any_order_find_it(riverside: Riverside, text: str) -> None:
    assert [each.tag for each in riverside.desk.search(text).tools] == ["T-0092"]

"""D20 Clock. The night the clocks change; a minute before and after midnight; a laptop whose clock is a year behind."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.riverside import LONDON, RULES, SATURDAY, Riverside, codes
from toollib.desk.lending import Asked
from toollib.desk.people import MemberEdit
from toollib.rules.dates import Opening, due_date, late_days
from toollib.rules.reasons import Refused

START = datetime(2024, 1, 1, tzinfo=UTC)
ALWAYS = RULES.replace('hours: {wed: ["18:00-20:30"], sat: ["10:00-14:00"]}\n', "")


def open_every_day(riverside: Riverside) -> None:
    """A library that is open day and night, with a membership that lasts."""
    (riverside.folder / "library.yaml").write_text(ALWAYS)
    riverside.cora.member_edit("M-0017", MemberEdit(since=date(2025, 1, 1), until=date(2029, 1, 1)))


def utc(riverside: Riverside, text: str) -> None:
    """Set the clock to an instant."""
    riverside.clock.move(datetime.fromisoformat(text).replace(tzinfo=UTC) - riverside.clock.now())


# The night the clocks change


def test_the_hour_that_comes_twice(riverside: Riverside) -> None:
    open_every_day(riverside)
    utc(riverside, "2026-10-25 00:45")  # 01:45, summer time
    (lent,) = riverside.desk.checkout("M-0017", ["T-0042"]).loans
    utc(riverside, "2026-10-25 01:15")  # 01:15 for the second time
    assert not riverside.desk.warnings()  # half an hour later, whatever the wall says
    (back,) = riverside.desk.return_(["T-0042"]).returned
    assert back.loan.returned_at is not None
    assert back.loan.returned_at - lent.out_at == timedelta(minutes=30)
    assert (lent.due, back.loan.late_days) == (date(2026, 11, 1), 0)


@pytest.mark.parametrize(
    ("lent", "back", "late"),
    [
        ("2026-10-17 23:30", "2026-10-24 23:59", 0),
        ("2026-10-17 23:30", "2026-10-25 00:01", 1),
        ("2026-10-18 00:30", "2026-10-25 23:59", 0),  # the day of 25 hours is one day
        ("2026-10-18 00:30", "2026-10-26 00:01", 1),
        ("2027-03-21 12:00", "2027-03-28 23:59", 0),  # the day of 23 hours too
        ("2027-03-21 12:00", "2027-03-29 00:01", 1),
        ("2027-03-21 12:00", "2027-03-29 23:59", 1),
    ],
)
def test_a_day_is_a_day_however_many_hours_it_has(
    riverside: Riverside, lent: str, back: str, late: int
) -> None:
    open_every_day(riverside)
    riverside.at(lent)
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.at(back)
    (returned,) = riverside.desk.return_(["T-0042"]).returned
    assert (returned.loan.late_days, returned.charged) == (late, late * 200)


def test_a_drop_box_in_the_hour_that_never_came(riverside: Riverside) -> None:
    open_every_day(riverside)
    riverside.at("2027-03-21 12:00")
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.at("2027-03-29 09:00")
    document = riverside.done("return", "T-0042", "--at", "2027-03-28T01:30")
    assert document["returned"][0]["loan"]["returned_at"] == "2027-03-28T01:30:00Z"  # 02:30 summer time
    assert document["returned"][0]["charged"] == "0.00"


@given(
    st.integers(0, 6 * 366 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes)),
    st.timedeltas(timedelta(0), timedelta(days=60)),
    st.integers(0, 21),
)
def test_lateness_is_counted_in_local_dates_only(lent: datetime, kept: timedelta, days: int) -> None:
    first, last = lent.astimezone(LONDON).date(), (lent + kept).astimezone(LONDON).date()
    due = due_date(first, days, Opening({}))
    assert late_days(due, last, Opening({})) == max(0, (last - first).days - days)


def test_the_night_the_clocks_change_by_command(riverside: Riverside) -> None:
    """Written on paper at half past one, for the second time that night: the first is meant, and the date is what counts."""
    open_every_day(riverside)
    riverside.at("2027-10-31 12:00")
    (lent,) = riverside.done("checkout", "M-0017", "T-0042", "--at", "2027-10-31T01:30")["loans"]
    assert (lent["out_at"], lent["due"]) == ("2027-10-31T00:30:00Z", "2027-11-07")
    riverside.at("2027-11-07 23:59")
    (back,) = riverside.done("return", "T-0042")["returned"]
    assert (back["loan"]["late_days"], back["charged"]) == (0, "0.00")


# A minute before and after midnight


def test_a_loan_before_midnight_and_one_after(riverside: Riverside) -> None:
    riverside.at("2026-11-28 23:59")
    before = riverside.desk.checkout("M-0017", ["T-0042"])
    assert "outside opening hours" in before.warnings
    riverside.at("2026-11-29 00:01")
    after = riverside.desk.checkout("M-0017", ["T-0043"])
    # Seven days after Sunday is a Sunday: the next open day is Wednesday.
    assert (before.loans[0].due, after.loans[0].due) == (date(2026, 12, 5), date(2026, 12, 9))


def test_midnight_is_that_of_the_library_in_summer_too(riverside: Riverside) -> None:
    open_every_day(riverside)
    utc(riverside, "2027-06-30 22:59")
    assert riverside.desk.checkout("M-0017", ["T-0042"]).loans[0].due == date(2027, 7, 7)
    utc(riverside, "2027-06-30 23:01")
    assert riverside.desk.checkout("M-0017", ["T-0043"]).loans[0].due == date(2027, 7, 8)


@pytest.mark.parametrize(
    ("zone", "today"), [("Pacific/Auckland", date(2026, 11, 28)), ("America/Los_Angeles", date(2026, 11, 27))]
)
def test_far_from_greenwich(riverside: Riverside, zone: str, today: date) -> None:
    (riverside.folder / "library.yaml").write_text(ALWAYS.replace("Europe/London", zone))
    utc(riverside, "2026-11-28 07:30")
    assert riverside.desk.checkout("M-0017", ["T-0042"]).loans[0].due == today + timedelta(days=7)


def test_due_today_is_not_overdue_until_midnight(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.at("2026-12-05 23:59")
    (due,) = riverside.desk.today().due
    assert (due.overdue, due.late_days, riverside.desk.today().overdue) == (False, 0, ())
    riverside.at("2026-12-06 00:01")
    assert [each.tool for each in riverside.desk.today().overdue] == ["T-0042"]


# A clock that is a year behind


@pytest.fixture
def behind(riverside: Riverside) -> Riverside:
    """Riverside with loans of today, on a laptop that believes that it is last year."""
    riverside.clock.by_hand = False
    riverside.cora.member_edit("M-0017", MemberEdit(since=date(2025, 1, 1)))
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.clock.move(timedelta(days=-365))
    return riverside


def test_every_answer_warns(behind: Riverside) -> None:
    (told,) = (each for each in behind.desk.warnings() if "clock" in each)
    assert "the clock says 2025-11-28" in told
    assert "is the clock right?" in told
    assert told in behind.desk.checkout("M-0017", ["T-0050"]).warnings
    assert told in behind.desk.return_(["T-0042"]).warnings  # although the last event is of that "year" too


def test_a_rehearsal_in_another_year_is_forgotten_with_the_next_event(behind: Riverside) -> None:
    behind.clock.move(timedelta(days=800))
    behind.clock.by_hand = True
    behind.desk.pay("M-0017", "1")
    behind.clock.move(timedelta(days=-435))  # two minutes after the first loan
    behind.clock.by_hand = False
    behind.wait(minutes=2)
    assert any("is the clock right?" in each for each in behind.desk.warnings())
    behind.desk.pay("M-0017", "1")
    assert not behind.desk.warnings()


def test_a_refusal_that_may_come_from_the_clock_says_so(behind: Riverside) -> None:
    with pytest.raises(Refused, match="begins on 2026-11-21") as refused:
        behind.desk.checkout("M-0021", ["T-0050"])
    assert refused.value.hint is not None
    assert "is the clock right?" in refused.value.hint


def test_doctor_says_what_to_do(behind: Riverside) -> None:
    told = behind.run("doctor")
    (clock,) = (each for each in told.document["checks"] if each["check"] == "clock")
    assert (told.exit, clock["state"], clock["hint"]) == (1, "wrong", "set the computer's clock")


def test_nothing_ends_before_it_began_and_nothing_is_charged(behind: Riverside) -> None:
    (back,) = behind.desk.return_(["T-0042"]).returned
    assert (back.loan.returned_at, back.loan.late_days, back.charged) == (back.loan.out_at, 0, 0)


def test_a_renewal_never_shortens_a_loan(behind: Riverside) -> None:
    (renewed,) = behind.desk.renew(["T-0042"]).loans
    assert renewed.due == date(2026, 12, 12)


def test_what_was_just_done_can_still_be_undone(behind: Riverside) -> None:
    behind.desk.undo()
    assert behind.desk.tool("T-0042").state == "in"


def test_once_the_clock_is_right_again_all_goes_on(behind: Riverside) -> None:
    behind.desk.checkout("M-0017", ["T-0050"])  # in "2025"
    behind.clock.move(SATURDAY - behind.clock.now() + timedelta(minutes=5))
    assert not behind.desk.warnings()
    assert {each.due for each in behind.desk.today().overdue} == {date(2025, 12, 6)}
    (back,) = behind.desk.return_(["T-0050"]).returned
    assert back.loan.late_days > 0  # as long as it seems to have been out; it can be forgiven
    assert back.charged <= 2000


def test_a_clock_that_leaps_ahead_is_asked_about_too(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.clock.move(timedelta(days=400))
    assert any("nothing happened here since" in each for each in riverside.desk.warnings())


# A clock that leapt ahead: what time alone has done is told with the way back


@pytest.fixture
def leapt(riverside: Riverside) -> Riverside:
    """Two tools are out with Ada, one with Ben, all due on 5 December; the laptop believes that it is March."""
    riverside.desk.checkout("M-0017", ["T-0042", "T-0050"])
    riverside.desk.checkout("M-0021", ["T-0043"])
    riverside.at("2027-03-20 10:02")
    return riverside


def test_no_return_or_renewal_charges_silently_after_a_leap(leapt: Riverside) -> None:
    (told,) = leapt.desk.return_(["T-0042"]).warnings
    assert told.startswith("20.00 GBP charged for lateness, but nothing happened here since 2026-11-28")
    assert "undo takes it back" in told
    leapt.wait(minutes=5)  # the last event is of a moment ago now
    (told,) = leapt.desk.return_(["T-0050"]).warnings
    assert "20.00 GBP charged" in told
    (told,) = leapt.desk.renew(["T-0043"]).warnings
    assert "20.00 GBP charged" in told
    leapt.wait(days=4)  # nobody minded: then the clock is as people know it
    leapt.desk.checkout("M-0030", ["T-0060"], Asked(due=date(2027, 3, 24)))
    leapt.wait(days=7)
    (back,) = leapt.desk.return_(["T-0060"]).returned
    assert back.charged
    leapt.desk.undo()
    assert not [each for each in leapt.desk.return_(["T-0060"]).warnings if "charged" in each]


def test_what_was_charged_is_undone_once_the_clock_is_right(leapt: Riverside) -> None:
    leapt.desk.return_(["T-0042"])
    leapt.at("2026-12-05 10:02")
    assert leapt.desk.undo().undone.what == "return"
    (back,) = leapt.desk.return_(["T-0042"]).returned
    assert back.charged == 0
    assert leapt.desk.member("M-0017").owes == 0


def test_in_a_closed_time_nothing_happens_and_that_is_no_leap(riverside: Riverside) -> None:
    rules = RULES.replace("closed:", "closed:\n  - {from: 2026-12-06, to: 2027-03-19, why: moving house}")
    (riverside.folder / "library.yaml").write_text(rules)
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.at("2026-12-05 13:59")
    riverside.desk.checkout("M-0021", ["T-0043"])
    riverside.at("2027-03-20 10:02")
    back = riverside.desk.return_(["T-0042"])
    assert (back.returned[0].charged, back.warnings) == (200, ())


def test_the_way_back_is_told_by_command_too(leapt: Riverside) -> None:
    told = leapt.done("return", "T-0042")["warnings"]
    assert [each for each in told if "undo takes it back" in each]


# A library that has no open day


@pytest.fixture
def closed_for_good(riverside: Riverside) -> Riverside:
    """Riverside with a tool out and one waited for, on the eve of a year and more without an open day."""
    riverside.desk.checkout("M-0017", ["T-0042"])
    rules = RULES.replace("closed:", "closed:\n  - {from: 2026-11-29, to: 2028-12-31, why: moving house}")
    (riverside.folder / "library.yaml").write_text(rules)
    riverside.close()
    riverside.at("2026-11-30 10:00")
    return riverside


def test_no_open_day_is_told_wherever_one_is_needed(closed_for_good: Riverside) -> None:
    desk = closed_for_good.desk
    for verb in (
        lambda: desk.checkout("M-0021", ["T-0043"]),
        lambda: desk.renew(["T-0042"]),
        lambda: desk.renew_all("M-0017"),
        lambda: desk.hold("M-0021", "T-0042"),
        lambda: desk.hold("M-0021", "jigsaw"),
    ):
        with pytest.raises(Refused, match="no open day within a year") as refused:
            verb()
        assert codes(refused) == ["date-wrong"]
    assert desk.open_now().opens is None


def test_what_is_out_can_still_come_back_and_costs_nothing(closed_for_good: Riverside) -> None:
    closed_for_good.at("2027-08-01 10:00")
    (back,) = closed_for_good.desk.return_(["T-0042"]).returned
    assert (back.loan.late_days, back.charged) == (0, 0)


def test_doctor_and_commands_tell_no_open_day(closed_for_good: Riverside) -> None:
    checks = {each["check"]: each for each in closed_for_good.run("doctor").document["checks"]}
    assert checks["open days"]["state"] == "wrong"
    assert "hours, closed and holidays" in checks["open days"]["hint"]
    for words in (("checkout", "M-0021", "T-0043"), ("renew", "T-0042"), ("hold", "M-0021", "jigsaw")):
        assert closed_for_good.refused(*words) == ["date-wrong"]
    assert closed_for_good.refused("close-day", "2026-12-02", "why", who="M-0002") == ["date-wrong"]

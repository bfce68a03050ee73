"""Due dates, lateness and open days, each against the plainest way to count them: one day after another."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toollib.rules.dates import (
    DAY,
    Closed,
    NoOpenDay,
    Opening,
    due_date,
    late_days,
    months_later,
    overdue_cutoff,
    really_due,
    renewed_due,
)
from toollib.rules.fees import late_charge

SPAN = ((time(10), time(14)),)
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@st.composite
def closures(draw: st.DrawFn) -> Closed:
    start = draw(DAYS)
    return Closed(start, start + timedelta(days=draw(st.integers(0, 40))))


@st.composite
def openings(draw: st.DrawFn) -> Opening:
    weekdays = draw(st.sets(st.integers(0, 6)))
    return Opening(dict.fromkeys(weekdays, SPAN), tuple(draw(st.lists(closures(), max_size=5))))


def plainly_open(opening: Opening, day: date) -> bool:
    if opening.hours and day.weekday() not in opening.hours:
        return False
    return all(not each.start <= day <= each.end for each in opening.closed)


def each_day(after: date, until: date) -> list[date]:
    return [after + timedelta(days=ahead) for ahead in range(1, (until - after).days + 1)]


@given(openings(), DAYS, st.integers(-20, 400))
def test_open_days_are_those_counted_one_by_one(opening: Opening, after: date, ahead: int) -> None:
    until = after + timedelta(days=ahead)
    assert opening.open_days(after, until) == sum(
        plainly_open(opening, day) for day in each_day(after, until)
    )


@given(openings(), DAYS)
def test_the_next_and_the_previous_open_day_are_the_nearest(opening: Opening, day: date) -> None:
    later = opening.next_open(day)
    assert plainly_open(opening, later)
    assert not any(plainly_open(opening, each) for each in each_day(day - DAY, later - DAY))
    earlier = opening.previous_open(day)
    assert earlier is not None
    assert plainly_open(opening, earlier)
    assert not any(plainly_open(opening, each) for each in each_day(earlier, day))


@given(openings(), DAYS, st.integers(0, 60))
def test_nothing_is_due_on_a_closed_day_or_before_it_could_be(
    opening: Opening, lent: date, days: int
) -> None:
    due = due_date(lent, days, opening)
    assert plainly_open(opening, due)
    assert due >= lent + timedelta(days=days)
    assert due_date(lent, days, opening, move=False) == lent + timedelta(days=days)


@given(openings(), DAYS, DAYS, st.integers(0, 60))
def test_a_renewal_never_shortens_a_loan(opening: Opening, today: date, old: date, days: int) -> None:
    due = renewed_due(today, old, days, opening)
    assert due >= old
    assert due >= today + timedelta(days=days)


@given(openings(), DAYS, st.integers(-30, 120))
def test_lateness_is_counted_in_the_open_days_after_the_day_it_was_really_due(
    opening: Opening, due: date, ahead: int
) -> None:
    back = due + timedelta(days=ahead)
    last = due
    while not plainly_open(opening, last):
        last += DAY
    expected = sum(plainly_open(opening, day) for day in each_day(last, back))
    assert late_days(due, back, opening) == expected
    assert late_days(due, back, opening, per="day") == max(0, (back - last).days)


@given(openings(), DAYS, st.integers(0, 120))
def test_lateness_never_shrinks_with_time(opening: Opening, due: date, ahead: int) -> None:
    back = due + timedelta(days=ahead)
    assert late_days(due, back + DAY, opening) - late_days(due, back, opening) in {0, 1}


@given(openings(), DAYS, st.integers(0, 120), st.sampled_from(["open-day", "day"]), st.integers(0, 5000))
def test_waiting_never_makes_it_cheaper_nor_dearer_than_the_cap(
    opening: Opening, due: date, ahead: int, per: str, cap: int
) -> None:
    """From the days to the charge: nothing up to the day it is really due, then never less than the day before."""

    def cost(day: date) -> int:
        return late_charge(late_days(due, day, opening, per=per), 150, free=1, cap=cap, price=4000)

    back = due + timedelta(days=ahead)
    assert 0 <= cost(back) <= cost(back + DAY) <= min(cap, 4000)
    assert cost(really_due(due, opening)) == 0


@given(openings(), DAYS, st.integers(-30, 60))
def test_a_list_of_overdue_loans_has_those_whose_last_day_has_ended(
    opening: Opening, today: date, ahead: int
) -> None:
    due = today + timedelta(days=ahead)
    assert (due <= overdue_cutoff(today, opening)) == (really_due(due, opening) < today)


@given(openings(), DAYS, st.integers(0, 15))
def test_so_many_open_days_later(opening: Opening, day: date, count: int) -> None:
    later = opening.add_open_days(day, count)
    assert opening.open_days(day, later) == count
    assert count == 0 or plainly_open(opening, later)


@given(DAYS, st.integers(0, 60))
def test_months_later_stays_in_the_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + DAY).day == 1)


def test_a_year_without_an_open_day_is_told_not_guessed() -> None:
    shut = Opening({}, (Closed(date(2026, 1, 1), date(2030, 1, 1)),))
    with pytest.raises(NoOpenDay, match="no open day within a year after 2026-06-01"):
        shut.next_open(date(2026, 6, 1))
    assert shut.previous_open(date(2029, 6, 1)) is None
    assert late_days(date(2026, 6, 1), date(2026, 8, 1), shut) == 0


@pytest.mark.parametrize("days", [10_000_000, 3_000_000])
def test_a_loan_beyond_the_calendar_has_no_open_day(days: int) -> None:
    with pytest.raises(NoOpenDay):
        due_date(date(2026, 11, 28), days, Opening({}))
    with pytest.raises(NoOpenDay):
        renewed_due(date(2026, 11, 28), date.max, days, Opening({}), move=False)


def test_a_membership_beyond_the_calendar_ends_with_it() -> None:
    assert months_later(date(2026, 11, 28), 1_000_000) == date.max


def test_the_ends_of_the_calendar_are_days_like_others() -> None:
    opening = Opening({2: SPAN})
    assert opening.open_days(date.min, date.min + timedelta(days=13)) == 2
    assert opening.open_days(date.max, date.max) == 0
    assert overdue_cutoff(date.min, opening) == date.min
    with pytest.raises(NoOpenDay):
        opening.next_open(date.max)


def test_overlapping_closures_close_a_day_once() -> None:
    first, then = Closed(date(2026, 12, 20), date(2026, 12, 31)), Closed(date(2026, 12, 24), date(2027, 1, 5))
    opening = Opening({}, (then, first))
    assert opening.open_days(date(2026, 12, 19), date(2027, 1, 6)) == 1
    assert opening.closed_why(date(2026, 12, 25)) == ""
    assert opening.spans(date(2026, 12, 25)) == ()


def test_hours_that_close_a_weekday_are_no_hours() -> None:
    opening = Opening({2: SPAN, 3: ()})
    assert not opening.is_open(date(2026, 11, 26))
    assert opening.open_days(date(2026, 11, 24), date(2026, 11, 26)) == 1
    assert opening.is_open(date(2026, 11, 25))

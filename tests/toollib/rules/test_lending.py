"""From when to when: due dates that are asked for, loans from paper."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from toollib.rules.dates import Closed, Opening, due_date
from toollib.rules.lending import Past, why_not_alone, why_not_at, why_not_due

SATURDAYS = Opening({5: ((time(10), time(14)),)}, (Closed(date(2026, 12, 20), date(2027, 1, 5)),))
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(DAYS, st.integers(0, 60))
def test_the_day_that_the_policy_gives_can_be_asked_for(lent_on: date, days: int) -> None:
    longest = due_date(lent_on, days, SATURDAYS)
    assert not list(why_not_due(longest, lent_on, SATURDAYS, name="T-0042", longest=longest))


@given(DAYS, DAYS, DAYS, st.sampled_from([SATURDAYS, None]))
def test_a_day_is_refused_exactly_if_it_is_before_closed_or_beyond(
    asked: date, lent_on: date, longest: date, opening: Opening | None
) -> None:
    told = list(why_not_due(asked, lent_on, opening, name="T-0042", longest=longest))
    before, closed = asked < lent_on, opening is not None and not opening.is_open(asked)
    assert bool(told) == (before or closed or asked > longest)
    assert {each.code for each in told} <= {"date-wrong"}
    # Only a day that is too long may be gone past: no why opens a closed door or ends a loan before it began.
    assert all(each.override == (not before and not closed) for each in told)


@given(DAYS, DAYS)
def test_for_nobody_known_no_day_is_too_long(asked: date, lent_on: date) -> None:
    assert bool(list(why_not_due(asked, lent_on, None))) == (asked < lent_on)


BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
INSTANTS = st.integers(0, 364 * 24 * 60).map(lambda minutes: BEGIN + timedelta(minutes=minutes))


@given(INSTANTS, INSTANTS, DAYS, DAYS, st.none() | INSTANTS)
def test_a_loan_from_paper_lies_between_arrival_and_now(
    at: datetime, now: datetime, tool: date, member: date, back_at: datetime | None
) -> None:
    told = list(why_not_at(at, now, Past("T-0042", tool, "Ada Osei", member, back_at)))
    wrong = [at > now, at.date() < tool, at.date() < member, back_at is not None and at < back_at]
    assert len(told) == sum(wrong)
    assert not any(each.override for each in told)


def test_the_day_of_arrival_is_early_enough() -> None:
    day = date(2026, 11, 28)
    at = datetime(2026, 11, 28, 0, 1, tzinfo=UTC)
    assert not list(why_not_at(at, at + timedelta(days=1), Past("T-0042", day, "Ada Osei", day)))


def test_what_members_reserve_alone_is_counted_as_a_loan_to_the_end_of_the_calendar() -> None:
    always = Opening({})
    first, today = date(2026, 12, 5), date(2026, 11, 28)
    for days in range(30):
        until = due_date(first, days, always)
        assert not [*why_not_alone(first, until, today, always, (days, 7))]
        (late,) = why_not_alone(first, until + timedelta(1), today, always, (days, 7))
        assert (late.code, late.override) == ("date-wrong", False)
    assert [each.code for each in why_not_alone(first, first, today, always, (0, 6))] == ["date-wrong"]
    never = Opening({0: ()})
    assert [each.code for each in why_not_alone(first, first + timedelta(400), today, never, (14, 90))] == [
        "date-wrong"
    ]
    assert not [*why_not_alone(date.max, date.max, date.max, always, (1_000_000, 1_000_000))]

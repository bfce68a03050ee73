"""Which days count: never beyond today, never backwards, and a year where nothing is counted from the beginning."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toollib.rules.periods import counted_days, counted_year
from toollib.rules.reasons import Refused

TODAY = date(2026, 11, 28)
some_day = st.none() | st.dates()


@given(some_day, some_day)
def test_what_counts_lies_between_what_was_asked_for_and_today(first: date | None, last: date | None) -> None:
    end = min(last or TODAY, TODAY)
    if first is not None and first > end:
        with pytest.raises(Refused) as refused:
            counted_days(first, last, today=TODAY)
        assert refused.value.code == "date-wrong"
        assert ("has not come yet" in str(refused.value)) is (first > TODAY)
        assert refused.value.hint
    else:
        assert counted_days(first, last, today=TODAY) == (first, end)


@given(some_day, some_day)
def test_a_year_is_counted_where_no_first_day_was_named(first: date | None, last: date | None) -> None:
    end = min(last or TODAY, TODAY)
    if first is not None and first > end:
        with pytest.raises(Refused):
            counted_year(first, last, today=TODAY)
    elif first is not None:
        assert counted_year(first, last, today=TODAY) == (first, end)
    else:
        begin, _ = counted_year(None, last, today=TODAY)
        assert end - begin == min(timedelta(days=365), end - date.min)

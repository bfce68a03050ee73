"""Hours as people write them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toollib.rules.work import MOST_HOURS, hours_of, minutes_of


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("6", 360),
        ("1.5", 90),
        ("1,5", 90),
        ("1:30", 90),
        (" 0.25 ", 15),
        ("0", 0),
        ("0.0083", 0),
        ("0.0084", 1),
    ],
)
def test_what_is_meant(text: str, minutes: int) -> None:
    assert minutes_of(text) == minutes


@pytest.mark.parametrize(
    "text", ["", "-1", "1:75", "1.5 h", "a day", "1e9", "10001", "99999:00", "1..5", "٣", "1:3"]
)
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(ValueError, match="hours"):
        minutes_of(text)


@given(st.decimals(0, MOST_HOURS, places=2, allow_nan=False))
def test_it_is_the_nearest_minute(hours: Decimal) -> None:
    assert abs(minutes_of(str(hours)) - Fraction(hours) * 60) <= Fraction(1, 2)


@given(st.integers(0, MOST_HOURS * 60))
def test_a_minute_is_written_and_read_back(minutes: int) -> None:
    assert minutes_of(f"{minutes // 60}:{minutes % 60:02}") == minutes
    assert abs(hours_of(minutes) * 60 - minutes) <= 0.3

"""A day as it is typed: all that the screens write and the hints name, in every form."""

from datetime import date, timedelta

import pytest

from toollib.rules.reasons import Refused
from toollib.tui import words
from toollib.tui.days import day_meant

TODAY = date(2026, 11, 28)  # a Saturday


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", TODAY),
        ("Today", TODAY),
        ("tomorrow", date(2026, 11, 29)),
        ("yesterday", date(2026, 11, 27)),
        ("+3", date(2026, 12, 1)),
        ("sat", TODAY),
        ("We", date(2026, 12, 2)),
        ("friday", date(2026, 12, 4)),
        (" 2026-12-05 ", date(2026, 12, 5)),
        ("2026-12-05", date(2026, 12, 5)),
        ("5 dec", date(2026, 12, 5)),
        ("05 December", date(2026, 12, 5)),
        ("sat 5 dec", date(2026, 12, 5)),
        ("Sat, 5. Dec.", date(2026, 12, 5)),
        ("5 dec 2027", date(2027, 12, 5)),
        ("saturday 5 dec 2026", date(2026, 12, 5)),
        ("3 jan", date(2027, 1, 3)),
        ("20 jun", date(2027, 6, 20)),
        ("sat 20 jun", date(2026, 6, 20)),
        ("20 nov", date(2026, 11, 20)),  # it went by just now: told so, rather than taken for a year ahead
        ("29 feb 2028", date(2028, 2, 29)),
    ],
)
def test_what_a_day_may_be_typed_as(typed: str, meant: date) -> None:
    assert day_meant(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sat", TODAY),
        ("fri", date(2026, 11, 27)),
        ("20 jun", date(2026, 6, 20)),
        ("3 jan", date(2027, 1, 3)),
        ("1 apr", date(2026, 4, 1)),
        ("sat 20 jun", date(2026, 6, 20)),
    ],
)
def test_a_day_that_went_by(typed: str, meant: date) -> None:
    assert day_meant(typed, TODAY, past=True) == meant


@pytest.mark.parametrize("past", [False, True])
def test_every_day_as_the_screens_write_it(*, past: bool) -> None:
    for start in (TODAY, date(2028, 2, 29), date(2027, 1, 1)):
        for by in range(-800, 800):
            when = start + timedelta(days=by)
            assert day_meant(words.day(when, start), start, past=past) == when


@pytest.mark.parametrize(
    "typed",
    (
        "whenever, 5, dec, 31 nov, 29 feb, 0 dec, s, t, +x, -1, 5.12., 2026-13-01, +², someday, 5 ju, "
        "s 5 dec, 5 dec 26, 5 dec 2026 at, ٥ dec, Sat 5 DecM-0030, +, +99999, 5 dec 0000, sat sun"
    ).split(", "),
)
def test_what_is_no_day_is_told_with_all_that_would_be(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        day_meant(typed, TODAY)
    (told,) = refused.value.reasons
    assert told.code == "date-wrong"
    for form in ("today", "tomorrow", "sat", "+3", "5 dec", "sat 5 dec", "5 dec 2026", "2026-12-05"):
        assert form in told.message


@pytest.mark.parametrize("typed", ["sun 5 dec", "sun 5 dec 2026"])
def test_a_wrong_weekday_is_told(typed: str) -> None:
    with pytest.raises(Refused, match="5 December 2026 is a Saturday"):
        day_meant(typed, TODAY)


@pytest.mark.parametrize("today", [date.min, date.max])
def test_at_the_ends_of_the_calendar(today: date) -> None:
    assert day_meant("+9999", today) <= date.max
    assert day_meant("yesterday", today) >= date.min
    assert day_meant("sat", today, past=True) <= date.max
    with pytest.raises(Refused):
        day_meant("5 jux", today)
    assert day_meant("5 dec", today).month == 12

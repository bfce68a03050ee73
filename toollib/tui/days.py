"""A day as people type it, and as the screens write it: one reader for every form that asks for a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from toollib.rules.reasons import Refused, refuse
from toollib.tui.words import NEAR

if TYPE_CHECKING:
    from toollib.tui.seat import Seat

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_SHORTEST_WEEKDAY = 2  # letters that tell it from the others
_SHORTEST_MONTH = 3
# A day without its year is the next one, but for one that went by so lately that it was meant; for what is past, turned.
_LATELY = timedelta(days=90)
DAY_HINT = "today, sat, +3, 5 dec or 2026-12-05"
_UNDERSTOOD = "write today, tomorrow, sat, +3, 5 dec, sat 5 dec, 5 dec 2026 or 2026-12-05"


def today_of(seat: Seat) -> date:
    """The library's local date now."""
    return seat.desk.open_now().local.date()


def day_typed(seat: Seat, text: str, *, past: bool = False) -> date:
    """The day that somebody typed, as seen today; see `day_meant`.

    Raises:
        Refused: `date-wrong`.
    """
    return day_meant(text, today_of(seat), past=past)


def day_meant(text: str, today: date, *, past: bool = False) -> date:
    """The day that somebody typed: today, a weekday, +3, 5 dec, sat 5 dec, 5 dec 2026 or 2026-12-05.

    A weekday is the next one from today on. `past`: it is asked for a day that went by: the last one up to today.

    Raises:
        Refused: `date-wrong`.
    """
    word = text.strip().casefold()
    by_word = {"": 0, "today": 0, "tomorrow": 1, "yesterday": -1}.get(word)
    if by_word is None:
        by_word = _in_days(word)
    if by_word is not None:
        return _later(today, by_word)
    if (weekday := _weekday(word)) is not None:
        by = (weekday - today.weekday()) % 7
        return _later(today, by - 7 if past and by else by)
    try:
        return date.fromisoformat(word)
    except ValueError:
        return _as_written(text.strip(), today, past=past)


def _in_days(word: str) -> int | None:
    """How many days ahead: "+3"."""
    number = word[1:]
    known = word.startswith("+") and number.isascii() and number.isdigit() and len(number) <= len("9999")
    return int(number) if known else None


def _weekday(word: str) -> int | None:
    return _place(word, _WEEKDAYS, _SHORTEST_WEEKDAY)


def _place(word: str, names: tuple[str, ...], shortest: int) -> int | None:
    """The place of the only name that begins so."""
    fits = [place for place, name in enumerate(names) if name.startswith(word)]
    return fits[0] if len(word) >= shortest and len(fits) == 1 else None


def _as_written(text: str, today: date, *, past: bool) -> date:
    """A day as the screens write it: "Sat 5 Dec", "5 Dec 2026"."""
    words = text.casefold().replace(",", " ").replace(".", " ").split()
    weekday = _weekday(words[0]) if words else None
    number, name, year = ([*words[weekday is not None :], "", "", ""])[:3]
    month = _place(name, _MONTHS, _SHORTEST_MONTH)
    known = number.isascii() and number.isdigit() and len(number) <= 2
    if month is None or not known or len(words) > 3 + (weekday is not None):
        raise _no_day(text)
    found = _in_years(int(number), month + 1, _years(year, today, text))
    if weekday is not None:
        near = [each for each in found if year or abs((each - today).days) <= NEAR]
        found = [each for each in near if each.weekday() == weekday]
        if near and not found:
            raise refuse("date-wrong", f"“{text}” is no day: {_named(near)}")
    if not found:
        raise _no_day(text)
    if past:
        return next((each for each in reversed(found) if each <= _later(today, _LATELY.days)), found[0])
    return next((each for each in found if each >= _later(today, -_LATELY.days)), found[-1])


def _named(days: list[date]) -> str:
    """Which day of the week a day is in each year."""
    told = (f"{each.day} {_MONTHS[each.month - 1].title()} {each.year} is a " for each in days)
    return ", ".join(
        f"{one}{_WEEKDAYS[each.weekday()].title()}" for one, each in zip(told, days, strict=True)
    )


def _years(year: str, today: date, text: str) -> range:
    """The year that was typed; without one those around today."""
    if not year:
        return range(today.year - 1, today.year + 2)
    if not (year.isascii() and year.isdigit() and len(year) == len("2026")):
        raise _no_day(text)
    return range(int(year), int(year) + 1)


def _in_years(number: int, month: int, years: range) -> list[date]:
    """The day in each of these years that has it, in order."""
    found = []
    for year in years:
        try:
            found.append(date(year, month, number))
        except ValueError:
            continue
    return found


def _later(day: date, by: int) -> date:
    return day + timedelta(days=max((date.min - day).days, min(by, (date.max - day).days)))


def _no_day(text: str) -> Refused:
    return refuse("date-wrong", f"“{text}” is no day; {_UNDERSTOOD}")

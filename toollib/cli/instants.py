"""Dates and instants as people type them: ISO 8601, local time of the library where no offset is given."""

from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo
from typing import TypeVar

_Day = TypeVar("_Day", date, datetime)
# Tools were not lent by computer before, and no rule reaches beyond; arithmetic stays inside what dates can hold.
_FIRST_YEAR, _LAST_YEAR = 1970, 2999


def read_date(text: str) -> date:
    """The date that a text means.

    Raises:
        ValueError: it means none; the message says so.
    """
    return _read(date.fromisoformat, text, "is no date")


def read_instant(text: str) -> datetime:
    """The instant that a text means; without an offset it is still to be placed by `local_instant`.

    Raises:
        ValueError: it means none; the message says so.
    """
    return _read(datetime.fromisoformat, text, "is no instant")


def local_instant(given: datetime, zone: tzinfo, warn: Callable[[str], None]) -> datetime:
    """A local time as an instant: the first of an hour that comes twice, moved on where the clock skips it."""
    instant = given.replace(tzinfo=zone, fold=0).astimezone(UTC)
    local = instant.astimezone(zone)
    if local.replace(tzinfo=None) != given:
        warn(f"{given:%Y-%m-%d %H:%M} never happens here (the clocks go forward); taken as {local:%H:%M}")
    return instant


def _read(parse: Callable[[str], _Day], text: str, wrong: str) -> _Day:
    try:
        found = parse(text.strip())
    except ValueError:
        raise ValueError(wrong) from None
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise ValueError(f"is not between {_FIRST_YEAR} and {_LAST_YEAR}")
    return found

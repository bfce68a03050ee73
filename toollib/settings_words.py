"""How single values of library.yaml are written: hours, currency, time zone, places of holidays."""

from collections.abc import Mapping
from datetime import time
from itertools import pairwise
from typing import Any, Final
from zoneinfo import ZoneInfo

from catalog.bind import Binder, Converter, from_text, list_of
from catalog.text import nearest, quote
from catalog.yamltree import ListNode, MapNode, Node
from toollib.rules.dates import Span
from toollib.rules.money import CURRENCIES, Currency
from toollib.rules.shares import Share, parse_share
from toollib.settings import Settings

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_IN_FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _span(text: str) -> Span:
    start, dash, end = text.partition("-")
    opens, closes = time.fromisoformat(start.strip()), time.fromisoformat(end.strip())
    if not dash or opens >= closes or opens.tzinfo or closes.tzinfo:
        raise ValueError
    return opens, closes


def _zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (OSError, ValueError, KeyError) as error:
        raise ValueError from error


def _currency(text: str) -> Currency:
    if text not in CURRENCIES:
        near = nearest(text, CURRENCIES)
        raise ValueError(
            f"{quote(text)} is no ISO 4217 currency" + (f"; did you mean {near[0]}?" if near else "")
        )
    return Currency(text)


def _place(text: str) -> str:
    from toollib.public_days import place_of  # few libraries name a place

    return place_of(text)


_PLACE: Final = from_text(_place, "a place such as GB or GB-ENG")


def _holidays(node: Node, binder: Binder) -> object:
    """One place or a list of places."""
    if isinstance(node, ListNode):
        return binder.items(node, _PLACE)
    place = _PLACE(node, binder)
    return (place,) if isinstance(place, str) else place


_SPANS: Final = list_of(from_text(_span, "opening hours as 18:00-20:30"))


def _hours(node: Node, binder: Binder) -> object:
    """Weekday → spans; the words of the days are few, so a mistyped one is named."""
    if not isinstance(node, MapNode):
        return binder.wrong(node, 'a mapping such as wed: ["18:00-20:30"]')
    hours: dict[int, tuple[Span, ...]] = {}
    for entry in node.entries:
        written = entry.key.text.lower()
        day = next(
            (day for day, name in zip(WEEKDAYS, _IN_FULL, strict=True) if written in {day, name}), None
        )
        if day is None:
            near = nearest(entry.key.text, WEEKDAYS)
            hint = f"did you mean {quote(near[0])}?" if near else f"known here: {', '.join(WEEKDAYS)}"
            binder.problems.error(
                entry.key.mark, "key-unknown", f"{quote(entry.key.text)} is no weekday", hint=hint
            )
            continue
        spans = _SPANS(entry.value, binder)
        if isinstance(spans, tuple):
            if any(first[1] > then[0] for first, then in pairwise(sorted(spans))):
                binder.problems.error(entry.value.mark, "value-wrong", "these opening hours overlap")
            hours[WEEKDAYS.index(day)] = tuple(sorted(spans))
    return hours


READERS: Final[Mapping[Any, Converter]] = {
    Currency: from_text(_currency, "a currency such as GBP"),
    ZoneInfo: from_text(_zone, "a time zone of the IANA list, such as Europe/London"),
    Share: from_text(parse_share, "a share from 0 to 1 such as 0.5, or a range such as 0.3-0.6"),
    (Settings, "hours"): _hours,
    (Settings, "holidays"): _holidays,
}
"""What the binder needs beyond the plain types of the settings."""

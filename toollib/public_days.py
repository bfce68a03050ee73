"""Public holidays as closed days, by the library `holidays`: which places there are, and the days of a year.

Only a library whose settings name a place pays for it. Its tables take a tenth of a second to load, so what was worked
out is kept between runs, as long as the installed tables stay the same.
"""

import importlib.util
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from catalog import cache
from catalog.text import nearest, quote
from toollib.caches import cache_folder

_PLACE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,6})?\Z", re.ASCII)
# Lateness and due dates look a year to each side: worked out together, they are kept together.
_AROUND = (-1, 0, 1)
_YEARS = range(date.min.year, date.max.year + 1)


class HolidaysOf:
    """The public holidays of some places together, such as "GB-ENG"; each year is worked out once."""

    def __init__(self, places: Iterable[str]) -> None:
        self.places = tuple(places)
        self._years: dict[int, Mapping[date, str]] = {}

    def of(self, year: int) -> Mapping[date, str]:
        """The holidays of a year with their names, substitutes for those on a weekend among them."""
        if year not in self._years:
            self._years[year] = {
                day: name for place in reversed(self.places) for day, name in _days(place, year).items()
            }
        return self._years[year]


def place_of(text: str) -> str:
    """The place that a text of the settings means, such as "GB" or "GB-ENG".

    Raises:
        ValueError: there are no holidays of such a place; the nearest known one is named.
    """
    place = text.strip()
    if _PLACE.match(place) and _kept(place) is not None:
        return place
    from holidays.registry import COUNTRIES

    codes = {name: names[1] for names in COUNTRIES.values() for name in names}
    country, dash, part = place.partition("-")
    if country not in codes.values():
        near = codes.get(country) or next((codes[each] for each in nearest(country, codes)), None)
        raise ValueError(_unknown(country, near))
    if dash:
        _look_for_part(country, part)
    _work_out(place, ())  # kept, so that the next run knows the place without the tables
    return place


def _look_for_part(country: str, part: str) -> None:
    import holidays

    known = getattr(holidays, country)
    aliases = dict(known.subdivisions_aliases)
    if part not in known.subdivisions:
        named = {**aliases, **{each: each for each in known.subdivisions}}
        near = next((named[each] for each in nearest(part, named)), None)
        raise ValueError(_unknown(f"{country}-{part}", f"{country}-{near}" if near else country))


def _unknown(place: str, near: str | None) -> str:
    way_out = f"did you mean {near}?" if near else "a place is an ISO 3166 code such as GB or DE-BY"
    return f"no public holidays are known of {quote(place)}; {way_out}"


def _days(place: str, year: int) -> Mapping[date, str]:
    years = _kept(place) or {}
    if str(year) not in years:
        years = _work_out(place, [year + each for each in _AROUND if year + each in _YEARS])
    return {date.fromisoformat(day): name for day, name in years[str(year)].items()}


def _work_out(place: str, years: Iterable[int]) -> dict[str, dict[str, str]]:
    """Work out these years and keep them beside those that are kept already."""
    import holidays

    country, _, part = place.partition("-")
    found = (_kept(place) or {}) | {
        str(year): {
            day.isoformat(): name
            for day, name in holidays.country_holidays(country, subdiv=part or None, years=year).items()
            if day.year == year
        }
        for year in years
    }
    content = json.dumps({"tables": _tables(), "years": found}, ensure_ascii=False)
    cache.save(cache_folder(), _entry(place), content.encode())
    return found


def _kept(place: str) -> dict[str, dict[str, str]] | None:
    """The years that were worked out before with the tables that are installed now; None if the place is new."""
    entry = cache.load(cache_folder(), _entry(place))
    if entry is None:
        return None
    data = json.loads(entry[0])
    years: dict[str, dict[str, str]] = data["years"]
    return years if data["tables"] == _tables() else None


def _entry(place: str) -> str:
    return f"holidays-{place}.json"


def _tables() -> list[int] | None:
    """What stands for the installed version of the tables."""
    spec = importlib.util.find_spec("holidays")
    stamp = cache.stamp(Path(spec.origin)) if spec is not None and spec.origin is not None else None
    return None if stamp is None else list(stamp)

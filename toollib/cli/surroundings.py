"""What this computer says of where it stands: the currency and the time zone that a new library begins with."""

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from toollib.rules.money import CURRENCIES

_LOCALE_VARIABLES = ("LC_ALL", "LC_MONETARY", "LANG")
_TERRITORY = re.compile(r"[a-z]{2,3}_([A-Z]{2})\b")
_LOCALTIME = Path("/etc/localtime")
_TIMEZONE = Path("/etc/timezone")


def local_currency(environment: Mapping[str, str]) -> str | None:
    """The ISO 4217 code that is used where the locale says we are (POSIX: the first variable that is set counts)."""
    locale = next((environment[name] for name in _LOCALE_VARIABLES if environment.get(name)), "")
    found = _TERRITORY.match(locale)
    if found is None:
        return None
    from babel.numbers import get_territory_currencies

    used = [code for code in get_territory_currencies(found[1]) if code in CURRENCIES]
    return used[0] if used else None


def local_zone(
    environment: Mapping[str, str], *, localtime: Path = _LOCALTIME, named: Path = _TIMEZONE
) -> str | None:
    """The name of the computer's time zone in the IANA list, or None if it does not say."""
    candidates = [environment.get("TZ", "").removeprefix(":")]
    with suppress(OSError, ValueError):  # only some systems keep that file
        candidates.append(named.read_text(encoding="ascii").strip())
    _, _, after = str(localtime.resolve()).partition("zoneinfo/")
    candidates.append(after)
    return next((each for each in candidates if is_zone(each)), None)


def is_zone(name: str) -> bool:
    """Whether this names a time zone of the IANA list."""
    from zoneinfo import ZoneInfo

    if not name:
        return False
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return False
    return True

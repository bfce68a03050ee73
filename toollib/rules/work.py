"""How long a step took, as people write it: hours, kept in whole minutes."""

import re
from decimal import ROUND_HALF_UP, Decimal

MOST_HOURS = 10_000
_HOURS = re.compile(r"(\d{1,5})(?:[.,](\d{1,4}))?", re.ASCII)
_FAR_TOO_MANY = re.compile(r"\d{6,}(?:[.,:]\d*)?", re.ASCII)
_CLOCK = re.compile(r"(\d{1,5}):([0-5]\d)", re.ASCII)


def minutes_of(text: str) -> int:
    """The minutes of "6", "1.5", "1,5" or "1:30" hours, to the nearest minute, a half upwards.

    Raises:
        ValueError: it is none of these, or more than 10,000 hours.
    """
    if (clock := _CLOCK.fullmatch(text.strip())) is not None:
        minutes = int(clock[1]) * 60 + int(clock[2])
    elif (hours := _HOURS.fullmatch(text.strip())) is not None:
        exact = Decimal(f"{hours[1]}.{hours[2] or 0}") * 60
        minutes = int(exact.to_integral_value(ROUND_HALF_UP))
    elif _FAR_TOO_MANY.fullmatch(text.strip()) is not None:
        minutes = MOST_HOURS * 60 + 1
    else:
        raise ValueError("write hours like 6, 1.5 or 1:30")
    if minutes > MOST_HOURS * 60:
        raise ValueError(f"no step takes more than {MOST_HOURS} hours")
    return minutes


def hours_of(minutes: int) -> float:
    """Minutes as hours, to a hundredth."""
    return round(minutes / 60, 2)

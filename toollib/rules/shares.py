"""Shares that only the members can tell, such as how many would have bought what they borrowed: from none to all."""

import re
from dataclasses import dataclass
from fractions import Fraction

_NUMBER = r"(?:0(?:\.\d{1,6})?|1(?:\.0{1,6})?)"
_SHARE = re.compile(rf"({_NUMBER})(?:\s?-\s?({_NUMBER}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, from `low` to `high` (both from 0 to 1, both inclusive); equal where one figure is known."""

    low: Fraction
    high: Fraction

    @property
    def is_anything(self) -> bool:
        """Whether it says nothing: from none to all."""
        return self.low == 0 and self.high == 1

    def __str__(self) -> str:
        """As it is written in library.yaml: "0.5", "0.3-0.6"."""
        low, high = (f"{float(each):g}" for each in (self.low, self.high))
        return low if low == high else f"{low}-{high}"


NOBODY_ASKED = Share(Fraction(0), Fraction(1))
"""What holds until somebody was asked: from none to all."""


def parse_share(text: str) -> Share:
    """What "0.5" or "0.3-0.6" says.

    Raises:
        ValueError: it is no number from 0 to 1, nor a range of two.
    """
    found = _SHARE.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"a share is a number from 0 to 1, or a range of two such as 0.3-0.6, not {text!r}")
    low = Fraction(found[1])
    high = Fraction(found[2]) if found[2] else low
    if low > high:
        raise ValueError(f"the range {text!r} ends below where it begins")
    return Share(low, high)

"""What lies on the shelf already, to be taken off a list of parts, each thing once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from catalog.quantity import NotAQuantity, Quantity, parse_quantity
from catalog.text import fold

_ENDLESS = None


@dataclass(frozen=True, slots=True)
class Have:
    """Something that is there; without a quantity there is enough of it."""

    part: str
    qty: Quantity | None = None


def read_have(text: str) -> tuple[Have, ...]:
    """A list of what is there: lines such as "6 m Square tube", "12 M3x20 bolt" or just "Paint"; # begins a comment."""
    found = []
    for raw in text.splitlines():
        line = raw.split("#", 1)[0].strip()
        if line:
            found.append(_have(line))
    return tuple(found)


def part_key(part: str) -> str:
    """What two names of parts share if they mean the same part: no case, no accents, single blanks."""
    return re.sub(r"\s+", " ", fold(part)).strip()


class Pool:
    """What is there while a list takes from it; what was taken once is gone."""

    def __init__(self, have: Iterable[Have]) -> None:
        self._there: dict[str, list[Quantity | None]] = {}
        for one in have:
            self._there.setdefault(part_key(one.part), []).append(one.qty)

    def take(self, qty: Quantity | None, *names: str) -> tuple[Quantity | None, bool]:
        """How much is still to get of a part that goes by any of these names, and whether nothing is.

        Of an amount that nobody knows (None) a known amount takes nothing off.
        """
        left = qty
        for key in dict.fromkeys(map(part_key, names)):
            stock = self._there.get(key, [])
            if _ENDLESS in stock:
                return left, True
            for place, there in enumerate(stock):
                if left is not None and there is not None and there.dimension == left.dimension:
                    left, stock[place] = _taken(left, there)
        return left, left is not None and left != qty and left.high == 0


def _taken(need: Quantity, there: Quantity) -> tuple[Quantity, Quantity]:
    """What is still needed, and what is still there; of a range that is there only the lower end counts."""
    here = there.to(need.unit).low
    off = min(here, need.high)
    left = Quantity(max(need.low - off, Fraction(0)), need.high - off, need.unit)
    rest = Quantity(here - off, here - off, need.unit).to(there.unit)
    return left, rest


def _have(line: str) -> Have:
    words = line.split()
    # The longest beginning that reads as a quantity counts: "1 1/2 in dowel" is 1.5 in, not one piece.
    for length in range(min(4, len(words) - 1), 0, -1):
        try:
            return Have(" ".join(words[length:]), parse_quantity(" ".join(words[:length])))
        except NotAQuantity:
            continue
    return Have(line)

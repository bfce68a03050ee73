"""Amounts with units and prices, read by a small grammar of our own and kept exact.

A units library would happily read "14 gal/min at 2300 psi" as nonsense and hang on `9**9**9`; here a quantity is a
number (or a range, or a fraction), then one unit of a fixed list, and nothing else.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from catalog.currencies import DIGITS
from catalog.text import nearest, quote
from catalog.units import METRIC, UNITS, unit_of

# Nine digits before and after the point: enough for anything that is built, too few to be an attack.
_NUMBER = r"(?:\d{1,6} \d{1,6}/\d{1,6}|\d{1,6}/\d{1,6}|\d{1,9}(?:\.\d{1,9})?)"
_UNIT = r"[A-Za-z°%µμΩΩ].{0,39}|1/min"
_QUANTITY = re.compile(rf"({_NUMBER})(?:\s?[-–]\s?({_NUMBER}))?(?:\s?({_UNIT}))?", re.ASCII)
_EXTENT = re.compile(rf"({_NUMBER}(?:\s?[x×]\s?{_NUMBER})+)\s?({_UNIT})", re.ASCII)
_COST = re.compile(r"(\d{1,12}(?:\.\d{1,6})?) ?([A-Za-z]{3})(?: (each|for all)|/(\S{1,20}))?", re.ASCII)

_COMMON = "m, cm, mm, in, ft, m2, l, ml, gal, kg, g, lb, piece, set, pair, pack, sheet, roll, box"


class NotAQuantity(ValueError):
    """The text is no quantity; `code` is the problem's, `hint` the way out."""

    def __init__(self, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact amount, or a range from `low` to `high` (both inclusive), in one unit."""

    low: Fraction
    high: Fraction
    unit: str = "piece"

    @property
    def dimension(self) -> str:
        """What is measured: length, mass, piece, …; only quantities of one dimension can be added or compared."""
        return UNITS[self.unit].dimension

    def to(self, unit: str) -> "Quantity":
        """The same amount in another unit of its dimension."""
        factor = UNITS[self.unit].factor / UNITS[unit].factor
        return Quantity(self.low * factor, self.high * factor, unit)

    def times(self, number: int | Fraction) -> "Quantity":
        """So many of it."""
        return Quantity(self.low * number, self.high * number, self.unit)

    def plus(self, other: "Quantity") -> "Quantity":
        """Both together, in the more telling of their units; they must share a dimension."""
        unit = common_unit(self.unit, other.unit)
        one, two = self.to(unit), other.to(unit)
        return Quantity(one.low + two.low, one.high + two.high, unit)

    def covers(self, need: "Quantity") -> bool:
        """Whether this much is enough where `need` is the least: of its dimension and not below its low end."""
        if self.dimension != need.dimension:
            return False
        return self.low * UNITS[self.unit].factor >= need.low * UNITS[need.unit].factor

    def __str__(self) -> str:
        """As people write it: "6 m", "3-14", "1/3 l"."""
        amount = number_text(self.low)
        if self.low != self.high:
            amount += f"-{number_text(self.high)}"
        return amount if self.unit == "piece" else f"{amount} {self.unit}"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a BOM line costs: `amount` for each one of the line's unit, or per another unit, or for the whole line.

    `per` is "" (each one of the unit in which the quantity stands), "all", or a unit such as "m".
    """

    amount: Decimal
    currency: str
    per: str = ""

    def of_line(self, qty: Quantity | None) -> Decimal | None:
        """The cost of the whole line, unrounded (the upper end of a range counts); None if the quantity is unknown."""
        if self.per == "all":
            return self.amount
        if qty is None or (self.per and UNITS[self.per].dimension != qty.dimension):
            return None
        count = (qty.to(self.per) if self.per else qty).high
        return self.amount * Decimal(count.numerator) / Decimal(count.denominator)

    def __str__(self) -> str:
        """As people write it: "20 USD", "7.34 USD/m", "12.00 USD for all"."""
        per = " for all" if self.per == "all" else f"/{self.per}" if self.per else ""
        return f"{self.amount} {self.currency}{per}"


def parse_quantity(text: str) -> Quantity:
    """What "6 m", "40-50 cm", "1 1/2 in" or "12" says; a bare number counts pieces.

    Raises:
        NotAQuantity: the text is none, or its unit is unknown.
    """
    found = _QUANTITY.fullmatch(text.strip())
    if found is None:
        hint = "a number, then one unit: 6 m, 40-50 cm, 1/2 in, 3 sheet; no sign before it and no comma in it"
        raise NotAQuantity("quantity-wrong", f"{quote(text)} is not a quantity", hint)
    unit = _unit(found[3] or "piece")
    low = _number(found[1])
    high = low if found[2] is None else _number(found[2])
    if low > high:
        hint = "a half goes after a blank: 1 1/2 in"
        raise NotAQuantity("quantity-wrong", f"{quote(text)} ends below its beginning", hint)
    return Quantity(low, high, unit)


def parse_extent(text: str) -> tuple[Quantity, ...]:
    """What "600 x 400 mm" says: several quantities of one unit, largest first; a plain quantity is one of them.

    Raises:
        NotAQuantity: the text is neither.
    """
    found = _EXTENT.fullmatch(text.strip())
    if found is None:
        return (parse_quantity(text),)
    unit = _unit(found[2])
    sides = (_number(side.strip()) for side in re.split("[x×]", found[1]))
    return tuple(Quantity(side, side, unit) for side in sorted(sides, reverse=True))


def covers(have: tuple[Quantity, ...], need: tuple[Quantity, ...]) -> bool:
    """Whether a tool of the extent `have` is large enough for `need`, turned whichever way fits."""
    return len(have) == len(need) and all(one.covers(least) for one, least in zip(have, need, strict=True))


def parse_cost(text: str) -> Cost:
    """What "20 USD", "7.34 USD/m", "8 EUR each" or "12 USD for all" says.

    Raises:
        NotAQuantity: the text is no cost, or its currency or unit is unknown.
    """
    found = _COST.fullmatch(text.strip())
    if found is None:
        hint = (
            "a number and an ISO 4217 code: 20 USD, 7.34 USD/m, 12.00 USD for all; a range belongs in facts"
        )
        raise NotAQuantity("cost-wrong", f"{quote(text)} is not a cost", hint)
    if found[2] not in DIGITS:
        near = nearest(found[2].upper(), DIGITS)
        hint = f"did you mean {quote(near[0])}?" if near else "three capital letters such as EUR"
        raise NotAQuantity("currency-unknown", f"{quote(found[2])} is not a currency code", hint)
    per = "all" if found[3] == "for all" else _unit(found[4]) if found[4] else ""
    return Cost(Decimal(found[1]), found[2], per)


def common_unit(one: str, other: str) -> str:
    """The unit in which a sum of two is told: metric before inch and pound, then the larger metric, the smaller other."""
    if one == other:
        return one
    metric = [unit for unit in (one, other) if unit in METRIC]
    if metric:
        return max(metric, key=lambda unit: UNITS[unit].factor)
    return min((one, other), key=lambda unit: UNITS[unit].factor)


def number_text(number: Fraction) -> str:
    """A number as people write it: a decimal if it ends within nine digits, else a fraction."""
    scaled = number * 10**9
    if scaled.denominator != 1:
        return f"{number.numerator}/{number.denominator}"
    text = f"{Decimal(scaled.numerator).scaleb(-9):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(text: str) -> Fraction:
    if text.isdigit():  # by far the most; no need of the grammar of fractions
        return Fraction(int(text))
    whole, _, part = text.rpartition(" ")
    try:
        return Fraction(part) + int(whole or 0)
    except ZeroDivisionError:
        raise NotAQuantity("quantity-wrong", f"{quote(text)} divides by nothing") from None


def _unit(text: str) -> str:
    unit = unit_of(text)
    if unit is None:
        near = nearest(text, UNITS)
        hint = f"did you mean {quote(near[0])}?" if near else f"common ones: {_COMMON}"
        raise NotAQuantity("unit-unknown", f"{quote(text)} is not a known unit", hint)
    return unit

"""Money as whole minor units of one ISO 4217 currency; floats never touch it."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from catalog.currencies import CURRENT, DIGITS

CURRENCIES = CURRENT
_PLAIN = re.compile(r"\d{1,13}(?:\.(\d+))?\Z", re.ASCII)
# What an amount may be typed with: digits and the signs between them; "1e5" is no way to write money.
_TYPED = re.compile(r"-?[\d.,'’\u066b\u066c\s]{1,40}\Z")
# Beyond this a typed amount is a slip of the scanner, not money; it also keeps sums within 64 bits.
MOST = 10**15


class AmountWrong(ValueError):
    """What was typed is no amount of this currency; the message says why."""


class Amount(int):
    """An amount in minor units. A type of its own so that faces know money from a count."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Currency:
    """One ISO 4217 currency, by its code."""

    code: str

    @property
    def digits(self) -> int:
        """How many decimals its amounts have."""
        return DIGITS[self.code]

    def format(self, amount: int) -> str:
        """The amount in major units as programs read it: "3.00", "-0.50", "300" for a currency without decimals."""
        sign = "-" if amount < 0 else ""
        major, minor = divmod(abs(amount), 10**self.digits)
        return f"{sign}{major}.{minor:0{self.digits}d}" if self.digits else f"{sign}{major}"

    def parse(self, text: str, language: str = "en") -> Amount:
        """The amount that a person typed, as the language writes numbers ("1,50" where it does so).

        Raises:
            AmountWrong: it is no number, negative, or finer than the currency's minor unit.
        """
        typed = text.strip()
        if not _TYPED.match(typed):
            raise AmountWrong(self._advice(typed))
        if found := _PLAIN.match(typed):
            decimals = found[1]
            if (
                decimals is not None
                and len(decimals) == 3
                and self.digits != 3
                and _groups_with_dot(language)
            ):
                raise AmountWrong(self._advice(typed))
            number = Decimal(typed)
        else:
            number = self._localized(typed, language)
        minor = number.scaleb(self.digits)
        if minor != minor.to_integral_value():
            raise AmountWrong(f"“{typed}” is finer than {self.code} allows ({self.digits} decimals)")
        if not 0 <= minor <= MOST:
            raise AmountWrong(f"“{typed}” is out of range: an amount is not negative and not that large")
        return Amount(int(minor))

    def _localized(self, typed: str, language: str) -> Decimal:
        """What babel reads, grouping checked; imported here since few amounts need it."""
        from babel import UnknownLocaleError
        from babel.numbers import NumberFormatError, get_group_symbol, parse_decimal

        locale = language.replace("-", "_")
        try:
            if get_group_symbol(locale).isspace():  # people type the blank of the keyboard
                typed = re.sub(r"\s", get_group_symbol(locale), typed)
            number = parse_decimal(typed, locale=locale, strict=True)
        except (NumberFormatError, InvalidOperation, UnknownLocaleError, ValueError) as error:
            raise AmountWrong(self._advice(typed)) from error
        if not number.is_finite():
            raise AmountWrong(self._advice(typed))
        return number

    def _advice(self, typed: str) -> str:
        return f"“{typed[:20]}” is no amount of {self.code}; write it like {self.format(1250)}"


def _groups_with_dot(language: str) -> bool:
    """Whether "1.005" would mean a thousand and five there: then it is asked again, never guessed."""
    from babel import UnknownLocaleError
    from babel.numbers import get_group_symbol

    try:
        return get_group_symbol(language.replace("-", "_")) == "."
    except (UnknownLocaleError, ValueError):
        return False

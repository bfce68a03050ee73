"""What lateness costs, and money as people type it, for every currency of ISO 4217."""

from decimal import Decimal

import iso4217
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toollib.rules.fees import late_charge
from toollib.rules.money import CURRENCIES, MOST, Amount, AmountWrong, Currency

GBP, JPY, KWD = Currency("GBP"), Currency("JPY"), Currency("KWD")
AMOUNTS = st.integers(0, MOST)
LIMITS = st.none() | st.integers(0, 100_000)


@given(st.integers(-5, 3000), st.integers(-10, 10_000), st.integers(0, 10), LIMITS, LIMITS)
def test_a_charge_keeps_below_cap_and_price_and_never_is_a_gift(
    days: int, rate: int, free: int, cap: int | None, price: int | None
) -> None:
    charge = late_charge(days, rate, free=free, cap=cap, price=price)
    assert charge >= 0
    assert cap is None or charge <= cap
    assert price is None or charge <= price
    assert charge <= max(0, days - free) * max(0, rate)
    later = late_charge(days + 1, rate, free=free, cap=cap, price=price)
    assert charge <= later
    if days <= free:
        assert charge == 0


def test_what_is_below_every_limit_is_charged_in_full() -> None:
    assert late_charge(3, 200, free=1, cap=2000, price=8000) == 400
    assert late_charge(30, 200, cap=2000, price=1500) == 1500
    assert late_charge(30, 200, cap=2000, price=8000) == 2000
    assert late_charge(30, 200) == 6000


def test_currencies_and_their_decimals_are_those_of_iso_4217() -> None:
    # Precious metals, test codes and the like have no decimals at all in the list: nobody pays a charge in gold.
    known = {each.code: each.exponent for each in iso4217.Currency if each.exponent is not None}
    assert {code: Currency(code).digits for code in CURRENCIES} == known


def test_what_is_formatted_reads_back() -> None:
    for currency in map(Currency, sorted(CURRENCIES)):
        for amount in (0, 1, 5, 99, 100, 101, 12_345, MOST):
            assert currency.parse(currency.format(amount)) == amount, currency
            assert Decimal(currency.format(amount)).scaleb(currency.digits) == amount, currency


@given(st.sampled_from(sorted(CURRENCIES)), AMOUNTS)
def test_every_amount_reads_back_in_every_currency(code: str, amount: int) -> None:
    assert Currency(code).parse(Currency(code).format(amount)) == Amount(amount)


@given(st.integers(-MOST, MOST))
def test_below_zero_shows_its_sign_once(amount: int) -> None:
    shown = GBP.format(amount)
    assert Decimal(shown).scaleb(2) == amount
    assert shown.startswith("-") == (amount < 0)


@given(st.text(max_size=20))
@example("1e5")
@example("٣٫٥")
@example("½")
@example("١٬٢٣٤")
@example("1_000")
@example("NaN")
@example("-0")
@example("1'000.50")
def test_no_text_is_more_than_wrong(text: str) -> None:
    for currency in (GBP, JPY, KWD):
        for language in ("en", "de", "fr-CH", "ar", "xx"):
            try:
                amount = currency.parse(text, language)
            except AmountWrong:
                continue
            assert 0 <= amount <= MOST


@pytest.mark.parametrize(
    ("text", "language", "minor"),
    [
        ("3", "en", 300),
        ("3.00", "en", 300),
        (" 3.5 ", "en", 350),
        ("1,234.50", "en", 123_450),
        ("1,50", "de", 150),
        ("1.234,50", "de", 123_450),
        ("1.50", "de", 150),
        ("1 234,50", "fr", 123_450),
        ("1\u202f234,50", "fr", 123_450),
        ("0.1", "en", 10),
        ("007", "en", 700),
    ],
)
def test_an_amount_is_read_as_the_language_writes_it(text: str, language: str, minor: int) -> None:
    assert GBP.parse(text, language) == minor


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("1.005", "en"),
        ("1.005", "de"),
        ("1,50", "en"),
        ("1,23,4.5", "en"),
        ("", "en"),
        ("-1", "en"),
        ("£3", "en"),
        ("3 GBP", "en"),
        ("1e3", "en"),
        ("9" * 30, "en"),
    ],
)
def test_what_is_no_amount_is_asked_again(text: str, language: str) -> None:
    with pytest.raises(AmountWrong):
        GBP.parse(text, language)


def test_each_currency_has_its_decimals() -> None:
    assert JPY.parse("300") == 300
    assert JPY.format(300) == "300"
    assert KWD.parse("1.005") == 1005
    assert KWD.format(1005) == "1.005"
    with pytest.raises(AmountWrong, match="finer than JPY allows"):
        JPY.parse("1.5")
    assert GBP.parse("0.1") + GBP.parse("0.2") == GBP.parse("0.30")

from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import iso4217
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.currencies import DIGITS, major
from catalog.quantity import (
    Cost,
    NotAQuantity,
    Quantity,
    covers,
    number_text,
    parse_cost,
    parse_extent,
    parse_quantity,
)
from catalog.units import UNITS, unit_of


def q(number: str, unit: str, high: str | None = None) -> Quantity:
    return Quantity(Fraction(number), Fraction(high or number), unit)


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("4", q("4", "piece")),
        ("6 m", q("6", "m")),
        ("2m", q("2", "m")),
        ("1.828 m", q("1.828", "m")),
        ("1/2 in", q("1/2", "in")),
        ("1 1/2 in", q("3/2", "in")),
        ("40-50 cm", q("40", "cm", "50")),
        ("3 – 14", q("3", "piece", "14")),
        ("3 sheets", q("3", "sheet")),
        ("2 boxes", q("2", "box")),
        ("2 m²", q("2", "m2")),
        ("300 µm", q("300", "um")),
        ("25 N m", q("25", "N·m")),
        ("60 1/min", q("60", "1/min")),
        ("200 °C", q("200", "°C")),
    ],
)  # fmt: skip
def test_a_number_then_one_unit(text: str, quantity: Quantity) -> None:
    assert parse_quantity(text) == quantity


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "quantity-wrong"),
        ("some", "quantity-wrong"),
        ("-4 m", "quantity-wrong"),
        ("1,5 m", "quantity-wrong"),
        ("1e9 m", "unit-unknown"),
        ("9**9**9", "quantity-wrong"),
        ("14 gal/min at 2300 psi", "unit-unknown"),
        ("5 metres long", "unit-unknown"),
        ("1/0 m", "quantity-wrong"),
        ("5-3 m", "quantity-wrong"),
        pytest.param("9" * 100_000, "quantity-wrong", id="digits"),
        pytest.param("1 " + "x" * 100_000, "quantity-wrong", id="letters"),
        ("٤ m", "quantity-wrong"),
    ],
)
def test_nothing_else_is_a_quantity(text: str, code: str) -> None:
    with pytest.raises(NotAQuantity) as caught:
        parse_quantity(text)
    assert caught.value.code == code


def test_a_mistyped_unit_names_the_nearest() -> None:
    with pytest.raises(NotAQuantity) as caught:
        parse_quantity("5 peice")
    assert caught.value.hint == "did you mean `piece`?"


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [("6 m", "500 mm", "6.5 m"), ("2 in", "10 mm", "60.8 mm"), ("1 ft", "1 in", "13 in"), ("2 kg", "1 lb", "2.45359237 kg"),
     ("3-14", "2", "5-16"), ("1 l", "1 gal", "4.785411784 l")],
)  # fmt: skip
def test_sums_are_exact_over_units_of_one_dimension(one: str, other: str, both: str) -> None:
    assert str(parse_quantity(one).plus(parse_quantity(other))) == both


units = st.sampled_from(sorted(UNITS))


@given(st.fractions(0, 10**6, max_denominator=1000), units, units)
def test_there_and_back_in_another_unit_is_the_same(number: Fraction, one: str, other: str) -> None:
    if UNITS[one].dimension == UNITS[other].dimension:
        assert Quantity(number, number, one).to(other).to(one) == Quantity(number, number, one)


@given(st.decimals(0, 10**6, places=4), units)
def test_what_is_written_is_read_again(number: Decimal, unit: str) -> None:
    quantity = Quantity(Fraction(number), Fraction(number), unit)
    assert parse_quantity(str(quantity)) == quantity


@given(st.text(max_size=30))
def test_no_text_raises_anything_else(text: str) -> None:
    for parse in (parse_quantity, parse_extent, parse_cost):
        with suppress(NotAQuantity):
            parse(text)


def test_a_third_stays_a_third() -> None:
    assert number_text(Fraction(1, 3)) == "1/3"


@pytest.mark.parametrize(
    ("have", "need", "enough"),
    [("200 A", "180 A", True), ("150 A", "180 A", False), ("13 mm", "1/2 in", True), ("12 mm", "1/2 in", False),
     ("400 x 600 mm", "60 x 40 cm", True), ("500 x 500 mm", "600 x 400 mm", False), ("1 kW", "180 A", False),
     ("600 mm", "600 x 400 mm", False)],
)  # fmt: skip
def test_a_tool_is_large_enough_or_not(have: str, need: str, *, enough: bool) -> None:
    assert covers(parse_extent(have), parse_extent(need)) is enough


@pytest.mark.parametrize(
    ("cost", "qty", "line"),
    [("20 USD", "6 m", "120"), ("7.34 USD/m", "50 cm", "3.67"), ("12.00 USD for all", "20 ft", "12.00"), ("2 EUR each", "4", "8"),
     ("1 USD", "3-14", "14"), ("5 USD/kg", "2 m", None), ("5 USD", None, None), ("5 USD for all", None, "5")],
)  # fmt: skip
def test_the_cost_of_a_line(cost: str, qty: str | None, line: str | None) -> None:
    amount = parse_cost(cost).of_line(None if qty is None else parse_quantity(qty))
    assert amount == (None if line is None else Decimal(line))


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [("5 usd", "currency-unknown", "did you mean `USD`?"), ("about 5 EUR", "cost-wrong", None), ("5", "cost-wrong", None),
     ("5 USD/furlong", "unit-unknown", None), ("-5 USD", "cost-wrong", None), ("$5", "cost-wrong", None)],
)  # fmt: skip
def test_nothing_else_is_a_cost(text: str, code: str, hint: str | None) -> None:
    with pytest.raises(NotAQuantity) as caught:
        parse_cost(text)
    assert caught.value.code == code
    assert hint in (None, caught.value.hint)


def test_a_cost_is_written_as_it_is_read() -> None:
    for text in ("20 USD", "7.34 USD/m", "12.00 USD for all"):
        assert str(parse_cost(text)) == text
    assert parse_cost("8 EUR each") == Cost(Decimal(8), "EUR")


def test_amounts_have_the_decimals_of_their_currency() -> None:
    assert major(Decimal("1.982"), "USD") == "1.98"
    assert major(Decimal("2.005"), "USD") == "2.01"
    assert major(Decimal("7.5"), "JPY") == "8"
    assert major(Decimal("1.2345"), "KWD") == "1.235"


def test_the_currencies_are_those_of_the_standard() -> None:
    listed = {
        currency.code: currency.exponent for currency in iso4217.Currency if currency.exponent is not None
    }
    assert {code: DIGITS[code] for code in listed if code in DIGITS} == listed
    assert set(DIGITS) - set(listed) <= {"ANG", "BGN", "CUC", "HRK", "SLL", "VEF", "ZWL"}


def test_every_unit_is_known_by_its_name_and_none_is_nothing() -> None:
    assert all(unit_of(name) == name for name in UNITS)
    assert all(unit.factor > 0 for unit in UNITS.values())
    assert unit_of("ms") == "ms"
    assert unit_of("ins") is None

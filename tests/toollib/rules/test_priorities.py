"""What to get next: the sum that is printed, and more of anything that speaks for a thing never puts it lower."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toollib.rules.priorities import Parts, Weights, against, score, typical

COUNTS = ("wishes", "refused", "holds", "searches", "unlocks")
counts = st.integers(0, 10_000)
prices = st.integers(0, 10**12)
weights = st.builds(
    Weights, *[st.decimals(0, 1000, places=2, allow_nan=False, allow_infinity=False) for _ in range(6)]
)
parts = st.builds(
    Parts, counts, counts, counts, counts, counts, st.decimals(-1, 0, places=2, allow_nan=False)
)


@given(parts, weights, st.sampled_from(COUNTS), st.integers(1, 100))
def test_more_of_what_speaks_for_it_never_puts_it_lower(
    some: Parts, weigh: Weights, part: str, more: int
) -> None:
    grown = replace(some, **{part: getattr(some, part) + more})
    assert score(grown, weigh) - score(some, weigh) == weigh.by_part()[part] * more


@given(prices, prices, st.integers(1, 10**9), parts, weights)
def test_a_dearer_one_never_stands_higher(
    one: int, other: int, middle: int, some: Parts, weigh: Weights
) -> None:
    cheap, dear = sorted((one, other))
    low, high = against(dear, middle), against(cheap, middle)
    assert -1 <= low <= high <= 0
    assert score(replace(some, price=low), weigh) <= score(replace(some, price=high), weigh)


@given(parts, weights)
def test_the_score_is_the_sum_that_is_printed(some: Parts, weigh: Weights) -> None:
    assert score(some, weigh) == sum(weight * getattr(some, name) for name, weight in weigh.by_part().items())


def test_the_typical_price_speaks_half_against_it_and_so_does_one_nobody_knows() -> None:
    assert against(4000, 4000) == against(None, 4000) == Decimal("-0.50")
    assert against(0, 4000) == 0
    assert against(12000, 4000) == Decimal("-0.75")


def test_without_any_price_none_counts() -> None:
    assert typical([]) is None
    assert against(None, None) == against(500, None) == 0


@given(st.lists(prices, min_size=1))
def test_half_of_the_prices_are_no_higher_than_the_typical_one(some: list[int]) -> None:
    middle = typical(some)
    assert middle is not None
    assert sum(each <= middle for each in some) * 2 >= len(some)
    assert sum(each >= middle for each in some) * 2 >= len(some)


def test_every_weight_has_its_part() -> None:
    assert set(Weights().by_part()) == {*COUNTS, "price"}
    assert len({*Weights(*map(Decimal, range(1, 7))).by_part().values()}) == 6


def test_a_weight_below_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="hold"):
        Weights(hold=Decimal(-1))


def test_nothing_wanted_is_told() -> None:
    assert not Parts(price=Decimal("-0.5")).wanted
    assert Parts(searches=1).wanted


def test_of_two_prices_the_lower_is_the_typical_one() -> None:
    """No price is made up, and a single dear thing makes nothing look cheap."""
    assert typical([100, 900]) == 100
    assert typical([100, 200, 900, 901]) == 200

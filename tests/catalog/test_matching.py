from collections.abc import Mapping, Sequence
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from catalog.matching import cheapest_matching

few_offers = st.lists(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 9), max_size=3), max_size=3)
offers = st.lists(st.dictionaries(st.sampled_from("abcde"), st.integers(0, 9), max_size=5), max_size=5)


def served_and_cost(offers: Sequence[Mapping[str, int]], takes: Sequence[str | None]) -> tuple[int, int]:
    pairs = [(left, right) for left, right in enumerate(takes) if right is not None]
    return len(pairs), sum(offers[left][right] for left, right in pairs)


def best_by_trying_all(offers: Sequence[Mapping[str, int]]) -> tuple[int, int]:
    best = (0, 0)
    for takes in product(*[[None, *offer] for offer in offers]):
        taken = [right for right in takes if right is not None]
        if len(taken) == len(set(taken)):
            served, cost = served_and_cost(offers, takes)
            best = max(best, (served, -cost))
    return best[0], -best[1]


@given(offers)
def test_it_serves_as_many_as_can_be_at_the_least_cost(offers: list[dict[str, int]]) -> None:
    takes = cheapest_matching(offers)
    taken = [right for right in takes if right is not None]
    assert len(taken) == len(set(taken))
    assert all(right is None or right in offer for right, offer in zip(takes, offers, strict=True))
    assert served_and_cost(offers, takes) == best_by_trying_all(offers)


def test_one_gives_way_so_that_both_are_served() -> None:
    assert cheapest_matching([{"a": 1, "b": 5}, {"a": 1}]) == ["b", "a"]


@given(few_offers, few_offers)
def test_who_comes_after_is_served_by_what_costs_the_first_nothing(
    first: list[dict[str, int]], after: list[dict[str, int]]
) -> None:
    takes = cheapest_matching(first, after)
    taken = [right for right in takes if right is not None]
    assert len(taken) == len(set(taken))

    def worth(some: Sequence[str | None]) -> tuple[int, int, int, int]:
        one, other = (
            served_and_cost(offers, part)
            for offers, part in ((first, some[: len(first)]), (after, some[len(first) :]))
        )
        return one[0], -one[1], other[0], -other[1]

    every = product(*[[None, *offer] for offer in (*first, *after)])
    fair = (some for some in every if len(set(some) - {None}) == sum(right is not None for right in some))
    assert worth(takes) == max(map(worth, fair))

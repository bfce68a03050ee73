from hypothesis import given
from hypothesis import strategies as st

from catalog.mutual import mutual

items = st.lists(st.integers(0, 5), max_size=3)
waiting = st.dictionaries(st.integers(0, 7), st.lists(items, min_size=1, max_size=3), max_size=8)
made = st.lists(st.lists(st.integers(0, 5), max_size=2), min_size=8, max_size=8)


def by_hand(waits: dict[int, list[list[int]]], makes: list[list[int]]) -> set[int]:
    """Take out who lacks something, look at everybody again, until nothing changes."""
    kept = set(waits)
    while True:
        there = {item for one in kept for item in makes[one]}
        left = {one for one in kept if all(there & set(options) for options in waits[one])}
        if left == kept:
            return kept
        kept = left


@given(waiting, made)
def test_the_group_is_that_of_the_plainest_reading(
    waits: dict[int, list[list[int]]], makes: list[list[int]]
) -> None:
    assert mutual(waits, makes) == by_hand(waits, makes)


def test_a_chain_of_which_the_last_lacks_something_is_no_group() -> None:
    """Taken out one by one: looking at all of them again for each would not end today."""
    long = 100_000
    waits = {n: [[n + 1]] for n in range(long)}
    assert mutual(waits, [[n] for n in range(long)]) == set()

"""Reservations: what `deal` finds, brute force finds, and the other way round."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from toollib.rules.calendar import Asked, Claim, Span, apart, clash, deal, fits, kept, overlap

START = date(2026, 12, 5)
Taken = dict[int, list[Span]]


def day(number: int) -> date:
    return START + timedelta(days=number)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first = draw(st.integers(0, 9))
    return day(first), day(first + draw(st.integers(0, 4)))


@st.composite
def shelves(draw: st.DrawFn) -> tuple[list[Claim], Taken]:
    copies = draw(st.integers(1, 3))
    taken: Taken = {copy: draw(st.lists(spans(), max_size=2)) for copy in range(copies)}
    claims = [
        Claim(number, *span, draw(st.sampled_from([None, None, *range(copies), 9])))
        for number, span in enumerate(draw(st.lists(spans(), max_size=5)))
    ]
    return claims, taken


def ways(claims: list[Claim], taken: Taken) -> Iterator[tuple[int, ...]]:
    """Every way to deal out copies that is in nobody's way."""
    for way in product(taken, repeat=len(claims)):
        pairs = list(zip(claims, way, strict=True))
        right = all(claim.copy in {None, copy} for claim, copy in pairs)
        there = all(not clash(claim.span, span) for claim, copy in pairs for span in taken[copy])
        apart = all(
            copy != other or not clash(claim.span, later.span)
            for number, (claim, copy) in enumerate(pairs)
            for later, other in pairs[number + 1 :]
        )
        if right and there and apart:
            yield way


@given(shelves())
def test_dealt_if_and_only_if_there_is_a_way(case: tuple[list[Claim], Taken]) -> None:
    claims, taken = case
    found = deal(claims, taken)
    assert (found is not None) == (next(ways(claims, taken), None) is not None)
    if found is not None:
        assert tuple(found[claim.id] for claim in claims) in set(ways(claims, taken))


@given(shelves())
def test_the_kept_can_be_kept_and_no_other_could_join(case: tuple[list[Claim], Taken]) -> None:
    claims, taken = case
    good = kept(claims, taken)
    assert deal(good, taken) is not None
    for each in claims:
        if each not in good:
            earlier = [one for one in good if one.id < each.id]
            assert deal([*earlier, each], taken) is None


@given(shelves(), spans())
def test_lending_what_fits_breaks_nothing(case: tuple[list[Claim], Taken], span: Span) -> None:
    claims, taken = case
    for copy in taken:
        after = {**taken, copy: [*taken[copy], span]}
        breaks = not set(kept(claims, taken)) <= set(kept(claims, after))
        away = any(overlap(span, each) for each in taken[copy])
        assert fits(claims, taken, Asked(copy, span)) == (not away and not breaks)


@given(shelves(), spans(), st.sets(st.integers(0, 4)), st.none() | st.integers(0, 4))
def test_a_borrower_may_break_claims_of_their_own_but_nobody_elses(
    case: tuple[list[Claim], Taken], span: Span, own: set[int], collects: int | None
) -> None:
    claims, taken = case
    gone = collects if collects in own else None
    for copy in taken:
        if fits(claims, taken, Asked(copy, span, frozenset(own), gone)):
            left = [each for each in claims if each.id != gone]
            after = {each.id for each in kept(left, {**taken, copy: [*taken[copy], span]})}
            assert {each.id for each in kept(claims, taken)} - own <= after


def test_claims_touch_but_do_not_overlap() -> None:
    assert not clash((day(0), day(4)), (day(4), day(7)))
    assert clash((day(0), day(4)), (day(3), day(7)))
    assert clash((day(2), day(2)), (day(2), day(2)))
    assert clash((day(2), day(2)), (day(1), day(3)))
    assert clash((day(2), day(2)), (day(2), day(5)))
    assert not clash((day(2), day(5)), (day(5), day(5)))


def test_the_copy_is_chosen_as_late_as_possible() -> None:
    """Two copies, one away until day 5: the claim of day 3 gets the other, whatever was promised before."""
    claims = [Claim(1, day(6), day(8)), Claim(2, day(3), day(7))]
    assert deal(claims, {1: [(day(0), day(5))], 2: []}) == {1: 1, 2: 2}


def test_many_claims_on_many_copies_are_dealt_quickly() -> None:
    claims = [Claim(number, day(number % 60), day(number % 60 + 5)) for number in range(300)]
    dealt = deal(claims, {copy: [] for copy in range(30)})
    assert dealt is not None


@given(st.lists(spans(), max_size=12))
def test_claims_of_different_groups_never_clash(some: list[Span]) -> None:
    claims = [Claim(number, *span) for number, span in enumerate(some)]
    groups = apart(claims)
    assert sorted((each for group in groups for each in group), key=lambda each: each.id) == claims
    for number, group in enumerate(groups):
        for later in groups[number + 1 :]:
            assert not any(clash(one.span, other.span) for one in group for other in later)
        for place in range(1, len(group)):  # and none could be parted further
            assert any(clash(group[place].span, before.span) for before in group[:place])


def test_more_claims_at_once_than_a_recursion_goes_deep() -> None:
    many = [Claim(number, day(0), day(7)) for number in range(1_200)]
    shelf: Taken = {copy: [] for copy in range(1_200)}
    assert len(set((deal(many, shelf) or {}).values())) == 1_200
    assert deal([*many, Claim(1_200, day(1), day(2))], shelf) is None


def test_what_cannot_be_kept_next_year_is_found_as_quickly_as_today() -> None:
    """A copy is lost; of nine hundred claims on the others, week by week, one a week cannot be kept."""
    claims = [Claim(number, day(7 * (number // 10)), day(7 * (number // 10) + 7)) for number in range(900)]
    good = kept(claims, {copy: [] for copy in range(9)})
    assert [each.id for each in claims if each not in set(good)] == list(range(9, 900, 10))

"""The figures of the impact report, by hand and by what must hold whatever was lent."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toollib.rules.impact import Assumed, Assumptions, Copies, Figure, Lent, NotCounted, People, figures
from toollib.rules.money import Amount
from toollib.rules.shares import NOBODY_ASKED, Share, parse_share

HALF = Share(Fraction(1, 2), Fraction(1, 2))
ASSUMED = Assumptions(
    Assumed(Share(Fraction(3, 10), Fraction(6, 10)), "our survey"),
    Assumed(Share(Fraction(8, 10), Fraction(8, 10)), "a guess"),
)
PEOPLE = People(members=30, joined=10, asked=8, no_access_before=4)
COPIES = Copies(at_end=12, in_period=15, members_own=2)
GRINDER = Lent(1, "member", 10, 4, 8000, Fraction(2), members_own=False)
TAPE = Lent(2, "member", 3, 2, None, None, members_own=True)
BY_STAFF = Lent(1, "staff", 5, 1, 8000, Fraction(2), members_own=False)
BY_OWNER = Lent(2, "owner", 7, 1, 500, None, members_own=True)
ALL = (GRINDER, TAPE, BY_STAFF, BY_OWNER)


def named(*lent: Lent, assumed: Assumptions = ASSUMED) -> dict[str, Figure]:
    return {each.code: each for each in figures(lent, PEOPLE, COPIES, assumed)}


def ends(figure: Figure) -> tuple[object, object]:
    return figure.low, figure.high


def test_a_year_worked_by_hand() -> None:
    found = named(*ALL)
    assert {code: ends(each) for code, each in found.items()} == {
        "loans": (18, 18),  # 10 + 3 to members, 5 to staff
        "loans-per-tool": (1.2, 1.2),  # 18 / 15
        "members-per-copy": (2.5, 2.5),  # 30 / 12
        "first-access": (4, 6),  # 4 said so, 2 were not asked
        "purchases-avoided": (1.8, 3.6),  # 6 first loans
        "purchases-per-copy": (0.12, 0.24),  # / 15
        "money-spared": (Amount(9600), Amount(19200)),  # 4 x 80.00
        "money-kept-local": (Amount(7680), Amount(15360)),  # x 0.8
        "mass-not-bought": (2.4, 4.8),  # 4 x 2 kg
    }
    assert found["loans"].not_counted == (NotCounted("loans of a tool to its own owner", 7),)
    assert found["purchases-avoided"].not_counted == (
        NotCounted("further loans of a kind that the member had before", 7),
        NotCounted("first loans of a kind by staff", 1),
    )
    assert found["money-spared"].not_counted == (NotCounted("first loans of tools without a known price", 2),)


def test_every_input_has_a_source_and_a_share_its_own() -> None:
    for figure in named(*ALL).values():
        assert figure.inputs
        assert all(each.source for each in figure.inputs)
    sources = {each.name: each.source for each in named(*ALL)["money-kept-local"].inputs}
    assert sources["share that would have bought"] == "our survey"
    assert sources["share of a purchase that would have left town"] == "a guess"


def test_where_nobody_was_asked_the_bounds_are_nothing_and_all() -> None:
    found = named(*ALL, assumed=Assumptions())
    assert ends(found["purchases-avoided"]) == (0, 6)
    assert ends(found["money-kept-local"]) == (Amount(0), Amount(32000))
    assert found["purchases-avoided"].inputs[1].source == "nobody was asked: from none to all"
    unnamed = named(GRINDER, assumed=Assumptions(Assumed(HALF), Assumed(HALF)))
    assert unnamed["purchases-avoided"].inputs[1].source == "library.yaml, which names no source"


def test_what_is_unknown_is_not_nought() -> None:
    found = named(TAPE)
    assert ends(found["money-spared"]) == ends(found["mass-not-bought"]) == (None, None)
    empty = figures([], replace_people(asked=0), Copies(0, 0, 0), ASSUMED)
    unknown = {each.code for each in empty if each.low is None}
    assert {"first-access", "loans-per-tool", "members-per-copy", "purchases-per-copy"} <= unknown


def replace_people(asked: int) -> People:
    return PEOPLE._replace(asked=asked, no_access_before=0)


def test_the_docs_tell_every_formula() -> None:
    page = (Path(__file__).parents[3] / "docs" / "impact.md").read_text(encoding="utf-8")
    for each in named(*ALL).values():
        assert f"| `{each.code}` | {each.formula} |" in page


def test_the_arithmetic_that_the_docs_check() -> None:
    page = (Path(__file__).parents[3] / "docs" / "impact.md").read_text(encoding="utf-8")
    whole = 15_000 * 8_485
    for amount in (whole, whole * 84 // 100, whole * 80 // 100):
        assert f"| {amount:,} |" in page


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("0", 0, 0), ("1", 1, 1), ("0.5", 0.5, 0.5), ("0.25-0.75", 0.25, 0.75), ("0 - 1.0", 0, 1)],
)
def test_shares(text: str, low: float, high: float) -> None:
    share = parse_share(text)
    assert (float(share.low), float(share.high)) == (low, high)
    assert parse_share(str(share)) == share


@pytest.mark.parametrize("text", ["", "1.1", "-0.5", "50 %", "0.6-0.3", "half", "1e-1", "0.5-", "nan", "0,5"])
def test_no_shares(text: str) -> None:
    with pytest.raises(ValueError, match=r"a share is a number|ends below"):
        parse_share(text)


def test_an_unsaid_share_is_anything() -> None:
    assert NOBODY_ASKED.is_anything
    assert not HALF.is_anything


shares = st.tuples(st.fractions(0, 1), st.fractions(0, 1)).map(lambda two: Share(min(two), max(two)))
assumptions = st.builds(Assumptions, st.builds(Assumed, shares), st.builds(Assumed, shares))


@st.composite
def lendings(draw: st.DrawFn) -> Lent:
    loans = draw(st.integers(1, 50))
    return Lent(
        draw(st.integers(1, 5)),
        draw(st.sampled_from(["member", "staff", "owner"])),
        loans,
        draw(st.integers(0, loans)),
        draw(st.none() | st.integers(0, 10**6)),
        draw(st.none() | st.fractions(0, 100)),
        members_own=draw(st.booleans()),
    )


@given(st.lists(lendings(), max_size=8), assumptions)
def test_low_is_never_above_high_nor_a_part_above_its_whole(lent: list[Lent], assumed: Assumptions) -> None:
    found = named(*lent, assumed=assumed)
    for each in found.values():
        assert each.low is None or each.high is None or 0 <= each.low <= each.high
    firsts = sum(each.firsts for each in lent if each.borrower == "member")
    high = found["purchases-avoided"].high
    assert high is not None
    assert high <= firsts
    spared, local = found["money-spared"].high, found["money-kept-local"].high
    assert (spared is None) == (local is None)
    assert spared is None or local is None or local <= spared


@given(st.lists(lendings(), max_size=8), assumptions, st.randoms(use_true_random=False))
def test_neither_order_nor_what_does_not_count_matters(
    lent: list[Lent], assumed: Assumptions, random: "object"
) -> None:
    mixed = list(lent)
    random.shuffle(mixed)  # type: ignore[attr-defined] # Hypothesis gives a Random
    assert figures(mixed, PEOPLE, COPIES, assumed) == figures(lent, PEOPLE, COPIES, assumed)
    only = [each for each in lent if each.borrower == "member"]
    for code in ("purchases-avoided", "money-spared", "money-kept-local", "mass-not-bought"):
        assert ends(named(*lent, assumed=assumed)[code]) == ends(named(*only, assumed=assumed)[code])


@given(st.lists(lendings(), max_size=6), lendings(), assumptions)
def test_more_lending_never_spares_less(lent: list[Lent], more: Lent, assumed: Assumptions) -> None:
    before, after = named(*lent, assumed=assumed), named(*lent, more, assumed=assumed)
    for code in ("loans", "purchases-avoided", "money-spared", "money-kept-local", "mass-not-bought"):
        for one, other in zip(ends(before[code]), ends(after[code]), strict=True):
            assert one is None or one <= other  # type: ignore[operator]


def test_a_loan_counts_where_it_belongs_only() -> None:
    """One first loan more of the grinder: one purchase more, 80.00 more, 2 kg more, and nothing else moves."""
    full = Assumptions(Assumed(Share(Fraction(1), Fraction(1))), Assumed(Share(Fraction(1), Fraction(1))))
    before, after = (
        named(*ALL, assumed=full),
        named(GRINDER._replace(loans=11, firsts=5), *ALL[1:], assumed=full),
    )
    moved = {
        code: (before[code].low, after[code].low) for code in before if before[code].low != after[code].low
    }
    assert moved == {
        "loans": (18, 19), "loans-per-tool": (1.2, 1.27), "purchases-avoided": (6, 7), "purchases-per-copy": (0.4, 0.47),
        "money-spared": (32000, 40000), "money-kept-local": (32000, 40000), "mass-not-bought": (8, 10),
    }  # fmt: skip

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.bom import Have, cost_of, parts_list, read_have
from catalog.design import Design
from catalog.quantity import parse_quantity
from catalog.reader import read_design
from tests.catalog.examples import NEEDED


def design(id: str, *parts: str) -> Design:  # noqa: A002
    listed = "\n".join(f"  - {part}" for part in parts)
    reading = read_design(NEEDED + f"parts:\n{listed}\n", id=id, file=f"{id}.yaml")
    assert reading.problems == ()
    assert reading.design is not None
    return reading.design


def lines(*designs: tuple[Design, int], among: Iterable[Design] = (), have: str = "") -> list[str]:
    """The list as one text a line: quantity, part, cost."""
    found = {each.id: each for each in among}
    listed = parts_list(designs, explode=found.get if found else None, have=read_have(have))
    told = []
    for line in listed.lines:
        cost = line.to_json()["cost"]
        price = f" {cost['amount']} {cost['currency']}" if isinstance(cost, dict) else ""
        told.append(f"{line.qty if line.qty is not None else '?'} {line.part}{price}")
    return told


def test_one_line_is_as_it_is_written() -> None:
    press = design(
        "press",
        "{part: Square tube, qty: 6 m, cost: 20 USD}",
        "4 M12x40 bolt",
        "{part: Gusset, qty: unknown}",
    )
    assert lines((press, 1)) == ["6 m Square tube 120.00 USD", "4 M12x40 bolt", "? Gusset"]
    assert lines((press, 2)) == ["12 m Square tube 240.00 USD", "8 M12x40 bolt", "? Gusset"]


def test_the_json_is_that_of_the_contract() -> None:
    press = design(
        "press", "{part: Tube, qty: 1.5 m, cost: 20 USD}", "{part: Gusset, qty: unknown}", "3 Bolt"
    )
    answer: dict[str, Any] = parts_list([(press, 1)]).to_json()
    assert answer["lines"][0] == {
        "part": "Tube", "qty": 1.5, "qty_low": 1.5, "unit": "m", "cost": {"amount": "30.00", "currency": "USD"},
        "from_designs": ["press"], "optional": False, "make": None,
    }  # fmt: skip
    assert (answer["lines"][1]["qty"], answer["lines"][1]["unit"]) == (None, None)
    assert answer["totals"] == [{"amount": "30.00", "currency": "USD"}]
    assert (answer["unknown_costs"], answer["unknown_quantities"]) == (2, 1)


def test_like_parts_are_added_over_units() -> None:
    one = design("one", "{part: Square tube, qty: 2 m, cost: 5 USD}", "{part: Rod, qty: 2 in}", "3 bolt")
    two = design(
        "two", "{part: 'SQUARE  tube', qty: 500 mm, cost: 5 USD/m}", "{part: Rod, qty: 10 mm}", "2 Bolt"
    )
    assert lines((one, 1), (two, 2)) == ["3 m Square tube 15.00 USD", "70.8 mm Rod", "7 bolt"]


def test_what_cannot_be_added_stays_apart() -> None:
    one = design(
        "one",
        "{part: Sheet steel, qty: 2 sheet}",
        "{part: Sheet steel, qty: 1 m2}",
        "{part: Sheet steel, qty: unknown}",
    )
    assert lines((one, 1)) == ["2 sheet Sheet steel", "1 m2 Sheet steel", "? Sheet steel"]


def test_a_part_that_a_design_makes_gives_way_to_its_parts() -> None:
    box = design("box", "{part: Board, qty: 2, cost: 3 EUR}", "4 bolt")
    press = design("press", "{part: Control box, qty: 2, make: box}", "1 bolt")
    assert lines((press, 3), among=[box]) == ["27 bolt", "12 Board 36.00 EUR"]
    assert lines((press, 1)) == ["2 Control box", "1 bolt"]


def test_a_design_that_is_not_there_is_bought_and_told() -> None:
    press = design("press", "{part: Control box, qty: 1, make: box}")
    listed = parts_list([(press, 1)], explode=lambda _: None)
    assert [line.part for line in listed.lines] == ["Control box"]
    assert listed.missing_designs == ("box",)


def test_an_unknown_number_of_made_parts_is_not_exploded() -> None:
    box = design("box", "2 Board")
    press = design("press", "{part: Control box, qty: unknown, make: box}")
    assert lines((press, 1), among=[box]) == ["? Control box"]


def test_a_circle_is_cut_where_it_closes() -> None:
    one = design("one", "{part: Two, qty: 2, make: two}", "1 bolt")
    two = design("two", "{part: One, qty: 1, make: one}", "1 nut")
    assert lines((one, 1), among=[one, two]) == ["1 bolt", "2 One", "2 nut"]


def test_a_chain_of_twos_takes_no_longer_than_its_length() -> None:
    chain = [
        design(f"d{i}", f"{{part: A, qty: 1, make: d{i + 1}}}", f"{{part: B, qty: 1, make: d{i + 1}}}")
        for i in range(60)
    ]
    assert lines((chain[0], 1), among=[*chain, design("d60", "1 bolt")]) == [f"{2**60} bolt"]


def test_currencies_are_summed_apart_and_rounded_once() -> None:
    one = design(
        "one",
        "{part: A, qty: 3, cost: 0.335 USD}",
        "{part: B, qty: 1, cost: 0.333333 USD}",
        "{part: C, qty: 1, cost: 5 JPY}",
    )
    totals = parts_list([(one, 1)]).to_json()["totals"]
    assert totals == [{"amount": "1.34", "currency": "USD"}, {"amount": "5", "currency": "JPY"}]


def test_what_is_there_is_taken_off() -> None:
    one = design(
        "one", "{part: Tube, qty: 6 m, cost: 20 USD}", "10 bolt", "{part: Paint, qty: unknown}", "2 nut"
    )
    assert lines((one, 1), have="150 cm tube\n12 Bolt\npaint # half a can\n1 nut\n3 m bolt") == [
        "4.5 m Tube 90.00 USD",
        "1 nut",
    ]


def test_optional_parts_are_lines_of_their_own() -> None:
    one = design("one", "{part: Bolt, qty: 2}", "{part: Bolt, qty: 3, optional: true}")
    assert [(str(line.qty), line.optional) for line in parts_list([(one, 1)]).lines] == [
        ("2", False),
        ("3", True),
    ]


@pytest.mark.parametrize(
    ("text", "have"),
    [
        ("6 m Square tube", Have("Square tube", parse_quantity("6 m"))),
        ("1 1/2 in dowel", Have("dowel", parse_quantity("1.5 in"))),
        ("12 M3x20 bolt", Have("M3x20 bolt", parse_quantity("12"))),
        ("M3x20 bolt", Have("M3x20 bolt")),
        ("Paint # white", Have("Paint")),
    ],
)
def test_a_line_of_what_is_there(text: str, have: Have) -> None:
    assert read_have(f"# what we have\n\n{text}\n") == (have,)


def test_the_cost_of_a_design_is_told_only_if_it_is_known() -> None:
    known = design("a", "{part: A, qty: 2, cost: 3 USD}", "{part: B, qty: 1, optional: true}")
    partly = design("b", "{part: A, qty: 2, cost: 3 USD}", "1 bolt")
    mixed = design("c", "{part: A, qty: 2, cost: 3 USD}", "{part: B, qty: 2, cost: 3 EUR}")
    assert cost_of(known) == {"amount": "6.00", "currency": "USD"}
    assert (cost_of(partly), cost_of(mixed), cost_of(mixed, at_least=True)) == (None, None, None)
    assert cost_of(partly, at_least=True) == {"amount": "6.00", "currency": "USD"}


amounts = st.tuples(st.integers(1, 50), st.sampled_from(["m", "cm", "mm", "in", "ft"]), st.integers(0, 999))


@given(st.lists(amounts, min_size=1, max_size=6), st.integers(1, 5))
def test_sums_do_not_depend_on_order_and_grow_with_the_number(
    rows: list[tuple[int, str, int]], times: int
) -> None:
    parts = [
        f"{{part: Tube, qty: {number} {unit}, cost: {cents / 100:.2f} USD for all}}"
        for number, unit, cents in rows
    ]
    [line] = parts_list([(design("a", *parts), times)]).lines
    [turned] = parts_list([(design("a", *parts[::-1]), times)]).lines
    assert line.qty is not None
    assert turned.qty is not None
    total = (
        sum((parse_quantity(f"{number} {unit}").to("m").high for number, unit, _ in rows), Fraction(0))
        * times
    )
    assert line.qty.to("m").high == turned.qty.to("m").high == total
    assert (
        line.costs
        == turned.costs
        == (("USD", sum((Decimal(cents) for _, _, cents in rows), Decimal(0)) / 100 * times),)
    )

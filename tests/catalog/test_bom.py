from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.bom import cost_of, parts_list
from catalog.design import Design
from catalog.have import Have, read_have
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
        "costs": [{"amount": "30.00", "currency": "USD"}], "from_designs": ["press"], "substitutes": [], "optional": False,
        "use": "part", "make": None,
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


def test_the_way_round_is_told() -> None:
    one = design("one", "{part: Two, qty: 2, make: two}")
    two = design("two", "{part: Three, qty: 1, make: three}")
    three = design("three", "{part: Two, qty: 1, make: two}", "{part: Three, qty: 1, make: three}")
    listed = parts_list([(one, 1)], explode={each.id: each for each in (one, two, three)}.get)
    assert listed.cycles == (("two", "three", "two"), ("three", "three"))
    assert listed.to_json()["cycles"] == [["two", "three", "two"], ["three", "three"]]


def test_what_is_made_for_an_optional_part_is_optional() -> None:
    box = design("box", "2 Board", "{part: Label, qty: 1, optional: true}")
    press = design(
        "press",
        "{part: Box, qty: 1, make: box}",
        "{part: Spare box, qty: 3, make: box, optional: true}",
    )
    listed = parts_list([(press, 1)], explode={"box": box}.get)
    assert [(str(line.qty), line.part, line.optional) for line in listed.lines] == [
        ("2", "Board", False),
        ("4", "Label", True),
        ("6", "Board", True),
    ]


def test_made_parts_that_are_there_are_not_made() -> None:
    box = design("box", "2 Board", "1 Lid")
    press = design("press", "{part: Control box, qty: 3, make: box}", "1 Lid")
    assert lines((press, 1), among=[box], have="2 control box") == ["2 Lid", "2 Board"]
    assert lines((press, 1), among=[box], have="3 box") == ["1 Lid"]
    assert lines((press, 1), among=[box], have="Control box") == ["1 Lid"]


def test_one_thing_is_taken_off_once() -> None:
    one = design("one", "{part: Bolt, qty: 3, optional: true}", "{part: Bolt, qty: 2}")
    assert lines((one, 1), have="3 bolt") == ["2 Bolt"]
    assert lines((one, 1), have="1 bolt\n1 BOLT") == ["3 Bolt"]
    assert lines((one, 1), have="9 bolt") == []


def test_substitutes_uses_and_currencies_are_shown() -> None:
    one = design(
        "one",
        "{part: Tube, qty: 1 m, cost: 2 EUR, or: [Pipe]}",
        "{part: Rod, qty: 4, use: consumable}",
        "{part: Rod, qty: 1}",
        "{part: Lid, qty: 1, cost: 1 EUR, optional: true}",
    )
    two = design("two", "{part: tube, qty: 1 m, cost: 3 USD, or: [Bar, Pipe]}")
    listed: dict[str, Any] = parts_list([(one, 1), (two, 1)]).to_json()
    tube, used, rod, _ = listed["lines"]
    assert (tube["substitutes"], tube["cost"]) == (["Pipe", "Bar"], None)
    assert tube["costs"] == [{"amount": "2.00", "currency": "EUR"}, {"amount": "3.00", "currency": "USD"}]
    assert [(each["part"], each["use"], each["qty"]) for each in (used, rod)] == [
        ("Rod", "consumable", 4),
        ("Rod", "part", 1),
    ]
    assert listed["totals"] == [{"amount": "3.00", "currency": "EUR"}, {"amount": "3.00", "currency": "USD"}]
    assert listed["optional_totals"] == [{"amount": "1.00", "currency": "EUR"}]


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


NAMES = ("Tube", "Rod", "Wire")
bills = st.lists(
    st.tuples(st.sampled_from(NAMES), st.integers(1, 9), st.sampled_from(["m", "mm", "in", "piece", "kg"])),
    min_size=1,
    max_size=5,
)


def written(bill: list[tuple[str, int, str]]) -> list[str]:
    return [f"{{part: {name}, qty: {number} {unit}, cost: 2 EUR}}" for name, number, unit in bill]


def amounts_of(*designs: tuple[Design, int], among: Iterable[Design] = ()) -> dict[tuple[str, str], Fraction]:
    """Exact amounts by part and dimension, in the base unit."""
    found = {each.id: each for each in among}
    listed = parts_list(designs, explode=found.get if found else None)
    sums: dict[tuple[str, str], Fraction] = {}
    for line in listed.lines:
        assert line.qty is not None
        base = {"length": "m", "mass": "kg", "piece": "piece"}[line.qty.dimension]
        assert (line.part, base) not in sums
        sums[line.part, base] = line.qty.to(base).high
    return sums


@given(bills, bills, bills)
def test_rolling_up_does_not_depend_on_what_is_put_together_first(
    one: list[tuple[str, int, str]], two: list[tuple[str, int, str]], three: list[tuple[str, int, str]]
) -> None:
    a, b, c = (design(name, *written(bill)) for name, bill in zip("abc", (one, two, three), strict=True))
    ab, bc = design("ab", *written(one + two)), design("bc", *written(two + three))
    assert amounts_of((ab, 1), (c, 1)) == amounts_of((a, 1), (bc, 1)) == amounts_of((c, 1), (b, 1), (a, 1))


@given(bills, st.integers(1, 50))
def test_so_many_of_one_are_as_much_as_so_many_times(bill: list[tuple[str, int, str]], times: int) -> None:
    one = design("one", *written(bill))
    assert amounts_of((one, times)) == {key: amount * times for key, amount in amounts_of((one, 1)).items()}
    single, many = parts_list([(one, 1)]).totals, parts_list([(one, times)]).totals
    assert [amount * times for _, amount in single] == [amount for _, amount in many]


@given(
    st.lists(
        st.tuples(bills, st.dictionaries(st.integers(0, 9), st.integers(1, 3), max_size=3)),
        min_size=1,
        max_size=6,
    )
)
def test_exploding_is_what_a_hand_would_add_up(
    rows: list[tuple[list[tuple[str, int, str]], dict[int, int]]],
) -> None:
    designs = []
    for number, (bill, made) in enumerate(rows):  # a design is made from later ones: no circles
        below = {other: count for other, count in made.items() if number < other < len(rows)}
        parts = [f"{{part: D{other}, qty: {count}, make: d{other}}}" for other, count in below.items()]
        designs.append(design(f"d{number}", *written(bill), *parts))

    def by_hand(number: int) -> dict[tuple[str, str], Fraction]:
        sums = amounts_of((design("x", *written(rows[number][0])), 1))
        for other, count in rows[number][1].items():
            if number < other < len(rows):
                for key, amount in by_hand(other).items():
                    sums[key] = sums.get(key, Fraction(0)) + count * amount
        return sums

    assert amounts_of((designs[0], 1), among=designs) == by_hand(0)

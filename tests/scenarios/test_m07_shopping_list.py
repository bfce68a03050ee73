"""M7 Shopping list: parts for two CEB presses and one power cube, sub-designs exploded, same parts rolled up over units,
money per currency, unknown costs counted as unknown; minus a list of what we have."""

import csv
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest

from catalog.bom import parts_list
from tests.riverside import Riverside
from tests.scenarios.makers import HEAD, in_words

PARTS = {
    "ceb-press": """
      - {part: Square tube 4x4x1/4 in, qty: 6 m, cost: 20 USD, or: [Square tube 100x100x6 mm]}
      - {part: Hydraulic hose, qty: 30 in, cost: 0.5 USD/in}
      - {part: Control box, qty: 1, make: ceb-controller}
      - {part: Gusset, qty: unknown}
      - {part: Grease gun, qty: 1, optional: true, cost: 25 USD}
      - {part: Welding rod E6013, qty: 4 kg, use: consumable}
      - 4 M12x40 bolt
    """,
    "ceb-controller": """
      - {part: Enclosure, qty: 1, cost: 18.50 EUR}
      - {part: Wire, qty: 500 mm, cost: 2 EUR/m}
      - 6 M3x20 bolt
    """,
    "power-cube": """
      - {part: Engine 27 hp, qty: 1, cost: 1100 USD}
      - {part: Hydraulic hose, qty: 1016 mm, cost: 12.70 USD/m}
      - {part: "square tube 4x4x1/4 IN", qty: 250 cm}
      - {part: Wire, qty: 1.5 m, cost: 2 EUR/m}
      - 8 M12x40 bolt
    """,
}


@pytest.fixture
def makers(riverside: Riverside) -> Riverside:
    for name, parts in PARTS.items():
        text = HEAD.format(name=name.capitalize(), id=name, status="prototype", tools="none")
        text = text.replace("parts: none", "parts: partial")
        (riverside.folder / "designs" / f"{name}.yaml").write_text(f"{text}parts:{parts}")
    return riverside


def amounts(answer: dict[str, Any]) -> dict[str, Any]:
    return {line["part"]: (line["qty"], line["unit"]) for line in answer["lines"]}


def test_two_presses_and_one_cube_on_one_list(makers: Riverside) -> None:
    answer = makers.done("design", "parts", "2*ceb-press", "power-cube", "--explode")
    assert amounts(answer) == {
        "Square tube 4x4x1/4 in": (14.5, "m"),
        "Hydraulic hose": (2540, "mm"),  # 2 x 30 in + 1016 mm: 2540 mm exactly
        "Gusset": (None, None),
        "Grease gun": (2, "piece"),
        "Welding rod E6013": (8, "kg"),
        "M12x40 bolt": (16, "piece"),
        "Engine 27 hp": (1, "piece"),
        "Wire": (2.5, "m"),
        "Enclosure": (2, "piece"),
        "M3x20 bolt": (12, "piece"),
    }
    assert answer["totals"] == [
        {"amount": "1432.90", "currency": "USD"},  # 240 tube + 30 + 12.90 hose + 1100 engine + 50 grease guns
        {"amount": "42.00", "currency": "EUR"},  # 37 enclosures + 5 wire
    ]
    assert answer["optional_totals"] == [{"amount": "50.00", "currency": "USD"}]
    # Tube in part, gussets, rods and both bolts have no price; how many gussets nobody knows.
    assert (answer["unknown_costs"], answer["unknown_quantities"]) == (5, 1)
    by_part = {line["part"]: line for line in answer["lines"]}
    assert by_part["Square tube 4x4x1/4 in"]["substitutes"] == ["Square tube 100x100x6 mm"]
    assert by_part["Wire"]["from_designs"] == ["ceb-controller", "power-cube"]
    assert (by_part["Grease gun"]["optional"], by_part["Welding rod E6013"]["use"]) == (True, "consumable")


def test_minus_what_we_have(makers: Riverside) -> None:
    have = makers.folder / "have.txt"
    have.write_text(
        "1 control box\n5 m square tube 4x4x1/4 in\n100 in hydraulic hose\n20 M12x40 bolt\nEngine 27 hp\n"
    )
    answer = makers.done("design", "parts", "2*ceb-press", "power-cube", "--explode", "--have", str(have))
    left = amounts(answer)
    assert left["Square tube 4x4x1/4 in"] == (9.5, "m")
    assert (left["Enclosure"], left["Wire"]) == ((1, "piece"), (2, "m"))
    assert not {"Hydraulic hose", "M12x40 bolt", "Engine 27 hp"} & left.keys()


def test_in_words_and_as_a_table_for_a_spreadsheet(makers: Riverside) -> None:
    table = makers.folder / "list.csv"
    said = in_words(
        makers, "design", "parts", "2*ceb-press", "power-cube", "--explode", "--csv", str(table)
    ).stdout
    for words in (
        "14.5 m",
        "Known costs: 42.00 EUR",
        "(optional: 50.00 USD)",
        "5 of 10 lines have no known cost",
    ):
        assert words in said
    rows = list(csv.DictReader(StringIO(table.read_text())))
    assert [(row["part"], row["quantity"], row["unit"]) for row in rows][:2] == [
        ("Square tube 4x4x1/4 in", "14.5", "m"),
        ("Hydraulic hose", "2540", "mm"),
    ]
    again = in_words(makers, "design", "parts", "power-cube", "--csv", str(table))
    assert (again.exit_code, "is there already" in again.stderr) == (1, True)


def test_a_circle_is_told_with_the_way_round(makers: Riverside) -> None:
    path = makers.folder / "designs" / "ceb-controller.yaml"
    path.write_text(path.read_text() + "  - {part: Press, qty: 1, make: ceb-press}\n")
    shown = in_words(makers, "design", "parts", "ceb-press", "--explode")
    assert shown.exit_code == 0
    assert "ceb-press → ceb-controller → ceb-press" in shown.stderr
    assert makers.done("design", "parts", "ceb-press", "--explode")["cycles"] == [
        ["ceb-press", "ceb-controller", "ceb-press"]
    ]


def test_all_that_is_wrong_is_told_at_once(makers: Riverside) -> None:
    assert makers.refused("design", "parts", "2*ceb-pres", "power-cub") == [
        "design-unknown",
        "design-unknown",
    ]


def test_a_shipped_design_with_parts_of_its_own(makers: Riverside) -> None:
    answer = makers.done("design", "parts", "3*standesk", "--explode")
    single = makers.done("design", "parts", "standesk", "--explode")
    assert [line["qty"] for line in answer["lines"]] == [line["qty"] * 3 for line in single["lines"]]


def test_parts_that_nobody_wrote_down_are_not_nothing(makers: Riverside) -> None:
    folder = makers.folder / "designs"
    bare = HEAD.format(name="Bare", id="bare", status="done", tools="none")
    (folder / "bare.yaml").write_text(bare)
    whole = HEAD.format(name="Whole", id="whole", status="done", tools="none").replace(
        "parts: none", "parts: full"
    )
    (folder / "whole.yaml").write_text(f"{whole}parts: [{{part: Bare one, qty: 1, make: bare}}]\n")

    said = in_words(makers, "design", "parts", "bare").stdout
    assert "Nobody wrote down the parts of bare." in said
    assert "Nothing is left" not in said

    answer = makers.done("design", "parts", "whole", "ceb-press", "--explode")
    assert (answer["undocumented"], answer["partial"]) == (["bare"], ["ceb-press", "ceb-controller"])
    answer = makers.done("design", "parts", "whole")  # bought as it stands
    assert (answer["undocumented"], answer["partial"]) == ([], [])
    assert "listed of ceb-press." in in_words(makers, "design", "parts", "ceb-press").stdout

    have = makers.folder / "have.txt"
    have.write_text("1 Bare one\n")
    said = in_words(makers, "design", "parts", "whole", "--explode", "--have", str(have)).stdout
    assert "Nothing is left to get." in said


def test_in_the_workshop(makers: Riverside) -> None:
    shelf = makers.library().workshop.shelf
    press, cube = shelf.get("ceb-press"), shelf.get("power-cube")
    assert press is not None
    assert cube is not None
    found = parts_list([(press, 2), (cube, 1)], explode=shelf.get)
    assert {money: round(amount, 2) for money, amount in found.totals} == {
        "USD": Decimal("1432.90"),
        "EUR": 42,
    }
    assert (
        found.to_json()["lines"]
        == makers.done("design", "parts", "2*ceb-press", "power-cube", "--explode")["lines"]
    )
    assert found.cycles == ()

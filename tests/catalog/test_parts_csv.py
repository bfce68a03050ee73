import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.okh.parts_table import import_parts
from catalog.parts_csv import COLUMNS, parts_csv, safe_cell
from catalog.reader import read_design
from tests.catalog.examples import FULL, NEEDED


def rows(text: str) -> list[dict[str, str]]:
    design = read_design(text, id="press", file="press.yaml").design
    assert design is not None
    return list(csv.DictReader(StringIO(parts_csv(design))))


def test_every_line_is_a_row() -> None:
    found = rows(FULL)
    assert len(found) == 6
    assert tuple(found[0]) == COLUMNS
    tube = {key: value for key, value in found[0].items() if value}
    assert tube == {
        "part": "Square tube 4x4x1/4 in",
        "qty": "6",
        "unit": "m",
        "cost": "20",
        "currency": "USD",
        "cost_per": "each",
        "use": "part",
        "or": "Square tube 100x100x6 mm",
        "source": "bom",
    }
    assert (found[2]["make"], found[3]["qty"], found[3]["optional"]) == (
        "https://example.org/driver",
        "",
        "yes",
    )
    assert found[4]["use"] == "consumable"


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-x", "@SUM(A1)", " \t=1", "|calc", "\u202e=1", "＝1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe_cell(text).startswith("'")


@given(st.text(max_size=20))
def test_a_cell_is_its_text_or_a_text_behind_an_apostrophe(text: str) -> None:
    cell = safe_cell(text)
    assert not cell.lstrip().startswith(("=", "+", "@")) and not any(ord(char) < 32 for char in cell)  # noqa: PT018


def test_numbers_stay_numbers() -> None:
    assert [safe_cell(text) for text in ("-1.5", "20", "")] == ["-1.5", "20", ""]


def test_what_goes_out_comes_in_again() -> None:
    text = NEEDED + "parts: [{part: Tube, qty: 6 m, cost: 2.50 EUR}, {part: Bolt, qty: 12, optional: true}]\n"
    design = read_design(text, id="press", file="press.yaml").design
    assert design is not None
    incoming = import_parts(parts_csv(design).encode(), file="press.csv")
    again = read_design(incoming.text or "", id="press", file="press.yaml").design
    assert again is not None
    assert again.parts == design.parts

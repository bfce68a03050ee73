import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.csvtext import csv_text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "\n=1"])
def test_no_text_becomes_a_formula(text: str) -> None:
    [[cell]] = list(csv.reader(StringIO(csv_text([], [[text]]).split("\n", 1)[1])))
    assert cell.startswith("'")


def test_numbers_stay_numbers_and_nothing_is_empty() -> None:
    assert csv_text(["a", "b"], [[1, None], [-1.5, 'Tube, "thick"']]) == 'a,b\n1,\n-1.5,"Tube, ""thick"""\n'


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=4))
def test_any_text_makes_as_many_rows_and_cells(rows: list[list[str]]) -> None:
    read = list(csv.reader(StringIO(csv_text(["a", "b"], rows))))
    assert [len(row) for row in read] == [2] * (len(rows) + 1)
    assert not any(cell[:1] in {"=", "+", "-", "@"} for row in read for cell in row if cell)

"""Plots of block characters: right in height and length, whole in every width, deaf to hostile labels."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.toollib.tui.hostile import FORBIDDEN, NAMES
from toollib.reports.report import Plot, Series
from toollib.tui.widgets.lines import Line
from toollib.tui.widgets.plot import plot_lines


def rows(plot: Plot, width: int = 78) -> list[str]:
    return ["".join(piece.text for piece in each.left).rstrip() for each in plot_lines(plot, width)]


def bars(values: tuple[float | None, ...], *labels: str) -> Plot:
    return Plot("Loans", "bars", labels, (Series("lent", values),), "loans")


def test_a_bar_is_as_long_as_its_share_and_tells_its_value() -> None:
    title, drill, saw, none, unknown = rows(bars((100, 50, 0, None), "drill", "saw", "none", "who knows"))
    assert title == "Loans  (loans)"
    room = 78 - 2 - len("who knows") - 2 - 3
    assert drill == f"  drill     {'█' * room} 100"
    assert saw == f"  saw       {'█' * (room // 2)} 50"
    assert none == "  none      0"
    assert unknown == "  who knows –"


def test_what_is_above_nothing_is_seen() -> None:
    assert rows(bars((100_000, 1), "a", "b"))[2] == "  b ▏ 1"


def test_several_series_are_told_apart_without_colour() -> None:
    plot = Plot("M", "bars", ("May",), (Series("lent", (4,)), Series("back", (2,))), "loans")
    _, legend, lent, back = rows(plot)
    assert legend == "  ██ lent   ▒▒ back"
    assert set(lent) & {"█", "▒"} == {"█"}
    assert set(back) & {"█", "▒"} == {"▒"}


def test_time_goes_from_left_to_right_and_rises_to_the_most() -> None:
    plot = Plot("Loans", "line", ("Jan", "Feb", "Mar", "Apr"), (Series("lent", (0, 8, 4, None)),), "loans")
    _, top, *middle, bottom, below = rows(plot)
    assert top.startswith("  8 ┤            ███████████")
    assert len(middle) == 6
    assert middle[2].count("█") == 11
    assert middle[3].count("█") == 22
    assert bottom.startswith("  0 ┤            █")
    assert bottom.rstrip().endswith("·" * 11)
    assert below.split() == ["Jan", "Feb", "Mar", "Apr"]
    assert below.index("Feb") == top.index("█")


def test_bars_over_many_months_stand_and_over_few_lie() -> None:
    months = tuple(f"2026-{month:02}" for month in range(1, 13))
    assert "┤" in rows(bars(tuple(range(12)), *months))[1]
    assert rows(bars((1, 2), *months[:2]))[1].startswith("  2026-01 ")
    kinds = tuple(f"drill {number}" for number in range(12))
    assert rows(bars(tuple(range(12)), *kinds))[1].startswith("  drill 0")


def test_more_labels_than_cells_share_columns_and_say_so() -> None:
    plot = Plot("x", "line", tuple(map(str, range(300))), (Series("n", tuple(range(300))),), "n")
    assert "each column stands for 5: the highest of them" in rows(plot)[1]
    assert max(map(cell_len, rows(plot))) <= 78


def test_what_was_paid_back_lies_with_its_sign() -> None:
    plot = Plot("Money", "line", ("May", "June"), (Series("net", (-2.5, 5.0)),), "GBP")
    _, may, june = rows(plot)
    assert may.endswith(" -2.50")
    assert june.endswith(" 5")
    assert june.count("█") - 2 * may.count("█") in (0, 1)


@pytest.mark.parametrize("kind", ["bars", "line"])
def test_nothing_known_is_said(kind: str) -> None:
    for labels, values in (((), ()), (("a",), (None,)), (("a",), (math.nan,)), (("a",), (math.inf,))):
        plot = Plot("x", kind, labels, (Series("n", values),), "n")  # type: ignore[arg-type]
        assert rows(plot)[1] == "  nothing to draw yet"


@given(
    st.lists(st.one_of(st.none(), st.floats(-1e9, 1e9), st.just(math.nan)), min_size=1, max_size=200),
    st.sampled_from(["bars", "line"]),
    st.integers(40, 200),
    st.integers(1, 2),
    st.sampled_from(NAMES),
)
def test_every_plot_keeps_to_its_width_and_obeys_nothing(
    values: list[float | None], kind: str, width: int, series: int, name: str
) -> None:
    labels = tuple(f"{name} {number}" if number % 7 == 0 else str(number) for number in range(len(values)))
    drawn = tuple(Series(name, tuple(values)) for _ in range(series))
    found: list[Line] = plot_lines(Plot(name, kind, labels, drawn, name), width)  # type: ignore[arg-type]
    text = "\n".join("".join(piece.text for piece in each.left) for each in found)
    assert not FORBIDDEN & set(text.replace("\n", ""))
    assert all(sum(cell_len(piece.text) for piece in each.left) <= width for each in found[1:])

"""Text as cells: exactly as wide as asked, whatever it holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from tests.toollib.tui.hostile import FORBIDDEN, NAMES
from toollib.tui.widgets.lines import Line, Lines, Piece, cut, fit, line, pieces_of


@given(st.text(max_size=60), st.integers(0, 40), st.booleans())
def test_fit_is_exactly_as_wide_as_asked(text: str, width: int, right: bool) -> None:  # noqa: FBT001
    assert cell_len(fit(text, width, right=right)) == width


@given(st.text(max_size=60), st.integers(1, 40))
def test_cut_keeps_the_beginning_and_says_that_there_is_more(text: str, width: int) -> None:
    shown = cut(text, width)
    assert cell_len(shown) <= width
    assert shown == text or (shown.endswith("…") and text.startswith(shown[:-1].rstrip()))


@given(
    st.lists(st.text(max_size=20), max_size=4), st.lists(st.text(max_size=20), max_size=2), st.integers(0, 50)
)
def test_a_line_fills_its_width_and_lets_nothing_through(
    left: list[str], right: list[str], width: int
) -> None:
    pieces = pieces_of(Line(tuple(map(Piece, left)), tuple(map(Piece, right))), width)
    text = "".join(each.text for each in pieces)
    assert cell_len(text) == width
    assert not FORBIDDEN & set(text)


def test_the_right_end_is_kept_when_there_is_little_room() -> None:
    pieces = pieces_of(line("T-0042 Angle grinder 125 mm", right=["Sat 5 Dec"]), 24)
    assert "".join(each.text for each in pieces) == "T-0042 Angle…  Sat 5 Dec"


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_hostile_lines_are_shown_letter_for_letter(size: tuple[int, int]) -> None:
    class Shows(App[None]):
        def compose(self) -> ComposeResult:
            yield Lines([line(Piece(name, "bad"), right=[name[:10]]) for name in NAMES])

    async with Shows().run_test(size=size) as pilot:
        await pilot.pause()
        lines = pilot.app.query_one(Lines)
        shown = ["".join(segment.text for segment in lines.render_line(y)) for y in range(size[1])]
        assert all(cell_len(row) == size[0] for row in shown[: min(len(NAMES), size[1])])
        assert not FORBIDDEN & set("".join(shown))
        assert shown[1].startswith("[red]Bob[/red]")

"""Text that wraps: nothing is lost, no row is too wide, and what goes on in a further row stands further in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from tests.toollib.tui.hostile import FORBIDDEN, NAMES
from toollib.tui.widgets.lines import Line, Piece, line
from toollib.tui.widgets.prose import Prose, breaks, hung, rows_of
from toollib.tui.widgets.verdict import Verdict

TEXTS = st.text(alphabet=st.sampled_from("ab 漢é-"), max_size=80)


@given(TEXTS, st.integers(2, 30), st.integers(0, 12))
def test_rows_fit_and_leave_out_nothing_but_blanks(text: str, width: int, hang: int) -> None:
    rows = list(rows_of(text, width, hang))
    assert "".join(rows).replace(" ", "") == text.replace(" ", "")
    assert rows[0] == "" or cell_len(rows[0]) <= width
    assert all(cell_len(row) <= max(2, width - min(hang, width // 2)) for row in rows[1:])
    assert all(row == row.strip(" ") and row for row in rows[1:])


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=8), max_size=20), st.integers(8, 30))
def test_words_that_fit_are_never_broken(words: list[str], width: int) -> None:
    rows = list(rows_of(" ".join(words), width))
    assert [each for row in rows for each in row.split()] == words


def test_what_fits_is_one_row() -> None:
    assert list(breaks("", 10)) == [(0, 0)]
    assert list(rows_of("  two  blanks  ", 20)) == ["  two  blanks  "]
    assert list(rows_of("abcdefgh", 3)) == ["abc", "def", "gh"]
    assert list(rows_of("abcd ", 3)) == ["abc", "d"]


@pytest.mark.parametrize(
    ("told", "hang"),
    [
        (line("A sentence that goes on"), 0),
        (line("  jigsaw: made by nobody"), 4),
        (line("✗ Lacks: a jigsaw"), 2),
        (line("    · a note"), 6),
        (line("[ ] ", Piece("B2", "strong"), "  T-0043"), 4),
        (line("  [ ] 12 Weld the frame"), 9),
        (line(Piece("  [x] 3 ", "good"), "Weld the frame"), 8),
        (line(Piece("Kind       ", "dim"), "jigsaw"), 11),
        (line("On Sat 5 Dec press ", Piece("ctrl+g", "key")), 0),
        (line(), 0),
    ],
)
def test_further_rows_stand_below_the_words(told: Line, hang: int) -> None:
    assert hung(told).hang == hang


async def shown(width: int, *lines: Line) -> list[str]:
    class Shows(App[None]):
        def compose(self) -> ComposeResult:
            yield Prose(lines)

    async with Shows().run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        prose = pilot.app.query_one(Prose)
        return [prose.render_line(y).text.rstrip() for y in range(prose.size.height)]


async def test_a_page_hangs_its_rows() -> None:
    rows = await shown(20, line(Piece("  ✓ ", "good"), "a drill press that is free"), line("next"))
    assert rows == ["  ✓ a drill press", "    that is free", "next"]


async def test_another_width_is_another_layout() -> None:
    class Shows(App[None]):
        def compose(self) -> ComposeResult:
            yield Prose()

    async with Shows().run_test(size=(60, 10)) as pilot:
        prose = pilot.app.query_one(Prose)
        prose.tell([line("  one two three four five")])
        await pilot.pause()
        assert prose.size.height == 1
        await pilot.resize_terminal(16, 10)
        await pilot.pause(0.2)
        assert [prose.render_line(y).text.rstrip() for y in range(prose.size.height)] == [
            "  one two three",
            "    four five",
        ]


async def test_a_verdict_hangs_its_reasons() -> None:
    class Shows(App[None]):
        def compose(self) -> ComposeResult:
            yield Verdict()

    async with Shows().run_test(size=(24, 10)) as pilot:
        verdict = pilot.app.query_one(Verdict)
        verdict.say("refused", "Not lent", ["Ada has seven of at most seven loans"])
        await pilot.pause()
        rows = [verdict.render_line(y).text.rstrip() for y in range(verdict.size.height)]
        assert [each.strip("▌ ") for each in rows] == [
            "✗ Not lent",
            "· Ada has seven of at",
            "most seven loans",
        ]
        assert rows[2].index("most") == rows[1].index("Ada")


async def test_hostile_words_wrap_as_words() -> None:
    rows = await shown(60, *(line("  ", Piece(name, "bad")) for name in NAMES))
    assert not FORBIDDEN & set("".join(rows))

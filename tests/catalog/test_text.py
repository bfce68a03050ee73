import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.text import code_key, fold, nearest, plain, quote

anything = st.text(st.characters(codec=None), max_size=60)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Angle grinder 125 mm", "Angle grinder 125 mm"),
        ("\x1b]0;owned\x07title", "]0;ownedtitle"),
        ("\x1b[2Jgone", "[2Jgone"),
        ("C1 \x9b31mred", "C1 31mred"),
        ("two\tcolumns\r\nand\nlines", "two columns and lines"),
        ("evil\u202egpj.exe", "evilgpj.exe"),
        ("\u2066isolated\u2069", "isolated"),
        ("half \ud800 pair", "half \ufffd pair"),
        ("[red]Bob[/red]", "[red]Bob[/red]"),
        ("张伟 · عمر · 👩\u200d🔧", "张伟 · عمر · 👩\u200d🔧"),
    ],
)
def test_text_is_shown_without_what_moves_a_terminal(typed: str, shown: str) -> None:
    assert plain(typed) == shown


def test_line_ends_stay_where_they_are_asked_for() -> None:
    assert plain("a\r\nb\rc\u2028d\te", newlines=True) == "a\nb\nc\nd e"


@given(anything)
def test_nothing_shown_controls_a_terminal(text: str) -> None:
    shown = plain(text)
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in shown)
    assert plain(shown) == shown


@pytest.mark.parametrize(
    ("one", "other"),
    [("Zoë", "ZOE"), ("Zoe\u0308", "Zoë"), ("Straße", "STRASSE"), ("Sørensen", "sorensen"), ("ﬁle", "FILE")],
)
def test_searching_finds_what_people_type(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(anything)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_accents_tell_codes_apart_but_case_and_width_do_not() -> None:
    assert code_key(" t-0042 ") == code_key("T-0042") == code_key("Ｔ-００４２")
    assert code_key("é") != code_key("e")


@given(anything)
def test_a_code_key_is_its_own_key(text: str) -> None:
    assert code_key(code_key(text)) == code_key(text)


def test_nearest_knows_typos_and_swaps_but_does_not_guess() -> None:
    words = ["drill-press", "angle-grinder", "bench-vise"]
    assert nearest("dril-press", words) == ["drill-press"]
    assert nearest("angel-grinder", words) == ["angle-grinder"]
    assert nearest("Bench Vise", words) == ["bench-vise"]
    assert nearest("spaceship", words) == []
    assert nearest("x" * 100_000, words) == []
    assert nearest("tool-2", ["tool-1", "tool-3", "other"], n=5) == ["tool-1", "tool-3"]


def test_quoted_text_is_safe_and_short() -> None:
    assert quote("a\x1bb") == "`ab`"
    assert quote("x" * 100, limit=5) == "`xxxx…`"

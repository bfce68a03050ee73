"""TOML and JSON as trees: the same values as the standard library reads, each at its place."""

import json
import tomllib
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from catalog.okh.json_tree import parse_json
from catalog.okh.toml_tree import parse_toml
from catalog.problem import Problems
from catalog.yamltree import place_of, to_data
from tests.catalog.okh.manifests import V2

_LETTERS = st.characters(blacklist_categories=["Cs", "Cc"])
_TEXTS = st.text(_LETTERS | st.sampled_from("\n\"'\\"), max_size=12)
_SCALARS = _TEXTS | st.integers(-(10**12), 10**12) | st.booleans() | st.dates() | st.floats(allow_nan=False)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=8,
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=8,
)


def texts(value: Any) -> Any:
    """Values of the standard library as the tree has them: by their words, but for numbers that can be told in many."""
    if isinstance(value, dict):
        return {key: texts(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [texts(inner) for inner in value]
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) or value is None else str(value)


@given(st.dictionaries(_TEXTS, _VALUES, max_size=5))
def test_toml_says_what_the_library_says(data: dict[str, Any]) -> None:
    text = tomli_w.dumps(data, multiline_strings=True)
    problems = Problems("x.toml")
    tree = parse_toml(text, problems)
    assert tree is not None, (text, list(map(str, problems)))
    assert not len(problems)
    assert to_data(tree) == texts(tomllib.loads(text, parse_float=str))


@given(
    st.lists(
        st.sampled_from([*list("ab.=[]{}\"'#,\n\\ 1t"), '"""', "'''", "a = ", "[[a]]\n", "true"]), max_size=25
    )
)
def test_toml_that_is_none_is_refused_exactly_where_the_library_does(pieces: list[str]) -> None:
    text = "".join(pieces)
    try:
        data = tomllib.loads(text, parse_float=str)
    except ValueError:
        data = None
    problems = Problems("x.toml")
    tree = parse_toml(text, problems)
    assert (tree is None) == (data is None)
    assert problems.has_errors == (data is None)
    if tree is not None:
        assert to_data(tree) == texts(data)


def test_values_know_their_places() -> None:
    tree = parse_toml(V2, Problems("okh.toml"))
    assert tree is not None
    lines = V2.splitlines()
    for path, line in [
        (("name",), 'name = "Seed Drill"'),
        (("outer-dimensions", "depth"), "depth = 900.5"),
        (("part", 0, "material"), 'material = "PETG"'),
        (("software", 0, "release"), 'release = "https://seeddrill.invalid/code"'),
    ]:
        mark = place_of(tree, path)
        assert (lines[mark.line - 1], mark.column) == (line, line.index("=") + 3)
    assert place_of(tree, ("licensor", 1)).column == 48


@given(_JSON, st.sampled_from([None, 2, "\t"]), st.booleans())
def test_json_says_what_the_library_says(data: Any, indent: int | str | None, ascii_only: bool) -> None:  # noqa: FBT001
    text = json.dumps(data, indent=indent, ensure_ascii=ascii_only)
    problems = Problems("x.json")
    tree = parse_json(text, problems)
    assert tree is not None, list(map(str, problems))
    assert to_data(tree) == texts(data)


@given(st.text(alphabet='{}[]",:tf1\\u0a \n', max_size=25))
def test_json_that_is_none_is_refused(text: str) -> None:
    try:
        json.loads(text, parse_constant=float)
        sound = "\\u" not in text and not any(word in text for word in ("NaN", "Infinity"))
    except ValueError:
        sound = False
    problems = Problems("x.json")
    tree = parse_json(text, problems)
    if sound:
        assert tree is not None
    elif tree is not None:
        assert problems.has_errors or "\\u" in text


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [('{\n "a": 1,\n "a": 2}', 3, 2), ("[1,\n 2", 2, 3), ('{"a": [}', 1, 8), ("[1] 2", 1, 5)],
)
def test_json_problems_have_places(text: str, line: int, column: int) -> None:
    problems = Problems("x.json")
    parse_json(text, problems)
    assert [(each.line, each.column) for each in problems] == [(line, column)]


def test_depth_and_size_are_bounded() -> None:
    for text in ("[" * 5000, '{"a":' * 5000, "[" + "1," * 200_000 + "1]"):
        problems = Problems("x.json")
        assert parse_json(text, problems) is None
        assert problems.has_errors
    for text in (
        "a = " + "[" * 5000,
        "a = " + "{a = " * 5000,
        "a = [" + "1," * 200_000 + "]",
        "[" + "a." * 99_999 + "a]",
    ):
        problems = Problems("x.toml")
        assert parse_toml(text, problems) is None
        assert problems.has_errors

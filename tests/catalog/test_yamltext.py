from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.problem import Problems
from catalog.yamltext import yaml_text
from catalog.yamltree import parse, to_data

_TEXTS = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"]) | st.sampled_from("\n: -#|>'\"[]{}&*!%@`,?"), max_size=30
)
_VALUES = st.recursive(
    _TEXTS | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
    max_leaves=10,
)


@given(st.dictionaries(_TEXTS, _VALUES, max_size=5))
def test_what_is_written_is_read(data: dict[str, Any]) -> None:
    problems = Problems("x")
    tree = parse(yaml_text(data), problems)
    assert tree is not None
    assert not list(problems)
    assert to_data(tree) == data


@pytest.mark.parametrize(
    "text",
    ["no", "1.10", "2020-01-01", "null", "~", "", "0x1F", "1e3", "yes", " a", "a ", "a: b", "- a", "#a"],
)
def test_what_reads_like_something_else_is_quoted(text: str) -> None:
    import yaml

    assert yaml.safe_load(yaml_text({"a": text})) == {"a": text}


def test_it_reads_like_a_file_of_a_person() -> None:
    data = {
        "format": 1,
        "keywords": ["a", "b"],
        "summary": "One.\nTwo.\n",
        "parts": [{"part": "Tube", "optional": True}],
    }
    assert yaml_text(data) == (
        "format: 1\nkeywords: [a, b]\nsummary: |\n  One.\n  Two.\nparts:\n  - part: Tube\n    optional: true\n"
    )

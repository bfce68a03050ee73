"""Whatever a file holds, reading and checking it ends in problems that can be shown, never in an exception."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.checks import check_design
from catalog.design_json import design_full, design_row
from catalog.kinds import SHIPPED, read_kinds
from catalog.problem import Problem
from catalog.reader import read_design
from catalog.shipped import shipped_kinds
from catalog.text import plain
from catalog.ties import ties_of
from tests.catalog.examples import NEEDED
from tests.catalog.mutations import HOSTILE, KEYS, mutated, originals, reshaped

KINDS = shipped_kinds()
TEXTS = originals()
THOROUGH = 20_000 if os.environ.get("TOOLLIB_THOROUGH") else 2_000


def judged(source: bytes | str, folder: Path) -> tuple[Problem, ...]:
    """All that is done with a file of a folder: reading, checking, what it says of others, what is shown of it."""
    reading = read_design(source, id="press", file="press.yaml")
    problems = check_design(reading, KINDS, folder=folder)
    ties_of(reading, KINDS)
    if reading.design is not None:
        design_row(reading.design, "press.yaml")
        design_full(reading.design, "press.yaml")
    else:
        assert any(problem.severity == "error" for problem in problems)
    return problems


def showable(problems: tuple[Problem, ...], source: str) -> None:
    """Each problem points into the file and can be printed."""
    # YAML breaks lines at these too, and so do editors.
    lines = 2 + sum(source.count(end) for end in "\n\r\x85\u2028\u2029")
    for problem in problems:
        assert 1 <= problem.line <= lines
        assert problem.column >= 1
        assert str(problem) == plain(str(problem), newlines=True)
    assert len(problems) <= 3 * 201


def some(count: int, seed: int) -> Iterator[str]:
    """So many inputs, the same each time: a third of them broken as text, the others as values."""
    rng = random.Random(seed)  # noqa: S311
    torn, bent = mutated(TEXTS, rng), reshaped(TEXTS, rng)
    return (next(torn if number % 3 == 0 else bent) for number in range(count))


@pytest.mark.parametrize("part", range(4))
@pytest.mark.slow
def test_mutated_real_files_yield_problems_only(part: int, tmp_path: Path) -> None:
    for number, text in enumerate(some(THOROUGH // 4, part)):
        try:
            showable(judged(text, tmp_path), text)
        except Exception:
            failed = tmp_path / f"input-{number}.yaml"
            failed.write_text(text, encoding="utf-8", errors="surrogatepass")
            print(f"the input is kept in {failed}")  # noqa: T201 - pytest shows it with the failure
            raise


def test_mutations_reach_sound_and_broken_files_alike(tmp_path: Path) -> None:
    """What the fuzzing is worth: many codes are met, and a good part of the files can still be read."""
    found = [judged(text, tmp_path) for text in some(400, 99)]
    codes = {problem.code for problems in found for problem in problems}
    sound = sum(not any(problem.severity == "error" for problem in problems) for problems in found)
    assert len(codes) >= 25
    assert sound >= 10


def test_the_same_words_as_a_kinds_file() -> None:
    for text in some(400, 7):
        _, problems = read_kinds(text, file=SHIPPED, base=KINDS)
        showable(problems, text)


SCALARS = st.one_of(
    st.sampled_from(HOSTILE), st.text(max_size=20), st.integers().map(str), st.sampled_from(KEYS)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(st.sampled_from(KEYS), inner, max_size=3).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}"
        ),
    ),
    max_leaves=6,
)


@settings(
    max_examples=2_000 if os.environ.get("TOOLLIB_THOROUGH") else 200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(key=st.sampled_from(KEYS), value=VALUES)
def test_any_value_of_any_key_yields_problems_only(key: str, value: str, tmp_path: Path) -> None:
    text = f"{NEEDED}{key}: {value}\n"
    showable(judged(text, tmp_path), text)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(source=st.binary(max_size=200))
def test_any_bytes_yield_problems_only(source: bytes, tmp_path: Path) -> None:
    judged(source, tmp_path)
    judged(NEEDED.encode() + source, tmp_path)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=100))
def test_any_text_yields_problems_only(text: str, tmp_path: Path) -> None:
    showable(judged(text, tmp_path), text)

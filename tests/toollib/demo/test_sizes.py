"""Sizes: what is asked for is made exactly, what does not go together is said."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.toollib.demo.made import make
from toollib.demo import DoesNotFit, Sizes, sizes_for

NOW = datetime(2026, 11, 28, 11, 0, tzinfo=UTC)


def test_without_wishes_it_is_the_library_of_the_documentation() -> None:
    assert sizes_for() == Sizes(members=60, tools=150, loans=1320)


@pytest.mark.parametrize("loans", [1, 5_000, 100_000, 1_000_000])
def test_sizes_that_nobody_names_grow_with_the_loans(loans: int) -> None:
    sizes = sizes_for(loans=loans)
    assert sizes.loans == loans
    assert sizes.tools >= 150
    assert sizes.members >= 60


def test_the_largest_library_is_allowed() -> None:
    assert sizes_for(tools=100_000, loans=1_000_000).loans == 1_000_000


@pytest.mark.parametrize(
    "asked",
    [
        {"members": 0},
        {"tools": -1},
        {"loans": 1_000_001},
        {"tools": 100_001},
        {"members": 5, "tools": 5, "loans": 9_000},
    ],
)
def test_what_does_not_go_together_is_refused(asked: dict[str, int]) -> None:
    with pytest.raises(DoesNotFit):
        sizes_for(**asked)


@pytest.mark.parametrize(
    ("members", "tools", "loans"),
    [
        (1, 1, 0),
        (1, 1, 1),
        (3, 2, 20),
        (8, 12, 100),
        (20, 300, 900),
        (200, 30, 600),
        (60, 150, 299),
        (60, 150, 301),
    ],
)
def test_every_size_has_exactly_what_was_asked_for(
    tmp_path: Path, members: int, tools: int, loans: int
) -> None:
    made = make(tmp_path / "demo", NOW, members=members, tools=tools, loans=loans)
    assert made.value("SELECT count(*) FROM member") == members
    assert made.value("SELECT count(*) FROM tool") == tools
    assert made.value("SELECT count(*) FROM loan WHERE undone IS NULL") == loans
    assert made.rows("PRAGMA foreign_key_check") == []


def test_progress_runs_from_nothing_to_all(tmp_path: Path) -> None:
    from toollib.demo import build_demo

    told: list[tuple[int, int]] = []
    build_demo(tmp_path / "demo", now=NOW, loans=400, progress=lambda made, of: told.append((made, of)))
    assert told[0] == (0, 400)
    assert told[-1] == (400, 400)
    assert told == sorted(told)

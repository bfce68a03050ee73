"""Long lines of names: whole for `grep`, broken between names on a terminal."""

import os
import sys

import pytest

from toollib.cli.flowing import flowing

NAMES = [f"design-number-{n}" for n in range(40)]


def test_off_a_terminal_all_stands_in_one_line() -> None:
    assert list(flowing("Lost: ", NAMES)) == [f"Lost: {', '.join(NAMES)}"]


@pytest.mark.parametrize("columns", [20, 80, 200])
def test_on_a_terminal_lines_keep_to_its_width_and_no_name_is_broken(
    monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr(os, "get_terminal_size", lambda *_: os.terminal_size((columns, 24)))
    first, *rest = flowing("  Lost: ", NAMES)
    assert first.startswith("  Lost:")
    assert all(line.startswith("      design") for line in rest)
    assert all(len(line) <= max(columns, len("      design-number-39,")) for line in [first, *rest])
    assert " ".join(" ".join([first, *rest]).split()) == f"Lost: {', '.join(NAMES)}"

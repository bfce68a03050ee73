"""Defects of the program are written down by their place, with nobody's data, and never without end."""

from pathlib import Path

import pytest

from toollib import defects


def broken(name: str) -> None:
    raise KeyError(name)


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    found = defects.log_file()
    assert found is not None
    return found


def caught() -> Exception:
    try:
        try:
            broken("Ada Osei")
        except KeyError as error:
            raise ValueError("0123 456") from error
    except ValueError as error:
        return error
    raise AssertionError


def test_the_place_and_what_it_came_of_but_nothing_that_was_said(log: Path) -> None:
    assert defects.note(caught()) == log
    kept = log.read_text()
    assert "in broken" in kept
    assert kept.index("builtins.ValueError") < kept.index("which came of") < kept.index("builtins.KeyError")
    assert "Ada" not in kept
    assert "0123" not in kept


def test_only_this_account_may_look_into_its_folder(log: Path) -> None:
    defects.note(caught())
    assert log.parent.stat().st_mode & 0o077 == 0


def test_a_long_log_begins_anew_and_keeps_the_one_before(log: Path) -> None:
    log.parent.mkdir(parents=True)
    log.write_text("x" * 300_000)
    defects.note(caught())
    assert log.stat().st_size < 10_000
    assert log.with_name("defects.log.1").stat().st_size == 300_000


def test_where_nothing_can_be_written_that_is_said(log: Path) -> None:
    log.parent.parent.mkdir(parents=True)
    log.parent.write_text("a file in the way")
    assert defects.note(caught()) is None

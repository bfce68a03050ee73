"""The folder: a library like any other, whole or not there, the same for the same seed."""

import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from catalog.shipped import shipped_kinds
from tests.toollib.demo.made import Made, make
from toollib.demo import build_demo
from toollib.rules.reasons import Refused
from toollib.settings_file import Names, load_settings
from toollib.store.database import create
from toollib.store.driver import sqlite3

NOW = datetime(2026, 11, 28, 11, 0, tzinfo=UTC)


def _dump(made: Made) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, those of the search among them; only the migrations tell when they ran."""
    tables = made.rows(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%migrations' ORDER BY name"
    )
    return {name: made.rows(f"SELECT * FROM {name}") for (name,) in tables}


def test_the_same_seed_and_instant_make_the_same_rows(tmp_path: Path) -> None:
    first, second = (make(tmp_path / name, NOW, loans=500) for name in ("one", "two"))
    assert _dump(first) == _dump(second)


def test_another_seed_makes_another_library(tmp_path: Path) -> None:
    first, second = (make(tmp_path / str(seed), NOW, loans=500, seed=seed) for seed in (1, 2))
    assert first.rows("SELECT * FROM loan") != second.rows("SELECT * FROM loan")
    assert first.rows("SELECT name FROM member") == second.rows("SELECT name FROM member")


def test_only_its_owner_can_read_it(demo: Made) -> None:
    folders = [demo.folder, *(demo.folder / name for name in ("designs", "files", "backups"))]
    assert {stat.S_IMODE(each.stat().st_mode) for each in folders} == {0o700}
    files = [
        each for each in demo.folder.rglob("*") if each.is_file() and each.suffix in {".yaml", ".db", ".md"}
    ]
    assert len(files) == 4
    assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}


def test_its_settings_are_without_fault(demo: Made) -> None:
    kinds = shipped_kinds()
    names = Names({kind.slug for kind in kinds}, kinds.categories)
    reading = load_settings(demo.folder, names)
    assert reading.problems == ()
    assert reading.maybe_tools == ()


def test_it_is_sound_and_has_the_tables_guards_and_indexes_of_a_new_library(
    demo: Made, tmp_path: Path
) -> None:
    everything = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE '%migrations%' ORDER BY type, name"
    new = create(tmp_path / "new.db")
    try:
        assert demo.rows(everything) == [tuple(row) for row in new.all(everything)]
    finally:
        new.close()
    assert demo.rows("PRAGMA integrity_check") == [("ok",)]
    assert demo.rows("PRAGMA foreign_key_check") == []
    assert demo.value("PRAGMA journal_mode") == "wal"


def test_its_search_stands_and_keeps_in_step(tmp_path: Path) -> None:
    made = make(tmp_path / "demo", NOW, loans=300)
    with made.library() as library:
        assert [each.name for each in library.desk.search("ada os").members] == ["Ada Osei"]
        assert "T-0107" in [each.tag for each in library.desk.search("drill kit").tools]
        assert [each.name for each in library.desk.search("sinead orourke").members] == ["Sinéad O'Rourke"]
        assert [each.name for each in library.desk.search("张伟").members] == ["张伟"]
    with made.database() as db:
        for table in ("tool_fts", "member_fts", "tool_part"):
            db.run(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
        with pytest.raises(sqlite3.DatabaseError, match="events only grow"):
            db.run("DELETE FROM event WHERE id = 1")


def test_a_library_that_is_there_is_left_alone(demo: Made) -> None:
    before = (demo.folder / "library.db").stat()
    with pytest.raises(Refused) as refused:
        build_demo(demo.folder, now=NOW)
    assert refused.value.code == "bad-file"
    assert (demo.folder / "library.db").stat().st_mtime_ns == before.st_mtime_ns


def test_what_is_broken_off_leaves_no_library_and_can_be_begun_again(tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def stop(made: int, _: int) -> None:
        if made:
            raise Enough

    with pytest.raises(Enough):
        build_demo(tmp_path / "demo", now=NOW, progress=stop)
    assert [each.name for each in (tmp_path / "demo").rglob("*") if each.is_file()] == []
    assert (
        make(tmp_path / "demo", NOW, loans=300).value("SELECT count(*) FROM loan WHERE undone IS NULL") == 300
    )

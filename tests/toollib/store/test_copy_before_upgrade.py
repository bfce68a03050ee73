"""A3: before an older database is changed, a copy of it is kept; where none can be kept, nothing is changed."""

from pathlib import Path

import pytest
from sqlite_utils import Database as Utils

from toollib.rules.reasons import Refused
from toollib.store.database import SCHEMA_VERSION, connect, open_database
from toollib.store.schema import schema

OLDER = 4


@pytest.fixture
def older(tmp_path: Path) -> Path:
    path = tmp_path / "library.db"
    db = connect(path)
    db.connection.row_factory = None
    schema.apply(Utils(db.connection), stop_before="m0005_care")
    db.run(
        "INSERT INTO kind (slug, name, added_at) VALUES ('clay-press', 'Clay press', '2026-11-21T10:00:00Z')"
    )
    db.run(f"PRAGMA user_version = {OLDER}")
    db.close()
    return path


def version(path: Path) -> int:
    db = connect(path)
    try:
        return int(db.value("PRAGMA user_version"))
    finally:
        db.close()


def test_the_copy_is_whole_and_only_its_owner_reads_it(older: Path, tmp_path: Path) -> None:
    open_database(older, keep_older_in=tmp_path / "backups").close()
    assert version(older) == SCHEMA_VERSION
    (copy,) = (tmp_path / "backups").glob("*.db")
    assert copy.name == f"before-upgrade-from-{OLDER}.db"
    assert copy.stat().st_mode & 0o777 == 0o600
    assert version(copy) == OLDER
    db = connect(copy)
    assert db.value("SELECT name FROM kind") == "Clay press"
    db.close()


def test_without_a_copy_nothing_is_changed(older: Path, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("in the way")
    with pytest.raises(Refused):
        open_database(older, keep_older_in=tmp_path / "backups")
    assert version(older) == OLDER

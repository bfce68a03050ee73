"""What the database keeps true by itself, whatever the code above it does."""

from collections.abc import Callable
from pathlib import Path
from stat import S_IMODE

import pytest

from tests.riverside import Riverside, dump
from toollib.store import schema
from toollib.store.database import SCHEMA_VERSION
from toollib.store.driver import SAFE_WITH_TWO_DESKS, SQLITE_VERSION, sqlite3


@pytest.fixture
def lent(riverside: Riverside) -> Riverside:
    """Riverside with T-0042 out, and something in the ledger."""
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.desk.charge("M-0017", "3.00", "lost key")
    return riverside


def test_sqlite_is_one_that_keeps_what_two_desks_commit() -> None:
    assert SQLITE_VERSION >= SAFE_WITH_TWO_DESKS


def test_the_schema_version_counts_the_migrations() -> None:
    steps = [name for name in vars(schema) if name.startswith("m0")]
    assert len(steps) == SCHEMA_VERSION == schema.VERSION
    assert [name[:5] for name in sorted(steps)] == [
        f"m{number:04}" for number in range(1, SCHEMA_VERSION + 1)
    ]


@pytest.mark.parametrize("table", ["event", "ledger"])
@pytest.mark.parametrize("change", ["UPDATE {} SET at = '2020-01-01T00:00:00Z'", "DELETE FROM {}"])
def test_history_and_ledger_only_grow(lent: Riverside, table: str, change: str) -> None:
    connection = lent.db.connection
    with pytest.raises(sqlite3.IntegrityError, match="only grow"):
        connection.execute(change.format(table))
    with pytest.raises(sqlite3.IntegrityError, match="only grow"):
        connection.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE id = 1")


Put = Callable[[Riverside], object]
WRONG: dict[str, str] = {
    "a second open loan of a tool": """INSERT INTO loan (tool, member, out_at, due)
        SELECT tool, member + 1, out_at, due FROM loan WHERE returned_at IS NULL""",
    "a loan that ends before it begins": "UPDATE loan SET returned_at = '2001-01-01T00:00:00Z'",
    "an undone loan that is open": "UPDATE loan SET undone = 1",
    "a loan of nothing": "INSERT INTO loan (tool, out_at, due) VALUES (999999, 'x', 'y')",
    "money of nobody": """INSERT INTO ledger (at, member, kind, amount, event) VALUES ('x', 999999, 'charge', 1, 1)""",
    "money without an event": """INSERT INTO ledger (at, member, kind, amount, event)
        VALUES ('x', 1, 'charge', 1, 999999)""",
    "a kind of entry that nobody knows": """INSERT INTO ledger (at, member, kind, amount, event)
        VALUES ('x', 1, 'gift', 1, 1)""",
    "money as text": "INSERT INTO ledger (at, member, kind, amount, event) VALUES ('x', 1, 'charge', 'one', 1)",
    "money as a fraction": "INSERT INTO ledger (at, member, kind, amount, event) VALUES ('x', 1, 'charge', 1.5, 1)",
    "a code that means two things": "UPDATE code SET tool = 1 WHERE member IS NOT NULL",
    "a code that means nothing": "INSERT INTO code (key, shown) VALUES ('x', 'x')",
    "a code twice": "INSERT INTO code (key, shown, tool) VALUES ('m-0017', 'M-0017', 1)",
    "a negative price": "UPDATE tool SET price = -1",
    "an event undone twice": """INSERT INTO event (at, who, desk, what, about, undoes)
        VALUES ('x', 'x', 'x', 'undo', '{}', 1), ('x', 'x', 'x', 'undo', '{}', 1)""",
    "an event that is no JSON": "INSERT INTO event (at, who, desk, what, about) VALUES ('x','x','x','x','{')",
    "a member gone with loans": "DELETE FROM member WHERE code = 'M-0017'",
    "a ready hold without a copy": """INSERT INTO hold (member, kind, placed_at, state)
        VALUES (1, 'jigsaw', 'x', 'ready')""",
    "a reservation that ends before it begins": """INSERT INTO reservation
        (member, kind, from_day, to_day, state, placed_at) VALUES (1, 'jigsaw', '2026-12-05', '2026-12-04', 'accepted', 'x')""",
}


@pytest.mark.parametrize("wrong", sorted(WRONG))
def test_the_database_refuses(lent: Riverside, wrong: str) -> None:
    before = dump(lent.db)
    with pytest.raises(sqlite3.IntegrityError):
        lent.db.connection.execute(WRONG[wrong])
    assert dump(lent.db) == before


def test_an_entry_is_voided_once(lent: Riverside) -> None:
    put = "INSERT INTO ledger (at, member, kind, amount, event, voids) VALUES ('x', 2, 'void', -300, 1, ?)"
    row = lent.db.value("SELECT max(id) FROM ledger")
    lent.db.connection.execute(put, (row,))
    with pytest.raises(sqlite3.IntegrityError):
        lent.db.connection.execute(put, (row,))


def test_every_connection_is_set_to_lose_nothing(riverside: Riverside) -> None:
    value = riverside.db.value
    assert value("PRAGMA journal_mode") == "wal"
    assert value("PRAGMA synchronous") == 2
    assert value("PRAGMA foreign_keys") == 1
    assert value("PRAGMA user_version") == SCHEMA_VERSION


def test_every_table_of_ours_is_strict(riverside: Riverside) -> None:
    loose = {
        row[1]
        for row in riverside.db.all("PRAGMA table_list")
        if row[2] == "table" and not row[5] and not row[1].startswith(("sqlite_", "_sqlite_"))
    }
    assert loose == set()


def test_only_the_owner_reads_what_is_known_of_people(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    assert {file.suffix for file in riverside.folder.glob("library.db*")} >= {".db", ".db-wal"}
    for file in riverside.folder.glob("library.db*"):
        assert S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_a_new_library_is_private_under_any_umask(tmp_path: Path) -> None:
    import os

    from toollib.newlibrary import NewLibrary, make_library

    old = os.umask(0)
    try:
        make_library(tmp_path / "new", NewLibrary("New"))
    finally:
        os.umask(old)
    modes = {each.name: S_IMODE(each.stat().st_mode) for each in (tmp_path / "new").iterdir()}
    assert modes.pop("library.db") == modes.pop("library.yaml") == 0o600
    assert set(modes.values()) == {0o700}
    assert S_IMODE((tmp_path / "new").stat().st_mode) == 0o700

"""Opening what is there: older, newer, damaged, foreign, unwritable, locked. Said at opening, and nothing changed."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.riverside import Riverside, dump
from toollib.library import Library
from toollib.newlibrary import NewLibrary, make_library
from toollib.rules.reasons import Refused
from toollib.store import database
from toollib.store.database import SCHEMA_VERSION, connect, open_database
from toollib.store.driver import sqlite3
from toollib.store.schema import schema


def refused_code(path: Path) -> str:
    with pytest.raises(Refused) as refused:
        open_database(path).close()
    assert refused.value.hint is not None
    return refused.value.code


def garbage(file: Path) -> None:
    file.write_bytes(b"This is a shopping list.\n" * 100)


def header_then_garbage(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:16] + b"\xa5" * 8000)


def empty(file: Path) -> None:
    file.write_bytes(b"")


def cut_in_half(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def one_page(file: Path) -> None:
    os.truncate(file, 4096)


def newer(file: Path) -> None:
    other = sqlite3.connect(str(file))
    other.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    other.close()


def of_another_program(file: Path) -> None:
    file.unlink()
    other = sqlite3.connect(str(file))
    other.execute("CREATE TABLE recipe (name TEXT)")
    other.close()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (garbage, "library-damaged"),
        (header_then_garbage, "library-damaged"),
        (empty, "library-damaged"),
        (cut_in_half, "library-damaged"),
        (one_page, "library-damaged"),
        (newer, "library-newer"),
        (of_another_program, "library-damaged"),
    ],
)
def test_what_cannot_be_used_is_named_and_left_as_it_is(
    riverside: Riverside, spoil: Callable[[Path], None], code: str
) -> None:
    file = riverside.folder / "library.db"
    spoil(file)
    before = file.read_bytes()
    assert refused_code(file) == code
    assert file.read_bytes() == before


def test_a_damaged_page_is_named_where_it_is_met(riverside: Riverside) -> None:
    file = riverside.folder / "library.db"
    page = 4096
    with file.open("r+b") as raw:
        for number in range(1, file.stat().st_size // page):
            raw.seek(number * page)
            raw.write(b"\xa5" * page)
    with pytest.raises(Refused) as refused:
        riverside.desk.today()
    assert refused.value.code == "library-damaged"


def test_a_library_without_its_database_or_settings_is_missing(riverside: Riverside) -> None:
    (riverside.folder / "library.db").unlink()
    with pytest.raises(Refused) as refused:
        Library.open(riverside.folder)
    assert refused.value.code == "library-missing"
    (riverside.folder / "library.yaml").unlink()
    with pytest.raises(Refused) as refused:
        Library.open(riverside.folder)
    assert refused.value.code == "library-missing"


_AS_NOBODY = """
import os, sys
from pathlib import Path
from toollib.rules.reasons import Refused
from toollib.store.database import open_database
os.setgid(65534); os.setuid(65534)
try:
    open_database(Path(sys.argv[1])).close()
except Refused as refused:
    print(refused.code)
else:
    print("opened")
"""


@pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can become somebody else"
)
@pytest.mark.parametrize(("folder", "file"), [(0o555, 0o666), (0o777, 0o444)])
def test_what_cannot_be_written_is_said_at_opening(riverside: Riverside, folder: int, file: int) -> None:
    path = riverside.folder / "library.db"
    path.chmod(file)
    riverside.folder.chmod(folder)
    opened = [each for each in riverside.folder.parents if each.stat().st_mode & 0o005 != 0o005]
    for each in opened:
        each.chmod(0o755)
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY, str(path)], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "read-only", done.stderr


def test_somebody_who_never_lets_go_is_told_of_after_our_patience(
    riverside: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    desk = riverside.desk
    other = connect(riverside.folder / "library.db")
    try:
        with other.writing():
            with pytest.raises(Refused) as refused:
                desk.checkout("M-0017", ["T-0042"])
            assert refused.value.code == "library-busy"
            assert desk.tool("T-0042").state == "in"  # reading goes on
    finally:
        other.close()
    assert desk.checkout("M-0017", ["T-0042"]).loans


def test_patience_is_five_seconds() -> None:
    assert database.PATIENCE == 5.0


def test_migrating_again_changes_nothing(riverside: Riverside) -> None:
    before = dump(riverside.db)
    riverside.close()
    opened = open_database(riverside.folder / "library.db", keep_older_in=riverside.folder / "backups")
    try:
        assert list((riverside.folder / "backups").iterdir()) == []
        database._migrate(opened)
        assert dump(opened) == before
    finally:
        opened.close()


def _structure(path: Path) -> list[tuple[str, str, str]]:
    opened = open_database(path)
    try:
        rows = opened.all("SELECT type, name, coalesce(sql, '') FROM sqlite_master ORDER BY 1, 2")
        return [tuple(row) for row in rows]
    finally:
        opened.close()


@pytest.mark.parametrize("steps", range(SCHEMA_VERSION))
def test_every_older_schema_comes_up_to_the_newest(tmp_path: Path, steps: int) -> None:
    from sqlite_utils import Database as Utils

    fresh = tmp_path / "fresh.db"
    database.create(fresh).close()
    older = tmp_path / "older.db"
    older.touch()
    connection = sqlite3.connect(str(older))
    utils = Utils(connection)
    schema.ensure_migrations_table(utils)
    for migration in schema.pending(utils)[:steps]:
        migration.fn(utils)
        utils.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('toollib', ?, '2026-01-01')",
            (migration.name,),
        )
    if steps:
        connection.execute(
            "INSERT INTO member (code, name, added_at) VALUES ('M-0001', 'Ada Osei', '2026-01-01T00:00:00Z')"
        )
    connection.execute(f"PRAGMA user_version = {steps}")
    connection.commit()
    connection.close()
    opened = open_database(older, keep_older_in=tmp_path / "copies")
    try:
        assert (tmp_path / "copies").exists() == bool(steps), "a file without tables needs no copy"
        assert opened.value("SELECT count(*) FROM member") == (1 if steps else 0)
    finally:
        opened.close()
    assert _structure(older) == _structure(fresh)


_OPEN_IT = "import sys; from pathlib import Path; from toollib.store.database import open_database as o; o(Path(sys.argv[1])).close()"


def test_several_processes_may_bring_it_up_to_date_at_once(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    connection = sqlite3.connect(str(path))
    connection.execute("VACUUM")  # an empty database with a header
    connection.execute("PRAGMA user_version = 0")
    connection.close()
    root = Path(__file__).parents[3]
    running = [subprocess.Popen([sys.executable, "-c", _OPEN_IT, str(path)], cwd=root) for _ in range(3)]
    assert [each.wait(30) for each in running] == [0, 0, 0]
    fresh = tmp_path / "fresh.db"
    database.create(fresh).close()
    assert _structure(path) == _structure(fresh)


def test_a_library_is_never_made_over_another(riverside: Riverside) -> None:
    before = {file: file.read_bytes() for file in riverside.folder.iterdir() if file.is_file()}
    with pytest.raises(Refused) as refused:
        make_library(riverside.folder, NewLibrary("Other"))
    assert refused.value.code == "bad-file"
    assert {file: file.read_bytes() for file in riverside.folder.iterdir() if file.is_file()} == before


def test_two_who_make_a_library_in_one_place_make_one(tmp_path: Path) -> None:
    file = tmp_path / "library.db"
    database.create(file).close()
    with pytest.raises(Refused) as refused:
        database.create(file)
    assert refused.value.code == "bad-file"

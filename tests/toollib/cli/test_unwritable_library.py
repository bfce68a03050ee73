"""A library that may not be written: every question is answered as ever, every verb refused, and nothing is touched."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.riverside import Riverside
from tests.toollib.cli.conftest import Shell
from toollib.library import Library
from toollib.reports.book import REPORTS
from toollib.rules.reasons import Refused
from toollib.store import database, still
from toollib.store.driver import sqlite3

QUESTIONS = (
    "today", "build ready", "build bootstrap", "build unlock", "search sander", "search kiln", "status M-0017",
    "status T-0042", "loans", "holds", "reservations", "tool list", "tool show T-0042", "member list",
    "member show M-0017", "event list", "account M-0017", "wish list", "kind list", "design list", "doctor",
    *(f"report {code}" for code in REPORTS),
)  # fmt: skip
VERBS = (
    "checkout M-0017 T-0050", "checkout M-0017 T-0042", "return T-0042", "pay M-0017 1", "undo", "hold M-0021 T-0042",
    "member edit M-0017 --phone 1", "wish add M-0017 loom", "tool edit T-0042 --place B1",
)  # fmt: skip


@pytest.fixture
def shell(riverside: Riverside) -> Shell:
    """Riverside with a copy that is out, one that is kept for somebody whose time is over, and its log folded in."""
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.desk.hold("M-0021", "T-0042")
    riverside.desk.return_(["T-0042"])
    riverside.desk.checkout("M-0030", ["T-0043"])
    riverside.desk.hold("M-0017", "T-0042")
    riverside.close()
    return Shell(riverside.folder, now="2026-12-12T10:10")


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no library be written."""
    for each in (database, still):
        monkeypatch.setattr(each, "may_write", lambda _: False)


def files(folder: Path) -> dict[str, tuple[bytes, int]]:
    found = [each for each in folder.rglob("*") if each.is_file()]
    return {str(each): (each.read_bytes(), each.stat().st_mtime_ns) for each in found}


def test_questions_are_answered_as_ever_and_verbs_refused(
    shell: Shell, request: pytest.FixtureRequest
) -> None:
    answers = {each: shell.run(*each.split()).stdout for each in QUESTIONS if each != "search kiln"}
    assert "kept ready" in answers["holds"]  # the queue moved on by time alone
    request.getfixturevalue("closed")
    before = files(shell.folder)
    for each in QUESTIONS:
        told = shell.run(*each.split())
        assert told.exit_code == 0, told.output
        if each in answers and each != "doctor":
            assert told.stdout == answers[each]
    for each in VERBS:
        assert shell.codes(*each.split(), who="Cora Lind") == ["read-only"]
    assert files(shell.folder) == before


def test_what_somebody_else_writes_meanwhile_is_not_believed(
    shell: Shell, closed: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened = Library.open.__func__  # type: ignore[attr-defined] # a class method

    def open_(*given: object, **named: object) -> Library:
        library: Library = opened(Library, *given, **named)
        other = sqlite3.connect(str(shell.folder / "library.db"))
        other.execute("UPDATE member SET name = 'Somebody Else'")
        other.commit()
        other.close()
        return library

    assert shell.run("member", "list").exit_code == 0
    monkeypatch.setattr(Library, "open", open_)
    for command in ("member list", "build ready", "member export M-0017", "report usage --csv"):
        file = [str(tmp_path / "r.csv")] if command.endswith("--csv") else []
        assert shell.codes(*command.split(), *file) == ["library-busy"]
    assert not (tmp_path / "r.csv").exists()


def test_an_older_library_is_not_brought_up(shell: Shell, closed: None) -> None:
    with sqlite3.connect(str(shell.folder / "library.db")) as older:
        older.execute("PRAGMA user_version = 3")
    older.close()
    refusal = shell.refusal("today")
    assert refusal["code"] == "read-only"
    assert "is of an older version" in refusal["message"]
    assert "copy the whole folder" in refusal["hint"]


def test_screens_want_to_write(shell: Shell, closed: None) -> None:
    with pytest.raises(Refused) as refused:
        Library.open(shell.folder)
    assert refused.value.code == "read-only"


_AS_NOBODY = """
import os, sys
from pathlib import Path
from toollib.rules.reasons import Refused
from toollib.store.database import open_database
os.setgid(65534); os.setuid(65534)
try:
    library = open_database(Path(sys.argv[1]), to_read=True)
    with library.reading():
        library.run("CREATE TEMP TABLE seen (name TEXT)")
        print(library.value("SELECT name FROM member WHERE code = 'M-0017'"))
    library.check_still()
    library.close()
except Refused as refused:
    print(refused.code, refused.hint)
"""


@pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can become somebody else"
)
@pytest.mark.parametrize(
    ("beside", "told"),
    [
        (("library.db-wal", "library.db-shm"), "Somebody New"),  # a desk has it open
        (("library.db-wal",), "read-only copy the whole folder to where you may write, and ask there"),
        ((), "Ada Osei"),
    ],
)
def test_a_log_is_read_where_that_can_be(shell: Shell, beside: tuple[str, ...], told: str) -> None:
    desk = sqlite3.connect(str(shell.folder / "library.db"))
    desk.execute("UPDATE member SET name = 'Somebody New' WHERE code = 'M-0017'")
    desk.commit()
    for each in shell.folder.glob("library.db-*"):
        if each.name not in beside:
            each.unlink()
    (shell.folder / "library.db").chmod(0o444)
    shell.folder.chmod(0o555)
    for each in shell.folder.glob("library.db-*"):
        each.chmod(0o444)
    for each in shell.folder.parents:
        each.chmod(each.stat().st_mode | 0o005)
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY, str(shell.folder / "library.db")],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    desk.close()
    assert done.stdout.strip() == told, done.stderr

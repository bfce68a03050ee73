"""A desk that is killed before its first write, before its second, … before its commit, until the verb goes through.

`python -m tests.faults.kill_anywhere FOLDER NOW VERB...`: each time the library is opened again, and it must be as it
was before the verb or as it is after it. Tells how often it killed; exit 1 with what was found in part.

A program of its own, since it forks: once a kill, without the price of a new interpreter.
"""

import os
import shutil
import signal
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from tests.faults.building import WORK
from tests.faults.verbs import VERBS
from tests.riverside import dump
from toollib.clock import SetClock
from toollib.library import Library, Who

MAKERS = "makers:"  # before the name of one of their verbs
_MOST = 400  # no verb writes so often
# Between two reads nothing has changed, neither on the disk nor in what the next statement will do to it.
_READS = ("SELECT", "PRAGMA", "--")


def killed(folder: Path, now: datetime, verb: str, after: int) -> bool:
    """Do a verb in a process that kills itself after so many writes; False: it got to its end."""
    child = os.fork()
    if child == 0:
        _do(folder, now, verb, after)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    if os.WEXITSTATUS(status) != 0:
        raise AssertionError(f"{verb} failed before it was killed at {after}")
    return False


def _do(folder: Path, now: datetime, verb: str, after: int) -> None:
    code, seen = 1, 0

    def count(statement: str) -> None:
        nonlocal seen
        seen += not statement.lstrip().startswith(_READS)
        if seen > after:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        library = Library.open(folder, clock=SetClock(now), person=Who("Cora Lind", "office"))
        library.desk.context.db.connection.set_trace_callback(count)
        if verb.startswith(MAKERS):
            WORK[verb.removeprefix(MAKERS)](library)
        else:
            VERBS[verb](library.desk)
        code = 0
    finally:
        os._exit(code)


def as_found(folder: Path, now: datetime) -> object:
    """Every row and every file beside the database, once the library was opened again as the next morning opens it."""
    with Library.open(folder, clock=SetClock(now), person=Who("Cora Lind", "office")) as library:
        db = library.desk.context.db
        assert db.value("PRAGMA integrity_check") == "ok"
        assert db.all("PRAGMA foreign_key_check") == []
        files = {
            path.relative_to(folder): path.read_bytes()
            for path in (folder / "files").rglob("*")
            if path.is_file()
        }
        return dump(db), files


def everywhere(folder: Path, now: datetime, verb: str) -> int:
    """Kill a verb at each of its statements; answers how often it was killed.

    Raises:
        AssertionError: something was there in part.
    """
    before, found = as_found(folder, now), []
    for after in range(_MOST):
        with tempfile.TemporaryDirectory() as place:
            copy = Path(place) / "library"
            shutil.copytree(folder, copy)
            was_killed = killed(copy, now, verb, after)
            found.append(as_found(copy, now))
        if not was_killed:
            break
    whole = found[-1]
    assert whole != before, f"{verb} does nothing"
    for number, each in enumerate(found):
        assert each in (before, whole), f"{verb}: half done when killed at write {number + 1}"
    return len(found) - 1


if __name__ == "__main__":
    kills = sum(
        everywhere(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), verb) for verb in sys.argv[3:]
    )
    sys.stdout.write(f"{kills}\n")

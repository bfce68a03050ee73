"""Where the command line ends: a stdout that takes nothing, folders of others, bytes that are no text."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.riverside import Riverside
from tests.toollib.cli.conftest import SATURDAY, Shell

# Imported first, since an ordinary user may not even reach the interpreter's own folder.
_AS_NOBODY = """
import os, sys, click.testing
import toollib.cli.main, toollib.cli.desk, toollib.cli.doctor, toollib.cli.looking, toollib.cli.starting, toollib.library
import toollib.newlibrary, toollib.settings_file, toollib.desk.answers, toollib.store.health, platformdirs, rapidfuzz
import toollib.places, toollib.clock, platform, catalog.shipped, encodings.idna
from toollib.cli.main import main
os.setgid(65534); os.setuid(65534)
main(sys.argv[1:])
"""
as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become somebody else"
)
full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is full")


def process(*command: str, **options: object) -> "subprocess.CompletedProcess[str]":
    """A run of its own, as a shell starts it."""
    environment = {**os.environ, "TOOLLIB_DESK": "front", **options.pop("env", {})}  # type: ignore[dict-item]
    environment.pop("TOOLLIB_TRACEBACK", None)
    run = [sys.executable, "-c", "from toollib.cli.main import main; main()", *command]
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        run, text=True, stderr=subprocess.PIPE, env=environment, check=False, **options
    )


def nobody(*command: str, home: Path) -> "subprocess.CompletedProcess[str]":
    """A run of somebody who may read nothing here."""
    environment = {**os.environ, "HOME": str(home), "LOGNAME": "nobody"}
    environment.pop("XDG_CACHE_HOME", None)
    run = [sys.executable, "-c", _AS_NOBODY, *command]
    return subprocess.run(run, text=True, capture_output=True, env=environment, check=False, cwd="/")


@full
@pytest.mark.parametrize("how", [[], ["--json"]])
def test_an_answer_that_is_lost_says_that_the_action_is_kept(
    riverside: Riverside, shell: Shell, how: list[str]
) -> None:
    riverside.close()
    with Path("/dev/full").open("w") as nowhere:
        done = process(
            "--library",
            str(shell.folder),
            "--now",
            SATURDAY,
            *how,
            "checkout",
            "M-0017",
            "T-0042",
            stdout=nowhere,
        )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "No space left on device; what was done is kept" in done.stderr
    assert shell.json("status", "T-0042")["tool"]["state"] == "out"


@full
def test_a_file_that_was_written_before_the_answer_was_lost_is_told(
    riverside: Riverside, tmp_path: Path
) -> None:
    file = tmp_path / "usage.csv"
    command = ("--library", str(riverside.folder), "report", "usage", "--csv", str(file))
    with Path("/dev/full").open("w") as nowhere:
        done = process(*command, stdout=nowhere)
    assert done.returncode == 1
    assert "what was done is kept" in done.stderr
    assert file.exists()


@full
@pytest.mark.parametrize(
    "command", [["loans"], ["--json", "loans"], ["--json", "status", "zz"], ["--help"], ["loans", "--help"]]
)
def test_nothing_else_is_claimed_to_be_kept(riverside: Riverside, command: list[str]) -> None:
    with Path("/dev/full").open("w") as nowhere:
        done = process("--library", str(riverside.folder), *command, stdout=nowhere)
    if done.returncode == 1 and command != ["loans"]:
        assert done.stderr.splitlines()[-1].endswith("stdout: No space left on device")
    assert "Traceback" not in done.stderr
    assert "kept" not in done.stderr


@full
def test_a_stderr_that_is_full_stops_nothing(riverside: Riverside) -> None:
    run = [
        sys.executable,
        "-c",
        "from toollib.cli.main import main; main()",
        "--library",
        str(riverside.folder),
    ]
    with Path("/dev/full").open("w") as nowhere:
        done = subprocess.run(
            [*run, "--json", "checkout", "M-0017", "T-0042"],
            stdout=subprocess.PIPE,
            stderr=nowhere,
            check=False,
        )
    assert done.returncode == 0
    assert json.loads(done.stdout)["loans"]


def test_without_stdout_nothing_is_done(riverside: Riverside, shell: Shell) -> None:
    line = (
        'exec "$0" -c "from toollib.cli.main import main; main()" --library "$1" checkout M-0017 T-0042 >&-'
    )
    done = subprocess.run(
        ["/bin/sh", "-c", line, sys.executable, str(riverside.folder)],
        text=True,
        stderr=subprocess.PIPE,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == "Error: there is no stdout to answer to; nothing was done\n"
    assert shell.json("status", "T-0042")["tool"]["state"] == "in"


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A folder that is open to its owner alone."""
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o700)
    return folder


@as_root
@pytest.mark.parametrize("command", [["status", "x"], ["doctor"], ["checkout", "M-0017", "T-0042"]])
def test_a_folder_of_others_is_refused(tmp_path: Path, closed: Path, command: list[str]) -> None:
    for named in (closed, closed / "inner"):
        done = nobody("--library", str(named), "--json", *command, home=tmp_path)
        assert done.returncode == 1, done.stderr
        assert json.loads(done.stdout)["error"]["code"] == "bad-file"


@as_root
def test_a_new_library_in_a_folder_of_others_is_refused(tmp_path: Path, closed: Path) -> None:
    done = nobody("--json", "init", str(closed / "new"), home=tmp_path)
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["error"]["code"] == "bad-file"


@as_root
def test_a_home_of_others_is_told(tmp_path: Path, closed: Path) -> None:
    done = nobody("--json", "today", home=closed)
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["error"]["code"] == "bad-file"


def test_names_of_the_environment_that_are_no_text(riverside: Riverside) -> None:
    odd = {b"LOGNAME": b"\xff\x1b[2J", b"TOOLLIB_DESK": b"\xff"}
    run = [
        sys.executable,
        "-c",
        "from toollib.cli.main import main; main()",
        "--library",
        str(riverside.folder),
    ]
    for command in (["tool", "note", "T-0042", "looks well"], ["event", "list", "--limit", "1"]):
        done = subprocess.run(
            [*run, "--json", *command], env={**os.environb, **odd}, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
    event = json.loads(done.stdout)["events"][0]
    assert (event["who"], event["desk"]) == ("\ufffd[2J", "\ufffd")


def test_a_place_that_is_no_text_is_still_told_in_json() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from toollib.cli.main import main; main()", "--json", "today"],
        env={**os.environb, b"TOOLLIB_LIBRARY": b"/x\xff"},
        capture_output=True,
        check=False,
    )
    assert json.loads(done.stdout)["error"]["message"].startswith("/x\ufffd is no library")

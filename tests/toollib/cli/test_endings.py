"""Every way in which a run can end: its code, its one message, and where that goes."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.processes import ROOT
from tests.riverside import Riverside
from tests.toollib.cli.conftest import Shell
from toollib import __version__
from toollib.cli import looking
from toollib.cli.main import main

ALONE = [sys.executable, "-m", "toollib"]


def test_the_version() -> None:
    result = CliRunner().invoke(main, ["--version"])
    assert (result.exit_code, result.stdout) == (0, f"toollib {__version__}\n")


def test_no_library_names_the_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TOOLLIB_LIBRARY", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    result = CliRunner().invoke(main, ["today"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    assert "toollib init" in result.stderr
    assert "toollib demo" in result.stderr
    document = json.loads(CliRunner().invoke(main, ["--json", "today"]).stdout)
    assert document["error"]["code"] == "library-missing"
    assert CliRunner().invoke(main, []).exit_code == 1


def test_the_library_is_found_by_variable_and_upward(
    riverside: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = riverside.folder / "files" / "photos"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    monkeypatch.delenv("TOOLLIB_LIBRARY", raising=False)
    assert CliRunner().invoke(main, ["status", "T-0042"]).exit_code == 0
    monkeypatch.chdir("/")
    monkeypatch.setenv("TOOLLIB_LIBRARY", str(riverside.folder))
    assert CliRunner().invoke(main, ["status", "T-0042"]).exit_code == 0


@pytest.mark.parametrize(
    "command",
    [
        ["nonsense"],
        ["status"],
        ["status", "a", "b"],
        ["pay", "M-0017"],
        ["--json"],
        ["--nonsense", "today"],
        ["member"],
    ],
)
def test_wrong_usage_is_two_and_said_on_stderr(shell: Shell, command: list[str]) -> None:
    result = CliRunner().invoke(main, ["--library", str(shell.folder), *command])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr


def test_a_global_option_after_the_command_is_shown_its_place(shell: Shell) -> None:
    result = shell.run("status", "T-0042", "--json")
    assert result.exit_code == 2
    assert "goes before the command: toollib --json" in result.stderr


def test_a_broken_library_yaml_tells_every_fault_with_its_place(shell: Shell) -> None:
    settings = shell.folder / "library.yaml"
    settings.write_text(
        settings.read_text().replace("days: 7", "days: x").replace("sign-on: free", "sign-on: maybe")
    )
    wrong = shell.refusal("today")
    assert [each["code"] for each in wrong["reasons"]] == ["settings-broken", "settings-broken"]
    assert all("library.yaml:" in each["message"] for each in wrong["reasons"])
    result = shell.run("today")
    assert [line for line in result.stderr.splitlines() if line.startswith("Error: ")]


def test_a_damaged_a_newer_and_a_missing_database(shell: Shell, riverside: Riverside) -> None:
    riverside.db.run("PRAGMA user_version = 9999")
    riverside.close()
    assert shell.codes("today") == ["library-newer"]
    (shell.folder / "library.db").write_bytes(b"no database")
    assert shell.codes("today") == ["library-damaged"]
    (shell.folder / "library.db").unlink()
    assert shell.codes("today") == ["library-missing"]


def test_a_defect_is_one_line_and_a_log_without_what_was_typed(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(_: object) -> None:
        raise RuntimeError("Ada Osei owes much")

    monkeypatch.setattr(looking.status, "callback", broken)
    monkeypatch.setattr(looking.status, "params", [])
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(looking.status, "callback", click.pass_context(broken))
    result = CliRunner().invoke(main, ["--library", str(shell.folder), "status"])
    assert result.exit_code == 1
    [line] = result.stderr.splitlines()
    assert line.startswith("Error: RuntimeError: this is a defect of toollib")
    [log] = (tmp_path / "state").rglob("*.log")
    assert str(log) in line
    kept = log.read_text()
    assert "in broken" in kept
    assert "Ada" not in kept
    document = json.loads(
        CliRunner().invoke(main, ["--json", "--library", str(shell.folder), "status"]).stdout
    )
    assert document["error"]["code"] == "defect"


def test_an_interrupt_is_130(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(looking.status, "callback", click.pass_context(interrupted))
    monkeypatch.setattr(looking.status, "params", [])
    result = shell.run("status")
    assert (result.exit_code, result.stderr) == (130, "Interrupted.\n")


def heeding_interrupts() -> None:
    """A shell lets what it starts in the background ignore interrupts, and so these tests, too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


INTO_EXECUTED_TEXT = """\
import os, signal
import click
from toollib.cli import looking
from toollib.cli.main import main

looking.status.callback = click.pass_context(lambda _: exec("os.kill(os.getpid(), signal.SIGINT); input()"))
looking.status.params = []
main(["status"], prog_name="toollib")
"""


def test_an_interrupt_that_falls_into_executed_text_is_130_too(tmp_path: Path) -> None:
    """Dataclasses are made by executing text, so an interrupt while rooms are imported often falls into some."""
    (tmp_path / "interrupted.py").write_text(INTO_EXECUTED_TEXT)
    done = subprocess.run(
        [sys.executable, "-m", "interrupted"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=heeding_interrupts,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Interrupted.\n")


def test_an_interrupt_of_a_real_process(tmp_path: Path) -> None:
    command = [*ALONE, "demo", str(tmp_path / "big"), "--no-screen", "--tools", "20000", "--loans", "200000"]
    process = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=heeding_interrupts,  # noqa: PLW1509 - nothing else runs here
    )
    try:
        deadline = time.monotonic() + 20
        while not (tmp_path / "big").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 130
    assert "Traceback" not in out + err
    assert not (tmp_path / "big" / "library.yaml").exists()


def test_a_reader_that_goes_away_is_no_failure(riverside: Riverside) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [*ALONE, "--library", str(riverside.folder), "tool", "list"]
    process = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert (process.returncode, process.stderr) == (0, "")


def test_one_real_run_of_each_kind(riverside: Riverside) -> None:
    here = [*ALONE, "--library", str(riverside.folder), "--now", "2026-11-28T10:02"]
    done = subprocess.run([*here, "--json", "checkout", "M-0017", "T-0050"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["loans"][0]["due"] == "2026-12-05"
    refused = subprocess.run([*here, "checkout", "M-0021", "T-0050"], capture_output=True, check=False)
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert refused.stderr.startswith(b"Error: ")
    wrong = subprocess.run([*here, "checkout"], capture_output=True, check=False)
    assert wrong.returncode == 2


def test_the_screens_need_a_terminal(shell: Shell) -> None:
    result = shell.run()
    assert result.exit_code == 2
    assert "terminal" in result.stderr

"""doctor: one line each, ok or what to do, also where the library does not open."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.riverside import Riverside
from tests.toollib.cli.conftest import Shell
from toollib.defects import note
from toollib.rules.reasons import refuse
from toollib.store import health


def states(shell: Shell, *, code: int) -> dict[str, Any]:
    """Check → state, of a run that ended so."""
    result = shell._run(["--json", "doctor"])
    assert result.exit_code == code, result.output
    checks = json.loads(result.stdout)["checks"]
    for each in checks:
        assert set(each) == {"check", "state", "message", "hint"}
        assert each["state"] == "ok" or each["hint"]
    return {each["check"]: each["state"] for each in checks}


def test_a_library_that_is_well(shell: Shell) -> None:
    shell.folder.chmod(0o700)
    found = states(shell, code=0)
    assert set(found) >= {"settings", "kinds", "sqlite", "database", "references", "coordinator", "designs"}
    assert {name for name, state in found.items() if state != "ok"} <= {"backup", "privacy"}
    lines = shell.run("doctor").stdout.splitlines()
    assert len(lines) == len(found)
    assert lines[0].startswith("ok ")


def test_no_coordinator_is_said(shell: Shell) -> None:
    shell.json("member", "edit", "M-0002", "--role", "", who="Cora Lind")
    assert states(shell, code=0)["coordinator"] == "advice"


def test_wrong_settings_and_kinds_do_not_hide_the_rest(shell: Shell) -> None:
    (shell.folder / "library.yaml").write_text("name: [\n")
    (shell.folder / "kinds.yaml").write_text("format: x\n")
    found = states(shell, code=1)
    assert (found["settings"], found["kinds"]) == ("wrong", "wrong")
    assert found["database"] == "ok"


def test_a_damaged_or_missing_database_does_not_hide_the_rest(shell: Shell, riverside: Riverside) -> None:
    riverside.close()
    whole = (shell.folder / "library.db").read_bytes()
    for content in (
        b"no database",
        whole[:5000] + b"\xff" * 5000 + whole[10000:],
        whole[: len(whole) // 2],
        b"",
    ):
        (shell.folder / "library.db").write_bytes(content)
        found = states(shell, code=1)
        assert found["database"] == "wrong"
        assert found["settings"] == "ok"
    (shell.folder / "library.db").unlink()
    assert states(shell, code=1)["database"] == "wrong"


def test_a_newer_database(shell: Shell, riverside: Riverside) -> None:
    riverside.db.run("PRAGMA user_version = 9999")
    riverside.close()
    assert states(shell, code=1)["database"] == "wrong"


def test_rows_that_point_to_nothing(shell: Shell, riverside: Riverside) -> None:
    shell.json("checkout", "M-0017", "T-0042")
    riverside.db.run("PRAGMA foreign_keys = OFF")
    riverside.db.run("UPDATE loan SET tool = 9999")
    riverside.close()
    assert states(shell, code=1)["references"] == "wrong"


def test_a_clock_behind_the_last_event(shell: Shell) -> None:
    shell.json("checkout", "M-0017", "T-0042")
    shell.now = "2026-11-01T10:00"
    assert states(shell, code=1)["clock"] == "wrong"


def test_a_broken_design(shell: Shell) -> None:
    (shell.folder / "designs" / "mine.yaml").write_text("name: [\n")
    assert states(shell, code=1)["designs"] == "wrong"


def test_backups_old_and_new(shell: Shell) -> None:
    assert states(shell, code=0)["backup"] == "advice"
    kept = shell.folder / "backups" / "monday.zip"
    kept.write_bytes(b"x")
    os.utime(kept, (1_795_860_000, 1_795_860_000))  # 2026-11-28
    assert states(shell, code=0)["backup"] == "ok"
    shell.now = "2026-12-30T10:00"
    assert states(shell, code=0)["backup"] == "advice"


def test_a_folder_open_to_all(shell: Shell) -> None:
    shell.folder.chmod(0o755)
    assert states(shell, code=0)["privacy"] == "advice"


def test_doctor_changes_nothing(shell: Shell, riverside: Riverside) -> None:
    riverside.close()
    before = {each: each.read_bytes() for each in shell.folder.rglob("*") if each.is_file()}
    shell.run("doctor")
    assert {each: each.read_bytes() for each in shell.folder.rglob("*") if each.is_file()} == before


def finding(shell: Shell, check: str) -> Any:
    """What one check of a run says where something is wrong."""
    result = shell._run(["--json", "doctor"])
    assert result.exit_code == 1, result.output
    return next(each for each in json.loads(result.stdout)["checks"] if each["check"] == check)


def test_a_policy_named_after_nothing(shell: Shell) -> None:
    settings = shell.folder / "library.yaml"
    settings.write_text(
        settings.read_text().replace("\npolicies:", "\npolicies:\n  mig-wleder: {days: 3}", 1)
    )
    assert shell.codes("today") == ["settings-broken"]
    found = finding(shell, "policies")
    assert found["state"] == "wrong"
    assert "did you mean `mig-welder`?" in found["message"]


@pytest.mark.parametrize(
    "lost", ["TABLE ledger", "TABLE hold", "INDEX one_open_loan", "TRIGGER event_never_goes"]
)
def test_a_database_that_lost_a_part(shell: Shell, riverside: Riverside, lost: str) -> None:
    riverside.db.run("PRAGMA foreign_keys = OFF")
    riverside.db.run(f"DROP {lost}")
    riverside.close()
    found = finding(shell, "database")
    what, _, name = lost.partition(" ")
    assert f"{what.lower()} {name} is missing" in found["message"]
    assert "backups/" in found["hint"]


def test_a_verb_that_misses_its_table_says_damaged(shell: Shell, riverside: Riverside) -> None:
    riverside.db.run("PRAGMA foreign_keys = OFF")
    riverside.db.run("DROP TABLE ledger")
    riverside.close()
    assert shell.codes("checkout", "M-0017", "T-0042") == ["library-damaged"]


def test_a_busy_database_is_not_called_damaged(
    shell: Shell, riverside: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise refuse(
            "library-busy", "another desk kept the library locked for too long", "try again in a moment"
        )

    monkeypatch.setattr(health, "look", busy)
    assert finding(shell, "database")["hint"] == "try again in a moment"


def test_a_library_that_cannot_be_written_to(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and real(path, mode))
    found = finding(shell, "database")
    assert "cannot be written to" in found["message"]
    assert "backup" not in found["hint"]


def test_a_folder_of_designs_that_cannot_be_looked_into(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir

    def refusing(path: str | Path = ".") -> Any:
        if Path(path) == shell.folder / "designs":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert "designs cannot be looked at: Permission denied" in finding(shell, "designs")["message"]


def test_a_look_at_a_database_without_rights_leaves_no_files(
    shell: Shell, riverside: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    riverside.close()
    there = sorted(shell.folder.iterdir())
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and real(path, mode))
    assert "cannot be written to" in finding(shell, "database")["message"]
    assert sorted(shell.folder.iterdir()) == there


def test_noted_defects_are_told_with_their_place(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert states(shell, code=0)["defects"] == "ok"
    log = note(ValueError("x"))
    assert states(shell, code=0)["defects"] == "advice"
    assert str(log) in shell.run("doctor").stdout

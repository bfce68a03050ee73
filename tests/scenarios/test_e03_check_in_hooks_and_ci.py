"""E3: `python -m catalog check designs/` in a hook and in CI: JSON, GitHub annotations, a thousand files in seconds."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.catalog.examples import NEEDED, write

ROOT = Path(__file__).parents[2]


def check(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # As in a maintainer's hook: no library, no home, no settings.
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": "/nonexistent"}
    command = [sys.executable, "-m", "catalog", "check", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_a_sound_folder_passes_in_silence(tmp_path: Path) -> None:
    write(tmp_path / "designs", "press.yaml", NEEDED)
    done = check(tmp_path, "designs/")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "1 file: all well\n")


def test_a_broken_one_fails_in_each_form(tmp_path: Path) -> None:
    write(tmp_path / "designs", "press.yaml", NEEDED + "tools: [dril-press]\n")
    write(tmp_path / "designs", "saw.yaml", NEEDED)
    people, programs, github = (check(tmp_path, *form, "designs") for form in ([], ["--json"], ["--github"]))
    assert [done.returncode for done in (people, programs, github)] == [1, 1, 1]
    assert people.stdout == (
        "designs/press.yaml:7:9: error kind-unknown: tool kind `dril-press` is not known "
        "(hint: did you mean `drill-press`?)\n"
    )
    [problem] = json.loads(programs.stdout)["problems"]
    assert (problem["file"], problem["line"], problem["column"]) == ("designs/press.yaml", 7, 9)
    assert github.stdout == (
        "::error file=designs/press.yaml,line=7,col=9,title=kind-unknown::tool kind `dril-press` is not known"
        "%0Ahint: did you mean `drill-press`?\n"
    )


def test_what_ships_passes() -> None:
    done = check(ROOT, "--json", "designs", "catalog/kinds.yaml")
    answer = json.loads(done.stdout)
    errors = [problem for problem in answer["problems"] if problem["severity"] == "error"]
    assert (done.returncode, errors) == (0, [])
    assert answer["files"] >= 13


@pytest.mark.slow
def test_a_thousand_files_are_all_read(tmp_path: Path) -> None:
    for number in range(1000):
        fault = "shelf: blue\n" if number % 100 == 0 else ""
        write(tmp_path, f"press-{number:04}.yaml", NEEDED + fault)
    answer = json.loads(check(tmp_path, "--json", ".").stdout)
    assert answer["files"] == 1000
    assert [problem["file"] for problem in answer["problems"]] == [
        f"press-{number:04}.yaml" for number in range(0, 1000, 100)
    ]


def test_the_hooks_for_other_repositories_check_what_they_say(tmp_path: Path) -> None:
    hooks = {
        each["id"]: each for each in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    }
    assert set(hooks) == {"check-designs", "check-designs-whole"}
    write(tmp_path, "designs/press.yaml", NEEDED + "tools: [dril-press]\n")
    write(tmp_path, "catalog/notes.yaml", "not ours")  # a folder of that name is not our package
    environment = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": "/nonexistent"}
    for hook in hooks.values():
        assert re.search(hook["files"], "designs/press.yaml")
        assert re.search(hook["files"], "kinds.yaml")
        assert not re.search(hook["files"], "catalog/notes.yaml")
        files = ["designs/press.yaml"] if hook.get("pass_filenames", True) else []
        done = subprocess.run(
            [*hook["entry"].split(), *files],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout.split(": ")[0]) == (1, "designs/press.yaml:7:9"), done.stderr

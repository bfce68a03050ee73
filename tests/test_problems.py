"""Every problem is explained, and each example yields exactly that problem in the line that is marked."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from catalog.__main__ import main
from catalog.checkrun import check_paths
from catalog.explain import HERE, NEEDED, Code, codes
from catalog.kinds import SHIPPED, read_kinds
from catalog.problem import Problem
from catalog.shipped import shipped_kinds
from tests.catalog.examples import write
from toollib.settings_file import Names, no_such_tool, read_settings

KINDS = shipped_kinds()
SETTINGS = "name: Riverside\ncurrency: GBP\ntime-zone: Europe/London\n"
NAMES = Names([kind.slug for kind in KINDS], KINDS.categories)
ALL = list(codes())
SHOWN = [code for code in ALL if code.example is not None]


def told(code: Code, folder: Path) -> tuple[Iterable[Problem], int]:
    """The problems of an example, and how many lines stand before it."""
    example = code.example or ""
    if code.file == SHIPPED:
        return read_kinds(example, file=SHIPPED, base=KINDS)[1], 0
    if code.file == "library.yaml":
        start = "" if code.whole else SETTINGS
        reading = read_settings((start + example).encode(), "library.yaml", NAMES)
        return [*reading.problems, *no_such_tool("library.yaml", reading, (), NAMES)], start.count("\n")
    start = "" if code.whole else NEEDED
    for name, text in code.beside.items():
        write(folder, name, NEEDED + text)
    path = write(folder, code.file, start + example)
    return check_paths([path, *(folder / name for name in code.beside)], kinds=KINDS).problems, start.count(
        "\n"
    )


@pytest.mark.parametrize("code", SHOWN, ids=lambda code: code.code)
def test_the_example_yields_exactly_this_problem_there(code: Code, tmp_path: Path) -> None:
    problems, before = told(code, tmp_path)
    found = [(each.code, each.severity in code.severity, each.line - before) for each in problems]
    assert found == [(code.code, True, code.at)]


def missing(folder: Path) -> Path:
    return folder / "nowhere.yaml"


def circle(folder: Path) -> Path:
    path = folder / "press.yaml"
    path.symlink_to(path)
    return path


def large(folder: Path) -> Path:
    path = folder / "press.yaml"
    path.write_bytes(b"#" * 2_000_000)
    return path


def empty(folder: Path) -> Path:
    return folder


def misnamed(folder: Path) -> Path:
    return write(folder, "My Press.yaml", NEEDED)


def latin_one(folder: Path) -> Path:
    path = folder / "press.yaml"
    path.write_bytes((NEEDED + "version: é\n").encode("latin-1"))
    return path


def deep(folder: Path) -> Path:
    return write(folder, "press.yaml", NEEDED + "okh: " + "[" * 100 + "]" * 100)


MADE: dict[str, Callable[[Path], Path]] = {
    "file-missing": missing,
    "file-unreadable": circle,
    "file-too-large": large,
    "nothing-to-check": empty,
    "id-wrong": misnamed,
    "encoding": latin_one,
    "too-deep": deep,
}


@pytest.mark.parametrize("code", MADE)
def test_what_no_text_shows_comes_about_as_told(code: str, tmp_path: Path) -> None:
    (problem,) = check_paths([MADE[code](tmp_path)], kinds=KINDS).problems
    assert problem.code == code


def test_a_flood_is_cut(tmp_path: Path) -> None:
    path = write(tmp_path, "press.yaml", NEEDED + "".join(f"k{number}: 1\n" for number in range(300)))
    problems = check_paths([path], kinds=KINDS).problems
    assert {each.code for each in problems} == {"key-unknown", "too-many-problems"}
    assert len(problems) == 201


def test_every_problem_has_an_example_or_is_made() -> None:
    without = {code.code for code in ALL if code.example is None}
    assert without == {
        *MADE,
        "too-many-problems",
        "file-there",
        "not-forked",
    }  # the latter: tests of drafting
    assert all(code.shown_as for code in ALL if code.example is None)
    assert len({code.code for code in ALL}) == len(ALL)


def test_every_example_marks_its_line() -> None:
    assert not [code.code for code in SHOWN if HERE not in (code.example or "") and code.line is None]


def test_explain_prints_what_it_means_and_the_way_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "key-twice"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("key-twice (error)\n")
    assert 'version: "2"' in shown
    assert "Keep one of them." in shown


def test_explain_names_the_nearest_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "key-unkown"]) == 1
    assert "did you mean `key-unknown`?" in capsys.readouterr().err


def test_explain_lists_all_without_a_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(ALL)
    assert any(line.startswith("key-twice ") for line in lines)


def test_the_schema_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert "my-loom" not in capsys.readouterr().out
    kinds = write(tmp_path, "kinds.yaml", "kinds: [{slug: my-loom, name: My loom, category: textile}]\n")
    assert main(["schema", "--kinds", str(kinds)]) == 0
    assert "my-loom" in json.loads(capsys.readouterr().out)["$defs"]["kind"]["anyOf"][0]["enum"]
    write(tmp_path, "kinds.yaml", "kinds: [{slug: my-loom}]\n")
    assert main(["schema", "--kinds", str(kinds)]) == 1
    assert "key-missing" in capsys.readouterr().err


def test_explain_needs_neither_library_nor_home(tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path(__file__).parents[1]),
        "HOME": "/nonexistent",
    }
    command = [sys.executable, "-m", "catalog", "explain", "make-cycle"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")

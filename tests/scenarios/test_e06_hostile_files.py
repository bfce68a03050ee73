"""E6: hostile files are refused and named, memory stays bounded, and the good ones beside them are still read."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import hostile
from catalog.shelf import Shelf
from tests.catalog.examples import NEEDED, write

ROOT = Path(__file__).parents[2]
MEMORY = 400 * 1024 * 1024  # bytes of address space; the program alone takes a quarter of it


def bomb() -> str:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 20)]
    return "\n".join(rows)


HOSTILE = {
    "alias-bomb": (bomb(), "yaml-alias"),
    "python-object": (NEEDED + "safety: !!python/object/apply:os.system ['touch owned']\n", "yaml-tag"),
    "ten-thousand-levels": (NEEDED + "okh: " + "{a: " * 10_000, "too-deep"),
    "hundred-thousand-brackets": ("[" * 100_000, "too-deep"),
    "hundred-thousand-dashes": ("- " * 100_000, "too-deep"),
    "endless-number": (NEEDED + "parts: [{part: Bolt, qty: " + "9" * 100_000 + "}]\n", "quantity-wrong"),
    "power-tower": (NEEDED + "parts: [{part: Bolt, qty: 9**9**9}]\n", "quantity-wrong"),
    "million-items": ("parts:\n" + "- a\n" * 250_000, "file-too-large"),
    "nul": (NEEDED + "version: a\0b\n", "control-character"),
    "escape": (NEEDED + 'version: "\\e]0;owned\\a"\n', "control-character"),
    "path": (NEEDED + "files: {source: [../../etc/passwd]}\n", "path-outside"),
    "keys": (NEEDED + "".join(f"k{i}: 1\n" for i in range(20_000)), "too-many-problems"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    designs = tmp_path / "designs"
    for name, (text, _) in HOSTILE.items():
        write(designs, f"{name}.yaml", text)
    write(designs, "good.yaml", NEEDED)
    (designs / "latin-one.yaml").write_bytes(NEEDED.replace("A. Maker", "René").encode("latin-1"))
    (designs / "loop.yaml").symlink_to(designs / "loop.yaml")
    (designs / "zero.yaml").symlink_to("/dev/zero")
    os.mkfifo(designs / "pipe.yaml")
    with (designs / "two-gigabytes.yaml").open("wb") as file:
        file.truncate(2 * 1024**3)
    return designs


def test_every_one_is_named_and_the_good_one_is_read(folder: Path) -> None:
    """In a process of its own with little memory: a crash of the C library or a flood would end it."""
    code = (
        f"import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}));"
        "sys.argv = ['catalog', 'check', '--json', 'designs']; runpy.run_module('catalog', run_name='__main__')"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder.parent,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (1, "")
    answer = json.loads(done.stdout)
    codes: dict[str, set[str]] = {}
    for problem in answer["problems"]:
        codes.setdefault(Path(problem["file"]).stem, set()).add(problem["code"])
    for name, (_, code) in HOSTILE.items():
        assert code in codes[name], name
    assert codes["latin-one"] == {"encoding"}
    assert codes["loop"] == codes["pipe"] == {"file-unreadable"}
    assert codes["zero"] == {"path-outside"}
    assert codes["two-gigabytes"] == {"file-too-large"}
    assert "good" not in codes
    assert not (folder.parent / "owned").exists()


def test_the_shelf_goes_on_with_the_good_one(folder: Path) -> None:
    shelf = Shelf([folder])
    sound = {card.id for card in shelf}
    # A path is a matter of the check: the design itself can be shown.
    assert sound == {"good", "path"}
    assert {broken.id for broken in shelf.broken} == {path.stem for path in folder.iterdir()} - sound


def test_no_message_carries_a_control_character(folder: Path) -> None:
    for problem in Shelf([folder]).problems:
        assert str(problem).replace("\n", "").isprintable()


@pytest.mark.slow
@pytest.mark.parametrize("name", hostile.HOSTILE)
def test_no_file_takes_more_than_a_hundred_megabytes(name: str, tmp_path: Path) -> None:
    path = tmp_path / "press.yaml"
    hostile.HOSTILE[name](path)
    cost = hostile.check(path)
    assert cost.megabytes < hostile.MEGABYTES
    harmless = {"sound", "sound-and-small", "one-line", "many-parts", "many-steps-in-a-row", "many-licenses"}
    assert (cost.codes == "") == (name in harmless | {"blanks-of-a-template"})

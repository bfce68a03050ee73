"""E7: no command writes into a maintainer's file; what the program adds goes into a new one."""

import os
from pathlib import Path

import pytest

from catalog.__main__ import main as catalog
from tests.catalog.examples import FULL, NEEDED, write
from tests.riverside import Riverside

BROKEN = NEEDED + "verison: '1'\n"
COMMANDS = [
    ("design", "list"),
    ("design", "show", "press"),
    ("design", "parts", "press", "--explode"),
    ("design", "tools", "press"),
    ("design", "credits", "press"),
    ("design", "check"),
    ("design", "new", "press"),
    ("design", "new", "bench"),
    ("design", "fork", "press", "press"),
    ("design", "fork", "press", "old-press"),
    ("design", "fork", "press", "my-press", "--author", "R. Field"),
    ("design", "fork", "broken", "my-broken"),
    ("design", "export", "press", "--as", "okh-v1"),
    ("design", "export", "press", "--as", "json"),
    ("build", "ready"),
    ("build", "why", "press"),
    ("doctor",),
    ("search", "press"),
    ("kind", "list"),
]


def picture(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Each file of a maintainer as it is on the disk: when it was written, its rights, what it holds."""
    files = [path for path in folder.rglob("*") if path.suffix in {".yaml", ".yml", ".json", ".FCStd", ".md"}]
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.stat().st_mode, path.read_bytes())
        for path in files
    }


@pytest.fixture
def kept(riverside: Riverside) -> Path:
    designs = riverside.folder / "designs"
    write(designs, "press.yaml", FULL.replace("make: ceb-controller", "make: power-cube"))
    write(designs, "broken.yaml", BROKEN)
    write(designs, "old-press.yml", NEEDED)
    write(designs, "docs/frame.md", "x")
    write(designs, "cad/press.FCStd", "x")
    write(riverside.folder, "kinds.yaml", "kinds: [{slug: loom, name: Loom, category: textile}] # ours\n")
    for path in riverside.folder.rglob("*.y*ml"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return riverside.folder


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_command_writes_into_a_file_of_a_maintainer(
    words: tuple[str, ...], riverside: Riverside, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    before = picture(kept)
    riverside.run(*words)
    after = picture(kept)
    assert before.items() <= after.items()
    assert {Path(name).name for name in after.keys() - before.keys()} <= {
        "bench.yaml",
        "my-press.yaml",
        "design.schema.json",
    }


def test_neither_does_the_catalog_alone(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    designs = kept / "designs"
    before = picture(kept)
    press = str(designs / "press.yaml")
    for words in (
        ["check", str(designs)],
        ["check", "--json", str(designs), str(kept / "kinds.yaml")],
        ["new", "press", "--to", str(designs)],
        ["fork", press, "old-press", "--to", str(designs)],
        ["fork", press, "elsewhere", "--to", str(tmp_path / "to")],
        ["schema", "--kinds", str(kept / "kinds.yaml")],
    ):
        catalog(words)
    capsys.readouterr()
    assert picture(kept) == before

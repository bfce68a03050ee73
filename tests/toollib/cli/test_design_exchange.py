"""Designs from elsewhere and to elsewhere: `design import` and `design export`."""

import errno
import json
import os
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from catalog.okh import landing
from tests.catalog.okh.manifests import V1, V2
from tests.toollib.cli.conftest import Shell
from toollib.cli.main import main

PROBLEM = {"file", "line", "column", "code", "severity", "message", "hint"}


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with two manifests, a broken one, and what is none."""
    folder = tmp_path / "inbox"
    (folder / "deeper.yml").mkdir(parents=True)
    (folder / "okh.yml").write_text(V1, encoding="utf-8")
    (folder / "okh.toml").write_text(V2, encoding="utf-8")
    (folder / "broken.yaml").write_text("title: A: b\n")
    (folder / "README.md").write_text("not a manifest")
    (folder / "parts.csv").write_text("Part,Qty\nBolt,4\n")
    return folder


def test_a_folder_comes_in_file_by_file(shell: Shell, inbox: Path) -> None:
    result = shell.run("--json", "design", "import", str(inbox))
    assert result.exit_code == 1
    answer = json.loads(result.stdout)
    assert set(answer) == {"imported", "refused"}
    assert [each["id"] for each in answer["imported"]] == ["seed-drill", "bark-stripper"]
    for each in answer["imported"]:
        assert {"id", "file", "problems", "lost"} <= set(each)
        assert each["lost"]
        assert all(set(problem) == PROBLEM for problem in [*each["problems"], *each["lost"]])
        assert Path(each["file"]).parent == shell.folder / "designs"
    [refused] = answer["refused"]
    assert set(refused) == {"file", "problems"}
    assert [(each["line"], each["column"], each["code"]) for each in refused["problems"]] == [
        (1, 9, "yaml-syntax")
    ]
    assert sorted(path.name for path in (shell.folder / "designs").iterdir()) == [
        "bark-stripper.yaml",
        "seed-drill.yaml",
    ]
    listed = shell.json("design", "show", "bark-stripper")["design"]
    assert (listed["license"]["hardware"], listed["okh"]["tool-settings"]) == (
        "CERN-OHL-S-2.0",
        [{"path": "settings.md"}],
    )


def test_what_came_in_goes_out_again(shell: Shell, inbox: Path, tmp_path: Path) -> None:
    shell.run("design", "import", str(inbox))
    file = tmp_path / "out.toml"
    assert shell.json("design", "export", "seed-drill", "--as", "okh-losh", "-o", str(file)) == {
        "file": str(file),
        "lost": [],
    }
    assert tomllib.loads(file.read_text()) == {**tomllib.loads(V2)}
    printed = shell.run("design", "export", "bark-stripper", "--as", "okh-v1")
    assert yaml.safe_load(printed.stdout)["made-independently"] is False
    crossed = shell.json("design", "export", "bark-stripper", "--as", "okh-losh")
    assert crossed["file"] is None
    assert tomllib.loads(crossed["text"])["license"] == "CERN-OHL-S-2.0"
    lost = [each for each in crossed["lost"] if each["message"].startswith("`tool-settings`")]
    assert [each["code"] for each in lost] == ["no-place"]
    line = (shell.folder / "designs" / "bark-stripper.yaml").read_text().splitlines()[lost[0]["line"] - 1]
    assert "settings.md" in line


def test_a_shipped_design_that_a_new_one_hides_is_named(shell: Shell, tmp_path: Path) -> None:
    out = tmp_path / "ceb-press.yml"
    shell.run("design", "export", "ceb-press", "--as", "okh-v1", "-o", str(out))
    aside = shell.run("design", "import", str(out), "--to", str(tmp_path / "aside"))
    assert "is found under this id no more" not in aside.stderr
    result = shell.run("design", "import", str(out))
    assert result.exit_code == 0
    warning = next(line for line in result.stderr.splitlines() if line.startswith("Warning:"))
    assert warning.count("ceb-press.yaml") == 2
    assert str(shell.folder) in warning.split("is found under this id no more")[1]


def test_no_file_is_written_over(shell: Shell, inbox: Path, tmp_path: Path) -> None:
    mine = shell.folder / "designs" / "bark-stripper.yml"
    mine.write_text("# mine\n")
    answer = json.loads(shell.run("--json", "design", "import", str(inbox / "okh.yml")).stdout)
    assert answer["imported"] == []
    assert [each["code"] for each in answer["refused"][0]["problems"] if each["severity"] == "error"] == [
        "file-exists"
    ]
    assert mine.read_text() == "# mine\n"
    assert [path.name for path in mine.parent.iterdir()] == [mine.name]
    output = tmp_path / "there.csv"
    output.write_text("mine")
    assert shell.codes("design", "export", "ceb-press", "--as", "csv", "-o", str(output)) == ["bad-file"]
    assert output.read_text() == "mine"


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_comes_meanwhile_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool
) -> None:
    source = tmp_path / "okh.yml"
    source.write_text(V1)

    def link(_: Path, target: Path) -> None:
        if links:
            target.write_text("another's")
            raise FileExistsError
        target.write_text("another's")
        raise PermissionError

    monkeypatch.setattr(os, "link", link)
    to = tmp_path / "to"
    to.mkdir()
    incoming, target = landing.bring_in(source, to)
    assert (incoming.text, target) == (None, None)
    assert [(path.name, path.read_text()) for path in to.iterdir()] == [("bark-stripper.yaml", "another's")]


def test_a_disk_without_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", link)
    (tmp_path / "okh.yml").write_text(V1)
    _, target = landing.bring_in(tmp_path / "okh.yml", tmp_path)
    assert target is not None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bark-stripper.yaml", "okh.yml"]


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "disk-full"), (errno.EROFS, "read-only"), (errno.EIO, "bad-file")]
)
def test_a_disk_that_takes_nothing_leaves_nothing(
    shell: Shell, inbox: Path, monkeypatch: pytest.MonkeyPatch, *, number: int, code: str
) -> None:
    def named(*_: object) -> bool:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(landing, "_named", named)
    assert shell.codes("design", "import", str(inbox / "okh.yml")) == [code]
    assert not list((shell.folder / "designs").iterdir())


def test_without_a_library(tmp_path: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TOOLLIB_LIBRARY", raising=False)
    result = CliRunner().invoke(main, ["design", "import", str(inbox / "okh.yml"), "--to", "new/designs"])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "new" / "designs" / "bark-stripper.yaml").is_file()
    assert "okh.yml:6:1: note no-place: `manifest-author` has no place in a design" in result.stdout
    assert result.stdout.splitlines()[-1] == "1 imported, 0 refused"


def test_a_list_of_parts_becomes_a_design(shell: Shell, inbox: Path) -> None:
    answer = shell.json("design", "import", str(inbox / "parts.csv"))
    assert [each["id"] for each in answer["imported"]] == ["parts"]
    assert shell.json("design", "parts", "parts")["lines"][0]["part"] == "Bolt"


def test_links_out_of_the_folder_and_odd_files_are_refused(shell: Shell, inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_text(V1.replace("Bark Stripper", "Secret"))
    (inbox / "link.yml").symlink_to(tmp_path / "secret.yml")
    (inbox / "circle.yml").symlink_to(inbox / "circle.yml")
    os.mkfifo(inbox / "pipe.yml")
    (inbox / "large.yml").write_bytes(b"#" * 2_000_000)
    answer = json.loads(shell.run("--json", "design", "import", str(inbox)).stdout)
    found = {Path(each["file"]).name: each["problems"][0]["code"] for each in answer["refused"]}
    assert found == {
        "broken.yaml": "yaml-syntax",
        "circle.yml": "file-unreadable",
        "large.yml": "file-too-large",
        "link.yml": "path-outside",
        "pipe.yml": "file-unreadable",
    }
    assert len(answer["imported"]) == 2


def test_what_cannot_be_done_is_refused(shell: Shell, tmp_path: Path) -> None:
    assert shell.codes("design", "import", str(tmp_path / "none.yml")) == ["bad-file"]
    (tmp_path / "empty").mkdir()
    assert shell.codes("design", "import", str(tmp_path / "empty")) == ["bad-file"]
    (tmp_path / "okh.yml").write_text(V1)
    assert shell.codes("design", "import", str(tmp_path / "okh.yml"), "--to", str(tmp_path / "okh.yml")) == [
        "bad-file"
    ]
    assert shell.codes("design", "export", "no-such", "--as", "okh-v1") == ["design-unknown"]
    assert shell.codes("design", "export", "ceb-press", "--as", "json", "-o", str(tmp_path / "no" / "x")) == [
        "bad-file"
    ]
    assert shell.run("design", "export", "ceb-press", "--as", "pdf").exit_code == 2


def test_the_parts_and_the_whole_design_go_out(shell: Shell) -> None:
    table = shell.run("design", "export", "brachiograph", "--as", "csv").stdout.splitlines()
    assert table[0].startswith("part,qty,")
    assert len(table) > 5
    whole = json.loads(shell.run("design", "export", "brachiograph", "--as", "json").stdout)
    assert whole["design"]["id"] == "brachiograph"
    told = shell.run("design", "export", "brachiograph", "--as", "okh-losh")
    assert tomllib.loads(told.stdout)["name"]
    assert "note no-place: `parts` (" in told.stderr


def test_hostile_names_do_not_reach_the_terminal(shell: Shell, tmp_path: Path) -> None:
    evil = tmp_path / "a\x1b[2J.yml"
    evil.write_text("title: 'x \u202e y'\nmade: \"\u009b\"\nproject-link: '[/b]'\n")
    result = shell.run("design", "import", str(evil))
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output

"""Care for tools by commands: the documents of the contract, and words for people."""

from pathlib import Path

import pytest
from PIL import Image

from tests.toollib.cli.conftest import Shell
from tests.toollib.cli.shapes import EVENT, LOAN, TOOL, has

CORA, TAG = "M-0002", "T-0042"


@pytest.mark.parametrize(
    ("words", "state"),
    [
        (("repair", TAG, "guard cracked"), "repair"),
        (("note", TAG, "key on the guard"), "in"),
        (("retire", TAG, "burnt out"), "retired"),
    ],
)
def test_records_answer_with_the_whole_tool(shell: Shell, words: tuple[str, ...], state: str) -> None:
    answer = shell.json("tool", *words, who=CORA)
    assert set(answer) == {"currency", "tool"}
    assert has(answer["tool"], TOOL)
    assert answer["tool"]["state"] == state


def test_lost_and_found(shell: Shell) -> None:
    shell.json("checkout", "M-0017", TAG)
    lost = shell.json("tool", "lost", TAG, who=CORA)
    assert set(lost) == {"currency", "tool", "charged", "member", "warnings"}
    assert (lost["charged"], lost["member"], lost["tool"]["state"]) == ("80.00", "M-0017", "lost")
    assert shell.json("account", "M-0017")["owes"] == "80.00"
    found = shell.json("tool", "found", TAG, who=CORA)
    assert set(found) == {"currency", "tool", "voided"}
    assert (found["voided"], found["tool"]["state"]) == ("80.00", "in")
    assert shell.codes("tool", "found", TAG, who=CORA) == ["tool-lost"]
    assert shell.codes("tool", "lost", TAG) == ["role-missing"]


def test_a_recall(shell: Shell) -> None:
    shell.json("checkout", "M-0017", "T-0050")
    recall = shell.json("tool", "recall", "orbital sander", "pads fly off", who=CORA)
    assert set(recall) == {"currency", "tools", "borrowers"}
    assert [each["tag"] for each in recall["tools"]] == ["T-0050", "T-0051"]
    (had,) = recall["borrowers"]
    assert has(had, ["member", "tool", "out_at"])
    assert (had["member"], had["tool"], had["out_at"]) == ("M-0017", "T-0050", "2026-11-28T10:02:00Z")
    assert "name" not in had
    ended = shell.json("tool", "recall-end", "orbital-sander", "new pads", who=CORA)
    assert [each["state"] for each in ended["tools"]] == ["out", "in"]


def test_the_history_of_a_tool(shell: Shell) -> None:
    shell.json("checkout", "M-0017", TAG)
    shell.json("return", TAG, "--broken", "guard cracked")
    history = shell.json("tool", "history", TAG)
    assert has(history["tool"], TOOL)
    assert has(history["loans"][0], LOAN)
    assert all(has(each, EVENT) for each in history["events"])
    assert [each["what"] for each in history["events"]] == ["return", "checkout", "tool-add"]
    assert history["events"][0]["about"]["repairs"] == [history["repairs"][0]["id"]]
    assert set(history["repairs"][0]) == {"id", "text", "since", "fixed_at"}


def test_a_photo(shell: Shell, tmp_path: Path) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "a.png")
    kept = shell.json("tool", "photo", TAG, str(tmp_path / "a.png"), who=CORA)
    assert set(kept) == {"currency", "tool", "file", "warnings"}
    assert (shell.folder / kept["file"]["path"]).is_file()
    assert shell.codes("tool", "photo", TAG, str(tmp_path), who=CORA) == ["bad-file"]


def test_broken_or_missing_is_told_of_one_tool(shell: Shell) -> None:
    for option in ("--missing", "--broken"):
        result = shell.run("return", TAG, "T-0043", option, "x")
        assert result.exit_code == 2
        assert "one tool at a time" in result.stderr


def test_words_for_people(shell: Shell, tmp_path: Path) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "a.png")
    lent = shell.run("checkout", "M-0017", "T-0107").stdout
    assert "goes with charger, 2 battery, 13 bit" in lent
    back = shell.run("return", "T-0107", "--missing", "battery").stdout
    assert "; repair ticket 1" in back
    assert "in repair: missing: battery" in shell.run("tool", "show", "T-0107").stdout
    assert "still to bring: 1 battery of T-0107" in shell.run("member", "show", "M-0017").stdout
    assert (
        "charged 35.00 GBP to M-0017" in shell.run("tool", "part-charged", "T-0107", "battery", "35").stdout
    )
    assert "T-0107" in shell.run("tool", "fixed", "T-0107").stdout
    shell.run("checkout", "M-0021", "T-0107")
    recall = shell.run("tool", "recall", "T-0107", "burns\x1b[2J", who=CORA).stdout
    assert "M-0021 Ben Kaya: T-0107 on 2026-11-28 10:02, has it still" in recall
    assert "charged 150.00 GBP" in shell.run("tool", "lost", "T-0107", who=CORA).stdout
    assert "taken back: the charge of 150.00 GBP" in shell.run("tool", "found", "T-0107", who=CORA).stdout
    assert "files/tool-" in shell.run("tool", "photo", "T-0107", str(tmp_path / "a.png"), who=CORA).stdout
    history = shell.run("tool", "history", "T-0107").stdout
    assert "Lent 2 times to 2 members" in history
    assert "photo 1: files/tool-" in history
    assert "Repair 1, 2026-11-28 10:02, fixed 2026-11-28 10:02: missing: battery" in history
    assert "\x1b" not in history + recall
    assert "T-0107 Drill kit" in shell.run("tool", "recall-end", "T-0107", "tested", who=CORA).stdout
    shell.run("tool", "edit", "T-0092", "--name", "Tape\x1b[2J", who=CORA)
    shell.run("checkout", "M-0030", "T-0092")
    warned = shell.run("tool", "lost", "T-0092", who=CORA).stderr
    assert "has no price" in warned
    assert "\x1b" not in warned

"""Edits, limits and lists from the command line."""

import pytest

from tests.toollib.cli.conftest import Shell

CORA = "Cora Lind"


@pytest.mark.parametrize("command", [("member", "edit", "M-0017"), ("tool", "edit", "T-0042")])
def test_an_edit_without_a_change_is_wrong_usage(shell: Shell, command: tuple[str, ...]) -> None:
    count = len(shell.json("event", "list")["events"])
    told = shell.run(*command, who=CORA)
    assert (told.exit_code, "nothing to change" in told.stderr) == (2, True)
    assert len(shell.json("event", "list")["events"]) == count


def test_a_date_that_cannot_be_read_is_a_reason_even_where_nothing_else_changes(shell: Shell) -> None:
    assert shell.codes("member", "edit", "M-0017", "--until", "soon", who=CORA) == ["date-wrong"]


def test_accessories_are_cleared_by_an_empty_one(shell: Shell) -> None:
    assert shell.json("tool", "edit", "T-0107", "--accessory", "", who=CORA)["tool"]["accessories"] == []
    assert shell.json("undo", who=CORA)["undone"]["what"] == "tool-edit"
    assert len(shell.json("tool", "show", "T-0107")["tool"]["accessories"]) == 3


def test_a_very_long_name_pads_no_row(shell: Shell) -> None:
    shell.json("member", "add", "Dora " + "ü" * 300)
    lines = shell.run("member", "list").stdout.splitlines()
    assert max(map(len, lines)) < 150
    assert "…" in "".join(lines)
    assert shell.json("member", "list", "--limit", "9")["members"][-1]["name"].endswith("üü")


def test_a_code_of_a_hundred_thousand_letters_is_refused(shell: Shell) -> None:
    assert shell.codes("member", "add", "Dora", "--card", "x" * 100_000) == ["amount-wrong"]


@pytest.mark.parametrize("text", ["", "  ", "\t"])
def test_a_blank_finds_nothing(shell: Shell, text: str) -> None:
    found = shell.json("search", text)
    assert (found["tools"], found["members"], found["designs"]) == ([], [], [])


def test_an_unknown_tier_is_refused_with_those_that_there_are(shell: Shell) -> None:
    refusal = shell.refusal("member", "list", "--tier", "zzz")
    assert [each["code"] for each in refusal["reasons"]] == ["membership-missing"]
    assert "concession" in refusal["hint"]
    assert shell.json("member", "list", "--tier", "business")["members"] == []


def test_a_tier_that_members_still_have_is_listed_though_the_settings_have_it_no_more(shell: Shell) -> None:
    shell.json("member", "add", "Dora One", "--tier", "business")
    file = shell.folder / "library.yaml"
    file.write_text(file.read_text().replace("  business:", "  other:"))
    assert len(shell.json("member", "list", "--tier", "business")["members"]) == 1


def test_nobody_is_at_the_desk_by_a_blank(shell: Shell) -> None:
    assert shell.run("today", who=" ").exit_code == 2
    assert shell.run("today", who="").exit_code == 2

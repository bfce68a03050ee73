"""Renewing, noting, signing, training, blocking and leaving, as typed."""

import json
from pathlib import Path

import pytest

from tests.toollib.cli.conftest import Shell
from tests.toollib.cli.shapes import MEMBER, has

CORA = "Cora Lind"


def test_renewing_charges_the_fee_and_says_how_it_was_paid(shell: Shell) -> None:
    answer = shell.json("member", "renew", "M-0017", "--paid", "transfer")
    assert set(answer) == {"currency", "member"}
    assert has(answer["member"], MEMBER)
    assert (answer["member"]["until"], answer["member"]["owes"]) == ("2028-11-21", "0.00")
    assert shell.json("account", "M-0017")["entries"][-1]["by"] == "transfer"
    member = shell.json("member", "renew", "ada", "--tier", "business", "--waiver", "--card", "fob")["member"]
    assert (member["until"], member["tier"], member["owes"], member["cards"]) == (
        "2029-11-21", "business", "150.00", ["fob"],
    )  # fmt: skip
    assert shell.run("member", "renew", "ada", "--paid", "cash", "--no-fee").exit_code == 2
    assert shell.codes("member", "renew", "ada", "--no-fee", "--until", "2035-01-01") == ["role-missing"]
    by_hand = shell.json("member", "renew", "ada", "--no-fee", "--until", "2035-01-01", who=CORA)["member"]
    assert (by_hand["until"], by_hand["owes"]) == ("2035-01-01", "150.00")
    assert shell.codes("member", "renew", "ada", "--until", "soon", "--tier", "gold") == [
        "membership-missing",
        "date-wrong",
    ]


def test_a_block_with_its_last_day_is_shown_to_whoever_is_at_the_desk(shell: Shell) -> None:
    blocked = shell.json("member", "block", "ben", "broke three", "--until", "2026-12-31", who=CORA)["member"]
    assert blocked["standing"] == "blocked"
    assert "blocked until 2026-12-31: broke three" in shell.run("status", "M-0021").output
    assert shell.codes("checkout", "ben", "T-0042") == ["member-blocked"]
    assert shell.json("member", "list", "--standing", "blocked")["members"][0]["id"] == "M-0021"
    assert shell.codes("member", "unblock", "ben") == ["role-missing"]
    assert shell.json("member", "unblock", "ben", who=CORA)["member"]["standing"] == "good"
    assert shell.codes("member", "block", "ben", "broke three") == ["role-missing"]
    assert shell.codes("member", "block", "ben", "", "--until", "2026-11-01", who=CORA) == [
        "member-blocked", "date-wrong",
    ]  # fmt: skip


def test_notes_waivers_and_cards(shell: Shell) -> None:
    assert shell.json("member", "note", "ada", "call before 10")["member"]["note"] == "call before 10"
    assert shell.json("member", "note", "ada", "")["member"]["note"] == ""
    assert shell.json("member", "waiver", "ada", "--version", "2026-01")["member"]["standing"] == "good"
    assert shell.json("member", "edit", "ada", "--card", "a", "--card", "b")["member"]["cards"] == ["a", "b"]
    assert shell.json("member", "edit", "ada", "--drop-card", "A")["member"]["cards"] == ["b"]
    assert shell.codes("member", "edit", "ada", "--drop-card", "M-0017") == ["member-unknown"]


def test_a_group_is_inducted_in_words(shell: Shell) -> None:
    told = shell.run("member", "induct", "welding", "ada", "ben")
    assert told.output.splitlines() == [
        "M-0017 Ada Osei: welding to 2028-11-28",
        "M-0021 Ben Kaya: welding to 2028-11-28",
    ]
    assert shell.run("member", "induct", "welding").exit_code == 2


@pytest.mark.parametrize(
    "command",
    [("renew", "ada"), ("note", "ada", "x"), ("waiver", "ada"), ("induct", "welding", "ada"), ("block", "ada", "x"),
     ("unblock", "ada"), ("merge", "ada", "ben"), ("erase", "ada", "--yes")],
)  # fmt: skip
def test_a_member_without_a_role_may_only_read(shell: Shell, command: tuple[str, ...]) -> None:
    assert shell.codes("member", *command, who="Cleo Ruiz") == ["role-missing"]
    assert shell.json("member", "export", "ada", who="Cleo Ruiz")["member"]["id"] == "M-0017"


def test_erasing_wants_a_yes_and_says_what_is_left(shell: Shell) -> None:
    assert shell.run("member", "erase", "ada", who=CORA).exit_code == 2
    assert shell.run("member", "erase", "ada", "--yes", who=CORA).output == (
        "M-0017 is erased; their loans still count, without a name.\n"
    )
    assert shell.codes("member", "show", "M-0017") == ["member-unknown"]


def test_an_export_is_one_document_and_never_over_a_file(shell: Shell, tmp_path: Path) -> None:
    plain = json.loads(shell.run("member", "export", "ada").output)
    assert plain == shell.json("member", "export", "ada")
    assert {"member", "loans", "entries", "holds", "events", "files"} <= set(plain)
    assert all(each["about"].get("members") is None for each in plain["events"])
    file = tmp_path / "ada.json"
    assert shell.run("member", "export", "ada", "-o", str(file)).output == f"Wrote {file}.\n"
    assert shell.codes("member", "export", "ada", "-o", str(file)) == ["bad-file"]
    assert shell.codes("member", "export", "ada", "-o", str(tmp_path / "none" / "ada.json")) == ["bad-file"]
    assert shell.codes("member", "export", "nobody", "-o", str(tmp_path / "x.json")) == ["member-unknown"]
    assert not (tmp_path / "x.json").exists()

"""Reads: status, today, loans, search."""

import pytest

from tests.riverside import Riverside, dump
from tests.toollib.cli.conftest import Shell
from tests.toollib.cli.shapes import DESIGN, LOAN, MEMBER, TOOL, has


def test_status_of_a_member_and_of_a_tool(shell: Shell) -> None:
    shell.json("checkout", "M-0017", "T-0042")
    member = shell.json("status", "m-0017 ")
    assert set(member) == {"currency", "member"}
    assert has(member["member"], MEMBER)
    assert (member["member"]["standing"], member["member"]["loans"]) == ("good", 1)
    assert (member["member"]["owes"], member["member"]["until"]) == ("0.00", "2027-11-21")
    tool = shell.json("status", "T-0042")
    assert set(tool) == {"currency", "tool"}
    assert has(tool["tool"], TOOL)
    assert tool["tool"]["state"] == "out"
    assert (tool["tool"]["holder"], tool["tool"]["due"]) == ("M-0017", "2026-12-05")
    assert (tool["tool"]["owner"], tool["tool"]["price"]) == ("library", "80.00")


def test_status_of_nothing_and_of_too_much(shell: Shell) -> None:
    assert shell.codes("status", "M-9999") == ["member-unknown"]
    assert shell.codes("status", "T-9999") == ["tool-unknown"]
    assert shell.codes("status", "xyzzy") == ["member-unknown", "tool-unknown"]
    shell.json("member", "add", "Ada Kaya")
    assert shell.codes("status", "ada") == ["member-ambiguous"]
    shell.json("tool", "add", "Jigsaw", "--kind", "jigsaw", who="Cora Lind")
    assert shell.codes("status", "Jigsaw") == ["tool-ambiguous"]


def test_what_status_says_to_people(shell: Shell) -> None:
    shell.json("checkout", "M-0017", "T-0107")
    assert shell.run("status", "M-0017").stdout.splitlines() == [
        "M-0017 Ada Osei",
        "  good · regular to 2027-11-21 · owes nothing",
        "  waiver yes, signed 2026-11-21 · identity seen 2026-11-21",
        "  T-0107 Drill kit, due Sat 2026-12-05",
    ]
    assert shell.run("status", "T-0107").stdout.splitlines() == [
        "T-0107 Drill kit",
        "  cordless-drill · power · main",
        "  out with Ada Osei (M-0017), due Sat 2026-12-05",
        "  with charger, 2 battery, 13 bit · price 150.00 GBP",
    ]


def test_today_has_every_list(shell: Shell) -> None:
    shell.json("checkout", "M-0017", "T-0042", "--at", "2026-11-21T11:00")
    shell.json("checkout", "M-0021", "T-0043", "--at", "2026-11-21T11:00", "--due", "2026-11-25")
    answer = shell.json("today")
    lists = {"due", "overdue", "ready", "starting", "conflicts", "repairs", "recalled", "going_back"}
    assert set(answer) == {"currency", *lists}
    assert [each["tool"] for each in answer["due"]] == ["T-0042"]
    assert [each["tool"] for each in answer["overdue"]] == ["T-0043"]
    assert has(answer["due"][0], LOAN)
    assert "T-0043" in shell.run("today").stdout


def test_each_list_of_today_is_as_long_as_asked(shell: Shell) -> None:
    shell.json("checkout", "M-0017", "T-0042", "T-0043")
    shell.json("checkout", "M-0021", "T-0050", "T-0060", "--due", "2026-12-02")
    for tag, kind in (("T-0051", "orbital-sander"), ("T-0091", "claw-hammer")):
        shell.json("hold", "M-0030", kind)
        shell.json("tool", "repair", tag.replace("T-0051", "T-0090").replace("T-0091", "T-0107"), "worn")
    for day in ("2026-12-02", "2026-12-05"):
        shell.json("reserve", "M-0021", "tape-measure", "--from", day, "--to", day)
    shell.now = "2026-12-02T18:30"
    lists = [value for value in shell.json("today").values() if isinstance(value, list)]
    assert max(map(len, lists)) > 1
    assert all(
        len(each) <= 1 for each in shell.json("today", "--limit", "1").values() if isinstance(each, list)
    )
    whole, rest = shell.json("today"), shell.json("today", "--offset", "1")
    assert all(rest[name] == each[1:] for name, each in whole.items() if isinstance(each, list))


def test_everything_that_is_unknown_is_told_at_once(shell: Shell) -> None:
    assert shell.codes("loans", "--member", "qq", "--tool", "qq") == ["member-unknown", "tool-unknown"]
    told = shell.codes("tool", "list", "--owner", "qq", "--kind", "zz", "--category", "zz")
    assert told == ["member-unknown", "kind-unknown", "kind-unknown"]


def test_loans_are_chosen_and_paged(shell: Shell) -> None:
    shell.json("checkout", "M-0017", "T-0042", "T-0043")
    shell.json("checkout", "M-0021", "T-0050")
    shell.json("return", "T-0043")

    def tags(*options: str) -> list[str]:
        answer = shell.json("loans", *options)
        assert set(answer) == {"currency", "loans"}
        return [each["tool"] for each in answer["loans"]]

    assert len(tags()) == 3
    assert sorted(tags("--open")) == ["T-0042", "T-0050"]
    assert sorted(tags("--member", "ada")) == ["T-0042", "T-0043"]
    assert tags("--tool", "T-0050") == ["T-0050"]
    assert tags("--overdue") == []
    assert tags("--limit", "1") + tags("--limit", "5", "--offset", "1") == tags()
    assert shell.codes("loans", "--member", "nobody") == ["member-unknown"]
    shell.now = "2026-12-09T19:00"
    assert sorted(tags("--overdue")) == ["T-0042", "T-0050"]


def test_a_list_that_goes_on_says_so_to_people(shell: Shell) -> None:
    result = shell.run("tool", "list", "--limit", "2")
    assert len(result.stdout.splitlines()) == 3
    assert result.stderr == "9 more of 11 tools: --offset 2 shows them.\n"
    empty = shell.run("loans")
    assert (empty.stdout, empty.stderr) == ("", "No loans.\n")


@pytest.mark.parametrize("number", ["-1", "x", "99999999999999999999"])
def test_a_limit_is_a_count(shell: Shell, number: str) -> None:
    assert shell.run("loans", "--limit", number).exit_code == 2


def test_search_answers_with_three_lists(shell: Shell) -> None:
    answer = shell.json("search", "press")
    assert set(answer) == {"currency", "tools", "members", "designs"}
    assert has(answer["designs"][0], DESIGN)
    assert "ceb-press" in [each["id"] for each in answer["designs"]]
    assert [each["tag"] for each in shell.json("search", "grind")["tools"]] == ["T-0042"]
    members = shell.json("search", "osei", "--in", "members")
    assert [each["id"] for each in members["members"]] == ["M-0017"]
    assert (members["tools"], members["designs"]) == ([], [])
    assert shell.json("search", "CEB press", "--in", "designs")["designs"][0]["id"] == "ceb-press"
    assert len(shell.json("search", "orbital", "--limit", "1")["tools"]) == 1


@pytest.mark.parametrize(
    "text", ["", '"', "*", "a OR b", "NEAR(", "^", "-x", "a" * 300, "%", "'; DROP TABLE tool"]
)
def test_search_takes_any_text(shell: Shell, text: str) -> None:
    shell.json("search", "--", text)


def test_reads_write_nothing(shell: Shell, riverside: Riverside) -> None:
    shell.json("checkout", "M-0017", "T-0042")
    before = dump(riverside.db)
    for command in ("today", "loans", "member list", "tool list", "kind list", "event list", "status T-0042"):
        shell.json(*command.split())
    assert dump(riverside.db) == before


def test_today_tells_what_is_unsafe_in_danger_and_going_back(shell: Shell) -> None:
    shell.json("reserve", "M-0030", "tile-cutter", "--from", "2026-12-05", "--to", "2026-12-09")
    shell.json("tool", "repair", "T-0060", "no water")
    shell.json("checkout", "M-0017", "T-0042")
    shell.json("tool", "recall", "T-0042", "the guard breaks", who="Cora Lind")
    shell.json("tool", "edit", "T-0043", "--owner", "M-0021", "--give-back", "2026-12-05", who="Cora Lind")
    words = shell.run("today").stdout
    assert "Reservations in danger:\n  tile-cutter for Cleo Ruiz from 2026-12-05: " in words
    assert "Recalled:\n  T-0042 Angle grinder 125 mm: the guard breaks (out with Ada Osei)\n" in words
    assert "Going back to their owners:\n  T-0043 Jigsaw to Ben Kaya by 2026-12-05\n" in words
    answer = shell.json("today")
    assert answer["recalled"] == [
        {"tool": "T-0042", "why": "the guard breaks", "since": "2026-11-28T10:02:00Z", "holder": "M-0017"}
    ]
    assert answer["going_back"] == [
        {"tool": "T-0043", "owner": "M-0021", "give_back": "2026-12-05", "due": None, "holder": None}
    ]
    assert shell.json("today", "--offset", "1")["going_back"] == []

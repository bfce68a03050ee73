"""`toollib report …`: the same figures for people, programs and paper."""

import csv
from pathlib import Path

import pytest

from tests.riverside import Riverside
from tests.toollib.cli.conftest import Shell
from toollib.reports.book import REPORTS, write
from toollib.reports.table_file import csv_of

TABLES = {
    "overdue": ["members", "loans"],
    "usage": ["months", "kinds", "tools"],
    "idle": ["tools"],
    "money": ["months", "reasons", "methods", "owed", "days"],
    "inventory": ["states", "categories", "kinds", "places", "repairs", "months", "tools"],
    "members": ["tiers", "months", "inductions"],
    "events": ["verbs", "months"],
}


@pytest.mark.parametrize("code", TABLES)
def test_the_document(shell: Shell, code: str) -> None:
    shell.json("checkout", "M-0017", "T-0042")
    found = shell.json("report", code, "--from", "2026-11-01")
    assert list(found) == ["currency", "report", "from", "to", "summary", *TABLES[code]]
    assert (found["report"], found["from"], found["to"]) == (code, "2026-11-01", "2026-11-28")


SAID = {
    "impact": ["figures", "months"],
    "priorities": ["typical_price", "weights", "priorities"],
}


@pytest.mark.parametrize("code", SAID)
def test_the_document_of_what_is_more_than_tables(shell: Shell, code: str) -> None:
    found = shell.json("report", code, "--from", "2026-11-01")
    assert list(found) == ["currency", "report", "from", "to", *SAID[code]]
    assert (found["report"], found["from"], found["to"]) == (code, "2026-11-01", "2026-11-28")


def test_the_figures_that_people_see_stand_in_the_document(shell: Shell) -> None:
    shell.json("checkout", "M-0017", "T-0042")
    said = {code: shell.json("report", code, "--limit", "0")["summary"] for code in TABLES}
    assert said["usage"] == {
        "loans": 1, "late": 0, "renewals": 0, "to_owners": 0, "undone": 0, "days_out": 0.0, "share_out": 0.0,
        "never_lent": 10, "tools": 11,
    }  # fmt: skip
    assert said["money"] == {
        "charged": "120.00", "deposits": "0.00", "deposits_back": "0.00", "paid": "120.00", "forgiven": "0.00",
        "refunded": "0.00", "change": "0.00", "owed": "0.00",
    }  # fmt: skip
    assert said["members"] == {"members": 4, "good": 4, "borrowers": 1}
    assert said["inventory"] == {"tools": 11, "members_own": 0, "value": "3972.50", "no_price": 1}
    assert said["idle"] == {"tools": 0, "stay_here": 0, "price": "0.00"}
    assert said["overdue"] == {"tools": 0, "members": 0, "charge": "0.00"}
    assert said["events"]["undone"] == 0


def figures_of(file: Path) -> dict[str, str]:
    rows = csv.DictReader(file.read_text().splitlines())
    return {row["figure"]: row["value"] for row in rows if row["table"] == "summary"}


@pytest.mark.parametrize("code", TABLES)
def test_the_same_figures_stand_in_the_table(shell: Shell, code: str, tmp_path: Path) -> None:
    shell.json("checkout", "M-0017", "T-0042")
    found = shell.json("report", code, "--from", "2026-11-01", "--csv", str(tmp_path / "r.csv"))
    said = {"from": "2026-11-01", "to": "2026-11-28", **found["summary"]}
    assert figures_of(tmp_path / "r.csv") == {name: str(value) for name, value in said.items()}


def test_tables_come_in_parts(shell: Shell) -> None:
    whole = shell.json("report", "inventory")
    part = shell.json("report", "inventory", "--limit", "2", "--offset", "3")
    for name in TABLES["inventory"]:
        assert part[name] == whole[name][3:5]
    told = shell.run("report", "inventory", "--limit", "2")
    assert "9 more of 11 rows under “All tools”: --offset 2 shows them." in told.stderr


@pytest.mark.parametrize("code", REPORTS)
def test_files_are_new_and_stay(shell: Shell, code: str, tmp_path: Path) -> None:
    page, table = tmp_path / "r.html", tmp_path / "r.csv"
    shell.json("report", code, "--html", str(page), "--csv", str(table))
    assert page.read_text().startswith("<!DOCTYPE html>")
    assert table.read_text().count("\n") >= 1
    assert shell.codes("report", code, "--html", str(page)) == ["bad-file"]
    assert shell.codes("report", code, "--csv", str(table)) == ["bad-file"]


@pytest.mark.parametrize("code", REPORTS)
def test_of_two_files_both_are_written_or_none(shell: Shell, code: str, tmp_path: Path) -> None:
    table, page = tmp_path / "r.csv", tmp_path / "r.html"
    page.write_text("older")
    for wrong in (page, tmp_path / "nowhere" / "r.html", tmp_path, table, tmp_path / "." / "r.csv"):
        assert shell.codes("report", code, "--csv", str(table), "--html", str(wrong)) == ["bad-file"]
        assert not table.exists(), wrong
    assert page.read_text() == "older"


def test_what_is_wrong_with_either_file_is_told_at_once(shell: Shell, tmp_path: Path) -> None:
    told = shell.run("report", "usage", "--csv", str(tmp_path), "--html", str(tmp_path / "no" / "r.html"))
    assert f"{tmp_path} is a folder; nothing was changed" in told.stderr
    assert "r.html cannot be written: No such file or directory" in told.stderr


@pytest.mark.parametrize("code", REPORTS)
def test_a_dash_is_stdout(shell: Shell, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    shell.json("report", code, "--csv", "r.csv", "--html", "r.html")
    told = shell.run("report", code, "--csv", "-")
    assert told.stdout == Path("r.csv").read_text()
    assert shell.run("report", code, "--html", "-").stdout == Path("r.html").read_text()
    assert {each.name for each in Path().iterdir()} == {"r.csv", "r.html"}


@pytest.mark.parametrize("words", [("--csv", "-", "--html", "-"), ("--csv", ""), ("--html", "")])
@pytest.mark.parametrize("code", REPORTS)
def test_one_answer_is_printed_and_a_file_has_a_name(shell: Shell, code: str, words: tuple[str, ...]) -> None:
    assert shell.run("report", code, *words).exit_code == 2
    assert shell.run("--json", "report", code, words[0], "-").exit_code == 2


@pytest.mark.parametrize("code", REPORTS)
def test_screens_and_commands_write_the_same_table(riverside: Riverside, code: str, tmp_path: Path) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    Shell(riverside.folder).json("report", code, "--csv", str(tmp_path / "r.csv"))
    library = riverside.library()
    assert csv_of(write(library, code), library.currency) == (tmp_path / "r.csv").read_text()


def test_a_file_holds_all_rows_whatever_is_shown(shell: Shell, tmp_path: Path) -> None:
    shell.json("report", "inventory", "--limit", "1", "--csv", str(tmp_path / "all.csv"))
    rows = list(csv.DictReader((tmp_path / "all.csv").read_text().splitlines()))
    assert sum(row["table"] == "tools" for row in rows) == 11


@pytest.mark.parametrize("code", REPORTS)
def test_wrong_days_are_refused(shell: Shell, code: str) -> None:
    assert shell.codes("report", code, "--from", "2026-11-02", "--to", "2026-11-01") == ["date-wrong"]
    assert shell.codes("report", code, "--from", "soon") == ["date-wrong"]


@pytest.mark.parametrize("code", REPORTS)
def test_a_time_that_has_not_come_is_told_alike(shell: Shell, code: str) -> None:
    told = shell.run("report", code, "--from", "2027-01-01")
    assert told.exit_code == 1
    assert told.stderr == (
        "Error: the period begins on 2027-01-01, which has not come yet\n"
        "Hint: from is the first day that counts, to the last\n"
    )
    assert shell.json("report", code, "--to", "2027-01-01")["to"] == "2026-11-28"


@pytest.mark.parametrize("code", REPORTS)
def test_a_library_without_anything_says_so(code: str, tmp_path: Path) -> None:
    new = Shell(tmp_path / "new")
    assert new.run("init", "--name", "New", "--currency", "JPY", "--time-zone", "Asia/Tokyo").exit_code == 0
    told = new.run("report", code, "--html", str(tmp_path / "page.html"))
    assert told.exit_code == 0, told.output
    assert told.stdout.strip()
    assert "nan" not in (tmp_path / "page.html").read_text().lower()


def test_for_people(shell: Shell) -> None:
    shell.json("checkout", "M-0017", "T-0042")
    told = shell.run("report", "usage").stdout
    assert "Loans: 1, of these 0 back late" in told
    assert "T-0042  Angle grinder 125 mm  angle-grinder" in told
    shell.now = "2026-12-19T10:00"
    told = shell.run("report", "overdue").stdout
    assert "not for an outside page" in told
    assert "Ada Osei" in told
    assert "Nothing is in repair." in shell.run("report", "inventory").stdout

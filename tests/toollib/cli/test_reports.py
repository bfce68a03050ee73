"""`toollib report …`: the same figures for people, programs and paper."""

import csv
from pathlib import Path

import pytest

from tests.toollib.cli.conftest import Shell
from toollib.reports.book import REPORTS

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
    assert list(found) == ["currency", "report", "from", "to", *TABLES[code]]
    assert (found["report"], found["from"], found["to"]) == (code, "2026-11-01", "2026-11-28")


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


def test_a_file_holds_all_rows_whatever_is_shown(shell: Shell, tmp_path: Path) -> None:
    shell.json("report", "inventory", "--limit", "1", "--csv", str(tmp_path / "all.csv"))
    rows = list(csv.DictReader((tmp_path / "all.csv").read_text().splitlines()))
    assert sum(row["table"] == "tools" for row in rows) == 11


@pytest.mark.parametrize("code", REPORTS)
def test_wrong_days_are_refused(shell: Shell, code: str) -> None:
    assert shell.codes("report", code, "--from", "2026-11-02", "--to", "2026-11-01") == ["date-wrong"]
    assert shell.codes("report", code, "--from", "soon") == ["date-wrong"]


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

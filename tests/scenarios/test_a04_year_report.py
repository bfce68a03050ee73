"""A4 The year's report for the council: figures with formula and sources, as a page with plots and as a table."""

import csv
from pathlib import Path

import pytest

from tests.riverside import RULES, Riverside

SHARES = """\
impact:
  would-have-bought: 0.5
  stays-local: 0.8
  sources: {would-have-bought: our survey of May, stays-local: the town's retail study}
"""
YEAR = ("--from", "2026-01-01", "--to", "2026-12-31")


@pytest.fixture
def year(riverside: Riverside) -> Riverside:
    """Two members borrow three tools, one of them a second time; a fourth loan is undone."""
    (riverside.folder / "library.yaml").write_text(RULES + SHARES)
    riverside.close()
    desk = riverside.desk
    desk.checkout("M-0017", ["T-0042", "T-0043"])
    riverside.at("2026-12-05 10:30")
    desk.return_(["T-0042"])
    desk.checkout("M-0021", ["T-0050"])
    desk.checkout("M-0017", ["T-0042"])
    riverside.wait(minutes=2)
    desk.checkout("M-0030", ["T-0060"])
    desk.undo()
    riverside.at("2027-01-06 18:10")
    return riverside


def figures(riverside: Riverside) -> dict[str, dict[str, object]]:
    return {each["code"]: each for each in riverside.done("report", "impact", *YEAR)["figures"]}


def test_the_figures(year: Riverside) -> None:
    found = figures(year)
    assert (found["loans"]["low"], found["loans-per-tool"]["low"]) == (4, 0.36)  # 4 loans, 11 tools
    # three first loans of a kind: 80 + 60 + 45, half of them would have been bought, 0.8 of that leaves town
    assert found["purchases-avoided"]["low"] == 1.5
    assert (found["money-spared"]["low"], found["money-kept-local"]["low"]) == ("92.50", "74.00")
    assert found["members-per-copy"]["inputs"][0]["value"] == 4  # type: ignore[index] # JSON


def test_the_page_has_formula_sources_and_plots(year: Riverside, tmp_path: Path) -> None:
    year.done("report", "impact", *YEAR, "--html", str(tmp_path / "2026.html"))
    page = (tmp_path / "2026.html").read_text()
    for text in (
        "Riverside: Impact",
        "From 2026-01-01 to 2026-12-31",
        "Purchases avoided",
        "74.00 GBP",
        "= money spared × share of a purchase that would have left town",
        "share that would have bought: 0.5 (our survey of May)",
        "0.8 (the town&#x27;s retail study)",
        "not counted: loans that were undone (1)",
    ):
        assert text in page
    assert page.count("<svg ") == 2
    november = '<td>2026-11</td><td class="n">2</td><td class="n">2</td><td class="n">4</td>'
    assert (
        november in page
    )  # loans, first loans of a kind, members who joined: the picture's figures in a table
    assert "://" not in page
    for name in ("Ada", "Ben Kaya", "M-0017"):
        assert name not in page


def test_the_table_has_a_row_for_each_figure(year: Riverside, tmp_path: Path) -> None:
    year.done("report", "impact", *YEAR, "--csv", str(tmp_path / "2026.csv"))
    written = list(csv.DictReader((tmp_path / "2026.csv").read_text().splitlines()))
    days = {row["figure"]: row["value"] for row in written if row["table"] == "summary"}
    assert days == {"from": "2026-01-01", "to": "2026-12-31"}
    months = [(row["month"], row["loans"], row["joined"]) for row in written if row["table"] == "months"]
    assert months == [("2026-11", "2", "4"), ("2026-12", "2", "0")]
    rows = {row["figure"]: row for row in written if row["table"] == "figures"}
    assert rows.keys() == figures(year).keys()
    assert (rows["money-kept-local"]["low"], rows["money-kept-local"]["unit"]) == ("74.00", "GBP")
    assert "our survey of May" in rows["purchases-avoided"]["inputs"]
    assert rows["loans"]["formula"] == "loans to members + loans to staff"


def test_the_other_reports_of_the_year_agree(year: Riverside) -> None:
    used = year.done("report", "usage", *YEAR)
    assert [(row["month"], row["loans"]) for row in used["months"]] == [("2026-11", 2), ("2026-12", 2)]
    assert sum(row["loans"] for row in used["tools"]) == used["summary"]["loans"] == 4
    money = year.done("report", "money", *YEAR)
    assert money["owed"][0] == {"what": "owed by members", "members": 0, "amount": "0.00"}
    assert sum(row["members"] for row in year.done("report", "members", *YEAR)["tiers"]) == 4

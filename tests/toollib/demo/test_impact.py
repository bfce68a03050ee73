"""The made-up library has an impact to show, and it is what going through its loans one by one gives."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.toollib.demo.made import Made, make
from tests.toollib.demo.test_truths import INSTANTS
from toollib.clock import SetClock
from toollib.library import Library
from toollib.workshop.impact import ImpactReport, Period, impact

LOANS = """SELECT l.member, t.kind, t.price, t.owner, m.role FROM loan l JOIN tool t ON t.id = l.tool
    JOIN member m ON m.id = l.member WHERE l.undone IS NULL ORDER BY l.id"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("impact") / "demo", datetime.fromisoformat(INSTANTS[1]), seed=1)


@pytest.fixture(scope="module")
def report(made: Made) -> ImpactReport:
    with Library.open(Path(made.folder), clock=SetClock(made.now)) as library:
        return impact(library.desk, Period())


def test_every_figure_is_known(report: ImpactReport) -> None:
    assert [each.code for each in report.figures if each.low is None or not each.high] == []


def test_the_figures_are_what_the_loans_say_one_by_one(made: Made, report: ImpactReport) -> None:
    seen: set[tuple[int, str]] = set()
    counts = {"member": 0, "staff": 0, "owner": 0}
    firsts, worth = 0, 0
    for member, kind, price, owner, role in made.rows(LOANS):
        borrower = "owner" if owner == member else "staff" if role else "member"
        counts[borrower] += 1
        if (member, kind) not in seen and borrower == "member":
            firsts, worth = firsts + 1, worth + price
        seen.add((member, kind))
    inputs = {each.code: [one.value for one in each.inputs] for each in report.figures}
    assert inputs["loans"][:2] == [counts["member"], counts["staff"]]
    assert inputs["purchases-avoided"][0] == firsts
    assert inputs["money-spared"][0] == worth
    assert counts["staff"] > 0

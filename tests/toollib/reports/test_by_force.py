"""The reports over the made-up library, against going through its raw rows one by one in Python."""

from bisect import bisect_right
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.toollib.demo.made import Made, make
from tests.toollib.demo.test_truths import INSTANTS
from toollib.reports.book import write
from toollib.reports.report import Report
from toollib.store.driver import sqlite3
from toollib.store.report_time import grouping

Days = tuple[date | None, date | None]
PERIODS: tuple[Days, ...] = (
    (None, None),
    (date(2026, 3, 29), date(2026, 10, 25)),  # the nights on which the clocks change
    (date(2026, 2, 1), date(2026, 2, 1)),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("reports") / "demo", datetime.fromisoformat(INSTANTS[1]), seed=3)


@pytest.fixture(scope="module", params=PERIODS, ids=str)
def days(request: pytest.FixtureRequest) -> Days:
    found: Days = request.param
    return found


def report(made: Made, code: str, days: Days) -> Report:
    with made.library() as library:
        return write(library, code, *days)


def table(found: Report, name: str) -> list[dict[str, Any]]:
    shown = next(each for each in found.tables if each.name == name)
    return [dict(zip([each.name for each in shown.columns], row, strict=True)) for row in shown.rows]


def within(made: Made, days: Days, at: str | None) -> bool:
    """Whether an instant lies in the period, by the day that the library's calendar shows."""
    if at is None:
        return False
    day = made.day(at)
    return (days[0] is None or day >= days[0]) and day <= (days[1] or made.day(made.now.isoformat()))


def test_loans_by_month_and_tool(made: Made, days: Days) -> None:
    by_month, by_tool, late, renewed = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for tag, out_at, late_days, renewals in made.rows(
        """SELECT t.code, l.out_at, l.late_days, l.renewals FROM loan l JOIN tool t ON t.id = l.tool
        WHERE l.undone IS NULL AND l.borrower <> 'owner'"""
    ):
        if within(made, days, out_at):
            by_month[f"{made.day(out_at):%Y-%m}"] += 1
            by_tool[tag] += 1
            late[tag] += late_days > 0
            renewed[tag] += renewals
    found = report(made, "usage", days)
    assert {row["month"]: row["loans"] for row in table(found, "months") if row["loans"]} == by_month
    tools = table(found, "tools")
    assert {row["tool"]: row["loans"] for row in tools if row["loans"]} == by_tool
    assert {row["tool"]: row["late"] for row in tools if row["loans"]} == late
    assert {row["tool"]: row["renewals"] for row in tools if row["loans"]} == renewed
    assert sum(row["renewals"] for row in table(found, "months")) == renewed.total()
    assert sum(row["loans"] for row in table(found, "kinds")) == by_tool.total()
    assert by_tool or days[0] == days[1]


def test_days_out(made: Made, days: Days) -> None:
    zone = made.settings.time_zone
    start = datetime.combine(days[0] or date(2000, 1, 1), time.min, zone).astimezone(UTC)
    last = days[1] or made.day(made.now.isoformat())
    end = min(made.now, datetime.combine(last + timedelta(days=1), time.min, zone).astimezone(UTC))
    out: dict[str, float] = defaultdict(float)
    for tag, out_at, back, lost in made.rows(
        """SELECT t.code, l.out_at, l.returned_at, t.lost_at FROM loan l JOIN tool t ON t.id = l.tool
        WHERE l.undone IS NULL AND l.borrower <> 'owner'"""
    ):
        begin = max(start, datetime.fromisoformat(out_at))
        stop = min(end, datetime.fromisoformat(back or lost)) if back or lost else end
        out[tag] += max(0.0, (stop - begin) / timedelta(days=1))
    shown = {row["tool"]: row["days_out"] for row in table(report(made, "usage", days), "tools")}
    assert shown == pytest.approx({tag: out[tag] for tag in shown}, abs=0.0501)
    assert sum(shown.values()) == pytest.approx(sum(out.values()), abs=0.05 * len(shown))


def test_shares_are_shares(made: Made, days: Days) -> None:
    for name in ("tools", "kinds"):
        shares = [row["share_out"] for row in table(report(made, "usage", days), name)]
        assert all(share is None or 0 <= share <= 1 for share in shares)


def test_idle_tools_had_no_loan(made: Made, days: Days) -> None:
    found = report(made, "idle", days)
    assert found.first is not None
    period = (found.first, found.last)
    borrowed = {
        tag
        for tag, out_at, back in made.rows(
            "SELECT t.code, l.out_at, l.returned_at FROM loan l JOIN tool t ON t.id = l.tool WHERE l.undone IS NULL"
        )
        if made.day(out_at) <= period[1] and (back is None or made.day(back) >= period[0])
    }
    here = {
        tag
        for tag, added in made.rows(
            "SELECT code, added_at FROM tool WHERE retired_at IS NULL AND lost_at IS NULL"
        )
        if made.day(added) < period[0]
    }
    aside = sum(int(note.rpartition(" ")[2]) for note in found.lines[0].notes)
    idle = {row["tool"] for row in table(found, "tools")}
    assert idle <= here - borrowed
    assert len(idle) + aside == len(here - borrowed)


def test_every_day_adds_up_to_the_ledger(made: Made, days: Days) -> None:
    by_day = Counter[date]()
    touched = set()
    for at, amount in made.rows("SELECT at, amount FROM ledger"):
        if within(made, days, at):
            by_day[made.day(at)] += amount
            touched.add(made.day(at))
    found = report(made, "money", days)
    daily = table(found, "days")
    assert {row["day"]: row["change"] for row in daily} == {day: by_day[day] for day in touched}
    for row in (*daily, *table(found, "months")):
        paid = row["cash"] + row["card"] + row["transfer"] + row["not_said"]
        came = row["charged"] + row["deposits"] + row["refunded"]
        assert came - paid - row["deposits_back"] - row["forgiven"] == row["change"]
    assert sum(row["change"] for row in table(found, "months")) == by_day.total()
    assert sum(row["amount"] for row in table(found, "reasons")) == by_day.total()


def test_what_is_owed_is_the_sum_of_all_accounts(made: Made, days: Days) -> None:
    until = (None, days[1])
    balances = Counter[int]()
    for member, at, amount in made.rows("SELECT member, at, amount FROM ledger"):
        if within(made, until, at):
            balances[member] += amount
    debts, credit, _ = table(report(made, "money", days), "owed")
    owing = [each for each in balances.values() if each > 0]
    assert (debts["members"], debts["amount"]) == (len(owing), sum(owing))
    assert credit["amount"] == -sum(each for each in balances.values() if each < 0)


def test_events_by_month(made: Made, days: Days) -> None:
    counted = Counter[tuple[str, str]]()
    for at, what in made.rows("SELECT at, what FROM event"):
        if within(made, days, at):
            counted[f"{made.day(at):%Y-%m}", what] += 1
    months = table(report(made, "events", days), "months")
    assert {(row["month"], row["what"]): row["times"] for row in months} == counted


def test_members_by_month_and_standing(made: Made, days: Days) -> None:
    joined, borrowers = Counter[str](), defaultdict[str, set[int]](set)
    for (added,) in made.rows("SELECT added_at FROM member WHERE merged_into IS NULL"):
        if within(made, days, added):
            joined[f"{made.day(added):%Y-%m}"] += 1
    for member, out_at in made.rows(
        "SELECT member, out_at FROM loan WHERE undone IS NULL AND borrower <> 'owner'"
    ):
        if within(made, days, out_at) and member is not None:
            borrowers[f"{made.day(out_at):%Y-%m}"].add(member)
    found = report(made, "members", days)
    months = table(found, "months")
    assert {row["month"]: row["joined"] for row in months if row["joined"]} == joined
    assert {row["month"]: row["borrowers"] for row in months if row["borrowers"]} == {
        month: len(some) for month, some in borrowers.items()
    }
    with made.library() as library:
        from toollib.desk.reads import MembersWanted, Part

        for standing in ("good", "expired", "blocked", "pending"):
            listed = library.desk.members(MembersWanted(standing=standing), Part(0)).total
            assert sum(row[standing] for row in table(found, "tiers")) == listed


def test_inventory_counts_every_tool_once(made: Made) -> None:
    found = report(made, "inventory", (None, None))
    assert sum(row["tools"] for row in table(found, "states")) == made.value("SELECT count(*) FROM tool")
    here = len(table(found, "tools"))
    for name in ("categories", "kinds", "places"):
        assert sum(row["tools"] for row in table(found, name)) == here
    prices = "SELECT sum(price) FROM tool WHERE owner IS NULL AND retired_at IS NULL AND lost_at IS NULL"
    assert {sum(row["value"] for row in table(found, name)) for name in ("kinds", "places")} == {
        made.value(prices)
    }
    with made.library() as library:
        from toollib.desk.reads import Part, ToolsWanted

        for row in table(found, "states"):
            assert library.desk.tools(ToolsWanted(state=row["state"]), Part(0)).total == row["tools"]


def test_overdue_is_what_the_desk_says(made: Made) -> None:
    with made.library() as library:
        shown = {(each.tool, each.member, each.due) for each in library.desk.today().overdue}
        contacts = {row[0]: row[1:] for row in made.rows("SELECT code, name, phone, email FROM member")}
    found = report(made, "overdue", (None, None))
    assert {(row["tool"], row["member"], row["due"]) for row in table(found, "loans")} == shown
    for row in table(found, "members"):
        assert (row["name"], row["phone"], row["email"]) == contacts[row["member"]]


def test_impact_and_usage_count_the_same_loans(made: Made, days: Days) -> None:
    impact, usage = report(made, "impact", days), report(made, "usage", days)
    months = [[(row["month"], row["loans"]) for row in table(each, "months")] for each in (impact, usage)]
    assert (
        dict(months[1]).items() <= dict(months[0]).items()
    )  # of impact also the months before the first loan
    said = {each.name: each.value for each in usage.summary}
    for counted in months:
        assert sum(loans for _, loans in counted) == said["loans"]
    assert impact.lines[0].text.startswith(f"{said['loans']:,} ")
    owners = made.rows("SELECT out_at FROM loan WHERE undone IS NULL AND borrower = 'owner'")
    assert said["to_owners"] == sum(within(made, days, at) for (at,) in owners)


instants = st.integers(0, 40).map(lambda number: f"2026-{number:02}")


@given(st.lists(instants, unique=True).map(sorted), st.lists(instants))
def test_a_row_falls_into_its_stretch(starts: list[str], rows: list[str]) -> None:
    sql, values = grouping("value", starts)
    connection = sqlite3.connect(":memory:")
    try:
        for each in rows:
            (found,) = connection.execute(
                f"SELECT {sql} FROM (SELECT :value AS value)", {**values, "value": each}
            )
            assert found[0] == max(0, bisect_right(starts, each) - 1)
    finally:
        connection.close()

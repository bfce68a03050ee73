"""What the made-up history keeps: the same truths as a history that a desk wrote."""

import json
from collections import defaultdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.toollib.demo.made import Made, Policies, make
from toollib.rules.dates import due_date, late_days, renewed_due
from toollib.rules.fees import late_charge

# A Tuesday, a minute after opening, after closing, the winter break, the night the clocks change, a leap day, New Year.
INSTANTS = [
    "2026-11-24T15:00:00+00:00",
    "2026-11-28T10:01:00+00:00",
    "2026-11-25T20:31:00+00:00",
    "2026-12-27T12:00:00+00:00",
    "2027-03-28T00:59:59+00:00",
    "2028-02-29T12:00:00+00:00",
    "2027-01-01T00:00:00+00:00",
    "2026-08-29T12:30:00+01:00",
]
LOANS = """SELECT l.id, l.tool, l.member, l.out_at, l.due, l.returned_at, l.renewals, l.late_days, l.first_of_kind,
    l.undone, t.kind, t.price, m.tier FROM loan l JOIN tool t ON t.id = l.tool JOIN member m ON m.id = l.member ORDER BY l.id"""


@pytest.fixture(scope="module", params=INSTANTS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    now = datetime.fromisoformat(request.param)
    return make(tmp_path_factory.mktemp("truths") / "demo", now, seed=INSTANTS.index(request.param))


def test_nothing_happens_outside_opening_hours_or_after_now(made: Made) -> None:
    now = made.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    instants = [row[0] for row in made.rows("SELECT at FROM event ORDER BY id")]
    assert instants == sorted(instants)
    assert instants[-1] <= now
    assert [each for each in dict.fromkeys(instants) if not made.is_open_at(each)] == []
    loans = made.rows("SELECT out_at, returned_at FROM loan")
    assert {each for row in loans for each in row if each} <= set(instants)


def test_loans_of_one_tool_follow_each_other(made: Made) -> None:
    last: dict[int, str] = {}
    for tool, out_at, returned_at in made.rows(
        "SELECT tool, out_at, coalesce(returned_at, '9') FROM loan ORDER BY tool, out_at, id"
    ):
        assert out_at >= last.get(tool, "")
        assert returned_at >= out_at
        last[tool] = returned_at


def test_due_dates_follow_the_policies_and_are_open_days(made: Made) -> None:
    opening, policies = made.opening, Policies(made.settings)
    by_hand = 0
    for row in made.rows(LOANS):
        out_at, due, renewals, kind, tier = row[3], date.fromisoformat(row[4]), row[6], row[10], row[12]
        assert opening.is_open(due)
        longest = due_date(made.day(out_at), policies.of(kind, tier).days, opening)
        if not renewals:
            assert made.day(out_at) < due <= longest
            by_hand += due != longest
        else:
            assert renewals <= policies.of(kind, tier).renewals
            assert due >= longest
    assert by_hand < 25  # those of the script that no policy would put on the day that they need


def test_renewals_move_the_due_date_as_the_rules_do(made: Made) -> None:
    opening, policies = made.opening, Policies(made.settings)
    renewed: dict[int, list[date]] = defaultdict(list)
    for at, about in made.rows("SELECT at, about FROM event WHERE what = 'renew' ORDER BY id"):
        renewed[int(json.loads(about)["loans"][0])].append(made.day(at))
    assert renewed
    for row in made.rows(LOANS):
        days = policies.of(row[10], row[12]).days
        assert len(renewed[row[0]]) == row[6]
        if row[6]:
            dues = {
                due_date(made.day(row[3]), days, opening),
                *(opening.next_open(day) for day in renewed[row[0]][:1]),
            }
            ends = set()
            for due in dues:
                for day in renewed[row[0]]:
                    due = renewed_due(day, due, days, opening)  # noqa: PLW2901
                ends.add(due.isoformat())
            assert row[4] in ends


def test_lateness_is_counted_and_charged_by_the_rules(made: Made) -> None:
    opening, policies = made.opening, Policies(made.settings)
    charges = dict(
        made.rows(
            "SELECT loan, sum(amount) FROM ledger WHERE reason = 'late' AND kind = 'charge' GROUP BY loan"
        )
    )
    late = 0
    for row in made.rows(LOANS):
        number, due, returned_at, days_late, undone = (
            row[0],
            date.fromisoformat(row[4]),
            row[5],
            row[7],
            row[9],
        )
        policy = policies.of(row[10], row[12])
        if returned_at is None or undone is not None:
            assert number not in charges
            continue
        assert days_late == late_days(due, made.day(returned_at), opening, per=policy.per)
        charge = late_charge(days_late, policy.late, free=policy.free_days, cap=policy.cap, price=row[11])
        assert charges.get(number, 0) == charge
        late += bool(charge)
    assert late > 50


def test_each_loan_has_its_events_and_they_are_found_by_member_and_tool(made: Made) -> None:
    links: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for thing, ref, event in made.rows("SELECT thing, ref, event FROM event_about"):
        links[event].add((thing, ref))
    found: dict[tuple[str, int], tuple[str, set[tuple[str, int]]]] = {}
    for event, at, what, about in made.rows(
        "SELECT id, at, what, about FROM event WHERE what IN ('checkout', 'return')"
    ):
        facts = json.loads(about)
        assert list(facts) == ["member", "tools", "loans"]
        found[what, int(facts["loans"][0])] = (at, links[event])
    for row in made.rows(LOANS):
        expected = {("member", row[2]), ("tool", row[1])}
        assert found["checkout", row[0]] == (row[3], expected)
        if row[5] is not None and row[9] is None:
            assert found["return", row[0]] == (row[5], expected)


def test_the_first_loan_of_a_kind_is_marked_and_remembered(made: Made) -> None:
    first: dict[tuple[int, str], int] = {}
    marked = set()
    for row in made.rows(LOANS):
        if row[9] is None:
            first.setdefault((row[2], row[10]), row[0])
        if row[8]:
            marked.add(row[0])
    assert marked == set(first.values())
    assert {(member, kind): loan for member, kind, loan in made.rows("SELECT * FROM borrowed")} == first


def test_nobody_borrows_above_the_limit_or_before_joining(made: Made) -> None:
    limits = {name: tier.loans or 0 for name, tier in made.settings.tiers.items()}
    added = dict(made.rows("SELECT id, added_at FROM member"))
    moves = []
    for row in made.rows(LOANS):
        assert row[3] >= added[row[2]]
        moves.append((row[3], 1, row))
        if row[5] is not None:
            moves.append((row[5], 0, row))
    out: dict[int, int] = defaultdict(int)
    for _, starts, row in sorted(moves, key=lambda move: (move[0], move[1], move[2][0])):
        out[row[2]] += 1 if starts else -1
        assert out[row[2]] <= limits[row[12]]


def test_nobody_borrows_while_something_of_theirs_is_overdue(made: Made) -> None:
    loans: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in made.rows(LOANS):
        day = made.day(row[3]).isoformat()
        # A renewal moved the due date of the others on: what they were due before is not known from the row.
        for other in loans[row[2]]:
            if not other[6]:
                assert other[4] >= day or (other[5] or "9") <= row[3], (other, row)
        loans[row[2]].append(row)


def test_nobody_borrows_owing_more_than_they_may(made: Made) -> None:
    most = made.settings.membership.may_owe
    assert most is not None
    debt: dict[int, int] = defaultdict(int)
    lines: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for event, member, amount in made.rows("SELECT event, member, amount FROM ledger ORDER BY id"):
        lines[event].append((member, amount))
    checkouts = made.rows(
        "SELECT e.id, a.ref, e.what FROM event e JOIN event_about a ON a.event = e.id AND a.thing = 'member' ORDER BY e.id"
    )
    for event, member, what in checkouts:
        assert what != "checkout" or debt[member] <= most
        for row, amount in lines[event]:
            debt[row] += amount


def test_money_is_a_sum_that_makes_sense(made: Made) -> None:
    signs = {"charge": 1, "deposit": 1, "payment": -1, "forgive": -1, "refund": -1}
    for kind, amount in made.rows("SELECT kind, amount FROM ledger WHERE kind <> 'void'"):
        assert amount * signs[kind] > 0
    deposits = made.rows(
        "SELECT loan, sum(amount), count(*) FROM ledger WHERE reason = 'deposit' GROUP BY loan"
    )
    for loan, held, lines in deposits:
        returned = made.rows("SELECT returned_at FROM loan WHERE id = ?", (loan,))[0][0]
        assert (held == 0) == (lines == 2) == (returned is not None)
    for entry, voided in made.rows("SELECT v.amount, l.amount FROM ledger v JOIN ledger l ON l.id = v.voids"):
        assert entry == -voided


def test_codes_are_in_the_one_space_and_tags_are_those_of_the_rows(made: Made) -> None:
    shown = dict(made.rows("SELECT shown, coalesce('m' || member, 't' || tool) FROM code"))
    for row, code in made.rows("SELECT id, code FROM member"):
        assert shown[code] == f"m{row}"
    for row, code in made.rows("SELECT id, code FROM tool"):
        assert shown[code] == f"t{row}"


def test_holds_keep_their_order_and_wait_for_nothing_that_is_in(made: Made) -> None:
    waiting = made.rows("SELECT kind, copy, member FROM hold WHERE state = 'waiting'")
    with made.library() as library:
        states = {each.tag: each for each in library.desk.tools().rows}
    for kind, copy, _ in waiting:
        wanted = [tool for tool in states.values() if tool.kind == kind or tool.tag == f"T-{copy or 0:04d}"]
        assert [tool.tag for tool in wanted if tool.state == "in"] == []
    for tool, upto in made.rows("SELECT tool, ready_until FROM hold WHERE state = 'ready'"):
        assert states[f"T-{tool:04d}"].state in {"ready", "in"}
        assert made.opening.is_open(date.fromisoformat(upto))


@pytest.mark.slow
def test_a_large_library_keeps_the_same_truths(tmp_path: Path) -> None:
    large = make(tmp_path / "large", datetime(2026, 11, 28, 12, tzinfo=UTC), tools=2_000, loans=20_000)
    test_loans_of_one_tool_follow_each_other(large)
    test_due_dates_follow_the_policies_and_are_open_days(large)
    test_lateness_is_counted_and_charged_by_the_rules(large)
    test_nobody_borrows_above_the_limit_or_before_joining(large)
    test_nobody_borrows_while_something_of_theirs_is_overdue(large)
    test_nobody_borrows_owing_more_than_they_may(large)
    test_nothing_happens_outside_opening_hours_or_after_now(large)
    assert large.rows("PRAGMA foreign_key_check") == []

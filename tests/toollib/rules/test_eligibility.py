"""Why not? Every reason at once, each with the right code, none for somebody who may."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toollib.rules.eligibility import (
    MemberFacts,
    MembershipRules,
    ToolFacts,
    expired,
    standing,
    why_not_keep,
    why_not_member,
    why_not_renew,
    why_not_tool,
)
from toollib.rules.money import Currency

TODAY = date(2026, 11, 28)
RULES = MembershipRules(may_owe=1000, currency=Currency("GBP"))
ADA = MemberFacts(
    "M-0017", "Ada Osei", "regular", until=date(2027, 3, 1), waiver=True, identity=True, loan_limit=7
)
GRINDER = ToolFacts("T-0042", "Angle grinder")
DUE = date(2026, 12, 5)


def of_member(more: int = 1, rules: MembershipRules = RULES, **known: Any) -> list[str]:
    return [each.code for each in why_not_member(replace(ADA, **known), rules, TODAY, more=more)]


def of_tool(member: MemberFacts = ADA, due: date = DUE, **known: Any) -> list[str]:
    return [each.code for each in why_not_tool(replace(GRINDER, **known), member, TODAY, due)]


def test_somebody_with_everything_in_order_is_refused_nothing() -> None:
    assert of_member() == []
    assert of_tool() == []
    assert standing(ADA, RULES, TODAY) == "good"


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ({"tier": None}, "membership-missing"),
        ({"since": TODAY + timedelta(days=1)}, "membership-missing"),
        ({"until": TODAY - timedelta(days=1)}, "membership-expired"),
        ({"blocked": "lost two drills"}, "member-blocked"),
        ({"blocked": "", "blocked_until": TODAY}, "member-blocked"),
        ({"waiver": False}, "waiver-missing"),
        ({"identity": False}, "identity-unchecked"),
        ({"loans": 7}, "loan-limit"),
        ({"owes": 1001}, "owes-too-much"),
        ({"overdue": 1}, "has-overdue"),
    ],
)
def test_each_fault_of_a_member_has_its_reason(known: dict[str, Any], code: str) -> None:
    assert of_member(**known) == [code]


@pytest.mark.parametrize(
    "known",
    [
        {"until": TODAY},
        {"until": None},
        {"since": TODAY},
        {"blocked": "came late", "blocked_until": TODAY - timedelta(days=1)},
        {"loans": 6},
        {"loans": 99, "loan_limit": None},
        {"owes": 1000},
        {"owes": -5000},
    ],
)
def test_what_just_passes_passes(known: dict[str, Any]) -> None:
    assert of_member(**known) == []


def test_rules_may_ask_for_less() -> None:
    lenient = MembershipRules(needs=frozenset(), grace_days=3, may_owe=None, lend_while_overdue=True)
    late = TODAY - timedelta(days=3)
    assert of_member(rules=lenient, waiver=False, identity=False, until=late, owes=10**9, overdue=4) == []
    assert of_member(rules=lenient, until=late - timedelta(days=1)) == ["membership-expired"]


def test_the_limit_counts_the_whole_basket() -> None:
    assert of_member(more=3, loans=4) == []
    assert of_member(more=4, loans=4) == ["loan-limit"]


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ({"holder": "M-0021", "holder_name": "Ben Kaya", "due": DUE}, "tool-on-loan"),
        ({"holder": "M-0017", "due": DUE}, "tool-on-loan"),
        ({"holder": "", "holder_name": "a member who left"}, "tool-on-loan"),
        ({"ready_for": "M-0021"}, "tool-held"),
        ({"reserved_from": DUE - timedelta(days=1)}, "tool-reserved"),
        ({"repair": "guard cracked"}, "tool-in-repair"),
        ({"retired": True}, "tool-retired"),
        ({"lost": True}, "tool-lost"),
        ({"stays_here": True}, "tool-stays-here"),
        ({"topics": frozenset({"welding"})}, "induction-missing"),
    ],
)
def test_each_fault_of_a_tool_has_its_reason(known: dict[str, Any], code: str) -> None:
    assert of_tool(**known) == [code]


def test_what_is_kept_or_claimed_for_the_member_themself_is_theirs() -> None:
    assert of_tool(ready_for="M-0017") == []


def test_an_induction_lasts_through_its_last_day() -> None:
    topic = frozenset({"welding"})
    assert of_tool(replace(ADA, inductions={"welding": TODAY}), topics=topic) == []
    assert of_tool(replace(ADA, inductions={"welding": None}), topics=topic) == []
    ended = replace(ADA, inductions={"welding": TODAY - timedelta(days=1)})
    assert of_tool(ended, topics=topic) == ["induction-missing"]
    assert of_tool(replace(ADA, inductions={"laser": None}), topics=topic) == ["induction-missing"]


def test_everything_at_once_is_told_at_once() -> None:
    worst = replace(
        ADA,
        tier=None,
        until=TODAY - timedelta(days=1),
        blocked="x",
        waiver=False,
        identity=False,
        loans=9,
        owes=5000,
        overdue=2,
    )
    told = {each.code for each in why_not_member(worst, RULES, TODAY)}
    assert told == {
        "membership-missing", "membership-expired", "member-blocked", "waiver-missing", "identity-unchecked",
        "loan-limit", "owes-too-much", "has-overdue",
    }  # fmt: skip
    tool: dict[str, Any] = {
        "holder": "M-0021", "ready_for": "M-0021", "reserved_from": TODAY, "repair": "x",
        "retired": True, "lost": True, "stays_here": True, "topics": frozenset({"welding"}),
    }  # fmt: skip
    assert len(of_tool(worst, **tool)) == 8


def test_a_tool_is_kept_by_whoever_still_is_a_member() -> None:
    poor = replace(ADA, waiver=False, identity=False, owes=99_999, overdue=3, loans=9)
    assert list(why_not_keep(poor, RULES, TODAY)) == []
    gone = replace(ADA, until=TODAY - timedelta(days=1), blocked="x")
    assert [each.code for each in why_not_keep(gone, RULES, TODAY)] == [
        "membership-expired",
        "member-blocked",
    ]


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_a_renewal_is_refused_when_used_up_or_waited_for(done: int, at_most: int, waiting: int) -> None:
    told = [each.code for each in why_not_renew(GRINDER, renewals=done, at_most=at_most, waiting=waiting)]
    assert ("renewals-used-up" in told) == (done >= at_most)
    assert ("waited-for" in told) == (waiting > 0)


@given(st.dates(date(2025, 1, 1), date(2028, 1, 1)), st.integers(0, 60), st.integers(-90, 90))
def test_grace_ends_on_its_last_day(until: date, grace: int, ahead: int) -> None:
    member = replace(ADA, until=until)
    assert expired(member, until + timedelta(days=ahead), grace) == (ahead > grace)


@given(
    tier=st.sampled_from([None, "regular"]),
    waiver=st.booleans(),
    identity=st.booleans(),
    blocked=st.sampled_from([None, "x"]),
    ahead=st.integers(-3, 3),
)
def test_good_standing_means_no_reason_about_the_membership(
    tier: str | None,
    *,
    waiver: bool,
    identity: bool,
    blocked: str | None,
    ahead: int,
) -> None:
    member = replace(
        ADA, tier=tier, waiver=waiver, identity=identity, blocked=blocked, until=TODAY + timedelta(days=ahead)
    )
    told = [each.code for each in why_not_member(member, RULES, TODAY)]
    assert (standing(member, RULES, TODAY) == "good") == (told == [])

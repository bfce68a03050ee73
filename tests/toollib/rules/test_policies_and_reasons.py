"""Policies: the most specific wins. Reasons: stable codes in one order. Rights: who may do what."""

import random
import re
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toollib.rules.money import Amount
from toollib.rules.policies import PartialPolicy, Policies, Policy
from toollib.rules.reasons import CODES, OVERRIDABLE, Refused, reason
from toollib.rules.rights import ALL, Actor, Right, lacking, rights_of
from toollib.rules.undo import Undoable, why_not_undo

LEVELS = ("t-0042", "angle-grinder", "power", "default")
NUMBER = st.none() | st.integers(0, 30)


@st.composite
def partial_policies(draw: st.DrawFn) -> PartialPolicy:
    late = draw(NUMBER)
    return PartialPolicy(
        days=draw(NUMBER), renewals=draw(NUMBER), late=None if late is None else Amount(late),
        per=draw(st.sampled_from([None, "open-day", "day"])), stays_here=draw(st.none() | st.booleans()),
    )  # fmt: skip


LINES = st.dictionaries(st.sampled_from(LEVELS), partial_policies())


@given(LINES, LINES)
def test_each_key_comes_from_the_most_specific_line_that_says_it(
    general: dict[str, PartialPolicy], of_tier: dict[str, PartialPolicy]
) -> None:
    policies = Policies(general, {"business": of_tier})
    for tier in ("business", "regular", None):
        found = policies.resolve(LEVELS[:-1], tier)
        explained = policies.explain(LEVELS[:-1], tier)
        for key in (each.name for each in fields(Policy)):
            said = [
                (name, who, getattr(lines[name], key))
                for name in LEVELS
                for who, lines in (("business", of_tier if tier == "business" else {}), (None, general))
                if name in lines and getattr(lines[name], key) is not None
            ]
            expected = said[0][2] if said else getattr(Policy(), key)
            assert getattr(found, key) == expected
            assert explained[key][0] == expected
            assert (explained[key][1].name, explained[key][1].tier) == (said[0][:2] if said else (None, None))


def test_a_tier_wins_at_its_own_level_only() -> None:
    policies = Policies(
        {"default": PartialPolicy(days=7), "power": PartialPolicy(days=3)},
        {"business": {"default": PartialPolicy(days=14, renewals=9)}},
    )
    power = policies.resolve(("t-0042", "angle-grinder", "power"), "business")
    assert (power.days, power.renewals) == (3, 9)
    assert policies.resolve(("t-0060", "tile-cutter"), "business").days == 14
    assert policies.resolve(("t-0060", "tile-cutter"), "regular").days == 7


@given(st.lists(st.sampled_from(CODES), min_size=1), st.randoms(use_true_random=False))
def test_reasons_are_told_once_and_in_one_order(told: list[str], shuffle: random.Random) -> None:
    reasons = [reason(code, f"about {code}") for code in told]
    shuffle.shuffle(reasons)
    refused = Refused(reasons)
    assert [each.code for each in refused.reasons] == sorted(set(told), key=CODES.index)
    assert refused.code == refused.reasons[0].code
    assert all(each.override == (each.code in OVERRIDABLE) for each in refused.reasons)


def test_a_code_of_our_own_making_is_a_mistake_of_ours() -> None:
    assert set(CODES) >= OVERRIDABLE
    assert len(set(CODES)) == len(CODES)
    with pytest.raises(KeyError):
        reason("member-unlucky", "x")


def test_liability_and_truth_are_never_overridden() -> None:
    for code in (
        "waiver-missing",
        "induction-missing",
        "tool-on-loan",
        "tool-in-repair",
        "tool-lost",
        "role-missing",
    ):
        assert not reason(code, "x").override


def test_every_code_that_the_program_names_is_known() -> None:
    """Codes are text in many files; one mistyped would raise in front of a volunteer."""
    source = Path(__file__).parents[3] / "toollib"
    named = {
        code
        for file in source.rglob("*.py")
        for code in re.findall(r"\b(?:reason|refuse)\(\s*\"([a-z-]+)\"", file.read_text())
    }
    assert named - set(CODES) == set()
    assert len(named) > 20


ROLES: dict[str, frozenset[Right]] = {"volunteer": frozenset({"desk"}), "coordinator": ALL}


@pytest.mark.parametrize(
    ("role", "guest", "sign_on", "founded", "rights"),
    [
        (None, True, "free", True, {"desk"}),
        (None, True, "required", True, set()),
        (None, False, "free", True, set()),
        ("volunteer", False, "required", True, {"desk"}),
        ("coordinator", False, "free", True, ALL),
        ("treasurer", False, "free", True, set()),
        (None, True, "required", False, ALL),
    ],
)
def test_rights_follow_the_role(
    role: str | None, *, guest: bool, sign_on: str, founded: bool, rights: set[Right]
) -> None:
    assert rights_of(role, guest=guest, roles=ROLES, sign_on=sign_on, founded=founded) == rights


def test_a_missing_right_is_a_reason_that_names_person_and_right() -> None:
    vera = Actor("Vera", "front", frozenset({"desk"}))
    assert lacking(vera, "desk") is None
    missing = lacking(vera, "money")
    assert missing is not None
    assert missing.code == "role-missing"
    assert "Vera" in missing.message
    assert "money" in missing.message


@given(st.integers(-10_000, 10_000), st.integers(0, 600))
def test_an_action_is_too_old_after_its_minutes_and_never_before_it_happened(ago: int, minutes: int) -> None:
    now = datetime(2026, 11, 28, 10, 2, tzinfo=UTC)
    action = Undoable("checkout", now - timedelta(seconds=ago))
    told = [each.code for each in why_not_undo(action, now, minutes)]
    assert told == (["too-late-to-undo"] if ago > minutes * 60 else [])


def test_what_others_built_on_blocks_an_undo() -> None:
    now = datetime(2026, 11, 28, 10, 2, tzinfo=UTC)
    told = list(why_not_undo(Undoable("checkout", now, ("return",)), now, 5))
    assert [each.code for each in told] == ["undo-blocked"]
    assert "return" in told[0].message

"""Memberships over the years: renewed from the later day, merged without losing anything, ended with nothing open."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toollib.rules.memberships import Leaver, merged, renewed_until, why_not_leave, why_not_until
from toollib.rules.money import Currency

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
GBP = Currency("GBP")


@given(today=DAYS, until=st.none() | DAYS, months=st.integers(1, 60))
def test_a_renewal_ends_later_than_today_and_than_before(
    today: date, until: date | None, months: int
) -> None:
    after = renewed_until(until, months, today)
    assert after is not None
    begins = max(today, until or today)
    assert begins < after
    assert months * 28 <= (after - begins).days <= months * 31
    assert renewed_until(until, None, today) is None


def test_from_the_later_of_today_and_the_end() -> None:
    today = date(2026, 11, 28)
    assert renewed_until(date(2027, 3, 1), 12, today) == date(2028, 3, 1)
    assert renewed_until(date(2024, 2, 29), 12, today) == date(2027, 11, 28)
    assert renewed_until(None, 12, today) == date(2027, 11, 28)
    assert renewed_until(date(2027, 1, 31), 1, today) == date(2027, 2, 28)


@given(today=DAYS, asked=DAYS, until=st.none() | DAYS)
def test_a_day_asked_for_is_ahead_and_no_earlier_than_the_end(
    today: date, asked: date, until: date | None
) -> None:
    codes = [each.code for each in why_not_until("Ada", asked, until, today)]
    assert codes == ([] if asked >= max(today, until or today) else ["date-wrong"])


THINGS = st.lists(st.just("T-1 thing"), max_size=2).map(tuple)


@given(loans=THINGS, owes=st.integers(-5, 5), parts=THINGS, own=THINGS)
def test_nobody_leaves_with_anything_open(
    loans: tuple[str, ...], owes: int, parts: tuple[str, ...], own: tuple[str, ...]
) -> None:
    reasons = list(why_not_leave(Leaver("Ada", loans, owes, parts, own), GBP))
    assert len(reasons) == sum(map(bool, (loans, owes, parts, own)))
    assert {each.code for each in reasons} == {
        *(["member-has-loans"] if loans or own else []),
        *(["member-owes"] if owes or parts else []),
    }
    assert not any(each.override for each in reasons)


COLUMNS = (
    "email phone tier since until role waiver_at waiver_version identity_at blocked_at block_why block_until note"
).split()
TEXT = st.sampled_from([None, "2025-01-01", "2027-01-01"])
KNOWN = st.fixed_dictionaries(
    dict.fromkeys(COLUMNS, TEXT) | {"no_access_before": st.sampled_from([None, 0, 1])}
).map(lambda known: {**known, "note": known["note"] or ""})


@given(keep=KNOWN, gone=KNOWN)
def test_nothing_known_is_lost_by_merging(
    keep: dict[str, str | int | None], gone: dict[str, str | int | None]
) -> None:
    after = {**keep, **merged(keep, gone)}
    for name in ("email", "phone", "role", "identity_at", "no_access_before"):
        assert after[name] == (gone[name] if keep[name] is None else keep[name])
    for name in ("waiver_at", "block_why", "tier", "since"):
        assert (after[name] is None) == (keep[name] is None and gone[name] is None)
    assert all(str(each["note"]) in str(after["note"]) for each in (keep, gone))
    for member in (keep, gone):
        if member["tier"]:
            assert str(after["until"] or "9") >= str(member["until"] or "9") or not keep["tier"]
        if member["block_why"]:
            assert str(after["block_until"] or "9") >= str(member["block_until"] or "9")


@pytest.mark.parametrize("later", [timedelta(0), timedelta(days=400)])
def test_the_longer_membership_brings_its_tier(later: timedelta) -> None:
    none: dict[str, str | int | None] = dict.fromkeys([*COLUMNS, "no_access_before"])
    keep = {**none, "tier": "regular", "until": "2027-01-01", "note": ""}
    gone = {**none, "tier": "business", "until": (date(2027, 1, 1) + later).isoformat(), "note": ""}
    changed = merged(keep, gone)
    assert changed == ({"tier": "business", "until": gone["until"]} if later else {})

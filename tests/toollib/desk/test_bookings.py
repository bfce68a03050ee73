"""Reservations on shelves of many copies: looking at a few of them first changes no answer."""

from collections.abc import Sequence
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.riverside import Riverside, codes
from toollib.desk import bookings, lending
from toollib.desk.bookings import Away, broken, can_be_kept, claimed_on, reserved_from
from toollib.rules.calendar import Claim
from toollib.rules.reasons import Refused

TODAY = date(2026, 11, 28)
DAYS = st.integers(0, 9).map(lambda days: TODAY + timedelta(days=days))
SPANS = st.tuples(DAYS, DAYS).map(lambda days: (min(days), max(days)))
# Of each copy: when its loan is due (None: in), until when it is kept ready, when it goes back to its owner.
COPY = st.fixed_dictionaries(
    {
        "due": st.none() | st.integers(-12, 9).map(lambda days: TODAY + timedelta(days=days)),
        "ready": st.none() | DAYS,
        "give_back": st.none() | DAYS,
        "repair": st.sampled_from([False, False, False, True]),
    }
)
Copy = dict[str, object]
Asked = tuple[tuple[date, date], int | None, str]
CLAIM = st.tuples(SPANS, st.none() | st.integers(0, 3), st.sampled_from(["M-0017", "M-0021"]))


def shelf(riverside: Riverside, copies: Sequence[Copy], claims: Sequence[Asked]) -> list[int]:
    """Put these copies of one kind on the shelf, with these claims on them; answers their rows."""
    db = riverside.db
    member = {
        code: db.value("SELECT id FROM member WHERE code = ?", (code,)) for code in ("M-0017", "M-0021")
    }
    rows = []
    for number, copy in enumerate(copies):
        row = db.run(
            "INSERT INTO tool (code, name, kind, added_at, owner, give_back) VALUES (?, 'Saw', 'band-saw', ?, ?, ?)",
            (
                f"X-{number}",
                "2026-01-01T00:00:00Z",
                1 if copy["give_back"] else None,
                _text(copy["give_back"]),
            ),
        )
        if copy["due"] is not None:
            db.run(
                "INSERT INTO loan (tool, member, out_at, due) VALUES (?, 1, '2026-11-01T10:00:00Z', ?)",
                (row, _text(copy["due"])),
            )
        elif copy["ready"] is not None:
            db.run(
                """INSERT INTO hold (member, kind, placed_at, state, tool, ready_until)
                VALUES (1, 'band-saw', '2026-11-01T10:00:00Z', 'ready', ?, ?)""",
                (row, _text(copy["ready"])),
            )
        if copy["repair"]:
            db.run(
                "INSERT INTO repair (tool, text, opened_at) VALUES (?, 'broken', '2026-11-01T10:00:00Z')",
                (row,),
            )
        rows.append(row)
    for (first, last), named, who in claims:
        one = rows[named] if named is not None and named < len(rows) else None
        db.run(
            """INSERT INTO reservation (member, kind, copy, from_day, to_day, state, placed_at)
            VALUES (?, ?, ?, ?, ?, 'accepted', '2026-11-01T10:00:00Z')""",
            (member[who], None if one else "band-saw", one, _text(first), _text(last)),
        )
    return rows


def _text(day: object) -> str | None:
    return None if day is None else str(day)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(COPY, max_size=6), st.lists(CLAIM, max_size=5), SPANS)
def test_a_look_at_a_few_copies_answers_as_a_look_at_all(
    riverside: Riverside, copies: list[Copy], claims: list[Asked], span: tuple[date, date]
) -> None:
    context = riverside.desk.context
    db = context.db
    db.run("SAVEPOINT example")
    try:
        rows = shelf(riverside, copies, claims)

        def answers() -> object:
            ada = db.value("SELECT id FROM member WHERE code = 'M-0017'")
            return (
                broken(context),
                can_be_kept(context, "band-saw", Claim(2**40, *span)),
                [reserved_from(context, Away(row, "band-saw", span[1])) for row in rows],
                [reserved_from(context, Away(row, "band-saw", span[1], ada)) for row in rows],
                [
                    reserved_from(
                        context, Away(rows[0], "band-saw", span[1]), [Away(row, "band-saw", span[1])]
                    )
                    for row in rows[1:]
                ],
                claimed_on(context, TODAY).keys(),
            )

        short = answers()
        with patch.object(bookings, "_enough", return_value=False):
            assert short == answers()
    finally:
        db.run("ROLLBACK TO example")
        db.run("RELEASE example")


def test_what_keeps_many_claims_is_found_among_a_few_copies(riverside: Riverside) -> None:
    copies: list[Copy] = [{"due": None, "ready": None, "give_back": None, "repair": False}] * 300
    claims = [((TODAY, TODAY + timedelta(days=7)), None, "M-0017")] * 40
    shelf(riverside, copies, claims)
    with patch.object(bookings, "kept", side_effect=AssertionError("all 300 copies were looked at")):
        assert broken(riverside.desk.context) == []
        assert can_be_kept(riverside.desk.context, "band-saw", Claim(2**40, TODAY, TODAY))


def test_what_another_desk_has_collected_meanwhile_is_not_lent_a_second_time(riverside: Riverside) -> None:
    claim = riverside.desk.reserve("M-0017", "orbital-sander", first=TODAY, last=TODAY + timedelta(days=4))
    reserved = int(claim.id)
    riverside.cora.collect("M-0017")
    with pytest.raises(Refused, match="collected or given up meanwhile") as refused:
        riverside.desk.checkout("M-0017", ["T-0051"], lending.Asked(reserved=(reserved,)))
    assert codes(refused) == ["reservation-unknown"]

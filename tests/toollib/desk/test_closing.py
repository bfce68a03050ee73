"""A day closed at the desk: what was promised for it moves, nobody pays for it, and every desk knows."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.riverside import RULES, Riverside, codes, dump
from toollib.desk.lending import Asked
from toollib.desk.people import MemberEdit
from toollib.rules.dates import Closed, Opening
from toollib.rules.reasons import Refused

WEDNESDAY, SATURDAY, NEXT = date(2026, 12, 2), date(2026, 12, 5), date(2026, 12, 9)


def reserve(riverside: Riverside, copy: str, first: date, last: date) -> str:
    """An accepted reservation, as the store keeps it."""
    tool = riverside.db.value("SELECT id FROM tool WHERE code = ?", (copy,))
    member = riverside.db.value("SELECT id FROM member WHERE code = 'M-0030'")
    row = riverside.db.run(
        "INSERT INTO reservation (member, copy, from_day, to_day, state, placed_at) VALUES (?, ?, ?, ?, ?, ?)",
        (member, tool, first.isoformat(), last.isoformat(), "accepted", "2026-11-21T10:00:00Z"),
    )
    return str(row)


def test_loans_that_are_due_on_it_are_due_on_the_next_open_day(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042", "T-0043"])
    riverside.desk.checkout("M-0021", ["T-0090"])  # a ladder: due on Wednesday
    closed = riverside.cora.close_day(SATURDAY, "snow")
    assert [(each.tool, each.due) for each in closed.loans] == [("T-0042", NEXT), ("T-0043", NEXT)]
    assert (closed.day, closed.why, closed.holds, closed.reservations) == (SATURDAY, "snow", (), ())
    assert riverside.desk.tool("T-0090").due == WEDNESDAY


def test_nothing_is_charged_for_it(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.desk.checkout("M-0021", ["T-0090"])
    riverside.cora.close_day(SATURDAY, "snow")
    riverside.at("2026-12-09 19:00")
    back = riverside.desk.return_(["T-0042", "T-0090"]).returned
    # The ladder was due on Wednesday: of the two open days since, one was closed.
    assert [(each.loan.late_days, each.charged) for each in back] == [(0, 0), (1, 100)]


def test_a_due_date_that_is_given_out_afterwards_skips_it(riverside: Riverside) -> None:
    riverside.cora.close_day(SATURDAY, "snow")
    (loan,) = riverside.desk.checkout("M-0017", ["T-0042"]).loans
    assert loan.due == NEXT
    with pytest.raises(Refused, match="closed on 2026-12-05; the next open day is 2026-12-09"):
        riverside.cora.checkout("M-0017", ["T-0043"], Asked(due=SATURDAY))


def test_what_is_kept_ready_is_kept_for_as_many_open_days(riverside: Riverside) -> None:
    first = riverside.desk.hold("M-0017", "T-0042")
    riverside.at("2026-12-02 18:10")
    second = riverside.desk.hold("M-0021", "T-0043")
    assert (first.ready_until, second.ready_until) == (SATURDAY, NEXT)
    closed = riverside.cora.close_day(SATURDAY, "snow")
    assert [(each.id, each.ready_until) for each in closed.holds] == [
        (first.id, NEXT),
        (second.id, date(2026, 12, 12)),
    ]
    riverside.at("2026-12-09 19:00")
    assert [each.state for each in riverside.desk.holds(("ready",))] == ["ready", "ready"]
    assert riverside.desk.checkout("M-0017", ["T-0042"]).loans


def test_where_days_are_counted_only_the_last_one_moves(riverside: Riverside) -> None:
    path = riverside.folder / "library.yaml"
    path.write_text(RULES.replace("keep-days: 2, counted: open-days", "keep-days: 7, counted: days"))
    ends = riverside.desk.hold("M-0017", "T-0042")
    riverside.at("2026-11-29 10:00")
    later = riverside.desk.hold("M-0021", "T-0043")
    assert (ends.ready_until, later.ready_until) == (SATURDAY, date(2026, 12, 6))
    closed = riverside.cora.close_day(SATURDAY, "snow")
    assert [(each.id, each.ready_until) for each in closed.holds] == [(ends.id, NEXT)]


def test_reservations_that_begin_or_end_on_it_move(riverside: Riverside) -> None:
    begins = reserve(riverside, "T-0060", SATURDAY, NEXT)
    ends = reserve(riverside, "T-0050", WEDNESDAY, SATURDAY)
    on_it = reserve(riverside, "T-0051", SATURDAY, SATURDAY)
    around = reserve(riverside, "T-0043", WEDNESDAY, NEXT)
    closed = riverside.cora.close_day(SATURDAY, "snow")
    assert [(each.id, each.from_, each.to) for each in closed.reservations] == [
        (begins, NEXT, NEXT),
        (ends, WEDNESDAY, NEXT),
        (on_it, NEXT, NEXT),
    ]
    kept = riverside.db.one("SELECT from_day, to_day FROM reservation WHERE id = ?", (int(around),))
    assert kept is not None
    assert tuple(kept) == (WEDNESDAY.isoformat(), NEXT.isoformat())


claims = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted), min_size=2, max_size=6)


@given(claims, st.integers(0, 30), st.sets(st.integers(0, 6), max_size=5))
def test_reservations_that_did_not_overlap_do_not_when_a_day_moves(
    pairs: list[list[int]], closed: int, rest: set[int]
) -> None:
    base = date(2026, 11, 2)
    opening = Opening({}, tuple(Closed(_day(base, each), _day(base, each)) for each in rest - {closed}))
    shut = _day(base, closed)
    to = opening.also_closed([Closed(shut, shut)]).next_open(shut)
    before = [(_day(base, first), _day(base, last)) for first, last in pairs]
    before = [each for each in before if all(map(opening.is_open, each))]
    after = [tuple(to if day == shut else day for day in each) for each in before]
    for one in range(len(before)):
        for other in range(one):
            if before[one][1] <= before[other][0]:
                assert after[one][1] <= after[other][0]


def _day(base: date, ahead: int) -> date:
    return date.fromordinal(base.toordinal() + ahead)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 25), "2026-11-25 is past"),
        (date(2026, 12, 3), "2026-12-03 is closed already"),
        (date(2026, 12, 23), "2026-12-23 is closed already: winter break"),
        (WEDNESDAY, "2026-12-02 is closed already: snow"),
    ],
)
def test_a_day_that_cannot_be_closed_is_refused(riverside: Riverside, day: date, said: str) -> None:
    riverside.cora.close_day(WEDNESDAY, "snow")
    before = dump(riverside.db)
    with pytest.raises(Refused) as refused:
        riverside.cora.close_day(day, "a walk")
    assert codes(refused) == ["date-wrong"]
    assert said in str(refused.value)
    assert dump(riverside.db) == before


def test_all_reasons_at_once_and_only_with_the_right(riverside: Riverside) -> None:
    with pytest.raises(Refused) as refused:
        riverside.desk.close_day(date(2026, 11, 26), "a walk")
    assert codes(refused) == ["date-wrong", "date-wrong", "role-missing"]


def test_a_library_without_another_open_day_is_told_so(riverside: Riverside) -> None:
    rules = RULES.replace("closed:", "closed:\n  - {from: 2026-12-03, to: 2030-01-01, why: moving}")
    (riverside.folder / "library.yaml").write_text(rules)
    with pytest.raises(Refused, match="no open day within a year after 2026-12-02 to move to"):
        riverside.cora.close_day(WEDNESDAY, "snow")


def test_another_desk_knows_at_its_next_look(riverside: Riverside) -> None:
    other = riverside.library("Wim", "window").desk
    assert other.open_now().closes is not None
    riverside.cora.close_day(date(2026, 11, 28), "a burst pipe")
    other.today()
    assert other.open_now().closed_why == "a burst pipe"
    riverside.cora.close_day(SATURDAY, "snow")
    (loan,) = other.checkout("M-0017", ["T-0042"]).loans
    assert loan.due == NEXT


def test_a_refused_closing_leaves_the_calendar_as_it_was(riverside: Riverside) -> None:
    with pytest.raises(Refused):
        riverside.desk.close_day(SATURDAY, "a prank")
    (loan,) = riverside.desk.checkout("M-0017", ["T-0042"]).loans
    assert loan.due == SATURDAY


def test_undo_puts_no_due_date_on_a_day_that_was_closed_meanwhile(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.desk.return_(["T-0042"])
    riverside.cora.close_day(SATURDAY, "snow")
    riverside.desk.undo()
    assert riverside.desk.tool("T-0042").due == NEXT
    riverside.desk.undo()  # the checkout: closing a day is nothing that stands upon it
    assert riverside.desk.tool("T-0042").state == "in"


def test_undo_of_a_renewal_puts_no_due_date_on_it_either(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.desk.renew(["T-0042"])
    riverside.cora.close_day(SATURDAY, "snow")
    riverside.desk.undo()
    assert riverside.desk.tool("T-0042").due == NEXT


def test_undo_keeps_no_promise_for_a_day_that_was_closed_meanwhile(riverside: Riverside) -> None:
    hold = riverside.desk.hold("M-0017", "T-0042")
    assert hold.ready_until == SATURDAY
    claim = riverside.desk.reserve("M-0017", "T-0060", first=date(2026, 11, 28), last=SATURDAY)
    riverside.desk.checkout("M-0017", ["T-0042", "T-0060"])
    riverside.cora.close_day(SATURDAY, "snow")
    riverside.desk.undo()
    (kept,) = riverside.desk.holds(("ready",))
    assert (kept.id, kept.ready_until) == (hold.id, NEXT)
    (reserved,) = riverside.desk.reservations()
    assert (reserved.id, reserved.state, reserved.to) == (claim.id, "accepted", NEXT)


def test_closing_is_not_undone_and_stands_in_the_history_of_the_tool(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.cora.close_day(SATURDAY, "snow")
    with pytest.raises(Refused) as refused:
        riverside.cora.undo()
    assert "close-day" not in str(refused.value)
    (event, *_) = riverside.desk.events("T-0042")
    assert (event.what, event.about["day"]) == ("close-day", "2026-12-05")


def test_by_command(riverside: Riverside) -> None:
    riverside.done("checkout", "M-0017", "T-0042")
    told = riverside.done("close-day", "2026-12-05", "snow", who="M-0002")
    assert set(told) == {"currency", "day", "why", "loans", "holds", "reservations"}
    assert (told["day"], told["why"], told["loans"][0]["due"]) == ("2026-12-05", "snow", "2026-12-09")
    assert riverside.refused("close-day", "2026-12-05", "snow") == ["date-wrong", "role-missing"]
    assert riverside.refused("close-day", "2026-13-05", "snow", who="M-0002") == ["date-wrong"]
    assert riverside.refused("close-day", "2026-12-09", " ", who="M-0002") == ["date-wrong"]


def test_a_renewed_member_is_not_asked_to_come_on_it(riverside: Riverside) -> None:
    riverside.cora.member_edit("M-0017", MemberEdit(until=date(2028, 1, 1)))
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.cora.close_day(date(2026, 12, 12), "stocktaking")
    (loan,) = riverside.desk.renew(["T-0042"]).loans
    assert loan.due == date(2026, 12, 16)

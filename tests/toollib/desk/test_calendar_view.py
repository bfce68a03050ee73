"""The calendar's read: what is on between two days, copy by copy, in pages; it agrees with what the desk knows."""

from datetime import date, timedelta

import pytest

from tests.riverside import Riverside
from toollib.desk.calendar_view import CalendarRow
from toollib.desk.reads import Part

MON_23, MON_30 = date(2026, 11, 23), date(2026, 11, 30)
SAT_28, SAT_5, WED_9 = date(2026, 11, 28), date(2026, 12, 5), date(2026, 12, 9)


def told(rows: tuple[CalendarRow, ...]) -> list[tuple[str, str | None, list[str]]]:
    """Kind, tag and what is on, row by row."""
    return [(row.kind, row.tool, [span.what for span in row.spans]) for row in rows]


@pytest.fixture
def busy(riverside: Riverside) -> Riverside:
    """Everything that a calendar can show."""
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.desk.reserve("M-0021", "orbital-sander", first=date(2026, 12, 2), last=SAT_5)
    riverside.desk.reserve("M-0030", "T-0060", first=SAT_5, last=WED_9)
    riverside.desk.tool_repair("T-0090", "a rung is loose")
    riverside.desk.hold("M-0017", "jigsaw")
    riverside.cora.tool_recall("T-0092", "the tape cuts")
    return riverside


def test_a_row_for_each_copy_and_one_for_any_copy(busy: Riverside) -> None:
    found = busy.desk.calendar(MON_30, 7)
    assert told(found.rows) == [
        ("angle-grinder", "T-0042", ["loan"]),
        ("extension-ladder", "T-0090", ["repair"]),
        ("jigsaw", "T-0043", ["ready"]),
        ("orbital-sander", None, ["reservation"]),
        ("tape-measure", "T-0092", ["recall"]),
        ("tile-cutter", "T-0060", ["reservation"]),
    ]
    assert found.total == 6
    (loan,) = found.rows[0].spans
    assert (loan.first, loan.last, loan.who) == (SAT_28, SAT_5, "Ada Osei")


def test_pages_together_are_the_whole(busy: Riverside) -> None:
    whole = busy.desk.calendar(MON_30, 7)
    pages = [busy.desk.calendar(MON_30, 7, part=Part(2, offset)) for offset in (0, 2, 4, 6)]
    assert tuple(row for page in pages for row in page.rows) == whole.rows
    assert {page.total for page in pages} == {6}


def test_what_ends_before_or_begins_after_is_not_in_it(busy: Riverside) -> None:
    assert [row.tool for row in busy.desk.calendar(MON_23, 7).rows] == [
        "T-0042",
        "T-0090",
        "T-0043",
        "T-0092",
    ]
    assert [row.tool for row in busy.desk.calendar(WED_9 + timedelta(days=1), 7).rows] == ["T-0090", "T-0092"]


def test_a_late_loan_lasts_until_today(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.at("2026-12-19 11:00")
    (row,) = riverside.desk.calendar(date(2026, 12, 14), 7).rows
    assert [(span.what, span.last) for span in row.spans] == [("late", date(2026, 12, 19))]


def test_a_text_narrows_it_to_kinds_or_to_the_kind_of_a_tag(busy: Riverside) -> None:
    assert [row.tool for row in busy.desk.calendar(MON_30, 7, text="angle GRINDER").rows] == ["T-0042"]
    assert [row.tool for row in busy.desk.calendar(MON_30, 7, text="t-0050").rows] == [None]
    assert busy.desk.calendar(MON_30, 7, text="no such kind").rows == ()


def test_closed_days_say_why(riverside: Riverside) -> None:
    days = riverside.desk.calendar(date(2026, 12, 19), 2).days
    assert [(each.open, each.why) for each in days] == [(True, ""), (False, "winter break")]


def test_a_hold_that_was_not_collected_moves_on_in_it(riverside: Riverside) -> None:
    riverside.desk.hold("M-0017", "jigsaw")
    riverside.desk.hold("M-0021", "jigsaw")
    riverside.at("2026-12-12 10:00")
    (row,) = riverside.desk.calendar(date(2026, 12, 12), 7).rows
    assert [span.who for span in row.spans] == ["Ben Kaya"]


def test_what_begins_shortly_after_midnight_begins_on_that_local_day(riverside: Riverside) -> None:
    riverside.at("2027-06-05 00:30")  # still the fourth in UTC
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.desk.tool_repair("T-0090", "a rung is loose")
    riverside.cora.tool_recall("T-0092", "the tape cuts")
    friday, saturday = date(2027, 6, 4), date(2027, 6, 5)
    assert riverside.desk.calendar(friday, 1).rows == ()
    assert riverside.desk.calendar(friday, 1).total == 0
    begun = riverside.desk.calendar(saturday, 1)
    assert [(row.tool, span.first) for row in begun.rows for span in row.spans] == [
        ("T-0042", saturday),
        ("T-0090", saturday),
        ("T-0092", saturday),
    ]


def test_what_begins_on_the_last_day_shown_is_shown(busy: Riverside) -> None:
    shown = busy.desk.calendar(MON_23, 6)  # to Saturday 28, today
    assert ("angle-grinder", "T-0042", ["loan"]) in told(shown.rows)
    before = busy.desk.calendar(MON_23, 5)
    assert (before.total, before.rows) == (0, ())

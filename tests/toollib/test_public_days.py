"""Public holidays as closed days: which places are known, what they close, and that others do not pay for it."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.riverside import RULES, Riverside
from toollib import public_days
from toollib.caches import cache_folder
from toollib.desk.lending import Asked
from toollib.desk.people import MemberEdit
from toollib.public_days import HolidaysOf, place_of
from toollib.rules.dates import Closed, Opening
from toollib.rules.reasons import Refused
from toollib.settings_file import read_settings

EASTER_MONDAY = date(2026, 4, 6)
BEGIN = "name: x\ncurrency: GBP\ntime-zone: Europe/London\n"


@pytest.fixture(autouse=True, scope="module")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


def test_a_part_of_a_country_has_days_of_its_own() -> None:
    assert HolidaysOf(["GB-ENG"]).of(2026)[EASTER_MONDAY] == "Easter Monday"
    assert EASTER_MONDAY not in HolidaysOf(["GB-SCT"]).of(2026)
    both = HolidaysOf(["GB-SCT", "GB-ENG"]).of(2026)
    assert {EASTER_MONDAY, date(2026, 11, 30)} <= both.keys()  # St Andrew's Day


def test_a_holiday_on_a_weekend_has_its_substitute() -> None:
    days = HolidaysOf(["GB"]).of(2026)
    assert {date(2026, 12, 26), date(2026, 12, 28)} <= days.keys()


@pytest.mark.parametrize("year", [1, 1500, 2300, 9999])
def test_a_year_that_nobody_knows_has_none(year: int) -> None:
    assert not HolidaysOf(["GB"]).of(year)


@pytest.mark.parametrize(
    ("written", "near"),
    [("UK", "GB"), ("Germny", "DE"), ("GB-EGN", "GB-ENG"), ("DE-BAYERN", "DE-BY"), ("gb", "GB")],
)
def test_a_place_that_is_none_is_told_with_the_nearest(written: str, near: str) -> None:
    source = f"{BEGIN}holidays: [GB-ENG, {written}]\n"
    (problem,) = read_settings(source.encode(), "library.yaml").problems
    assert (problem.line, problem.column, problem.code) == (4, 20, "value-wrong")
    assert f"did you mean {near}?" in problem.message


@pytest.mark.parametrize("written", ["../../etc/passwd", "''", "GB-", "{GB: ENG}", "[[GB]]", "X" * 300])
def test_what_cannot_be_a_place_is_a_problem(written: str) -> None:
    reading = read_settings(f"{BEGIN}holidays: {written}\n".encode(), "library.yaml")
    assert [each.line for each in reading.problems] == [4]


def test_one_place_or_several() -> None:
    for written, places in (("GB-ENG", ("GB-ENG",)), ("[GB, DE-BY]", ("GB", "DE-BY"))):
        reading = read_settings(f"{BEGIN}holidays: {written}\n".encode(), "library.yaml")
        assert reading.usable.holidays == places


@given(
    st.sets(st.integers(0, 6), max_size=7),
    st.dates(date(2025, 1, 1), date(2027, 6, 1)),
    st.integers(-20, 500),
)
def test_open_days_are_those_counted_one_by_one(weekdays: set[int], after: date, ahead: int) -> None:
    hours = dict.fromkeys(weekdays, ((time(10), time(14)),))
    winter = Closed(date(2025, 12, 20), date(2026, 1, 5))
    opening = Opening(hours, (winter,), HolidaysOf(["GB-ENG"]))
    counted = sum(opening.is_open(after + timedelta(days=each)) for each in range(1, ahead + 1))
    assert opening.open_days(after, after + timedelta(days=ahead)) == counted


def test_what_was_worked_out_is_kept_until_the_tables_change(monkeypatch: pytest.MonkeyPatch) -> None:
    place_of("FR")
    days = HolidaysOf(["FR"]).of(2026)
    monkeypatch.setattr(public_days, "_work_out", _not_again)
    assert place_of("FR") == "FR"
    assert HolidaysOf(["FR"]).of(2026) == days
    monkeypatch.setattr(public_days, "_tables", lambda: [1, 2])
    with pytest.raises(AssertionError, match="again"):
        HolidaysOf(["FR"]).of(2026)


def _not_again(place: str, years: object) -> None:
    raise AssertionError("worked out again")


def test_what_is_kept_and_damaged_is_made_anew() -> None:
    days = HolidaysOf(["AT"]).of(2026)
    kept = cache_folder() / "holidays-AT.json"
    kept.write_bytes(kept.read_bytes()[:-9])
    assert HolidaysOf(["AT"]).of(2026) == days


def test_a_due_date_skips_a_holiday(riverside: Riverside) -> None:
    rules = RULES.replace("due: next", "holidays: GB-ENG\ndue: next")
    (riverside.folder / "library.yaml").write_text(rules)
    riverside.at("2027-12-18 10:30")  # a Saturday; Christmas Day is the next one
    riverside.cora.member_edit("M-0017", MemberEdit(until=date(2029, 1, 1)))
    (loan,) = riverside.desk.checkout("M-0017", ["T-0042"]).loans
    assert loan.due == date(2027, 12, 29)
    riverside.at("2027-12-25 11:00")
    assert riverside.desk.open_now().closed_why == "Christmas Day"
    assert riverside.done("status", "T-0042")["tool"]["due"] == "2027-12-29"


def test_nobody_picks_a_holiday_as_due_date(riverside: Riverside) -> None:
    (riverside.folder / "library.yaml").write_text(RULES.replace("due: next", "holidays: GB-ENG\ndue: next"))
    riverside.at("2027-12-18 10:30")
    riverside.cora.member_edit("M-0017", MemberEdit(until=date(2029, 1, 1)))
    with pytest.raises(Refused, match="closed on 2027-12-25; the next open day is 2027-12-29"):
        riverside.cora.checkout("M-0017", ["T-0042"], Asked(due=date(2027, 12, 25), override="please"))
    assert riverside.refused("close-day", "2027-12-25", "Christmas", who="M-0002") == ["date-wrong"]


def test_a_library_that_names_no_place_never_loads_the_tables(riverside: Riverside) -> None:
    script = (
        "import sys; from pathlib import Path; from toollib.library import Library\n"
        "Library.open(Path(sys.argv[1])).desk.today(); print('holidays' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(riverside.folder)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"

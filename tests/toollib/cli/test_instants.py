"""Dates and instants as typed, and the hours that come twice or never."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.toollib.cli.conftest import Shell
from toollib.cli.instants import local_instant, read_date, read_instant

LONDON = ZoneInfo("Europe/London")


def quiet(message: str) -> None:
    raise AssertionError(message)


def test_a_date_and_an_instant() -> None:
    assert read_date(" 2026-11-28 ") == date(2026, 11, 28)
    assert read_instant("2026-11-28T10:02") == datetime(2026, 11, 28, 10, 2)  # noqa: DTZ001 - local, placed later
    assert read_instant("2026-11-28 10:02:30Z") == datetime(2026, 11, 28, 10, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "28/11/2026", "2026-13-01", "2027-02-29", "now", "1969-12-31", "3000-01-01", "\0"]
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        read_date(text)
    with pytest.raises(ValueError, match="is no"):
        read_instant(text)


def test_an_hour_that_comes_twice_is_its_first() -> None:
    twice = local_instant(read_instant("2026-10-25T01:30"), LONDON, quiet)
    assert twice == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_an_hour_that_never_comes_is_moved_on_and_said() -> None:
    said: list[str] = []
    moved = local_instant(read_instant("2027-03-28T01:30"), LONDON, said.append)
    assert moved.astimezone(LONDON) == datetime(2027, 3, 28, 2, 30, tzinfo=LONDON)
    [told] = said
    assert "2027-03-28 01:30" in told


def test_now_takes_local_time_or_an_offset(shell: Shell) -> None:
    shell.now = "2026-07-04T10:30"
    shell.json("charge", "M-0017", "1", "x")
    shell.now = "2026-07-04T10:30+02:00"
    shell.json("charge", "M-0017", "2", "x")
    at = [each["at"] for each in shell.json("account", "M-0017")["entries"] if each["why"] == "x"]
    assert at == ["2026-07-04T09:30:00Z", "2026-07-04T08:30:00Z"]


def test_a_wrong_now_is_a_reason(shell: Shell) -> None:
    shell.now = "yesterday"
    assert shell.codes("today") == ["date-wrong"]
    assert shell.codes("checkout", "M-0017", "T-0042", "--due", "soon") == ["date-wrong", "date-wrong"]
    assert shell.codes("init", str(shell.folder / "new")) == ["date-wrong"]
    assert not (shell.folder / "new").exists()


def test_a_clock_behind_the_last_event_is_a_warning(shell: Shell) -> None:
    shell.json("checkout", "M-0017", "T-0042")
    shell.now = "2026-11-25T18:30"
    result = shell.run("checkout", "M-0017", "T-0043")
    assert result.exit_code == 0
    assert "is the clock right?" in result.stderr


@given(
    st.text()
    | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(\+[0-9]{2}:[0-9]{2})?)?", fullmatch=True)
)
def test_any_text_is_an_instant_or_says_why_not(text: str) -> None:
    try:
        found = read_instant(text)
    except ValueError:  # and nothing else
        return
    local_instant(found.replace(tzinfo=None), LONDON, lambda _: None)


@pytest.mark.parametrize(
    "command",
    ["status M-0017", "loans", "today", "search ada", "event list", "pay M-0017 1", "checkout M-0017 T-0042"],
)
def test_every_command_asks_once_about_a_clock_that_is_behind(shell: Shell, command: str) -> None:
    shell.json("pay", "M-0017", "1")
    assert "clock" not in shell.run("today").stderr
    shell.now = "2026-11-27T10:02"
    assert shell.run(*command.split()).stderr.count("is the clock right?") == 1

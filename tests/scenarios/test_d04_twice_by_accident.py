"""D4 Twice by accident. Within two seconds a stutter; within a minute of lending the desk asks; silence keeps it lent."""

import pytest

from tests.riverside import Riverside
from toollib.desk.scanning import ScanSession


@pytest.fixture
def lent(riverside: Riverside) -> ScanSession:
    line = riverside.desk.scans()
    line.scan("M-0017")
    assert line.scan("T-0042").outcome == "lent"
    return line


def state(riverside: Riverside) -> str:
    return riverside.desk.tool("T-0042").state


def test_a_stutter_is_ignored_and_said(riverside: Riverside, lent: ScanSession) -> None:
    riverside.wait(seconds=1.9)
    stutter = lent.scan("t-0042 ")
    assert stutter.outcome == "stutter"
    assert "ignored" in stutter.message
    assert state(riverside) == "out"
    assert len(riverside.desk.loans().rows) == 1


def test_a_card_stutters_too(riverside: Riverside) -> None:
    line = riverside.desk.scans()
    assert line.scan("M-0017").outcome == "opened"
    assert line.scan("M-0017").outcome == "stutter"
    assert line.visit is not None


@pytest.mark.parametrize("seconds", [2, 30, 59.9])
def test_within_a_minute_it_asks_and_silence_keeps_it_lent(
    riverside: Riverside, lent: ScanSession, seconds: float
) -> None:
    riverside.wait(seconds=seconds)
    asked = lent.scan("T-0042")
    assert asked.outcome == "ask"
    assert asked.tool is not None
    assert asked.tool.tag == "T-0042"
    riverside.wait(minutes=10)
    assert state(riverside) == "out"


def test_yes_takes_it_back(riverside: Riverside, lent: ScanSession) -> None:
    riverside.wait(seconds=5)
    lent.scan("T-0042")
    assert lent.take_back("T-0042").outcome == "returned"
    assert state(riverside) == "in"


def test_after_a_minute_it_comes_back(riverside: Riverside, lent: ScanSession) -> None:
    riverside.wait(seconds=60)
    assert lent.scan("T-0042").outcome == "returned"


def test_a_clock_set_back_a_little_still_asks(riverside: Riverside, lent: ScanSession) -> None:
    riverside.wait(seconds=-30)
    assert lent.scan("T-0042").outcome == "ask"


def test_a_clock_that_was_a_year_ahead_keeps_no_tool_away(riverside: Riverside, lent: ScanSession) -> None:
    riverside.wait(days=-365)
    assert lent.scan("T-0042").outcome == "returned"


def test_a_scan_that_waited_while_the_tool_went_out_takes_nothing_back(riverside: Riverside) -> None:
    """Another desk had the library locked; this scan came first and was looked at five minutes later."""
    arrived = riverside.clock.now()
    riverside.wait(seconds=2)
    riverside.library("Walt", "back").desk.checkout("M-0021", ["T-0042"])
    riverside.wait(minutes=5)
    late = riverside.desk.scans().scan("T-0042", arrived)
    assert late.outcome == "refused"
    assert [each.code for each in late.reasons] == ["tool-on-loan"]
    assert state(riverside) == "out"


def test_a_card_left_alone_closes(riverside: Riverside, lent: ScanSession) -> None:
    riverside.wait(seconds=89)
    assert not lent.idle()
    lent.touch()
    riverside.wait(seconds=91)
    shown = lent.scan("T-0043")
    assert shown.outcome == "shown"
    assert shown.visit is None
    assert riverside.desk.tool("T-0043").state == "in"


def test_an_empty_line_means_nothing(riverside: Riverside) -> None:
    assert riverside.desk.scans().scan("   ").outcome == "unknown"


def test_half_a_card_opens_nobody(riverside: Riverside) -> None:
    half = riverside.desk.scans().scan("M-003")
    assert half.outcome == "choose"
    assert [each.id for each in half.members] == ["M-0030"]
    assert half.visit is None


def test_a_name_opens_its_member(riverside: Riverside) -> None:
    assert riverside.desk.scans().scan("cleo").outcome == "opened"
    assert riverside.desk.scans().scan("sander").outcome == "choose"
    assert riverside.desk.scans().scan("zebra").outcome == "unknown"

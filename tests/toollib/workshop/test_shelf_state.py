"""How a copy stands on a day to come: who has it until when, whose it is again, and what is somebody's already."""

from datetime import date
from typing import Any

import pytest

from tests.riverside import Riverside
from tests.scenarios.makers import in_words, write_designs
from tests.toollib.tui.onscreen import onscreen
from toollib.desk.things import ToolEdit
from toollib.workshop.ready import When

ADA, BEN, CLEO = "M-0017", "M-0021", "M-0030"
CUTTER = "T-0060"
SAT, WED, NEXT_SAT = date(2026, 12, 5), date(2026, 12, 9), date(2026, 12, 12)


@pytest.fixture
def makers(riverside: Riverside) -> Riverside:
    write_designs(riverside)
    return riverside


def cutter(riverside: Riverside, on: date | None = None, member: str | None = None) -> tuple[str, str | None]:
    """How the tile cutter stands on a day, and until when; `build ready` is of the same mind."""
    when, workshop = When(on, member), riverside.library().workshop
    need = workshop.why("tiles", when).needs[0]
    ready = {each.design for each in workshop.ready(when).ready}
    assert (need.chosen is not None) == ("tiles" in ready)
    return need.state, need.ways[0].until


def option(riverside: Riverside, *words: str) -> Any:
    return riverside.done("build", "why", "tiles", *words)["needs"][0]["options"][0]


def test_a_tool_that_is_its_owners_again_makes_nothing_ready(makers: Riverside) -> None:
    makers.cora.tool_edit(CUTTER, ToolEdit(owner=BEN, give_back=WED))
    assert cutter(makers, SAT) == ("free", None)
    assert cutter(makers, WED) == ("reserved", None)
    assert cutter(makers, NEXT_SAT) == ("reserved", None)
    assert cutter(makers, NEXT_SAT, ADA) == ("reserved", None)
    assert option(makers, "--on", "2026-12-12")["goes_back"] == "2026-12-09"
    told = in_words(makers, "build", "why", "tiles", "--on", "2026-12-12").stdout
    assert "T-0060 tile-cutter (goes back to its owner on 2026-12-09)" in told
    assert not any(
        each["design"] == "tiles"
        for each in makers.done("build", "ready", "--owned", "--on", "2026-12-12")["ready"]
    ), "as if nothing were out, but then it is not the library's any more"


def test_what_is_kept_for_somebody_is_kept_until_its_last_day(makers: Riverside) -> None:
    makers.desk.hold(BEN, CUTTER)
    assert cutter(makers) == ("held", "2026-12-05"), "two open days: Wed 2 and Sat 5 Dec"
    assert cutter(makers, SAT) == ("held", "2026-12-05")
    assert cutter(makers, SAT, ADA) == ("held", "2026-12-05")
    assert cutter(makers, SAT, BEN) == ("free", None)
    assert cutter(makers, date(2026, 12, 6)) == ("free", None)
    assert "(held until 2026-12-05)" in in_words(makers, "build", "why", "tiles").stdout


def test_who_waits_behind_it_takes_no_day_as_for_reservations(makers: Riverside) -> None:
    makers.desk.hold(BEN, CUTTER)
    makers.desk.hold(CLEO, CUTTER)
    assert cutter(makers, WED) == ("free", None)
    assert makers.done("build", "when", "tiles", "--member", ADA)["first"] == "2026-12-05"
    makers.at("2026-12-06 12:00")
    assert cutter(makers) == ("held", "2026-12-12"), "it has passed on to Cleo"


def test_what_a_member_has_on_loan_is_theirs_until_it_is_due(makers: Riverside) -> None:
    makers.desk.checkout(ADA, [CUTTER])  # due Sat 5 Dec
    assert cutter(makers, None, ADA) == ("free", None)
    assert cutter(makers, SAT, ADA) == ("free", None)
    assert cutter(makers, SAT, BEN) == ("out", "2026-12-05")
    assert cutter(makers, None, BEN) == ("out", "2026-12-05")
    assert cutter(makers, date(2026, 12, 6), BEN) == ("free", None)


def test_what_a_member_keeps_too_long_is_theirs_for_today_only(makers: Riverside) -> None:
    makers.desk.checkout(ADA, [CUTTER])
    makers.at("2026-12-09 18:10")
    assert cutter(makers, None, ADA) == ("free", None)
    assert cutter(makers, NEXT_SAT, ADA) == ("out", None)


def test_after_the_whole_bench_is_collected_it_is_ready_for_who_has_it(makers: Riverside) -> None:
    makers.desk.member_induct("welding", [ADA])
    makers.done("build", "reserve", "frame", "--member", ADA, "--from", "2026-11-28", "--to", "2026-12-05")
    makers.done("collect", ADA)
    assert makers.done("build", "why", "frame", "--for", ADA)["ready"]
    assert not makers.done("build", "why", "frame", "--for", BEN)["ready"]
    assert not makers.done("build", "why", "frame")["ready"]


def test_a_reservation_brings_its_copy_on_the_day_it_comes_back(makers: Riverside) -> None:
    makers.desk.checkout(BEN, [CUTTER])
    makers.desk.reserve(ADA, "tile-cutter", first=SAT, last=WED)
    assert cutter(makers, SAT, ADA) == ("free", None)
    assert cutter(makers, SAT, CLEO) == ("out", "2026-12-05")
    assert cutter(makers, date(2026, 12, 6), CLEO) == ("reserved", "2026-12-09")


def test_what_is_overdue_says_since_when_whatever_the_day(makers: Riverside) -> None:
    makers.desk.checkout(BEN, [CUTTER])
    makers.at("2026-12-09 18:10")
    for words in ((), ("--on", "2026-12-30"), ("--for", ADA)):
        found = option(makers, *words)
        assert (found["state"], found["until"], found["overdue_since"]) == ("out", None, "2026-12-05")
        told = in_words(makers, "build", "why", "tiles", *words).stdout
        assert "(overdue since 2026-12-05)" in told
        assert "until" not in told


def test_what_is_due_on_a_day_closed_since_comes_back_on_the_next_open_one(makers: Riverside) -> None:
    makers.desk.checkout(BEN, [CUTTER])
    rules = makers.folder / "library.yaml"
    rules.write_text(rules.read_text().replace("closed:\n", "closed:\n  - {on: 2026-12-05, why: leak}\n"))
    makers.close()
    assert cutter(makers, date(2026, 12, 6)) == ("out", "2026-12-09")
    assert cutter(makers, date(2026, 12, 10)) == ("free", None)


async def test_in_the_screens(makers: Riverside) -> None:
    makers.desk.checkout(BEN, [CUTTER])
    makers.cora.tool_edit("T-0043", ToolEdit(owner=CLEO, give_back=date(2026, 12, 9)))
    makers.at("2026-12-09 18:10")
    async with onscreen(makers) as on:
        await on.press("f4")
        await on.scan("tiles")
        assert "overdue since 2026-12-05" in on.words()
        await on.press("ctrl+y")
        assert "T-0060 Tile cutter: lent and overdue since Sat 5 Dec" in on.words()
        await on.press("escape", "escape", "escape")
        await on.scan("stool")
        await on.press("ctrl+y")
        assert "T-0042 Angle grinder 125 mm: free" in on.words()

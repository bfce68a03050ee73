"""Nobody waits for a copy that is free: whatever made it free, the queue moves on, and time alone moves it too."""

from datetime import date

import pytest

from tests.picture import changed, picture
from tests.riverside import Riverside, dump
from toollib.desk.things import ToolEdit

FIRST, LAST = date(2026, 12, 2), date(2026, 12, 5)


@pytest.fixture
def spared(riverside: Riverside) -> Riverside:
    """The one tile cutter is spared for Cleo's reservation, so Ada waits for it."""
    riverside.desk.reserve("M-0030", "tile-cutter", first=FIRST, last=LAST)
    assert riverside.desk.hold("M-0017", "tile-cutter").state == "waiting"
    return riverside


def ready(riverside: Riverside) -> list[tuple[str, str | None]]:
    return [(each.member, each.tool) for each in riverside.desk.holds(("ready",))]


def test_a_reservation_that_ran_out_leaves_its_copy_to_the_queue(spared: Riverside) -> None:
    spared.at("2026-12-06 10:00")
    before = dump(spared.db)
    assert ready(spared) == [("M-0017", "T-0060")]
    assert spared.desk.tool("T-0060").state == "ready"
    assert [each.member for each in spared.desk.today().ready] == ["M-0017"]
    assert dump(spared.db) == before  # reading it wrote nothing
    spared.desk.tool_note("T-0091", "seen")
    spared.close()
    assert ready(spared) == [("M-0017", "T-0060")]
    assert spared.db.value("SELECT state FROM hold") == "ready"
    assert spared.desk.checkout("M-0017", ["T-0060"]).loans


def test_by_command_too(spared: Riverside) -> None:
    spared.at("2026-12-06 10:00")
    (hold,) = spared.done("holds", "--ready")["holds"]
    assert (hold["member"], hold["tool"], hold["ready_until"]) == ("M-0017", "T-0060", "2026-12-12")


def test_a_reservation_given_up_leaves_its_copy_to_the_queue(spared: Riverside) -> None:
    spared.desk.reserve_cancel(spared.desk.reservations()[0].id)
    assert ready(spared) == [("M-0017", "T-0060")]


def test_a_reservation_undone_leaves_its_copy_to_the_queue(riverside: Riverside) -> None:
    riverside.desk.reserve("M-0030", "tile-cutter", first=FIRST, last=LAST)
    riverside.library("Walt", "back").desk.hold("M-0017", "tile-cutter")
    assert ready(riverside) == []
    riverside.desk.undo()
    assert ready(riverside) == [("M-0017", "T-0060")]


def test_a_new_copy_goes_to_who_waits_longest(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0030", ["T-0043"])
    for member in ("M-0021", "M-0017"):
        riverside.desk.hold(member, "jigsaw")
    added = riverside.cora.tool_add(ToolEdit(name="Jigsaw, new", kind="jigsaw"))
    assert (added.state, ready(riverside)) == ("ready", [("M-0021", added.tag)])


def test_a_tool_put_under_another_kind_is_kept_for_who_waits_for_that(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0030", ["T-0043"])
    riverside.desk.hold("M-0021", "jigsaw")
    assert riverside.desk.hold("M-0017", "tile-cutter").tool == "T-0060"
    before = picture(riverside.cora)
    riverside.cora.tool_edit("T-0060", ToolEdit(kind="jigsaw"))
    assert ready(riverside) == [("M-0021", "T-0060")]
    assert [each.member for each in riverside.desk.holds(("waiting",))] == ["M-0017"]
    riverside.cora.undo()
    assert changed(before, picture(riverside.cora)) == {}
    assert ready(riverside) == [("M-0017", "T-0060")]


def test_a_copy_that_was_not_collected_is_spared_for_a_reservation(riverside: Riverside) -> None:
    """Kept ready for Ada until 5 December; kept for Ben after that, Cleo could not have it on the 9th."""
    assert riverside.desk.hold("M-0017", "tile-cutter").ready_until == date(2026, 12, 5)
    riverside.desk.hold("M-0021", "tile-cutter")
    riverside.desk.reserve("M-0030", "tile-cutter", first=date(2026, 12, 9), last=date(2026, 12, 12))
    riverside.at("2026-12-06 10:00")  # it would be kept for Ben until the 12th
    assert riverside.desk.today().conflicts == ()
    assert ready(riverside) == []
    assert [(each.member, each.place) for each in riverside.desk.holds()] == [("M-0021", 1)]
    riverside.at("2026-12-13 10:00")  # Cleo never came
    assert ready(riverside) == [("M-0021", "T-0060")]


def test_of_two_copies_that_come_back_together_one_is_spared(riverside: Riverside) -> None:
    desk = riverside.desk
    desk.checkout("M-0030", ["T-0050", "T-0051"])
    desk.reserve("M-0002", "orbital-sander", first=date(2026, 12, 9), last=date(2026, 12, 12))
    for member in ("M-0017", "M-0021"):
        desk.hold(member, "orbital-sander")
    riverside.at("2026-12-05 10:00")
    desk.return_(["T-0050", "T-0051"])
    assert [each.member for each in desk.holds(("ready",))] == ["M-0017"]
    assert desk.today().conflicts == ()


def test_of_two_copies_that_nobody_collected_one_is_spared_and_the_other_kept(riverside: Riverside) -> None:
    """Both holds ran out on the same day; one copy is enough for Cleo, who is late to collect hers."""
    desk = riverside.desk
    for member in ("M-0017", "M-0021", "M-0002"):
        desk.hold(member, "orbital-sander")
    desk.reserve("M-0030", "orbital-sander", first=date(2026, 12, 5), last=date(2026, 12, 9))
    riverside.at("2026-12-06 10:00")
    assert ready(riverside) == [("M-0002", "T-0050")]
    assert desk.today().conflicts == ()

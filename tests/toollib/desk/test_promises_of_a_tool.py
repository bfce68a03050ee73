"""Who waits for a tool or kind, and what is reserved of it: asked of the database, not picked out of all."""

from datetime import date

import pytest

from tests.riverside import Riverside, codes
from toollib.desk.things import ToolEdit
from toollib.rules.reasons import Refused

SAT_5, WED_9 = date(2026, 12, 5), date(2026, 12, 9)


@pytest.fixture
def promised(riverside: Riverside) -> Riverside:
    """Both sanders are out, Ada waits for any, Ben for the red one, Cleo's jigsaw is ready; three reservations."""
    desk = riverside.desk
    riverside.cora.tool_add(ToolEdit(name="Jigsaw", kind="jigsaw", tag="T-0044"))
    desk.checkout("M-0030", ["T-0050", "T-0051"])
    desk.hold("M-0017", "orbital-sander")
    desk.hold("M-0021", "T-0051")
    desk.hold("M-0030", "jigsaw")
    desk.reserve("M-0021", "jigsaw", first=SAT_5, last=WED_9)
    desk.reserve("M-0017", "T-0044", first=SAT_5, last=SAT_5)
    desk.reserve("M-0017", "T-0060", first=SAT_5, last=WED_9)
    return riverside


def test_a_copy_has_what_it_could_serve(promised: Riverside) -> None:
    desk = promised.desk
    assert [each.member for each in desk.holds_for("T-0050")] == ["M-0017"]
    assert [each.member for each in desk.holds_for("t-0051 ")] == ["M-0017", "M-0021"]
    assert [(each.member, each.tool) for each in desk.holds_for("T-0043")] == [("M-0030", "T-0043")]
    assert desk.holds_for("T-0044") == ()  # the other jigsaw is kept
    assert [each.member for each in desk.reservations_for("T-0043")] == ["M-0021"]
    assert [each.member for each in desk.reservations_for("T-0044")] == ["M-0021", "M-0017"]


def test_a_kind_has_all_of_its_copies(promised: Riverside) -> None:
    desk = promised.desk
    assert [each.member for each in desk.holds_for("orbital sander")] == ["M-0017", "M-0021"]
    assert [each.member for each in desk.holds_for("jigsaw")] == ["M-0030"]
    assert [each.member for each in desk.reservations_for("jigsaw")] == ["M-0021", "M-0017"]
    assert [each.tool for each in desk.reservations_for("tile-cutter")] == ["T-0060"]
    assert desk.reservations_for("claw-hammer") == ()
    assert desk.holds_for("claw-hammer") == ()


def test_what_is_over_is_not_shown(promised: Riverside) -> None:
    desk = promised.desk
    desk.hold_cancel(desk.holds_for("T-0043")[0].id)
    desk.reserve_cancel(desk.reservations_for("T-0060")[0].id)
    assert desk.holds_for("jigsaw") == ()
    assert desk.reservations_for("T-0060") == ()
    promised.at("2026-12-12 10:00")
    assert desk.reservations_for("jigsaw") == ()


def test_together_they_are_all_there_is(promised: Riverside) -> None:
    desk = promised.desk
    kinds = [each.slug for each in desk.kinds()]
    found = sorted((each for kind in kinds for each in desk.holds_for(kind)), key=lambda each: int(each.id))
    assert tuple(found) == desk.holds()
    claims = {each.id for kind in kinds for each in desk.reservations_for(kind)}
    assert claims == {each.id for each in desk.reservations()}


@pytest.mark.parametrize(("text", "why"), [("jigsav", "kind-unknown"), ("M-0017", "tool-unknown")])
def test_what_means_neither_is_refused(promised: Riverside, text: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        promised.desk.holds_for(text)
    assert codes(refused) == [why]
    with pytest.raises(Refused) as refused:
        promised.desk.reservations_for(text)
    assert codes(refused) == [why]


def test_by_command(promised: Riverside) -> None:
    assert [each["member"] for each in promised.done("holds", "--on", "T-0051")["holds"]] == [
        "M-0017",
        "M-0021",
    ]
    assert len(promised.done("holds", "--on", "orbital-sander", "--limit", "1")["holds"]) == 1
    assert [each["tool"] for each in promised.done("reservations", "--on", "T-0060")["reservations"]] == [
        "T-0060"
    ]
    assert promised.refused("holds", "--on", "jigsav") == ["kind-unknown"]

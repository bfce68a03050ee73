"""D13 Broken. A ticket with the return: not lendable, whoever waits is told; fixed, it is ready for the first in the queue."""

import pytest

from tests.riverside import Riverside, codes, dump
from toollib.desk.kits import Trouble
from toollib.desk.lending import Asked
from toollib.rules.reasons import Refused

TAG = "T-0042"


@pytest.fixture
def waited(riverside: Riverside) -> Riverside:
    """Ada has the grinder, Ben and then Cleo wait for one."""
    riverside.desk.checkout("M-0017", [TAG])
    riverside.desk.hold("M-0021", "angle-grinder")
    riverside.desk.hold("M-0030", TAG)
    return riverside


def test_broken_at_return(waited: Riverside) -> None:
    back = waited.desk.return_([TAG], trouble=Trouble(broken="guard cracked")).returned[0]
    assert (back.repair, back.ready_for, back.waits) == ("1", None, "Ben Kaya")
    assert waited.desk.tool(TAG).state == "repair"
    assert waited.desk.tool(TAG).trouble == "guard cracked"
    with pytest.raises(Refused) as refused:
        waited.cora.checkout("M-0021", [TAG], Asked(override="he says it is fine"))
    assert codes(refused) == ["tool-in-repair"]
    fixed = waited.desk.tool_fixed(TAG)
    assert (fixed.state, fixed.waiting) == ("ready", 1)
    assert waited.desk.checkout("M-0021", [TAG]).loans


def test_the_same_by_command(riverside: Riverside) -> None:
    riverside.done("checkout", "M-0017", TAG)
    riverside.done("hold", "M-0021", "angle-grinder")
    back = riverside.done("return", TAG, "--broken", "guard cracked")["returned"][0]
    assert (back["repair"], back["ready_for"]) == ("1", None)
    assert [each["text"] for each in riverside.done("today")["repairs"]] == ["guard cracked"]
    assert riverside.refused("checkout", "M-0021", TAG) == ["tool-in-repair"]
    assert riverside.done("tool", "fixed", TAG)["tool"]["state"] == "ready"
    assert riverside.refused("checkout", "M-0030", TAG) == ["tool-held"]
    assert riverside.done("tool", "repair", TAG, "new disc")["tool"]["state"] == "repair"
    assert riverside.done("holds")["holds"][0]["state"] == "waiting"
    assert riverside.done("undo")["undone"]["what"] == "tool-repair"
    assert riverside.done("holds")["holds"][0]["state"] == "ready"


def test_a_tool_in_repair_that_is_out_can_be_returned(waited: Riverside) -> None:
    assert waited.desk.tool_repair(TAG, "smells burnt, says Ada").state == "repair"
    back = waited.desk.return_([TAG]).returned[0]
    assert back.ready_for is None
    assert waited.desk.tool(TAG).state == "repair"
    assert waited.desk.tool_fixed(TAG).state == "ready"


def test_a_ready_copy_that_breaks_leaves_its_member_first_in_the_queue(waited: Riverside) -> None:
    waited.desk.return_([TAG])
    assert waited.desk.tool(TAG).state == "ready"
    waited.desk.tool_repair(TAG, "fell off the shelf")
    assert [(each.member, each.state) for each in waited.desk.holds()] == [
        ("M-0021", "waiting"),
        ("M-0030", "waiting"),
    ]
    waited.desk.tool_fixed(TAG)
    assert [(each.member, each.state) for each in waited.desk.holds()] == [
        ("M-0021", "ready"),
        ("M-0030", "waiting"),
    ]


@pytest.mark.parametrize("verb", ["repair", "fixed"])
def test_undone_everything_is_as_before(waited: Riverside, verb: str) -> None:
    waited.desk.return_([TAG])
    if verb == "fixed":
        waited.desk.tool_repair(TAG, "guard cracked")
    before = dump(waited.db, history=False)
    if verb == "fixed":
        waited.desk.tool_fixed(TAG)
    else:
        waited.desk.tool_repair(TAG, "guard cracked")
    assert dump(waited.db, history=False) != before
    assert waited.desk.undo().undone.what == f"tool-{verb}"
    assert dump(waited.db, history=False) == before


def test_fixed_is_not_undone_after_the_tool_went_out(waited: Riverside) -> None:
    waited.desk.return_([TAG], trouble=Trouble(broken="guard cracked"))
    waited.desk.tool_fixed(TAG)
    waited.cora.checkout("M-0021", [TAG])
    with pytest.raises(Refused) as refused:
        waited.desk.undo()
    assert codes(refused) == ["undo-blocked"]


def test_a_note_does_not_stand_in_the_way(waited: Riverside) -> None:
    waited.desk.return_([TAG], trouble=Trouble(broken="guard cracked"))
    waited.cora.tool_note(TAG, "new guard ordered")
    assert waited.desk.undo().undone.what == "return"
    assert waited.desk.tool(TAG).state == "out"


def test_what_makes_no_sense_is_refused(riverside: Riverside) -> None:
    before = dump(riverside.db)
    with pytest.raises(Refused) as refused:
        riverside.desk.tool_fixed(TAG)
    assert codes(refused) == ["tool-in-repair"]
    with pytest.raises(Refused) as refused:
        riverside.desk.tool_repair(TAG, " \n")
    assert codes(refused) == ["tool-in-repair"]
    with pytest.raises(Refused) as refused:
        riverside.desk.tool_repair("T-9999", "")
    assert codes(refused) == ["tool-unknown", "tool-in-repair"]
    assert dump(riverside.db) == before

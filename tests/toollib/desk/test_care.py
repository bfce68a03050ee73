"""Care for tools at the desk: who may, what is refused, what it costs, who is told."""

from collections.abc import Callable

import pytest

from tests.riverside import Riverside, codes, dump
from toollib.desk.desk import Desk
from toollib.desk.lending import Asked
from toollib.desk.people import MemberEdit
from toollib.desk.reads import ToolsWanted
from toollib.desk.things import ToolEdit
from toollib.rules.reasons import Refused

TAG = "T-0042"
RIGHTS: dict[str, tuple[str, Callable[[Desk], object]]] = {
    "repair": ("desk", lambda desk: desk.tool_repair(TAG, "guard cracked")),
    "fixed": ("desk", lambda desk: desk.tool_fixed("T-0043")),
    "note": ("desk", lambda desk: desk.tool_note(TAG, "new disc")),
    "part-brought": ("desk", lambda desk: desk.part_brought("T-0107", "bit")),
    "part-charged": ("desk", lambda desk: desk.part_charged("T-0107", "bit", "2")),
    "retire": ("records", lambda desk: desk.tool_retire(TAG, "burnt out")),
    "lost": ("records", lambda desk: desk.tool_lost(TAG)),
    "found": ("records", lambda desk: desk.tool_found("T-0050")),
    "recall": ("records", lambda desk: desk.tool_recall(TAG, "unsafe")),
    "recall-end": ("records", lambda desk: desk.tool_recall_end("T-0051", "safe again")),
}


@pytest.fixture
def full(riverside: Riverside) -> Riverside:
    """One tool in repair, one lost, one recalled, one with a part that is owed; a member without any right."""
    from toollib.desk.kits import Trouble

    riverside.desk.checkout("M-0017", ["T-0107"])
    riverside.desk.return_(["T-0107"], trouble=Trouble(missing=("bit=2",)))
    riverside.desk.tool_repair("T-0043", "blunt")
    riverside.cora.tool_lost("T-0050")
    riverside.cora.tool_recall("T-0051", "sparks")
    return riverside


@pytest.mark.parametrize("verb", sorted(RIGHTS))
def test_each_verb_with_and_without_its_right(full: Riverside, verb: str) -> None:
    right, act = RIGHTS[verb]
    before = dump(full.db)
    with pytest.raises(Refused) as refused:
        act(full.library("Ada Osei").desk)
    assert codes(refused) == ["role-missing"]
    assert dump(full.db) == before
    if right == "records":
        with pytest.raises(Refused) as refused:
            act(full.desk)
        assert codes(refused) == ["role-missing"]
    events = len(full.cora.events())
    act(full.cora if right == "records" else full.desk)
    assert len(full.cora.events()) == events + 1
    assert full.cora.events()[0].what == f"tool-{verb}"


@pytest.mark.parametrize("verb", sorted(set(RIGHTS) - {"repair", "fixed"}))
def test_only_repair_and_fixed_are_undone(full: Riverside, verb: str) -> None:
    desk = full.library("Cora Lind", "bench").desk
    RIGHTS[verb][1](desk)
    with pytest.raises(Refused) as refused:
        desk.undo()
    assert codes(refused) == ["nothing-to-undo"]


# lost and found


def test_a_lost_tool_that_was_out_ends_its_loan_and_charges_its_price(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", [TAG])
    lost = riverside.cora.tool_lost(TAG)
    assert (lost.tool.state, lost.charged, lost.member, lost.warnings) == ("lost", 8000, "M-0017", ())
    ada = riverside.desk.member("M-0017")
    assert (ada.loans, ada.owes) == (0, 8000)
    assert [each.why for each in riverside.desk.account("M-0017").entries][-1] == "lost tool"
    found = riverside.cora.tool_found(TAG)
    assert (found.tool.state, found.voided) == ("in", 8000)
    assert riverside.desk.member("M-0017").owes == 0


def test_lateness_and_loss_cost_no_more_than_the_price(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", [TAG])
    riverside.at("2026-12-16 19:00")
    riverside.cora.renew([TAG], override="promised")
    late = riverside.desk.member("M-0017").owes
    assert late > 0
    riverside.cora.tool_lost(TAG)
    assert riverside.desk.member("M-0017").owes == 8000
    riverside.cora.tool_found(TAG)
    assert riverside.desk.member("M-0017").owes == late


def test_the_deposit_is_given_back_against_the_price(riverside: Riverside) -> None:
    riverside.cora.member_edit("M-0021", MemberEdit(inducted=("welding",)))
    riverside.desk.checkout("M-0021", ["T-0070"])
    assert riverside.desk.member("M-0021").owes == 5000
    riverside.cora.tool_lost("T-0070")
    assert riverside.desk.member("M-0021").owes == 40000
    riverside.cora.tool_found("T-0070")
    assert riverside.desk.member("M-0021").owes == 0


@pytest.mark.parametrize(("charge", "owes"), [("30", 3000), ("0", 0), ("12.50", 1250)])
def test_another_amount_may_be_charged(riverside: Riverside, charge: str, owes: int) -> None:
    riverside.desk.checkout("M-0017", [TAG])
    assert riverside.cora.tool_lost(TAG, charge=charge).charged == owes
    assert riverside.desk.member("M-0017").owes == owes
    assert riverside.cora.tool_found(TAG).voided == owes


def test_a_tool_without_a_price_is_charged_by_hand(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0092"])
    lost = riverside.cora.tool_lost("T-0092")
    assert lost.charged == 0
    assert lost.warnings == ("T-0092 Tape measure has no price: Ada Osei was charged nothing",)


def test_lost_from_the_shelf_costs_nobody_anything(riverside: Riverside) -> None:
    lost = riverside.cora.tool_lost(TAG)
    assert (lost.charged, lost.member) == (0, None)
    with pytest.raises(Refused) as refused:
        riverside.desk.checkout("M-0017", [TAG])
    assert codes(refused) == ["tool-lost"]
    assert riverside.cora.tool_found(TAG).tool.state == "in"


def test_found_twice_voids_once(riverside: Riverside) -> None:
    for _ in range(2):
        riverside.desk.checkout("M-0017", [TAG])
        riverside.cora.tool_lost(TAG)
        assert riverside.cora.tool_found(TAG).voided == 8000
    riverside.cora.tool_lost(TAG)
    assert riverside.cora.tool_found(TAG).voided == 0
    assert riverside.desk.member("M-0017").owes == 0


def test_whoever_waits_gets_what_was_found(riverside: Riverside) -> None:
    riverside.desk.hold("M-0030", "tile-cutter")
    riverside.cora.tool_lost("T-0060")
    assert riverside.cora.tool_found("T-0060").tool.state == "ready"
    assert riverside.cora.tool_lost("T-0060").tool.state == "lost"
    assert [each.state for each in riverside.desk.holds()] == ["waiting"]


def test_what_cannot_be_is_refused_with_every_reason(riverside: Riverside) -> None:
    riverside.cora.tool_retire("T-0043", "worn out")
    riverside.cora.tool_lost("T-0050")
    before = dump(riverside.db)
    cora = riverside.cora
    for act, wanted in (
        (lambda: cora.tool_lost("T-0050", charge="much"), ["tool-lost", "not-on-loan", "amount-wrong"]),
        (lambda: cora.tool_lost("T-0043"), ["tool-retired"]),
        (lambda: cora.tool_found(TAG), ["tool-lost"]),
        (lambda: cora.tool_found("T-9999"), ["tool-unknown"]),
        (lambda: cora.tool_retire("T-0043", " "), ["tool-retired", "tool-retired"]),
        (lambda: cora.tool_repair("T-0043", "x"), ["tool-retired"]),
        (lambda: cora.tool_repair("T-0050", "x"), ["tool-lost"]),
        (lambda: cora.tool_note("T-9999", "x"), ["tool-unknown"]),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert codes(refused) == wanted
    assert dump(riverside.db) == before


# retire, note, state


def test_a_retired_tool_is_kept_for_nobody(riverside: Riverside) -> None:
    riverside.desk.hold("M-0021", "orbital-sander")
    ready = riverside.desk.holds()[0].tool
    assert ready is not None
    riverside.cora.tool_retire(ready, "motor burnt out")
    (hold,) = riverside.desk.holds()
    assert (hold.state, hold.tool) == ("ready", {"T-0050": "T-0051", "T-0051": "T-0050"}[ready])


def test_a_note_takes_the_place_of_the_one_before(riverside: Riverside) -> None:
    assert riverside.desk.tool_note(TAG, "key on the guard").note == "key on the guard"
    assert riverside.desk.tool_note(TAG, "").note == ""
    assert riverside.desk.tool_history(TAG).tool.note == ""


def test_one_state_the_gravest_that_holds(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", [TAG])
    states = [riverside.desk.tool_repair(TAG, "smells").state]
    states.append(riverside.cora.tool_lost(TAG).tool.state)
    states.append(riverside.cora.tool_found(TAG).tool.state)
    states.append(riverside.cora.tool_retire(TAG, "burnt out").state)
    assert states == ["repair", "lost", "repair", "retired"]
    assert [each.tag for each in riverside.desk.tools().rows if each.state == "retired"] == [TAG]


# recall


def test_a_recall_blocks_every_copy_and_tells_who_had_one(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0050"])
    riverside.desk.return_(["T-0050"])
    riverside.at("2026-12-02 19:00")
    riverside.desk.checkout("M-0021", ["T-0051"])
    riverside.desk.checkout("M-0017", ["T-0050"])
    riverside.desk.undo()
    done = riverside.cora.tool_recall("orbital-sander", "pads fly off")
    assert [(each.tag, each.state) for each in done.tools] == [("T-0050", "repair"), ("T-0051", "repair")]
    assert [(each.member, each.tool, each.has_it) for each in done.borrowers] == [
        ("M-0021", "T-0051", True),
        ("M-0017", "T-0050", False),
    ]
    assert f"{done.borrowers[1].out_at:%Y-%m-%d}" == "2026-11-28"
    with pytest.raises(Refused) as refused:
        riverside.cora.checkout("M-0030", ["T-0050"], Asked(override="only once"))
    assert codes(refused) == ["tool-in-repair"]
    assert "recalled: pads fly off" in str(refused.value)
    riverside.desk.return_(["T-0051"])
    assert riverside.desk.tool("T-0051").state == "repair"


def test_who_had_one_long_ago_is_not_told(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", [TAG])
    riverside.desk.return_([TAG])
    riverside.wait(days=366)
    assert riverside.cora.tool_recall(TAG, "unsafe").borrowers == ()


def test_no_repair_ends_a_recall(riverside: Riverside) -> None:
    riverside.cora.tool_recall("angle-grinder", "discs burst")
    riverside.desk.tool_repair(TAG, "new guard")
    assert riverside.desk.tool_fixed(TAG).state == "repair"
    with pytest.raises(Refused) as refused:
        riverside.desk.tool_fixed(TAG)
    assert codes(refused) == ["tool-in-repair"]
    assert "recall-end" in (refused.value.hint or "")


def test_nobody_keeps_a_recalled_tool_longer(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", [TAG])
    riverside.cora.tool_recall(TAG, "discs burst")
    with pytest.raises(Refused) as refused:
        riverside.cora.renew([TAG], override="a big job")
    assert codes(refused) == ["tool-in-repair"]


def test_recalled_tools_are_listed_in_repair(riverside: Riverside) -> None:
    riverside.cora.tool_recall("orbital-sander", "pads fly off")
    page = riverside.desk.tools(ToolsWanted(state="repair"))
    assert [each.tag for each in page.rows] == ["T-0050", "T-0051"]
    assert riverside.desk.tools(ToolsWanted(state="in")).total == 9


def test_copies_that_come_later_are_recalled_too(riverside: Riverside) -> None:
    riverside.cora.tool_recall("angle-grinder", "discs burst")
    assert (
        riverside.cora.tool_add(ToolEdit(name="Another", kind="angle-grinder", tag="T-0400")).state
        == "repair"
    )
    assert riverside.cora.tool_edit("T-0043", ToolEdit(kind="angle-grinder")).state == "repair"
    riverside.cora.undo()
    assert riverside.desk.tool("T-0043").state == "in"
    ended = riverside.cora.tool_recall_end("angle-grinder", "new discs")
    assert [(each.tag, each.state) for each in ended] == [(TAG, "in"), ("T-0400", "in")]
    assert riverside.cora.tool_edit("T-0043", ToolEdit(kind="angle-grinder")).state == "in"


def test_a_recall_lets_go_of_what_was_kept_and_its_end_gives_it_back(riverside: Riverside) -> None:
    riverside.desk.hold("M-0021", "tile-cutter")
    assert riverside.desk.tool("T-0060").state == "ready"
    riverside.cora.tool_recall("T-0060", "wheel comes loose")
    assert [each.state for each in riverside.desk.holds()] == ["waiting"]
    riverside.cora.tool_recall_end("T-0060", "new wheel")
    assert riverside.desk.tool("T-0060").state == "ready"


def test_a_recall_of_nothing_is_refused(riverside: Riverside) -> None:
    before = dump(riverside.db)
    cora = riverside.cora
    with pytest.raises(Refused) as refused:
        cora.tool_recall("angel-grinder", " ")
    assert codes(refused) == ["tool-unknown", "kind-unknown", "tool-in-repair"]
    assert "angle-grinder" in (refused.value.hint or "")
    for what in ("angle-grinder", TAG):
        with pytest.raises(Refused) as refused:
            cora.tool_recall_end(what, "")
        assert codes(refused) == ["tool-in-repair", "tool-in-repair"]
    with pytest.raises(Refused) as refused:
        cora.tool_recall("M-0017", "x")
    assert codes(refused) == ["tool-unknown"]
    assert dump(riverside.db) == before


# what others do with it


def test_tickets_recalls_and_missing_parts_keep_a_tool_from_a_build(full: Riverside) -> None:
    from toollib.workshop.shelf_state import Asking, copies

    found = {each.tag: each.state for each in copies(full.desk.context, Asking(full.desk.context.today))}
    assert [found[tag] for tag in ("T-0043", "T-0050", "T-0051", "T-0107")] == [
        "repair",
        "lost",
        "repair",
        "repair",
    ]


def test_the_safety_notice_is_told_once_a_kind_on_every_path(riverside: Riverside) -> None:
    riverside.cora.tool_add(ToolEdit(name="Another", kind="angle-grinder", tag="T-0400"))
    warned = riverside.desk.checkout("M-0017", [TAG, "T-0400", "T-0050"]).warnings
    assert [each.partition(":")[0] for each in warned] == ["Angle grinder"]
    line = riverside.desk.scans()
    line.scan("M-0021")
    assert line.scan("T-0043").warnings[0].startswith("Jigsaw: ")

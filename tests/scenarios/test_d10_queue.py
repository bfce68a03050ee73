"""D10 Queue. Both copies of a kind are out; Ada then Ben hold it. The first return is ready for Ada, the second for
Ben. Ben cannot take Ada's copy. Ada never comes: it passes to the next, and the queue never loses its order. Ada
borrows another free copy of that kind: her hold is fulfilled.
"""

import pytest

from tests.riverside import Riverside, codes, dump
from toollib.desk.lending import Asked
from toollib.rules.reasons import Refused

KIND = "orbital-sander"
BLUE, RED = "T-0050", "T-0051"
ADA, BEN, CLEO = "M-0017", "M-0021", "M-0030"


@pytest.fixture
def queue(riverside: Riverside) -> Riverside:
    """Both sanders are out with others; Ada, then Ben wait."""
    for name, card, tag in (("Dora Field", "M-0040", BLUE), ("Emil Brook", "M-0041", RED)):
        riverside.join(name, card)
        riverside.desk.checkout(card, [tag])
    assert riverside.desk.hold(ADA, KIND).place == 1
    assert riverside.desk.hold(BEN, "orbital sander").place == 2
    riverside.wait(minutes=5)
    return riverside


def states(riverside: Riverside) -> dict[str, tuple[str, str | None, int | None]]:
    return {each.member: (each.state, each.tool, each.place) for each in riverside.desk.holds()}


def test_returns_go_to_the_first_then_to_the_second(queue: Riverside) -> None:
    first = queue.desk.return_([RED]).returned[0]
    assert (first.ready_for, first.ready_for_name) == (ADA, "Ada Osei")
    assert states(queue) == {ADA: ("ready", RED, None), BEN: ("waiting", None, 1)}
    second = queue.desk.return_([BLUE]).returned[0]
    assert second.ready_for == BEN
    assert queue.desk.tool(RED).state == "ready"
    (ready, _) = queue.desk.today().ready
    assert (ready.member, str(ready.ready_until)) == (ADA, "2026-12-05"), "two open days: Wed 2 and Sat 5 Dec"


def test_nobody_else_takes_a_ready_copy_without_an_override(queue: Riverside) -> None:
    queue.desk.return_([RED])
    with pytest.raises(Refused) as refused:
        queue.desk.checkout(BEN, [RED])
    assert codes(refused) == ["tool-held"]
    queue.cora.checkout(BEN, [RED], Asked(override="Ada says he may"))
    assert states(queue) == {ADA: ("waiting", None, 1)}, "Ben's hold is fulfilled, Ada waits at her old place"


def test_who_never_comes_lets_the_next_have_it(queue: Riverside) -> None:
    queue.desk.hold(CLEO, KIND)
    queue.desk.return_([RED])
    queue.at("2026-12-09 18:05")  # Ada's last day was Sat 5 Dec; it was free from Sunday on
    before = dump(queue.db)
    assert states(queue) == {BEN: ("ready", RED, None), CLEO: ("waiting", None, 1)}
    ben = next(each for each in queue.desk.holds() if each.member == BEN)
    assert str(ben.ready_until) == "2026-12-12", "two open days after Sun 6 Dec"
    assert queue.desk.tool(RED).state == "ready"
    assert dump(queue.db) == before, "reading writes nothing"
    queue.desk.checkout(BEN, [RED])
    kept = {each.member: each.state for each in queue.desk.holds(("expired", "collected"))}
    assert kept == {ADA: "expired", BEN: "collected"}, "the next write keeps the same"


def test_another_free_copy_fulfils_the_hold(queue: Riverside) -> None:
    queue.desk.return_([RED])
    queue.desk.return_([BLUE])
    queue.cora.checkout(ADA, [BLUE], Asked(override="the red one is dirty"))
    assert states(queue) == {BEN: ("ready", RED, None)}, "what was kept for Ada goes to Ben"


def test_collecting_ends_the_hold_and_undo_brings_it_back(queue: Riverside) -> None:
    queue.desk.return_([RED])
    before = dump(queue.db, history=False)
    queue.desk.checkout(ADA, [RED])
    assert states(queue) == {BEN: ("waiting", None, 1)}
    queue.desk.undo()
    assert dump(queue.db, history=False) == before


def test_undo_of_a_return_takes_the_copy_from_the_queue(queue: Riverside) -> None:
    before = dump(queue.db, history=False)
    queue.desk.return_([RED])
    queue.desk.undo()
    assert dump(queue.db, history=False) == before
    assert states(queue) == {ADA: ("waiting", None, 1), BEN: ("waiting", None, 2)}


def test_a_free_copy_is_ready_at_once(riverside: Riverside) -> None:
    placed = riverside.desk.hold(ADA, KIND)
    assert (placed.state, placed.tool, placed.place) == ("ready", BLUE, None)
    riverside.desk.undo()
    assert riverside.desk.holds() == ()
    assert riverside.desk.tool(BLUE).state == "in"


def test_leaving_the_queue_hands_the_copy_on(queue: Riverside) -> None:
    queue.desk.return_([RED])
    ada = next(each for each in queue.desk.holds() if each.member == ADA)
    assert queue.desk.hold_cancel(ada.id).state == "cancelled"
    assert states(queue) == {BEN: ("ready", RED, None)}


def test_a_hold_on_one_copy_waits_for_that_copy(riverside: Riverside) -> None:
    riverside.desk.checkout(CLEO, [RED])
    assert riverside.desk.hold(ADA, RED).state == "waiting", "the blue one is free, but she wants the red one"
    riverside.wait(minutes=5)
    assert riverside.desk.return_([RED]).returned[0].ready_for == ADA


def test_what_cannot_be_held(riverside: Riverside) -> None:
    def refused(member: str, wanted: str) -> list[str]:
        with pytest.raises(Refused) as refusal:
            riverside.desk.hold(member, wanted)
        return codes(refusal)

    riverside.desk.hold(ADA, KIND)
    assert refused(ADA, KIND) == ["already-held"]
    assert refused(ADA, "laser-cutter") == ["tool-stays-here"]
    assert refused(ADA, "T-0080") == ["tool-stays-here"]
    assert refused(ADA, "orbital-sanderr") == ["kind-unknown"]
    assert refused(ADA, "bakery-oven") == ["kind-unknown"], "a kind of which there is no copy"
    assert refused("nobody", "nothing") == ["member-unknown", "kind-unknown"]
    riverside.desk.checkout(BEN, ["T-0042"])
    assert refused(BEN, "angle-grinder") == ["already-held"], "he has it at home"
    for kind in ("jigsaw", "tile-cutter", "claw-hammer", "tape-measure"):
        riverside.desk.hold(ADA, kind)
    assert refused(ADA, "angle-grinder") == ["hold-limit"]


def test_by_command(queue: Riverside) -> None:
    assert queue.done("return", RED)["returned"][0]["ready_for"] == ADA
    ready, waiting = queue.done("holds")["holds"]
    assert ready == {
        "id": ready["id"],
        "member": ADA,
        "kind": KIND,
        "tool": RED,
        "state": "ready",
        "place": None,
        "ready_until": "2026-12-05",
    }
    assert (waiting["member"], waiting["state"], waiting["place"], waiting["tool"]) == (
        BEN,
        "waiting",
        1,
        None,
    )
    assert [each["member"] for each in queue.done("holds", "--ready")["holds"]] == [ADA]
    assert queue.refused("checkout", BEN, RED) == ["tool-held"]
    assert queue.done("hold-cancel", ready["id"])["hold"]["state"] == "cancelled"
    assert queue.refused("hold-cancel", ready["id"]) == ["hold-unknown"]
    assert queue.refused("hold-cancel", "x") == ["hold-unknown"]
    assert len(queue.done("holds", "--all")["holds"]) == 2
    queue.join("Gil Moss", "M-0050")
    placed = queue.done("hold", "M-0050", "jigsaw")["hold"]
    assert (placed["state"], placed["tool"]) == ("ready", "T-0043")
    queue.done("undo")
    assert queue.done("status", "T-0043")["tool"]["state"] == "in"

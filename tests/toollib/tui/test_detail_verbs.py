"""Verbs on the pages of one tool and one member: by keys, told in the verdict, refused with every reason."""

from datetime import date

from tests.riverside import Riverside
from tests.toollib.tui.onscreen import Onscreen, onscreen

CUTTER, ADA = "T-0060", "M-0017"


async def filled(on: Onscreen, key: str, *values: str) -> None:
    """A form opened by a key, its text fields filled in order, and saved."""
    await on.press(key)
    for number, value in enumerate(values):
        if number:
            await on.press("enter")
        await on.type(value)
    await on.press("ctrl+s")


async def test_a_tool_in_repair_is_fixed_and_its_hold_moves_on(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f2")
        await on.scan(CUTTER)
        await filled(on, "ctrl+r", "blade is loose")
        assert riverside.desk.tool(CUTTER).state == "repair"
        assert "blade is loose" in on.text()
        await filled(on, "f8", "Ada Osei")
        assert "Ada Osei · M-0017  … place 1" in on.text()
        await on.press("ctrl+f")
        assert riverside.desk.tool(CUTTER).state == "ready"
        assert "◆ ready until" in on.text()
        await on.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert riverside.desk.tool(CUTTER).state == "in"


async def test_days_are_claimed_for_a_member_and_given_up(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f2")
        await on.scan(CUTTER)
        await filled(on, "f9", ADA, "2026-12-05", "next week")
        assert "“next week” is no day" in on.words()
        await on.press("ctrl+u")
        await on.type("2026-12-09")
        await on.press("ctrl+s")
        (claim,) = riverside.desk.reservations()
        assert (claim.member, claim.from_, claim.to) == (ADA, date(2026, 12, 5), date(2026, 12, 9))
        assert "Sat 5 Dec – Wed 9 Dec" in on.text()
        await on.press("f3")
        await on.scan(ADA)
        assert "T-0060  reserved Sat 5 Dec – Wed 9 Dec" in on.text()
        await on.press("ctrl+x", "ctrl+s")
        assert riverside.desk.reservations() == ()


async def test_a_volunteer_may_note_but_not_retire(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f2")
        await on.scan(CUTTER)
        await filled(on, "f10", "sharp")
        assert riverside.desk.tool(CUTTER).note == "sharp"
        await filled(on, "ctrl+x", "worn out")
        assert "Not done" in on.text()
        assert riverside.desk.tool(CUTTER).state == "in"


async def test_a_coordinator_loses_finds_recalls_and_retires(riverside: Riverside) -> None:
    riverside.desk.checkout(ADA, [CUTTER])
    async with onscreen(riverside, who="Cora Lind") as on:
        await on.press("f2")
        await on.scan(CUTTER)
        await filled(on, "ctrl+l", "12")
        assert riverside.desk.tool(CUTTER).state == "lost"
        assert riverside.desk.member(ADA).owes == 1200
        await on.press("ctrl+g")
        assert riverside.desk.tool(CUTTER).state == "in"
        assert riverside.desk.member(ADA).owes == 0
        await filled(on, "ctrl+k", "guard breaks")
        assert riverside.desk.tool(CUTTER).state == "repair"
        assert "Ada Osei · M-0017" in on.text()
        await on.press("escape")
        await filled(on, "ctrl+x", "worn out")
        assert riverside.desk.tool(CUTTER).state == "retired"


async def test_a_missing_part_is_brought(riverside: Riverside) -> None:
    from toollib.desk.kits import Trouble

    riverside.desk.checkout(ADA, ["T-0107"])
    riverside.desk.return_(["T-0107"], trouble=Trouble(missing=("battery",)))
    async with onscreen(riverside) as on:
        await on.press("f2")
        await on.scan("T-0107")
        await filled(on, "ctrl+b", "battery")
        assert riverside.desk.tool("T-0107").state == "in"
        assert riverside.desk.member(ADA).owed_parts == ()


async def test_a_membership_papers_and_training_by_keys(riverside: Riverside) -> None:
    async with onscreen(riverside, who="Cora Lind") as on:
        await on.press("f3")
        await on.scan(ADA)
        before = riverside.desk.member(ADA).until
        await on.press("f9", "ctrl+s")
        after = riverside.desk.member(ADA).until
        assert before is not None
        assert after is not None
        assert after > before
        await on.press("ctrl+t", "ctrl+s")
        assert [each.topic for each in riverside.desk.member(ADA).inductions] == ["welding"]
        await on.press("ctrl+w", "enter")
        await on.type("2026")
        await on.press("ctrl+s")
        assert riverside.desk.member(ADA).waiver_version == "2026"


async def test_a_member_is_blocked_with_a_why_and_unblocked(riverside: Riverside) -> None:
    async with onscreen(riverside, who="Cora Lind") as on:
        await on.press("f3")
        await on.scan(ADA)
        await filled(on, "ctrl+b", "never brings back")
        assert "✗ blocked: never brings back" in on.text()
        await on.press("ctrl+b")
        assert riverside.desk.member(ADA).standing == "good"


async def test_credit_is_given_back_and_too_much_is_not(riverside: Riverside) -> None:
    riverside.desk.pay(ADA, "5.00")
    async with onscreen(riverside, who="Cora Lind") as on:
        await on.press("f3")
        await on.scan(ADA)
        await on.press("ctrl+o", "r", "enter")
        await on.type("9")
        await on.press("enter")
        await on.type("moves away")
        await on.press("ctrl+s")
        assert "The credit is 5.00 GBP" in on.words()
        await on.press("up", "ctrl+u")
        await on.type("5")
        await on.press("ctrl+s")
        assert riverside.desk.member(ADA).owes == 0


async def test_among_many_promises_the_chosen_one_is_in_view(riverside: Riverside) -> None:
    for kind in ("jigsaw", "orbital-sander", "tile-cutter", "claw-hammer"):
        riverside.desk.hold(ADA, kind)
    async with onscreen(riverside) as on:
        await on.press("f3")
        await on.scan(ADA)
        await on.press("ctrl+x", "left")
        assert "claw hammer]  4 of 4" in on.text()
        await on.press("ctrl+s")
        assert [hold.kind for hold in riverside.desk.holds()] == ["jigsaw", "orbital-sander", "tile-cutter"]

"""Slips of paper one after the other, when papers were seen and who trained, codes that came off: all by keys."""

from datetime import date

from tests.riverside import Riverside
from tests.toollib.tui.onscreen import Onscreen, onscreen
from toollib.desk.things import ToolEdit

GRINDER, ADA = "T-0042", "M-0017"


async def slip(on: Onscreen, member: str, *tags: str, day: str, at: str, back: bool = False) -> None:
    """One slip: what happened, whom and what it was about, when."""
    if back:
        await on.press("right")
    await on.press("enter")
    await on.type(member)
    await on.press("enter")
    await on.scan(*tags)
    await on.press("enter", "ctrl+u")
    await on.type(day)
    await on.press("enter")
    await on.type(at)
    await on.press("ctrl+s")


async def from_paper(on: Onscreen) -> None:
    await on.choose("From paper")
    assert "From paper" in on.text()


async def test_a_pile_of_slips_is_entered_as_it_happened(riverside: Riverside) -> None:
    riverside.at("2026-12-09 18:30")  # late for what was due on the Saturday; the power was off
    async with onscreen(riverside) as on:
        await from_paper(on)
        await slip(on, "ada", GRINDER, "T-0043", day="2026-11-28", at="10:40")
        assert on.loans() == [(GRINDER, ADA), ("T-0043", ADA)]
        assert "From paper" in on.text()  # for the next slip, with the day of the last
        assert "2026-11-28" in on.text()
        await slip(on, "", GRINDER, day="2026-12-05", at="9:30", back=True)
        await on.press("escape")
        assert on.loans() == [("T-0043", ADA)]
        (back,) = (each for each in riverside.desk.loans().rows if each.tool == GRINDER)
        assert (back.due, back.late_days, back.charged) == (date(2026, 12, 5), 0, 0)
        assert back.returned_at is not None
        assert (back.out_at.hour, back.out_at.minute, back.returned_at.hour) == (10, 40, 9)
        assert "T-0042 back, from paper of Sat 5 Dec 9:30" in on.words()
        await on.press("ctrl+z")
        assert on.loans() == [(GRINDER, ADA), ("T-0043", ADA)]


async def test_a_slip_that_cannot_be_is_told_and_stays(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await from_paper(on)
        await slip(on, "ada", GRINDER, day="2026-11-28", at="noon")
        assert "“noon” is no time of day; write it like 18:40" in on.words()
        await on.press("ctrl+u")
        await on.type("23:40")
        await on.press("ctrl+s")
        assert "in the future" in on.words()
        await on.press("ctrl+u")
        await on.type("10:00")
        await on.press("ctrl+s")
        assert on.loans() == [(GRINDER, ADA)]


async def test_the_page_of_a_member_tells_papers_and_who_trained_them(riverside: Riverside) -> None:
    riverside.desk.member_waiver(ADA, "2026-01")
    riverside.desk.member_induct("welding", [ADA], by="a guest teacher")
    async with onscreen(riverside, size=(120, 40)) as on:
        await on.press("f3")
        await on.scan(ADA)
        assert "Since Sat 21 Nov · waiver Sat 28 Nov (2026-01) · identity Sat 21 Nov" in on.words()
        assert "Trained welding Sat 28 Nov by a guest teacher" in on.words()


async def test_a_code_that_came_off_is_taken_from_the_tool(riverside: Riverside) -> None:
    riverside.cora.tool_edit(GRINDER, ToolEdit(barcodes=("old 17", "old 18")))
    async with onscreen(riverside, who="Cora Lind") as on:
        await on.press("f2")
        await on.scan(GRINDER)
        await on.press("ctrl+e", *["down"] * 5)
        await on.type("old 17")
        await on.press("ctrl+s")
        assert riverside.desk.tool(GRINDER).codes == ("old 18",)
        await on.press("ctrl+z")
        assert riverside.desk.tool(GRINDER).codes == ("old 17", "old 18")

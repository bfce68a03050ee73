"""Two desks edit one record: the second is told, keeps what it typed, and nothing is written over unseen."""

from tests.riverside import Riverside
from tests.toollib.tui.onscreen import onscreen
from toollib.desk.people import MemberEdit
from toollib.desk.things import ToolEdit
from toollib.tui.screens.form import FormScreen


async def test_the_second_of_two_notes_is_told(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.scan("M-0017")
        await on.press("f10")
        await on.type("call after 6")
        riverside.cora.member_edit("M-0017", MemberEdit(note="call before 10"))
        await on.press("ctrl+s")
        assert "The note was changed meanwhile by M-0002 at office" in on.words()
        assert riverside.desk.member("M-0017").note == "call before 10"
        await on.press("escape", "f10")
        assert "Note is call before 10 now, was empty" in on.words()
        assert "call after 6" in on.words()
        await on.press("ctrl+s")
        assert riverside.desk.member("M-0017").note == "call after 6"


async def test_the_second_of_two_edits_of_a_member(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f3")
        await on.scan("M-0017")
        await on.press("ctrl+e", "enter")
        await on.type("0123")
        riverside.cora.member_edit("M-0017", MemberEdit(phone="0999", email="a@example.org"))
        await on.press("ctrl+s")
        assert "telephone number was changed meanwhile" in on.words()
        await on.press("escape")
        assert "0999" in on.text()


async def test_what_nobody_typed_is_not_written_back_from_a_draft(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f3")
        await on.scan("M-0017")
        await on.press("ctrl+e", "enter")
        await on.type("0123")
        await on.press("escape")
        riverside.cora.member_edit("M-0017", MemberEdit(email="a@example.org"))
        await on.press("f2", "f3", "ctrl+e", "ctrl+s")
        member = riverside.desk.member("M-0017")
        assert (member.phone, member.email) == ("0123", "a@example.org")


async def test_the_second_of_two_edits_of_a_tool(riverside: Riverside) -> None:
    async with onscreen(riverside, who="Cora Lind") as on:
        await on.press("f2")
        await on.scan("T-0042")
        await on.press("ctrl+e")
        await on.type(" old")
        riverside.cora.tool_edit("T-0042", ToolEdit(name="Grinder"))
        await on.press("ctrl+s")
        assert isinstance(on.app.screen, FormScreen)
        assert "The name was changed meanwhile" in on.words()
        assert riverside.desk.tool("T-0042").name == "Grinder"


async def test_an_emptied_list_of_parts_is_empty(riverside: Riverside) -> None:
    async with onscreen(riverside, who="Cora Lind") as on:
        await on.press("f2")
        await on.scan("T-0107")
        await on.press("ctrl+e", *["enter"] * 10)
        assert "charger=1" in on.text()
        await on.press("ctrl+u", "ctrl+s")
        assert riverside.desk.tool("T-0107").accessories == ()


async def test_a_members_own_tool_has_its_terms(riverside: Riverside) -> None:
    async with onscreen(riverside, who="Cora Lind") as on:
        await on.press("f2")
        await on.scan("T-0091")
        await on.press("ctrl+e", *["enter"] * 7)
        for value in ("M-0017", "2027-06-30", "with care"):
            await on.type(value)
            await on.press("enter")
        await on.press("ctrl+s")
        tool = riverside.desk.tool("T-0091")
        assert (tool.owner, str(tool.give_back), tool.terms) == ("M-0017", "2027-06-30", "with care")


async def test_a_lost_card_opens_nobody_any_more(riverside: Riverside) -> None:
    riverside.cora.member_edit("M-0017", MemberEdit(cards=("CARD-7",)))
    async with onscreen(riverside) as on:
        await on.press("f3")
        await on.scan("M-0017")
        await on.press("ctrl+e", *["enter"] * 4)
        await on.type("CARD-7")
        await on.press("ctrl+s")
        assert riverside.desk.member("M-0017").cards in ((), ("M-0017",))

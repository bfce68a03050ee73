"""The verbs behind F12: found by arrows, by the palette and by the help; what nothing takes back asks for a word."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.riverside import Riverside
from tests.toollib.tui.onscreen import Onscreen, onscreen
from toollib.desk.people import MemberEdit
from toollib.desk.reads import LoansWanted
from toollib.rules.reasons import Refused
from toollib.tui.screens.desk import DeskScreen
from toollib.tui.screens.form import FormScreen
from toollib.tui.screens.help import keys_of
from toollib.tui.screens.members import MembersScreen
from toollib.tui.screens.more import MoreScreen
from toollib.tui.screens.tell import TellScreen

ADA, BEN, GRINDER = "M-0017", "M-0021", "T-0042"


async def more(on: Onscreen, words: str) -> None:
    """A verb of the list behind F12, marked with the arrows and taken."""
    await on.press("f12")
    for _ in range(12):
        if f"▸ {words}" in on.text():
            break
        await on.press("down")
    await on.press("enter")


async def at_member(on: Onscreen, member: str) -> None:
    await on.press("f3")
    await on.scan(member)


async def fill(on: Onscreen, *values: str) -> None:
    """Fields from the first to the last, then save."""
    for number, value in enumerate(values):
        if number:
            await on.press("enter")
        await on.type(value)
    await on.press("ctrl+s")


async def test_an_entry_is_taken_back(riverside: Riverside) -> None:
    riverside.desk.charge(ADA, "3.00", "drill bit")
    async with onscreen(riverside, who="Cora Lind") as on:
        await at_member(on, ADA)
        await more(on, "Take back an entry")
        assert "charge £3.00" in on.text()
        await on.press("enter")
        await fill(on, "wrong member")
        assert "Ada Osei: entry taken back, owes nothing now" in on.words()
        assert riverside.desk.member(ADA).owes == 0
        assert "entry taken back M-0017: wrong member" in on.words()


async def test_without_the_right_every_reason_is_told_and_nothing_done(riverside: Riverside) -> None:
    riverside.desk.charge(ADA, "3.00", "drill bit")
    async with onscreen(riverside) as on:
        await at_member(on, ADA)
        await more(on, "Erase this member")
        await fill(on, "erase")
        assert isinstance(on.app.screen, FormScreen)
        refusal = on.words().split("Not done")[1]
        assert "owes 3.00 GBP" in refusal
        assert "records" in refusal
        assert riverside.desk.member(ADA).name == "Ada Osei"


async def test_nobody_is_erased_without_the_word(riverside: Riverside) -> None:
    async with onscreen(riverside, who="Cora Lind") as on:
        await at_member(on, ADA)
        await more(on, "Erase this member")
        await on.scan(ADA)
        assert "“M-0017” is the card of Ada Osei" in on.words()
        await on.press("enter")
        assert "Type erase is needed" in on.words()
        await fill(on, "rub out")
        assert "Type the word erase to go on" in on.words()
        assert riverside.desk.member(ADA).name == "Ada Osei"


async def test_whoever_is_erased_is_on_no_screen_any_more(riverside: Riverside) -> None:
    async with onscreen(riverside, who="Cora Lind") as on:
        await on.scan(ADA, GRINDER)
        on.wait(120)
        await on.scan(GRINDER)
        assert "Ada Osei" in on.text()
        await at_member(on, ADA)
        await on.press("ctrl+e")
        await on.type(" Smith")
        await on.press("escape")
        await more(on, "Erase this member")
        await fill(on, "erase")
        assert isinstance(on.app.screen, MembersScreen)
        assert "M-0017 is erased" in on.text()
        await on.press("f1")
        assert "Ada" not in on.text()
        assert on.visit() is None
        assert "Ada" not in str(on.app.drafts)
        with pytest.raises(Refused):
            riverside.desk.member(ADA)


async def test_everything_kept_goes_into_a_new_file(riverside: Riverside, tmp_path: Path) -> None:
    file = tmp_path / "ada.json"
    async with onscreen(riverside) as on:
        await at_member(on, ADA)
        for _ in range(2):
            await more(on, "Write down everything kept")
            await on.press("ctrl+u")
            await fill(on, str(file))
        assert "is there already" in on.words()
    assert json.loads(file.read_text())["member"]["name"] == "Ada Osei"
    assert file.stat().st_mode & 0o077 == 0


async def test_two_records_of_one_person(riverside: Riverside) -> None:
    riverside.cora.member_add(MemberEdit(name="Ada Osey", cards=("M-0098", "OLD-7")), fee="no-fee")
    async with onscreen(riverside, who="Cora Lind") as on:
        await at_member(on, ADA)
        await more(on, "Merge with another record")
        await on.scan(ADA)
        assert "that is M-0017 itself" in on.words().lower().replace("m-0017", "M-0017")
        await on.press("ctrl+u")
        await on.scan("M-0098")
        assert "Ada Osey · M-0098 (0 loans, owes nothing) goes into Ada Osei · M-0017" in on.words()
        await fill(on, "merge")
        assert riverside.desk.member("OLD-7").id == ADA


async def test_a_day_is_closed_and_what_moved_is_told(riverside: Riverside) -> None:
    riverside.desk.checkout(ADA, [GRINDER])
    async with onscreen(riverside, who="Cora Lind") as on:
        await on.press("f5")
        await more(on, "Close a day")
        await on.press("ctrl+u")
        await fill(on, "2026-12-05", "no heating", "close")
        assert isinstance(on.app.screen, TellScreen)
        assert "T-0042 Angle grinder 125 mm · Ada Osei: due Wed 9 Dec" in on.words()
        await on.press("escape")
        assert "Sat 5 Dec is closed: no heating" in on.text()
    (loan,) = riverside.desk.loans(LoansWanted(open_only=True)).rows
    assert loan.due == date(2026, 12, 9)


async def test_a_volunteer_closes_no_day(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await more(on, "Close a day")
        await on.press("enter")
        await fill(on, "no heating", "close")
        assert "settings" in on.words().split("Not done")[1]


async def test_a_whole_kind_is_recalled_and_free_again(riverside: Riverside) -> None:
    riverside.cora.member_edit(ADA, MemberEdit(phone="0123 456"))
    riverside.desk.checkout(ADA, ["T-0050"])
    async with onscreen(riverside, who="Cora Lind") as on:
        await on.press("f2")
        await on.scan("T-0050")
        await on.press("ctrl+k")
        await on.type("pad flies off")
        await on.press("enter", "right", "ctrl+s")
        assert "→ Ada Osei · M-0017 T-0050 on Sat 28 Nov 0123 456" in on.words()
        await on.press("escape")
        assert riverside.desk.tool("T-0051").state == "repair"
        await more(on, "End a recall")
        await on.press("ctrl+u")
        await fill(on, "orbital-sander", "new pads")
        assert "The recall of orbital-sander is over" in on.words()
        assert riverside.desk.tool("T-0051").state == "in"


async def test_a_kind_is_recalled_from_any_room(riverside: Riverside) -> None:
    async with onscreen(riverside, who="Cora Lind") as on:
        await more(on, "Recall a kind")
        await fill(on, "jigsaw", "bent")
        assert "Recalled jigsaw: 1 copy (T-0043) lent to nobody; nobody had one" in on.words()
        assert isinstance(on.app.screen, DeskScreen)


async def test_a_group_is_trained_by_scanning_their_cards(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await more(on, "Induction of a group")
        await on.press("enter")
        await on.scan(ADA, BEN)
        assert "M-0017, M-0021," in on.text()
        await on.press("enter", "ctrl+s")
        assert "Induction welding entered for 2: Ada Osei, Ben Kaya" in on.words()
    for who in (ADA, BEN):
        assert [each.topic for each in riverside.desk.member(who).inductions] == ["welding"]


async def test_of_a_group_with_a_stranger_nobody_is_entered(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await more(on, "Induction of a group")
        await on.press("enter")
        await on.scan(ADA, "M-9999")
        await on.press("enter", "ctrl+s")
        assert "M-9999" in on.words().split("Not done")[1]
    assert riverside.desk.member(ADA).inductions == ()


async def test_terms_are_told_with_their_lines(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.scan(ADA)
        await more(on, "Terms of a loan")
        await on.scan(GRINDER)
        lines = (riverside.folder / "library.yaml").read_text().splitlines()
        power = next(number for number, each in enumerate(lines, 1) if each.startswith("  power:"))
        assert f"late £2.00 library.yaml:{power} power" in on.words()
        assert on.loans() == []
        await on.scan(BEN)
        assert isinstance(on.app.screen, DeskScreen)
        assert "Ben Kaya" in on.text()


async def test_a_scan_into_the_list_chooses_nothing_and_reaches_the_desk(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f12", "down")
        await on.scan(ADA)
        assert isinstance(on.app.screen, DeskScreen)
        assert "Ada Osei" in on.text()


async def test_the_list_is_clicked_and_left(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f12")
        row = next(y for y, each in enumerate(on.text().split("\n")) if "Close a day" in each)
        await on.pilot.click(offset=(20, row))
        await on.settle()
        assert "Close a day" in on.text()
        over = []
        for keys in (("escape",), ("f12", "enter"), ("f12",)):
            over.append(type(on.app.screen))
            await on.press(*keys)
        assert [*over, type(on.app.screen)] == [FormScreen, DeskScreen, MoreScreen, DeskScreen]


async def test_the_palette_and_the_help_know_them(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await at_member(on, ADA)
        found = {each.words for each in keys_of(on.app.screen)}
        assert {"Erase this member", "Close a day", "Terms of a loan"} <= found
        titles = [each.title for each in on.app.get_system_commands(on.app.screen)]
        assert "Erase this member (F12)" in titles
        await on.press("question_mark")
        await on.type("erase")
        assert "Erase this member" in on.text()


async def test_esc_leaves_a_form_whose_first_field_is_a_choice(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await more(on, "Induction of a group")
        assert "Esc back (keeps what you typed)" in on.text()
        await on.press("escape")
        assert isinstance(on.app.screen, DeskScreen)


async def test_a_form_filled_in_one_burst_has_each_word_in_its_field(riverside: Riverside) -> None:
    async with onscreen(riverside, who="Cora Lind") as on:
        await more(on, "Close a day")
        on.burst("", "no heating", "close")
        await on.settle()
        assert "Sat 28 Nov is closed: no heating" in on.text()


async def test_a_new_member_in_one_burst(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("ctrl+n")
        on.burst("Zoe Lark", "0123", "", "CARD-9", "x", "x", "c", "cash", "")
        await on.settle()
        member = riverside.desk.member("CARD-9")
        assert (member.name, member.phone, member.tier, member.standing) == (
            "Zoe Lark",
            "0123",
            "concession",
            "good",
        )


async def test_a_letter_takes_the_mark_away(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("f12", "down", "7", "enter")
        assert isinstance(on.app.screen, MoreScreen)
        assert "▸ " not in on.text().split("More")[1].split("Today")[0]

"""The desk on screen: two scans, no keys; every answer said; nothing typed lost."""

import threading

import pytest
from textual.widgets import Input

from tests.riverside import Riverside
from tests.toollib.tui.onscreen import onscreen
from toollib.defects import log_file
from toollib.desk.people import MemberEdit
from toollib.desk.reads import LoansWanted
from toollib.tui.screens.desk import DeskScreen
from toollib.tui.screens.form import Field, Form, FormScreen
from toollib.tui.screens.help import HelpScreen
from toollib.tui.screens.more import MoreScreen
from toollib.tui.seat import Seat


async def test_d1_two_scans_in_one_burst_are_one_loan(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.scan("M-0017", "T-0042")
        assert on.loans() == [("T-0042", "M-0017")]
        (loan,) = riverside.desk.loans(LoansWanted(member="M-0017")).rows
        assert loan.due.isoformat() == "2026-12-05"
        shown = on.text()
        assert "✓ T-0042 Angle grinder 125 mm to Ada Osei, due Sat 5 Dec" in shown
        assert "Loans (1)" in shown
        assert "ctrl+z undoes" in shown


async def test_scans_made_before_the_library_is_open_are_kept(riverside: Riverside) -> None:
    async with onscreen(riverside, settled=False) as on:
        await on.pilot.pause()
        await on.scan("M-0017", "T-0042", "T-0043")
        while not on.app.about:
            await on.settle()
        await on.settle()
        assert on.loans() == [("T-0042", "M-0017"), ("T-0043", "M-0017")]


async def test_d2_a_basket_and_the_next_card(riverside: Riverside) -> None:
    tags = ["T-0042", "T-0043", "T-0050", "T-0060", "T-0091"]
    async with onscreen(riverside) as on:
        await on.scan("M-0017", *tags, "M-0021", "T-0107")
        assert on.loans() == [*((tag, "M-0017") for tag in tags), ("T-0107", "M-0021")]
        assert "Ben Kaya · M-0021" in on.text()


async def test_d3_a_tag_that_is_out_comes_back_and_its_borrower_opens(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.at("2026-12-12 10:00")
    async with onscreen(riverside) as on:
        await on.scan("T-0042")
        shown = on.text()
        assert "back from Ada Osei, 2 days late" in shown
        assert "Ada Osei · M-0017" in shown
        assert "! owes £" in shown
        assert on.loans() == []


async def test_d4_a_stutter_is_ignored_and_the_desk_asks_before_it_takes_back(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.scan("M-0017", "T-0042", "T-0042")
        assert "ignored" in on.text()
        on.wait(3)
        await on.scan("T-0042")
        assert "take it back?" in on.words()
        assert "ctrl+t takes it back" in on.text()
        on.wait(3)
        await on.scan("T-0043")  # a scan is a scan, never an answer
        assert on.loans() == [("T-0042", "M-0017"), ("T-0043", "M-0017")]
        await on.press("ctrl+t")  # the question is gone
        assert len(on.loans()) == 2
        on.wait(3)
        await on.scan("T-0043")
        await on.press("ctrl+t")
        assert on.loans() == [("T-0042", "M-0017")]


async def test_d5_somebody_else_s_tool_comes_back_and_the_card_stays(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0021", ["T-0042"])
    riverside.wait(hours=1)
    async with onscreen(riverside) as on:
        await on.scan("M-0017", "T-0042")
        assert "back from Ben Kaya" in on.text()
        assert "Ada Osei · M-0017" in on.text()
        assert on.loans() == []
        on.wait(3)
        await on.scan("T-0042")
        assert on.loans() == [("T-0042", "M-0017")]


async def test_d6_every_reason_at_once_and_no_way_past_the_waiver(riverside: Riverside) -> None:
    riverside.cora.member_add(MemberEdit(name="Eve Lund", cards=("M-0099",)), fee="no-fee")
    riverside.cora.charge("M-0099", "12.00", "lost charger")
    async with onscreen(riverside, who="Cora Lind") as on:
        await on.scan("M-0099", "T-0070")
        shown = on.text()
        assert "✗ Not lent to Eve Lund: T-0070" in shown
        for words in ("has not signed the waiver", "owes", "induction", "identity document"):
            assert words in shown
        assert "(nothing goes past this)" in shown
        assert "ctrl+o" not in shown
        await on.press("ctrl+o")
        assert isinstance(on.app.screen, DeskScreen)


async def test_a_coordinator_goes_past_a_refusal_with_a_why(riverside: Riverside) -> None:
    riverside.cora.charge("M-0017", "12.00", "lost charger")
    async with onscreen(riverside, who="Cora Lind") as on:
        await on.scan("M-0017", "T-0042")
        assert on.loans() == []
        await on.press("ctrl+o")
        await on.type("T-0043")  # a scanner is no person
        await on.press("enter")
        assert "is the code of a card or tag" in on.text()
        assert on.loans() == []
        await on.press("ctrl+u", "ctrl+a", *["delete"] * 6)
        await on.type("pays tomorrow")
        await on.press("enter")
        assert on.loans() == [("T-0042", "M-0017")]
        assert riverside.desk.events("T-0042")[0].about["override"]


async def test_a_volunteer_is_not_offered_what_they_may_not_do(riverside: Riverside) -> None:
    riverside.cora.charge("M-0017", "12.00", "lost charger")
    async with onscreen(riverside) as on:
        await on.scan("M-0017", "T-0042")
        assert "Not lent" in on.text()
        assert "ctrl+o" not in on.text()


async def test_a_name_offers_candidates_and_an_empty_enter_chooses_none(riverside: Riverside) -> None:
    riverside.join("Ada Lovelund", "M-0018")
    async with onscreen(riverside) as on:
        await on.scan("ada")
        assert "Which one?" in on.text()
        await on.press("enter")  # as a scanner that sends two line ends
        assert "Which one?" in on.text()
        await on.press("down", "down", "up", "down", "enter")
        assert "Which one?" not in on.text()
        assert "Loans (0)" in on.text()
        await on.press("escape")
        on.wait(3)
        await on.scan("ada")
        await on.pilot.click("#candidates", offset=(6, 1))
        await on.settle()
        assert "Loans (0)" in on.text()


async def test_esc_goes_back_one_step_and_typed_text_stays(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.scan("M-0017", "T-0042")
        await on.type("ben")
        await on.press("escape")
        assert "✓ T-0042" not in on.text().split("Today")[0]
        assert "Ada Osei · M-0017" in on.text()
        await on.press("escape")
        assert "No card open" in on.text()
        assert on.app.screen.query_one("#scan", Input).value == "ben"
        await on.press("f2", "f1")
        await on.press("enter")
        assert "Ben Kaya · M-0021" in on.text()


async def test_a_card_left_alone_closes_and_a_key_keeps_it_open(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.scan("M-0017")
        screen = on.app.screen
        assert isinstance(screen, DeskScreen)
        on.wait(80)
        await on.press("a")
        on.wait(80)
        screen.second_passed()
        await on.settle()
        assert on.visit() is not None
        on.wait(91)
        screen.second_passed()
        await on.settle()
        assert on.visit() is None
        assert "card closed" in on.text()


async def test_a_key_pressed_long_before_closes_no_card_that_was_opened_since(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("a", "ctrl+u")
        await on.press("f2")
        on.wait(600)
        await on.scan("M-0017")
        screen = on.app.screen
        assert isinstance(screen, DeskScreen)
        screen.second_passed()
        await on.settle()
        assert on.visit() is not None


async def test_undo_takes_back_the_last_action_wherever_one_is(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.scan("M-0017", "T-0042", "T-0043")
        await on.press("ctrl+z")
        assert on.loans() == [("T-0042", "M-0017")]
        assert "Undone: lent T-0043" in on.text()
        assert "Loans (1)" in on.text()
        await on.press("f2", "ctrl+z")
        assert on.loans() == []
        await on.press("ctrl+z")
        await on.press("ctrl+z")
        assert "✗ Not done" in on.text()


async def test_paying_renewing_and_a_note_by_keys(riverside: Riverside) -> None:
    riverside.cora.charge("M-0017", "3.00", "drill bit")
    async with onscreen(riverside) as on:
        await on.scan("M-0017")
        assert "! owes £3.00" in on.text()
        await on.press("f7", "enter", "right", "enter")
        assert "paid £3.00: owes nothing now" in on.text()
        assert riverside.desk.member("M-0017").owes == 0
        assert riverside.desk.account("M-0017").entries[-1].by == "card"
        await on.press("f10")
        await on.type("call before 10")
        await on.press("ctrl+s")
        assert "! call before 10" in on.text()
        await on.press("f9")
        assert "has no loans" in on.text()
        await on.scan("T-0042")
        on.wait(86400 * 4)
        await on.scan("M-0017")
        await on.press("f9")
        assert "Renewed for Ada Osei: T-0042" in on.text()


async def test_a_form_keeps_what_was_typed_and_says_every_reason(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.scan("M-0017")
        await on.press("f7")
        await on.type("one pound")
        await on.press("escape", "f7")
        assert "one pound" in on.text()
        await on.press("ctrl+s")
        assert "✗ Not done" in on.text()
        assert isinstance(on.app.screen, FormScreen)


async def test_d23_a_new_member_without_the_mouse(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await on.press("ctrl+n")
        await on.type("Zoë Ødegård")
        await on.press("enter")
        await on.type("0123 456")
        await on.press("enter", "enter")
        await on.type("CARD-77")
        await on.press("enter", "space", "enter", "space", "enter", "right", "enter", "enter", "ctrl+s")
        assert "✓ New member Zoë Ødegård" in on.text()
        await on.scan("T-0042")
        member = riverside.desk.member("CARD-77")
        assert (member.tier, member.standing, member.phone) == ("concession", "good", "0123 456")
        assert on.loans() == [("T-0042", member.id)]


async def test_the_scan_line_keeps_the_focus_whatever_is_clicked(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        for place, over in (((5, 8), None), ((60, 8), None), ((66, 23), MoreScreen), ((76, 23), HelpScreen)):
            await on.pilot.click(offset=place)
            await on.settle()
            assert isinstance(on.app.screen, over or DeskScreen)
            if over:
                await on.press("escape")
        await on.settle()
        assert on.app.screen.focused is on.app.screen.query_one("#scan")


async def test_a_defect_is_said_and_the_desk_goes_on(riverside: Riverside) -> None:
    def broken(_: Seat) -> None:
        raise ZeroDivisionError("Ada Osei")

    async with onscreen(riverside) as on:
        on.app.ask(broken, lambda _: None)
        await on.settle()
        assert "ZeroDivisionError" in on.text()
        log = log_file()
        assert log is not None
        assert str(log) in on.app._room.verdict.words
        assert "in broken" in log.read_text()
        assert "Ada Osei" not in log.read_text() + on.text()
        await on.scan("M-0017", "T-0042")
        assert on.loans() == [("T-0042", "M-0017")]


async def test_a_library_that_cannot_be_opened_says_why(riverside: Riverside) -> None:
    (riverside.folder / "library.yaml").write_text("name: [x\ncurency: GBP\n")
    async with onscreen(riverside, settled=False) as on:
        while "does not open" not in on.text():
            await on.pilot.pause(0.02)
        assert "library.yaml" in on.text()
        await on.pilot.press("enter")
    assert on.app.return_value == 1


async def test_a_terminal_too_small_says_so_and_still_takes_scans(riverside: Riverside) -> None:
    async with onscreen(riverside, size=(60, 20)) as on:
        assert "The screens need 80×24" in on.text()
        await on.scan("M-0017", "T-0042")
        assert on.loans() == [("T-0042", "M-0017")]
        await on.pilot.resize_terminal(80, 24)
        await on.settle()
        assert "Ada Osei" in on.text()


async def test_the_bar_says_when_the_desk_is_still_working(riverside: Riverside) -> None:
    gate = threading.Event()
    async with onscreen(riverside) as on:
        on.app.ask(lambda _: gate.wait(20), lambda _: None)
        await on.pilot.pause(0.5)
        assert "working …" in on.text()
        await on.pilot.press("a")  # the screen is not frozen meanwhile
        assert "▸ a" in on.text()
        gate.set()
        await on.settle()
        assert "working …" not in on.text()


async def test_a_form_whose_verb_broke_can_be_saved_again(riverside: Riverside) -> None:
    calls: list[int] = []

    def verb(_: Seat, __: object) -> None:
        calls.append(1)
        if len(calls) == 1:
            raise ZeroDivisionError

    async with onscreen(riverside) as on:
        on.app.push_screen(
            FormScreen(Form("x", "A form", (Field("a", "A"),), verb, lambda _: calls.append(9)))
        )
        await on.settle()
        await on.press("ctrl+s")
        assert "a defect of the program" in on.words()
        await on.press("ctrl+s")
        assert calls == [1, 1, 9]


async def test_screens_that_break_tell_no_names(
    riverside: Riverside, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: object) -> None:
        member = "Ada Osei"
        raise ZeroDivisionError(member)

    with pytest.raises(ZeroDivisionError):  # noqa: PT012 - the screens end with what broke them
        async with onscreen(riverside) as on:
            on.app.ask(lambda _: None, broken)
            await on.settle()
    log = log_file()
    assert log is not None
    assert "in broken" in log.read_text()
    told = capsys.readouterr().err
    assert "The screens broke (ZeroDivisionError)" in told
    assert "Ada Osei" not in told + log.read_text()

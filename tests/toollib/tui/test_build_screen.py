"""The build view: what can be built on a day by a member, and why not, key by key."""

from datetime import date
from typing import Any

import pytest

from tests.riverside import Riverside
from tests.scenarios.makers import HEAD, write_designs
from tests.toollib.tui.onscreen import Onscreen, onscreen
from toollib.tui.screens.bootstrap import BootstrapScreen
from toollib.tui.screens.build import BuildScreen
from toollib.tui.screens.build_question import Asked
from toollib.tui.screens.build_why import WhyScreen
from toollib.tui.screens.design_page import DesignScreen
from toollib.tui.screens.designs import DesignsScreen
from toollib.tui.screens.desk import DeskScreen
from toollib.tui.screens.unlock import UnlockScreen

SAT = date(2026, 11, 28)


@pytest.fixture
def makers(riverside: Riverside) -> Riverside:
    write_designs(riverside)
    return riverside


async def typed(on: Onscreen, text: str) -> None:
    await on.type(text)
    await on.pilot.pause(0.1)
    await on.settle()


def write(riverside: Riverside, name: str, rest: str) -> None:
    text = HEAD.format(name=name.capitalize(), id=name, status="done", tools="full") + rest + "\n"
    (riverside.folder / "designs" / f"{name}.yaml").write_text(text)


def at(on: Onscreen) -> type:
    return type(on.app.screen)


async def looked(on: Onscreen) -> None:
    """Until the first free day was found, or the year is over."""
    while "looking for the first day" in on.words():
        await on.settle()


def row(on: Onscreen, name: str) -> str:
    return next(line for line in on.text().splitlines() if line[2:].startswith(name))


async def test_the_counts_and_the_list_of_today(makers: Riverside) -> None:
    makers.desk.checkout("M-0017", ["T-0060"])
    async with onscreen(makers) as on:
        await on.press("f4", "ctrl+b")
        assert at(on) is BuildScreen
        shown = on.words()
        assert "today, Sat 28 Nov · for anybody · open 10:00–14:00" in shown
        assert "✓ 5 ready ~ 2 almost ✗ 0 lack more ? 2 undocumented · 1 only planned" in shown
        assert "1 of 10" in shown
        assert "~ almost Manual tile cutter" in " ".join(row(on, "Tiles").split())
        assert "Angle grinder in place of" in row(on, "Plasma-cut")
        assert "2 × Random orbital sander" in row(on, "Pair-sander")
        assert "T-0050" not in on.text()
        assert "nobody wrote down its tools" in row(on, "Rumour")
        await on.press("tab")
        assert "[ready] 1 of 5" in on.words()
        await on.press("tab", "tab", "tab")
        assert "[undocumented] 1 of 2" in on.words()
        await on.press("escape", "escape")
        assert at(on) is DesignsScreen


async def test_wide_rows_tell_which_copies_and_what_only_helps(makers: Riverside) -> None:
    write(makers, "shed", "tools: [jigsaw, {tool: claw-hammer, helps: true}, {outside: a crane}]")
    write(makers, "annexe", "parts: [{part: Rumour, qty: 1, make: rumour}]\ntools: [jigsaw]")
    async with onscreen(makers, size=(200, 40)) as on:
        await on.press("f4", "ctrl+b")
        told = " ".join(row(on, "Plasma-cut").split())
        assert "Angle grinder in place of CNC plasma table (6× slower) T-0042" in told
        told = " ".join(row(on, "Shed").split())
        assert "Jigsaw, a crane (from outside); helps: Claw hammer T-0043, T-0091" in told
        assert "nobody wrote down all tools of its parts" in row(on, "Annexe")


async def test_why_says_where_only_an_induction_is_missing(makers: Riverside) -> None:
    write(makers, "gate", "parts: [{part: Frame, qty: 1, make: frame}]\ntools: [table-saw]")
    async with onscreen(makers) as on:
        await on.press("f4")
        on.app.push_screen(WhyScreen("gate", Asked(member="M-0017", name="Ada Osei")))
        await on.settle()
        on.tells("✗ Lacks: Table saw, MIG welder (induction)", "frame: lacks MIG welder (induction)")
        on.app.push_screen(WhyScreen("frame", Asked()))
        await on.settle()
        assert "(induction)" not in on.words()


async def test_a_broken_file_is_left_out_and_told(makers: Riverside) -> None:
    path = makers.folder / "designs" / "stool.yaml"
    path.write_text(path.read_text().replace("status: prototype", "status: prototpye"))
    async with onscreen(makers) as on:
        await on.press("f4", "ctrl+b")
        assert "✓ 5 ready" in on.words()
        assert "! 1 broken" in on.words()
        path.write_text(path.read_text().replace("prototpye", "prototype"))
        await on.press("ctrl+r")
        assert "10 designs" in on.words()
        assert "✓ 6 ready" in on.words()


async def test_arrows_turn_the_day_and_never_before_today(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await on.press("f4", "ctrl+b", "right")
        assert "Sun 29 Nov · for anybody · closed: what stays here cannot be used" in on.words()
        assert "~ almost Laser cutter" in " ".join(row(on, "Engraving").split())
        await on.press("left")
        assert "✓ ready" in row(on, "Engraving")
        await on.press("left")
        assert "The days before are over: the shelf is known from today on" in on.words()
        assert "today, Sat 28 Nov" in on.words()
        await on.press("right", "right", "ctrl+t")
        assert "today, Sat 28 Nov" in on.words()
        assert "days before are over" not in on.words()


async def test_with_text_in_the_filter_arrows_move_in_it(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await on.press("f4", "ctrl+b")
        await typed(on, "sander")
        assert "1 of 2" in on.text()
        await on.press("left", "left")
        await typed(on, "n")
        assert "sandner" in on.text()
        assert "today, Sat 28 Nov" in on.words()


async def test_a_day_and_a_member_are_asked_for_together(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await on.press("f4", "ctrl+b", "ctrl+d")
        await on.type("2026-11-27")
        await on.press("enter")
        await on.type("nobody")
        await on.press("enter")
        shown = on.words()
        assert "Fri 27 Nov is in the past; the shelf is known from today on" in shown
        assert "nobody" in shown.split("Not done")[1]  # both reasons at once
        await on.press("ctrl+u")
        await on.scan("M-0017")
        assert "in the past" in on.words()
        await on.press("up", "ctrl+u")
        await on.type("wed")
        await on.press("ctrl+s")
        assert "Wed 2 Dec · for Ada Osei · M-0017 · open 18:00–20:30" in on.words()
        assert "~ almost" in row(on, "Frame")
        assert "MIG welder (induction)" in row(on, "Frame")
        await on.press("ctrl+d", "down", "ctrl+u", "ctrl+s")
        assert "Wed 2 Dec · for anybody" in on.words()
        await on.press("ctrl+d")
        await on.type("today")
        await on.press("ctrl+s")
        assert "today, Sat 28 Nov · for anybody" in on.words()


async def test_enter_opens_the_design_and_why_goes_by_the_day_asked(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await on.press("f4", "ctrl+b", "right")
        await typed(on, "engraving")
        await on.press("enter")
        assert at(on) is DesignScreen
        await on.press("ctrl+y")
        assert at(on) is WhyScreen
        assert "Sun 29 Nov, for anybody" in on.words()
        assert "T-0080 Laser cutter: to be used in the library only" in on.words()
        await on.press("escape", "escape")
        assert at(on) is BuildScreen
        assert "1 of 1" in on.text()


async def test_why_names_each_need_and_what_stands_in(makers: Riverside) -> None:
    makers.desk.checkout("M-0017", ["T-0060"])
    makers.at("2026-12-01 18:10")
    async with onscreen(makers) as on:
        await on.press("f4", "ctrl+b")
        await typed(on, "tiles")
        await on.press("ctrl+y")
        shown = on.words()
        assert "✗ Lacks: Manual tile cutter" in shown
        assert "T-0060 Tile cutter: lent until Sat 5 Dec" in shown
        assert "~ Bench vise (helps, not needed) Bench vise: the library has none" in shown
        assert "For whom? With a member (ctrl+d)" in shown
        await on.press("ctrl+d", "enter")
        await on.scan("M-0021")
        assert "today, Tue 1 Dec, for Ben Kaya · M-0021" in on.words()
        await looked(on)
        assert "✓ All free together from Sat 5 Dec" in on.words()
        await on.press("escape")
        await on.press("escape")
        await typed(on, "plasma")
        await on.press("ctrl+y")
        assert (
            "T-0042 Angle grinder 125 mm: free, stands in for CNC plasma table, 6 times slower" in on.words()
        )


async def test_what_lacks_stands_first(makers: Riverside) -> None:
    needs = "tools: [{tool: bench-vise, helps: true}, jigsaw, tile-cutter, orbital-sander]\n"
    text = HEAD.format(name="Floor", id="floor", status="done", tools="full") + needs
    (makers.folder / "designs" / "floor.yaml").write_text(text)
    makers.desk.checkout("M-0021", ["T-0060"])
    async with onscreen(makers) as on:
        await on.press("f4", "ctrl+b")
        await typed(on, "floor")
        await on.press("ctrl+y")
        shown = on.words().split("Needs")[1]
        order = [shown.index(each) for each in ("✗ Manual", "✓ Jigsaw", "✓ Random", "~ Bench")]
        assert order == sorted(order)
        await on.press("f9")
        assert "Reserve the whole bench for Floor" in on.words()


async def test_what_is_late_promises_no_day(makers: Riverside) -> None:
    makers.desk.checkout("M-0017", ["T-0060"])
    makers.at("2026-12-09 18:10")
    async with onscreen(makers) as on:
        await on.press("f4")
        await on.scan("tiles")
        await on.press("ctrl+y")
        assert "T-0060 Tile cutter: lent and overdue since Sat 5 Dec" in on.words()


async def test_why_says_what_keeps_a_member_from_reserving(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await on.press("f4", "ctrl+b", "ctrl+d", "enter")
        await on.scan("M-0017")
        await typed(on, "frame")
        await on.press("ctrl+y")
        await looked(on)
        shown = on.words()
        assert "T-0070 MIG welder 180 A: needs the induction “welding” first" in shown
        assert "All together it is not free on any open day within a year" in shown
        assert "which Ada Osei lacks" in shown
        await on.press("escape", "escape")
        await typed(on, "rumour")
        await on.press("ctrl+y")
        await looked(on)
        assert "Nobody wrote down which tools it takes, so nobody can say" in on.words()
        assert "It cannot be reserved" in on.words()


async def test_a_scan_does_not_wait_for_a_year_of_days(
    makers: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    async with onscreen(makers) as on:
        await on.press("f4", "ctrl+b", "ctrl+d", "enter")
        await on.scan("M-0017")
        await typed(on, "frame")
        ask = on.app.ask

        def noted(*given: Any) -> None:
            asked.append(getattr(given[0], "__qualname__", ""))
            ask(*given)

        monkeypatch.setattr(on.app, "ask", noted)
        await on.press("ctrl+y")
        await looked(on)
    assert sum("_look_on" in each for each in asked) > 10  # each of them lets a scan pass


async def test_what_it_is_made_from_and_runs_on_is_told(makers: Riverside) -> None:
    rest = (
        "tools: [jigsaw]\nruns-on: [{any: [tile-cutter, {outside: the river}]}]\n"
        "parts: [{part: Frame, qty: 1, make: frame}]\n"
    )
    text = HEAD.format(name="[red]Mill", id="mill", status="done", tools="full").replace("parts: none, ", "")
    (makers.folder / "designs" / "mill.yaml").write_text(
        text.replace("name: [red]Mill", "name: '[red]Mill'") + rest
    )
    makers.cora.tool_repair("T-0070", "no wire")
    async with onscreen(makers) as on:
        await on.press("f4", "ctrl+b")
        await typed(on, "mill")
        assert "~ almost" in row(on, "[red]Mill")
        await on.press("ctrl+y")
        shown = on.words()
        assert "[red]Mill · mill" in shown
        assert "✗ frame: lacks MIG welder" in shown
        assert (
            "Runs on, to work it and not to build it ✓ Manual tile cutter or the river (from outside)"
            in shown
        )


async def test_a_scan_in_the_build_view_reaches_the_desk(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await on.press("f4", "ctrl+b")
        await on.scan("M-0017")
        await on.settle()
        assert at(on) is DeskScreen
        assert "Ada Osei" in on.text()
        await on.press("f4", "ctrl+y")
        await on.scan("T-0043")
        assert on.loans() == [("T-0043", "M-0017")]


async def test_what_is_no_code_stays_in_the_filter(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await on.press("f4", "ctrl+b")
        await typed(on, "Ada Osei")
        await on.press("enter")
        await on.settle()
        assert at(on) is BuildScreen
        assert "No design is like that." in on.text()


async def test_a_loan_made_elsewhere_changes_the_list(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await on.press("f4", "ctrl+b")
        assert "✓ ready" in row(on, "Tiles")
        await on.press("f1")
        await on.scan("M-0017", "T-0060")
        await on.press("f4")
        await on.settle()
        assert "~ almost" in row(on, "Tiles")


async def test_a_day_that_went_by_is_today(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await on.press("f4", "ctrl+b", "right")
        on.wait(86400 * 3)
        on.app.changed()
        await on.settle()
        assert "today, Tue 1 Dec" in on.words()


async def test_two_keys_look_further_ahead(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await on.press("f4", "ctrl+b", "ctrl+u")
        assert at(on) is UnlockScreen
        await on.press("escape", "ctrl+o")
        assert at(on) is BootstrapScreen
        await on.press("escape")
        assert at(on) is BuildScreen


def test_a_day_that_went_by_meanwhile_is_today() -> None:
    assert Asked(SAT).day(date(2026, 11, 30)) == date(2026, 11, 30)

"""M1 What can I build this Saturday?

Of all designs with a documented tool list that are at least a prototype, those whose every must-tool is free on that
date; then those that lack one tool; then how many are left out as undocumented. An empty list is never "ready".
(Reservations come with a later part of the story.)
"""

from datetime import date

import pytest

from tests.riverside import Riverside, codes
from tests.scenarios.makers import in_words, write_designs
from tests.toollib.tui.onscreen import onscreen
from toollib.rules.reasons import Refused
from toollib.workshop.ready import When


@pytest.fixture
def makers(riverside: Riverside) -> Riverside:
    write_designs(riverside)
    return riverside


def ready(
    riverside: Riverside, when: When | None = None
) -> tuple[set[str], dict[str, tuple[str, ...]], set[str]]:
    report = riverside.library().workshop.ready(when or When())
    almost = {each.design: each.missing for each in report.almost}
    return {each.design for each in report.ready}, almost, set(report.undocumented)


def test_everything_in(makers: Riverside) -> None:
    buildable, almost, undocumented = ready(makers)
    assert buildable == {"stool", "pair-sander", "frame", "plasma-cut", "tiles", "engraving"}
    assert almost == {"three-sander": ("orbital-sander",)}
    assert undocumented == {"rumour", "empty"}


def test_two_needs_of_a_kind_need_two_copies(makers: Riverside) -> None:
    makers.desk.checkout("M-0017", ["T-0050"])
    buildable, almost, _ = ready(makers)
    assert "stool" in buildable
    assert almost["pair-sander"] == ("orbital-sander",)


def test_a_loan_takes_a_tool_off_the_shelf_and_brings_it_back(makers: Riverside) -> None:
    makers.desk.checkout("M-0017", ["T-0060"])
    assert "tiles" in ready(makers)[1]
    makers.desk.return_(["T-0060"])
    assert "tiles" in ready(makers)[0]


def test_a_loan_counts_until_it_is_due_and_an_overdue_one_for_good(makers: Riverside) -> None:
    makers.desk.checkout("M-0017", ["T-0060"])  # due Sat 5 Dec
    on_the_day, after = When(on=date(2026, 12, 5)), When(on=date(2026, 12, 6))
    assert "tiles" in ready(makers, on_the_day)[1]
    assert "tiles" in ready(makers, after)[0]
    makers.at("2026-12-09 18:10")
    assert "tiles" in ready(makers, When(on=date(2026, 12, 30)))[1]


def test_owned_is_as_if_nothing_were_out(makers: Riverside) -> None:
    makers.desk.checkout("M-0017", ["T-0060"])
    assert "tiles" in ready(makers, When(owned=True))[0]


def test_inductions_count_for_the_member_who_asks(makers: Riverside) -> None:
    assert "frame" in ready(makers)[0]
    assert ready(makers, When(member="M-0017"))[1]["frame"] == ("mig-welder",)
    makers.join("Welda Torch", "M-0099", inducted=("welding",))
    assert "frame" in ready(makers, When(member="M-0099"))[0]


def test_what_stays_in_the_library_can_be_used_while_it_is_open(makers: Riverside) -> None:
    assert "engraving" in ready(makers)[0]
    assert "engraving" in ready(makers, When(on=date(2026, 11, 29)))[1], "Sunday: nobody is there"


def test_a_day_in_the_past_is_refused(makers: Riverside) -> None:
    with pytest.raises(Refused) as refused:
        ready(makers, When(on=date(2026, 11, 27)))
    assert codes(refused) == ["date-wrong"]


def test_on_the_command_line(makers: Riverside) -> None:
    makers.desk.checkout("M-0017", ["T-0060"])
    answer = makers.done("build", "ready")
    assert {"ready", "almost", "undocumented"} <= set(answer)
    assert {"design": "tiles", "missing": ["tile-cutter"]} in answer["almost"]
    stool = next(each for each in answer["ready"] if each["design"] == "stool")
    assert {"kind": "jigsaw", "tag": "T-0043"} in stool["tools"]
    assert answer["undocumented"] == ["empty", "rumour"]


def test_a_long_list_is_shown_in_parts(makers: Riverside) -> None:
    whole = makers.done("build", "ready")
    assert len(whole["ready"]) == 6
    part = makers.done("build", "ready", "--limit", "2", "--offset", "1")
    assert part == {
        "ready": whole["ready"][1:3], "almost": [], "undocumented": whole["undocumented"][1:3],
    }  # fmt: skip
    told = in_words(makers, "build", "ready", "--limit", "2")
    assert told.stdout.startswith("Ready: 6\n")
    assert told.stderr == "4 more of 6 designs: --offset 2 shows them.\n"
    assert in_words(makers, "build", "ready").stderr == ""


def test_words_tell_stand_ins_and_what_only_an_induction_keeps_away(makers: Riverside) -> None:
    told = in_words(makers, "build", "ready", "--for", "M-0017").stdout
    assert "  plasma-cut: T-0042 in place of cnc-plasma-table\n" in told
    assert "  frame: mig-welder (induction)\n" in told
    assert "  stool: T-0050, T-0043\n" in told
    makers.cora.tool_lost("T-0070")
    assert "  frame: mig-welder\n" in in_words(makers, "build", "ready", "--for", "M-0017").stdout
    assert "(induction)" not in in_words(makers, "build", "ready").stdout
    assert "Nobody wrote down all tools of these, or of their parts: " in told


async def test_in_the_screens(makers: Riverside) -> None:
    makers.desk.checkout("M-0021", ["T-0060"])  # due on that Saturday
    async with onscreen(makers) as on:
        await on.press("f4", "ctrl+b", "ctrl+d")
        await on.type("+7")
        await on.press("enter")
        await on.scan("M-0017")
        shown = on.words()
        assert "Sat 5 Dec · for Ada Osei · M-0017 · open 10:00–14:00" in shown
        assert "✓ 4 ready ~ 3 almost ✗ 0 lack more ? 2 undocumented" in shown
        for words in (
            "Stool ✓ ready Random orbital sander, Jigsaw",
            "Plasma-cut ✓ ready Angle grinder in place of",
            "Frame ~ almost MIG welder (induction)",
            "Tiles ~ almost Manual tile cutter",
            "Empty ? undocumented",
        ):
            assert words in shown
        await on.press("right")
        assert "✓ 4 ready" in on.words()  # the tiles can be laid, but nobody opens the laser
        assert "Tiles ✓ ready" in on.words()
        assert "Engraving ~ almost Laser cutter" in on.words()

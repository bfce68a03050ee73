"""A5: a wrong rule in library.yaml while the screens are open: told with its place; the desk goes on, and mends itself."""

from pathlib import Path

import pytest

from tests.riverside import RULES, Riverside
from tests.toollib.tui.onscreen import Onscreen, onscreen
from toollib.tui.widgets.verdict import Verdict


@pytest.fixture(autouse=True)
def look_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every job looks at the file, not only the first of each second."""
    monkeypatch.setattr("toollib.library._LOOK_EVERY", 0.0)


def rules(riverside: Riverside) -> Path:
    return riverside.folder / "library.yaml"


async def looked(on: Onscreen) -> None:
    on.app.ask(lambda _: None, lambda _: None)
    await on.settle()


async def test_a5_a_wrong_rule_is_told_and_the_desk_goes_on(riverside: Riverside) -> None:
    wrong = RULES.replace("renewals: 2", "renewels: 2").replace("keep-days: 2", "keep-days: two")
    assert riverside.desk.actor.who == "Vera"  # opened while the file is right, to look at the loans
    async with onscreen(riverside) as on:
        rules(riverside).write_text(wrong)
        await on.scan("M-0017", "T-0042")
        assert on.loans() == [("T-0042", "M-0017")]
        assert "! library.yaml" in on.text().split("\n")[0]
        line = RULES.split("\n").index(next(each for each in RULES.split("\n") if "renewals" in each)) + 1
        assert any(f"library.yaml:{line}:" in each.text for each in on.app.feed)
        await on.press("escape", "f12", "up", "enter")
        assert f"library.yaml:{line}:" in on.words().replace(" ", "")
        assert "`two` is not a whole number" in on.words()
        rules(riverside).write_text(RULES.replace("days: 7, renewals", "days: 14, renewals"))
        await looked(on)
        assert "! library.yaml" not in on.text().split("\n")[0]
        await on.press("escape")
        await on.scan("T-0043")
        assert "due Sat 12 Dec" in on.text()


async def test_it_is_seen_while_nobody_does_anything(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        rules(riverside).write_text("name: [\n")
        for _ in range(3):
            on.app._tick()
        await on.settle()
        assert "library.yaml is wrong: the desk goes by what it said before" in on.words()


async def test_a_question_is_not_talked_over(riverside: Riverside) -> None:
    assert riverside.desk.actor.who == "Vera"
    async with onscreen(riverside) as on:
        await on.scan("M-0017", "T-0042")
        on.wait(10)
        await on.scan("T-0042")
        assert "take it back?" in on.words()
        rules(riverside).write_text("name: [\n")
        await looked(on)
        assert "take it back?" in on.words()
        assert "! library.yaml" in on.text()
        await on.press("ctrl+t")
        assert on.loans() == []


async def test_new_names_and_tiers_are_known_at_once(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        rules(riverside).write_text(
            RULES.replace("name: Riverside", "name: Brookside").replace("  concession:", "  student:")
        )
        await looked(on)
        assert on.text().startswith(" Brookside")
        assert "library.yaml was changed" in on.text()
        await on.press("ctrl+n")
        assert "student" in on.text()


async def test_a_remark_in_the_file_is_no_news(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        rules(riverside).write_text(RULES + "# a remark\n")
        await looked(on)
        assert list(on.app.feed) == []


async def test_it_is_told_once_and_once_that_it_is_right_again(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        rules(riverside).write_text("name: [\n")
        for _ in range(3):
            await looked(on)
        assert len(list(on.app.feed)) == 1
        rules(riverside).write_text(RULES)
        for _ in range(3):
            await looked(on)
        assert [each.text for each in on.app.feed][:-1] == ["library.yaml is right again"]
        assert "library.yaml is right, and the desk goes by it" in on.text()


async def test_what_is_said_of_a_tool_just_lent_is_not_talked_over(riverside: Riverside) -> None:
    """The sentence about fingers and eyes stays until it was read; the bar and the feed tell of the file."""
    file = riverside.folder / "library.yaml"
    async with onscreen(riverside) as on:
        await on.scan("M-0017", "T-0042")
        said = on.app.screen.query_one("#verdict", Verdict).words
        file.write_text(file.read_text() + "\nduee: 3\n")
        await looked(on)
        assert "! library.yaml" in on.text()
        assert "unknown key" in on.words()
        assert on.app.screen.query_one("#verdict", Verdict).words == said

"""In what order everything can be built, on the screen: the picture, where one moves in it, why, and from what."""

from typing import Any

import pytest

from tests.riverside import Riverside
from tests.toollib.tui.onscreen import Onscreen, onscreen
from tests.toollib.tui.test_unlock_screen import HEAD, choose_behind_f12, designs_with, shown_now, thought
from toollib.tui.screens.bootstrap import BootstrapScreen
from toollib.tui.screens.design_page import DesignScreen
from toollib.tui.screens.desk import DeskScreen
from toollib.tui.screens.form import FormScreen
from toollib.tui.screens.help import HelpScreen
from toollib.tui.screens.proof import ProofScreen
from toollib.tui.screens.without import WithoutScreen
from toollib.tui.widgets.rounds import Rounds
from toollib.tui.widgets.rounds_layout import Block, Named, lay_out, moved

TOOLS = {
    "jig": "tools: [jigsaw]\nmakes-tool: heat-gun",
    "[b]stand": "tools: [jigsaw, claw-hammer]",
    "sign": "tools: [heat-gun]\nmakes-tool: wood-lathe",
    "lamp": "tools: [heat-gun]",
    "spoon": "tools: [wood-lathe, jigsaw]",
    "vise": "tools: [table-saw]\nmakes-tool: pottery-wheel",
    "saw": "tools: [pottery-wheel]\nmakes-tool: table-saw",
    "kiln": "tools: [kiln-furniture]",
}


@pytest.fixture
def chain(riverside: Riverside) -> Riverside:
    """A jig makes a gun, that makes a sign, that a lathe; a vise and a saw wait for each other; of one nobody knows."""
    paper = HEAD.format(name="Rumour", id="rumour").replace("documented: {tools: full}\n", "")
    riverside.only_designs({**designs_with(TOOLS), "rumour": paper})
    return riverside


async def open_rounds(on: Onscreen, have: tuple[str, ...] | None = None) -> Rounds:
    await on.press("f4")
    on.app.push_screen(BootstrapScreen(have))
    await on.settle()
    await thought(on)
    return on.app.screen.query_one("#rounds", Rounds)


def of(on: Onscreen, word: str) -> str:
    """The first line of the picture with this word."""
    return next(each for each in on.text().split("\n")[4:] if word in each)


async def test_rounds_stand_side_by_side_where_there_is_room(chain: Riverside) -> None:
    async with onscreen(chain, size=(120, 40)) as on:
        await open_rounds(on)
        shown = on.words()
        assert "Starting from what the library has" in shown
        assert "✓ 5 reached in 3 rounds · ✗ 3 never · ? 1 undocumented" in shown
        assert "Round 1 Round 2 Round 3" in shown
        assert "2 designs 2 designs one design" in shown
        assert "makes Heat gun" in shown
        assert "✗ Kiln: lacks kiln-furniture" in shown
        assert "? Rumour" in shown
        assert "↻ Saw → Vise → Saw" in shown
        assert "[b]stand" in shown


async def test_rounds_stand_below_each_other_where_there_is_none(chain: Riverside) -> None:
    async with onscreen(chain) as on:
        rounds = await open_rounds(on)
        await on.pilot.resize_terminal(80, 30)
        await on.settle()
        assert "Round 1 Round 2 Round 3" in on.words()
        (chain.folder / "designs" / "bowl.yaml").write_text(
            HEAD.format(name="Bowl", id="bowl") + "tools: [pottery-wheel]\n"
        )
        for name, needs, makes in (("five", "wood-lathe", "router"), ("six", "router", "band-clamp")):
            text = HEAD.format(name=name, id=name) + f"tools: [{needs}]\nmakes-tool: {makes}\n"
            (chain.folder / "designs" / f"{name}.yaml").write_text(text)
        on.app.screen._seconds = 1  # type: ignore[attr-defined]
        on.app.screen.second_passed()  # type: ignore[attr-defined]
        await thought(on)
        shown = on.words()
        assert "Round 1 · 2 designs" in shown
        assert "Round 4 · one design" in shown
        assert rounds.cursor == "stand"


async def test_the_marked_one_shows_whence_it_comes_and_where_it_leads(chain: Riverside) -> None:
    async with onscreen(chain, size=(120, 40)) as on:
        rounds = await open_rounds(on)
        await on.press("right")
        await on.press("down")
        assert rounds.cursor == "sign"
        line = of(on, "▸ Sign")
        assert "← Jig" in of(on, "Jig")
        assert "→ Spoon" in of(on, "Spoon")
        assert "─" in line
        shown = on.words()
        assert "Sign · sign · round 2 · done · makes Wood lathe" in shown
        assert "because of Heat gun (made by Jig)" in shown
        assert "leads to Spoon" in shown
        await on.press("right")
        assert rounds.cursor == "spoon"
        assert "‹ Jig" in of(on, "Jig")
        assert "← Sign" in of(on, "Sign")
        assert "leads to nothing more" in on.words()
        await on.press("home")
        assert rounds.cursor == "stand"
        await on.press("down")
        assert rounds.cursor == "jig"
        assert "→ Sign" in of(on, "Sign")
        assert "› Spoon" in of(on, "Spoon")
        assert "└─" in on.text() or "┌─" in on.text() or "┬─" in on.text()


async def test_pages_and_ends(chain: Riverside) -> None:
    async with onscreen(chain) as on:
        rounds = await open_rounds(on)
        await on.press("end")
        assert rounds.cursor == "rumour"
        assert "nobody wrote down which tools it takes" in on.words()
        await on.press("pageup")
        assert rounds.cursor in {"stand", "jig"}
        await on.press("pagedown")
        assert rounds.cursor == "rumour"
        await on.press("up", "up")
        assert rounds.cursor == "saw"
        assert "✗ never: lacks pottery-wheel" in on.words()
        await on.press("left")
        assert rounds.cursor == "kiln"


async def test_enter_proves_it_down_to_what_is_there(chain: Riverside) -> None:
    async with onscreen(chain) as on:
        rounds = await open_rounds(on)
        rounds.stand_on("spoon")
        await on.press("enter")
        await thought(on)
        assert isinstance(shown_now(on), ProofScreen)
        shown = on.words()
        assert "✓ It comes within reach in round 3." in shown
        assert (
            "Spoon: round 3, because Wood lathe: made by Sign Sign: round 2, because Heat gun: made by Jig"
            in shown
        )
        assert "Jigsaw: there from the start" in shown
        await on.press("ctrl+o")
        assert isinstance(shown_now(on), DesignScreen)
        await on.press("escape", "escape")
        await thought(on)
        assert rounds.cursor == "spoon"
        assert isinstance(shown_now(on), BootstrapScreen)
        await on.press("ctrl+o")
        assert isinstance(shown_now(on), DesignScreen)
        assert "Spoon · spoon" in on.words()


async def test_what_is_never_reached_says_what_to_add_at_the_least(chain: Riverside) -> None:
    async with onscreen(chain) as on:
        rounds = await open_rounds(on)
        for design, words in (
            ("saw", "✗ It is never reached. Any one of these would do: + pottery-wheel + Table saw"),
            ("rumour", "? Nobody wrote down which tools it takes."),
            ("kiln", "✗ It is never reached. This would do: + kiln-furniture"),
        ):
            rounds.stand_on(design)
            await on.press("enter")
            await thought(on)
            assert words in on.words()
            await on.press("escape")
            await thought(on)


async def test_it_starts_from_nothing_from_kinds_and_from_the_shelf(chain: Riverside) -> None:
    async with onscreen(chain) as on:
        await open_rounds(on)
        await on.press("ctrl+f", "right", "ctrl+s")
        await thought(on)
        shown = on.words()
        assert "Starting from nothing" in shown
        assert "✓ 0 reached" in shown
        await on.press("ctrl+f", "right", "tab")
        await on.type("table saw, jigsow")
        await on.press("ctrl+s")
        assert isinstance(shown_now(on), FormScreen)
        assert "did you mean jigsaw" in on.words()
        await on.press(*["backspace"] * 6)
        await on.type("Jigsaw")
        await on.press("ctrl+s")
        await thought(on)
        shown = on.words()
        assert "Starting from table-saw, jigsaw" in shown
        assert "Vise" in shown
        await on.press("ctrl+f")
        assert "table-saw, jigsaw" in on.text()
        await on.press("tab", *["backspace"] * 17, "ctrl+s")
        assert "No kind is named" in on.words()
        await on.press("escape", "escape")
        on.app.push_screen(BootstrapScreen(()))
        await on.settle()
        await thought(on)
        await on.press("ctrl+f", "left", "ctrl+s")
        await thought(on)
        assert "Starting from what the library has" in on.words()


async def test_one_way_and_no_way_are_told_as_such(chain: Riverside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog.additions._DEEP", 0)
    pairs = ("kiln-furniture, glaze", "wheel-head, bat", "cone-a, cone-b", "loom-a, loom-b")
    needs = ", ".join(f"{{any: [{pair}]}}" for pair in pairs)
    for name, text in (
        ("wide", f"tools: [{needs}]\n"),
        ("hopeless", "tools: [jigsaw]\nparts: [{part: It, qty: 1, make: rumour}]\n"),
    ):
        head = HEAD.format(name=name.capitalize(), id=name)
        (chain.folder / "designs" / f"{name}.yaml").write_text(head + text)
    async with onscreen(chain, size=(120, 40)) as on:
        rounds = await open_rounds(on)
        for design, words in (
            (
                "wide",
                "This would do: + cone-a and kiln-furniture and loom-a and wheel-head nothing of it can be left out; this is one way",
            ),
            ("hopeless", "✗ It is never reached, whatever tools one adds."),
        ):
            rounds.stand_on(design)
            await on.settle()
            assert "Enter says what to add" in on.words()
            await on.press("enter")
            await thought(on)
            assert words in on.words()
            await on.press("escape")
            await thought(on)


async def test_a_new_start_begins_at_the_first_name_and_is_kept_until_the_program_ends(
    chain: Riverside,
) -> None:
    async with onscreen(chain) as on:
        rounds = await open_rounds(on)
        await on.press("end")
        assert rounds.cursor == "rumour"
        await on.press("ctrl+f", "right", "right", "tab")
        await on.type("jigsaw, heat gun")
        await on.press("ctrl+s")
        await thought(on)
        assert rounds.cursor == "lamp"
        assert rounds.scroll_y == 0
        await on.press("down", "ctrl+r")
        await thought(on)
        assert rounds.cursor == "sign"  # the same start again: one stays where one is
        await on.press("escape")
        assert not isinstance(shown_now(on), BootstrapScreen)
        await choose_behind_f12(on, "In what order")
        assert "Starting from jigsaw, heat-gun" in on.words()
        await on.press("escape", "ctrl+b")
        await choose_behind_f12(on, "In what order")
        assert "Starting from jigsaw, heat-gun" in on.words()


async def test_what_is_there_already_stands_below_the_rounds_and_need_not_be_built(chain: Riverside) -> None:
    chain.done("tool", "add", "Lathe", "--kind", "wood-lathe", "--tag", "T-0101", who="Cora Lind")
    async with onscreen(chain, size=(120, 40)) as on:
        rounds = await open_rounds(on)
        shown = on.words()
        assert "✓ 4 reached in 2 rounds · ✗ 3 never · ? 1 undocumented · 1 already there" in shown
        assert "Already there · 1" in shown
        assert "✓ Sign: Wood lathe (T-0101)" in shown
        rounds.stand_on("sign")
        await on.settle()
        assert "✓ already there: Wood lathe (T-0101)" in on.words()
        await on.press("enter")
        await thought(on)
        assert isinstance(shown_now(on), ProofScreen)
        shown = on.words()
        assert "✓ It need not be built: what it makes is already there." in shown
        assert "Sign: already there, because Wood lathe: there from the start (T-0101)" in shown
        await on.press("escape")
        await thought(on)
        rounds.stand_on("spoon")
        await on.settle()
        assert "because of Wood lathe (T-0101), Jigsaw (T-0043)" in on.words()
        on.app.push_screen(BootstrapScreen(("wood-lathe",)))
        await on.settle()
        await thought(on)
        assert "✓ Sign: Wood lathe" in on.words()


async def test_a_target_is_asked_for_by_name(chain: Riverside) -> None:
    async with onscreen(chain) as on:
        await open_rounds(on)
        await on.press("ctrl+t")
        await on.type("Spon")
        await on.press("enter")
        assert "did you mean spoon" in on.words()
        await on.press("backspace")
        await on.type("on")
        await on.press("enter")
        await thought(on)
        assert isinstance(shown_now(on), ProofScreen)
        assert "in round 3" in on.words()
        await on.press("escape")
        await thought(on)
        await on.press("ctrl+t")
        await on.scan("T-0043")
        assert "Design takes no such code; it is as it was" in on.words()
        await on.type("T-0043")
        await on.press("enter")
        assert "is the code of a card or tag, not a design" in on.words()


async def test_the_mouse_moves_and_chooses(chain: Riverside) -> None:
    async with onscreen(chain, size=(120, 40)) as on:
        rounds = await open_rounds(on)
        await on.pilot.click("#rounds", offset=(45, 2))
        await on.settle()
        assert rounds.cursor == "lamp"
        await on.pilot.click("#rounds", offset=(2, 0))
        assert rounds.cursor == "lamp"
        await on.pilot.click("#rounds", offset=(45, 2))
        await on.settle()
        await thought(on)
        assert isinstance(shown_now(on), ProofScreen)


@pytest.mark.parametrize("where", ["rounds", "proof"])
async def test_a_scan_goes_to_the_desk(chain: Riverside, where: str) -> None:
    async with onscreen(chain) as on:
        await open_rounds(on)
        if where == "proof":
            await on.press("enter")
            await thought(on)
        await on.scan("M-0017", "T-0042")
        assert isinstance(shown_now(on), DeskScreen)
        assert on.loans() == [("T-0042", "M-0017")]


async def test_no_designs_is_said(chain: Riverside) -> None:
    for each in (chain.folder / "designs").glob("*.yaml"):
        each.unlink()
    async with onscreen(chain) as on:
        rounds = await open_rounds(on)
        assert "There are no designs." in on.words()
        await on.press("enter", "down", "ctrl+o", "end", "pagedown")
        assert isinstance(shown_now(on), BootstrapScreen)
        assert rounds.cursor is None


async def test_the_help_explains_the_signs(chain: Riverside) -> None:
    async with onscreen(chain, size=(120, 40)) as on:
        await open_rounds(on)
        await on.press("?")
        assert isinstance(shown_now(on), HelpScreen)
        assert "comes from those with ←" in on.words()
        await on.press("escape")
        await thought(on)
        assert "✓ 5 reached" in on.words()


async def test_from_welder_and_multimachine_in_six_rounds(riverside: Riverside) -> None:
    """M5 on the screen, over the designs that come with the program."""
    async with onscreen(riverside, size=(200, 50)) as on:
        await open_rounds(on, ("welder", "multimachine"))
        shown = on.words()
        assert "✓ 44 reached in 6 rounds" in shown
        assert "2 already there" in shown  # of the two kinds themselves: 46 of the fifty
        counts = "8 designs 4 designs 20 designs one design 5 designs 6 designs"
        assert counts in shown


# What if it breaks?


async def test_what_is_lost_without_a_tool_or_its_kind(chain: Riverside) -> None:
    """M6 on the screen."""
    chain.done("tool", "add", "Second jigsaw", "--kind", "jigsaw", "--tag", "T-0044", who="Cora Lind")
    async with onscreen(chain) as on:
        on.app.push_screen(WithoutScreen("T-0043", "jigsaw"))
        await on.settle()
        await thought(on)
        assert isinstance(shown_now(on), WithoutScreen)
        shown = on.words()
        assert "Without T-0043 (Jigsaw)" in shown
        assert "✓ No design is lost." in shown
        assert "~ Something stands in: Jig: T-0044 Jigsaw" in shown
        await on.press("ctrl+k")
        await thought(on)
        shown = on.words()
        assert "Without any Jigsaw" in shown
        assert "✗ Lost: 2" in shown
        assert "[b]stand" in shown
        await on.press("escape")
        assert isinstance(shown_now(on), DeskScreen)


async def test_a_kind_of_which_there_is_none_breaks_with_what_stands_in_for_it(chain: Riverside) -> None:
    for name, needs in (("gate", "welder"), ("sign", "{any: [laser-cutter, {outside: the school}]}")):
        text = HEAD.format(name=name.capitalize(), id=name) + f"tools: [{needs}]\n"
        (chain.folder / "designs" / f"{name}.yaml").write_text(text)
    async with onscreen(chain) as on:
        on.app.push_screen(WithoutScreen(None, "welder"))
        await on.settle()
        await thought(on)
        shown = on.words()
        assert "here; what stands in for it is taken to break: T-0070 MIG welder" in shown
        assert "✗ Lost: 1" in shown
        assert "Gate" in shown
        on.app.push_screen(WithoutScreen("T-0080", "laser-cutter"))
        await on.settle()
        await thought(on)
        assert "Sign: the school from outside" in on.words()
        on.app.push_screen(WithoutScreen(None, "pottery-wheel"))
        await on.settle()
        await thought(on)
        shown = on.words()
        assert "here, and nothing that stands in for it." in shown
        assert "✓ No design is lost." in shown
        chain.done("tool", "lost", "T-0070", who="Cora Lind")
        on.app.push_screen(WithoutScreen("T-0070", "mig-welder"))
        await on.settle()
        await thought(on)
        assert "It is lost or retired already." in on.words()


# Where things stand in the picture


def block(title: str, *names: str, listed: bool = False) -> Block:
    return Block(title, tuple(Named(each, each) for each in names), listed=listed)


def test_columns_need_room_for_names() -> None:
    blocks = [block("Round 1 · two", "a", "b"), block("Round 2 · one", "c"), block("Never", "d", listed=True)]
    assert lay_out(blocks, 80).columns == (0, 41)
    assert lay_out(blocks, 46).columns == ()
    assert lay_out(blocks[:1], 80).columns == ()
    assert lay_out([], 80).rows == ()
    assert lay_out(blocks, 80).column("c") == 1
    assert lay_out(blocks, 80).column("d") is None
    assert lay_out(blocks, 80).column("nobody") is None


def test_moving_stays_in_a_column_and_comes_everywhere() -> None:
    blocks = [block("1 · 3", "a", "b", "c"), block("2 · 1", "d"), block("Never", "e", "f", listed=True)]
    laid = lay_out(blocks, 80)
    assert moved(laid, None) == "a"
    assert moved(laid, "gone") == "a"
    assert moved(laid, "a", down=1) == "b"
    assert moved(laid, "b", down=1) == "c"
    assert moved(laid, "c", down=1) == "e"
    assert moved(laid, "e", down=1) == "f"
    assert moved(laid, "f", down=1) == "f"
    assert moved(laid, "a", down=-1) == "a"
    assert moved(laid, "e", down=-1) == "c"
    assert moved(laid, "c", across=1) == "d"
    assert moved(laid, "d", across=-1) == "a"
    assert moved(laid, "d", across=1) == "d"
    assert moved(laid, "e", across=1) == "f"
    assert moved(laid, "f", across=1) == "f"
    assert moved(laid, "e", across=-1) == "c"
    assert moved(laid, "a", across=-1) == "a"
    assert moved(laid, "a", down=10) == "f"
    assert moved(lay_out([], 80), None) is None
    reached, waiting = {"a"}, ["a"]
    while waiting:
        at = waiting.pop()
        for across, down in ((0, 1), (0, -1), (1, 0), (-1, 0)):
            other = moved(laid, at, across=across, down=down)
            if other is not None and other not in reached:
                reached.add(other)
                waiting.append(other)
    assert reached == set("abcdef")


async def test_what_a_line_joins_is_looked_up_once_and_not_for_each_row(
    chain: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    gutters: list[int] = []
    join = Rounds._join

    def counted(self: Rounds, gutter: int) -> Any:
        gutters.append(gutter)
        return join(self, gutter)

    monkeypatch.setattr(Rounds, "_join", counted)
    async with onscreen(chain, size=(120, 40)) as on:
        await open_rounds(on)
        gutters.clear()
        await on.press("right")
        assert gutters
        assert len(gutters) == len(set(gutters))

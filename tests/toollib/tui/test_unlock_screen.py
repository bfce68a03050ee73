"""What to buy next, on the screen: sets of kinds, a budget, what each brings; and scans that wait for none of it."""

import json
import threading
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from textual.widgets import Static

from tests.riverside import Riverside
from tests.toollib.tui.onscreen import Onscreen, onscreen
from toollib.rules.reasons import refuse
from toollib.tui.screens.bootstrap import BootstrapScreen
from toollib.tui.screens.design_page import DesignScreen
from toollib.tui.screens.desk import DeskScreen
from toollib.tui.screens.form import FormScreen
from toollib.tui.screens.purchase import PurchaseScreen
from toollib.tui.screens.thinking import ThinkingRoom
from toollib.tui.screens.unlock import UnlockScreen
from toollib.tui.screens.without import WithoutScreen
from toollib.tui.widgets.lines import Lines
from toollib.workshop import planning
from toollib.workshop.outlook import Priced, Tell, WhatToBuy

HEAD = """\
format: 1
name: {name}
summary: A made-up thing.
category: furniture
license: {{hardware: MIT}}
credit: {{author: A. Maker, source: https://example.org/{id}}}
readiness: {{status: done}}
documented: {{tools: full}}
"""
TOOLS = {
    "cabinet": "tools: [table-saw, bandsaw]",
    "chest": "tools: [table-saw, bandsaw]",
    "shelf": "tools: [table-saw, bandsaw, orbital-sander]",
    "spoon": "tools: [wood-lathe]",
    "bowl": "tools: [wood-lathe]\nmakes-tool: heat-gun",
    "sign": "tools: [heat-gun, jigsaw]",
    "[b]cart": "tools: [jigsaw]",
}


def designs_with(tools: Mapping[str, str]) -> dict[str, str]:
    """Designs by id that take these tools; a name with markup in it stands in none of the ids."""
    ids = {name: name.removeprefix("[b]") for name in tools}
    return {
        ids[name]: f"{HEAD.format(name=json.dumps(name.capitalize()), id=ids[name])}{needs}\n"
        for name, needs in tools.items()
    }


@pytest.fixture
def makers(riverside: Riverside) -> Riverside:
    """A library whose designs lack a lathe, or a saw of each sort."""
    riverside.only_designs(designs_with(TOOLS))
    return riverside


async def thought(on: Onscreen) -> None:
    """Until what is thought about aside is shown."""
    for _ in range(400):
        await on.settle()
        screen = on.app.screen
        if not isinstance(screen, ThinkingRoom) or not screen.is_thinking:
            break
    await on.settle()


def shown_now(on: Onscreen) -> object:
    return on.app.screen


async def open_unlock(on: Onscreen) -> None:
    await on.press("f4")
    on.app.push_screen(UnlockScreen())
    await on.settle()
    await thought(on)


async def test_singles_then_pairs_then_triples(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await open_unlock(on)
        shown = on.words()
        assert "Get [one kind]" in shown
        assert "✓ exact" in shown
        assert "▸ Wood lathe 2" in shown
        assert "+1" in shown  # the sign follows from the heat gun that the bowl makes
        await on.press("right")
        await thought(on)
        shown = on.words()
        assert "[two kinds]" in shown
        assert "▸ bandsaw + Table saw 3" in shown
        await on.press("tab")
        await thought(on)
        assert "bandsaw + Table saw + Wood lathe 5" in on.words()
        await on.press("right")
        await thought(on)
        assert "[one kind]" in on.words()
        await on.press("left")
        await thought(on)
        assert "[three kinds]" in on.words()


async def test_who_wants_them_stands_beside_them(makers: Riverside) -> None:
    makers.done("wish", "add", "M-0017", "wood-lathe")
    async with onscreen(makers, size=(200, 50)) as on:
        await open_unlock(on)
        [row] = [each for each in on.text().split("\n") if "▸ Wood lathe" in each]
        assert row.split()[3:7] == ["2", "+1", *row.split()[5:7]]
        assert "Bowl, Spoon" in row
        await on.press("enter")
        assert "1 wish for it" in on.words()


async def test_a_budget_leaves_out_what_is_dearer(makers: Riverside) -> None:
    tool = ("tool", "add", "Old lathe", "--kind", "wood-lathe", "--price", "400.00")
    tag = makers.done(*tool, who="Cora Lind")["tool"]["tag"]
    makers.done("tool", "lost", tag, who="Cora Lind")
    async with onscreen(makers) as on:
        await open_unlock(on)
        assert "£400.00" in on.text()
        await on.press("ctrl+b")
        assert isinstance(on.app.screen, FormScreen)
        await on.type("399.99")
        await on.press("enter")
        await thought(on)
        assert "at most: £399.99" in on.words()
        assert "Wood lathe" not in on.text()
        await on.press("ctrl+b")
        assert "399.99" in on.text()
        await on.press(*["backspace"] * 6, "x", "enter")
        assert isinstance(on.app.screen, FormScreen)
        assert "Not done" in on.text()
        await on.press("backspace", "enter")
        await thought(on)
        assert "at most: any" in on.words()
        assert "Wood lathe" in on.text()


async def test_what_a_budget_leaves_out_is_named(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await open_unlock(on)
        assert "unknown price" not in on.words()
        await on.press("ctrl+b")
        await on.type("10")
        await on.press("enter")
        await thought(on)
        assert "! 2 kinds of unknown price left out: Heat gun, Wood lathe" in on.words()
        await on.press("right", "right")
        await thought(on)
        assert "kinds of unknown price left out: bandsaw, Heat gun, Table saw and 1 more" in on.words()


async def test_the_marked_purchase_stands_in_full_below_the_list(makers: Riverside) -> None:
    """At 80 × 24 three kinds are cut in the list: below it they are told apart."""
    long = ("hydraulic-pressure-gauge", "planer-thicknesser", "torque-wrench")
    needs = f"tools: [{', '.join(long)}]"
    (makers.folder / "designs" / "rig.yaml").write_text(f"{HEAD.format(name='Rig', id='rig')}{needs}\n")
    async with onscreen(makers, size=(80, 24)) as on:
        await open_unlock(on)
        assert "at once: Bowl, Spoon" in on.words()
        assert "→ then, with what these make: Sign" in on.words()
        await on.press("left")
        await thought(on)
        await on.press("end")
        foot = on.words().split("─" * 20)[-1]
        for kind in ("Hydraulic pressure tester", "Planer-thicknesser", "Torque wrench"):
            assert kind in foot
        assert "at once: Rig" in foot


async def test_two_copies_of_a_kind_are_told_as_two(makers: Riverside) -> None:
    needs = "tools: [wood-lathe, {id: second, tool: wood-lathe}]"
    (makers.folder / "designs" / "duo.yaml").write_text(f"{HEAD.format(name='Duo', id='duo')}{needs}\n")
    makers.done("wish", "add", "M-0017", "wood-lathe")
    async with onscreen(makers, size=(120, 30)) as on:
        await open_unlock(on)
        await on.press("right")
        await thought(on)
        row = next(each for each in on.text().split("\n") if "2 × Wood lathe" in each)
        assert row.split()[-1] != "2"
        assert [each for each in row.split() if each.isdigit()][-2:] == ["1", "0"]
        while "▸ 2 × Wood lathe" not in on.words():
            await on.press("down")
        await on.press("enter")
        shown = on.words()
        assert "2 × Wood lathe of unknown price each · 1 wish for it" in shown
        assert "Together of unknown price" in shown


async def test_size_and_budget_are_kept_until_the_program_ends(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await open_unlock(on)
        await on.press("right", "ctrl+b")
        await on.type("5000")
        await on.press("enter")
        await thought(on)
        await on.press("escape")
        assert not isinstance(shown_now(on), UnlockScreen)
        await choose_behind_f12(on, "What to buy next")
        shown = on.words()
        assert "[two kinds]" in shown
        assert "at most: £5,000.00" in shown
    async with onscreen(makers) as on:
        await open_unlock(on)
        assert "[one kind]" in on.words()
        assert "at most: any" in on.words()


async def test_the_help_explains_every_column(makers: Riverside) -> None:
    async with onscreen(makers, size=(120, 40)) as on:
        await open_unlock(on)
        await on.press("?")
        shown = str(on.app.screen.query_one("#help-text", Static).content)
        for word in ("Designs are those", "Then, how many more follow", "Wishes are", "Refused how often"):
            assert word in shown


async def test_a_tag_is_no_budget(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await open_unlock(on)
        await on.press("ctrl+b")
        await on.scan("T-0042")
        assert "Budget takes no such code; it is as it was" in on.words()
        await on.type("T-0042")
        await on.press("enter")
        assert "is the code of a card or tag, not a budget" in on.words()
        assert on.loans() == []


async def test_enter_tells_what_a_purchase_brings_and_opens_a_design(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await open_unlock(on)
        await on.press("enter")
        assert isinstance(shown_now(on), PurchaseScreen)
        shown = on.words()
        assert (
            "2 designs at once, and one more follows" in shown
            or "2 designs at once, and 1 more follow" in shown
        )
        assert "Bowl ✓ at once" in shown
        assert "Sign → after what others make" in shown
        await on.press("down", "enter")
        assert isinstance(shown_now(on), DesignScreen)
        assert "Spoon · spoon" in on.words()
        await on.press("escape", "escape")
        await thought(on)
        assert isinstance(shown_now(on), UnlockScreen)
        assert "▸ Wood lathe" in on.words()
        await on.press("escape")
        assert "1 of 7" in on.text()


async def test_where_nothing_helps_it_says_what_to_do(makers: Riverside) -> None:
    for each in (makers.folder / "designs").glob("*.yaml"):
        each.unlink()
    async with onscreen(makers) as on:
        await open_unlock(on)
        shown = on.words()
        assert "Nothing that one could buy makes another design buildable." in shown
        assert "looks for more kinds together" in shown
        await on.press("enter")
        assert isinstance(shown_now(on), UnlockScreen)


async def test_a_new_copy_changes_the_answer_when_one_comes_back(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await open_unlock(on)
        makers.done("tool", "add", "Lathe", "--kind", "wood-lathe", who="Cora Lind")
        await on.press("f1", "f4")
        await thought(on)
        assert isinstance(shown_now(on), UnlockScreen)
        assert "Wood lathe" not in on.text()


class Slow:
    """Thinking that goes on until it is let go; it tells whether it was ended."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.gate, self.begun, self.ended = threading.Event(), threading.Event(), threading.Event()
        self.threads: set[int] = set()
        self._answer = WhatToBuy.answer

        def answer(what: WhatToBuy, tell: Tell) -> Priced:
            return self.answer(what, tell)

        monkeypatch.setattr(WhatToBuy, "answer", answer)

    def answer(self, what: WhatToBuy, tell: Tell) -> Priced:
        """What it was, once the gate is open."""
        self.threads.add(threading.get_ident())
        self.begun.set()
        try:
            while not self.gate.wait(0.002):
                tell(34, 100)
        except BaseException:
            self.ended.set()
            raise
        return self._answer(what, tell)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    made = Slow(monkeypatch)
    yield made
    made.gate.set()


async def begun(on: Onscreen, slow: Slow) -> None:
    await on.press("f4")
    on.app.push_screen(UnlockScreen())
    for _ in range(400):
        await on.pilot.pause(0.005)
        if slow.begun.is_set() and "34 %" in on.text():
            return
    raise AssertionError(on.text())


async def test_a_scan_is_served_while_the_best_three_are_sought(makers: Riverside, slow: Slow) -> None:
    async with onscreen(makers) as on:
        await begun(on, slow)
        assert on.app.worker.pending == 0  # nothing waits at the desk
        await on.scan("M-0017", "T-0042")
        assert on.loans() == [("T-0042", "M-0017")]
        assert isinstance(on.app.screen, DeskScreen)
        assert not slow.gate.is_set()
        assert slow.ended.wait(5)  # nobody waits for the answer any more
        slow.gate.set()
        await on.press("f4")
        await thought(on)
        assert "▸ Wood lathe" in on.words()


async def test_the_desk_answers_while_it_thinks(makers: Riverside, slow: Slow) -> None:
    async with onscreen(makers) as on:
        await begun(on, slow)
        heard: list[int] = []
        on.app.ask(lambda _: threading.get_ident(), heard.append)
        await on.settle()
        assert len(heard) == 1
        assert set(heard).isdisjoint(slow.threads)
        assert not slow.ended.is_set()


async def test_nothing_long_is_asked_of_the_desk(makers: Riverside, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies, prices and wishes are read where it is thought, not where scans wait."""
    threads: dict[str, set[int]] = {"copies": set(), "prices_of": set(), "wanted": set()}
    for name, seen in threads.items():
        was = getattr(planning, name)

        def noting(*given: Any, was: Any = was, seen: set[int] = seen) -> Any:
            seen.add(threading.get_ident())
            return was(*given)

        monkeypatch.setattr(planning, name, noting)
    async with onscreen(makers) as on:
        await open_unlock(on)
        assert "▸ Wood lathe" in on.words()
        at_desk: list[int] = []
        on.app.ask(lambda _: threading.get_ident(), at_desk.append)
        await on.settle()
    for seen in threads.values():
        assert len(seen) == 1
        assert seen.isdisjoint(at_desk)


async def test_what_is_known_already_is_not_thought_about_again(makers: Riverside, slow: Slow) -> None:
    slow.gate.set()
    async with onscreen(makers) as on:
        await open_unlock(on)
        slow.begun.clear()
        await on.press("f1", "f4")
        await thought(on)
        assert not slow.begun.is_set()
        makers.done("wish", "add", "M-0017", "wood-lathe")
        await on.press("f1", "f4")
        await thought(on)
        assert slow.begun.is_set()
        assert "1" in next(each for each in on.text().split("\n") if "Wood lathe" in each).split()[-2]


async def choose_behind_f12(on: Onscreen, words: str) -> None:
    await on.press("f12")
    verbs = on.app.screen.query_one("#more-verbs", Lines).lines
    place = next(n for n, each in enumerate(verbs, 1) if words in "".join(piece.text for piece in each.left))
    await on.press(*["down"] * place, "enter")
    await thought(on)


async def test_it_is_found_behind_f12_of_the_designs_and_of_a_tool(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await on.press("f4")
        await choose_behind_f12(on, "What to buy next")
        assert isinstance(shown_now(on), UnlockScreen)
        await on.press("escape")
        await choose_behind_f12(on, "In what order")
        assert isinstance(shown_now(on), BootstrapScreen)
        await on.press("escape", "f2")
        await on.scan("T-0043")
        await choose_behind_f12(on, "What if it breaks")
        assert isinstance(shown_now(on), WithoutScreen)
        assert "Without T-0043 (Jigsaw)" in on.words()


@pytest.mark.parametrize(
    ("typed", "told", "lost"),
    [
        ("T-0043", "Without T-0043 (Jigsaw)", "Lost"),
        ("jigsaw", "Without any Jigsaw", "Lost"),
        ("orbital sander", "Without any", "No design is lost"),
    ],
)
async def test_what_if_a_tool_or_a_kind_breaks_is_asked_where_one_looks_ahead(
    makers: Riverside, typed: str, told: str, lost: str
) -> None:
    async with onscreen(makers) as on:
        for keys in (("f4",), ("ctrl+b",), ("ctrl+u",)):
            await on.press(*keys)
            await thought(on)
            await choose_behind_f12(on, "What if it breaks")
            assert isinstance(on.app.screen, FormScreen)
            await on.press("ctrl+u")
            await on.scan(typed)
            await thought(on)
            assert told in on.words()
            assert lost in on.words()
            assert bool(makers.done("build", "without", typed)["lost"]) == (lost == "Lost")
            assert "[Designs F4]" in on.text()
            await on.press("escape")


async def test_the_marked_kind_is_asked_about_and_what_is_none_is_told(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await open_unlock(on)
        await thought(on)
        await choose_behind_f12(on, "What if it breaks")
        assert "Wood lathe" in on.text()
        await on.press("ctrl+s")
        await thought(on)
        assert "Without any Wood lathe" in on.words()
        assert "No design is lost" in on.words()
        assert "ctrl+k" not in on.text()
        await on.press("escape")
        await choose_behind_f12(on, "What if it breaks")
        await on.press("ctrl+u")
        await on.scan("jigsw")
        assert "jigsaw" in on.words()
        assert isinstance(on.app.screen, FormScreen)


async def test_esc_stops_the_thinking_and_only_then_goes_back(makers: Riverside, slow: Slow) -> None:
    async with onscreen(makers) as on:
        await begun(on, slow)
        await on.press("escape")
        assert slow.ended.wait(5)
        assert "! stopped; ctrl+r looks again" in on.words()
        slow.gate.set()
        await on.press("ctrl+r")
        await thought(on)
        assert "▸ Wood lathe" in on.words()
        await on.press("escape")
        assert not isinstance(shown_now(on), UnlockScreen)


async def test_a_new_question_ends_the_one_before(makers: Riverside, slow: Slow) -> None:
    async with onscreen(makers) as on:
        await begun(on, slow)
        await on.press("right")
        assert slow.ended.wait(5)
        slow.gate.set()
        await thought(on)
        assert "▸ bandsaw + Table saw 3" in on.words()


async def test_no_two_questions_are_thought_about_at_once(makers: Riverside, slow: Slow) -> None:
    """A question that does not notice that it was given up ends before the next one begins, whichever screen asks."""
    async with onscreen(makers) as on:
        await begun(on, slow)
        deaf = on.app.thinking
        await on.press("escape")
        assert slow.ended.wait(5)
        assert deaf.acquire(timeout=5)  # as if one went on
        try:
            on.app.push_screen(BootstrapScreen())
            for _ in range(5):
                await on.pilot.pause(0.02)
            screen = on.app.screen
            assert isinstance(screen, BootstrapScreen)
            assert screen.is_thinking
            assert "… thinking" in on.words()
        finally:
            deaf.release()
        await thought(on)
        assert "reached" in on.words()


async def test_what_breaks_in_thought_is_told(makers: Riverside, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_what: WhatToBuy, _tell: Tell) -> Priced:
        raise ZeroDivisionError

    monkeypatch.setattr(WhatToBuy, "answer", broken)
    async with onscreen(makers) as on:
        await open_unlock(on)
        assert "ZeroDivisionError" in on.words()
        await on.scan("M-0017")
        assert isinstance(on.app.screen, DeskScreen)


async def test_what_is_refused_is_told(makers: Riverside, monkeypatch: pytest.MonkeyPatch) -> None:
    def no(*_: object, **__: object) -> None:
        raise refuse("library-busy", "somebody else writes")

    monkeypatch.setattr("toollib.workshop.planning.Questions.what_to_buy", no)
    async with onscreen(makers) as on:
        await open_unlock(on)
        assert "Somebody else writes" in on.words()


async def test_a_click_chooses_a_purchase(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await open_unlock(on)
        await on.pilot.click("#table", offset=(10, 1))
        await on.settle()
        assert isinstance(shown_now(on), PurchaseScreen)


async def test_the_head_fits_the_smallest_terminal(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await open_unlock(on)
        head = on.app.screen.query_one("#plan-head", Lines)
        assert head.size.height == 2
        assert "for at most: any" in on.text()

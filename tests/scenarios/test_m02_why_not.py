"""M2 Why not? For a design: each need with its state, until when, and what could stand in, and how much slower."""

from decimal import Decimal

import pytest

from tests.riverside import Riverside, codes
from tests.scenarios.makers import write_designs
from tests.toollib.tui.onscreen import onscreen
from toollib.rules.reasons import Refused


@pytest.fixture
def makers(riverside: Riverside) -> Riverside:
    write_designs(riverside)
    return riverside


def test_out_until_it_is_due(makers: Riverside) -> None:
    makers.desk.checkout("M-0017", ["T-0060"])
    answer = makers.library().workshop.why("tiles")
    must, helps = answer.needs
    assert not answer.ready
    assert (must.state, must.chosen, must.ways[0].until) == ("out", None, "2026-12-05")
    assert (helps.need.helps, helps.state) == (True, "not-owned")


def test_a_stand_in_is_named_with_how_much_slower_it_is(makers: Riverside) -> None:
    answer = makers.library().workshop.why("plasma-cut")
    chosen = answer.needs[0].chosen
    assert answer.ready
    assert chosen is not None
    assert (chosen.tag, chosen.stands_in, chosen.slower) == ("T-0042", "cnc-plasma-table", Decimal(6))


def test_the_stand_in_is_out_too(makers: Riverside) -> None:
    makers.desk.checkout("M-0017", ["T-0042"])
    answer = makers.library().workshop.why("plasma-cut")
    assert not answer.ready
    assert {way.kind: way.state for way in answer.needs[0].ways} == {
        "angle-grinder": "out",
        "cnc-plasma-table": "not-owned",
    }


def test_one_copy_does_not_serve_twice(makers: Riverside) -> None:
    answer = makers.library().workshop.why("three-sander")
    assert sorted(need.state for need in answer.needs) == ["free", "free", "too-few"]


def test_an_unknown_design_is_refused_with_the_nearest(makers: Riverside) -> None:
    with pytest.raises(Refused) as refused:
        makers.library().workshop.why("stol")
    assert codes(refused) == ["design-unknown"]
    assert "stool" in (refused.value.hint or "")


def test_a_broken_file_is_told_with_its_place(makers: Riverside) -> None:
    path = makers.folder / "designs" / "stool.yaml"
    path.write_text(path.read_text().replace("status: prototype", "status: prototpye"))
    with pytest.raises(Refused) as refused:
        makers.library().workshop.why("stool")
    assert codes(refused) == ["design-broken"]
    assert "stool.yaml:7:" in str(refused.value)


def test_on_the_command_line(makers: Riverside) -> None:
    makers.desk.checkout("M-0017", ["T-0060"])
    answer = makers.done("build", "why", "tiles")
    assert (answer["design"], answer["ready"]) == ("tiles", False)
    need = answer["needs"][0]
    assert (need["must"], need["state"], need["chosen"]) == (True, "out", None)
    assert need["options"][0] == {
        "kind": "tile-cutter",
        "tag": "T-0060",
        "state": "out",
        "until": "2026-12-05",
        "stands_in": None,
        "slower": None,
        "outside": None,
        "overdue_since": None,
        "goes_back": None,
        "inductions": [],
        "lacks": [],
    }


async def test_in_the_screens(makers: Riverside) -> None:
    makers.desk.checkout("M-0017", ["T-0060"])
    makers.desk.checkout("M-0021", ["T-0042"])
    async with onscreen(makers) as on:
        await on.press("f4")
        await on.scan("tiles")
        await on.press("ctrl+y")
        shown = on.words()
        assert "✗ Lacks: Manual tile cutter" in shown
        assert "T-0060 Tile cutter: lent until Sat 5 Dec" in shown
        assert "Bench vise: the library has none" in shown
        await on.press("escape", "escape", "escape")
        await on.scan("plasma-cut")
        await on.press("ctrl+y")
        shown = on.words()
        assert "T-0042 Angle grinder 125 mm: lent until Sat 5 Dec, stands in for CNC plasma table" in shown
        assert "6 times slower" in shown
        assert "CNC plasma table: the library has none" in shown

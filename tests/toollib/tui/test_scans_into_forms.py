"""A card or tag scanned into any field of a form: to the field that takes it, or told; never glued, never a choice."""

from pathlib import Path

import pytest

from tests.riverside import Riverside
from tests.scenarios.makers import write_table
from tests.toollib.tui.onscreen import Onscreen, onscreen
from toollib.tui.screens.build_page import BuildPage
from toollib.tui.screens.form import Field, Form, FormScreen, Values
from toollib.tui.screens.form_scans import Takes
from toollib.tui.seat import Seat
from toollib.workshop.build_views import Build

ADA, BEN, CLEO, GRINDER = "M-0017", "M-0021", "M-0030", "T-0042"
TABLE = (
    "tools: [angle-grinder]\nmakes-tool: cnc-plasma-table\n"
    "steps: [{do: Cut the rails}, {do: Mill the plates}, {do: Try it out}]\n"
)


@pytest.fixture
def makers(riverside: Riverside) -> Riverside:
    write_table(riverside, TABLE)
    return riverside


def only(riverside: Riverside) -> Build:
    (build,), _ = riverside.library().builds.listed()
    return build


def held(on: Onscreen) -> dict[str, str]:
    form = on.app.screen
    assert isinstance(form, FormScreen), on.text()
    return form.values()


class Saved:
    """A form that keeps what it was saved with."""

    def __init__(self) -> None:
        self.values: list[Values] = []

    async def open(self, on: Onscreen, *fields: Field) -> None:
        on.app.push_screen(FormScreen(Form("x", "A form", fields, self._verb, lambda _: None)))
        await on.settle()

    def _verb(self, _: Seat, values: Values) -> None:
        self.values.append(dict(values))


async def to_build(on: Onscreen) -> None:
    await on.press("f4", "ctrl+b", "ctrl+b", "enter")
    assert isinstance(on.app.screen, BuildPage), on.text()


async def test_a_card_scanned_at_the_step_is_who_did_it(makers: Riverside) -> None:
    makers.library().builds.start("table", [ADA, BEN])
    async with onscreen(makers) as on:
        await to_build(on)
        await on.press("ctrl+t")
        await on.scan(CLEO)
        assert held(on) == {"step": "1 Cut the rails", "hours": "", "by": CLEO}
        assert "“M-0030” is the card of Cleo Ruiz: put into Who did it" in on.words()
        await on.press("ctrl+s")
        assert "Table (build 1), step 1 Cut the rails: 1 of 3 steps are done, 2 left" in on.words()
        assert [(each.n, each.by) for each in only(makers).steps if each.done_at] == [(1, CLEO)]
        await on.press("ctrl+z")
        assert "Undone: step 1 of build 1 (table) M-0017, M-0021, M-0030" in on.words()


async def test_a_card_scanned_at_the_step_replaces_nobody(makers: Riverside) -> None:
    makers.library().builds.start("table", [ADA])
    async with onscreen(makers) as on:
        await to_build(on)
        await on.press("ctrl+t")
        await on.scan(CLEO)
        assert held(on) == {"step": "1 Cut the rails", "hours": "", "by": ADA}
        on.tells("Not taken: “M-0030” is the card of Cleo Ruiz", "Who did it holds M-0017")
        await on.press("down", "down")
        await on.scan(CLEO)
        assert [(each.n, each.by) for each in only(makers).steps if each.done_at] == [(1, CLEO)]


async def test_a_tag_scanned_at_the_step_ticks_nothing(makers: Riverside) -> None:
    makers.library().builds.start("table", [ADA])
    async with onscreen(makers) as on:
        await to_build(on)
        await on.press("ctrl+t")
        for code in (GRINDER, "M-9999", "4006381333931"):
            await on.scan(code)
            assert held(on)["step"] == "1 Cut the rails"
            assert "Not taken" in on.words()
            assert code in on.words()
        assert not any(each.done_at for each in only(makers).steps)


@pytest.mark.parametrize("kind", ["choice", "tick"])
async def test_a_letter_still_chooses_and_a_word_too(riverside: Riverside, kind: str) -> None:
    saved = Saved()
    async with onscreen(riverside) as on:
        field = Field("a", "A", "cash", "choice", ("cash", "card", "exempt"))
        field = field if kind == "choice" else Field("a", "A", kind="tick")
        await saved.open(on, field)
        await on.scan("e" if kind == "choice" else "x")
        if kind == "choice":
            await saved.open(on, field)
            await on.scan("exem")
        assert [set(each.values()) for each in saved.values] == (
            [{"exempt"}] * 2 if kind == "choice" else [{"yes"}]
        )


async def test_a_scan_into_a_tick_leaves_it(riverside: Riverside) -> None:
    async with onscreen(riverside) as on:
        await Saved().open(on, Field("a", "Waiver", kind="tick"), Field("b", "B"))
        for code in ("M-0017", "X-0001"):
            await on.scan(code)
            assert held(on) == {"a": "", "b": ""}
            assert "Waiver takes no such code; it is as it was" in on.words()


@pytest.mark.parametrize(
    ("takes", "code", "left"),
    [
        ("member", CLEO, CLEO),
        ("person", CLEO, CLEO),
        ("code", CLEO, CLEO),
        ("code", "NEW-77", "NEW-77"),
        ("member", "M-9999", "M-9999"),
        ("tool", GRINDER, GRINDER),
        ("member", GRINDER, ADA),
        ("tool", CLEO, ADA),
        ("", CLEO, ADA),
        ("", GRINDER, ADA),
    ],
)
async def test_a_scan_replaces_what_one_field_holds_or_leaves_it(
    riverside: Riverside, takes: Takes, code: str, left: str
) -> None:
    saved = Saved()
    async with onscreen(riverside) as on:
        await saved.open(on, Field("a", "A", ADA, takes=takes))
        await on.scan(code)
        if left == ADA:
            assert "Not taken" in on.words()
            assert held(on) == {"a": ADA}
            assert saved.values == []
        else:
            assert saved.values == [{"a": left}]


async def test_a_scan_into_text_leaves_what_was_typed_and_where(riverside: Riverside) -> None:
    saved = Saved()
    async with onscreen(riverside) as on:
        await saved.open(on, Field("a", "Note", "Sat Dec"))
        await on.press("left", "left", "left")
        on.burst(CLEO)
        await on.settle()
        assert held(on) == {"a": "Sat Dec"}
        await on.press("ctrl+s")
        assert saved.values == [{"a": "Sat Dec"}]


async def test_what_is_typed_quickly_is_no_scan(riverside: Riverside) -> None:
    saved = Saved()
    async with onscreen(riverside) as on:
        await saved.open(on, Field("a", "A", "so "), Field("b", "B"))
        on.burst("it is", "Ada Osei")
        await on.settle()
        assert saved.values == [{"a": "so it is", "b": "Ada Osei"}]


async def test_several_scans_at_once_each_find_their_field(riverside: Riverside) -> None:
    saved = Saved()
    fields = (
        Field("note", "Note"),
        Field("what", "What", takes="tool"),
        Field("who", "Who", kind="several", takes="member"),
    )
    async with onscreen(riverside) as on:
        await saved.open(on, *fields)
        on.burst(GRINDER, ADA, BEN, "that is all")
        await on.settle()
        assert held(on) == {"note": "that is all", "what": GRINDER, "who": f"{ADA}, {BEN}, "}
        assert on.loans() == []


async def test_a_key_behind_a_scan_waits_for_what_the_scan_is(riverside: Riverside) -> None:
    saved = Saved()
    async with onscreen(riverside) as on:
        await saved.open(on, Field("a", "A", ADA), Field("b", "B", takes="member"))
        on.burst(CLEO)
        await on.pilot.press("ctrl+s")
        await on.settle()
        assert saved.values == [{"a": ADA, "b": CLEO}]


async def test_the_forms_of_a_build_take_no_scan_for_words_days_or_files(makers: Riverside) -> None:
    makers.library().builds.start("table", [ADA])
    async with onscreen(makers) as on:
        await to_build(on)
        await on.press("ctrl+f")
        await on.type(f"{GRINDER} is on the shelf, ")
        for _ in range(2):  # note, photo
            await on.scan(CLEO)
            assert "Not taken" in on.words()
            await on.press("tab")
        await on.scan("T-0300")  # a new tag
        await on.scan(CLEO)
        assert "Place takes no such code" in on.words()
        assert held(on) == {
            "note": f"{GRINDER} is on the shelf, ",
            "photo": "",
            "tag": "T-0300",
            "place": "",
            "owner": "",
        }


async def test_codes_typed_by_hand_are_no_note_place_or_photo_either(makers: Riverside) -> None:
    makers.library().builds.start("table", [ADA])
    async with onscreen(makers) as on:
        await to_build(on)
        for steps, what in ((0, "a note"), (1, "a photo"), (3, "a place")):
            await on.press("ctrl+f", *["tab"] * steps)
            await on.type(CLEO)
            await on.press("ctrl+s")
            assert f"is the code of a card or tag, not {what}" in on.words()
            await on.press("ctrl+u", "escape")
        assert only(makers).state == "under-way"


async def test_for_whom_and_when_is_asked_of_each_design_apart(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await on.press("f4", "ctrl+b")
        for name, typed in (("stool", "5 dec"), ("table", "")):
            await on.press(*["backspace"] * 5)
            await on.type(name)
            await on.pilot.pause(0.1)
            await on.press("ctrl+y", "ctrl+d")
            assert held(on)["day"] == "", name
            await on.type(typed)
            await on.press("down")
            await on.scan(ADA) if not typed else await on.press("escape")
            if typed:
                await on.press("ctrl+d")
                assert held(on)["day"] == typed, "the draft of this design"
                await on.press("escape")
            await on.press("escape")
        assert "for Ada Osei" not in on.words()


async def test_another_card_is_for_whom_it_is_asked(makers: Riverside) -> None:
    async with onscreen(makers) as on:
        await on.press("f4", "ctrl+b", "ctrl+d", "down")
        await on.scan(ADA)
        await on.press("ctrl+d")
        await on.type("sat 5 dec")
        await on.scan(CLEO)
        assert held(on) == {"day": "sat 5 dec", "member": ADA}
        await on.press("down")
        await on.scan(CLEO)
        assert "Sat 5 Dec · for Cleo Ruiz" in on.words()


def test_every_form_says_which_fields_take_a_scan() -> None:
    """Whoever reads “scan” below a field can scan into it."""
    for path in Path("toollib/tui/screens").glob("*.py"):
        text = path.read_text()
        for call in text.split("Field(")[1:]:
            told = call.split("),\n")[0]
            if 'hint="scan' in told or "hint=_MEMBER" in told:
                assert "takes=" in told, f"{path.name}: {told}"

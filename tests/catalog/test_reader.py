from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.design import Ancestor, BomLine, Claim, Design, External, License, SkillNeed, Span, ToolOption
from catalog.problem import Problem
from catalog.quantity import Cost, Quantity
from catalog.reader import read_design
from tests.catalog.examples import FULL, NEEDED


def read(text: str) -> tuple[Design | None, tuple[Problem, ...]]:
    reading = read_design(text, id="press", file="press.yaml")
    return reading.design, reading.problems


def sound(text: str) -> Design:
    design, problems = read(text)
    assert problems == ()
    assert design is not None
    return design


def faults(extra: str) -> list[tuple[str, int, int]]:
    """Code, line from the end of the needed keys, and column of each problem."""
    _, problems = read(NEEDED + extra)
    start = NEEDED.count("\n")
    return [(problem.code, problem.line - start, problem.column) for problem in problems]


def test_six_keys_are_enough() -> None:
    design = sound(NEEDED)
    assert (design.id, design.name, design.license) == ("press", "Small press", License("CERN-OHL-S-2.0"))
    assert (design.parts, design.tools, design.version, design.format) == ((), (), None, 1)
    assert not design.tools_documented


def test_the_head_of_a_full_file() -> None:
    design = sound(FULL)
    assert (design.name, design.version, design.was) == ("CEB press", "17.08", ("brick-press",))
    assert design.license.stated_in == ("https://example.org/license",)
    assert design.credit.from_ == (
        Ancestor("Old press", "B. Maker", "https://example.org/old", "CC0-1.0", "bolted"),
    )
    assert design.sources["bom"].as_of == "2025-12-06"
    assert design.readiness.claims == (Claim("done", ("bom",), "2010-07"),)
    assert (design.documented.parts, design.documented.steps) == ("partial", "partial")
    assert str(design.size.mass) == "1700 lb"
    assert (design.people, design.safety) == (
        Span(Decimal(2), Decimal(2)),
        ("Crushing hazard; oil at 2300 psi.",),
    )
    assert design.skills == (SkillNeed("mig-welding", "2"), SkillNeed("reading drawings"))
    assert design.okh == {"development-stage": "prototype", "contributors": ["A", "B"]}
    assert design.extra == {"x-shelf": "blue"}
    assert design.facts[1].low == 6750
    assert design.makes_tool == "ceb-press"


def test_the_parts_of_a_full_file() -> None:
    tube, box, board, gusset, rod, bolt = sound(FULL).parts
    assert tube.qty == Quantity(Fraction(6), Fraction(6), "m")
    assert tube.cost == Cost(Decimal(20), "USD")
    assert tube.or_ == ("Square tube 100x100x6 mm",)
    assert box.make == "ceb-controller"
    assert board.make == External("https://example.org/driver")
    assert (gusset.qty, gusset.optional) == (None, True)
    assert rod.use == "consumable"
    assert bolt == BomLine("M12x40 bolt", Quantity(Fraction(4), Fraction(4)))
    assert sound(FULL).makes == ("ceb-controller",)


def test_the_tools_of_a_full_file() -> None:
    design = sound(FULL)
    drill, weld, cutter, bits, vise = design.tools
    assert (drill.options, drill.id) == ((ToolOption("drill-press"),), "drill-press")
    assert (weld.id, weld.for_, weld.hours) == ("weld", "frame", Span(Decimal(20), Decimal(20)))
    assert weld.options[0].min == {"current": (Quantity(Fraction(180), Fraction(180), "A"),)}
    assert cutter.kinds == ("cnc-plasma-table", "plasma-cutter", "angle-grinder")
    assert cutter.options[2].slower == 6
    assert bits.options[0].with_ == {"bits": ("T25", "PH1")}
    assert (vise.helps, weld.helps) == (True, False)
    assert design.runs_on[0].options[2] == ToolOption(outside="grid electricity")
    assert design.tools_documented


def test_the_steps_of_a_full_file() -> None:
    cut, weld = sound(FULL).steps
    assert (cut.id, cut.tools, cut.parts, cut.doc) == ("cut", ("angle-grinder",), ("tube",), "docs/frame.md")
    assert (weld.id, weld.after, weld.hours) == ("weld-the-frame", ("cut",), Span(Decimal(8), Decimal(14)))


def test_version_and_no_stay_text() -> None:
    design = sound(NEEDED + "version: 1.10\nkeywords: [no, 012, on]\n")
    assert (design.version, design.keywords) == ("1.10", ("no", "012", "on"))


def test_what_stands_beside_any_holds_for_all_options() -> None:
    design = sound(
        NEEDED
        + "tools: [{any: [mig-welder, {tool: tig-welder, min: {current: 90 A}}], min: {current: 180 A}}]\n"
    )
    least = [str(option.min["current"][0]) for option in design.tools[0].options]
    assert least == ["180 A", "90 A"]


@pytest.mark.parametrize(
    ("extra", "code", "column"),
    [
        ("parts: [Bolt]", "qty-missing", 9),
        ("parts: [{part: Bolt}]", "key-missing", 9),
        ("parts: [{part: Bolt, qty: some}]", "quantity-wrong", 27),
        ("parts: [{part: Bolt, qty: 3 furlongs}]", "unit-unknown", 27),
        ("parts: [{part: Bolt, qty: 3, cost: 3}]", "cost-wrong", 36),
        ("parts: [{part: '', qty: 3}]", "value-missing", 16),
        ("parts: [{part: Bolt, qty: 3, make: Bolt Maker}]", "value-wrong", 36),
        ("parts: [{part: Bolt, qty: 3, use: consumed}]", "word-unknown", 35),
        ("parts: [{part: Bolt, qty: 3, optional: maybe}]", "value-wrong", 40),
        ("parts: {part: Bolt}", "value-wrong", 8),
        ("tools: [{for: holes}]", "tool-missing", 9),
        ("tools: [{tool: saw, any: [saw]}]", "tool-missing", 9),
        ("tools: [{any: []}]", "tool-missing", 9),
        ("tools: [{tool: }]", "tool-missing", 9),
        ("tools: [{tool: [saw]}]", "value-wrong", 16),
        ("tools: [{any: [{min: {a: 1 A}}]}]", "tool-missing", 16),
        ("tools: [{tool: saw, min: {bed: T25}}]", "quantity-wrong", 32),
        ("tools: [{tool: saw, hours: {low: 3, high: 1}}]", "value-wrong", 28),
        ("tools: [{tool: saw, helps: yes}]", "value-wrong", 28),
        ("steps: [{after: [cut]}]", "key-missing", 9),
        ("steps: [Cut it]", "value-wrong", 9),
        ("size: {width: 1.5}", "unit-missing", 15),
        ("size: {width: 1.5 kg}", "unit-wrong", 15),
        ("size: {mass: 3 sheet}", "unit-wrong", 14),
        ("makes-tool: CEB press", "value-wrong", 13),
        ("people: many", "value-wrong", 9),
        ("facts: [{what: rate}]", "key-missing", 9),
        ("facts: [{what: rate, value: 3, bound: the}]", "word-unknown", 39),
        ("sources: {bom: {title: Bill, as-of: last year}}", "value-wrong", 37),
        ("documented: {tools: partly}", "word-unknown", 21),
        ("format: 2", "format-newer", 9),
        ("format: one", "value-wrong", 9),
        ("keywords: earth", "value-wrong", 11),
        ("shelf: blue", "key-unknown", 1),
    ],
)
def test_a_fault_is_one_problem_at_its_place(extra: str, code: str, column: int) -> None:
    assert faults(extra + "\n") == [(code, 1, column)]
    assert read(NEEDED + extra + "\n")[0] is None


def test_what_is_needed_and_missing_is_all_told() -> None:
    _, problems = read("format: 1\n")
    assert [problem.message for problem in problems] == [
        f"`{key}` is needed here" for key in ("category", "credit", "license", "name", "readiness", "summary")
    ]


def test_a_license_of_one_word_is_told_how_to_write_it() -> None:
    _, problems = read(NEEDED.replace("{hardware: CERN-OHL-S-2.0}", "MIT"))
    assert [(problem.code, problem.line, problem.column) for problem in problems] == [("value-wrong", 4, 10)]


def test_a_valid_file_cut_anywhere_is_never_a_silent_half() -> None:
    """A cut design is refused, or is whole up to the cut: the same as the text a person would have written so far."""
    whole = sound(FULL)
    content = FULL.encode()
    for end in range(len(content)):
        reading = read_design(content[:end], id="press", file="press.yaml")
        if reading.design is None:
            assert reading.problems
        else:
            # Every needed key was there, so only later lists can be shorter; nothing that is there is changed.
            assert reading.design.name == whole.name
            assert reading.design.readiness.status == whole.readiness.status


def test_places_are_known_for_every_part_of_a_draft() -> None:
    reading = read_design(FULL, id="press", file="press.yaml")
    assert reading.draft is not None
    lines = FULL.splitlines()
    tube = reading.place(reading.draft.parts[0], "cost")
    assert lines[tube.line - 1][tube.column - 1 :].startswith("20 USD")
    grinder = reading.place(reading.draft.tools[2].options[2], "tool")
    assert lines[grinder.line - 1][grinder.column - 1 :].startswith("angle-grinder")
    category = reading.place(reading.draft, "category")
    assert lines[category.line - 1][category.column - 1 :] == "habitat"


pieces = st.sampled_from(
    [
        *NEEDED.splitlines(),
        *FULL.splitlines(),
        "parts:",
        "tools: [",
        "  - {",
        "]",
        "}",
        "&a",
        "*a",
        "!!x",
        "\t",
        "- - -",
        "…",
    ]
)


@given(st.lists(pieces, max_size=12))
def test_no_mixture_of_lines_makes_it_raise(lines: list[str]) -> None:
    reading = read_design("\n".join(lines), id="x", file="x.yaml")
    assert reading.design is not None or reading.problems


@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise(content: bytes) -> None:
    assert read_design(content, id="x", file="x.yaml").problems


@pytest.mark.parametrize("number", ["0", "-1"])
def test_formats_count_from_one(number: str) -> None:
    assert faults(f"format: {number}\n") == [("value-wrong", 1, 9)]

"""What ships in designs/ and kinds.yaml is true to its own rules: sound, sourced, and of use on an ordinary shelf."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from catalog.checkrun import check_paths
from catalog.checks import check_design
from catalog.design import NOASSERTION, Design, ToolNeed
from catalog.kinds import SHIPPED, Kinds, StandIn, read_kinds
from catalog.reader import read_design

ROOT = Path(__file__).parents[2]
DESIGNS = sorted((ROOT / "designs").glob("*.yaml"))
KINDS = ROOT / "catalog" / SHIPPED
JUDGEMENT = "judgement"
CATEGORIES = {
    "agriculture", "education", "electronics", "energy", "furniture", "habitat", "health", "industry", "materials",
    "recycling", "science", "textile", "transportation",
}  # fmt: skip


def load(path: Path) -> Design:
    reading = read_design(path.read_bytes(), id=path.stem, file=path.name)
    assert reading.problems == ()
    assert reading.design is not None
    return reading.design


@pytest.fixture(scope="module")
def shelf() -> dict[str, Design]:
    return {path.stem: load(path) for path in DESIGNS}


@pytest.fixture(scope="module")
def kinds() -> Kinds:
    found, problems = read_kinds(KINDS.read_bytes(), file=KINDS.name)
    assert problems == ()
    return found


def needs(design: Design) -> Iterator[ToolNeed]:
    yield from design.tools
    yield from design.runs_on


def cited(design: Design) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Everything of a design that names a source, and what it names."""
    yield "readiness", design.readiness.source
    for claim in design.readiness.claims:
        yield f"claim {claim.status}", claim.source
    for line in design.parts:
        yield f"part {line.part}", line.source
    for need in needs(design):
        yield f"tool {need.id}", need.source
    for fact in design.facts:
        yield f"fact {fact.what}", fact.source


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_every_shipped_file_passes_every_check(path: Path, kinds: Kinds) -> None:
    reading = read_design(path.read_bytes(), id=path.stem, file=path.name)
    problems = check_design(reading, kinds, folder=path.parent)
    # What stays is the note that nobody can tell whether a license is open.
    assert [problem for problem in problems if problem.code != "license-unclear"] == []


def test_the_shelf_as_a_whole_has_neither_errors_nor_warnings() -> None:
    report = check_paths([ROOT / "designs", KINDS])
    assert report.files == len(DESIGNS) + 1
    assert {problem.severity for problem in report.problems} <= {"note"}


def test_enough_designs_say_which_tools_they_take(shelf: dict[str, Design]) -> None:
    documented = [design for design in shelf.values() if design.tools_documented]
    assert len(documented) >= 12
    from_makers = [design for design in documented if design.steps and design.parts]
    assert len(from_makers) >= 20


def test_everything_names_a_source_that_stands_in_the_file(shelf: dict[str, Design]) -> None:
    for design in shelf.values():
        for what, keys in cited(design):
            assert keys, f"{design.id}: {what} has no source"
            assert set(keys) <= set(design.sources), f"{design.id}: {what} names {keys}"


def test_no_source_is_listed_for_nothing(shelf: dict[str, Design]) -> None:
    for design in shelf.values():
        used = {key for _, keys in cited(design) for key in keys}
        assert set(design.sources) == used, design.id


def test_prices_figures_and_states_never_rest_on_our_judgement(shelf: dict[str, Design]) -> None:
    for design in shelf.values():
        assert JUDGEMENT not in design.readiness.source, design.id
        for fact in design.facts:
            assert fact.source != (JUDGEMENT,), f"{design.id}: {fact.what}"
        for line in design.parts:
            assert line.cost is None or line.source != (JUDGEMENT,), f"{design.id}: {line.part}"


def test_each_source_but_our_judgement_can_be_found(shelf: dict[str, Design]) -> None:
    nowhere = {
        (design.id, key)
        for design in shelf.values()
        for key, source in design.sources.items()
        if key != JUDGEMENT and not (source.where or "").startswith("https://")
    }
    assert nowhere == {("tractor", "ose-news")}  # a newsletter text without an address


def test_categories_are_few(shelf: dict[str, Design]) -> None:
    assert {design.category for design in shelf.values()} == CATEGORIES


def test_only_open_licenses_and_records_of_facts_ship(shelf: dict[str, Design]) -> None:
    for design in shelf.values():
        license_id = design.license.hardware
        assert "-NC" not in license_id, design.id
        assert "-ND" not in license_id, design.id
        assert license_id == NOASSERTION or design.license.stated_in, design.id


def test_every_tool_named_is_the_slug_of_a_kind(shelf: dict[str, Design], kinds: Kinds) -> None:
    named = {kind for design in shelf.values() for need in needs(design) for kind in need.kinds}
    made = {design.makes_tool for design in shelf.values() if design.makes_tool}
    assert named | made <= {kind.slug for kind in kinds}


def test_steps_name_tools_and_parts_of_their_own_design(shelf: dict[str, Design]) -> None:
    for design in shelf.values():
        tools = {need.id for need in design.tools}
        parts = {line.id for line in design.parts}
        for step in design.steps:
            assert set(step.tools) <= tools, f"{design.id}: {step.id}"
            assert set(step.parts) <= parts, f"{design.id}: {step.id}"


def test_kinds_are_sorted_and_each_was_seen_somewhere(kinds: Kinds) -> None:
    places = [(kinds.categories.index(kind.category), kind.slug) for kind in kinds]
    assert places == sorted(places)
    assert len(kinds) >= 300
    assert [kind.slug for kind in kinds if not kind.seen_in] == []


def test_an_angle_grinder_cuts_plate_six_times_slower_than_the_torch_table(kinds: Kinds) -> None:
    assert StandIn("angle-grinder", Decimal(6)) in kinds.stand_ins("cnc-plasma-table")


@pytest.mark.parametrize(
    ("said", "slug"),
    [
        ("bench vice", "bench-vise"),
        ("spanner set", "wrench-set"),
        ("Allen keys", "hex-key-set"),
        ("torch table", "cnc-plasma-table"),
        ("CEB press", "ceb-press"),
    ],
)
def test_people_find_a_kind_by_their_own_word(kinds: Kinds, said: str, slug: str) -> None:
    kind = kinds.get(said)
    assert kind is not None
    assert kind.slug == slug


@pytest.mark.parametrize(
    ("owned", "rounds"),
    [
        ({"welder", "multimachine"}, [8, 4, 20, 1, 5, 6]),
        ({"welder"}, [5]),
        ({"3d-printer-fdm", "laser-cutter"}, [2, 1]),
        (set(), []),
    ],
    ids=["welder-and-multimachine", "welder", "printer-and-laser", "nothing"],
)
def test_the_fifty_machines_build_each_other_as_their_ecology_says(
    shelf: dict[str, Design], kinds: Kinds, owned: set[str], rounds: list[int]
) -> None:
    have, seen = set(owned), []
    while new := buildable(shelf, kinds, have) - have:
        seen.append(len(new))
        have |= new
    assert seen == rounds


def buildable(shelf: dict[str, Design], kinds: Kinds, have: set[str]) -> set[str]:
    """The kinds that can be made when these are at hand, stand-ins counted."""
    reach = have | {kind.slug for kind in kinds if {one.kind for one in kinds.stand_ins(kind.slug)} & have}
    return {
        design.makes_tool
        for design in shelf.values()
        if design.makes_tool and design.tools_documented
        if (must := [need for need in design.tools if not need.helps])
        if all(any(option.outside or option.kind in reach for option in need.options) for need in must)
    }

from pathlib import Path

import pytest

from catalog.checks import check_design
from catalog.kinds import Attribute, Kinds, StandIn, ToolKind
from catalog.problem import Problem
from catalog.reader import read_design
from tests.catalog.examples import FULL, NEEDED, write

KINDS = Kinds(
    [
        ToolKind("drill-press", "Drill press", "power"),
        ToolKind(
            "mig-welder",
            "MIG welder",
            "metalworking",
            attributes=(Attribute("current", "A"), Attribute("gas")),
        ),
        ToolKind("cnc-plasma-table", "Plasma table", "metalworking"),
        ToolKind("plasma-cutter", "Plasma cutter", "metalworking"),
        ToolKind("angle-grinder", "Angle grinder", "power", stands_in_for=(StandIn("cnc-plasma-table"),)),
        ToolKind("driver-bit-set", "Bits", "hand"),
        ToolKind("bench-vise", "Bench vise", "hand", aliases=("bench vice",)),
        ToolKind("power-cube", "Power cube", "power"),
        ToolKind("tractor", "Tractor", "vehicles"),
        ToolKind("ceb-press", "Block press", "masonry"),
    ],
    ["power", "metalworking", "hand", "vehicles", "masonry"],
)


def problems(text: str, folder: Path | None = None) -> tuple[Problem, ...]:
    reading = read_design(text, id="press", file="press.yaml")
    return check_design(reading, KINDS, folder=folder)


def found(extra: str, *, needed: str = NEEDED, folder: Path | None = None) -> list[tuple[str, str, int, int]]:
    """Severity, code, line after the needed keys, and column of each problem."""
    start = needed.count("\n")
    return [
        (each.severity, each.code, each.line - start, each.column)
        for each in problems(needed + extra + "\n", folder)
    ]


def test_a_full_and_sound_file_has_no_problem(tmp_path: Path) -> None:
    write(tmp_path, "docs/frame.md", "x")
    write(tmp_path, "cad/press.FCStd", "x")
    assert problems(FULL, tmp_path) == ()


@pytest.mark.parametrize(
    ("extra", "severity", "code", "column"),
    [
        ("tools: [dril-press]", "error", "kind-unknown", 9),
        ("tools: [{any: [mig-welder, {tool: plasma-cuter}]}]", "error", "kind-unknown", 35),
        ("runs-on: [generator-set]", "error", "kind-unknown", 11),
        ("makes-tool: brick-machine", "error", "kind-unknown", 13),
        ("tools: [{tool: mig-welder, min: {current: 180 mm}}]", "error", "unit-wrong", 43),
        ("tools: [{tool: mig-welder, min: {curent: 180 A}}]", "note", "measure-unknown", 42),
        ("tools: [bench vice]", "note", "kind-alias", 9),
        ("parts: [{part: A, qty: 1, license: CC-BY 4}]", "error", "license-unknown", 36),
        ("parts: [{part: A, qty: 1, license: CC-BY-NC-4.0}]", "warning", "license-not-open", 36),
        ("version: '[version]'", "error", "template-text", 10),
        ("version: …", "error", "template-text", 10),
        ("x-text: <your name>", "error", "template-text", 9),
        ("safety: wear gloves (TODO check)", "warning", "template-text", 9),
        ("parts: [{part: A, qty: 1, cost: 1 USD}, {part: B, qty: 1, cost: 1 EUR}]", "warning", "currency-mixed", 65),
        ("parts: [{part: A, qty: 1, cost: 1 USD/m}]", "error", "unit-wrong", 33),
        ("parts: [{id: a, part: A, qty: 1}, {id: a, part: B, qty: 1}]", "error", "id-twice", 40),
        ("steps: [{do: Cut}, {do: Cut}]", "error", "id-twice", 20),
        ("tools: [drill-press, drill-press]", "error", "id-twice", 22),
        ("steps: [{do: Cut, after: [saw]}]", "error", "step-unknown", 27),
        ("steps: [{do: Cut, tools: [drill-press]}]", "error", "tool-unknown", 27),
        ("steps: [{do: Cut, parts: [tube]}]", "error", "part-unknown", 27),
        ("steps: [{do: Cut, after: [weld]}, {do: Weld, after: [cut]}]", "error", "step-cycle", 26),
        ("steps: [{do: Cut, after: cut}]", "error", "step-cycle", 26),
        ("facts: [{what: rate, value: 6}]", "warning", "fact-unsourced", 9),
        ("facts: [{what: rate, value: 6, source: bom}]", "error", "source-unknown", 40),
        ("documented: {tools: full}", "warning", "documented-wrong", 21),
        ("tools: [drill-press]\ndocumented: {tools: none}", "warning", "documented-wrong", 21),
    ],
)  # fmt: skip
def test_a_fault_is_one_problem_at_its_place(extra: str, severity: str, code: str, column: int) -> None:
    assert found(extra) == [(severity, code, 1 + extra.count("\n"), column)]


def test_a_mistyped_kind_names_the_nearest() -> None:
    [problem] = problems(NEEDED + "tools: [angel-grinder]\n")
    assert problem.hint == "did you mean `angle-grinder`?"


@pytest.mark.parametrize(
    ("license", "severity", "code", "hint"),
    [
        ("CC-BY-SA 4.0", "error", "license-unknown", "did you mean `CC-BY-SA-4.0`?"),
        ("CC-BY-NC-SA-4.0", "warning", "license-not-open", None),
        ("NOASSERTION", "note", "license-unclear", None),
        ("LicenseRef-Own", "note", "license-unclear", None),
    ],
)
def test_the_license_of_the_design(license: str, severity: str, code: str, hint: str | None) -> None:  # noqa: A002
    [problem] = problems(NEEDED.replace("CERN-OHL-S-2.0", license))
    assert (problem.severity, problem.code, problem.line, problem.column) == (severity, code, 4, 21)
    assert hint in (None, problem.hint)


def test_an_ancestor_is_credited_in_full() -> None:
    text = NEEDED.replace(
        "source: https://example.org/press}", "from: [{title: Old press, author: B. Maker}]}"
    )
    [problem] = problems(text)
    assert problem.code == "attribution-missing"
    assert problem.message == "the ancestor `Old press` has no source and no license"


def test_a_stage_needs_a_source() -> None:
    [problem] = problems(NEEDED.replace("status: design", "status: done"))
    assert (problem.code, problem.line, problem.column) == ("stage-unproven", 6, 21)
    assert problems(NEEDED.replace("status: design", "status: done, source: https://example.org/x")) == ()


def test_a_measure_that_no_kind_is_told_in_is_left_to_the_maintainer() -> None:
    assert found("tools: [{tool: mig-welder, min: {voltage: 230 V, gas: 3 l/min}}]") == []
    assert found("tools: [{tool: mig-welder, min: {current: 900 mA}}]") == []


def test_a_level_needs_a_source_like_the_status() -> None:
    text = NEEDED.replace("status: design", "status: design, made: OTRL-5, docs: ODRL-1")
    [problem] = problems(text)
    assert (problem.code, problem.line, problem.column) == ("stage-unproven", 6, 35)
    assert problems(text.replace("OTRL-5", "OTRL-5, source: https://example.org/x")) == ()


def test_parts_that_no_step_uses_are_noted_only_where_steps_name_parts() -> None:
    parts = "parts: [{id: a, part: Tube, qty: 1}, {id: b, part: Bolt, qty: 1}, 4 Nut]\n"
    assert found(parts + "steps: [{do: Cut, parts: [Tube]}]") == [("note", "part-unused", 1, 43)]
    assert found(parts + "steps: [{do: Cut}]") == []


def test_a_step_may_name_a_tool_by_an_alias_of_its_kind() -> None:
    assert found("tools: [bench-vise]\nsteps: [{do: Hold, tools: [bench vice]}]") == []


def test_the_order_of_after_shows_the_way_round() -> None:
    text = "steps: [{id: a, do: A, after: [c]}, {id: b, do: B, after: [a]}, {id: c, do: C, after: [b]}]\n"
    [problem] = problems(NEEDED + text)
    assert problem.message == "steps wait for each other: a → c → b → a"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("../../etc/passwd", "path-outside"),
        ("/etc/passwd", "path-outside"),
        ("C:/Windows/win.ini", "path-outside"),
        ("cad\\press.step", "path-outside"),
        ("file:///etc/passwd", "path-outside"),
        ("javascript:alert(1)", "path-outside"),
        ("link-out", "path-outside"),
        ("loop", "path-missing"),
        ("cad/missing.step", "path-missing"),
        pytest.param("long" * 2000, "path-missing", id="long"),
    ],
)
def test_paths_stay_in_the_folder_and_lead_to_files(tmp_path: Path, path: str, code: str) -> None:
    folder = tmp_path / "designs"
    write(tmp_path, "secret.txt", "x")
    write(folder, "cad/press.step", "x")
    (folder / "link-out").symlink_to(tmp_path / "secret.txt")
    (folder / "loop").symlink_to(folder / "loop")
    assert found(f"files: {{source: ['{path}']}}", folder=folder) == [("error", code, 1, 18)]
    assert found(f"steps: [{{do: Cut, doc: '{path}'}}]", folder=folder) == [("error", code, 1, 24)]


@pytest.mark.parametrize(
    "path", ["cad/press.step", "./cad/press.step", "https://example.org/press.step", "cad"]
)
def test_paths_inside_and_links_are_fine(tmp_path: Path, path: str) -> None:
    write(tmp_path, "cad/press.step", "x")
    assert found(f"files: {{export: {path}}}", folder=tmp_path) == []


def test_checks_go_on_after_errors_of_the_reader() -> None:
    text = NEEDED.replace("name: Small press\n", "") + "tools: [dril-press, {tol: mig-weldr}]\n"
    assert [(each.code, each.line, each.column) for each in problems(text)] == [
        ("key-missing", 1, 1),
        ("kind-unknown", 6, 9),
        ("kind-unknown", 6, 21),
        ("key-unknown", 6, 22),
    ]


def test_leftovers_of_another_format_are_left_alone() -> None:
    assert found("okh: {title: '[value]', note: TODO}") == []

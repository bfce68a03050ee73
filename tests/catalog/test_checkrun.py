import json
import subprocess
import sys
from pathlib import Path

import pytest

from catalog.__main__ import main
from catalog.checkrun import CheckReport, check_paths
from catalog.cycles import first_cycle
from catalog.kinds import Kinds, ToolKind
from tests.catalog.examples import NEEDED, write

KINDS = Kinds([ToolKind("printer", "Printer", "power"), ToolKind("saw", "Saw", "hand")], ["power", "hand"])


def run(*paths: Path) -> CheckReport:
    return check_paths(paths, kinds=KINDS)


def told(report: CheckReport) -> list[tuple[str, str, int, int]]:
    return [(Path(each.file).name, each.code, each.line, each.column) for each in report.problems]


def making(*others: str) -> str:
    return (
        NEEDED + "parts:\n" + "".join(f"  - {{part: Part {each}, qty: 1, make: {each}}}\n" for each in others)
    )


def test_a_folder_stands_for_its_designs_and_its_kinds(tmp_path: Path) -> None:
    write(
        tmp_path,
        "kinds.yaml",
        "categories: [textile]\nkinds: [{slug: loom, name: Loom, category: textile}]\n",
    )
    write(tmp_path, "press.yaml", NEEDED + "tools: [loom, saw]\n")
    write(tmp_path, "README.md", "not looked at")
    assert run(tmp_path) == CheckReport(2, ())


def test_a_file_named_twice_is_checked_once(tmp_path: Path) -> None:
    path = write(tmp_path, "press.yaml", NEEDED)
    assert run(path, tmp_path, path).files == 1


def test_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    report = run(tmp_path / "nowhere.yaml")
    assert (report.files, told(report), report.has_errors) == (
        0,
        [("nowhere.yaml", "file-missing", 1, 1)],
        True,
    )


def test_a_folder_without_designs_does_not_pass_in_silence(tmp_path: Path) -> None:
    write(tmp_path / "inside", "press.yaml", NEEDED)
    report = run(tmp_path)
    assert (report.files, [each.code for each in report.problems], report.has_errors) == (
        0,
        ["nothing-to-check"],
        False,
    )


def test_problems_of_a_kinds_file_are_told(tmp_path: Path) -> None:
    path = write(tmp_path, "kinds.yaml", "kinds: [{slug: loom}]\n")
    assert {code for _, code, _, _ in told(run(path))} == {"key-missing"}


def test_a_made_part_names_a_design_that_is_there(tmp_path: Path) -> None:
    write(tmp_path, "press.yaml", making("control-bx"))
    write(tmp_path, "control-box.yaml", NEEDED)
    [problem] = run(tmp_path).problems
    assert (problem.code, problem.line, problem.hint) == ("design-unknown", 8, "did you mean `control-box`?")


def test_a_single_file_may_name_its_neighbours_and_shipped_designs(tmp_path: Path) -> None:
    write(tmp_path, "control-box.yaml", "name: [")
    assert run(write(tmp_path, "press.yaml", making("control-box", "power-cube"))).problems == ()


def test_designs_made_from_each_other_are_told_once_with_the_way_round(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", making("b"))
    write(tmp_path, "b.yaml", making("c"))
    write(tmp_path, "c.yaml", making("a"))
    write(tmp_path, "d.yaml", making("a"))
    [problem] = run(tmp_path).problems
    assert (problem.code, problem.line, problem.column) == ("make-cycle", 8, 34)
    assert problem.message == "designs are made from each other: a → b → c → a"


def test_a_circle_is_found_from_a_single_file_of_it(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", making("b"))
    path = write(tmp_path, "b.yaml", making("a"))
    assert told(run(path)) == [("b.yaml", "make-cycle", 8, 34)]


def test_a_design_made_from_itself(tmp_path: Path) -> None:
    assert told(run(write(tmp_path, "a.yaml", making("a")))) == [("a.yaml", "make-cycle", 8, 34)]


def test_printers_that_make_printers_are_a_note(tmp_path: Path) -> None:
    report = run(write(tmp_path, "reprap.yaml", NEEDED + "tools: [Printer]\nmakes-tool: printer\n"))
    assert [(each.code, each.severity) for each in report.problems] == [
        ("kind-alias", "note"),
        ("tool-cycle", "note"),
    ]
    assert not report.has_errors
    other = (
        NEEDED
        + "tools: [{any: [saw, printer]}, {id: nice, tool: printer, helps: true}]\nmakes-tool: printer\n"
    )
    assert run(write(tmp_path, "other.yaml", other)).problems == ()


def test_a_circle_of_tools_is_told_once_with_the_way_round(tmp_path: Path) -> None:
    tool = NEEDED + "tools: [{needs}]\nmakes-tool: {kind}\n"
    write(tmp_path, "a.yaml", tool.replace("{needs}", "saw").replace("{kind}", "printer"))
    write(tmp_path, "b.yaml", tool.replace("{needs}", "printer").replace("{kind}", "saw"))
    [problem] = run(tmp_path).problems
    assert (Path(problem.file).name, problem.code, problem.severity, problem.line) == (
        "a.yaml",
        "tool-cycle",
        "note",
        8,
    )
    assert problem.message.endswith("a → b → a")
    write(
        tmp_path,
        "b.yaml",
        tool.replace("{needs}", "{any: [printer, {outside: a hand}]}").replace("{kind}", "saw"),
    )
    assert run(tmp_path).problems == ()


def test_printers_that_each_print_all_others_are_one_note(tmp_path: Path) -> None:
    for number in range(40):
        kind, needs = ("printer", "saw") if number % 2 else ("saw", "printer")
        write(tmp_path, f"m{number:02}.yaml", NEEDED + f"tools: [{needs}]\nmakes-tool: {kind}\n")
    [problem] = run(tmp_path).problems
    assert (Path(problem.file).name, problem.code) == ("m00.yaml", "tool-cycle")
    assert problem.message.endswith("m00 → m01 → m00; 40 designs need each other so")


def test_a_conflict_deep_inside_is_told_where_it_comes_in(tmp_path: Path) -> None:
    write(tmp_path, "d0.yaml", making("d1").replace("CERN-OHL-S-2.0", "CC-BY-SA-4.0"))
    for number in range(1, 30):
        write(tmp_path, f"d{number}.yaml", making(f"d{number + 1}").replace("CERN-OHL-S-2.0", "MIT"))
    write(tmp_path, "d30.yaml", NEEDED)
    assert {(file, code) for file, code, _, _ in told(run(tmp_path))} == {("d0.yaml", "license-conflict")}


def was(*old: str) -> str:
    return NEEDED + f"was: [{', '.join(old)}]\n"


def test_an_old_id_leads_to_the_design_and_is_noted(tmp_path: Path) -> None:
    write(tmp_path, "press.yaml", making("old-box"))
    write(tmp_path, "box.yaml", was("old-box"))
    [problem] = run(tmp_path).problems
    assert (problem.code, problem.severity, problem.line, problem.hint) == (
        "design-renamed",
        "note",
        8,
        "write box",
    )
    assert told(run(tmp_path / "press.yaml")) == [("press.yaml", "design-renamed", 8, 40)]


def test_a_circle_over_an_old_id_is_found(tmp_path: Path) -> None:
    write(tmp_path, "press.yaml", making("old-box"))
    write(tmp_path, "box.yaml", was("old-box") + making("press").removeprefix(NEEDED))
    assert {problem.code for problem in run(tmp_path).problems} == {"design-renamed", "make-cycle"}


def test_an_old_id_leads_to_one_design_only(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", was("old"))
    write(tmp_path, "b.yaml", was("older", "old"))
    write(tmp_path, "c.yaml", was("c"))
    write(tmp_path, "d.yaml", was("a"))
    assert told(run(tmp_path)) == [
        ("b.yaml", "was-taken", 7, 14),
        ("c.yaml", "was-taken", 7, 7),
        ("d.yaml", "was-taken", 7, 7),
    ]


LOOM = "kinds: [{slug: loom, name: Loom, category: hand}]\n"


def test_the_kinds_beside_a_single_file_hold(tmp_path: Path) -> None:
    path = write(tmp_path / "designs", "press.yaml", NEEDED + "tools: [loom]\n")
    assert [code for _, code, _, _ in told(run(path))] == ["kind-unknown"]
    write(tmp_path / "designs", "kinds.yaml", LOOM)
    assert run(path).problems == ()


def test_the_kinds_of_a_library_hold_for_its_designs(tmp_path: Path) -> None:
    path = write(tmp_path / "designs", "press.yaml", NEEDED + "tools: [loom]\n")
    write(tmp_path, "kinds.yaml", LOOM)
    assert [code for _, code, _, _ in told(run(path))] == ["kind-unknown"]
    write(tmp_path, "library.yaml", "")
    assert run(path).problems == ()
    write(tmp_path, "kinds.yaml", "kinds: [{slug: loom}]\n")
    assert {(file, code) for file, code, _, _ in told(run(path))} == {
        ("press.yaml", "kind-unknown"),
        ("kinds.yaml", "key-missing"),
    }


def test_many_files_are_told_like_few(tmp_path: Path) -> None:
    """Beyond some hundred files, several processes look: they must say what one says."""
    texts = [
        NEEDED,
        making("press-1", "nowhere"),
        "name: [",
        was("old"),
        NEEDED + "tools: [loom, saw, sew]\n",
    ]
    for number in range(320):
        write(tmp_path, f"press-{number}.yaml", texts[number % len(texts)])
    write(tmp_path, "Not An Id.yaml", NEEDED)
    whole = run(tmp_path)
    assert whole.files == 321
    paths = sorted(tmp_path.iterdir())
    few = [run(*paths[start : start + 32]) for start in range(0, len(paths), 32)]
    alone = [problem for each in few for problem in each.problems]
    across = {"was-taken"}  # only a whole run sees who claims an old id first
    assert [each for each in whole.problems if each.code not in across] == [
        each for each in alone if each.code not in across
    ]


def test_two_files_with_one_id(tmp_path: Path) -> None:
    write(tmp_path, "press.yaml", NEEDED)
    write(tmp_path, "press.yml", NEEDED)
    assert told(run(tmp_path)) == [("press.yml", "id-twice", 1, 1)]
    write(tmp_path / "other", "press.yaml", NEEDED)
    assert len(run(tmp_path, tmp_path / "other").problems) == 1


def test_problems_come_file_by_file_and_in_file_order(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", making("zzz", "a") + "tools: [loom]\nshelf: 1\n")
    write(tmp_path, "b.yaml", "name: [")
    assert [(file, code, line) for file, code, line, _ in told(run(tmp_path))] == [
        ("a.yaml", "design-unknown", 8),
        ("a.yaml", "make-cycle", 9),
        ("a.yaml", "kind-unknown", 10),
        ("a.yaml", "key-unknown", 11),
        ("b.yaml", "yaml-syntax", 2),
    ]


@pytest.mark.parametrize(
    ("graph", "cycle"),
    [
        ({}, []),
        ({"a": ["b"], "b": []}, []),
        ({"a": ["a"]}, ["a", "a"]),
        ({"a": ["b", "c"], "b": ["c"], "c": []}, []),
        ({"a": ["x", "b"], "b": ["c"], "c": ["b"]}, ["b", "c", "b"]),
    ],
)
def test_the_way_round(graph: dict[str, list[str]], cycle: list[str]) -> None:
    assert first_cycle(graph) == cycle


def test_a_chain_of_any_length_is_walked() -> None:
    assert first_cycle({str(i): [str(i + 1)] for i in range(50_000)}) == []


def test_the_command_prints_compiler_lines_and_a_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, "press.yaml", NEEDED + "shelf: 1\n")
    assert main(["check", str(path)]) == 1
    shown = capsys.readouterr()
    assert shown.out.startswith(f"{path}:7:1: error key-unknown: unknown key `shelf` (hint: ")
    assert shown.err == "1 file, 1 error\n"


def test_the_command_is_quiet_about_what_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(write(tmp_path, "press.yaml", NEEDED))]) == 0
    assert capsys.readouterr() == ("", "1 file: all well\n")


def test_warnings_do_not_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = NEEDED.replace("CERN-OHL-S-2.0", "CC-BY-NC-4.0")
    assert main(["check", str(write(tmp_path, "press.yaml", text))]) == 0
    assert "license-not-open" in capsys.readouterr().out


def test_the_command_prints_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, "press.yaml", NEEDED + "shelf: 1\n")
    assert main(["check", "--json", str(path)]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["files"] == 1
    assert list(answer["problems"][0]) == ["file", "line", "column", "code", "severity", "message", "hint"]
    assert answer["problems"][0]["file"] == str(path)


def test_annotations_escape_what_github_would_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, "press.yaml", NEEDED + "'100%, a::b': @\n")
    assert main(["check", "--github", str(path)]) == 1
    [line] = capsys.readouterr().out.splitlines()
    assert line.startswith(f"::error file={path},line=7,col=15,title=yaml-syntax::not YAML: ")
    assert "%0A" in line
    assert "100%25, a::b" in line


def test_wrong_usage_is_exit_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["check"])
    assert caught.value.code == 2
    assert "PATH" in capsys.readouterr().err


def test_it_runs_with_no_library_and_loads_none(tmp_path: Path) -> None:
    path = write(tmp_path, "press.yaml", NEEDED)
    code = (
        "import sys; from catalog.__main__ import main; status = main(['check', sys.argv[1]]);"
        "assert not [name for name in sys.modules if name.split('.')[0] in {'toollib', 'textual', 'sqlite_utils', 'rich'}];"
        "sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_a_reader_that_goes_away_is_no_traceback(tmp_path: Path) -> None:
    for number in range(400):
        write(tmp_path, f"press-{number}.yaml", NEEDED + "shelf: 1\n")
    command = f"'{sys.executable}' -m catalog check '{tmp_path}' | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_any_text_can_be_printed_anywhere(tmp_path: Path) -> None:
    path = write(tmp_path, "press.yaml", NEEDED + "größe: 张伟\n")
    environment = {
        "PATH": "/usr/bin:/bin",
        "PYTHONIOENCODING": "ascii",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    command = [sys.executable, "-m", "catalog", "check", str(path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, "key-unknown" in done.stdout, done.stderr) == (1, True, "1 file, 1 error\n")


LICENSED = """\
name: {name}
summary: A thing.
category: making
license: {{hardware: {license}}}
credit: {{author: A. Maker, source: https://example.org/{name}{origin}}}
readiness: {{status: design}}
{parts}
"""


def licensed(name: str, license_: str, *makes: str, origin: str = "") -> str:
    parts = "".join(f"\n  - {{part: P{made}, qty: 1, make: {made}}}" for made in makes)
    return LICENSED.format(
        name=name,
        license=license_,
        parts=f"parts:{parts}" if parts else "",
        origin=f", from: [{{title: Old, author: B, source: https://example.org/o, license: {origin}}}]" if origin else "",
    )  # fmt: skip


def test_licenses_that_do_not_go_together_are_told_at_the_part(tmp_path: Path) -> None:
    write(tmp_path, "press.yaml", licensed("press", "CC-BY-SA-4.0", "fine", "box"))
    write(tmp_path, "box.yaml", licensed("box", "CERN-OHL-S-2.0"))
    write(tmp_path, "fine.yaml", licensed("fine", "MIT"))
    [problem] = run(tmp_path).problems
    assert (problem.code, problem.severity, problem.line, problem.column) == (
        "license-conflict",
        "error",
        9,
        32,
    )
    assert "`press` (CC-BY-SA-4.0) and `box` (CERN-OHL-S-2.0) do not go together" in problem.message
    assert "https://" in (problem.hint or "")


def test_a_conflict_deep_down_is_told_once_where_it_is_made(tmp_path: Path) -> None:
    write(tmp_path, "outer.yaml", licensed("outer", "MIT", "press"))
    write(tmp_path, "press.yaml", licensed("press", "CC-BY-SA-4.0", "box"))
    write(tmp_path, "box.yaml", licensed("box", "CERN-OHL-S-2.0"))
    assert told(run(tmp_path)) == [("press.yaml", "license-conflict", 8, 32)]


def test_an_ancestor_that_asks_for_its_own_license(tmp_path: Path) -> None:
    write(tmp_path, "press.yaml", licensed("press", "MIT", origin="CC-BY-SA-4.0"))
    [problem] = run(tmp_path).problems
    assert (problem.code, problem.line) == ("license-conflict", 5)

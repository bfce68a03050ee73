"""E2: a file with eleven faults gives eleven problems with line and column in one run, exit 1, in file order."""

import json
import os
import subprocess
import sys
from pathlib import Path

ELEVEN = """\
format: 1
name: Earth press
sumary: Presses soil into blocks.
category: habitat
license: {hardware: CC-BY-SA 4.0}
credit:
  author: A. Maker
  author: B. Maker
readiness: {status: protoype, source: "https://example.org/press"}
parts:
  - {id: tube, part: Square tube, qty: 6 metres}
  - {part: Hopper, make: hoper-design, qty: 1}
  - {part: Gusset}
tools:
  - dril-press
  - {tool: mig-welder, helps: yes}
steps:
  - {id: cut, do: Cut the frame, after: [weld], parts: [tub]}
  - {id: weld, do: Weld the frame, after: [cut]}
"""

EXPECTED = [
    (3, 1, "key-unknown", "did you mean `summary`?"),
    (5, 21, "license-unknown", "did you mean `CC-BY-SA-4.0`?"),
    (8, 3, "key-twice", "keep one of them"),
    (9, 21, "word-unknown", "did you mean `prototype`?"),
    (11, 40, "unit-unknown", None),
    (12, 26, "design-unknown", None),
    (13, 5, "key-missing", "`qty: unknown` if the source does not say"),
    (15, 5, "kind-unknown", "did you mean `drill-press`?"),
    (16, 31, "value-wrong", None),
    (18, 41, "step-cycle", "take one `after` out"),
    (18, 57, "part-unknown", "did you mean `tube`?"),
]


def check(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).parents[2]
    environment = os.environ | {"PYTHONPATH": str(root)}
    command = [sys.executable, "-m", "catalog", "check", *options, "press.yaml"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_eleven_faults_are_eleven_problems_in_file_order(tmp_path: Path) -> None:
    (tmp_path / "press.yaml").write_text(ELEVEN, encoding="utf-8")
    done = check(tmp_path, "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["files"]) == (1, 1)
    found = [(each["line"], each["column"], each["code"]) for each in answer["problems"]]
    assert found == [(line, column, code) for line, column, code, _ in EXPECTED]
    for problem, (_, _, _, hint) in zip(answer["problems"], EXPECTED, strict=True):
        assert hint in (None, problem["hint"])
        assert problem["file"] == "press.yaml"


def test_a_person_reads_the_same_as_compiler_lines(tmp_path: Path) -> None:
    (tmp_path / "press.yaml").write_text(ELEVEN, encoding="utf-8")
    done = check(tmp_path)
    assert done.returncode == 1
    assert [line.split(": ")[0] for line in done.stdout.splitlines()] == [
        f"press.yaml:{line}:{column}" for line, column, _, _ in EXPECTED
    ]


def test_a_license_that_nearly_is_one_hides_no_other_fault(tmp_path: Path) -> None:
    text = ELEVEN.replace("CC-BY-SA 4.0", "CERN-OHL-S").replace("make: hoper-design, ", "")
    (tmp_path / "press.yaml").write_text(text, encoding="utf-8")
    done = check(tmp_path)
    assert (done.returncode, done.stderr.count("Traceback")) == (1, 0)
    assert "license-unknown" in done.stdout
    assert "`CERN-OHL-S-2.0`" in done.stdout
    assert "part-unknown" in done.stdout

"""Designs and builds: their documents, their words."""

import json
import os
from pathlib import Path

import pytest

from tests.toollib.cli.conftest import Shell
from tests.toollib.cli.shapes import DESIGN, has

PRESS = """\
format: 1
name: Hand press
summary: Presses by hand.
category: making
license: {hardware: CERN-OHL-S-2.0}
credit: {author: A. Maker, source: https://press.example}
readiness: {status: done}
documented: {parts: full, tools: full}
parts:
  - {part: Steel tube, qty: 2 m, cost: 5 GBP}
  - {part: Screw, qty: unknown}
tools:
  - angle-grinder
  - {any: [jigsaw, orbital-sander], for: the board}
  - {tool: mig-welder, helps: true}
"""


@pytest.fixture
def own(shell: Shell) -> Shell:
    """Riverside with one design of its own, and none of the program's."""
    (shell.folder / "designs" / "hand-press.yaml").write_text(PRESS)
    settings = shell.folder / "library.yaml"
    settings.write_text(settings.read_text().replace("shipped: true", "shipped: false"))
    return shell


def ids(shell: Shell, *options: str) -> list[str]:
    return [each["id"] for each in shell.json("design", "list", *options)["designs"]]


def test_designs_are_listed_and_chosen(own: Shell) -> None:
    answer = own.json("design", "list")
    assert set(answer) == {"designs"}
    [design] = answer["designs"]
    assert has(design, DESIGN)
    assert set(design["license"]) == {"hardware", "software", "documentation"}
    assert (design["id"], design["parts"], design["tools"], design["steps"]) == ("hand-press", 2, 3, 0)
    for fits in (
        "--buildable",
        "--category making",
        "--license open",
        "--license cern-ohl-s-2.0",
        "--needs jigsaw",
    ):
        assert ids(own, *fits.split()) == ["hand-press"], fits
    for not_ in ("--license MIT", "--needs laser-cutter"):
        assert ids(own, *not_.split()) == [], not_
    assert own.codes("design", "list", "--needs", "nonsense") == ["kind-unknown"]
    own.json("checkout", "M-0017", "T-0042")
    assert ids(own, "--buildable") == []


def test_the_shipped_designs_are_there(shell: Shell) -> None:
    assert "ceb-press" in ids(shell)


def test_show_has_the_full_lists(own: Shell) -> None:
    answer = own.json("design", "show", "hand-press")
    assert set(answer) == {"design"}
    design = answer["design"]
    assert [each["part"] for each in design["parts"]] == ["Steel tube", "Screw"]
    assert len(design["tools"]) == 3
    assert design["makes_tool"] is None
    assert design["credit"]["author"] == "A. Maker"
    words = own.run("design", "show", "hand-press").stdout
    assert "CERN-OHL-S-2.0" in words
    assert "jigsaw or orbital-sander" in words


def test_an_unknown_and_a_broken_design(own: Shell) -> None:
    assert own.codes("design", "show", "hand-pres") == ["design-unknown"]
    assert "hand-press" in own.refusal("design", "show", "hand-pres")["hint"]
    (own.folder / "designs" / "half.yaml").write_text(PRESS[:200])
    assert own.codes("design", "show", "half") == ["design-broken"]
    assert own.codes("build", "why", "half") == ["design-broken"]
    assert ids(own) == ["hand-press"]


def test_parts_with_what_is_unknown(own: Shell, tmp_path: Path) -> None:
    answer = own.json("design", "parts", "hand-press", "--times", "3")
    assert {"lines", "totals", "unknown_costs", "unknown_quantities"} <= set(answer)
    tube, screw = answer["lines"]
    assert {"part", "qty", "unit", "cost", "from_designs"} <= set(tube)
    assert (tube["qty"], tube["unit"], tube["cost"]) == (6, "m", {"amount": "30.00", "currency": "GBP"})
    assert (screw["qty"], screw["cost"]) == (None, None)
    assert answer["totals"] == [{"amount": "30.00", "currency": "GBP"}]
    assert (answer["unknown_costs"], answer["unknown_quantities"]) == (1, 1)
    have = tmp_path / "have.txt"
    have.write_text("2 m steel tube\nscrew\n")
    less = own.json("design", "parts", "hand-press", "--times", "3", "--have", str(have))
    assert [(each["part"], each["qty"]) for each in less["lines"]] == [("Steel tube", 4)]
    assert own.codes("design", "parts", "hand-press", "--have", str(tmp_path / "none")) == ["bad-file"]
    assert own.codes("design", "parts", "hand-press", "--have", str(tmp_path)) == ["bad-file"]
    assert own.run("design", "parts", "hand-press", "--times", "0").exit_code == 2
    assert "Known costs: 10.00 GBP" in own.run("design", "parts", "hand-press").stdout


def test_tools_of_a_design(own: Shell) -> None:
    answer = own.json("design", "tools", "hand-press")
    assert set(answer) == {"tools"}
    assert all(
        set(each) == {"options", "must", "owned", "free", "note", "inductions"} for each in answer["tools"]
    )
    assert [each["must"] for each in answer["tools"]] == [True, True, False]
    assert answer["tools"][1]["options"] == ["jigsaw", "orbital-sander"]
    assert answer["tools"][1]["note"] == "the board"


def test_check_tells_each_problem_and_fails_for_an_error(own: Shell, tmp_path: Path) -> None:
    good = own.json("design", "check")
    assert set(good) == {"files", "problems"}
    assert good["files"] == 1
    bad = tmp_path / "bad.yaml"
    bad.write_text(PRESS.replace("name:", "nmae:"))
    result = own._run(["--json", "design", "check", str(bad)])
    assert result.exit_code == 1
    problems = json.loads(result.stdout)["problems"]
    keys = {"file", "line", "column", "code", "severity", "message", "hint"}
    assert all(set(each) == keys for each in problems)
    assert (problems[0]["line"], problems[0]["severity"]) == (2, "error")
    words = own.run("design", "check", str(bad))
    assert (words.exit_code, f"{bad}:2:1: error" in words.stdout) == (1, True)
    annotated = own.run("design", "check", "--github", str(bad))
    assert (annotated.exit_code, annotated.stdout.startswith("::error file=")) == (1, True)


def test_build_ready(own: Shell) -> None:
    answer = own.json("build", "ready")
    assert set(answer) == {"ready", "almost", "undocumented"}
    [ready] = answer["ready"]
    assert ready["design"] == "hand-press"
    assert {"kind": "angle-grinder", "tag": "T-0042"} in ready["tools"]
    own.json("checkout", "M-0017", "T-0042")
    answer = own.json("build", "ready")
    assert answer["almost"] == [{"design": "hand-press", "missing": ["angle-grinder"]}]
    assert own.json("build", "ready", "--owned")["ready"]
    assert own.json("build", "ready", "--on", "2026-12-09")["ready"]
    assert own.codes("build", "ready", "--on", "2026-11-01") == ["date-wrong"]
    assert own.codes("build", "ready", "--on", "soon") == ["date-wrong"]
    assert own.codes("build", "ready", "--for", "nobody") == ["member-unknown"]
    assert "Almost" in own.run("build", "ready").stdout


def test_build_why(own: Shell) -> None:
    own.json("checkout", "M-0017", "T-0042")
    answer = own.json("build", "why", "hand-press", "--for", "ben")
    assert {"design", "ready", "needs"} <= set(answer)
    assert (answer["design"], answer["ready"]) == ("hand-press", False)
    grinder, board, welder = answer["needs"]
    assert {"must", "state", "chosen", "options"} <= set(grinder)
    assert (grinder["must"], grinder["state"], grinder["chosen"]) == (True, "out", None)
    option = grinder["options"][0]
    assert {"kind", "tag", "state", "until", "stands_in", "slower"} <= set(option)
    assert (option["tag"], option["until"]) == ("T-0042", "2026-12-05")
    assert (board["state"], board["chosen"]) == ("free", "T-0043")
    assert (welder["must"], welder["state"]) == (False, "not-inducted")
    words = own.run("build", "why", "hand-press").stdout
    assert words.startswith("hand-press: not ready\n")
    assert "out until 2026-12-05" in words


def test_a_broken_design_of_ones_own_is_told_and_never_another_shown_for_it(shell: Shell) -> None:
    (shell.folder / "designs" / "ceb-press.yaml").write_text("name: CEB\n")
    faults = shell.codes("design", "show", "ceb-press")
    assert len(faults) > 1
    assert set(faults) == {"design-broken"}, "each fault is a reason of its own"
    assert shell.codes("build", "why", "ceb-press") == faults
    for words in (("design", "list"), ("build", "ready")):
        told = shell.run(*words)
        assert "1 design file is broken and left out: toollib design check" in told.stderr, words
        assert shell.json(*words)
    assert "ceb-press" not in ids(shell)
    (shell.folder / "designs" / "ceb-press.yaml").unlink()
    assert not shell.run("design", "list").stderr


def test_a_list_can_be_read_in_parts(own: Shell) -> None:
    for number in range(3):
        text = PRESS.replace("Hand press", f"Press {number}")
        (own.folder / "designs" / f"press-{number}.yaml").write_text(text)
    assert ids(own) == ["hand-press", "press-0", "press-1", "press-2"]
    assert ids(own, "--limit", "2", "--offset", "1") == ["press-0", "press-1"]
    told = own.run("design", "list", "--limit", "2", "--offset", "1").stderr
    assert "1 more of 4 designs: --offset 3 shows them." in told
    found = own.json("search", "press", "--in", "designs", "--limit", "1", "--offset", "2")
    assert [each["id"] for each in found["designs"]] == ["press-1"]
    assert (found["tools"], found["members"]) == ([], [])
    assert own.json("search", "press", "--limit", "5000")["designs"]


def test_what_no_design_could_be_is_refused_with_the_known_ones(own: Shell) -> None:
    wrong = own.refusal("design", "list", "--category", "zzz", "--license", "CERN-OHL-S", "--needs", "xyzzy")
    assert sorted(each["code"] for each in wrong["reasons"]) == [
        "design-unknown",
        "design-unknown",
        "kind-unknown",
    ]
    assert "known: making" in wrong["hint"]
    assert "CERN-OHL-S-2.0" in wrong["hint"]
    assert ids(own, "--license", "MIT") == []


@pytest.mark.parametrize("endless", ["/dev/zero", "sparse", "pipe"])
def test_what_is_there_is_read_from_plain_files_of_some_size_only(
    own: Shell, tmp_path: Path, endless: str
) -> None:
    path = Path(endless) if endless == "/dev/zero" else tmp_path / endless
    if endless == "sparse":
        with path.open("wb") as file:
            file.truncate(2_000_000_000)
    elif endless == "pipe":
        os.mkfifo(path)
    assert own.codes("design", "parts", "hand-press", "--have", str(path)) == ["bad-file"]


def test_annotations_and_json_exclude_each_other(own: Shell) -> None:
    result = own._run(["--json", "design", "check", "--github"])
    assert (result.exit_code, result.stdout) == (2, "")


def _written(shell: Shell, name: str, rest: str, *, status: str = "done") -> None:
    text = (
        f"format: 1\nname: {name}\nsummary: Made up.\ncategory: making\nlicense: {{hardware: CC0-1.0}}\n"
        f"credit: {{author: A. Maker}}\nreadiness: {{status: {status}, source: https://example.org}}\n{rest}"
    )
    (shell.folder / "designs" / f"{name}.yaml").write_text(text)


def test_why_not_is_said_where_it_is_not_for_want_of_a_tool_of_its_own(shell: Shell) -> None:
    made_of = "tools: [hammer]\nparts: [{part: It, qty: 1, make: %s}]\n"
    outside = "tools: [{outside: crane}]\n"
    _written(shell, "drawn", outside, status="planned")
    _written(shell, "whole", outside.replace("]", ", hammer]") + "parts: [{part: It, qty: 1, make: drawn}]\n")
    _written(shell, "lacking", "tools: [cnc-mill]\n")
    _written(shell, "of-lacking", made_of % "lacking")
    _written(shell, "rumour", "documented: {tools: none}\n")
    _written(shell, "of-rumour", made_of % "rumour")
    _written(shell, "ring", made_of % "ring")
    first = {}
    for name in ("drawn", "of-lacking", "of-rumour", "ring"):
        words = shell.run("build", "why", name).stdout
        first[name] = words.splitlines()[0]
    assert first == {
        "drawn": "drawn: not ready, so far it is only planned or drawn",
        "of-lacking": "of-lacking: not ready",
        "of-rumour": "of-rumour: not ready, nobody wrote down which tools some of what it is made from takes",
        "ring": "ring: not ready, it is made from what is made from it",
    }
    assert "ok    crane: from outside" in shell.run("build", "why", "drawn").stdout
    assert "NO    lacking: lacks cnc-mill" in shell.run("build", "why", "of-lacking").stdout
    assert "ok    drawn: planned" in shell.run("build", "why", "whole").stdout

"""The house rules of CONTRIBUTING.md, held by the code itself: who imports whom, how large things are, who tells the time."""

import ast
import re
import subprocess
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeGuard

import pytest

HOUSE = Path(__file__).resolve().parent.parent
PACKAGES = ("catalog", "toollib")
MODULES = sorted(path for package in PACKAGES for path in (HOUSE / package).rglob("*.py"))
NAMES = {path: path.relative_to(HOUSE).as_posix() for path in MODULES}
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 500, 60
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def project() -> dict[str, object]:
    return tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))


def is_function(node: ast.AST) -> TypeGuard[Function]:
    return isinstance(node, Function)


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Each module that is imported anywhere in this one, inside functions too, with its line."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, each.name) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, "." * node.level + (node.module or "")


def room(path: Path) -> str:
    """Where a module lives: "toollib/tui", "catalog", …"""
    parts = path.relative_to(HOUSE).parts[:-1]
    return "/".join(parts[:2])


def test_the_directions_of_imports_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-cache"], cwd=HOUSE, capture_output=True, text=True, check=False, timeout=240
    )
    assert done.returncode == 0, done.stdout + done.stderr


# Beyond what the contracts of import-linter say: who may name a library at all.
ONLY_IN = {
    "textual": "toollib/tui",
    "sqlite3": "toollib/store",
    "pysqlite3": "toollib/store",
    "sqlite_utils": "toollib/store",
    "yaml": "catalog",
    "click": "toollib/cli",
}


def test_a_library_is_imported_in_its_room_only() -> None:
    strangers = [
        f"{NAMES[path]}:{line}: {name} belongs in {home}/"
        for path in MODULES
        for line, name in imports(path)
        if (home := ONLY_IN.get(name.split(".")[0])) is not None and room(path) != home
    ]
    assert not strangers


def test_imports_are_absolute() -> None:
    assert not [NAMES[path] for path in MODULES for _, name in imports(path) if name.startswith(".")]


def test_modules_and_functions_are_small() -> None:
    assert not [path for path in MODULES if len(path.read_text("utf-8").splitlines()) > MOST_LINES]
    assert not [
        f"{NAMES[path]}:{node.lineno} {node.name}"
        for path in MODULES
        for node in ast.walk(tree(path))
        if is_function(node) and (node.end_lineno or 0) - node.lineno >= MOST_LINES_OF_A_FUNCTION
    ]


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = re.compile(r"util|helper|manager|misc|common")
    assert not [name for name in NAMES.values() if drawers.search(name)]


def undocumented(body: list[ast.stmt], owner: str) -> Iterator[str]:
    """Public classes, functions and methods without a docstring; overloads have none of their own."""
    for node in body:
        if not (is_function(node) or isinstance(node, ast.ClassDef)) or node.name.startswith("_"):
            continue
        name = f"{owner}.{node.name}"
        decorators = {ast.unparse(each).rpartition(".")[2] for each in node.decorator_list}
        if not ast.get_docstring(node) and not decorators & {"overload", "setter", "override"}:
            yield name
        if isinstance(node, ast.ClassDef):
            yield from undocumented(node.body, name)


def test_everything_public_says_what_it_answers() -> None:
    assert not [NAMES[path] for path in MODULES if not ast.get_docstring(tree(path))]
    assert not [each for path in MODULES for each in undocumented(tree(path).body, NAMES[path])]


# Who may look at the computer's clock, and why.
CLOCKS = {
    "toollib/clock.py": "it is the clock",
    "toollib/defects.py": "a defect is logged with its time, whatever the clock of the library says",
}
TELLS_TIME = {"now", "utcnow", "today", "localtime", "gmtime", "time", "time_ns"}


def hidden_clocks(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in TELLS_TIME
        ):
            owner = ast.unparse(node.func.value).rpartition(".")[2]
            if owner in {"datetime", "date", "time"}:
                yield f"{NAMES[path]}:{node.lineno}: {ast.unparse(node.func)}()"


def test_nobody_has_a_clock_of_their_own() -> None:
    assert CLOCKS.keys() <= set(NAMES.values())
    assert not [each for path in MODULES if NAMES[path] not in CLOCKS for each in hidden_clocks(path)]


def test_no_error_is_swallowed() -> None:
    """Whoever catches everything says so to somebody, or raises again."""
    assert not [
        f"{NAMES[path]}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
        and not any(isinstance(inner, ast.Raise | ast.Call) for each in node.body for inner in ast.walk(each))
    ]


def comments(path: Path) -> Iterator[tuple[int, str]]:
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string


def test_nothing_is_left_to_do() -> None:
    """What is missing stands in an issue; a `type: ignore` says what it ignores."""
    left = re.compile(r"\b(TODO|FIXME|XXX)\b|type: ignore(?!\[)|noqa(?!: [A-Z])")
    assert not [
        f"{NAMES[path]}:{line}: {text}"
        for path in MODULES
        for line, text in comments(path)
        if left.search(text)
    ]
    stubs = re.compile(r"\bNotImplementedError\b")
    assert not [NAMES[path] for path in MODULES if stubs.search(path.read_text("utf-8"))]


def wanted() -> set[str]:
    """The names of all libraries in pyproject.toml, as the index writes them."""
    table = project()["project"]
    assert isinstance(table, dict)
    lists = [table["dependencies"], *table["optional-dependencies"].values()]
    names = {re.split(r"[\s<>=~!;\[]", each)[0].lower() for group in lists for each in group}
    return names - {table["name"]}


def test_every_dependency_has_its_reason() -> None:
    text = (HOUSE / "docs/decisions/dependencies.md").read_text(encoding="utf-8")
    reasons, left_out = text.split("## Thought about and left out")
    row = re.compile(r"^\| `([^`]+)` \| (.+) \|$", re.MULTILINE)
    assert {name for name, _ in row.findall(reasons)} == wanted()
    assert not {name for name, _ in row.findall(left_out)} & wanted()


@pytest.mark.parametrize(
    "library", ["PIL", "babel", "dateutil", "license_expression", "msgspec", "platformdirs", "rapidfuzz"]
)
def test_a_dependency_is_used(library: str) -> None:
    assert any(name.split(".")[0] == library for path in MODULES for _, name in imports(path))


def told(marker: str) -> str:
    """The one command between two markers of the README."""
    text = (HOUSE / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(rf"<!-- {marker} -->\n```sh\n(.*?)\n```\n<!-- end -->", text, re.DOTALL)
    assert isinstance(block, str)
    return block


def test_the_readme_has_one_line_for_the_demo_and_one_for_the_tests() -> None:
    for marker in ("demo", "tests"):
        command = told(marker)
        assert "\n" not in command
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install ")
    assert told("demo").endswith(".venv/bin/toollib demo")
    assert "-m pytest" in told("tests")


def test_ci_runs_what_the_readme_says() -> None:
    """The line of .ci/run that reads the README finds the command of the README, whole."""
    script = (HOUSE / ".ci/run").read_text(encoding="utf-8")
    (reads,) = re.findall(r"command=(\$\(sed .*README\.md.*\))", script)
    done = subprocess.run(
        ["bash", "-c", f'printf "%s" "{reads}"'], cwd=HOUSE, capture_output=True, text=True, check=True
    )
    assert done.stdout == told("tests")
    assert 'bash -euo pipefail -c "$command"' in script


def test_ci_looks_at_everything() -> None:
    script = (HOUSE / ".ci/run").read_text(encoding="utf-8")
    for each in (
        'ruff" check',
        'ruff" format --check',
        "mypy",
        "lint-imports",
        "-m catalog check designs",
        "-m build",
        "benchmarks/run.py",
    ):
        assert each in script, each


def test_the_wheel_brings_designs_and_licenses() -> None:
    tool = project()["tool"]
    table = project()["project"]
    assert isinstance(tool, dict)
    assert isinstance(table, dict)
    wheel = tool["hatch"]["build"]["targets"]["wheel"]
    assert "designs" in wheel["only-include"]
    assert wheel["sources"]["designs"] == "catalog/_designs"
    for pattern in table["license-files"]:
        assert list(HOUSE.glob(pattern)), pattern


def test_packages_are_packages_and_typed() -> None:
    assert all((path.parent / "__init__.py").exists() for path in MODULES)
    assert all((HOUSE / package / "py.typed").exists() for package in PACKAGES)

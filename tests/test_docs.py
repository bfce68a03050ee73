"""The documentation speaks of the program as it is: commands run, settings, codes and keys are told, links lead somewhere."""

import ast
import re
import shlex
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import click
import pytest
import yaml
from click.testing import CliRunner

from catalog.checkrun import check_paths
from scripts import reference
from scripts.screenshots import PICTURES
from toollib.cli.main import main as program
from toollib.demo.build import build_demo
from toollib.rules.policies import PartialPolicy, Policy
from toollib.rules.priorities import Weights
from toollib.rules.reasons import CODES, OVERRIDABLE
from toollib.settings import Settings
from toollib.settings_file import read_settings

HOUSE = Path(__file__).resolve().parent.parent
DOCS = HOUSE / "docs"
PAGES = sorted(
    [*HOUSE.glob("*.md"), *DOCS.rglob("*.md"), HOUSE / "designs" / "README.md"],
    key=lambda path: path.as_posix(),
)
NOW = "2026-11-28T10:02"
BLOCK = re.compile(r"^( *)```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| `([^`|]+)` \|(.*)\|$", re.MULTILINE)


def text(page: str) -> str:
    return (HOUSE / page).read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    return [body for _, kind, body in BLOCK.findall(text(page)) if kind == language]


def rows(page: str) -> dict[str, list[str]]:
    """The tables of a page: what stands in code in the first cell → the other cells."""
    return {name: [cell.strip() for cell in rest.split("|")] for name, rest in ROW.findall(text(page))}


# commands


def test_the_reference_is_what_the_program_says() -> None:
    for name, make in reference.FILES.items():
        assert text(name) == make(), "python scripts/reference.py"


def told_commands(page: str) -> list[list[str]]:
    """The commands of a page that can be run as they stand: no screens, no shell around them."""
    lines = [line.strip() for block in blocks(page, "sh") for line in block.splitlines()]
    words = [shlex.split(line, comments=True) for line in lines if line.startswith("toollib")]
    return [each[1:] for each in words if each not in (["toollib"], ["toollib", "demo"])]


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "docs/administering.md",
        "docs/bootstrapping.md",
        "docs/desk.md",
        "docs/impact.md",
        "docs/importing.md",
        "docs/making.md",
    ],
)
def test_the_commands_of_a_page_work(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("TOOLLIB_LIBRARY", str(tmp_path / "demo"))
    build_demo(tmp_path / "demo", now=datetime.fromisoformat(NOW).replace(tzinfo=UTC))
    commands = told_commands(page)
    assert commands
    for said in re.findall(r"(?m)^export TOOLLIB_AS=(\S+)$", (HOUSE / page).read_text(encoding="utf-8")):
        monkeypatch.setenv("TOOLLIB_AS", said)
    for words in commands:
        done = CliRunner().invoke(program, ["--now", NOW, *words])
        assert done.exit_code == 0, f"toollib {shlex.join(words)}\n{done.output}"


def named_commands() -> Iterator[tuple[str, list[str]]]:
    """Every command that any page names in passing."""
    for page in PAGES:
        if page.name != "CHANGELOG.md":
            for code in re.findall(r"`toollib ([^`]+)`", page.read_text(encoding="utf-8")):
                yield str(page.relative_to(HOUSE)), code.split()


def test_every_command_that_is_named_is_there() -> None:
    strangers = []
    for page, words in named_commands():
        command: click.Command | None = program
        ctx = click.Context(program)
        for word in words:
            if (
                word.startswith("-")
                or not isinstance(command, click.Group)
                or not re.fullmatch(r"[a-z-]+", word)
            ):
                break
            command = command.get_command(ctx, word)
        if command is None:
            strangers.append(f"{page}: toollib {' '.join(words)}")
    assert not strangers


# settings


def settings_keys(cls: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each key of library.yaml as the documentation names it, with its default (MISSING: needed)."""
    hints = get_type_hints(cls)
    for each in fields(cls):
        name = path + each.name.rstrip("_").replace("_", "-")
        inner = within(hints[each.name])
        label = {
            "tiers": "NAME",
            "policies": "NAME",
            "inductions": "TOPIC",
            "hours": "DAY",
            "roles": "ROLE",
        }.get(name)
        if inner is not None and not (path and inner is PartialPolicy):
            yield from settings_keys(inner, f"{name}.{label}." if label else f"{name}.")
        else:
            yield f"{name}.{label}" if label else name, default_of(cls, each)


def within(hint: Any) -> Any:
    """The dataclass in a type such as `Mapping[str, X]`, `tuple[X, ...]` or `X | None`, if there is one of ours."""
    if is_dataclass(hint):
        ours = {each.__module__ for each in (Settings, PartialPolicy, Weights)}
        return hint if hint.__module__ in ours else None
    if get_origin(hint) in {Union, UnionType, tuple} or get_args(hint):
        return next((found for each in get_args(hint) if (found := within(each)) is not None), None)
    return None


def default_of(cls: Any, each: "Field[Any]") -> Any:
    if cls is PartialPolicy:
        return next(known.default for known in fields(Policy) if known.name == each.name)
    return each.default if each.default_factory is MISSING else each.default_factory()


def shown(value: object) -> str | None:
    """A default as it stands in the table; None for those that words say."""
    if value is MISSING:
        return "needed"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple) and value:
        return ", ".join(f"`{each}`" for each in value)
    return f"`{value}`" if isinstance(value, int | str | Decimal) and value != "" else None


def test_every_setting_is_documented_with_its_default() -> None:
    told = {
        key: cells for key, cells in rows("docs/administering.md").items() if cells[0] and len(cells) == 2
    }
    keys = dict(settings_keys(Settings))
    rights = {"desk", "override", "records", "money", "settings"}
    folder = {name for name in told if name not in keys and len(told[name]) == 2} - rights
    assert keys.keys() <= told.keys(), keys.keys() - told.keys()
    assert not {name for name in folder if "." in name and not name.startswith("library")}
    wrong = {
        key: told[key][0] for key, value in keys.items() if (want := shown(value)) and told[key][0] != want
    }
    assert not wrong


def test_the_rights_of_roles_are_documented() -> None:
    from toollib.rules.rights import RIGHTS

    assert set(RIGHTS) <= rows("docs/administering.md").keys()


def test_the_settings_that_are_shown_can_be_read() -> None:
    (example,) = blocks("docs/administering.md", "yaml")
    assert not read_settings(example.encode(), "library.yaml").problems


# codes


def test_every_reason_is_documented() -> None:
    told = rows("docs/reference/codes.md")
    assert set(told) == set(CODES)
    may = {code for code, cells in told.items() if cells[0] == "may"}
    assert may == OVERRIDABLE | {"date-wrong"}
    assert all(cells[0] in {"may", "no"} and cells[1] for cells in told.values())


def problem_codes() -> set[str]:
    """The codes of problems that stand in the readers and checks."""
    found = set()
    modules = [*(HOUSE / "catalog").glob("*.py"), *(HOUSE / "toollib").glob("settings*.py")]
    slug = re.compile(r"[a-z]+(-[a-z]+)+")
    for module in modules:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func).rpartition(".")[2]
                place = {
                    "error": 1,
                    "warning": 1,
                    "note": 1,
                    "_stop": 1,
                    "_fault": 1,
                    "_refused": 1,
                    "_at": 1,
                    "_unknown": 2,
                    "Problem": 3,
                }
                codes = node.args[place[name] : place[name] + 1] if name in place else []
                codes += [each.value for each in node.keywords if each.arg == "code"]
                codes += node.args[:1] if name == "NotAQuantity" else []
                found |= {each.value for each in codes if isinstance(each, ast.Constant)}
    return {each for each in found if isinstance(each, str) and slug.fullmatch(each)}


def test_every_problem_is_documented() -> None:
    told = set(re.findall(r"^### `([^`]+)`$", text("docs/problems.md"), re.MULTILINE))
    made = {"part-unknown", "step-unknown", "tool-unknown"}  # put together from what is unknown
    found = problem_codes() | made
    assert found - told == set()
    assert told - found - {"encoding"} == set()


# YAML that is shown


def test_the_designs_that_are_shown_are_sound(tmp_path: Path) -> None:
    first, *pieces = [
        block
        for block in blocks("docs/maintaining.md", "yaml")
        if not block.lstrip().startswith(("- repo", "format: 1\nkinds", "# yaml-language-server"))
    ]
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "frame.md").touch()
    (tmp_path / "garden-bench.yaml").write_text(first, encoding="utf-8")
    whole = first + "sources: {bom: {title: Bill of materials}}\n" + "".join(pieces)
    (tmp_path / "whole-bench.yaml").write_text(whole, encoding="utf-8")
    report = check_paths([tmp_path])
    assert report.files == 2
    assert not [str(each) for each in report.problems if each.severity == "error"]
    assert {"parts", "tools", "steps"} <= yaml.safe_load(whole).keys()


def test_the_kinds_that_are_shown_are_sound(tmp_path: Path) -> None:
    (kinds,) = [
        block for block in blocks("docs/maintaining.md", "yaml") if block.startswith("format: 1\nkinds")
    ]
    (tmp_path / "kinds.yaml").write_text(kinds, encoding="utf-8")
    assert not check_paths([tmp_path / "kinds.yaml"]).problems


def test_every_key_of_a_design_is_documented() -> None:
    from catalog.design import Design

    keys = {each.name.rstrip("_").replace("_", "-") for each in fields(Design)} - {"id", "extra"}
    assert keys <= rows("docs/maintaining.md").keys()


# links and pictures


def anchor(heading: str) -> str:
    """The anchor of a heading, as forges make it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def links() -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        prose = BLOCK.sub("", page.read_text(encoding="utf-8"))
        yield from ((page, target) for target in re.findall(r"\]\(([^)\s]+)\)", prose))


def test_links_lead_somewhere() -> None:
    dead = []
    for page, target in links():
        if "://" in target:
            continue
        name, _, fragment = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        if not file.is_relative_to(HOUSE) or not file.is_file():
            dead.append(f"{page.name}: {target}")
        elif fragment:
            headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            if fragment not in map(anchor, headings):
                dead.append(f"{page.name}: {target}")
    assert not dead


def test_every_page_is_led_to() -> None:
    targets: dict[Path, list[Path]] = {page: [] for page in PAGES}
    for page, target in links():
        if "://" not in target:
            targets[page].append((page.parent / target.partition("#")[0]).resolve())
    seen: set[Path] = set()
    ahead = [HOUSE / "README.md"]
    while ahead:
        page = ahead.pop()
        if page not in seen:
            seen.add(page)
            ahead += targets.get(page, [])
    assert not [str(page.relative_to(HOUSE)) for page in PAGES if page not in seen]


def test_pictures_are_those_of_the_script_and_all_are_shown() -> None:
    there = {path.stem for path in (DOCS / "images").iterdir()}
    assert there == {picture.name for picture in PICTURES}
    named = {Path(target).stem for _, target in links() if target.endswith(".svg") and "images/" in target}
    assert there == named


def test_keys_that_are_named_are_there() -> None:
    known = set(re.findall(r"^\| (.+?) \|", text("docs/reference/keys.md"), re.MULTILINE))
    keys = {key.casefold() for cell in known for key in re.findall(r"`([^`]+)`", cell)} | {"ctrl+p"}
    for page in PAGES:
        for key in re.findall(r"\b(ctrl\+[a-z]|F\d+)\b", page.read_text(encoding="utf-8")):
            assert key.casefold() in keys, f"{page.name}: {key}"

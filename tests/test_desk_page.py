"""docs/desk.md speaks as the screens do: its keys are bound to what it says they do, and each refusal stands in it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent
PAGE = (HOUSE / "docs" / "desk.md").read_text(encoding="utf-8")
KEYS = (HOUSE / "docs" / "reference" / "keys.md").read_text(encoding="utf-8")
# What is refused to lend, renew or promise; the sentences come from there.
RULES = HOUSE / "toollib" / "rules" / "eligibility.py"


def bound() -> set[tuple[str, str]]:
    """Each key with the word that stands beside it on the screen."""
    rows = re.findall(r"^\| (.+?) \| ([^:|]+)", KEYS, re.MULTILINE)
    return {
        (key.casefold(), word.strip().casefold())
        for cell, word in rows
        for key in re.findall(r"`([^`]+)`", cell)
    }


def named(page: str) -> list[tuple[str, str]]:
    """The keys of a page as it writes them: **F7 pay**."""
    return re.findall(r"\*\*((?:ctrl\+\w|F\d+)) ([^*]+)\*\*", page)


@pytest.mark.parametrize("page", ["desk.md", "administering.md"])
def test_each_key_does_what_the_page_says(page: str) -> None:
    text = (HOUSE / "docs" / page).read_text(encoding="utf-8")
    strangers = [(key, word) for key, word in named(text) if (key.casefold(), word.casefold()) not in bound()]
    assert not strangers
    assert page != "desk.md" or len(named(text)) > 20


@pytest.mark.parametrize(
    "page", ["README.md", "docs/administering.md", "docs/making.md", "docs/maintaining.md"]
)
def test_each_key_that_a_page_names_does_something(page: str) -> None:
    text = (HOUSE / page).read_text(encoding="utf-8")
    known = {key for key, _ in bound()} | {"ctrl+p"}
    assert {key.casefold() for key in re.findall(r"\b(ctrl\+\w|F\d+)\b", text)} <= known


def test_no_key_stands_there_without_what_it_does() -> None:
    told = {key.casefold() for key, _ in named(PAGE)}
    assert {key.casefold() for key in re.findall(r"\b(ctrl\+\w|F\d+)\b", PAGE)} - told <= {"ctrl+p"}


def sentences() -> Iterator[tuple[str, str]]:
    """Every sentence with which the rules refuse, by its code: the fixed pieces of it, blanks between them."""
    for function in ast.walk(ast.parse(RULES.read_text(encoding="utf-8"))):
        if not isinstance(function, ast.FunctionDef):
            continue
        texts = {
            each.targets[0].id: each.value
            for each in ast.walk(function)
            if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name)
        }
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "reason":
                code, text = call.args[0], call.args[1]
                text = texts.get(text.id, text) if isinstance(text, ast.Name) else text
                assert isinstance(code, ast.Constant)
                for part in [text.body, text.orelse] if isinstance(text, ast.IfExp) else [text]:
                    inner = [
                        texts[each.id]
                        for each in ast.walk(part)
                        if isinstance(each, ast.Name) and each.id in texts
                    ]
                    pieces = [
                        each.value
                        for one in (part, *inner)
                        for each in ast.walk(one)
                        if isinstance(each, ast.Constant)
                    ]
                    yield str(code.value), " ".join(str(each) for each in pieces)


def rows() -> list[list[str]]:
    """The table of refusals: the words of each, in pieces."""
    table = PAGE.partition("| it says |")[2].partition("\n\n")[0].splitlines()[2:]
    return [re.findall(r"`([^`]+)`", line.split("|")[1]) for line in table]


def test_every_refusal_of_the_desk_stands_in_the_table() -> None:
    told = [piece for row in rows() for piece in row]
    missing = [(code, text) for code, text in sentences() if not any(piece in text for piece in told)]
    assert len(list(sentences())) > 20
    assert not missing


def test_the_table_says_nothing_that_the_desk_does_not() -> None:
    everything = " ".join(text for _, text in sentences())
    assert not [piece for row in rows() for piece in row if piece not in everything]

"""docs/importing.md names every code that import and export tell, and no other."""

import ast
import re
from pathlib import Path
from typing import get_args, get_type_hints

from catalog.okh.crossing import Loss

HOUSE = Path(__file__).resolve().parents[3]
# Told by our own check too, and documented there.
SHARED = {
    "control-character",
    "empty-file",
    "file-too-large",
    "too-deep",
    "key-unknown",
    "license-not-open",
    "license-unclear",
}


def codes() -> set[str]:
    found = set()
    for module in (HOUSE / "catalog" / "okh").glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                place = {"error": 1, "warning": 1, "note": 1, "stop": 0}.get(node.func.attr)
                argument = None if place is None else node.args[place : place + 1]
                found |= {each.value for each in argument or () if isinstance(each, ast.Constant)}
    return {str(each) for each in found if re.fullmatch(r"[a-z]+(-[a-z]+)+", str(each))}


def test_every_code_is_documented() -> None:
    page = (HOUSE / "docs" / "importing.md").read_text(encoding="utf-8").partition("## What it tells")[2]
    told = {
        code
        for row in re.findall(r"^\| (`.*?`) \|", page, re.MULTILINE)
        for code in re.findall(r"`([^`]+)`", row)
    }
    losses = set(get_args(get_type_hints(Loss)["code"]))
    assert told == (codes() - SHARED) | losses

"""E1: a new design from the commented template passes its check after the blanks are filled, with help in an editor."""

import json
import re
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from tests.catalog.test_schema import seen
from tests.riverside import Riverside

ANSWERS = {
    "what people call it": "Garden bench",
    "one sentence that says what it is and does": "A bench of four planks that two people carry.",
    "one word such as habitat": "furniture",
    "an SPDX id such as CERN-OHL-S-2.0": "CC-BY-SA-4.0",
    "the name or names to be credited": "Robin Field",
    "planned or design or prototype or almost-done or done": "design",
}
TOOLS = "\ndocumented: {tools: full}\ntools: [jigsaw, claw-hammer]\n"


def filled(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return re.sub(r"(?m)^(?! *#)(.*)<([^>]+)>", lambda found: found[1] + ANSWERS[found[2]], text)


def schema_of(path: Path) -> Any:
    """The schema that the first line of a file names, as an editor finds it."""
    name = path.read_text(encoding="utf-8").splitlines()[0].partition("$schema=")[2]
    return Draft202012Validator(json.loads((path.parent / name).read_text(encoding="utf-8")))


def test_the_blanks_are_told_one_by_one_and_filled_they_pass(riverside: Riverside) -> None:
    made = riverside.done("design", "new", "garden-bench")
    path = Path(made["file"])
    assert [problem["code"] for problem in made["problems"]] == ["template-text"] * len(ANSWERS)
    lines = path.read_text(encoding="utf-8").splitlines()
    for problem in made["problems"]:
        assert lines[problem["line"] - 1][problem["column"] - 1] == "<"
    assert riverside.run("design", "check").exit == 1
    path.write_text(filled(path) + TOOLS, encoding="utf-8")
    assert riverside.done("design", "check")["problems"] == []
    assert riverside.done("design", "show", "garden-bench")["design"]["name"] == "Garden bench"


def test_an_editor_knows_the_words_and_sees_slips(riverside: Riverside) -> None:
    path = Path(riverside.done("design", "new", "garden-bench")["file"])
    schema = schema_of(path)
    assert not schema.is_valid(seen(path.read_text(encoding="utf-8")))  # the blanks
    text = filled(path) + TOOLS
    assert schema.is_valid(seen(text))
    assert "jigsaw" in schema.schema["$defs"]["kind"]["anyOf"][0]["enum"]
    for slip, there in (
        ("catgory:", "category:"),
        ("status: desgin", "status: design"),
        ("format: 7", "format: 1"),
    ):
        assert not schema.is_valid(seen(text.replace(there, slip)))


def test_a_second_new_leaves_the_first_alone(riverside: Riverside) -> None:
    path = Path(riverside.done("design", "new", "garden-bench")["file"])
    path.write_text("mine", encoding="utf-8")
    assert riverside.refused("design", "new", "garden-bench") == ["bad-file"]
    assert path.read_text(encoding="utf-8") == "mine"

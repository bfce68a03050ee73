"""docs/making.md tells what the program says: every example is run on the demo library and compared."""

import re
from pathlib import Path

from scripts.examples import PAGE, page

BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What a maker asks; each is shown with its answer.
QUESTIONS = (
    "build ready", "build why", "build when", "build reserve", "build start", "build step", "build finish",
    "build unlock", "build bootstrap", "build proof", "build without", "design parts", "design credits", "wish list",
    "report priorities", "report impact", "collect",
)  # fmt: skip


def test_every_example_answers_as_the_page_says(tmp_path: Path) -> None:
    told = PAGE.read_text(encoding="utf-8")
    assert page(told, tmp_path) == told, "python -m scripts.examples"


def test_every_question_of_a_maker_is_shown_and_none_goes_wrong() -> None:
    shown = "\n".join(BLOCK.findall(PAGE.read_text(encoding="utf-8")))
    asked = [line.removeprefix("$ toollib ") for line in shown.splitlines() if line.startswith("$ ")]
    assert [each for each in QUESTIONS if not any(line.startswith(each) for line in asked)] == []
    assert "Error:" not in shown
    assert "Usage:" not in shown

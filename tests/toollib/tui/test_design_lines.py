"""The head of a design's page: why it cannot be built, where no tool of its own is missing."""

import pytest

from tests.riverside import Riverside
from tests.scenarios.makers import HEAD
from toollib.tui.screens.design_lines import page_lines
from toollib.workshop.design_page import page_of

MADE_OF = "tools: [jigsaw]\nparts: [{{part: It, qty: 1, make: {}}}]\n"
DESIGNS = {
    "rumour": ("none", ""),
    "of-rumour": ("full", MADE_OF.format("rumour")),
    "ring": ("full", MADE_OF.format("ring")),
    "cut": ("full", "tools: [cnc-mill]\n"),
}


@pytest.mark.parametrize(
    ("design", "said"),
    [
        ("rumour", "? Nobody wrote down which tools it takes"),
        ("of-rumour", "? Nobody wrote down which tools some of what it is made from takes"),
        ("ring", "✗ It is made from what is made from it"),
        ("cut", "✗ Lacks today: cnc-mill"),
    ],
)
def test_why_it_cannot_be_built_is_never_left_empty(riverside: Riverside, design: str, said: str) -> None:
    riverside.only_designs(
        {
            name: HEAD.format(name=name, id=name, status="done", tools=tools) + rest
            for name, (tools, rest) in DESIGNS.items()
        }
    )
    library = riverside.library()
    page = page_of(library.workshop, library.desk.context.vocabulary, design)
    shown = ["".join(piece.text for piece in line.left) for line in page_lines(page, riverside.folder)]
    assert said in shown

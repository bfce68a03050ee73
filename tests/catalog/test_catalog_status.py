import pytest

from catalog.paper import lacks_on_paper
from catalog.reader import read_design
from scripts import catalog_status
from tests.catalog.examples import NEEDED

WHOLE = (
    NEEDED
    + "documented: {parts: full, tools: full, steps: full}\nparts: [1 Bolt]\ntools: [saw]\nsteps: [{do: Saw}]\n"
    "files: {guide: https://example.org/guide}\n"
)


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        (WHOLE, ()),
        (WHOLE.replace("parts: full", "parts: partial"), ("the rest of the parts",)),
        (WHOLE.replace("parts: full, ", ""), ("the rest of the parts",)),
        (WHOLE.replace("parts: [1 Bolt]\n", ""), ("parts",)),
        (WHOLE.replace("1 Bolt", "{part: Bolt, qty: unknown}"), ("1 quantity",)),
        (WHOLE.replace("1 Bolt", "{part: Bolt, qty: unknown, optional: true}"), ()),
        (WHOLE.replace("tools: full", "tools: none"), ("tools",)),
        (WHOLE.replace("CERN-OHL-S-2.0", "NOASSERTION"), ("a license",)),
        (NEEDED, ("parts", "tools", "steps", "drawings or a guide")),
    ],
)
def test_what_lacks_on_paper_is_told_in_the_order_in_which_a_maker_misses_it(
    text: str, lacks: tuple[str, ...]
) -> None:
    design = read_design(text, id="press", file="press.yaml").design
    assert design is not None
    assert lacks_on_paper(design) == lacks


def test_the_page_is_fresh() -> None:
    assert catalog_status.main(["--check"]) == 0, "python scripts/catalog_status.py"


def test_every_shipped_design_stands_on_the_page_once() -> None:
    designs = catalog_status.shipped()
    text = catalog_status.page(designs)
    assert all(text.count(f"| [{design.id}](../designs/") == 1 for design in designs)

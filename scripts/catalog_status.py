"""Write docs/catalog-status.md from the designs themselves: what each has, and what it lacks to be built from paper.

Run it after a design has changed: python scripts/catalog_status.py. A test compares; `--check` does so too.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from catalog.design import NOASSERTION, Design
from catalog.paper import lacks_on_paper, level
from catalog.reader import read_design
from catalog.shipped import shipped_designs

PAGE = Path(__file__).resolve().parent.parent / "docs" / "catalog-status.md"
_HEAD = """\
<!-- Written by scripts/catalog_status.py; change the designs, then run it. -->
# The state of the catalog

Which of the shipped designs have their parts, tools and steps, and what is missing before one could be **built from paper**: every
part with its quantity, all tools, all steps, drawings or a guide, and a license. *Full* means all that the source lists, *partial*
less than one needs, or read between the lines. Who knows more: [five minutes](maintaining.md) put it here.
"""


def shipped() -> list[Design]:
    """Every shipped design, by id."""
    found = []
    for path in shipped_designs():
        design = read_design(path.read_bytes(), id=path.stem, file=path.name).design
        if design is None:
            raise SystemExit(f"{path.name} is broken: python -m catalog check designs/")
        found.append(design)
    return found


def page(designs: Sequence[Design]) -> str:
    """The page as Markdown."""
    whole = [design for design in designs if not lacks_on_paper(design)]
    records = [design for design in designs if design.license.hardware == NOASSERTION and not design.steps]
    others = [design for design in designs if design not in records]
    lines = [_HEAD, *_summary(designs, whole), ""]
    lines += ["## Designs of many makers", "", *_table(others), ""]
    lines += ["## The fifty machines of the Global Village Construction Set", ""]
    lines += ["Records of facts: no parts list was copied, and no source gives the steps.", ""]
    lines += _table(records)
    return "\n".join(lines) + "\n"


def _summary(designs: Sequence[Design], whole: Sequence[Design]) -> Iterator[str]:
    yield "| of all designs | have |"
    yield "|---|---|"
    yield f"| {len(designs)} | a file that passes every check |"
    yield f"| {sum(bool(design.parts) for design in designs)} | parts, {_full(designs, 'parts')} of them all |"
    yield f"| {sum(design.tools_documented for design in designs)} | tools, {_full(designs, 'tools')} of them all |"
    yield f"| {sum(bool(design.steps) for design in designs)} | steps, {_full(designs, 'steps')} of them all |"
    names = ", ".join(f"`{design.id}`" for design in whole) or "none"
    yield f"| {len(whole)} | all that it takes to build from paper: {names} |"


def _full(designs: Sequence[Design], what: str) -> int:
    return sum(
        getattr(design.documented, what) == "full" and bool(getattr(design, what)) for design in designs
    )


def _table(designs: Sequence[Design]) -> Iterator[str]:
    yield "| design | status | parts | tools | steps | missing |"
    yield "|---|---|---|---|---|---|"
    for design in designs:
        said = design.documented
        tools = len(design.tools) if said.tools != "none" else 0
        cells = (
            f"[{design.id}](../designs/{design.id}.yaml)",
            design.readiness.status,
            f"{len(design.parts)} {level(said.parts, len(design.parts))}",
            f"{tools} {level(said.tools, tools)}",
            f"{len(design.steps)} {level(said.steps, len(design.steps))}",
            ", ".join(lacks_on_paper(design)) or "nothing",
        )
        yield f"| {' | '.join(cells)} |".replace("| 0 none |", "| none |").replace("| 0 none |", "| none |")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page, or with `--check` say whether it is up to date; 1 if it is not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    text = page(shipped())
    if not parser.parse_args(arguments).check:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    print("docs/catalog-status.md is not up to date: python scripts/catalog_status.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())

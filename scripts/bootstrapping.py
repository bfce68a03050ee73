"""Write docs/bootstrapping.md and its picture: in what rounds the fifty machines come within reach, from several starts.

Run it after a design or kind has changed: python scripts/bootstrapping.py. A test compares; `--check` does so too.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from catalog.additions import additions
from catalog.bootstrap import Bootstrap
from catalog.ecology import Ecology
from catalog.plan import Buildable
from catalog.proofs import proof
from catalog.shipped import shipped_kinds
from scripts.bootstrapping_picture import drawn
from scripts.catalog_status import shipped
from toollib.demo.stock import models

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
PAGE: Final = DOCS / "bootstrapping.md"
PICTURE: Final = DOCS / "bootstrapping.svg"
_STARTS: Final = (
    ("a welder and a multimachine", ("welder", "multimachine")),
    ("a welder", ("welder",)),
    ("a 3D printer and a laser cutter", ("3d-printer-fdm", "laser-cutter")),
    ("the demo library", tuple(sorted({model.kind for model in models() if model.copies}))),
    ("nothing", ()),
)
_HEAD = """\
<!-- Written by scripts/bootstrapping.py; change the designs, then run it. -->
# From a welder to fifty machines

In what order can a village build the machines of the Global Village Construction Set, starting from what it has? Round by round:
whatever needs only tools that are there is built, and what it makes is there for the next round. This page is worked out from the
[designs](../designs/README.md), and a test holds it fresh. The same by command, from any start, in the folder of a library; there
all of its designs are asked about, so more stand under *never* than the fifty leave:

```sh
toollib build bootstrap --have welder,multimachine
toollib build proof wind-turbine --have welder,multimachine
toollib build bootstrap --have welder --target ceb-press
```

What it says is that **the tools are at hand**, not that a finished design exists: most of the fifty are only planned.
`toollib design list` tells the status of each, and `--json` says it in the answer. *In hand* counts what was there at the start, too:
that need not be built, so it stands in no round, and not under *never*.

A design whose tools nobody wrote down is never reached, and that is told apart from a tool that is missing: what it lacks is paper. Which
needs are musts is our reading of the sources; each need names them, and [the state of the catalog](catalog-status.md) tells what is
documented.
"""


def machines() -> list[Buildable]:
    """The fifty, by id."""
    return [Buildable.of(design) for design in shipped() if "GVCS" in design.keywords]


def page() -> str:
    """The page as Markdown."""
    net = Ecology(machines(), shipped_kinds())
    lines = [_HEAD, "| start | in hand | rounds | new in each round | never |", "|---|---|---|---|---|"]
    lines += [_row(net, name, kinds) for name, kinds in _STARTS]
    first = Bootstrap(net, net.from_kinds(_STARTS[0][1]))
    lines += ["", f"## From {_STARTS[0][0]}", "", "![The rounds as a picture](bootstrapping.svg)", ""]
    lines += _rounds(first)
    lines += ["", "Never:", "", *_never(first)]
    lines += [
        "",
        "## Why, for each claim",
        "",
        "Each claim has a proof that goes down to what was there:",
        "",
    ]
    lines += [f"    {line}" for line in proof(first, "3d-printer").lines()]
    lines += ["", "## The least to add", "", *_least(net)]
    return "\n".join(lines) + "\n"


def _row(net: Ecology, name: str, kinds: Sequence[str]) -> str:
    bootstrap = Bootstrap(net, net.from_kinds(kinds))
    sizes = [len(built) for built in bootstrap.rounds()]
    never = bootstrap.never()
    paper = sum(each.undocumented for each in never)
    told = ", ".join(map(str, sizes)) or "none"
    return f"| {name} | {len(bootstrap.owned()) + sum(sizes)} | {len(sizes)} | {told} | {len(never)}, {paper} for want of paper |"


def _rounds(bootstrap: Bootstrap) -> Iterator[str]:
    yield "| round | machines |"
    yield "|---|---|"
    for number, built in enumerate(bootstrap.rounds(), 1):
        yield f"| {number} | {', '.join(each.design for each in built)} |"


def _never(bootstrap: Bootstrap) -> Iterator[str]:
    for each in bootstrap.never():
        why = (
            "nobody wrote down which tools it takes"
            if each.undocumented
            else f"lacks {', '.join(dict.fromkeys((*each.missing, *each.parts)))}"
        )
        yield f"- {each.design}: {why}"


def _least(net: Ecology) -> Iterator[str]:
    yield "Any one of these sets of tools brings the machine within reach; stand-ins are among them."
    yield ""
    yield "| machine | from | add |"
    yield "|---|---|---|"
    for name, kinds in (("a welder", ("welder",)), ("nothing", ())):
        bootstrap = Bootstrap(net, net.from_kinds(kinds))
        for target in ("ceb-press", "wind-turbine", "dairy-milker"):
            sets = additions(net, bootstrap, target).sets
            few = " · ".join(" + ".join(one) for one in sets[:4])
            more = f" · and {len(sets) - 4} more" if len(sets) > 4 else ""
            yield f"| {target} | {name} | {few}{more} |"


def picture() -> str:
    """The rounds from the first start as SVG."""
    net = Ecology(machines(), shipped_kinds())
    name, kinds = _STARTS[0]
    bootstrap = Bootstrap(net, net.from_kinds(kinds))
    rounds = bootstrap.rounds()
    there = len(bootstrap.owned()) + sum(map(len, rounds))
    return drawn(bootstrap, f"From {name} to {there} of {len(net.designs)} machines in {len(rounds)} rounds")


def main(words: Sequence[str] | None = None) -> int:
    """Write the page and its picture, or with --check say whether they are fresh."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if something is stale")
    check = parser.parse_args(words).check
    stale = [
        path
        for path, text in ((PAGE, page()), (PICTURE, picture()))
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    if check:
        print(*(f"stale: {path.name}" for path in stale), sep="\n")
        return int(bool(stale))
    PAGE.write_text(page(), encoding="utf-8")
    PICTURE.write_text(picture(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

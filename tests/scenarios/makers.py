"""A small catalog of made-up designs that the makers' stories play with, beside nothing shipped."""

from click.testing import CliRunner, Result

from tests.riverside import Riverside
from toollib.cli.main import main

HEAD = """\
format: 1
name: {name}
summary: A made-up design for a story.
category: making
license: {{hardware: CC0-1.0}}
credit: {{author: Nobody at all, source: https://example.org/{id}}}
readiness: {{status: {status}}}
documented: {{parts: none, tools: {tools}, steps: none}}
"""
DESIGNS = {
    "stool": (
        "prototype",
        "full",
        "tools: [orbital-sander, {any: [jigsaw, {tool: angle-grinder, slower: 3}]}]",
    ),
    "pair-sander": ("done", "full", "tools: [orbital-sander, {id: second, tool: orbital-sander}]"),
    "three-sander": (
        "done",
        "full",
        "tools: [orbital-sander, {id: second, tool: orbital-sander}, {id: third, tool: orbital-sander}]",
    ),
    "frame": ("done", "full", "tools: [mig-welder, angle-grinder]"),
    "plasma-cut": ("done", "full", "tools: [cnc-plasma-table]"),
    "tiles": ("done", "partial", "tools: [tile-cutter, {tool: bench-vise, helps: true}]"),
    "engraving": ("done", "full", "tools: [laser-cutter]"),
    "dream": ("planned", "full", "tools: [jigsaw]"),
    "rumour": ("done", "none", ""),
    "empty": ("done", "full", "tools: []"),
}


def write_designs(riverside: Riverside) -> None:
    """Put the story's designs into the library's own folder, and leave the shipped ones out."""
    riverside.only_designs(
        {
            name: HEAD.format(name=name.capitalize(), id=name, status=status, tools=tools) + rest + "\n"
            for name, (status, tools, rest) in DESIGNS.items()
        }
    )


def in_words(riverside: Riverside, *words: str) -> Result:
    """What a command says to people: its exit code, stdout and stderr."""
    now = riverside.clock.now().isoformat()
    return CliRunner().invoke(main, ["--library", str(riverside.folder), "--now", now, *words])


def write_table(riverside: Riverside, rest: str) -> None:
    """Write the designs, and beside them one of a table with this behind its head."""
    write_designs(riverside)
    text = HEAD.format(name="Table", id="table", status="done", tools="full") + rest
    (riverside.folder / "designs" / "table.yaml").write_text(text)

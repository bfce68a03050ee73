"""How designs hang together, on the command line: as text, as a picture, or for other programs that draw."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toollib.cli.params import TEXT, examples, pass_session
from toollib.cli.session import Session

if TYPE_CHECKING:
    from catalog.graph import Graph


@click.command(
    epilog=examples(
        "toollib design graph ceb-press",
        "toollib design graph --as svg -o machines.svg",
        "toollib design graph power-cube --depth 2 --as mermaid",
    )
)
@click.argument("design_id", type=TEXT, metavar="[ID]", required=False)
@click.option(
    "--as",
    "form",
    type=click.Choice(["text", "dot", "mermaid", "svg"]),
    default="text",
    show_default=True,
    help="Text, a picture, or the language of Graphviz or Mermaid.",
)
@click.option(
    "--depth", type=click.IntRange(1, 20), default=1, show_default=True, help="Around ID: so many steps."
)
@click.option("--tools/--no-tools", default=None, help="Tools that no design makes too; default: around ID.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="A new file instead of stdout.",
)
@pass_session
def graph(
    session: Session, design_id: str | None, *, form: str, depth: int, tools: bool | None, output: Path | None
) -> None:
    """Show what is made of what, made with what, and runs on what.

    All designs, or those around ID. What only helps stands in [brackets]; ways that lead back in a circle are told.
    """
    from toollib.workshop.graphs import surroundings

    workshop, kinds = session.library.workshop, session.library.vocabulary.kinds
    told = surroundings(workshop, kinds, center=design_id, depth=depth, tools=tools)
    session.tell_broken(len(workshop.shelf.broken))
    found, center = told.graph, told.center
    drawn = _drawn(found, form, only=center if depth == 1 else None, back=center is not None)
    if output is None:
        session.show_plain({**found.to_json(), "drawing": drawn}, drawn.splitlines)
        return
    from toollib.new_file import write_new

    write_new(output, drawn)
    session.show_plain({**found.to_json(), "file": str(output)}, lambda: [f"Wrote {output}."])


def _drawn(found: "Graph", form: str, *, only: str | None, back: bool) -> str:
    """The graph in one of the forms.

    Raises:
        Refused: `bad-file`, where there are too many designs for a picture.
    """
    if form == "svg":
        from catalog.graph_svg import TooMany, svg_text
        from toollib.rules.reasons import refuse

        try:
            return svg_text(found)
        except TooMany as error:
            raise refuse("bad-file", f"it would have {error}", "name one design, or draw --as dot") from error
    from catalog import graph_text

    if form == "dot":
        return graph_text.dot_text(found)
    if form == "mermaid":
        return graph_text.mermaid_text(found)
    return "".join(f"{line}\n" for line in graph_text.text_lines(found, only=only, back=back))

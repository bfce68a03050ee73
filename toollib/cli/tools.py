"""The records of tools."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, get_args

import click

from toollib.cli.groups import LazyGroup
from toollib.cli.params import DAY, TEXT, examples, paged, pass_session, require_change, together
from toollib.cli.session import Session

if TYPE_CHECKING:
    from toollib.desk.things import ToolEdit
    from toollib.desk.views import Tool

_HERE, _CARE = "toollib.cli.tools", "toollib.cli.care"
_COMMANDS = {
    "Records": {
        "add": f"{_HERE}:add",
        "show": f"{_HERE}:show",
        "list": f"{_HERE}:list_",
        "edit": f"{_HERE}:edit",
        "note": f"{_CARE}:note",
        "photo": f"{_CARE}:photo",
        "manual": f"{_CARE}:manual",
        "file-remove": f"{_CARE}:file_remove",
        "history": f"{_CARE}:history",
    },
    "Care": {
        "repair": f"{_CARE}:repair",
        "fixed": f"{_CARE}:fixed",
        "part-brought": f"{_CARE}:part_brought",
        "part-charged": f"{_CARE}:part_charged",
        "lost": f"{_CARE}:lost",
        "found": f"{_CARE}:found",
        "retire": f"{_CARE}:retire",
        "recall": f"{_CARE}:recall",
        "recall-end": f"{_CARE}:recall_end",
    },
}


@click.group(cls=LazyGroup, headings=_COMMANDS)
def tool() -> None:
    """Put tools on the shelf, change and care for them."""


# What is known of a tool: the same for `add` and `edit`.
_known_of_tool = together(
    click.option("--tag", type=TEXT, metavar="CODE", help="The tag; else the next free T-0001."),
    click.option(
        "--barcode", "barcodes", type=TEXT, multiple=True, metavar="CODE", help="One more code on it."
    ),
    click.option(
        "--owner", type=TEXT, metavar="MEMBER", help="Whose it is; `library` for the library's own."
    ),
    click.option(
        "--give-back",
        type=DAY,
        metavar="DATE",
        help="When its owner wants it back; no loan goes beyond.",
    ),
    click.option("--no-give-back", is_flag=True, help="Its owner does not ask for it any more."),
    click.option("--terms", type=TEXT, metavar="TEXT", help="What was agreed with its owner."),
    click.option("--price", type=TEXT, metavar="AMOUNT", help="What a new one costs."),
    click.option("--place", type=TEXT, metavar="TEXT", help="Where it stands."),
    click.option("--branch", type=TEXT, metavar="B", help="The branch that has it."),
    click.option(
        "--accessory",
        "accessories",
        type=TEXT,
        multiple=True,
        metavar="NAME=QTY",
        help="What belongs to it.",
    ),
    click.option(
        "--attr",
        "attributes",
        type=TEXT,
        multiple=True,
        metavar="NAME=QUANTITY",
        help="Such as current=180 A; in words what the kind has no unit for: bits=T25, PH1.",
    ),
    click.option("--new-kind", is_flag=True, help="Make the kind if it is unknown."),
)


@click.command(
    epilog=examples(
        'toollib tool add "Angle grinder 125 mm" --kind angle-grinder --price 80 --accessory guard=1'
    )
)
@click.argument("name", type=TEXT)
@click.option("--kind", type=TEXT, required=True, metavar="KIND", help="What it is; see `toollib kind list`.")
@_known_of_tool
@pass_session
def add(session: Session, /, name: str, kind: str, **known: Any) -> None:
    """Put a tool called NAME on the shelf."""
    _show(session, session.verbs.tool_add(_edit(name, kind, known)))


@click.command(
    epilog=examples(
        "toollib tool edit T-0042 --place B3",
        "toollib tool edit T-0042 --owner M-0021 --give-back 2027-03-31",
    )
)
@click.argument("tool", type=TEXT)
@click.option("--name", type=TEXT, metavar="NAME", help="Another name.")
@click.option("--kind", type=TEXT, metavar="KIND", help="Another kind.")
@click.option(
    "--drop-barcode",
    "drop_barcodes",
    type=TEXT,
    multiple=True,
    metavar="CODE",
    help="A code that is on it no more.",
)
@_known_of_tool
@pass_session
def edit(session: Session, /, tool: str, name: str | None, kind: str | None, **known: Any) -> None:
    """Change what is known of TOOL.

    An empty text removes what was there. Barcodes are added, one that came off goes with --drop-barcode. Accessories and
    attributes replace the old ones, --accessory "" leaves none.
    """
    require_change(session, name=name, kind=kind, **known)
    _show(session, session.verbs.tool_edit(tool, _edit(name, kind, known)))


@click.command(epilog=examples("toollib tool show T-0042"))
@click.argument("tool", type=TEXT)
@pass_session
def show(session: Session, tool: str) -> None:
    """Show what is known of TOOL.

    With its photos and manuals, and the build that it comes from if it was built here.
    """
    found, files = session.desk.tool(tool), session.desk.tool_files(tool)
    made = session.library.made(tool)

    def words() -> Iterator[str]:
        from catalog.text import plain

        yield from session.words.tool(found)
        yield from (f"  {each}" for each in session.words.files(files))
        if made is not None:
            version = f" {plain(made.version)}" if made.version else ""
            yield f"  built here on {session.words.instant(made.made_at)}: {made.design}{version}, build {made.build}"

    session.show({"tool": found, "files": files, "made": made}, words)


def _states() -> tuple[str, ...]:
    from toollib.desk.views import ToolState

    return get_args(ToolState)


@click.command("list", epilog=examples("toollib tool list --state in --category power"))
@click.option("--state", type=click.Choice(_states()), help="Only those in this state.")
@click.option("--kind", type=TEXT, metavar="KIND", help="Only those of this kind.")
@click.option("--category", type=TEXT, metavar="C", help="Only those of this category of kinds.")
@click.option("--owner", type=TEXT, metavar="O", help="Only those of this member, or of `library`.")
@paged
@pass_session
def list_(session: Session, /, *, limit: int, offset: int, **wanted: Any) -> None:
    """List tools by tag."""
    from toollib.desk.reads import Part, ToolsWanted

    page = session.desk.tools(ToolsWanted(**wanted), Part(limit, offset))
    session.show({"tools": page.rows}, lambda: _rows(page.rows))
    session.tell_rest(page.total, offset + len(page.rows), "tools")


def _edit(name: str | None, kind: str | None, known: dict[str, Any]) -> "ToolEdit":
    from toollib.desk.things import ToolEdit

    return ToolEdit(name=name, kind=kind, **known)


def _show(session: Session, found: "Tool") -> None:
    session.show({"tool": found}, lambda: session.words.tool(found))


def _rows(rows: "tuple[Tool, ...]") -> Iterator[str]:
    from toollib.cli.tables import table
    from toollib.cli.words import state

    yield from table(
        ("Tag", "Name", "Kind", "Place", "State"),
        ((each.tag, each.name, each.kind, each.place or "", state(each)) for each in rows),
    )

"""Write what the program itself knows best: commands, keys, problems, the schemas of our files and the table of their keys.

Run it after one of them has changed: python scripts/reference.py. A test compares; `--check` does so too.
"""

import argparse
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from textual.binding import Binding

from toollib.cli.groups import LazyGroup
from toollib.cli.main import main as program

HOUSE = Path(__file__).resolve().parent.parent
_MADE = "<!-- Written by scripts/reference.py; change the program's own words, then run it. -->"
# Click adds to the help of a count what it may be; nobody asks for more than a thousand million.
_RANGE = re.compile(r"; 0<=x<=\d+|\s*\[0<=x<=\d+\]")
_TITLES = {
    "DeskScreen": "The desk (F1)",
    "ListRoom": "The lists (F2 to F6)",
    "VirtualTable": "In a list",
    "FilterLine": "In the filter of a list",
    "ToolsScreen": "Tools (F2)",
    "ToolScreen": "One tool",
    "MembersScreen": "Members (F3)",
    "MemberScreen": "One member",
    "DesignsScreen": "Designs (F4)",
    "DesignsLine": "In the filter of the designs",
    "FacetScreen": "In the list behind ctrl+f",
    "EditsFile": "The page of a design, and of a broken file",
    "DesignScreen": "The page of a design",
    "GraphScreen": "How machines hang together",
    "BuildVerbs": "About one design",
    "BuildScreen": "What can be built (ctrl+b in Designs)",
    "BuildLine": "In the filter of what can be built",
    "WhyScreen": "Why, or why not",
    "BuildPage": "The page of a build",
    "UnlockScreen": "What to buy next",
    "PurchaseTable": "In the list of what to buy next",
    "PurchaseScreen": "What a purchase brings",
    "BootstrapScreen": "In what order everything can be built",
    "Rounds": "In the picture of the rounds",
    "ProofScreen": "Why it comes within reach",
    "WithoutScreen": "What if it breaks",
    "ThinkingRoom": "Where an answer takes long",
    "CalendarScreen": "Calendar (F5)",
    "ReportsScreen": "Reports (F6)",
    "ReportScreen": "The page of a report",
    "ReportView": "In a report",
    "WishesScreen": "Wishes",
    "WishesLine": "In the filter of the wishes",
    "WeekLine": "In the filter of the calendar",
    "Answers": "The desk: answers to what it asks",
    "ToolCare": "One tool: its verbs",
    "MemberCare": "One member: their verbs",
    "DetailRoom": "One tool, member or design",
    "Room": "In every room",
    "MoreScreen": "In the list behind F12",
    "TellScreen": "In a long answer",
    "FormScreen": "In a form",
    "Choice": "In a form: one of a few words",
    "Tick": "In a form: yes or no",
    "ScanLine": "In a line of text",
    "HelpScreen": "In the help",
    "ClosedScreen": "Where a library cannot be opened",
}


def commands() -> str:
    """Every command with its usage, its options and its examples, as Markdown."""
    ctx = click.Context(program, info_name="toollib", **program.context_settings)
    lines = [_MADE, "# Commands", "", _cell(program.help or ""), "", *_options(program, ctx), ""]
    lines += [
        "Global options stand before the command. Exit codes: 0 done; 1 refused or failed, nothing changed; 2 wrong usage;"
    ]
    lines += [
        "130 interrupted. With `--json` one document on stdout, also for a refusal; [its codes](codes.md).",
        "",
    ]
    assert isinstance(program, LazyGroup)  # noqa: S101 - for the types
    for heading, part in program._headings.items():  # noqa: SLF001 - help shows them, nothing else needs them
        lines += [f"## {heading}", ""]
        for name in part:
            command = program.get_command(ctx, name)
            assert command is not None  # noqa: S101 - it is named there
            for each, inner in _leaves(command, click.Context(command, info_name=name, parent=ctx)):
                lines += _section(each, inner)
    return "\n".join(lines).rstrip() + "\n"


def keys() -> str:
    """Every key of the screens, by where it works, as Markdown."""
    from toollib.tui.app import ToollibApp

    lines = [
        _MADE,
        "# Keys",
        "",
        "`?` shows these where you are. Whatever has a key can be clicked too, or found with ctrl+p.",
        "",
    ]
    for title, bindings in [("Everywhere", _bindings(ToollibApp)), *_places()]:
        lines += [f"## {title}", "", "| key | |", "|---|---|"]
        lines += [f"| {_keys(each)} | {_cell(_does(each))} |" for each in bindings]
        lines.append("")
    lines += ["## Behind F12", "", "| where | verb | |", "|---|---|---|"]
    lines += [f"| {where} | {each.words} | {_cell(each.tip)} |" for where, each in _rarer()]
    return "\n".join(lines).rstrip() + "\n"


def _leaves(command: click.Command, ctx: click.Context) -> Iterator[tuple[click.Command, click.Context]]:
    if not isinstance(command, click.Group):
        yield command, ctx
        return
    for name in command.list_commands(ctx):
        inner = command.get_command(ctx, name)
        if inner is not None:
            yield from _leaves(inner, click.Context(inner, info_name=name, parent=ctx))


def _section(command: click.Command, ctx: click.Context) -> Iterator[str]:
    usage = " ".join([ctx.command_path, *command.collect_usage_pieces(ctx)])
    yield from (f"### {ctx.command_path}", "", "```", usage, "```", "")
    yield from (*inspect.cleandoc(command.help or "").split("\n"), "")
    if options := list(_options(command, ctx)):
        yield from (*options, "")
    if examples := _examples(command):
        yield from ("```sh", *examples, "```", "")


def _options(command: click.Command, ctx: click.Context) -> Iterator[str]:
    records = [
        record
        for each in command.get_params(ctx)
        if isinstance(each, click.Option)
        and "--help" not in each.opts
        and (record := each.get_help_record(ctx))
    ]
    if records:
        yield from ("| option | |", "|---|---|")
        yield from (f"| `{_cell(names)}` | {_cell(_RANGE.sub('', words))} |" for names, words in records)


def _examples(command: click.Command) -> list[str]:
    lines = [line.strip() for line in (command.epilog or "").split("\n")]
    return [line for line in lines if line.startswith(("toollib", "eval"))]


def _places() -> Iterator[tuple[str, list[Binding]]]:
    """Our screens and widgets that have keys of their own: those of `_TITLES` first, in its order."""
    import toollib.tui

    found: dict[str, tuple[str, list[Binding]]] = {}
    for module in pkgutil.walk_packages(toollib.tui.__path__, "toollib.tui."):
        for name, each in inspect.getmembers(import_module(module.name), inspect.isclass):
            if name != "ToollibApp" and each.__module__ == module.name and (own := _bindings(each)):
                found[name] = (each.__doc__ or name).split("\n")[0].rstrip("."), own
    for name, title in _TITLES.items():
        if name in found:
            yield title, found.pop(name)[1]
    yield from found.values()


def _rarer() -> Iterator[tuple[str, Any]]:
    """The verbs that have no key of their own, by where they are found."""
    from toollib.tui.screens.designs import DesignsScreen
    from toollib.tui.screens.house_verbs import HOUSE_VERBS
    from toollib.tui.screens.member_care import MemberCare
    from toollib.tui.screens.tool_care import ToolCare

    for where, verbs in (
        ("one member", MemberCare.MORE),
        ("one tool", ToolCare.MORE),
        ("designs", DesignsScreen.MORE),
        ("everywhere", HOUSE_VERBS),
    ):
        yield from ((where, each) for each in verbs)


def _bindings(owner: Any) -> list[Binding]:
    own = vars(owner).get("BINDINGS", ())
    return [each for each in own if isinstance(each, Binding) and each.id is not None]


def _keys(binding: Binding) -> str:
    from toollib.tui.widgets.bars import key_name

    return " or ".join(f"`{key_name(key)}`" for key in binding.key.split(","))


def _does(binding: Binding) -> str:
    words = binding.description[:1].upper() + binding.description[1:]
    return f"{words}: {binding.tooltip}" if binding.tooltip else words


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def design_schema() -> str:
    """The schema of design files, for editors."""
    from catalog.schema import as_text, design_schema
    from catalog.shipped import shipped_kinds

    return as_text(design_schema(shipped_kinds()))


def kinds_schema() -> str:
    """The schema of kinds files, for editors."""
    from catalog.schema import as_text, kinds_schema
    from catalog.shipped import shipped_kinds

    return as_text(kinds_schema(shipped_kinds()))


def problems() -> str:
    """Every problem with an example."""
    from scripts.formats import problems_page

    return problems_page()


def maintaining() -> str:
    """The page for those who keep designs, its table of keys made anew."""
    from scripts.formats import keys_table, with_table

    return with_table((HOUSE / "docs/maintaining.md").read_text(encoding="utf-8"), keys_table())


FILES = {
    "docs/reference/commands.md": commands,
    "docs/reference/keys.md": keys,
    "docs/problems.md": problems,
    "docs/maintaining.md": maintaining,
    "designs/design.schema.json": design_schema,
    "catalog/kinds.schema.json": kinds_schema,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files, or with `--check` say which are not up to date; 1 if one is not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("names", nargs="*", metavar="FILE", help="only these, such as docs/problems.md")
    options = parser.parse_args(arguments)
    check, code = options.check, 0
    for name in options.names or FILES:
        path, text = HOUSE / name, FILES[name]()
        if not check:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            print(f"{name} is not up to date: python scripts/reference.py", file=sys.stderr)
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main())

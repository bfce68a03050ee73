"""The catalog on the command line: designs, their parts and tools, and what is wrong with their files."""

from collections.abc import Iterator
from pathlib import Path

import click

from toollib.cli.groups import LazyGroup
from toollib.cli.params import TEXT, examples, pass_session
from toollib.cli.session import Session

_HEADINGS = {
    "Looking": {
        "list": "toollib.cli.design_list:list_",
        "show": "toollib.cli.designs:show",
        "parts": "toollib.cli.design_parts:parts",
        "tools": "toollib.cli.designs:tools",
        "credits": "toollib.cli.design_credits:credits_",
        "graph": "toollib.cli.design_graph:graph",
    },
    "Files": {
        "check": "toollib.cli.designs:check",
        "new": "toollib.cli.design_files:new",
        "fork": "toollib.cli.design_files:fork",
        "import": "toollib.cli.design_exchange:import_",
        "export": "toollib.cli.design_exchange:export",
    },
}


@click.group(cls=LazyGroup, headings=_HEADINGS)
def design() -> None:
    """Show open machine designs, and check their files."""


@click.command(epilog=examples("toollib design show ceb-press"))
@click.argument("design_id", type=TEXT, metavar="ID")
@pass_session
def show(session: Session, design_id: str) -> None:
    """Show the whole design."""
    from catalog.answers import topics_for
    from catalog.design_json import design_full
    from toollib.cli.design_words import design_lines

    workshop = session.library.workshop
    found = workshop.design(design_id)
    card = workshop.shelf.card(found.id)
    remakes = len(workshop.builds.remakes(found.id))
    asked = workshop.inductions(found)
    full = {**design_full(found, "" if card is None else card.file), "remakes": remakes}
    for key, needs in (("tools", found.tools), ("runs_on", found.runs_on)):
        full[key] = [
            {**row, "inductions": topics_for(need, asked)} for row, need in zip(full[key], needs, strict=True)
        ]

    def words() -> Iterator[str]:
        yield from design_lines(found, asked)
        if remakes:
            yield f"Built here: {'once' if remakes == 1 else f'{remakes} times'}"

    session.show_plain({"design": full}, words)


@click.command(epilog=examples("toollib design tools ceb-press"))
@click.argument("design_id", type=TEXT, metavar="ID")
@pass_session
def tools(session: Session, design_id: str) -> None:
    """List the tools that a design takes, and how many are here."""
    from toollib.cli.tables import table

    rows = session.library.workshop.tools(design_id)
    asks = ["Induction"] if any(each["inductions"] for each in rows) else []
    session.show_plain(
        {"tools": rows},
        lambda: table(
            ("Tool", "", "Here", "Free", *asks, "For"),
            (
                (
                    " or ".join(each["options"]),
                    "" if each["must"] else "helps",
                    str(each["owned"]),
                    str(each["free"]),
                    *([", ".join(each["inductions"])] if asks else []),
                    each["note"] or "",
                )
                for each in rows
            ),
            right=("Here", "Free"),
        ),
    )


@click.command(epilog=examples("toollib design check", "toollib design check my-press.yaml --github"))
@click.argument("paths", type=click.Path(path_type=Path, readable=False), nargs=-1, metavar="[PATH]...")
@click.option("--github", is_flag=True, help="Annotations for GitHub Actions.")
@pass_session
@click.pass_context
def check(ctx: click.Context, session: Session, paths: tuple[Path, ...], *, github: bool) -> None:
    """Tell every problem of designs, with file, line and column.

    Without PATH the library's own designs are checked. The same as `python -m catalog check`, which needs no library.
    """
    from catalog.checkrun import check_paths

    if github and session.asked.json:
        raise click.UsageError("--json and --github exclude each other")
    kinds = None
    if not paths:
        kinds = session.library.vocabulary.kinds
        paths = tuple(session.folder / each for each in session.library.settings.designs.folders)
    if github:
        from catalog.__main__ import main

        ctx.exit(main(["check", "--github", *map(str, paths)]))
    report = check_paths(paths, kinds=kinds)
    session.show_plain(report.to_json(), lambda: (str(each) for each in report.problems))
    if not session.asked.json:
        click.echo(f"{report.files} files, {len(report.problems)} problems", err=True)
    ctx.exit(1 if report.has_errors else 0)

"""The catalog on the command line: designs, their parts and tools, and what is wrong with their files."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from catalog.text import plain
from toollib.cli.params import TEXT, examples, paged, pass_session
from toollib.cli.session import Session

if TYPE_CHECKING:
    from catalog.bom import Have


@click.group()
def design() -> None:
    """Show open machine designs, and check their files."""


@design.command(
    "list", epilog=examples("toollib design list --buildable", "toollib design list --needs mig-welder")
)
@click.option("--buildable", is_flag=True, help="Only those whose tools are free today.")
@click.option("--category", type=TEXT, metavar="C", help="Only those of this category.")
@click.option(
    "--license", "license_", type=TEXT, metavar="open|ID", help="Only open ones, or those under this license."
)
@click.option("--needs", type=TEXT, metavar="KIND", help="Only those that can use this tool kind.")
@paged
@pass_session
def list_(session: Session, /, *, license_: str | None, limit: int, offset: int, **wanted: Any) -> None:
    """List designs by id."""
    from toollib.workshop.choosing import Wanted, choose

    workshop = session.library.workshop
    rows = choose(session.desk.context, workshop, Wanted(license=license_, **wanted))
    session.tell_broken(len(workshop.shelf.broken))
    shown = rows[offset : offset + limit]
    session.show_plain({"designs": shown}, lambda: _rows(shown))
    session.tell_rest(len(rows), offset + len(shown), "designs")


@design.command(epilog=examples("toollib design show ceb-press"))
@click.argument("design_id", type=TEXT, metavar="ID")
@pass_session
def show(session: Session, design_id: str) -> None:
    """Show the whole design."""
    from catalog.design_json import design_full
    from toollib.cli.design_words import design_lines

    workshop = session.library.workshop
    found = workshop.design(design_id)
    card = workshop.shelf.card(design_id)
    full = design_full(found, "" if card is None else card.file)
    session.show_plain({"design": full}, lambda: design_lines(found))


@design.command(epilog=examples("toollib design parts ceb-press --times 2 --explode"))
@click.argument("design_id", type=TEXT, metavar="ID")
@click.option(
    "--times", type=click.IntRange(1, 1_000_000), default=1, show_default=True, help="For so many of it."
)
@click.option("--explode", is_flag=True, help="With the parts of the designs that it is made from.")
@click.option(
    "--have",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help='What is there: lines like "6 m Square tube".',
)
@pass_session
def parts(session: Session, design_id: str, *, times: int, explode: bool, have: Path | None) -> None:
    """List the parts of a design, with what is known of their cost."""
    from catalog.bom import parts_list

    workshop = session.library.workshop
    found = workshop.design(design_id)
    inner = workshop.shelf.get if explode else None
    listed = parts_list([(found, times)], explode=inner, have=_have(have)).to_json()
    session.show_plain(listed, lambda: _parts(listed))


@design.command(epilog=examples("toollib design tools ceb-press"))
@click.argument("design_id", type=TEXT, metavar="ID")
@pass_session
def tools(session: Session, design_id: str) -> None:
    """List the tools that a design takes, and how many are here."""
    from toollib.cli.tables import table

    rows = session.library.workshop.tools(design_id)
    session.show_plain(
        {"tools": rows},
        lambda: table(
            ("Tool", "", "Here", "Free", "For"),
            (
                (
                    " or ".join(each["options"]),
                    "" if each["must"] else "helps",
                    str(each["owned"]),
                    str(each["free"]),
                    each["note"] or "",
                )
                for each in rows
            ),
            right=("Here", "Free"),
        ),
    )


@design.command(epilog=examples("toollib design check", "toollib design check my-press.yaml --github"))
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


def _have(path: Path | None) -> "tuple[Have, ...]":
    from catalog.bom import read_have
    from catalog.files import read_plain
    from catalog.problem import Problem
    from toollib.rules.reasons import refuse

    if path is None:
        return ()
    content = read_plain(path)
    if isinstance(content, Problem):
        raise refuse("bad-file", f"{plain(str(path))}: {content.message}", content.hint)
    try:
        return read_have(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise refuse("bad-file", f"{plain(str(path))} cannot be read: it is no UTF-8 text") from error


def _rows(rows: list[dict[str, Any]]) -> Iterator[str]:
    from toollib.cli.tables import table

    yield from table(
        ("Design", "Name", "Category", "Status", "License", "Cost"),
        (
            (
                each["id"],
                each["name"],
                each["category"],
                each["status"],
                each["license"]["hardware"],
                _cost(each["cost"]),
            )
            for each in rows
        ),
        right=("Cost",),
    )


def _parts(listed: dict[str, Any]) -> Iterator[str]:
    from toollib.cli.tables import table

    yield from table(
        ("Quantity", "Part", "Cost", "For"),
        (
            (
                "?" if each["qty"] is None else f"{each['qty']:g} {each['unit']}",
                each["part"] + (" (optional)" if each["optional"] else ""),
                _cost(each["cost"]),
                ", ".join(each["from_designs"]),
            )
            for each in listed["lines"]
        ),
        right=("Quantity", "Cost"),
    )
    for total in listed["totals"]:
        yield f"Known costs: {_cost(total)}"
    for number, what in ((listed["unknown_costs"], "cost"), (listed["unknown_quantities"], "quantity")):
        if number:
            yield f"{number} of {len(listed['lines'])} lines have no known {what}."


def _cost(cost: dict[str, str] | None) -> str:
    return "" if cost is None else f"{cost['amount']} {cost['currency']}"

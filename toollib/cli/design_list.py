"""The list of designs on the command line, narrowed in many ways."""

from collections.abc import Iterator
from typing import Any

import click

from toollib.cli.params import TEXT, examples, paged, pass_session
from toollib.cli.session import Session

# As in `catalog.design`, which takes too long to load for help.
_STATUSES = ("planned", "design", "prototype", "almost-done", "done")


@click.command(
    "list",
    epilog=examples(
        "toollib design list --buildable",
        "toollib design list --status prototype --status done press",
        "toollib design list --needs mig-welder --license open",
    ),
)
@click.argument("text", type=TEXT, nargs=-1, metavar="[TEXT]...")
@click.option("--buildable", is_flag=True, help="Only those whose tools are free today.")
@click.option("--category", type=TEXT, metavar="C", multiple=True, help="Only those of this category.")
@click.option(
    "--license",
    type=TEXT,
    metavar="open|ID",
    multiple=True,
    help="Only open ones, or those under this license.",
)
@click.option(
    "--status",
    type=click.Choice(_STATUSES),
    multiple=True,
    help="Only those that are so far, by their makers' own word.",
)
@click.option(
    "--needs", type=TEXT, metavar="KIND", multiple=True, help="Only those that can use this tool kind."
)
@click.option(
    "--makes", type=TEXT, metavar="KIND", multiple=True, help="Only those that make a tool of this kind."
)
@paged
@pass_session
def list_(session: Session, /, text: tuple[str, ...], *, limit: int, offset: int, **wanted: Any) -> None:
    """List designs by id, or those in which TEXT stands, best first.

    Options may be given several times: of several categories, licenses, statuses and kinds to be made any will do; of
    several needed kinds all must be used.
    """
    from toollib.workshop.choosing import Wanted, choose

    workshop = session.library.workshop
    rows = choose(session.desk.context, workshop, Wanted(text=" ".join(text), **wanted))
    session.tell_broken(len(workshop.shelf.broken))
    shown = rows[offset : offset + limit]
    session.show_plain({"designs": shown}, lambda: _rows(shown))
    session.tell_rest(len(rows), offset + len(shown), "designs")


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


def _cost(cost: dict[str, str] | None) -> str:
    return "" if cost is None else f"{cost['amount']} {cost['currency']}"

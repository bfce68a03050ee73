"""The parts of designs on the command line: what to get for one, for several, and less what is there."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from catalog.text import plain
from toollib.cli.params import TEXT, examples, pass_session
from toollib.cli.session import Session

if TYPE_CHECKING:
    from catalog.bom import Have


@click.command(epilog=examples("toollib design parts ceb-press --times 2 --explode"))
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

"""The parts of designs on the command line: what to get for one, for several, and less what is there."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from catalog.text import plain
from toollib.cli.params import TEXT, examples, pass_session
from toollib.cli.session import Session

if TYPE_CHECKING:
    from catalog.design import Design
    from catalog.have import Have

_SEVERAL = re.compile(r"([1-9][0-9]{0,6})\s*[*x×]\s*(\S.*)")


@click.command(
    epilog=examples(
        "toollib design parts ceb-press --times 2 --explode",
        "toollib design parts '2*ceb-press' power-cube --explode --have shelf.txt --csv list.csv",
    )
)
@click.argument("designs", type=TEXT, nargs=-1, required=True, metavar="ID...")
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
@click.option(
    "--csv",
    "table",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="Write it there too.",
)
@pass_session
def parts(
    session: Session,
    designs: tuple[str, ...],
    *,
    times: int,
    explode: bool,
    have: Path | None,
    table: Path | None,
) -> None:
    """List the parts of designs, with what is known of their cost.

    Several designs come on one list, `2*ID` for two of one. The same part is added up over its units, money by
    currency; what nobody knows is counted as unknown.
    """
    from catalog.bom import parts_list

    shelf = session.library.workshop.shelf
    wanted = _wanted(session, designs, times)
    found = parts_list(wanted, explode=shelf.get if explode else None, have=_have(have))
    listed = found.to_json()
    if table is not None:
        _write_csv(table, listed)
    session.show_plain(listed, lambda: _parts(listed))
    session.tell_warnings(f"designs are made from each other: {' → '.join(way)}" for way in found.cycles)
    session.tell_warnings(
        f"there is no design {missing}: its part is listed as it stands" for missing in found.missing_designs
    )


def _wanted(session: Session, words: Sequence[str], times: int) -> "list[tuple[Design, int]]":
    """Each design with how many of it; all that are not there are told at once."""
    from toollib.rules.reasons import Refused

    found = []
    refusals = []
    for word in words:
        several = _SEVERAL.fullmatch(word)
        count, name = (int(several[1]), several[2]) if several else (1, word)
        try:
            found.append((session.library.workshop.design(name), count * times))
        except Refused as refused:
            refusals.append(refused)
    if refusals:
        hints = dict.fromkeys(refused.hint for refused in refusals if refused.hint)
        raise Refused([reason for refused in refusals for reason in refused.reasons], "; ".join(hints))
    return found


def _have(path: Path | None) -> "tuple[Have, ...]":
    from catalog.files import read_plain
    from catalog.have import read_have
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


def _write_csv(path: Path, listed: dict[str, Any]) -> None:
    from catalog.csvtext import csv_text
    from toollib.new_file import write_new

    headings = (
        "part",
        "quantity",
        "unit",
        "cost",
        "currency",
        "use",
        "optional",
        "substitutes",
        "designs",
        "make",
    )
    write_new(path, csv_text(headings, map(_cells, listed["lines"])))


def _cells(line: dict[str, Any]) -> tuple[object, ...]:
    cost = line["cost"] or {"amount": None, "currency": None}
    amount = None if cost["amount"] is None else float(cost["amount"])
    optional = "yes" if line["optional"] else "no"
    substitutes, designs = "; ".join(line["substitutes"]), "; ".join(line["from_designs"])
    return (
        line["part"], line["qty"], line["unit"], amount, cost["currency"], line["use"], optional, substitutes, designs, line["make"],
    )  # fmt: skip


def _parts(listed: dict[str, Any]) -> Iterator[str]:
    from toollib.cli.tables import table

    for heading, lines in _groups(listed["lines"]):
        if heading:
            yield ""
            yield heading
        yield from table(
            ("Quantity", "Part", "Cost", "For"),
            ((_quantity(each), _part(each), _costs(each), ", ".join(each["from_designs"])) for each in lines),
            right=("Quantity", "Cost"),
        )
    yield from _sums(listed)


def _groups(lines: list[dict[str, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """What is needed, what the work uses up, what can be left out."""
    needed = [each for each in lines if not each["optional"]]
    groups = (
        ("", [each for each in needed if each["use"] == "part"]),
        ("Used up by the work:", [each for each in needed if each["use"] != "part"]),
        ("Optional:", [each for each in lines if each["optional"]]),
    )
    return ((heading, group) for heading, group in groups if group)


def _quantity(line: dict[str, Any]) -> str:
    if line["qty"] is None:
        return "?"
    low = "" if line["qty_low"] == line["qty"] else f"{line['qty_low']:.10g}-"
    unit = "" if line["unit"] == "piece" else f" {line['unit']}"
    return f"{low}{line['qty']:.10g}{unit}"


def _part(line: dict[str, Any]) -> str:
    return " or ".join([line["part"], *line["substitutes"]])


def _costs(line: dict[str, Any]) -> str:
    known = " + ".join(map(_cost, line["costs"]))
    return f"{known} + ?" if known and line["cost"] is None and len(line["costs"]) == 1 else known


def _sums(listed: dict[str, Any]) -> Iterator[str]:
    if not (listed["lines"] or listed["undocumented"] or listed["partial"]):
        yield "Nothing is left to get."
    elif listed["lines"]:
        yield ""
    for total in listed["totals"]:
        optional = [each for each in listed["optional_totals"] if each["currency"] == total["currency"]]
        of_it = f" (optional: {_cost(optional[0])})" if optional else ""
        yield f"Known costs: {_cost(total)}{of_it}"
    for number, what in ((listed["unknown_costs"], "cost"), (listed["unknown_quantities"], "quantity")):
        if number:
            yield f"{number} of {len(listed['lines'])} lines have no known {what}."
    if listed["undocumented"]:
        yield f"Nobody wrote down the parts of {', '.join(listed['undocumented'])}."
    if listed["partial"]:
        yield f"There may be more: nobody says that all parts are listed of {', '.join(listed['partial'])}."


def _cost(cost: dict[str, str]) -> str:
    return f"{cost['amount']} {cost['currency']}"

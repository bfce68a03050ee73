"""Looking ahead on the command line: what to buy, in what order to build, and what breaks without a tool."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from catalog.kindsets import each_once, so_many
from catalog.text import plain
from toollib.cli.flowing import flowing
from toollib.cli.params import TEXT, examples, paged, pass_session
from toollib.cli.session import Session

if TYPE_CHECKING:
    from catalog.proofs import Proof
    from catalog.unlock import Unlock, Unlocks
    from toollib.rules.money import Currency
    from toollib.workshop.outlook import Broken, Lost, Priced
    from toollib.workshop.planning import Planning

_FEW = 5  # kinds are named of those that are left out


@click.command(epilog=examples("toollib build unlock", "toollib build unlock --size 2 --budget 500"))
@click.option(
    "--size", type=click.IntRange(1, 3), default=1, show_default=True, help="How many kinds together."
)
@click.option("--budget", type=TEXT, metavar="AMOUNT", help="What they may cost; of unknown price: left out.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=20, show_default=True, help="So many sets.")
@pass_session
def unlock(session: Session, *, size: int, budget: str | None, limit: int) -> None:
    """Say which purchases make most designs buildable."""
    planning = _planning(session)
    amount = None if budget is None else planning.budget(budget)
    hidden = session.asked.json or size < 2 or not sys.stderr.isatty()
    with click.progressbar(length=100, label="Looking", file=sys.stderr, hidden=hidden) as bar:
        answer = planning.unlock(size, budget=amount, limit=limit, tell=lambda done, of: _move(bar, done, of))
    currency = session.library.settings.currency
    found = answer.found
    rows = [_purchase(row, answer, currency) for row in found.rows]
    whole = {
        "currency": currency.code,
        "unlocks": rows,
        "exact": found.exact,
        "bound": None if found.exact else found.bound,
        "unpriced": list(found.unpriced),
    }
    session.show_plain(whole, lambda: _unlocks(found, rows, within=budget is not None))


@click.command(
    epilog=examples(
        "toollib build bootstrap", "toollib build bootstrap --have welder,multimachine --target ceb-press"
    )
)
@click.option(
    "--have", type=TEXT, metavar="KIND,KIND…", help="From tools of these kinds; else from the library's."
)
@click.option("--have-nothing", is_flag=True, help="From empty hands.")
@click.option(
    "--target", type=TEXT, metavar="ID", help="Only what leads to this design, and what to add for it."
)
@paged
@pass_session
def bootstrap(session: Session, /, *, target: str | None, limit: int, offset: int, **start: Any) -> None:
    """Say in which rounds everything can be built, and what never.

    The rounds are always told whole; --limit and --offset are about the designs that are never reached.
    """
    told = _planning(session).report(_have(**start), target)
    shown = told | {"never": told["never"][offset : offset + limit]}
    session.show_plain(shown, lambda: _order(shown))
    if offset + limit < len(told["never"]):
        session.tell_rest(len(told["never"]), offset + limit, "designs that are never reached")


@click.command(epilog=examples("toollib build proof wind-turbine --have welder,multimachine"))
@click.argument("design_id", type=TEXT, metavar="ID")
@click.option(
    "--have", type=TEXT, metavar="KIND,KIND…", help="From tools of these kinds; else from the library's."
)
@click.option("--have-nothing", is_flag=True, help="From empty hands.")
@pass_session
def proof(session: Session, /, design_id: str, **start: Any) -> None:
    """Show why a design is reached, or why it never is."""
    found: Proof = _planning(session).proof(design_id, _have(**start))
    session.show_plain({"proof": found.to_json()}, found.lines)


@click.command(epilog=examples("toollib build without mig-welder", "toollib build without T-0042"))
@click.argument("tool_or_kind", type=TEXT, metavar="TOOL_OR_KIND")
@paged
@pass_session
def without(session: Session, tool_or_kind: str, *, limit: int, offset: int) -> None:
    """Say what is lost without a tool or kind.

    A kind means every copy of it; where there is none, every copy that stands in for it.
    """
    found = _planning(session).without(tool_or_kind)
    part = slice(offset, offset + limit)
    shown = replace(found, lost=found.lost[part], substitutes=found.substitutes[part])
    session.show_plain(shown.to_json(), lambda: _lost(shown, len(found.lost)))
    most = max(len(found.lost), len(found.substitutes))
    if offset + limit < most:
        session.tell_rest(most, offset + limit, "lines" if len(found.lost) < most else "designs")


def _planning(session: Session) -> "Planning":
    from toollib.workshop.planning import Planning

    workshop = session.library.workshop
    session.tell_broken(len(workshop.shelf.broken))
    return Planning(session.desk.context, workshop)


def _have(have: str | None, *, have_nothing: bool) -> list[str] | None:
    """From which kinds it starts; None: from the library's tools."""
    if have is None:
        return [] if have_nothing else None
    if have_nothing:
        raise click.UsageError("--have and --have-nothing exclude each other")
    kinds = [kind.strip() for kind in have.split(",") if kind.strip()]
    if not kinds:
        raise click.UsageError("--have names no kind; from empty hands it is --have-nothing")
    return kinds


def _move(bar: Any, done: int, of: int) -> None:
    bar.update(max(0, 100 * done // max(of, 1) - bar.pos))


def _purchase(row: "Unlock", answer: "Priced", currency: "Currency") -> dict[str, Any]:
    """One purchase as the command contract prints it; a kind of which two copies are to be bought stands in it twice."""
    return {
        "kinds": list(row.kinds),
        "designs": list(row.designs),
        "then": list(answer.follow[row.kinds]),
        "wishes": sum(answer.wishes.get(kind, 0) for kind in each_once(row.kinds)),
        "refused": sum(answer.refused.get(kind, 0) for kind in each_once(row.kinds)),
        "cost": None if row.cost is None else currency.format(row.cost),
    }


def _unlocks(found: "Unlocks", rows: list[dict[str, Any]], *, within: bool) -> Iterator[str]:
    if rows:
        yield from _purchases(rows)
    else:
        budget = " and within this budget" if within else ""
        yield f"No purchase of this size{budget} makes another design buildable."
    if found.unpriced:
        count = len(found.unpriced)
        head = "One kind of unknown price is" if count == 1 else f"{count} kinds of unknown price are"
        more = [f"and {count - _FEW} more"] if count > _FEW else []
        yield from flowing(f"{head} left out: ", [*found.unpriced[:_FEW], *more])
        yield "What a kind costs is told by `price` in kinds.yaml, or by the price of a copy."
    if not found.exact:
        yield f"Not all sets were looked at; none of the others unlocks more than {found.bound}."


def _purchases(rows: list[dict[str, Any]]) -> Iterator[str]:
    from toollib.cli.tables import table

    yield from table(
        ("Kinds", "Designs", "Cost", "Wishes", "Refused", "Which"),
        (
            (
                ", ".join(so_many(count, kind) for kind, count in each_once(row["kinds"]).items()),
                str(len(row["designs"])),
                row["cost"] or "?",
                str(row["wishes"]),
                str(row["refused"]),
                ", ".join(row["designs"]),
            )
            for row in rows
        ),
        right=("Designs", "Cost", "Wishes", "Refused"),
    )


def _order(told: dict[str, Any]) -> Iterator[str]:
    if "target" not in told:
        yield from _counts(told)
        if told["owned"]:
            yield from flowing("Already there: ", map(_there, told["owned"]))
    for number, built in enumerate(told["rounds"], 1):
        if built:
            yield from flowing(f"Round {number}: ", (each["design"] for each in built))
    if "target" in told:
        yield from _target(told["target"], told["owned"])
    yield from _never(told["never"])
    for circle in told["circles"]:
        yield f"Waiting for each other: {' → '.join([*circle, circle[0]])}"


def _counts(told: dict[str, Any]) -> Iterator[str]:
    """How far one comes, in two lines."""
    counts, sizes = told["counts"], [len(built) for built in told["rounds"]]
    in_hand = f"In hand: {counts['owned'] + counts['reached']} of {counts['designs']} designs"
    ways = [f"{counts['owned']} already there"] if counts["owned"] else []
    if sizes:
        rounds = "one round" if len(sizes) == 1 else f"{len(sizes)} rounds ({', '.join(map(str, sizes))})"
        ways.append(f"{counts['reached']} in {rounds}")
    yield f"{in_hand}, {' and '.join(ways)}" if ways else in_hand
    if counts["never"]:
        paper = f", {counts['undocumented']} of them undocumented" if counts["undocumented"] else ""
        yield f"Never: {counts['never']}{paper}"


def _there(owned: dict[str, Any]) -> str:
    """A design that need not be built, with the copies that are there instead."""
    tags = ", ".join(map(plain, owned["tags"]))
    return f"{owned['design']} ({tags})" if tags else owned["design"]


def _never(never: list[dict[str, Any]]) -> Iterator[str]:
    lacking = [each for each in never if not each["undocumented"]]
    if lacking:
        yield "Never reached:"
    for each in lacking:
        names = dict.fromkeys([*each["missing"], *each["waits_for"]])
        yield from flowing(f"  {each['design']}: lacks ", map(plain, names))
    paper = [each["design"] for each in never if each["undocumented"]]
    if paper:
        yield from flowing("Nobody wrote down the tools of: ", paper)


def _target(target: dict[str, Any], owned: list[dict[str, Any]]) -> Iterator[str]:
    if target["round"] == 0:
        for each in owned:
            tags = f" ({', '.join(map(plain, each['tags']))})" if each["tags"] else ""
            yield f"{each['design']} need not be built: {plain(each['kind'])} is already there{tags}."
        return
    if target["round"] is not None:
        yield f"{target['design']} comes within reach in round {target['round']}."
        return
    if target["undocumented"]:
        yield f"{target['design']} is never reached; nobody wrote down which tools it takes."
        return
    yield from _to_add(target)


def _to_add(target: dict[str, Any]) -> Iterator[str]:
    add, never = target["add"], f"{target['design']} is never reached"
    if not add:
        yield f"{never}, whatever tools one adds."
        return
    yield f"{never}; {'this' if len(add) == 1 else 'any one of these'} would do:"
    for kinds in add:
        yield from flowing("  ", map(plain, kinds))
    if target["one_way"]:
        yield "  nothing of it can be left out; this is one way, there may be smaller ones"
    elif not target["complete"]:
        yield "  and there are more ways"


def _lost(shown: "Lost", lost: int) -> Iterator[str]:
    yield from _broken(shown.broken)
    if lost:
        yield from flowing("Lost: ", shown.lost)
    else:
        yield "Lost: nothing"
    for each in shown.substitutes:
        copy = f"{plain(each.tag or '')} ({plain(each.kind or '')})"
        yield f"  {each.design}: {copy if each.outside is None else plain(each.outside) + ' from outside'} instead"


def _broken(broken: "Broken") -> Iterator[str]:
    """What is taken to break, where it is not just what was asked about."""
    kind = broken.stand_in_for
    if kind is None:
        if not broken.copies:
            yield "It is lost or retired already."
        return
    if not broken.copies:
        yield f"There is no {plain(kind)} here, and nothing that stands in for it."
        return
    named = [f"{plain(tag)} ({plain(each)})" for each, tag in broken.copies]
    yield from flowing(f"There is no {plain(kind)} here; what stands in for it is taken to break: ", named)
    if len(named) > 1:
        yield f"About one of them alone: toollib build without {plain(broken.copies[0][1])}"

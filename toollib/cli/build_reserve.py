"""The whole bench on the command line: reserve it, ask when it is free, collect it."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from catalog.text import plain
from toollib.cli.params import DAY, TEXT, WHY, examples, pass_session
from toollib.cli.session import Session

if TYPE_CHECKING:
    from toollib.desk.collecting import Collected
    from toollib.workshop.benches import Reserved

_MOST_DAYS = 366


@click.command(
    epilog=examples("toollib build reserve ceb-press --member M-0017 --from 2026-12-05 --to 2026-12-09")
)
@click.argument("design_id", type=TEXT, metavar="ID")
@click.option("--member", type=TEXT, required=True, metavar="MEMBER", help="Who builds it.")
@click.option("--from", "first", type=DAY, metavar="DATE", required=True, help="The first day, an open one.")
@click.option("--to", "last", type=DAY, metavar="DATE", required=True, help="The last day, an open one.")
@click.option("--helps", is_flag=True, help="Also what is nice to have, as far as it is free.")
@pass_session
def reserve(session: Session, design_id: str, member: str, *, first: date, last: date, helps: bool) -> None:
    """Reserve every tool of a design, all or none.

    With what it is made from. The answer is a list to pick the tools by, in the order of the shelves.
    """
    from toollib.workshop import benches

    context = session.verbs.context
    wanted = benches.Wanted(design_id, member, helps)
    done = benches.reserve(context, session.library.workshop, wanted, first=first, last=last)
    session.tell_warnings(done.warnings)
    session.show_view(done, lambda: _bench(done), money=False)


@click.command(epilog=examples("toollib build when ceb-press --member M-0017 --days 2"))
@click.argument("design_id", type=TEXT, metavar="ID")
@click.option("--member", type=TEXT, required=True, metavar="MEMBER", help="Who builds it.")
@click.option(
    "--days", type=click.IntRange(1, _MOST_DAYS), default=1, show_default=True, help="For so many open days."
)
@click.option("--helps", is_flag=True, help="Also what is nice to have, as far as it is free.")
@pass_session
def when(session: Session, design_id: str, member: str, *, days: int, helps: bool) -> None:
    """Say from which day all tools of a design are free together."""
    from toollib.workshop import benches

    wanted = benches.Wanted(design_id, member, helps)
    found = benches.when(session.desk.context, session.library.workshop, wanted, days)

    def words() -> Iterator[str]:
        if found.first is not None:
            days = f"on {found.first}" if found.first == found.to else f"from {found.first} to {found.to}"
            yield f"{plain(design_id)}: {days}"
        else:
            yield f"{plain(design_id)}: not within a year"
            yield from (f"  {plain(each.message)}" for each in found.why)
            yield from () if found.hint is None else (f"  Way out: {plain(found.hint)}",)

    session.show_view(found, words, money=False)


@click.command(epilog=examples("toollib collect M-0017", "toollib collect M-0017 --build 7"))
@click.argument("member", type=TEXT)
@click.option(
    "--build", type=TEXT, metavar="BUILD", help="Only what is reserved for this build, by its number."
)
@click.option("--override", type=WHY, metavar="WHY", help="Go past the reasons that may be overridden.")
@pass_session
def collect(session: Session, member: str, build: str | None, override: str | None) -> None:
    """Lend MEMBER whatever they have reserved for today.

    What was reserved together for a build is lent together or not at all.
    """
    done = session.verbs.collect(member, override=override, build=build)
    session.tell_warnings(done.warnings)
    session.show_view(done, lambda: _collected(session, done))


def _collected(session: Session, done: "Collected") -> Iterator[str]:
    """The loans, those for a build under its name, and what could not be lent."""
    first = done.loans[0]
    yield f"Lent to {plain(first.member_name)} ({first.member}):"
    benches = {loan: each for each in done.benches for loan in each.loans}
    yield from (f"  {session.words.loan_of_member(each)}" for each in done.loans if each.id not in benches)
    for bench in done.benches:
        start = "" if bench.started else f"; `toollib build start {bench.build}` starts it"
        yield f"  for build {bench.build}, {plain(bench.name)}{start}:"
        yield from (
            f"    {session.words.loan_of_member(each)}"
            for each in done.loans
            if benches.get(each.id) is bench
        )
    for refused in done.refused:
        why = "; ".join(plain(one.message) for one in refused.reasons)
        build = "" if refused.build is None else f" for build {refused.build}, {plain(refused.name or '')}"
        numbers = ", ".join(refused.reservations)
        yield f"Not lent{build} (reservation {numbers}): {why}"
        if refused.hint is not None:
            yield f"  {plain(refused.hint)}"


def _bench(done: "Reserved") -> Iterator[str]:
    """The pick list, to be printed and taken along the shelves."""
    from toollib.cli import pick_list

    if not done.reservations:
        yield "Nothing has to be reserved."
    else:
        first = done.reservations[0]
        count = len(done.reservations)
        things = "1 tool is" if count == 1 else f"{count} tools are"
        yield f"{things} reserved from {first.from_} to {first.to}"
        yield f"for {plain(first.member_name)} ({plain(first.member)})."
        yield f"It is build {done.build}, {plain(first.build_name)}: `toollib build start {done.build}` starts it"
    yield from pick_list.lines(done.pick_list)

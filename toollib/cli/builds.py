"""Designs × shelves on the command line: what can be built today, and why not."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from catalog.text import plain
from toollib.cli.flowing import flowing
from toollib.cli.groups import LazyGroup
from toollib.cli.params import DAY, TEXT, examples, paged, pass_session
from toollib.cli.session import Session

if TYPE_CHECKING:
    from catalog.answers import ReadyReport
    from catalog.copies import Way
    from toollib.workshop.ready import When, Workshop


_HEADINGS = {
    "Looking": {
        "ready": "toollib.cli.builds:ready",
        "why": "toollib.cli.builds:why",
        "unlock": "toollib.cli.build_plans:unlock",
        "bootstrap": "toollib.cli.build_plans:bootstrap",
        "proof": "toollib.cli.build_plans:proof",
        "without": "toollib.cli.build_plans:without",
        "when": "toollib.cli.build_reserve:when",
    },
    "Building": {
        "reserve": "toollib.cli.build_reserve:reserve",
        "start": "toollib.cli.build_work:start",
        "step": "toollib.cli.build_work:step",
        "finish": "toollib.cli.build_work:finish",
        "stop": "toollib.cli.build_work:stop",
        "list": "toollib.cli.build_work:list_",
        "show": "toollib.cli.build_work:show",
    },
}


@click.group(cls=LazyGroup, headings=_HEADINGS)
def build() -> None:
    """Say what can be built, plan it, and build it."""


@click.command(epilog=examples("toollib build ready", "toollib build ready --for M-0017 --on 2026-12-05"))
@click.option("--on", type=DAY, metavar="DATE", help="On this day; today unless told.")
@click.option("--for", "member", type=TEXT, metavar="MEMBER", help="By this member, with their inductions.")
@click.option("--owned", is_flag=True, help="As if nothing were out.")
@paged
@pass_session
def ready(session: Session, /, *, limit: int, offset: int, **when: Any) -> None:
    """List the designs whose tools are free, and almost so.

    --limit and --offset hold for each of the lists: the ready ones, the almost ready ones, and those that nobody wrote down.
    """
    from toollib.workshop.ready import When

    workshop, asked = session.workshop, When(**when)
    report = workshop.ready(asked)
    session.tell_broken(len(workshop.shelf.broken))
    part = slice(offset, offset + limit)
    shown = replace(
        report,
        ready=report.ready[part],
        almost=report.almost[part],
        undocumented=report.undocumented[part],
    )
    session.show_plain(shown.to_json(), lambda: _ready(shown, len(report.ready), _untrained(workshop, asked)))
    longest = max(map(len, (report.ready, report.almost, report.undocumented)))
    if offset + limit < longest:
        session.tell_rest(longest, offset + limit, "designs")


@click.command(epilog=examples("toollib build why ceb-press"))
@click.argument("design_id", type=TEXT, metavar="ID")
@click.option("--on", type=DAY, metavar="DATE", help="On this day; today unless told.")
@click.option("--for", "member", type=TEXT, metavar="MEMBER", help="By this member, with their inductions.")
@pass_session
def why(session: Session, design_id: str, on: date | None, member: str | None) -> None:
    """Show for each tool of a design which copy serves, or why none."""
    from toollib.cli.design_words import answer_lines
    from toollib.workshop.ready import When

    workshop = session.workshop
    answer = workshop.why(design_id, When(on, member))
    asked = workshop.inductions(workshop.design(answer.design))
    session.show_plain(answer.to_json(asked), lambda: answer_lines(answer, asked))


def _ready(report: "ReadyReport", ready: int, untrained: Callable[[str], frozenset[str]]) -> Iterator[str]:
    """`untrained`: of which of the kinds that a design lacks nothing but an induction is missing."""
    yield f"Ready: {ready or 'none'}"
    for answer in report.ready:
        yield from flowing(f"  {answer.design}: ", (_copy(way) for way in answer.chosen if way.tag))
    if report.almost:
        yield "Almost, one or two tools are missing:"
        for answer in report.almost:
            only = untrained(answer.design)
            kinds = (plain(kind) + (" (induction)" if kind in only else "") for kind in answer.missing)
            yield from flowing(f"  {answer.design}: ", kinds)
    if report.undocumented:
        yield from flowing("Nobody wrote down all tools of these, or of their parts: ", report.undocumented)


def _untrained(workshop: "Workshop", asked: "When") -> Callable[[str], frozenset[str]]:
    """Of which kinds a design lacks nothing but an induction; where nobody is asked for, of none."""
    return workshop.look(asked).untrained if asked.member is not None else lambda _: frozenset()


def _copy(way: "Way") -> str:
    instead = f" in place of {plain(way.stands_in)}" if way.stands_in is not None else ""
    return f"{plain(way.tag or '')}{instead}"

"""The vocabulary of tool kinds, and the audit."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from catalog.text import plain
from toollib.cli.params import TEXT, examples, paged, pass_session
from toollib.cli.session import Session

if TYPE_CHECKING:
    from toollib.desk.views import Event, Kind


@click.group()
def kind() -> None:
    """Show tool kinds, and add your own."""


@kind.command("list", epilog=examples("toollib kind list"))
@paged
@pass_session
def list_kinds(session: Session, limit: int, offset: int) -> None:
    """List tool kinds, with how many tools of each are here."""
    from toollib.cli.tables import table

    kinds = session.desk.kinds()
    part = kinds[offset : offset + limit]
    session.show(
        {"kinds": part},
        lambda: table(
            ("Kind", "Name", "Category", "Tools"),
            ((each.slug, each.name, each.category or "", str(each.tools)) for each in part),
            right=("Tools",),
        ),
        money=False,
    )
    session.tell_rest(len(kinds), offset + len(part), "kinds")


@kind.command(epilog=examples("toollib kind show angle-grinder"))
@click.argument("kind", type=TEXT)
@pass_session
def show(session: Session, kind: str) -> None:
    """Show one tool KIND, by slug, name or alias."""
    found = session.desk.kind(kind)
    session.show({"kind": found}, lambda: _kind(found), money=False)


@kind.command(
    epilog=examples(
        'toollib kind add earth-auger --name "Earth auger" --category garden --alias "post hole borer"',
        'toollib kind add fret-saw --name "Fret saw" --category hand --stands-in-for jigsaw --price 24.00',
    )
)
@click.argument("slug", type=TEXT)
@click.option("--name", type=TEXT, required=True, metavar="NAME", help="What it is called.")
@click.option("--category", type=TEXT, required=True, metavar="C", help="Such as hand, power or garden.")
@click.option("--alias", "aliases", type=TEXT, multiple=True, metavar="NAME", help="Another name for it.")
@click.option(
    "--stands-in-for",
    type=TEXT,
    multiple=True,
    metavar="KIND",
    help="Where a design asks for that kind, this one will do.",
)
@click.option("--safety", type=TEXT, metavar="TEXT", help="One sentence to say whenever one is lent.")
@click.option("--price", type=TEXT, metavar="AMOUNT", help="What a new one costs; for plans and reports.")
@click.option("--mass", type=TEXT, metavar="MASS", help="What one weighs, such as '4.5 kg'; for reports.")
@click.option("--induction", is_flag=True, help="People usually train first; library.yaml decides.")
@pass_session
def add(session: Session, /, slug: str, **known: Any) -> None:
    """Add a tool kind of your own.

    SLUG is the word by which designs name it. It goes behind the last line of kinds.yaml in the library's folder. What
    stands there is never changed: where it is written so that nothing can follow, the lines to paste are told.
    """
    from toollib.desk.kind_verbs import NewKind

    made = session.verbs.kind_add(slug, NewKind(**known))
    session.show({"kind": made}, lambda: _kind(made), money=False)


@click.group()
def event() -> None:
    """Show what was done, by whom and when."""


@event.command("list", epilog=examples("toollib event list --about T-0042"))
@click.option("--about", type=TEXT, metavar="CODE", help="Only what concerns this member or tool.")
@paged
@pass_session
def list_events(session: Session, about: str | None, limit: int, offset: int) -> None:
    """List the events of the audit, newest first."""
    from toollib.desk.reads import Part

    events = session.desk.events(about, Part(limit, offset))
    session.show({"events": events}, lambda: _events(session, events), money=False)


def _events(session: Session, events: "Sequence[Event]") -> Iterator[str]:
    from toollib.cli.words import by_hand_once

    shown, below = by_hand_once(events)
    for each in shown:
        yield f"{each.id:>6}  {session.words.event(each)}  · {plain(each.who)} at {plain(each.desk)}"
    yield from below


def _kind(found: "Kind") -> Iterator[str]:
    yield f"{found.slug}: {plain(found.name)}"
    if found.category:
        yield f"  category {found.category}"
    if found.aliases:
        yield f"  also called {', '.join(plain(each) for each in found.aliases)}"
    if found.stands_in_for:
        yield f"  can stand in for {', '.join(found.stands_in_for)}"
    if found.safety:
        yield f"  say: {plain(found.safety)}"
    if found.price:
        yield f"  a new one costs {plain(found.price)}"
    if found.mass:
        yield f"  weighs {plain(found.mass)}"
    yield f"  {found.tools} here"

"""The vocabulary of tool kinds, and the audit."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from catalog.text import plain
from toollib.cli.params import TEXT, examples, paged, pass_session
from toollib.cli.session import Session

if TYPE_CHECKING:
    from toollib.desk.views import Kind


@click.group()
def kind() -> None:
    """Show tool kinds: what designs need and the library owns."""


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
    session.show(
        {"events": events},
        lambda: (
            f"{each.id:>6}  {session.words.event(each)}  · {plain(each.who)} at {plain(each.desk)}"
            for each in events
        ),
        money=False,
    )


def _kind(found: "Kind") -> Iterator[str]:
    yield f"{found.slug}: {plain(found.name)}"
    if found.category:
        yield f"  category {found.category}"
    if found.aliases:
        yield f"  also called {', '.join(plain(each) for each in found.aliases)}"
    if found.stands_in_for:
        yield f"  can stand in for {', '.join(found.stands_in_for)}"
    yield f"  {found.tools} here"

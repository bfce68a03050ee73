"""Wishes on the command line: what members want the library to have."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from catalog.text import plain
from toollib.cli.params import TEXT, WHY, examples, paged, pass_session
from toollib.cli.session import Session

if TYPE_CHECKING:
    from toollib.desk.wishing import Wish


@click.group()
def wish() -> None:
    """Keep what members want the library to have."""


@wish.command(
    epilog=examples("toollib wish add M-0017 table-saw", 'toollib wish add M-0017 "a kiln for small pots"')
)
@click.argument("member", type=TEXT)
@click.argument("wanted", type=TEXT, metavar="KIND_OR_TEXT")
@pass_session
def add(session: Session, member: str, wanted: str) -> None:
    """Wish for a tool kind, or for something in words.

    Where somebody wished for the same before, MEMBER wishes along: everybody counts once.
    """
    made = session.verbs.wish(member, wanted)
    session.show({"wish": made}, lambda: _said(session, made, wanted), money=False)


@wish.command(epilog=examples("toollib wish vote M-0021 3"))
@click.argument("member", type=TEXT)
@click.argument("wish_id", type=TEXT, metavar="ID")
@pass_session
def vote(session: Session, member: str, wish_id: str) -> None:
    """Let MEMBER share the wish with this number."""
    shared = session.verbs.wish_vote(member, wish_id)
    session.show({"wish": shared}, lambda: [_line(shared)], money=False)


@wish.command(epilog=examples('toollib wish close 3 "bought in May"'))
@click.argument("wish_id", type=TEXT, metavar="ID")
@click.argument("why", type=WHY)
@pass_session
def close(session: Session, wish_id: str, why: str) -> None:
    """End a wish that came true, or will not, saying why."""
    closed = session.verbs.wish_close(wish_id, why)
    session.show({"wish": closed}, lambda: [_line(closed)], money=False)


@wish.command("list", epilog=examples("toollib wish list", "toollib wish list --all"))
@click.option("--all", "everything", is_flag=True, help="Those that are closed, too.")
@paged
@pass_session
def list_wishes(session: Session, *, everything: bool, limit: int, offset: int) -> None:
    """List wishes, those that most members share first.

    Who shares them is told to nobody. `report priorities` weighs them with what else members lacked.
    """
    wishes = session.desk.wishes(closed=everything)
    part = wishes[offset : offset + limit]
    session.show({"wishes": part}, lambda: map(_line, part), money=False)
    session.tell_rest(len(wishes), offset + len(part), "wishes")


def _said(session: Session, made: "Wish", wanted: str) -> Iterator[str]:
    yield _line(made)
    near = [] if made.kind is not None else session.library.vocabulary.near(wanted)
    if near:
        yield f"  kept in these words; kinds that are called alike: {', '.join(near)}"


def _line(wish: "Wish") -> str:
    members = "1 member" if wish.votes == 1 else f"{wish.votes} members"
    owned = f", {wish.owned} here" if wish.owned else ""
    closed = "" if wish.state == "open" else f", closed: {plain(wish.why or '')}"
    return f"{wish.id}  {plain(wish.kind or wish.text or '')}: {members}{owned}{closed}"

"""New design files in the library's own folder: a template to fill, or a fork of a design on the shelf."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toollib.cli.output import tell
from toollib.cli.params import TEXT, examples, pass_session
from toollib.cli.session import Session

if TYPE_CHECKING:
    from catalog.drafting import Drafted
    from catalog.problem import Problem
    from catalog.shelf import Card


@click.command(epilog=examples("toollib design new garden-bench"))
@click.argument("design_id", type=TEXT, metavar="ID")
@pass_session
def new(session: Session, design_id: str) -> None:
    """Write a commented template into the library's own designs.

    Fill its blanks in an editor; `toollib design check` tells what is left. A file that is there is never written over.
    """
    from catalog.drafting import new_design

    folder, other = _own_folder(session), session.library.shelf.card(design_id)
    _show(session, new_design(folder, design_id, kinds=session.library.vocabulary.kinds), other)


@click.command(
    epilog=examples("toollib design fork ceb-press my-ceb-press --author 'Robin Field'"),
)
@click.argument("design_id", type=TEXT, metavar="ID")
@click.argument("new_id", type=TEXT, metavar="NEW_ID")
@click.option(
    "--author", type=TEXT, metavar="NAME", help="Who makes the fork; else its author stays as it is."
)
@pass_session
def fork(session: Session, design_id: str, new_id: str, *, author: str | None) -> None:
    """Copy a design into the library's own, and credit the original.

    The text is copied word for word, its license stays, and the original's file is never changed.
    """
    from catalog.drafting import fork_design

    workshop = session.library.workshop
    card = workshop.shelf.card(workshop.design(design_id).id)
    original = Path("" if card is None else card.file)
    folder, kinds, other = _own_folder(session), session.library.vocabulary.kinds, workshop.shelf.card(new_id)
    _show(session, fork_design(original, folder, new_id, kinds=kinds, author=author or None), other)


def _own_folder(session: Session) -> Path:
    """The folder of the library into which new designs go: the first that its settings name."""
    from toollib.rules.reasons import refuse

    folders = session.library.settings.designs.folders
    if not folders:
        hint = "add `designs: {folders: [designs]}` to library.yaml"
        raise refuse("settings-broken", "the settings name no folder for the library's own designs", hint)
    return session.folder / folders[0]


def _show(session: Session, made: "Drafted | Problem", other: "Card | None") -> None:
    """Tell what was written; `other` is the design that had this id or was called so until now."""
    from catalog.problem import Problem
    from toollib.rules.reasons import refuse

    if isinstance(made, Problem):
        if made.code == "id-wrong":
            raise click.UsageError(f"{made.message}; {made.hint}")
        raise refuse("bad-file", f"{made.file}: {made.message}", made.hint)
    if other is not None:
        session.warn(f"{other.file} is found under this id no more: the new file stands before it")
    problems = [problem.to_json() for problem in made.problems]
    document = {"id": made.path.stem, "file": str(made.path), "problems": problems}
    session.show_plain(document, lambda: _words(made))


def _words(made: "Drafted") -> Iterator[str]:
    yield str(made.path)
    left = sum(problem.severity == "error" for problem in made.problems)
    if left:
        tell(f"{left} places to fill or mend; `toollib design check` names each.")

"""Who must be named, and may it be sold: the credits of a design on the command line."""

from typing import TYPE_CHECKING

import click

from catalog.text import plain
from toollib.cli.params import TEXT, examples, pass_session
from toollib.cli.session import Session

if TYPE_CHECKING:
    from catalog.credits import Credits

_MEANS = {
    "ok": "the licenses go together, and every one is open: you may build, change and sell it",
    "conflict": "the licenses do not go together: nobody may give on the whole as it stands",
    "not-open": "a part of it is not open: you may not sell the whole, or not change it",
    "unclear": "nobody can tell from what is stated: ask the makers before you sell it",
}


@click.command(
    "credits",
    epilog=examples(
        "toollib design credits openflexure-microscope", "toollib design credits ceb-press > CREDITS.txt"
    ),
)
@click.argument("design_id", type=TEXT, metavar="ID")
@pass_session
def credits_(session: Session, design_id: str) -> None:
    """Name who must be credited, and tell whether the licenses fit.

    The lines can be pasted under your own work: title, author, source, license, for the design and everything that
    is made for it. What the licenses mean together is
    said on stderr, with the source of each rule. It is no legal advice.
    """
    from catalog.credits import credits_of

    workshop = session.library.workshop
    found = credits_of(workshop.design(design_id), workshop.shelf.get)
    session.show_plain(found.to_json(), lambda: map(plain, map(str, found.lines)))
    if not session.asked.json:
        _tell(found)


def _tell(found: "Credits") -> None:
    from toollib.cli.output import tell

    tell(f"License: {found.verdict} - {_MEANS[found.verdict]}.")
    if found.verdict == "ok" and found.whole is not None:
        tell(f"  The whole can be published under {plain(found.whole)}.")
    for each in found.findings:
        tell(f"  {each.verdict}: {plain(str(each))}")

"""One person with two records, and a person who leaves: merging, telling everything, erasing."""

from pathlib import Path

import click

from toollib.cli.members import show_member
from toollib.cli.output import print_json
from toollib.cli.params import TEXT, examples, pass_session
from toollib.cli.session import Session


@click.command(epilog=examples("toollib member merge M-0017 M-0098"))
@click.argument("keep", type=TEXT)
@click.argument("gone", type=TEXT)
@pass_session
def merge(session: Session, keep: str, gone: str) -> None:
    """Make one member of two records of the same person.

    Loans, money, holds, cards and inductions of GONE become those of KEEP, its id and cards lead there. It cannot be
    undone.
    """
    show_member(session, session.desk.member_merge(keep, gone))


@click.command(epilog=examples("toollib member export M-0017", "toollib member export ada -o ada.json"))
@click.argument("member", type=TEXT)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write it to this new file, readable by you only.",
)
@pass_session
def export(session: Session, member: str, output: Path | None) -> None:
    """Tell all that is kept about MEMBER, as JSON.

    What they borrowed, paid and waited for, what was noted about them, and their files.
    """
    document = session.desk.member_export(member)
    session.check_still()
    if output is None:
        print_json(document)
        return
    from toollib.desk import dossier

    dossier.write(output, document)
    session.show_plain({"file": str(output)}, lambda: [f"Wrote {output}."])


@click.command(epilog=examples("toollib member erase M-0017 --yes"))
@click.argument("member", type=TEXT)
@click.option("--yes", is_flag=True, help="Yes, forget this person for good.")
@pass_session
def erase(session: Session, member: str, *, yes: bool) -> None:
    """Forget MEMBER for good.

    Name, ways to reach them, cards, notes, blocks and files go, to the last byte of the database. Their loans still count, without a name; their id is never given again. It is refused while they have something to
    bring back or pay. It cannot be undone; backups made before still know them.
    """
    if not yes:
        raise click.UsageError("erasing a member cannot be undone; add --yes")
    left = session.desk.member_erase(member)
    session.tell_warnings(left.warnings)
    gone = left.member.id
    session.show(
        {"member": left.member}, lambda: [f"{gone} is erased; their loans still count, without a name."]
    )

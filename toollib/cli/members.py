"""The records of members."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast, get_args

import click

from toollib.cli.groups import LazyGroup
from toollib.cli.params import DAY, TEXT, examples, paged, pass_session, require_change, together
from toollib.cli.session import Session
from toollib.rules.eligibility import Standing

if TYPE_CHECKING:
    from toollib.desk.people import Fee, MemberEdit
    from toollib.desk.views import Member

_HERE, _GOING_ON, _ENDING = "toollib.cli.members", "toollib.cli.memberships", "toollib.cli.leaving"
_COMMANDS = {
    "Records": {
        "add": f"{_HERE}:add",
        "show": f"{_HERE}:show",
        "list": f"{_HERE}:list_",
        "edit": f"{_HERE}:edit",
        "note": f"{_GOING_ON}:note",
    },
    "Membership": {
        "renew": f"{_GOING_ON}:renew",
        "waiver": f"{_GOING_ON}:waiver",
        "induct": f"{_GOING_ON}:induct",
        "block": f"{_GOING_ON}:block",
        "unblock": f"{_GOING_ON}:unblock",
    },
    "One person, and none": {
        "merge": f"{_ENDING}:merge",
        "export": f"{_ENDING}:export",
        "erase": f"{_ENDING}:erase",
    },
}


@click.group(cls=LazyGroup, headings=_COMMANDS)
def member() -> None:
    """Sign up, show and change members and memberships."""


known_of_member = together(
    click.option(
        "--card", "cards", type=TEXT, multiple=True, metavar="CODE", help="A card; may be repeated."
    ),
    click.option("--email", type=TEXT, metavar="A", help="E-mail address."),
    click.option("--phone", type=TEXT, metavar="N", help="Telephone number."),
    click.option("--tier", type=TEXT, metavar="T", help="Level of membership, of library.yaml."),
    click.option("--since", type=DAY, metavar="DATE", help="First day of the membership."),
    click.option("--until", type=DAY, metavar="DATE", help="Last day of the membership."),
    click.option("--waiver", is_flag=True, help="The waiver was signed today."),
    click.option("--identity", is_flag=True, help="An identity paper was seen today."),
    click.option(
        "--inducted",
        type=TEXT,
        multiple=True,
        metavar="TOPIC",
        help="Trained today; may be repeated.",
    ),
    click.option("--role", type=TEXT, metavar="ROLE", help="What they may do here, of library.yaml."),
    click.option(
        "--no-access-before/--access-before",
        default=None,
        help="Whether they could get at such tools before joining (for the impact report).",
    ),
)
"""What is known of a member: the same for `add`, `edit` and `renew`."""


fee_options = together(
    click.option("--paid", type=click.Choice(["cash", "card", "transfer"]), help="The fee was paid so."),
    click.option("--no-fee", is_flag=True, help="No fee is charged."),
)
"""How the fee of the tier was paid, or that none is taken."""


def fee_of(paid: str | None, *, no_fee: bool) -> "Fee | None":
    """What these options say of the fee.

    Raises:
        UsageError: they exclude each other.
    """
    if paid is not None and no_fee:
        raise click.UsageError("--paid and --no-fee exclude each other")
    fee: Any = "no-fee" if no_fee else paid
    return cast("Fee | None", fee)


droppable = click.option(
    "--drop-card",
    "drop_cards",
    type=TEXT,
    multiple=True,
    metavar="CODE",
    help="A card that is theirs no more; may be repeated.",
)
"""The cards that are taken away."""


@click.command(
    epilog=examples('toollib member add "Ada Osei" --card 04a2b9 --waiver --identity --paid cash'),
)
@click.argument("name", type=TEXT)
@known_of_member
@fee_options
@pass_session
def add(session: Session, /, name: str, *, paid: str | None, no_fee: bool, **known: Any) -> None:
    """Sign up a member called NAME.

    A card of the form M-0017 becomes the id, otherwise it is the next free one. The fee of the tier is charged.
    """
    fee = fee_of(paid, no_fee=no_fee)
    show_member(session, session.verbs.member_add(edit_of(name, known), fee=fee))


@click.command(
    epilog=examples(
        "toollib member edit M-0017 --phone 0123",
        "toollib member edit M-0017 --drop-card 04a2b9 --card 04c7d1",
    )
)
@click.argument("member", type=TEXT)
@click.option("--name", type=TEXT, metavar="NAME", help="Another name.")
@known_of_member
@droppable
@pass_session
def edit(session: Session, /, member: str, name: str | None, **known: Any) -> None:
    """Change what is known of MEMBER.

    An empty text removes what was there; cards and inductions are added, a lost card goes with --drop-card.
    """
    require_change(session, name=name, **known)
    show_member(session, session.verbs.member_edit(member, edit_of(name, known)))


@click.command(epilog=examples("toollib member show M-0017"))
@click.argument("member", type=TEXT)
@pass_session
def show(session: Session, member: str) -> None:
    """Show what is known of MEMBER."""
    show_member(session, session.desk.member(member))


@click.command("list", epilog=examples("toollib member list --standing expired"))
@click.option("--standing", type=click.Choice(get_args(Standing)), help="Only those in this standing.")
@click.option("--tier", type=TEXT, metavar="T", help="Only those of this tier.")
@paged
@pass_session
def list_(session: Session, *, standing: str | None, tier: str | None, limit: int, offset: int) -> None:
    """List members by name."""
    from toollib.desk.reads import MembersWanted, Part

    page = session.desk.members(MembersWanted(standing=standing, tier=tier), Part(limit, offset))
    session.show({"members": page.rows}, lambda: _rows(session, page.rows))
    session.tell_rest(page.total, offset + len(page.rows), "members")


def edit_of(name: str | None, known: dict[str, Any]) -> "MemberEdit":
    """What these options say of a member."""
    from toollib.desk.people import MemberEdit

    return MemberEdit(name=name, **known)


def show_member(session: Session, found: "Member") -> None:
    """Show one member, with what they have."""
    from toollib.desk.reads import LoansWanted

    def words() -> Iterator[str]:
        theirs = session.desk.loans(LoansWanted(open_only=True, member=found.id)).rows
        yield from session.words.member(found, theirs)

    session.show({"member": found}, words)


def _rows(session: Session, rows: "tuple[Member, ...]") -> Iterator[str]:
    from toollib.cli.tables import table

    yield from table(
        ("Member", "Name", "Standing", "Tier", "Until", "Loans", "Owes"),
        (
            (
                each.id,
                each.name,
                each.standing,
                each.tier or "–",
                str(each.until or "–"),
                str(each.loans),
                session.words.money(each.owes) if each.owes else "",
            )
            for each in rows
        ),
        right=("Loans", "Owes"),
    )

"""The forms of a wish: a new one, one more member who shares it, and its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from toollib.tui.screens.form import Field, Form, Values, no_scan

if TYPE_CHECKING:
    from toollib.desk.wishing import Wish
    from toollib.tui.seat import Seat

Told = Callable[["Wish"], None]
_MEMBER = Field("member", "Member", needed=True, hint="scan the card, or an id or name", takes="member")


def wish_form(told: Told, *, what: str = "", member: tuple[str, str] = ("", "")) -> Form:
    """Who wishes for what. `member`: the id and the name of whoever it is, if that is known."""

    def verb(seat: Seat, values: Values) -> Wish:
        return seat.desk.wish(member[0] or values["member"], values["what"])

    fields = (
        Field(
            "what", "Wish", what, needed=True, hint="a tool kind, or in the member's own words", takes="tool"
        ),
        *(() if member[0] else (_MEMBER,)),
    )
    title = f"A wish of {member[1]}" if member[0] else "A wish"
    intro = "Where somebody wished for the same before, it is one vote more. Everybody counts once."
    return Form(f"wish {member[0]}{what}", title, fields, verb, told, intro)


def vote_form(wish: Wish, told: Told) -> Form:
    """Who else wishes for it."""

    def verb(seat: Seat, values: Values) -> Wish:
        return seat.desk.wish_vote(values["member"], wish.id)

    title = f"Who wishes for {wished(wish)} too?"
    return Form(f"vote {wish.id}", title, (_MEMBER,), verb, told, "Everybody counts once.")


def close_form(wish: Wish, told: Told) -> Form:
    """Why a wish ends."""

    def verb(seat: Seat, values: Values) -> Wish:
        return seat.desk.wish_close(wish.id, no_scan(seat, values["why"], "the why"))

    fields = (Field("why", "Why", needed=True, hint="bought in May; too dangerous to lend"),)
    return Form(f"close wish {wish.id}", f"The wish for {wished(wish)} ends", fields, verb, told)


def wished(wish: Wish) -> str:
    """What is wished for, in a few words."""
    return wish.name


def told_wish(wish: Wish) -> str:
    """How a wish stands now, in a sentence."""
    if wish.state == "closed":
        return f"The wish for {wished(wish)} ended: {wish.why or 'closed'}"
    members = "one member wishes" if wish.votes == 1 else f"{wish.votes} members wish"
    here = f" ({wish.owned} here already)" if wish.owned else ""
    return f"{members[:1].upper()}{members[1:]} for {wished(wish)}{here}"

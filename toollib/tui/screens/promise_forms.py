"""The forms of what is promised: a hold, a reservation, and giving either up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from toollib.tui import words
from toollib.tui.days import DAY_HINT, day_typed
from toollib.tui.screens.form import Field, Form, Values

if TYPE_CHECKING:
    from toollib.desk.views import Hold, Reservation
    from toollib.tui.seat import Seat

Told = Callable[[str], None]
_WHO = Field("member", "Member", needed=True, hint="scan the card, or an id or name", takes="member")
_WHAT = Field("what", "Kind or tag", needed=True, hint="like orbital sander, or T-0042", takes="tool")


def hold_of(told: Told, *, member: str = "", what: str = "", title: str) -> Form:
    """A place in the queue, for a member or for a tool that is known already."""

    def verb(seat: Seat, values: Values) -> Hold:
        placed = seat.desk.hold(member or values["member"], what or values["what"])
        seat.session.refresh()
        return placed

    field = _WHAT if member else _WHO
    return Form(f"hold {member}{what}", title, (field,), verb, lambda placed: told(hold_told(placed)))


def reserve_of(told: Told, *, member: str = "", what: str = "", title: str) -> Form:
    """A claim on days, for a member or for a tool that is known already."""

    def verb(seat: Seat, values: Values) -> Reservation:
        first, last = day_typed(seat, values["first"]), day_typed(seat, values["last"])
        claim = seat.desk.reserve(member or values["member"], what or values["what"], first=first, last=last)
        seat.session.refresh()
        return claim

    fields = (
        _WHAT if member else _WHO,
        Field("first", "From", needed=True, hint=DAY_HINT),
        Field("last", "To", needed=True, hint="that day included"),
    )
    intro = "Both days are open days. It is accepted only if it can be kept with all others."
    return Form(f"reserve {member}{what}", title, fields, verb, lambda claim: told(_claimed(claim)), intro)


def give_up_form(
    holds: Sequence[Hold], reservations: Sequence[Reservation], told: Told, *, title: str
) -> Form:
    """Take a member out of a queue, or give their days back."""
    choices = {f"hold {words.thing(each)}": ("hold", each.id) for each in holds}
    choices |= {f"{words.thing(each)} from {each.from_}": ("reservation", each.id) for each in reservations}

    def verb(seat: Seat, values: Values) -> str:
        what, number = choices[values["which"]]
        if what == "hold":
            seat.desk.hold_cancel(number)
        else:
            seat.desk.reserve_cancel(number)
        seat.session.refresh()
        return values["which"]

    first = next(iter(choices))
    fields = (Field("which", "Which", first, "choice", tuple(choices)),)
    return Form(title, title, fields, verb, lambda which: told(f"Given up: {which}"))


def hold_told(placed: Hold) -> str:
    """What became of a hold, in a sentence."""
    what = words.thing(placed)
    if placed.ready_until is not None:
        until = f"{placed.ready_until:%a} {placed.ready_until.day} {placed.ready_until:%b}"
        return f"{what} is kept ready for {placed.member_name} until {until}"
    return f"{placed.member_name} waits for {what}, place {placed.place}"


def _claimed(claim: Reservation) -> str:
    told = f"{words.thing(claim)} reserved for {claim.member_name}, {claim.from_} to {claim.to}"
    return " · ".join((told, *(f"! {each}" for each in claim.warnings)))

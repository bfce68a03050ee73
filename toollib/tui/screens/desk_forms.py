"""What the desk asks in a form: a payment, a note, a why; and renewing a whole card."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from toollib.rules.reasons import refuse
from toollib.tui.screens.form import Field, Form, Values, no_scan
from toollib.tui.screens.promise_forms import hold_told

if TYPE_CHECKING:
    from toollib.desk.money import Method
    from toollib.desk.scanning import Scanned
    from toollib.desk.views import Booked, Hold, Member
    from toollib.tui.seat import About, Seat

_ONE_COPY = "one copy is held from its own page: F2, the tool, F8"
PAID_BY = ("cash", "card", "transfer")


def pay_form(member: Member, about: About, told: Callable[[str], None]) -> Form:
    """A payment; what is owed stands there already."""
    money = about.sayings.money
    owed = about.major(member.owes) if member.owes > 0 else ""

    def verb(seat: Seat, values: Values) -> Booked:
        amount = no_scan(seat, values["amount"], "an amount")
        booked = seat.desk.pay(member.id, amount, by=cast("Method", values["by"]))
        seat.session.refresh()
        return booked

    def done(booked: Booked) -> None:
        left = f"owes {money(booked.owes)}" if booked.owes > 0 else "owes nothing"
        if booked.owes < 0:
            left = f"has {money(-booked.owes)} credit"
        told(f"{member.name} paid {money(booked.entry.amount)}: {left} now")

    fields = (
        Field("amount", "Amount", owed, needed=True, hint=f"like {about.major(1250)}"),
        Field("by", "Paid by", "cash", "choice", PAID_BY),
    )
    return Form(f"pay {member.id}", f"Payment from {member.name} · {member.id}", fields, verb, done)


def note_form(member: Member, about: About, told: Callable[[str], None]) -> Form:
    """The note that stands on the card."""

    def verb(seat: Seat, values: Values) -> Member:
        from toollib.desk.people import MemberEdit

        note = no_scan(seat, values["note"], "a note")
        return seat.desk.member_edit(member.id, MemberEdit(note=note, seen=member))

    fields = (Field("note", "Note", member.note, hint=f"{about.who} writes"),)
    return Form(
        f"note {member.id}",
        f"Note on {member.name} · {member.id}",
        fields,
        verb,
        lambda _: told(f"Note on {member.name} changed"),
        "Everybody at the desk reads it. Write what you would say to the member's face.",
    )


def hold_form(member: Member, _about: About, told: Callable[[str], None]) -> Form:
    """A place in the queue for a kind; a copy that is free is kept ready at once."""

    def verb(seat: Seat, values: Values) -> Hold:
        placed = seat.desk.hold(member.id, no_scan(seat, values["what"], "a kind", _ONE_COPY))
        seat.session.refresh()
        return placed

    fields = (Field("what", "Kind", needed=True, hint="like orbital sander", way_out=_ONE_COPY),)
    return Form(
        f"hold {member.id}",
        f"{member.name} · {member.id} waits for",
        fields,
        verb,
        lambda placed: told(hold_told(placed)),
        "Any copy of the kind will do. To wait for one copy, open that tool (F2) and press F8 there.",
    )


def trouble_form(name: str, tag: str, parts: str, answered: Callable[[Any], None]) -> Form:
    """What is wrong with a tool that came back a moment ago."""

    def verb(seat: Seat, values: Values) -> Scanned:
        from toollib.desk.kits import Trouble

        broken = no_scan(seat, values["broken"], "what is broken").strip() or None
        missing = tuple(filter(None, map(str.strip, values["missing"].split(","))))
        if broken is None and not missing:
            raise refuse("tool-in-repair", "say what is broken, or which part is missing")
        return seat.session.report(tag, Trouble(broken, missing))

    fields = (
        Field("broken", "Broken", hint="like the chuck wobbles"),
        Field("missing", "Missing", hint="like battery, or bit=2; apart by commas"),
    )
    intro = f"It came with {parts}. " if parts else ""
    intro += "It waits in repair until that is settled; missing parts stay owed."
    return Form(
        f"trouble {tag}", f"{tag} {name} is broken, or not all of it came back", fields, verb, answered, intro
    )


def override_form(refused: Scanned, answered: Callable[[Any], None]) -> Form:
    """The why of going past a refusal."""

    def verb(seat: Seat, values: Values) -> Scanned:
        return seat.session.override(no_scan(seat, values["why"], "a why"))

    reasons = "; ".join(each.message for each in refused.reasons)
    fields = (Field("why", "Why", needed=True, hint="kept in the audit with your name"),)
    return Form(f"override {refused.text}", "Go past the refusal", fields, verb, answered, reasons)


def renew_all(seat: Seat) -> tuple[str, list[str]]:
    """Renew the loans of the open card: what was renewed in a sentence, every reason for the others, and warnings."""
    visit = seat.session.visit
    if visit is None:
        return "", ["no card is open"]
    if not visit.loans:
        return "", [f"{visit.member.name} has no loans"]
    renewed = seat.desk.renew_all(visit.member.id)
    seat.session.refresh()
    tags = ", ".join(f"{loan.tool} to {loan.due:%-d %b}" for loan in renewed.loans)
    refused = [f"{each.tool}: {why.message}" for each in renewed.refused or () for why in each.reasons]
    return (f"Renewed for {visit.member.name}: {tags}" if tags else ""), [*refused, *renewed.warnings]

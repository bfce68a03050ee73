"""The forms about the library's rules: terms of a loan, a day that is closed, the training of a group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from toollib.tui import words
from toollib.tui.days import DAY_HINT, day_typed
from toollib.tui.screens.form import Field, Form, Values, no_scan, sure
from toollib.tui.widgets.lines import Line, Piece, line

if TYPE_CHECKING:
    from datetime import date

    from toollib.desk.rule_views import ClosedDay, PolicyOrigin, PolicyTold
    from toollib.desk.views import Member
    from toollib.tui.seat import About, Seat

Told = Callable[[str], None]
Did = Callable[[str, Iterable[Line]], None]


def terms_form(
    about: About, tell: Callable[[str, Iterable[Line]], None], member: str = "", tool: str = ""
) -> Form:
    """Whose loan of what; the answer tells each term and the line of library.yaml that gave it."""

    def verb(seat: Seat, values: Values) -> PolicyTold:
        return seat.desk.policy(tool or values["tool"], member or values["member"])

    def done(found: PolicyTold) -> None:
        tell(
            f"{found.tool} for {found.member} ({found.tier or 'no tier'})", _terms(found, about.sayings.money)
        )

    fields = (
        *(
            ()
            if member
            else (
                Field(
                    "member", "Member", needed=True, hint="scan the card, or an id or name", takes="member"
                ),
            )
        ),
        *(
            ()
            if tool
            else (Field("tool", "Tool", needed=True, hint="scan the tag, or a full name", takes="tool"),)
        ),
    )
    return Form(f"terms {member}{tool}", "Terms of a loan", fields, verb, done, "Nothing is lent by asking.")


def close_day_form(today: date, did: Did) -> Form:
    """A day that would have been open, and why it is not."""

    def verb(seat: Seat, values: Values) -> ClosedDay:
        return seat.desk.close_day(day_typed(seat, values["day"]), no_scan(seat, values["why"], "a why"))

    def done(closed: ClosedDay) -> None:
        did(f"{words.day(closed.day, today)} is closed: {closed.why}", _moved(closed, today))

    fields = (
        Field("day", "Day", str(today), needed=True, hint=DAY_HINT),
        Field("why", "Why", needed=True, hint="like the heating is broken"),
        sure("close"),
    )
    intro = (
        "What is due, kept ready or reserved on it moves to the next open day, and nobody pays for that. "
        "A day is not opened again; what is known long before belongs in library.yaml."
    )
    return Form("close day", "Close a day", fields, verb, done, intro)


def train_group_form(about: About, told: Told) -> Form:
    """Who was trained in what, by whom, until when; all are entered or none."""

    def verb(seat: Seat, values: Values) -> tuple[str, tuple[Member, ...]]:
        who = [each for part in values["members"].split(",") if (each := part.strip())]
        until = day_typed(seat, values["until"]) if values["until"].strip() else None
        by = values["by"].strip() or None
        trained = seat.desk.member_induct(values["topic"], who, by=by, until=until)
        seat.session.refresh()
        return values["topic"], trained

    def done(answer: tuple[str, tuple[Member, ...]]) -> None:
        topic, trained = answer
        told(f"Induction {topic} entered for {len(trained)}: {', '.join(each.name for each in trained)}")

    fields = (
        Field("topic", "Induction", about.topics[0], "choice", about.topics),
        Field(
            "members",
            "Members",
            kind="several",
            needed=True,
            hint="scan card after card, then Enter",
            takes="member",
        ),
        Field("by", "Given by", hint=f"blank: {about.who}", takes="person"),
        Field("until", "Until", hint="blank: as long as library.yaml says"),
    )
    intro = "All of them are entered, or none."
    return Form("train group", "Induction of a group", fields, verb, done, intro)


def _terms(told: PolicyTold, money: words.Money) -> Iterator[Line]:
    from toollib.rules.money import Amount

    for key, each in told.policy.items():
        value = each.value
        if isinstance(value, Amount):
            shown = money(value)
        elif isinstance(value, bool):
            shown = "yes" if value else "no"
        else:
            shown = "none" if value is None else str(value)
        yield line(
            Piece(f"{key.replace('_', '-'):<14}", "key"), f"{shown:<12}", Piece(_given(each.from_), "dim")
        )


def _given(origin: PolicyOrigin | None) -> str:
    """The name and line of library.yaml that gave a term; its folder is known here."""
    if origin is None:
        return "the program: library.yaml says nothing of it"
    file = origin.file.rpartition("/")[2]
    where = file if origin.line is None else f"{file}:{origin.line}"
    return f"{where} {origin.name}{f' of tier {origin.tier}' if origin.tier else ''}"


def _moved(closed: ClosedDay, today: date) -> Iterator[Line]:
    for loan in closed.loans:
        whom = loan.member_name or loan.member or "a member who left"
        yield line(f"→ {loan.tool} {loan.tool_name} · {whom}: due {words.day(loan.due, today)}")
    for hold in closed.holds:
        yield line(f"{words.thing(hold)} · {hold.member_name}  ", words.hold(hold, today))
    for claim in closed.reservations:
        days = f"{words.day(claim.from_, today)} – {words.day(claim.to, today)}"
        yield line(f"▣ {words.thing(claim)} · {claim.member_name}: {days}")

"""The forms of a member's record as a whole: an entry taken back, two records of one person, everything kept, leaving."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from toollib.rules.reasons import refuse
from toollib.tui.screens.form import Field, Form, Values, no_scan, sure

if TYPE_CHECKING:
    from datetime import datetime

    from toollib.desk.views import Booked, Entry, Left, Member
    from toollib.tui.seat import About, Seat
    from toollib.tui.words import Sayings

Told = Callable[[str], None]


def void_form(who: Member, entries: Iterable[Entry], about: About, now: datetime, told: Told) -> Form:
    """Which entry of the account is taken back, the newest first, and why."""
    say = about.sayings
    choices = {f"{each.id}: {_entry(each, say, now)}": each.id for each in entries}

    def verb(seat: Seat, values: Values) -> Booked:
        booked = seat.desk.void(choices[values["entry"]], no_scan(seat, values["why"], "a why"))
        seat.session.refresh()
        return booked

    def done(booked: Booked) -> None:
        told(f"{who.name}: entry taken back, {owing(booked.owes, say.money)} now")

    fields = (
        Field("entry", "Entry", next(iter(choices)), "choice", tuple(choices)),
        Field("why", "Why", needed=True, hint="like booked to the wrong member"),
    )
    intro = "The account keeps both lines. What was done a moment ago is better undone with ctrl+z."
    return Form(f"void {who.id}", f"Take back an entry of {named(who)}", fields, verb, done, intro)


def merge_form(keep: Member, ask: Callable[[Form], None], told: Told, about: About) -> Form:
    """Which other record is of the same person; who that is, is shown before anything is done."""

    def verb(seat: Seat, values: Values) -> Member:
        gone = seat.desk.member(values["gone"])
        if gone.id == keep.id:
            raise refuse("member-ambiguous", f"that is {keep.id} itself", "name the other record")
        return gone

    fields = (
        Field("gone", "Other record", needed=True, hint="scan its card, or an id or name", takes="member"),
    )
    title = f"Merge another record into {named(keep)}"
    intro = "For a person who is in the library twice. The page that you came from is kept."
    return Form(
        f"merge {keep.id}", title, fields, verb, lambda gone: ask(_merge(keep, gone, told, about)), intro
    )


def _merge(keep: Member, gone: Member, told: Told, about: About) -> Form:
    def verb(seat: Seat, _values: Values) -> Member:
        merged = seat.desk.member_merge(keep.id, gone.id)
        seat.session.refresh()
        return merged

    loans = f"{gone.loans} loan{'' if gone.loans == 1 else 's'}"
    intro = (
        f"{named(gone)} ({loans}, {owing(gone.owes, about.sayings.money)}) goes into {named(keep)}: loans, money, "
        f"holds, cards and inductions. {gone.id} leads there from now on. It cannot be undone."
    )
    return Form(
        f"merge {keep.id} {gone.id}",
        f"Are {gone.id} and {keep.id} one person?",
        (sure("merge"),),
        verb,
        lambda _: told(f"{named(gone)} is merged into {named(keep)}"),
        intro,
    )


def export_form(who: Member, told: Told) -> Form:
    """Into which new file everything is written that is kept about a member."""

    def verb(seat: Seat, values: Values) -> Path:
        from toollib.desk import dossier

        path = Path(values["file"].strip()).expanduser().absolute()
        dossier.write(path, seat.desk.member_export(who.id))
        return path

    fields = (Field("file", "File", str(Path.home() / f"{who.id}.json"), needed=True),)
    return Form(
        f"export {who.id}",
        f"Everything kept about {named(who)}",
        fields,
        verb,
        lambda path: told(f"Everything kept about {named(who)} stands in {path}"),
        "One new file, which only you can read: give it to them, then delete it here.",
    )


def erase_form(who: Member, erased: Callable[[Left], None]) -> Form:
    """Whether a member is really to be forgotten."""

    def verb(seat: Seat, _values: Values) -> Left:
        left = seat.desk.member_erase(who.id)
        seat.session.refresh()
        return left

    intro = (
        "Name, ways to reach them, cards, notes and files go to the last byte; their loans still count, without a name. "
        "It is refused while they have something to bring back or to pay. Older backups still know them. "
        "Do they want a copy first? Then Esc, F12, “Write down everything kept”."
    )
    return Form(f"erase {who.id}", f"Erase {named(who)} for good", (sure("erase"),), verb, erased, intro)


def named(who: Member) -> str:
    """A member by name and id."""
    return f"{who.name} · {who.id}"


def owing(minor: int, money: Callable[[int], str]) -> str:
    """What a member owes, or has to their credit, after their name."""
    return f"has {money(-minor)} credit" if minor < 0 else f"owes {money(minor) if minor else 'nothing'}"


def _entry(each: Entry, say: Sayings, now: datetime) -> str:
    why = f", {each.why}" if each.why else ""
    return f"{each.kind} {say.money(each.amount)} {say.moment(each.at, now)}{why}"

"""What to take from the shelves for a bench, in the order of the shelves, and how it is collected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from toollib.tui import words
from toollib.tui.widgets.lines import Line, Piece, line

if TYPE_CHECKING:
    from toollib.workshop.benches import Pick, Reserved


def reserved_words(done: Reserved, name: str, today: date) -> str:
    """What was reserved, in a sentence."""
    if not done.reservations:
        return f"{name}: nothing of it has to be reserved"
    first, count = done.reservations[0], len(done.reservations)
    days = f"{words.day(first.from_, today)} to {words.day(first.to, today)}"
    return f"{name}: {count} tool{'' if count == 1 else 's'} reserved for {first.member_name}, {days}"


def pick_lines(done: Reserved, today: date) -> Iterator[Line]:
    """What is to be known before, a line for each tool with its place, then how all are lent with one card and one key."""
    for each in done.warnings:
        yield line(Piece(f"! {each}", "warn"))
    if done.warnings:
        yield line()
    yield from picks(done.pick_list)
    if done.reservations:
        first = done.reservations[0]
        when = "Now" if first.from_ <= today else f"On {words.day(first.from_, today)}"
        yield line()
        yield line(
            f"{when} scan the card of {first.member_name} at the desk (F1) and press ",
            Piece("ctrl+g", "key"),
            ": the whole list is lent, or nothing of it.",
        )
    if done.build is not None:
        yield line(
            f"It is build {done.build}: ", Piece("ctrl+b", "key"), " in what can be built lists it to be started."
        )  # fmt: skip


def file_name(design: str, build: str | None) -> str:
    """What a file with the list is called unless somebody calls it otherwise."""
    return f"pick-list-{design}{'' if build is None else f'-{build}'}.txt"


def picks(found: Iterable[Pick]) -> Iterator[Line]:
    """A line for each tool, with its place; what else is to be known of it beneath."""
    several = tuple(found)
    for each in several:
        yield from _pick(each)
    if any(each.any_copy for each in several):
        yield line()
        yield line(Piece("Where a copy is out, another of its kind will do.", "dim"))


def _pick(each: Pick) -> Iterator[Line]:
    if each.outside:
        yield line(f"[ ] from outside: {each.name}")
        return
    place = each.place or "no place told"
    called = each.kind_name.casefold() == each.name.casefold()  # a jigsaw that is called so
    kind = "" if called or not each.kind_name else f" ({each.kind_name})"
    yield line("[ ] ", Piece(place, "strong"), f"  {each.tag} {each.name}", Piece(kind, "dim"))
    if each.accessories:
        yield line(f"      with {', '.join(f'{part.qty} × {part.name}' for part in each.accessories)}")
    if each.stands_in is not None:
        slower = f", {each.slower:g} times slower" if each.slower else ""
        yield line(f"      stands in for {each.stands_in_name}{slower}")
    if not each.reserved:
        yield line(Piece("      stays in the library: work with it there", "warn"))

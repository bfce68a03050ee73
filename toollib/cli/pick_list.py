"""What to take from the shelves for a bench, on paper: a line for each tool, in the order of the shelves, to be ticked."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from catalog.text import plain

if TYPE_CHECKING:
    from toollib.workshop.benches import Pick

# A sheet of paper at the usual size of type, and the smallest terminal.
WIDTH: Final = 80
_WIDEST_PLACE, _WIDEST_TAG = 24, 16
_NO_PLACE, _BENEATH = "no place told", "      "


def lines(picks: Sequence["Pick"]) -> Iterator[str]:
    """A line for each tool: a box, its place, its tag, its name and kind; what else is to be known of it beneath."""
    from rich.cells import cell_len

    here = [each for each in picks if not each.outside]
    place = max((cell_len(_place(each)) for each in here), default=0)
    tag = max((cell_len(plain(each.tag or "")) for each in here), default=0)
    for each in here:
        kind = f" ({plain(each.kind)})" if each.kind else ""
        yield from _on_line(each, min(place, _WIDEST_PLACE), min(tag, _WIDEST_TAG), plain(each.name) + kind)
        for words in _beneath(each):
            yield from _wrapped(_BENEATH, words)
    for each in picks:
        if each.outside:
            yield from _wrapped("[ ] from outside: ", plain(each.name))
    if any(each.any_copy for each in picks):
        yield "Where a copy is out, another of its kind will do."


def _on_line(each: "Pick", place: int, tag: int, name: str) -> Iterator[str]:
    """The line of a tool; a place or a tag that would push all to the right stands on a line before its name."""
    from rich.cells import cell_len

    where, code = _place(each), plain(each.tag or "")
    if cell_len(where) > place or cell_len(code) > tag:
        yield from _wrapped("[ ] ", where)
        yield from _wrapped(_BENEATH, f"{code}  {name}")
        return
    padding = " " * (place - cell_len(where)), " " * (tag - cell_len(code))
    yield from _wrapped(f"[ ] {where}{padding[0]}  {code}{padding[1]}  ", name)


def _beneath(each: "Pick") -> Iterator[str]:
    if each.accessories:
        yield "with " + ", ".join(f"{part.qty} × {plain(part.name)}" for part in each.accessories)
    if each.stands_in is not None:
        slower = f", {each.slower:g} times slower" if each.slower else ""
        yield f"stands in for {plain(each.stands_in)}{slower}"
    if not each.reserved:
        yield "stays in the library: work with it there"
    elif not each.any_copy:
        yield "this one and no other of its kind"


def _place(each: "Pick") -> str:
    return plain(each.place or "") or _NO_PLACE


def _wrapped(head: str, text: str) -> Iterator[str]:
    """A text after a head; what goes beyond the width stands below its beginning."""
    from rich.cells import cell_len
    from rich.console import Console
    from rich.text import Text

    indent = cell_len(head)
    console = Console(width=WIDTH, markup=False, emoji=False, highlight=False)
    rows = [each.plain.rstrip() for each in Text(text).wrap(console, WIDTH - indent)]
    for number, row in enumerate(rows or [""]):
        yield (" " * indent if number else head) + row

"""How the designs of a shelf hang together: what one was made from, what was made from it, what it is part of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.text import fold

if TYPE_CHECKING:
    from catalog.shelf import Held, Shelf


@dataclass(frozen=True, slots=True)
class Family:
    """The ids of the designs around one, each list by id.

    `ancestors` and `forks` as the files credit them; `made_of`: designs that its parts are made by, and `part_of` the other
    way round; `makers`: designs that make a tool it can use; `opens`: designs that can use the tool which it makes.
    """

    ancestors: tuple[str, ...] = ()
    forks: tuple[str, ...] = ()
    made_of: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    makers: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()


def family_of(shelf: "Shelf", id: str, *, kind: Callable[[str], str] = str) -> Family:  # noqa: A002 - the word of the format
    """The designs around one; an empty family if it is not on the shelf. `kind` gives the slug that a tool kind goes by."""
    card = shelf.card(id)
    if card is None:
        return Family()
    one = shelf.held[card.id]
    needs, makes = set(map(kind, one.needs)), one.makes and kind(one.makes)
    others = [held for name, held in shelf.held.items() if name != card.id]
    return Family(
        _ids(other for other in others if _descends(one, other)),
        _ids(other for other in others if _descends(other, one)),
        _ids(other for other in others if _is_made_of(one, other)),
        _ids(other for other in others if _is_made_of(other, one)),
        _ids(other for other in others if other.makes and kind(other.makes) in needs),
        _ids(other for other in others if makes and makes in map(kind, other.needs)),
    )


def _ids(found: "Iterable[Held]") -> tuple[str, ...]:
    return tuple(sorted(held.card.id for held in found))


def _descends(one: "Held", other: "Held") -> bool:
    """Whether `one` credits `other` as an ancestor: by where it lies, or by its name where no place is given."""
    source, name = other.ties.source, fold(other.card.row["name"])
    return any(
        origin.source == source if origin.source and source else fold(origin.title) == name
        for origin in one.ties.ancestors
    )


def _is_made_of(one: "Held", other: "Held") -> bool:
    return any(name == other.card.id or name in other.card.was for name in one.ties.made_of)

"""What one design says about others: all that the rules across files need, small enough to keep of ten thousand."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from catalog.design import Design
from catalog.kinds import Kinds
from catalog.problem import Mark
from catalog.reader import Reading


class Tie(NamedTuple):
    """A word that leads to something else, and where it stands."""

    word: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Ties:
    """What a design is made of and was called, and which tool kinds it makes and cannot do without.

    `musts`: for each tool need that must be filled, the kinds of which one will do; needs that something from outside
    fills are left out. Kinds are slugs. `licenses`: its own, and those of works from elsewhere that it contains;
    `origins`: those of what it was adapted from.
    """

    makes: tuple[Tie, ...] = ()
    was: tuple[Tie, ...] = ()
    makes_tool: Tie | None = None
    musts: tuple[tuple[str, ...], ...] = ()
    licenses: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()


def ties_of(reading: Reading, kinds: Kinds) -> Ties:
    """The ties of what could be read."""
    design = reading.draft
    if design is None:
        return Ties()
    makes = tuple(
        Tie(line.make, reading.place(line, "make")) for line in design.parts if isinstance(line.make, str)
    )
    was = tuple(Tie(word, reading.place(design, "was", place)) for place, word in enumerate(design.was))
    makes_tool = None
    if design.makes_tool is not None and (kind := _slug(kinds, design.makes_tool)):
        makes_tool = Tie(kind, reading.place(design, "makes-tool"))
    licenses = (design.license.hardware, *(line.license for line in design.parts))
    origins = (ancestor.license for ancestor in design.credit.from_)
    return Ties(makes, was, makes_tool, _musts(design, kinds), _stated(licenses), _stated(origins))


def _stated(licenses: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in licenses if each))


def _musts(design: Design, kinds: Kinds) -> tuple[tuple[str, ...], ...]:
    found = []
    for need in design.tools:
        if not need.helps and all(option.kind is not None for option in need.options):
            slugs = {_slug(kinds, word) for word in need.kinds}
            found.append(tuple(sorted(slug for slug in slugs if slug is not None)))
    return tuple(dict.fromkeys(found))


def _slug(kinds: Kinds, word: str) -> str | None:
    kind = kinds.get(word)
    return None if kind is None else kind.slug

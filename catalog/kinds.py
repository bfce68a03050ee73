"""The vocabulary of tool kinds: the words in which a design says what it needs and a library says what it owns.

The program brings `kinds.yaml`; a library may have one of its own in the same form, which adds kinds and replaces those
of the same slug.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Final

from catalog.keys import reads
from catalog.text import fold, nearest

if TYPE_CHECKING:
    from catalog.problem import Problem

SHIPPED: Final = "kinds.yaml"
"""The name of such a file, in this package and in a library."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """A kind that will do in place of another; `slower` is how many times longer the work takes (1 or unknown: as long)."""

    kind: str
    slower: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Attribute:
    """A measure or trait of a kind, and the unit in which it is told."""

    name: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class ToolKind:
    """One kind of tool. `stands_in_for` lists the kinds in whose place this one will do; `induction` is advice.

    `price` (of a new one) and `mass` are quantities as text, checked when they are read.
    """

    slug: str
    name: str = field(metadata=reads(hole=""))
    category: str = field(metadata=reads(hole=""))
    aliases: tuple[str, ...] = ()
    stands_in_for: tuple[StandIn, ...] = ()
    induction: bool = False
    accessories: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    safety: str | None = None
    price: str | None = None
    mass: str | None = None
    was: tuple[str, ...] = ()
    replaced_by: str | None = None
    seen_in: tuple[str, ...] = ()
    note: str | None = None


class Kinds:
    """The kinds of one library: those of the program and its own. Never changes; `joined` makes a new one."""

    def __init__(self, kinds: Iterable[ToolKind], categories: Iterable[str]) -> None:
        self._by_slug: dict[str, ToolKind] = {kind.slug: kind for kind in kinds}
        self.categories: tuple[str, ...] = tuple(dict.fromkeys(categories))

    def __iter__(self) -> Iterator[ToolKind]:
        """In the order of the files."""
        return iter(self._by_slug.values())

    def __len__(self) -> int:
        return len(self._by_slug)

    def get(self, word: str) -> ToolKind | None:
        """The kind of this slug, old slug, name or alias, however it is typed; a replaced kind leads to its successor."""
        kind = self._by_slug.get(word)
        if kind is None:
            kind = self._by_slug.get(self._by_name.get(name_key(word), ""))
        if kind is None or kind.replaced_by is None:
            return kind
        seen: set[str] = set()
        while kind is not None and kind.replaced_by is not None and kind.slug not in seen:
            seen.add(kind.slug)
            kind = self._by_slug.get(kind.replaced_by)
        return kind

    @cached_property
    def former(self) -> Mapping[str, tuple[str, ...]]:
        """Slug of a kind in use → the slugs it was known by before: its own older ones, and those that it replaced."""
        found: dict[str, dict[str, None]] = {}
        for kind in self:
            for old in (*kind.was, kind.slug) if kind.replaced_by is not None else kind.was:
                now = self.get(old)
                if now is not None and now.slug != old:
                    found.setdefault(now.slug, {})[old] = None
        return {slug: tuple(some) for slug, some in found.items()}

    def nearest(self, word: str, n: int = 3) -> list[str]:
        """The slugs of up to `n` kinds that somebody may have meant, best first."""
        near = nearest(name_key(word), self._by_name, n=2 * n)
        return list(dict.fromkeys(self._by_name[name] for name in near))[:n]

    def stand_ins(self, slug: str) -> tuple[StandIn, ...]:
        """The kinds that will do in place of this one, the quickest first."""
        return self._stand_ins.get(slug, ())

    def joined(self, other: "Kinds") -> "Kinds":
        """These kinds, with those of `other` added and put in place of the same slug."""
        kinds = {kind.slug: kind for kind in (*self, *other)}
        return Kinds(kinds.values(), (*self.categories, *other.categories))

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        """Every name of a kind, folded → its slug; the slug itself wins over names, and earlier kinds over later."""
        names: dict[str, str] = {name_key(kind.slug): kind.slug for kind in self}
        for kind in self:
            for name in (*kind.was, kind.name, *kind.aliases):
                names.setdefault(name_key(name), kind.slug)
        return names

    @cached_property
    def _stand_ins(self) -> Mapping[str, tuple[StandIn, ...]]:
        found: dict[str, list[StandIn]] = {}
        for kind in self:
            # Who asks for a replaced kind is led on: it stands in for nothing any more.
            for target in () if kind.replaced_by else kind.stands_in_for:
                meant = self.get(target.kind)
                slug = target.kind if meant is None else meant.slug
                found.setdefault(slug, []).append(StandIn(kind.slug, target.slower))
        return {slug: tuple(sorted(some, key=lambda one: one.slower or 1)) for slug, some in found.items()}


def read_kinds(
    source: bytes | str, *, file: str, base: Kinds | None = None
) -> tuple[Kinds, tuple["Problem", ...]]:
    """The kinds of one file, joined to `base`, and the problems of the file.

    With errors the answer is `base` alone (or none): half a vocabulary would make owned tools unknown.
    """
    from catalog.kinds_file import read

    return read(source, file=file, base=base)


def name_key(word: str) -> str:
    """A name as it is compared: folded, with one hyphen for whatever stands between its words."""
    return "-".join(re.findall(r"\w+", fold(word)))

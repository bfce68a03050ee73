"""The vocabulary of tool kinds: the words in which a design says what it needs and a library says what it owns.

The program brings `kinds.yaml`; a library may have one of its own in the same form, which adds kinds and replaces those
of the same slug.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from catalog.bind import WRONG, Binder, Converter, reads
from catalog.design import Source
from catalog.fields import as_of, filled, measured, slug, texts
from catalog.problem import Mark, Problem, Problems
from catalog.quantity import Cost, Quantity, parse_cost, parse_quantity
from catalog.text import fold, nearest, quote
from catalog.yamltree import Node, Scalar, parse

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
    """One kind of tool. `stands_in_for` lists the kinds in whose place this one will do; `induction` is advice."""

    slug: str
    name: str = field(metadata=reads(hole=""))
    category: str = field(metadata=reads(hole=""))
    aliases: tuple[str, ...] = ()
    stands_in_for: tuple[StandIn, ...] = ()
    induction: bool = False
    accessories: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    safety: str | None = None
    price: Cost | None = None
    mass: Quantity | None = None
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
        kind = self._by_slug.get(word) or self._by_slug.get(self._by_name.get(_key(word), ""))
        seen = {word}
        while kind is not None and kind.replaced_by is not None and kind.slug not in seen:
            seen.add(kind.slug)
            kind = self._by_slug.get(kind.replaced_by)
        return kind

    def nearest(self, word: str, n: int = 3) -> list[str]:
        """The slugs of up to `n` kinds that somebody may have meant, best first."""
        near = nearest(_key(word), self._by_name, n=2 * n)
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
        names: dict[str, str] = {_key(kind.slug): kind.slug for kind in self}
        for kind in self:
            for name in (*kind.was, kind.name, *kind.aliases):
                names.setdefault(_key(name), kind.slug)
        return names

    @cached_property
    def _stand_ins(self) -> Mapping[str, tuple[StandIn, ...]]:
        found: dict[str, list[StandIn]] = {}
        for kind in self:
            # Who asks for a replaced kind is led on: it stands in for nothing any more.
            for target in () if kind.replaced_by else kind.stands_in_for:
                found.setdefault(target.kind, []).append(StandIn(kind.slug, target.slower))
        return {slug: tuple(sorted(some, key=lambda one: one.slower or 1)) for slug, some in found.items()}


def read_kinds(
    source: bytes | str, *, file: str, base: Kinds | None = None
) -> tuple[Kinds, tuple[Problem, ...]]:
    """The kinds of one file, joined to `base`, and the problems of the file.

    With errors the answer is `base` alone (or none): half a vocabulary would make owned tools unknown.
    """
    known = base or Kinds((), ())
    problems = Problems(file)
    tree = parse(source, problems)
    binder = Binder(problems, _READERS)
    written: Any = WRONG if tree is None else binder.read(tree, _KindsFile)
    if not isinstance(written, _KindsFile):
        return known, tuple(problems)
    own = Kinds(written.kinds, written.categories)
    joined = known.joined(own)
    _check(written, joined, binder)
    return (known if problems.has_errors else joined), tuple(problems)


@dataclass(frozen=True, slots=True)
class _KindsFile:
    """The file as it is written."""

    kinds: tuple[ToolKind, ...] = field(metadata=reads(hole=()))
    format: int = 1
    categories: tuple[str, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict, metadata=reads(prefix="x-"))


def _check(written: _KindsFile, joined: Kinds, binder: Binder) -> None:
    problems = binder.problems
    named: dict[str, ToolKind] = {}
    for kind in written.kinds:
        place = binder.place(kind)
        if kind.category and kind.category not in joined.categories:
            near = nearest(kind.category, joined.categories)
            where = binder.place(kind, "category")
            _unknown(problems, where, "category-unknown", f"category {quote(kind.category)}", near)
        for name in dict.fromkeys(_key(name) for name in (kind.slug, *kind.was, kind.name, *kind.aliases)):
            if (other := named.setdefault(name, kind)) is not kind:
                message = f"{quote(name)} names {quote(other.slug)} already"
                problems.error(place, "name-twice", message, hint="a name means one kind")
        for index, target in enumerate(kind.stands_in_for):
            if joined.get(target.kind) is None:
                where = binder.place(kind, "stands-in-for", index)
                _unknown(
                    problems,
                    where,
                    "kind-unknown",
                    f"kind {quote(target.kind)}",
                    joined.nearest(target.kind, 1),
                )
        if kind.replaced_by is not None and joined.get(kind.replaced_by) is None:
            where = binder.place(kind, "replaced-by")
            near = joined.nearest(kind.replaced_by, 1)
            _unknown(problems, where, "kind-unknown", f"kind {quote(kind.replaced_by)}", near)


def _unknown(problems: Problems, where: Mark, code: str, what: str, near: list[str]) -> None:
    hint = f"did you mean {quote(near[0])}?" if near else None
    problems.error(where, code, f"{what} is not known", hint=hint)


def _key(word: str) -> str:
    """A name as it is compared: folded, with one hyphen for whatever stands between its words."""
    return "-".join(re.findall(r"\w+", fold(word)))


def _stand_in(node: Node, binder: Binder) -> Any:
    if isinstance(node, Scalar) and not node.is_null:
        return StandIn(node.text)
    return binder.mapping(node, StandIn)


_READERS: Final[Mapping[Any, Converter]] = {
    tuple[str, ...]: texts,
    Cost: measured(parse_cost),
    Quantity: measured(parse_quantity),
    StandIn: _stand_in,
    (ToolKind, "slug"): slug,
    (ToolKind, "name"): filled,
    (ToolKind, "category"): slug,
    (Source, "as_of"): as_of,
}

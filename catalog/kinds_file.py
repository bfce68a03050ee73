"""The text of a kinds.yaml → the tool kinds in it, or every problem."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from catalog.bind import WRONG, Binder, from_text
from catalog.design import Source
from catalog.fields import as_of, cost, filled, mass, slug, texts
from catalog.keys import Converter, reads
from catalog.kinds import Attribute, Kinds, StandIn, ToolKind, name_key
from catalog.problem import Mark, Problem, Problems
from catalog.readers import Readers
from catalog.text import nearest, quote
from catalog.units import UNITS, unit_of
from catalog.yamltree import Node, Scalar, parse


def read(source: bytes | str, *, file: str, base: Kinds | None = None) -> tuple[Kinds, tuple[Problem, ...]]:
    """The kinds of one file, joined to `base`, and the problems of the file.

    With errors the answer is `base` alone (or none): half a vocabulary would make owned tools unknown.
    """
    known = base or Kinds((), ())
    problems = Problems(file)
    tree = parse(source, problems)
    binder = Binder(problems, READERS)
    written: Any = WRONG if tree is None else binder.read(tree, KindsFile)
    if not isinstance(written, KindsFile):
        return known, tuple(problems)
    own = Kinds(written.kinds, written.categories)
    joined = known.joined(own)
    _check(written, joined, binder)
    return (known if problems.has_errors else joined), tuple(problems)


@dataclass(frozen=True, slots=True)
class KindsFile:
    """The file as it is written."""

    kinds: tuple[ToolKind, ...] = field(metadata=reads(hole=()))
    format: int = 1
    categories: tuple[str, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict, metadata=reads(prefix="x-"))


def _check(written: KindsFile, joined: Kinds, binder: Binder) -> None:
    problems = binder.problems
    named: dict[str, ToolKind] = {}
    for kind in written.kinds:
        place = binder.place(kind)
        if kind.category and kind.category not in joined.categories:
            near = nearest(kind.category, joined.categories)
            where = binder.place(kind, "category")
            _unknown(problems, where, "category-unknown", f"category {quote(kind.category)}", near)
        for name in dict.fromkeys(
            name_key(name) for name in (kind.slug, *kind.was, kind.name, *kind.aliases)
        ):
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
    _check_successors(written, joined, binder)


def _check_successors(written: KindsFile, joined: Kinds, binder: Binder) -> None:
    """Who follows the kinds that took the place of others comes to one that nobody replaced."""
    for kind in written.kinds:
        last = None if kind.replaced_by is None else joined.get(kind.slug)
        if last is not None and last.replaced_by is not None:
            where = binder.place(kind, "replaced-by")
            message = f"{quote(kind.slug)} is replaced in a circle: nobody comes to a kind that is in use"
            binder.problems.error(where, "replaced-in-circle", message, hint="take one `replaced-by` out")


def _unknown(problems: Problems, where: Mark, code: str, what: str, near: list[str]) -> None:
    hint = f"did you mean {quote(near[0])}?" if near else None
    problems.error(where, code, f"{what} is not known", hint=hint)


def _stand_in(node: Node, binder: Binder) -> Any:
    if isinstance(node, Scalar) and not node.is_null:
        return StandIn(node.text)
    return binder.mapping(node, StandIn)


def _checked(read_value: Converter) -> Converter:
    """A converter that keeps the text of a quantity and only sees that it is one."""

    def convert(node: Node, binder: Binder) -> Any:
        return WRONG if read_value(node, binder) is WRONG else binder.read(node, str)

    return convert


def _unit(text: str) -> str:
    if unit_of(text) is None:
        near = nearest(text, UNITS)
        raise ValueError(
            f"{quote(text)} is not a known unit" + (f"; did you mean {quote(near[0])}?" if near else "")
        )
    return text


price: Final = _checked(cost)
"""A converter for a price that stays text."""

weight: Final = _checked(mass)
"""A converter for a mass that stays text."""

unit: Final = from_text(_unit, "a unit such as mm")
"""A converter for the name of a unit."""

READERS: Final = Readers(
    {
        tuple[str, ...]: texts,
        StandIn: _stand_in,
        (ToolKind, "slug"): slug,
        (ToolKind, "name"): filled,
        (ToolKind, "category"): slug,
        (ToolKind, "price"): price,
        (ToolKind, "mass"): weight,
        (Attribute, "unit"): unit,
        (Source, "as_of"): as_of,
    }
)
"""How the values of kinds are read where their types do not say it."""

"""How a field of a dataclass is read, where its type does not say it.

Apart from the binder so that values can be made from a cache without loading what reads YAML.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple, final

if TYPE_CHECKING:
    from catalog.bind import Binder
    from catalog.yamltree import Node


@final
class Wrong:
    """The type of `WRONG`: what a converter returns after it noted a problem."""

    __slots__ = ()


WRONG: Final = Wrong()

Converter = Callable[["Node", "Binder"], object]
"""Reads one node into a value, or notes a problem (`binder.wrong(…)`) and returns WRONG."""


class Reads(NamedTuple):
    """What `reads` was told."""

    name: str | None = None
    convert: Converter | None = None
    hole: object = WRONG
    prefix: str | None = None
    was: tuple[str, ...] = ()
    hint: str | None = None
    skip: bool = False


def reads(
    *,
    name: str | None = None,
    convert: Converter | None = None,
    hole: object = WRONG,
    prefix: str | None = None,
    was: tuple[str, ...] = (),
    hint: str | None = None,
    skip: bool = False,
) -> Mapping[str, Any]:
    """Field metadata: how the field is read where its type does not say it.

    Args:
        name: the key, if it is not the field's name in kebab-case (an underscore at the end is dropped).
        convert: reads the whole value of this key, instead of the reader of its type.
        hole: what stands in for a needed value that is missing or wrong, so that reading goes on and finds
            the other faults too. Without it the whole dataclass comes to nothing.
        prefix: the field takes all keys that begin so (a Mapping), for example `x-`.
        was: other keys that mean this one.
        hint: what to write, shown where the key is needed and missing.
        skip: the field has no key; its default stays.
    """
    return {"bind": Reads(name, convert, hole, prefix, was, hint, skip)}

"""Which converter reads a value of which type: worked out once for each type, as a shelf reads thousands of files.

The readers of a format (a quantity, a part in its short form) go before those of plain types. What a dataclass takes is
read off its type hints, so that a new key is one line in the dataclass and nothing else.
"""

import dataclasses
import re
import types
import typing
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from catalog.keys import WRONG, Converter, Reads
from catalog.text import nearest, quote
from catalog.yamltree import MapNode, Node, Scalar, to_data

if TYPE_CHECKING:
    from catalog.bind import Binder


@dataclass(frozen=True, slots=True)
class Key:
    """One field of a dataclass as it is read: its key, the type it takes, and whether it must be there."""

    owner: type[Any]
    name: str
    attribute: str
    hint: Any
    needed: bool
    how: Reads = field(default_factory=Reads)


def keys_of(cls: type[Any]) -> tuple[Key, ...]:
    """The keys of a dataclass, in the order of its fields; fields without a key are left out."""
    return _keys(cast("Hashable", cls))


@cache
def _keys(cls: type[Any]) -> tuple[Key, ...]:
    hints = typing.get_type_hints(cls)
    return tuple(
        Key(
            owner=cls,
            name=how.name or item.name.rstrip("_").replace("_", "-"),
            attribute=item.name,
            hint=hints[item.name],
            needed=item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING,
            how=how,
        )
        for item in dataclasses.fields(cls)
        for how in [item.metadata.get("bind") or Reads()]
        if item.init and not how.skip
    )


@dataclass(frozen=True, slots=True)
class Field:
    """A key with the converter that reads its value (with a prefix: each of its values)."""

    key: Key
    convert: Converter


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a dataclass: each by every name that means it, those that must be there, those with a prefix."""

    by_name: Mapping[str, Field]
    needed: tuple[Field, ...]
    with_prefix: tuple[Field, ...]

    def prefixed(self, name: str) -> Field | None:
        """The field that takes all keys which begin like this one."""
        return next((each for each in self.with_prefix if name.startswith(each.key.how.prefix or "")), None)


class Readers(Mapping[Any, Converter]):
    """The readers of one format, by type or by (class, "field"), and how everything else is read beside them.

    What is worked out stays with them: make them once for a format, not once for a file.
    """

    def __init__(self, own: Mapping[Any, Converter] | None = None) -> None:
        self._own: dict[Any, Converter] = dict(own or {})
        self._by_type: dict[Any, Converter] = {}
        self._by_class: dict[type[Any], Fields] = {}

    def __getitem__(self, key: Any) -> Converter:
        """The format's own reader."""
        return self._own[key]

    def __iter__(self) -> Iterator[Any]:
        """What the format has readers of its own for."""
        return iter(self._own)

    def __len__(self) -> int:
        """How many readers of its own the format has."""
        return len(self._own)

    def of(self, hint: Any) -> Converter:
        """What reads a value of this type.

        Raises:
            TypeError: nothing does.
        """
        convert: Converter | None = self._by_type.get(hint)
        if convert is None:
            convert = self._own.get(hint) or _SIMPLE.get(hint) or self._made_of(hint)
            self._by_type[hint] = convert
        return convert

    def fields_of(self, cls: type[Any]) -> Fields:
        """How the fields of a dataclass are read."""
        fields = self._by_class.get(cls)
        if fields is None:
            found = [Field(key, self._of_key(key)) for key in keys_of(cls)]
            single = [each for each in found if each.key.how.prefix is None]
            fields = self._by_class[cls] = Fields(
                {name: each for each in single for name in (each.key.name, *each.key.how.was)},
                tuple(each for each in single if each.key.needed),
                tuple(each for each in found if each.key.how.prefix is not None),
            )
        return fields

    def _of_key(self, key: Key) -> Converter:
        if key.how.prefix is not None:
            return self.of(typing.get_args(key.hint)[1])
        if key.how.convert is not None:
            return key.how.convert
        if (convert := self._own.get((key.owner, key.attribute))) is not None:
            return _or_none(convert) if types.NoneType in typing.get_args(key.hint) else convert
        return self.of(key.hint)

    def _made_of(self, hint: Any) -> Converter:
        """A converter for a type that is made of others."""
        origin, args = typing.get_origin(hint), typing.get_args(hint)
        if dataclasses.is_dataclass(hint) and isinstance(hint, type):
            return lambda node, binder: binder.mapping(node, hint)
        if origin in {types.UnionType, typing.Union} and len(args) == 2 and types.NoneType in args:
            return _or_none(self.of(next(arg for arg in args if arg is not types.NoneType)))
        if origin is Literal:
            return _one_of(args)
        if origin is tuple and len(args) == 2 and args[1] is ...:
            item = self.of(args[0])
            return lambda node, binder: binder.items(node, item)
        if origin in {Mapping, dict} and args[0] is str:
            return _by_name(self.of(args[1]))
        raise TypeError(f"no reader for {hint!r}")


def _or_none(convert: Converter) -> Converter:
    """The same for a value that may be left empty."""
    return lambda node, binder: None if isinstance(node, Scalar) and node.is_null else convert(node, binder)


def _one_of(words: tuple[str, ...]) -> Converter:
    shown = ", ".join(words)

    def convert(node: Node, binder: "Binder") -> Any:
        if isinstance(node, Scalar) and node.text in words:
            return node.text
        if not isinstance(node, Scalar) or node.is_null:
            return binder.wrong(node, f"one of {shown}")
        near = nearest(node.text, words)
        hint = f"did you mean {quote(near[0])}?" if near else None
        return binder.wrong(node, f"one of {shown}", code="word-unknown", hint=hint)

    return convert


def _by_name(item: Converter) -> Converter:
    def convert(node: Node, binder: "Binder") -> Any:
        if not isinstance(node, MapNode):
            return binder.wrong(node, "a mapping (name: value)")
        pairs = ((entry.key.text, item(entry.value, binder)) for entry in node.entries)
        return {name: value for name, value in pairs if value is not WRONG}

    return convert


def _text(node: Node, binder: "Binder") -> Any:
    return node.text if isinstance(node, Scalar) and not node.is_null else binder.wrong(node, "a text")


def _truth(node: Node, binder: "Binder") -> Any:
    if isinstance(node, Scalar) and node.text in {"true", "false"}:
        return node.text == "true"
    return binder.wrong(node, "true or false")


def _by_pattern(pattern: str, parse: Callable[[str], object], expected: str) -> Converter:
    shape = re.compile(pattern, re.ASCII)

    def convert(node: Node, binder: "Binder") -> Any:
        if isinstance(node, Scalar) and shape.fullmatch(node.text):
            try:
                return parse(node.text)
            except ValueError:  # 2026-02-30
                pass
        return binder.wrong(node, expected)

    return convert


# Digits are bounded: a number of a hundred thousand digits is not a number but an attack. No leading zeros: 012 was once
# an octal number, and who writes it means a text.
_SIMPLE: Final[Mapping[Any, Converter]] = types.MappingProxyType(
    {
        str: _text,
        bool: _truth,
        object: lambda node, _binder: to_data(node),
        Any: lambda node, _binder: to_data(node),
        int: _by_pattern(r"[+-]?(0|[1-9]\d{0,17})", int, "a whole number"),
        Decimal: _by_pattern(r"[+-]?(0|[1-9]\d{0,14})(\.\d{1,9})?", Decimal, "a number such as 12 or 1.50"),
        date: _by_pattern(r"\d{4}-\d{2}-\d{2}", date.fromisoformat, "a date as YYYY-MM-DD"),
    }
)

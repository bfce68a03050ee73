"""A YAML tree → a frozen dataclass, driven by its type hints, with every fault noted at its own line and column.

One binder reads designs, tool kinds and the settings of a library, so that all three treat typos, missing keys and wrong
values alike. Nothing a person can write makes it raise; a dataclass it cannot read (a programmer's mistake) does.

    @dataclass(frozen=True, slots=True)
    class Tier:
        fee: Decimal                                            # key `fee`, needed: it has no default
        loan_policy: str = "default"                            # key `loan-policy`
        from_: date | None = None                               # key `from`; may be left empty
        hours: tuple[Span, ...] = field(default=(), metadata=reads(convert=from_text(span, "hours as 18:00-20:30")))

    tier = bind(tree, Tier, problems)                           # then: if problems.has_errors, do not use it

Types: str, int, Decimal, bool, date, Literal of words, X | None, tuple[X, ...], Mapping[str, X], `object` (plain data:
dicts, lists, text) and dataclasses of these. Any other type needs a converter: `reads(convert=…)` for one field,
`readers={Type: …}` for every place where a type stands, also inside tuples and mappings, `readers={(Class, "field"): …}`
for a field of a class that should not know how it is written.
"""

import dataclasses
import re
import types
import typing
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final, Literal, TypeVar, cast

from catalog.keys import WRONG, Converter, Reads, Wrong, reads
from catalog.problem import Mark, Problems
from catalog.text import nearest, quote
from catalog.yamltree import Entry, ListNode, MapNode, Node, Scalar, place_of, to_data

__all__ = [
    "WRONG", "Binder", "Converter", "Key", "Wrong", "bind", "from_text", "keys_of", "list_of", "reads", "shape_of",
]  # fmt: skip

T = TypeVar("T")


def bind(
    node: Node, cls: type[T], problems: Problems, *, readers: Mapping[Any, Converter] | None = None
) -> T | None:
    """The tree as a `cls`, or None if too little of it could be read.

    A value may come back although errors were noted (with defaults or holes where the faults are), so that checks can
    go on over it: ask `problems.has_errors` before it is used for anything else.
    """
    value = Binder(problems, readers or {}).read(node, cls)
    return None if value is WRONG else cast("T", value)


def from_text(parse: Callable[[str], object], expected: str) -> Converter:
    """A converter for values written as one text; `parse` raises ValueError for a wrong one.

    `expected` ends the message "… is not": "a time zone such as Europe/London". A ValueError with a text of its own is
    shown as it is.
    """

    def convert(node: Node, binder: "Binder") -> object:
        if not isinstance(node, Scalar) or node.is_null:
            return binder.wrong(node, expected)
        try:
            return parse(node.text)
        except ValueError as error:
            if error.args and str(error):
                binder.problems.error(node.mark, "value-wrong", str(error), hint=f"expected {expected}")
                return WRONG
            return binder.wrong(node, expected)

    return convert


def list_of(item: Converter) -> Converter:
    """A converter for a list whose items are read by `item`; gives a tuple without the wrong ones."""

    def convert(node: Node, binder: "Binder") -> object:
        return binder.items(node, item)

    return convert


def shape_of(node: Node) -> str:
    """What a node is, in the words of a message."""
    if isinstance(node, ListNode):
        return "a list"
    if isinstance(node, MapNode):
        return "a mapping"
    return "nothing" if node.is_null else quote(node.text)


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


class Binder:
    """One reading: where problems go and which types have readers of their own. Converters get it to read further."""

    def __init__(self, problems: Problems, readers: Mapping[Any, Converter]) -> None:
        self.problems: Problems = problems
        self._readers = readers
        # By identity: two equal lines of one file stand in two places. Holding the value keeps its identity its own.
        self._origins: dict[int, tuple[object, Node]] = {}

    def stands(self, value: object, node: Node) -> None:
        """Remember that a value made by a converter was read from this node (values of `mapping` are known)."""
        self._origins[id(value)] = (value, node)

    def stands_for(self, old: object, new: object) -> None:
        """Remember that `new` was made from `old` and stands where that stands."""
        if id(old) in self._origins:
            self._origins[id(new)] = (new, self._origins[id(old)][1])

    def place(self, value: object, *path: str | int) -> Mark:
        """Where a value read here stands, or what stands in it at `path` (keys and indices of the file)."""
        _, node = self._origins.get(id(value), (None, None))
        return Mark(1, 1) if node is None else place_of(node, path)

    def wrong(
        self, node: Node, expected: str, *, code: str = "value-wrong", hint: str | None = None
    ) -> Wrong:
        """Note that a value is not what was expected, at its place; returns WRONG for the converter to return."""
        if isinstance(node, Scalar) and node.is_null:
            text, way_out = f"nothing stands here; expected {expected}", "give it a value or take the key out"
            self.problems.error(node.mark, "value-missing", text, hint=hint or way_out)
        else:
            self.problems.error(node.mark, code, f"{shape_of(node)} is not {expected}", hint=hint)
        return WRONG

    def read(self, node: Node, hint: Any) -> Any:
        """The node as a value of the type `hint`, or WRONG (then the problem is noted)."""
        if (reader := self._readers.get(hint)) is not None:
            return reader(node, self)
        if (simple := _SIMPLE.get(hint)) is not None:
            return simple(node, self)
        if _is_ours(hint):
            return self.mapping(node, hint)
        return self._generic(node, hint, *_taken_apart(hint))

    def _of_field(self, node: Node, hint: Any, convert: Converter) -> Any:
        optional = types.NoneType in _taken_apart(hint)[1]
        return None if optional and isinstance(node, Scalar) and node.is_null else convert(node, self)

    def _generic(self, node: Node, hint: Any, origin: Any, args: tuple[Any, ...]) -> Any:
        if origin in {types.UnionType, typing.Union} and len(args) == 2 and types.NoneType in args:
            if isinstance(node, Scalar) and node.is_null:
                return None
            return self.read(node, next(arg for arg in args if arg is not types.NoneType))
        if origin is Literal:
            return self._word(node, args)
        if origin is tuple and len(args) == 2 and args[1] is ...:
            return self.items(node, lambda item, binder: binder.read(item, args[0]))
        if origin in {Mapping, dict} and args[0] is str:
            return self._by_name(node, args[1])
        raise TypeError(f"no reader for {hint!r}")

    def items(self, node: Node, item: Converter) -> Any:
        """A list as a tuple without its wrong items; WRONG if it is no list."""
        if not isinstance(node, ListNode):
            hint = "put [ ] around a single one" if isinstance(node, Scalar) and not node.is_null else None
            return self.wrong(node, "a list", hint=hint)
        values = (item(inner, self) for inner in node.items)
        return tuple(value for value in values if value is not WRONG)

    def mapping(self, node: Node, cls: type[T]) -> Any:
        """A mapping as the dataclass `cls`; WRONG if it is no mapping, or something needed without a hole is wrong.

        A ValueError raised by the dataclass itself (`__post_init__`) is a problem of the whole mapping.
        """
        if not isinstance(node, MapNode):
            return self.wrong(node, "a mapping (key: value)")
        keys = keys_of(cls)
        known = _by_key(cast("Hashable", cls))
        given = self._given(node, known, keys)
        values: dict[str, Any] = {}
        for key in keys:
            if key.name not in given and not key.needed and key.how.prefix is None:
                continue  # most keys are absent from most mappings
            value = self._value(node, key, given)
            if value is not WRONG:
                values[key.attribute] = value
            elif key.needed:
                values[key.attribute] = key.how.hole
        if any(value is WRONG for value in values.values()):
            return WRONG
        try:
            made = cls(**values)
        except ValueError as error:
            self.problems.error(node.mark, "value-wrong", str(error))
            return WRONG
        self.stands(made, node)
        return made

    def _value(self, node: MapNode, key: Key, given: Mapping[str, list[Entry]]) -> Any:
        """The value of one field; WRONG where there is none (the default or the hole takes its place)."""
        entries = given.get(key.name, [])
        if key.how.prefix is not None:
            pairs = (
                (entry.key.text, self.read(entry.value, typing.get_args(key.hint)[1])) for entry in entries
            )
            return {name: value for name, value in pairs if value is not WRONG}
        if not entries:
            if key.needed:
                message = f"{quote(key.name)} is needed here"
                self.problems.error(node.mark, "key-missing", message, hint=key.how.hint)
            return WRONG
        value = entries[0].value
        if key.how.convert is not None:
            return key.how.convert(value, self)
        if (convert := self._readers.get((key.owner, key.attribute))) is not None:
            return self._of_field(value, key.hint, convert)
        return self.read(value, key.hint)

    def _given(
        self, node: MapNode, known: Mapping[str, Key], keys: tuple[Key, ...]
    ) -> dict[str, list[Entry]]:
        """The entries by the name of the key they belong to; a mistyped key counts for the one it comes nearest to."""
        given: dict[str, list[Entry]] = {}
        strange: list[Entry] = []
        for entry in node.entries:
            if (key := known.get(entry.key.text)) is not None:
                given.setdefault(key.name, []).append(entry)
            elif prefix := _with_prefix(keys, entry.key.text):
                given.setdefault(prefix.name, []).append(entry)
            else:
                strange.append(entry)
        for entry in strange:
            near = nearest(entry.key.text, known)
            self._unknown_key(entry, near, known)
            # Read it as what it was surely meant to be: one typo is one problem, and faults inside are found too.
            if near and known[near[0]].name not in given:
                given[known[near[0]].name] = [entry]
        return given

    def _unknown_key(self, entry: Entry, near: list[str], known: Iterable[str]) -> None:
        hint = f"did you mean {quote(near[0])}?" if near else f"known here: {', '.join(known)}"
        self.problems.error(entry.key.mark, "key-unknown", f"unknown key {quote(entry.key.text)}", hint=hint)

    def _word(self, node: Node, words: tuple[str, ...]) -> Any:
        if isinstance(node, Scalar) and node.text in words:
            return node.text
        shown = ", ".join(words)
        if not isinstance(node, Scalar) or node.is_null:
            return self.wrong(node, f"one of {shown}")
        near = nearest(node.text, words)
        hint = f"did you mean {quote(near[0])}?" if near else None
        return self.wrong(node, f"one of {shown}", code="word-unknown", hint=hint)

    def _by_name(self, node: Node, hint: Any) -> Any:
        if not isinstance(node, MapNode):
            return self.wrong(node, "a mapping (name: value)")
        pairs = ((entry.key.text, self.read(entry.value, hint)) for entry in node.entries)
        return {name: value for name, value in pairs if value is not WRONG}


@cache
def _by_key(cls: type[Any]) -> Mapping[str, Key]:
    """The keys of a dataclass by each name that means them; worked out once, as thousands of mappings ask."""
    known = {name: key for key in keys_of(cls) if key.how.prefix is None for name in (key.name, *key.how.was)}
    return types.MappingProxyType(known)


@cache
def _taken_apart(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """What a type such as `tuple[str, ...]` is made of; the hints are those of our dataclasses, hence few."""
    return typing.get_origin(hint), typing.get_args(hint)


@cache
def _is_ours(hint: Any) -> bool:
    return dataclasses.is_dataclass(hint) and isinstance(hint, type)


def _with_prefix(keys: tuple[Key, ...], name: str) -> Key | None:
    return next((key for key in keys if key.how.prefix is not None and name.startswith(key.how.prefix)), None)


def _text(node: Node, binder: Binder) -> Any:
    return node.text if isinstance(node, Scalar) and not node.is_null else binder.wrong(node, "a text")


def _truth(node: Node, binder: Binder) -> Any:
    if isinstance(node, Scalar) and node.text in {"true", "false"}:
        return node.text == "true"
    return binder.wrong(node, "true or false")


def _by_pattern(pattern: str, parse: Callable[[str], object], expected: str) -> Converter:
    shape = re.compile(pattern, re.ASCII)

    def convert(node: Node, binder: Binder) -> Any:
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

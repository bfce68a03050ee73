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

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from catalog.keys import WRONG, Converter, Wrong, reads
from catalog.problem import Mark, Problems
from catalog.readers import Fields, Readers
from catalog.text import nearest, quote
from catalog.yamltree import Entry, ListNode, MapNode, Node, Scalar, place_of

__all__ = ["WRONG", "Binder", "Converter", "Wrong", "bind", "from_text", "list_of", "reads", "shape_of"]

T = TypeVar("T")


def bind(
    node: Node, cls: type[T], problems: Problems, *, readers: Mapping[Any, Converter] | None = None
) -> T | None:
    """The tree as a `cls`, or None if too little of it could be read.

    A value may come back although errors were noted (with defaults or holes where the faults are), so that checks can
    go on over it: ask `problems.has_errors` before it is used for anything else.
    """
    value = Binder(problems, readers if isinstance(readers, Readers) else Readers(readers)).read(node, cls)
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


class Binder:
    """One reading: where problems go and which types have readers of their own. Converters get it to read further."""

    def __init__(self, problems: Problems, readers: Readers) -> None:
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
        return self._readers.of(hint)(node, self)

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
        fields = self._readers.fields_of(cls)
        values = self._given(node, fields)
        for field in fields.needed:
            if field.key.attribute not in values:
                message = f"{quote(field.key.name)} is needed here"
                self.problems.error(node.mark, "key-missing", message, hint=field.key.how.hint)
            if values.get(field.key.attribute, WRONG) is WRONG:
                values[field.key.attribute] = field.key.how.hole
        if any(values[field.key.attribute] is WRONG for field in fields.needed):
            return WRONG
        try:
            made = cls(**{name: value for name, value in values.items() if value is not WRONG})
        except ValueError as error:
            self.problems.error(node.mark, "value-wrong", str(error))
            return WRONG
        self.stands(made, node)
        return made

    def _given(self, node: MapNode, fields: Fields) -> dict[str, Any]:
        """What the file gives, by attribute; WRONG where that is no value (then the problem is noted)."""
        values: dict[str, Any] = {each.key.attribute: {} for each in fields.with_prefix}
        strange: list[Entry] = []
        by_name = fields.by_name
        for entry in node.entries:
            name = entry.key.text
            if (field := by_name.get(name)) is not None:
                if field.key.attribute not in values:
                    values[field.key.attribute] = field.convert(entry.value, self)
            elif (prefix := fields.prefixed(name)) is not None:
                if (value := prefix.convert(entry.value, self)) is not WRONG:
                    values[prefix.key.attribute][name] = value
            else:
                strange.append(entry)
        if strange:
            self._strange(strange, fields, values)
        return values

    def _strange(self, strange: list[Entry], fields: Fields, values: dict[str, Any]) -> None:
        """Keys that nobody knows: read as what they were surely meant to be, so that one typo is one problem."""
        for entry in strange:
            near = nearest(entry.key.text, fields.by_name)
            hint = f"did you mean {quote(near[0])}?" if near else f"known here: {', '.join(fields.by_name)}"
            self.problems.error(
                entry.key.mark, "key-unknown", f"unknown key {quote(entry.key.text)}", hint=hint
            )
            if near and (field := fields.by_name[near[0]]).key.attribute not in values:
                values[field.key.attribute] = field.convert(entry.value, self)

"""JSON Schema (2020-12) of our files, for the editors of those who write them: completion, words on hover, red lines.

Made from the same types and converters by which the files are read, so that it cannot say something else. Where a
schema can see a fault it refuses it; what takes sums, other files or places is left to the checks. A library's own tool
kinds and licenses are suggestions, never the only words.
"""

import dataclasses
import json
import re
import types
import typing
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final, Literal

from catalog.bind import Converter
from catalog.currencies import DIGITS
from catalog.design import FORMAT, BomLine, Design, SkillNeed, Span, Step, ToolNeed, ToolOption
from catalog.explained import EXPLAINED
from catalog.fields import as_of, cost, extent, filled, length, mass, quantity, several, slug, slugs, texts
from catalog.kinds import Kinds, StandIn, ToolKind
from catalog.kinds_file import READERS as KIND_READERS
from catalog.kinds_file import KindsFile, price, unit, weight
from catalog.reader import READERS, WrittenNeed
from catalog.readers import Key, keys_of
from catalog.units import SPELLINGS, UNITS

Schema = dict[str, Any]

CATEGORIES: Final = (
    "agriculture", "education", "electronics", "energy", "furniture", "habitat", "health", "industry", "materials",
    "recycling", "science", "textile", "transportation",
)  # fmt: skip
"""The categories of the shipped designs; others are no fault."""

LICENSES = (
    "CERN-OHL-S-2.0", "CERN-OHL-W-2.0", "CERN-OHL-P-2.0", "CC-BY-SA-4.0", "CC-BY-4.0", "CC0-1.0", "GPL-3.0-or-later",
    "GPL-2.0-or-later", "LGPL-3.0-or-later", "AGPL-3.0-or-later", "MIT", "Apache-2.0", "BSD-3-Clause", "MPL-2.0",
    "TAPR-OHL-1.0", "SHL-2.1", "NOASSERTION",
)  # fmt: skip

# A text may look like a number or a truth: it stays text.
_TEXT: Final[Schema] = {"type": ["string", "number", "boolean"]}
_WORDS: Final[Schema] = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
_SLUG: Final[Schema] = {
    "type": ["string", "integer"],
    "minimum": 0,
    "maxLength": 100,
    "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
    "patternErrorMessage": "an id: small letters and digits, joined by hyphens",
}
_NUMBER: Final[Schema] = {
    "type": ["number", "string"],
    "pattern": r"^[+-]?(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?$",
}
_NUMERAL = r"([0-9]{1,6} [0-9]{1,6}/[0-9]{1,6}|[0-9]{1,6}/[0-9]{1,6}|[0-9]{1,9}(\.[0-9]{1,9})?)"


def design_schema(kinds: Kinds) -> Schema:
    """The schema of a design file; the slugs of `kinds` are suggested where a tool kind stands."""
    return _Writer(READERS, kinds).root(Design, "An open machine design")


def kinds_schema(kinds: Kinds) -> Schema:
    """The schema of a kinds.yaml."""
    return _Writer(KIND_READERS, kinds).root(KindsFile, "Tool kinds")


def as_text(schema: Schema) -> str:
    """The schema as a file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _suggested(words: Iterable[str], shape: Schema) -> Schema:
    """Words for completion, and whatever else has the shape."""
    return {"anyOf": [{"enum": list(words)}, shape]}


def _units(names: Iterable[str]) -> str:
    """A pattern for all spellings of these units, the longest first."""
    spelled = {spelling for name in names for spelling in (name, *SPELLINGS.get(name, ()))}
    return "|".join(
        re.escape(each).replace("\\-", "-").replace("\\ ", " ") for each in sorted(spelled, key=_long)
    )


def _long(text: str) -> tuple[int, str]:
    return (-len(text), text)


def _amount(names: Iterable[str], *, bare: bool, sides: bool = False) -> Schema:
    """Quantities in these units; `bare`: a number without one counts pieces; `sides`: or 600 x 400 mm."""
    units = _units(names)
    pattern = rf"{_NUMERAL}(\s?[-–]\s?{_NUMERAL})?(\s?({units})){'?' if bare else ''}"
    if sides:
        pattern += rf"|{_NUMERAL}(\s?[x×]\s?{_NUMERAL})+\s?({units})"
    shape: Schema = {"type": ["string", "number"] if bare else "string", "pattern": rf"^\s*({pattern})\s*$"}
    if bare:
        shape["minimum"] = 0
    return shape | {"patternErrorMessage": "a number, then one unit: 6 m, 40-50 cm, 1/2 in, 3 sheet"}


def _of_dimension(dimension: str) -> Schema:
    names = [name for name, each in UNITS.items() if each.dimension == dimension]
    return _amount(names, bare=False) | {"patternErrorMessage": f"a {dimension} with its unit"}


def _cost() -> Schema:
    per = f"( each| for all|/({_units(UNITS)}))?"
    return {
        "type": "string",
        "pattern": rf"^\s*[0-9]{{1,12}}(\.[0-9]{{1,6}})? ?({'|'.join(sorted(DIGITS))}){per}\s*$",
        "patternErrorMessage": "a number and a currency: 20 USD, 7.34 USD/m, 12.00 USD for all",
    }


_TEXTS: Final[Schema] = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
_OF_CONVERTERS: Final[Mapping[Converter, Schema]] = types.MappingProxyType(
    {
        texts: _TEXTS,
        several: {"type": "array", "items": _TEXT},
        slug: _SLUG,
        slugs: {"anyOf": [_SLUG, {"type": "array", "items": _SLUG}]},
        filled: _WORDS,
        as_of: {
            "type": ["string", "integer"],
            "pattern": r"^((about|by|before|after) )?[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
            "minimum": 1000,
            "maximum": 9999,
        },
        quantity: _amount(UNITS, bare=True),
        extent: _amount(UNITS, bare=True, sides=True),
        cost: _cost(),
        price: _cost(),
        length: _of_dimension("length"),
        mass: _of_dimension("mass"),
        weight: _of_dimension("mass"),
        unit: {"enum": sorted({*UNITS, *(each for some in SPELLINGS.values() for each in some)})},
    }
)
"""What each converter takes; one that is missing here makes no schema."""

_NAMES: Final[Mapping[Converter, str]] = types.MappingProxyType(
    {
        slug: "id", as_of: "as-of", texts: "texts", quantity: "quantity", extent: "extent", cost: "cost", price: "cost",
        length: "length", mass: "mass", weight: "mass",
    }
)  # fmt: skip

_OF_TYPES: Final[Mapping[Any, Schema]] = types.MappingProxyType(
    {
        str: _TEXT,
        bool: {"type": "boolean"},
        int: {"type": "integer"},
        Decimal: _NUMBER,
        object: {},
        Any: {},
    }
)


class _Writer:
    """One schema in the making: a `$defs` entry for each dataclass that is met."""

    def __init__(self, readers: Mapping[Any, Converter], kinds: Kinds) -> None:
        self._readers = readers
        self._kinds = [kind.slug for kind in kinds if kind.replaced_by is None]
        self._defs: dict[str, Schema] = {}

    def root(self, cls: type[Any], title: str) -> Schema:
        """The whole schema."""
        top = self._mapping(cls)
        top["properties"]["format"] |= {"type": "integer", "enum": list(range(1, FORMAT + 1))}
        if "category" in top["properties"]:
            words = top["properties"]["category"]["description"]
            top["properties"]["category"] = {"description": words} | _suggested(
                CATEGORIES, self._converted(slug)
            )
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": title,
            "description": "Made from the types of the program; python -m catalog schema writes it anew.",
            **top,
            "$defs": dict(sorted(self._defs.items())),
        }

    def _mapping(self, cls: type[Any]) -> Schema:
        """A dataclass as an object with exactly its keys."""
        made: Schema = {"type": "object", "properties": {}, "additionalProperties": False}
        needed = []
        for key in keys_of(cls):
            if key.how.prefix is not None:
                made["patternProperties"] = {f"^{re.escape(key.how.prefix)}": {}}
                continue
            made["properties"][key.name] = {"description": EXPLAINED[cls][key.name], **self._of_key(key)}
            needed += [key.name] if key.needed else []
        return made | ({"required": needed} if needed else {})

    def _of_key(self, key: Key) -> Schema:
        convert = key.how.convert or self._readers.get((key.owner, key.attribute))
        optional = types.NoneType in typing.get_args(key.hint)
        if key.attribute in _KIND_KEYS.get(key.owner, ()):
            shape = self._kind()
        elif key.name in {"hardware", "software", "documentation", "license"} and key.owner is not Design:
            shape = self._defined("spdx", _suggested(LICENSES, _WORDS))
        elif (key.owner, key.attribute) == (BomLine, "qty"):
            quantity_or_not = _OF_CONVERTERS[quantity]["pattern"].replace("^", "^unknown$|^", 1)
            told = "a number, then one unit: 6 m, 3 sheet; or unknown"
            shape = _OF_CONVERTERS[quantity] | {"pattern": quantity_or_not, "patternErrorMessage": told}
            shape = self._defined("qty", shape | {"examples": ["unknown"]})
        elif (key.owner, key.attribute) == (BomLine, "make"):
            shape = {"anyOf": [self._converted(slug), self._of(typing.get_args(key.hint)[1])]}
        elif convert is not None:
            shape = self._converted(convert)
        else:
            shape = self._of(key.hint)
            optional = False
        return _or_nothing(shape) if optional and not key.needed else shape

    def _of(self, hint: Any) -> Schema:
        if (inner := _SHORT.get(hint)) is not None:
            word, cls = inner
            short = (
                self._kind()
                if word == "tool-kind"
                else _WORDS
                if word == "text"
                else {"type": "string", "pattern": word}
            )
            return {"anyOf": [short, self._defined(_name(cls), self._full(cls))]}
        if hint is Span:
            return {"anyOf": [_NUMBER, self._defined("span", self._mapping(Span))]}
        if (convert := self._readers.get(hint)) is not None and hint is not Step:
            return self._converted(convert)
        if hint in _OF_TYPES:
            return _OF_TYPES[hint]
        if dataclasses.is_dataclass(hint) and isinstance(hint, type):
            return self._defined(_name(hint), self._full(hint))
        return self._generic(typing.get_origin(hint), typing.get_args(hint))

    def _generic(self, origin: Any, args: tuple[Any, ...]) -> Schema:
        if origin is Literal:
            return {"enum": list(args)}
        if origin is tuple:
            return {"type": "array", "items": self._of(args[0])}
        if origin is Mapping:
            return {"type": "object", "additionalProperties": self._of(args[1])}
        return _or_nothing(self._of(next(each for each in args if each is not types.NoneType)))

    def _full(self, cls: type[Any]) -> Schema:
        made = self._mapping(cls)
        if cls in _ONE_OF:
            made["oneOf"] = [{"required": [name]} for name in _ONE_OF[cls]]
        return made

    def _converted(self, convert: Converter) -> Schema:
        """What a converter takes; long patterns stand once."""
        shape = _OF_CONVERTERS[convert]
        return self._defined(_NAMES[convert], shape) if convert in _NAMES else shape

    def _kind(self) -> Schema:
        return self._defined("kind", _suggested(self._kinds, _WORDS))

    def _defined(self, name: str, shape: Schema) -> Schema:
        self._defs[name] = shape
        return {"$ref": f"#/$defs/{name}"}


_KIND_KEYS: Final[Mapping[type[Any], tuple[str, ...]]] = types.MappingProxyType(
    {
        Design: ("makes_tool",),
        WrittenNeed: ("tool",),
        ToolOption: ("kind",),
        StandIn: ("kind",),
        ToolKind: ("replaced_by",),
    }
)
_ONE_OF: Final[Mapping[type[Any], tuple[str, ...]]] = types.MappingProxyType(
    {WrittenNeed: ("tool", "any", "outside"), ToolOption: ("tool", "outside")}
)
# What may be written short: by which plain word or pattern, and the mapping that it is short for.
_SHORT: Final[Mapping[Any, tuple[str, type[Any]]]] = types.MappingProxyType(
    {
        BomLine: (r"^[0-9]{1,6} \S", BomLine),
        ToolNeed: ("tool-kind", WrittenNeed),
        ToolOption: ("tool-kind", ToolOption),
        SkillNeed: ("text", SkillNeed),
        StandIn: ("tool-kind", StandIn),
    }
)


def _or_nothing(shape: Schema) -> Schema:
    """The shape, or the key left empty."""
    if "enum" in shape:
        return shape | {"enum": [*shape["enum"], None]}
    if "type" in shape:
        named = shape["type"] if isinstance(shape["type"], list) else [shape["type"]]
        return shape | {"type": [*named, "null"]}
    return {"anyOf": [*shape.get("anyOf", [shape]), {"type": "null"}]} if shape else shape


def _name(cls: type[Any]) -> str:
    """The name of a class in the words of the format: WrittenNeed is a tool need."""
    names = {WrittenNeed: "tool-need", BomLine: "part"}
    return names.get(cls) or re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

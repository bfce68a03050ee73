"""A manifest as the text of a file: version 1 as YAML, version 2 as TOML, numbers and flags as such where the format has them."""

import re
from decimal import Decimal
from typing import Any, Final

from catalog.okh.terms import KEYS, Data, Dialect, Value
from catalog.yamltext import yaml_text

_FLAGS: Final = {"true": True, "false": False}
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,12})?", re.ASCII)
# Of version 2, what looks like a number and is none.
_TEXTS: Final = frozenset(key for key, shape in KEYS["okh-losh"].items() if shape == "text") | {
    "material", "name", "tsdc", "release", "version", "standard-compliance", "publication", "cpc-patent-class",
}  # fmt: skip


def manifest_text(data: Data, dialect: Dialect) -> str:
    """The text of the file."""
    if dialect == "okh-v1":
        shapes = KEYS[dialect]
        return yaml_text(
            {key: _flag(value) if shapes.get(key) == "flag" else value for key, value in data.items()}
        )
    import tomli_w

    return tomli_w.dumps({key: _typed(key, value) for key, value in data.items()}, multiline_strings=True)


def _flag(value: Value) -> object:
    return _FLAGS.get(value, value) if isinstance(value, str) else value


def _typed(key: str, value: Value) -> Any:
    if isinstance(value, dict):
        return {inner: _typed(inner, each) for inner, each in value.items()}
    if isinstance(value, list):
        return [_typed(key, each) for each in value]
    if key in _TEXTS:
        return value
    if value in _FLAGS:
        return _FLAGS[value]
    if _NUMBER.fullmatch(value):
        return Decimal(value) if "." in value else int(value)
    return value

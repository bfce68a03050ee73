"""The values of a manifest in the shapes that their keys ask for: a person for a text, a list for one; all of it told.

What fits no shape stays as it was written, is told, and is not understood further.
"""

import re
from typing import Final

from catalog.okh.reading import Manifest
from catalog.okh.terms import KEYS, Data, Shape, Value
from catalog.problem import Problems
from catalog.text import quote

_FLAGS: Final = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}
_PERSON: Final = re.compile(r"([^<(]*)(?:\(([^()]*)\)\s*)?(?:<([^<>\s]+@[^<>\s]+)>)?")
_LONGEST_PERSON: Final = 300
_URL: Final = re.compile(r"https?://[^\s/]+", re.IGNORECASE)
# What a template leaves behind, as a whole value …
_BLANK: Final = re.compile(
    r"""\[[\w .,@/:'-]{0,60}\]|<[\w .,@/:'-]{0,60}>|\{\{.*\}\}|…|\.\.\.|\?+|-|x{3,10}(?:\.\w{2,5})?|value|lorem\ ipsum.*
      |change\ ?me|fill\ (?:me\ )?in|(?:your|my)-awesome.*|the-SPDX-ID|YYYY-MM-DD|(?:contributor|keyword)\ \d""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
# … or inside one.
_LATER: Final = re.compile(r"\bFIXME\b|/YOU/|\[value\]|@example\.(?:com|org|net)\b|/xxx\b")


def is_blank(text: str) -> bool:
    """Whether a text is left over from a template; an empty one says nothing either."""
    return not text.strip() or _BLANK.fullmatch(text.strip()) is not None or _LATER.search(text) is not None


def said(value: Value | None) -> str | None:
    """A text that says something, its blanks and line ends single; None for any other value."""
    if not isinstance(value, str) or is_blank(value):
        return None
    return " ".join(value.split())


def link(value: Value | None) -> str | None:
    """A web address; None for a path, for prose, for anything else."""
    text = said(value)
    return text if text is not None and _URL.match(text) and " " not in text else None


def person(text: str) -> Data:
    """Who "Name (organization) <mail>" is; a text of another form is a name."""
    found = _PERSON.fullmatch(text.strip()) if len(text) <= _LONGEST_PERSON else None
    if found is None or not (found[1].strip() or found[2]):
        return {"name": text}
    keys = ("name", "affiliation", "email")
    return {
        key: part.strip() for key, part in zip(keys, found.groups(), strict=True) if part and part.strip()
    }


def shape_up(manifest: Manifest, problems: Problems) -> Data:
    """The manifest's data with every value in its shape; what was done to which is told."""
    data: Data = {}
    for key, value in manifest.data.items():
        shape = KEYS[manifest.dialect].get(key, "free")
        shaped = _shaped(value, shape)
        if shaped is None:
            message = f"{quote(key)} should be {_WANTED[shape]}; it is kept as it stands and not understood"
            problems.warning(manifest.at(key), "type-wrong", message)
        elif shaped != value:
            problems.note(manifest.at(key), "type-coerced", f"{quote(key)} is taken as {_WANTED[shape]}")
        data[key] = value if shaped is None else shaped
        _template(manifest, key, data[key], problems)
    return data


def _template(manifest: Manifest, key: str, value: Value, problems: Problems) -> None:
    for text in _texts(value):
        if text.strip() and is_blank(text):
            message = (
                f"{quote(text.strip())} under {quote(key)} is left over from a template and not understood"
            )
            problems.warning(manifest.at(key), "template-text", message, hint="say it, or take it out")


def _texts(value: Value) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value
    return [text for each in inner for text in _texts(each)]


_WANTED: Final[dict[Shape, str]] = {
    "text": "a text",
    "texts": "a list of texts",
    "flag": "true or false",
    "person": "a person: {name, affiliation, email}",
    "people": "a list of people",
    "docs": "a list of {path, title}",
    "thing": "one thing: {title, web}",
    "things": "a list of things",
    "standards": "a list of {standard-title}",
    "licenses": "{hardware, documentation, software}",
    "number": "a number",
    "free": "anything",
}


def _shaped(value: Value, shape: Shape) -> Value | None:
    """The value in its shape, or None if it cannot be brought into it."""
    if shape == "free":
        return value
    if shape == "text":
        return _text(value)
    if shape == "flag":
        return _FLAGS.get(value.casefold()) if isinstance(value, str) else None
    if shape == "number":
        return value if isinstance(value, str) else None
    if shape == "licenses":
        return _licenses(value)
    if shape in {"person", "thing"}:
        return _one(value, shape)
    return _several(value, shape)


def _text(value: Value) -> str | None:
    """[value] is a list of one for YAML; whoever wrote it meant a text."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        texts = [str(each) for each in value]
        return f"[{texts[0]}]" if len(texts) == 1 and is_blank(f"[{texts[0]}]") else ", ".join(texts)
    return None


def _licenses(value: Value) -> Data | None:
    if isinstance(value, str | list):
        text = _text(value)
        return None if text is None else {"hardware": text}
    return {key: each if (text := _text(each)) is None else text for key, each in value.items()}


def _one(value: Value, shape: Shape) -> Data | None:
    if isinstance(value, str):
        return person(value) if shape == "person" else _thing(value)
    if isinstance(value, list):
        return _one(value[0], shape) if len(value) == 1 and not isinstance(value[0], list) else None
    return value


def _thing(text: str) -> Data:
    return {"web": text} if _URL.match(text) else {"title": text}


def _several(value: Value, shape: Shape) -> list[Value] | None:
    items = value if isinstance(value, list) else [value]
    if shape == "texts":
        return list(items) if all(isinstance(each, str) for each in items) else None
    shaped: list[Value] = []
    for each in items:
        if isinstance(each, list):
            return None
        if isinstance(each, dict):
            shaped.append(each)
        elif shape == "people":
            shaped.append(person(each))
        elif shape == "docs":
            shaped.append({"path": each})
        else:
            shaped.append({"standard-title": each} if shape == "standards" else _thing(each))
    return shaped

"""A tool kind as text for a kinds.yaml: an entry to put at its end, or to hand to whoever keeps the file.

What a maintainer wrote stays as it is, byte for byte. So an entry only ever goes behind the last line, and only where the
file then reads as before with this one kind more; everywhere else the entry is for a person to paste.
"""

import json
import re
from typing import Final

from catalog.kinds import Kinds, ToolKind, read_kinds

_HEADER: Final = """\
# The library's own tool kinds. They stand beside those of the program and go before one of the same slug.
# This file is yours: change what you like. `toollib kind add` only ever writes behind the last line.
format: 1
kinds:
"""
_FIRST_ENTRY: Final = re.compile(rb"^([ ]*)- +slug:", re.MULTILINE)
_PLAIN: Final = re.compile(r"[^\W\d_][\w ()/.,+-]*[\w)]|[^\W\d_]")
# What other readers of YAML would take for something else than words.
_WORDS: Final = frozenset("y yes n no true false on off null none".split())


def entry(kind: ToolKind, indent: str = "  ") -> str:
    """The lines of one kind, each after this indent."""
    lines = [f"slug: {kind.slug}", f"name: {_scalar(kind.name)}", f"category: {kind.category}"]
    if kind.aliases:
        lines.append(f"aliases: [{', '.join(map(_item, kind.aliases))}]")
    if kind.stands_in_for:
        lines.append(f"stands-in-for: [{', '.join(each.kind for each in kind.stands_in_for)}]")
    if kind.induction:
        lines.append("induction: true")
    if kind.safety is not None:
        lines.append(f"safety: {json.dumps(kind.safety, ensure_ascii=False)}")
    # A number before a unit or a currency means the same in every reader of YAML.
    lines += [f"{key}: {text}" for key, text in (("price", kind.price), ("mass", kind.mass)) if text]
    return "".join(f"{indent}{'  ' if number else '- '}{line}\n" for number, line in enumerate(lines))


def with_entry(source: bytes | None, kind: ToolKind, base: Kinds) -> bytes | None:
    """A kinds.yaml with this kind behind all that stands in it (None: there is no file), or None where that cannot be.

    `base`: the kinds that the file adds to.
    """
    if source is None:
        return (_HEADER + entry(kind)).encode()
    if (found := _FIRST_ENTRY.search(source)) is None:
        return None
    new = entry(kind, found[1].decode())
    if b"\r\n" in source:
        new = new.replace("\n", "\r\n")
    whole = (
        source + (b"" if source.endswith(b"\n") else b"\r\n" if b"\r\n" in source else b"\n") + new.encode()
    )
    before, _ = read_kinds(source, file="kinds.yaml", base=base)
    after, problems = read_kinds(whole, file="kinds.yaml", base=base)
    sound = not any(each.severity == "error" for each in problems)
    return whole if sound and (*before, kind) == tuple(after) else None


def _scalar(text: str) -> str:
    plainly = _PLAIN.fullmatch(text) and text.lower() not in _WORDS and ": " not in text
    return text if plainly else json.dumps(text, ensure_ascii=False)


def _item(text: str) -> str:
    """A text inside brackets, where a comma would end it."""
    return json.dumps(text, ensure_ascii=False) if "," in text else _scalar(text)

"""Somebody's bytes → a manifest: keys spelled as their version spells them, values as text, every doubt told."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from catalog.okh.decoding import decode
from catalog.okh.json_tree import parse_json
from catalog.okh.terms import KEYS, Data, Dialect, Value, canonical, dialect_of
from catalog.okh.toml_tree import parse_toml
from catalog.problem import Mark, Problems
from catalog.text import nearest, quote
from catalog.yamltree import Entry, ListNode, MapNode, Node, Scalar, parse, place_of

# The first line that says anything: `key = …` or `[table]` is TOML, { is JSON, all else YAML.
_TOML_START: Final = re.compile(
    r"""\[{1,2}[^\[\]{}:]+\]{1,2}\s*(?:#.*)?|(?:[\w.$-]+|"[^"]*"|'[^']*')\s*=(?!=).*"""
)
MOST_BYTES: Final = 128 * 1024
"""Size of a manifest: the largest real ones have a tenth of it, and nearly all of it is written out again."""
_TOML_LINE: Final = re.compile(r"""[A-Za-z][\w.-]*\s*=\s*(?:["'\[{\d].*|;?)""")


@dataclass(frozen=True, slots=True)
class Manifest:
    """One manifest as it was read: canonical keys in file order, and where each stands."""

    file: str
    dialect: Dialect
    data: Data
    entries: Mapping[str, Entry]

    def at(self, key: str, *path: str | int) -> Mark:
        """Where a key stands, or what stands at `path` under it."""
        entry = self.entries.get(key)
        if entry is None:
            return Mark(1, 1)
        return place_of(entry.value, path) if path else entry.key.mark


def read_manifest(source: bytes, problems: Problems) -> Manifest | None:
    """The manifest in these bytes; None if they hold none, and the problems say why, with line and column."""
    text = decode(source, problems, most=MOST_BYTES)
    if text is None:
        return None
    if not text.strip():
        problems.error(Mark(1, 1), "empty-file", "nothing in it")
        return None
    tree = _tree(text, problems)
    if tree is None or problems.has_errors:
        return None
    if not isinstance(tree, MapNode):
        problems.error(
            tree.mark,
            "not-a-manifest",
            "no keys and values stand here",
            hint="a manifest begins with `title:`",
        )
        return None
    dialect = dialect_of([entry.key.text for entry in tree.entries])
    if dialect is None:
        message = "none of its keys belongs to an Open Know-How manifest"
        problems.error(tree.mark, "not-a-manifest", message, hint=_begins(tree))
        return None
    return _manifest(tree, dialect, problems)


def _begins(tree: MapNode) -> str:
    keys = ", ".join(quote(entry.key.text, limit=30) for entry in tree.entries[:5])
    return f"it has {keys}" if keys else "it has none"


def _tree(text: str, problems: Problems) -> Node | None:
    """The tree, in whichever of the three syntaxes the text is written."""
    start = next((line.strip() for line in text.splitlines() if _says(line)), "")
    if _TOML_START.fullmatch(start) or (":" not in start and _TOML_LINE.fullmatch(start)):
        return parse_toml(text, problems)
    found = Problems(problems.file)
    tree = parse_json(text, found) if start.startswith("{") else None
    if tree is None:
        told = Problems(problems.file)
        # Version 1 may begin with a line of its own, "%Open Know-How Manifest 1.0", which YAML takes for a directive.
        tree = parse(f"#{text[1:]}" if text.startswith("%") and not text.startswith("%YAML") else text, told)
        found = found if tree is None and len(found) and '"' in text else told
    # Which of two keys counts is told when the values are taken.
    problems.extend(problem for problem in found if problem.code != "key-twice")
    return tree


def _says(line: str) -> bool:
    said = line.strip()
    return bool(said) and not said.startswith(("#", "%", "---"))


def _manifest(tree: MapNode, dialect: Dialect, problems: Problems) -> Manifest:
    data: Data = {}
    entries: dict[str, Entry] = {}
    taker = _Taker(problems)
    written = {entry.key.text for entry in tree.entries}
    for entry in taker.settled(tree):
        value = taker.value(entry.value)
        if value is None:
            taker.nothing(entry)
            continue
        key = canonical(entry.key.text, dialect)
        if key in data or (key != entry.key.text and key in written):
            key = entry.key.text  # two spellings of one key: the second stays as a stranger
        _spelling(entry, key, dialect, problems)
        data[key] = value
        entries[key] = entry
    return Manifest(problems.file, dialect, data, MappingProxyType(entries))


def _spelling(entry: Entry, key: str, dialect: Dialect, problems: Problems) -> None:
    written = entry.key.text
    if key != written:
        problems.note(entry.key.mark, "key-respelled", f"{quote(written)} is read as {quote(key)}")
    elif key not in KEYS[dialect]:
        near = nearest(written, KEYS[dialect])
        hint = f"did you mean {quote(near[0])}?" if near else None
        problems.note(entry.key.mark, "key-unknown", f"{quote(written)} is no key of {dialect}", hint=hint)


class _Taker:
    """Takes values out of a tree: text only, without what says nothing, of two equal keys the last."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems

    def value(self, node: Node) -> Value | None:
        """The value; None where it says nothing."""
        if isinstance(node, Scalar):
            return None if node.is_null else node.text
        if isinstance(node, ListNode):
            return list(_each(node.items, self.value, self._no_item))
        pairs = ((entry, self.value(entry.value)) for entry in self.settled(node))
        taken: Data = {}
        for entry, value in pairs:
            if value is None:
                self.nothing(entry)
            else:
                taken[entry.key.text] = value
        return taken

    def settled(self, node: MapNode) -> Iterable[Entry]:
        """The entries, of two equal keys the last: so do the readers of YAML that wrote the other catalogs."""
        again: dict[str, list[Entry]] = {}
        for entry in node.twice:
            again.setdefault(entry.key.text, []).append(entry)
        for entry in node.entries:
            alike = [entry, *again.get(entry.key.text, [])]
            last = alike[-1]
            for each in alike[:-1]:
                said = _told(self.value(each.value))
                message = (
                    f"{quote(each.key.text)} stands again in line {last.key.mark.line}, and that one counts"
                )
                hint = f"dropped: {said}; put both under one key if both are meant"
                self._problems.warning(each.key.mark, "key-twice", message, hint=hint)
            yield last

    def nothing(self, entry: Entry) -> None:
        """Tell of a key without a value."""
        self._problems.note(
            entry.key.mark, "nothing-said", f"{quote(entry.key.text)} says nothing and is left out"
        )

    def _no_item(self, node: Node) -> None:
        self._problems.note(node.mark, "nothing-said", "an item says nothing and is left out")


def _each(
    nodes: Iterable[Node], take: Callable[[Node], Value | None], nothing: Callable[[Node], None]
) -> Iterable[Value]:
    for node in nodes:
        value = take(node)
        if value is None:
            nothing(node)
        else:
            yield value


def _told(value: Value | None) -> str:
    if isinstance(value, str):
        return quote(value, limit=200)
    return "nothing" if value is None else quote(str(value), limit=200)

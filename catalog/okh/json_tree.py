"""JSON text → the tree that YAML gives too, in which every value knows its place, or problems.

A reader of YAML takes most JSON, but not tabs and not letters written as two halves (an escaped emoji).
"""

import json
import re
from typing import Final

from catalog.limits import MAX_DEPTH, MAX_NODES
from catalog.problem import Mark, Problems
from catalog.text import quote
from catalog.yamltree import Entry, ListNode, MapNode, Node, Scalar

_SPACE: Final = re.compile(r"[ \t\r\n]*")
_STRING: Final = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"')
_WORD: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null")
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_END: Final = re.compile("\r\n?|\n")


def parse_json(text: str, problems: Problems) -> Node | None:
    """The tree of a JSON text; None if it is none, and the problem says where and why. A key twice is a problem too."""
    try:
        return _Walk(text, problems).document()
    except _Stop:
        return None


class _Stop(Exception):
    """Nothing after this place can be read."""


class _Walk:
    """One walk over the text."""

    def __init__(self, text: str, problems: Problems) -> None:
        self._text = text
        self._problems = problems
        self._at = 0
        self._nodes = 0
        self._starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
        self._line = 0

    def document(self) -> Node:
        """The whole text."""
        self._skip()
        node = self._value(1)
        self._skip()
        if self._at < len(self._text):
            raise self._stop("json-syntax", "not JSON: something stands after the end")
        return node

    def _value(self, depth: int) -> Node:
        mark = self._here()
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise self._stop("file-too-large", f"more than {MAX_NODES} values")
        if depth > MAX_DEPTH:
            raise self._stop("too-deep", f"nested deeper than {MAX_DEPTH} levels")
        if self._takes("{"):
            return self._map(mark, depth)
        if self._takes("["):
            return self._list(mark, depth)
        if self._text.startswith('"', self._at):
            return self._string()
        if (found := _WORD.match(self._text, self._at)) is None:
            raise self._stop("json-syntax", "not JSON: a value is expected here")
        self._at = found.end()
        return Scalar(found[0], quoted=False, mark=mark)

    def _list(self, mark: Mark, depth: int) -> ListNode:
        items: list[Node] = []
        while not self._closes("]", first=not items):
            items.append(self._value(depth + 1))
        return ListNode(tuple(items), mark)

    def _map(self, mark: Mark, depth: int) -> MapNode:
        entries: dict[str, Entry] = {}
        twice: list[Entry] = []
        while not self._closes("}", first=not entries):
            key = self._string()
            self._skip()
            if not self._takes(":"):
                raise self._stop("json-syntax", "not JSON: a colon is expected here")
            self._skip()
            entry = Entry(key, self._value(depth + 1))
            if first := entries.get(key.text):
                message = (
                    f"{quote(key.text)} stands here a second time; the first is in line {first.key.mark.line}"
                )
                self._problems.error(key.mark, "key-twice", message, hint="keep one of them")
                twice.append(entry)
            else:
                entries[key.text] = entry
        return MapNode(tuple(entries.values()), mark, tuple(twice))

    def _closes(self, end: str, *, first: bool) -> bool:
        """Whether the list or mapping ends here; if not, the next value stands here."""
        self._skip()
        if self._takes(end):
            return True
        if not first and not self._takes(","):
            raise self._stop("json-syntax", f"not JSON: a comma or {end} is expected here")
        self._skip()
        return False

    def _string(self) -> Scalar:
        mark = self._here()
        if (found := _STRING.match(self._text, self._at)) is None:
            raise self._stop("json-syntax", "not JSON: a text in double quotes is expected here")
        self._at = found.end()
        text = json.loads(found[0])
        if bad := _CONTROL.search(text):
            message = f"the value holds the control character U+{ord(bad.group()):04X}"
            self._problems.error(mark, "control-character", message, hint="take it out")
        return Scalar(text, quoted=True, mark=mark)

    def _skip(self) -> None:
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _takes(self, sign: str) -> bool:
        if self._text.startswith(sign, self._at):
            self._at += 1
            return True
        return False

    def _here(self) -> Mark:
        while self._line + 1 < len(self._starts) and self._starts[self._line + 1] <= self._at:
            self._line += 1
        return Mark(self._line + 1, self._at - self._starts[self._line] + 1)

    def _stop(self, code: str, message: str) -> _Stop:
        self._problems.error(self._here(), code, message)
        return _Stop()

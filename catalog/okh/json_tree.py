"""JSON text → the tree that YAML gives too, in which every value knows its place, or problems.

A reader of YAML takes most JSON, but not tabs and not letters written as two halves (an escaped emoji).
"""

import json
import re
from typing import Final

from catalog.okh.cursor import Cursor, Stop
from catalog.problem import Mark, Problems
from catalog.text import quote
from catalog.yamltree import Entry, ListNode, MapNode, Node, Scalar

_SPACE: Final = re.compile(r"[ \t\r\n]*")
_STRING: Final = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"')
_WORD: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null")
_LINE_END: Final = re.compile("\r\n?|\n")


def parse_json(text: str, problems: Problems) -> Node | None:
    """The tree of a JSON text; None if it is none, and the problem says where and why. A key twice is a problem too."""
    try:
        return _Walk(text, problems, space=_SPACE, line_end=_LINE_END).document()
    except Stop:
        return None


class _Walk(Cursor):
    """One walk over the text."""

    def document(self) -> Node:
        """The whole text."""
        self.skip()
        node = self._value(1)
        self.skip()
        if self.at < len(self.text):
            raise self.stop("json-syntax", "not JSON: something stands after the end")
        return node

    def _value(self, depth: int) -> Node:
        mark = self.here()
        self.count(mark)
        self.check_depth(depth, mark)
        if self.takes("{"):
            return self._map(mark, depth)
        if self.takes("["):
            return self._list(mark, depth)
        if self.sees('"'):
            return self._string()
        if (word := self.word(_WORD)) is None:
            raise self.stop("json-syntax", "not JSON: a value is expected here")
        return Scalar(word, quoted=False, mark=mark)

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
            self.skip()
            if not self.takes(":"):
                raise self.stop("json-syntax", "not JSON: a colon is expected here")
            self.skip()
            entry = Entry(key, self._value(depth + 1))
            if first := entries.get(key.text):
                message = (
                    f"{quote(key.text)} stands here a second time; the first is in line {first.key.mark.line}"
                )
                self.problems.error(key.mark, "key-twice", message, hint="keep one of them")
                twice.append(entry)
            else:
                entries[key.text] = entry
        return MapNode(tuple(entries.values()), mark, tuple(twice))

    def _closes(self, end: str, *, first: bool) -> bool:
        """Whether the list or mapping ends here; if not, the next value stands here."""
        self.skip()
        if self.takes(end):
            return True
        if not first and not self.takes(","):
            raise self.stop("json-syntax", f"not JSON: a comma or {end} is expected here")
        self.skip()
        return False

    def _string(self) -> Scalar:
        mark = self.here()
        if (word := self.word(_STRING)) is None:
            raise self.stop("json-syntax", "not JSON: a text in double quotes is expected here")
        text = json.loads(word)
        self.check_text(text, mark)
        return Scalar(text, quoted=True, mark=mark)

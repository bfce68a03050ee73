"""TOML text → the tree that YAML gives too, in which every value knows its place, or problems.

The standard library decides what is TOML; it forgets where things stood and turns numbers and dates into values. So what it
accepted is walked a second time, for places and for the words as they were written.
"""

import re
import tomllib
from dataclasses import dataclass, field
from typing import Final

from catalog.limits import MAX_DEPTH
from catalog.okh.cursor import Cursor, Stop
from catalog.problem import Mark, Problems
from catalog.text import quote
from catalog.yamltree import Entry, ListNode, MapNode, Node, Scalar

_LINE_END: Final = re.compile("\r\n|\n")
_SPACE: Final = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE: Final = re.compile(r"\d{4}-\d\d-\d\d [0-9:.+\-Zz]+|[^\s,\]}#]+")
_STRING: Final = re.compile(
    r'''"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+"{3,5}|"(?:[^"\\\n]++|\\.)*+"'''
    r"""|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}|'[^'\n]*+'""",
    re.DOTALL,
)
# A key of so many parts is an attack: the library's work grows with their square.
_LONG_KEY: Final = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){65}""")
_WHERE: Final = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)


def parse_toml(text: str, problems: Problems) -> MapNode | None:
    """The tree of a TOML text; None if it is none, and the problem says where and why."""
    if (found := _LONG_KEY.search(text)) is not None:
        problems.error(_mark(text, found.start()), "too-deep", f"nested deeper than {MAX_DEPTH} levels")
        return None
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        _syntax(text, str(error), problems)
        return None
    except RecursionError:
        problems.error(Mark(1, 1), "too-deep", f"nested deeper than {MAX_DEPTH} levels")
        return None
    except ValueError as error:  # 2021-02-30, or more digits than a number may have
        problems.error(Mark(1, 1), "toml-syntax", f"not TOML: {error}")
        return None
    try:
        return _Walk(text, problems, space=_SPACE, line_end=_LINE_END).document()
    except Stop:
        return None


def _mark(text: str, position: int) -> Mark:
    ends = [end.end() for end in _LINE_END.finditer(text, 0, position)]
    return Mark(len(ends) + 1, position - (ends[-1] if ends else 0) + 1)


def _syntax(text: str, said: str, problems: Problems) -> None:
    """The library's complaint, at its line, in our words where they say more."""
    found = _WHERE.fullmatch(said)
    reason, line = (found[1], found[2]) if found else (said, None)
    lines = _LINE_END.split(text)
    number = int(line) if line else len(lines)
    column = int(found[3]) if found and found[3] else len(lines[-1]) + 1
    written = lines[number - 1] if number <= len(lines) else ""
    key = re.match(r"\s*([^\s=]+)", written)
    if key and ("overwrite" in reason or "twice" in reason or "already" in reason):
        mark = Mark(number, key.start(1) + 1)
        problems.error(
            mark, "key-twice", f"{quote(key[1])} stands here a second time", hint="keep one of them"
        )
        return
    problems.error(Mark(number, column), "toml-syntax", f"not TOML: {reason}", hint=_hint(reason, written))


def _hint(reason: str, line: str) -> str | None:
    if "Unclosed array" in reason:
        return "a comma is missing before this line, or a ] after the last value"
    if re.search(r'=\s*(["\']).*\1\s*,', line):
        return "several values go in [ ]"
    if re.search(r"=\s*;?\s*(#.*)?$", line) or re.fullmatch(r"\s*[\w-]+\s*;?\s*", line):
        return "give it a value, or take the key out"
    if "Invalid value" in reason:
        return "put text in quotes"
    return None


@dataclass(slots=True)
class _Table:
    mark: Mark
    inner: dict[str, tuple[Scalar, "_Table | _Tables | Node"]] = field(default_factory=dict)


@dataclass(slots=True)
class _Tables:
    mark: Mark
    tables: list[_Table] = field(default_factory=list)


class _Walk(Cursor):
    """One walk over a text that is known to be TOML."""

    def document(self) -> MapNode:
        """The whole text."""
        root = table = _Table(Mark(1, 1))
        while self.skip():
            if self.takes("[["):
                table = self._header(root, several=True)
            elif self.takes("["):
                table = self._header(root, several=False)
            else:
                self._pair(table, depth=1)
        return _table(root)

    def _header(self, root: _Table, *, several: bool) -> _Table:
        keys = self._keys("]")
        self.at += 2 if several else 1
        table = self._down(root, keys[:-1] if several else keys)
        if several:
            last = keys[-1]
            _, tables = table.inner.setdefault(last.text, (last, _Tables(last.mark)))
            if not isinstance(tables, _Tables):
                raise self._lost()
            table = _Table(last.mark)
            tables.tables.append(table)
        return table

    def _pair(self, table: _Table, depth: int) -> None:
        keys = self._keys("=")
        self.at += 1
        self.skip()
        self._down(table, keys[:-1]).inner[keys[-1].text] = (keys[-1], self._value(depth))

    def _down(self, table: _Table, keys: list[Scalar]) -> _Table:
        for key in keys:
            _, inner = table.inner.setdefault(key.text, (key, _Table(key.mark)))
            inner = inner.tables[-1] if isinstance(inner, _Tables) else inner
            if not isinstance(inner, _Table):
                raise self._lost()
            table = inner
        return table

    def _keys(self, end: str) -> list[Scalar]:
        keys: list[Scalar] = []
        while not keys or self.takes("."):
            self.skip()
            mark = self.here()
            if (word := self.word(_BARE_KEY)) is not None:
                keys.append(Scalar(word, quoted=False, mark=mark))
            else:
                keys.append(self._string(mark))
            self.skip()
        if not self.sees(end):
            raise self._lost()
        return keys

    def _value(self, depth: int) -> Node:
        mark = self.here()
        if self.takes("["):
            return self._list(mark, self._deeper(depth, mark))
        if self.takes("{"):
            return self._inline(mark, self._deeper(depth, mark))
        if self.sees('"', "'"):
            return self._string(mark)
        if (word := self.word(_BARE_VALUE)) is None:
            raise self._lost()
        return self._scalar(word, mark, quoted=False)

    def _list(self, mark: Mark, depth: int) -> ListNode:
        items = []
        while self.skip() and not self.takes("]"):
            items.append(self._value(depth))
            self.skip()
            self.takes(",")
        return ListNode(tuple(items), mark)

    def _inline(self, mark: Mark, depth: int) -> Node:
        table = _Table(mark)
        while self.skip() and not self.takes("}"):
            self._pair(table, depth)
            self.skip()
            self.takes(",")
        return _table(table)

    def _string(self, mark: Mark) -> Scalar:
        if (token := self.word(_STRING)) is None:
            raise self._lost()
        text = token[1:-1]
        if "\\" in token or token.startswith(('"""', "'''")):
            text = tomllib.loads(f"x={token}")["x"]
        return self._scalar(text, mark, quoted=True)

    def _scalar(self, text: str, mark: Mark, *, quoted: bool) -> Scalar:
        self.count(mark)
        self.check_text(text.replace("\r\n", "\n"), mark)
        return Scalar(text, quoted, mark)

    def _lost(self) -> Stop:
        """The library took what the walk does not know: no more is read, and that is told."""
        return self.stop("toml-syntax", "not TOML that can be read: something strange stands here")

    def _deeper(self, depth: int, mark: Mark) -> int:
        self.check_depth(depth + 1, mark)
        return depth + 1


def _table(table: _Table) -> MapNode:
    return MapNode(tuple(Entry(key, _frozen(inner)) for key, inner in table.inner.values()), table.mark)


def _frozen(value: _Table | _Tables | Node) -> Node:
    if isinstance(value, _Tables):
        return ListNode(tuple(_table(table) for table in value.tables), value.mark)
    return _table(value) if isinstance(value, _Table) else value

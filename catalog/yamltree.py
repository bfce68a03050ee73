"""YAML text → a tree in which every value knows its place, or problems. The only module that imports yaml.

Why not `yaml.safe_load`: its C composer crashes the whole program on deep nesting, it keeps the last of two equal keys,
reads `no` as false and `012` as ten, and forgets where things stood. Here the parser's *events* are walked once, with
hard limits, and scalars stay text (the core idea of YAML 1.2); what a text means is decided by the type that wants it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from catalog.limits import MAX_BYTES, MAX_DEPTH, MAX_NODES
from catalog.problem import Mark, Problems
from catalog.text import quote

if TYPE_CHECKING:
    from yaml.error import MarkedYAMLError


_NULLS = frozenset({"", "null", "Null", "NULL", "~"})
# What YAML itself forbids anywhere in a file …
_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# … and what an escape such as "\e" would smuggle into a value.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LINE_END = re.compile("\r\n?|\n")
# What libyaml says where it gives up.
_TOO_DEEP = "maximum nesting depth"


class Scalar(NamedTuple):  # not a dataclass: it is made far more often than anything else
    """One value as text; `quoted` tells `"null"` from `null`."""

    text: str
    quoted: bool
    mark: Mark

    @property
    def is_null(self) -> bool:
        """Whether it says "nothing here": left empty, `null` or `~`, without quotes."""
        return not self.quoted and self.text in _NULLS


class Entry(NamedTuple):
    """One key of a mapping with its value."""

    key: Scalar
    value: "Node"


@dataclass(frozen=True, slots=True)
class MapNode:
    """A mapping in file order; each key once: a second one is a problem, and kept apart in `twice`."""

    entries: tuple[Entry, ...]
    mark: Mark
    twice: tuple[Entry, ...] = ()

    def get(self, key: str) -> "Node | None":
        """The value of `key`, or None if it is not there."""
        return next((entry.value for entry in self.entries if entry.key.text == key), None)


@dataclass(frozen=True, slots=True)
class ListNode:
    """A sequence in file order."""

    items: tuple["Node", ...]
    mark: Mark


Node = Scalar | MapNode | ListNode


def parse(source: bytes | str, problems: Problems) -> Node | None:
    """The tree of one YAML document; None if it cannot be read or is empty, and the problems say why.

    With errors noted but a tree returned (a key twice, a tag), reading may go on to find more; the file is not usable.
    """
    text = _decoded(source, problems)
    if text is None:
        return None
    if found := _NOT_YAML.search(text):
        where = _place(text, found.start())
        code = ord(found.group())
        problems.error(where, "control-character", f"character U+{code:04X} does not belong in a text file")
        return None
    return _Builder(text, problems).document()


def place_of(node: Node, path: tuple[str | int, ...]) -> Mark:
    """Where the value at `path` (keys and indices from `node` on) stands; the nearest holder if it is not there."""
    for step in path:
        inner: Node | None = None
        if isinstance(node, MapNode) and isinstance(step, str):
            inner = node.get(step)
        elif isinstance(node, ListNode) and isinstance(step, int) and step < len(node.items):
            inner = node.items[step]
        if inner is None:
            return node.mark
        node = inner
    return node.mark


def to_data(node: Node) -> object:
    """The tree as dicts, lists and text without places; null becomes None."""
    if isinstance(node, Scalar):
        return None if node.is_null else node.text
    if isinstance(node, ListNode):
        return [to_data(item) for item in node.items]
    return {entry.key.text: to_data(entry.value) for entry in node.entries}


def _decoded(source: bytes | str, problems: Problems) -> str | None:
    size = len(source) if isinstance(source, bytes) else len(source.encode(errors="surrogatepass"))
    if size > MAX_BYTES:
        hint = "split it, or link large texts instead of holding them"
        problems.error(Mark(1, 1), "file-too-large", f"{size} bytes; at most {MAX_BYTES} are read", hint=hint)
        return None
    if isinstance(source, str):
        return source.removeprefix("\ufeff")
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = source[: error.start].decode("utf-8", errors="replace")
        message = f"byte 0x{source[error.start]:02X} is not UTF-8"
        problems.error(_place(before, len(before)), "encoding", message, hint="save the file as UTF-8")
        return None


def _place(text: str, position: int) -> Mark:
    start = 0
    line = 1
    for end in _LINE_END.finditer(text, 0, position):
        line += 1
        start = end.end()
    return Mark(line, position - start + 1)


# Marks and scalars are half of what is made while a shelf is read: made at their root, they take half the time.
_tuple: Callable[[Any, tuple[object, ...]], Any] = tuple.__new__


def _mark(raw: Any) -> Mark:
    # The parser counts from 0.
    mark: Mark = _tuple(Mark, (raw.line + 1, raw.column + 1))
    return mark


class _Stop(Exception):
    """Nothing after this place can be read."""


class _Builder:
    """Walks the events of one text once and builds the tree without recursion into the parser."""

    def __init__(self, text: str, problems: Problems) -> None:
        self._text = text
        self._problems = problems
        self._depth = 0
        self._nodes = 0

    def document(self) -> Node | None:
        """The one document of the text."""
        import yaml

        loader: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
        try:
            # Event by event, as `yaml.parse` does it, without asking before each whether there is one.
            follow: Callable[[], Any] = loader(self._text).get_event
            follow()  # the start of the stream
            event = follow()
            if isinstance(event, yaml.StreamEndEvent):
                raise self._stop(event, "empty-file", "nothing in it")
            node = self._node(follow(), follow)
            follow()  # the end of the document
            event = follow()
            if isinstance(event, yaml.DocumentStartEvent):
                raise self._stop(
                    event, "several-documents", "a second document begins", "one file holds one document"
                )
        except yaml.MarkedYAMLError as error:
            self._find_too_deep() if _TOO_DEEP in (error.problem or "") else self._syntax(error)
            return None
        except yaml.YAMLError as error:  # no place given: only the reader itself raises these
            self._problems.error(Mark(1, 1), "yaml-syntax", f"not YAML: {error}")
            return None
        except _Stop:
            return None
        if isinstance(node, Scalar) and node.is_null:
            self._problems.error(node.mark, "empty-file", "nothing in it")
            return None
        return node

    def _node(self, event: Any, follow: Callable[[], Any]) -> Node:
        kind = type(event).__name__
        if kind == "AliasEvent":
            hint = "write the value out where it is needed"
            raise self._stop(event, "yaml-alias", f"alias {quote('*' + event.anchor)} is not read", hint)
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise self._stop(event, "file-too-large", f"more than {MAX_NODES} values")
        mark = _mark(event.start_mark)
        if event.anchor is not None or event.tag is not None:
            self._plain_only(event, mark)
        if kind == "ScalarEvent":
            return self._scalar(event, mark)
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._deep(event)
        node = self._list(follow, mark) if kind == "SequenceStartEvent" else self._map(follow, mark)
        self._depth -= 1
        return node

    def _plain_only(self, event: Any, mark: Mark) -> None:
        if event.anchor is not None:
            hint = "write the value out where it is needed"
            self._fault(mark, "yaml-anchor", f"anchor {quote('&' + event.anchor)} is not read", hint)
        if event.tag is not None:
            hint = "leave it out; put text in quotes"
            self._fault(mark, "yaml-tag", f"tag {quote(event.tag)} is not read", hint)

    def _scalar(self, event: Any, mark: Mark) -> Scalar:
        text = event.value
        if not text.isprintable() and (found := _CONTROL.search(text)):
            message = f"the value holds the control character U+{ord(found.group()):04X}"
            self._fault(mark, "control-character", message, "take it out")
        # `style` is None (pure parser) or "" (C parser) for plain text.
        scalar: Scalar = _tuple(Scalar, (text, bool(event.style), mark))
        return scalar

    def _list(self, follow: Callable[[], Any], mark: Mark) -> ListNode:
        items: list[Node] = []
        while type(event := follow()).__name__ != "SequenceEndEvent":
            items.append(self._node(event, follow))
        return ListNode(tuple(items), mark)

    def _map(self, follow: Callable[[], Any], mark: Mark) -> MapNode:
        entries: dict[str, Entry] = {}
        twice: list[Entry] = []
        while type(event := follow()).__name__ != "MappingEndEvent":
            key = self._node(event, follow)
            value = self._node(follow(), follow)
            if not isinstance(key, Scalar):
                hint = "write a plain word before the colon; a text with { or [ needs quotes"
                self._fault(key.mark, "key-not-text", "a list or mapping stands as a key", hint)
            elif first := entries.get(key.text):
                line = first.key.mark.line
                message = f"{quote(key.text)} stands here a second time; the first is in line {line}"
                self._fault(key.mark, "key-twice", message, "keep one of them")
                twice.append(Entry(key, value))
            else:
                entries[key.text] = _tuple(Entry, (key, value))
        return MapNode(tuple(entries.values()), mark, tuple(twice))

    def _fault(self, mark: Mark, code: str, message: str, hint: str) -> None:
        """Note one and go on to find more, until there are so many that no more are kept."""
        self._problems.error(mark, code, message, hint=hint)
        if self._problems.full:
            raise _Stop

    def _stop(self, event: Any, code: str, message: str, hint: str | None = None) -> _Stop:
        self._problems.error(_mark(event.start_mark), code, message, hint=hint)
        return _Stop()

    def _find_too_deep(self) -> None:
        """Tell the place where it becomes too deep: libyaml from 0.2.6 on gives up far behind it, before any event."""
        import yaml

        depth = 0
        for event in yaml.parse(self._text, Loader=yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                self._deep(event)
                return

    def _deep(self, event: Any) -> _Stop:
        return self._stop(event, "too-deep", f"nested deeper than {MAX_DEPTH} levels")

    def _syntax(self, error: "MarkedYAMLError") -> None:
        raw = error.problem_mark or error.context_mark
        mark = _mark(raw) if raw else Mark(1, 1)
        said = " ".join(part for part in (error.problem, error.context) if part)
        message = f"not YAML: {said}{self._excerpt(mark)}"
        self._problems.error(mark, "yaml-syntax", message, hint=self._syntax_hint(mark))

    def _excerpt(self, mark: Mark) -> str:
        lines = _LINE_END.split(self._text)
        if mark.line > len(lines) or not lines[mark.line - 1].strip():
            return ""
        # Show a window of the line around the column: a line may be a megabyte long.
        start = max(0, mark.column - 41)
        window = lines[mark.line - 1].replace("\t", " ")[start : start + 78]
        return f"\n  {window}\n  {' ' * (mark.column - 1 - start)}^"

    def _syntax_hint(self, mark: Mark) -> str | None:
        lines = _LINE_END.split(self._text)
        line = lines[mark.line - 1] if mark.line <= len(lines) else ""
        if line[: mark.column].strip(" ") in {"", "\t"} and "\t" in line:
            return "indent with blanks, not with tabs"
        if line[mark.column - 1 : mark.column] in {"@", "`", "%"}:
            return "put the text in quotes"
        if re.search(r":\s.*:\s", line):
            return 'a text with ": " in it needs quotes'
        return None

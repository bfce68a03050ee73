"""New design files: from a template, or as a fork of another with its ancestor credited.

What is written is always a new file. The text of the original is copied as it is, comments and all; only what would be
untrue of a fork is changed, and the result is read again and compared before it is written.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from catalog.design import Ancestor, Credit, Design
from catalog.files import SUFFIXES, read_inside
from catalog.kinds import Kinds
from catalog.problem import Problem
from catalog.reader import read_design
from catalog.text import is_slug, plain, quote, slug_of

if TYPE_CHECKING:
    from yaml import MappingNode, Node, ScalarNode

SCHEMA = "design.schema.json"
_TEMPLATE = Path(__file__).with_name("template.yaml")
_SCHEMA_LINE = re.compile(r"(?<=\$schema=)(?!https?:)\S+")


@dataclass(frozen=True, slots=True)
class Drafted:
    """A file that was written, and what the checks say about it: of a new one, its blanks."""

    path: Path
    problems: tuple[Problem, ...]


def new_design(folder: Path, id: str, *, kinds: Kinds) -> Drafted | Problem:  # noqa: A002 - the word of the format
    """Write a commented template as the design `id` of a folder; or say why not.

    Raises:
        OSError: the folder cannot be written to.
    """
    return _written(folder, id, lambda: _TEMPLATE.read_text(encoding="utf-8"), kinds)


def fork_design(
    original: Path,
    folder: Path,
    id: str,  # noqa: A002 - the word of the format
    *,
    kinds: Kinds,
    author: str | None = None,
) -> Drafted | Problem:
    """Write a copy of a design as the design `id` of a folder, with the original as its ancestor; or say why not.

    The license stays. So does the author, unless one is given: a copy that nobody changed is still theirs.

    Raises:
        OSError: the folder cannot be written to.
    """
    content = read_inside(original, original.parent)
    if isinstance(content, Problem):
        return content
    reading = read_design(content, id=original.stem, file=plain(str(original)))
    if reading.design is None:
        return next(problem for problem in reading.problems if problem.severity == "error")
    text = content.decode("utf-8-sig")
    forked = _forked(text, reading.design, author)
    if forked is None:
        message = "its text is written so that a fork cannot be made of it safely"
        hint = "copy the file by hand, and add the original under credit: from"
        return Problem(plain(str(original)), 1, 1, "not-forked", "error", message, hint)
    return _written(folder, id, lambda: forked, kinds)


def _written(folder: Path, id: str, text: Callable[[], str], kinds: Kinds) -> Drafted | Problem:  # noqa: A002
    path = folder / f"{id}.yaml"
    if not is_slug(id):
        better = slug_of(id)
        hint = f"write {better}" if better else "small letters and digits, joined by hyphens"
        return Problem(plain(str(path)), 1, 1, "id-wrong", "error", f"{quote(id)} is not an id", hint)
    there = next((path.with_suffix(end) for end in SUFFIXES if path.with_suffix(end).is_symlink()), None)
    there = there or next((path.with_suffix(end) for end in SUFFIXES if path.with_suffix(end).exists()), None)
    if there is not None:
        message = f"there is a file {quote(there.name)} already, and it is not written over"
        return Problem(plain(str(there)), 1, 1, "file-there", "error", message, "take another id")
    made = text()
    folder.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="") as file:
        file.write(made)
    _schema_beside(folder, kinds)
    from catalog.checkrun import check_paths

    return Drafted(path, check_paths([path], kinds=kinds).problems)


def _schema_beside(folder: Path, kinds: Kinds) -> None:
    """The schema that the first line of the file names, for editors; one that is there stays."""
    if (folder / SCHEMA).exists() or (folder / SCHEMA).is_symlink():
        return
    from catalog.schema import as_text, design_schema

    with (folder / SCHEMA).open("x", encoding="utf-8") as file:
        file.write(as_text(design_schema(kinds)))


def _forked(text: str, design: Design, author: str | None) -> str | None:
    """The text of the fork; None if what came of it is not what it should be."""
    credit = _credit(design, author)
    import yaml

    # It was read with all limits a moment ago, so the composer cannot be flooded.
    root: Any = yaml.compose(text, Loader=yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader)
    # From the end on, so that places before it stay what they are.
    for key, value in sorted(root.value, key=lambda pair: -pair[0].start_mark.index):
        if key.value == "credit":
            text = _with_credit(text, root, key, value, credit)
        elif key.value == "was":
            text = _without(text, root, key, value)
    text = _SCHEMA_LINE.sub(SCHEMA, text, count=1)
    wanted = replace(design, credit=credit, was=())
    return text if read_design(text, id=design.id, file="fork").design == wanted else None


def _credit(design: Design, author: str | None) -> Credit:
    """The credit of a fork: the original is its first ancestor."""
    old = design.credit
    changes = None if design.version is None else f"made from version {design.version}"
    parent = Ancestor(design.name, old.author, old.source, design.license.hardware, changes)
    return replace(old, author=author or old.author, from_=(parent, *old.from_))


def _with_credit(text: str, root: "MappingNode", key: "ScalarNode", value: "Node", credit: Credit) -> str:
    told = _as_data(credit)
    if _in_one_line(value):
        start, end = value.start_mark.index, value.end_mark.index
        return text[:start] + json.dumps(told, ensure_ascii=False) + text[end:]
    import yaml

    block: str = yaml.safe_dump({"credit": told}, allow_unicode=True, sort_keys=False, width=110)
    start, end = _lines(text, key, value)
    return text[:start] + block.replace("\n", _line_end(text)) + text[end:] if not root.flow_style else text


def _without(text: str, root: "MappingNode", key: "ScalarNode", value: "Node") -> str:
    """The text without an entry; old ids lead to the original, not to its fork."""
    if root.flow_style:
        return text[: value.start_mark.index] + "[]" + text[value.end_mark.index :]
    start, end = _lines(text, key, value)
    return text[:start] + text[end:]


def _lines(text: str, key: "ScalarNode", value: "Node") -> tuple[int, int]:
    """Where the lines of an entry begin and end; comments and blank lines before the next one are not part of it."""
    start = text.rfind("\n", 0, key.start_mark.index) + 1
    end = value.end_mark.index
    if text[text.rfind("\n", 0, end) + 1 : end].strip():
        end = text.find("\n", end) + 1 or len(text)
    else:
        end = text.rfind("\n", 0, end) + 1
    while end > start:
        before = text.rfind("\n", 0, end - 1) + 1
        line = text[before:end].strip("\r\n")
        if line.strip() and not line.startswith("#"):
            break
        end = before
    return start, end


def _in_one_line(value: "Node") -> bool:
    return bool(getattr(value, "flow_style", False))


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _as_data(credit: Credit) -> dict[str, Any]:
    """The credit as it is written; what is not said is left out."""
    ancestors = [
        _said(
            title=each.title,
            author=each.author,
            source=each.source,
            license=each.license,
            changes=each.changes,
        )
        for each in credit.from_
    ]
    return _said(author=credit.author, source=credit.source, note=credit.note) | {"from": ancestors}


def _said(**values: str | None) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}

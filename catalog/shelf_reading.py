"""One file of the shelf read into what is kept of it; many files by several processes."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from catalog import cache
from catalog.codec import decoded, encoded
from catalog.files import read_inside
from catalog.many import chunks_of, no_collecting, share_out
from catalog.problem import Problem
from catalog.text import plain

if TYPE_CHECKING:
    from catalog.design import Design


class Words(NamedTuple):
    """What a design can be found by, as it stands in the file, the most telling first."""

    name: str
    keywords: str
    summary: str
    parts: str
    tools: str


class Origin(NamedTuple):
    """By which a design is known as the ancestor of another: what it is called, and where it lies."""

    title: str
    source: str | None


class Ties(NamedTuple):
    """What ties a design to others: where it lies, what it was made from, and the designs that its parts are made by."""

    source: str | None
    ancestors: tuple[Origin, ...]
    made_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of one file. `row` is None if it gives no design; `needs` are the tool kinds that it can use.

    In the bodies: `plan_size` bytes for `plan` from `offset` on, then `body_size` bytes of the whole design.
    """

    path: str
    mtime_ns: int
    size: int
    digest: str
    problems: tuple[Problem, ...] = ()
    row: dict[str, Any] | None = None
    was: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    makes: str | None = None
    ties: Ties | None = None
    offset: int = 0
    plan_size: int = 0
    body_size: int = 0
    body_digest: str = ""

    @property
    def stamp(self) -> cache.Stamp:
        """How the file looked when it was read."""
        return cache.Stamp(self.mtime_ns, self.size)


@dataclass(frozen=True, slots=True)
class Fresh:
    """A file as it was just read: what is kept of it, its body and the words that it is found by.

    `same`: it holds what it held before, so nothing else was looked at.
    """

    kept: Kept
    body: bytes = b""
    words: Words | None = None
    same: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to be read, and the digest of what is known of it already."""

    path: str
    folder: str
    known: str = ""


def read_file(wanted: Wanted) -> Fresh | Problem:
    """What one file holds now, or why it is not read."""
    path = Path(wanted.path)
    looks = cache.stamp(path) or cache.Stamp(0, -1)  # one that vanished meanwhile is never believed again
    content = read_inside(path, Path(wanted.folder))
    if isinstance(content, Problem):
        return content
    return _read(path, looks, content, wanted.known)


def read_files(wanted: Sequence[Wanted]) -> list[Fresh | Problem]:
    """What the files hold now, in the same order; very many are shared out among processes."""
    cut = chunks_of(len(wanted)) if all(map(_can_be_sent, wanted)) else None
    if cut is None:
        with no_collecting():
            return [read_file(each) for each in wanted]
    chunks = [encoded([wanted[number] for number in part]) for part in cut]
    answers = share_out("catalog.shelf_reading:read_chunk", chunks)
    with no_collecting():
        return [_found(each) for answer in answers for each in decoded(answer, list[_Sent])]


def read_chunk(chunk: bytes) -> bytes:
    """What a process that reads part of the files is given and gives back."""
    read = (read_file(each) for each in decoded(chunk, list[Wanted]))
    return encoded([_Sent(None, each) if isinstance(each, Problem) else _Sent(each, None) for each in read])


def words_of(design: "Design") -> Words:
    """What a design can be found by."""
    parts = [name for line in design.parts for name in (line.part, *line.or_)]
    needs = [*design.tools, *design.runs_on]
    tools = [option.kind or option.outside or "" for need in needs for option in need.options]
    return Words(
        design.name,
        " ".join((*design.keywords, design.category, design.makes_tool or "")),
        design.summary,
        " ".join(dict.fromkeys(parts)),
        " ".join(dict.fromkeys(tools)),
    )


def needs_of(design: "Design") -> tuple[str, ...]:
    """The tool kinds that a design can use, each once, as its file names them."""
    return tuple(dict.fromkeys(kind for need in design.tools for kind in need.kinds))


def ties_of(design: "Design") -> Ties:
    """What ties a design to others."""
    ancestors = tuple(Origin(each.title, each.source) for each in design.credit.from_)
    return Ties(design.credit.source, ancestors, design.makes)


class _Sent(NamedTuple):
    """A `Fresh | Problem` on its way between processes."""

    fresh: Fresh | None
    problem: Problem | None


def _found(sent: _Sent) -> Fresh | Problem:
    found = sent.fresh or sent.problem
    if found is None:
        raise ValueError("a process answered nothing")
    return found


def _can_be_sent(wanted: Wanted) -> bool:
    """Whether its name is text; others are read here."""
    return wanted.path.isascii() or _is_text(os.fspath(wanted.path))


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _read(path: Path, looks: cache.Stamp, content: bytes, known: str) -> Fresh:
    digest = cache.digest(content)
    kept = Kept(str(path), looks.mtime_ns, looks.size, digest)
    if digest == known:
        return Fresh(kept, same=True)
    from catalog.reader import read_design

    file = plain(str(path))
    reading = read_design(content, id=path.stem, file=file)
    if reading.design is None:
        return Fresh(_with(kept, reading.problems))
    return _body(kept, reading.design, reading.problems, file)


def _body(kept: Kept, design: "Design", problems: Iterable[Problem], file: str) -> Fresh:
    from catalog.design_json import design_row
    from catalog.plan import Buildable

    plan, whole = encoded(Buildable.of(design)), encoded(design)
    body = plan + whole
    full = Kept(
        kept.path, kept.mtime_ns, kept.size, kept.digest, tuple(problems), design_row(design, file), design.was,
        needs_of(design), design.makes_tool, ties_of(design), 0, len(plan), len(whole), cache.digest(body),
    )  # fmt: skip
    return Fresh(full, body, words_of(design))


def _with(kept: Kept, problems: tuple[Problem, ...]) -> Kept:
    return Kept(kept.path, kept.mtime_ns, kept.size, kept.digest, problems)

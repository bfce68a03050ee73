"""What each problem means and the way out, from `problems.yaml`: for the manual, for `explain`, and for tests."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from catalog.bind import Converter, bind
from catalog.fields import texts
from catalog.keys import reads
from catalog.problem import Problems, Severity
from catalog.yamltree import parse

NEEDED: Final = """\
name: Press
summary: Presses soil into blocks.
category: habitat
license: {hardware: CC-BY-SA-4.0}
credit: {author: A. Maker}
readiness: {status: design}
"""
"""What stands before an example that is no whole design."""

HERE: Final = "# ←"
"""Marks the line of an example to which its problem points."""

_FILE = Path(__file__).with_name("problems.yaml")


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem: its severity (several if it depends), what it means, the way out, and an example.

    `example` follows `NEEDED` unless it is the whole file; `beside` are files of the same folder, of designs likewise only
    what follows. `shown_as` tells in words how it comes about where no text can show it.
    """

    code: str
    severity: tuple[Severity, ...]
    means: str
    mend: str
    file: Literal["press.yaml", "kinds.yaml", "library.yaml"] = "press.yaml"
    example: str | None = None
    whole: bool = False
    line: int | None = None
    beside: Mapping[str, str] = field(default_factory=dict)
    shown_as: str | None = None

    @property
    def at(self) -> int:
        """The line of the example to which the problem points, counted from 1."""
        lines = (self.example or "").splitlines()
        return self.line or next((number for number, text in enumerate(lines, 1) if HERE in text), 1)


@dataclass(frozen=True, slots=True)
class Section:
    """Problems that belong together."""

    title: str
    problems: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class _Codes:
    """The file as it is written."""

    sections: tuple[Section, ...] = field(metadata=reads(hole=()))
    format: int = 1


def sections() -> tuple[Section, ...]:
    """Every problem, in the order of the manual."""
    return _read().sections


def codes() -> Iterator[Code]:
    """Every problem."""
    return (code for section in sections() for code in section.problems)


@cache
def _read() -> _Codes:
    problems = Problems(_FILE.name)
    tree = parse(_FILE.read_bytes(), problems)
    found = None if tree is None else bind(tree, _Codes, problems, readers=_READERS)
    if found is None or problems.has_errors:
        raise RuntimeError(f"the program's own {next(iter(problems))}")
    return found


_READERS: Final[Mapping[Any, Converter]] = {tuple[str, ...]: texts}

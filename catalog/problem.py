"""Trouble in a file as a value: where it is, what it is and the way out.

Readers and checks never raise for what a person wrote; they note a `Problem` for every fault and go on, so that one
run shows them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from catalog.text import plain

Severity = Literal["error", "warning", "note"]


class Mark(NamedTuple):
    """A place in a file; line and column count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in one file. `code` is stable and documented; `message` may go on in further lines (an excerpt)."""

    file: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    hint: str | None = None

    def __lt__(self, other: Problem) -> bool:
        """Whether this one stands earlier: by file, then by place, then by code."""
        return self._place < other._place

    @property
    def _place(self) -> tuple[str, int, int, str, str]:
        return (self.file, self.line, self.column, self.code, self.message)

    def __str__(self) -> str:
        """The line that compilers print and editors jump by, then the excerpt if there is one."""
        first, _, excerpt = self.message.partition("\n")
        hint = f" (hint: {self.hint})" if self.hint else ""
        line = f"{plain(self.file)}:{self.line}:{self.column}: {self.severity} {self.code}: {first}{hint}"
        return f"{line}\n{excerpt}" if excerpt else line

    def to_json(self) -> dict[str, str | int | None]:
        """The problem as the command contract prints it."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "hint": self.hint,
        }


class Problems:
    """All problems found in one file so far; hands them out in file order, each once.

    Keeps at most `limit` of each severity and then says that there are more: a hostile file must not fill the memory,
    and a flood of notes must not hide an error.
    """

    def __init__(self, file: str, *, limit: int = 200) -> None:
        self.file = file
        self._limit = limit
        self._found: dict[Severity, set[Problem]] = {"error": set(), "warning": set(), "note": set()}

    @property
    def full(self) -> bool:
        """Whether no more errors are kept: the reader may stop."""
        return len(self._found["error"]) >= self._limit

    @property
    def has_errors(self) -> bool:
        """Whether any of them is an error: what was read must not be used."""
        return bool(self._found["error"])

    def error(self, mark: Mark, code: str, message: str, *, hint: str | None = None) -> None:
        """Note a fault that makes the file unusable."""
        self.add(self._at(mark, code, "error", message, hint))

    def warning(self, mark: Mark, code: str, message: str, *, hint: str | None = None) -> None:
        """Note something that is probably wrong."""
        self.add(self._at(mark, code, "warning", message, hint))

    def note(self, mark: Mark, code: str, message: str, *, hint: str | None = None) -> None:
        """Note something worth knowing."""
        self.add(self._at(mark, code, "note", message, hint))

    def add(self, problem: Problem) -> None:
        """Take over one problem found elsewhere."""
        found = self._found[problem.severity]
        if len(found) < self._limit:
            found.add(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Take over problems found elsewhere."""
        for problem in problems:
            self.add(problem)

    def __iter__(self) -> Iterator[Problem]:
        """In file order; last ones say so where there may be more."""
        found = sorted(problem for some in self._found.values() for problem in some)
        yield from found
        for severity, some in self._found.items():
            if len(some) >= self._limit:
                last = Mark(found[-1].line, found[-1].column)
                yield self._at(
                    last, "too-many-problems", severity, f"only the first {self._limit} are told", None
                )

    def __len__(self) -> int:
        """How many are kept."""
        return sum(map(len, self._found.values()))

    def _at(self, mark: Mark, code: str, severity: Severity, message: str, hint: str | None) -> Problem:
        shown = plain(message, newlines=True)
        return Problem(
            self.file, mark.line, mark.column, code, severity, shown, plain(hint) if hint else None
        )

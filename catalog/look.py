"""What a check looks at: one file as it was read, with what is known around it."""

from dataclasses import dataclass
from pathlib import Path

from catalog.design import Design
from catalog.kinds import Kinds
from catalog.problem import Mark, Problems
from catalog.reader import Reading
from catalog.text import quote


@dataclass(frozen=True, slots=True)
class Look:
    """One file under the eye of the checks."""

    reading: Reading
    design: Design
    kinds: Kinds
    folder: Path | None
    problems: Problems

    def at(self, value: object, *path: str | int) -> Mark:
        """Where a part of the design, or a key of it, stands."""
        return self.reading.place(value, *path)


def meant(near: list[str]) -> str | None:
    """The hint with the nearest word, if there is one."""
    return f"did you mean {quote(near[0])}?" if near else None

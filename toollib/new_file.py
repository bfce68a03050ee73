"""Answers that go into files: always new ones, so that no maintainer's file is ever written over."""

from collections.abc import Sequence
from contextlib import ExitStack
from errno import ENOSPC
from pathlib import Path
from typing import IO, TYPE_CHECKING

from catalog.text import plain

if TYPE_CHECKING:
    from toollib.rules.reasons import Reason


def write_new(path: Path, text: str) -> None:
    """Write a text to a file that is not there yet.

    Raises:
        Refused: `bad-file` where something is there already, or it cannot be written, `disk-full`; then nothing is left
            behind.
    """
    write_all_new([(path, text)])


def write_all_new(texts: Sequence[tuple[Path, str]]) -> None:
    """Write each text to its file, none of which is there yet: all of them or none.

    Raises:
        Refused: as `write_new` does, with a reason for each file that cannot be; then nothing is left behind.
    """
    from toollib.rules.reasons import Refused

    made: list[Path] = []
    try:
        wrong = _written(texts, made)
    except BaseException:
        _take_away(made)
        raise
    if wrong:
        _take_away(made)
        raise Refused(wrong, "name another file")


def _written(texts: Sequence[tuple[Path, str]], made: list[Path]) -> list["Reason"]:
    """Make all files before any is filled. `made`: takes those that were; answers why the others were not."""
    wrong: list[Reason] = []
    files: list[IO[str]] = []
    with ExitStack() as opened:
        for path, _ in texts:
            try:
                files.append(opened.enter_context(path.open("x", encoding="utf-8", newline="")))
                made.append(path)
            except (OSError, ValueError) as error:  # ValueError: a NUL in the name
                wrong.append(_why_not(path, error, made))
        for file, (path, text) in zip(files, [] if wrong else texts, strict=not wrong):
            try:
                with file:  # a network's disk may tell only at closing that it is full
                    file.write(text)
            except OSError as error:
                wrong.append(_why_not(path, error, made))
    return wrong


def _why_not(path: Path, error: Exception, made: Sequence[Path]) -> "Reason":
    """Why a file cannot be written; `made`: the files that the same answer has made."""
    from toollib.rules.reasons import reason

    shown = plain(str(path))
    if isinstance(error, FileExistsError):
        if any(path.samefile(each) for each in made):
            return reason("bad-file", f"{shown} is named twice: each needs a file of its own")
        told = "is a folder" if path.is_dir() else "is there already"
        return reason("bad-file", f"{shown} {told}; nothing was changed")
    why = getattr(error, "strerror", None) or "no file can be called so"
    code = "disk-full" if getattr(error, "errno", None) == ENOSPC else "bad-file"
    return reason(code, f"{shown} cannot be written: {why}")


def _take_away(made: Sequence[Path]) -> None:
    for path in made:
        path.unlink(missing_ok=True)

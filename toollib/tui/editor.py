"""Opening a file in the editor that somebody likes, at the line that matters."""

from __future__ import annotations

import shlex
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

# How editors are told the line: most take +LINE before the file, some FILE:LINE.
_PLUS = frozenset(
    "vi vim nvim view nano pico emacs emacsclient micro kak joe jed ne mg mcedit gedit kate gvim tilde".split()
)
_COLON = frozenset({"hx", "helix", "subl", "zed"})
_CODE = frozenset({"code", "codium", "code-insiders", "cursor"})
# Editors with a window of their own come back at once unless they are told to wait.
_WAIT = {"subl": "--wait", "zed": "--wait", "gedit": "--wait"} | dict.fromkeys(_CODE, "--wait")
_USUAL = ("nano", "vim", "vi", "emacs")

Which = Callable[[str], str | None]


def editor_command(
    environment: Mapping[str, str], file: str, line: int, *, which: Which = shutil.which
) -> list[str] | None:
    """The command that opens the file at the line: VISUAL's editor, EDITOR's, else a usual one; None if there is none.

    What stands in VISUAL or EDITOR may have options of its own; a text that no shell could read counts as unset.
    """
    words = next(filter(None, (_words(environment.get(name, "")) for name in ("VISUAL", "EDITOR"))), None)
    if words is None:
        usual = next((name for name in _USUAL if which(name)), None)
        if usual is None:
            return None
        words = [usual]
    name = Path(words[0]).name
    wait = [_WAIT[name]] if name in _WAIT and _WAIT[name] not in words else []
    return [*words, *wait, *_at(name, file, line)]


def edit(command: list[str]) -> str | None:
    """Run the editor until it is closed; what went wrong, if anything."""
    try:
        with _ctrl_c_is_for_the_editor():
            code = subprocess.run(command, check=False).returncode  # noqa: S603 - what the person at the desk chose
    except OSError as error:
        return f"{command[0]}: {error.strerror or error}"
    return f"{command[0]} ended with code {code}" if code else None


@contextmanager
def _ctrl_c_is_for_the_editor() -> Iterator[None]:
    """The terminal sends it to both; here it means nothing, and a handler (unlike ignoring) is not handed down."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _words(text: str) -> list[str] | None:
    try:
        return shlex.split(text) or None
    except ValueError:
        return None


def _at(name: str, file: str, line: int) -> list[str]:
    if name in _PLUS:
        return [f"+{line}", file]
    if name in _COLON:
        return [f"{file}:{line}"]
    return ["--goto", f"{file}:{line}"] if name in _CODE else [file]

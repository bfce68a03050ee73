"""Which files of a folder are designs, and how to read one without being lured, blocked or flooded.

A folder of designs is edited by hand and filled from elsewhere: a name may be a link out of the folder, a pipe that
never ends, a device, or two gigabytes long. Whatever it is, it costs one problem and never the other designs.
"""

import os
import stat
from pathlib import Path
from typing import Final

from catalog.cache import Stamp
from catalog.limits import MAX_BYTES
from catalog.problem import Problem
from catalog.text import is_slug, plain, quote, slug_of

SUFFIXES: Final = (".yaml", ".yml")
_NOT_DESIGNS: Final = frozenset({"kinds.yaml", "library.yaml"})


def design_files(folder: Path) -> list[Path]:
    """The files of a folder that should be designs, by name; [] if the folder is not there or cannot be read.

    Only the folder itself is looked at, never those inside it; hidden files are left out.
    """
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if is_design_name(entry.name))
    except OSError:
        return []
    return [folder / name for name in names]


def design_looks(folder: Path) -> list[tuple[str, Stamp | None]]:
    """The names of the files of a folder that should be designs, with how each looks now; None: as if not there."""
    try:
        with os.scandir(folder) as entries:
            return sorted((entry.name, _look(entry)) for entry in entries if is_design_name(entry.name))
    except OSError:
        return []


def _look(entry: "os.DirEntry[str]") -> Stamp | None:
    try:
        found = entry.stat()
    except OSError:
        return None
    return Stamp(found.st_mtime_ns, found.st_size)


def is_design_name(name: str) -> bool:
    """Whether a file of this name should be a design."""
    return name.endswith(SUFFIXES) and name not in _NOT_DESIGNS and not name.startswith(".")


def read_inside(path: Path, folder: Path) -> bytes | Problem:
    """What a file in `folder` holds, or why it is not read: a link out of it, no plain file, too large, unreadable."""
    try:
        resolved = path.resolve(strict=True)
        if not resolved.is_relative_to(folder.resolve()):
            return _refused(
                path, "path-outside", "the file is a link out of its folder", "copy it into the folder"
            )
    except FileNotFoundError:
        return _refused(path, "file-missing", "the file is not there", None)
    except (OSError, RuntimeError) as error:  # RuntimeError: links that lead to each other
        reason = (
            error.strerror if isinstance(error, OSError) and error.strerror else "the link leads in a circle"
        )
        return _refused(path, "file-unreadable", f"the file cannot be read: {reason}", None)
    return _read(path, resolved)


def read_plain(path: Path) -> bytes | Problem:
    """What a file that a person named holds, or why it is not read: no plain file, too large, unreadable."""
    return _read(path, path)


def _read(path: Path, resolved: Path) -> bytes | Problem:
    try:
        # Without O_NONBLOCK, opening a pipe would wait for ever.
        handle = os.open(resolved, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return _refused(path, "file-missing", "the file is not there", None)
    except OSError as error:
        return _refused(path, "file-unreadable", f"the file cannot be read: {error.strerror}", None)
    try:
        return _content(path, handle)
    except OSError as error:
        return _refused(path, "file-unreadable", f"the file cannot be read: {error.strerror}", None)
    finally:
        os.close(handle)


def name_problem(path: Path) -> Problem | None:
    """What is wrong with a file's name as the id of its design, if anything is."""
    if is_slug(path.stem):
        return None
    better = slug_of(path.stem)
    hint = f"rename it to {better}{path.suffix}" if better else "small letters and digits, joined by hyphens"
    return _refused(path, "id-wrong", f"{quote(path.stem)} is not an id", hint)


def _content(path: Path, handle: int) -> bytes | Problem:
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode):
        return _refused(path, "file-unreadable", "this is not a plain file", None)
    if found.st_size > MAX_BYTES:
        message = f"{found.st_size} bytes; at most {MAX_BYTES} are read"
        return _refused(
            path, "file-too-large", message, "split it, or link large texts instead of holding them"
        )
    with os.fdopen(handle, "rb", closefd=False) as file:
        return file.read(MAX_BYTES + 1)


def _refused(path: Path, code: str, message: str, hint: str | None) -> Problem:
    return Problem(plain(str(path)), 1, 1, code, "error", message, hint)

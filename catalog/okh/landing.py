"""Files of others → new files among the designs: one whole file or none, never over one that is there."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from catalog.files import SUFFIXES, read_inside, read_plain
from catalog.okh.importing import Incoming, import_manifest
from catalog.problem import Mark, Problem, Problems
from catalog.text import plain, quote

TABLES: Final = frozenset({".csv", ".tsv", ".txt"})
MANIFESTS: Final = frozenset({".yml", ".yaml", ".toml", ".json"})


def files_in(folder: Path) -> list[Path]:
    """The files of a folder that may be manifests, by name; the folders inside it are not looked at.

    Raises:
        OSError: the folder cannot be read.
    """
    return sorted(
        path for path in folder.iterdir() if path.suffix.casefold() in MANIFESTS and not path.is_dir()
    )


def bring_in(path: Path, to: Path, *, within: Path | None = None) -> tuple[Incoming, Path | None]:
    """What came of one file, and the new file in the folder `to`; no file if it does not come in.

    `within`: the folder that was named; a link out of it is refused. Tables are known by their suffix.
    """
    file = plain(str(path))
    content = read_plain(path) if within is None else read_inside(path, within)
    if isinstance(content, Problem):
        return Incoming(file, "", None, (content,)), None
    if path.suffix.casefold() in TABLES:
        from catalog.okh.parts_table import import_parts

        incoming = import_parts(content, file=file)
    else:
        incoming = import_manifest(content, file=file)
    if incoming.text is None:
        return incoming, None
    target = to / f"{incoming.id}.yaml"
    if (there := _there(to, incoming.id)) is not None or not _write_new(target, incoming.text):
        return _in_the_way(incoming, there or target), None
    return incoming, target


def _there(folder: Path, id: str) -> Path | None:  # noqa: A002 - the word of the format
    paths = (folder / f"{id}{suffix}" for suffix in sorted(SUFFIXES))
    return next((path for path in paths if path.exists() or path.is_symlink()), None)


def _in_the_way(incoming: Incoming, there: Path) -> Incoming:
    problems = Problems(incoming.file)
    problems.extend(incoming.problems)
    message = f"a design {quote(incoming.id)} is there already: {plain(str(there))}"
    problems.error(
        Mark(1, 1), "file-exists", message, hint="move that one away, or import into another folder"
    )
    return replace(incoming, text=None, problems=tuple(problems), lost=())


def _write_new(target: Path, text: str) -> bool:
    """Write a file whole, or leave none; False if one of its name has come meanwhile.

    Raises:
        OSError: it cannot be written; nothing is left behind.
    """
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.part")
    file = unfinished.open("x", encoding="utf-8")
    try:
        with file:
            file.write(text)
        return _named(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)


def _named(unfinished: Path, target: Path) -> bool:
    try:
        os.link(unfinished, target)  # fails if the name is taken, where renaming would not
    except FileExistsError:
        return False
    except OSError:  # a disk without hard links
        if next(_taken(target), None) is not None:
            return False
        unfinished.rename(target)
    return True


def _taken(target: Path) -> Iterator[Path]:
    if target.exists() or target.is_symlink():
        yield target

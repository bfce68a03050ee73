"""Where things lie: the folder of the library, the designs that come with the program, the cache."""

import os
from collections.abc import Mapping
from pathlib import Path

from catalog.text import plain
from toollib.caches import cache_folder as cache_folder  # noqa: PLC0414 - asked for here by all
from toollib.rules.reasons import refuse

FILE = "library.yaml"
DATABASE = "library.db"
KINDS = "kinds.yaml"
ERASED = "erased.json"
BACKUPS = "backups"
FOLDERS = ("designs", "files", BACKUPS)
FILES_UNDER_WAY = "files/.under-way"
VARIABLE = "TOOLLIB_LIBRARY"


def find_library(named: Path | None, here: Path, environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of the library: named, by the environment, the nearest upward, or in the user's data folder.

    Raises:
        Refused: `library-missing`; `bad-file` where a folder on the way may not be looked into, since the library may
            be there and another one must not take its place.
    """
    if named is not None:
        return require_library(named)
    if environment.get(VARIABLE):
        return require_library(Path(environment[VARIABLE]))
    for folder in (here, *here.parents):
        if is_file(folder / FILE):
            return folder
    from platformdirs import user_data_path

    data = user_data_path("toollib", appauthor=False)
    if is_file(data / FILE):
        return data
    raise refuse("library-missing", f"no library here ({plain(str(here))}) nor above it", _WAY_OUT)


def default_folder(here: Path, named: Path | None) -> Path:
    """Where a new library goes: where it was named, else a folder here."""
    return named if named is not None else here / "my-library"


def shipped_kinds() -> Path:
    """The file of the tool kinds that come with the program."""
    import catalog

    return Path(catalog.__path__[0]) / KINDS


NO_DATABASE = (
    f"copy the newest good {DATABASE} from backups/; if it never had one, `toollib init` in it makes it"
)
_WAY_OUT = "make one with `toollib init`, or look around in one with `toollib demo`"


def require_library(folder: Path) -> Path:
    """The folder itself, if it holds a library.

    Raises:
        Refused: `library-missing`; `bad-file` where it may not be looked into.
    """
    if not is_file(folder / FILE):
        raise refuse("library-missing", f"{plain(str(folder))} is no library: it has no {FILE}", _WAY_OUT)
    return folder


def is_file(path: Path) -> bool:
    """Whether this is a file.

    Raises:
        Refused: `bad-file` where that cannot be seen.
    """
    try:
        return path.is_file()
    except OSError as error:
        raise refuse(
            "bad-file",
            f"{plain(str(path.parent))} cannot be looked into: {error.strerror}",
            "check the rights of the folder, or name another library with --library",
        ) from error

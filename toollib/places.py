"""Where things lie: the folder of the library, the designs that come with the program, the cache."""

import os
from collections.abc import Mapping
from pathlib import Path

from toollib.caches import cache_folder as cache_folder  # noqa: PLC0414 - asked for here by all
from toollib.rules.reasons import refuse

FILE = "library.yaml"
DATABASE = "library.db"
KINDS = "kinds.yaml"
ERASED = "erased.json"
FOLDERS = ("designs", "files", "backups")
VARIABLE = "TOOLLIB_LIBRARY"


def find_library(named: Path | None, here: Path, environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of the library: named, by the environment, the nearest upward, or in the user's data folder.

    Raises:
        Refused: `library-missing`.
    """
    if named is not None:
        return require_library(named)
    if environment.get(VARIABLE):
        return require_library(Path(environment[VARIABLE]))
    for folder in (here, *here.parents):
        if (folder / FILE).is_file():
            return folder
    from platformdirs import user_data_path

    data = user_data_path("toollib", appauthor=False)
    if (data / FILE).is_file():
        return data
    raise refuse("library-missing", f"no library here ({here}) nor above it", _WAY_OUT)


def default_folder(here: Path, named: Path | None) -> Path:
    """Where a new library goes: where it was named, else a folder here."""
    return named if named is not None else here / "my-library"


def shipped_kinds() -> Path:
    """The file of the tool kinds that come with the program."""
    import catalog

    return Path(catalog.__path__[0]) / KINDS


_WAY_OUT = "make one with `toollib init`, or look around in one with `toollib demo`"


def require_library(folder: Path) -> Path:
    """The folder itself, if it holds a library.

    Raises:
        Refused: `library-missing`.
    """
    if not (folder / FILE).is_file():
        raise refuse("library-missing", f"{folder} is no library: it has no {FILE}", _WAY_OUT)
    return folder

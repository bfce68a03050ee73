"""Settings that were read without a fault need not be read again: kept by content, believed only if nothing changed.

What is kept is a pickle in the user's own cache folder, as trusted as the bytecode beside our modules: whoever can
write there can run anything as this user already (docs/decisions/0002-lazy-imports-and-start-up.md).
"""

import os
import pickle
from collections.abc import Iterable
from pathlib import Path

from catalog import cache
from toollib import __version__
from toollib.settings import Settings

_SOURCES = ("settings", "rules")
_PREFIX = "settings-"
# A few libraries side by side, and a few wordings that somebody goes back and forth between.
_KEPT = 16


def find(folder: Path | None, source: bytes, names: Iterable[str]) -> Settings | None:
    """The settings that these bytes of library.yaml mean with these names of kinds and categories; None: not known."""
    entry = cache.load(folder, _name(source, names))
    if entry is None:
        return None
    try:
        found = pickle.loads(entry[0])  # noqa: S301 - our own file, see above
    except (pickle.UnpicklingError, AttributeError, ImportError, EOFError, IndexError, TypeError, ValueError):
        return None
    return found if isinstance(found, Settings) else None


def keep(folder: Path | None, source: bytes, names: Iterable[str], settings: Settings) -> None:
    """Keep settings in which nothing was wrong, and of the older ones only a few: each wording is kept by itself."""
    cache.save(folder, _name(source, names), pickle.dumps(settings))
    cache.prune(folder, _PREFIX, _KEPT)


def _name(source: bytes, names: Iterable[str]) -> str:
    key = cache.digest(b"\0".join([source, _program().encode(), *(name.encode() for name in names)]))
    return f"{_PREFIX}{key}"


def _program() -> str:
    """What stands for the code that gives the settings their meaning."""
    here = Path(__file__).resolve().parent
    looks = [
        (entry.name, entry.stat().st_mtime_ns)
        for folder in (here, here / "rules")
        for entry in os.scandir(folder)
        if entry.name.endswith(".py") and (folder.name in _SOURCES or entry.name.startswith(_SOURCES))
    ]
    return f"{__version__} {sorted(looks)!r}"

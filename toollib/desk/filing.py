"""A file lies in the library's `files/` if and only if a row tells of it, even where the power fails between the two.

Before a file is written, or the row of one goes, its name is noted beside the files; once the transaction is over, and
again whenever the library is opened, what is noted and told of by no row is deleted. Whoever does that holds the write
lock, so nobody else is between file and row then.
"""

import re
from contextlib import suppress
from pathlib import Path

from catalog import whole
from toollib.places import FILES_UNDER_WAY
from toollib.rules.reasons import Refused, unwritable
from toollib.store import care
from toollib.store.database import Database

# What files are called that this program keeps; nothing else is ever deleted.
_OURS = re.compile(r"(?:tool|build)-\d+-[0-9a-f]{16}\.[a-z]+")


def begin(db: Database, path: str) -> None:
    """Note a file (its path below the library's folder) that is to be written, or whose row goes; in the transaction.

    Raises:
        Refused: `disk-full`, `read-only`.
    """
    place = care.folder(db) / FILES_UNDER_WAY
    try:
        for each in (place.parent, place):
            each.mkdir(mode=0o700, exist_ok=True)
        whole.write_whole(place / Path(path).name)
    except OSError as error:
        raise unwritable(error, f"nothing could be kept in {place.parent}") from error


def end(db: Database) -> None:
    """Delete what was noted and is told of by no row; where that cannot be done now, the next opening does it."""
    place = care.folder(db) / FILES_UNDER_WAY
    with suppress(OSError, Refused):
        if not place.is_dir():
            return
        with db.writing():
            for note in list(place.iterdir()):
                _end(db, note)
        place.rmdir()


def _end(db: Database, note: Path) -> None:
    folder = note.parent.parent
    if _OURS.fullmatch(note.name):
        for half in folder.glob(f".{note.name}-*"):
            half.unlink(missing_ok=True)
        if not care.is_told_of(db, f"{folder.name}/{note.name}"):
            (folder / note.name).unlink(missing_ok=True)
    note.unlink(missing_ok=True)

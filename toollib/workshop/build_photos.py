"""Photos of builds: made clean as those of tools are, and kept only if the whole verb is."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from catalog.text import plain
from toollib.desk import files, filing, photos
from toollib.desk.action import Action
from toollib.rules.reasons import Reason
from toollib.store import builds, care

_Picture = tuple[str, bytes]


def read_all(given: Iterable[Path]) -> tuple[list[_Picture], list[Reason]]:
    """The names and clean contents of photos, each picture once, and what is wrong with the others.

    To be asked before the transaction: no other desk waits for a large file.
    """
    pictures: dict[bytes, str] = {}
    wrong: list[Reason] = []
    for file in given:
        content, refused = files.read_clean(file, photos.sort())
        if refused is not None:
            wrong.extend(refused.reasons)
        else:
            pictures.setdefault(content, plain(file.name))
    return [(name, content) for content, name in pictures.items()], wrong


def keep_all(action: Action, build: int, pictures: Iterable[_Picture]) -> None:
    """Keep the photos of a build; whoever acts ends the filing (`filing.end`) once the action is over.

    Raises:
        Refused: `disk-full`, `read-only`.
    """
    db = action.context.db
    for name, content in pictures:
        path = f"files/build-{build}-{hashlib.sha256(content).hexdigest()[:16]}.jpg"
        filing.begin(db, path)
        files.write_whole(care.folder(db) / path, content, "photo")
        builds.add_photo(db, build, name, path=path, at=action.moment.at)

"""What was read once need not be read again: small files in a cache folder that may vanish or lie at any time.

A cache entry is believed only if it was written by this very program, is undamaged, and the files behind it have not
changed. Otherwise it is made anew, silently. A folder that cannot be written is no error: then nothing is kept.
"""

import contextlib
import hashlib
import os
from functools import cache
from pathlib import Path
from typing import NamedTuple

from catalog.whole import write_whole

# A file changed again within one tick of the file system's clock looks unchanged. Whatever was written so shortly before
# the cache is read again (git calls such files racily clean).
_TICK_NS = 50_000_000


class Stamp(NamedTuple):
    """By what a file is known to be unchanged without reading it."""

    mtime_ns: int
    size: int

    def holds(self, other: "Stamp | None", *, cached_at_ns: int) -> bool:
        """Whether a file that now looks like `other` is what it was when the cache was written."""
        return self == other and self.settled(cached_at_ns)

    def settled(self, cached_at_ns: int) -> bool:
        """Whether the file was last written so long before the cache that a later change would show."""
        return self.mtime_ns < cached_at_ns - _TICK_NS


def stamp(path: Path) -> Stamp | None:
    """How the file looks now; None if it is not there."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return Stamp(found.st_mtime_ns, found.st_size)


def digest(content: bytes) -> str:
    """By what equal contents are known."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


@cache
def program() -> str:
    """What stands for this version of the catalog's code: another one does not believe our entries."""
    here = Path(__file__).resolve().parent
    looks = sorted(
        (entry.name, entry.stat().st_mtime_ns) for entry in os.scandir(here) if entry.name.endswith(".py")
    )
    return digest(repr(looks).encode())


def load(folder: Path | None, name: str) -> tuple[bytes, int] | None:
    """The entry `name` and when it was written (ns, by the file system's clock); None if there is none to be believed."""
    if folder is None:
        return None
    try:
        with (folder / name).open("rb") as file:
            head = file.readline(100)
            content = file.read()
            written = os.fstat(file.fileno()).st_mtime_ns
    except (OSError, ValueError):
        return None
    return (content, written) if head == _head(content) else None


def save(folder: Path | None, name: str, content: bytes) -> bool:
    """Keep an entry, whole or not at all. Whether it was kept."""
    if folder is None:
        return False
    # A full disk or a folder of somebody else costs time at the next start, nothing else.
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(folder / name, _head(content), content)
        return True
    return False


def append(folder: Path, name: str, content: bytes) -> int | None:
    """Put bytes at the end of an entry whose parts are read by `part`; where they begin, None if that failed.

    Such an entry is not read whole any more (its head speaks of what was there before).
    """
    try:
        with (folder / name).open("rb") as file:
            head = len(file.readline(100))
        with (folder / name).open("ab") as file:
            file.write(content)
            return file.tell() - len(content) - head
    except OSError:
        return None


def size(folder: Path, name: str) -> int | None:
    """How many bytes an entry takes; None if there is none."""
    found = stamp(folder / name)
    return None if found is None else found.size


def part(folder: Path | None, name: str, offset: int, length: int) -> bytes | None:
    """Bytes of an entry, not yet known to be sound; None if it is not there."""
    if folder is None:
        return None
    try:
        with (folder / name).open("rb") as file:
            file.readline(100)  # the head that `save` writes
            file.seek(offset, 1)
            return file.read(length)
    except OSError:
        return None


def prune(folder: Path | None, prefix: str, keep: int) -> None:
    """Drop all entries whose names begin so but the `keep` newest; those alike up to their first dot are one."""
    if folder is None:
        return
    # Another desk may do the same at this moment; what stays this time goes the next.
    with contextlib.suppress(OSError):
        found: dict[str, list[tuple[int, str]]] = {}
        for each in os.scandir(folder):
            if each.name.startswith(prefix):
                found.setdefault(each.name.partition(".")[0], []).append((each.stat().st_mtime_ns, each.path))
        for files in sorted(found.values(), key=max, reverse=True)[keep:]:
            for _, path in files:
                Path(path).unlink(missing_ok=True)


def _head(content: bytes) -> bytes:
    return f"{digest(content)} {program()}\n".encode()

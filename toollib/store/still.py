"""How a library is read that this program may not write to: a folder without the right, a disk that is read-only.

SQLite's log needs a file beside the database that every reader writes. So a database with a log is read if that file is
there, and one without is read as a file that nobody changes: nobody had it open when the reading began. Whether that
stayed so is looked at before an answer goes out (docs/decisions/0020-reading-what-cannot-be-written.md).
"""

import os
from dataclasses import dataclass
from pathlib import Path

from toollib.rules.reasons import refuse
from toollib.store.driver import Connection, Row, sqlite3
from toollib.store.trouble import told

COPY_IT = "copy the whole folder to where you may write, and ask there"


@dataclass(frozen=True, slots=True)
class Still:
    """How a database was when reading began; `was` None: it had a log, and SQLite sees to it that what is read is true."""

    path: Path
    was: tuple[int, int, int] | None

    @property
    def changed(self) -> bool:
        """Whether somebody has opened it since, or written to it, without our being told."""
        return self.was is not None and (_log(self.path).exists() or _seen(self.path) != self.was)


def may_write(path: Path) -> bool:
    """Whether this program may write to the database and its folder."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def address(path: Path) -> tuple[str, Still]:
    """Where SQLite finds the database to read only, and as what it must stay to be believed."""
    base = path.absolute().as_uri()
    if _log(path).exists():
        return f"{base}?mode=ro", Still(path, None)
    # Where the folder can be written too: a log that we made now could be written by nobody after the rights are mended.
    return f"{base}?mode=ro&immutable=1", Still(path, _seen(path))


def connection_to_read(path: Path) -> tuple[Connection, Still]:
    """A connection that writes nothing, where nothing can be written.

    Raises:
        Refused: `read-only` where even reading would need to write; `library-damaged`.
    """
    uri, still = address(path)
    try:
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=0)
        try:
            connection.execute("PRAGMA cache_size = -16000")
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        refusal = told(error)
        if refusal is not None and refusal.code in {"bad-file", "read-only"}:
            why = "the library cannot be written to, and its log needs that even to be read"
            raise refuse("read-only", why, COPY_IT) from error
        raise (refusal or error) from error
    connection.row_factory = Row
    return connection, still


def _log(path: Path) -> Path:
    return Path(f"{path}-wal")


def _seen(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except OSError:  # gone: SQLite says so
        return 0, 0, 0
    return found.st_ino, found.st_size, found.st_mtime_ns

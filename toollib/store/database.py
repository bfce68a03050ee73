"""Opening the database of a library, and the one way to write to it."""

import os
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from toollib.rules.reasons import refuse
from toollib.store.driver import Connection, Cursor, Row, sqlite3
from toollib.store.still import COPY_IT, Still, connection_to_read, may_write
from toollib.store.trouble import told, unwritten

# Kept equal to the number of migrations by a test; read without importing the migration library.
SCHEMA_VERSION = 12
PATIENCE = 5.0
_HEADER = b"SQLite format 3\x00"
# https://sqlite.org/fileformat.html#the_database_header: 100 bytes, user_version at 60.
_HEADER_SIZE, _VERSION_AT = 100, slice(60, 64)
Values = Sequence[Any] | dict[str, Any]


class Database:
    """One connection to one library. Belongs to the thread that opened it.

    `reads`: nothing can be written; how the database must stay for what is read to be true.
    """

    def __init__(self, connection: Connection, reads: Still | None = None) -> None:
        self._connection = connection
        self._kept = 0
        self._reads = reads

    @property
    def connection(self) -> Connection:
        """The driver's connection, for bulk work and tests within this room."""
        return self._connection

    @property
    def has_kept(self) -> bool:
        """Whether an action that changed anything was kept since this was opened."""
        return self._kept > 0

    def run(self, sql: str, values: Values = ()) -> int:
        """Execute one statement; answers the id of the row that it put in, or 0."""
        return self._execute(sql, values).lastrowid or 0

    def changed(self, sql: str, values: Values = ()) -> int:
        """Execute one statement; answers how many rows it changed."""
        return int(self._execute(sql, values).rowcount)

    def all(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows of a query."""
        try:
            rows: list[Row] = self._execute(sql, values).fetchall()
        except sqlite3.Error as error:
            self.check_still()
            raise (told(error) or error) from error
        return rows

    def one(self, sql: str, values: Values = ()) -> Row | None:
        """The first row of a query, or None."""
        rows = self.all(sql, values)
        return rows[0] if rows else None

    def value(self, sql: str, values: Values = ()) -> Any:
        """The first value of the first row, or None."""
        row = self.one(sql, values)
        return row[0] if row else None

    @property
    def only_reads(self) -> bool:
        """Whether nothing can be written."""
        return self._reads is not None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One action, all or nothing, in one BEGIN IMMEDIATE transaction.

        Raises:
            Refused: `library-busy` after five seconds of another desk's lock; `disk-full`, `read-only`,
                `library-damaged` as the file system has it. Nothing is kept then.
        """
        self._begin()
        try:
            yield
            self._commit()
        finally:
            if self._connection.in_transaction:
                self._connection.rollback()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Several reads that see one state. Inside `writing` it does nothing."""
        if self._connection.in_transaction:
            yield
            return
        self.run("BEGIN")
        try:
            yield
        finally:
            self._connection.rollback()

    def check_still(self) -> None:
        """Go on only if what was read can be believed.

        Raises:
            Refused: `library-busy` where somebody else has opened meanwhile what is read without a lock.
        """
        if self._reads is not None and self._reads.changed:
            raise refuse("library-busy", "the library was written to by another desk meanwhile", "ask again")

    def interrupt(self) -> None:
        """Break off the query that runs now, if any; another thread may ask for it, at any time."""
        with suppress(sqlite3.ProgrammingError):  # closed meanwhile
            self._connection.interrupt()

    def close(self) -> None:
        """Give the connection back; the last one to do so folds the log into the file."""
        self._connection.close()

    def _begin(self) -> None:
        """Ask for the write lock. Nobody but another desk can be in the way, and it is soon done."""
        if self.only_reads:
            raise unwritten()
        self._execute("BEGIN IMMEDIATE")

    def _execute(self, sql: str, values: Values = ()) -> Cursor:
        """Execute a statement; where another desk is in the way, again and again with a little jitter.

        SQLite's own busy handler backs off so far that desks starve each other for seconds; waits of
        0.2-3 ms kept the 99th percentile of eight desks under 10 ms. Inside a transaction nothing is in the
        way: it has the lock.
        """
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return self._connection.execute(sql, values)
            except sqlite3.Error as error:
                refusal = told(error)
                if refusal is None:
                    raise
                self.check_still()
                in_the_way = refusal.code == "library-busy" and not self._connection.in_transaction
                if not in_the_way or time.monotonic() > deadline:
                    raise refusal from error
            time.sleep(random.uniform(0.0002, 0.003))  # noqa: S311 - jitter, no secret

    def _commit(self) -> None:
        try:
            self._connection.commit()
            self._kept += 1
        except sqlite3.Error as error:
            raise (told(error) or error) from error


def connect(path: Path) -> Database:
    """A connection to the database at this path, set as every connection of ours is."""
    try:
        connection = sqlite3.connect(str(path), isolation_level=None, timeout=0)
    except sqlite3.Error as error:
        raise (told(error) or error) from error
    connection.row_factory = Row
    database = Database(connection)
    try:
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = FAST",
            "recursive_triggers = ON",  # REPLACE deletes too, and ledger and events only grow
        ):
            database.run(f"PRAGMA {pragma}")
        database.run("PRAGMA cache_size = -16000")
    except BaseException:
        connection.close()
        raise
    return database


def create(path: Path) -> Database:
    """A new database with all tables, readable by its owner only.

    Raises:
        Refused: `bad-file` where something is there already, `read-only`, `disk-full`; nothing is left behind.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError as error:
        raise refuse("bad-file", f"{path.name} is there already; nothing was changed") from error
    except OSError as error:
        raise refuse("read-only", f"{path} cannot be written: {error.strerror}") from error
    try:
        database = connect(path)
        try:
            _migrate(database)
        except BaseException:
            database.close()
            raise
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return database


def open_database(path: Path, *, keep_older_in: Path | None = None, to_read: bool = False) -> Database:
    """The database of a library, brought up to this version's schema.

    `keep_older_in`: the folder in which a copy is kept of a database before its older schema is changed. `to_read`: for one
    question, so that one which may not be written will do.

    Raises:
        Refused: `library-damaged`, `library-newer`, `read-only`, `library-busy`.
    """
    _look_at(path, to_read=to_read)
    database = connect(path) if may_write(path) else Database(*connection_to_read(path))
    try:
        version = _known_version(database)
        if version < SCHEMA_VERSION:
            if keep_older_in is not None and version > 0:
                _keep_copy(database, keep_older_in / f"before-upgrade-from-{version}.db")
            _migrate(database)
    except BaseException:
        database.close()
        raise
    return database


def _keep_copy(database: Database, target: Path) -> None:
    """A whole copy of a database, readable by its owner only; one that is there already stays."""
    try:
        if target.exists():
            return
        target.parent.mkdir(mode=0o700, exist_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        copy = sqlite3.connect(str(target))
        try:
            database.connection.backup(copy)
        finally:
            copy.close()
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):  # what is in the way may be no folder
            target.unlink(missing_ok=True)
        raise refuse(
            "disk-full",
            f"no copy could be kept before the upgrade ({error}); nothing was changed",
            "make room",
        ) from error


def _look_at(path: Path, *, to_read: bool) -> None:
    """Refuse what is no database, or may not be written if it is not opened `to_read`, before SQLite touches it."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER_SIZE)
    except OSError as error:
        raise refuse("bad-file", f"library.db cannot be read: {error.strerror}") from error
    if not head.startswith(_HEADER):
        raise refuse(
            "library-damaged",
            f"{path.name} is no SQLite database",
            "copy the newest good library.db from backups/ in its place; keep this file for rescue",
        )
    if not may_write(path):
        if to_read:
            return
        raise unwritten()
    if head[_VERSION_AT].strip(b"\0") == b"":
        _look_for_strangers(path)


def _look_for_strangers(path: Path) -> None:
    """Refuse the database of another program: ours has said its version since it was made."""
    try:
        with closing(sqlite3.connect(str(path), isolation_level=None)) as connection:
            names = {
                row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
    except sqlite3.Error as error:
        raise (told(error) or error) from error
    if names and "_sqlite_migrations" not in names:
        raise refuse(
            "library-damaged",
            f"{path.name} is a database, but not one of toollib; nothing was changed",
            "copy the newest good library.db from backups/ in its place; keep this file for rescue",
        )


def _known_version(database: Database) -> int:
    """The version of the tables, if this program knows it."""
    version = int(database.value("PRAGMA user_version"))
    if version > SCHEMA_VERSION:
        raise refuse(
            "library-newer",
            f"library.db was made by a newer version of toollib (schema {version}, this one knows {SCHEMA_VERSION})",
            "upgrade toollib on this computer; nothing was changed",
        )
    if version < SCHEMA_VERSION and database.only_reads:
        raise refuse("read-only", "library.db is of an older version, and cannot be written to", COPY_IT)
    return version


def _migrate(database: Database) -> None:
    """Apply the missing migrations as one transaction, then check what points where."""
    from sqlite_utils import Database as Utils

    from toollib.store.schema import VERSION, schema

    connection = database.connection
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        with database.writing():
            if database.value("PRAGMA user_version") == VERSION:
                return  # another desk was quicker
            connection.row_factory = None
            try:
                schema.apply(Utils(connection))
            finally:
                connection.row_factory = Row
            if broken := database.all("PRAGMA foreign_key_check"):
                raise refuse("library-damaged", f"{len(broken)} rows point to nothing after the upgrade")
            connection.execute(f"PRAGMA user_version = {VERSION}")
    finally:
        connection.execute("PRAGMA foreign_keys = ON")

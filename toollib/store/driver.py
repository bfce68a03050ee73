"""The one place that names the SQLite module.

SQLite before 3.51.3 can lose committed data when two connections checkpoint at the wrong moment
(https://sqlite.org/wal.html#walresetbug), and two desks are that case. The wheel of pysqlite3 carries a
newer one. Its exceptions are its own, so nobody may import the standard module instead.
"""

from pysqlite3 import dbapi2 as sqlite3

# The first release without the fault; `doctor` compares.
SAFE_WITH_TWO_DESKS = (3, 51, 3)
SQLITE_VERSION: tuple[int, ...] = tuple(map(int, sqlite3.sqlite_version.split(".")))

Connection = sqlite3.Connection
Cursor = sqlite3.Cursor
Row = sqlite3.Row

__all__ = ["SAFE_WITH_TWO_DESKS", "SQLITE_VERSION", "Connection", "Cursor", "Row", "sqlite3"]

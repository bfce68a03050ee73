"""Loans from before it was noted for whom they were: the upgrade goes by the roles and owners of its day."""

from pathlib import Path

from tests.toollib.store.test_upgrades import AT, older
from toollib.store.database import open_database
from toollib.store.driver import sqlite3


def test_the_upgrade_marks_what_staff_and_owners_borrowed(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    older(path, 10)
    connection = sqlite3.connect(str(path))
    connection.execute("UPDATE member SET role = 'volunteer' WHERE id = 2")
    for member in (1, 2, None):
        connection.execute(
            "INSERT INTO loan (tool, member, out_at, due, returned_at) VALUES (2, ?, ?, '2026-12-05', ?)",
            (member, AT, AT),
        )
    connection.commit()
    connection.close()
    opened = open_database(path)
    try:
        found = [tuple(row) for row in opened.all("SELECT tool, member, borrower FROM loan ORDER BY id")]
    finally:
        opened.close()
    # Of the first two, Ada borrowed her own grinder, and the other has forgotten to whom it went.
    assert found == [
        (1, 1, "owner"), (2, None, "member"), (2, 1, "member"), (2, 2, "staff"), (2, None, "member"),
    ]  # fmt: skip

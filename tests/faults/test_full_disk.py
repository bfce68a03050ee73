"""The disk is full, or fails: said as `disk-full`, nothing half done, and with room again work goes on."""

import pytest

from tests.riverside import Riverside, dump
from toollib.desk.people import MemberEdit
from toollib.rules.reasons import Refused
from toollib.store.driver import sqlite3
from toollib.store.trouble import told

pytestmark = pytest.mark.fault


def test_a_full_disk_keeps_what_was_done_and_takes_nothing_half(riverside: Riverside) -> None:
    desk, db = riverside.desk, riverside.db
    db.value(f"PRAGMA max_page_count = {db.value('PRAGMA page_count')}")
    done, refused = 0, None
    while refused is None and done < 500:
        before = dump(db)
        try:
            desk.member_add(MemberEdit(name=f"Member {done}", note="x" * 2000), fee="cash")
            done += 1
        except Refused as full:
            refused = full
    assert refused is not None
    assert refused.code == "disk-full"
    assert refused.hint is not None
    assert dump(db) == before
    assert not db.connection.in_transaction
    assert desk.members().total == 4 + done
    db.value("PRAGMA max_page_count = 1000000")
    assert desk.checkout("M-0017", ["T-0042"]).loans
    assert db.value("PRAGMA integrity_check") == "ok"


@pytest.mark.parametrize(
    ("code", "means"),
    [
        (sqlite3.SQLITE_FULL, "disk-full"),
        (10, "disk-full"),
        (10 | 3 << 8, "disk-full"),  # a write that failed
        (5, "library-busy"),
        (5 | 2 << 8, "library-busy"),  # a snapshot that is too old
        (6, "library-busy"),
        (8, "read-only"),
        (11, "library-damaged"),
        (26, "library-damaged"),
        (14, "bad-file"),
        (19, None),
        (1, None),
    ],
)
def test_what_sqlite_says_is_told_in_our_words(code: int, means: str | None) -> None:
    error = sqlite3.OperationalError("x")
    error.sqlite_errorcode = code
    refused = told(error)
    assert (None if refused is None else refused.code) == means
    assert refused is None or refused.hint

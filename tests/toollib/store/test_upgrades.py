"""A3: databases of every earlier schema, with a library's rows in them, come up to this one: every row kept, all of it alive."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database as Utils

from tests.riverside import RULES, SATURDAY, dump
from toollib.clock import SetClock
from toollib.library import Library, Who
from toollib.rules.reasons import Refused
from toollib.store.database import SCHEMA_VERSION, Database, connect, create, open_database
from toollib.store.driver import sqlite3
from toollib.store.schema import schema

AT = "2026-11-21T10:00:00Z"
ADA = {"id": 1, "code": "M-0017", "name": "Zoë Osei", "tier": "regular", "words": "Zoë Osei ada@osei.example"}
PAPERS = {"waiver_at": AT, "identity_at": AT, "since": "2026-01-01", "until": "2027-12-31", "added_at": AT}
GRINDER = {"id": 1, "code": "T-0042", "name": "Angle grinder", "kind": "angle-grinder", "price": 8000}
SAW = {"id": 2, "code": "T-0043", "name": "Jigsaw", "kind": "jigsaw", "added_at": AT, "words": "Jigsaw"}
EVENT = {"at": AT, "who": "Vera", "desk": "front", "about": '{"tools":["T-0042"]}'}
LEDGER = {"at": AT, "member": 1, "loan": 1, "event": 1}

# What a library wrote when the schema had so many steps, table by table.
ROWS: Sequence[tuple[int, str, dict[str, Any]]] = (
    (1, "member", ADA | PAPERS),
    (1, "member", {"id": 2, "code": "M-0021", "name": "Ben Kaya", "added_at": AT, "erased_at": AT}),
    (1, "tool", GRINDER | {"owner": 1, "added_at": AT, "words": "Angle grinder Winkelschleifer"}),
    (1, "tool", SAW),
    (1, "code", {"key": "m-0017", "shown": "M-0017", "member": 1, "tool": None}),
    (1, "code", {"key": "t-0042", "shown": "T-0042", "member": None, "tool": 1}),
    (1, "code", {"key": "t-0043", "shown": "T-0043", "member": None, "tool": 2}),
    (1, "accessory", {"id": 1, "tool": 1, "name": "guard", "qty": 1}),
    (1, "attribute", {"tool": 1, "name": "disc", "quantity": "125 mm"}),
    (1, "kind", {"slug": "clay-press", "name": "Clay press", "category": None, "added_at": AT}),
    (2, "event", EVENT | {"id": 1, "what": "checkout", "by_hand": 1, "undoes": None}),
    (2, "event", EVENT | {"id": 2, "what": "undo", "undoes": 1}),
    (2, "event_about", {"thing": "tool", "ref": 1, "event": 1}),
    (2, "detail", {"event": 1, "member": 1, "why": "a friend", "before": None, "after": '{"x":1}'}),
    (2, "loan", {"id": 1, "tool": 1, "member": 1, "out_at": AT, "due": "2026-11-28", "renewals": 1}),
    (2, "loan", {"id": 2, "tool": 2, "member": None, "out_at": AT, "due": "2026-11-25", "returned_at": AT}),
    (2, "borrowed", {"member": 1, "kind": "angle-grinder", "loan": 1}),
    (2, "ledger", LEDGER | {"id": 1, "kind": "charge", "amount": 300, "reason": "late"}),
    (2, "ledger", LEDGER | {"id": 2, "kind": "payment", "amount": -200, "method": "card"}),
    (2, "ledger", LEDGER | {"id": 3, "kind": "void", "amount": -300, "voids": 1}),
    (3, "hold", {"id": 1, "member": 1, "kind": "jigsaw", "placed_at": AT, "state": "waiting"}),
    (3, "hold", {"id": 2, "member": 2, "copy": 1, "placed_at": AT, "state": "cancelled", "closed_at": AT}),
    (
        3,
        "reservation",
        {"id": 1, "member": 1, "kind": "jigsaw", "from_day": "2027-01-06", "to_day": "2027-01-09"}
        | {"state": "accepted", "placed_at": AT},
    ),
    (3, "repair", {"id": 1, "tool": 2, "text": "cord", "opened_at": AT, "fixed_at": AT, "event": 1}),
    (3, "induction", {"id": 1, "member": 1, "topic": "welding", "on_day": "2026-11-21", "by": "Cora"}),
    (
        3,
        "owed_part",
        {"id": 1, "member": 1, "tool": 1, "loan": 2, "name": "guard", "qty": 1, "opened_at": AT},
    ),
    (5, "recalled_kind", {"kind": "tile-cutter", "at": AT, "why": "blade", "event": 1}),
    (5, "closed_day", {"day": "2026-12-05", "why": "snow", "at": AT, "event": 1}),
    (
        5,
        "file",
        {"id": 1, "tool": 1, "what": "photo", "name": "a.jpg", "path": "files/a.jpg", "added_at": AT},
    ),
    (
        9,
        "build",
        {"id": 1, "design": "stool", "name": "Stool", "version": "1.10", "makes": None, "started_at": AT}
        | {"finished_at": AT, "note": "a little crooked", "tool": 2},
    ),
    (9, "build_member", {"build": 1, "member": 1}),
    (9, "build_step", {"build": 1, "n": 1, "slug": "cut", "text": "Cut", "done_at": AT, "minutes": 90}),
    (9, "build_step", {"build": 1, "n": 2, "slug": "glue", "text": "Glue", "done_at": None}),
    (9, "build_file", {"id": 1, "build": 1, "name": "b.jpg", "path": "files/b.jpg", "added_at": AT}),
    (10, "wish", {"id": 1, "kind": "table-saw", "key": "table-saw", "placed_at": AT}),
    (10, "wish_vote", {"wish": 1, "member": 1, "at": AT}),
    (
        10,
        "unmet",
        {"day": "2026-11-21", "kind": "jigsaw", "what": "refused", "codes": "tool-lost", "count": 2},
    ),
    (11, "had_kind", {"member": 1, "kind": "tile-cutter"}),
    (11, "loan", {"id": 3, "tool": 2, "member": 1, "out_at": AT, "due": "2026-11-28", "borrower": "staff"}),
    (12, "build", {"id": 2, "design": "stool", "name": "Stool", "placed_at": AT, "started_at": None}),
)


def older(path: Path, steps: int) -> None:
    """A database as the program with so many steps left it."""
    path.touch()
    connection = sqlite3.connect(str(path))
    utils = Utils(connection)
    names = [each.name for each in schema.pending(utils)]
    schema.apply(utils, stop_before=names[steps])
    connection.execute("PRAGMA foreign_keys = ON")
    for table, row in rows(steps):
        marks = ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))
    connection.execute(f"PRAGMA user_version = {steps}")
    connection.commit()
    connection.close()


def rows(steps: int) -> list[tuple[str, dict[str, Any]]]:
    return [(table, row) for since, table, row in ROWS if since <= steps]


def structure(db: Database) -> list[tuple[Any, ...]]:
    found = db.all("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master ORDER BY 1, 2")
    tables = [name for kind, name, *_ in found if kind == "table"]
    columns = [(name, *column) for name in tables for column in db.all(f"PRAGMA table_xinfo({name})")]
    return [*(tuple(each) for each in found), *columns]


EARLIER = range(1, SCHEMA_VERSION)


@pytest.mark.parametrize("steps", EARLIER)
def test_every_row_is_kept(tmp_path: Path, steps: int) -> None:
    older(tmp_path / "library.db", steps)
    opened = open_database(tmp_path / "library.db")
    try:
        for table, row in rows(steps):
            where = " AND ".join(f"{name} IS ?" for name in row)
            count = opened.value(f"SELECT count(*) FROM {table} WHERE {where}", list(row.values()))
            assert count == 1, (table, row)
        for table in {table for _, table, _ in ROWS}:
            expected = sum(each == table for each, _ in rows(steps))
            assert opened.value(f"SELECT count(*) FROM {table}") == expected
        assert opened.all("PRAGMA foreign_key_check") == []
        assert opened.value("PRAGMA integrity_check") == "ok"
        assert opened.value("PRAGMA user_version") == SCHEMA_VERSION
    finally:
        opened.close()


@pytest.mark.parametrize("steps", EARLIER)
def test_it_is_built_as_a_new_one(tmp_path: Path, steps: int) -> None:
    older(tmp_path / "library.db", steps)
    opened, fresh = open_database(tmp_path / "library.db"), create(tmp_path / "fresh.db")
    try:
        assert structure(opened) == structure(fresh)
    finally:
        opened.close()
        fresh.close()


@pytest.mark.parametrize("steps", EARLIER[1:])
def test_what_only_grows_still_does(tmp_path: Path, steps: int) -> None:
    older(tmp_path / "library.db", steps)
    opened = open_database(tmp_path / "library.db")
    try:
        for change in (
            "UPDATE ledger SET amount = 0",
            "DELETE FROM ledger",
            "UPDATE event SET who = 'Mallory'",
            "DELETE FROM event",
            "INSERT INTO loan (tool, out_at, due) VALUES (1, '2026-11-22T10:00:00Z', '2026-11-29')",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                opened.run(change)
    finally:
        opened.close()


# The first four steps were published together: there is no library older than that.
@pytest.mark.parametrize("steps", EARLIER[3:])
def test_the_desk_goes_on_where_it_was(tmp_path: Path, steps: int) -> None:
    (tmp_path / "library.yaml").write_text(RULES)
    older(tmp_path / "library.db", steps)
    with Library.open(tmp_path, clock=SetClock(SATURDAY), person=Who("Vera", "front")) as library:
        desk = library.desk
        assert [each.id for each in desk.search("zoe").members] == ["M-0017"]
        assert [each.tag for each in desk.search("winkel").tools] == ["T-0042"]
        assert desk.tool("T-0042").state == "out"
        assert [(each.kind, each.effect) for each in desk.account("M-0017").entries] == [
            ("charge", 300),
            ("payment", -200),
            ("void", -300),
        ]
        assert desk.account("M-0017").owes == -200
        (back,) = desk.return_(["T-0042"]).returned
        assert (back.loan.late_days, back.charged) == (0, 0)
        due = date(2026, 12, 9) if steps >= 5 else date(2026, 12, 5)  # the 5th was closed at the desk
        assert desk.checkout("M-0017", ["T-0042"]).loans[0].due == due


@pytest.mark.parametrize("steps", EARLIER[3:])
def test_an_upgrade_that_breaks_off_leaves_it_as_it_was(
    tmp_path: Path, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "library.db"
    older(path, steps)
    before = all_of(path)
    (tmp_path / "backups").write_text("no folder: no copy can be kept in it")
    with pytest.raises(Refused, match="no copy could be kept"):
        open_database(path, keep_older_in=tmp_path / "backups")
    assert all_of(path) == before
    with monkeypatch.context() as patch:
        patch.setattr("toollib.store.schema.VERSION", "no number")  # the very last statement fails
        with pytest.raises(sqlite3.Error):
            open_database(path)
    assert all_of(path) == before
    open_database(path).close()


def all_of(path: Path) -> tuple[object, ...]:
    """What a database holds, and how it is built, without bringing it up to date."""
    opened = connect(path)
    try:
        return opened.value("PRAGMA user_version"), structure(opened), dump(opened)
    finally:
        opened.close()


def test_a_bench_reserved_before_builds_were_is_a_build_of_its_own(tmp_path: Path) -> None:
    """Its reservations had the number of an event, which may be that of a build already there: they never mix."""
    older(tmp_path / "library.db", 11)
    connection = sqlite3.connect(str(tmp_path / "library.db"))
    about = '{"member": "M-0017", "design": "%s", "reservations": ["2"], "from": "2027-01-06", "to": "2027-01-09"}'
    for event, design in ((3, "ceb-press"), (4, "stool")):  # the builds they become are 2 and 3
        connection.execute(
            "INSERT INTO event (id, at, who, desk, what, about, by_hand) VALUES (?, ?, 'V', 'f', 'reserve', ?, 0)",
            (event, AT, about % design),
        )
        connection.executemany(
            """INSERT INTO reservation (member, kind, from_day, to_day, state, placed_at, build)
            VALUES (1, ?, '2027-01-06', '2027-01-09', 'accepted', ?, ?)""",
            [("jigsaw", AT, event), ("tile-cutter", AT, event)],
        )
    connection.commit()
    connection.close()
    opened = open_database(tmp_path / "library.db")
    try:
        made = opened.all("SELECT id, design, placed_at, started_at FROM build ORDER BY id")
        assert [tuple(each) for each in made] == [
            (1, "stool", AT, AT),
            (2, "ceb-press", AT, None),
            (3, "stool", AT, None),
        ]
        claims = opened.all("SELECT build FROM reservation ORDER BY id")
        assert [each[0] for each in claims] == [None, 2, 2, 3, 3]
        assert [tuple(each) for each in opened.all("SELECT build, member FROM build_member")] == [
            (1, 1),
            (2, 1),
            (3, 1),
        ]
    finally:
        opened.close()

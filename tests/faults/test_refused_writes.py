"""Each write of each verb denied once: the verb fails in one clear way, and not one row is different."""

from contextlib import suppress
from pathlib import Path
from unittest.mock import MagicMock

import pytest

from catalog.kinds import Kinds, ToolKind
from tests.faults.building import BUILT
from tests.faults.verbs import READS, VERBS, Verb, busy
from tests.picture import changed, picture
from tests.riverside import Riverside, dump
from toollib.desk.desk import Desk
from toollib.desk.kind_moves import keep_up
from toollib.desk.reads import ToolsWanted
from toollib.rules.reasons import Refused
from toollib.rules.undo import UNDOABLE
from toollib.store.driver import sqlite3
from toollib.vocabulary import Vocabulary

pytestmark = pytest.mark.fault

_WRITES = {sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE}
_OTHERS = {"context", "actor"}  # no verb, no read: what a desk stands on
# One of each verb that can be undone.
_UNDOABLE = {
    "checkout": "checkout",
    "checkout-reserved": "checkout",
    "checkout-held": "checkout",
    "return-broken": "return",
    "return-trouble": "return-trouble",
    "renew": "renew",
    "reserve": "reserve",
    "pay": "pay",
    "charge": "charge",
    "forgive": "forgive",
    "hold-ready-at-once": "hold",
    "member-add": "member-add",
    "member-edit": "member-edit",
    "tool-edit": "tool-edit",
    "tool-repair": "tool-repair",
    "tool-fixed": "tool-fixed",
    "wish": "wish",
    "wish-vote": "wish-vote",
    "wish-close": "wish-close",
}


class Gate:
    """Counts writes, and denies the n-th once: denied for longer, the way back would be barred too."""

    def __init__(self, deny: int | None = None, *, temporary: bool = True) -> None:
        self.deny, self.seen, self.temporary = deny, 0, temporary

    def __call__(self, action: int, _what: object, _more: object, where: str | None, *_: object) -> int:
        if action in _WRITES and (self.temporary or where != "temp"):
            self.seen += 1
            if self.seen == self.deny:
                return int(sqlite3.SQLITE_DENY)
        return int(sqlite3.SQLITE_OK)


def asked_of(verb: Verb) -> set[str]:
    """The names of what a verb of the table asks the desk."""
    desk = MagicMock(spec=Desk)
    verb(desk)
    return {call[0] for call in desk.method_calls if "." not in call[0]}


def test_every_verb_and_read_of_the_desk_is_tried_here() -> None:
    names = {name for name in dir(Desk) if not name.startswith("_")} - _OTHERS
    tried = {name for verb in VERBS.values() for name in asked_of(verb)} | set(READS)
    assert names - tried == set(), "put it into tests/faults/verbs.py"
    assert set(READS) <= names
    assert {*_UNDOABLE.values(), *BUILT} == UNDOABLE


def _files(folder: Path) -> list[Path]:
    """Every file of the library but the database, which is looked at by its rows."""
    return sorted(path for path in folder.rglob("*") if not path.name.startswith("library.db"))


def deny_each(desk: Desk, verb: Verb) -> int:
    """Deny the first write, the second, … until the verb goes through; answers how many it makes."""
    db, folder = desk.context.db, desk.context.settings_file.parent
    before, files = dump(db), _files(folder)
    n = 0
    while True:
        n += 1
        gate = Gate(n)
        db.connection.set_authorizer(gate)
        try:
            verb(desk)
        except (sqlite3.DatabaseError, Refused):
            assert gate.seen >= n
        else:
            return n - 1
        finally:
            db.connection.set_authorizer(None)
        assert dump(db) == before, f"write {n}"
        assert _files(folder) == files, f"write {n}"
        assert not db.connection.in_transaction


@pytest.mark.parametrize("name", sorted(set(VERBS) - {"member-erase"}))
def test_a_verb_whose_write_fails_leaves_no_trace(riverside: Riverside, name: str) -> None:
    desk = busy(riverside)
    before = dump(riverside.db)
    assert deny_each(desk, VERBS[name]) >= 1
    assert dump(riverside.db) != before


@pytest.mark.parametrize("name", sorted(_UNDOABLE))
def test_an_undo_whose_write_fails_leaves_no_trace(riverside: Riverside, name: str) -> None:
    desk = busy(riverside)
    before = picture(desk)
    VERBS[name](desk)
    assert desk.events()[0].what == _UNDOABLE[name]
    assert deny_each(desk, lambda each: each.undo()) > 1
    assert changed(before, picture(desk)) == {}


def test_an_erasure_whose_write_fails_is_whole_or_not_at_all(riverside: Riverside) -> None:
    """It is several actions: once she is gone she stays gone, and what is left to clear away is done when asked again."""
    desk = busy(riverside)
    before = dump(riverside.db)
    whole = before
    for n in range(1, 60):
        desk.context.db.connection.set_authorizer(Gate(n))
        with suppress(sqlite3.DatabaseError, Refused):
            VERBS["member-erase"](desk)
        desk.context.db.connection.set_authorizer(None)
        now = dump(riverside.db)
        assert whole in (before, now), f"write {n}"
        if now != before:
            assert "Gone Soon" not in repr(now), f"write {n}"
            assert "knows a lot" not in repr(now), f"write {n}"
            whole = now
    assert whole != before
    VERBS["member-erase"](desk)
    riverside.close()
    assert all(
        b"knows a lot" not in file.read_bytes() for file in riverside.folder.iterdir() if file.is_file()
    )


@pytest.mark.parametrize("name", sorted(READS))
def test_no_read_writes(riverside: Riverside, name: str) -> None:
    """With a hold that was not collected in time, so that every read works out what time has done."""
    desk = busy(riverside)
    riverside.wait(days=30)
    gate = Gate(temporary=False)
    desk.context.db.connection.set_authorizer(gate)
    READS[name](desk)
    desk.context.db.connection.set_authorizer(None)
    assert gate.seen == 0


def test_a_renamed_kind_moves_whole_or_not_at_all(riverside: Riverside) -> None:
    desk = busy(riverside)
    known = desk.context.vocabulary
    saw = ToolKind("plunge-saw", "Plunge saw", "power", was=("circular-saw",))
    jigsaw = ToolKind("jigsaw", "Jigsaw", "power", replaced_by="plunge-saw")
    kept = Kinds([each for each in known.kinds if each.slug != "circular-saw"], known.kinds.categories)
    desk.context.vocabulary = Vocabulary(kept.joined(Kinds([saw, jigsaw], ())))
    assert deny_each(desk, lambda each: keep_up(each.context)) > 4
    assert {each.kind for each in desk.tools(ToolsWanted(kind="plunge-saw")).rows} == {"plunge-saw"}
    assert [each.kind for each in desk.holds() if each.kind == "jigsaw"] == []

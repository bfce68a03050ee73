"""Leaving, in the corners: own tools, credit, parts, a desk in the way, broken lists; and loans that forget in time."""

import json
from pathlib import Path

import pytest

from tests.riverside import Riverside, codes, dump
from toollib.desk import leaving as verbs
from toollib.desk.forgetting import forget_old_loans
from toollib.desk.people import MemberEdit
from toollib.desk.things import ToolEdit
from toollib.library import Library
from toollib.rules.reasons import Refused
from toollib.store import leaving
from toollib.store.driver import sqlite3


def test_money_either_way_parts_and_own_tools_come_first(riverside: Riverside) -> None:
    riverside.cora.tool_edit("T-0060", ToolEdit(owner="M-0017"))
    riverside.desk.checkout("M-0017", ["T-0107"])
    riverside.wait(minutes=5)
    riverside.desk.return_(["T-0107"])
    riverside.db.run(
        """INSERT INTO owed_part (member, tool, loan, name, qty, opened_at)
        SELECT member, tool, id, 'battery', 1, out_at FROM loan"""
    )
    riverside.desk.pay("M-0017", "5.00")
    with pytest.raises(Refused) as refused:
        riverside.cora.member_erase("M-0017")
    assert codes(refused) == ["member-has-loans", "member-owes", "member-owes"]
    told = str(refused.value)
    assert "T-0060 Tile cutter" in told
    assert "5.00 GBP to their credit" in told
    assert "1 battery of T-0107" in told
    riverside.db.run("UPDATE owed_part SET closed_at = '2026-11-28T10:10:00Z'")
    riverside.cora.tool_edit("T-0060", ToolEdit(owner="library"))
    riverside.desk.charge("M-0017", "5.00", "a gift")
    assert riverside.cora.member_erase("M-0017").member.name == ""


def test_every_table_that_knows_a_member_was_thought_of(riverside: Riverside) -> None:
    """A new table that refers to members has to say here what erasing and merging do to it."""
    tables = [row[0] for row in riverside.db.all("SELECT name FROM sqlite_master WHERE type = 'table'")]
    known = {
        (table, row[0])
        for table in tables
        for row in riverside.db.all(
            f"""SELECT "from" FROM pragma_foreign_key_list('{table}') WHERE "table" = 'member'"""
        )
    }
    emptied = {
        ("code", "member"),
        ("borrowed", "member"),
        ("had_kind", "member"),
        ("detail", "member"),
        ("induction", "member"),
        ("file", "member"),
    }
    nameless = {("loan", "member"), ("ledger", "member"), ("owed_part", "member"), ("member", "merged_into")}
    nameless |= {("build_member", "member"), ("build_step", "member")}
    nameless |= {("wish_vote", "member")}  # a vote stays a vote
    ended = {("hold", "member"), ("reservation", "member")}
    refused = {("tool", "owner")}
    assert known == emptied | nameless | ended | refused


def test_another_desk_in_the_way_is_told_and_the_rest_can_be_done_later(
    riverside: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verbs, "PATIENCE", 0.05)
    riverside.cora.member_edit("M-0017", MemberEdit(name="Wilhelmina Quaxly"))
    other = riverside.library("Ben Kaya", "back").desk.context.db
    with other.reading():
        other.value("SELECT count(*) FROM member")
        left = riverside.cora.member_erase("M-0017")
    assert len(left.warnings) == 1
    assert "M-0017" in left.warnings[0]
    assert _anywhere(riverside.folder, b"uaxly")
    assert riverside.cora.member_erase("m-0017").warnings == ()
    assert not _anywhere(riverside.folder, b"uaxly")
    assert under_way(riverside) == []
    assert [each.what for each in riverside.desk.events()].count("member-erase") == 1


def under_way(riverside: Riverside) -> list[str]:
    """Whose erasing has begun and is not known to have ended."""
    found = json.loads((riverside.folder / "erased.json").read_text())["under_way"]
    return [each["member"] for each in found]


@pytest.mark.parametrize("stage", ["scrub", "drop_files", "files_of_the_left"])
def test_what_stopped_on_the_way_is_ended_when_the_library_is_opened(
    riverside: Riverside, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    riverside.cora.member_edit("M-0017", MemberEdit(name="Wilhelmina Quaxly"))
    with monkeypatch.context() as patch:
        patch.setattr(leaving, stage, lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            riverside.cora.member_erase("M-0017")
    assert under_way(riverside) == ["M-0017"]
    riverside.library("Vera", "another")
    riverside.close()
    assert not _anywhere(riverside.folder, b"uaxly")
    assert under_way(riverside) == []
    assert '"M-0017"' in (riverside.folder / "erased.json").read_text()


def test_what_was_begun_and_never_kept_leaves_the_member_whole(
    riverside: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(riverside.db)
    with monkeypatch.context() as patch:
        patch.setattr(leaving, "empty", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            riverside.cora.member_erase("M-0017")
    assert under_way(riverside) == ["M-0017"]
    riverside.close()
    assert riverside.desk.member("M-0017").name == "Ada Osei"
    assert dump(riverside.db) == before
    assert json.loads((riverside.folder / "erased.json").read_text())["erased"] == under_way(riverside) == []


def test_erasing_again_needs_the_right_too(riverside: Riverside) -> None:
    riverside.cora.member_erase("M-0017")
    with pytest.raises(Refused) as refused:
        riverside.desk.member_erase("M-0017")
    assert codes(refused) == ["role-missing"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"erased": [1]}',
        '{"erased": [{"member": "M-1"}]}',
        '{"erased": [], "under_way": 7}',
        "\udce9",
    ],
)
def test_a_list_that_cannot_be_read_keeps_the_library_shut(riverside: Riverside, text: str) -> None:
    before = dump(riverside.db)
    riverside.cora.member("M-0017")
    (riverside.folder / "erased.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(Refused, match=r"erased\.json") as refused:
        riverside.cora.member_erase("M-0017")
    assert codes(refused) == ["bad-file"]
    assert dump(riverside.db) == before
    riverside.close()
    with pytest.raises(Refused, match=r"erased\.json") as refused:
        Library.open(riverside.folder, clock=riverside.clock)
    assert codes(refused) == ["bad-file"]


def test_who_only_shares_an_id_with_the_erased_stays(riverside: Riverside) -> None:
    """A list of another library, or of another past, names somebody added at another instant."""
    document = {"erased": [{"member": "M-0017", "added_at": "2020-01-01T00:00:00Z"}]}
    (riverside.folder / "erased.json").write_text(json.dumps(document))
    assert riverside.desk.member("M-0017").name == "Ada Osei"
    riverside.cora.member_erase("M-0021")
    kept = json.loads((riverside.folder / "erased.json").read_text())["erased"]
    assert [each["member"] for each in kept] == ["M-0017", "M-0021"]


def test_a_write_that_fails_leaves_the_member_whole_or_nameless(riverside: Riverside) -> None:
    before, n = dump(riverside.db), 0
    while True:
        n += 1
        seen = [0]

        def deny(action: int, *_: object, seen: list[int] = seen, nth: int = n) -> int:
            if action in {sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE}:
                seen[0] += 1
                if seen[0] == nth:
                    return int(sqlite3.SQLITE_DENY)
            return int(sqlite3.SQLITE_OK)

        db = riverside.cora.context.db
        db.connection.set_authorizer(deny)
        try:
            riverside.cora.member_erase("M-0017")
        except sqlite3.DatabaseError:
            pass
        finally:
            db.connection.set_authorizer(None)
        if db.value("SELECT 1 FROM member WHERE code = 'M-0017' AND erased_at IS NOT NULL"):
            break
        assert dump(db) == before
    assert n > 5
    assert not verbs.stay_erased(riverside.cora.context)
    assert riverside.cora.member_erase("M-0017").warnings == ()


def _anywhere(folder: Path, trace: bytes) -> bool:
    return any(trace in path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def forgetful(riverside: Riverside) -> Riverside:
    """Riverside forgets to whom loans went after a year; Ada and Ben had some, and Ada has one still."""
    riverside.desk.checkout("M-0017", ["T-0042", "T-0043"])
    riverside.desk.checkout("M-0021", ["T-0060"])
    riverside.desk.checkout("M-0017", ["T-0050"])
    riverside.wait(minutes=5)
    riverside.desk.return_(["T-0042", "T-0060"])
    riverside.at("2026-12-12 10:10")
    riverside.desk.return_(["T-0043"])
    rules = riverside.folder / "library.yaml"
    rules.write_text(rules.read_text() + "privacy: {keep-loans: 12}\n")
    riverside.close()
    return riverside


def holders(riverside: Riverside) -> dict[str, str | None]:
    """Tag → id of the member whom its loan still knows."""
    return {each.tool: each.member for each in riverside.desk.loans().rows}


def lively(riverside: Riverside, at: str) -> None:
    """Something happened on the open day before, so that nothing speaks against the clock."""
    riverside.at(at)
    riverside.wait(days=-4)
    riverside.desk.member_note("M-0030", "was here")
    riverside.at(at)


def test_loans_forget_their_member_in_time_and_count_on(forgetful: Riverside) -> None:
    forgetful.at("2027-11-27 10:10")
    forgetful.desk.member_note("M-0030", "first write of the day")
    assert holders(forgetful) == {
        "T-0042": "M-0017",
        "T-0043": "M-0017",
        "T-0060": "M-0021",
        "T-0050": "M-0017",
    }
    forgetful.at("2027-12-01 18:10")
    with pytest.raises(Refused):
        forgetful.desk.pay("nobody", "1")
    assert holders(forgetful) == {"T-0042": None, "T-0043": "M-0017", "T-0060": None, "T-0050": "M-0017"}
    assert forgetful.db.value("SELECT sum(first_of_kind) FROM loan") == 4
    event = forgetful.desk.events()[0]
    assert (event.what, event.about) == ("forget", {"count": 2, "before": "2026-12-01"})
    about = [each.about for each in forgetful.desk.events() if "loans" in each.about]
    assert [each.get("member") or each.get("members") for each in about] == [
        "M-0017", None, "M-0017", None, "M-0017",
    ]  # fmt: skip
    assert not forgetful.desk.events("M-0021")[0].what.startswith(("checkout", "return"))
    forgetful.at("2028-01-05 18:10")
    forgetful.desk.member_note("M-0030", "x")
    assert holders(forgetful)["T-0043"] == "M-0017"  # a month without an event: the clock may have leapt
    forgetful.at("2028-01-08 10:10")
    forgetful.desk.member_note("M-0030", "y")
    assert holders(forgetful) == {"T-0042": None, "T-0043": None, "T-0060": None, "T-0050": "M-0017"}
    assert [each.about.get("member") for each in forgetful.desk.events() if each.what == "checkout"] == [
        "M-0017", None, None,
    ]  # fmt: skip


def test_as_much_as_fits_before_one_write_the_rest_before_the_next(forgetful: Riverside) -> None:
    lively(forgetful, "2028-01-05 18:10")
    context = forgetful.desk.context
    assert [forget_old_loans(context, 2) for _ in range(3)] == [2, 1, 0]
    assert [each.about["count"] for each in forgetful.desk.events() if each.what == "forget"] == [1, 2]


def test_a_loan_that_still_misses_a_part_remembers(forgetful: Riverside) -> None:
    forgetful.db.run(
        """INSERT INTO owed_part (member, tool, loan, name, qty, opened_at)
        SELECT member, tool, id, 'guard', 1, out_at FROM loan WHERE id = 1"""
    )
    lively(forgetful, "2028-01-05 18:10")
    assert forget_old_loans(forgetful.desk.context) == 2
    assert holders(forgetful)["T-0042"] == "M-0017"


def test_nothing_is_forgotten_where_the_settings_keep_it(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.wait(minutes=5)
    riverside.desk.return_(["T-0042"])
    lively(riverside, "2046-01-03 18:10")
    riverside.desk.pay("M-0017", "1")
    assert forget_old_loans(riverside.desk.context) == 0
    assert holders(riverside) == {"T-0042": "M-0017"}


WRONG = {
    "who did it": "who = 'nobody'",
    "what was done": "what = 'nothing'",
    "which loans": "about = json_remove(about, '$.loans')",
    "a member put in": "about = json_set(about, '$.member', 'M-0021')",
    "nothing at all": "about = about",
    "the member and when": "about = json_remove(about, '$.member', '$.members'), at = 'x'",
}


@pytest.mark.parametrize("what", sorted(WRONG))
def test_an_event_forgets_to_whom_a_loan_went_and_nothing_else(riverside: Riverside, what: str) -> None:
    riverside.desk.checkout("M-0017", ["T-0042"])
    riverside.desk.charge("M-0017", "1.00", "x")
    with pytest.raises(sqlite3.IntegrityError, match="only grow"):
        riverside.db.connection.execute(f"UPDATE event SET {WRONG[what]} WHERE what = 'checkout'")
    with pytest.raises(sqlite3.IntegrityError, match="only grow"):
        riverside.db.connection.execute(
            "UPDATE event SET about = json_remove(about, '$.member') WHERE what = 'charge'"
        )

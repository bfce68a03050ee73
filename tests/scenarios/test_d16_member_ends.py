"""D16 A member ends: told everything, refused while something is open, then gone to the last byte; the loans count on."""

import base64
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.riverside import Riverside, codes, wait_for
from toollib.desk.people import MemberEdit
from toollib.rules.reasons import Refused

NAME = "Wilhelmina Quaxly-Zwick"
# Whatever of her a byte of the library could tell, as it may be kept: as written, folded for search, or in JSON.
TRACES = (
    "wilhelmina", "quaxly", "zwick", "wq-mail", "5558899", "555 8899", "04a2b9ff", "zebrafish", "kettledrum", "ombudsfrau",
    "pixels of her",
)  # fmt: skip


@pytest.fixture
def wil(riverside: Riverside) -> str:
    """A member about whom the library knows all that it can know: her id."""
    riverside.desk.member_induct("welding", ["M-0017"], by=NAME.upper())
    wil = riverside.join(
        NAME, "04a2b9ff", email="wq-mail@riverside.example", phone="0117 555 8899", inducted=("welding",)
    )
    # So long a note fills pages of its own, which keep it when they are freed.
    riverside.desk.member_note(wil, "breeds zebrafish, call after 10. " * 250)
    riverside.desk.member_note(wil, "breeds zebrafish")
    riverside.cora.member_block(wil, "took the kettledrum home")
    riverside.cora.member_unblock(wil)
    riverside.cora.charge(wil, "3.00", "ombudsfrau called")
    riverside.desk.pay(wil, "3.00")
    riverside.desk.wish(wil, "a kettledrum for Quaxly-Zwick")
    riverside.desk.member_induct("welding", ["M-0021"], by=NAME)
    (riverside.folder / "files" / "m1.jpg").write_bytes(b"pixels of her face")
    riverside.db.run(
        """INSERT INTO file (member, what, name, path, added_at)
        SELECT id, 'photo', 'wilhelmina.jpg', 'files/m1.jpg', '2026-11-28T10:00:00Z' FROM member WHERE code = ?""",
        (wil,),
    )
    return wil


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, in small letters, by path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes().lower() for path in files}


def traces(folder: Path) -> list[tuple[str, str]]:
    """Each file in which something of her can be read, and what."""
    found = bytes_of(folder)
    return [(path, trace) for path in found for trace in TRACES if trace.encode() in found[path]]


def test_refused_while_a_loan_or_a_debt_is_open_and_both_are_said(riverside: Riverside, wil: str) -> None:
    riverside.desk.checkout(wil, ["T-0042"])
    riverside.desk.charge(wil, "2.00", "dirty")
    with pytest.raises(Refused, match="T-0042") as refused:
        riverside.cora.member_erase(wil)
    assert codes(refused) == ["member-has-loans", "member-owes"]
    assert not any(each.override for each in refused.value.reasons)
    riverside.wait(minutes=5)
    riverside.desk.return_(["T-0042"])
    with pytest.raises(Refused, match=r"2\.00 GBP") as refused:
        riverside.cora.member_erase(wil)
    assert codes(refused) == ["member-owes"]
    riverside.desk.pay(wil, "2.00")
    assert riverside.desk.member(wil).name == NAME
    assert riverside.cora.member_erase(wil).warnings == ()


def test_gone_from_every_byte_and_every_answer(riverside: Riverside, wil: str) -> None:
    riverside.desk.checkout(wil, ["T-0042", "T-0070"])
    riverside.wait(minutes=5)
    riverside.desk.return_(["T-0042", "T-0070"])
    wait_for(riverside, wil, kind="tile-cutter")
    wait_for(riverside, "M-0021", kind="tile-cutter")
    assert {path for path, _ in traces(riverside.folder)} >= {"library.db-wal", "files/m1.jpg"}
    members = riverside.desk.members().total
    left = riverside.cora.member_erase(wil)
    assert (left.member.id, left.member.name, left.member.cards, left.member.note) == (wil, "", (), "")
    assert traces(riverside.folder) == []
    assert not (riverside.folder / "files" / "m1.jpg").exists()
    for text in (wil, "04a2b9ff", NAME, "quaxly", "wil"):
        with pytest.raises(Refused):
            riverside.desk.status(text)
        assert riverside.desk.search(text).members == ()
    assert riverside.desk.members().total == members - 1
    riverside.close()
    assert traces(riverside.folder) == []
    shutil.copytree(riverside.folder, riverside.folder.parent / "backup")
    assert traces(riverside.folder.parent / "backup") == []
    for table in ("tool_fts", "member_fts", "tool_part"):
        riverside.db.run(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")


def test_gone_from_words_that_were_said_about_others_too(riverside: Riverside, wil: str) -> None:
    riverside.desk.checkout("M-0021", ["T-0042"])
    riverside.desk.checkout(wil, ["T-0043"])
    for _ in range(2):
        riverside.desk.renew(["T-0042", "T-0043"])
    riverside.cora.renew(["T-0042", "T-0043"], override=f"{NAME} builds a float with Ben")
    riverside.wait(minutes=5)
    riverside.desk.return_(["T-0042", "T-0043"])
    assert any(trace == "quaxly" for _, trace in traces(riverside.folder))
    riverside.cora.member_erase(wil)
    assert traces(riverside.folder) == []
    with pytest.raises(Refused) as refused:
        riverside.desk.undo()
    assert codes(refused) == ["undo-blocked"]
    assert riverside.desk.tool("T-0042").state == "in"


def test_her_loans_count_on_without_a_name_and_the_queue_without_her(riverside: Riverside, wil: str) -> None:
    riverside.desk.checkout(wil, ["T-0060"])
    riverside.desk.checkout("M-0021", ["T-0042"])
    wait_for(riverside, wil, kind="angle-grinder")
    wait_for(riverside, "M-0030", kind="angle-grinder")
    riverside.wait(minutes=5)
    riverside.desk.return_(["T-0060"])
    assert riverside.desk.return_(["T-0042"]).returned[0].ready_for == wil
    before = riverside.db.value("SELECT count(DISTINCT member) FROM loan WHERE undone IS NULL")
    riverside.cora.member_erase(wil)
    assert riverside.desk.tool("T-0042").state == "ready"
    assert riverside.db.value("SELECT count(*) FROM hold WHERE state = 'ready' AND tool IS NOT NULL") == 1
    hers = next(each for each in riverside.desk.loans().rows if each.tool == "T-0060")
    assert (hers.member, hers.member_name) == (None, "")
    assert riverside.db.value("SELECT count(DISTINCT member) FROM loan WHERE undone IS NULL") == before
    assert riverside.db.value("SELECT sum(first_of_kind) FROM loan WHERE undone IS NULL") == 2
    with pytest.raises(Refused) as refused:
        riverside.desk.checkout(wil, ["T-0060"])
    assert codes(refused) == ["member-unknown"]


def test_what_was_spared_for_her_goes_to_who_waits(riverside: Riverside, wil: str) -> None:
    riverside.desk.reserve(wil, "tile-cutter", first=date(2026, 12, 2), last=date(2026, 12, 5))
    assert riverside.desk.hold("M-0017", "tile-cutter").state == "waiting"
    riverside.cora.member_erase(wil)
    (hold,) = riverside.desk.holds()
    assert (hold.state, hold.tool) == ("ready", "T-0060")
    assert riverside.desk.reservations() == ()


def test_her_id_is_never_given_again(riverside: Riverside, wil: str) -> None:
    riverside.cora.member_erase(wil)
    assert riverside.desk.member_add(MemberEdit(name="New")).id != wil
    for edit in (MemberEdit(name="New", cards=(wil,)), MemberEdit(name="New", cards=(f" {wil.lower()} ",))):
        with pytest.raises(Refused, match="a member who left") as refused:
            riverside.desk.member_add(edit)
        assert codes(refused) == ["code-taken"]
    assert riverside.desk.member_add(MemberEdit(name="New", cards=("04A2B9FF",))).cards == ("04A2B9FF",)


def test_she_stays_erased_when_an_older_database_is_put_back(riverside: Riverside, wil: str) -> None:
    riverside.desk.checkout("M-0021", ["T-0043"])
    riverside.close()
    older = riverside.folder.parent / "older.db"
    shutil.copy(riverside.folder / "library.db", older)
    riverside.cora.member_erase(wil)
    later = riverside.desk.member_add(MemberEdit(name="Dora Lenk"))
    riverside.close()
    for name in ("library.db", "library.db-wal", "library.db-shm"):
        (riverside.folder / name).unlink(missing_ok=True)
    shutil.copy(older, riverside.folder / "library.db")
    (riverside.folder / "files" / "m1.jpg").write_bytes(b"pixels of her face")
    assert traces(riverside.folder)
    with pytest.raises(Refused) as refused:
        riverside.desk.member(wil)
    assert codes(refused) == ["member-unknown"]
    assert traces(riverside.folder) == []
    event = riverside.desk.events()[0]
    assert (event.what, event.about) == ("member-erase", {"member": wil, "again": True})
    dora = riverside.desk.member_add(MemberEdit(name="Dora Lenk"))
    assert dora.id == later.id, "who was not erased is not touched, and opening again does nothing more"
    riverside.close()
    assert riverside.desk.member(dora.id).name == "Dora Lenk"
    assert [each.what for each in riverside.desk.events()[:2]] == ["member-add", "member-erase"]


def test_what_an_older_database_has_out_with_her_comes_back_from_nobody(
    riverside: Riverside, wil: str
) -> None:
    riverside.desk.checkout(wil, ["T-0042"])
    wait_for(riverside, wil, kind="jigsaw")
    riverside.close()
    older = riverside.folder.parent / "older.db"
    shutil.copy(riverside.folder / "library.db", older)
    riverside.wait(minutes=5)
    riverside.desk.return_(["T-0042"])
    riverside.cora.member_erase(wil)
    riverside.close()
    for name in ("library.db", "library.db-wal", "library.db-shm"):
        (riverside.folder / name).unlink(missing_ok=True)
    shutil.copy(older, riverside.folder / "library.db")
    riverside.at("2027-01-09 10:10")
    assert riverside.desk.tool("T-0042").state == "out"
    assert [each.member for each in riverside.desk.today().overdue] == [None]
    back = riverside.desk.return_(["T-0042"]).returned[0]
    assert (back.loan.member, back.loan.member_name) == (None, "")
    assert riverside.desk.tool("T-0042").state == "in"
    assert riverside.db.value("SELECT count(*) FROM hold WHERE state IN ('waiting', 'ready')") == 0
    assert traces(riverside.folder) == []


def test_before_that_she_was_given_everything_in_one_file(
    riverside: Riverside, wil: str, tmp_path: Path
) -> None:
    riverside.desk.checkout(wil, ["T-0042"])
    wait_for(riverside, wil, kind="tile-cutter")
    file = tmp_path / "hers.json"
    assert riverside.done("member", "export", wil, "-o", str(file)) == {"file": str(file)}
    assert file.stat().st_mode & 0o777 == 0o600
    told = json.loads(file.read_text("utf-8"))
    assert told == riverside.done("member", "export", wil)
    text = json.dumps(told, ensure_ascii=False).lower()
    for trace in (
        "wilhelmina quaxly-zwick",
        "wq-mail@",
        "0117 555 8899",
        "04a2b9ff",
        "zebrafish",
        "kettledrum",
        "ombuds",
    ):
        assert trace in text
    assert [each["tool"] for each in told["loans"]] == ["T-0042"]
    assert [each["amount"] for each in told["entries"]] == ["40.00", "40.00", "3.00", "3.00"]
    assert [each["kind"] for each in told["holds"]] == ["tile-cutter"]
    assert base64.b64decode(told["files"][0]["content"]) == b"pixels of her face"
    assert riverside.refused("member", "export", wil, "-o", str(file)) == ["bad-file"]


def test_by_command(riverside: Riverside, wil: str) -> None:
    assert riverside.refused("member", "erase", wil, "--yes") == ["role-missing"]
    assert riverside.refused("member", "erase", "nobody", "--yes", who="Cora Lind") == ["member-unknown"]
    riverside.done("charge", wil, "1.00", "x")
    assert riverside.refused("member", "erase", wil, "--yes", who="Cora Lind") == ["member-owes"]
    riverside.done("pay", wil, "1.00")
    gone = riverside.done("member", "erase", wil, "--yes", who="Cora Lind")["member"]
    assert (gone["id"], gone["name"], gone["cards"], gone["email"]) == (wil, "", [], None)
    assert riverside.refused("status", wil) == ["member-unknown"]
    riverside.close()
    assert traces(riverside.folder) == []
    assert riverside.done("member", "erase", wil, "--yes", who="Cora Lind")["member"]["id"] == wil

"""Whatever table or file knows a member: they are given it in their export, and erasing leaves their name in none."""

import base64
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from tests.riverside import Riverside
from tests.scenarios.makers import HEAD, write_designs
from toollib.desk.kits import Trouble
from toollib.desk.lending import Asked
from toollib.desk.people import MemberEdit
from toollib.desk.things import ToolEdit
from toollib.workshop import benches
from toollib.workshop.builds import Outcome, Tick

NAME = "Wilhelmina Quaxly"
WIL = "M-0099"
# What each table that refers to members gives to the member's export.
TOLD = {
    "borrowed": "kinds_had",
    "build_member": "builds",
    "build_step": "build_steps",
    "code": "codes",
    "detail": "events",
    "file": "files",
    "had_kind": "kinds_had",
    "hold": "holds",
    "induction": "inductions",
    "ledger": "entries",
    "loan": "loans",
    "member": "record",
    "owed_part": "owed_parts",
    "reservation": "reservations",
    "tool": "own_tools",
    "wish_vote": "wishes",
}


@pytest.fixture
def lively(riverside: Riverside) -> Riverside:
    """A library that knows of one member all that it can know."""
    write_designs(riverside)
    steps = "tools: [jigsaw]\nsteps: [{do: Cut}, {do: Glue}]\n"
    head = HEAD.format(name="Shelf", id="shelf", status="done", tools="full")
    (riverside.folder / "designs" / "shelf.yaml").write_text(head + steps)
    desk = riverside.cora
    desk.member_induct("welding", ["M-0021"], by=NAME)  # not a member yet: kept as told
    riverside.join(NAME, WIL, email="quaxly@mail.example", note="ask Quaxly first", inducted=("welding",))
    (riverside.folder / "files" / "waiver-1.jpg").write_bytes(b"signed: W. Quaxly")
    riverside.db.run(
        """INSERT INTO file (member, what, name, path, added_at) SELECT id, 'waiver', 'quaxly.jpg',
        'files/waiver-1.jpg', '2026-11-28T10:00:00Z' FROM member WHERE code = ?""",
        (WIL,),
    )
    desk.tool_add(ToolEdit(name="Fret saw", kind="jigsaw", tag="T-0200", owner=WIL))
    desk.checkout(WIL, ["T-0107", "T-0060"], Asked(due=date(2026, 12, 5)))
    riverside.wait(minutes=5)
    desk.return_(["T-0107"], trouble=Trouble(missing=("bit=1",)))
    desk.part_brought("T-0107", "bit")
    desk.return_(["T-0060"])
    desk.checkout("M-0021", ["T-0042"])
    desk.hold(WIL, "T-0042")
    desk.charge(WIL, "1.00", "Quaxly knows why")
    desk.pay(WIL, "1.00")
    desk.wish(WIL, "a loom for Quaxly")
    desk.wish_vote(WIL, desk.wish("M-0021", "a kiln").id)
    _builds(riverside)
    return riverside


def _builds(riverside: Riverside) -> None:
    """One with others, whose note and photo name her, one of her own, and one that she has reserved."""
    library, photos = riverside.library("Cora Lind", "office"), riverside.folder.parent / "from the camera"
    photos.mkdir()
    for name, colour in (("Quaxly and the shelf.png", "red"), ("hers.png", "blue")):
        Image.new("RGB", (4, 4), colour).save(photos / name)
    builds = library.builds
    builds.start("shelf", [WIL, "M-0021"])
    builds.step("1", Tick(by=WIL, hours="1.5"))
    builds.finish("shelf", Outcome("Wilhelmina cut it", (photos / "Quaxly and the shelf.png",)))
    builds.start("tiles", [WIL])
    builds.finish("tiles", Outcome("mine", (photos / "hers.png",)))
    days = {"first": date(2026, 12, 5), "last": date(2026, 12, 9)}
    wanted = benches.Wanted("pair-sander", WIL)
    benches.reserve(library.desk.context, library.workshop, wanted, **days)


def knowing(riverside: Riverside) -> set[str]:
    """The tables that refer to members."""
    tables = [row[0] for row in riverside.db.all("SELECT name FROM sqlite_master WHERE type = 'table'")]
    refers = """SELECT count(*) FROM pragma_foreign_key_list(?) WHERE "table" = 'member'"""
    return {each for each in tables if riverside.db.value(refers, (each,))}


def named_in(riverside: Riverside) -> Iterator[tuple[str, str]]:
    """Table and column of every text that has her name or id in it, whatever the table is for."""
    for (table,) in riverside.db.all("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"):
        for _, column, *_ in riverside.db.all(f"PRAGMA table_xinfo({table})"):
            for trace in ("quaxly", "wilhelmina"):
                if riverside.db.value(
                    f"SELECT 1 FROM {table} WHERE lower(CAST({column} AS TEXT)) LIKE ?", (f"%{trace}%",)
                ):
                    yield table, column


def test_everything_that_knows_a_member_is_in_the_export(lively: Riverside) -> None:
    assert knowing(lively) == set(TOLD), "say here where the export tells of it"
    told = lively.done("member", "export", WIL)
    assert {name for name in TOLD.values() if not told[name]} == set()
    assert [(each["text"], each["kind"]) for each in told["wishes"]] == [
        ("a loom for Quaxly", None),
        ("a kiln", None),
    ]
    assert [each["minutes"] for each in told["build_steps"]] == [90]
    assert [each["design"] for each in told["builds"]] == ["shelf", "tiles", "pair-sander"]
    assert {each["build"] for each in told["reservations"]} == {told["builds"][-1]["id"]}
    assert [each["name"] for each in told["build_photos"]] == ["Quaxly and the shelf.png", "hers.png"]
    kept = {base64.b64decode(each["content"]) for each in told["build_photos"]}
    assert kept == {(lively.folder / each["path"]).read_bytes() for each in told["build_photos"]}


def test_erasing_leaves_her_name_in_no_table_and_no_file(lively: Riverside) -> None:
    places = {table for table, _ in named_in(lively)}
    assert places >= {"member", "detail", "induction", "wish", "build", "build_file", "file"}
    lively.cora.tool_edit("T-0200", ToolEdit(owner="library"))
    shared, own = (each["path"] for each in lively.done("member", "export", WIL)["build_photos"])
    lively.cora.member_erase(WIL)
    assert list(named_in(lively)) == []
    library = lively.library()
    assert [(each.id, each.state) for each in library.builds.listed()[0]] == [
        ("2", "finished"),
        ("1", "finished"),
    ]
    assert library.builds.build("1").photos[0].name == "photo"
    assert library.builds.build("1").hours == 1.5
    assert sorted(str(each.text) for each in lively.desk.wishes()) == [
        "(in the words of a member who left)",
        "a kiln",
    ]
    assert (lively.folder / shared).exists()
    assert not (lively.folder / own).exists()
    lively.close()
    found = [each for each in lively.folder.rglob("*") if each.is_file() and names_her(each)]
    assert found == []


def names_her(file: Path) -> bool:
    content = file.read_bytes().lower()
    return b"quaxly" in content or b"wilhelmina" in content or "quaxly" in file.name.lower()


def test_who_was_merged_is_told_of_builds_too(lively: Riverside) -> None:
    lively.cora.member_edit("M-0030", MemberEdit(note="the same person"))
    lively.cora.member_merge("M-0030", WIL)
    told = lively.done("member", "export", "M-0030")
    assert [each["design"] for each in told["builds"]] == ["shelf", "tiles", "pair-sander"]
    assert len(told["build_photos"]) == 2

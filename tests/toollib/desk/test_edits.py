"""Edits of members and tools: codes alike in any writing, kinds by their slug, limits, and two desks at one record."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.riverside import Riverside, codes, dump
from toollib.desk.people import MemberEdit
from toollib.desk.things import ToolEdit
from toollib.rules.reasons import Refused


def _events(riverside: Riverside) -> int:
    return int(riverside.db.value("SELECT count(*) FROM event"))


@pytest.mark.parametrize("card", ["Ｍ－９９", "m-99", " M-99 "])
def test_a_card_in_the_form_of_an_id_is_the_id_in_any_writing(riverside: Riverside, card: str) -> None:
    made = riverside.desk.member_add(MemberEdit(name="Dora One", cards=(card, "beef")))
    assert (made.id, made.cards) == ("M-99", ("beef",))
    assert riverside.desk.member("M-99").name == "Dora One"


def test_an_id_or_tag_written_otherwise_is_no_further_code(riverside: Riverside) -> None:
    assert riverside.cora.tool_edit("T-0042", ToolEdit(tag="t-0042", barcodes=("4711",))).codes == ("4711",)
    assert riverside.cora.tool_edit("4711", ToolEdit(tag="4711")).codes == ("T-0042",)


@pytest.mark.parametrize(
    ("typed", "slug", "name"),
    [
        ("Crème brûlée torch", "creme-brulee-torch", "Crème brûlée torch"),
        ("earth-mole", "earth-mole", "Earth mole"),
        ("CNC mill, 5 axes", "cnc-mill-5-axes", "CNC mill, 5 axes"),
    ],
)
def test_a_kind_made_at_the_desk_is_named_by_its_slug(
    riverside: Riverside, typed: str, slug: str, name: str
) -> None:
    made = riverside.cora.tool_add(ToolEdit(name="One", kind=typed, new_kind=True))
    assert made.kind == slug
    for word in (typed, typed.upper(), slug, name):
        again = riverside.cora.tool_add(ToolEdit(name="More", kind=word, new_kind=True))
        assert again.kind == slug
    assert riverside.cora.kind(slug).name == name


@pytest.mark.parametrize(
    ("typed", "code"), [("!!!", "kind-unknown"), ("Дрель", "kind-unknown"), ("x" * 61, "amount-wrong")]
)
def test_no_kind_is_made_of_what_can_be_no_slug(riverside: Riverside, typed: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        riverside.cora.tool_add(ToolEdit(name="One", kind=typed, new_kind=True))
    assert codes(refused) == [code]


def test_a_kind_of_a_refused_tool_is_not_known(riverside: Riverside) -> None:
    with pytest.raises(Refused):
        riverside.cora.tool_add(ToolEdit(name="One", kind="earth mole", new_kind=True, barcodes=("b1", "B1")))
    with pytest.raises(Refused):
        riverside.cora.kind("earth-mole")


def test_accessories_and_attributes_can_be_cleared_and_undone(riverside: Riverside) -> None:
    riverside.cora.tool_edit("T-0107", ToolEdit(attributes=("power=18 V",)))
    before = riverside.cora.tool("T-0107")
    assert before.accessories
    bare = riverside.cora.tool_edit("T-0107", ToolEdit(accessories=("",), attributes=("",)))
    assert (bare.accessories, bare.attributes) == ((), {})
    riverside.cora.undo()
    assert riverside.cora.tool("T-0107") == before


@pytest.mark.parametrize("parts", [("a=1", "A=2"), ("bit", "bit=3"), ("Tête=1", "tete=1")])
def test_one_accessory_is_not_named_twice(riverside: Riverside, parts: tuple[str, ...]) -> None:
    with pytest.raises(Refused) as refused:
        riverside.cora.tool_edit("T-0042", ToolEdit(accessories=parts))
    assert codes(refused) == ["amount-wrong"]


def test_an_edit_that_changes_nothing_is_no_event_and_leaves_undo_as_it_was(riverside: Riverside) -> None:
    cora = riverside.cora
    cora.member_edit("M-0017", MemberEdit(phone="0123"))
    cora.charge("M-0017", "5", "a test")
    before = _events(riverside)
    ada = cora.member("M-0017")
    same = MemberEdit(name=ada.name, phone="0123", tier=ada.tier, note="", email="")
    for edit in (MemberEdit(), same):
        assert cora.member_edit("M-0017", edit) == ada
    kit = cora.tool("T-0107")
    same_kit = ToolEdit(
        name=kit.name,
        kind="Cordless drill",
        tag="T-0107",
        owner="library",
        price="150.00",
        accessories=("charger=1", "battery=2", "bit=13"),
    )
    for change in (ToolEdit(), same_kit):
        assert cora.tool_edit("T-0107", change) == kit
    assert _events(riverside) == before
    assert cora.undo().undone.what == "charge"


def test_an_event_names_only_what_changed(riverside: Riverside) -> None:
    ada = riverside.cora.member("M-0017")
    riverside.cora.member_edit("M-0017", MemberEdit(name=ada.name, phone="0123", tier=ada.tier))
    assert riverside.cora.events("M-0017")[0].about["changed"] == ["phone"]
    riverside.cora.tool_edit("T-0042", ToolEdit(name="Angle grinder 125 mm", accessories=("guard=1",)))
    assert riverside.cora.events("T-0042")[0].about["changed"] == ["accessories"]


def test_texts_have_limits_each_with_its_reason(riverside: Riverside) -> None:
    before = _events(riverside)
    edit = MemberEdit(name="n" * 1_001, cards=("c" * 101,), note="x" * 10_001, phone="1" * 1_001)
    tool = ToolEdit(name="n" * 1_001, kind="jigsaw", tag="t" * 101, note="x" * 10_001, place="p" * 1_001)
    acts: list[Callable[[], object]] = [
        lambda: riverside.desk.member_add(edit),
        lambda: riverside.desk.member_edit("M-0017", edit),
        lambda: riverside.cora.tool_add(tool),
        lambda: riverside.cora.tool_edit("T-0042", tool),
    ]
    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        assert codes(refused) == ["amount-wrong"] * 4
        assert len(str(refused.value)) < 500
    with pytest.raises(Refused):
        riverside.desk.tool_note("T-0042", "x" * 10_001)
    assert _events(riverside) == before


def test_the_longest_texts_are_kept(riverside: Riverside) -> None:
    edit = MemberEdit(name="n" * 1_000, cards=("c" * 100,), note="x" * 10_000)
    assert riverside.desk.member_add(edit).cards == ("c" * 100,)


def test_the_second_desk_is_told_and_overwrites_nothing_of_a_member(riverside: Riverside) -> None:
    front, back = riverside.library("Vera", "front").desk, riverside.library("Walt", "back").desk
    seen = front.member("M-0017")
    back.member_edit("M-0017", MemberEdit(phone="0999", note="call after 6", seen=seen))
    with pytest.raises(Refused) as refused:
        front.member_edit("M-0017", MemberEdit(phone="0123", note="call after 8", seen=seen))
    assert codes(refused) == ["library-busy", "library-busy"]
    assert "by Walt at back, 2026-11-28 10:02" in str(refused.value)
    assert (front.member("M-0017").phone, front.member("M-0017").note) == ("0999", "call after 6")
    # What nobody else touched goes through, and so does what both want alike.
    done = front.member_edit("M-0017", MemberEdit(email="a@example.org", phone="0999", seen=seen))
    assert (done.email, done.phone) == ("a@example.org", "0999")
    # Looking again shows what is so now; then it can be changed.
    assert front.member_edit("M-0017", MemberEdit(phone="0123", seen=done)).phone == "0123"


def test_the_second_desk_is_told_and_overwrites_nothing_of_a_tool(riverside: Riverside) -> None:
    front, back = riverside.library("Cora Lind", "front").desk, riverside.library("Cora Lind", "back").desk
    seen = front.tool("T-0107")
    edit = ToolEdit(place="B3", price="160", owner="M-0017", accessories=("charger=1",), note="dented")
    back.tool_edit("T-0107", edit)
    back.tool_note("T-0107", "very dented")
    late = ToolEdit(
        place="C1",
        price="170",
        owner="M-0021",
        accessories=("charger=2",),
        note="new",
        branch="East",
        seen=seen,
    )
    with pytest.raises(Refused) as refused:
        front.tool_edit("T-0107", late)
    assert codes(refused) == ["library-busy"] * 5
    assert str(refused.value).count("by M-0002 at back") == 5
    assert front.tool_edit("T-0107", ToolEdit(branch="East", name="Drill set", seen=seen)).place == "B3"
    now = front.tool("T-0107")
    assert front.tool_edit("T-0107", replace(late, seen=now)).place == "C1"


def test_a_code_that_came_off_means_the_tool_no_more(riverside: Riverside) -> None:
    riverside.cora.tool_edit("T-0042", ToolEdit(barcodes=("old 17", "OLD-18"), tag="T-0420"))
    assert riverside.desk.tool("T-0042").codes == ("old 17", "OLD-18", "T-0042")
    before = dump(riverside.db, history=False)
    edited = riverside.cora.tool_edit(
        "T-0420", ToolEdit(drop_barcodes=(" OLD 17", "T-0042"), barcodes=("new",))
    )
    assert edited.codes == ("new", "OLD-18")
    assert riverside.desk.search("old 17").tools == ()
    with pytest.raises(Refused):
        riverside.desk.status("T-0042")
    riverside.cora.undo()
    assert dump(riverside.db, history=False) == before


def test_one_that_went_to_another_tool_does_not_come_back(riverside: Riverside) -> None:
    riverside.cora.tool_edit("T-0042", ToolEdit(barcodes=("old 17",)))
    riverside.cora.tool_edit("T-0042", ToolEdit(drop_barcodes=("old 17",)))
    riverside.library("Cora Lind", "shed").desk.tool_edit("T-0043", ToolEdit(barcodes=("old 17",)))
    with pytest.raises(Refused) as refused:
        riverside.cora.undo()
    assert codes(refused) == ["code-taken"]
    assert riverside.desk.tool("old 17").tag == "T-0043"


def test_only_a_further_code_of_the_tool_is_taken_away(riverside: Riverside) -> None:
    riverside.cora.tool_edit("T-0042", ToolEdit(barcodes=("old 17", "old 18")))
    for code in ("T-0042", "T-0043", "M-0017", "unheard of", ""):
        with pytest.raises(Refused) as refused:
            riverside.cora.tool_edit("T-0042", ToolEdit(drop_barcodes=(code,)))
        assert codes(refused) == ["tool-unknown"]
    with pytest.raises(Refused, match="is the tag"):
        riverside.cora.tool_edit("T-0042", ToolEdit(tag="old 17", drop_barcodes=("old 17",)))
    riverside.close()
    rules = riverside.folder / "library.yaml"
    rules.write_text(rules.read_text().replace("  power: {late: 2.00}", "  old 18: {late: 2.00}"))
    with pytest.raises(Refused, match="change that first") as refused:
        riverside.cora.tool_edit("T-0042", ToolEdit(drop_barcodes=("old 18",)))
    assert codes(refused) == ["settings-broken"]


def test_codes_by_command(riverside: Riverside) -> None:
    riverside.done("tool", "edit", "T-0042", "--barcode", "old 17", who="M-0002")
    gone = riverside.done("tool", "edit", "T-0042", "--drop-barcode", "old 17", who="M-0002")
    assert gone["tool"]["codes"] == []
    assert riverside.refused("status", "old 17") == ["member-unknown", "tool-unknown"]


def test_a_note_on_a_tool_overwrites_no_other_desk(riverside: Riverside) -> None:
    front, back = riverside.library("Cora Lind", "front").desk, riverside.library("Cora Lind", "back").desk
    seen = front.tool("T-0107")
    back.tool_note("T-0107", "key is missing")
    with pytest.raises(Refused) as refused:
        front.tool_note("T-0107", "dented", seen=seen)
    assert codes(refused) == ["library-busy"]
    assert "the note was changed meanwhile by M-0002 at back" in str(refused.value)
    assert front.tool("T-0107").note == "key is missing"
    assert front.tool_note("T-0107", "key is missing", seen=seen).note == "key is missing"
    now = front.tool("T-0107")
    assert front.tool_note("T-0107", "key is missing, dented", seen=now).note == "key is missing, dented"

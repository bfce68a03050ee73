"""A kind that is called otherwise from one day on is the same kind: every rule holds for what was on the shelf before."""

from dataclasses import replace
from datetime import date

import pytest

from tests.riverside import RULES, Riverside, codes, dump
from toollib.desk.desk import Desk
from toollib.desk.kind_verbs import NewKind
from toollib.desk.lending import Asked
from toollib.desk.reads import ToolsWanted
from toollib.desk.things import ToolEdit
from toollib.rules.reasons import Refused
from toollib.store import kinds
from toollib.store.kinds import MOVE

OURS = "kinds:\n- {slug: loom, name: Loom, category: textile}\n"
WAS = "kinds:\n- {slug: floor-loom, name: Floor loom, category: textile, aliases: [Webstuhl], was: [loom]}\n"
REPLACED = (
    "kinds:\n- {slug: loom, name: Loom, category: textile, replaced-by: floor-loom}\n"
    "- {slug: floor-loom, name: Floor loom, category: textile, aliases: [Webstuhl]}\n"
)
BOTH = OURS + "- {slug: floor-loom, name: Floor loom, category: textile}\n"
BY_OLD_NAME = RULES.replace("kinds: [mig-welder]", "kinds: [mig-welder, loom]").replace(
    "policies:\n  default: {days: 7", "policies:\n  loom: {days: 3, deposit: 5.00}\n  default: {days: 7"
)
BY_NEW_NAME = BY_OLD_NAME.replace("loom", "floor-loom")
ways = pytest.mark.parametrize("kinds_file", [WAS, REPLACED], ids=["was", "replaced-by"])


@pytest.fixture
def looms(riverside: Riverside) -> Riverside:
    """Riverside with two looms on its shelf, and an induction and a policy for them."""
    (riverside.folder / "kinds.yaml").write_text(OURS)
    (riverside.folder / "library.yaml").write_text(BY_OLD_NAME)
    for tag in ("T-0201", "T-0202"):
        riverside.cora.tool_add(ToolEdit(name="Big loom", kind="loom", tag=tag))
    return riverside


def rename(riverside: Riverside, kinds_file: str, rules: str | None = None) -> Desk:
    """The desk as it opens after the kinds were changed."""
    riverside.close()
    (riverside.folder / "kinds.yaml").write_text(kinds_file)
    if rules is not None:
        (riverside.folder / "library.yaml").write_text(rules)
    return riverside.desk


@ways
@pytest.mark.parametrize("rules", [BY_OLD_NAME, BY_NEW_NAME], ids=["old rules", "new rules"])
def test_an_induction_still_refuses(looms: Riverside, kinds_file: str, rules: str) -> None:
    desk = rename(looms, kinds_file, rules)
    with pytest.raises(Refused) as refused:
        desk.checkout("M-0017", ["T-0201"])
    assert codes(refused) == ["induction-missing"]
    desk.member_induct("welding", ["M-0017"], by="Robin")
    (loan,) = desk.checkout("M-0017", ["T-0201"]).loans
    assert loan.due == date(2026, 12, 2)
    assert [each.amount for each in desk.account("M-0017").entries if each.kind == "deposit"] == [500]


@ways
def test_a_maker_without_the_induction_is_not_ready(looms: Riverside, kinds_file: str) -> None:
    rename(looms, kinds_file)
    (looms.folder / "designs").mkdir(exist_ok=True)
    (looms.folder / "designs" / "shawl.yaml").write_text(
        "format: 1\nname: Shawl\nsummary: Warms.\ncategory: textile\nlicense: {hardware: CC0-1.0}\n"
        "credit: {author: A. Maker, source: https://example.org}\nreadiness: {status: prototype}\n"
        "documented: {tools: full}\ntools: [floor-loom]\n"
    )
    need = looms.done("build", "why", "shawl", "--for", "M-0017")["needs"][0]
    assert need["state"] == "not-inducted"
    assert looms.done("build", "why", "shawl")["needs"][0]["chosen"] == "T-0201"


@ways
def test_who_waits_for_it_is_served(looms: Riverside, kinds_file: str) -> None:
    desk = looms.desk
    desk.member_induct("welding", ["M-0017", "M-0021", "M-0030"], by="Robin")
    desk.checkout("M-0021", ["T-0201", "T-0202"])
    waiting = desk.hold("M-0017", "loom")
    desk = rename(looms, kinds_file)
    assert replace(desk.holds()[0], kind="loom") == waiting
    assert desk.hold("M-0030", "Floor loom").place == 2
    with pytest.raises(Refused) as refused:
        desk.hold("M-0017", "loom")
    assert codes(refused) == ["already-held"]
    with pytest.raises(Refused) as refused:
        desk.renew(["T-0201"])
    assert codes(refused) == ["waited-for"]
    assert desk.return_(["T-0202"]).returned[0].ready_for == "M-0017"


@ways
def test_what_is_claimed_stays_claimed(looms: Riverside, kinds_file: str) -> None:
    desk = looms.desk
    days = {"first": date(2026, 12, 5), "last": date(2026, 12, 9)}
    for member in ("M-0017", "M-0021"):
        desk.reserve(member, "loom", **days)
    desk = rename(looms, kinds_file)
    with pytest.raises(Refused) as refused:
        desk.reserve("M-0030", "floor-loom", **days)
    assert codes(refused) == ["tool-reserved"]
    desk.member_induct("welding", ["M-0030"], by="Robin")
    with pytest.raises(Refused) as refused:
        desk.checkout("M-0030", ["T-0201"], Asked(due=date(2026, 12, 9), override=None))
    assert "tool-reserved" in codes(refused)


def test_who_waited_for_one_of_two_kinds_gets_a_copy_of_both_in_one(looms: Riverside) -> None:
    looms.close()
    (looms.folder / "kinds.yaml").write_text(BOTH)
    desk = looms.desk
    desk.member_induct("welding", ["M-0017", "M-0021"], by="Robin")
    desk.checkout("M-0021", ["T-0201", "T-0202"])
    looms.cora.tool_add(ToolEdit(name="Small loom", kind="floor-loom", tag="T-0203"))
    assert desk.hold("M-0017", "loom").state == "waiting"
    (hold,) = rename(looms, REPLACED).holds()
    assert (hold.kind, hold.state, hold.tool) == ("floor-loom", "ready", "T-0203")


@ways
@pytest.mark.parametrize("before", [True, False], ids=["old recalled", "new recalled"])
def test_a_recall_is_of_every_copy(looms: Riverside, kinds_file: str, *, before: bool) -> None:
    looms.close()
    (looms.folder / "kinds.yaml").write_text(BOTH)
    looms.cora.tool_add(ToolEdit(name="Small loom", kind="floor-loom", tag="T-0203"))
    looms.cora.tool_recall("loom" if before else "floor-loom", "the beam cracks")
    desk = rename(looms, kinds_file)
    desk.member_induct("welding", ["M-0017"], by="Robin")
    for tag in ("T-0201", "T-0202", "T-0203"):
        with pytest.raises(Refused) as refused:
            desk.checkout("M-0017", [tag])
        assert codes(refused) == ["tool-in-repair"]
    looms.cora.tool_add(ToolEdit(name="New loom", kind="loom", tag="T-0204"))
    assert desk.tool("T-0204").state == "repair"
    looms.cora.tool_recall_end("floor-loom", "new beams")
    assert {each.state for each in desk.tools(ToolsWanted(kind="loom")).rows} == {"in"}


@ways
def test_it_is_told_once_and_found_by_its_new_words(looms: Riverside, kinds_file: str) -> None:
    desk = rename(looms, kinds_file)
    event = desk.events()[0]
    assert (event.what, event.about) == (
        "kind-move", {"kind": "floor-loom", "was": "loom", "tools": ["T-0201", "T-0202"]},
    )  # fmt: skip
    assert desk.events("T-0202")[0] == event
    assert [each.tag for each in desk.search("webstuhl").tools] == ["T-0201", "T-0202"]
    assert desk.kind("loom").tools == 2
    before = dump(looms.db)
    looms.close()
    assert dump(looms.db) == before


@ways
def test_what_was_done_before_can_be_undone(looms: Riverside, kinds_file: str) -> None:
    looms.cora.tool_edit("T-0201", ToolEdit(kind="jigsaw"))
    desk = rename(looms, kinds_file)
    looms.cora.undo()
    assert desk.tool("T-0201").kind == "floor-loom"
    looms.desk.member_induct("welding", ["M-0017"], by="Robin")
    looms.desk.checkout("M-0017", ["T-0201"])
    desk = rename(
        looms, WAS.replace("slug: floor-loom", "slug: hand-loom").replace("[loom]", "[floor-loom, loom]")
    )
    assert desk.events()[0].what == "kind-move"
    assert desk.undo().undone.what == "checkout"


def test_a_first_loan_of_both_is_the_first_of_one(looms: Riverside) -> None:
    looms.close()
    (looms.folder / "kinds.yaml").write_text(BOTH)
    looms.cora.tool_add(ToolEdit(name="Small loom", kind="floor-loom", tag="T-0203"))
    desk = looms.desk
    desk.member_induct("welding", ["M-0017", "M-0021"], by="Robin")
    desk.checkout("M-0017", ["T-0203"])
    desk.checkout("M-0017", ["T-0201"])
    desk.checkout("M-0021", ["T-0202"])
    rename(looms, REPLACED)
    marked = looms.db.all(
        "SELECT t.code FROM loan l JOIN tool t ON t.id = l.tool WHERE l.first_of_kind ORDER BY 1"
    )
    assert [row[0] for row in marked] == ["T-0202", "T-0203"]
    assert [tuple(row) for row in looms.db.all("SELECT DISTINCT kind, count(*) FROM borrowed")] == [
        ("floor-loom", 2)
    ]


def test_a_line_under_the_new_name_goes_before_one_under_the_old(looms: Riverside) -> None:
    rules = BY_OLD_NAME.replace("  loom: {days", "  floor-loom: {days: 4}\n  loom: {days")
    desk = rename(looms, REPLACED, rules)
    desk.member_induct("welding", ["M-0017"], by="Robin")
    (loan,) = desk.checkout("M-0017", ["T-0201"]).loans
    assert loan.due == date(2026, 12, 2)
    assert desk.account("M-0017").owes == 500


def test_a_kind_of_the_desk_that_a_file_takes_over(riverside: Riverside) -> None:
    (riverside.folder / "library.yaml").write_text(RULES)
    riverside.cora.tool_add(ToolEdit(name="Bow", kind="Gizmo", new_kind=True, tag="T-0300"))
    riverside.close()
    (riverside.folder / "library.yaml").write_text(
        RULES.replace("policies:\n  default: {days: 7", "policies:\n  gizmo: {days: 3}\n  default: {days: 7")
    )
    (riverside.folder / "kinds.yaml").write_text(
        "kinds:\n- {slug: widget, name: Widget, category: textile, aliases: [Gizmo]}\n"
    )
    assert riverside.desk.tool("T-0300").kind == "widget"
    (loan,) = riverside.desk.checkout("M-0017", ["T-0300"]).loans
    assert loan.due == date(2026, 12, 2)


@ways
def test_a_desk_that_stays_open_hears_of_it(looms: Riverside, kinds_file: str) -> None:
    """Else it would lend by rules for a slug that nothing stands under any more, once another desk has moved all."""
    library = looms.library()
    (looms.folder / "kinds.yaml").write_text(kinds_file)
    looms.library("Robin", "back")
    library.reload_settings(tick=lambda: 1000.0)
    with pytest.raises(Refused) as refused:
        library.desk.checkout("M-0017", ["T-0201"])
    assert codes(refused) == ["induction-missing"]
    assert library.desk.kind("Floor loom").tools == 2


def test_a_desk_that_stays_open_moves_what_nobody_moved(looms: Riverside) -> None:
    library = looms.library()
    (looms.folder / "kinds.yaml").write_text(WAS)
    assert not library.reload_settings(tick=lambda: 1000.0).changed
    assert kinds.in_use(looms.db).count("floor-loom") == 1
    assert "loom" not in kinds.in_use(looms.db)


def test_a_broken_kinds_file_leaves_an_open_desk_as_it_was(looms: Riverside) -> None:
    library = looms.library()
    (looms.folder / "kinds.yaml").write_text("kinds: [")
    found = library.reload_settings(tick=lambda: 1000.0)
    assert found.wrong is not None
    assert "kinds.yaml" in str(found.wrong)
    assert library.desk.kind("loom").tools == 2
    (looms.folder / "kinds.yaml").write_text(OURS)
    assert library.reload_settings(tick=lambda: 1002.0).wrong is None


def test_a_kind_added_at_another_desk_is_known_here(riverside: Riverside) -> None:
    library = riverside.library()
    riverside.cora.kind_add("fret-saw", NewKind("Fret saw", "hand", safety="Wear goggles."))
    library.reload_settings(tick=lambda: 1000.0)
    assert library.desk.kind("Fret saw").safety == "Wear goggles."


@ways
def test_doctor_and_explain_know_the_old_word(looms: Riverside, kinds_file: str) -> None:
    rename(looms, kinds_file)
    findings = looms.run("doctor").document["checks"]
    assert not [each for each in findings if each["state"] == "wrong"]
    days = looms.done("policy", "explain", "T-0201", "M-0017")["policy"]["days"]
    assert (days["value"], days["from"]["name"]) == (3, "loom")


def test_every_table_that_names_a_kind_follows(looms: Riverside) -> None:
    tables = looms.db.all(
        "SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND c.name = 'kind'"
    )
    never_of_a_tool = {"ledger"}
    for table in {row[0] for row in tables} - never_of_a_tool:
        assert f"UPDATE {table} SET kind" in MOVE or f"DELETE FROM {table} WHERE kind" in MOVE, table


def test_wishes_and_what_was_unmet_are_counted_together(looms: Riverside) -> None:
    looms.db.run(
        "INSERT INTO wish (kind, key, placed_at) "
        "VALUES ('loom', 'loom', 'x'), ('floor-loom', 'floor-loom', 'x')"
    )
    looms.db.run("INSERT INTO wish_vote VALUES (1, 2, 'x'), (1, 3, 'x'), (2, 3, 'x')")
    looms.db.run(
        "INSERT INTO unmet VALUES ('2026-11-01', 'loom', 'refused', 'tool-on-loan', 2), "
        "('2026-11-01', 'floor-loom', 'refused', 'tool-on-loan', 3), ('2026-11-02', 'loom', 'searched', '', 1)"
    )
    rename(looms, REPLACED)
    wishes = "SELECT w.kind, count(*) FROM wish w JOIN wish_vote v ON v.wish = w.id WHERE closed_at IS NULL"
    assert tuple(looms.db.one(wishes) or ()) == ("floor-loom", 2)
    counted = looms.db.all("SELECT kind, count FROM unmet ORDER BY day")
    assert [tuple(row) for row in counted] == [("floor-loom", 5), ("floor-loom", 1)]

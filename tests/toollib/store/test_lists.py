"""Lists and search: pages that add up, filters that say what the rules say, words that forget what is gone."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.riverside import Riverside
from toollib.desk.people import MemberEdit
from toollib.desk.reads import LoansWanted, MembersWanted, Part, ToolsWanted
from toollib.desk.things import ToolEdit
from toollib.rules.eligibility import MemberFacts, MembershipRules, Paper, standing
from toollib.store import lists, members
from toollib.store.codes import next_free
from toollib.store.database import Database, create
from toollib.store.words import prefix_query, search_words, substring_pattern

TODAY = date(2026, 11, 28)
DAYS = st.none() | st.integers(-3, 3).map(lambda ahead: TODAY + timedelta(days=ahead))
STANDINGS = ("good", "expired", "blocked", "pending")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return create(tmp_path_factory.mktemp("lists") / "library.db")


@st.composite
def facts(draw: st.DrawFn) -> MemberFacts:
    return MemberFacts(
        "M", "x", draw(st.sampled_from([None, "regular", "gone"])), until=draw(DAYS),
        blocked=draw(st.sampled_from([None, "", "late"])), blocked_until=draw(DAYS),
        waiver=draw(st.booleans()), waiver_of_old=draw(st.sampled_from([None, "2024"])), identity=draw(st.booleans()),
    )  # fmt: skip


PAPERS: st.SearchStrategy[set[Paper]] = st.sets(st.sampled_from(["waiver", "identity"]))


@given(st.lists(facts(), min_size=1, max_size=8), PAPERS, st.integers(0, 3))
def test_the_list_by_standing_says_what_the_rule_says(
    empty: Database, people: list[MemberFacts], needs: set[Paper], grace: int
) -> None:
    """The standing is written twice, in SQL for the lists and in the rules: the same for whatever is on file."""
    rules = MembershipRules(frozenset(needs), grace)
    expected: dict[str, list[int]] = {each: [] for each in STANDINGS}
    connection = empty.connection
    connection.execute("BEGIN")
    try:
        for number, each in enumerate(people):
            row = members.add(empty, _row(number, each))
            known = each if each.tier != "gone" else replace(each, tier=None)
            known = replace(known, waiver=each.waiver and each.waiver_of_old is None)
            expected[standing(known, rules, TODAY)].append(row)
        for wanted in STANDINGS:
            among = lists.MemberFilter(
                standing=wanted, today=TODAY.isoformat(), tiers=("regular",),
                expired_before=(TODAY - timedelta(days=grace)).isoformat(),
                needs_waiver="waiver" in needs, waiver_version="2026", needs_identity="identity" in needs,
            )  # fmt: skip
            page = lists.member_page(empty, among, lists.Slice(100))
            assert sorted(page.rows) == expected[wanted], wanted
            assert page.total == len(page.rows)
    finally:
        connection.rollback()


def _row(number: int, each: MemberFacts) -> dict[str, object]:
    return {
        "code": f"M-{number}", "name": "x", "added_at": "x", "tier": each.tier,
        "until": each.until and each.until.isoformat(), "block_why": each.blocked,
        "block_until": each.blocked_until and each.blocked_until.isoformat(),
        "waiver_at": "x" if each.waiver else None, "waiver_version": each.waiver_of_old or "2026",
        "identity_at": "x" if each.identity else None,
    }  # fmt: skip


def test_pages_add_up_to_the_whole_list(riverside: Riverside) -> None:
    desk = riverside.desk
    riverside.desk.checkout("M-0017", ["T-0042", "T-0043", "T-0060"])
    for wanted in (
        ToolsWanted(),
        ToolsWanted(text="t"),
        ToolsWanted(state="in"),
        ToolsWanted(category="power"),
    ):
        whole = desk.tools(wanted)
        assert whole.total == len(whole.rows) > 1
        parts = [row for offset in range(whole.total) for row in desk.tools(wanted, Part(1, offset)).rows]
        assert [each.tag for each in parts] == [each.tag for each in whole.rows]
        assert desk.tools(wanted, Part(5, 1000)).rows == ()
    assert desk.loans(LoansWanted(), Part(2)).total == 3
    assert [each.tool for each in desk.loans(LoansWanted(), Part(2, 2)).rows] == ["T-0042"]


def test_filters_narrow(riverside: Riverside) -> None:
    desk = riverside.desk
    desk.checkout("M-0017", ["T-0050"])
    riverside.cora.tool_edit("T-0043", ToolEdit(owner="M-0021"))

    def tags(**wanted: Any) -> list[str]:
        return [each.tag for each in desk.tools(ToolsWanted(**wanted)).rows]

    def names(**wanted: str) -> list[str]:
        return [each.name for each in desk.members(MembersWanted(**wanted)).rows]

    assert tags(kind="orbital sander") == ["T-0050", "T-0051"]
    assert tags(kind="orbital-sander", state="out") == ["T-0050"]
    assert tags(owner="ben") == ["T-0043"]
    assert "T-0043" not in tags(owner="library")
    assert tags(text="sander red") == ["T-0051"]
    assert tags(text="disc cutter") == ["T-0042"]  # what the kind is called elsewhere
    assert names() == ["Ada Osei", "Ben Kaya", "Cleo Ruiz", "Cora Lind"]
    assert sorted(names(text="c")) == ["Cleo Ruiz", "Cora Lind"]
    assert names(tier="business") == []
    riverside.at("2028-01-01 12:00")
    assert len(names(standing="expired")) == 4


@given(st.text(max_size=60))
def test_a_query_is_never_syntax(empty: Database, text: str) -> None:
    query = prefix_query(text)
    if query:
        empty.all("SELECT rowid FROM tool_fts WHERE tool_fts MATCH ?", (query,))
    empty.all("SELECT ? LIKE ?", (text.encode("utf-8", "replace").decode(), substring_pattern(text)))


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs", "Po"]), min_size=1, max_size=30))
def test_a_name_is_found_by_itself(empty: Database, name: str) -> None:
    """Any name with a letter in it, by all of it as it is written."""
    query = prefix_query(name)
    if not query:
        return
    empty.connection.execute("BEGIN")
    try:
        row = members.add(
            empty, {"code": "M-1", "name": name, "added_at": "x", "words": search_words(name, "M-1")}
        )
        found = lists.member_page(empty, lists.MemberFilter(text=name), lists.Slice(10))
        assert row in found.rows
    finally:
        empty.connection.rollback()


def test_ids_go_on_from_the_highest(riverside: Riverside) -> None:
    assert next_free(riverside.db, "member") == "M-0031"
    assert next_free(riverside.db, "tool") == "T-0108"
    riverside.cora.tool_add(ToolEdit(name="x", kind="jigsaw", barcodes=("t-0108",)))
    assert riverside.desk.tool("t-0108").tag == "T-0109"
    riverside.cora.member_add(MemberEdit(name="x", cards=("M-9999",)), fee="no-fee")
    assert riverside.cora.member_add(MemberEdit(name="y"), fee="no-fee").id == "M-10000"


@pytest.mark.parametrize("undo", [True, False])
def test_what_is_gone_is_in_no_byte_of_the_files(riverside: Riverside, *, undo: bool) -> None:
    """A name taken back, or mistyped and mended, is not found by reading the raw database either."""
    riverside.desk.member_add(
        MemberEdit(name="Xanthippe Quill", email="xq@quill.example", note="calls at dawn")
    )
    if undo:
        riverside.desk.undo()
    else:
        riverside.desk.member_edit("M-0031", MemberEdit(name="Jane", email="", note=""))
        riverside.db.run("UPDATE detail SET before = NULL, after = NULL")
    riverside.db.all("PRAGMA wal_checkpoint(TRUNCATE)")
    for file in sorted(riverside.folder.glob("library.db*")):
        raw = file.read_bytes().lower()
        for word in (b"xanthippe", b"quill", b"dawn"):
            assert word not in raw, (file.name, word)


def test_the_index_follows_a_change(tmp_path: Path) -> None:
    db = create(tmp_path / "library.db")
    with db.writing():
        members.add(db, {"code": "M-1", "name": "Ada", "added_at": "x", "words": "ada"})
    assert lists.member_page(db, lists.MemberFilter(text="ada"), lists.Slice(10)).rows == [1]
    members.change(db, 1, {"words": "eva", "name": "Eva"})
    assert lists.member_page(db, lists.MemberFilter(text="ada"), lists.Slice(10)).rows == []
    assert lists.member_page(db, lists.MemberFilter(text="ev"), lists.Slice(10)).rows == [1]
    db.close()

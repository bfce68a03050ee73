"""What the shelf could not serve is counted beside the answer: by day, kind and reason, never by person."""

import stat
from datetime import date

import pytest

from tests.riverside import Riverside, codes, dump
from toollib.desk import unmet
from toollib.desk.lending import Asked
from toollib.rules.reasons import Refused
from toollib.store.driver import sqlite3


def rows(riverside: Riverside) -> list[tuple[object, ...]]:
    return [
        tuple(each)
        for each in riverside.db.all("SELECT what, kind, codes, count FROM unmet ORDER BY 1, 2, 3")
    ]


def refused(riverside: Riverside, member: str, *tools: str, asked: Asked | None = None) -> list[str]:
    with pytest.raises(Refused) as told:
        riverside.desk.checkout(member, tools, asked)
    return codes(told)


def test_a_refusal_is_counted_by_kind_and_reason(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0021", ["T-0060"])
    for _ in range(2):
        assert refused(riverside, "M-0017", "T-0060", "T-0042") == ["tool-on-loan"]
    assert refused(riverside, "M-0017", "T-0070") == ["induction-missing"]
    assert rows(riverside) == [
        ("refused", "mig-welder", "induction-missing", 1),
        ("refused", "tile-cutter", "tool-on-loan", 2),
    ]
    days = riverside.db.all("SELECT DISTINCT day FROM unmet")
    assert [each[0] for each in days] == ["2026-11-28"]


def test_two_copies_of_a_kind_in_one_basket_are_one_refusal(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0021", ["T-0050", "T-0051"])
    refused(riverside, "M-0017", "T-0050", "T-0051")
    assert rows(riverside) == [("refused", "orbital-sander", "tool-on-loan", 1)]


def test_what_is_against_the_member_alone_is_no_lack_of_the_shelf(riverside: Riverside) -> None:
    riverside.cora.member_block("M-0017", "shouts")
    assert refused(riverside, "M-0017", "T-0060") == ["member-blocked"]
    assert rows(riverside) == []


def test_an_answer_that_goes_on_is_taken_back(riverside: Riverside) -> None:
    """Refused, then lent past it or for less: nobody was turned away."""
    riverside.desk.reserve("M-0021", "T-0060", first=date(2026, 12, 2), last=date(2026, 12, 5))
    assert refused(riverside, "M-0017", "T-0060") == ["tool-reserved"]
    assert len(rows(riverside)) == 1
    riverside.desk.checkout("M-0017", ["T-0060"], Asked(due=date(2026, 12, 2)))
    assert rows(riverside) == []


def test_an_override_takes_back_one_of_several(riverside: Riverside) -> None:
    riverside.desk.reserve("M-0021", "T-0060", first=date(2026, 12, 2), last=date(2026, 12, 5))
    for member in ("M-0017", "M-0030"):
        refused(riverside, member, "T-0060")
    riverside.cora.checkout("M-0030", ["T-0060"], Asked(override="an errand"))
    assert rows(riverside) == [("refused", "tile-cutter", "tool-reserved", 1)]


def test_the_count_knows_nobody_and_writes_no_event(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0021", ["T-0060"])
    before = dump(riverside.db)
    refused(riverside, "M-0017", "T-0060")
    assert dump(riverside.db) == before
    names = [row[1] for row in riverside.db.all("PRAGMA table_info(unmet)")]
    assert names == ["day", "kind", "what", "codes", "count"]


def test_a_count_that_cannot_be_kept_leaves_the_answer_as_it_is(riverside: Riverside) -> None:
    riverside.desk.checkout("M-0021", ["T-0060"])

    def gate(_action: int, table: object, *_: object) -> int:
        return int(sqlite3.SQLITE_DENY if table == "unmet" else sqlite3.SQLITE_OK)

    riverside.db.connection.set_authorizer(gate)
    assert refused(riverside, "M-0017", "T-0060") == ["tool-on-loan"]
    riverside.db.connection.set_authorizer(None)
    assert rows(riverside) == []
    assert not riverside.db.connection.in_transaction
    refused(riverside, "M-0017", "T-0060")
    assert len(rows(riverside)) == 1


def test_a_search_for_a_kind_that_is_not_here(riverside: Riverside) -> None:
    for words in ("table saw", "Table-Saw", "jigsaw", "quaxly", "table saw for Ada"):
        unmet.searched(riverside.desk.context, words)
    assert rows(riverside) == [("searched", "table-saw", "", 2)]


def test_words_that_a_member_may_be_called_by_are_never_kept(riverside: Riverside) -> None:
    riverside.join("Router", "M-0777")
    unmet.searched(riverside.desk.context, "router")
    assert rows(riverside) == []


def test_a_name_at_the_scan_line_that_nothing_has(riverside: Riverside) -> None:
    scans = riverside.desk.scans()
    assert scans.scan("table saw").outcome == "unknown"
    assert scans.scan("jigsaw").outcome == "choose"
    assert scans.scan("what a lovely day").outcome == "unknown"
    assert rows(riverside) == [("searched", "table-saw", "", 1)]


def test_of_reads_only_the_search_of_the_command_line_counts_it(riverside: Riverside) -> None:
    before = dump(riverside.db)
    riverside.desk.search("table saw")
    assert rows(riverside) == []
    riverside.done("search", "table saw")
    riverside.done("search", "table saw", "--in", "members")
    riverside.done("search", "jigsaw")
    assert rows(riverside) == [("searched", "table-saw", "", 1)]
    assert dump(riverside.db) == before


def test_it_is_as_private_as_the_database(riverside: Riverside) -> None:
    assert stat.S_IMODE((riverside.folder / "library.db").stat().st_mode) == 0o600

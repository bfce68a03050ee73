"""M10 Wishes: members wish and vote; the list of what to get weighs wishes, refusals, holds, searches, designs and price."""

import csv
from datetime import date
from decimal import Decimal

import pytest

from tests.riverside import Riverside, codes
from tests.scenarios.makers import in_words, write_designs
from toollib.reports.book import write
from toollib.rules.reasons import Refused
from toollib.workshop.priorities import Priority, priorities


@pytest.fixture
def wanting(riverside: Riverside) -> Riverside:
    """Two wish for a table saw, one for a kiln; the tile cutter is out twice over; a design lacks a third sander."""
    write_designs(riverside)
    desk = riverside.desk
    desk.wish("M-0017", "table-saw")
    desk.wish_vote("M-0021", "1")
    desk.wish("M-0030", "a kiln for pots")
    desk.checkout("M-0021", ["T-0060"])
    for _ in range(2):
        with pytest.raises(Refused):
            desk.checkout("M-0017", ["T-0060"])
    desk.hold("M-0017", "tile-cutter")
    riverside.done("search", "router")
    return riverside


def weighed(riverside: Riverside, first: date | None = None, last: date | None = None) -> dict[str, Priority]:
    found = priorities(riverside.desk.context, riverside.library().workshop, first=first, last=last)
    return {each.kind or each.text or "": each for each in found.rows}


def test_each_part_is_counted(wanting: Riverside) -> None:
    found = weighed(wanting)
    assert found["table-saw"].parts.wishes == 2
    assert found["a kiln for pots"].parts.wishes == 1
    assert (found["tile-cutter"].parts.refused, found["tile-cutter"].parts.holds) == (2, 1)
    assert found["wood-router"].parts.searches == 1
    assert found["orbital-sander"].parts.unlocks == 1
    assert found["orbital-sander"].owned == 2
    assert "jigsaw" not in found, "nobody wants another one"


def test_who_would_have_taken_home_what_stays_here_wants_one_of_their_own(wanting: Riverside) -> None:
    with pytest.raises(Refused) as refused:
        wanting.desk.checkout("M-0017", ["T-0080"])
    assert "tool-stays-here" in codes(refused)
    assert weighed(wanting)["laser-cutter"].parts.refused == 1


def test_what_lacked_long_ago_counts_only_where_it_is_asked_for(wanting: Riverside) -> None:
    wanting.wait(days=366)
    assert weighed(wanting)["tile-cutter"].parts.refused == 0
    assert weighed(wanting, date(2026, 11, 28))["tile-cutter"].parts.refused == 2


def test_the_weights_and_the_sum_are_printed(wanting: Riverside) -> None:
    answer = wanting.done("report", "priorities")
    assert answer["weights"] == {
        "wishes": 3,
        "refused": 2,
        "holds": 2,
        "searches": 1,
        "unlocks": 1,
        "price": 2,
    }
    rows = answer["priorities"]
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)
    for row in rows:
        points = (
            Decimal(str(row["parts"][name])) * Decimal(str(weight))
            for name, weight in answer["weights"].items()
        )
        assert Decimal(str(row["score"])) == sum(points)
    first = rows[0]
    assert (first["kind"], first["text"], first["price"]) == ("tile-cutter", None, "70.00")
    assert {**first["parts"]} == {
        "wishes": 0,
        "refused": 2,
        "holds": 1,
        "searches": 0,
        "unlocks": 0,
        "price": -0.47,
    }
    assert next(row for row in rows if row["text"])["price"] is None


def test_the_weights_are_the_librarys(wanting: Riverside) -> None:
    rules = wanting.folder / "library.yaml"
    rules.write_text(f"{rules.read_text()}priorities: {{wish: 0.5, refused: 0, hold: 0, search: 9}}\n")
    answer = wanting.done("report", "priorities", "--limit", "1")
    assert answer["weights"] == {
        "wishes": 0.5,
        "refused": 0,
        "holds": 0,
        "searches": 9,
        "unlocks": 1,
        "price": 2,
    }
    assert [row["kind"] for row in answer["priorities"]] == ["wood-router"]


@pytest.mark.parametrize("wrong", ["{wish: -1}", "{wishes: 3}", "{hold: many}"])
def test_a_wrong_weight_is_told_with_its_place(wanting: Riverside, wrong: str) -> None:
    rules = wanting.folder / "library.yaml"
    rules.write_text(f"{rules.read_text()}priorities: {wrong}\n")
    told = wanting.run("report", "priorities")
    assert told.document["error"]["code"] == "settings-broken"
    line = len(rules.read_text().splitlines())
    assert f"library.yaml:{line}:" in told.document["error"]["message"]


def test_a_hold_that_nobody_could_serve_in_time(wanting: Riverside) -> None:
    """Kept ready and never fetched: it expired, and counts in the year in which it did."""
    wanting.desk.return_(["T-0060"])
    assert weighed(wanting)["tile-cutter"].parts.holds == 0, "it is ready: it was served"
    wanting.at("2026-12-19 10:10")
    assert weighed(wanting)["tile-cutter"].parts.holds == 1, "by time alone; nothing was written"
    wanting.desk.wish("M-0002", "loom")  # the next write keeps it
    assert weighed(wanting)["tile-cutter"].parts.holds == 1
    assert "tile-cutter" not in weighed(wanting, date(2026, 11, 1), date(2026, 11, 27))


def test_only_the_days_that_are_asked_for(wanting: Riverside) -> None:
    wanting.desk.hold_cancel("1")
    assert weighed(wanting, date(2026, 11, 28), date(2026, 11, 28))["tile-cutter"].parts.refused == 2
    wanting.at("2026-12-02 18:10")
    assert "tile-cutter" not in weighed(wanting, date(2026, 11, 29), date(2026, 12, 31))
    assert weighed(wanting, date(2026, 11, 29), date(2026, 12, 31))["table-saw"].parts.wishes == 2
    assert wanting.refused("report", "priorities", "--from", "2026-12-02", "--to", "2026-12-01") == [
        "date-wrong"
    ]


def test_training_that_lacks_asks_for_no_purchase(wanting: Riverside) -> None:
    with pytest.raises(Refused):
        wanting.desk.checkout("M-0017", ["T-0070"])
    assert "mig-welder" not in weighed(wanting)


def test_words_that_became_a_kind_count_for_it(wanting: Riverside) -> None:
    wanting.desk.wish("M-0017", "a fret saw")
    (wanting.folder / "kinds.yaml").write_text(
        "kinds:\n  - {slug: fret-saw, name: Fret saw, category: hand, aliases: [a fret saw]}\n"
    )
    answer = wanting.done("wish", "add", "M-0021", "fret-saw")
    assert answer["wish"]["votes"] == 2
    kinds = {
        row["kind"]: row["parts"]["wishes"] for row in wanting.done("report", "priorities")["priorities"]
    }
    assert kinds["fret-saw"] == 2


def test_on_the_command_line(riverside: Riverside) -> None:
    made = riverside.done("wish", "add", "M-0017", "table saw")["wish"]
    assert {**made, "placed_at": None} == {
        "id": "1",
        "kind": "table-saw",
        "text": None,
        "votes": 1,
        "owned": 0,
        "placed_at": None,
        "state": "open",
        "why": None,
    }
    assert riverside.done("wish", "vote", "M-0021", "1")["wish"]["votes"] == 2
    assert riverside.refused("wish", "vote", "M-0021", "1") == ["already-voted"]
    assert riverside.refused("wish", "vote", "M-0021", "2") == ["wish-unknown"]
    assert [each["id"] for each in riverside.done("wish", "list")["wishes"]] == ["1"]
    assert riverside.refused("wish", "close", "1", "no room") == ["role-missing"]
    riverside.done("wish", "close", "1", "no room", who="Cora Lind")
    assert riverside.done("wish", "list")["wishes"] == []
    assert riverside.done("wish", "list", "--all")["wishes"][0]["why"] == "no room"


def test_in_words_and_as_a_table(wanting: Riverside) -> None:
    told = in_words(wanting, "report", "priorities")
    assert "wishes x 3" in told.stdout
    assert "a kiln for pots" in told.stdout
    wanting.desk.wish("M-0021", "=1+1")
    file = wanting.folder / "wanted.csv"
    assert in_words(wanting, "report", "priorities", "--limit", "1", "--csv", str(file)).exit_code == 0
    written = list(csv.DictReader(file.read_text().splitlines()))
    said = {each["figure"]: each["value"] for each in written if each["table"] == "summary"}
    assert (said["weight_wishes"], said["weight_searches"]) == ("3", "1")
    rows = [each for each in written if each["table"] == "priorities"]
    assert rows[0]["kind"] == "tile-cutter"
    assert len(rows) == len(weighed(wanting)), "the whole list, whatever is shown"
    assert "'=1+1" in [row["name"] for row in rows], "never a formula"
    again = in_words(wanting, "report", "priorities", "--csv", str(file))
    assert again.exit_code == 1


def test_a_wish_in_words_has_a_name_first(wanting: Riverside) -> None:
    wanting.desk.wish("M-0021", "a loom")
    (table,) = write(wanting.library(), "priorities").tables
    assert [each.name for each in table.columns][:2] == ["name", "kind"]
    assert all(row[0] for row in table.rows)
    assert ("a loom", None) in {row[:2] for row in table.rows}
    told = in_words(wanting, "report", "priorities").stdout
    assert any(line.startswith("a loom ") for line in told.splitlines())


def test_nobody_votes_twice(wanting: Riverside) -> None:
    with pytest.raises(Refused) as refused:
        wanting.desk.wish_vote("M-0017", "1")
    assert codes(refused) == ["already-voted"]


def test_designs_count_as_in_what_to_buy_also_while_a_tool_is_in_repair(wanting: Riverside) -> None:
    wanting.cora.tool_repair("T-0070", "the wire sticks")  # the only welder: to be mended, not bought
    unlocks = wanting.done("build", "unlock", "--limit", "1000")["unlocks"]
    counted = {name: each.parts.unlocks for name, each in weighed(wanting).items() if each.parts.unlocks}
    assert counted == {each["kinds"][0]: len(each["designs"]) for each in unlocks}

"""M4 What should we buy? Single tools, pairs and triples that make the most designs buildable; a pair can beat two singles."""

from typing import Any

import pytest

from tests.riverside import Riverside
from tests.scenarios.makers import HEAD, in_words, write_designs
from toollib.workshop.planning import Planning

MORE = {
    "cabinet": "tools: [table-saw, bandsaw]",
    "chest": "tools: [table-saw, bandsaw]",
    "bench": "tools: [table-saw, bandsaw, orbital-sander]",
    "spoon": "tools: [wood-lathe]",
    "bowl": "tools: [wood-lathe]\nmakes-tool: bandsaw",
}


@pytest.fixture
def makers(riverside: Riverside) -> Riverside:
    write_designs(riverside)
    for name, tools in MORE.items():
        head = HEAD.format(name=name.capitalize(), id=name, status="done", tools="full")
        (riverside.folder / "designs" / f"{name}.yaml").write_text(f"{head}{tools}\n")
    return riverside


def best(makers: Riverside, *words: str) -> list[dict[str, Any]]:
    return makers.done("build", "unlock", *words)["unlocks"]  # type: ignore[no-any-return]


def test_the_best_pair_is_not_the_two_best_singles(makers: Riverside) -> None:
    singles = best(makers)
    assert (singles[0]["kinds"], singles[0]["designs"]) == (["wood-lathe"], ["bowl", "spoon"])
    assert {"table-saw", "bandsaw"}.isdisjoint(kind for row in singles for kind in row["kinds"])
    pairs = best(makers, "--size", "2")
    assert (pairs[0]["kinds"], pairs[0]["designs"]) == (
        ["bandsaw", "table-saw"],
        ["bench", "cabinet", "chest"],
    )
    triple = best(makers, "--size", "3", "--limit", "1")
    assert len(triple[0]["designs"]) == 5


def test_what_follows_from_what_is_then_made_is_told_apart(makers: Riverside) -> None:
    [lathe] = [row for row in best(makers) if row["kinds"] == ["wood-lathe"]]
    assert lathe["then"] == []
    makers.done("tool", "add", "Table saw", "--kind", "table-saw", who="Cora Lind")
    [lathe] = [row for row in best(makers) if row["kinds"] == ["wood-lathe"]]
    assert lathe["then"] == ["bench", "cabinet", "chest"]


def test_a_budget_leaves_out_what_is_dearer_or_of_unknown_price(makers: Riverside) -> None:
    assert [row["kinds"] for row in best(makers, "--budget", "400")] == [["orbital-sander"]]
    lathe = ["tool", "add", "Old lathe", "--kind", "wood-lathe", "--price", "400.00"]
    tag = makers.done(*lathe, who="Cora Lind")["tool"]["tag"]
    makers.done("tool", "lost", tag, who="Cora Lind")
    first = best(makers, "--budget", "400")[0]
    assert (first["kinds"], first["cost"]) == (["wood-lathe"], "400.00")
    assert [row["kinds"] for row in best(makers, "--budget", "399.99")] == [["orbital-sander"]]


def test_in_words(makers: Riverside) -> None:
    told = in_words(makers, "build", "unlock", "--size", "2", "--limit", "1").stdout
    assert "bandsaw, table-saw" in told
    assert "bench, cabinet, chest" in told


@pytest.mark.parametrize("budget", ["x", "-1", "1.005"])
def test_a_budget_that_is_none_is_refused(makers: Riverside, budget: str) -> None:
    assert makers.refused("build", "unlock", "--budget", budget) == ["amount-wrong"]


def test_who_wished_and_who_was_refused_stands_beside_it(makers: Riverside) -> None:
    makers.done("wish", "add", "M-0017", "wood-lathe")
    makers.done("checkout", "M-0017", "T-0050", "T-0051")
    makers.done("wish", "add", "M-0021", "orbital-sander")
    assert makers.refused("checkout", "M-0021", "T-0050") == ["tool-on-loan"]
    told = {tuple(row["kinds"]): (row["wishes"], row["refused"]) for row in best(makers)}
    assert told["wood-lathe",] == (1, 0)
    assert told["orbital-sander",] == (1, 1)


def test_in_the_workshop(makers: Riverside) -> None:
    makers.desk.wish("M-0017", "table-saw")
    library = makers.library()
    planning = Planning(library.desk.context, library.workshop)
    single, pair = (planning.unlock(size, budget=None, limit=1, tell=lambda *_: None) for size in (1, 2))
    assert [(each.kinds, each.designs) for each in single.found.rows] == [
        (("wood-lathe",), ("bowl", "spoon"))
    ]
    (best_pair,) = pair.found.rows
    assert best_pair.kinds == ("bandsaw", "table-saw")
    assert len(best_pair.designs) > len(single.found.rows[0].designs)
    assert pair.found.exact
    assert pair.wishes["table-saw"] == 1

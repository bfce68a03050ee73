"""M4 What should we buy? Single tools, pairs and triples that make the most designs buildable; a pair can beat two singles."""

from functools import partialmethod
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


def test_kinds_of_unknown_price_are_named_where_a_budget_leaves_them_out(makers: Riverside) -> None:
    whole = makers.done("build", "unlock", "--budget", "400")
    assert whole["unpriced"] == ["wood-lathe"]
    assert makers.done("build", "unlock")["unpriced"] == []
    told = in_words(makers, "build", "unlock", "--budget", "400").stdout
    assert "\nOne kind of unknown price is left out: wood-lathe\n" in told
    assert "`price` in kinds.yaml" in told
    assert "unknown price" not in in_words(makers, "build", "unlock").stdout
    poor = in_words(makers, "build", "unlock", "--budget", "1").stdout
    assert poor.startswith(
        "No purchase of this size and within this budget makes another design buildable.\nOne kind"
    )


def test_of_many_kinds_of_unknown_price_a_few_are_named(makers: Riverside) -> None:
    needs = {
        f"n{n}": f"tools: [{kind}]" for n, kind in enumerate(("kiln", "loom", "router", "bandsaw", "jointer"))
    }
    for name, tools in needs.items():
        head = HEAD.format(name=name, id=name, status="done", tools="full")
        (makers.folder / "designs" / f"{name}.yaml").write_text(f"{head}{tools}\n")
    count = len(makers.done("build", "unlock", "--budget", "1")["unpriced"])
    assert count > 5
    assert f", and {count - 5} more\n" in in_words(makers, "build", "unlock", "--budget", "1").stdout


def test_a_price_of_the_librarys_own_kinds_counts(makers: Riverside) -> None:
    (makers.folder / "kinds.yaml").write_text(
        "format: 1\nkinds:\n  - {slug: wood-lathe, name: Wood lathe, category: woodworking, price: 300 GBP}\n"
    )
    first = best(makers, "--budget", "300")[0]
    assert (first["kinds"], first["cost"]) == (["wood-lathe"], "300.00")


def test_two_copies_of_a_kind_are_told_as_two(makers: Riverside) -> None:
    head = HEAD.format(name="Trio", id="trio", status="done", tools="full")
    (makers.folder / "designs" / "trio.yaml").write_text(
        f"{head}tools: [wood-lathe, {{id: second, tool: wood-lathe}}, {{id: third, tool: wood-lathe}}]\n"
    )
    makers.done("wish", "add", "M-0017", "wood-lathe")
    makers.done("tool", "add", "Lathe", "--kind", "wood-lathe", who="Cora Lind")
    row = next(each for each in best(makers, "--size", "2") if "trio" in each["designs"])
    assert (row["kinds"], row["wishes"]) == (["wood-lathe", "wood-lathe"], 1)
    assert "\n2 × wood-lathe " in in_words(makers, "build", "unlock", "--size", "2").stdout


def test_where_not_all_sets_were_looked_at_the_bound_is_told(
    makers: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = makers.done("build", "unlock", "--size", "2", "--limit", "1")
    assert (exact["exact"], exact["bound"]) == (True, None)
    assert "Not all sets" not in in_words(makers, "build", "unlock", "--size", "2").stdout
    monkeypatch.setattr(Planning, "unlock", partialmethod(Planning.unlock, patience=0))
    hasty = makers.done("build", "unlock", "--size", "2", "--limit", "1")
    assert (hasty["exact"], hasty["unlocks"]) == (False, [])
    assert hasty["bound"] >= len(exact["unlocks"][0]["designs"])
    told = in_words(makers, "build", "unlock", "--size", "2").stdout
    assert f"Not all sets were looked at; none of the others unlocks more than {hasty['bound']}.\n" in told


@pytest.mark.parametrize(("size", "seen"), [("1", False), ("2", True), ("3", True)])
def test_pairs_and_triples_show_how_far_they_are(
    makers: Riverside, monkeypatch: pytest.MonkeyPatch, size: str, *, seen: bool
) -> None:
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
    told = in_words(makers, "build", "unlock", "--size", size)
    assert ("Looking" in told.stderr, "100%" in told.stderr) == (seen, seen)
    assert "Looking" not in told.stdout


def test_planned_designs_build_nothing_that_follows(makers: Riverside) -> None:
    """The bowl would make a bandsaw; while it is only planned nothing follows from it, and it does not follow itself."""
    makers.done("tool", "add", "Table saw", "--kind", "table-saw", who="Cora Lind")
    bowl = makers.folder / "designs" / "bowl.yaml"
    for status in ("planned", "design"):
        bowl.write_text(bowl.read_text().replace("status: done", f"status: {status}"))
        [lathe] = [row for row in best(makers) if row["kinds"] == ["wood-lathe"]]
        assert (lathe["designs"], lathe["then"]) == (["spoon"], [])
        bowl.write_text(bowl.read_text().replace(f"status: {status}", "status: done"))


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

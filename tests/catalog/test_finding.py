from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.finding import FACETS, Index, Query
from catalog.shelf import Shelf
from tests.catalog.examples import write

HEAD = """\
name: {name}
summary: {summary}
category: {category}
license: {{hardware: {license}}}
credit: {{author: A. Maker}}
readiness: {{status: {status}}}
"""
DESIGNS = {
    "ceb-press": (
        "CEB press", "Makes blocks of damp soil.", "habitat", "CERN-OHL-S-2.0", "done",
        "keywords: [brick]\nparts: [{part: Steel plate, qty: 2, or: [Aluminium sheet]}]\ntools: [mig-welder, drill-press]\n",
    ),
    "drill-press": (
        "Drill press", "Bores holes.", "industry", "CC-BY-NC-4.0", "prototype",
        "makes-tool: drill-press\ntools: [mig-welder]\nparts: [{part: Brick of iron, qty: 1}]\n",
    ),
    "knitter": ("Šikmá Strickmaschine", "Knits tubes.", "textile", "MIT", "done", "tools: [{any: [laser-cutter, fretsaw]}]\n"),
    "scope": ("張力計", "Measures pull.", "science", "NOASSERTION", "planned", ""),
}  # fmt: skip


def made(folder: Path) -> Shelf:
    for id_, (name, summary, category, license_, status, rest) in DESIGNS.items():
        head = HEAD.format(name=name, summary=summary, category=category, license=license_, status=status)
        write(folder, f"{id_}.yaml", head + rest)
    return Shelf([folder], cache_folder=None)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return made(tmp_path_factory.mktemp("designs"))


@pytest.fixture(scope="module")
def index(shelf: Shelf) -> Index:
    return Index(shelf)


def ids(index: Index, text: str) -> list[str]:
    return list(index.find(Query.of(text)).ids)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("press", ["ceb-press", "drill-press"]),
        ("PRESS ceb", ["ceb-press"]),
        ("soil", ["ceb-press"]),  # summary
        ("steel", ["ceb-press"]),  # part
        ("aluminium", ["ceb-press"]),  # substitute
        ("brick", ["ceb-press", "drill-press"]),  # a keyword tells more than a part
        ("fretsaw", ["knitter"]),  # tool
        ("strick", ["knitter"]),  # the beginning of a word
        ("maschine", []),  # not its middle
        ("sikma", ["knitter"]),  # accents as people type them
        ("力", ["scope"]),  # where no blanks stand between words, anywhere
        ("drill press", ["drill-press", "ceb-press"]),  # the very name first
        ("", list(DESIGNS)),
        ("   ", list(DESIGNS)),
        ("***", []),
    ],
)
def test_every_word_is_looked_for_everywhere_and_the_most_telling_place_comes_first(
    index: Index, typed: str, found: list[str]
) -> None:
    assert ids(index, typed) == found


@pytest.mark.parametrize(
    ("typed", "found"), [("prses", "ceb-press"), ("weldr", "ceb-press"), ("knittre", "knitter")]
)
def test_a_slip_of_the_finger_is_forgiven_and_told(index: Index, typed: str, found: str) -> None:
    answer = index.find(Query.of(typed))
    assert found in answer.ids
    assert set(answer.instead) == {typed}


def test_a_name_written_together_is_found(index: Index) -> None:
    assert ids(index, "cebpress") == ["ceb-press"]


def test_what_is_there_is_never_replaced_by_what_is_near(index: Index) -> None:
    assert index.find(Query.of("press")).instead == {}
    assert ids(index, "zzzzzz") == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("status:done", ["ceb-press", "knitter"]),
        ("status:done status:planned", ["ceb-press", "knitter", "scope"]),
        ("license:open", ["ceb-press", "knitter"]),
        ("license:mit", ["knitter"]),
        ("license:CERN-OHL-S-2.0", ["ceb-press"]),
        ("needs:mig-welder", ["ceb-press", "drill-press"]),
        ("needs:mig-welder needs:drill-press", ["ceb-press"]),
        ("makes:drill-press", ["drill-press"]),
        ("CATEGORY:Textile", ["knitter"]),
        ("press status:done", ["ceb-press"]),
        ("status:never", []),
        ("colour:red", []),  # no facet: words like any other
    ],
)
def test_facets_narrow(index: Index, typed: str, found: list[str]) -> None:
    assert ids(index, typed) == found


def test_a_facet_counts_what_choosing_it_would_give(index: Index) -> None:
    query = Query.of("press status:done")
    counts = index.counts(query)
    assert counts["status"] == [("done", 1), ("prototype", 1)]
    assert counts["category"] == [("habitat", 1)]
    assert counts["license"] == [("CERN-OHL-S-2.0", 1), ("open", 1)]
    for facet in FACETS:
        for value, count in counts[facet]:
            facets = dict(query.facets)
            chosen = Query.of(f"{facet}:{value}").facets[facet]
            facets[facet] = facets.get(facet, frozenset()) | chosen if facet == "needs" else chosen
            assert len(index.find(Query(query.words, facets)).ids) == count


def test_kinds_go_by_what_the_library_calls_them(shelf: Shelf) -> None:
    named = {"mig-welder": "welder-mig"}
    index = Index(
        shelf, kind=lambda kind: named.get(kind, kind), kind_words=lambda slug: (slug, "Schweißgerät")
    )
    assert ids(index, "needs:welder-mig") == ["ceb-press", "drill-press"]
    assert "ceb-press" in ids(index, "schweissgerat")


def test_what_is_found_is_the_same_from_the_cache_and_after_the_words_are_lost(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    fresh = made(tmp_path / "designs").words()
    assert set(fresh) == set(DESIGNS)
    Shelf([tmp_path / "designs"], cache_folder=cache)
    assert Shelf([tmp_path / "designs"], cache_folder=cache).words() == fresh
    next(cache.glob("designs-*.words")).write_bytes(b"torn")
    assert Shelf([tmp_path / "designs"], cache_folder=cache).words() == fresh


def test_what_a_changed_file_says_is_found_and_what_it_said_is_not(tmp_path: Path) -> None:
    made(tmp_path)
    cache = tmp_path / "cache"
    Shelf([tmp_path], cache_folder=cache)
    path = tmp_path / "scope.yaml"
    path.write_text(path.read_text().replace("Measures pull", "Weighs letters"))
    index = Index(Shelf([tmp_path], cache_folder=cache))
    assert ids(index, "letters") == ["scope"]
    assert ids(index, "pull") == []


@given(st.text(max_size=200))
def test_nothing_that_can_be_typed_is_an_error(index: Index, typed: str) -> None:
    query = Query.of(typed)
    found = index.find(query)
    assert set(found.ids) <= set(DESIGNS)
    assert len(query.words) <= 20
    if not typed.strip():
        assert len(found.ids) == len(DESIGNS)


@given(st.lists(st.sampled_from(["press", "soil", "brick", "steel", "welder", "zzz"]), max_size=4))
def test_a_further_word_never_finds_more(index: Index, words: list[str]) -> None:
    if "zzz" not in words:
        assert set(ids(index, " ".join([*words, "press"]))) <= set(ids(index, " ".join(words)))

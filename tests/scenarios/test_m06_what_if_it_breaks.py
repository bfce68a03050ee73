"""M6 What if the welder breaks? Which designs are lost, and which have a stand-in."""

import pytest

from tests.riverside import Riverside
from tests.scenarios.makers import in_words, write_designs
from toollib.workshop.planning import Planning


@pytest.fixture
def makers(riverside: Riverside) -> Riverside:
    write_designs(riverside)
    return riverside


def test_without_a_kind_its_designs_are_lost_or_stood_in_for(makers: Riverside) -> None:
    found = makers.done("build", "without", "jigsaw")
    assert found["lost"] == []
    assert found["substitutes"] == [{"design": "stool", "kind": "angle-grinder", "tag": "T-0042"}]
    assert makers.done("build", "without", "tile-cutter") == {"lost": ["tiles"], "substitutes": []}


def test_without_one_copy_another_takes_its_place(makers: Riverside) -> None:
    ready = makers.done("build", "ready", "--owned")["ready"]
    [pair] = [each for each in ready if each["design"] == "pair-sander"]
    tags = [tool["tag"] for tool in pair["tools"]]
    assert makers.done("build", "without", tags[0])["lost"] == ["pair-sander"]


def test_in_words_and_what_is_unknown(makers: Riverside) -> None:
    assert in_words(makers, "build", "without", "tile-cutter").stdout == "Lost: tiles\n"
    assert makers.refused("build", "without", "tile-cuter") == ["kind-unknown"]


def test_in_the_workshop(makers: Riverside) -> None:
    library = makers.library()
    planning = Planning(library.desk.context, library.workshop)
    jigsaw = planning.what_if_gone("jigsaw").answer(lambda *_: None)
    assert (jigsaw.lost, jigsaw.substitutes) == ((), (("stool", "angle-grinder", "T-0042"),))
    welder = planning.what_if_gone("T-0070").answer(lambda *_: None)
    assert (welder.lost, welder.substitutes) == (("frame",), ())

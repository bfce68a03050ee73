"""M6 What if the welder breaks? Which designs are lost, and which have a stand-in."""

import pytest

from tests.riverside import Riverside
from tests.scenarios.makers import HEAD, in_words, write_designs
from toollib.desk.things import ToolEdit
from toollib.workshop.planning import Planning


@pytest.fixture
def makers(riverside: Riverside) -> Riverside:
    write_designs(riverside)
    return riverside


def test_without_a_kind_its_designs_are_lost_or_stood_in_for(makers: Riverside) -> None:
    found = makers.done("build", "without", "jigsaw")
    assert found["lost"] == []
    assert found["substitutes"] == [
        {"design": "stool", "kind": "angle-grinder", "tag": "T-0042", "outside": None}
    ]
    tiles = makers.done("build", "without", "tile-cutter")
    assert (tiles["lost"], tiles["substitutes"]) == (["tiles"], [])
    assert tiles["broken"] == [{"kind": "tile-cutter", "tag": "T-0060", "stands_in": None}]


def own_design(makers: Riverside, name: str, text: str, status: str = "done") -> None:
    head = HEAD.format(name=name.capitalize(), id=name, status=status, tools="full")
    if "parts:" in text:
        head = head.replace("parts: none", "parts: full")
    (makers.folder / "designs" / f"{name}.yaml").write_text(head + text)


@pytest.fixture
def smithy(makers: Riverside) -> Riverside:
    """A bench asks for any welder, of which the library has none that is called so: a MIG welder serves as one."""
    own_design(makers, "bench", "tools: [welder]\n")
    return makers


def test_a_kind_of_which_there_is_none_breaks_with_all_that_stands_in_for_it(smithy: Riverside) -> None:
    found = smithy.done("build", "without", "welder")
    assert found["broken"] == [{"kind": "mig-welder", "tag": "T-0070", "stands_in": "welder"}]
    assert (found["lost"], found["substitutes"]) == (["bench", "frame"], [])
    assert in_words(smithy, "build", "without", "welder").stdout == (
        "There is no welder here; what stands in for it is taken to break: T-0070 (mig-welder)\nLost: bench, frame\n"
    )
    smithy.cora.tool_add(ToolEdit(name="Stick welder", kind="stick-welder", tag="T-0071"))
    assert {each["tag"] for each in smithy.done("build", "without", "welder")["broken"]} == {
        "T-0070",
        "T-0071",
    }
    told = in_words(smithy, "build", "without", "welder").stdout
    assert "About one of them alone: toollib build without T-0070" in told
    assert smithy.done("build", "without", "T-0070")["lost"] == ["frame"]
    smithy.cora.tool_add(ToolEdit(name="Any welder", kind="welder", tag="T-0072"))
    found = smithy.done("build", "without", "welder")
    assert found["broken"] == [{"kind": "welder", "tag": "T-0072", "stands_in": None}]
    assert found["substitutes"] == [
        {"design": "bench", "kind": "mig-welder", "tag": "T-0070", "outside": None}
    ]


def test_what_is_not_there_takes_nothing_with_it_and_that_is_said(smithy: Riverside) -> None:
    assert smithy.done("build", "without", "power-cube") == {"lost": [], "substitutes": [], "broken": []}
    assert in_words(smithy, "build", "without", "power-cube").stdout == (
        "There is no power-cube here, and nothing that stands in for it.\nLost: nothing\n"
    )
    smithy.done("tool", "lost", "T-0070", who="Cora Lind")
    assert smithy.done("build", "without", "T-0070")["broken"] == []
    assert "It is lost or retired already." in in_words(smithy, "build", "without", "T-0070").stdout
    assert "There is no mig-welder here" in in_words(smithy, "build", "without", "mig-welder").stdout


def test_what_a_design_makes_is_the_kind_that_its_file_means(smithy: Riverside) -> None:
    own_design(smithy, "saw", "tools: [claw-hammer]\nmakes-tool: snap-tile-cutter\n")
    assert smithy.done("build", "bootstrap")["owned"][0]["tags"] == ["T-0060"]
    assert smithy.done("build", "without", "snap-tile-cutter")["lost"] == ["tiles"]


def test_what_comes_from_outside_stands_in_too(smithy: Riverside) -> None:
    own_design(smithy, "sign", "tools: [{any: [laser-cutter, {outside: the laser of the school}]}]\n")
    found = smithy.done("build", "without", "laser-cutter")
    assert found["substitutes"] == [
        {"design": "sign", "kind": None, "tag": None, "outside": "the laser of the school"}
    ]
    assert (
        "  sign: the laser of the school from outside instead\n"
        in in_words(smithy, "build", "without", "laser-cutter").stdout
    )


def test_what_stands_in_for_a_part_stands_in_for_the_whole(smithy: Riverside) -> None:
    own_design(smithy, "leg", "tools: [jigsaw]\n", status="planned")
    own_design(smithy, "desk", "tools: [claw-hammer]\nparts: [{part: Leg, qty: 4, make: leg}]\n")
    smithy.cora.tool_add(ToolEdit(name="Other saw", kind="jigsaw", tag="T-0500"))
    found = smithy.done("build", "without", "T-0043")
    assert {"design": "desk", "kind": "jigsaw", "tag": "T-0500", "outside": None} in found["substitutes"]


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
    assert (jigsaw.lost, jigsaw.substitutes) == ((), (("stool", "angle-grinder", "T-0042", None),))
    welder = planning.what_if_gone("T-0070").answer(lambda *_: None)
    assert (welder.lost, welder.substitutes) == (("frame",), ())


def test_a_tool_is_known_by_any_of_its_codes_and_what_looks_like_a_tag_is_no_kind(makers: Riverside) -> None:
    edit = ToolEdit(name="Other saw", kind="jigsaw", tag="T-0500", barcodes=("4001234567890",))
    makers.cora.tool_add(edit)
    by_tag, by_code = (makers.done("build", "without", code) for code in ("T-0500", "4001234567890"))
    assert by_code == by_tag
    assert makers.refused("build", "without", "T-9999") == ["tool-unknown"]
    assert makers.refused("build", "without", "M-0017") == ["tool-unknown"]


def test_a_long_list_is_shown_in_parts(makers: Riverside) -> None:
    lost = makers.done("build", "without", "orbital-sander")["lost"]
    assert len(lost) > 1
    parts = [
        makers.done("build", "without", "orbital-sander", "--limit", "1", "--offset", str(n)) for n in (0, 1)
    ]
    assert [each["lost"] for each in parts] == [lost[:1], lost[1:2]]
    told = in_words(makers, "build", "without", "orbital-sander", "--limit", "1")
    assert told.stdout == f"Lost: {lost[0]}\n"
    assert "more of" in told.stderr

"""M5 From nothing: in which rounds do the fifty machines become buildable, which never, and what is missing for those?"""

from functools import cache
from typing import Any

import pytest
import yaml

from catalog.shipped import designs_folder
from tests.riverside import Riverside
from tests.scenarios.makers import HEAD, in_words, write_designs
from toollib.workshop.planning import Planning


@cache
def machines() -> frozenset[str]:
    """The ids of the fifty."""
    found = set()
    for path in designs_folder().glob("*.yaml"):
        if "GVCS" in (yaml.safe_load(path.read_text()).get("keywords") or []):
            found.add(path.stem)
    assert len(found) == 50
    return frozenset(found)


def rounds(told: dict[str, Any], only: frozenset[str]) -> list[int]:
    counts = [sum(each["design"] in only for each in built) for built in told["rounds"]]
    return [count for count in counts if count]


@pytest.mark.parametrize(
    ("have", "expected"),
    [
        (["--have", "welder,multimachine"], [8, 4, 20, 1, 5, 6]),
        (["--have", "welder"], [5]),
        (["--have", "3d-printer-fdm,laser-cutter"], [2, 1]),
        (["--have", "welder,multimachine,drill-press,3d-printer-fdm,laser-cutter"], [9, 7, 25]),
        (["--have", "multimachine,welder,plasma-cutter,induction-furnace"], [11, 4, 19, 1, 5, 6]),
        (["--have-nothing"], []),
    ],
    ids=[
        "welder and multimachine",
        "welder",
        "printer and laser",
        "five",
        "the four undocumented",
        "nothing",
    ],
)
def test_the_fifty_come_in_the_rounds_that_the_facts_tell(
    riverside: Riverside, have: list[str], expected: list[int]
) -> None:
    told = riverside.done("build", "bootstrap", *have)
    assert rounds(told, machines()) == expected


def test_never_says_what_lacks_and_undocumented_is_not_missing(riverside: Riverside) -> None:
    told = riverside.done("build", "bootstrap", "--have", "welder,multimachine")
    never = {each["design"]: each for each in told["never"] if each["design"] in machines()}
    assert set(never) == {"microtractor", "dairy-milker", "plasma-cutter", "induction-furnace"}
    assert never["dairy-milker"]["missing"] == ["plasma-cutter"]
    assert {name for name, each in never.items() if each["undocumented"]} == {
        "plasma-cutter",
        "induction-furnace",
    }


def test_every_claim_has_a_proof_down_to_what_is_there(riverside: Riverside) -> None:
    have = ["--have", "welder,multimachine"]
    for built in riverside.done("build", "bootstrap", *have)["rounds"]:
        for each in built:
            proof = riverside.done("build", "proof", each["design"], *have)["proof"]
            assert ends(proof) <= {"welder", "multimachine"}


def ends(proof: dict[str, Any]) -> set[str]:
    """The kinds on which a proof rests."""
    found = set()
    for ground in proof["because"]:
        if ground["from"] == "owned":
            found.add(ground["kind"])
        elif ground["proof"] is not None:
            found |= ends(ground["proof"])
    return found


def test_a_target_says_the_least_that_must_be_added(riverside: Riverside) -> None:
    told = riverside.done("build", "bootstrap", "--have", "welder", "--target", "ceb-press")
    assert told["target"]["round"] is None
    assert ["multimachine"] in told["target"]["add"]
    reached = riverside.done("build", "bootstrap", "--have", "welder,multimachine", "--target", "ceb-press")
    assert reached["target"]["round"] == 3
    assert [[each["design"] for each in built] for built in reached["rounds"]] == [
        ["ironworker"], ["cnc-torch-table"], ["ceb-press"],
    ]  # fmt: skip


def test_from_the_shelf_of_the_library_and_circles_are_told(riverside: Riverside) -> None:
    write_designs(riverside)
    for name, needs, makes in [
        ("printer", "3d-printer-fdm", "3d-printer-fdm"),
        ("saw", "angle-grinder", "table-saw"),
    ]:
        head = HEAD.format(name=name.capitalize(), id=name, status="done", tools="full")
        (riverside.folder / "designs" / f"{name}.yaml").write_text(
            f"{head}tools: [{needs}]\nmakes-tool: {makes}\n"
        )
    told = riverside.done("build", "bootstrap")
    assert "saw" in {each["design"] for each in told["rounds"][0]}
    assert told["circles"] == [["printer"]]
    words = in_words(riverside, "build", "bootstrap").stdout
    assert "Waiting for each other: printer → printer" in words
    assert "Nobody wrote down the tools of: empty, rumour" in words


def test_a_slip_is_told_with_the_nearest(riverside: Riverside) -> None:
    assert riverside.refused("build", "bootstrap", "--have", "weldr") == ["kind-unknown"]
    assert riverside.refused("build", "proof", "ceb-pres") == ["design-unknown"]
    assert in_words(riverside, "build", "bootstrap", "--have", "welder", "--have-nothing").exit_code == 2


def test_in_the_workshop(riverside: Riverside) -> None:
    library = riverside.library()
    planning = Planning(library.desk.context, library.workshop)
    start = ("welder", "multimachine")
    told = planning.report(start, None)
    fifty = [[each["design"] for each in built if each["design"] in machines()] for built in told["rounds"]]
    assert [len(each) for each in fifty] == [8, 4, 20, 1, 5, 6]
    for number, built in enumerate(fifty, 1):
        assert {planning.proof(design, start).round for design in built} == {number}
    never = planning.proof("dairy-milker", start)
    assert never.round is None
    assert never.lacks
    assert planning.bootstrap(()).rounds(machines()) == []

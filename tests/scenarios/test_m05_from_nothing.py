"""M5 From nothing: in which rounds do the fifty machines become buildable, which never, and what is missing for those?"""

from functools import cache
from shutil import copy
from typing import Any

import pytest
import yaml

from catalog.additions import additions
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


def test_where_the_torch_table_may_stand_in_for_the_plasma_cutter_two_more_come(riverside: Riverside) -> None:
    """A library may say so in its kinds.yaml; then the facts tell of 48 in hand."""
    kinds = riverside.folder / "kinds.yaml"
    row = "{slug: cnc-plasma-table, name: CNC plasma table, category: digital-fabrication, stands-in-for: [plasma-cutter]}"
    kinds.write_text(f"format: 1\nkinds:\n  - {row}\n")
    told = riverside.done("build", "bootstrap", "--have", "welder,multimachine")
    assert rounds(told, machines()) == [8, 4, 22, 1, 5, 6]


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


def test_how_far_one_comes_is_told_in_figures(riverside: Riverside) -> None:
    riverside.only_designs({})
    for each in machines():
        copy(designs_folder() / f"{each}.yaml", riverside.folder / "designs")
    asked = ("build", "bootstrap", "--have", "welder,multimachine")
    assert in_words(riverside, *asked).stdout.splitlines()[:3] == [
        "In hand: 46 of 50 designs, 2 already there and 44 in 6 rounds (8, 4, 20, 1, 5, 6)",
        "Never: 4, 2 of them undocumented",
        "Already there: multimachine, welder",
    ]
    assert riverside.done(*asked)["counts"] == {
        "designs": 50, "owned": 2, "reached": 44, "never": 4, "undocumented": 2,
    }  # fmt: skip
    assert in_words(riverside, "build", "bootstrap", "--have", "welder").stdout.splitlines()[:2] == [
        "In hand: 6 of 50 designs, 1 already there and 5 in one round",
        "Never: 44, 3 of them undocumented",
    ]
    assert in_words(riverside, "build", "bootstrap", "--have-nothing").stdout.splitlines()[:2] == [
        "In hand: 0 of 50 designs",
        "Never: 50, 4 of them undocumented",
    ]


@pytest.mark.parametrize(
    ("design", "have", "there"),
    [
        ("drill-press", ["--have", "drill-press,welder"], "drill-press is already there."),
        ("multimachine", ["--have", "multimachine"], "multimachine is already there."),
        ("laser-cutter", [], "laser-cutter is already there (T-0080)."),
        ("lasersaur", [], "laser-cutter is already there (T-0080)."),
    ],
)
def test_what_is_there_from_the_start_is_so_told_by_every_command(
    riverside: Riverside, design: str, have: list[str], there: str
) -> None:
    whole = riverside.done("build", "bootstrap", *have)
    assert design in {each["design"] for each in whole["owned"]}
    assert design not in {each["design"] for each in whole["never"]}
    assert (
        design
        in in_words(riverside, "build", "bootstrap", *have).stdout.split("Already there: ")[1].split("\n")[0]
    )
    target = riverside.done("build", "bootstrap", *have, "--target", design)
    assert (target["rounds"], target["never"], target["target"]["round"]) == ([], [], 0)
    assert target["target"]["add"] == [[]]
    told = in_words(riverside, "build", "bootstrap", *have, "--target", design).stdout
    assert told == f"{design} need not be built: {there}\n"
    assert riverside.done("build", "proof", design, *have)["proof"]["round"] == 0
    assert f"{design}: already there, because" in in_words(riverside, "build", "proof", design, *have).stdout


def test_a_proof_from_the_shelf_names_the_copies(riverside: Riverside) -> None:
    told = in_words(riverside, "build", "proof", "ironworker").stdout
    assert "mig-welder, in place of welder: there from the start (T-0070)" in told


def test_those_that_are_never_reached_are_shown_in_parts_and_the_rounds_whole(riverside: Riverside) -> None:
    asked = ("build", "bootstrap", "--have", "welder,multimachine")
    whole = riverside.done(*asked)
    part = riverside.done(*asked, "--limit", "2", "--offset", "1")
    assert part == whole | {"never": whole["never"][1:3]}
    told = in_words(riverside, *asked, "--limit", "2")
    assert f"Never: {len(whole['never'])}, " in told.stdout
    assert f"{len(whole['never']) - 2} more of {len(whole['never'])} designs" in told.stderr


def test_a_target_whose_tools_nobody_wrote_down_lacks_paper(riverside: Riverside) -> None:
    asked = ("build", "bootstrap", "--have", "welder", "--target", "multimachine")
    assert riverside.done(*asked)["target"]["undocumented"]
    told = in_words(riverside, *asked).stdout
    assert told.startswith("multimachine is never reached; nobody wrote down which tools it takes.\n")


def test_more_ways_than_are_shown_are_told(riverside: Riverside) -> None:
    needs = ", ".join(
        f"{{any: [{', '.join(kinds)}]}}"
        for kinds in (
            ("mig-welder", "jigsaw", "router", "lathe-tool-set"),
            ("plasma-cutter", "bandsaw", "table-saw", "wood-lathe"),
            ("claw-hammer", "tape-measure", "kiln", "loom"),
        )
    )
    text = HEAD.format(name="Wide", id="wide", status="done", tools="full")
    riverside.only_designs({"wide": f"{text}tools: [{needs}]\n"})
    target = riverside.done("build", "bootstrap", "--have-nothing", "--target", "wide")["target"]
    assert (len(target["add"]), target["complete"]) == (50, False)
    assert (
        "\n  and there are more ways\n"
        in in_words(riverside, "build", "bootstrap", "--have-nothing", "--target", "wide").stdout
    )


def head(name: str) -> str:
    """The first lines of a finished design whose tools and parts are documented."""
    text = HEAD.format(name=name.capitalize(), id=name, status="done", tools="full")
    return text.replace("parts: none", "parts: full")


def made_up_kinds(riverside: Riverside, number: int) -> None:
    """Let the library have kinds k0, k1, … for which nothing stands in."""
    kinds = "".join(f"  - {{slug: k{n}, name: Kind {n}, category: hand}}\n" for n in range(number))
    (riverside.folder / "kinds.yaml").write_text(f"format: 1\nkinds:\n{kinds}")


def test_fifty_ways_are_shown_and_if_there_is_not_one_more_that_is_all(riverside: Riverside) -> None:
    """Five kinds beside ten: fifty ways, all of them told; with an eleventh there are more than are shown."""
    made_up_kinds(riverside, 16)
    five, ten = [f"k{n}" for n in range(5)], [f"k{n}" for n in range(5, 15)]
    for kinds, complete in ((ten, True), ([*ten, "k15"], False)):
        needs = f"[{{any: [{', '.join(five)}]}}, {{any: [{', '.join(kinds)}]}}]"
        riverside.only_designs({"wide": f"{head('wide')}tools: {needs}\n"})
        target = riverside.done("build", "bootstrap", "--have-nothing", "--target", "wide")["target"]
        assert (len(target["add"]), target["complete"]) == (50, complete)


def test_a_target_that_takes_many_kinds_is_told_with_all_of_them(riverside: Riverside) -> None:
    asked = ("build", "bootstrap", "--have-nothing", "--target", "lifetrac-v25")
    target = riverside.done(*asked)["target"]
    assert target["add"]
    kinds = target["add"][0]
    assert len(kinds) > 3
    library = riverside.library()
    planning = Planning(library.desk.context, library.workshop)
    assert planning.proof("lifetrac-v25", kinds).round is not None
    for kind in kinds:
        assert planning.proof("lifetrac-v25", [each for each in kinds if each != kind]).round is None
    told = in_words(riverside, *asked).stdout
    assert told.startswith("lifetrac-v25 is never reached; any one of these would do:\n")


def test_every_documented_design_that_ships_can_be_had_from_nothing_somehow(riverside: Riverside) -> None:
    library = riverside.library()
    planning = Planning(library.desk.context, library.workshop)
    bootstrap = planning.bootstrap(())
    for each in bootstrap.net.designs:
        assert bool(additions(bootstrap.net, bootstrap, each.id).sets) == each.tools_documented, each.id


def test_one_way_and_no_way_are_told_as_such(riverside: Riverside) -> None:
    made_up_kinds(riverside, 18)
    needs = ", ".join(f"{{any: [k{n}, k{n + 1}]}}" for n in range(0, 18, 2))
    riverside.only_designs(
        {
            "wide": f"{head('wide')}tools: [{needs}]\n",
            "hopeless": f"{head('hopeless')}tools: [k0]\nparts: [{{part: It, qty: 1, make: rumour}}]\n",
            "rumour": head("rumour").replace("tools: full", "tools: none"),
        }
    )
    asked = ("build", "bootstrap", "--have-nothing", "--target")
    target = riverside.done(*asked, "wide")["target"]
    assert (len(target["add"]), len(target["add"][0])) == (1, 9)
    assert (target["one_way"], target["complete"]) == (True, False)
    told = in_words(riverside, *asked, "wide").stdout
    assert told.startswith("wide is never reached; this would do:\n")
    assert "\n  nothing of it can be left out; this is one way, there may be smaller ones\n" in told
    target = riverside.done(*asked, "hopeless")["target"]
    assert (target["add"], target["one_way"]) == ([], False)
    assert in_words(riverside, *asked, "hopeless").stdout.startswith(
        "hopeless is never reached, whatever tools one adds.\n"
    )


def test_rounds_towards_a_target_have_their_true_numbers_however_deep(riverside: Riverside) -> None:
    made_up_kinds(riverside, 151)
    riverside.only_designs(
        {f"d{n}": f"{head(f'd{n}')}tools: [k{n}]\nmakes-tool: k{n + 1}\n" for n in range(150)}
    )
    asked = ("build", "bootstrap", "--have", "k0", "--target", "d149")
    told = riverside.done(*asked)
    assert told["target"]["round"] == 150
    assert [[each["design"] for each in built] for built in told["rounds"]] == [[f"d{n}"] for n in range(150)]
    assert "Round 51: d50\n" in in_words(riverside, *asked).stdout


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

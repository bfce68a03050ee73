from pathlib import Path

import pytest

from tests.riverside import Riverside
from tests.scenarios.makers import write_designs

ROUTER = """\
name: Router from scrap
summary: Cuts sheets.
category: industry
license: {hardware: CERN-OHL-S-2.0}
credit: {author: A. Maker}
readiness: {status: prototype}
tools: [jigsaw, tile-cutter]
makes-tool: cnc-router
"""


@pytest.fixture
def own(riverside: Riverside) -> Riverside:
    write_designs(riverside)
    (riverside.folder / "designs" / "router.yaml").write_text(ROUTER)
    return riverside


def listed(own: Riverside, *words: str) -> list[str]:
    return [each["id"] for each in own.done("design", "list", *words)["designs"]]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--status", "prototype"], ["router", "stool"]),
        (["--status", "prototype", "--status", "planned"], ["dream", "router", "stool"]),
        (["--makes", "cnc-router"], ["router"]),
        (["--makes", "CNC router"], ["router"]),
        (["--needs", "jigsaw", "--needs", "tile-cutter"], ["router"]),
        (["--needs", "jigsaw", "--status", "planned"], ["dream"]),
        (["--category", "industry", "--category", "making", "--makes", "cnc-router"], ["router"]),
        (["--license", "CERN-OHL-S-2.0", "--license", "CC0-1.0", "--status", "planned"], ["dream"]),
        (["scrap", "router"], ["router"]),
        (["sheets"], ["router"]),
        (["ruoter"], ["router"]),
        (["tiles"], ["tiles"]),
        (["[/red]"], []),
        (["status:planned", "--status", "prototype", "router"], ["router"]),
    ],
)
def test_the_list_is_narrowed_in_many_ways_at_once(
    own: Riverside, words: list[str], found: list[str]
) -> None:
    assert listed(own, *words) == found


def test_an_unknown_kind_to_be_made_and_status_are_refused(own: Riverside) -> None:
    assert own.refused("design", "list", "--makes", "nonsense", "--needs", "rubbish") == ["kind-unknown"] * 2


def test_search_takes_facets_and_forgives_slips(own: Riverside) -> None:
    def found(text: str) -> list[str]:
        return [each["id"] for each in own.done("search", text, "--in", "designs")["designs"]]

    assert found("status:prototype") == ["router", "stool"]
    assert found("ruoter") == ["router"]
    assert found("jigsaw status:planned") == ["dream"]
    assert found("'; drop table; --") == []


def test_the_designs_of_several_folders_shadow_each_other(own: Riverside) -> None:
    rules = own.folder / "library.yaml"
    rules.write_text(rules.read_text().replace("folders: [designs]", "folders: [designs, newer]"))
    (own.folder / "newer").mkdir()
    newer: Path = own.folder / "newer" / "router.yaml"
    newer.write_text(ROUTER.replace("prototype", "done"))
    [row] = own.done("design", "list", "router")["designs"]
    assert (row["status"], row["file"]) == ("done", str(newer))

"""What goes out: the same as came in, by the published rules, and every loss told."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from catalog.design import Design, License, Readiness
from catalog.okh.exporting import export_manifest
from catalog.okh.reading import read_manifest
from catalog.okh.shaping import shape_up
from catalog.okh.terms import Data, Dialect
from catalog.problem import Problems
from catalog.reader import read_design
from catalog.shipped import shipped_designs
from tests.catalog.examples import FULL
from tests.catalog.okh import published
from tests.catalog.okh.manifests import NO_PLACE_IN_V1, NO_PLACE_IN_V2, REAL, V1, V2, bring, design_of

MANIFESTS = {"okh-v1": V1, "okh-losh": V2}


def data_of(text: str | bytes) -> Data:
    """What a manifest says, key by key, as text."""
    problems = Problems("")
    manifest = read_manifest(text.encode() if isinstance(text, str) else text, problems)
    assert manifest is not None, list(map(str, problems))
    return shape_up(manifest, problems)


def faults(text: str, dialect: Dialect) -> list[str]:
    """What the published rules say against a manifest."""
    schema, data = (
        (published.V1, yaml.safe_load(text)) if dialect == "okh-v1" else (published.V2, tomllib.loads(text))
    )
    found = [
        f"{'.'.join(map(str, each.path))}: {each.message}"
        for each in Draft202012Validator(schema).iter_errors(data)
    ]
    licenses = data.get("license", {})
    names = licenses.values() if isinstance(licenses, dict) else [licenses]
    return found + [f"license: {each}" for each in names if not published.is_spdx(each)]


def shipped() -> list[Design]:
    readings = [read_design(path.read_bytes(), id=path.stem, file=path.name) for path in shipped_designs()]
    return [reading.design for reading in readings if reading.design is not None]


def lost(design: Design, dialect: Dialect, code: str = "no-place") -> set[str]:
    return {loss.field for loss in export_manifest(design, dialect).lost if loss.code == code}


# there and back


@pytest.mark.parametrize("dialect", ["okh-v1", "okh-losh"])
def test_what_came_in_goes_out_again(dialect: Dialect) -> None:
    design = design_of(MANIFESTS[dialect])
    outgoing = export_manifest(design, dialect)
    assert data_of(outgoing.text) == data_of(MANIFESTS[dialect])
    assert (outgoing.lost, outgoing.missing) == ((), ())
    assert design_of(outgoing.text) == design
    assert not faults(outgoing.text, dialect)


@pytest.mark.parametrize(
    "text",
    [
        "title: Bench\nmade: true\n",
        "title: Bench\nvariant-of: {web: https://other.invalid/}\n",
        "title: Bench\nvariant-of: {web: https://a.invalid/}\nderivative-of: {web: https://a.invalid/}\n",
        "title: Bench\ndocumentation-home: https://home.invalid/\n",
        "title: Bench\ndocumentation-home: https://home.invalid/\nproject-link: https://home.invalid/\n",
        "title: Bench\nproject-link: home\ncontributors: [{name: A}, {name: B}]\n",
        "title: Bench\ndevelopment-stage: Prototype\nlicensor: {name: '.'}\n",
        "title: '  Bench  of  wood '\ndescription: ' a  b '\n",
        "title: Bench\nlicense: {hardware: NOASSERTION, other: MIT}\nimported-from: x\n",
        'name = "Bench"\nokhv = "2.0"\nsource = ["https://a.invalid/", "b"]\nimage = ["https://a.invalid/"]\n',
        'name = "Bench"\nrepo = ""\nmass = 0\nouter-dimensions = {width = 1, depth = 2}\n',
        'name = "Bench"\nrepo = "x"\nlicensor = [{name = "A", memberOf = "B"}]\nserial = "007"\nsupports = false\n',
    ],
)
def test_import_export_import_is_a_fixed_point(text: str) -> None:
    design = design_of(text)
    dialect = design.okh["imported-from"]
    told = export_manifest(design, dialect).text
    first, again = data_of(text), data_of(told)
    assert {key: again.get(key) for key in first if key != "imported-from"} == {
        key: value for key, value in first.items() if key != "imported-from"
    }
    assert again.keys() - first.keys() <= {"okhv", "okh-manifest-version"}
    assert design_of(told) == design


def test_what_the_design_says_by_now_goes_before_what_came_in() -> None:
    design = design_of(V1)
    changed = replace(
        design, summary="Peels logs.", license=License("MIT"), version="3.0", readiness=Readiness("done")
    )
    outgoing = export_manifest(changed, "okh-v1")
    assert outgoing.data["description"] == "Peels logs."
    assert (outgoing.data["license"], outgoing.data["version"]) == ({"hardware": "MIT"}, "3.0")
    assert outgoing.data["development-stage"] == "done"
    assert outgoing.data["contributors"] == [{"name": "Ole Strand", "affiliation": "Strand Works"}]
    assert lost(changed, "okh-v1", "changed-since") == {"description"}


def test_a_license_that_a_person_has_settled_is_told() -> None:
    design = design_of("title: A\nlicense: CC-BY-SA 4.0\nmade: true\n")
    assert export_manifest(design, "okh-v1").data["license"] == {"hardware": "CC-BY-SA 4.0"}
    settled = replace(design, license=License("CC-BY-SA-4.0"))
    assert export_manifest(settled, "okh-v1").data["license"] == {"hardware": "CC-BY-SA-4.0"}


# into the other version


def test_version_1_in_version_2_loses_exactly_what_has_no_place() -> None:
    design = design_of(V1)
    outgoing = export_manifest(design, "okh-losh")
    assert lost(design, "okh-losh") == NO_PLACE_IN_V2
    assert lost(design, "okh-losh", "joined") == {"description", "intended-use", "health-safety-notice"}
    shortened = {"license", "licensor", "operating-instructions", "project-link"}
    shortened |= {"making-instructions", "standards-used", "derivative-of", "software"}
    assert lost(design, "okh-losh", "shortened") == shortened
    assert outgoing.data["function"] == (
        "Strips bark from logs up to 30 cm.\nIt is driven by hand.\nSmall sawmills.\nSharp blades."
    )
    assert outgoing.data["licensor"] == "Mara Quill <mara@quill.invalid>"
    assert outgoing.data["repo"] == "https://docs.barkstripper.invalid/"
    assert outgoing.data["fork-of"] == "https://old.invalid/stripper"
    assert "technology-readiness-level" not in outgoing.data  # never guessed from `made`
    assert "source" not in outgoing.data  # told lost, so not said either
    assert not faults(outgoing.text, "okh-losh")


@pytest.mark.parametrize("without", sorted(NO_PLACE_IN_V2))
def test_a_field_that_is_not_there_is_not_lost(without: str) -> None:
    data = {key: value for key, value in yaml.safe_load(V1.partition("\n")[2]).items() if key != without}
    assert lost(design_of(yaml.safe_dump(data)), "okh-losh") == NO_PLACE_IN_V2 - {without}


def test_version_2_in_version_1_loses_exactly_what_has_no_place() -> None:
    design = design_of(V2)
    outgoing = export_manifest(design, "okh-v1")
    assert lost(design, "okh-v1") == NO_PLACE_IN_V1
    assert outgoing.data["licensor"] == {
        "name": "Ines Varga",
        "email": "ines@varga.invalid",
        "affiliation": "Open Field",
    }
    assert outgoing.data["contributors"] == [{"name": "Tomas Lind", "affiliation": "Lind Lab"}]
    assert outgoing.data["standards-used"] == [{"standard-title": "ISO 4254"}]
    assert not faults(outgoing.text, "okh-v1")


def test_a_license_by_another_name_is_a_reference_in_version_2() -> None:
    outgoing = export_manifest(design_of("title: A\nlicense: CC-BY-SA 4.0\nmade: true\n"), "okh-losh")
    assert outgoing.data["license"] == "LicenseRef-CC-BY-SA-4.0"
    only_code = export_manifest(design_of("title: A\nlicense: {software: MIT}\nmade: true\n"), "okh-losh")
    assert "license" in only_code.missing


# designs of ours


@pytest.mark.parametrize("dialect", ["okh-v1", "okh-losh"])
def test_shipped_designs_obey_the_published_rules(dialect: Dialect) -> None:
    designs = shipped()
    assert len(designs) > 50
    for design in designs:
        outgoing = export_manifest(design, dialect)
        wrong = [each for each in faults(outgoing.text, dialect) if "is a required property" not in each]
        assert not [each for each in wrong if "is not valid under any" not in each], design.id
        assert bool(outgoing.missing) == bool(faults(outgoing.text, dialect)), (design.id, outgoing.missing)
        assert set(outgoing.missing) <= {"license", "project-link or documentation-home", "repo"}


def test_what_only_our_format_says_is_told() -> None:
    design = read_design(FULL, id="press", file="press.yaml").design
    assert design is not None
    fields = lost(design, "okh-losh")
    assert {
        "parts",
        "tools",
        "runs-on",
        "steps",
        "skills",
        "people",
        "facts",
        "makes-tool",
        "category",
    } <= fields
    assert {"files.source", "was", "x-shelf", "unknown"} <= fields
    assert "readiness.made" not in fields
    assert {"readiness.made", "readiness.docs", "size"} <= lost(design, "okh-v1")


def test_leftovers_that_somebody_wrote_by_hand_go_out() -> None:
    design = read_design(FULL, id="press", file="press.yaml").design
    assert design is not None
    assert export_manifest(design, "okh-v1").data["contributors"] == ["A", "B"]


@pytest.mark.parametrize(
    "okh", [None, {}, [], "text", {"imported-from": "moon"}, {"imported-from": ["x"]}, {"a": None}]
)
def test_odd_leftovers_break_nothing(okh: Any) -> None:
    design = replace(design_of(V2), okh=okh)
    assert export_manifest(design, "okh-losh").data["name"] == "Seed Drill"
    assert export_manifest(design, "okh-v1").data["title"] == "Seed Drill"


# real ones


@pytest.mark.skipif(not REAL.is_dir(), reason="the manifests of real projects are not here")
def test_every_real_manifest_comes_in_or_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [row_of(path) for path in sorted(REAL.iterdir()) if path.suffix in {".yml", ".toml"}]
    with capsys.disabled():
        for row in rows:
            print("{:62} {:9} {}".format(*row))  # noqa: T201 - the table is what is asked for
    came = [row for row in rows if row[1] != "refused"]
    assert (len(rows), len(came)) == (52, 37)
    assert sum("not TOML" in row[2] or "not YAML" in row[2] or "second time" in row[2] for row in rows) == 9
    assert sum("a design needs a name" in row[2] for row in rows) == 3
    assert sum("nothing in it" in row[2] for row in rows) == 2


def row_of(path: Path) -> tuple[str, str, str]:
    """The row of the table for one file; every check of the round trip on the way."""
    source = path.read_bytes()
    incoming = bring(source, path.name)
    if incoming.text is None:
        error = next(each for each in incoming.problems if each.severity == "error")
        assert error.line <= source.count(b"\n") + 1
        return path.name, "refused", f"{error.line}:{error.column} {error.message.splitlines()[0]}"
    design = design_of(source, path.name)
    dialect: Dialect = design.okh["imported-from"]
    outgoing = export_manifest(design, dialect)
    first, again = data_of(source), data_of(outgoing.text)
    assert {key: again.get(key) for key in first} == first
    assert design_of(outgoing.text, path.name) == design
    told = {each.message.split("`")[1] for each in incoming.lost}
    assert first.keys() - {"title", "name", "okhv", "okh-manifest-version"} - told <= {*SAID, *design.okh}, (
        path.name
    )
    other: Dialect = "okh-losh" if dialect == "okh-v1" else "okh-v1"
    crossed = export_manifest(design, other)
    assert crossed.missing or not strict(faults(crossed.text, other)), path.name
    if dialect == "okh-v1":
        gone = {loss.field for loss in crossed.lost if loss.code == "no-place"}
        assert gone & NO_PLACE_IN_V2 == (first.keys() & NO_PLACE_IN_V2) - {"variant-of"} - used(first), (
            path.name
        )
    return path.name, dialect, f"{len(incoming.problems)} told, {len(incoming.lost)} kept under okh"


SAID = frozenset(
    "description function version keywords license project-link repo image bom licensor technology-readiness-level "
    "documentation-readiness-level development-stage design-files schematics making-instructions manufacturing-files "
    "health-safety-notice derivative-of source export manufacturing-instructions mass outer-dimensions tool-list fork-of".split()
)


def used(first: Data) -> set[str]:
    """Keys of that list which have a place after all: who has no `derivative-of` forks the variant."""
    return set() if "derivative-of" in first else {"variant-of"}


def strict(found: list[str]) -> list[str]:
    """Faults that are ours: what a manifest itself says wrongly, an export passes on."""
    return [each for each in found if not each.startswith(("okhv:", "project-link:", "repo:"))]

"""E4 An OKH manifest from somebody else's repository comes in; what does not fit is reported and kept; exported again it
says the same as before.
"""

import json
import shutil
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.catalog.okh.manifests import REAL
from tests.riverside import Riverside

# A manifest as they are: a key twice, a license that is none, a template's leftovers, a path of Windows, a bare date.
SOMEBODYS = """\
%Open Know-How Manifest 1.0
---
title: "Rope Walk: twists rope"
description: |
  Twists three strands into a rope of any length.
  Needs two people.
project-link: https://ropewalk.invalid/old
project-link: https://ropewalk.invalid/
license: {hardware: CERN OHL, documentation: CC-BY-SA-4.0}
licensor: Iva Moss (Moss Works) <iva@moss.invalid>
keywords: [rope, null, crafts]
version: 1.10
development-stage: Product
date-created: 2020-05-06
bom: \\Files\\bom.xlsx
making-instructions: [{path: https://ropewalk.invalid/build, title: Build it}]
quality-instructions: [{path: pull.md}]
intended-use: [value]
organisation: Moss Works
"""


def test_a_manifest_comes_in_and_goes_out_again(riverside: Riverside, tmp_path: Path) -> None:
    theirs = tmp_path / "okh.yml"
    theirs.write_text(SOMEBODYS, encoding="utf-8")

    came = riverside.run("design", "import", str(theirs))
    assert came.exit == 0
    [design] = came.document["imported"]
    assert design["id"] == "rope-walk-twists-rope"

    # what does not fit is reported, each at its line …
    told = {(each["line"], each["code"]) for each in [*design["problems"], *design["lost"]]}
    assert told >= {
        (7, "key-twice"),
        (9, "license-unknown"),
        (10, "type-coerced"),
        (11, "nothing-said"),
        (13, "status-guessed"),
        (15, "path-strange"),
        (15, "lines-elsewhere"),
        (17, "no-place"),
        (18, "template-text"),
        (19, "key-unknown"),
    }
    # … and kept; nothing is invented
    shown = riverside.run("design", "show", design["id"]).document["design"]
    assert shown["license"]["hardware"] == "NOASSERTION"
    assert shown["license"]["documentation"] == "CC-BY-SA-4.0"
    assert shown["okh"]["quality-instructions"] == [{"path": "pull.md"}]
    assert riverside.run("design", "check", design["file"]).exit == 0
    assert riverside.run("design", "credits", design["id"]).document["license"]["verdict"] == "unclear"

    # exported again it says the same as before
    again = tmp_path / "again" / "okh.yml"
    again.parent.mkdir()
    assert riverside.run("design", "export", design["id"], "--as", "okh-v1", "-o", str(again)).exit == 0
    before = yaml.safe_load(SOMEBODYS.partition("\n")[2])
    after = yaml.safe_load(again.read_text(encoding="utf-8"))
    for key in before.keys() - {"licensor", "keywords", "intended-use", "version", "date-created"}:
        assert after[key] == before[key], key
    assert (after["version"], after["date-created"], after["keywords"]) == (
        "1.10",
        "2020-05-06",
        ["rope", "crafts"],
    )
    assert after["licensor"] == {"name": "Iva Moss", "affiliation": "Moss Works", "email": "iva@moss.invalid"}

    # in again it is the same design
    other = tmp_path / "other"
    second = riverside.run("design", "import", str(again), "--to", str(other))
    assert second.exit == 0
    first = yaml.safe_load(Path(design["file"]).read_text(encoding="utf-8"))
    assert yaml.safe_load((other / "rope-walk-twists-rope.yaml").read_text(encoding="utf-8")) == first

    # in the other version what has no place is told
    crossed = riverside.run("design", "export", design["id"], "--as", "okh-losh").document
    gone = {each["message"].split("`")[1] for each in crossed["lost"] if each["code"] == "no-place"}
    assert gone == {"keywords", "development-stage", "date-created", "quality-instructions", "organisation"}
    assert tomllib.loads(crossed["text"])["license"] == "LicenseRef-CERN-OHL"


def test_a_second_import_writes_over_nothing(riverside: Riverside, tmp_path: Path) -> None:
    (tmp_path / "okh.yml").write_text(SOMEBODYS, encoding="utf-8")
    [design] = riverside.run("design", "import", str(tmp_path / "okh.yml")).document["imported"]
    file = Path(design["file"])
    file.write_text(file.read_text(encoding="utf-8") + "# ours now\n", encoding="utf-8")
    again = riverside.run("design", "import", str(tmp_path / "okh.yml"))
    assert (again.exit, again.document["imported"]) == (1, [])
    assert file.read_text(encoding="utf-8").endswith("# ours now\n")


@pytest.mark.skipif(not REAL.is_dir(), reason="the manifests of real projects are not here")
def test_a_folder_of_real_manifests(riverside: Riverside, tmp_path: Path) -> None:
    folder = tmp_path / "manifests"
    shutil.copytree(REAL, folder)
    answer = riverside.run("design", "import", str(folder))
    assert answer.exit == 1
    came, refused = answer.document["imported"], answer.document["refused"]
    assert len(came) + len(refused) == 52
    taken = [
        each for each in refused if any(problem["code"] == "file-exists" for problem in each["problems"])
    ]
    assert (len(came) + len(taken), len(refused) - len(taken)) == (37, 15)
    for each in refused:
        assert [
            problem for problem in each["problems"] if problem["severity"] == "error" and problem["line"] >= 1
        ]
    files = [each["file"] for each in came]
    checked = riverside.run("design", "check", *files)
    assert (checked.exit, checked.document["files"]) == (0, len(came))
    assert json.dumps(answer.document)

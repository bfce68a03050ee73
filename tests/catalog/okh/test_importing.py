"""What manifests become: every key at its place, every doubt told at its line, nothing invented."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from catalog.checkrun import check_paths
from catalog.okh.said import NO_STATUS, NO_SUMMARY
from catalog.quantity import Quantity
from tests.catalog.okh.manifests import V1, V2, bring, codes, design_of, told

LEAST = "title: Bench\ndescription: A bench.\nproject-link: https://bench.invalid/\n"


def test_a_manifest_of_version_1_becomes_a_design() -> None:
    design = design_of(V1)
    assert (design.id, design.name, design.version) == ("bark-stripper", "Bark Stripper", "2.10")
    assert design.summary == "Strips bark from logs up to 30 cm. It is driven by hand."
    assert (design.license.hardware, design.license.software) == ("CERN-OHL-S-2.0", "GPL-3.0-or-later")
    assert design.license.documentation == "CC-BY-SA-4.0"
    assert (design.credit.author, design.credit.source) == ("Mara Quill", "https://barkstripper.invalid/")
    assert [(each.title, each.source) for each in design.credit.from_] == [
        ("Old stripper", "https://old.invalid/stripper"),
        ("Other stripper", "https://other.invalid/okh.yml"),
    ]
    assert (design.readiness.status, design.readiness.source) == ("prototype", ("manifest",))
    assert design.keywords == ("forestry", "hand tool")
    assert design.safety == ("Sharp blades.",)
    assert design.files.source == ("https://barkstripper.invalid/cad",)  # paths mean nothing here
    assert design.sources["tool-list"].where == "https://barkstripper.invalid/tools"
    assert design.sources["manifest"].as_of == "2022-05-06"
    assert design.okh["made-independently"] == "false"


def test_a_manifest_of_version_2_becomes_a_design() -> None:
    design = design_of(V2, "okh.toml")
    assert (design.id, design.version) == ("seed-drill", "1.4.0")
    assert design.credit.author == "Ines Varga; Tomas Lind"
    assert (design.readiness.made, design.readiness.docs, design.readiness.status) == (
        "OTRL-4",
        "ODRL-3*",
        "prototype",
    )
    assert design.size.depth == Quantity(Fraction(Decimal("900.5")), Fraction(Decimal("900.5")), "mm")
    assert design.size.mass == Quantity(Fraction(12500), Fraction(12500), "g")
    assert design.files.guide == ("https://seeddrill.invalid/build",)
    assert design.okh["part"][0]["material"] == "PETG"
    assert design.okh["row-width-mm"] == "120"
    assert "mass" not in design.okh


@pytest.mark.parametrize(("text", "file"), [(V1, "okh.yml"), (V2, "okh.toml")])
def test_the_new_file_passes_the_check_and_says_what_it_is(text: str, file: str, tmp_path: Path) -> None:
    incoming = bring(text, file)
    assert incoming.text is not None
    path = tmp_path / f"{incoming.id}.yaml"
    path.write_text(incoming.text, encoding="utf-8")
    report = check_paths([path])
    assert not [str(each) for each in report.problems if each.severity == "error"]
    assert incoming.text.startswith(
        "# yaml-language-server: $schema=../design.schema.json\nformat: 1\nname: "
    )


def test_every_field_without_a_place_is_told_with_its_line() -> None:
    incoming = bring(V1)
    lost = {each.message.split("`")[1]: each for each in incoming.lost}
    assert {"manifest-author", "contact", "intended-use", "sub-parts", "tool-settings"} <= lost.keys()
    assert (lost["manifest-author"].line, lost["manifest-author"].code) == (6, "no-place")
    assert (lost["description"].line, lost["description"].code) == (10, "kept-whole")
    assert not lost.keys() & {"title", "keywords", "health-safety-notice", "derivative-of"}


# nothing is invented


def test_what_a_manifest_does_not_say_is_said_to_be_unknown() -> None:
    incoming = bring(LEAST)
    design = design_of(LEAST)
    assert (design.license.hardware, design.credit.author, design.version) == ("NOASSERTION", "unknown", None)
    assert (design.category, design.readiness.status, design.readiness.note) == (
        "unsorted",
        "design",
        NO_STATUS,
    )
    filled = [each.message for each in incoming.problems if each.code == "filled-in"]
    assert [each.split(" ")[1] for each in sorted(filled)] == ["author", "category", "readiness.status"]
    assert told(incoming, "license-missing").severity == "warning"
    assert design_of("title: Bench\nmade: true\n").summary == NO_SUMMARY


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("CC-BY-SA 4.0", "CC-BY-SA-4.0"),
        ("Creative Commons Attribution-ShareAlike 4.0 International", "CC-BY-SA-4.0"),
        ("Creative Commons Attribution 4.0 International License", "CC-BY-4.0"),
        ("CERN-OHL-2-W", "CERN-OHL-W-2.0"),
        ("BY-SA 4.0", "CC-BY-SA-4.0"),
        ("LicenseRef-CC BY-SA-4.0", "CC-BY-SA-4.0"),
        ("https://example.invalid/LICENSE", None),
    ],
)
def test_a_license_that_is_none_is_kept_as_it_stands_and_never_corrected(
    written: str, meant: str | None
) -> None:
    text = LEAST + f'license: {{hardware: "{written}"}}\n'
    design = design_of(text)
    assert design.license.hardware == "NOASSERTION"
    assert written in (design.license.note or "")
    assert design.okh["license"] == {"hardware": written}
    problem = told(bring(text), "license-unknown")
    assert (problem.line, problem.column) == (4, 21)
    assert (meant or "ask its makers") in problem.hint


def test_a_reference_that_hides_an_id_stays_and_is_told() -> None:
    text = V2.replace("CERN-OHL-W-2.0", "LicenseRef-CC-BY-SA-4.0")
    assert design_of(text).license.hardware == "LicenseRef-CC-BY-SA-4.0"
    assert "CC-BY-SA-4.0" in told(bring(text), "license-unclear").hint


def test_a_license_that_is_not_open_comes_in_and_is_told() -> None:
    text = LEAST + "license: CC-BY-NC-SA-4.0\n"
    assert design_of(text).license.hardware == "CC-BY-NC-SA-4.0"
    assert codes(bring(text)) == [(4, "type-coerced"), (4, "license-not-open")]


def test_levels_that_are_no_codes_are_kept_and_not_understood() -> None:
    text = V2.replace('"OTRL-4"', '"TechnicalDesign"').replace('"ODRL-3*"', '"Started"')
    design = design_of(text)
    assert (design.readiness.made, design.readiness.docs, design.readiness.status) == (None, None, "design")
    assert design.okh["technology-readiness-level"] == "TechnicalDesign"
    assert [line for line, code in codes(bring(text)) if code == "level-unknown"] == [12, 13]


def test_a_status_that_is_read_from_another_word_is_told() -> None:
    text = LEAST + "development-stage: product\n"
    assert design_of(text).readiness.status == "done"
    assert told(bring(text), "status-guessed").line == 4
    slip = LEAST + "development-stage: prototpye\n"
    assert design_of(slip).readiness.note == NO_STATUS
    assert "`prototype`" in told(bring(slip), "level-unknown").hint


def test_text_of_a_template_is_not_understood_and_not_thrown_away() -> None:
    text = LEAST + "version: [value]\ndevelopment-stage: [value]\nkeywords: [FIXME, wood]\n"
    design = design_of(text)
    assert (design.version, design.keywords) == (None, ("wood",))
    assert design.okh["version"] == "[value]"
    assert [line for line, code in codes(bring(text)) if code == "template-text"] == [4, 5, 6]


# how it may be written


def test_scalars_are_texts() -> None:
    design = design_of(LEAST + "version: 2.10\nmade: no\ndate-created: 2020-01-02\n")
    assert design.version == "2.10"
    assert (design.okh["made"], design.okh["date-created"]) == ("false", "2020-01-02")


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_any_line_ends_and_marks(ends: str, start: str, encoding: str) -> None:
    text = V1.replace("\n", ends)
    source = text.encode("utf-16") if encoding == "utf-16" else (start + text).encode()
    assert design_of(source).summary == design_of(V1).summary


@pytest.mark.parametrize(
    ("source", "name"), [("Säge".encode("latin-1"), "Säge"), ("“Saw”".encode("windows-1252"), "“Saw”")]
)
def test_an_encoding_that_was_guessed_is_told(source: bytes, name: str) -> None:
    incoming = bring(b"description: A saw.\ntitle: " + source + b"\nmade: true\n")
    assert (told(incoming, "encoding-guessed").line, told(incoming, "encoding-guessed").severity) == (
        2,
        "warning",
    )
    assert design_of(b"made: true\ntitle: " + source).name == name


def test_json_is_read_too() -> None:
    data = {
        "title": "Bench \U0001f4a1",
        "description": "A bench.",
        "version": 2.5,
        "made": True,
        "keywords": ["a\tb", None],
    }
    design = design_of(json.dumps(data, indent="\t"))
    assert (design.name, design.version, design.keywords) == ("Bench \U0001f4a1", "2.5", ("a b",))


@pytest.mark.parametrize("name", ["okh.yml", "okh.toml", "okh.json", "okh"])
def test_the_name_of_the_file_decides_nothing(name: str) -> None:
    assert design_of(V1, name).name == "Bark Stripper"
    assert design_of(V2, name).name == "Seed Drill"


def test_other_spellings_are_read_and_told() -> None:
    text = (
        'okhv = "2.0"\nname = "X"\nspdx-license = "MIT"\norganisation = "Y"\nforkOf = "https://x.invalid/y"\n'
    )
    text += 'technology_readiness_level = "OTRL-2"\n'
    design = design_of(text)
    assert (design.license.hardware, design.readiness.made, design.credit.author) == ("MIT", "OTRL-2", "Y")
    assert design.credit.from_[0].source == "https://x.invalid/y"
    assert [line for line, code in codes(bring(text)) if code == "key-respelled"] == [3, 4, 5, 6]


def test_a_draft_is_read_as_version_2() -> None:
    design = design_of(
        "name: Loom\nowner: Weavers\nversion: v2.1\nlanguage: [EN, JP]\nfunction: Weaves.\nTsDC: ASM\n"
    )
    assert (design.credit.author, design.summary, design.okh["imported-from"]) == (
        "Weavers",
        "Weaves.",
        "okh-losh",
    )
    assert design.okh["tsdc"] == "ASM"


def test_a_mixture_is_read_by_most_of_its_keys() -> None:
    text = "name: Trike\nokh-manifest-version: 1.0.0\ndescription: A trike.\nlicense: MIT\nproject-link: https://t.invalid/\n"
    design = design_of(text + "release: 2025-07-01\nmaintainer: {name: T. Rider}\n")
    assert design.okh["imported-from"] == "okh-v1"
    assert design.okh["maintainer"] == {"name": "T. Rider"}


def test_one_for_a_list_and_a_text_for_a_person() -> None:
    text = (
        LEAST
        + "keywords: wood\nlicensor: Ada Smith (Works) <ada@works.invalid>\nsub: {title: Leg}\ncontributors: B. Maker\n"
    )
    design = design_of(text)
    assert (design.keywords, design.credit.author) == (("wood",), "Ada Smith")
    assert design.okh["licensor"] == {
        "name": "Ada Smith",
        "affiliation": "Works",
        "email": "ada@works.invalid",
    }
    assert design.okh["sub-parts"] == [{"title": "Leg"}]
    assert design.okh["contributors"] == [{"name": "B. Maker"}]


def test_what_fits_no_shape_is_kept_and_told() -> None:
    text = LEAST + "bom: [{path: a.csv}, {path: b.csv}]\nmade: perhaps\n"
    assert [line for line, code in codes(bring(text)) if code == "type-wrong"] == [4, 5]
    assert design_of(text).okh["bom"] == [{"path": "a.csv"}, {"path": "b.csv"}]


def test_of_two_equal_keys_the_last_counts_and_the_first_is_told() -> None:
    text = "title: A\nproject-link: https://one.invalid/\nproject-link: https://two.invalid/\ntitle: B\n"
    incoming = bring(text)
    assert design_of(text).name == "B"
    assert design_of(text).credit.source == "https://two.invalid/"
    found = [(each.line, each.hint) for each in incoming.problems if each.code == "key-twice"]
    assert [line for line, _ in found] == [1, 2]
    assert "https://one.invalid/" in str(found[1][1])


def test_what_says_nothing_is_left_out_and_told() -> None:
    text = LEAST + "keywords: [wood, null]\nbom:\ncontact: {name: }\n"
    assert [line for line, code in codes(bring(text)) if code == "nothing-said"] == [4, 5, 6]
    assert design_of(text).keywords == ("wood",)


def test_doubts_about_paths_languages_and_dates_are_told() -> None:
    text = LEAST + (
        "bom: '\\\\Files\\\\bom.csv'\ntool-list: a saw and a hammer, please\nmanifest-language: English-UK\n"
        "date-created: 2022-02-02\ndate-updated: 2021-01-01\nsoftware: [{path: 'src/*.c'}]\nkeyword-list: x\n"
    )
    found = codes(bring(text))
    assert [line for line, code in found if code == "path-strange"] == [4, 5, 9]
    assert {(6, "language-wrong"), (8, "dates-turned"), (4, "lines-elsewhere"), (10, "key-unknown")} <= set(
        found
    )


# refused


@pytest.mark.parametrize(
    ("text", "line", "column", "code"),
    [
        ("", 1, 1, "empty-file"),
        ("# nothing\n---\n# yet\n", 4, 1, "empty-file"),
        ("title: [value]\nmade: true\n", 1, 1, "name-missing"),
        ("description: No name.\nmade: true\n", 1, 1, "name-missing"),
        ('okhv = "2.0"\nname = "FIXME name"\n', 2, 1, "name-missing"),
        ("on: push\njobs: {}\n", 1, 1, "not-a-manifest"),
        ("- title\n", 1, 1, "not-a-manifest"),
        ("title: A: b\n", 1, 9, "yaml-syntax"),
        ("title: A\ncontact: @handle\n", 2, 10, "yaml-syntax"),
        ("title: A\n\tmade: true\n", 2, 1, "yaml-syntax"),
        ("title: &a A\nmade: *a\n", 1, 8, "yaml-anchor"),
        ("title: !!python/object:os.system A\n", 1, 8, "yaml-tag"),
        ("title: " + "[" * 100, 1, 71, "too-deep"),
        ('okhv = "2.0"\nname = "A"\nreadme = ;\n', 3, 10, "toml-syntax"),
        ('name = "A"\nokhv = "2.0"\nname = "B"\n', 3, 1, "key-twice"),
        ('name = "A"\nlicensor = "B","C"\n', 2, 15, "toml-syntax"),
        ('name = "A"\nexport = [\n  "a"\n  "b"\n]\n', 4, 3, "toml-syntax"),
        ('name = "A\\u0007"\nokhv = "2.0"\n', 1, 8, "control-character"),
        ("x = " + "[" * 9000, 1, 1, "too-deep"),
        ("a" + ".a" * 100 + " = 1", 1, 1, "too-deep"),
        ('{"title": "A" "made": true}', 1, 15, "json-syntax"),
        ('{"title": "\\ud800", "made": true}', 1, 11, "control-character"),
    ],
)
def test_a_file_that_is_none_is_refused_with_its_place(text: str, line: int, column: int, code: str) -> None:
    incoming = bring(text)
    assert incoming.text is None
    errors = [(each.line, each.column, each.code) for each in incoming.problems if each.severity == "error"]
    assert (line, column, code) in errors


def test_a_file_that_is_too_large_is_refused() -> None:
    assert told(bring(b"title: " + b"x" * 2_000_000), "file-too-large").severity == "error"


@pytest.mark.parametrize(
    "text",
    [
        "title: a\nmade: true\nlicensor: '" + " " * 100_000 + "<'\n",
        "title: a\nmade: true\nlicensor: '" + "(" * 100_000 + "'\n",
        "title: a\nmade: true\nlicense: '" + "CC BY " * 20_000 + "'\n",
        "made: true\ntitle: '" + "x y. " * 20_000 + "'\n",
        "title: a\nmade: true\n" + "".join(f"key{number}: v\n" for number in range(9000)),
    ],
)
def test_long_texts_and_many_keys_keep_nobody_waiting(text: str) -> None:
    assert bring(text).text is not None  # patterns that go back and forth would take hours


def test_nothing_that_a_manifest_names_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def no(*_: object, **__: object) -> None:
        raise AssertionError("opened")

    bring("title: warm up\nmade: true\n")
    monkeypatch.setattr("builtins.open", no)
    monkeypatch.setattr("os.open", no)
    monkeypatch.setattr("socket.socket", no)
    assert bring(LEAST + "bom: /etc/passwd\nimage: ../../x.png\n").text is not None


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("CNC v2.0 (µm)", "cnc-v2-0-m"),
        ("张伟", "okh-tool"),
        ("x" * 200, "x" * 60),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_the_id_is_the_slug_of_the_name(name: str, id: str) -> None:  # noqa: A002
    assert bring(json.dumps({"title": name, "made": True}), "OKH_Tool.json").id == id


def test_hostile_text_is_data() -> None:
    text = json.dumps(
        {
            "title": "[/b] *a &b !c {{",
            "description": "- x: y\n\n# z  \n",
            "version": "\u202eabc",
            "made": True,
        }
    )
    design = design_of(text)
    assert (design.name, design.summary) == ("[/b] *a &b !c {{", "- x: y # z")

"""The schemas for editors: no sound file is red, and what a schema can refuse it refuses."""

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from catalog.explained import EXPLAINED
from catalog.kinds import Kinds, ToolKind
from catalog.kinds_file import READERS as KIND_READERS
from catalog.problem import Problems
from catalog.quantity import NotAQuantity, parse_cost, parse_extent, parse_quantity
from catalog.reader import READERS, read_design
from catalog.readers import keys_of
from catalog.schema import CATEGORIES, design_schema, kinds_schema
from catalog.shipped import shipped_designs, shipped_kinds
from catalog.units import SPELLINGS, UNITS, unit_of
from catalog.yamltree import ListNode, Node, Scalar, parse
from tests.catalog.examples import FULL, NEEDED

ROOT = Path(__file__).parents[2]
SCHEMA = design_schema(shipped_kinds())
KINDS_SCHEMA = kinds_schema(shipped_kinds())
DESIGNS = Draft202012Validator(SCHEMA)


def as_editor(node: Node) -> object:
    """The tree as an editor has it: plain scalars are what the YAML 1.2 core schema says."""
    if isinstance(node, ListNode):
        return [as_editor(item) for item in node.items]
    if not isinstance(node, Scalar):
        return {entry.key.text: as_editor(entry.value) for entry in node.entries}
    if node.quoted:
        return node.text
    if node.is_null:
        return None
    if re.fullmatch("true|True|TRUE|false|False|FALSE", node.text):
        return node.text.lower() == "true"
    if re.fullmatch(r"[-+]?\d+", node.text):
        return int(node.text)
    if re.fullmatch(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?", node.text):
        return float(node.text)
    return node.text


def seen(text: str) -> Any:
    tree = parse(text, Problems("x.yaml"))
    assert tree is not None
    return as_editor(tree)


def red(text: str, validator: Any = DESIGNS) -> list[str]:
    return [each.json_path for each in validator.iter_errors(seen(text))]


def sound(text: str) -> bool:
    return read_design(text, id="press", file="press.yaml").design is not None


def test_they_are_schemas() -> None:
    for schema in (SCHEMA, KINDS_SCHEMA):
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("path", shipped_designs(), ids=lambda path: path.stem)
def test_no_shipped_design_is_red(path: Path) -> None:
    assert red(path.read_text(encoding="utf-8")) == []


def test_the_shipped_kinds_are_not_red() -> None:
    text = (ROOT / "catalog/kinds.yaml").read_text(encoding="utf-8")
    assert red(text, Draft202012Validator(KINDS_SCHEMA)) == []


def test_the_full_file_and_the_smallest_are_not_red() -> None:
    assert red(FULL) == red(NEEDED) == []


GOOD = [
    "version: 1.10",
    "keywords: [no, 012, on, 3]",
    "parts: [4 M12x40 bolt, {part: A, qty: unknown}, {part: B, qty: 1/2 in, cost: 7.34 USD/m}]",
    "parts: [{part: A, qty: 3.5 m², make: other}, {part: 7, qty: 12 µm, make: {external: x}}]",
    "parts: [{part: A, qty: 40-50 cm}, {part: B, qty: 1 1/2 in}, {part: C, qty: 3 sheets}]",
    "tools: [ring-mandrel, {tool: Drill press}, {any: [a, {outside: b}]}, {outside: grid}]",
    "tools: [{tool: saw, min: {bed: 600 x 400 mm, power: 2 kW}, with: {bits: PH1}, hours: {low: 1, high: 2}}]",
    "runs-on: [power-cube]\nskills: [welding, {skill: x, level: 2}]",
    "size: {width: 1.5 m, mass: 1700 lb}",
    "version:",
    "safety: careful",
    "safety: [careful, really]",
    "steps: [{do: Cut, hours: 6}]\nx-own: {a: [1]}\nokh: {b: null}",
    "facts: [{what: rate, value: 6, low: 1, high: 2.5, bound: about, as-of: 2017, source: [a, b]}]",
    "was: old-press",
    "makes-tool: my-own-kind",
    "people: {low: 1, high: 3}",
]


@pytest.mark.parametrize("extra", GOOD)
def test_what_can_be_read_is_not_red(extra: str) -> None:
    text = NEEDED + extra + "\n"
    if not extra.endswith(":"):
        assert sound(text)
    assert red(text) == []


@pytest.mark.parametrize(
    ("extra", "where"),
    [
        ("parst: []", "$"),
        ("format: 2", "$.format"),
        ("version: [1]", "$.version"),
        ("parts: {a: 1}", "$.parts"),
        ("parts: [Bolt]", "$.parts[0]"),
        ("parts: [{part: Bolt}]", "$.parts[0]"),
        ("parts: [{part: Bolt, qty: 3 furlongs}]", "$.parts[0]"),
        ("parts: [{part: Bolt, qty: -3}]", "$.parts[0]"),
        ("parts: [{part: Bolt, qty: 9**9**9}]", "$.parts[0]"),
        ("parts: [{part: Bolt, qty: 3, cost: 3}]", "$.parts[0]"),
        ("parts: [{part: Bolt, qty: 3, cost: 3 Euro}]", "$.parts[0]"),
        ("parts: [{part: '', qty: 3}]", "$.parts[0]"),
        ("parts: [{part: Bolt, qty: 3, make: Bolt Maker}]", "$.parts[0]"),
        ("parts: [{part: Bolt, qty: 3, use: consumed}]", "$.parts[0]"),
        ("parts: [{part: Bolt, qty: 3, optional: yes}]", "$.parts[0]"),
        ("tools: [{min: {x: 1 m}}]", "$.tools[0]"),
        ("tools: [{tool: saw, outside: saw}]", "$.tools[0]"),
        ("tools: [{tool: saw, min: {x: wide}}]", "$.tools[0]"),
        ("tools: [[saw]]", "$.tools[0]"),
        ("steps: [Cut]", "$.steps[0]"),
        ("steps: [{do: Cut, hours: long}]", "$.steps[0].hours"),
        ("size: {width: 1.5}", "$.size.width"),
        ("size: {width: 1.5 kg}", "$.size.width"),
        ("size: {mass: 3 m}", "$.size.mass"),
        ("documented: {tools: yes}", "$.documented.tools"),
        ("keywords: earth", "$.keywords"),
        ("facts: [{what: rate}]", "$.facts[0]"),
        ("facts: [{what: rate, value: 1, as-of: long ago}]", "$.facts[0]['as-of']"),
        ("was: {a: b}", "$.was"),
    ],
)
def test_a_fault_that_a_schema_can_see_is_red(extra: str, where: str) -> None:
    text = NEEDED + extra + "\n"
    assert not sound(text)
    assert red(text) == [where]


@pytest.mark.parametrize("key", ["name", "summary", "category", "license", "credit", "readiness"])
def test_a_needed_key_that_is_missing_is_red(key: str) -> None:
    text = "".join(line for line in NEEDED.splitlines(keepends=True) if not line.startswith(key))
    assert red(text) == ["$"]


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("status: design", "status: protoype", "$.readiness.status"),
        ("hardware: CERN-OHL-S-2.0", "software: MIT", "$.license"),
        ("category: habitat", "category: Living Space", "$.category"),
        ("{author: A. Maker,", "{author: '',", "$.credit.author"),
    ],
)
def test_faults_of_needed_keys_are_red(old: str, new: str, where: str) -> None:
    text = NEEDED.replace(old, new)
    assert text != NEEDED
    assert not sound(text)
    assert red(text) == [where]


def test_own_tool_kinds_are_suggested() -> None:
    made = design_schema(
        Kinds([ToolKind("loom", "Loom", "textile"), ToolKind("old", "", "", replaced_by="loom")], [])
    )
    assert made["$defs"]["kind"]["anyOf"][0] == {"enum": ["loom"]}


def test_every_key_has_its_words_and_nothing_else_has() -> None:
    classes = set(EXPLAINED)
    for cls, told in EXPLAINED.items():
        assert set(told) == {key.name for key in keys_of(cls) if key.how.prefix is None}, cls
    used = {schema for made in (SCHEMA, KINDS_SCHEMA) for schema in made["$defs"]}
    assert len(
        [name for name in used if "properties" in (SCHEMA["$defs"] | KINDS_SCHEMA["$defs"])[name]]
    ) + 2 == len(classes)
    assert all(dataclasses.is_dataclass(cls) for cls in classes)


def test_every_key_of_the_schema_says_something_on_hover() -> None:
    objects = [SCHEMA, *SCHEMA["$defs"].values(), KINDS_SCHEMA, *KINDS_SCHEMA["$defs"].values()]
    for each in objects:
        for name, shape in each.get("properties", {}).items():
            assert shape["description"], name


def test_the_categories_are_those_of_the_shelf() -> None:
    page = (ROOT / "designs/README.md").read_text(encoding="utf-8").split("## Categories")[1].split("##")[0]
    assert tuple(re.findall("`([a-z]+)`", page)) == CATEGORIES


def test_every_spelling_of_a_unit_means_it() -> None:
    for name, spellings in SPELLINGS.items():
        for spelling in spellings:
            assert unit_of(spelling) == name
    assert SPELLINGS.keys() == UNITS.keys()


NUMBERS = st.from_regex(
    re.compile(r"\d{1,3}(\.\d{1,2})?|\d{1,2} \d/\d|\d{1,2}-\d{1,3}", re.ASCII), fullmatch=True
)
SPELLED = st.sampled_from(
    [each for name, some in SPELLINGS.items() for each in (name, *some)] + ["", "furlong", "cubits", "MM"]
)


@given(number=NUMBERS, unit=SPELLED, blank=st.sampled_from(["", " ", "  "]))
def test_the_schema_takes_a_quantity_if_the_reader_does(number: str, unit: str, blank: str) -> None:
    text = f"{number}{blank}{unit}"
    try:
        parse_quantity(text)
        good = True
    except NotAQuantity as error:
        if "ends below" in str(error) or "divides by" in str(error):  # sums are beyond a pattern
            return
        good = False
    pattern = SCHEMA["$defs"]["qty"]["pattern"]
    assert bool(re.search(pattern, text)) == good


@pytest.mark.parametrize("text", ["600 x 400 mm", "600x400x3 mm", "5 A", "600 x mm", "x 4 mm", "6 x 4"])
def test_the_schema_takes_an_extent_if_the_reader_does(text: str) -> None:
    try:
        parse_extent(text)
        good = True
    except NotAQuantity:
        good = False
    assert bool(re.search(SCHEMA["$defs"]["extent"]["pattern"], text)) == good


@pytest.mark.parametrize(
    "text",
    [
        "20 USD",
        "7.34 USD/m",
        "8 EUR each",
        "12.00 USD for all",
        "20",
        "20 Dollar",
        "8 EUR/furlong",
        "1,5 EUR",
    ],
)
def test_the_schema_takes_a_cost_if_the_reader_does(text: str) -> None:
    try:
        parse_cost(text)
        good = True
    except NotAQuantity:
        good = False
    assert bool(re.search(SCHEMA["$defs"]["cost"]["pattern"], text)) == good


@pytest.mark.parametrize(
    ("name", "made"), [("designs/design.schema.json", SCHEMA), ("catalog/kinds.schema.json", KINDS_SCHEMA)]
)
def test_the_committed_schemas_are_fresh(name: str, made: dict[str, Any]) -> None:
    assert json.loads((ROOT / name).read_text(encoding="utf-8")) == made, "python scripts/reference.py"


def test_every_converter_has_a_shape() -> None:
    """Making the schemas asks for the shape of every converter that they meet; those by type are all met."""
    from catalog.schema import _OF_CONVERTERS, _SHORT

    for key, convert in {**READERS, **KIND_READERS}.items():
        by_hand = key in _SHORT or (isinstance(key, tuple) and key[1:] in {("qty",), ("make",)})
        assert by_hand or convert in _OF_CONVERTERS or "Step" in str(key) or "Span" in str(key), key

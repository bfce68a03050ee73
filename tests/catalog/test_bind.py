from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.bind import WRONG, Binder, bind, from_text, list_of, reads
from catalog.problem import Problem, Problems
from catalog.yamltree import Node, Scalar, parse


@dataclass(frozen=True, slots=True)
class Span:
    opens: int
    closes: int


def span(text: str) -> Span:
    opens, closes = text.split("-")
    if int(opens) > int(closes):
        raise ValueError("it closes before it opens")
    return Span(int(opens), int(closes))


@dataclass(frozen=True, slots=True)
class Part:
    part: str
    qty: int = 1


def part(node: Node, binder: Binder) -> Any:
    """A part may be its name alone."""
    if isinstance(node, Scalar) and not node.is_null:
        return Part(node.text)
    return binder.mapping(node, Part)


@dataclass(frozen=True, slots=True)
class Sample:
    name: str
    kind: Literal["planned", "done"]
    price: Decimal = Decimal(0)
    on_sale: bool = False
    from_: date | None = None
    tags: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    limits: Mapping[str, int] = field(default_factory=dict)
    best: Part | None = None
    open: Span | None = field(default=None, metadata=reads(convert=from_text(span, "hours as 10-14")))
    spans: tuple[Span, ...] = field(
        default=(), metadata=reads(convert=list_of(from_text(span, "hours as 10-14")))
    )
    left_over: object = None
    colour: str = field(default="", metadata=reads(was=("color",)))
    extra: Mapping[str, object] = field(default_factory=dict, metadata=reads(prefix="x-"))


def read(text: str, cls: type[Any] = Sample) -> tuple[Any, list[Problem]]:
    problems = Problems("f.yaml")
    tree = parse(text, problems)
    assert tree is not None
    return bind(tree, cls, problems, readers={Part: part}), list(problems)


def faults(text: str, cls: type[Any] = Sample) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.line, problem.column) for problem in read(text, cls)[1]]


NEEDED = "name: x\nkind: done\n"


def test_every_type_is_read() -> None:
    sample, problems = read(
        NEEDED
        + "price: 1.50\non-sale: true\nfrom: 2026-02-28\ntags: [a, no]\nparts: [bolt, {part: nut, qty: 3}]\n"
        + "limits: {a: 1}\nbest: nut\nopen: 10-14\nspans: [1-2]\nleft-over: {a: [1, ~]}\ncolor: red\nx-mine: {y: z}\n"
    )
    assert problems == []
    assert sample == Sample(
        name="x", kind="done", price=Decimal("1.50"), on_sale=True, from_=date(2026, 2, 28), tags=("a", "no"),
        parts=(Part("bolt"), Part("nut", 3)), limits={"a": 1}, best=Part("nut"), open=Span(10, 14), spans=(Span(1, 2),),
        left_over={"a": ["1", None]}, colour="red", extra={"x-mine": {"y": "z"}},
    )  # fmt: skip


def test_what_is_left_out_has_its_default() -> None:
    assert read(NEEDED) == (Sample("x", "done"), [])


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_nothing_is_none_where_it_may_be_and_a_problem_elsewhere(nothing: str) -> None:
    assert read(NEEDED + f"from: {nothing}\nbest: {nothing}\n") == (Sample("x", "done"), [])
    assert faults(NEEDED + f"price: {nothing}\n")[0][0] == "value-missing"
    assert read(NEEDED + "colour: 'null'\n")[0].colour == "null"


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("price: 1e9", "value-wrong", 8),
        ("price: 012", "value-wrong", 8),
        pytest.param("price: " + "9" * 100_000, "value-wrong", 8, id="100000 digits"),
        ("price: ١٢", "value-wrong", 8),
        ("price: [1]", "value-wrong", 8),
        ("on-sale: yes", "value-wrong", 10),
        ("from: 2026-02-30", "value-wrong", 7),
        ("from: 2026-2-3", "value-wrong", 7),
        ("tags: a", "value-wrong", 7),
        ("tags: [a, [b]]", "value-wrong", 11),
        ("parts: [{part: nut, qty: many}]", "value-wrong", 26),
        ("parts: [{qty: 1}]", "key-missing", 9),
        ("best: [a]", "value-wrong", 7),
        ("limits: [a]", "value-wrong", 9),
        ("limits: {a: b}", "value-wrong", 13),
        ("open: noon", "value-wrong", 7),
        ("open: 14-10", "value-wrong", 7),
        ("spans: [1-2, 3]", "value-wrong", 14),
        ("y-mine: 1", "key-unknown", 1),
    ],
)
def test_a_wrong_value_is_one_problem_at_its_place(line: str, code: str, column: int) -> None:
    assert faults(NEEDED + line + "\n") == [(code, 3, column)]


def test_a_converter_tells_in_its_own_words() -> None:
    _, [problem] = read(NEEDED + "open: 14-10\n")
    assert (problem.message, problem.hint) == ("it closes before it opens", "expected hours as 10-14")


def test_a_missing_key_is_told_at_its_mapping() -> None:
    assert faults("# a comment\nkind: done\n") == [("key-missing", 2, 1)]


def test_a_mistyped_key_is_one_problem_and_its_value_is_still_read() -> None:
    sample, problems = read("nmae: x\nkind: done\nprcie: much\n")
    assert [(found.code, found.line, found.column, found.hint) for found in problems] == [
        ("key-unknown", 1, 1, "did you mean `name`?"),
        ("key-unknown", 3, 1, "did you mean `price`?"),
        ("value-wrong", 3, 8, None),
    ]
    assert sample.name == "x"


def test_a_mistyped_word_names_the_nearest() -> None:
    _, [problem] = read("name: x\nkind: plannd\n")
    assert (problem.code, problem.line, problem.column, problem.hint) == (
        "word-unknown", 2, 7, "did you mean `planned`?",
    )  # fmt: skip


def test_all_faults_are_found_in_one_go() -> None:
    text = (
        "kind: don\nprice: x\nparts:\n  - {part: nut, qty: x}\n  - {qty: 2}\nlimits: {a: x, b: y}\nwhat: 1\n"
    )
    assert faults(text) == [
        ("key-missing", 1, 1), ("word-unknown", 1, 7), ("value-wrong", 2, 8), ("value-wrong", 4, 22),
        ("key-missing", 5, 5), ("value-wrong", 6, 13), ("value-wrong", 6, 19), ("key-unknown", 7, 1),
    ]  # fmt: skip


def test_every_missing_key_is_told_though_the_first_leaves_nothing() -> None:
    value, problems = read("price: 1\n")
    assert value is None
    assert [problem.message for problem in problems] == ["`kind` is needed here", "`name` is needed here"]


def test_of_two_names_of_one_key_the_first_in_the_file_counts() -> None:
    assert read(NEEDED + "color: red\ncolour: blue\n")[0].colour == "red"
    assert read(NEEDED + "colour: blue\ncolor: red\n")[0].colour == "blue"


def test_a_mistyped_key_never_takes_the_place_of_the_right_one() -> None:
    value, problems = read(NEEDED + "prise: 9\nprice: 1\n")
    assert value.price == 1
    assert [problem.code for problem in problems] == ["key-unknown"]


def test_a_field_with_a_reader_of_its_own_may_be_left_empty_if_its_type_says_so() -> None:
    @dataclass(frozen=True, slots=True)
    class Shop:
        name: str | None = None
        place: str = ""

    loud = from_text(str.upper, "a name")
    readers = {(Shop, "name"): loud, (Shop, "place"): loud}
    for text, value, codes in (
        ("name: ann\nplace: here\n", Shop("ANN", "HERE"), []),
        ("name:\n", Shop(None), []),
        ("place:\n", Shop(), ["value-missing"]),
    ):
        problems = Problems("f.yaml")
        tree = parse(text, problems)
        assert tree is not None
        assert bind(tree, Shop, problems, readers=readers) == value
        assert [problem.code for problem in problems] == codes


def test_a_type_that_nothing_reads_is_the_programmers_mistake() -> None:
    @dataclass(frozen=True)
    class Odd:
        name: complex = 0j

    with pytest.raises(TypeError, match="no reader for"):
        read("{}", Odd)


def test_without_a_hole_a_missing_need_leaves_nothing() -> None:
    assert read("kind: done\n")[0] is None


def test_with_a_hole_reading_goes_on() -> None:
    @dataclass(frozen=True, slots=True)
    class Holed:
        name: str = field(metadata=reads(hole=""))
        count: int = 0

    value, problems = read("count: 3\n", Holed)
    assert value == Holed("", 3)
    assert [problem.code for problem in problems] == ["key-missing"]


def test_a_dataclass_may_refuse_what_its_fields_say_together() -> None:
    @dataclass(frozen=True, slots=True)
    class Between:
        low: int
        high: int

        def __post_init__(self) -> None:
            if self.low > self.high:
                raise ValueError("low is above high")

    assert read("low: 1\nhigh: 2\n", Between)[0] == Between(1, 2)
    value, [problem] = read("low: 3\nhigh: 2\n", Between)
    assert value is None
    assert (problem.code, problem.message, problem.line) == ("value-wrong", "low is above high", 1)


def test_a_list_where_a_mapping_is_due() -> None:
    assert faults("- a\n") == [("value-wrong", 1, 1)]


def test_a_type_without_a_reader_is_a_programmers_mistake() -> None:
    @dataclass(frozen=True, slots=True)
    class Odd:
        what: complex

    with pytest.raises(TypeError, match="complex"):
        read("what: 1\n", Odd)


def test_the_sign_for_wrong_is_no_value() -> None:
    assert read(NEEDED + "tags: [[a]]\n")[0].tags == ()
    assert WRONG is not None


@given(st.text(st.sampled_from("abnkim:-[]{}, \n'\"~01x"), max_size=80))
def test_no_text_makes_it_raise(text: str) -> None:
    problems = Problems("f.yaml")
    tree = parse(text, problems)
    if tree is not None:
        value = bind(tree, Sample, problems, readers={Part: part})
        assert value is not None or problems.has_errors

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.limits import MAX_BYTES
from catalog.problem import Mark, Problem, Problems
from catalog.yamltree import ListNode, MapNode, Scalar, parse, place_of, to_data


def read(source: bytes | str) -> tuple[object, list[Problem]]:
    """The plain data and the problems of a text."""
    problems = Problems("f.yaml")
    tree = parse(source, problems)
    return (None if tree is None else to_data(tree)), list(problems)


def only(source: bytes | str) -> tuple[str, int, int]:
    """Code, line and column of the one problem of a text."""
    _, [problem] = read(source)
    return problem.code, problem.line, problem.column


def test_scalars_stay_text() -> None:
    data, problems = read(
        "version: 1.10\nno: no\nmode: 012\nday: 2026-11-23\nempty:\ntilde: ~\nquoted: 'null'\n"
    )
    assert problems == []
    assert data == {
        "version": "1.10", "no": "no", "mode": "012", "day": "2026-11-23", "empty": None, "tilde": None, "quoted": "null",
    }  # fmt: skip


def test_every_value_knows_its_place() -> None:
    tree = parse("name: x\nparts:\n  - {part: tube, qty: '2 m'}\n  - 4 bolt\n", Problems("f.yaml"))
    assert isinstance(tree, MapNode)
    assert place_of(tree, ("parts", 0, "qty")) == Mark(3, 23)
    assert place_of(tree, ("parts", 1)) == Mark(4, 5)
    assert place_of(tree, ("parts", 7, "qty")) == place_of(tree, ("parts",)) == Mark(3, 3)
    parts = tree.get("parts")
    assert isinstance(parts, ListNode)
    assert parts.items[1] == Scalar("4 bolt", quoted=False, mark=Mark(4, 5))


def test_columns_count_letters_not_bytes() -> None:
    assert only("{ä: 1, 😀: 2, ä: 3}")[1:] == (1, 14)


@pytest.mark.parametrize(
    ("source", "code", "line", "column"),
    [
        ("", "empty-file", 1, 1),
        ("# nothing but words\n", "empty-file", 2, 1),
        ("a: 1\nb: {c: 1, c: 2}\n", "key-twice", 2, 11),
        ("a: 1\n'a': 2\n", "key-twice", 2, 1),
        ("a: !!python/object/apply:os.system [ls]\n", "yaml-tag", 1, 4),
        ("a: ! x\n", "yaml-tag", 1, 4),
        ("a: &x 1\n", "yaml-anchor", 1, 4),
        ("a: *x\n", "yaml-alias", 1, 4),
        ("? [a, b]\n: c\n", "key-not-text", 1, 3),
        ("{name}: x\n", "key-not-text", 1, 1),
        ("---\na: 1\n---\nb: 1\n", "several-documents", 3, 1),
        ("a: b: c\n", "yaml-syntax", 1, 5),
        ("a:\n\t- b\n", "yaml-syntax", 2, 1),
        ("a: 1\nb: @you\n", "yaml-syntax", 2, 4),
        ("a: [1, 2\n", "yaml-syntax", 2, 1),
        ("a: b\0c\n", "control-character", 1, 5),
        ('a: "\\e[2J"\n', "control-character", 1, 4),
        ('a: "\\0"\n', "control-character", 1, 4),
        (b"a: 1\nb: caf\xe9\n", "encoding", 2, 7),
        ("a: 1".encode("utf-16"), "encoding", 1, 1),
        pytest.param("[" * 100_000, "too-deep", 1, 65, id="brackets"),
        pytest.param("- " * 100_000, "too-deep", 1, 129, id="dashes"),
        pytest.param("{a: " * 100_000, "too-deep", 1, 257, id="braces"),
        pytest.param("# x\n" * MAX_BYTES, "file-too-large", 1, 1, id="large"),
        pytest.param("- a\n" * 200_000, "file-too-large", 100_000, 3, id="many"),
    ],
)
def test_what_cannot_be_read_is_one_problem_at_its_place(
    source: bytes | str, code: str, line: int, column: int
) -> None:
    assert only(source) == (code, line, column)


def test_a_bomb_of_aliases_is_refused_before_it_unfolds() -> None:
    rows = ["a0: &a0 [x, x, x, x]"] + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30)]
    data, problems = read("\n".join(rows))
    assert data is None
    assert "yaml-alias" in {problem.code for problem in problems}


def test_a_file_may_begin_with_a_byte_order_mark_and_use_windows_line_ends() -> None:
    assert read(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n") == ({"a": "1", "b": "2"}, [])


def test_a_syntax_error_shows_the_line_and_a_caret() -> None:
    _, [problem] = read("name: x\nsummary: one: two\n")
    assert problem.message.splitlines()[1:] == ["  summary: one: two", "              ^"]
    assert problem.hint == 'a text with ": " in it needs quotes'


def test_the_excerpt_of_an_endless_line_is_short() -> None:
    _, [problem] = read("a: " + "x" * 100_000 + ": y")
    assert len(problem.message) < 400


def test_reading_goes_on_after_a_key_that_stands_twice() -> None:
    data, problems = read("a: 1\na: 2\nb: {c: 1, c: 2, d: 3}\n")
    assert data == {"a": "1", "b": {"c": "1", "d": "3"}}
    assert [(problem.line, problem.column) for problem in problems] == [(2, 1), (3, 11)]


@pytest.mark.parametrize("item", ["!x a", "&a a", '"\\e"', "{[]: 1}", "{a: 1, a: 2}"])
def test_a_flood_of_faults_ends_the_reading(item: str) -> None:
    data, problems = read(f"- {item}\n" * 5_000)
    assert data is None
    assert problems[-1].code == "too-many-problems"
    assert problems[-1].line <= 201


@given(st.binary(max_size=200))
def test_no_bytes_make_it_raise(source: bytes) -> None:
    tree, problems = read(source)
    assert tree is not None or problems


@given(st.text(st.sampled_from("ab:-[]{},'\"#&*!|>%@`?~ \n\t\\01\x1b\ud800é😀"), max_size=60))
def test_no_text_makes_it_raise(source: str) -> None:
    tree, problems = read(source)
    assert tree is not None or problems

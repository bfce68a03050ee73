from catalog.problem import Mark, Problem, Problems


def test_a_problem_reads_like_a_compilers_line() -> None:
    problem = Problem(
        "press.yaml", 3, 7, "key-unknown", "error", "unknown key `sumary`", "did you mean `summary`?"
    )
    assert (
        str(problem)
        == "press.yaml:3:7: error key-unknown: unknown key `sumary` (hint: did you mean `summary`?)"
    )


def test_an_excerpt_follows_the_line() -> None:
    problem = Problem("a.yaml", 1, 1, "yaml-syntax", "error", "not YAML\n  a: @\n     ^", "quote it")
    assert str(problem).splitlines() == [
        "a.yaml:1:1: error yaml-syntax: not YAML (hint: quote it)",
        "  a: @",
        "     ^",
    ]


def test_json_has_every_field() -> None:
    assert Problem("a.yaml", 1, 2, "c", "note", "m").to_json() == {
        "file": "a.yaml", "line": 1, "column": 2, "code": "c", "severity": "note", "message": "m", "hint": None,
    }  # fmt: skip


def test_problems_come_in_file_order_and_once() -> None:
    problems = Problems("a.yaml")
    problems.note(Mark(9, 1), "n", "last")
    problems.warning(Mark(2, 5), "w", "second")
    problems.error(Mark(2, 1), "e", "first")
    problems.error(Mark(2, 1), "e", "first")
    assert [found.message for found in problems] == ["first", "second", "last"]
    assert problems.has_errors


def test_notes_and_warnings_are_no_errors() -> None:
    problems = Problems("a.yaml")
    problems.note(Mark(1, 1), "n", "one")
    problems.warning(Mark(1, 1), "w", "two")
    assert not problems.has_errors


def test_a_flood_of_problems_is_cut_and_said() -> None:
    problems = Problems("a.yaml", limit=10)
    for line in range(1, 100_000):
        problems.error(Mark(line, 1), "e", f"no. {line}")
    found = list(problems)
    assert len(found) == 11
    assert found[-1].code == "too-many-problems"


def test_a_flood_of_notes_hides_no_error_and_is_none() -> None:
    problems = Problems("a.yaml", limit=10)
    for line in range(1, 100):
        problems.note(Mark(line, 1), "n", f"no. {line}")
    before = problems.has_errors
    assert list(problems)[-1].severity == "note"
    problems.error(Mark(5, 1), "e", "wrong")
    assert (before, problems.has_errors, problems.full) == (False, True, False)


def test_text_of_people_in_a_message_is_made_safe() -> None:
    problems = Problems("a.yaml")
    problems.error(Mark(1, 1), "e", "bad \x1b[2J", hint="try \x9b")
    assert str(next(iter(problems))) == "a.yaml:1:1: error e: bad [2J (hint: try )"

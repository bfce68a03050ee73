"""New files and forks: never over a file, nothing changed that need not be, and the original left alone."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.__main__ import main
from catalog.checkrun import check_paths
from catalog.design import Ancestor, Design
from catalog.drafting import Drafted, fork_design, new_design
from catalog.problem import Problem
from catalog.reader import read_design
from catalog.schema import as_text, design_schema
from catalog.shipped import shipped_designs, shipped_kinds
from tests.catalog.examples import FULL, NEEDED, write

KINDS = shipped_kinds()
BLANK = re.compile("<[^>]+>")


def drafted(made: Drafted | Problem) -> Drafted:
    assert isinstance(made, Drafted), made
    return made


def load(path: Path) -> Design:
    design = read_design(path.read_bytes(), id=path.stem, file=path.name).design
    assert design is not None
    return design


def fork(original: Path, folder: Path, *, author: str | None = None) -> Path:
    return drafted(fork_design(original, folder, "fork", kinds=KINDS, author=author)).path


def test_a_new_file_has_one_problem_for_each_blank(tmp_path: Path) -> None:
    made = drafted(new_design(tmp_path / "designs", "bench", kinds=KINDS))
    text = made.path.read_text(encoding="utf-8")
    live = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    assert {problem.code for problem in made.problems} == {"template-text"}
    assert len(made.problems) == len(BLANK.findall("\n".join(live))) == 6


def test_every_line_that_is_commented_out_holds_once_it_is_not(tmp_path: Path) -> None:
    made = drafted(new_design(tmp_path, "bench", kinds=KINDS))
    # Words are a blank away from their #, lines that can be used are not.
    write(
        tmp_path,
        "bench.yaml",
        re.sub(r"^( *)#(?! \S)", r"\1", made.path.read_text("utf-8"), flags=re.MULTILINE),
    )
    problems = check_paths([made.path], kinds=KINDS).problems
    assert {problem.code for problem in problems} <= {"template-text"}, problems
    design = read_design(made.path.read_bytes(), id="bench", file="bench.yaml")
    assert design.draft is not None
    assert design.draft.parts
    assert design.draft.steps


def test_the_schema_lies_beside_for_the_editor_and_an_own_one_stays(tmp_path: Path) -> None:
    new_design(tmp_path, "one", kinds=KINDS)
    schema = tmp_path / "design.schema.json"
    assert schema.read_text(encoding="utf-8") == as_text(design_schema(KINDS))
    schema.write_text("mine", encoding="utf-8")
    new_design(tmp_path, "two", kinds=KINDS)
    assert schema.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("there", ["bench.yaml", "bench.yml"])
def test_a_file_that_is_there_is_never_written_over(tmp_path: Path, there: str) -> None:
    path = write(tmp_path, there, "mine")
    problem = new_design(tmp_path, "bench", kinds=KINDS)
    assert isinstance(problem, Problem)
    assert problem.code == "file-there"
    problem = fork_design(shipped_designs()[0], tmp_path, "bench", kinds=KINDS)
    assert isinstance(problem, Problem)
    assert path.read_text(encoding="utf-8") == "mine"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_link_is_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "designs").mkdir()
    (tmp_path / "designs/bench.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    problem = new_design(tmp_path / "designs", "bench", kinds=KINDS)
    assert isinstance(problem, Problem)
    assert not (tmp_path / "elsewhere.yaml").exists()


@pytest.mark.parametrize("word", ["My Press", "../press", "", "press.yaml", "a/b"])
def test_what_is_no_id_makes_no_file(tmp_path: Path, word: str) -> None:
    for problem in (
        new_design(tmp_path / "designs", word, kinds=KINDS),
        fork_design(shipped_designs()[0], tmp_path / "designs", word, kinds=KINDS),
    ):
        assert isinstance(problem, Problem)
        assert problem.code == "id-wrong"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", shipped_designs(), ids=lambda path: path.stem)
def test_every_shipped_design_can_be_forked(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    made = drafted(fork_design(path, tmp_path, "fork", kinds=KINDS))
    old, new = load(path), load(made.path)
    parent = new.credit.from_[0]
    assert (parent.title, parent.author, parent.license) == (
        old.name,
        old.credit.author,
        old.license.hardware,
    )
    assert replace(new, id=old.id, credit=old.credit) == replace(old, was=())
    assert [each for each in made.problems if each.severity == "error"] == []
    assert path.read_bytes() == before
    kept = [
        line
        for line in before.decode().splitlines()
        if line.startswith(("#", "  #")) and "$schema" not in line
    ]
    assert set(kept) <= set(made.path.read_text("utf-8").splitlines())


def test_a_fork_of_everything_that_a_file_may_hold(tmp_path: Path) -> None:
    original = write(tmp_path / "a", "press.yaml", FULL)
    path = fork(original, tmp_path / "b", author="Robin Field")
    old, new = load(original), load(path)
    assert new.credit.author == "Robin Field"
    assert new.credit.from_ == (
        Ancestor(
            "CEB press",
            "Open Workshop",
            "https://example.org/press",
            "CC-BY-SA-4.0",
            "made from version 17.08",
        ),
        *old.credit.from_,
    )
    assert new.was == ()
    changed = set(FULL.splitlines()) ^ set(path.read_text("utf-8").splitlines())
    assert all(
        re.match(r"#|credit|was|\s+(author|source|note|from|title|license|changes|-)", line)
        for line in changed
    ), changed


FORMS = {
    "flow credit, comment behind": NEEDED.replace("press}\nread", "press}  # kept\nread"),
    "block credit, comments around": NEEDED.replace(
        "credit: {author: A. Maker, source: https://example.org/press}\n",
        "# before\ncredit:\n  author: A. Maker\n  note: >\n    folded\n    text\n\n# after\n\n",
    ),
    "credit last, no line end": NEEDED.replace(
        "credit: {author: A. Maker, source: https://example.org/press}\n", ""
    )
    + "was: [old-press, older]\ncredit:\n  author: A. Maker",
    "was between": NEEDED + "was:\n  - old-press\n\n# next\nversion: '1'\n",
    "windows line ends": NEEDED.replace("\n", "\r\n") + "was: old-press\r\nversion: '1'\r\n",
    "byte order mark": "\ufeff" + NEEDED + "was: old-press\n",
    "one flow mapping": "{" + ", ".join(NEEDED.strip().splitlines()) + ", was: [old-press]}\n",
    "json": '{"name": "P", "summary": "S", "category": "c", "license": {"hardware": "MIT"}, "was": "old",\n'
    ' "credit": {"author": "Ünal \\"X\\""}, "readiness": {"status": "design"}}\n',
    "quoted keys": NEEDED.replace("credit:", '"credit":') + "'was': [old-press]\n",
    "document marks": "---\n" + NEEDED + "was: old-press\n...\n",
    "emoji before": NEEDED.replace("Small press", "Small 🧱 press") + "was: old-press\n",
    "indented root": "".join(f"  {line}\n" for line in (NEEDED + "was: old-press").splitlines()),
}


@pytest.mark.parametrize("form", FORMS)
def test_however_it_is_written_the_fork_says_the_same(form: str, tmp_path: Path) -> None:
    original = tmp_path / "press.yaml"
    original.write_bytes(FORMS[form].encode())
    old, new = load(original), load(fork(original, tmp_path / "to"))
    assert replace(new, id=old.id, credit=old.credit) == replace(old, was=())
    assert new.credit.from_[0].author == old.credit.author
    for comment in ("# kept", "# before", "# after", "# next"):
        if comment in FORMS[form]:
            assert comment in (tmp_path / "to/fork.yaml").read_text("utf-8")


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12
).filter(str.strip)


@settings(max_examples=60)
@given(author=TEXTS, title=TEXTS)
def test_any_name_survives(author: str, title: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    import json

    folder = tmp_path_factory.mktemp("fork")
    text = NEEDED.replace("Small press", json.dumps(title)).replace("A. Maker", json.dumps(author))
    original = write(folder, "press.yaml", text)
    made = fork_design(original, folder / "to", "fork", kinds=KINDS)
    if isinstance(made, Drafted):
        assert load(made.path).credit.from_[0].author == load(original).credit.author
    else:
        assert made.severity == "error"


def test_a_broken_original_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    original = write(tmp_path, "press.yaml", NEEDED + "shelf: 1\n")
    problem = fork_design(original, tmp_path / "to", "fork", kinds=KINDS)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.line) == ("key-unknown", 7)
    assert not (tmp_path / "to").exists()


def test_the_module_writes_new_and_fork(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "bench", "--to", str(tmp_path)]) == 0
    shown = capsys.readouterr()
    assert shown.out == f"{tmp_path}/bench.yaml\n"
    assert shown.err.count("template-text") == 6
    original = write(tmp_path, "press.yaml", NEEDED)
    assert main(["fork", str(original), "my-press", "--to", str(tmp_path), "--author", "R. Field"]) == 0
    assert capsys.readouterr() == (f"{tmp_path}/my-press.yaml\n", "")
    assert main(["new", "bench", "--to", str(tmp_path)]) == 1
    assert "file-there" in capsys.readouterr().err
    assert main(["new", "bench", "--to", str(original)]) == 1
    assert "cannot be written" in capsys.readouterr().err

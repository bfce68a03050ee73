"""Whatever a maker mistypes is told with the nearest name; a broken file is left out and said so; the past is refused."""

import pytest

from tests.riverside import Riverside, dump
from tests.scenarios.makers import in_words, write_designs

PERIOD = ("--member", "M-0017", "--from", "2026-12-05", "--to", "2026-12-09")


@pytest.fixture
def makers(riverside: Riverside) -> Riverside:
    write_designs(riverside)
    return riverside


@pytest.fixture
def broken(makers: Riverside) -> Riverside:
    path = makers.folder / "designs" / "tiles.yaml"
    path.write_text(path.read_text().replace("status: done", "status: doone"))
    return makers


NAMES_A_DESIGN = [
    ("build", "why", "{}"),
    ("build", "when", "{}", "--member", "M-0017"),
    ("build", "proof", "{}"),
    ("build", "bootstrap", "--target", "{}"),
    ("build", "reserve", "{}", *PERIOD),
    ("build", "start", "{}", "--member", "M-0017"),
    ("build", "list", "--design", "{}"),
    ("design", "show", "{}"),
    ("design", "parts", "{}"),
    ("design", "tools", "{}"),
    ("design", "credits", "{}"),
]


def shown(words: tuple[str, ...]) -> str:
    return " ".join(each for each in words if each not in PERIOD)


@pytest.mark.parametrize("words", NAMES_A_DESIGN, ids=shown)
def test_an_unknown_design_is_told_with_the_nearest(makers: Riverside, words: tuple[str, ...]) -> None:
    slip = [each.format("stol") for each in words]
    before = dump(makers.db)
    assert makers.refused(*slip) == ["design-unknown"]
    told = in_words(makers, *slip)
    assert (told.exit_code, told.stdout) == (1, "")
    assert "there is no design `stol`" in told.stderr
    assert "did you mean stool?" in told.stderr
    assert dump(makers.db) == before


@pytest.mark.parametrize("words", NAMES_A_DESIGN, ids=shown)
def test_a_design_is_found_as_one_says_it(makers: Riverside, words: tuple[str, ...]) -> None:
    said = makers.done(*(each.format("Pair SANDER") for each in words))
    if words[:2] not in {("build", "reserve"), ("build", "start")}:
        assert said == makers.done(*(each.format("pair-sander") for each in words))


@pytest.mark.parametrize("words", NAMES_A_DESIGN[:7], ids=shown)
def test_a_broken_design_is_refused_with_its_place(broken: Riverside, words: tuple[str, ...]) -> None:
    asked = [each.format("tiles") for each in words]
    assert broken.refused(*asked) == ["design-broken"]
    told = in_words(broken, *asked)
    assert "tiles.yaml:7:" in told.stderr
    assert "did you mean `done`?" in told.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("build", "ready"),
        ("build", "unlock"),
        ("build", "bootstrap"),
        ("build", "without", "jigsaw"),
        ("build", "proof", "stool"),
        ("report", "priorities"),
        ("design", "list"),
    ],
    ids=shown,
)
def test_a_broken_design_is_left_out_and_said_so(broken: Riverside, words: tuple[str, ...]) -> None:
    told = in_words(broken, *words)
    assert told.exit_code == 0
    assert "1 design file is broken" in told.stderr
    assert "tiles" not in told.stdout
    assert "tiles" not in str(broken.done(*words))


@pytest.mark.parametrize(
    "words",
    [
        ("build", "bootstrap", "--have", "{}"),
        ("build", "proof", "stool", "--have", "{}"),
        ("build", "without", "{}"),
        ("design", "list", "--needs", "{}"),
    ],
    ids=shown,
)
def test_an_unknown_kind_is_told_with_the_nearest(makers: Riverside, words: tuple[str, ...]) -> None:
    slip = [each.format("jigsw") for each in words]
    assert makers.refused(*slip) == ["kind-unknown"]
    told = in_words(makers, *slip)
    assert "did you mean jigsaw?" in told.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("build", "ready", "--for", "{}"),
        ("build", "why", "stool", "--for", "{}"),
        ("build", "when", "stool", "--member", "{}"),
        ("build", "reserve", "stool", "--member", "{}", *PERIOD[2:]),
        ("build", "start", "stool", "--member", "{}"),
        ("build", "list", "--member", "{}"),
        ("wish", "add", "{}", "jigsaw"),
        ("collect", "{}"),
    ],
    ids=shown,
)
def test_an_unknown_member_is_told(makers: Riverside, words: tuple[str, ...]) -> None:
    assert makers.refused(*(each.format("M-9999") for each in words)) == ["member-unknown"]


@pytest.mark.parametrize(
    "words",
    [
        ("build", "ready", "--on", "{}"),
        ("build", "why", "stool", "--on", "{}"),
        ("build", "reserve", "stool", "--member", "M-0017", "--from", "{}", "--to", "{}"),
    ],
    ids=shown,
)
@pytest.mark.parametrize("day", ["2026-11-25", "1999-01-01", "2026-02-30", "soon", ""])
def test_a_day_that_is_over_or_none_is_refused(makers: Riverside, words: tuple[str, ...], day: str) -> None:
    told = makers.run(*(each.format(day) for each in words))
    assert told.exit in {1, 2}
    if told.exit == 1:
        assert {each["code"] for each in told.document["error"]["reasons"]} == {"date-wrong"}
    assert makers.desk.reservations() == ()


@pytest.mark.parametrize("report", ["priorities", "impact"])
def test_a_period_that_ends_before_it_begins_is_refused(makers: Riverside, report: str) -> None:
    asked = ("report", report, "--from", "2026-11-20", "--to", "2026-11-01")
    assert makers.refused(*asked) == ["date-wrong"]


@pytest.mark.parametrize(
    "words",
    [
        ("build", "step", "1", "--done"),
        ("build", "step", "1", "--done", "--build", "99"),
        ("build", "finish", "99"),
        ("build", "finish", "stool"),
        ("build", "stop", "99"),
        ("build", "show", "99"),
        ("build", "show", "stool"),
    ],
    ids=shown,
)
def test_a_build_that_is_not_there_is_told(makers: Riverside, words: tuple[str, ...]) -> None:
    assert makers.refused(*words) == ["build-unknown"]


@pytest.mark.parametrize(
    "words",
    [
        ("build", "unlock", "--size", "0"),
        ("build", "unlock", "--size", "4"),
        ("build", "unlock", "--limit", "-1"),
        ("build", "when", "stool", "--member", "M-0017", "--days", "0"),
        ("build", "step", "1"),
        ("build", "bootstrap", "--have", "jigsaw", "--have-nothing"),
        ("build", "bootstrap", "--have", " , "),
        ("build", "proof", "stool", "--have", ""),
    ],
    ids=shown,
)
def test_what_cannot_be_meant_is_wrong_usage(makers: Riverside, words: tuple[str, ...]) -> None:
    told = in_words(makers, *words)
    assert told.exit_code == 2
    assert told.stdout == ""


def test_everything_that_is_wrong_is_told_at_once(makers: Riverside) -> None:
    assert makers.refused("build", "ready", "--on", "2020-01-01", "--for", "nobody") == [
        "member-unknown",
        "date-wrong",
    ]
    assert makers.refused("build", "bootstrap", "--have", "weldr,jigsaw,sandr") == ["kind-unknown"] * 2
    both = ["kind-unknown", "design-unknown"]
    assert makers.refused("build", "proof", "stol", "--have", "jigsw") == both
    assert makers.refused("build", "bootstrap", "--have", "jigsw", "--target", "stol") == both
    everything = ["member-unknown", "date-wrong", "design-unknown"]
    assert makers.refused("build", "why", "stol", "--on", "2020-01-01", "--for", "nobody") == everything
    assert makers.refused("build", "why", "stol", "--on", "soon", "--for", "nobody") == everything
    assert makers.refused("build", "ready", "--on", "soon", "--for", "nobody") == everything[:2]


def test_each_way_out_names_its_word_in_the_order_of_the_errors(makers: Riverside) -> None:
    told = in_words(makers, "build", "proof", "stol", "--have", "weldr,jigsw,jigsw,qqqq,zzzz").stderr
    assert told.splitlines()[:-1] == [
        "Error: `jigsw` is no tool kind",
        "Error: `qqqq` is no tool kind",
        "Error: `weldr` is no tool kind",
        "Error: `zzzz` is no tool kind",
        "Error: there is no design `stol`",
    ]
    assert told.splitlines()[-1] == (
        "Hint: `jigsw`: did you mean jigsaw?; `qqqq`, `zzzz`: `toollib kind list` shows all, "
        "`toollib kind add` makes one; `weldr`: did you mean welder?; `stol`: did you mean stool?"
    )
    one = in_words(makers, "build", "bootstrap", "--have", "jigsw").stderr
    assert one.splitlines()[-1] == "Hint: did you mean jigsaw?"


def test_each_fault_of_a_broken_design_is_a_reason_in_the_order_of_its_lines(broken: Riverside) -> None:
    path = broken.folder / "designs" / "tiles.yaml"
    path.write_text(path.read_text().replace("tools: [tile-cutter", "\n\ntool: [tile-cutter"))
    told = broken.run("build", "why", "tiles").document["error"]["reasons"]
    assert [each["code"] for each in told] == ["design-broken"] * len(told)
    lines = [int(each["message"].split(":")[1]) for each in told]
    assert lines[:1] == [7]
    assert 11 in lines
    assert lines == sorted(lines)

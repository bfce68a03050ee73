"""M8 May I sell it? The exploded design has CC-BY-SA-4.0, CERN-OHL-S-2.0 and a CC-BY-NC part: verdict with the reason and
the part; the credits text ready to paste."""

from typing import Any

import pytest

from catalog.credits import credits_of
from tests.riverside import Riverside
from tests.scenarios.makers import in_words

HEAD = """\
format: 1
name: {name}
summary: A made-up design for a story.
category: making
license: {{hardware: {license}}}
credit: {{author: {author}, source: https://example.org/{id}}}
readiness: {{status: design}}
"""


def write(riverside: Riverside, id: str, name: str, license: str, parts: str = "") -> None:  # noqa: A002
    text = HEAD.format(id=id, name=name, license=license, author=f"Makers of {name}")
    (riverside.folder / "designs" / f"{id}.yaml").write_text(text + (f"parts:\n{parts}" if parts else ""))


@pytest.fixture
def makers(riverside: Riverside) -> Riverside:
    board = "{external: https://example.org/board}"
    write(
        riverside,
        "press",
        "Brick press",
        "CC-BY-SA-4.0",
        "  - {part: Box, qty: 1, make: box}\n  - 4 M12x40 bolt\n",
    )
    write(
        riverside,
        "box",
        "Control box",
        "CERN-OHL-S-2.0",
        f"  - {{part: Driver board, qty: 1, make: {board}, license: CC-BY-NC-4.0, credit: {{author: A. Maker}}}}\n",
    )
    return riverside


def test_the_verdict_with_the_reason_and_the_part(makers: Riverside) -> None:
    answer = makers.done("design", "credits", "press")["license"]
    assert (answer["verdict"], answer["whole"]) == ("conflict", None)
    assert answer["expression"] == "CC-BY-SA-4.0 AND CERN-OHL-S-2.0 AND CC-BY-NC-4.0"
    pairs = {tuple(each["parts"]): each for each in answer["conflicts"]}
    assert pairs.keys() == {
        ("Brick press", "Control box"),
        ("Brick press", "Driver board"),
        ("Control box", "Driver board"),
    }
    both = pairs["Brick press", "Control box"]
    assert both["licenses"] == ["CC-BY-SA-4.0", "CERN-OHL-S-2.0"]
    assert "must as a whole be under CERN-OHL-S" in both["why"]
    assert both["source"]["where"].startswith("https://")
    [reason] = answer["reasons"]
    assert (reason["verdict"], reason["parts"]) == ("not-open", ["Driver board"])
    assert "sell" in reason["why"]


def test_the_credits_ready_to_paste(makers: Riverside) -> None:
    shown = in_words(makers, "design", "credits", "press")
    assert (shown.exit_code, shown.stdout.splitlines()) == (
        0,
        [
            "“Brick press” by Makers of Brick press, https://example.org/press, CC-BY-SA-4.0 (https://spdx.org/licenses/CC-BY-SA-4.0.html)",
            "“Control box” by Makers of Control box, https://example.org/box, CERN-OHL-S-2.0 (https://spdx.org/licenses/CERN-OHL-S-2.0.html)",
            "“Driver board” by A. Maker, https://example.org/board, CC-BY-NC-4.0 (https://spdx.org/licenses/CC-BY-NC-4.0.html)",
        ],
    )
    assert "License: conflict" in shown.stderr
    assert "“Driver board” (CC-BY-NC-4.0)" in shown.stderr


def test_the_maintainer_is_told_in_the_file_that_brings_it_about(makers: Riverside) -> None:
    shown = makers.run("design", "check")
    assert shown.exit == 1
    answer: dict[str, Any] = shown.document
    told = [
        (each["file"].rsplit("/", 1)[-1], each["line"])
        for each in answer["problems"]
        if each["code"] == "license-conflict"
    ]
    assert told == [("box.yaml", 9), ("press.yaml", 9), ("press.yaml", 9)]


@pytest.mark.parametrize(
    ("part", "verdict"),
    [("MIT", "ok"), ("CC-BY-4.0", "ok"), ("CC-BY-NC-4.0", "conflict"), ("LicenseRef-Own", "unclear")],
)
def test_other_parts(makers: Riverside, part: str, verdict: str) -> None:
    write(makers, "box", "Control box", part)
    assert makers.done("design", "credits", "press")["license"]["verdict"] == verdict


def test_a_part_that_may_not_be_sold_in_a_design_that_asks_for_nothing(makers: Riverside) -> None:
    write(makers, "press", "Brick press", "MIT", "  - {part: Box, qty: 1, make: box}\n")
    write(makers, "box", "Control box", "CC-BY-NC-4.0")
    assert makers.done("design", "credits", "press")["license"]["verdict"] == "not-open"


def test_names_stay_as_they_are_written(makers: Riverside) -> None:
    write(makers, "press", "Brick press", "MIT")
    path = makers.folder / "designs" / "press.yaml"
    path.write_text(path.read_text().replace("name: Brick press", "name: Brick [red]press[/red] =1+1"))
    assert "“Brick [red]press[/red] =1+1”" in in_words(makers, "design", "credits", "press").stdout


def test_an_unknown_design(makers: Riverside) -> None:
    assert "did you mean" in in_words(makers, "design", "credits", "pres").stderr


def test_in_the_workshop(makers: Riverside) -> None:
    shelf = makers.library().workshop.shelf
    press = shelf.get("press")
    assert press is not None
    found = credits_of(press, shelf.get)
    assert (found.verdict, found.whole) == ("conflict", None)
    assert [each.title for each in found.lines] == ["Brick press", "Control box", "Driver board"]
    assert "not-open" in {each.verdict for each in found.findings}
    assert found.to_json()["license"] == makers.done("design", "credits", "press")["license"]

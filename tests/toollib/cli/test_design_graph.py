"""How designs hang together, as a command."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.riverside import Riverside
from tests.scenarios.makers import in_words


def test_around_one(riverside: Riverside) -> None:
    answer = riverside.done("design", "graph", "ceb-press")
    assert {
        "from": "ceb-press",
        "to": "power-cube",
        "relation": "runs on",
        "must": True,
        "choice": None,
    } in answer["edges"]
    assert all("ceb-press" in (edge["from"], edge["to"]) for edge in answer["edges"])
    shown = in_words(riverside, "design", "graph", "ceb-press")
    assert (shown.exit_code, shown.stdout.splitlines()[0]) == (0, "CEB press · ceb-press")
    assert "power-cube" in shown.stdout


def test_all_of_them(riverside: Riverside) -> None:
    lines = in_words(riverside, "design", "graph").stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert len([line for line in lines if not line.startswith(" ")]) > 50


@pytest.mark.parametrize(
    ("form", "begins"), [("dot", "digraph"), ("mermaid", "flowchart LR"), ("svg", "<svg")]
)
def test_for_other_programs(riverside: Riverside, tmp_path: Path, form: str, begins: str) -> None:
    shown = in_words(riverside, "design", "graph", "power-cube", "--depth", "2", "--as", form)
    assert shown.stdout.startswith(begins)
    assert (
        riverside.done("design", "graph", "power-cube", "--depth", "2", "--as", form)["drawing"]
        == shown.stdout
    )
    path = tmp_path / "graph"
    answer = riverside.done("design", "graph", "power-cube", "--depth", "2", "--as", form, "-o", str(path))
    assert (answer["file"], path.read_text()) == (str(path), shown.stdout)
    if form == "svg":
        ET.fromstring(shown.stdout)  # noqa: S314 - our own text


def test_never_over_a_file_and_never_without_a_design(riverside: Riverside, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("mine")
    assert riverside.refused("design", "graph", "--as", "svg", "-o", str(path)) == ["bad-file"]
    assert path.read_text() == "mine"
    assert riverside.refused("design", "graph", "-o", str(tmp_path / "no" / "where")) == ["bad-file"]
    assert riverside.refused("design", "graph", "ceb-pres") == ["design-unknown"]

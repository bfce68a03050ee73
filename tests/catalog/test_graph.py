import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.design import Design
from catalog.graph import Graph, Node, around, graph_of
from catalog.graph_svg import TooMany, svg_text
from catalog.graph_text import dot_text, mermaid_text, text_lines
from catalog.kinds import Kinds, ToolKind
from catalog.reader import read_design
from catalog.shelf import Shelf
from catalog.shipped import shipped_kinds
from tests.catalog.examples import NEEDED

SVG = "{http://www.w3.org/2000/svg}"
KINDS = Kinds(
    [ToolKind("saw", "Hand saw", "wood"), ToolKind("drill", "Pillar drill", "metal", ("big drill",))], ()
)


def design(id: str, rest: str = "", name: str | None = None) -> Design:  # noqa: A002
    text = NEEDED.replace("Small press", name or id.capitalize())
    reading = read_design(text + rest, id=id, file=f"{id}.yaml")
    assert reading.draft is not None
    return reading.draft


PRESS = design(
    "press",
    "parts: [{part: Box, qty: 1, make: old-box}, {part: Valve, qty: 1, make: valve, optional: true}]\n"
    "tools: [{any: [big drill, saw]}, {tool: saw, helps: true}]\n"
    "runs-on: [{any: [cube, {outside: grid electricity}]}]\n",
)
BOX = design("box", "was: [old-box]\ntools: [drill]\n")
DRILL = design("drill-press", "makes-tool: drill\ntools: [drill]\n")
CUBE = design("cube", "makes-tool: cube\nruns-on: [cube]\n", name="Power cube")
SHELF = [PRESS, BOX, DRILL, CUBE]


def edges(graph: Graph) -> list[tuple[str, str, str]]:
    return [(edge.source, edge.target, edge.label) for edge in graph.edges]


def test_what_is_made_of_made_with_and_runs_on_what() -> None:
    assert edges(graph_of(SHELF, KINDS)) == [
        ("box", "drill-press", "made with"),
        ("cube", "cube", "runs on"),
        ("drill-press", "drill-press", "made with"),
        ("press", "box", "made of"),
        ("press", "valve", "made of (helps)"),
        ("press", "drill-press", "made with (or)"),
        ("press", "cube", "runs on (or)"),
    ]


def test_tools_and_the_outside_are_nodes_where_they_are_wanted() -> None:
    graph = graph_of(SHELF, KINDS, tools=True)
    assert [(node.id, node.name, node.sort) for node in graph.nodes if node.sort != "design"] == [
        ("outside:grid electricity", "grid electricity", "outside"),
        ("tool:saw", "Hand saw", "tool"),
        ("valve", "valve", "missing"),
    ]
    assert ("press", "tool:saw", "made with (helps)") in edges(graph)
    assert ("press", "tool:saw", "made with (or)") in edges(graph)


def test_circles_are_told_with_the_way_round() -> None:
    assert [str(cycle) for cycle in graph_of(SHELF, KINDS).cycles] == [
        "goes round, made: drill-press → drill-press",
        "goes round, runs on: cube → cube",
    ]
    one = design("one", "makes-tool: a\ntools: [b, {any: [c, saw]}]\n")
    two, three = (
        design("two", "makes-tool: b\ntools: [{tool: c, helps: true}]\n"),
        design("three", "makes-tool: c\nparts: [{part: P, qty: 1, make: one}]\n"),
    )
    assert [str(cycle) for cycle in graph_of([one, two, three], KINDS).cycles] == [
        "can go round, made: one → three → one (3 need each other so)"
    ]


def test_around_one_in_both_directions() -> None:
    graph = graph_of(SHELF, KINDS)
    assert [node.id for node in around(graph, "box").nodes] == ["box", "drill-press", "press"]
    assert edges(around(graph, "box")) == [("box", "drill-press", "made with"), ("press", "box", "made of")]
    assert [node.id for node in around(graph, "cube", depth=3).nodes] == ["cube", "press"]


def test_as_text() -> None:
    assert list(text_lines(graph_of(SHELF, KINDS))) == [
        "Box · box",
        "  made with   drill-press",
        "Power cube · cube",
        "  runs on     cube",
        "Drill-press · drill-press",
        "  made with   drill-press",
        "Press · press",
        "  made of     box, [valve (not here)]",
        "  made with   drill-press or other",
        "  runs on     cube or other",
        "! goes round, made: drill-press → drill-press",
        "! goes round, runs on: cube → cube",
    ]
    with_tools = graph_of(SHELF, KINDS, tools=True)
    assert list(text_lines(with_tools, only="press"))[:4] == [
        "Press · press",
        "  made of     box, [valve (not here)]",
        "  made with   drill-press or saw, [saw]",
        "  runs on     cube or grid electricity (from outside)",
    ]
    assert list(text_lines(with_tools, only="drill-press", back=True))[:3] == [
        "Drill-press · drill-press",
        "  made with   drill-press",
        "  helps make  box, drill-press, press",
    ]


def test_for_graphviz_and_mermaid() -> None:
    graph = around(graph_of(SHELF, KINDS), "box")
    assert dot_text(graph) == (
        'digraph "designs" {\n  rankdir=LR;\n  node [shape=box, fontname="sans-serif"];\n'
        '  "box" [label="Box", shape=box];\n  "drill-press" [label="Drill-press", shape=box];\n  "press" [label="Press", shape=box];\n'
        '  "box" -> "drill-press" [label="made with", style=solid];\n  "press" -> "box" [label="made of", style=bold];\n}\n'
    )
    assert mermaid_text(graph) == (
        'flowchart LR\n  n1["Box"]\n  n2["Drill-press"]\n  n3["Press"]\n  n1 -->|"made with"| n2\n  n3 ==>|"made of"| n1\n'
    )


def test_a_picture_has_every_box_and_edge_with_its_words() -> None:
    graph = graph_of(SHELF, KINDS, tools=True)
    root = ET.fromstring(svg_text(graph))  # noqa: S314 - our own text
    boxes = root.findall(f"{SVG}g")
    assert sorted(box.findtext(f"{SVG}text") or "" for box in boxes) == sorted(
        node.name for node in graph.nodes
    )
    titles = [path.findtext(f"{SVG}title") for path in root.findall(f"{SVG}path")]
    assert len(titles) == len(graph.edges)
    assert "Press - made of - Box" in titles
    labels = [each.text for each in root.findall(f"{SVG}text")]
    assert all(edge.label in labels for edge in graph.edges)
    places = [
        (float(box[1].get("x") or 0), float(box[1].get("y") or 0))
        for box in boxes
        if box[1].tag == f"{SVG}rect"
    ]
    for number, (x, y) in enumerate(places):
        assert not any(abs(x - a) < 168 and abs(y - b) < 34 for a, b in places[number + 1 :])
    width, height = float(root.get("width") or 0), float(root.get("height") or 0)
    assert all(0 <= x <= width - 168 and 0 <= y <= height - 34 for x, y in places)


def test_what_is_needed_stands_to_the_right() -> None:
    chain = [design(f"d{i}", f"parts: [{{part: P, qty: 1, make: d{i + 1}}}]\n") for i in range(5)]
    root = ET.fromstring(svg_text(graph_of([*chain, design("d5")], KINDS)))  # noqa: S314
    places = {box.findtext(f"{SVG}text"): float(box[1].get("x") or 0) for box in root.findall(f"{SVG}g")}
    across = [places[name] for name in ("D0", "D1", "D2", "D3", "D4", "D5")]
    assert across == sorted(set(across))


def test_names_of_people_are_text_everywhere() -> None:
    name = 'A "quoted" <b>&amp; [red] \\\\ `x` #1;'
    graph = Graph((Node("a", name), Node("end", "\x1b[2J\ufffe graph TD")), ())
    assert 'label="A \\"quoted\\" <b>&amp; [red] \\\\\\\\ `x` #1;"' in dot_text(graph)
    assert "#quot;quoted#quot; #lt;b#gt;#amp;amp; [red] #92;#92; #96;x#96; #35;1;" in mermaid_text(graph)
    root = ET.fromstring(svg_text(graph))  # noqa: S314
    assert f"{name} (a)" in [box.findtext(f"{SVG}title") for box in root.findall(f"{SVG}g")]
    assert "\x1b" not in dot_text(graph) + mermaid_text(graph) + svg_text(graph) + "".join(text_lines(graph))


@given(st.text(max_size=30))
def test_any_name_gives_a_picture_that_can_be_read(name: str) -> None:
    ET.fromstring(svg_text(Graph((Node("a", name),), ()), title=name))  # noqa: S314


def test_nothing_at_all_is_a_graph_too() -> None:
    empty = Graph((), ())
    assert list(text_lines(empty)) == []
    ET.fromstring(svg_text(empty))  # noqa: S314


def test_too_many_are_refused() -> None:
    with pytest.raises(TooMany):
        svg_text(Graph(tuple(Node(f"d{i}", "D") for i in range(501)), ()))


def shipped() -> Graph:
    shelf = Shelf([Path("designs")])
    return graph_of([found for card in shelf if (found := shelf.get(card.id)) is not None], shipped_kinds())


def test_the_shipped_machines_fit_80_columns() -> None:
    graph = shipped()
    lines = list(text_lines(graph))
    assert max(map(len, lines)) <= 80
    assert {"ceb-press", "power-cube"} <= {node.id for node in graph.nodes}
    assert ("ceb-press", "power-cube", "runs on") in edges(graph)
    assert all(
        any(node.name in line for line in lines) for node in graph.nodes if node.id in {"tractor", "welder"}
    )


def test_the_same_shelf_is_the_same_picture_in_another_process() -> None:
    program = (
        "import hashlib; from tests.catalog.test_graph import shipped; from catalog.graph_svg import svg_text;"
        "from catalog.graph_text import dot_text, mermaid_text; g = shipped();"
        "print(hashlib.sha256((svg_text(g) + dot_text(g) + mermaid_text(g)).encode()).hexdigest())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1

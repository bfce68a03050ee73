"""The page on bootstrapping is worked out from the designs, and stays so."""

from xml.etree import ElementTree as ET

from catalog.bootstrap import Bootstrap
from catalog.ecology import Ecology
from catalog.shipped import shipped_kinds
from scripts import bootstrapping

SVG = "{http://www.w3.org/2000/svg}"
LETTER = 6.9  # of 12 px in DejaVu Sans on average; bold is a tenth wider


def test_the_page_and_its_picture_are_fresh() -> None:
    assert bootstrapping.main(["--check"]) == 0, "python scripts/bootstrapping.py"


def test_the_page_has_the_figures_of_the_worked_example() -> None:
    assert (
        "| a welder and a multimachine | 46 | 6 | 8, 4, 20, 1, 5, 6 | 4, 2 for want of paper |"
        in bootstrapping.page()
    )


def test_in_the_picture_every_word_has_room() -> None:
    picture = ET.fromstring(bootstrapping.picture())  # noqa: S314 - our own
    width, height = (float(picture.attrib[side]) for side in ("width", "height"))
    for text in picture.iter(f"{SVG}text"):
        x, y, long = float(text.attrib["x"]), float(text.attrib["y"]), LETTER * len(text.text or "")
        if "text-anchor" not in text.attrib and "font-size" not in text.attrib:
            assert x + long < width, text.text
        assert 0 < y < height
    boxes = [each.attrib for each in picture.iter(f"{SVG}rect") if "rx" in each.attrib]
    for box in boxes:
        left, top = float(box["x"]), float(box["y"])
        inside = [
            each
            for each in picture.iter(f"{SVG}text")
            if top < float(each.attrib["y"]) < top + 19
            and left <= float(each.attrib["x"]) <= left + float(box["width"])
        ]
        bold = 1.1 if any("font-weight" in each.attrib for each in inside) else 1
        assert bold * LETTER * sum(len(each.text or "") for each in inside) < float(box["width"]) - 10


def test_the_picture_leads_to_every_machine_from_the_round_before() -> None:
    net = Ecology(bootstrapping.machines(), shipped_kinds())
    bootstrap = Bootstrap(net, net.from_kinds(("welder", "multimachine")))
    picture = ET.fromstring(bootstrapping.picture())  # noqa: S314 - our own
    places: dict[tuple[float, float], str] = {}
    boxes = [each.attrib for each in picture.iter(f"{SVG}rect") if "rx" in each.attrib]
    texts = {
        (float(each.attrib["x"]) - 8, float(each.attrib["y"]) - 14): each.text or ""
        for each in picture.iter(f"{SVG}text")
    }
    ends = {}
    for box in boxes:
        x, y = float(box["x"]), float(box["y"])
        name = texts[x, y]
        places[round(x + float(box["width"]), 1), round(y + 9.5, 1)] = name
        ends[round(x - 5, 1), round(y + 9.5, 1)] = name
    lines = [each.attrib["d"] for each in picture.iter(f"{SVG}path") if each.attrib.get("fill") == "none"]
    joined = set()
    for line in lines:
        start, curve = line.removeprefix("M").split("C")
        x, y = map(float, start.split())
        *_, to_x, to_y = map(float, curve.split())
        joined.add((places[x, y], ends[to_x, to_y]))
    expected = set()
    when: dict[str, int] = {}
    for number, built in enumerate(bootstrap.rounds(), 1):
        when |= {one.design: number for one in built}
        for one in built:
            sources = {because.maker or because.kind for because in one.because}
            last = {(source, one.design) for source in sources if when.get(source, 0) == number - 1}
            assert last
            expected |= last
    assert joined == expected

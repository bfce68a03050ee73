"""A bare list of parts: columns of InvenTree and KiCad, and what spreadsheets make of them."""

from decimal import Decimal

import pytest

from catalog.checkrun import check_paths
from catalog.design import Design
from catalog.okh.importing import Incoming
from catalog.okh.parts_table import import_parts
from catalog.reader import read_design

INVENTREE = """\
level,bom_id,part_ipn,part_name,part_description,quantity,optional,consumable,reference,note,Available Stock
1,12,R-10K,10k resistor,Resistor 0603,4.00000,False,False,"R1, R2, R3, R4",,120
1,13,,Enclosure,"Box, grey",1.00000,True,False,,glue it,0
2,14,,Lid,Part of the box,1.00000,False,False,,,0
1,15,,Solder wire,,0.50000,False,True,,,
"""
KICAD = '"Reference","Value","Datasheet","Footprint","Qty","DNP"\n"C1,C2","100n","~","C_0603","2",""\n"J1","Conn","","Pins","1","DNP"\n'


def bring(text: str | bytes, file: str = "bom.csv") -> Incoming:
    return import_parts(text.encode() if isinstance(text, str) else text, file=file)


def design(text: str | bytes, file: str = "bom.csv") -> Design:
    incoming = bring(text, file)
    assert incoming.text is not None, list(map(str, incoming.problems))
    found = read_design(incoming.text, id=incoming.id, file="new.yaml").design
    assert found is not None
    return found


def lines(text: str | bytes) -> list[tuple[str, str]]:
    return [(line.part, "unknown" if line.qty is None else str(line.qty)) for line in design(text).parts]


def codes(text: str | bytes) -> list[tuple[int, str]]:
    return [(each.line, each.code) for each in bring(text).problems if each.code != "filled-in"]


def test_columns_of_inventree() -> None:
    found = design(INVENTREE, "Solder_station.csv")
    assert (found.id, found.name, found.documented.parts) == ("solder-station", "Solder station", "partial")
    resistor, box, solder = found.parts
    assert (resistor.part, str(resistor.qty), resistor.note) == (
        "10k resistor",
        "4",
        "R1, R2, R3, R4; Resistor 0603",
    )
    assert (box.optional, box.note) == (True, "Box, grey; glue it")
    assert (solder.use, str(solder.qty)) == ("consumable", "0.5")
    assert codes(INVENTREE) == [(4, "row-nested")]
    lost = {each.message.split("`")[1] for each in bring(INVENTREE).lost}
    assert lost == {"bom_id", "part_ipn", "Available Stock"}


def test_columns_of_kicad() -> None:
    found = design(KICAD)
    capacitor, plug = found.parts
    assert (capacitor.part, str(capacitor.qty), capacitor.note) == ("100n", "2", "C1,C2; C_0603")
    assert (plug.optional, plug.note) == (True, "J1; Pins; not fitted")
    assert found.documented.parts == "full"


def test_a_list_of_parts_claims_nothing_else(tmp_path: object) -> None:
    found = design(KICAD)
    assert (found.license.hardware, found.credit.author, found.readiness.status) == (
        "NOASSERTION",
        "unknown",
        "design",
    )
    assert (found.documented.tools, found.documented.steps) == ("none", "none")
    path = tmp_path / "bom.yaml"  # type: ignore[operator]
    path.write_text(bring(KICAD).text, encoding="utf-8")
    assert not [str(each) for each in check_paths([path]).problems if each.severity == "error"]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_any_delimiter_line_end_and_mark(sign: str, ends: str, encoding: str) -> None:
    rows = [["Part", "Qty", "Note"], ["Ölschraube", "3", f'"a{sign}b"'], ["Nut", "4", ""]]
    assert lines(ends.join(sign.join(row) for row in rows).encode(encoding)) == [
        ("Ölschraube", "3"),
        ("Nut", "4"),
    ]


def test_an_encoding_that_was_guessed_is_told() -> None:
    assert codes("Teil;Menge\nÖl;2\n".encode("latin-1")) == [(2, "encoding-guessed")]


@pytest.mark.parametrize(
    ("cell", "unit", "qty"),
    [
        ("4", "", "4"),
        ("4.00000", "", "4"),
        ("1,5", "m", "1.5 m"),
        ("1.5 m", "", "1.5 m"),
        ("2", "pcs", "2"),
        ("some", "", "unknown"),
        ("-1", "", "unknown"),
        ("3", "barleycorn", "3"),
        ("9**9**9", "", "unknown"),
    ],
)
def test_quantities(cell: str, unit: str, qty: str) -> None:
    text = f"Part;Quantity;Unit\nX;{cell};{unit}\n"
    assert lines(text) == [("X", qty)]
    assert ("qty-unread" in dict(map(reversed, codes(text)))) == (qty == "unknown" or unit == "barleycorn")  # type: ignore[arg-type]


def test_without_a_quantity_the_references_are_counted() -> None:
    assert lines("Reference;Value\nR1 R2,R3;10k\nC1;1u\n") == [("10k", "3"), ("1u", "1")]
    assert codes("Part;Qty\nX;\n") == [(2, "qty-unread")]


def test_lines_before_the_header_are_passed_over() -> None:
    assert lines("Source: board\nDate: today\nItem\tQty\tReference(s)\tValue\n1\t\tR1 R2\t10k\n") == [
        ("10k", "2")
    ]


@pytest.mark.parametrize(
    ("price", "currency", "cost"),
    [
        ("1.50", "EUR", "1.50"),
        ("1.234,50", "eur", "1234.50"),
        ("GBP 2", "", "2"),
        ("2.00", "", None),
        ("x", "EUR", None),
    ],
)
def test_prices_count_with_a_currency_only(price: str, currency: str, cost: str | None) -> None:
    (line,) = design(f"Part;Qty;Unit price;Currency\nX;2;{price};{currency}\n").parts
    assert (None if line.cost is None else line.cost.amount) == (None if cost is None else Decimal(cost))


@pytest.mark.parametrize(
    "text", ["", "a,b\n1,2\n", "Part,Qty\n", "just words\n", "Part,Qty\n,\n,3\n", "\0\0\0"]
)
def test_what_is_no_list_of_parts_is_refused(text: str) -> None:
    incoming = bring(text)
    assert incoming.text is None
    assert any(each.severity == "error" for each in incoming.problems)


def test_a_flood_of_rows_is_refused() -> None:
    assert "file-too-large" in [code for _, code in codes("Part,Qty\n" + "x,1\n" * 6000)]


def test_formulas_and_escapes_are_text() -> None:
    (line,) = design('Part,Qty\n"=HYPERLINK(""x"")\x1b[2J",1\n').parts
    assert line.part == '=HYPERLINK("x")[2J'

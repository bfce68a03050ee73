"""A bare bill of materials as a table (CSV of InvenTree, KiCad or a spreadsheet) → a new design file with its parts.

Columns are known by their names in any spelling; what no BOM line has a place for is told, column by column.
"""

import csv
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import StringIO
from pathlib import PurePath
from typing import Final

from catalog.currencies import DIGITS
from catalog.design import FORMAT, NOASSERTION
from catalog.okh import said as words
from catalog.okh.decoding import decode
from catalog.okh.importing import HEAD, Incoming, finished, refused
from catalog.problem import Mark, Problems
from catalog.quantity import NotAQuantity, parse_quantity
from catalog.text import plain, quote, slug_of
from catalog.units import unit_of
from catalog.yamltext import yaml_text

# Names folded to letters and digits; of each kind the first that is there counts.
_NAMES: Final = (
    "partname part name component item partdescription designation description material mpn manufacturerpartnumber "
    "artikel bezeichnung benennung teil"
).split()
_COUNTS: Final = (
    "quantity qty quantityperpcb qtyperpcb qtyperunit quantityperassembly totalquantity count amount anzahl menge stueck"
).split()
_UNITS: Final = "unit units partunits uom einheit".split()
_REFS: Final = "reference references refs ref designator designators parts".split()
_NOTES: Final = "note notes remark remarks bemerkung".split()
_PRICES: Final = "unitprice price unitcost cost einzelpreis preis".split()
_CURRENCIES: Final = "currency pricecurrency costcurrency waehrung".split()
_DESCRIBED: Final = "description partdescription footprint package".split()
_LEVELS: Final = "level bomlevel".split()
_LEFT_OUT: Final = "dnp dnf donotpopulate donotfit donotplace excludefrombom".split()
_NUMBER: Final = re.compile(r"\d{1,9}(?:[.,]\d{1,9})?", re.ASCII)
_YES: Final = frozenset({"true", "yes", "1", "x", "y", "dnp", "dnf", "ja", "excluded", "excluded from bom"})
MOST_ROWS: Final = 5000
_LONGEST: Final = 300


def import_parts(source: bytes, *, file: str) -> Incoming:
    """The design whose parts a table lists; its name is that of the file, and it claims nothing else."""
    problems = Problems(file)
    text = decode(source, problems)
    table = None if text is None else _table(text, problems)
    if table is None:
        return refused(file, problems)
    lost = Problems(file)
    parts = _parts(table, problems)
    table.tell_unused(lost)
    if not parts:
        problems.error(Mark(1, 1), "parts-missing", "no row of the table is a part")
        return refused(file, problems)
    for key, filling in (
        ("license", NOASSERTION),
        ("category", words.NO_CATEGORY),
        ("author", words.UNKNOWN_AUTHOR),
    ):
        message = f"a list of parts states no {key}; {quote(filling)} stands there"
        problems.note(Mark(1, 1), "filled-in", message, hint="write it into the design once you know it")
    name = " ".join(re.sub(r"[_-]+", " ", PurePath(file).stem).split()) or "Parts"
    id = slug_of(name)[:60].strip("-") or "parts"  # noqa: A001 - the word of the format
    design = _design(name, parts, file, whole=len(parts) == len(table.rows))
    return finished(Incoming(file, id, design, (), tuple(lost)), problems)


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: tuple[str, ...]


class _Table:
    """The rows under their header, and which columns anybody asked for."""

    def __init__(self, header: _Row, rows: list[_Row]) -> None:
        self.header = header
        self.rows = rows
        self._keys = [_key(name) for name in header.cells]
        self._used: set[int] = set()

    def column(self, names: list[str]) -> int | None:
        """The first of these columns that is there and not taken yet; it is taken now."""
        for name in names:
            if name in self._keys and (place := self._keys.index(name)) not in self._used:
                self._used.add(place)
                return place
        return None

    def name_column(self) -> int | None:
        """The column that says what the part is: words, not the numbers of a database."""
        for name in _NAMES:
            if name in self._keys:
                place = self._keys.index(name)
                cells = [cell(row, place) for row in self.rows]
                if any(text and not text.isdecimal() for text in cells):
                    self._used.add(place)
                    return place
        return None

    def tell_unused(self, lost: Problems) -> None:
        """Tell each column that a BOM line has no place for, if anything stands in it."""
        for place, name in enumerate(self.header.cells):
            filled = sum(bool(cell(row, place)) for row in self.rows)
            if place not in self._used and filled:
                message = f"column {quote(name)} has no place in a design; {filled} cells are left out"
                lost.note(Mark(self.header.line, place + 1), "no-place", message)


def cell(row: _Row, place: int | None) -> str:
    """What stands in a row's column; "" if there is no such column."""
    return row.cells[place] if place is not None and place < len(row.cells) else ""


def _key(name: str) -> str:
    return re.sub(
        r"[^a-z0-9]", "", re.sub(r"\((s|es)\)", r"\1", name.casefold().replace("ü", "ue").replace("ä", "ae"))
    )


def _table(text: str, problems: Problems) -> _Table | None:
    """The table, from the first row that reads like a header: KiCad puts lines about the project before it."""
    found = _rows(text, problems)
    for at, row in enumerate(found or ()):
        keys = {_key(name) for name in row.cells}
        value = bool(keys & {"value"} and keys & {*_REFS, "footprint"})
        if len(row.cells) > 1 and (keys & set(_NAMES) or value) and (keys & {*_COUNTS, *_REFS}):
            return _Table(row, (found or [])[at + 1 :])
    if found is not None:
        message = "no row of it names columns of parts and quantities"
        hint = "a header such as Part,Quantity or Reference,Value,Qty"
        problems.error(Mark(1, 1), "parts-missing", message, hint=hint)
    return None


def _rows(text: str, problems: Problems) -> list[_Row] | None:
    start = text.lstrip("\n\r")
    delimiter = _delimiter(start.splitlines()[:40])
    reader = csv.reader(StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter, strict=False)
    rows = []
    try:
        for cells in reader:
            if any(each.strip() for each in cells):
                rows.append(_Row(reader.line_num, tuple(plain(each).strip() for each in cells)))
            if len(rows) > MOST_ROWS:
                message = f"more than {MOST_ROWS} rows"
                problems.error(Mark(reader.line_num, 1), "file-too-large", message)
                return None
    except csv.Error as error:
        problems.error(Mark(reader.line_num or 1, 1), "csv-syntax", f"not a table: {error}")
        return None
    return rows


def _delimiter(lines: list[str]) -> str:
    """The sign that parts the most lines into the most equal numbers of cells."""

    def evenness(sign: str) -> tuple[int, int]:
        counts = [len(next(csv.reader([line[:2000]], delimiter=sign), [])) for line in lines]
        best = max(set(counts), key=lambda count: (counts.count(count) if count > 1 else 0, count), default=1)
        return (counts.count(best) if best > 1 else 0), best

    return max(",;\t|", key=evenness)


def _parts(table: _Table, problems: Problems) -> list[object]:
    part, refs = table.name_column(), table.column(_REFS)
    value = table.column(["value"]) if part is None or refs is not None else None
    taken = {
        "described": table.column(_DESCRIBED),
        "count": table.column(_COUNTS),
        "unit": table.column(_UNITS),
        "note": table.column([*_NOTES, *(["comment"] if part is not None else [])]),
        "price": table.column(_PRICES),
        "currency": table.column(_CURRENCIES),
        "level": table.column(_LEVELS),
        "optional": table.column(["optional"]),
        "consumable": table.column(["consumable"]),
        "out": table.column(_LEFT_OUT),
    }
    lines: list[object] = []
    for row in table.rows:
        said = {name: cell(row, place) for name, place in taken.items()}
        name = ", ".join(dict.fromkeys(text for text in (cell(row, value), cell(row, part)) if text))
        said |= {"part": name, "refs": cell(row, refs)}
        if (line := _line(said, Mark(row.line, 1), problems)) is not None:
            lines.append(line)
    return lines


def _line(said: dict[str, str], mark: Mark, problems: Problems) -> dict[str, object] | None:
    """One BOM line; None for a row that is none, which is told."""
    if said["level"].isdecimal() and int(said["level"][:6]) > 1:
        message = f"{quote(said['part'])} is a part of a part (level {said['level'][:6]}) and left out"
        problems.note(
            mark, "row-nested", message, hint="import each assembly for itself and join them with `make`"
        )
        return None
    part = said["part"] or said["described"]
    if not part:
        problems.warning(mark, "row-nameless", "the row names no part and is left out")
        return None
    qty = _qty(said, mark, problems)
    line: dict[str, object] = {"part": part[:_LONGEST], "qty": int(qty) if qty.isdecimal() else qty}
    if (cost := _cost(said, mark, problems)) is not None:
        line["cost"] = cost
    if said["optional"].casefold() in _YES or said["out"].casefold() in _YES:
        line["optional"] = True
    if said["consumable"].casefold() in _YES:
        line["use"] = "consumable"
    out = "not fitted" if said["out"].casefold() in _YES else ""
    described = said["described"] if said["described"] != part else ""
    if note := "; ".join(text for text in (said["refs"], described, said["note"], out) if text):
        line["note"] = note
    return line


def _qty(said: dict[str, str], mark: Mark, problems: Problems) -> str:
    """The quantity: of its column, else as many as there are references."""
    text, unit = said["count"], said["unit"]
    if not text and said["refs"]:
        return str(len([ref for ref in re.split(r"[,;\s]+", said["refs"]) if ref]))
    number = _NUMBER.match(text)
    unit = unit or (text[number.end() :].strip() if number else "")
    if number is None or (not said["unit"] and unit and unit_of(unit) is None):
        problems.warning(mark, "qty-unread", f"{quote(text)} is no quantity; `unknown` stands there")
        return "unknown"
    amount = _plain_number(number[0])
    if unit and unit_of(unit) is None:
        message = f"{quote(unit)} is no known unit; {quote(amount)} stands there without it"
        problems.warning(mark, "qty-unread", message)
        unit = ""
    try:
        return str(parse_quantity(f"{amount} {unit}".strip()))
    except NotAQuantity:
        problems.warning(mark, "qty-unread", f"{quote(text)} is no quantity; `unknown` stands there")
        return "unknown"


def _plain_number(text: str) -> str:
    """4.00000 → 4, 1,5 → 1.5."""
    number = text.replace(",", ".")
    return number.rstrip("0").rstrip(".") if "." in number else number


def _cost(said: dict[str, str], mark: Mark, problems: Problems) -> str | None:
    """The price of one, if its currency is stated."""
    if not said["price"]:
        return None
    found = re.fullmatch(r"([A-Z]{3})?\s*([\d.,]{1,20})\s*([A-Z]{3})?", said["price"])
    code = "" if found is None else said["currency"].upper() or found[1] or found[3] or ""
    if found is None or code not in DIGITS:
        message = f"the price {quote(said['price'])} states no currency that is known; it is left out"
        problems.note(mark, "price-unread", message)
        return None
    try:
        amount = Decimal(_decimal(found[2]))
    except InvalidOperation:
        problems.note(mark, "price-unread", f"{quote(said['price'])} is no price; it is left out")
        return None
    return f"{amount:f} {code}"


def _decimal(text: str) -> str:
    """1.234,50 and 1,234.50 → 1234.50: the last sign parts the decimals, unless three digits follow it alone."""
    if "," in text and "." in text:
        thousands = "," if text.rindex(".") > text.rindex(",") else "."
        return text.replace(thousands, "").replace(",", ".")
    return text.replace(",", ".")


def _design(name: str, parts: list[object], file: str, *, whole: bool) -> str:
    design: dict[str, object] = {
        "format": FORMAT,
        "name": name,
        "summary": f"A list of parts, read from {plain(PurePath(file).name)}.",
        "category": words.NO_CATEGORY,
        "license": {"hardware": NOASSERTION, "note": "a list of parts states none"},
        "credit": {"author": words.UNKNOWN_AUTHOR},
        "sources": {"bom": {"title": f"Bill of materials {plain(PurePath(file).name)}"}},
        "readiness": {"status": "design", "note": "a list of parts does not say how far the design is"},
        "documented": {"parts": "full" if whole else "partial", "tools": "none", "steps": "none"},
        "parts": parts,
    }
    return HEAD + yaml_text(design)

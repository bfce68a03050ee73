"""Version 2 of Open Know-How (LOSH): what its keys mean in our terms, and the other way."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from catalog.design import Status
from catalog.licenses import verdict
from catalog.okh.said import Said, shorter
from catalog.okh.shaping import link, person, said
from catalog.okh.terms import V2_LANGUAGE, Data, Value
from catalog.quantity import Quantity, number_text

FACETS: Final = frozenset(
    "name summary version hardware author source ancestors made docs width depth height mass photos sources exports "
    "guide bom".split()
)
"""The values of `Said` that a manifest of this version has keys for."""

_MADE: Final = frozenset({"OTRL-1", "OTRL-2", "OTRL-3", "OTRL-4", "OTRL-5", "OTRL-6"})
_DOCS: Final = frozenset({"ODRL-1", "ODRL-2", "ODRL-3", "ODRL-3*", "ODRL-4"})
# By the definitions of the levels: ideation, conception, development, prototyping and testing, manufacturing development,
# product qualification.
_STAGES: Final[dict[str, Status]] = {
    "OTRL-1": "planned",
    "OTRL-2": "planned",
    "OTRL-3": "design",
    "OTRL-4": "prototype",
    "OTRL-5": "almost-done",
    "OTRL-6": "done",
}
_NUMBER: Final = re.compile(r"\d{1,9}(?:\.\d{1,9})?", re.ASCII)
_LISTS: Final = (
    ("image", "photos"),
    ("source", "sources"),
    ("export", "exports"),
    ("manufacturing-instructions", "guide"),
)


def understood(data: Data) -> Said | None:
    """What the manifest says in our terms; None if it has no name."""
    name = said(data.get("name"))
    if name is None:
        return None
    function = said(data.get("function"))
    made = level(data.get("technology-readiness-level"), _MADE)
    size = data.get("outer-dimensions")
    sides = size if isinstance(size, dict) else {}
    return Said(
        name=name,
        summary=None if function is None else shorter(function),
        version=said(data.get("version")),
        hardware=_expression(data.get("license")),
        author=_author(data.get("licensor")) or _author(data.get("organization")),
        source=link(data.get("repo")),
        ancestors=tuple((address, address) for address in links(data.get("fork-of"))),
        stage=None if made is None else _STAGES[made],
        made=made,
        docs=level(data.get("documentation-readiness-level"), _DOCS),
        width=_measure(sides.get("width"), "mm"),
        depth=_measure(sides.get("depth"), "mm"),
        height=_measure(sides.get("height"), "mm"),
        mass=_measure(data.get("mass"), "g"),
        photos=tuple(links(data.get("image"))),
        sources=tuple(links(data.get("source"))),
        exports=tuple(links(data.get("export"))),
        guide=tuple(links(data.get("manufacturing-instructions"))),
        bom=next(links(data.get("bom")), None),
    )


def spoken(said: Said) -> Data:
    """The manifest that says it."""
    data: Data = {"okhv": V2_LANGUAGE, "name": said.name}
    texts = {
        "repo": said.source,
        "version": said.version,
        "license": said.hardware or said.documentation,
        "licensor": said.author,
        "function": said.summary,
        "technology-readiness-level": said.made,
        "documentation-readiness-level": said.docs,
        "bom": said.bom,
        "mass": _number(said.mass, "g"),
    }
    data |= {key: text for key, text in texts.items() if text is not None}
    sides = {side: _number(getattr(said, side), "mm") for side in ("width", "depth", "height")}
    if all(sides.values()):
        data["outer-dimensions"] = {side: text for side, text in sides.items() if text is not None}
    if said.ancestors and said.ancestors[0][1] is not None:
        data["fork-of"] = said.ancestors[0][1]
    for key, name in _LISTS:
        if paths := getattr(said, name):
            data[key] = paths[0] if len(paths) == 1 else list(paths)
    return data


def level(value: Value | None, known: frozenset[str]) -> str | None:
    """The level, if it is one of the standard's codes."""
    return value if isinstance(value, str) and value in known else None


def links(value: Value | None) -> Iterator[str]:
    """The web addresses in a text, a list of them, or of tables that have a location."""
    for each in value if isinstance(value, list) else [value]:
        inner = (
            (each.get("location") or each.get("url") or each.get("path")) if isinstance(each, dict) else each
        )
        if (address := link(inner)) is not None:
            yield address


def _expression(value: Value | None) -> str | None:
    text = said(value)
    return text if text is not None and verdict(text) != "invalid" and text != "NOASSERTION" else None


def _author(value: Value | None) -> str | None:
    """The names, without their addresses; a list of people is one line."""
    names = []
    for each in value if isinstance(value, list) else [value]:
        text = said(each.get("name")) if isinstance(each, dict) else said(each)
        if text is not None:
            who = person(text)
            names.append(said(who.get("name")) or said(who.get("affiliation")) or text)
    return "; ".join(dict.fromkeys(names)) or None


def _measure(value: Value | None, unit: str) -> Quantity | None:
    """A bare number in the unit of the standard; text with a unit of its own is not understood."""
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        return None
    amount = Fraction(Decimal(value))
    return Quantity(amount, amount, unit) if amount else None


def _number(quantity: Quantity | None, unit: str) -> str | None:
    """The number in the unit of the standard; a range has no place, nor has what no decimal says."""
    if quantity is None or quantity.low != quantity.high:
        return None
    text = number_text(quantity.to(unit).low)
    return None if "/" in text else text

"""How single values are written in the YAML files of this project, whichever file they stand in."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from catalog.bind import WRONG, Binder, Converter, from_text, list_of, shape_of
from catalog.design import Span
from catalog.quantity import NotAQuantity, parse_cost, parse_extent, parse_quantity
from catalog.text import is_slug, quote
from catalog.yamltree import Node, Scalar

_AS_OF = re.compile(r"(?:(?:about|by|before|after) )?\d{4}(?:-\d{2}(?:-\d{2})?)?\Z", re.ASCII)


def texts(node: Node, binder: Binder) -> Any:
    """One text or a list of them."""
    if isinstance(node, Scalar) and not node.is_null:
        return (node.text,)
    return binder.items(node, lambda item, reading: reading.read(item, str))


several: Final = list_of(lambda node, binder: binder.read(node, str))
"""A converter for a list of texts; a single one is not enough."""


def _slug(text: str) -> str:
    if not is_slug(text):
        raise ValueError(f"{quote(text)} is not an id: small letters and digits, joined by hyphens")
    return text


def _as_of(text: str) -> str:
    if not _AS_OF.match(text):
        raise ValueError
    return text


slug: Final = from_text(_slug, "an id such as drill-press")
"""A converter for ids."""

as_of: Final = from_text(_as_of, "a date: 2025-12-06, 2010-07, 2012, about 2018")
"""A converter for a day, a month or a year, perhaps "about" or "by" one."""


def slugs(node: Node, binder: Binder) -> Any:
    """One id or a list of them."""
    if isinstance(node, Scalar):
        one = slug(node, binder)
        return one if one is WRONG else (one,)
    return binder.items(node, slug)


def measured(parse_text: Callable[[str], object]) -> Converter:
    """A converter for quantities and costs, whose problems have codes and hints of their own."""

    def convert(node: Node, binder: Binder) -> Any:
        if not isinstance(node, Scalar) or node.is_null:
            return binder.wrong(node, "a number with a unit")
        try:
            return parse_text(node.text)
        except NotAQuantity as error:
            binder.problems.error(node.mark, error.code, str(error), hint=error.hint)
            return WRONG

    return convert


def of_dimension(*dimensions: str) -> Converter:
    """A converter for quantities of one of these dimensions."""
    read = measured(parse_quantity)

    def convert(node: Node, binder: Binder) -> Any:
        value: Any = read(node, binder)
        if value is WRONG or value.dimension in dimensions:
            return value
        wanted = " or ".join(dimensions)
        if value.unit == "piece" and not shape_of(node).endswith("piece`"):
            hint = f"a unit of {wanted}, as in 1.5 m or 12 kg"
            binder.problems.error(node.mark, "unit-missing", f"{shape_of(node)} has no unit", hint=hint)
        else:
            message = f"{shape_of(node)} is a measure of {value.dimension}, not of {wanted}"
            binder.problems.error(node.mark, "unit-wrong", message)
        return WRONG

    return convert


quantity: Final = measured(parse_quantity)
"""A converter for a number with a unit."""

extent: Final = measured(parse_extent)
"""A converter for a quantity, or for several of one unit: 600 x 400 mm."""

cost: Final = measured(parse_cost)
"""A converter for a price."""

length: Final = of_dimension("length")
"""A converter for a length."""

mass: Final = of_dimension("mass")
"""A converter for a mass."""


def filled(node: Node, binder: Binder) -> Any:
    """A text with something in it."""
    text = binder.read(node, str)
    if text is not WRONG and not text.strip():
        binder.problems.error(
            node.mark, "value-missing", "an empty text stands here", hint="say it in a few words"
        )
        return WRONG
    return text


def span(node: Node, binder: Binder) -> Any:
    """A number, or {low, high}."""
    if not isinstance(node, Scalar):
        return binder.mapping(node, Span)
    number: Any = binder.read(node, Decimal)
    return number if number is WRONG else Span(number, number)

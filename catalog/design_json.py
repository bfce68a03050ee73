"""Designs as programs read them: the row of a list and the whole record, as the command contract names them."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from catalog.bom import costs_of, json_number
from catalog.design import Design
from catalog.quantity import Cost, Quantity


def design_row(design: Design, file: str) -> dict[str, Any]:
    """The design in a list: counts in place of its lists.

    `cost` is null unless every needed part has a price; `cost_at_least` sums up those that have one.
    """
    own = design.license
    whole, known = costs_of(design)
    return {
        "id": design.id,
        "name": design.name,
        "summary": design.summary,
        "category": design.category,
        "version": design.version,
        "status": design.readiness.status,
        "license": {"hardware": own.hardware, "software": own.software, "documentation": own.documentation},
        "parts": len(design.parts),
        "tools": len(design.tools),
        "steps": len(design.steps),
        "cost": whole,
        "cost_at_least": known,
        "file": file,
    }


def design_full(design: Design, file: str) -> dict[str, Any]:
    """The whole design: every key of the format in snake_case, full lists, null for what is absent."""
    row = design_row(design, file)
    full = {key: row[key] for key in ("id", "file", "status", "cost", "cost_at_least")}
    return full | {key: value for key, value in _plain(design).items() if key != "id"}


def _plain(value: Any) -> Any:
    if isinstance(value, Quantity):
        return {
            "low": json_number(value.low),
            "high": json_number(value.high),
            "unit": value.unit,
            "text": str(value),
        }
    if isinstance(value, Cost):
        return {"amount": str(value.amount), "currency": value.currency, "per": value.per or "each"}
    if is_dataclass(value):
        return {item.name.rstrip("_"): _plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return json_number(Fraction(value))
    return value

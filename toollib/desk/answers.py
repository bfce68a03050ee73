"""Views → JSON as the command contract writes it: snake_case, money as text, instants with Z, absent as null."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from typing import Any

from toollib.rules.money import Amount, Currency
from toollib.rules.reasons import Refused


def as_json(value: Any, currency: Currency) -> Any:
    """A view (or part of one) as plain data for a JSON document; fields marked for screens are left out."""
    if isinstance(value, Amount):
        return currency.format(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        hidden = value.only_here() if hasattr(value, "only_here") else frozenset()
        value = {key: each for key, each in value._asdict().items() if key not in hidden}
    if isinstance(value, Mapping):
        return {key: as_json(each, currency) for key, each in value.items()}
    if isinstance(value, list | tuple | frozenset | set):
        return [as_json(each, currency) for each in value]
    if is_dataclass(value):
        return {
            each.metadata.get("json", each.name): as_json(getattr(value, each.name), currency)
            for each in fields(value)
            if each.metadata.get("json", True)
            and not (each.metadata.get("omit") and getattr(value, each.name) is None)
        }
    return value


def refusal_json(refused: Refused) -> dict[str, Any]:
    """The error document of a refusal."""
    return {
        "error": {
            "code": refused.code,
            "message": str(refused),
            "reasons": [
                {"code": each.code, "message": each.message, "override": each.override}
                for each in refused.reasons
            ],
            **({"hint": refused.hint} if refused.hint else {}),
        }
    }

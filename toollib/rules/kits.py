"""Tools with counted parts: what a part is called and counted as, and what may be missing of a tool."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catalog.text import fold, quote
from toollib.rules.reasons import Reason, reason

MOST = 9_999


@dataclass(frozen=True, slots=True)
class Missing:
    """What is missing of a tool, named as the tool names it, or every reason why that cannot be."""

    parts: Mapping[str, int]
    reasons: tuple[Reason, ...] = ()


def counted(text: str) -> tuple[str, int] | None:
    """Name and count of a part as people write it, "battery=2", or "battery" for one; None if it is neither."""
    name, equals, count = text.rpartition("=")
    if not equals:
        name, count = text, "1"
    name, count = name.strip(), count.strip()
    if not name or not (count.isascii() and count.isdigit()) or not 0 < int(count) <= MOST:
        return None
    return name, int(count)


def told(parts: Iterable[tuple[str, int]]) -> str:
    """Parts in words: "charger, 2 battery"."""
    return ", ".join(name if qty == 1 else f"{qty} {name}" for name, qty in parts)


def missing(
    tool: str, asked: Iterable[str], belongs: Mapping[str, int], lacking: Mapping[str, int]
) -> Missing:
    """What did not come back of a tool (named for people), as somebody told it part by part.

    `belongs`: its parts; `lacking`: those that were missing before. More than was there cannot be missing.
    """
    names = {fold(name): name for name in belongs}
    parts: dict[str, int] = {}
    reasons: list[Reason] = []
    for text in asked:
        part = counted(text)
        if part is None:
            reasons.append(reason("amount-wrong", f"{quote(text)} is no part; write it like battery=2"))
        elif (name := names.get(fold(part[0]))) is None:
            has = f"it has {told(belongs.items())}" if belongs else "it has no parts"
            reasons.append(_impossible(f"{tool} has no part {quote(part[0])}; {has}"))
        else:
            parts[name] = parts.get(name, 0) + part[1]
    for name, qty in parts.items():
        there = belongs[name] - lacking.get(name, 0)
        if qty > there:
            text = f"{qty} {quote(name)} of {tool} cannot be missing: it went out with {max(0, there)}"
            reasons.append(_impossible(text))
    return Missing(parts, tuple(reasons))


def _impossible(message: str) -> Reason:
    """What was never there cannot be missing, whoever says so."""
    return reason("accessory-missing", message, override=False)

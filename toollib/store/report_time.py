"""Into which stretch of time an instant falls, for queries that count by month or day.

SQLite knows no time zones, so the stretches come from outside, as instants; each row is put among them by halving.
"""

from collections.abc import Sequence
from typing import NamedTuple


class Stretches(NamedTuple):
    """Where each stretch of time begins, and from when to before when rows count; all instants, or all local days."""

    starts: tuple[str, ...]
    start: str
    end: str


class Grouping(NamedTuple):
    """The number of a row's stretch as an SQL expression, with the values that it binds."""

    sql: str
    values: dict[str, object]


def grouping(column: str, starts: Sequence[str]) -> Grouping:
    """Which of these stretches holds an instant, from 0; each lasts to the start of the next, the first has no start."""
    values: dict[str, object] = {f"s{number}": start for number, start in enumerate(starts)}
    return Grouping(_halved(column, 0, len(starts)), values)


def _halved(column: str, low: int, high: int) -> str:
    """The expression for the stretches from `low` to before `high`."""
    if high - low < 2:
        return str(low)
    middle = (low + high) // 2
    before, after = _halved(column, low, middle), _halved(column, middle, high)
    return f"CASE WHEN {column} < :s{middle} THEN {before} ELSE {after} END"

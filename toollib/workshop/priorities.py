"""What should we get next? Wishes, refusals, holds, searches and designs of every kind, weighed as library.yaml says."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from toollib.desk import queues
from toollib.desk.context import Context
from toollib.rules.money import Amount
from toollib.rules.periods import counted_year
from toollib.rules.priorities import OF_THE_SHELF, Parts, Weights, against, score, typical
from toollib.store import tools, unmet, wishes
from toollib.workshop.prices import prices_of
from toollib.workshop.ready import Workshop

# Wishes in words stand beside kinds under these keys: no slug has a blank.
_WORDS = "words "


@dataclass(frozen=True, slots=True)
class Priority:
    """One thing to get: a kind, or what members wish for in words. `price` of one, None if nobody knows it."""

    kind: str | None
    text: str | None
    name: str
    score: Decimal
    parts: Parts
    price: Amount | None
    owned: int


@dataclass(frozen=True, slots=True)
class Priorities:
    """The list, the first the most wanted, with what was counted from a first to a last day (inclusive)."""

    weights: Weights
    first: date
    last: date
    typical: Amount | None
    rows: tuple[Priority, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The columns of the list as a table: what it is (a name everything has), what it came to, and each part."""
        return ("name", "kind", "score", *self.weights.by_part(), "owned")

    def cells(self, row: Priority) -> tuple[str | float | None, ...]:
        """One thing of the list in these columns; what is wished for in words has no kind."""
        parts = (as_number(getattr(row.parts, name)) for name in self.weights.by_part())
        return (row.name, row.kind, as_number(row.score), *parts, row.owned)

    def to_json(self, part: Sequence[Priority]) -> dict[str, Any]:
        """A part of the list as programs read it, with what it is weighed by; scores, weights and parts are numbers."""
        return {
            "typical_price": self.typical,
            "weights": {name: as_number(weight) for name, weight in self.weights.by_part().items()},
            "priorities": [
                {
                    "kind": each.kind,
                    "text": each.text,
                    "score": as_number(each.score),
                    "parts": {name: as_number(getattr(each.parts, name)) for name in self.weights.by_part()},
                    "price": each.price,
                    "owned": each.owned,
                }
                for each in part
            ],
        }


def priorities(
    context: Context, workshop: Workshop, *, first: date | None = None, last: date | None = None
) -> Priorities:
    """What is wanted most. Refusals, searches and expired holds count from `first` to `last`, a year up to today unless told.

    Wishes and holds that are open count whenever they were made; designs by the tools that the library owns today.

    Raises:
        Refused: `date-wrong` for a period that ends before it begins, or begins after today.
    """
    first, last = counted_year(first, last, today=context.today)
    with queues.reading(context):
        counted = _Demand(context, first, last)
        owned = _by_kind(context, tools.per_kind(context.db).items())
        prices = prices_of(context)
    unlocked = workshop.completed_by_one()
    weights, middle = context.settings.priorities, typical(prices.values())
    found = []
    for key in {*counted.wishes, *counted.refused, *counted.holds, *counted.searches, *unlocked}:
        kind = None if key.startswith(_WORDS) else key
        price = None if kind is None else prices.get(kind)
        parts = Parts(
            wishes=counted.wishes[key],
            refused=counted.refused[key],
            holds=counted.holds[key],
            searches=counted.searches[key],
            unlocks=unlocked.get(key, 0),
            price=against(price, middle),
        )
        text = None if kind is not None else key.removeprefix(_WORDS)
        name = context.vocabulary.name(kind) if kind is not None else text or ""
        found.append(Priority(kind, text, name, score(parts, weights), parts, price, owned[key]))
    found.sort(key=lambda each: (-each.score, each.name, each.kind or ""))
    return Priorities(weights, first, last, None if middle is None else Amount(middle), tuple(found))


def wanted(context: Context) -> tuple[Counter[str], Counter[str]]:
    """For each kind how many wish for it now, and how often in the past year the desk could not lend one."""
    with queues.reading(context):
        counted = _Demand(context, *counted_year(None, None, today=context.today))
    return counted.wishes, counted.refused


class _Demand:
    """What members wanted and did not get, by the kind as it is called now, or by the words of a wish."""

    def __init__(self, context: Context, first: date, last: date) -> None:
        days = first.isoformat(), last.isoformat()
        self.wishes = Counter[str]()
        for each in wishes.listed(context.db):
            known = context.vocabulary.find(each.kind or each.text or "")
            self.wishes[known or each.kind or f"{_WORDS}{each.text}"] += each.votes
        rows = unmet.between(context.db, *days)
        refused = (
            each for each in rows if each.what == "refused" and OF_THE_SHELF & {*each.codes.split(",")}
        )
        self.refused = _by_kind(context, ((each.kind, each.times) for each in refused))
        searched = (each for each in rows if each.what == "searched")
        self.searches = _by_kind(context, ((each.kind, each.times) for each in searched))
        held = unmet.holds(context.db, context.begins(first), context.begins(last + timedelta(days=1)))
        self.holds = _by_kind(context, held.items())


def _by_kind(context: Context, counts: Iterable[tuple[str, int]]) -> Counter[str]:
    """Counts of kinds under the slugs that they have now."""
    found = Counter[str]()
    for kind, count in counts:
        found[context.vocabulary.find(kind) or kind] += count
    return found


def as_number(value: Decimal | int) -> float | int:
    """A figure as JSON has it: whole if it is."""
    return int(value) if value == int(value) else float(value)

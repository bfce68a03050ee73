"""What a library should get next: what members want, weighed openly. Every figure is a count, every weight a setting.

The score of a thing is the sum of its parts, each times its weight; nothing else goes in, so that anybody can check it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Final

_CENT: Final = Decimal("0.01")
# A refusal counts if the shelf stood in the way; training or a paper that lacks asks for something else than a purchase.
OF_THE_SHELF: Final = frozenset(
    {
        "tool-on-loan", "tool-held", "tool-reserved", "tool-in-repair", "tool-retired", "tool-lost",
        "tool-stays-here", "accessory-missing",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """What one of each weighs; `price` is what the dearest of all could lose."""

    wish: Decimal = Decimal(3)
    refused: Decimal = Decimal(2)
    hold: Decimal = Decimal(2)
    search: Decimal = Decimal(1)
    unlock: Decimal = Decimal(1)
    price: Decimal = Decimal(2)

    def __post_init__(self) -> None:
        for each in fields(self):
            if getattr(self, each.name) < 0:
                raise ValueError(f"{each.name}: a weight is 0 or more; 0 leaves it out")

    def by_part(self) -> Mapping[str, Decimal]:
        """The weights under the names of the parts that they weigh."""
        return {
            "wishes": self.wish,
            "refused": self.refused,
            "holds": self.hold,
            "searches": self.search,
            "unlocks": self.unlock,
            "price": self.price,
        }


@dataclass(frozen=True, slots=True)
class Parts:
    """What speaks for a thing, counted; `price` speaks against it: 0 for free, near -1 for the very dear."""

    wishes: int = 0
    refused: int = 0
    holds: int = 0
    searches: int = 0
    unlocks: int = 0
    price: Decimal = Decimal(0)

    @property
    def wanted(self) -> bool:
        """Whether anything speaks for it at all."""
        return any((self.wishes, self.refused, self.holds, self.searches, self.unlocks))


def against(price: int | None, typical: int | None) -> Decimal:
    """What a price (minor units) speaks against a thing: -0.50 at the typical price, ever nearer -1 above it.

    A price that nobody knows is taken for the typical one: not knowing must be no advantage. Where no price at all is
    known, none counts.
    """
    if typical is None or typical <= 0:
        return Decimal(0)
    known = typical if price is None else price
    return -(Decimal(known) / (known + typical)).quantize(_CENT)


def score(parts: Parts, weights: Weights) -> Decimal:
    """The parts, each times its weight, added up."""
    return sum((weight * getattr(parts, name) for name, weight in weights.by_part().items()), Decimal(0))


def typical(prices: Iterable[int]) -> int | None:
    """The price in the middle: half of them cost no more. None without any."""
    known = sorted(prices)
    return known[(len(known) - 1) // 2] if known else None

"""The bill of materials as a shopping list: sub-designs exploded, like added to like, money by currency.

Nothing unknown is counted as nothing: lines whose cost or quantity nobody knows are counted apart.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from catalog.currencies import major
from catalog.design import BomLine, Design
from catalog.quantity import NotAQuantity, Quantity, parse_quantity
from catalog.text import fold

Money = tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class PartLine:
    """One line of the list. `qty` is None where unknown; `costs` is the whole line's, unrounded, by currency.

    `cost_unknown`: some of it has no price. `from_designs`: ids of the designs that ask for it, in order.
    """

    part: str
    qty: Quantity | None
    costs: Money
    cost_unknown: bool
    from_designs: tuple[str, ...]
    optional: bool = False
    make: str | None = None

    def to_json(self) -> dict[str, object]:
        """The line as the command contract prints it; `qty` is the upper end of a range, `qty_low` the lower."""
        cost = None
        if len(self.costs) == 1 and not self.cost_unknown:
            [(currency, amount)] = self.costs
            cost = {"amount": major(amount, currency), "currency": currency}
        return {
            "part": self.part,
            "qty": None if self.qty is None else json_number(self.qty.high),
            "qty_low": None if self.qty is None else json_number(self.qty.low),
            "unit": None if self.qty is None else self.qty.unit,
            "cost": cost,
            "from_designs": list(self.from_designs),
            "optional": self.optional,
            "make": self.make,
        }


@dataclass(frozen=True, slots=True)
class PartsList:
    """The lines in the order in which they are first asked for, and what is known of their cost."""

    lines: tuple[PartLine, ...]
    missing_designs: tuple[str, ...] = ()
    """Designs that a part is made by and that are not there; their part is listed as it stands."""

    @property
    def totals(self) -> Money:
        """The known costs by currency, unrounded, in the order of the lines."""
        sums: dict[str, Decimal] = {}
        for line in self.lines:
            for currency, amount in line.costs:
                sums[currency] = sums.get(currency, Decimal(0)) + amount
        return tuple(sums.items())

    def to_json(self) -> dict[str, object]:
        """The list as the command contract prints it; totals are rounded once, at the end."""
        return {
            "lines": [line.to_json() for line in self.lines],
            "totals": [{"amount": major(amount, code), "currency": code} for code, amount in self.totals],
            "unknown_costs": sum(line.cost_unknown for line in self.lines),
            "unknown_quantities": sum(line.qty is None for line in self.lines),
            "missing_designs": list(self.missing_designs),
        }


@dataclass(frozen=True, slots=True)
class Have:
    """Something that lies on the shelf already; without a quantity there is enough of it."""

    part: str
    qty: Quantity | None = None


@dataclass(slots=True)
class _Sum:
    """One line while it is added up."""

    part: str
    qty: Quantity | None
    optional: bool
    make: str | None
    costs: dict[str, Decimal] = field(default_factory=dict)
    cost_unknown: bool = False
    designs: dict[str, None] = field(default_factory=dict)


def parts_list(
    designs: Iterable[tuple[Design, int]],
    *,
    explode: Callable[[str], Design | None] | None = None,
    have: Sequence[Have] = (),
) -> PartsList:
    """What to get for so many of each design.

    `explode` finds a sub-design by id; with it a part that a design makes is replaced by that design's parts. A circle
    of designs made from each other is cut where it closes. `have` is taken off, in whole lines and in parts of lines;
    the cost of a line shrinks with its quantity.
    """
    sums: dict[tuple[str, str], _Sum] = {}
    tree = _Tree(explode)
    for owner, line, count in tree.lines(list(designs)):
        _add(sums, owner, line, count)
    lines = [_less(line, have) for line in map(_frozen, sums.values())]
    return PartsList(tuple(line for line in lines if line is not None), tuple(tree.missing))


def cost_of(design: Design, *, at_least: bool = False) -> dict[str, str] | None:
    """What the parts cost that are needed; None unless every one of them has a price, all in one currency.

    `at_least`: the sum of those prices that are known, optional parts left out.
    """
    needed = tuple(line for line in parts_list([(design, 1)]).lines if not line.optional)
    totals = PartsList(needed).totals
    if len(totals) != 1 or (not at_least and any(line.cost_unknown for line in needed)):
        return None
    [(currency, amount)] = totals
    return {"amount": major(amount, currency), "currency": currency}


def read_have(text: str) -> tuple[Have, ...]:
    """A list of what is there: lines such as "6 m Square tube", "12 M3x20 bolt" or just "Paint"; # begins a comment."""
    found = []
    for raw in text.splitlines():
        line = raw.split("#", 1)[0].strip()
        if line:
            found.append(_have(line))
    return tuple(found)


def json_number(number: Fraction) -> int | float:
    """A quantity as a JSON number; whole ones without a point."""
    return int(number) if number.denominator == 1 else float(number)


def _have(line: str) -> Have:
    words = line.split()
    # The longest beginning that reads as a quantity counts: "1 1/2 in dowel" is 1.5 in, not one piece.
    for length in range(min(4, len(words) - 1), 0, -1):
        try:
            return Have(" ".join(words[length:]), parse_quantity(" ".join(words[:length])))
        except NotAQuantity:
            continue
    return Have(line)


class _Tree:
    """The designs that others are made from, each once, however many ways lead to it (a chain of twos would explode)."""

    def __init__(self, explode: Callable[[str], Design | None] | None) -> None:
        self._explode = explode
        self._found: dict[str, Design | None] = {}
        self.missing: dict[str, None] = {}
        self._cut: set[tuple[str, str]] = set()

    def lines(self, roots: Sequence[tuple[Design, int]]) -> Iterator[tuple[Design, BomLine, Fraction]]:
        """Every line that is bought, with how often, the roots first; made parts give way to what they are made from."""
        counts: dict[str, Fraction] = {}
        for design, times in roots:
            self._found[design.id] = design
            counts[design.id] = counts.get(design.id, Fraction(0)) + times
        for design in self._makers_first([design for design, _ in roots]):
            count = counts[design.id]
            for line in design.parts:
                inner = self._made_by(design, line)
                if inner is None or line.qty is None:
                    yield design, line, count
                else:
                    more = count * line.qty.to("piece").high  # of a range the upper end is built
                    counts[inner.id] = counts.get(inner.id, Fraction(0)) + more

    def _makers_first(self, roots: Sequence[Design]) -> list[Design]:
        """Each design before those that it is made from; where designs go round in a circle, it is cut."""
        after: list[Design] = []
        done: set[str] = set()
        for root in reversed(roots):  # turned round at the end
            way = {root.id: (root, self._below(root))} if root.id not in done else {}
            while way:
                design, below = way[next(reversed(way))]
                inner = next(below, None)
                if inner is None:
                    del way[design.id]
                    done.add(design.id)
                    after.append(design)
                elif inner.id in way:
                    self._cut.add((design.id, inner.id))
                elif inner.id not in done:
                    way[inner.id] = (inner, self._below(inner))
        return after[::-1]

    def _below(self, design: Design) -> Iterator[Design]:
        made = (self._made_by(design, line) for line in design.parts)
        return iter([inner for inner in made if inner is not None])

    def _made_by(self, owner: Design, line: BomLine) -> Design | None:
        """The design whose parts take the place of this line; a count of it must be known."""
        if self._explode is None or not isinstance(line.make, str) or (owner.id, line.make) in self._cut:
            return None
        if line.qty is None or line.qty.dimension != "piece":
            return None
        if line.make not in self._found:
            self._found[line.make] = self._explode(line.make)
        inner = self._found[line.make]
        if inner is None:
            self.missing[line.make] = None
        elif (owner.id, inner.id) in self._cut:
            return None
        return inner


def _add(sums: dict[tuple[str, str], _Sum], owner: Design, line: BomLine, count: Fraction) -> None:
    # Parts are one if they are named alike and measured in one dimension; unknown amounts stay apart from known ones.
    dimension = "?" if line.qty is None else line.qty.dimension
    key = (_name(line.part), dimension + ("+" if line.optional else ""))
    qty = None if line.qty is None else line.qty.times(count)
    make = line.make if isinstance(line.make, str) else None
    if (found := sums.get(key)) is None:
        found = sums[key] = _Sum(line.part, qty, line.optional, make)
    elif found.qty is not None and qty is not None:
        found.qty = found.qty.plus(qty)
    found.designs[owner.id] = None
    amount = None if line.cost is None else line.cost.of_line(line.qty)
    if line.cost is None or amount is None:
        found.cost_unknown = True
    else:
        whole = amount * Decimal(count.numerator) / Decimal(count.denominator)
        found.costs[line.cost.currency] = found.costs.get(line.cost.currency, Decimal(0)) + whole


def _frozen(line: _Sum) -> PartLine:
    costs = tuple(line.costs.items())
    return PartLine(
        line.part, line.qty, costs, line.cost_unknown, tuple(line.designs), line.optional, line.make
    )


def _less(line: PartLine, have: Sequence[Have]) -> PartLine | None:
    """The line without what is there; None if nothing is left to get."""
    qty = line.qty
    for one in have:
        if _name(one.part) != _name(line.part):
            continue
        if one.qty is None:
            return None
        if qty is not None and one.qty.dimension == qty.dimension:
            off = one.qty.to(qty.unit).low
            qty = Quantity(max(qty.low - off, Fraction(0)), max(qty.high - off, Fraction(0)), qty.unit)
    if qty is None or line.qty is None or qty == line.qty:
        return line
    if qty.high == 0:
        return None
    share = qty.high / line.qty.high
    costs = tuple(
        (code, amount * Decimal(share.numerator) / Decimal(share.denominator)) for code, amount in line.costs
    )
    return PartLine(line.part, qty, costs, line.cost_unknown, line.from_designs, line.optional, line.make)


def _name(part: str) -> str:
    return re.sub(r"\s+", " ", fold(part)).strip()

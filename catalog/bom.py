"""The bill of materials as a shopping list: sub-designs exploded, like added to like, money by currency.

Nothing unknown is counted as nothing: lines whose cost or quantity nobody knows are counted apart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from catalog.currencies import major
from catalog.design import BomLine, Design
from catalog.explode import Find, Tree
from catalog.have import Have, Pool, part_key
from catalog.quantity import Quantity

Money = tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class PartLine:
    """One line of the list. `qty` is None where unknown; `costs` is the whole line's, unrounded, by currency.

    `cost_unknown`: some of it has no price. `from_designs`: ids of the designs that ask for it, in order.
    `substitutes`: other parts that will do as well, as any of the designs says.
    """

    part: str
    qty: Quantity | None
    costs: Money
    cost_unknown: bool
    from_designs: tuple[str, ...]
    optional: bool = False
    make: str | None = None
    substitutes: tuple[str, ...] = ()
    consumable: bool = False

    def to_json(self) -> dict[str, object]:
        """The line as the command contract prints it; `qty` is the upper end of a range, `qty_low` the lower.

        `cost` is null unless all of the line has a price in one currency; `costs` has what is known.
        """
        costs = _money(self.costs)
        return {
            "part": self.part,
            "qty": None if self.qty is None else json_number(self.qty.high),
            "qty_low": None if self.qty is None else json_number(self.qty.low),
            "unit": None if self.qty is None else self.qty.unit,
            "cost": costs[0] if len(costs) == 1 and not self.cost_unknown else None,
            "costs": costs,
            "from_designs": list(self.from_designs),
            "substitutes": list(self.substitutes),
            "optional": self.optional,
            "use": "consumable" if self.consumable else "part",
            "make": self.make,
        }


@dataclass(frozen=True, slots=True)
class PartsList:
    """The lines in the order in which they are first asked for, and what is known of their cost."""

    lines: tuple[PartLine, ...]
    missing_designs: tuple[str, ...] = ()
    """Designs that a part is made by and that are not there; their part is listed as it stands."""
    cycles: tuple[tuple[str, ...], ...] = ()
    """Designs made from each other: the ways round, each cut where it closes; the part there is listed as it stands."""
    undocumented: tuple[str, ...] = ()
    """Designs whose parts nobody wrote down: they are not on the list at all."""
    partial: tuple[str, ...] = ()
    """Designs of which some parts are listed, and nobody says that it is all of them."""

    @property
    def totals(self) -> Money:
        """The known costs of all lines by currency, unrounded, in the order of the lines."""
        return _total(self.lines)

    @property
    def optional_totals(self) -> Money:
        """How much of `totals` is for optional lines."""
        return _total(line for line in self.lines if line.optional)

    def to_json(self) -> dict[str, object]:
        """The list as the command contract prints it; totals are rounded once, at the end."""
        return {
            "lines": [line.to_json() for line in self.lines],
            "totals": _money(self.totals),
            "optional_totals": _money(self.optional_totals),
            "unknown_costs": sum(line.cost_unknown for line in self.lines),
            "unknown_quantities": sum(line.qty is None for line in self.lines),
            "missing_designs": list(self.missing_designs),
            "cycles": [list(way) for way in self.cycles],
            "undocumented": list(self.undocumented),
            "partial": list(self.partial),
        }


@dataclass(slots=True)
class _Sum:
    """One line while it is added up."""

    part: str
    qty: Quantity | None
    line: BomLine
    make: str | None
    substitutes: dict[str, None] = field(default_factory=dict)
    costs: dict[str, Decimal] = field(default_factory=dict)
    cost_unknown: bool = False
    designs: dict[str, None] = field(default_factory=dict)


def parts_list(
    designs: Iterable[tuple[Design, int]],
    *,
    explode: Find | None = None,
    have: Sequence[Have] = (),
) -> PartsList:
    """What to get for so many of each design.

    `explode` finds a sub-design by id; with it a part that a design makes is replaced by that design's parts. A circle
    of designs made from each other is cut where it closes. `have` is taken off, each thing once: from what would be
    made, then from lines that are needed, then from optional ones; the cost of a line shrinks with its quantity.
    """
    sums: dict[tuple[object, ...], _Sum] = {}
    pool = Pool(have)
    tree = Tree(explode, pool)
    for owner, line, count in tree.lines(list(designs)):
        _add(sums, owner, line, count)
    lines = tuple(_frozen(each) for each in sums.values())
    if have:
        lines = _left(lines, pool)
    open_ = [design for design in tree.built.values() if design.documented.parts != "full"]
    return PartsList(
        lines,
        tuple(tree.missing),
        tuple(tree.cycles),
        tuple(design.id for design in open_ if not design.parts),
        tuple(design.id for design in open_ if design.parts),
    )


def _left(lines: Sequence[PartLine], pool: Pool) -> tuple[PartLine, ...]:
    """The lines without what is there, in their order; needed ones take first."""
    turns = sorted(range(len(lines)), key=lambda place: lines[place].optional)
    left = {place: _less(lines[place], pool) for place in turns}
    return tuple(line for place in range(len(lines)) if (line := left[place]) is not None)


def cost_of(design: Design, *, at_least: bool = False) -> dict[str, str] | None:
    """What the parts cost that are needed; None unless every one of them has a price, all in one currency.

    `at_least`: the sum of those prices that are known, optional parts left out.
    """
    whole, known = costs_of(design)
    return known if at_least else whole


def costs_of(design: Design) -> tuple[dict[str, str] | None, dict[str, str] | None]:
    """Both answers of `cost_of` for the price of one: the whole cost, and what is known of it."""
    needed = tuple(line for line in parts_list([(design, 1)]).lines if not line.optional)
    totals = PartsList(needed).totals
    if len(totals) != 1:
        return None, None
    [(currency, amount)] = totals
    known = {"amount": major(amount, currency), "currency": currency}
    return None if any(line.cost_unknown for line in needed) else known, known


def json_number(number: Fraction) -> int | float:
    """A quantity as a JSON number; whole ones without a point."""
    return int(number) if number.denominator == 1 else float(number)


def _total(lines: Iterable[PartLine]) -> Money:
    sums: dict[str, Decimal] = {}
    for line in lines:
        for currency, amount in line.costs:
            sums[currency] = sums.get(currency, Decimal(0)) + amount
    return tuple(sums.items())


def _money(costs: Money) -> list[dict[str, str]]:
    return [{"amount": major(amount, currency), "currency": currency} for currency, amount in costs]


def _add(sums: dict[tuple[object, ...], _Sum], owner: Design, line: BomLine, count: Fraction) -> None:
    # Parts are one if they are named alike, used alike and measured in one dimension; unknown amounts stay apart.
    dimension = "?" if line.qty is None else line.qty.dimension
    key = (part_key(line.part), dimension, line.optional, line.use)
    qty = line.qty if line.qty is None or count == 1 else line.qty.times(count)
    make = line.make if isinstance(line.make, str) else None
    if (found := sums.get(key)) is None:
        found = sums[key] = _Sum(line.part, qty, line, make)
    elif found.qty is not None and qty is not None:
        found.qty = found.qty.plus(qty)
    found.designs[owner.id] = None
    found.substitutes.update(dict.fromkeys(line.or_))
    amount = None if line.cost is None else line.cost.of_line(line.qty)
    if line.cost is None or amount is None:
        found.cost_unknown = True
    else:
        whole = _times(amount, count)
        found.costs[line.cost.currency] = found.costs.get(line.cost.currency, Decimal(0)) + whole


def _frozen(sum_: _Sum) -> PartLine:
    return PartLine(
        sum_.part,
        sum_.qty,
        tuple(sum_.costs.items()),
        sum_.cost_unknown,
        tuple(sum_.designs),
        sum_.line.optional,
        sum_.make,
        tuple(sum_.substitutes),
        sum_.line.use == "consumable",
    )


def _less(line: PartLine, pool: Pool) -> PartLine | None:
    """The line without what is there; None if nothing is left to get."""
    qty, gone = pool.take(line.qty, line.part)
    if gone:
        return None
    if qty is None or line.qty is None or qty == line.qty:
        return line
    share = qty.high / line.qty.high
    costs = tuple((code, _times(amount, share)) for code, amount in line.costs)
    return replace(line, qty=qty, costs=costs)


def _times(amount: Decimal, number: Fraction) -> Decimal:
    if number == 1:
        return amount
    return amount * Decimal(number.numerator) / Decimal(number.denominator)

"""Designs made from designs: every line that is bought in the end, with how often; circles told, not looped on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from catalog.design import BomLine, Design
from catalog.have import Pool
from catalog.quantity import Quantity

Find = Callable[[str], Design | None]


class Tree:
    """The designs that others are made from, each once, however many ways lead to it (a chain of twos would explode).

    Attributes:
        built: the designs whose own lines were asked for, by id.
        missing: ids of designs that a part is made by and that are not there.
        cycles: the ways round that were found and cut, each with its first design again at its end.
    """

    def __init__(self, find: Find | None, pool: Pool) -> None:
        """`find` gives a design by id; None leaves made parts as they stand. Made parts in the pool are not made."""
        self._find = find
        self._pool = pool
        self._found: dict[str, Design | None] = {}
        self._cut: set[tuple[str, str]] = set()
        self.built: dict[str, Design] = {}
        self.missing: dict[str, None] = {}
        self.cycles: list[tuple[str, ...]] = []

    def lines(self, roots: Sequence[tuple[Design, int]]) -> Iterator[tuple[Design, BomLine, Fraction]]:
        """Every line that is bought, with how often; made parts give way to what they are made from.

        A design comes before those that it is made from.
        """
        counts: dict[tuple[str, bool], Fraction] = {}
        for design, times in roots:
            self._found[design.id] = design
            _count(counts, design, times)
        for design in self._makers_first([design for design, _ in roots]):
            # What is made for an optional part is optional too.
            for optional in (False, True):
                yield from self._lines_of(design, counts, optional=optional)

    def _lines_of(
        self, design: Design, counts: dict[tuple[str, bool], Fraction], *, optional: bool
    ) -> Iterator[tuple[Design, BomLine, Fraction]]:
        times = counts.get((design.id, optional), Fraction(0))
        if times == 0:  # not asked for in this way, or all of it is there
            return
        self.built[design.id] = design
        for written in design.parts:
            line = replace(written, optional=True) if optional else written
            inner = self._made_by(design, line)
            if inner is None or line.qty is None:
                yield design, line, times
            else:
                _count(counts, inner, self._to_make(line, inner, times), optional=line.optional)

    def _to_make(self, line: BomLine, inner: Design, count: Fraction) -> Fraction:
        """How many more of a design are built for a line: of a range the upper end, less those that are there."""
        pieces = Fraction(0) if line.qty is None else line.qty.to("piece").high * count
        left, gone = self._pool.take(Quantity(pieces, pieces), line.part, inner.name, inner.id)
        return Fraction(0) if gone or left is None else left.high

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
                    self._cut_here(tuple(way), design, inner)
                elif inner.id not in done:
                    way[inner.id] = (inner, self._below(inner))
        return after[::-1]

    def _cut_here(self, way: tuple[str, ...], design: Design, inner: Design) -> None:
        if (design.id, inner.id) not in self._cut:
            self._cut.add((design.id, inner.id))
            self.cycles.append((*way[way.index(inner.id) :], inner.id))

    def _below(self, design: Design) -> Iterator[Design]:
        made = (self._made_by(design, line) for line in design.parts)
        return iter([inner for inner in made if inner is not None])

    def _made_by(self, owner: Design, line: BomLine) -> Design | None:
        """The design whose parts take the place of this line; a count of it must be known."""
        if self._find is None or not isinstance(line.make, str):
            return None
        if line.qty is None or line.qty.dimension != "piece":
            return None
        if line.make not in self._found:
            self._found[line.make] = self._find(line.make)
        inner = self._found[line.make]
        if inner is None:
            self.missing[line.make] = None
            return None
        # A design that had another id before is known by the one that it has.
        inner = self._found.setdefault(inner.id, inner) or inner
        return None if (owner.id, inner.id) in self._cut else inner


def _count(
    counts: dict[tuple[str, bool], Fraction],
    design: Design,
    times: Fraction | int,
    *,
    optional: bool = False,
) -> None:
    key = (design.id, optional)
    counts[key] = counts.get(key, Fraction(0)) + times

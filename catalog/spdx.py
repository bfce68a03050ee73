"""An SPDX license expression as a tree, so that every question about licenses walks the same one.

After the SPDX specification 2.3, annex D: OR binds weaker than AND, AND weaker than WITH.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

T = TypeVar("T")

_TOKEN = re.compile(r"\s*([()]|[^\s()]+)")
_MOST = 300  # letters of an expression; longer ones are not read
_DEEPEST = 10  # parentheses in each other


@dataclass(frozen=True, slots=True)
class Named:
    """One license by its id, perhaps with an exception, as they are written."""

    id: str
    exception: str | None = None

    def __str__(self) -> str:
        return self.id if self.exception is None else f"{self.id} WITH {self.exception}"


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of these hold at once (AND)."""

    sides: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Whoever takes it chooses one of these (OR)."""

    sides: "tuple[Expression, ...]"


Expression: TypeAlias = Named | AllOf | AnyOf


class NotAnExpression(ValueError):
    """The text is no license expression; whether its ids are known is not asked here."""


def parse(text: str) -> Expression:
    """The tree of an expression.

    Raises:
        NotAnExpression: it is none, or it is too long or too deep to be meant.
    """
    tokens = _TOKEN.findall(text.strip()) if len(text) <= _MOST else []
    parser = _Parser(tokens)
    tree = parser.either(depth=0)
    if parser.rest:
        raise NotAnExpression(text[:_MOST])
    return tree


def fold(
    tree: Expression,
    of_one: Callable[[Named], T],
    *,
    all_of: Callable[[Sequence[T]], T],
    any_of: Callable[[Sequence[T]], T],
) -> T:
    """What is true of the whole, from what is true of each license in it."""
    if isinstance(tree, Named):
        return of_one(tree)
    sides = [fold(side, of_one, all_of=all_of, any_of=any_of) for side in tree.sides]
    return all_of(sides) if isinstance(tree, AllOf) else any_of(sides)


def names(tree: Expression) -> tuple[Named, ...]:
    """Every license of the expression, in its order."""
    if isinstance(tree, Named):
        return (tree,)
    return tuple(name for side in tree.sides for name in names(side))


class _Parser:
    """A walk over the tokens of one expression."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0

    @property
    def rest(self) -> list[str]:
        return self._tokens[self._at :]

    def either(self, depth: int) -> Expression:
        sides = [self._both(depth)]
        while self._takes("OR"):
            sides.append(self._both(depth))
        return sides[0] if len(sides) == 1 else AnyOf(tuple(sides))

    def _both(self, depth: int) -> Expression:
        sides = [self._one(depth)]
        while self._takes("AND"):
            sides.append(self._one(depth))
        return sides[0] if len(sides) == 1 else AllOf(tuple(sides))

    def _one(self, depth: int) -> Expression:
        if self._takes("("):
            if depth >= _DEEPEST:
                raise NotAnExpression("too deep")
            inner = self.either(depth + 1)
            if not self._takes(")"):
                raise NotAnExpression("( without )")
            return inner
        name = self._word()
        return Named(name, self._word()) if self._takes("WITH") else Named(name)

    def _word(self) -> str:
        if not self.rest or self.rest[0] in {"(", ")", "AND", "OR", "WITH"}:
            raise NotAnExpression("a name is missing")
        self._at += 1
        return self._tokens[self._at - 1]

    def _takes(self, token: str) -> bool:
        if self.rest[:1] == [token]:
            self._at += 1
            return True
        return False

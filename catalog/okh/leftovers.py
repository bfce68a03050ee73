"""What a manifest says beyond our terms, kept beside the design and put back when the design is told again.

The rule: a design that nobody has changed tells exactly the manifest that it came from. A leftover gives way only where
the design says something else by now.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from catalog.okh import losh, v1
from catalog.okh.said import Said
from catalog.okh.terms import Data, Dialect, Value

ORIGIN: Final = "imported-from"
"""The key of `okh:` that tells which version a manifest spoke."""

_ALWAYS: Final = frozenset({"title", "name", "okhv", "okh-manifest-version"})
_SPEAKS: Final[Mapping[Dialect, Any]] = MappingProxyType({"okh-v1": v1, "okh-losh": losh})


def understood(data: Data, dialect: Dialect) -> Said | None:
    """What a manifest says in our terms; None if it names nothing."""
    answer: Said | None = _SPEAKS[dialect].understood(data)
    return answer


def spoken(said: Said, dialect: Dialect) -> Data:
    """The manifest that says it, and nothing else."""
    data: Data = _SPEAKS[dialect].spoken(said)
    return data


def leftovers(data: Data, said: Said, dialect: Dialect) -> Data:
    """What must be kept so that the design tells this manifest again, in the order of the manifest."""
    kept: set[str] = set()
    while True:
        some = {key: data[key] for key in data if key in kept}
        told, _ = told_again(said, some, dialect=dialect, imported=True)
        more = {key for key, value in data.items() if told.get(key) != value} - kept
        if not more:
            return some
        kept |= more


def told_again(
    said: Said, kept: Data, *, dialect: Dialect, imported: bool
) -> tuple[Data, tuple[tuple[str, Value], ...]]:
    """The manifest of a design: what it says, and what was kept; then what was kept and gave way.

    `imported`: what import filled in, or took from another key, is not told as if the manifest had said it.
    """
    base = spoken(said, dialect)
    told = {**base, **kept}
    own = [key for key in base if key not in kept and key not in _ALWAYS] if imported else []
    # What another key of the manifest says already: variant-of, where base would say derivative-of.
    _drop(told, own, said=said, dialect=dialect, only_better=True)
    gave_way: list[tuple[str, Value]] = []
    for key, value in kept.items():
        if not (wrong := _wrong(told, said, dialect)):
            break
        without = {name: each for name, each in told.items() if name != key}
        other = {**told, key: base[key]} if key in base else without
        if len(_wrong(other, said, dialect)) < len(wrong):
            told = other
            gave_way.append((key, value))
    _drop(told, own, said=said, dialect=dialect, only_better=False)
    return told, tuple(gave_way)


def _drop(told: Data, keys: Iterable[str], *, said: Said, dialect: Dialect, only_better: bool) -> None:
    """Take out what was not in the manifest and is understood without it: a licensor read from the contributors."""
    for key in keys:
        if key in told:
            without = {name: each for name, each in told.items() if name != key}
            now, then = len(_wrong(told, said, dialect)), len(_wrong(without, said, dialect))
            if then < now or (then == now and not only_better):
                del told[key]


def _wrong(data: Data, said: Said, dialect: Dialect) -> list[str]:
    """The values that a reader of the manifest would understand otherwise."""
    facets = _SPEAKS[dialect].FACETS
    answer = understood(data, dialect)
    return sorted(facets) if answer is None else answer.differences(said, facets)

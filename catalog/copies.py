"""How the copies of the library stand on a day, and in which ways one of them can fill a tool need."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, Literal, NamedTuple

from catalog.design import ToolOption
from catalog.quantity import Quantity, covers
from catalog.text import fold

State = Literal[
    "free", "stays-here", "held", "reserved", "out", "repair", "not-inducted", "too-small", "too-few", "lost", "not-owned"
]  # fmt: skip
BEST_FIRST: Final[tuple[State, ...]] = (
    "free", "stays-here", "held", "reserved", "out", "repair", "not-inducted", "too-small", "too-few", "lost", "not-owned",
)  # fmt: skip


Inductions = Mapping[str, Sequence[str]]
"""The slug of a kind → the topics in which one must be inducted before a tool of it is lent."""
_NO_INDUCTIONS: Final[Inductions] = {}


class Because(NamedTuple):
    """What else is to be known of a state: days as ISO dates, `lacks` the inductions that somebody has not got."""

    overdue_since: str | None = None
    goes_back: str | None = None
    lacks: tuple[str, ...] = ()

    @property
    def lasting(self) -> str | None:
        """What keeps the copy away without an end that is known, in words: it is late, or its owner's again."""
        if self.overdue_since is not None:
            return f"overdue since {self.overdue_since}"
        return None if self.goes_back is None else f"goes back to its owner on {self.goes_back}"


_NOTHING_ELSE: Final = Because()


@dataclass(frozen=True, slots=True)
class Copy:
    """One tool of the library on the day in question; `until` is when its state may end (an ISO date), if known.

    `because`: since when it is overdue, when it goes back to its owner, which inductions lack. `attributes` are its measures, `traits` (folded words) what else is told of it, both by name. What is not told is
    taken to be large enough, and to be there.
    """

    tag: str
    kind: str
    state: State
    until: str | None = None
    attributes: Mapping[str, tuple[Quantity, ...]] = field(default_factory=dict)
    traits: Mapping[str, AbstractSet[str]] = field(default_factory=dict)
    because: Because = _NOTHING_ELSE


class Way(NamedTuple):
    """One way to fill a need: a copy, a kind of which there is none, or something from outside.

    A named tuple, since they are made by the thousand.
    """

    kind: str | None
    tag: str | None
    state: State
    until: str | None = None
    stands_in: str | None = None
    slower: Decimal | None = None
    outside: str | None = None
    because: Because = _NOTHING_ELSE

    def to_json(self, inductions: Inductions = _NO_INDUCTIONS) -> dict[str, Any]:
        """As the command contract prints an option; `stands_in` is the kind in whose place it stands.

        `inductions`: what the library asks for before it lends tools of a kind.
        """
        return {
            "kind": self.kind,
            "tag": self.tag,
            "state": self.state,
            "until": self.until,
            "stands_in": self.stands_in,
            "slower": None if self.slower is None else plain_number(self.slower),
            "outside": self.outside,
            "overdue_since": self.because.overdue_since,
            "goes_back": self.because.goes_back,
            "inductions": list(inductions.get(self.kind or "", ())),
            "lacks": list(self.because.lacks),
        }


def plain_number(number: Decimal) -> int | float:
    """A number as JSON has it: whole ones without a decimal point."""
    return int(number) if number == number.to_integral_value() else float(number)


def fits(copy: Copy, option: ToolOption) -> bool:
    """Whether a copy has the least measures and the traits that an option asks for, as far as they are told."""
    if not option.min and not option.with_:
        return True
    measures = copy.attributes
    if not all(name not in measures or covers(measures[name], least) for name, least in option.min.items()):
        return False
    traits = copy.traits
    return all(
        name not in traits or set(map(fold, some)) <= traits[name] for name, some in option.with_.items()
    )


def way_of(
    copy: Copy, option: ToolOption, *, stands_in: str | None = None, slower: Decimal | None = None
) -> Way:
    """The way that this copy is; one that is too small or lacks a trait says so, unless it is lost anyway."""
    state: State = copy.state if copy.state == "lost" or fits(copy, option) else "too-small"
    if state == "too-small":  # and so it will be on any day
        return Way(copy.kind, copy.tag, state, None, stands_in, slower)
    return Way(copy.kind, copy.tag, state, copy.until, stands_in, slower, None, copy.because)

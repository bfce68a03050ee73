"""The made-up members, as arrays: who they are, when they joined, how often they come."""

from dataclasses import dataclass, field
from random import Random

from catalog.text import fold
from toollib.demo.days import Days
from toollib.demo.names import FAMILY, FIRST_MEMBERS, GIVEN
from toollib.rules.dates import months_later
from toollib.settings import Settings

STAFF = 6
COORDINATORS = 2
# Who joins when the library opens, as a share of all; the others come one by one over the two years.
FOUNDERS = 0.2
_TIERS = (("regular", 0.78), ("concession", 0.95), ("business", 1.0))
_NO_CARD, _TWO_CARDS = 0.1, 0.14
_NOTES = (
    "call before 10",
    "prefers e-mail",
    "comes with a cargo bike",
    "speaks to the welding group",
    "left-handed",
)


@dataclass(slots=True)
class People:
    """One list for each column of the members, by row less one. Days are indices, `until` an ordinal day."""

    names: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    cards: list[tuple[str, ...]] = field(default_factory=list)
    tiers: list[str] = field(default_factory=list)
    joined: list[int] = field(default_factory=list)
    until: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    waiver: list[bool] = field(default_factory=list)
    identity: list[bool] = field(default_factory=list)
    added_at: dict[int, str] = field(default_factory=dict)
    # What the desk keeps of them: debt in minor units.
    owes: list[int] = field(default_factory=list)
    blocked: dict[int, tuple[str, str, str | None]] = field(default_factory=dict)
    inducted: dict[tuple[int, str], int] = field(default_factory=dict)

    def role(self, member: int) -> str | None:
        """The role of a member, or None."""
        if member >= STAFF:
            return None
        return "coordinator" if member < COORDINATORS else "volunteer"


def make_people(count: int, settings: Settings, days: Days, rng: Random) -> People:
    """So many members, in the order in which they joined."""
    people = People()
    for row in range(count):
        first = FIRST_MEMBERS[row] if row < len(FIRST_MEMBERS) else None
        people.names.append(first or f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}")
        people.codes.append(f"M-{row + 1:04d}")
        people.cards.append(_cards(row, rng.random()))
        people.tiers.append(_tier(rng.random()) if row >= STAFF else "regular")
        joined = _joined(row, count, days.last)
        people.joined.append(joined)
        months = settings.tiers[people.tiers[row]].months or 0
        people.until.append(months_later(days.dates[joined], months).toordinal())
        people.notes.append(rng.choice(_NOTES) if rng.random() < 0.08 else "")
        people.weights.append(0.3 + rng.expovariate(1.0))
    people.waiver, people.identity = [True] * count, [True] * count
    people.owes = [0] * count
    return people


def mail_of(name: str, row: int) -> str | None:
    """A made-up address under a domain that cannot exist (RFC 2606), or None where the name is not in Latin letters."""
    number = "" if row <= len(FIRST_MEMBERS) else row
    words = "".join(char if char.isascii() and char.isalnum() else " " for char in fold(name)).split()
    if not words or row % 7 == 0:
        return None
    return f"{words[0]}.{words[-1]}{number}@riverside.example"


def phone_of(row: int) -> str | None:
    """A number of the range that Ofcom keeps for fiction (07700 900000 to 900999), or None."""
    return f"07700 900{row % 1000:03d}" if row % 3 else None


def _cards(row: int, chance: float) -> tuple[str, ...]:
    """Cards of fourteen digits as libraries print them; some members have none and show their id."""
    if chance < _NO_CARD and row >= STAFF and row < len(FIRST_MEMBERS) // 2:
        return ()
    card = f"2900{row + 1:010d}"
    return (card, f"2901{row + 1:010d}") if _NO_CARD <= chance < _TWO_CARDS else (card,)


def _tier(chance: float) -> str:
    return next(tier for tier, upto in _TIERS if chance < upto)


def _joined(row: int, count: int, last: int) -> int:
    """The day on which a member joins: the founders first, the last one some weeks ago."""
    founders = max(STAFF, int(count * FOUNDERS))
    if row < founders:
        return 0
    return int((row - founders + 1) / (count - founders + 1) * max(0, last - 8))

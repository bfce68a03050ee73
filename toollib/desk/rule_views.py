"""What the desk answers with about the library's rules: which line gave which term, and what a closed day moved.

As in `views`; apart from it, since a checkout or a look at a code needs none of them.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from toollib.desk.views import Hold, Loan, Reservation


class ClosedDay(NamedTuple):
    """A day that was closed at the desk, and what moved for it: loans, holds and reservations as they are now."""

    day: date
    why: str
    loans: tuple[Loan, ...] = ()
    holds: tuple[Hold, ...] = ()
    reservations: tuple[Reservation, ...] = ()


class PolicyOrigin(NamedTuple):
    """Where a value of a policy stands: file and line (None: the file was changed since), under which name."""

    file: str
    line: int | None
    name: str
    tier: str | None


@dataclass(frozen=True, slots=True)
class PolicyValue:
    """A value of a policy, and where it comes from; None: no line says it, so it is the program's own."""

    value: object
    from_: PolicyOrigin | None = field(metadata={"json": "from"})


class PolicyTold(NamedTuple):
    """The terms on which a member would borrow a tool, by key."""

    tool: str
    member: str
    tier: str | None
    policy: dict[str, PolicyValue]

"""What the day at the desk answers with; field names and order are the contract's, as in `views`."""

from datetime import date, datetime
from typing import NamedTuple

from toollib.desk.views import Hold, Loan, Reservation


class Repair(NamedTuple):
    """An open repair ticket."""

    id: str
    tool: str
    text: str
    since: datetime


class Recalled(NamedTuple):
    """A copy that is recalled as unsafe; `holder`: the member who still has it. The names are for screens."""

    tool: str
    why: str
    since: datetime
    holder: str | None
    tool_name: str = ""
    holder_name: str | None = None

    @staticmethod
    def only_here() -> frozenset[str]:
        """The fields for screens, left out of JSON."""
        return frozenset({"tool_name", "holder_name"})


class GoingBack(NamedTuple):
    """A member's own tool that its owner wants back on a day; `due`, `holder`: it is out until then. Names for screens."""

    tool: str
    owner: str
    give_back: date
    due: date | None
    holder: str | None
    tool_name: str = ""
    owner_name: str = ""
    holder_name: str | None = None

    @staticmethod
    def only_here() -> frozenset[str]:
        """The fields for screens, left out of JSON."""
        return frozenset({"tool_name", "owner_name", "holder_name"})


class Conflict(NamedTuple):
    """A reservation in danger, and why."""

    reservation: Reservation
    why: str


class Today(NamedTuple):
    """The day at the desk: what is due, overdue, kept ready, about to start, in danger, in repair, recalled, going back."""

    due: tuple[Loan, ...]
    overdue: tuple[Loan, ...]
    ready: tuple[Hold, ...]
    starting: tuple[Reservation, ...]
    conflicts: tuple[Conflict, ...]
    repairs: tuple[Repair, ...]
    recalled: tuple[Recalled, ...] = ()
    going_back: tuple[GoingBack, ...] = ()

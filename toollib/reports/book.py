"""The reports that there are, by their code, and the one way to write any of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from toollib.desk.desk import Desk
    from toollib.reports.report import Report
    from toollib.workshop.ready import Workshop


class Rooms(Protocol):
    """What a report asks of the library: its desk, and the workshop for designs."""

    @property
    def desk(self) -> "Desk":
        """The desk."""

    @property
    def workshop(self) -> "Workshop":
        """Where designs meet shelves."""


Writer = Callable[[Rooms, date | None, date | None], "Report"]


@dataclass(frozen=True, slots=True)
class ReportKind:
    """One sort of report: what it is called, and the question that it answers."""

    title: str
    what: str
    write: Writer


def write(library: Rooms, code: str, first: date | None = None, last: date | None = None) -> "Report":
    """The report of this code over local days, both inclusive; without them each takes what suits it.

    Raises:
        Refused: `date-wrong` for a period that ends before it begins, or begins after today.
        KeyError: there is no such report.
    """
    return REPORTS[code].write(library, first, last)


def _overdue(library: Rooms, first: date | None, last: date | None) -> "Report":
    from toollib.reports.overdue import overdue

    return overdue(library.desk.context, first, last)


def _usage(library: Rooms, first: date | None, last: date | None) -> "Report":
    from toollib.reports.usage import usage

    return usage(library.desk.context, first, last)


def _idle(library: Rooms, first: date | None, last: date | None) -> "Report":
    from toollib.reports.idle import idle

    return idle(library.desk.context, first, last)


def _money(library: Rooms, first: date | None, last: date | None) -> "Report":
    from toollib.reports.money import money

    return money(library.desk.context, first, last)


def _inventory(library: Rooms, first: date | None, last: date | None) -> "Report":
    from toollib.reports.inventory import inventory

    return inventory(library.desk.context, first, last)


def _members(library: Rooms, first: date | None, last: date | None) -> "Report":
    from toollib.reports.members import members

    return members(library.desk.context, first, last)


def _events(library: Rooms, first: date | None, last: date | None) -> "Report":
    from toollib.reports.events import events

    return events(library.desk.context, first, last)


def _impact(library: Rooms, first: date | None, last: date | None) -> "Report":
    from toollib.reports.impact import impact

    return impact(library.desk, first, last)


def _priorities(library: Rooms, first: date | None, last: date | None) -> "Report":
    from toollib.reports.priorities import priorities

    return priorities(library.desk.context, library.workshop, first=first, last=last)


REPORTS: Final[Mapping[str, ReportKind]] = MappingProxyType(
    {
        "overdue": ReportKind("Overdue", "Who has what too long, and how to reach them", _overdue),
        "usage": ReportKind("Usage", "What is lent how often, and how much of its time it is out", _usage),
        "idle": ReportKind("Idle tools", "Which tools nobody has had out for a year", _idle),
        "money": ReportKind("Money", "Charges, payments and deposits, and what is owed", _money),
        "inventory": ReportKind(
            "Inventory", "What stands here, in which state, and what it is worth", _inventory
        ),
        "members": ReportKind(
            "Members", "How many there are; who came, went and borrowed, in counts", _members
        ),
        "impact": ReportKind("Impact", "What lending spared, and whom it reached", _impact),
        "priorities": ReportKind("What to get next", "What members want, weighed openly", _priorities),
        "events": ReportKind("Events", "How much was done at the desk, by verb and month", _events),
    }
)
"""In the order in which they are shown."""

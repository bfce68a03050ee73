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


def _impact(library: Rooms, first: date | None, last: date | None) -> "Report":
    from toollib.reports.impact import impact

    return impact(library.desk, first, last)


def _priorities(library: Rooms, first: date | None, last: date | None) -> "Report":
    from toollib.reports.priorities import priorities

    return priorities(library.desk.context, library.workshop, first=first, last=last)


REPORTS: Final[Mapping[str, ReportKind]] = MappingProxyType(
    {
        "overdue": ReportKind("Overdue", "Who has what too long, and how to reach them", _overdue),
        "impact": ReportKind("Impact", "What lending spared, and whom it reached", _impact),
        "priorities": ReportKind("What to get next", "What members want, weighed openly", _priorities),
    }
)
"""In the order in which they are shown."""

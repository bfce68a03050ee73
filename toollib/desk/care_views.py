"""What the desk answers with about care for tools: losses, recalls, missing parts, files and histories.

As in `views`; apart from it, since a checkout or a look at a code needs none of them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from toollib.desk.views import Event, Loan, Tool, only_here
from toollib.rules.money import Amount


class Lost(NamedTuple):
    """The answer to a loss: the tool, what was charged to its borrower if it was out, and to whom."""

    tool: Tool
    charged: Amount
    member: str | None
    warnings: tuple[str, ...] = ()


class Recovered(NamedTuple):
    """A lost tool that is here again, and what was taken back of the charge."""

    tool: Tool
    voided: Amount


class PartCharged(NamedTuple):
    """A missing part that was charged: its tool, the member, and how much."""

    tool: Tool
    member: str
    charged: Amount


@dataclass(frozen=True, slots=True)
class Borrower:
    """Who had a recalled tool, when it last went out, and whether they have it still."""

    member: str
    tool: str
    out_at: datetime
    has_it: bool
    name: str = only_here("")
    phone: str | None = only_here(None)
    email: str | None = only_here(None)


class Recall(NamedTuple):
    """The answer to a recall: the tools that are blocked, and who had one in the last year."""

    tools: tuple[Tool, ...]
    borrowers: tuple[Borrower, ...]


class File(NamedTuple):
    """A file of a tool; `path` is within the library's folder."""

    id: str
    what: str
    name: str
    path: str
    added_at: datetime


class ToolFile(NamedTuple):
    """A tool, and the file that was kept of it, or is gone from it."""

    tool: Tool
    file: File
    warnings: tuple[str, ...] = ()


class Ticket(NamedTuple):
    """A repair ticket, open while `fixed_at` is None."""

    id: str
    text: str
    since: datetime
    fixed_at: datetime | None


class History(NamedTuple):
    """All about a tool: how often it was lent and to how many, its loans and events (newest first), tickets, files."""

    tool: Tool
    lent: int
    members: int
    loans: tuple[Loan, ...]
    events: tuple[Event, ...]
    repairs: tuple[Ticket, ...]
    files: tuple[File, ...]

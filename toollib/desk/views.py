"""What the desk answers with: the records of the command contract, for screens and commands alike.

Field names and order are the contract's. Fields marked with `only_here` are for screens and never in JSON.
Where nothing is only for screens, a view is a named tuple: it costs a one-shot command least to define.
Ids are text, money is an `Amount` (minor units), instants are aware UTC, dates local.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from toollib.rules.eligibility import Standing
from toollib.rules.money import Amount
from toollib.rules.reasons import Reason

ToolState = Literal["in", "out", "ready", "repair", "lost", "retired"]
HoldState = Literal["waiting", "ready", "collected", "expired", "cancelled"]
EntryKind = Literal["charge", "payment", "forgive", "deposit", "refund", "void"]


def only_here(default: Any) -> Any:
    """A field for screens, left out of JSON."""
    return field(default=default, metadata={"json": False})


def if_any() -> Any:
    """A field that is left out of JSON where it is None: answers that have one key or another."""
    return field(default=None, metadata={"omit": True})


class Left(NamedTuple):
    """The answer to an erasure: what is left of the member, nameless, and what a coordinator should know."""

    member: "Member"
    warnings: tuple[str, ...] = ()


class Inducted(NamedTuple):
    """An induction of a member: its topic and last day (None: for ever); for people, when it was given and by whom."""

    topic: str
    until: date | None
    on: date | None = None
    by: str | None = None

    @staticmethod
    def only_here() -> frozenset[str]:
        """The fields for people, left out of JSON."""
        return frozenset({"on", "by"})


class OwedPart(NamedTuple):
    """A part that did not come back with its kit."""

    name: str
    qty: int
    tool: str


@dataclass(frozen=True, slots=True)
class Member:
    """A member as the desk sees them. `owes` below zero is credit; `until` None: open-ended.

    `waiver`: whether one is signed that counts; `waiver_version` and `waiver_on` tell of the one that was signed last.
    """

    id: str
    cards: tuple[str, ...]
    name: str
    tier: str | None
    until: date | None
    standing: Standing
    owes: Amount
    loans: int
    inductions: tuple[Inducted, ...]
    owed_parts: tuple[OwedPart, ...]
    note: str
    email: str | None = None
    phone: str | None = None
    role: str | None = None
    since: date | None = None
    waiver: bool = only_here(default=False)
    identity: bool = only_here(default=False)
    blocked: str | None = only_here(None)
    blocked_until: date | None = only_here(None)
    waiver_version: str | None = None
    waiver_on: date | None = None
    identity_on: date | None = None


class Accessory(NamedTuple):
    """A part that must come back with a tool."""

    name: str
    qty: int


@dataclass(frozen=True, slots=True)
class Tool:
    """One copy as the desk sees it. `owner` is "library" or a member id; `waiting`: holds this copy could serve.

    `give_back`, `terms`: when a member's own tool goes back, and what was agreed. `trouble`: what is broken or missing.
    """

    tag: str
    codes: tuple[str, ...]
    name: str
    kind: str
    category: str | None
    state: ToolState
    loan: str | None
    due: date | None
    holder: str | None
    owner: str
    branch: str | None
    place: str | None
    price: Amount | None
    accessories: tuple[Accessory, ...]
    waiting: int
    attributes: dict[str, str] = field(default_factory=dict)
    note: str = ""
    give_back: date | None = None
    terms: str = ""
    holder_name: str | None = only_here(None)
    trouble: str | None = only_here(None)


class Loan(NamedTuple):
    """A loan. `charged`: what stands in the ledger for its lateness; `late_days` of an open loan: as of now.

    `would_cost`: what is still to be charged if it came back now.

    `tool` is the tag and `member` the member id (None once the loan has forgotten its member). `parts`: what goes out
    and comes back with the tool, in the answer to a checkout or return. From `tool_name` on all is for screens.
    A named tuple, since lists make thousands of them.
    """

    id: str
    tool: str
    member: str | None
    out_at: datetime
    due: date
    returned_at: datetime | None
    renewals: int
    late_days: int
    charged: Amount
    tool_name: str = ""
    member_name: str = ""
    waiting: int = 0
    overdue: bool = False
    would_cost: Amount = Amount(0)
    parts: tuple[Accessory, ...] = ()

    @staticmethod
    def only_here() -> frozenset[str]:
        """The fields for screens, left out of JSON."""
        return _LOAN_ON_SCREEN


_LOAN_ON_SCREEN = frozenset({"tool_name", "member_name", "waiting", "overdue", "would_cost", "parts"})


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold: on a kind (any copy) or on one copy. `place` from 1, None unless waiting."""

    id: str
    member: str
    kind: str | None
    tool: str | None
    state: HoldState
    place: int | None
    ready_until: date | None
    member_name: str = only_here("")


@dataclass(frozen=True, slots=True)
class Reservation:
    """A claim on dates, both inclusive; `build`: what it is for, a number that `build list` shows."""

    id: str
    member: str
    tool: str | None
    kind: str | None
    from_: date = field(metadata={"json": "from"})
    to: date = field()
    state: str = field()
    build: str | None = field()
    member_name: str = only_here("")
    build_name: str = only_here("")
    warnings: tuple[str, ...] = only_here(())


class Entry(NamedTuple):
    """A line of a member's account. `amount` is how much, `effect` what it changes in what the member owes."""

    at: datetime
    kind: EntryKind
    amount: Amount
    why: str
    effect: Amount
    by: str | None = None
    id: str = ""


class Event(NamedTuple):
    """One line of the audit. `about` holds ids only; `undone_by` is the event that undid it.

    `why`: what was said about it, such as the why of an override; `by_hand`: the clock was set by hand.
    """

    id: str
    at: datetime
    who: str
    desk: str
    what: str
    about: dict[str, Any]
    undone_by: str | None
    why: str | None = None
    by_hand: bool = False


class Kind(NamedTuple):
    """A tool kind of the vocabulary, and how many copies the library has. `safety`: the one sentence to say at the desk.

    `price` of a new one, and `mass`: as they stand in kinds.yaml.
    """

    slug: str
    name: str
    category: str | None
    aliases: tuple[str, ...]
    stands_in_for: tuple[str, ...]
    tools: int
    safety: str | None = None
    price: str | None = None
    mass: str | None = None


@dataclass(frozen=True, slots=True)
class CheckedOut:
    """The answer to a checkout or a scan that lent: the loans, and warnings that did not refuse it."""

    loans: tuple[Loan, ...]
    warnings: tuple[str, ...]
    event: str | None = only_here(None)


@dataclass(frozen=True, slots=True)
class ReturnedTool:
    """One tool that came back: its loan, what it cost, who it is ready for now, its repair ticket.

    `waits`: the name of the member who waits longest for it.
    """

    loan: Loan
    charged: Amount
    ready_for: str | None
    repair: str | None
    waits: str | None = only_here(None)
    ready_for_name: str | None = only_here(None)


class Returned(NamedTuple):
    """The answer to a return."""

    returned: tuple[ReturnedTool, ...]
    warnings: tuple[str, ...] = ()


class RefusedRenewal(NamedTuple):
    """A loan that could not be renewed among several, and every reason why."""

    tool: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Renewed:
    """The answer to a renewal; `refused` only where the member's loans were renewed together."""

    loans: tuple[Loan, ...]
    refused: tuple[RefusedRenewal, ...] | None = if_any()
    warnings: tuple[str, ...] = only_here(())


class Booked(NamedTuple):
    """The answer to a payment, charge or forgiving: the entry, and what the member owes now."""

    entry: Entry
    owes: Amount


class Account(NamedTuple):
    """A member's account, oldest entry first, and what the member owes."""

    entries: tuple[Entry, ...]
    owes: Amount


class Undone(NamedTuple):
    """The event that was undone, with what undid it."""

    undone: Event


@dataclass(frozen=True, slots=True)
class Status:
    """What a scan would show: a member or a tool, never both."""

    member: Member | None = if_any()
    tool: Tool | None = if_any()


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search, best first in each list. `designs` are rows of the catalog, ready for JSON."""

    tools: tuple[Tool, ...]
    members: tuple[Member, ...]
    designs: tuple[dict[str, Any], ...] = ()


class Page(NamedTuple):
    """How many rows a list has in all, with some of them; what the paged table of the screens asks for."""

    total: int
    rows: tuple[Any, ...]

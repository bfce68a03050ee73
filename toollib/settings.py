"""The settings of a library as types: what library.yaml may say, with the default of each key.

Rules live there, people and loans in library.db. A key keeps its name for ever; new ones come with a default.
Reading the file is the business of `settings_file`; this module imports nothing that reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo

from catalog.text import code_key
from toollib.rules.dates import Closed, Opening, Span
from toollib.rules.eligibility import MembershipRules, Paper, waiver_holds
from toollib.rules.money import Amount, Currency
from toollib.rules.policies import DEFAULT, PartialPolicy, Policies
from toollib.rules.priorities import Weights
from toollib.rules.rights import ALL, Right
from toollib.rules.shares import NOBODY_ASKED, Share

_FREE = Amount(0)


@dataclass(frozen=True, slots=True)
class ClosedPeriod:
    """A closed day (`on`) or period (`from`, `to`, both inclusive)."""

    on: date | None = None
    from_: date | None = None
    to: date | None = None
    why: str = ""

    def __post_init__(self) -> None:
        if (self.on is None) == (self.from_ is None) or (self.from_ is None) != (self.to is None):
            raise ValueError("a closed period is either {on: DATE} or {from: DATE, to: DATE}")
        if self.from_ is not None and self.to is not None and self.from_ > self.to:
            raise ValueError(f"this closed period ends ({self.to}) before it begins ({self.from_})")

    def closed(self) -> Closed:
        """The period as the rules know it."""
        first, last = self.on or self.from_, self.on or self.to
        assert first is not None and last is not None  # noqa: S101, PT018 - kept by __post_init__
        return Closed(first, last, self.why)


@dataclass(frozen=True, slots=True)
class Tier:
    """A level of membership. `months` None: no end; `loans` None: no limit."""

    fee: Amount = _FREE
    months: int | None = 12
    loans: int | None = None
    policies: Mapping[str, PartialPolicy] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Membership:
    """What a membership asks for before the first loan."""

    needs: tuple[Paper, ...] = ("waiver", "identity")
    grace_days: int = 0
    may_owe: Amount | None = None
    lend_while_overdue: bool = False

    def rules(self, currency: Currency) -> MembershipRules:
        """The same as the rules want it; `currency` is that of the amounts."""
        return MembershipRules(
            frozenset(self.needs), self.grace_days, self.may_owe, self.lend_while_overdue, currency
        )


@dataclass(frozen=True, slots=True)
class Waiver:
    """Which wording of the waiver is signed now (None: there is but one), and whether older ones still count."""

    version: str | None = None
    older: Literal["refused", "counts"] = "refused"

    def holds(self, signed: str | None) -> bool:
        """Whether a signature under this wording counts."""
        return waiver_holds(signed, self.version, older=self.older == "counts")


@dataclass(frozen=True, slots=True)
class Induction:
    """A topic of training: which kinds need it and how long it holds (None: for ever)."""

    kinds: tuple[str, ...]
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Holds:
    """How long a ready copy is kept, counted how, and how many holds a member may have."""

    keep_days: int = 2
    counted: Literal["open-days", "days"] = "open-days"
    at_most: int = 5


@dataclass(frozen=True, slots=True)
class Undo:
    """How long an action can be undone."""

    minutes: int = 240


@dataclass(frozen=True, slots=True)
class Scan:
    """Times of the scan line, in seconds."""

    stutter_seconds: int = 2
    ask_seconds: int = 60
    card_idle_seconds: int = 90


@dataclass(frozen=True, slots=True)
class Designs:
    """Which designs the catalog shows: those that come with the program, and folders of the library."""

    shipped: bool = True
    folders: tuple[str, ...] = ("designs",)


@dataclass(frozen=True, slots=True)
class Privacy:
    """`keep_loans`: months after which a returned loan forgets its member; None: never."""

    keep_loans: int | None = None


@dataclass(frozen=True, slots=True)
class Makers:
    """What members may do for themselves, without a volunteer: reserve the tools of a design, and take that back.

    `days`: how long they reserve at the most, counted as for a loan; `days_ahead`: how many days before it begins.
    """

    reserve: bool = False
    days: int = 14
    days_ahead: int = 90


@dataclass(frozen=True, slots=True)
class ImpactSources:
    """Where the shares of the impact report come from, in words that stand beside the figures."""

    would_have_bought: str | None = None
    stays_local: str | None = None


@dataclass(frozen=True, slots=True)
class Impact:
    """Shares that no record holds: of first loans that spared a purchase, of a purchase that would have left town."""

    would_have_bought: Share = NOBODY_ASKED
    stays_local: Share = NOBODY_ASKED
    sources: ImpactSources = ImpactSources()


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that library.yaml says. Money in minor units of `currency`."""

    name: str
    currency: Currency
    time_zone: ZoneInfo
    language: str = "en"
    branch: str = "main"
    hours: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    closed: tuple[ClosedPeriod, ...] = ()
    holidays: tuple[str, ...] = ()
    tiers: Mapping[str, Tier] = field(default_factory=lambda: {"regular": Tier()})
    membership: Membership = Membership()
    waiver: Waiver = Waiver()
    policies: Mapping[str, PartialPolicy] = field(default_factory=dict)
    inductions: Mapping[str, Induction] = field(default_factory=dict)
    due: Literal["none", "next-open-day"] = "next-open-day"
    late_after: Literal["end-of-day"] = "end-of-day"
    holds: Holds = Holds()
    undo: Undo = Undo()
    scan: Scan = Scan()
    roles: Mapping[str, tuple[Right, ...]] = field(
        default_factory=lambda: {"volunteer": ("desk",), "coordinator": tuple(sorted(ALL))}
    )
    sign_on: Literal["free", "required"] = "free"
    impact: Impact = Impact()
    designs: Designs = Designs()
    privacy: Privacy = Privacy()
    priorities: Weights = field(default_factory=Weights)
    makers: Makers = Makers()
    reminders: Mapping[str, object] = field(default_factory=dict)

    @property
    def opening(self) -> Opening:
        """Open days and hours as the rules know them, without the days that were closed at the desk."""
        closed = tuple(each.closed() for each in self.closed)
        if not self.holidays:
            return Opening(self.hours, closed)
        from toollib.public_days import HolidaysOf

        return Opening(self.hours, closed, HolidaysOf(self.holidays))

    @property
    def all_policies(self) -> Policies:
        """The general policies and those of the tiers."""
        named = {level(name): policy for name, policy in self.policies.items()}
        tiers = {
            tier: {level(name): policy for name, policy in each.policies.items()}
            for tier, each in self.tiers.items()
        }
        return Policies(named, tiers)

    @property
    def first_tier(self) -> str:
        """The tier of a member for whom none is named."""
        return next(iter(self.tiers), "regular")

    def topics_of(self, kind: str) -> frozenset[str]:
        """The inductions that a kind needs."""
        return frozenset(topic for topic, each in self.inductions.items() if kind in each.kinds)


def level(name: str) -> str:
    """How a policy's name is compared: codes of tools are told apart as at the desk."""
    return name if name == DEFAULT else code_key(name)

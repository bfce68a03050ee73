"""The library on paper: what a careful person with a pencil would write down, day by day, from the rules alone.

Plain dicts, lists and loops, every possibility tried where there is a choice; nothing of the program is asked. Money in
pence.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product

DAY = timedelta(days=1)
WED, SAT = 2, 5
CAP, MAY_OWE, FEE = 2000, 1000, 4000
BREAK = (date(2026, 12, 20), date(2027, 1, 5))
Span = tuple[date, date]


@dataclass
class Tool:
    """A copy; `lacks`: batteries that did not come back."""

    kind: str
    price: int
    rate: int = 200
    days: int = 7
    deposit: int = 0
    topic: bool = False
    tickets: int = 0
    lacks: int = 0
    recalled: bool = False
    lost: bool = False

    @property
    def lendable(self) -> bool:
        return not (self.tickets or self.lacks or self.recalled or self.lost)


@dataclass
class Loan:
    member: str
    due: date
    renewals: int = 0
    charged: int = 0
    late: int = 0
    number: int = 0


@dataclass
class Hold:
    member: str
    kind: str | None
    copy: str | None
    state: str = "waiting"
    tool: str | None = None
    until: date | None = None


@dataclass
class Claim:
    member: str
    kind: str | None
    copy: str | None
    first: date
    last: date
    state: str = "accepted"
    tool: str | None = None


@dataclass
class Built:
    """A build: its number, of which design, by whom, the claims for it, and how many steps are ticked."""

    number: str
    design: str
    members: set[str]
    claims: list[Claim]
    state: str = "reserved"
    ticked: set[int] = field(default_factory=set)

    def shown(self, today: date) -> str | None:
        """How it stands; None: it was never started, and nothing is reserved for it any more."""
        if self.state != "reserved":
            return self.state
        return "reserved" if any(each.last >= today for each in self.kept()) else None

    def kept(self) -> list[Claim]:
        """The claims that were not given up."""
        return [each for each in self.claims if each.state in {"accepted", "collected"}]


@dataclass
class Line:
    """A line of an account; `about`: "", "deposit", "late", "lost"; `open_loan`: the number of the loan it is of."""

    amount: int
    about: str = ""
    loan: int = 0
    voided: bool = False
    void: bool = False


@dataclass
class Member:
    until: date
    trained: bool = False
    blocked: date | None = None
    lines: list[Line] = field(default_factory=list)

    @property
    def owes(self) -> int:
        return sum(each.amount for each in self.lines)


def clash(one: Span, other: Span) -> bool:
    return one[0] == other[0] or (one[0] < other[1] and other[0] < one[1])


@dataclass
class Book:
    """All that is written down. Holds and claims are in the order in which people asked."""

    today: date
    tools: dict[str, Tool]
    members: dict[str, Member]
    loans: dict[str, Loan] = field(default_factory=dict)
    holds: list[Hold] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    closed: set[date] = field(default_factory=set)
    builds: list[Built] = field(default_factory=list)
    wishes: dict[str, set[str]] = field(default_factory=dict)
    lent: int = 0

    # Days

    def open(self, day: date) -> bool:
        shut = BREAK[0] <= day <= BREAK[1] or day in self.closed
        return day.weekday() in {WED, SAT} and not shut

    def next_open(self, day: date) -> date:
        while not self.open(day):
            day += DAY
        return day

    def keep(self, day: date) -> date:
        return self.next_open(self.next_open(day + DAY) + DAY)

    def late(self, due: date, back: date) -> int:
        day, count = self.next_open(due), 0
        while day < back:
            day += DAY
            count += self.open(day)
        return count

    def costs(self, tag: str, back: date) -> tuple[int, int]:
        """Days late in all, and what is still to be charged."""
        loan, tool = self.loans[tag], self.tools[tag]
        days = loan.late + self.late(loan.due, back)
        return days, max(0, min(days * tool.rate, CAP, tool.price) - loan.charged)

    # Who may

    def standing(self, name: str) -> set[str]:
        member, found = self.members[name], set()
        if member.until < self.today:
            found.add("membership-expired")
        if member.blocked is not None and self.today <= member.blocked:
            found.add("member-blocked")
        return found

    def mine(self, name: str) -> list[str]:
        return [tag for tag, loan in self.loans.items() if loan.member == name]

    # Claims: every way to deal copies out is tried

    def kind_of(self, promise: Hold | Claim) -> str:
        return self.tools[promise.copy].kind if promise.copy else str(promise.kind)

    def copies(self, kind: str) -> list[str]:
        return [tag for tag, tool in self.tools.items() if tool.kind == kind]

    def all_standing(self) -> list[Claim]:
        return [each for each in self.claims if each.state == "accepted" and each.last >= self.today]

    def untrained(self, claim: Claim) -> bool:
        """Whether who reserved it could not take it, for want of an induction."""
        needs = any(each.topic and each.kind == self.kind_of(claim) for each in self.tools.values())
        return needs and not self.members[claim.member].trained

    def standing_claims(self, kind: str, but: str = "") -> list[Claim]:
        standing = self.all_standing()
        return [each for each in standing if self.kind_of(each) == kind and each.member != but]

    def away(self, kind: str, asked: str = "") -> dict[str, list[Span]]:
        """When each copy that counts is not there; the one that is asked about counts as there."""
        found: dict[str, list[Span]] = {}
        for tag in self.copies(kind):
            loan = self.loans.get(tag)
            if not self.tools[tag].lendable or (
                loan and tag != asked and self.next_open(loan.due) < self.today
            ):
                continue
            kept = next((each for each in self.holds if each.state == "ready" and each.tool == tag), None)
            until = loan.due if loan else kept.until if kept else None
            found[tag] = [(self.today - DAY, max(self.today, until))] if until and tag != asked else []
        return found

    def dealt(self, claims: list[Claim], away: dict[str, list[Span]]) -> bool:
        spans = [(each.first, each.last) for each in claims]
        for way in product(away, repeat=len(claims)):
            if any(each.copy not in {None, tag} for each, tag in zip(claims, way, strict=True)):
                continue
            busy = {tag: list(each) for tag, each in away.items()}
            for tag, span in zip(way, spans, strict=True):
                if any(clash(span, other) for other in busy[tag]):
                    break
                busy[tag].append(span)
            else:
                return True
        return False

    def kept(self, claims: list[Claim], away: dict[str, list[Span]]) -> list[Claim]:
        good: list[Claim] = []
        for each in claims:
            good += [each] if self.dealt([*good, each], away) else []
        return good

    def spares(self, tag: str, until: date, but: str = "", collected: Claim | None = None) -> bool:
        """Whether a copy may be away from today until a day without breaking a claim that could be kept else.

        Claims of the member `but` may break; those of theirs that stay still take their copy. `collected` ends with it.
        """
        kind = self.tools[tag].kind
        claims, away = self.standing_claims(kind), self.away(kind, tag)
        others = [each for each in self.kept(claims, away) if each.member != but]
        left = [each for each in claims if each is not collected]
        after = self.kept(left, {**away, tag: [(self.today, until)]}) if others else []
        return all(any(each is one for one in after) for each in others)

    # Queues

    def free(self, kind: str) -> list[str]:
        ready = {each.tool for each in self.holds if each.state == "ready"}
        tags = self.copies(kind)
        return [
            tag for tag in tags if self.tools[tag].lendable and tag not in self.loans and tag not in ready
        ]

    def move(self, kind: str) -> None:
        """Each free copy goes to the first who can use it, unless it is spared for a claim."""
        for tag in self.free(kind):
            for each in self.holds:
                wants = each.copy == tag if each.copy else each.kind == kind
                if each.state == "waiting" and wants:
                    if self.spares(tag, self.keep(self.today)):
                        each.state, each.tool, each.until = "ready", tag, self.keep(self.today)
                    break

    def next_day(self) -> None:
        self.today += DAY
        for each in self.holds:
            if each.state == "ready" and each.until and each.until < self.today and each.tool:
                each.state, each.tool, each.until = "expired", None, None
        for kind in {
            tool.kind for tool in self.tools.values()
        }:  # what is spared for claims changes with the days
            self.move(kind)

    def let_go(self, tags: list[str]) -> None:
        for each in self.holds:
            if each.state == "ready" and each.tool in tags:
                each.state, each.tool, each.until = "waiting", None, None
        for kind in {self.tools[tag].kind for tag in tags}:
            self.move(kind)

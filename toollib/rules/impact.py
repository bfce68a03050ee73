"""What lending spared the members, and whom it reached: each figure with its formula and all that went into it.

The formulas, why they are so, and how far they can be trusted stand in docs/impact.md. Nothing is rounded before the end.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, NamedTuple

from toollib.rules.money import Amount
from toollib.rules.shares import NOBODY_ASKED, Share

Borrower = Literal["member", "staff", "owner"]
HISTORY = "the library's records"
ASK_MEMBERS = "nobody was asked: from none to all"


class Lent(NamedTuple):
    """The loans of one tool to one sort of borrower in a period, undone ones left out.

    `firsts`: how many were the borrower's first of the kind; `price` in minor units, `kg`: None where unknown.
    """

    tool: int
    borrower: Borrower
    loans: int
    firsts: int
    price: int | None
    kg: Fraction | None
    members_own: bool


class People(NamedTuple):
    """`members`: at the end of the period; of those who `joined` in it, how many were asked and had no access before."""

    members: int
    joined: int
    asked: int
    no_access_before: int


class Copies(NamedTuple):
    """Copies on the shelf at the end of the period, and at any time in it; `members_own`: of these, lent by members."""

    at_end: int
    in_period: int
    members_own: int


@dataclass(frozen=True, slots=True)
class Assumed:
    """A share of library.yaml and where it comes from."""

    share: Share = NOBODY_ASKED
    source: str | None = None

    @property
    def told_source(self) -> str:
        """The source in words; that there is none is said too."""
        if self.source:
            return self.source
        return ASK_MEMBERS if self.share.is_anything else "library.yaml, which names no source"


class Assumptions(NamedTuple):
    """The two shares that no record holds."""

    would_have_bought: Assumed = Assumed()
    stays_local: Assumed = Assumed()


Value = Amount | float | int


class Input(NamedTuple):
    """One thing that went into a figure: a number or a share, and its source."""

    name: str
    value: Value | str
    source: str = HISTORY


class NotCounted(NamedTuple):
    """What was left out of a figure, and how often."""

    what: str
    times: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; `low` and `high` are equal where nothing is uncertain, and None where nothing is known.

    `unit`: "money" for minor units of the library's currency, else what is counted.
    """

    code: str
    title: str
    unit: str
    low: Value | None
    high: Value | None
    formula: str
    inputs: tuple[Input, ...]
    not_counted: tuple[NotCounted, ...] = field(default=())


def figures(
    lent: Iterable[Lent], people: People, copies: Copies, assumed: Assumptions, *, undone: int = 0
) -> tuple[Figure, ...]:
    """All figures of a period, from what was counted to what follows from it by assumptions.

    `undone`: how many loans were taken back, to be told; they are not among those of `lent`.
    """
    rows = list(lent)
    firsts = [each for each in rows if each.borrower == "member" and each.firsts]
    return (
        _loans(rows, undone),
        _loans_per_tool(rows, copies),
        _members_per_copy(people, copies),
        _first_access(people),
        _purchases(rows, firsts, assumed),
        _purchases_per_copy(firsts, copies, assumed),
        _money_spared(firsts, assumed),
        _money_kept_local(firsts, assumed),
        _mass(firsts, assumed),
    )


def _loans(rows: Sequence[Lent], undone: int) -> Figure:
    lent = _counted(rows)
    own = sum(each.loans for each in rows if each.members_own and each.borrower != "owner")
    return Figure(
        "loans",
        "Loans",
        "loans",
        lent,
        lent,
        "loans to members + loans to staff",
        (
            Input("loans to members", _of(rows, "member")),
            Input("loans to staff", _of(rows, "staff")),
            Input("of these, loans of tools that members own", own),
        ),
        _noted(("loans of a tool to its own owner", _of(rows, "owner")), ("loans that were undone", undone)),
    )


def _loans_per_tool(rows: Sequence[Lent], copies: Copies) -> Figure:
    lent = _counted(rows)
    moved = len({each.tool for each in rows if each.borrower != "owner" and each.loans})
    value = _ratio(lent, copies.in_period)
    return Figure(
        "loans-per-tool",
        "Loans per tool",
        "loans",
        value,
        value,
        "loans ÷ copies on the shelf at any time in the period",
        (
            Input("loans", lent),
            Input("copies on the shelf at any time in the period", copies.in_period),
            Input("of these, copies that members own", copies.members_own),
            Input("copies that were lent", moved),
        ),
    )


def _members_per_copy(people: People, copies: Copies) -> Figure:
    value = _ratio(people.members, copies.at_end)
    return Figure(
        "members-per-copy",
        "Members per copy",
        "members",
        value,
        value,
        "members at the end of the period ÷ copies on the shelf then",
        (
            Input("members at the end of the period", people.members),
            Input("copies on the shelf at the end of the period", copies.at_end),
        ),
    )


def _first_access(people: People) -> Figure:
    unknown = people.joined - people.asked
    known = people.asked > 0
    return Figure(
        "first-access",
        "Members who had no access before",
        "members",
        people.no_access_before if known else None,
        people.no_access_before + unknown if known else None,
        "members who joined in the period and said so; at most, those too who were not asked",
        (
            Input("members who joined in the period", people.joined),
            Input("of these, asked at sign-up", people.asked),
            Input("of these, had no access before", people.no_access_before),
        ),
        _noted(("members who were not asked", unknown)),
    )


def _purchases(rows: Sequence[Lent], firsts: Sequence[Lent], assumed: Assumptions) -> Figure:
    bought = assumed.would_have_bought
    count = sum(each.firsts for each in firsts)
    staff = sum(each.firsts for each in rows if each.borrower == "staff")
    again = sum(each.loans for each in firsts) - count + _later(rows)
    return Figure(
        "purchases-avoided",
        "Purchases avoided",
        "purchases",
        _rounded(count * bought.share.low),
        _rounded(count * bought.share.high),
        "first loans of a kind by a member × share that would have bought",
        (Input("first loans of a kind by a member", count), _told("share that would have bought", bought)),
        _noted(
            ("further loans of a kind that the member had before", again),
            ("first loans of a kind by staff", staff),
        ),
    )


def _purchases_per_copy(firsts: Sequence[Lent], copies: Copies, assumed: Assumptions) -> Figure:
    bought = assumed.would_have_bought
    count = sum(each.firsts for each in firsts)
    return Figure(
        "purchases-per-copy",
        "Purchases avoided per copy",
        "purchases",
        _ratio(count * bought.share.low, copies.in_period),
        _ratio(count * bought.share.high, copies.in_period),
        "purchases avoided ÷ copies on the shelf at any time in the period",
        (
            Input("first loans of a kind by a member", count),
            _told("share that would have bought", bought),
            Input("copies on the shelf at any time in the period", copies.in_period),
        ),
    )


def _money_spared(firsts: Sequence[Lent], assumed: Assumptions) -> Figure:
    bought = assumed.would_have_bought
    worth, unpriced = _worth(firsts)
    low, high = (None, None) if worth is None else (worth * bought.share.low, worth * bought.share.high)
    return Figure(
        "money-spared",
        "Money spared by not buying",
        "money",
        _money(low),
        _money(high),
        "sum of the prices over first loans of a kind × share that would have bought",
        (
            Input("prices of the tools over first loans", Amount(worth or 0), "prices of tools and kinds"),
            _told("share that would have bought", bought),
        ),
        _noted(("first loans of tools without a known price", unpriced)),
    )


def _money_kept_local(firsts: Sequence[Lent], assumed: Assumptions) -> Figure:
    bought, local = assumed
    worth, unpriced = _worth(firsts)
    low = None if worth is None else worth * bought.share.low * local.share.low
    high = None if worth is None else worth * bought.share.high * local.share.high
    return Figure(
        "money-kept-local",
        "Money that stays in town",
        "money",
        _money(low),
        _money(high),
        "money spared × share of a purchase that would have left town",
        (
            Input("prices of the tools over first loans", Amount(worth or 0), "prices of tools and kinds"),
            _told("share that would have bought", bought),
            _told("share of a purchase that would have left town", local),
        ),
        _noted(("first loans of tools without a known price", unpriced)),
    )


def _mass(firsts: Sequence[Lent], assumed: Assumptions) -> Figure:
    bought = assumed.would_have_bought
    known = [(each.firsts, each.kg) for each in firsts if each.kg is not None]
    mass = sum((count * kg for count, kg in known), Fraction(0)) if known else None
    unknown = sum(each.firsts for each in firsts if each.kg is None)
    return Figure(
        "mass-not-bought",
        "Mass of what was not bought",
        "kg",
        None if mass is None else _rounded(mass * bought.share.low),
        None if mass is None else _rounded(mass * bought.share.high),
        "sum of the masses over first loans of a kind × share that would have bought",
        (
            Input(
                "kg of the tools over first loans", _rounded(mass or Fraction(0)), "masses of tools and kinds"
            ),
            _told("share that would have bought", bought),
        ),
        _noted(("first loans of tools without a known mass", unknown)),
    )


def _counted(rows: Sequence[Lent]) -> int:
    return _of(rows, "member") + _of(rows, "staff")


def _of(rows: Sequence[Lent], borrower: Borrower) -> int:
    return sum(each.loans for each in rows if each.borrower == borrower)


def _later(rows: Sequence[Lent]) -> int:
    return sum(each.loans for each in rows if each.borrower == "member" and not each.firsts)


def _worth(firsts: Sequence[Lent]) -> tuple[int | None, int]:
    """The prices over first loans (None: none is known), and how many first loans have none."""
    known = [each.firsts * each.price for each in firsts if each.price is not None]
    return sum(known) if known else None, sum(each.firsts for each in firsts if each.price is None)


def _told(name: str, assumed: Assumed) -> Input:
    return Input(name, str(assumed.share), assumed.told_source)


def _noted(*found: tuple[str, int]) -> tuple[NotCounted, ...]:
    return tuple(NotCounted(what, count) for what, count in found if count)


def _ratio(part: Fraction | int, whole: int) -> Value | None:
    return _rounded(Fraction(part) / whole) if whole else None


def _rounded(value: Fraction) -> Value:
    """Two decimals are enough for what is counted; whole numbers stay whole."""
    rounded = round(Fraction(value), 2)
    return int(rounded) if rounded.denominator == 1 else float(rounded)


def _money(value: Fraction | None) -> Amount | None:
    return None if value is None else Amount(round(value))

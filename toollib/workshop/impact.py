"""What has lending from this library spared, and whom has it reached? Figures for a grant, a report, a newsletter."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import cast

from catalog.quantity import NotAQuantity, parse_quantity
from toollib.desk.context import Context
from toollib.desk.desk import Desk
from toollib.rules import impact as rules
from toollib.rules.periods import counted_days
from toollib.settings import Impact
from toollib.store import impact as rows
from toollib.store import report_loans
from toollib.vocabulary import Vocabulary
from toollib.workshop.prices import price_of_new


@dataclass(frozen=True, slots=True)
class Period:
    """Local days, both inclusive. `first` None: from the beginning; `last` None: up to today."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class ImpactReport:
    """The figures of a period, with all that they are made of."""

    first: date | None = field(metadata={"json": "from"})
    last: date = field(metadata={"json": "to"})
    figures: tuple[rules.Figure, ...]


def impact(desk: Desk, period: Period) -> ImpactReport:
    """The impact of lending in a period.

    Raises:
        Refused: `date-wrong` for a period that ends before it begins, or begins after today.
    """
    context = desk.context
    first, last = counted_days(period.first, period.last, today=context.today)
    start, first_day = ("", "") if first is None else (context.begins(first), first.isoformat())
    end = context.begins(last + timedelta(days=1))
    with context.db.reading():
        context.look_for_changes()
        lent = list(_lent(context, rows.lent(context.db, start, end)))
        undone = report_loans.undone(context.db, start, end)
        copies = rules.Copies(*rows.copies(context.db, start, end))
        members = rows.members(context.db, last.isoformat(), end)
        people = rules.People(members, *rows.joined(context.db, first_day, last.isoformat()))
    found = rules.figures(lent, people, copies, _assumptions(context.settings.impact), undone=undone)
    return ImpactReport(first, last, found)


def _lent(context: Context, found: list[rows.LentRow]) -> Iterator[rules.Lent]:
    for each in found:
        price = each.price
        if price is None and (kind := context.vocabulary.get(each.kind)) is not None:
            price = price_of_new(kind, context.settings.currency)
        yield rules.Lent(
            each.tool,
            cast("rules.Borrower", each.borrower),
            each.loans,
            each.firsts,
            price,
            _kg(context.vocabulary, each),
            bool(each.members_own),
        )


def _kg(vocabulary: Vocabulary, row: rows.LentRow) -> Fraction | None:
    """The mass of a tool, else of its kind; of a range the low end, so that nothing is overstated."""
    known = vocabulary.get(row.kind)
    for text in (row.mass, None if known is None else known.mass):
        if text is None:
            continue
        try:
            mass = parse_quantity(text)
        except NotAQuantity:  # attributes are free text: one that is no mass says nothing
            continue
        if mass.dimension == "mass":
            return mass.to("kg").low
    return None


def _assumptions(said: Impact) -> rules.Assumptions:
    return rules.Assumptions(
        rules.Assumed(said.would_have_bought, said.sources.would_have_bought),
        rules.Assumed(said.stays_local, said.sources.stays_local),
    )

"""Who has what too long? For the desk: it names people and how to reach them, and is not for an outside page."""

from collections.abc import Mapping, Sequence
from datetime import date

from toollib.desk.context import Context
from toollib.desk.reads import LoansWanted, Part, loan_list
from toollib.desk.views import Loan
from toollib.reports.report import Cell, Column, Figure, Line, Report, Table
from toollib.reports.span import span_of
from toollib.reports.telling import money_of
from toollib.rules.money import Amount, Currency
from toollib.store import report_loans
from toollib.store.report_loans import Contact

_ALL = Part(10**9)
_MEMBERS = (
    Column("member", "Member"),
    Column("name", "Name"),
    Column("phone", "Phone"),
    Column("email", "E-mail"),
    Column("tools", "Tools", "count"),
    Column("since", "Since", "date"),
    Column("charge", "Charge so far", "money"),
)
_LOANS = (
    Column("member", "Member"),
    Column("name", "Name"),
    Column("tool", "Tool"),
    Column("what", "What"),
    Column("due", "Due", "date"),
    Column("days", "Days late", "count"),
    Column("charge", "Charge so far", "money"),
)
_NOTHING = "Nothing is overdue."
_NOBODY = Contact("", None, None)


def overdue(context: Context, first: date | None = None, last: date | None = None) -> Report:
    """What is overdue now, the member who is latest first; of it what was due from `first` to `last`.

    Raises:
        Refused: `date-wrong`.
    """
    span = span_of(context, first, last)
    with context.db.reading():
        found: Sequence[Loan] = loan_list(context, LoansWanted(overdue=True), _ALL).rows
        people = report_loans.contacts(context.db)
    loans = [each for each in found if (first is None or each.due >= first) and each.due <= span.last]
    members, rows = _members(loans, people), _loans(loans, people)
    lines = _lines(loans, len(members), context.settings.currency)
    tables = (
        Table("members", "Members to call", _MEMBERS, members, _NOTHING),
        Table("loans", "Overdue tools", _LOANS, rows, _NOTHING),
    )
    return Report("overdue", "Overdue", span.first, span.last, lines, (), tables, "due")


def _lines(loans: Sequence[Loan], members: int, currency: Currency) -> tuple[Line, ...]:
    counted = (
        Figure("tools", "Overdue tools", len(loans), "tools"),
        Figure("members", "Members to call", members, "members"),
    )
    charge = _charge(loans)
    return (
        Line("For the desk", "This names members and how to reach them: not for an outside page."),
        Line("Overdue now", f"tools: {len(loans):,}, members: {members:,}", figures=counted),
        Line(
            "Charge so far", money_of(charge, currency), figures=(Figure("charge", "Charge so far", charge),)
        ),
    )


def _by_member(loans: Sequence[Loan]) -> dict[str | None, list[Loan]]:
    """The loans of each member: the soonest due first, and so are the members."""
    found: dict[str | None, list[Loan]] = {}
    for each in loans:
        found.setdefault(each.member, []).append(each)
    return found


def _members(loans: Sequence[Loan], people: Mapping[str, Contact]) -> tuple[tuple[Cell, ...], ...]:
    rows: list[tuple[Cell, ...]] = []
    for member, theirs in _by_member(loans).items():
        who = people.get(member or "", _NOBODY)
        rows.append((member, who.name, who.phone, who.email, len(theirs), theirs[0].due, _charge(theirs)))
    return tuple(rows)


def _loans(loans: Sequence[Loan], people: Mapping[str, Contact]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (
            member,
            people.get(member or "", _NOBODY).name,
            each.tool,
            each.tool_name,
            each.due,
            each.late_days,
            _charge([each]),
        )
        for member, theirs in _by_member(loans).items()
        for each in theirs
    )


def _charge(loans: Sequence[Loan]) -> Amount:
    """What lateness comes to by now: what was charged, and what is charged if it came back today."""
    return Amount(sum(each.charged + each.would_cost for each in loans))

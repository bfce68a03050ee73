"""Where does the library's money come from, and what is owed? Every day adds up to what the ledger has for it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from toollib.desk.context import Context
from toollib.desk.dealings import ENTRY_WORDS
from toollib.reports.report import Cell, Column, Figure, Line, Plot, Report, Series, Table
from toollib.reports.span import Span, days, months, span_of
from toollib.reports.telling import money_of
from toollib.rules.money import Amount, Currency
from toollib.store import report_money
from toollib.store.report_money import Booked

# So many local days fit well into one query.
_AT_ONCE = 2000
_SUMS = (
    "charged",
    "deposits",
    "deposits_back",
    "cash",
    "card",
    "transfer",
    "not_said",
    "forgiven",
    "refunded",
)
_TITLES = (
    "Charged", "Deposits taken", "Given back", "Paid in cash", "By card", "By transfer", "Not said how", "Forgiven",
    "Refunded",
)  # fmt: skip
_DEBT = Column("change", "Change of what is owed", "money")
_COLUMNS = (
    *(Column(name, title, "money") for name, title in zip(_SUMS, _TITLES, strict=True)),
    _DEBT,
)
_SORTS = (
    Column("kind", "Line"),
    Column("reason", "Reason"),
    Column("times", "Times", "count"),
    Column("amount", "Amount", "money"),
)
_METHODS = (
    Column("method", "How"),
    Column("times", "Payments", "count"),
    Column("amount", "Paid", "money"),
    Column("refunded", "Refunded", "money"),
    Column("net", "Stays", "money"),
)
_OWED = (Column("what", "What"), Column("members", "Members", "count"), Column("amount", "Amount", "money"))
_NOTHING = "Nothing was booked."
Sums = Counter[str]
"""Minor units by the name of their column; all above zero but corrections."""


def money(context: Context, first: date | None = None, last: date | None = None) -> Report:
    """Charges, payments and all else of a period by month, day, reason and method, and what is owed at its end.

    Raises:
        Refused: `date-wrong`.
    """
    span, db = span_of(context, first, last), context.db
    with db.reading():
        earliest = report_money.earliest(db)
        labels = months(context, span, earliest).labels
        booked = list(_by_day(context, span, earliest))
        owed = report_money.owed(db, span.end)
    daily = _summed((day, each) for day, each in booked)
    monthly = _summed((day[:7], each) for day, each in booked)
    all_months = sorted({*labels, *monthly}) if booked else ()
    month_rows = _rows({label: monthly.get(label, Counter()) for label in all_months})
    tables = (
        Table("months", "Month by month", (Column("month", "Month"), *_COLUMNS), month_rows, _NOTHING),
        Table("reasons", "What it was for", _SORTS, _reasons(each for _, each in booked), _NOTHING),
        Table(
            "methods", "How it was paid", _METHODS, _methods(each for _, each in booked), "Nothing was paid."
        ),
        Table("owed", f"At the end of {span.last}", _OWED, _owed(owed), ""),
        Table(
            "days",
            "Day by day",
            (Column("day", "Day", "date"), *_COLUMNS),
            _rows(daily, dates=True),
            _NOTHING,
        ),
    )
    currency = context.settings.currency
    plots = _plots(labels, monthly, currency) if booked else ()
    whole = _summed(("", each) for _, each in booked).get("", Counter[str]())
    lines = _lines(whole, owed.debts - owed.credit, currency)
    return Report("money", "Money", span.first, span.last, lines, plots, tables)


def _owed(owed: report_money.Owed) -> tuple[tuple[Cell, ...], ...]:
    return (
        ("owed by members", owed.debtors, Amount(owed.debts)),
        ("credit of members", owed.creditors, Amount(owed.credit)),
        ("deposits held", None, Amount(owed.deposits)),
    )


def _by_day(context: Context, span: Span, earliest: str | None) -> Iterator[tuple[str, Booked]]:
    for part, buckets in days(context, span, earliest, at_once=_AT_ONCE):
        for each in report_money.by_stretch(context.db, buckets.starts, part.start, part.end):
            yield buckets.labels[each.stretch], each


def _column(each: Booked) -> tuple[str, int]:
    """In which column a line counts, and with which sign its effect on the debt is shown there."""
    if each.kind == "payment":
        return each.method or "not_said", -1
    if each.kind == "forgive":
        return "forgiven", -1
    if each.kind == "refund":
        return ("deposits_back", -1) if each.reason == "deposit" else ("refunded", 1)
    return ("deposits", 1) if each.kind == "deposit" else ("charged", 1)


def _summed(booked: Iterable[tuple[str, Booked]]) -> dict[str, Sums]:
    """The sums of each day or month, in order."""
    found: dict[str, Sums] = {}
    for label, each in booked:
        name, sign = _column(each)
        sums = found.setdefault(label, Counter())
        sums[name] += sign * each.amount
        sums[_DEBT.name] += each.amount
    return found


def _rows(summed: Mapping[str, Sums], *, dates: bool = False) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (
            date.fromisoformat(label) if dates else label,
            *(Amount(sums[column.name]) for column in _COLUMNS),
        )
        for label, sums in summed.items()
    )


def _reasons(booked: Iterable[Booked]) -> tuple[tuple[Cell, ...], ...]:
    """By sort of line and what it was for; the amount as it changed the debts."""
    times, amounts = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for each in booked:
        key = each.kind, ENTRY_WORDS.get(each.reason or "", "by hand")
        times[key] += each.times
        amounts[key] += each.amount
    return tuple((*key, times[key], Amount(amounts[key])) for key in sorted(times))


def _methods(booked: Iterable[Booked]) -> tuple[tuple[Cell, ...], ...]:
    """What came in and went out each way; a deposit that is given back is settled in the account, not in money."""
    times, paid, refunded = Counter[str](), Counter[str](), Counter[str]()
    for each in booked:
        method = each.method or "not said"
        if each.kind == "payment":
            times[method] += each.times
            paid[method] -= each.amount
        elif _column(each)[0] == "refunded":
            refunded[method] += each.amount
    return tuple(
        (each, times[each], Amount(paid[each]), Amount(refunded[each]), Amount(paid[each] - refunded[each]))
        for each in sorted({*paid, *refunded})
    )


def _lines(sums: Sums, owed: int, currency: Currency) -> tuple[Line, ...]:
    def line(title: str, name: str, minor: int, *notes: str) -> Line:
        return Line(title, money_of(minor, currency), notes, (Figure(name, title, Amount(minor)),))

    paid = sum(sums[name] for name in ("cash", "card", "transfer", "not_said"))
    check = "charged + deposits taken - given back - paid - forgiven + refunded = change of what is owed"
    voids = "A line that was taken back counts against its own sort."
    return (
        line("Charged", "charged", sums["charged"]),
        line("Deposits taken", "deposits", sums["deposits"]),
        line("Deposits given back", "deposits_back", sums["deposits_back"]),
        line("Paid", "paid", paid),
        line("Forgiven", "forgiven", sums["forgiven"]),
        line("Refunded", "refunded", sums["refunded"]),
        line("Change of what is owed", "change", sums[_DEBT.name], check, voids),
        line("Owed at the end, less credit", "owed", owed),
    )


def _plots(labels: tuple[str, ...], monthly: Mapping[str, Sums], currency: Currency) -> tuple[Plot, ...]:
    scale = 10**currency.digits

    def series(name: str, *columns: str) -> Series:
        sums = (monthly.get(label, Counter[str]()) for label in labels)
        return Series(name, tuple(sum(each[column] for column in columns) / scale for each in sums))

    shown = (series("charged", "charged"), series("paid", "cash", "card", "transfer", "not_said"))
    return (Plot("Charged and paid by month", "bars", labels, shown, currency.code),)

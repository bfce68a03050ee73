"""Which tools did nobody want? Candidates for a better place, a repair, a sale, or the way back to their owner."""

from datetime import date, timedelta

from toollib.desk.context import Context, instant
from toollib.desk.facts import policy_for
from toollib.reports.report import Cell, Column, Line, Report, Table
from toollib.reports.span import span_of
from toollib.rules.money import Amount
from toollib.store import report_loans

_A_YEAR = timedelta(days=365)
_TOOLS = (
    Column("tool", "Tool"),
    Column("name", "Name"),
    Column("kind", "Kind"),
    Column("category", "Category"),
    Column("idle_since", "Idle since", "date"),
    Column("days", "Days", "count"),
    Column("ever_lent", "Ever lent"),
    Column("price", "Price", "money"),
    Column("owner", "Owner"),
    Column("branch", "Branch"),
    Column("place", "Place"),
)


def idle(context: Context, first: date | None = None, last: date | None = None) -> Report:
    """Tools that were here all of a period and never out in it, the longest idle first; a year unless told.

    Raises:
        Refused: `date-wrong`.
    """
    span = span_of(context, None, last)
    span = span_of(context, first or max(date.min + _A_YEAR, span.last) - _A_YEAR, span.last)
    known, rows, stays, price = context.vocabulary, list[tuple[Cell, ...]](), 0, 0
    with context.db.reading():
        context.look_for_changes()
        found = report_loans.idle(context.db, span.start, span.end)
        for each in found:
            if policy_for(context, each.tag, each.kind, None).stays_here:
                stays += 1
                continue
            since = context.local_day(instant(each.last or each.added_at))
            price += (each.price or 0) if each.owner is None else 0
            rows.append(
                (
                    each.tag,
                    each.name,
                    each.kind,
                    known.category(each.kind),
                    since,
                    (span.last - since).days,
                    "no" if each.last is None else "yes",
                    None if each.price is None else Amount(each.price),
                    each.owner or "library",
                    each.branch,
                    each.place,
                )
            )
    currency = context.settings.currency
    aside = (f"left out, since their policy says that they stay here: {stays}",) if stays else ()
    lines = (
        Line("Tools that nobody had out", str(len(rows)), aside),
        Line(
            "Their price",
            f"{currency.format(price)} {currency.code}",
            ("the library's own, where it is known",),
        ),
    )
    table = Table("tools", "Idle tools", _TOOLS, tuple(rows), "Every tool was out at least once.")
    return Report("idle", "Idle tools", span.first, span.last, lines, (), (table,))

"""Which tools did nobody want? Candidates for a better place, a repair, a sale, or the way back to their owner."""

from collections.abc import Sequence
from datetime import date

from toollib.desk.context import Context, instant
from toollib.desk.facts import policy_for
from toollib.reports.report import Cell, Column, Figure, Line, Report, Table
from toollib.reports.span import span_of
from toollib.reports.telling import money_of
from toollib.rules.money import Amount, Currency
from toollib.rules.periods import counted_year
from toollib.store import report_loans
from toollib.store.report_loans import IdleTool

_TOOLS = (
    Column("tool", "Tool"),
    Column("name", "Name"),
    Column("kind", "Kind"),
    Column("category", "Category"),
    Column("idle_since", "Idle since", "date"),
    Column("days", "Days", "count"),
    Column("ever_lent", "Ever lent"),
    Column("in_repair", "In repair"),
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
    span = span_of(context, *counted_year(first, last, today=context.today))
    with context.db.reading():
        context.look_for_changes()
        found = report_loans.idle(context.db, span.start, span.end)
        lent = [each for each in found if not policy_for(context, each.tag, each.kind, None).stays_here]
    lines = _lines(lent, len(found) - len(lent), context.settings.currency)
    rows = tuple(_row(context, each, span.last) for each in lent)
    table = Table("tools", "Idle tools", _TOOLS, rows, "Every tool was out at least once.")
    return Report("idle", "Idle tools", span.first, span.last, lines, (), (table,))


def _lines(lent: Sequence[IdleTool], stays: int, currency: Currency) -> tuple[Line, ...]:
    price = Amount(sum(each.price or 0 for each in lent if each.owner is None))
    aside = (f"left out, since their policy says that they stay here: {stays:,}",) if stays else ()
    counted = (
        Figure("tools", "Tools that nobody had out", len(lent), "tools"),
        Figure("stay_here", "Left out: tools that stay here", stays, "tools"),
    )
    return (
        Line("Tools that nobody had out", f"{len(lent):,}", aside, counted),
        Line(
            "Their price",
            money_of(price, currency),
            ("the library's own, where it is known",),
            (Figure("price", "Price of the library's own among them", price),),
        ),
    )


def _row(context: Context, each: IdleTool, last: date) -> tuple[Cell, ...]:
    since = context.local_day(instant(each.last or each.added_at))
    return (
        each.tag,
        each.name,
        each.kind,
        context.vocabulary.category(each.kind),
        since,
        (last - since).days,
        "no" if each.last is None else "yes",
        "yes" if each.broken else "no",
        None if each.price is None else Amount(each.price),
        each.owner or "library",
        each.branch,
        each.place,
    )

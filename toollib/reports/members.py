"""How many members are there, of which standing and tier; who came, went, borrowed, learned? Counts, never a name."""

from collections.abc import Sequence
from datetime import date

from toollib.desk.context import Context
from toollib.desk.reads import MembersWanted, member_filter
from toollib.reports.report import Cell, Column, Figure, Line, Plot, Report, Series, Table, drawn
from toollib.reports.span import Buckets, Span, local_days, months, span_of
from toollib.store import lists, report_loans, report_members
from toollib.store.report_time import Stretches

_STANDINGS = ("good", "expired", "blocked", "pending")
_TIERS = (
    Column("tier", "Tier"),
    *(Column(each, each.capitalize(), "count") for each in _STANDINGS),
    Column("members", "Members", "count"),
)
_CHANGES = ("joined", "ended", "erased", "borrowers")
_MONTHS = (
    Column("month", "Month"),
    Column("joined", "Joined", "count"),
    Column("ended", "Ended", "count"),
    Column("erased", "Erased", "count"),
    Column("borrowers", "Borrowers", "count"),
)
_TOPICS = (
    Column("topic", "Topic"),
    Column("valid", "May now", "count"),
    Column("ever", "Ever inducted", "count"),
    Column("given", "Given in this time", "count"),
)


def members(context: Context, first: date | None = None, last: date | None = None) -> Report:
    """The members as they are now, and what changed in a period, by month.

    Raises:
        Refused: `date-wrong`.
    """
    span, db = span_of(context, first, last), context.db
    with db.reading():
        tiers = _tiers(context)
        began = [at for at in (report_loans.earliest(db), report_members.earliest(db)) if at is not None]
        buckets = months(context, span, min(began, default=None))
        found = report_members.by_stretch(
            db, *_stretches(span, buckets), ended_before=context.today.isoformat()
        )
        borrowers = report_members.borrowers(db, span.start, span.end)
        days = (span.first or date.min).isoformat(), span.last.isoformat()
        topics = report_members.inductions(db, *days, context.today.isoformat())
    counts = {each.stretch: each[1:] for each in found}
    monthly = tuple((label, *counts.get(at, (0, 0, 0, 0))) for at, label in enumerate(buckets.labels))
    nobody = "There are no members."
    tables = (
        Table("tiers", "By tier and standing", _TIERS, tiers, nobody),
        Table("months", "Month by month", _MONTHS, monthly, nobody),
        Table(
            "inductions", "Inductions", _TOPICS, tuple(tuple(each) for each in topics), "Nobody was inducted."
        ),
    )
    lines = tuple(_lines(context, tiers, borrowers))
    return Report("members", "Members", span.first, span.last, lines, _plots(tiers, monthly), tables)


def _tiers(context: Context) -> tuple[tuple[Cell, ...], ...]:
    """Members by tier and standing, in the order of library.yaml, then tiers that it has no more."""
    found = {
        standing: lists.members_by_tier(context.db, member_filter(context, MembersWanted(standing=standing)))
        for standing in _STANDINGS
    }
    there = {tier for counts in found.values() for tier in counts}
    known = [tier for tier in context.settings.tiers if tier in there]
    others = sorted(there.difference(known), key=lambda tier: (tier is None, tier or ""))
    rows: list[tuple[Cell, ...]] = []
    for tier in [*known, *others]:
        counts = [found[standing].get(tier, 0) for standing in _STANDINGS]
        rows.append((tier, *counts, sum(counts)))
    return tuple(rows)


def _stretches(span: Span, buckets: Buckets) -> tuple[Stretches, Stretches]:
    """The months as instants, and as local days."""
    return Stretches(buckets.starts, span.start, span.end), local_days(span, buckets)


def _lines(context: Context, tiers: Sequence[tuple[Cell, ...]], borrowers: int) -> list[Line]:
    total = sum(row[-1] for row in tiers if isinstance(row[-1], int))
    good = sum(row[1] for row in tiers if isinstance(row[1], int))
    forgets = context.settings.privacy.keep_loans
    aside = () if forgets is None else (f"at least: loans forget their member after {forgets} months",)
    return [
        Line(
            "Members now",
            f"{total:,}, of these {good:,} in good standing",
            figures=(
                Figure("members", "Members now", total, "members"),
                Figure("good", "Of these in good standing", good, "members"),
            ),
        ),
        Line(
            "Members who borrowed in this time",
            f"{borrowers:,}",
            aside,
            (Figure("borrowers", "Members who borrowed in this time", borrowers, "members"),),
        ),
    ]


def _plots(tiers: Sequence[tuple[Cell, ...]], monthly: Sequence[tuple[Cell, ...]]) -> tuple[Plot, ...]:
    plots = []
    if tiers:
        labels = tuple(str(row[0] or "none") for row in tiers)
        series = tuple(
            Series(name, tuple(drawn(row[at]) for row in tiers)) for at, name in enumerate(_STANDINGS, 1)
        )
        plots.append(Plot("Members by tier and standing", "bars", labels, series, "members"))
    if monthly:
        labels = tuple(str(row[0]) for row in monthly)
        shown = tuple(
            Series(name, tuple(drawn(row[1 + _CHANGES.index(name)]) for row in monthly))
            for name in ("joined", "ended", "borrowers")
        )
        plots.append(Plot("Members by month", "line", labels, shown, "members"))
    return tuple(plots)

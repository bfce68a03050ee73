"""What does the library have, in which state, where, and what is it worth? As of now, with what came and went."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from toollib.desk.context import Context, instant
from toollib.desk.queues import reading
from toollib.reports.report import Cell, Column, Figure, Line, Plot, Report, Series, Table, drawn
from toollib.reports.span import months, span_of
from toollib.reports.telling import money_of
from toollib.rules.money import Amount, Currency
from toollib.store import report_things
from toollib.store.report_things import Stock, ToolRow

_STATES = ("in", "out", "ready", "repair", "lost", "retired")
_GONE = ("lost", "retired")
_FIGURES = (
    Column("tools", "Tools", "count"),
    Column("members_own", "Of these members' own", "count"),
    Column("value", "Price of the library's own", "money"),
    Column("no_price", "Without a price", "count"),
)
_KIND = (Column("kind", "Kind"), Column("name", "Name"), Column("category", "Category"), *_FIGURES)
_PLACE = (Column("branch", "Branch"), Column("place", "Place"), *_FIGURES)
_MONTHS = (
    Column("month", "Month"),
    Column("added", "Added", "count"),
    Column("retired", "Retired", "count"),
    Column("lost", "Lost", "count"),
)
_REPAIRS = (
    Column("tool", "Tool"),
    Column("name", "Name"),
    Column("since", "In repair since", "date"),
    Column("days", "Days", "count"),
    Column("trouble", "Trouble"),
)
_TOOLS = (
    Column("tool", "Tool"),
    Column("name", "Name"),
    Column("kind", "Kind"),
    Column("category", "Category"),
    Column("state", "State"),
    Column("branch", "Branch"),
    Column("place", "Place"),
    Column("owner", "Owner"),
    Column("price", "Price", "money"),
    Column("added", "Added", "date"),
)
_NONE = "There are no tools."


def inventory(context: Context, first: date | None = None, last: date | None = None) -> Report:
    """The tools as they are now; the period counts for what was added, retired or lost.

    Raises:
        Refused: `date-wrong`.
    """
    span, db, today = span_of(context, first, last), context.db, context.today.isoformat()
    with reading(context):
        stock = report_things.stock(db, today)
        tools = report_things.all_tools(db, today)
        buckets = months(context, span, report_things.earliest(db))
        found = report_things.changes(db, buckets.starts, span.start, span.end)
    here = [each for each in stock if each.state not in _GONE]
    tables = (
        _table("states", "By state", (Column("state", "State"), *_FIGURES), _states(stock)),
        _table(
            "categories",
            "By category",
            (Column("category", "Category"), *_FIGURES),
            _categories(context, here),
        ),
        _table("kinds", "By kind", _KIND, _kinds(context, here)),
        _table("places", "By place", _PLACE, _by(here, lambda each: (each.branch, each.place))),
        Table("repairs", "In repair", _REPAIRS, _repairs(context, tools), "Nothing is in repair."),
        _table("months", "What came and went", _MONTHS, _changes(buckets.labels, found)),
        _table("tools", "All tools", _TOOLS, tuple(_tool(context, each) for each in tools)),
    )
    lines = _lines(here, context.settings.currency)
    return Report(
        "inventory", "Inventory", span.first, span.last, lines, _plots(tables), tables, "what came and went"
    )


def _lines(here: Sequence[Stock], currency: Currency) -> tuple[Line, ...]:
    count, own, value, unpriced = _sums(here)
    tools = (
        Figure("tools", "Tools", count, "tools"),
        Figure("members_own", "Of these members' own", own, "tools"),
    )
    worth = (
        Figure("value", "Price of the library's own", value),
        Figure("no_price", "The library's own without a price", unpriced, "tools"),
    )
    told, aside = f"{count:,}, of these {own:,} that members own", "lost and retired ones are left out"
    priced = f"as their records have it; without a price: {unpriced:,}"
    return (
        Line("Tools", told, (aside,), tools),
        Line("Price of the library's own", money_of(value, currency), (priced,), worth),
    )


def _table(name: str, title: str, columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...]) -> Table:
    return Table(name, title, columns, rows, _NONE)


def _sums(stock: Iterable[Stock]) -> tuple[int, int, Amount, int]:
    """Tools, members' own among them, what the library's own cost, and how many of these have no price."""
    some = list(stock)
    ours = [each for each in some if not each.own]
    return (
        sum(each.tools for each in some),
        sum(each.tools for each in some if each.own),
        Amount(sum(each.value for each in ours)),
        sum(each.tools - each.priced for each in ours),
    )


def _by(stock: Iterable[Stock], key: Callable[[Stock], tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """The sums of all that share a key, by the key; nothing known comes last."""
    found: dict[tuple[Cell, ...], list[Stock]] = defaultdict(list)
    for each in stock:
        found[key(each)].append(each)
    order = sorted(found, key=lambda cells: [(cell is None, str(cell)) for cell in cells])
    return tuple((*cells, *_sums(found[cells])) for cells in order)


def _states(stock: Sequence[Stock]) -> tuple[tuple[Cell, ...], ...]:
    return tuple((state, *_sums(each for each in stock if each.state == state)) for state in _STATES)


def _categories(context: Context, stock: Sequence[Stock]) -> tuple[tuple[Cell, ...], ...]:
    return _by(stock, lambda each: (context.vocabulary.category(each.kind),))


def _kinds(context: Context, stock: Sequence[Stock]) -> tuple[tuple[Cell, ...], ...]:
    known = context.vocabulary

    def key(each: Stock) -> tuple[Cell, ...]:
        return known.current(each.kind), known.name(each.kind), known.category(each.kind)

    return _by(stock, key)


def _repairs(context: Context, tools: Iterable[ToolRow]) -> tuple[tuple[Cell, ...], ...]:
    """What is in repair, the longest first."""
    broken = sorted((each.repair_since or "", each.tag, each) for each in tools if each.state == "repair")
    return tuple(_repair(context, each) for _, _, each in broken)


def _repair(context: Context, each: ToolRow) -> tuple[Cell, ...]:
    since = None if each.repair_since is None else context.local_day(instant(each.repair_since))
    days = None if since is None else (context.today - since).days
    return each.tag, each.name, since, days, each.trouble


def _changes(labels: Sequence[str], found: Iterable[report_things.Changes]) -> tuple[tuple[Cell, ...], ...]:
    counts = {each.stretch: each[1:] for each in found}
    return tuple((label, *counts.get(at, (0, 0, 0))) for at, label in enumerate(labels))


def _tool(context: Context, each: ToolRow) -> tuple[Cell, ...]:
    return (
        each.tag,
        each.name,
        each.kind,
        context.vocabulary.category(each.kind),
        each.state,
        each.branch,
        each.place,
        each.owner or "library",
        None if each.price is None else Amount(each.price),
        context.local_day(instant(each.added_at)),
    )


def _plots(tables: Sequence[Table]) -> tuple[Plot, ...]:
    plots = []
    for table, title in ((tables[0], "Tools by state"), (tables[1], "Tools by category")):
        rows = [row for row in table.rows if row[1]]
        counts = tuple(drawn(row[1]) for row in rows)
        if rows:
            labels = tuple(str(row[0] or "none") for row in rows)
            plots.append(Plot(title, "bars", labels, (Series("tools", counts),), "tools"))
    return tuple(plots)

"""Whatever was done at the desk, in whatever order: the reports say what the raw rows say."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.riverside import LONDON, Riverside, copy_of
from toollib.desk.reads import Part, ToolsWanted
from toollib.reports.book import write
from toollib.reports.report import Report
from toollib.rules.reasons import Refused

MEMBERS = st.sampled_from(["M-0017", "M-0021", "M-0030"])
TAGS = st.sampled_from(["T-0042", "T-0043", "T-0050", "T-0051", "T-0070", "T-0091"])
VERBS = st.one_of(
    st.tuples(st.just("checkout"), MEMBERS, TAGS),
    st.tuples(st.just("return"), TAGS),
    st.tuples(st.just("renew"), TAGS),
    st.tuples(st.sampled_from(["pay", "charge", "forgive", "refund"]), MEMBERS),
    st.tuples(st.sampled_from(["lost", "found", "retire", "repair", "fixed"]), TAGS),
    st.tuples(st.just("undo")),
    st.tuples(st.just("void"), st.integers(1, 30)),
    st.tuples(st.just("wait"), st.integers(1, 40 * 24)),
)


def do(riverside: Riverside, verb: str, *about: str | int) -> None:
    """One action, at the desk of the coordinator; what is refused changes nothing."""
    desk, words = riverside.cora, [str(each) for each in about]
    verbs: dict[str, Callable[..., object]] = {
        "checkout": lambda member, tag: desk.checkout(member, [tag]),
        "return": lambda tag: desk.return_([tag]),
        "renew": lambda tag: desk.renew([tag]),
        "pay": lambda member: desk.pay(member, "3.05", by="card"),
        "charge": lambda member: desk.charge(member, "2.10", "why not"),
        "forgive": lambda member: desk.forgive(member, "2.10", "why not"),
        "refund": lambda member: desk.refund(member, "2.10", "why not"),
        "void": lambda entry: desk.void(entry, "a slip"),
        "undo": desk.undo,
        "wait": lambda hours: riverside.wait(hours=int(hours)),
        "lost": desk.tool_lost,
        "found": desk.tool_found,
        "retire": lambda tag: desk.tool_retire(tag, "worn"),
        "repair": lambda tag: desk.tool_repair(tag, "worn"),
        "fixed": desk.tool_fixed,
    }
    verbs[verb](*words)


def day(at: str) -> date:
    return datetime.fromisoformat(at).astimezone(LONDON).date()


def column(found: Report, table: str, *names: str) -> list[tuple[Any, ...]]:
    shown = next(each for each in found.tables if each.name == table)
    at = [[each.name for each in shown.columns].index(name) for name in names]
    return [tuple(row[place] for place in at) for row in shown.rows]


@settings(max_examples=25)
@given(actions=st.lists(VERBS, max_size=25))
def test_the_reports_say_what_the_rows_say(
    riverside_as_built: Riverside, actions: list[tuple[str | int, ...]]
) -> None:
    with TemporaryDirectory() as folder:
        riverside = copy_of(riverside_as_built, Path(folder) / "riverside")
        try:
            riverside.cora.member_induct("welding", ["M-0017", "M-0021"])
            for verb, *about in actions:
                with suppress(Refused):
                    do(riverside, str(verb), *about)
            agree(riverside)
        finally:
            riverside.close()


def agree(riverside: Riverside) -> None:
    """Every report against the raw rows."""
    library, db = riverside.library("Cora Lind", "office"), riverside.cora.context.db
    lent = Counter[tuple[str, str]]()
    for tag, out_at in db.all(
        "SELECT t.code, l.out_at FROM loan l JOIN tool t ON t.id = l.tool WHERE l.undone IS NULL"
    ):
        lent[tag, f"{day(out_at):%Y-%m}"] += 1
    usage = write(library, "usage")
    by_tool = {tag: count for tag, count in column(usage, "tools", "tool", "loans") if count}
    by_month = {month: count for month, count in column(usage, "months", "month", "loans") if count}
    assert by_tool == {tag: sum(n for (each, _), n in lent.items() if each == tag) for tag, _ in lent}
    assert by_month == {month: sum(n for (_, each), n in lent.items() if each == month) for _, month in lent}
    for name in ("tools", "kinds"):
        assert all(share is None or 0 <= share <= 1 for (share,) in column(usage, name, "share_out"))
    changes, touched = Counter[date](), set()
    for at, amount in db.all("SELECT at, amount FROM ledger"):
        changes[day(at)] += amount
        touched.add(day(at))
    money = write(library, "money")
    assert dict(column(money, "days", "day", "change")) == {each: changes[each] for each in touched}
    sums = (
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
    for row in column(money, "days", *sums, "change"):
        charged, deposits, back, *paid, forgiven, refunded, change = row
        assert charged + deposits - back - sum(paid) - forgiven + refunded == change
    owed = [amount for (amount,) in column(money, "owed", "amount")]
    assert owed[0] - owed[1] == changes.total()
    states = dict(column(write(library, "inventory"), "states", "state", "tools"))
    assert states == {
        state: riverside.cora.tools(ToolsWanted(state=state), Part(0)).total
        for state in ("in", "out", "ready", "repair", "lost", "retired")
    }
    overdue = {(each.tool, each.due) for each in riverside.cora.today().overdue}
    assert set(column(write(library, "overdue"), "loans", "tool", "due")) == overdue
    verbs = dict(column(write(library, "events"), "verbs", "what", "times"))
    assert verbs == {row[0]: row[1] for row in db.all("SELECT what, count(*) FROM event GROUP BY what")}

"""What is said of a bench that cannot be reserved for the days asked for: why not, and when or how it could be."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from catalog.answers import NeedAnswer
from toollib.desk.action import Action
from toollib.desk.context import Context
from toollib.rules.calendar import Span
from toollib.rules.dates import HORIZON, NoOpenDay
from toollib.workshop.bench_choice import Bench, Choice
from toollib.workshop.bench_reasons import ways_out, why_not

_NEAR: Final = 26
"""So many first days are looked at for the way out of a refusal: a quarter of a year where two days a week are open."""


def spans_of(context: Context, days: int, since: date | None = None) -> Iterator[tuple[date, date]]:
    """Each open day within a year from today, with the last of so many open days that begin with it."""
    opening, today = context.opening, context.today
    end = min(today + HORIZON, date.max - timedelta(days=1))
    day = max(today, since or today)
    while (first := opening.next_open_or_none(day)) is not None and first <= end:
        try:
            yield first, opening.add_open_days(first, days - 1)
        except NoOpenDay:
            return
        day = first + timedelta(days=1)


def note_lasting(action: Action, bench: Bench, first: date | None, design: str) -> None:
    """Note what stands in the way on any days, where those that were asked for are none."""
    context = action.context
    day = context.opening.next_open_or_none(max(first or context.today, context.today))
    if day is None:
        return
    lacking = bench.choose(day, day).lacking
    known = why_not(context, lacking, bench.asked(day, f"on {day}"))
    lasting = [each for each in known if each.code != "tool-reserved"]
    action.reasons.extend(lasting)
    if not lasting and not context.wrong:
        _note_days(action, bench, list(spans_of(context, 1, day)), lacking, design)


def note_lacking(action: Action, bench: Bench, choice: Choice, span: Span, design: str) -> None:
    """Note what lacks on these days, with the way out: the first days when all can be had, or what would bring it."""
    if not choice.lacking:
        return
    context, (first, last) = action.context, span
    asked = bench.asked(first, _days(first, last))
    reasons = list(why_not(context, choice.lacking, asked))
    action.reasons.extend(reasons)
    if all(each.code != "tool-reserved" for each in reasons):
        return
    days = context.opening.open_days(first, last) + 1
    _note_days(action, bench, list(spans_of(context, days)), choice.lacking, design)


def _note_days(
    action: Action, bench: Bench, spans: Sequence[Span], lacking: Sequence[NeedAnswer], design: str
) -> None:
    """Note the way out: the first of these days when all can be had, or where to look for them, or what would bring it."""
    context = action.context
    for one, other in spans[:_NEAR]:
        if not bench.choose(one, other).lacking:
            action.hints.append(f"all of it can be had {_days(one, other)}")
            return
    far = bench.choose(*spans[-1]).lacking if spans else lacking
    asked = bench.asked(*((spans[-1][0], _days(*spans[-1])) if spans else (context.today, "today")))
    if spans and not far:
        days = context.opening.open_days(*spans[0]) + 1
        known = f"{design} --member {asked.member}" + (f" --days {days}" if days > 1 else "")
        action.hints.append(f"`toollib build when {known}` says from which day all can be had")
    elif (out := ways_out(context, far, asked)) is not None:
        action.hints.append(out)


def _days(first: date, last: date) -> str:
    return f"on {first}" if first == last else f"from {first} to {last}"

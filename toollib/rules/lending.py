"""From when to when a tool may be lent: loans from paper, due dates that somebody asks for, what members reserve alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from toollib.rules.dates import NoOpenDay, Opening, due_date
from toollib.rules.reasons import Reason, reason


def why_not_due(
    asked: date, lent_on: date, opening: Opening | None, *, name: str = "", longest: date | None = None
) -> Iterator[Reason]:
    """The reason against this due date of a loan that begins on `lent_on`.

    `opening`: a loan ends on an open day; None: on any. `longest`: the last day that the policy gives for the tool of
    this `name`, None where it is not known.
    """
    if asked < lent_on:
        yield reason("date-wrong", f"the due date {asked} is before the loan")
    elif opening is not None and not opening.is_open(asked):
        yield reason("date-wrong", f"the library is closed on {asked}; {_way_out(opening, asked)}")
    elif longest is not None and asked > longest:
        yield reason("date-wrong", f"{name} may be lent until {longest}, not {asked}", override=True)


def why_not_alone(
    first: date, last: date, today: date, opening: Opening, most: tuple[int, int]
) -> Iterator[Reason]:
    """The reasons against these days of a reservation that members make by themselves.

    `most`: for how many days they may, counted as a loan is, and how many days before the first one.
    """
    days, ahead = most
    begins = today + min(timedelta(ahead), date.max - today)
    if first > begins:
        text = f"by themselves members reserve what begins on {begins} or before, not {first}"
        yield reason("date-wrong", text)
    try:
        until = due_date(first, days, opening)
    except NoOpenDay:
        until = first + min(timedelta(days), date.max - first)
    if last > until:
        yield reason("date-wrong", f"by themselves members reserve from {first} until {until}, not {last}")


def no_day_to_come_back(error: NoOpenDay) -> Reason:
    """The reason against a loan that could end on no open day."""
    return reason("date-wrong", f"{error}: look at hours and closed in library.yaml")


@dataclass(frozen=True, slots=True)
class Past:
    """Since which local day a tool and a member are here, and when the tool came back last (None: never lent)."""

    tool: str
    tool_since: date
    member: str
    member_since: date
    back_at: datetime | None = None


def why_not_at(at: datetime, now: datetime, past: Past) -> Iterator[Reason]:
    """Reasons against a loan that was written on paper `at` an instant in local time; the day of arrival is early enough."""
    if at > now:
        yield reason("date-wrong", f"{at:%Y-%m-%d %H:%M} is in the future")
    if at.date() < past.tool_since:
        yield reason("date-wrong", f"{past.tool} came to the library on {past.tool_since}, after {at.date()}")
    if at.date() < past.member_since:
        yield reason("date-wrong", f"{past.member} joined on {past.member_since}, after {at.date()}")
    if past.back_at is not None and at < past.back_at:
        back = past.back_at.astimezone(at.tzinfo)
        text = f"{past.tool} was still out at {at:%Y-%m-%d %H:%M}; it came back at {back:%Y-%m-%d %H:%M}"
        yield reason("date-wrong", text)


def _way_out(opening: Opening, asked: date) -> str:
    try:
        return f"the next open day is {opening.next_open(asked)}"
    except NoOpenDay:
        return "no day within a year after it is open"
